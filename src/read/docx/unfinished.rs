//! Fields that lack their end, or the end of their instruction: word processors write such where words were cut by hand or
//! by a program. They may hide no words that stand behind them.

use super::desk::{Desk, NotePart};
use super::fields::Fields;
use super::look::Look;
use super::met::Met;
use super::paragraphs::{Draft, Line};
use super::pieces::{Content, Piece};
use super::story::Item;
use crate::xml::Element;

/// Words, in the order of their places, that stand in the instruction of a field, and are none of the text if that instruction ends.
pub(super) struct Held {
    /// The field, by its place among those that are open.
    field: usize,
    /// How many pieces stood before them.
    before: usize,
    piece: Piece,
}

impl Draft {
    /// Drops the words of an instruction that ends here.
    pub(super) fn release(&mut self, kind: Option<&str>, fields: &Fields) {
        if let (Some("separate" | "end"), Some(last)) = (kind, fields.depth().checked_sub(1)) {
            self.held.retain(|held| held.field != last);
        }
    }
}

impl Desk<'_> {
    /// Keeps words of an instruction at hand until it ends.
    pub(super) fn hold(&mut self, field: usize, words: &str, look: &Look, draft: &mut Draft) {
        let words = words.replace(['\n', '\r'], " ");
        let span = self.say(&words);
        let signs = self.open.in_line.clone();
        let piece = Piece {
            look: look.clone(),
            content: Content::Words(words),
            span,
            signs,
            listed: self.fields.in_contents(),
        };
        draft.held.push(Held { field, before: draft.line.pieces.len(), piece });
    }

    /// At the end of a paragraph: words in instructions that go on are words of the text.
    pub(super) fn give_up_fields(&mut self, draft: &mut Draft) {
        self.fields.give_up();
        let held = std::mem::take(&mut draft.held);
        if held.is_empty() {
            return;
        }
        let moved = |at: &mut usize| *at += held.partition_point(|held| held.before <= *at);
        draft.hollow.iter_mut().chain(&mut draft.page_ends).for_each(|(_, at)| moved(at));
        draft.line.sequence.iter_mut().for_each(moved);
        held.iter().for_each(|held| self.meet(Met::UnfinishedField, held.piece.span));
        let mut held = held.into_iter().peekable();
        let pieces = std::mem::take(&mut draft.line.pieces);
        for (at, piece) in pieces.into_iter().enumerate() {
            while let Some(held) = held.next_if(|held| held.before <= at) {
                draft.line.pieces.push(held.piece);
            }
            draft.line.pieces.push(piece);
        }
        draft.line.pieces.extend(held.map(|held| held.piece));
    }

    /// Passes over words that are left out: the edges of fields among them hold, and notes that they call are left out, too.
    pub(super) fn pass(&mut self, element: &Element<'_>) {
        self.take_all(element);
        self.pass_marks(element);
    }

    fn pass_marks(&mut self, element: &Element<'_>) {
        for inner in element.elements() {
            match (inner.space, inner.name) {
                ("w", "fldChar") => self.fields.take(inner.attribute("fldCharType")),
                ("w", "footnoteReference") => self.dismiss(NotePart::Foot, inner),
                ("w", "endnoteReference") => self.dismiss(NotePart::End, inner),
                ("w", "txbxContent") => {}
                _ => self.pass_marks(inner),
            }
        }
    }

    /// Takes note that a note is called from words that are left out.
    pub(super) fn dismiss(&mut self, part: NotePart, callout: &Element<'_>) {
        let number = callout.attribute("id").map(str::to_string);
        self.dismissed.extend(number.map(|number| (part, number)));
    }

    /// At the end of a story: a field that is open has no end. What it made a table of contents is words like all others.
    pub(super) fn close_fields(&mut self, items: &mut [Item]) {
        let open = std::mem::take(&mut self.fields);
        if open.depth() == 0 {
            return;
        }
        let here = self.here();
        (0..open.depth()).for_each(|_| self.meet(Met::UnfinishedField, here));
        if !open.in_contents() {
            return;
        }
        let mut lines: Vec<&mut Line> = items.iter_mut().filter_map(super::story::line_mut).collect();
        // Fields that did end stand before the one that did not.
        let last = lines.iter_mut().rev().take_while(|line| line.contents);
        last.for_each(|line| line.contents = false);
    }
}
