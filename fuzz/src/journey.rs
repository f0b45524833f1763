//! Where an input goes: through its reader and the passes, out as Markdown where `import` would write that, and on to the
//! labels. Nothing may panic on the way.

use masthead::convert;
use masthead::diagnostics::Sink;
use masthead::numbering::number;
use masthead::package::{Package, Part, Relations};
use masthead::read::{Input, Revisions, by_name};
use masthead::style::{StyleSheet, built_in_source, resolve};
use masthead::write::{Lines, markdown};
use std::collections::BTreeSet;
use std::sync::LazyLock;

static STYLE: LazyLock<StyleSheet> = LazyLock::new(|| {
    let load = |name: &str| built_in_source(name).map(str::to_string);
    resolve(&load("pujiang").unwrap_or_default(), &load).expect("the styles that come with the program resolve")
});

/// Sends an input through the reader of a name.
///
/// # Panics
///
/// Where the program has a fault.
pub fn travel(reader: &str, bytes: &[u8]) {
    let reader = by_name(reader).expect("targets are called after readers");
    let revisions = [Revisions::Accept, Revisions::Reject, Revisions::Fail][bytes.len() % 3];
    let mut sink = Sink::new();
    let input = Input { revisions, ..Input::new("input", bytes) };
    let mut document = convert::prepare(&input, reader, &mut sink).document;
    if matches!(reader.name, "docx" | "jats" | "transcript") {
        markdown(&document, [Lines::Paragraph, Lines::Sentence][bytes.len() % 2], &mut sink);
    }
    number(&mut document, &STYLE, &mut sink);
}

/// Sends a manuscript that is given as the text of its parts, each after a line `== name`. Chance never gets past the checksums
/// of a zip file, and so would never reach the reader.
///
/// # Panics
///
/// Where the program has a fault.
pub fn travel_in_parts(listing: &[u8]) {
    if let Ok(bytes) = packed(listing).write() {
        travel("docx", &bytes);
    }
}

const MAIN: &str = "word/document.xml";

/// Parts that are there, though not tied to the body, would never be read.
const TIES: [(&str, &str); 4] = [
    ("urn:/styles", "styles.xml"),
    ("urn:/numbering", "numbering.xml"),
    ("urn:/footnotes", "footnotes.xml"),
    ("urn:/endnotes", "endnotes.xml"),
];

fn packed(listing: &[u8]) -> Package {
    let mut relations = Relations::default();
    relations.internal("urn:/officeDocument", MAIN);
    let mut names = BTreeSet::from(["[Content_Types].xml".to_string(), "_rels/.rels".to_string()]);
    let mut parts = Vec::new();
    for (name, bytes) in split(listing) {
        if names.insert(name.clone()) {
            // A type of pictures keeps the package from deflating what is unpacked again at once.
            parts.push(Part::new(name, "image/part", bytes));
        }
    }
    if !names.contains("word/_rels/document.xml.rels") {
        let mut ties = Relations::default();
        for (kind, target) in TIES {
            ties.internal(kind, target);
        }
        if let Some(main) = parts.iter_mut().find(|part| part.name == MAIN) {
            main.relations = ties;
        }
    }
    Package { relations, parts }
}

/// The parts of a listing; what stands before the first name is the body.
fn split(listing: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut parts = vec![(MAIN.to_string(), Vec::new())];
    for line in listing.split_inclusive(|byte| *byte == b'\n') {
        match line.strip_prefix(b"== ").and_then(|name| std::str::from_utf8(name).ok()) {
            Some(name) => parts.push((name.trim_end().to_string(), Vec::new())),
            None => parts.last_mut().into_iter().for_each(|(_, bytes)| bytes.extend_from_slice(line)),
        }
    }
    parts.retain(|(_, bytes)| !bytes.is_empty());
    parts
}
