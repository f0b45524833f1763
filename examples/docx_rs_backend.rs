//! A backend of the document that is no part of the crate: it writes a draft for Word with `docx-rs`.
//!
//! ```console
//! $ cargo run --example docx_rs_backend -- fixtures/pujiang-2023-06.txt draft.docx
//! ```

mod making;

use docx_rs::{Docx, Footnote, Paragraph, Run, Style, StyleType};
use masthead::ast::{Block, Document, Emphasis, Inline, Label, NoteId, Section, text, walk};
use masthead::diagnostics::{Diagnostic, Sink, Span, code};
use masthead::write::{Artifact, Backend, Entry, FlowBackend, Issue};
use std::io::Cursor;

/// The format as a job takes it.
pub(crate) static ENTRY: Entry<'static> =
    Entry { name: "docx-rs", extension: "docx", summary: "a draft for Word", backend: Backend::Flow(&DocxRs) };

/// Writes words, headings, bold and slanted type and footnotes. Lists and tables become paragraphs.
struct DocxRs;

impl FlowBackend for DocxRs {
    fn write(&self, issue: &Issue<'_>, sink: &mut Sink) -> Result<Vec<Artifact>, Diagnostic> {
        let styled = |docx: Docx, id: &str| docx.add_style(Style::new(id, StyleType::Paragraph).name(id));
        let docx = ["Title", "Heading1", "Heading2", "Heading3"].into_iter().fold(Docx::new(), styled);
        let mut draft = Draft { document: issue.document, sink, docx };
        draft.issue();
        let mut file = Cursor::new(Vec::new());
        draft.docx.build().pack(&mut file).map_err(|error| Diagnostic::new(code::OUTPUT_FAILED, error.to_string()))?;
        Ok(vec![Artifact { path: format!("{}.docx", issue.stem), bytes: file.into_inner() }])
    }
}

struct Draft<'a> {
    document: &'a Document,
    sink: &'a mut Sink,
    docx: Docx,
}

impl Draft<'_> {
    fn issue(&mut self) {
        let (front, masthead) = (&self.document.front, &self.document.masthead);
        let name = Some(masthead.name.join(" "));
        let printed = [&masthead.issue_line, &masthead.publisher, &masthead.date, &masthead.designation];
        let lines = [&front.classification, &front.copy_number, &name].into_iter().chain(printed);
        lines.flatten().for_each(|line| self.line(line));
        for words in front.titles.iter().flat_map(|title| [&title.inlines, &title.subtitle]) {
            self.put(self.words(Paragraph::new().style("Title"), words, (true, false)));
        }
        let label = masthead.editors_note_label.as_deref();
        front.editors_note.iter().for_each(|note| self.labelled(label, &note.blocks));
        self.blocks(&self.document.lead);
        walk::sections(&self.document.sections, &mut |section, depth| self.section(section, depth));
        masthead.imprint.iter().for_each(|line| self.line(&format!("{} {}", line.label, line.text)));
    }

    fn section(&mut self, section: &Section, depth: usize) {
        let label = section.label.as_ref().map_or(String::new(), |label| format!("{} ", label.text));
        let heading = Paragraph::new().add_run(Run::new().add_text(label)).style(&format!("Heading{}", depth.min(3)));
        self.put(self.words(heading.outline_lvl(depth - 1), &section.title, (true, false)));
        self.blocks(&section.blocks);
    }

    fn put(&mut self, paragraph: Paragraph) {
        self.docx = std::mem::take(&mut self.docx).add_paragraph(paragraph);
    }

    fn line(&mut self, words: &str) {
        self.put(Paragraph::new().add_run(Run::new().add_text(words)));
    }

    fn labelled(&mut self, label: Option<&str>, blocks: &[Block]) {
        self.line(label.unwrap_or_default());
        self.blocks(blocks);
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::List(list) => list.items.iter().for_each(|one| self.labelled(one.label.as_deref(), &one.blocks)),
                Block::Definitions { items, .. } => items.iter().for_each(|item| {
                    self.put(self.words(Paragraph::new(), &item.term, (true, false)));
                    self.blocks(&item.blocks);
                }),
                Block::Table(table) => {
                    self.lost(table.span, "a table is written as paragraphs".into());
                    self.own(block, table.label.as_ref());
                    walk::inner_blocks(block).into_iter().for_each(|inner| self.blocks(inner));
                }
                Block::Figure(figure) => {
                    self.lost(figure.span, format!("the picture `{}` is left out; its caption stays", figure.image));
                    self.own(block, figure.label.as_ref());
                }
                _ => {
                    self.own(block, None);
                    walk::inner_blocks(block).into_iter().for_each(|inner| self.blocks(inner));
                }
            }
        }
    }

    fn lost(&mut self, span: Span, message: String) {
        self.sink.report(Diagnostic::new(code::OUTPUT_PARTIAL, message).at(span));
    }

    /// What a block says itself, in one paragraph; the heading that opens it is bold.
    fn own(&mut self, block: &Block, label: Option<&Label>) {
        let runs = walk::own_inlines(block);
        let label = label.map_or(String::new(), |label| format!("{} ", label.text));
        let mut paragraph = Paragraph::new().add_run(Run::new().add_text(label));
        for (at, run) in runs.iter().enumerate() {
            paragraph = self.words(paragraph, run, (at + 1 < runs.len(), false)).add_run(Run::new().add_text(" "));
        }
        self.put(paragraph);
    }

    /// Words, bold or slanted, with the notes that they call.
    fn words(&self, mut paragraph: Paragraph, run: &[Inline], (bold, slanted): (bool, bool)) -> Paragraph {
        for inline in run {
            paragraph = match inline {
                Inline::Styled { emphasis, inlines, .. } => {
                    let look = (bold || *emphasis == Emphasis::Strong, slanted || *emphasis == Emphasis::Emphasis);
                    self.words(paragraph, inlines, look)
                }
                Inline::Callout { note, .. } => paragraph.add_run(self.callout(note)),
                one if one.children().is_empty() || matches!(one, Inline::Ruby { .. }) => {
                    let words = Run::new().add_text(text::inlines(std::slice::from_ref(one)));
                    let words = if bold { words.bold() } else { words };
                    paragraph.add_run(if slanted { words.italic() } else { words })
                }
                one => self.words(paragraph, one.children(), (bold, slanted)),
            };
        }
        paragraph
    }

    fn callout(&self, id: &NoteId) -> Run {
        let mut footnote = Footnote::new();
        for block in self.document.notes.iter().filter(|note| note.id == *id).flat_map(|note| &note.blocks) {
            let runs = walk::own_inlines(block).into_iter();
            runs.for_each(|run| drop(footnote.add_content(self.words(Paragraph::new(), run, (false, false)))));
        }
        Run::new().add_footnote_reference(footnote)
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    making::make(&ENTRY)
}
