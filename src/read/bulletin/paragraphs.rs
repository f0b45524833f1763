//! Paragraphs, and the headings that open them in the same line.

use super::compositor::{Compositor, span};
use super::tree::Node;
use crate::ast::labels;
use crate::ast::{Block, Emphasis, Inline, Inlines, MilestoneKind, Paragraph, RunIn, text};
use std::ops::Range;

/// The space that Chinese writers indent with.
const IDEOGRAPHIC_SPACE: char = '\u{3000}';

impl Compositor<'_> {
    /// Sets nodes as a paragraph; one that holds only a page break becomes a milestone.
    pub(super) fn paragraph(&mut self, nodes: &[Node], range: Range<usize>) -> Block {
        if self.slice(range.clone()).starts_with(":::") && !self.escaped(range.start) {
            self.stray_colons(range.start..range.start + 3);
        }
        let mut run = self.run(nodes, range.clone());
        trim(&mut run);
        if let [Inline::Milestone { kind: MilestoneKind::PageBreak, span }] = run.as_slice() {
            return Block::Milestone { span: *span, kind: MilestoneKind::PageBreak };
        }
        let run_in = self.run_in(&mut run).map(Box::new);
        Block::Paragraph(Paragraph { span: span(range), run_in, inlines: run, ..Paragraph::default() })
    }

    /// Takes the run-in heading off a run: strong words at its start that end in a stop and have more words after them,
    /// or that carry `.run-in`.
    fn run_in(&mut self, run: &mut Inlines) -> Option<RunIn> {
        let Some(Inline::Styled { span, emphasis: Emphasis::Strong, inlines }) = run.first() else { return None };
        let start = span.range().map(|range| range.start);
        let marked = start.is_some_and(|start| self.run_ins.remove(&start));
        let merely_strong = start.is_some_and(|start| self.strong.contains(&start));
        let opening = text::inlines(inlines);
        let more = run.get(1..).is_some_and(text::prints);
        if !(marked || more && ends_in_stop(&opening) && !merely_strong) {
            return None;
        }
        let Inline::Styled { span, inlines, .. } = run.remove(0) else { return None };
        trim_start(run);
        Some(RunIn { span, label: labels::run_in(&opening), inlines })
    }

    /// Reports what carries `.run-in` and does not open a paragraph, and what carries `.by` and ends no quotation.
    pub(super) fn tell_strays(&mut self) {
        for (start, end) in std::mem::take(&mut self.signatures) {
            let message =
                "`.by` says whose words a quotation is, and these words are not its last paragraph; they are kept";
            let hint = "put them into a paragraph of their own at the end of the quotation";
            self.tell(crate::diagnostics::code::ATTRIBUTE_UNKNOWN, start..end, message, hint);
        }
        for start in std::mem::take(&mut self.run_ins) {
            let message = "a run-in heading opens its paragraph, and these words do not; they are kept as strong ones";
            let hint = "leave `.run-in` out, or begin a paragraph here";
            self.tell(crate::diagnostics::code::ATTRIBUTE_UNKNOWN, start..start + 1, message, hint);
        }
    }
}

/// Whether words end in a full stop, question mark or exclamation mark, quotes and brackets after it aside.
fn ends_in_stop(words: &str) -> bool {
    let words = words.trim_end().trim_end_matches(['"', '\'', '”', '’', '»', '）', ')', '」', '』', '》']);
    words.ends_with(['.', '!', '?', '。', '！', '？', '．', '…'])
}

/// Takes off the blanks at both ends of a run, those that indent a Chinese paragraph too.
pub(super) fn trim(run: &mut Inlines) {
    trim_start(run);
    if let Some(Inline::Text { text, .. }) = run.last_mut() {
        text.truncate(text.trim_end().len());
        if text.is_empty() {
            run.pop();
        }
    }
}

fn trim_start(run: &mut Inlines) {
    if let Some(Inline::Text { text, .. }) = run.first_mut() {
        let blank = |c: char| c == IDEOGRAPHIC_SPACE || c.is_whitespace();
        *text = text.trim_start_matches(blank).to_string();
        if text.is_empty() {
            run.remove(0);
        }
    }
}
