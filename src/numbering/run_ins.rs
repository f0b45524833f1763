//! The ordinals of run-in headings: checked, never made.

use crate::ast::{Block, Document, Label, walk};
use crate::diagnostics::{Diagnostic, Sink, Span, code};

/// Reports ordinals of run-in headings that break the sequence first, second, third inside their section.
pub(super) fn check(document: &Document, sink: &mut Sink) {
    check_blocks(&document.lead, sink);
    walk::sections(&document.sections, &mut |section, _| check_blocks(&section.blocks, sink));
}

fn check_blocks(blocks: &[Block], sink: &mut Sink) {
    let mut expected = 1;
    for (span, label) in blocks.iter().filter_map(ordinal) {
        // A new sequence may open at any point of a section.
        if label.number != expected && label.number != 1 {
            sink.report(
                Diagnostic::new(
                    code::RUN_IN_OUT_OF_ORDER,
                    format!("the run-in heading `{}` stands where number {expected} should stand", label.text),
                )
                .at(span)
                .hint("put the points in order, or name this one anew"),
            );
        }
        expected = label.number.saturating_add(1);
    }
}

fn ordinal(block: &Block) -> Option<(Span, &Label)> {
    let Block::Paragraph(paragraph) = block else { return None };
    let run_in = paragraph.run_in.as_ref()?;
    Some((run_in.span, run_in.label.as_ref()?))
}
