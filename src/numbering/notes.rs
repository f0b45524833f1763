//! The marks of notes.

use crate::ast::{Block, Document, Inline, Label, Note, NoteId, numerals::Numeral, walk};
use crate::style::NoteNumbering;
use std::collections::BTreeMap;

/// Marks the notes 1, 2, 3 in the order of their first callout, from 1 again where the style says so.
pub(super) fn label(document: &mut Document, numbering: NoteNumbering) {
    let chapters = match numbering {
        // Layout counts those of each page, once there are pages.
        NoteNumbering::Issue | NoteNumbering::Page => BTreeMap::new(),
        NoteNumbering::Section => chapters(document),
    };
    let mut last: BTreeMap<usize, u32> = BTreeMap::new();
    for note in &mut document.notes {
        let number = last.entry(chapters.get(&note.id).copied().unwrap_or(0)).or_default();
        *number += 1;
        set(note, *number);
    }
}

/// Marks the notes under every table with letters, from `a` again: in another row than those of the text, as GB/T 1.1
/// and the manuals of English presses have it.
pub(super) fn label_tables(document: &mut Document) {
    let mut label = |blocks: &mut Vec<Block>| {
        walk::blocks_mut(blocks, &mut |block| {
            let Block::Table(table) = block else { return };
            for (number, note) in (1..).zip(&mut table.notes) {
                let text = Numeral::LowerAlpha.write(number);
                note.label.get_or_insert(Label { text, number, literal: false });
            }
        });
    };
    walk::bodies_mut(document).into_iter().for_each(&mut label);
}

fn set(note: &mut Note, number: u32) {
    note.label.get_or_insert_with(|| Label { text: number.to_string(), number, literal: false });
}

/// The section of level 1, counted from 1, in which each note is called.
fn chapters(document: &Document) -> BTreeMap<NoteId, usize> {
    let mut found = BTreeMap::new();
    for (index, section) in document.sections.iter().enumerate() {
        let mut visit = |run: &[Inline]| {
            walk::inlines(run, &mut |inline| {
                if let Inline::Callout { note, .. } = inline {
                    found.entry(note.clone()).or_insert(index + 1);
                }
            });
        };
        walk::sections(std::slice::from_ref(section), &mut |section, _| {
            visit(&section.title);
            walk::blocks(&section.blocks, &mut |block| walk::own_inlines(block).into_iter().for_each(|run| visit(run)));
        });
    }
    found
}
