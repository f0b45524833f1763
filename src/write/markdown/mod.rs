//! Bulletin Markdown: the source that compilers edit. What is written here, the reader `bulletin` takes without a word.
//!
//! The form is made for comparing versions: one way to write each thing, a paragraph or a sentence a line, facts in a fixed
//! order, notes at the end in the order of their callouts.

mod blocks;
mod escape;
mod figures;
mod front;
mod inlines;
mod lines;
mod lists;
mod names;
mod quotes;
mod tables;

use super::{Artifact, FlowBackend, Issue};
use crate::ast::{Document, Inline, Lang, Section, walk};
use crate::diagnostics::{Code, Diagnostic, Sink, Span, code};

use names::Names;

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
    let mut desk = Desk { document, lines, sink, names: Names::of(document) };
    desk.check_titles();
    let mut parts = vec![front::facts(document)];
    if let Some(note) = &document.front.editors_note {
        parts.push(desk.editors_note(note));
    }
    desk.names.begin_to_count();
    parts.push(desk.blocks(&document.lead, Tongue::of(document)));
    for (number, section) in (1..).zip(&document.sections) {
        desk.section(section, &Depth { level: 1, path: format!("sec-{number}") }, &document.front.lang, &mut parts);
    }
    for note in walk::notes(document) {
        parts.push(desk.note(note));
    }
    parts.retain(|part| !part.is_empty());
    let mut text = String::with_capacity(parts.iter().map(|part| part.len() + 2).sum());
    for part in parts {
        text.push_str(if text.is_empty() { "" } else { "\n" });
        text.push_str(&part);
        text.push('\n');
    }
    text
}

/// What writing needs at hand.
struct Desk<'a, 's> {
    document: &'a Document,
    lines: Lines,
    sink: &'s mut Sink,
    names: Names<'a>,
}

/// Where a section stands.
struct Depth {
    /// How many `#` its heading has.
    level: usize,
    /// The id that numbering gives it.
    path: String,
}

/// The languages of a place.
#[derive(Clone, Copy)]
struct Tongue<'a> {
    /// The one that holds there in the document.
    own: &'a Lang,
    /// The one that a reader takes for it there, where nothing says otherwise.
    read: &'a Lang,
}

impl<'a> Tongue<'a> {
    fn of(document: &'a Document) -> Tongue<'a> {
        Tongue { own: &document.front.lang, read: &document.front.lang }
    }
}

impl Desk<'_, '_> {
    /// A section and those in it. A reader takes what stands in a section for words in the document's language, unless they
    /// say otherwise.
    fn section(&mut self, section: &Section, depth: &Depth, around: &Lang, parts: &mut Vec<String>) {
        let own = section.lang.as_ref().unwrap_or(around);
        let read = &self.document.front.lang;
        parts.push(self.heading(section, depth, own));
        parts.push(self.blocks(&section.blocks, Tongue { own, read }));
        for (number, inner) in (1..).zip(&section.sections) {
            let depth = Depth { level: depth.level + 1, path: format!("{}-{number}", depth.path) };
            self.section(inner, &depth, own, parts);
        }
    }

    fn check_titles(&mut self) {
        for title in &self.document.front.titles {
            let plain = |inline: &Inline| matches!(inline, Inline::Text { .. } | Inline::LineBreak { .. });
            if !title.inlines.iter().chain(&title.subtitle).all(plain) {
                self.flatten(title.span, "a title was written without looks, links and notes");
            }
        }
    }

    /// Reports what the form cannot hold.
    fn lose(&mut self, kind: Code, span: Span, message: &str, hint: &str) {
        self.sink.report(Diagnostic::new(kind, message).at(span).hint(hint));
    }

    /// Reports something that this form writes as plain words.
    fn flatten(&mut self, span: Span, what: &str) {
        let hint = "look at this place in the Markdown, and write it anew where it matters";
        self.lose(code::MARKDOWN_FLATTENED, span, what, hint);
    }
}
