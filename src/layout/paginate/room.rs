//! The room for text: columns of pages, one after another, and which of them the reader sees side by side.

use super::Across;
use super::stack::{Grid, SLACK};
use crate::geom::Pt;

/// The room that every page has for text.
#[derive(Clone, Copy, Debug)]
pub(in crate::layout) struct Room {
    /// How far what spans the first page reaches down.
    pub top: Pt,
    /// The page, from 0, on which the columns begin.
    pub page: usize,
    /// Height of the text block.
    pub height: Pt,
    /// Columns on a page.
    pub columns: usize,
    /// Whether what is seen together ends level.
    pub level: bool,
    /// The leading of the body.
    pub leading: Pt,
    /// The grid that lines stand on.
    pub grid: Option<Grid>,
    /// Between a figure at the head or foot of a page and the text.
    pub gap: Pt,
}

/// The place of a column among those that the reader sees together: all of the first page, then all of a spread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Side(usize);

/// How far a column reaches.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Reach {
    /// From the top of the text block to the column's.
    pub top: Pt,
    /// How far it reaches down where it is full: to the foot of the last whole line of the body.
    pub full: Pt,
    /// How far it reaches down at the most.
    pub most: Pt,
}

impl Room {
    /// What a float of some height takes at the head or foot of a page, with the gap to the text.
    pub(in crate::layout) fn apart(&self, height: Pt) -> Pt {
        let taken = height + self.gap;
        self.grid.map_or(taken, |grid| grid.pitch * ((taken - SLACK) / grid.pitch).ceil())
    }

    /// By how much the type begins below the top of the first line's leading where that reaches out of the text block.
    pub(in crate::layout) fn inset(&self) -> Pt {
        self.grid.map_or(Pt::ZERO, |grid| grid.inset)
    }

    /// The column that is filled first.
    pub(super) fn first(&self) -> Side {
        match self.page {
            0 => Side(0),
            page if page % 2 == 1 => Side(self.columns),
            _ => Side(self.columns * 2),
        }
    }

    /// The column after another.
    pub(super) fn after(&self, side: Side) -> Side {
        if side.0 + 1 == self.columns * 3 { Side(self.columns) } else { Side(side.0 + 1) }
    }

    /// The place of a column on its page.
    pub(super) fn column(&self, side: Side) -> usize {
        side.0 % self.columns.max(1)
    }

    /// Whether no column that is seen together with this one comes before it.
    pub(super) fn opens(&self, side: Side) -> bool {
        side.0 == 0 || side.0 == self.columns
    }

    /// Whether the column is to end level with others that are seen together with it.
    pub(super) fn has_neighbours(&self, side: Side) -> bool {
        self.level && (self.columns > 1 || side.0 > 0)
    }

    /// How far a column reaches beside what spans the columns of its page.
    pub(super) fn reach(&self, side: Side, across: &Across) -> Reach {
        let (head, taken) = (across.head, across.head + across.foot);
        Reach { top: self.top(side) + head, full: self.full(side) - taken, most: self.most(side) - taken }
    }

    /// From the top of the text block to the column's.
    fn top(&self, side: Side) -> Pt {
        if side.0 < self.columns { self.top } else { Pt::ZERO }
    }

    /// How far a column reaches at the most.
    fn most(&self, side: Side) -> Pt {
        let foot = if self.grid.is_some() { self.lines() } else { self.height };
        foot - self.top(side)
    }

    /// How far a column reaches that is full: to the foot of the last whole line of the body.
    fn full(&self, side: Side) -> Pt {
        self.lines() - self.top(side)
    }

    /// The height of the lines of the body that a page holds. The first and last lines' leading reaches out of the text
    /// block where there is a grid: the block holds their type.
    pub(in crate::layout) fn lines(&self) -> Pt {
        self.leading * ((self.height + self.inset() * 2.0 + SLACK) / self.leading).floor().max(1.0)
    }
}
