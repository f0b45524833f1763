//! Aligns figures on their decimal points, and at the right without the marks of their notes.

use super::columns::{Grid, Seat, Wish};
use super::galley::{Galley, Place};
use super::inlines::Manner;
use super::look::Look;
use super::strip::{Strip, ink_width};
use super::table::Frame;
use crate::ast::{Alignment, Block, Cell, Inline, Table, numerals, text};
use crate::diagnostics::Span;
use crate::geom::Pt;
use crate::style::TextRole;

impl<'a> Galley<'a> {
    /// How far the figures of each column that is aligned on points reach to the right of them at the most.
    pub(super) fn points(&mut self, table: &'a Table, grid: &Grid, place: &Place) -> Vec<Option<Pt>> {
        self.reaches(table, grid, place).into_iter().map(|reach| reach.map(|(_, after)| after)).collect()
    }

    /// How far the figures of a column reach at the most before and after their points.
    fn reaches(&mut self, table: &'a Table, grid: &Grid, place: &Place) -> Vec<Option<(Pt, Pt)>> {
        let mut reaches = vec![None; table.columns.len()];
        if table.columns.iter().all(|column| column.alignment != Alignment::Decimal) {
            return reaches;
        }
        for (row, seats) in table.body.iter().zip(grid) {
            for (cell, seat) in
                row.cells.iter().zip(seats).filter(|(_, seat)| is_aligned(table, seat, Alignment::Decimal))
            {
                let Some(before) = self.before_point(cell, place) else { continue };
                let width = Pt(self.wish(cell, false, place).most);
                let Some(reach) = reaches.get_mut(seat.column) else { continue };
                let (most_before, most_after) = reach.unwrap_or_default();
                *reach = Some((before.max(most_before), (width - before).max(most_after)));
            }
        }
        reaches
    }

    /// Columns of figures are as wide as their figures are with the points below each other.
    pub(super) fn widen_to_points(&mut self, table: &'a Table, grid: &Grid, place: &Place, wishes: &mut [Wish]) {
        for (reach, wish) in self.reaches(table, grid, place).into_iter().zip(wishes.iter_mut()) {
            let Some((before, after)) = reach else { continue };
            let width = (before + after).0;
            (wish.least, wish.most) = (wish.least.max(width), wish.most.max(width));
        }
        for (mark, wish) in self.marks(table, grid, place).into_iter().zip(wishes) {
            (wish.least, wish.most) = (wish.least + mark.0, wish.most + mark.0);
        }
    }

    /// How far the marks of notes that end cells hang to the right of each column that is set flush right.
    pub(super) fn marks(&mut self, table: &'a Table, grid: &Grid, place: &Place) -> Vec<Pt> {
        let mut widest = vec![Pt::ZERO; table.columns.len()];
        for (cell, seat) in table.body.iter().zip(grid).flat_map(|(row, seats)| row.cells.iter().zip(seats)) {
            let own = self.mark_width(cell, place);
            match widest.get_mut(seat.column) {
                Some(widest) if is_aligned(table, seat, Alignment::Right) => *widest = own.max(*widest),
                _ => {}
            }
        }
        widest
    }

    /// The width of the marks that end a cell.
    fn mark_width(&mut self, cell: &'a Cell, place: &Place) -> Pt {
        let Some(Block::Paragraph(paragraph)) = cell.blocks.last() else { return Pt::ZERO };
        let is_mark = |inline: &Inline| matches!(inline, Inline::Callout { .. } | Inline::OrphanMark { .. });
        let marks = paragraph.inlines.iter().rev().take_while(|inline| is_mark(inline)).count();
        let marks = paragraph.inlines.get(paragraph.inlines.len() - marks..).unwrap_or_default();
        if marks.is_empty() || marks.len() == paragraph.inlines.len() {
            return Pt::ZERO;
        }
        let style = self.sheet.text.of(role(cell));
        let manner = Manner::new(Look::of(style, self.sheet), &place.lang);
        self.natural_width(style, place, |gatherer| gatherer.inlines(marks, &manner))
    }

    /// Moves the last line of a cell so that the marks which end it hang to the right of its column.
    pub(super) fn hang_mark(&mut self, cell: &'a Cell, seat: Seat, at: (&Place, &Frame), strips: &mut [Strip]) {
        let (place, frame) = at;
        let room = seat.marks(&frame.marks);
        if let Some(last) = strips.last_mut().filter(|_| room > Pt::ZERO) {
            last.shift(self.mark_width(cell, place).min(room), Pt::ZERO);
        }
    }

    /// The width of what a cell has before its point; nothing for a cell that is no figure.
    fn before_point(&mut self, cell: &Cell, place: &Place) -> Option<Pt> {
        let [Block::Paragraph(paragraph)] = cell.blocks.as_slice() else { return None };
        let words = text::inlines(&paragraph.inlines);
        let before = numerals::whole_part(&words)?;
        let style = self.sheet.text.of(role(cell));
        let setting = self.shaper.setting(&Look::of(style, self.sheet), &place.lang, false);
        let shaped = self.shaper.shape(setting, before, None, Span::Unknown);
        Some(style.size * shaped.width)
    }

    /// Moves the figure of a cell that is set at the right so that its point stands where the column has its points.
    pub(super) fn align_point(&mut self, cell: &Cell, seat: Seat, at: (&Place, &Frame), strips: &mut [Strip]) {
        let (place, frame) = at;
        let Some(after) = frame.points.get(seat.column).copied().flatten().filter(|_| seat.columns == 1) else {
            return;
        };
        let Some(before) = self.before_point(cell, place) else { return };
        if let [strip] = strips {
            let own = super::strip::ink_left(strip) + before;
            let point = place.left + place.width - after;
            let shift = (point - own).max(place.left - super::strip::ink_left(strip));
            let over = ink_width(strip) + shift - place.left - place.width;
            strip.shift(shift - over.max(Pt::ZERO), Pt::ZERO);
        }
    }
}

impl Seat {
    /// How far marks hang to the right of the column of a cell that stands in one.
    pub(super) fn marks(&self, marks: &[Pt]) -> Pt {
        marks.get(self.column).copied().filter(|_| self.columns == 1).unwrap_or_default()
    }
}

fn is_aligned(table: &Table, seat: &Seat, alignment: Alignment) -> bool {
    let column = table.columns.get(seat.column);
    seat.columns == 1 && column.is_some_and(|column| column.alignment == alignment)
}

/// The type of a cell of the body.
fn role(cell: &Cell) -> TextRole {
    if cell.heads_row { TextRole::TableHead } else { TextRole::TableCell }
}
