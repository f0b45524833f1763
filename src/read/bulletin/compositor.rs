//! What every part of the reader writes to: the front matter, the notes, the ids, and the findings.

use super::{blocks::Placed, directives, full_width, overlay::Overlay, tree};
use crate::ast::{Front, Note, NoteId, PersonId, Taken};
use crate::diagnostics::{Code, Diagnostic, Sink, Span, code};
use crate::read::ids::slug;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Sets one source as a document.
pub(super) struct Compositor<'a> {
    /// The whole decoded text.
    pub(super) text: &'a str,
    pub(super) front: &'a mut Front,
    sink: &'a mut Sink,
    ids: Taken,
    notes: Vec<Note>,
    noted: BTreeSet<NoteId>,
    /// The keys of the notes by their marks in the source.
    marks: BTreeMap<String, NoteId>,
    /// Lines of colons that have not been met yet, by where the line starts.
    pub(super) fences: BTreeMap<usize, Range<usize>>,
    /// What was typed in full-width signs.
    pub(super) mistyped: full_width::Found,
    /// Where nodes that carry `.run-in` start.
    pub(super) run_ins: BTreeSet<usize>,
    /// Where words start that carry `.strong` and so are no run-in heading.
    pub(super) strong: BTreeSet<usize>,
    /// Where words that carry `.by` start and end.
    pub(super) signatures: BTreeMap<usize, usize>,
    /// Where the people stand in the front matter, by name and by key.
    pub(super) people: BTreeMap<String, usize>,
    /// Who was named last, for offices that name nobody.
    pub(super) last_person: Option<PersonId>,
}

impl<'a> Compositor<'a> {
    pub(super) fn new(text: &'a str, front: &'a mut Front, sink: &'a mut Sink) -> Compositor<'a> {
        Compositor {
            text,
            front,
            sink,
            ids: Taken::default(),
            notes: Vec::new(),
            noted: BTreeSet::new(),
            marks: BTreeMap::new(),
            fences: BTreeMap::new(),
            mistyped: full_width::Found::default(),
            run_ins: BTreeSet::new(),
            strong: BTreeSet::new(),
            signatures: BTreeMap::new(),
            people: BTreeMap::new(),
            last_person: None,
        }
    }

    /// Sets the body, which starts at a byte of the text.
    pub(super) fn body(&mut self, base: usize) -> Vec<Placed> {
        let body = self.text.get(base..).unwrap_or_default();
        let lines = directives::find(body);
        let overlay = Overlay::new(body, &lines);
        self.fences = lines.into_iter().map(|(at, line)| (at + base, line.start + base..line.end + base)).collect();
        let (root, deep) = tree::parse(&overlay, base);
        drop(overlay);
        if let Some(range) = deep {
            self.too_deep(range);
        }
        self.mark_notes(&root);
        self.tell_mistyped(base);
        self.tell_open_bold(&root);
        self.tell_unread(&root);
        self.top(root.children)
    }

    /// Tells of markup that was typed in full-width signs.
    fn tell_mistyped(&mut self, base: usize) {
        let mut found = full_width::find(self.text, base);
        for slip in std::mem::take(&mut found.slips) {
            self.tell(code::MARKUP_FULL_WIDTH, slip.range, slip.message, &slip.hint);
        }
        self.mistyped = found;
    }

    /// Reports a finding.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.sink.report(diagnostic);
    }

    /// Reports a finding at a place, with advice.
    pub(super) fn tell(&mut self, code: Code, range: Range<usize>, message: impl Into<String>, hint: &str) {
        self.report(Diagnostic::new(code, message).at(span(range)).hint(hint));
    }

    /// Reports once that nodes stand too deep.
    pub(super) fn too_deep(&mut self, range: Range<usize>) {
        if self.sink.count(code::NESTING_TOO_DEEP) > 0 {
            return;
        }
        let message = format!(
            "blocks or words stand more than {} levels deep here; the inner levels were dissolved",
            tree::DEEPEST
        );
        self.tell(code::NESTING_TOO_DEEP, range, message, "write it with fewer levels");
    }

    /// The source's bytes of a range.
    pub(super) fn slice(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    /// Takes an id for what the program names itself; a figure is added where it is taken.
    pub(super) fn coin(&mut self, wish: String) -> String {
        self.ids.free(wish, |wish, figure| format!("{wish}-{figure}"))
    }

    /// Takes an id that the source gives, if it is sound and free.
    pub(super) fn claim(&mut self, id: Option<String>, range: Range<usize>) -> Option<String> {
        let id = id?;
        if !crate::ast::check::is_ncname(&id) {
            let message = format!("`#{id}` cannot be an id");
            self.tell(
                code::ID_INVALID,
                range,
                message,
                "begin ids with a letter, and use letters, figures, `-`, `_` and `.` only",
            );
            return None;
        }
        if !self.ids.claim(&id) {
            self.tell(code::ID_DUPLICATE, range, format!("the id `{id}` is taken"), "give every id once");
            return None;
        }
        Some(id)
    }

    /// Gives back an id that is to be claimed again.
    pub(super) fn release(&mut self, id: &str) {
        self.ids.release(id);
    }

    /// Gives every note that the body defines its key, before anything is set that calls it.
    fn mark_notes(&mut self, node: &tree::Node) {
        for child in &node.children {
            if let tree::Kind::NoteDefinition(mark) = &child.kind
                && !self.marks.contains_key(&mark.to_lowercase())
            {
                let id = NoteId(self.coin(format!("note-{}", slug(mark))));
                self.marks.insert(mark.to_lowercase(), id);
            }
            if !child.is_inline() {
                self.mark_notes(child);
            }
        }
    }

    /// The key of the note with a mark.
    pub(super) fn note_id(&self, mark: &str) -> Option<NoteId> {
        self.marks.get(&mark.to_lowercase()).cloned()
    }

    /// Takes a note; says whether there was none of its key before.
    pub(super) fn take_note(&mut self, note: Note) -> Result<(), Note> {
        if !self.noted.insert(note.id.clone()) {
            return Err(note);
        }
        self.notes.push(note);
        Ok(())
    }

    /// The notes, once everything is set.
    pub(super) fn finish(self) -> Vec<Note> {
        self.notes
    }
}

/// The span of a range of bytes of the text.
pub(super) fn span(range: Range<usize>) -> Span {
    Span::text(range.start, range.end)
}
