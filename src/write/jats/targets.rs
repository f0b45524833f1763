//! What references in the text can lead to.

use crate::ast::{Block, Document, Note, NoteId, walk};
use std::collections::BTreeMap;

/// The kind of a note under a table.
pub(super) const TABLE_NOTE: &str = "table-fn";

/// The kind (`ref-type`) of everything in a document that has an id.
pub(super) struct Targets<'a> {
    kinds: BTreeMap<&'a str, &'static str>,
    marks: BTreeMap<&'a NoteId, &'a str>,
}

impl<'a> Targets<'a> {
    /// The targets of a document.
    pub(super) fn of(document: &'a Document) -> Targets<'a> {
        let mut found = BTreeMap::new();
        found.extend(document.front.people.iter().map(|person| (person.id.0.as_str(), "kwd")));
        found.extend(document.notes.iter().map(|note| (note.id.0.as_str(), "fn")));
        walk::sections(&document.sections, &mut |section, _| {
            found.extend(section.id.as_deref().map(|id| (id, "sec")));
        });
        for root in walk::roots(document) {
            walk::blocks(root, &mut |block| match block {
                Block::Table(table) => {
                    found.extend(table.id.as_deref().map(|id| (id, "table")));
                    found.extend(table.notes.iter().map(|note| (note.id.0.as_str(), TABLE_NOTE)));
                }
                Block::Figure(figure) => found.extend(figure.id.as_deref().map(|id| (id, "fig"))),
                Block::Boxed(boxed) => found.extend(boxed.id.as_deref().map(|id| (id, "boxed-text"))),
                _ => {}
            });
        }
        let marked = |note: &'a Note| Some((&note.id, note.label.as_ref()?.text.as_str()));
        Targets { kinds: found, marks: walk::notes(document).filter_map(marked).collect() }
    }

    /// The mark of a note.
    pub(super) fn mark(&self, id: &NoteId) -> Option<&'a str> {
        self.marks.get(id).copied()
    }

    /// The kind of what has an id.
    pub(super) fn kind(&self, id: &str) -> Option<&'static str> {
        self.kinds.get(id).copied()
    }
}
