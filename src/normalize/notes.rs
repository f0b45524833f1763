//! Notes in the order in which the text calls them.

use crate::ast::{Document, Inline, Note, NoteId, walk};
use crate::diagnostics::{Diagnostic, Sink, code};
use std::collections::BTreeMap;

/// Sorts the notes by their first callout. A note that nothing calls would have no page to stand on: it becomes
/// paragraphs at the end of the text.
pub(super) fn order(document: &mut Document, sink: &mut Sink) {
    let order = first_callouts(document);
    let (mut called, uncalled): (Vec<Note>, Vec<Note>) =
        std::mem::take(&mut document.notes).into_iter().partition(|note| order.contains_key(&note.id));
    called.sort_by_key(|note| order.get(&note.id).copied());
    document.notes = called;
    for note in uncalled {
        sink.report(
            Diagnostic::new(
                code::NOTE_UNCALLED,
                format!("the note `{}` is never called; it now stands at the end of the text", note.id.0),
            )
            .at(note.span)
            .hint("set its mark where it belongs, or delete it"),
        );
        last_blocks(document).extend(note.blocks);
    }
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
