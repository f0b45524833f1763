//! Names and numbers of bookmarks.

use crate::ast::{Document, Inline, NoteId, Taken, walk};
use std::collections::{BTreeMap, BTreeSet};

/// Word refuses longer names (clause 17.13.6.2 leaves the length open; the program does not).
const LONGEST: usize = 40;

/// The places that something points to, by their ids, with the bookmark's name.
#[derive(Debug, Default)]
pub(super) struct Bookmarks<'a> {
    places: BTreeMap<&'a str, String>,
    notes: BTreeMap<&'a str, String>,
    last: i64,
}

impl<'a> Bookmarks<'a> {
    /// Bookmarks for what a document's links, references and second callouts point to, as far as it exists.
    pub(super) fn of(document: &'a Document) -> Bookmarks<'a> {
        let mut targets = BTreeSet::new();
        let mut calls: BTreeMap<&NoteId, usize> = BTreeMap::new();
        walk::runs(document, &mut |run| {
            walk::inlines(run, &mut |inline| match inline {
                Inline::Reference { target, .. } => targets.extend([target.as_str()]),
                Inline::Link { target, .. } => targets.extend(target.strip_prefix('#')),
                Inline::Callout { note, .. } => *calls.entry(note).or_default() += 1,
                _ => {}
            });
        });
        let mut taken = Taken::caseless();
        let places = ids(document).into_iter().filter(|id| targets.contains(id));
        let places = places.map(|id| (id, name(id, &mut taken))).collect();
        let wanted = |note: &NoteId, times| times > 1 || targets.contains(note.0.as_str());
        let repeated = calls.into_iter().filter(|(note, times)| wanted(note, *times));
        let notes = repeated.map(|(NoteId(id), _)| (id.as_str(), name(&format!("note-{id}"), &mut taken))).collect();
        Bookmarks { places, notes, last: 0 }
    }

    /// The bookmark of a section, table, figure or box, or of a note's first callout.
    pub(super) fn place(&self, id: &str) -> Option<&str> {
        self.places.get(id).or_else(|| self.notes.get(id)).map(String::as_str)
    }

    /// The bookmark of a note's first callout, where there are others, or references to it.
    pub(super) fn note(&self, note: &NoteId) -> Option<&str> {
        self.notes.get(note.0.as_str()).map(String::as_str)
    }

    /// Every bookmark of these, with the id of what it stands at.
    pub(super) fn named(&self) -> impl Iterator<Item = (&str, &str)> {
        self.places.iter().chain(&self.notes).map(|(id, name)| (name.as_str(), *id))
    }

    /// A number that no other bookmark has.
    pub(super) fn next_number(&mut self) -> String {
        self.last += 1;
        self.last.to_string()
    }
}

/// The ids of all that can be pointed to, in reading order.
fn ids(document: &Document) -> Vec<&str> {
    let mut ids = Vec::new();
    walk::sections(&document.sections, &mut |section, _| ids.extend(section.id.as_deref()));
    for root in walk::roots(document) {
        walk::blocks(root, &mut |block| ids.extend(block.id()));
    }
    ids
}

/// A name that Word accepts: a hidden one, of letters, figures and low lines, unlike all others whatever their case.
fn name(id: &str, taken: &mut Taken) -> String {
    let plain = |c: char| if c.is_alphanumeric() { c } else { '_' };
    let stem: String = std::iter::once('_').chain(id.chars().map(plain)).take(LONGEST).collect();
    taken.free(stem, |stem, number| {
        let tail = format!("_{number}");
        stem.chars().take(LONGEST - tail.len()).chain(tail.chars()).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_and_unlike() {
        let mut taken = Taken::caseless();
        assert_eq!(name("sec-1.2", &mut taken), "_sec_1_2");
        assert_eq!(name("Sec_1_2", &mut taken), "_Sec_1_2_2");
        let long = "x".repeat(99);
        assert_eq!(name(&long, &mut taken).chars().count(), LONGEST);
        let second = name(&long, &mut taken);
        assert_eq!((second.chars().count(), second.ends_with("_2")), (LONGEST, true));
    }
}
