//! What only the pages can tell the words: the pages of references, and the marks of notes that are counted by page.
//!
//! The words are laid out, what was found is written into the document, and this is done again until nothing changes:
//! then the pages that are printed are those of the pages that are made. A label that grows may move what it refers to
//! overleaf, where it shrinks again; so this ends after some rounds in any case, and says so.

use super::Typesetter;
use crate::ast::{Document, Inline, Label, ReferenceForm, walk};
use crate::diagnostics::{Diagnostic, Sink, code};
use crate::frame::Pages;
use crate::resources::Images;
use crate::style::{NoteNumbering, StyleSheet};

/// The first round knows no page, the second is nearly always right, the others are for what moved.
const ROUNDS: usize = 4;

/// Writes into a numbered document what the pages decide. Every format prints these words, not the pages alone.
pub fn settle(
    document: &mut Document,
    style: &StyleSheet,
    typesetter: &Typesetter<'_>,
    images: &Images,
    sink: &mut Sink,
) {
    let own = style.in_language(&document.front.lang);
    if !asks(document, own) {
        return;
    }
    for _ in 0..ROUNDS {
        // What is at fault is told where the pages are made that are printed.
        let pages = typesetter.set(document, style, images, &mut Sink::new());
        if !write(document, own, &pages) {
            return;
        }
    }
    let message = "the pages that references print move the words that they refer to, round after round";
    let hint = "look at the references by page and the marks of notes, or change a few words near them";
    sink.report(Diagnostic::new(code::PAGES_UNSETTLED, message).hint(hint));
}

/// Whether any word waits for the pages.
fn asks(document: &Document, style: &StyleSheet) -> bool {
    let mut asks = style.numbering.notes == NoteNumbering::Page && !document.notes.is_empty();
    walk::runs(document, &mut |run| {
        walk::inlines(run, &mut |inline| {
            asks |= matches!(inline, Inline::Reference { form: ReferenceForm::Page, .. });
        });
    });
    asks
}

/// Writes what the pages say, and tells whether that is anything new.
fn write(document: &mut Document, style: &StyleSheet, pages: &Pages) -> bool {
    let by_page = style.numbering.notes == NoteNumbering::Page;
    let marked = by_page && mark_notes(document, pages);
    let printed = print_pages(document, style, pages);
    marked || printed
}

/// Marks the notes of every page from 1.
fn mark_notes(document: &mut Document, pages: &Pages) -> bool {
    let mut counts = vec![0; pages.pages.len()];
    let mut changed = false;
    for note in &mut document.notes {
        let page = pages.places.get(&note.id.0);
        let Some(count) = page.and_then(|page| counts.get_mut(*page)) else { continue };
        *count += 1;
        if note.label.as_ref().is_some_and(|label| label.literal || label.number == *count) {
            continue;
        }
        note.label = Some(Label { text: count.to_string(), number: *count, literal: false });
        changed = true;
    }
    changed
}

/// Writes the page of what it refers to into every reference that asks for it.
fn print_pages(document: &mut Document, style: &StyleSheet, pages: &Pages) -> bool {
    let pattern = style.words(&document.front.lang).map_or("{page}", |words| &words.page).to_string();
    let mut changed = false;
    walk::runs_mut(document, &mut |run| {
        walk::inlines_mut(run, &mut |inline| {
            let Inline::Reference { target, form: ReferenceForm::Page, label, .. } = inline else { return };
            let page = pages.places.get(target).and_then(|page| pages.pages.get(*page));
            let words = page.map(|page| pattern.replace("{page}", &page.label));
            changed |= words != *label;
            *label = words;
        });
    });
    changed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ast::{Note, NoteId};
    use crate::frame::Page;

    fn pages(places: &[(&str, usize)], count: usize) -> Pages {
        let page = |number: usize| Page { label: (number + 1).to_string(), ..Page::default() };
        let places = places.iter().map(|(id, page)| ((*id).to_string(), *page)).collect();
        Pages { pages: (0..count).map(page).collect(), places, ..Pages::default() }
    }

    #[test]
    fn notes_are_marked_from_1_on_every_page_until_nothing_changes() {
        let note = |id: &str| Note { id: NoteId(id.into()), ..Note::default() };
        let mut document = Document { notes: ["a", "b", "c", "d"].map(note).into(), ..Document::default() };
        let found = pages(&[("a", 0), ("b", 0), ("c", 1), ("d", 2)], 3);
        assert!(mark_notes(&mut document, &found));
        let marks: Vec<&str> =
            document.notes.iter().flat_map(|note| &note.label).map(|label| label.text.as_str()).collect();
        assert_eq!(marks, ["1", "2", "1", "1"]);
        assert!(!mark_notes(&mut document, &found));
    }
}
