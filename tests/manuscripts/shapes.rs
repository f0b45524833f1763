//! Shapes that no word processor should write and some do, in `fixtures/manuscripts/shapes`, each a manuscript as the text of its
//! parts: every word of theirs is read, or told of.

use masthead::convert::prepare;
use masthead::diagnostics::Sink;
use masthead::package::{Package, Part, Relations};
use masthead::read::{Input, by_name};
use masthead::write::{Lines, markdown};
use std::fs;
use std::path::Path;

const MAIN: &str = "word/document.xml";

const TIES: [(&str, &str); 3] =
    [("urn:/styles", "styles.xml"), ("urn:/footnotes", "footnotes.xml"), ("urn:/endnotes", "endnotes.xml")];

/// The words of labels, which are made anew.
const LABELS: [&str; 2] = ["Table", "Figure"];

/// The parts of a listing, each after a line `== name`.
fn packed(listing: &str) -> Vec<u8> {
    let mut relations = Relations::default();
    relations.internal("urn:/officeDocument", MAIN);
    let parts = listing.split("== ").filter_map(|part| part.split_once('\n'));
    let mut parts: Vec<Part> = parts.map(|(name, text)| Part::new(name.trim(), "application/xml", text)).collect();
    let main = parts.iter_mut().find(|part| part.name == MAIN).unwrap();
    TIES.into_iter().for_each(|(kind, target)| drop(main.relations.internal(kind, target)));
    Package { relations, parts }.write().unwrap()
}

/// The words in elements that hold words, of four letters and more.
fn words(listing: &str) -> impl Iterator<Item = &str> {
    let held = listing.split('<').filter_map(|tag| {
        let (tag, words) = tag.split_once('>')?;
        let name = tag.split_whitespace().next()?;
        match name.rsplit(':').next()? {
            "t" => Some(words),
            "textpath" => tag.split('"').nth(1),
            _ => None,
        }
    });
    held.flat_map(|words| words.split(|c: char| !c.is_alphabetic())).filter(|word| word.len() > 3)
}

#[test]
fn every_word_is_read_or_told_of() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/manuscripts/shapes");
    let (mut seen, mut lost) = (0, Vec::new());
    for file in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let listing = fs::read_to_string(&file).unwrap();
        let bytes = packed(&listing);
        let mut sink = Sink::new();
        let read = prepare(&Input::new("shape.docx", &bytes), by_name("docx").unwrap(), &mut sink);
        let mut said = markdown(&read.document, Lines::Paragraph, &mut sink);
        sink.diagnostics().iter().for_each(|told| said.push_str(&told.message));
        let missing =
            words(&listing).inspect(|_| seen += 1).filter(|word| !LABELS.contains(word) && !said.contains(word));
        lost.extend(missing.map(|word| format!("{}: {word}", file.display())));
    }
    assert!(seen > 50 && lost.is_empty(), "of {seen}: {lost:#?}");
}
