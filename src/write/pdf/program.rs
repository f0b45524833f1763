//! The glyphs of a face in the file: the face's fount where the words need enough of it and nothing else, or those alone that are used.

use super::bind::Packer;
use super::embed::Unnumbered;
use super::errors;
use super::faces::UsedFace;
use crate::diagnostics::Diagnostic;
use crate::fonts::Fount;
use pdf_writer::{Name, Rect};
use siphasher::sip128::{Hasher128, SipHasher13};
use skrifa::instance::Size;
use skrifa::raw::TableProvider;
use skrifa::raw::types::Tag;
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::hash::Hasher;

/// A face is worth its fount where the words use one letter of so many.
const WORTH: usize = 3;

/// A font file with some glyphs of a face.
pub(super) struct Program {
    /// Letters that tell it from others of the same face (PDF 1.7, 9.6.4).
    pub(super) tag: String,
    /// The box that holds every glyph, thousandths of an em.
    pub(super) bounds: Rect,
    /// Whether its outlines are those of CFF.
    pub(super) cubic: bool,
    /// The file, packed.
    pub(super) file: Unnumbered,
    /// Which glyph of it each glyph of the words is, where that is not the one of the same number.
    pub(super) glyphs: Option<Unnumbered>,
}

/// The program of a face.
pub(super) fn program(face: &UsedFace<'_>, packer: &mut Packer) -> Result<Program, Diagnostic> {
    match fount(face) {
        Some((fount, numbers)) => whole(face, &fount, &numbers, packer),
        None => cut(face, packer),
    }
}

/// The face's fount, if the words need enough of it and nothing else, and the glyph of it for each glyph of the words.
fn fount<'a>(face: &UsedFace<'a>) -> Option<(Fount<'a>, Vec<u16>)> {
    let fount = face.face.fount().filter(|fount| face.glyphs.len() * WORTH >= fount.len())?;
    let numbers = places(face, |glyph| fount.number(glyph))?;
    Some((fount, numbers))
}

fn whole(face: &UsedFace<'_>, fount: &Fount<'_>, numbers: &[u16], packer: &mut Packer) -> Result<Program, Diagnostic> {
    let file = Unnumbered::stream(fount.packed, true, |stream| {
        stream.pair(Name(b"Length1"), length(fount.length));
    });
    let glyphs = Some(map(numbers, packer)?);
    let bounds = scaled(face, fount.bounds.map(f32::from));
    Ok(Program { tag: tag(fount.glyphs()), bounds, cubic: false, file, glyphs })
}

/// Where each glyph of the words is in a program that has the sign for missing ones first; none if it has not all of them.
fn places(face: &UsedFace<'_>, place: impl Fn(u16) -> Option<u16>) -> Option<Vec<u16>> {
    face.glyphs.iter().map(|glyph| if glyph.own == 0 { Some(0) } else { place(glyph.own) }).collect()
}

/// The table of the places of glyphs in a program (PDF 1.7, table 117: CIDToGIDMap).
fn map(places: &[u16], packer: &mut Packer) -> Result<Unnumbered, Diagnostic> {
    let bytes: Vec<u8> = places.iter().flat_map(|place| place.to_be_bytes()).collect();
    Unnumbered::pack(packer, &bytes, |_| {})
}

fn cut(face: &UsedFace<'_>, packer: &mut Packer) -> Result<Program, Diagnostic> {
    let program = subset(face)?;
    let cubic = face.cubic();
    // Of a font of CFF the outlines alone are wanted, without the tables around them.
    let bare = || FontRef::new(&program).ok()?.data_for_tag(Tag::new(b"CFF ")).map(|table| table.as_bytes());
    let bytes = bare().filter(|_| cubic).unwrap_or(&program);
    let file = Unnumbered::pack(packer, bytes, |stream| {
        if cubic {
            stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
        } else {
            stream.pair(Name(b"Length1"), length(bytes.len()));
        }
    })?;
    let twice = places(face, |glyph| face.subset.get(glyph)).filter(|_| face.has_twins());
    let glyphs = twice.map(|places| map(&places, packer)).transpose()?;
    Ok(Program { tag: tag(face.subset.remapped_gids()), bounds: bounds(face, cubic), cubic, file, glyphs })
}

fn length(bytes: usize) -> i32 {
    i32::try_from(bytes).unwrap_or(i32::MAX)
}

/// The font file with the glyphs that are used alone.
fn subset(face: &UsedFace<'_>) -> Result<Vec<u8>, Diagnostic> {
    let place: Vec<_> = face.face.instance.iter().map(|at| (subsetter::Tag::new(&at.axis), at.value)).collect();
    let data = face.face.data.as_ref().as_ref();
    subsetter::subset_with_variations(data, face.face.index, &place, &face.subset)
        .map_err(|why| errors::not_embedded(face.face, &why.to_string()))
}

/// The box that holds the glyphs that are used, and for CFF all that the font says it has.
fn bounds(face: &UsedFace<'_>, cubic: bool) -> Rect {
    let all = face.tables.metrics(Size::unscaled(), &face.location).bounds.filter(|_| cubic);
    let all = all.map(|all| [all.x_min, all.y_min, all.x_max, all.y_max]);
    scaled(face, hull(face, all).unwrap_or_default())
}

/// The box that holds the glyphs that are used and another one: left, bottom, right, top, units.
fn hull(face: &UsedFace<'_>, other: Option<[f32; 4]>) -> Option<[f32; 4]> {
    let metrics = face.metrics();
    let glyphs = face.subset.remapped_gids().filter_map(|glyph| metrics.bounds(GlyphId::new(glyph.into())));
    let boxes = glyphs.map(|bounds| [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max]);
    boxes.chain(other).reduce(|[left, low, right, high], [x, y, to_x, to_y]| {
        [left.min(x), low.min(y), right.max(to_x), high.max(to_y)]
    })
}

fn scaled(face: &UsedFace<'_>, [left, low, right, high]: [f32; 4]) -> Rect {
    let scaled = |units: f32| face.thousandths(units);
    let (low, high) = ([left, low].map(|at| scaled(at).floor()), [right, high].map(|at| scaled(at).ceil()));
    Rect::new(low[0] as f32, low[1] as f32, high[0] as f32, high[1] as f32)
}

fn tag(glyphs: impl Iterator<Item = u16>) -> String {
    let mut hasher = SipHasher13::new();
    glyphs.for_each(|glyph| hasher.write(&glyph.to_be_bytes()));
    hasher.finish128().as_bytes().iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}
