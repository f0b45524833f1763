//! `word/footnotes.xml`.

use super::figure::labelled;
use super::manuscript::{Manuscript, Opening, Setting};
use super::marks::Mark;
use super::markup::root;
use super::names::Para;
use crate::ast::Note;

/// Word's separators: their ids and kinds.
pub(super) const SEPARATORS: [(i64, &str, &str); 2] =
    [(-1, "separator", "w:separator"), (0, "continuationSeparator", "w:continuationSeparator")];

impl<'a> Manuscript<'a> {
    /// Writes the notes whose marks stand in the body.
    pub(super) fn footnotes(&mut self) {
        self.notes.inside = true;
        self.xml = root("w:footnotes");
        self.xml.line();
        for (id, kind, element) in SEPARATORS {
            self.xml.start("w:footnote").attribute("w:type", kind).attribute("w:id", id.to_string());
            self.xml.start("w:p").start("w:pPr").start("w:spacing").attribute("w:line", "240");
            self.xml.attribute("w:lineRule", "auto").end().end();
            self.xml.start("w:r").empty(element).end().end().end().line();
        }
        let notes = &self.issue.document.notes;
        for note in notes.iter().filter(|note| self.notes.called.contains(&note.id)).collect::<Vec<_>>() {
            let counted = !self.notes.uncounted.contains(&note.id);
            let id = self.notes.ids.get(&note.id).copied().unwrap_or_default();
            self.xml.start("w:footnote").attribute("w:id", id.to_string());
            self.blocks(&note.blocks, opened(note, counted));
            self.xml.end().line();
        }
        self.notes.inside = false;
    }

    /// Notes that only other notes call cannot stand at the foot of a page in Word; they stand at the end.
    pub(super) fn uncalled_notes(&mut self) {
        self.notes.inside = true;
        let notes = &self.issue.document.notes;
        for note in notes.iter().filter(|note| !self.notes.called.contains(&note.id)).collect::<Vec<_>>() {
            self.together(noted(note), |manuscript| manuscript.blocks(&note.blocks, opened(note, false)));
        }
        self.notes.inside = false;
    }
}

/// A note in the midst of other words.
pub(super) fn noted(note: &Note) -> Mark {
    labelled(Mark::of("note").with("id", &note.id.0), note.label.as_ref())
}

fn opened(note: &Note, counted: bool) -> Setting<'_> {
    let label = note.label.as_ref().map_or("", |label| label.text.as_str());
    Setting { opening: Some(Opening::Note(label, counted)), ..Setting::of(Para::Footnote) }
}
