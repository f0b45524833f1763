//! Divides a column into pages with the least cost over all of them: no widows, orphans or lone headings, notes on the
//! page of their callout, figures on the page of their place or the next one, pages full and facing pages level.
//!
//! [`search`] weighs every way that is worth it from front to back; [`stack`] knows how high bands are together;
//! [`notes`] where notes may be divided; [`cost`] what is ugly. A page only holds so many strips, so the work is linear.

mod across;
mod balance;
mod cost;
mod notes;
mod room;
mod scan;
mod search;
mod stack;
#[cfg(test)]
mod tests;

use super::strip::{Float, Strip};
use crate::geom::Pt;
use across::Across;
use notes::NoteLines;
use std::ops::Range;

pub(super) use notes::NoteLine;
pub(super) use room::Room;
pub(super) use scan::{space_around, within};
pub(super) use stack::{Band, Grid, tops};

/// What is divided.
pub(super) struct Galleys<'a> {
    /// The column.
    pub strips: &'a [Strip],
    /// The figures and tables that stand where there is room, in order of their places.
    pub floats: &'a [Float],
    /// Those that span the columns of a page, at its head or foot.
    pub across: &'a [Float],
    /// The heads of tables.
    pub heads: &'a [Vec<Strip>],
    /// The notes.
    pub notes: &'a [Option<Vec<Strip>>],
    /// The strip with which the imprint begins.
    pub imprint: usize,
    /// Whether the first page begins with the masthead, over which no figure stands.
    pub masthead: bool,
    /// The room on pages.
    pub room: Room,
    /// What the rule over the notes takes, with the space around it.
    pub rule: Pt,
    /// Whether the columns of the last page are equally high.
    pub balance: bool,
}

/// What stands in one column of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Sheet {
    /// The page, from 0.
    pub page: usize,
    /// The column on it, from 0.
    pub column: usize,
    /// From the top of the text block to its own.
    pub top: Pt,
    /// From the top of the text block to the foot of its notes.
    pub foot: Pt,
    /// The figures at its head, among the floats.
    pub above: Vec<usize>,
    /// The figures in the text.
    pub within: Vec<usize>,
    /// The figures at its foot.
    pub below: Vec<usize>,
    /// The table head that is set again at the top.
    pub head: Option<usize>,
    /// The strips.
    pub strips: Range<usize>,
    /// The lines of notes at the foot, among those of the division.
    pub notes: Range<usize>,
    /// How far its spaces open in all.
    pub open: Pt,
    /// What spans the columns of its page.
    pub across: Across,
}

/// A column divided.
#[derive(Debug)]
pub(super) struct Division {
    /// The pages, column by column. There is always one.
    pub sheets: Vec<Sheet>,
    /// The lines of all notes, in order.
    pub notes: Vec<NoteLine>,
}

/// Divides a column.
pub(super) fn paginate(galleys: &Galleys<'_>) -> Division {
    let notes = NoteLines::of(galleys.strips, galleys.notes);
    let mut sheets = search::search(galleys, &notes);
    if galleys.balance && galleys.room.columns > 1 {
        balance::balance(galleys, &notes, &mut sheets);
    }
    Division { sheets, notes: notes.lines }
}

impl Galleys<'_> {
    /// What a repeated table head takes.
    fn head(&self, head: usize) -> Pt {
        self.heads.get(head).map_or(Pt::ZERO, |head| height(head))
    }
}

/// The height of strips one below the other, with their spaces.
pub(super) fn height(strips: &[Strip]) -> Pt {
    strips.iter().map(|strip| strip.height + strip.space).sum()
}
