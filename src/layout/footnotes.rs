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
use std::collections::{BTreeSet, VecDeque};

/// Between a note's mark and its words, em.
const MARK_GAP: f64 = -0.1;

/// A note stands with its first callout only.
pub(super) fn call_once(strips: &mut [Strip]) {
    let mut called = BTreeSet::new();
    for strip in strips {
        strip.notes.retain(|&note| called.insert(note));
    }
}

/// Notes at the foot of a page in the order of their marks: those that the text calls before those that they call. One that began
/// on the page before, or goes on overleaf, stays where it is.
pub(super) fn in_order(strips: Vec<Strip>, goes_on: bool) -> Vec<Strip> {
    let mut notes: Vec<Vec<Strip>> = Vec::new();
    for strip in strips {
        match notes.last_mut().filter(|_| strip.note.is_none()) {
            Some(note) => note.push(strip),
            None => notes.push(vec![strip]),
        }
    }
    let place = |note: &Vec<Strip>| note.first().and_then(|strip| strip.note);
    let begun = usize::from(notes.first().is_some_and(|note| place(note).is_none()));
    let whole = begun..notes.len().saturating_sub(usize::from(goes_on));
    if let Some(whole) = notes.get_mut(whole) {
        whole.sort_by_key(place);
    }
    notes.into_iter().flatten().collect()
}

impl<'a> Galley<'a> {
    /// The notes that the blocks so far have called and that are not set yet, and after them those that they call themselves: in
    /// the structure they all stand beside each other, since nobody bounds how long a chain of notes may be.
    pub(super) fn called_notes(&mut self) -> Vec<TagChild> {
        let mut children = Vec::new();
        // Each with the note of the text below which it stands.
        let mut due: VecDeque<_> = std::mem::take(&mut self.called).into_iter().map(|place| (place, place)).collect();
        while let Some((place, above)) = due.pop_front() {
            let mut strips = self.note(place, &mut children);
            due.extend(std::mem::take(&mut self.called).into_iter().map(|inner| (inner, above)));
            if let Some(Some(set)) = self.notes.get_mut(above) {
                set.append(&mut strips);
            }
        }
        children
    }

    /// The strips of a note without those that it calls; none where it is set.
    fn note(&mut self, place: usize, tags: &mut Vec<TagChild>) -> Vec<Strip> {
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
        if let Some(first) = strips.first_mut() {
            first.anchors.push(note.id.0.clone());
            first.note = Some(place);
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The marks of notes in order, of two lines each. `-` is a line of the page before.
    fn ordered(notes: &str, goes_on: bool) -> String {
        let strip =
            |mark: char| Strip { height: Pt(11.0), note: mark.to_digit(10).map(|at| at as usize), ..Strip::default() };
        let strips = notes.chars().flat_map(|mark| [strip(mark), strip('-')]).collect();
        let ordered = in_order(strips, goes_on);
        assert_eq!(ordered.len(), notes.len() * 2);
        ordered.iter().filter_map(|strip| strip.note).map(|at| at.to_string()).collect()
    }

    #[test]
    fn notes_at_the_foot_stand_in_the_order_of_their_marks() {
        assert_eq!(ordered("132", false), "123");
        assert_eq!(ordered("142365", false), "123456");
        assert_eq!(ordered("", false), "");
    }

    #[test]
    fn a_note_that_another_page_has_a_part_of_stays_where_it_is() {
        assert_eq!(ordered("1432", true), "1342");
        assert_eq!(ordered("-32", false), "23");
        assert_eq!(ordered("-", true), "");
        assert_eq!(ordered("2", true), "2");
    }
}
