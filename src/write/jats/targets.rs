//! What references in the text can lead to.

use crate::ast::{Block, Document, walk};
use std::collections::BTreeMap;

/// The kind (`ref-type`) of everything in a document that has an id.
pub(super) struct Targets<'a>(BTreeMap<&'a str, &'static str>);

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
                Block::Table(table) => found.extend(table.id.as_deref().map(|id| (id, "table"))),
                Block::Figure(figure) => found.extend(figure.id.as_deref().map(|id| (id, "fig"))),
                Block::Boxed(boxed) => found.extend(boxed.id.as_deref().map(|id| (id, "boxed-text"))),
                _ => {}
            });
        }
        Targets(found)
    }

    /// The kind of what has an id.
    pub(super) fn kind(&self, id: &str) -> Option<&'static str> {
        self.0.get(id).copied()
    }
}
