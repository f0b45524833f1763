//! What stands after the text: notes, and the imprint.

use super::Page;
use super::blocks::{Around, Opening};
use super::pen::Form;
use crate::ast::text::gap;
use crate::ast::{ImprintLine, Note};

/// Leads back to the text; the sign after it asks for the form of a letter, not of a picture.
const ARROW: &str = "↩\u{FE0E}";

impl Page<'_> {
    /// Writes the notes; nothing where there are none.
    pub(super) fn notes(&mut self) {
        let notes = &self.issue.document.notes;
        if notes.is_empty() {
            return;
        }
        let kind = if self.pen.form() == Form::Xhtml { "endnotes" } else { "" };
        let attributes =
            [("class", "notes"), ("role", "doc-endnotes"), ("epub:type", kind), ("aria-label", self.words.notes)];
        self.pen.open("section", &attributes);
        self.pen.open("ol", &[]);
        notes.iter().for_each(|note| self.note(note));
        self.pen.close();
        self.pen.close();
    }

    /// Writes a note with its mark and the way back.
    pub(super) fn note(&mut self, note: &Note) {
        let line = self.line(note.span);
        let back = self.anchors.calls(&note.id);
        let label = note.label.as_ref().map(|label| label.text.as_str());
        let opening = label.map(|words| Opening { class: "marker", id: "", words });
        self.pen.open("li", &[("id", &note.id.0), ("data-line", &line)]);
        self.blocks_around(&note.blocks, Around { opening, back: &back });
        self.pen.close();
    }

    /// Writes arrows back to the marks of a note.
    pub(super) fn arrows(&mut self, back: &[String]) {
        for id in back {
            // An arrow alone on a line leads nowhere that one can see.
            self.pen.words("\u{A0}");
            let attributes = [
                ("class", "back"),
                ("href", &format!("#{id}")),
                ("role", "doc-backlink"),
                ("aria-label", self.words.back),
            ];
            self.pen.span("a", &attributes, ARROW);
        }
    }

    /// Writes the imprint; nothing where there is none.
    pub(super) fn imprint(&mut self) {
        let lines = &self.issue.document.masthead.imprint;
        if lines.is_empty() {
            return;
        }
        let line = self.line(self.issue.document.front.imprint.span);
        self.pen.open("footer", &[("class", "imprint"), ("data-line", &line)]);
        let mut rest = lines.as_slice();
        while let Some((first, after)) = rest.split_first() {
            let beside = after.iter().take_while(|line| line.flush_right).count();
            self.entry(first, after.get(..beside).unwrap_or_default());
            rest = after.get(beside..).unwrap_or_default();
        }
        self.pen.close();
    }

    /// A line, with those that stand at its right end.
    fn entry(&mut self, line: &ImprintLine, beside: &[ImprintLine]) {
        self.pen.open("div", &[("class", "ends")]);
        for line in std::iter::once(line).chain(beside) {
            self.pen.begin("p", &[]);
            self.pen.span("span", &[("class", "label")], &line.label);
            self.pen.words(gap(&line.label, &line.text));
            self.pen.words(&line.text);
            self.pen.close();
        }
        self.pen.close();
    }
}
