//! The founts that lie in the program: what they are cut from and to, and what a file with one says.

use super::sample::{Sheet, node};
use super::{print, settings};
use crate::diagnostics::Span;
use crate::fonts::{FaceId, FontBook, FontFace};
use crate::frame::Tag;
use crate::resources::Images;
use crate::style::{Slant, Weight};
use crate::write::PdfProfile;
use crate::write::pdf::bind::Streams;
use crate::write::pdf::faces::Faces;
use crate::write::pdf::program;
use flate2::{Compress, Compression, FlushCompress};
use harfrust::{Feature, ShapeOptions, UnicodeBuffer};
use lopdf::{Document, Object};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, GlyphId, MetadataProvider};
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
fn made(fonts: &FontBook, id: FaceId) -> Vec<u8> {
    let glyphs = letters(fonts.face(id).unwrap());
    let mut faces = Faces::new(fonts, true);
    let (_, face) = faces.open(id).unwrap();
    for glyph in &glyphs {
        face.number((*glyph).into(), "a", Span::Unknown);
    }
    let file = program::subset(face).unwrap();
    let mut packed = Vec::with_capacity(file.len());
    Compress::new(Compression::best(), true).compress_vec(&file, &mut packed, FlushCompress::Finish).unwrap();
    let bounds = program::hull(face, None).unwrap();
    let mut bytes = (glyphs.len() as u16).to_be_bytes().to_vec();
    bytes.extend(glyphs.iter().flat_map(|glyph| glyph.to_be_bytes()));
    bytes.extend(bounds.into_iter().flat_map(|corner| (corner as i16).to_be_bytes()));
    bytes.extend((file.len() as u32).to_be_bytes());
    bytes.extend(packed);
    bytes
}

/// `BLESS=1 cargo test --lib founts` writes them.
#[test]
fn founts_are_cut_from_the_faces_of_the_program() {
    let fonts = FontBook::embedded();
    for (name, slant) in [("Regular", Slant::Upright), ("Italic", Slant::Italic)] {
        let id = fonts.nearest("Libertinus Serif", Weight::Regular, slant).unwrap();
        let path = format!("{}/assets/fonts/LibertinusSerif-{name}.fount", env!("CARGO_MANIFEST_DIR"));
        let bytes = made(&fonts, id);
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, &bytes).unwrap();
        }
        assert!(std::fs::read(&path).unwrap() == bytes, "{path} is not what BLESS=1 makes");
    }
}

fn file_of(words: &str) -> Document {
    let mut sheet = Sheet::new();
    let words = sheet.text(words);
    sheet.root(node(Tag::Paragraph, vec![words]));
    let settings = settings(PdfProfile::default()).unwrap();
    let bytes = print(&sheet.pages, &Images::new(), &FontBook::embedded(), &[], settings, Streams::Packed).unwrap();
    Document::load_mem(&bytes).unwrap()
}

/// The objects of a file that have a key.
fn having<'d>(file: &'d Document, key: &[u8]) -> Vec<&'d lopdf::Dictionary> {
    file.objects.values().filter_map(|object| object.as_dict().ok()).filter(|dict| dict.has(key)).collect()
}

fn stream(file: &Document, dict: &lopdf::Dictionary, key: &[u8]) -> Vec<u8> {
    let Object::Reference(id) = dict.get(key).unwrap() else { panic!("{key:?} is no object of its own") };
    file.get_object(*id).unwrap().as_stream().unwrap().get_plain_content().unwrap()
}

const PANGRAM: &str = "The five boxing wizards jump quickly over THE FIFTY OFFICES";

/// Every code of the words leads to the same outline in the fount as in the face.
#[test]
fn words_of_running_text_are_set_from_the_fount() {
    let file = file_of(PANGRAM);
    let descendants = having(&file, b"CIDToGIDMap");
    let descriptors = having(&file, b"FontFile2");
    let (map, program) = (stream(&file, descendants[0], b"CIDToGIDMap"), stream(&file, descriptors[0], b"FontFile2"));
    let (fonts, id) = (FontBook::embedded(), FaceId(0));
    let mut faces = Faces::new(&fonts, true);
    let (_, face) = faces.open(id).unwrap();
    let tables = face.face.tables().unwrap();
    for glyph in shape(face.face, PANGRAM, &[]) {
        face.number(glyph.into(), "a", Span::Unknown);
    }
    let fount = FontRef::new(&program).unwrap();
    let [whole, own] = [&fount, &tables].map(|font| font.glyph_metrics(Size::unscaled(), LocationRef::default()));
    assert_eq!(map.len(), face.glyphs.len() * 2);
    for (number, glyph) in map.as_chunks().0.iter().zip(face.numbers.remapped_gids()) {
        let (number, glyph) = (GlyphId::new(u16::from_be_bytes(*number).into()), GlyphId::new(glyph.into()));
        assert_eq!(whole.bounds(number), own.bounds(glyph));
        assert_eq!(whole.advance_width(number), own.advance_width(glyph));
    }
}

/// What needs a letter that no fount has, or few letters, is cut to those.
#[test]
fn other_words_are_cut_out_of_the_face() {
    for words in [format!("{PANGRAM} \u{15b}"), "Innovation".into()] {
        let file = file_of(&words);
        assert!(having(&file, b"CIDToGIDMap").iter().all(|font| font.get(b"CIDToGIDMap").unwrap().as_name().is_ok()));
    }
}

/// Two files of one fount and of as many letters are told apart.
#[test]
fn files_of_one_fount_have_names_of_their_own() {
    let [one, other] = ["x", "z"].map(|last| file_of(&PANGRAM.replace("wizards", &format!("wi{last}ards"))));
    assert_ne!(one.trailer.get(b"ID").unwrap(), other.trailer.get(b"ID").unwrap());
}
