//! What the program's own reader of Word files makes of what was written.

use crate::issue::{build, build_in, fixtures, pujiang, write};
use crate::parts::{packed, part, parts};
use masthead::ast::{Block, Document, Inline, walk};
use masthead::convert;
use masthead::diagnostics::Sink;
use masthead::numbering::number;
use masthead::read::{self, Input};
use std::path::Path;

fn read(docx: &[u8]) -> Document {
    convert::prepare(&Input::new("issue.docx", docx), read::by_name("docx").unwrap(), &mut Sink::new()).document
}

fn source(path: &str) -> Document {
    let bytes = std::fs::read(fixtures().join(path)).unwrap();
    convert::prepare(&Input::new("issue.md", &bytes), read::by_name("bulletin").unwrap(), &mut Sink::new()).document
}

/// All blocks of some kind, without their places in the source.
fn blocks(document: &Document, wanted: fn(&Block) -> bool) -> Vec<serde_json::Value> {
    let mut found = Vec::new();
    for root in walk::roots(document) {
        walk::blocks(root, &mut |block| {
            if wanted(block) {
                let mut value = serde_json::to_value(block).unwrap();
                without_places(&mut value);
                found.push(value);
            }
        });
    }
    found
}

fn without_places(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(fields) => {
            fields.retain(|name, _| name != "span");
            fields.values_mut().for_each(without_places);
        }
        serde_json::Value::Array(values) => values.iter_mut().for_each(without_places),
        _ => {}
    }
}

#[test]
fn boxes_come_back_with_all_that_they_hold() {
    let path = "bulletins/boxes-and-pages.md";
    let boxed = |block: &Block| matches!(block, Block::Boxed(_));
    let (written, found) = (source(path), read(&build(Path::new(path)).docx));
    assert_eq!(blocks(&found, boxed), blocks(&written, boxed));
}

#[test]
fn the_number_of_the_copy_over_the_classification_comes_back() {
    let path = Path::new("bulletins/kitchen-sink.md");
    let stacked = build_in(path, "[masthead]\ncopy-number-first = true").docx;
    let marked = |document: &Document| (document.front.classification.clone(), document.front.copy_number.clone());
    assert_eq!(marked(&read(&stacked)), marked(&read(&build(path).docx)));
    let kept = |(name, _): &(String, Vec<u8>)| !name.starts_with("customXml");
    let bare = packed(&parts(&stacked).into_iter().filter(kept).collect::<Vec<_>>());
    assert_eq!(marked(&read(&bare)), (Some("Internal".into()), Some("007".into())));
}

#[test]
fn the_name_stands_as_far_down_whatever_is_over_it() {
    let path = Path::new("bulletins/kitchen-sink.md");
    let drop = "[masthead]\ndrop = 35\n[text.marking]\nleading = 20\n[text.masthead-name]\nbefore = 0\n";
    let body = |style: &str| part(&build_in(path, style).docx, "word/document.xml").unwrap_or_default();
    // 35 mm are 1984 twips, less one or two lines of 20 points.
    assert!(body(drop).contains("<w:pStyle w:val=\"MastheadName\"/><w:spacing w:before=\"1584\"/>"));
    let stacked = drop.replace("[masthead]", "[masthead]\ncopy-number-first = true");
    assert!(body(&stacked).contains("<w:pStyle w:val=\"MastheadName\"/><w:spacing w:before=\"1184\"/>"));
}

#[test]
fn a_ruled_imprint_comes_back_as_its_lines() {
    let path = Path::new("bulletins/kitchen-sink.md");
    let [plain, ruled] =
        ["", "[imprint]\ninner-rule = 0.25\ncopies-right = true"].map(|style| build_in(path, style).docx);
    // What is kept aside would say what the lines were made of.
    let bare = |docx: &[u8]| {
        packed(&parts(docx).into_iter().filter(|(name, _)| !name.starts_with("customXml")).collect::<Vec<_>>())
    };
    let [plain, ruled] = [plain, ruled].map(|docx| read(&bare(&docx)));
    assert_eq!(ruled.front.imprint.lines.len(), 3, "the compilers and the copies are facts");
    assert!(plain.front.imprint.copies.is_some() && plain.front.compilers.is_some(), "{:?}", plain.front);
    assert_eq!(
        ruled.front.imprint.copies, plain.front.imprint.copies,
        "the copies stand at the end of the line before them"
    );
    let names = |document: &Document| document.front.compilers.as_ref().map(|compilers| compilers.names.clone());
    assert_eq!(names(&ruled), names(&plain));
    assert_eq!(
        ruled.front.imprint.lines.concat().replace(' ', ""),
        plain.front.imprint.lines.concat().replace(' ', "")
    );
    let table = |block: &Block| matches!(block, Block::Table(_));
    assert_eq!(blocks(&ruled, table), blocks(&plain, table));
}

#[test]
fn columns_come_back_aligned_as_they_were() {
    let path = "bulletins/tables.md";
    let columns = |document: &Document| {
        let tables = blocks(document, |block| matches!(block, Block::Table(_)));
        tables.iter().map(|table| table["columns"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(columns(&read(&build(Path::new(path)).docx)), columns(&source(path)));
}

#[test]
fn references_come_back_to_what_they_name() {
    let document = read(&build(Path::new("bulletins/boxes-and-pages.md")).docx);
    let (places, mut met) = (walk::places(&document), 0);
    walk::runs(&document, &mut |run| {
        walk::inlines(run, &mut |inline| {
            let target = match inline {
                Inline::Reference { target, .. } => Some(target.as_str()),
                Inline::Link { target, .. } => target.strip_prefix('#'),
                _ => None,
            };
            for target in target.into_iter().filter(|target| !target.starts_with("note-")) {
                assert!(places.contains(target), "{target}");
                met += 1;
            }
        });
    });
    assert!(met > 5, "{met}");
}

#[test]
fn notes_that_notes_call_stand_once_and_come_back() {
    let front = "---\nseries: Harbour Notes\nnumber: 7\ndate: 2023-10-20\ntitle: Moorings\n---\n\n";
    let notes = "[^a]: First.[^b]\n\n[^b]: Second.[^c]\n\n[^c]: Third.[^d]\n\n[^d]: Fourth.\n";
    for text in ["Text.[^a]\n\n", "# Heading[^a]\n\nText.\n\n", "::: editors-note\nText.[^a]\n:::\n\nText.\n\n"] {
        let source = format!("{front}{text}{notes}");
        let bulletin = read::by_name("bulletin").unwrap();
        let input = Input::new("issue.md", source.as_bytes());
        let mut written = convert::prepare(&input, bulletin, &mut Sink::new()).document;
        number(&mut written, &pujiang(""), &mut Sink::new());
        let (docx, _) = write(&written);
        let stories = ["word/document.xml", "word/footnotes.xml"].map(|name| part(&docx, name).unwrap()).concat();
        for words in ["First.", "Second.", "Third.", "Fourth."] {
            assert_eq!(stories.matches(words).count(), 1, "{words} after {text}");
        }
        let ids = |document: &Document| document.notes.iter().map(|note| note.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(&read(&docx)), ids(&written), "{text}");
    }
}
