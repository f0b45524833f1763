//! The end of an issue: who signs for it, the rest of the imprint, and the notes.

use super::blocks::Place;
use super::{Article, made};
use crate::ast::text::gap;
use crate::ast::{Front, ImprintLine, Note};
use std::ops::Range;

impl Article<'_> {
    /// Whether the imprint names those who made the issue.
    pub(super) fn has_signatures(&self) -> bool {
        !self.signing().0.is_empty()
    }

    /// Writes the imprint's lines of names as printed.
    pub(super) fn signatures(&mut self) {
        let (signing, _) = self.signing();
        if signing.is_empty() {
            return;
        }
        self.pen.open("sig-block", &[]);
        let own = self.issue.document.front.compilers.as_ref().and_then(|compilers| compilers.label.as_ref());
        for line in signing {
            self.pen.begin("sig", &[]);
            self.imprint_line(line, made(own != Some(&line.label)));
            self.pen.close();
        }
        self.pen.close();
    }

    /// Writes what else the imprint says, and the notes; nothing where there is neither.
    pub(super) fn back(&mut self) {
        let (_, lines) = self.signing();
        let notes = &self.issue.document.notes;
        if lines.is_empty() && notes.is_empty() {
            return;
        }
        self.pen.open("back", &[]);
        if !lines.is_empty() {
            self.pen.open("notes", &[("notes-type", "imprint")]);
            let own = self.own_lines();
            for (index, line) in lines.iter().enumerate() {
                self.pen.begin("p", &[("specific-use", made(!own.contains(&index)))]);
                self.imprint_line(line, "");
                self.pen.close();
            }
            self.pen.close();
        }
        if !notes.is_empty() {
            self.pen.open("fn-group", &[]);
            notes.iter().for_each(|note| self.note(note));
            self.pen.close();
        }
        self.pen.close();
    }

    /// A note with its mark.
    pub(super) fn note(&mut self, note: &Note) {
        let printed = note.label.as_ref().filter(|label| label.literal);
        let number = printed.map(|label| format!("label-number-{}", label.number)).unwrap_or_default();
        let symbol = printed.map_or("", |label| &label.text);
        let id = ("id", note.id.0.as_str());
        self.pen.open("fn", &[("fn-type", "other"), id, ("specific-use", &number), ("symbol", symbol)]);
        self.label(note.label.as_ref());
        self.paragraphs_at_least(&note.blocks, Place::Paragraphs);
        self.pen.close();
    }

    fn imprint_line(&mut self, line: &ImprintLine, made: &str) {
        if !line.label.is_empty() {
            self.pen.begin("named-content", &[("content-type", "label"), ("specific-use", made)]);
            self.pen.words(&line.label);
            self.pen.end();
            self.pen.words(gap(&line.label, &line.text));
        }
        self.pen.words(&line.text);
    }
}

impl<'a> Article<'a> {
    /// The imprint's lines of names (numbering prints compilers and reviewers first), and the others.
    fn signing(&self) -> (&'a [ImprintLine], &'a [ImprintLine]) {
        let lines = self.issue.document.masthead.imprint.as_slice();
        lines.split_at_checked(names(&self.issue.document.front)).unwrap_or((lines, &[]))
    }

    /// The places of the source's own lines among those that name nobody: numbering prints those to whom the issue goes
    /// before them, and the number of copies and who issues it after.
    fn own_lines(&self) -> Range<usize> {
        let imprint = &self.issue.document.front.imprint;
        let first = usize::from(!imprint.distribution.is_empty()) + usize::from(!imprint.copies_to.is_empty());
        first..first + imprint.lines.len()
    }
}

/// How many lines name those who made the issue.
fn names(front: &Front) -> usize {
    usize::from(front.compilers.is_some()) + usize::from(!front.imprint.reviewers.is_empty())
}
