//! The cuts of a variable font: where on its axes the weights and slants of a style lie (OpenType fvar).

use super::face::{Coordinate, FontFace, class};
use crate::style::{Slant, Weight};
use skrifa::raw::types::Tag;
use skrifa::{FontRef, MetadataProvider};

/// The size that running text is set in, points: where on the axis `opsz` a face is taken.
const TEXT_SIZE: f32 = 11.0;
/// A usual slope of italics, degrees: where on the axis `slnt` they are taken.
const SLOPE: f32 = -12.0;

/// The face itself, or, of a variable font, its cuts for each weight and slant that a style may ask for.
pub(super) fn cuts(font: &FontRef<'_>, face: &FontFace) -> Vec<FontFace> {
    if font.axes().is_empty() {
        return vec![face.clone()];
    }
    let has = |axis: &[u8; 4]| font.axes().get_by_tag(Tag::new(axis)).is_some();
    let weights: &[Weight] = if has(b"wght") { &[Weight::Regular, Weight::Bold] } else { &[Weight::Regular] };
    let both = face.slant == Slant::Upright && (has(b"ital") || has(b"slnt"));
    let slants: &[Slant] = if both { &[Slant::Upright, Slant::Italic] } else { &[face.slant] };
    let cut = |weight, slant| {
        let instance = instance(font, face, weight, slant);
        let at = |axis: &[u8; 4]| instance.iter().find(|at| at.axis == *axis).map(|at| at.value);
        let weight = at(b"wght").map_or(face.weight, |weight| weight.clamp(1.0, 1000.0) as u16);
        FontFace { weight, slant, instance, shaping: Default::default(), reaches: Default::default(), ..face.clone() }
    };
    slants.iter().flat_map(|&slant| weights.iter().map(move |&weight| cut(weight, slant))).collect()
}

/// The place on every axis: what the cut asks for, as far as the axis goes, else the font's default.
fn instance(font: &FontRef<'_>, face: &FontFace, weight: Weight, slant: Slant) -> Vec<Coordinate> {
    let turned = slant != face.slant;
    let place = |axis: skrifa::Axis| {
        let wanted = match &axis.tag().to_be_bytes() {
            b"wght" => f32::from(class(weight)),
            b"opsz" => TEXT_SIZE,
            b"ital" if turned => 1.0,
            b"slnt" if turned => SLOPE,
            _ => axis.default_value(),
        };
        // Not `clamp`: a broken font may have its ends the wrong way round.
        Coordinate { axis: axis.tag().to_be_bytes(), value: wanted.min(axis.max_value()).max(axis.min_value()) }
    };
    font.axes().iter().map(place).collect()
}
