//! The places of a page that links lead to: those that the document names, and the marks of its notes, to which readers come
//! back.

use crate::ast::{Document, Inline, NoteId, Taken, walk};
use std::collections::{BTreeMap, BTreeSet};

/// The ids of a page.
pub(super) struct Anchors<'a> {
    places: BTreeSet<&'a str>,
    marks: BTreeMap<&'a NoteId, &'a str>,
    /// The ids of the marks of each note, in the order in which they are written, and how many have been.
    calls: BTreeMap<&'a NoteId, (Vec<String>, usize)>,
    taken: Taken,
}

impl<'a> Anchors<'a> {
    /// The ids of a document's page.
    pub(super) fn of(document: &'a Document) -> Anchors<'a> {
        let places = walk::places(document);
        let mark = |note: &'a crate::ast::Note| Some((&note.id, note.label.as_ref()?.text.as_str()));
        let mut taken = Taken::default();
        taken.extend(&places);
        let mut anchors =
            Anchors { taken, marks: walk::notes(document).filter_map(mark).collect(), calls: BTreeMap::new(), places };
        walk::runs(document, &mut |run| {
            walk::inlines(run, &mut |inline| {
                if let Inline::Callout { note, .. } = inline {
                    let id = anchors.free(&format!("{}-mark", note.0));
                    anchors.calls.entry(note).or_default().0.push(id);
                }
            });
        });
        anchors
    }

    /// Whether links may lead to an id.
    pub(super) fn has(&self, id: &str) -> bool {
        self.places.contains(id)
    }

    /// What is printed where a note is called.
    pub(super) fn mark(&self, note: &NoteId) -> Option<&'a str> {
        self.marks.get(note).copied()
    }

    /// The id of the next mark of a note.
    pub(super) fn call(&mut self, note: &NoteId) -> String {
        let Some((ids, next)) = self.calls.get_mut(note) else { return String::new() };
        *next += 1;
        ids.get(*next - 1).cloned().unwrap_or_default()
    }

    /// The ids of all marks of a note.
    pub(super) fn calls(&self, note: &NoteId) -> Vec<String> {
        self.calls.get(note).map(|(ids, _)| ids.clone()).unwrap_or_default()
    }

    /// An id for what the document does not name, that nothing else has.
    pub(super) fn free(&mut self, wanted: &str) -> String {
        self.taken.free(wanted.to_string(), |wanted, number| format!("{wanted}-{number}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ast::{Block, Note, Paragraph, Section};
    use crate::diagnostics::Span;

    #[test]
    fn every_mark_has_an_id_of_its_own_that_nothing_else_has() {
        let call = || Inline::Callout { span: Span::Unknown, note: NoteId("n".into()) };
        let lead = vec![Block::Paragraph(Paragraph { inlines: vec![call(), call()], ..Paragraph::default() })];
        let sections = vec![Section { id: Some("n-mark".into()), ..Section::default() }];
        let notes = vec![Note { id: NoteId("n".into()), ..Note::default() }];
        let document = Document { lead, sections, notes, ..Document::default() };
        let mut anchors = Anchors::of(&document);
        let note = NoteId("n".into());
        assert_eq!(anchors.calls(&note), ["n-mark-2", "n-mark-3"]);
        assert_eq!([anchors.call(&note), anchors.call(&note), anchors.call(&note)], ["n-mark-2", "n-mark-3", ""]);
        assert!(anchors.has("n") && anchors.has("n-mark") && !anchors.has("n-mark-2"));
    }
}
