//! Bulletin Markdown: the source that compilers edit. What is written here, the reader `bulletin` takes without a word.
//!
//! The form is made for comparing versions: one way to write each thing, a paragraph or a sentence a line, facts in a fixed
//! order, notes at the end in the order of their callouts.

mod blocks;
mod escape;
mod front;
mod inlines;
mod lines;
mod tables;

use super::{Artifact, FlowBackend, Issue};
use crate::ast::{Document, Lang, Section};
use crate::diagnostics::{Code, Diagnostic, Sink, Span, code};

pub use lines::Lines;

/// Writes `STEM.md`.
pub(super) struct Markdown;

impl FlowBackend for Markdown {
    fn write(&self, issue: &Issue<'_>, sink: &mut Sink) -> Result<Vec<Artifact>, Diagnostic> {
        let text = markdown(issue.document, issue.options.lines, sink);
        let main = Artifact { path: format!("{}.md", issue.stem), bytes: text.into_bytes() };
        Ok(vec![main])
    }
}

/// A document as bulletin Markdown. What the form cannot hold is told of.
pub fn markdown(document: &Document, lines: Lines, sink: &mut Sink) -> String {
    let mut desk = Desk { document, lines, sink };
    let mut parts = vec![front::facts(document)];
    if let Some(note) = &document.front.editors_note {
        parts.push(desk.editors_note(note));
    }
    parts.push(desk.blocks(&document.lead, &document.front.lang));
    for section in &document.sections {
        desk.section(section, 1, &document.front.lang, &mut parts);
    }
    for note in &document.notes {
        parts.push(desk.note(note));
    }
    parts.retain(|part| !part.is_empty());
    let mut text = parts.join("\n\n");
    text.push('\n');
    text
}

/// What writing needs at hand.
struct Desk<'a, 's> {
    document: &'a Document,
    lines: Lines,
    sink: &'s mut Sink,
}

impl Desk<'_, '_> {
    fn section(&mut self, section: &Section, level: usize, around: &Lang, parts: &mut Vec<String>) {
        let lang = section.lang.as_ref().unwrap_or(around);
        parts.push(self.heading(section, level));
        parts.push(self.blocks(&section.blocks, lang));
        for inner in &section.sections {
            self.section(inner, level + 1, lang, parts);
        }
    }

    /// Reports what the form cannot hold.
    fn lose(&mut self, kind: Code, span: Span, message: &str, hint: &str) {
        self.sink.report(Diagnostic::new(kind, message).at(span).hint(hint));
    }

    /// Reports something that this form writes as plain words.
    fn flatten(&mut self, span: Span, what: &str) {
        let hint = "the JSON form of the document keeps it";
        self.lose(code::MARKDOWN_FLATTENED, span, what, hint);
    }
}
