//! The marks of notes.

use crate::ast::{Block, Document, Inline, Label, Note, NoteId, numerals::Numeral, walk};
use crate::diagnostics::{Diagnostic, Sink, Span, code};
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

/// Tells of notes that are called again where their mark means another note: counted anew by sections or pages, it means
/// them only where it was first counted.
pub(super) fn check_calls(document: &Document, numbering: NoteNumbering, sink: &mut Sink) {
    let mut first: BTreeMap<&NoteId, usize> = BTreeMap::new();
    calls(document, &mut |note, span, chapter| {
        let elsewhere = match (first.insert(note, chapter), numbering) {
            (None, _) | (_, NoteNumbering::Issue) => false,
            (Some(before), NoteNumbering::Section) => before != chapter,
            // Which page a call stands on, layout knows only later: a second one is not left to chance.
            (Some(_), NoteNumbering::Page) => true,
        };
        if elsewhere {
            let message =
                format!("the note `{}` is called again, where the mark that it has means another note", note.0);
            let hint = "write the note a second time, under another name, or count notes through the issue \
                        (`numbering.notes = \"issue\"`)";
            sink.report(Diagnostic::new(code::NOTE_CALLED_AGAIN, message).at(span).hint(hint));
        }
    });
}

/// The section of level 1, counted from 1, in which each note is first called.
fn chapters(document: &Document) -> BTreeMap<NoteId, usize> {
    let mut found = BTreeMap::new();
    calls(document, &mut |note, _, chapter| {
        found.entry(note.clone()).or_insert(chapter);
    });
    found
}

/// Every call of a note, with the section of level 1, counted from 1, in which it stands; 0 before the first.
fn calls<'a>(document: &'a Document, visit: &mut impl FnMut(&'a NoteId, Span, usize)) {
    let mut in_run = |run: &'a [Inline], chapter: usize| {
        walk::inlines(run, &mut |inline| {
            if let Inline::Callout { note, span } = inline {
                visit(note, *span, chapter);
            }
        });
    };
    let before = document.front.editors_note.iter().flat_map(|note| &note.blocks).chain(&document.lead);
    for block in before {
        walk::blocks(std::slice::from_ref(block), &mut |block| {
            walk::own_inlines(block).into_iter().for_each(|run| in_run(run, 0));
        });
    }
    for (index, section) in document.sections.iter().enumerate() {
        let mut run = |run: &'a Vec<Inline>| in_run(run, index + 1);
        walk::sections(std::slice::from_ref(section), &mut |section, _| {
            run(&section.title);
            walk::blocks(&section.blocks, &mut |block| walk::own_inlines(block).into_iter().for_each(&mut run));
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ast::{Paragraph, Section};

    fn calling(note: &str) -> Section {
        let callout = Inline::Callout { span: Span::default(), note: NoteId(note.into()) };
        let paragraph = Paragraph { inlines: vec![callout], ..Paragraph::default() };
        Section { blocks: vec![Block::Paragraph(paragraph)], ..Section::default() }
    }

    #[test]
    fn a_second_call_where_the_mark_means_another_note_is_told_of() {
        let told = |sections: [&str; 2], numbering| {
            let mut sink = Sink::new();
            let document = Document { sections: sections.map(calling).into(), ..Document::default() };
            check_calls(&document, numbering, &mut sink);
            sink.diagnostics().len()
        };
        assert_eq!(told(["a", "a"], NoteNumbering::Section), 1);
        assert_eq!(told(["a", "a"], NoteNumbering::Page), 1);
        assert_eq!(told(["a", "a"], NoteNumbering::Issue), 0);
        assert_eq!(told(["a", "b"], NoteNumbering::Section), 0);
    }
}
