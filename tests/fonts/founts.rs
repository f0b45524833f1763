//! The founts that lie in the program: what they are cut from, and to what.

use flate2::{Compress, Compression, FlushCompress};
use harfrust::{Feature, ShapeOptions, UnicodeBuffer};
use masthead::fonts::{FontBook, FontFace};
use masthead::style::{Slant, Weight};
use skrifa::instance::{LocationRef, Size};
use skrifa::{GlyphId, MetadataProvider};
use std::collections::BTreeSet;

/// What running text is written in, besides letters and figures.
const MARKS: &str = " \u{a0}\u{202f}\u{2009}.,;:!?'\"()[]-\u{ad}/&%…·–—‘’“”";
/// What is joined in it.
const JOINED: [&str; 9] = ["ff", "fi", "fl", "ft", "ffi", "ffl", "tt", "Th", "Qu"];

fn shape(face: &FontFace, text: &str, features: &[Feature]) -> Vec<u16> {
    let tables = face.tables().unwrap();
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    let shaped = face.shaper(&tables).shape(buffer, ShapeOptions::new().features(features));
    shaped.glyph_infos().iter().map(|info| info.glyph_id as u16).collect()
}

/// The glyphs of running text: its characters, what is joined of them, and figures that call notes.
fn letters(face: &FontFace) -> Vec<u16> {
    let plain = ('A'..='Z').chain('a'..='z').chain('0'..='9');
    let alone = plain.chain(MARKS.chars()).map(String::from);
    let joined = JOINED.iter().copied().map(String::from);
    let mut glyphs: BTreeSet<u16> = alone.chain(joined).flat_map(|text| shape(face, &text, &[])).collect();
    if face.slant == Slant::Upright {
        let raised = Feature::new(harfrust::Tag::new(b"sups"), 1, ..);
        glyphs.extend(('0'..='9').flat_map(|figure| shape(face, &figure.to_string(), &[raised])));
    }
    glyphs.into_iter().filter(|glyph| *glyph > 0).collect()
}

/// A fount as it lies in the program.
fn made(face: &FontFace) -> Vec<u8> {
    let glyphs = letters(face);
    let numbers = subsetter::GlyphRemapper::new_from_glyphs_sorted(&glyphs);
    let file = subsetter::subset_with_variations(face.data.as_ref().as_ref(), 0, &[], &numbers).unwrap();
    let mut packed = Vec::with_capacity(file.len());
    Compress::new(Compression::best(), true).compress_vec(&file, &mut packed, FlushCompress::Finish).unwrap();
    let mut bytes = (glyphs.len() as u16).to_be_bytes().to_vec();
    bytes.extend(glyphs.iter().flat_map(|glyph| glyph.to_be_bytes()));
    bytes.extend(hull(face, &glyphs).into_iter().flat_map(i16::to_be_bytes));
    bytes.extend((file.len() as u32).to_be_bytes());
    bytes.extend(packed);
    bytes
}

/// The box that holds the glyphs and the sign for missing ones: left, bottom, right, top, units.
fn hull(face: &FontFace, glyphs: &[u16]) -> [i16; 4] {
    let tables = face.tables().unwrap();
    let metrics = tables.glyph_metrics(Size::unscaled(), LocationRef::default());
    let boxes = glyphs.iter().chain(&[0]).filter_map(|glyph| metrics.bounds(GlyphId::new((*glyph).into())));
    let boxes: Vec<[i16; 4]> =
        boxes.map(|at| [at.x_min, at.y_min, at.x_max, at.y_max].map(|corner| corner as i16)).collect();
    let least = |corner: usize| boxes.iter().map(|at| at[corner]).min().unwrap();
    let most = |corner: usize| boxes.iter().map(|at| at[corner]).max().unwrap();
    [least(0), least(1), most(2), most(3)]
}

/// `BLESS=1 cargo test --test fonts founts` writes them.
#[test]
fn founts_are_cut_from_the_faces_of_the_program() {
    let fonts = FontBook::embedded();
    for (name, slant) in [("Regular", Slant::Upright), ("Italic", Slant::Italic)] {
        let id = fonts.nearest("Libertinus Serif", Weight::Regular, slant).unwrap();
        let path = format!("{}/assets/fonts/LibertinusSerif-{name}.fount", env!("CARGO_MANIFEST_DIR"));
        let bytes = made(fonts.face(id).unwrap());
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, &bytes).unwrap();
        }
        assert!(std::fs::read(&path).unwrap() == bytes, "{path} is not what BLESS=1 makes");
    }
}
