//! Sets each document of `fixtures/pages` and compares its pages with the dump beside it.
//!
//! To add a case, add `NAME.json`; `BLESS=1 cargo test --test pages` writes `NAME.pages`. A dump without a document
//! fails.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

#[path = "pages/bad_input.rs"]
mod bad_input;
#[path = "pages/chinese.rs"]
mod chinese;
#[path = "pages/hard_lines.rs"]
mod hard_lines;
#[path = "pages/hard_tables.rs"]
mod hard_tables;
#[path = "pages/readings.rs"]
mod readings;

use masthead::ast::Document;
use masthead::ast::json::Envelope;
use masthead::diagnostics::Sink;
use masthead::fonts::FontBook;
use masthead::frame::{Content, FrameItem, LeafId, Pages, TagChild, TagNode};
use masthead::resources::{Image, Images};
use masthead::style::StyleSheet;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/pages");

fn files(extension: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(FOLDER).expect("the folder of fixtures is there");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|found| found == extension));
    paths.sort();
    paths
}

fn style(name: &str) -> StyleSheet {
    masthead::style::resolve(masthead::style::built_in_source(name).unwrap(), &|_| None).unwrap()
}

/// The document of a fixture, numbered.
fn document(path: &Path, sink: &mut Sink) -> Document {
    let text = std::fs::read_to_string(path).unwrap();
    let envelope: Envelope = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut document = envelope.document;
    masthead::normalize::normalize(&mut document, sink);
    masthead::numbering::number(&mut document, &style("pujiang"), sink);
    document
}

fn pages(path: &Path) -> Pages {
    let mut sink = Sink::new();
    let document = document(path, &mut sink);
    let mut images = Images::new();
    images.insert("dot.png".into(), Image::recognise(std::fs::read(format!("{FOLDER}/dot.png")).unwrap()).unwrap());
    let pages = masthead::layout::layout(&document, &style("pujiang"), &FontBook::embedded(), &images, &mut sink);
    assert!(!sink.has_errors(), "{}: {:?}", path.display(), sink.diagnostics());
    pages
}

#[test]
fn pages_are_as_blessed() {
    let bless = std::env::var_os("BLESS").is_some();
    for source in files("json") {
        let expected = source.with_extension("pages");
        let dump = pages(&source).dump();
        if bless {
            std::fs::write(&expected, &dump).unwrap();
        }
        let blessed = std::fs::read_to_string(&expected).unwrap_or_default();
        for (line, (found, wanted)) in dump.lines().zip(blessed.lines()).enumerate() {
            assert_eq!(found, wanted, "{}:{}", expected.display(), line + 1);
        }
        assert_eq!(dump.lines().count(), blessed.lines().count(), "{}", expected.display());
    }
    for dump in files("pages") {
        assert!(dump.with_extension("json").exists(), "{} has no document", dump.display());
    }
}

fn leaves(node: &TagNode, found: &mut Vec<LeafId>) {
    for child in &node.children {
        match child {
            TagChild::Node(node) => leaves(node, found),
            TagChild::Leaf(leaf) => found.push(*leaf),
        }
    }
}

#[test]
fn every_leaf_stands_once_in_the_structure_and_has_something_on_a_page() {
    for source in files("json") {
        let pages = pages(&source);
        let mut tagged = Vec::new();
        pages.tags.roots.iter().for_each(|root| leaves(root, &mut tagged));
        let mut placed: Vec<LeafId> = Vec::new();
        for item in pages.pages.iter().flat_map(|page| &page.items) {
            if let Content::Leaf(leaf) = item.content {
                placed.push(leaf);
            }
        }
        tagged.sort();
        placed.sort();
        placed.dedup();
        assert_eq!(tagged, placed, "{}", source.display());
    }
}

/// The marks of callouts, which are printed on pages and left out of the plain words.
fn callouts(document: &Document) -> String {
    let mut marks = String::new();
    masthead::ast::walk::runs(document, &mut |run| {
        masthead::ast::walk::inlines(run, &mut |inline| {
            if let masthead::ast::Inline::Callout { note, .. } = inline {
                let called = masthead::ast::walk::notes(document).find(|known| known.id == *note);
                marks.push_str(&called.and_then(|note| note.label.as_ref()).unwrap().text);
            }
        });
    });
    marks
}

