//! Notes in the order in which the text calls them, those that only a table calls under that table.

use super::tables;
use crate::ast::{Block, Document, Inline, Lang, Note, NoteId, Section, Table, walk};
use crate::diagnostics::{Diagnostic, Sink, code};
use std::collections::BTreeMap;

/// Sorts the notes by their first callout. A note that nothing calls would have no page to stand on: it becomes
/// paragraphs at the end of the text.
pub(super) fn order(document: &mut Document, sink: &mut Sink) {
    gather(document);
    tables::dissolve(document);
    let order = first_callouts(document);
    let (mut called, uncalled): (Vec<Note>, Vec<Note>) =
        std::mem::take(&mut document.notes).into_iter().partition(|note| order.contains_key(&note.id));
    called.sort_by_key(|note| order.get(&note.id).copied());
    document.notes = called;
    for note in uncalled {
        sink.report(
            Diagnostic::new(
                code::NOTE_UNCALLED,
                format!("the note `{}` is never called; it now stands at the end of the text", mark(&note.id)),
            )
            .at(note.span)
            .hint("set its mark where it belongs, or delete it"),
        );
        last_blocks(document).extend(note.blocks);
    }
    bring_under_tables(document);
}

/// What a note is called in its source: readers put `note-` before the mark.
fn mark(id: &NoteId) -> &str {
    id.0.strip_prefix("note-").unwrap_or(&id.0)
}

/// Takes the notes out from under tables again: what stands there is found anew, by where notes are called.
fn gather(document: &mut Document) {
    let mut found = Vec::new();
    let own = document.front.lang.clone();
    each_table(document, &mut |table, lang| {
        let mut notes = std::mem::take(&mut table.notes);
        // What was in the language of the table is in that of the document no longer.
        notes.iter_mut().filter(|_| *lang != own).for_each(|note| speak(&mut note.blocks, lang));
        found.append(&mut notes);
    });
    document.notes.append(&mut found);
}

/// Brings the notes that only one table calls under that table.
fn bring_under_tables(document: &mut Document) {
    if document.notes.is_empty() {
        return;
    }
    let mut wanted = BTreeMap::new();
    walk::runs(document, &mut |run| count(run, &mut wanted));
    let mut notes: BTreeMap<NoteId, (usize, Note)> = std::mem::take(&mut document.notes)
        .into_iter()
        .enumerate()
        .map(|(at, note)| (note.id.clone(), (at, note)))
        .collect();
    let document_lang = document.front.lang.clone();
    each_table(document, &mut |table, lang| {
        let mut called = BTreeMap::new();
        count_in(table, &mut called);
        let own = called.into_iter().filter(|(id, times)| wanted.get(id) == Some(times));
        let mut own: Vec<_> = own.filter_map(|(id, _)| notes.remove(&id)).collect();
        own.sort_by_key(|(at, _)| *at);
        // The mark that a note had among those of the text is not one among those of the table.
        let freed = |mut note: Note| {
            if *lang != document_lang {
                speak(&mut note.blocks, &document_lang);
            }
            Note { label: note.label.filter(|label| label.literal), ..note }
        };
        table.notes = own.into_iter().map(|(_, note)| freed(note)).collect();
    });
    let mut rest: Vec<_> = notes.into_values().collect();
    rest.sort_by_key(|(at, _)| *at);
    document.notes = rest.into_iter().map(|(_, note)| note).collect();
}

/// Gives a language to paragraphs that have none of their own.
fn speak(blocks: &mut [Block], lang: &Lang) {
    walk::blocks_mut(blocks, &mut |block| {
        if let Block::Paragraph(paragraph) = block {
            paragraph.lang.get_or_insert_with(|| lang.clone());
        }
    });
}

/// Every table of the editor's note and the body that stands in no other table, with the language around it.
fn each_table(document: &mut Document, visit: &mut impl FnMut(&mut Table, &Lang)) {
    fn descend(blocks: &mut [Block], lang: &Lang, visit: &mut impl FnMut(&mut Table, &Lang)) {
        for block in blocks {
            match block {
                Block::Table(table) => visit(table, lang),
                _ => walk::inner_blocks_mut(block).into_iter().for_each(|inner| descend(inner, lang, visit)),
            }
        }
    }
    fn in_sections(sections: &mut [Section], around: &Lang, visit: &mut impl FnMut(&mut Table, &Lang)) {
        for section in sections {
            let lang = section.lang.as_ref().unwrap_or(around).clone();
            descend(&mut section.blocks, &lang, visit);
            in_sections(&mut section.sections, &lang, visit);
        }
    }
    let Document { front, lead, sections, .. } = document;
    front.editors_note.iter_mut().for_each(|note| descend(&mut note.blocks, &front.lang, visit));
    descend(lead, &front.lang, visit);
    in_sections(sections, &front.lang, visit);
}

/// Counts the callouts of notes in a table: in its caption, its cells and below them.
fn count_in(table: &Table, called: &mut BTreeMap<NoteId, usize>) {
    count(&table.caption, called);
    let cells = table.head.iter().chain(&table.body).flat_map(|row| &row.cells).map(|cell| &cell.blocks);
    for blocks in cells.chain([&table.foot]) {
        walk::blocks(blocks, &mut |block| walk::own_inlines(block).into_iter().for_each(|run| count(run, called)));
    }
}

fn count(run: &[Inline], called: &mut BTreeMap<NoteId, usize>) {
    walk::inlines(run, &mut |inline| {
        if let Inline::Callout { note, .. } = inline {
            *called.entry(note.clone()).or_default() += 1;
        }
    });
}

fn first_callouts(document: &Document) -> BTreeMap<NoteId, usize> {
    let mut order = BTreeMap::new();
    walk::runs(document, &mut |run| {
        walk::inlines(run, &mut |inline| {
            if let Inline::Callout { note, .. } = inline {
                let next = order.len();
                order.entry(note.clone()).or_insert(next);
            }
        });
    });
    order
}

/// The blocks after which nothing follows in the body.
fn last_blocks(document: &mut Document) -> &mut Vec<crate::ast::Block> {
    let mut blocks = &mut document.lead;
    let mut sections = &mut document.sections;
    while let Some(section) = sections.last_mut() {
        blocks = &mut section.blocks;
        sections = &mut section.sections;
    }
    blocks
}
