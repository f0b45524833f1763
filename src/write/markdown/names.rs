//! What things are called in the source: the marks of notes, and the ids that numbering would not give again.

use crate::ast::{Block, Document, Inline, NoteId, PersonId, walk};
use std::collections::{BTreeMap, BTreeSet};

/// The names of a document.
pub(super) struct Names<'a> {
    /// The mark by which the text calls each note.
    marks: BTreeMap<&'a NoteId, String>,
    /// The full names of the people.
    people: BTreeMap<&'a PersonId, &'a str>,
    /// The ids to which something leads.
    wanted: BTreeSet<&'a str>,
    /// The ids of what stands in cells, which cells of Markdown cannot hold: nothing can lead there.
    lost: BTreeSet<&'a str>,
    /// Whether numbering gives ids here: it does in the body, and not in the editor's note.
    counts: bool,
    tables: usize,
    figures: usize,
}

impl<'a> Names<'a> {
    /// Those of a document.
    pub(super) fn of(document: &'a Document) -> Names<'a> {
        let mut wanted = BTreeSet::new();
        walk::runs(document, &mut |run| {
            walk::inlines(run, &mut |inline| match inline {
                Inline::Reference { target, .. } => drop(wanted.insert(target.as_str())),
                Inline::Link { target, .. } => wanted.extend(target.strip_prefix('#')),
                _ => {}
            });
        });
        let people = document.front.people.iter().map(|person| (&person.id, person.name.as_str())).collect();
        Names { marks: marks(document), people, wanted, lost: lost(document), counts: false, tables: 0, figures: 0 }
    }

    /// Begins to count tables and figures: what comes now is the body.
    pub(super) fn begin_to_count(&mut self) {
        (self.counts, self.tables, self.figures) = (true, 0, 0);
    }

    /// The mark by which the text calls a note.
    pub(super) fn mark(&self, note: &NoteId) -> String {
        self.marks.get(note).unwrap_or(&note.0).clone()
    }

    /// The full name of a person.
    pub(super) fn person(&self, person: &PersonId) -> String {
        self.people.get(person).copied().unwrap_or_default().to_string()
    }

    /// The id of a place as the source will have it: a reader makes those of notes from their marks.
    pub(super) fn place(&self, id: &str) -> String {
        let note = self.marks.get(&NoteId(id.to_string()));
        note.map_or_else(|| id.to_string(), |mark| format!("note-{mark}"))
    }

    /// Whether a place is not written, so that nothing can lead there.
    pub(super) fn is_lost(&self, id: &str) -> bool {
        self.lost.contains(id)
    }

    /// The id to write for a section: none where numbering gives the same again and nothing leads there.
    pub(super) fn of_section<'i>(&self, id: Option<&'i String>, made: &str) -> Option<&'i String> {
        id.filter(|id| !self.counts || *id != made || self.wanted.contains(id.as_str()))
    }

    /// The same for the next table.
    pub(super) fn of_table<'i>(&mut self, id: Option<&'i String>) -> Option<&'i String> {
        self.tables += 1;
        self.of_section(id, &format!("table-{}", self.tables))
    }

    /// The same for the next figure.
    pub(super) fn of_figure<'i>(&mut self, id: Option<&'i String>) -> Option<&'i String> {
        self.figures += 1;
        self.of_section(id, &format!("figure-{}", self.figures))
    }
}

/// The ids of blocks in cells.
fn lost(document: &Document) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for root in walk::roots(document) {
        walk::blocks(root, &mut |block| {
            let Block::Table(table) = block else { return };
            for cell in table.head.iter().chain(&table.body).flat_map(|row| &row.cells) {
                walk::blocks(&cell.blocks, &mut |inner| match inner {
                    // It is written behind the table.
                    Block::Figure(_) => {}
                    _ => found.extend(inner.id()),
                });
            }
        });
    }
    found
}

/// The marks of notes: what their keys say after `note-`, where a reader makes the same key of it, and numbers otherwise.
fn marks(document: &Document) -> BTreeMap<&NoteId, String> {
    let mut taken: BTreeSet<String> = walk::places(document).into_iter().map(str::to_string).collect();
    taken.extend(document.front.people.iter().map(|person| person.id.0.clone()));
    let mut next = 0_usize;
    let mut mark = |note: &NoteId| match note.0.strip_prefix("note-") {
        Some(mark) if is_steady(mark) => mark.to_string(),
        _ => loop {
            next += 1;
            if taken.insert(format!("note-{next}")) {
                return next.to_string();
            }
        },
    };
    walk::notes(document).map(|note| (&note.id, mark(&note.id))).collect()
}

/// Whether a reader makes the key of a note out of its mark as it stands.
fn is_steady(mark: &str) -> bool {
    let letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    mark.split('-').all(|part| !part.is_empty() && part.chars().all(letter))
}
