//! Aligns figures on their decimal points.

use super::columns::{Grid, Seat, Wish};
use super::galley::{Galley, Place};
use super::look::Look;
use super::strip::{Strip, ink_width};
use super::table::Frame;
use crate::ast::{Alignment, Block, Cell, Table, numerals, text};
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
            for (cell, seat) in row.cells.iter().zip(seats).filter(|(_, seat)| is_decimal(table, seat)) {
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
        for (reach, wish) in self.reaches(table, grid, place).into_iter().zip(wishes) {
            let Some((before, after)) = reach else { continue };
            let width = (before + after).0;
            (wish.least, wish.most) = (wish.least.max(width), wish.most.max(width));
        }
    }

    /// The width of what a cell has before its point; nothing for a cell that is no figure.
    fn before_point(&mut self, cell: &Cell, place: &Place) -> Option<Pt> {
        let [Block::Paragraph(paragraph)] = cell.blocks.as_slice() else { return None };
        let words = text::inlines(&paragraph.inlines);
        let before = numerals::whole_part(&words)?;
        let role = if cell.heads_row { TextRole::TableHead } else { TextRole::TableCell };
        let style = self.sheet.text.of(role);
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

fn is_decimal(table: &Table, seat: &Seat) -> bool {
    let column = table.columns.get(seat.column);
    seat.columns == 1 && column.is_some_and(|column| column.alignment == Alignment::Decimal)
}
