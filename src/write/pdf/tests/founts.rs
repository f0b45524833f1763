//! What a file says whose words are set from a fount.

use super::sample::{Sheet, node};
use super::{print, settings};
use crate::diagnostics::Span;
use crate::fonts::{FaceId, FontBook, FontFace};
use crate::frame::{Content, Tag, TagChild};
use crate::resources::Images;
use crate::write::PdfProfile;
use crate::write::pdf::bind::Streams;
use crate::write::pdf::faces::Faces;
use harfrust::{ShapeOptions, UnicodeBuffer};
use lopdf::{Document, Object};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, GlyphId, MetadataProvider};

fn shape(face: &FontFace, text: &str) -> Vec<u16> {
    let tables = face.tables().unwrap();
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    let shaped = face.shaper(&tables).shape(buffer, ShapeOptions::new());
    shaped.glyph_infos().iter().map(|info| info.glyph_id as u16).collect()
}

fn file_of(words: &str) -> Document {
    let mut sheet = Sheet::new();
    let words = sheet.text(words);
    sheet.root(node(Tag::Paragraph, vec![words]));
    file(&sheet)
}

fn file(sheet: &Sheet) -> Document {
    let settings = settings(PdfProfile::default()).unwrap();
    let bytes =
        print(&sheet.pages, &Images::new(), &FontBook::embedded(), &[], settings, Streams::Packed, true).unwrap();
    Document::load_mem(&bytes).unwrap()
}

/// The objects of a file that have a key.
fn having<'d>(file: &'d Document, key: &[u8]) -> Vec<&'d lopdf::Dictionary> {
    file.objects.values().filter_map(|object| object.as_dict().ok()).filter(|dict| dict.has(key)).collect()
}

fn stream(file: &Document, dict: &lopdf::Dictionary, key: &[u8]) -> Vec<u8> {
    let id = dict.get(key).and_then(Object::as_reference).unwrap();
    file.get_object(id).unwrap().as_stream().unwrap().get_plain_content().unwrap()
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
    for glyph in shape(face.face, PANGRAM) {
        face.number(glyph.into(), "a", Span::Unknown);
    }
    let fount = FontRef::new(&program).unwrap();
    let [whole, own] = [&fount, &tables].map(|font| font.glyph_metrics(Size::unscaled(), LocationRef::default()));
    assert_eq!(map.len(), face.glyphs.len() * 2);
    for (number, glyph) in map.as_chunks().0.iter().zip(face.subset.remapped_gids()) {
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

/// One outline shows a raised 2 and a figure of its own: each is a code with its own characters, and the codes lead to one outline.
#[test]
fn an_outline_with_two_meanings_has_two_codes() {
    for words in [PANGRAM, "Innovation"] {
        let mut sheet = Sheet::new();
        let leaf = sheet.leaf();
        for (features, text) in [(["sups"].as_slice(), "2"), (&[], "²"), (&[], words)] {
            sheet.words(0, features, text, Content::Leaf(leaf));
        }
        sheet.root(node(Tag::Paragraph, vec![TagChild::Leaf(leaf)]));
        let file = file(&sheet);
        let text = file.extract_text(&[1]).unwrap();
        assert_eq!(
            text.split_whitespace().collect::<Vec<_>>(),
            ["2", "²"].into_iter().chain(words.split(' ')).collect::<Vec<_>>()
        );
        let map = stream(&file, having(&file, b"CIDToGIDMap")[0], b"CIDToGIDMap");
        assert_eq!(map[2..4], map[4..6]);
    }
}

/// Two files of one fount and of as many letters are told apart.
#[test]
fn files_of_one_fount_have_names_of_their_own() {
    let [one, other] = ["x", "z"].map(|last| file_of(&PANGRAM.replace("wizards", &format!("wi{last}ards"))));
    assert_ne!(one.trailer.get(b"ID").unwrap(), other.trailer.get(b"ID").unwrap());
}