#[test]
fn the_words_of_the_structure_are_those_of_the_document() {
    for source in files("json") {
        let pages = pages(&source);
        let mut words: BTreeMap<LeafId, String> = BTreeMap::new();
        for item in pages.pages.iter().flat_map(|page| &page.items) {
            if let (Content::Leaf(leaf), FrameItem::Glyphs(run)) = (item.content, &item.item) {
                words.entry(leaf).or_default().push_str(&run.text);
            }
        }
        let text: String = words.into_values().collect();
        let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '\u{AD}').collect::<String>();
        let document = document(&source, &mut Sink::new());
        let letters = |text: &str| {
            let mut letters: Vec<char> = solid(text).chars().collect();
            letters.sort_unstable();
            letters.into_iter().collect::<String>()
        };
        let wanted = masthead::ast::text::document(&document) + &callouts(&document);
        assert_eq!(letters(&text), letters(&wanted), "{}", source.display());
    }
}

#[test]
fn a_character_that_no_face_has_is_one_error_that_names_it() {
    let mut document = Document::default();
    let words = masthead::ast::Inline::text("a 丂 and 丂", masthead::diagnostics::Span::text(3, 12));
    let paragraph = masthead::ast::Paragraph { inlines: vec![words], ..Default::default() };
    document.lead.push(masthead::ast::Block::Paragraph(paragraph));
    let mut sink = Sink::new();
    let _ = masthead::layout::layout(&document, &style("plain"), &FontBook::embedded(), &Images::new(), &mut sink);
    let [error] = sink.diagnostics() else { panic!("{:?}", sink.diagnostics()) };
    assert_eq!(error.code.name(), "glyph-missing");
    assert!(error.message.contains("U+4E02"), "{}", error.message);
    assert_eq!(error.span, masthead::diagnostics::Span::text(3, 12));
}

#[test]
fn a_table_of_too_many_columns_is_told_of() {
    use masthead::ast::{Block, Cell, Column, Inline, Paragraph, Row, Table};
    let words = |_| Cell {
        blocks: vec![Block::Paragraph(Paragraph {
            inlines: vec![Inline::text("word", Default::default())],
            ..Default::default()
        })],
        ..Cell::default()
    };
    let row = Row { cells: (0..60).map(words).collect(), ..Row::default() };
    let table = Table { columns: vec![Column::default(); 60], body: vec![row], ..Table::default() };
    let document = Document { lead: vec![table.into()], ..Document::default() };
    let mut sink = Sink::new();
    let _ = masthead::layout::layout(&document, &style("plain"), &FontBook::embedded(), &Images::new(), &mut sink);
    let codes: Vec<&str> = sink.diagnostics().iter().map(|found| found.code.name()).collect();
    assert_eq!(codes, ["table-too-wide"]);
}

#[test]
fn every_page_of_a_long_paragraph_is_within_its_text_block() {
    use masthead::ast::{Block, Inline, Paragraph};
    let words = "innovation and development of the region ".repeat(1500) + &"x".repeat(5000);
    let paragraph = Paragraph { inlines: vec![Inline::text(words, Default::default())], ..Default::default() };
    let document = Document { lead: vec![Block::Paragraph(paragraph)], ..Document::default() };
    let style = style("pujiang");
    let pages = masthead::layout::layout(&document, &style, &FontBook::embedded(), &Images::new(), &mut Sink::new());
    let foot = (style.page.height.to_pt() - style.page.bottom.to_pt()).0;
    assert!(pages.pages.len() > 10);
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        let (Content::Leaf(_), FrameItem::Glyphs(run)) = (item.content, &item.item) else { continue };
        let end = run.text.trim_end().len();
        let inked = run.glyphs.iter().filter(|glyph| glyph.text.end <= end).map(|glyph| f64::from(glyph.advance));
        let left = run.origin.x.0.min(style.page.inner.to_pt().0);
        assert!(
            run.origin.x.0 + inked.sum::<f64>() * run.size.0 <= left + style.measure().0 + 8.0 + run.size.0,
            "{run:?}"
        );
        assert!(run.origin.y.0 <= foot, "{run:?}");
    }
}
