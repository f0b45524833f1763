//! The cells of a table as HTML counts them: no row or column in which no cell begins, none that reaches past its part.

use crate::ast::{Cell, Row};
use std::collections::BTreeSet;

/// A cell at its place.
pub(super) struct Placed<'a> {
    /// The cell.
    pub(super) cell: &'a Cell,
    /// The column at which it begins, of all columns of the table.
    pub(super) column: usize,
    /// How many rows it covers.
    pub(super) rows: usize,
    end: usize,
}

impl Placed<'_> {
    /// How many of the columns in which cells begin it covers.
    pub(super) fn columns(&self, kept: &BTreeSet<usize>) -> usize {
        kept.range(self.column..self.end.max(self.column + 1)).count().max(1)
    }
}

/// The rows of one part of a table. A row whose every place is covered from above has no cells: it is left out, and the cells
/// that cover it reach one row less.
pub(super) fn rows(rows: &[Row]) -> Vec<Vec<Placed<'_>>> {
    let mut covered: Vec<u16> = Vec::new();
    let mut found = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        if !row.cells.is_empty() {
            let below = rows.get(at..).unwrap_or_default();
            found.push(cells(row, below, &mut covered));
        }
        covered.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
    }
    found
}

/// The cells of a row, each at the first place that is free.
fn cells<'a>(row: &'a Row, below: &[Row], covered: &mut Vec<u16>) -> Vec<Placed<'a>> {
    let mut column = 0;
    let mut found = Vec::new();
    for cell in &row.cells {
        while covered.get(column).is_some_and(|rows| *rows > 0) {
            column += 1;
        }
        let end = column + usize::from(cell.columns.max(1));
        if covered.len() < end {
            covered.resize(end, 0);
        }
        covered.iter_mut().take(end).skip(column).for_each(|rows| *rows = cell.rows.max(1));
        let reach = below.iter().take(usize::from(cell.rows)).filter(|row| !row.cells.is_empty()).count();
        found.push(Placed { cell, column, rows: reach.max(1), end });
        column = end;
    }
    found
}

/// The columns in which cells begin.
pub(super) fn columns(parts: [&[Vec<Placed<'_>>]; 2]) -> BTreeSet<usize> {
    parts.into_iter().flatten().flatten().map(|placed| placed.column).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[(u16, u16)]) -> Row {
        let cell = |&(columns, rows): &(u16, u16)| Cell { columns, rows, ..Cell::default() };
        Row { cells: cells.iter().map(cell).collect(), ..Row::default() }
    }

    /// Column, columns and rows of every cell.
    fn shape(table: &[Row]) -> Vec<Vec<(usize, usize, usize)>> {
        let placed = rows(table);
        let kept = columns([&placed, &[]]);
        let shape = |placed: &Placed<'_>| (placed.column, placed.columns(&kept), placed.rows);
        placed.iter().map(|row| row.iter().map(shape).collect()).collect()
    }

    #[test]
    fn cells_stand_beside_those_that_reach_down_to_them() {
        let table = [row(&[(1, 2), (2, 1)]), row(&[(1, 1), (1, 1)])];
        assert_eq!(shape(&table), [vec![(0, 1, 2), (1, 2, 1)], vec![(1, 1, 1), (2, 1, 1)]]);
    }

    #[test]
    fn rows_and_columns_in_which_nothing_begins_are_left_out() {
        let table = [row(&[(2, 3), (1, 2)]), row(&[]), row(&[(1, 9)])];
        assert_eq!(shape(&table), [vec![(0, 1, 2), (2, 1, 1)], vec![(2, 1, 1)]]);
    }
}
