//! Labels and ids of tables and figures.

use super::ids::Ids;
use crate::ast::{Block, Document, Label, walk};
use crate::style::StyleSheet;

/// Labels the tables and figures that have captions, each kind in one sequence through the issue, and gives every
/// table and figure an id.
pub(super) fn label(document: &mut Document, style: &StyleSheet, ids: &mut Ids) {
    let words = style.words(&document.front.lang);
    let mut tables = Sequence::new("table", words.map_or("{n}", |words| &words.table));
    let mut figures = Sequence::new("figure", words.map_or("{n}", |words| &words.figure));
    let mut visit = |block: &mut Block| match block {
        Block::Table(table) => tables.label(ids, &mut table.id, &mut table.label, !table.caption.is_empty()),
        Block::Figure(figure) => figures.label(ids, &mut figure.id, &mut figure.label, !figure.caption.is_empty()),
        _ => {}
    };
    walk::blocks_mut(&mut document.lead, &mut visit);
    walk::sections_mut(&mut document.sections, &mut |section, _| walk::blocks_mut(&mut section.blocks, &mut visit));
    for note in &mut document.notes {
        walk::blocks_mut(&mut note.blocks, &mut visit);
    }
}

struct Sequence<'a> {
    kind: &'static str,
    pattern: &'a str,
    seen: u32,
    last: u32,
}

impl<'a> Sequence<'a> {
    fn new(kind: &'static str, pattern: &'a str) -> Sequence<'a> {
        Sequence { kind, pattern, seen: 0, last: 0 }
    }

    fn label(&mut self, ids: &mut Ids, id: &mut Option<String>, label: &mut Option<Label>, captioned: bool) {
        self.seen += 1;
        id.get_or_insert_with(|| ids.free(format!("{}-{}", self.kind, self.seen)));
        if captioned && label.is_none() {
            self.last += 1;
            let text = self.pattern.replace("{n}", &self.last.to_string());
            *label = Some(Label { text, number: self.last, literal: false });
        } else if let Some(label) = label {
            self.last = label.number;
        }
    }
}
