//! Notes in the order in which the text calls them, those that only a table calls under that table.

use super::tables;
use crate::ast::{Block, Document, Inline, Lang, Note, NoteId, Section, Table, text, walk};
use crate::diagnostics::{Diagnostic, Sink, code};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// So many characters of a note that has no mark say which it is.
const OPENING: usize = 40;

/// Sorts the notes by their first callout. A note that nothing calls would have no page to stand on: it becomes
/// paragraphs at the end of the text.
pub(super) fn order(document: &mut Document, sink: &mut Sink) {
    gather(document);
    tables::dissolve(document);
    let order = first_callouts(document);
    let (called, uncalled): (Vec<Note>, Vec<Note>) =
        std::mem::take(&mut document.notes).into_iter().partition(|note| order.contains_key(&note.id));
    document.notes = called;
    document.notes.sort_by_key(|note| order.get(&note.id).copied());
    for note in uncalled {
        sink.report(
            Diagnostic::new(
                code::NOTE_UNCALLED,
                format!("the note `{}` is never called; it now stands at the end of the text", name(&note)),
            )
            .at(note.span)
            .hint("set its mark where it belongs, or delete it"),
        );
        last_blocks(document).extend(note.blocks);
    }
    bring_under_tables(document);
    // What a note under a table calls is called there, before the text that follows.
    let order = first_callouts(document);
    document.notes.sort_by_key(|note| order.get(&note.id).copied());
}

/// What a note is called in its source: readers put `note-` before the mark. Of one that has no mark its first words say which
/// it is.
fn name(note: &Note) -> String {
    if !note.id.is_unmarked() {
        return note.id.0.strip_prefix("note-").unwrap_or(&note.id.0).to_string();
    }
    let mut words = String::new();
    walk::block_runs(&note.blocks, &mut |run| {
        if words.is_empty() {
            words = text::inlines(run);
        }
    });
    if words.chars().count() > OPENING { words.chars().take(OPENING).chain(['…']).collect() } else { words }
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
        walk::block_runs(blocks, &mut |run| count(run, called));
    }
}

fn count(run: &[Inline], called: &mut BTreeMap<NoteId, usize>) {
    walk::inlines(run, &mut |inline| {
        if let Inline::Callout { note, .. } = inline {
            *called.entry(note.clone()).or_default() += 1;
        }
    });
}

/// The places of notes in the order in which they are first called: by the text, then by the notes at the foot of pages, each
/// in its own place, wherever it is written.
fn first_callouts(document: &Document) -> BTreeMap<NoteId, usize> {
    let unread = document.notes.iter().map(|note| (&note.id, note)).collect();
    let mut callouts = Callouts { unread, ..Callouts::default() };
    walk::text_runs(document, &mut |run| callouts.read(run));
    callouts.follow();
    for note in &document.notes {
        callouts.read_note(&note.id);
        callouts.follow();
    }
    callouts.places.into_iter().map(|(id, place)| (id.clone(), place)).collect()
}

/// The notes that are called, as far as the document has been read.
#[derive(Default)]
struct Callouts<'a> {
    order: Vec<&'a NoteId>,
    places: BTreeMap<&'a NoteId, usize>,
    /// The notes whose own callouts have not been read.
    unread: BTreeMap<&'a NoteId, &'a Note>,
    /// How many notes of the order have been read.
    followed: usize,
}

impl<'a> Callouts<'a> {
    fn read(&mut self, run: &'a [Inline]) {
        walk::inlines(run, &mut |inline| {
            let Inline::Callout { note, .. } = inline else { return };
            if let Entry::Vacant(place) = self.places.entry(note) {
                place.insert(self.order.len());
                self.order.push(note);
            }
        });
    }

    fn read_note(&mut self, id: &NoteId) {
        if let Some(note) = self.unread.remove(id) {
            walk::block_runs(&note.blocks, &mut |run| self.read(run));
        }
    }

    /// Reads the notes that are called, and those that they call.
    fn follow(&mut self) {
        while let Some(id) = self.order.get(self.followed).copied() {
            self.followed += 1;
            self.read_note(id);
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ast::{Cell, Paragraph, Row};
    use crate::diagnostics::Span;

    fn calling(notes: &[&str]) -> Vec<Block> {
        let callout = |note: &&str| Inline::Callout { note: NoteId((*note).into()), span: Span::Unknown };
        vec![Block::Paragraph(Paragraph { inlines: notes.iter().map(callout).collect(), ..Paragraph::default() })]
    }

    fn note(id: &str, calls: &[&str]) -> Note {
        Note { id: NoteId(id.into()), blocks: calling(calls), ..Note::default() }
    }

    fn ordered(document: &mut Document) -> Vec<&str> {
        order(document, &mut Sink::new());
        document.notes.iter().map(|note| note.id.0.as_str()).collect()
    }

    #[test]
    fn notes_stand_in_the_order_of_their_calls_wherever_they_are_written() {
        let notes = vec![note("c", &[]), note("b", &["c"]), note("x", &[]), note("a", &["b"])];
        let mut document = Document { lead: calling(&["a", "x"]), notes, ..Document::default() };
        assert_eq!(ordered(&mut document), ["a", "x", "b", "c"]);
        assert_eq!(ordered(&mut document), ["a", "x", "b", "c"]);
    }

    #[test]
    fn what_notes_under_a_table_call_comes_before_the_text_that_follows() {
        let cell = Cell { blocks: calling(&["a"]), ..Cell::default() };
        let body = vec![Row { cells: vec![cell], ..Row::default() }];
        let mut lead = vec![Block::Table(Box::new(Table { body, ..Table::default() }))];
        lead.extend(calling(&["x"]));
        let notes = vec![note("c", &[]), note("x", &[]), note("b", &["c"]), note("a", &["b"])];
        let mut document = Document { lead, notes, ..Document::default() };
        assert_eq!(ordered(&mut document), ["b", "x", "c"]);
        assert_eq!(ordered(&mut document), ["b", "x", "c"]);
    }
}
