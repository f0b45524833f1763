//! Sets notes for the foot of the page, and gives them their place in the structure: after the block that calls them.

use super::blocks::opening;
use super::galley::{Column, Galley, Place, node};
use super::inlines::{Gatherer, Manner};
use super::look::Look;
use super::strip::Strip;
use crate::ast::Note;
use crate::frame::{Tag, TagChild};
use crate::geom::{Em, Pt};
use crate::style::TextRole;
use std::collections::BTreeSet;

/// Between a note's mark and its words, em.
const MARK_GAP: f64 = -0.1;

/// A note stands with its first callout only.
pub(super) fn call_once(strips: &mut [Strip]) {
    let mut called = BTreeSet::new();
    for strip in strips {
        strip.notes.retain(|&note| called.insert(note));
    }
}

impl<'a> Galley<'a> {
    /// The notes that the blocks so far have called and that are not set yet.
    pub(super) fn called_notes(&mut self) -> Vec<TagChild> {
        let mut children = Vec::new();
        for place in std::mem::take(&mut self.called) {
            self.note(place, &mut children);
        }
        children
    }

    /// Sets a note once. Notes that it calls itself stand below it, and below them those that they call; in the structure they all
    /// stand beside each other, since nobody bounds how long a chain of notes may be.
    fn note(&mut self, place: usize, tags: &mut Vec<TagChild>) {
        let mut strips = Vec::new();
        let mut due = vec![place];
        while let Some(at) = due.pop() {
            strips.append(&mut self.note_alone(at, tags));
            due.extend(std::mem::take(&mut self.called).into_iter().rev());
        }
        if let Some(set) = self.notes.get_mut(place).filter(|_| !strips.is_empty()) {
            *set = Some(strips);
        }
    }

    /// The strips of a note without those that it calls; none where it is set.
    fn note_alone(&mut self, place: usize, tags: &mut Vec<TagChild>) -> Vec<Strip> {
        let document = self.document;
        let (Some(note), Some(set @ None)) = (document.notes.get(place), self.notes.get_mut(place)) else {
            return Vec::new();
        };
        *set = Some(Vec::new());
        let mut column = Column::default();
        let children = self.note_blocks(note, place, &mut column);
        tags.push(TagChild::Node(node(Tag::Note, note.span, children)));
        let mut strips = column.strips;
        strips.iter_mut().for_each(|strip| strip.notes.clear());
        strips.first_mut().into_iter().for_each(|first| first.anchors.push(note.id.0.clone()));
        strips
    }

    fn note_blocks(&mut self, note: &'a Note, at: usize, column: &mut Column) -> Vec<TagChild> {
        let style = &self.sheet.text.footnote;
        let lang = self.document.front.lang.clone();
        let place = Place {
            left: Pt::ZERO,
            width: self.sheet.column(),
            role: TextRole::Footnote,
            lang,
            align: None,
            looseness: 0,
        };
        let (opening, rest) = opening(&note.blocks);
        let mark = note.label.as_ref().map_or_else(|| (at + 1).to_string(), |label| label.text.clone());
        let manner = Manner::new(Look::of(style, self.sheet), &place.lang);
        let label = {
            let mut gatherer = Gatherer::new(self);
            let raised = Manner { look: manner.look.raised(), ..manner.clone() };
            gatherer.words(&mark, &raised, note.span);
            gatherer.label_space(Em(MARK_GAP), &manner);
            gatherer
        };
        let (text, label, body) = label.split(|gatherer| {
            if let Some(paragraph) = opening {
                gatherer.paragraph(paragraph, &manner);
            }
        });
        let strips = self.set(&text, style, &place);
        column.push(strips, style);
        let mut children = vec![TagChild::Node(node(Tag::NoteLabel, note.span, label))];
        let span = opening.map_or(note.span, |paragraph| paragraph.span);
        children.push(TagChild::Node(node(Tag::Paragraph, span, body)));
        children.extend(self.blocks(rest, &place, column));
        children
    }

    /// Sets the notes that nothing calls, at the end: nothing of the source is lost.
    pub(super) fn uncalled_notes(&mut self, column: &mut Column) -> Vec<TagChild> {
        let missing: Vec<usize> =
            self.notes.iter().enumerate().filter(|(_, note)| note.is_none()).map(|(at, _)| at).collect();
        if missing.is_empty() {
            return Vec::new();
        }
        if column.strips.is_empty() {
            column.strips.push(Strip::default());
        }
        if let Some(last) = column.strips.last_mut() {
            last.notes.extend(&missing);
        }
        self.called.extend(missing);
        self.called_notes()
    }
}
