//! The columns of a table: which cell sits where, and how wide each column is.

use super::galley::{Column, Galley, Place};
use super::look::Look;
use super::opportunities::break_places;
use super::strip::{Strip, ink_width};
use super::text::is_wide;
use crate::ast::{Block, Cell, Row, Table, walk};
use crate::diagnostics::{Diagnostic, code};
use crate::geom::Pt;
use crate::style::{Align, TextRole};

/// Where a cell sits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seat {
    /// Its first column, from 0.
    pub column: usize,
    /// How many columns it covers.
    pub columns: usize,
    /// How many rows it covers.
    pub rows: usize,
}

impl Seat {
    /// Left edge and width of a cell in columns.
    pub(super) fn area(&self, columns: &[(Pt, Pt)]) -> (Pt, Pt) {
        let covered = columns.get(self.column..(self.column + self.columns).min(columns.len())).unwrap_or_default();
        match (covered.first(), covered.last()) {
            (Some(&(left, _)), Some(&(last, width))) => (left, last + width - left),
            _ => (Pt::ZERO, Pt(GUTTER)),
        }
    }
}

/// The seats of the cells of each row.
pub(super) type Grid = Vec<Vec<Seat>>;

/// Between two columns, points.
const GUTTER: f64 = 10.0;
/// The narrowest column that letters stand in, em: what a wide one has more, the gutter takes.
const LETTER: f64 = 0.6;
/// Setting may come out wider than measuring by this, points.
const SLACK: f64 = 0.5;
/// What bold or slanted words in a cell may add to a word's width.
const WORD_MARGIN: f64 = 1.05;

/// So many characters of a word are shown where it is told of.
const NAMED: usize = 40;

/// The seats of the cells of rows. No cell reaches below the last row.
pub(super) fn grid(rows: &[Row], columns: usize) -> Grid {
    let mut taken: Vec<usize> = vec![0; columns];
    let mut grid = Vec::new();
    for (above, row) in rows.iter().enumerate() {
        let left = rows.len() - above;
        let mut seats = Vec::new();
        let mut at = 0;
        for cell in &row.cells {
            while taken.get(at).is_some_and(|&rows| rows > 0) {
                at += 1;
            }
            let seat = Seat {
                column: at,
                columns: usize::from(cell.columns.max(1)),
                rows: usize::from(cell.rows.max(1)).min(left),
            };
            taken.iter_mut().skip(at).take(seat.columns).for_each(|rows| *rows = seat.rows);
            at += seat.columns;
            seats.push(seat);
        }
        taken.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        grid.push(seats);
    }
    grid
}

/// The least width of a column and the width that it would like.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Wish {
    /// As narrow as it may be, points.
    pub least: f64,
    /// As wide as it likes, points.
    pub most: f64,
}

impl<'a> Galley<'a> {
    /// Left edge and width of each column of a table.
    pub(super) fn columns(&mut self, table: &'a Table, grids: [&Grid; 2], place: &Place) -> Vec<(Pt, Pt)> {
        let count = table.columns.len();
        let room = place.width.0 - GUTTER * count.saturating_sub(1) as f64;
        let shares: Vec<f64> = table.columns.iter().map_while(|column| column.share).collect();
        let (widths, least) = if shares.len() == count && shares.iter().sum::<f64>() > 0.0 {
            let all: f64 = shares.iter().sum();
            (shares.iter().map(|share| room * share / all).collect(), vec![f64::INFINITY; count])
        } else {
            let wishes = self.wishes(table, grids, place);
            (widths(&wishes, room), wishes.iter().map(|wish| wish.least).collect())
        };
        self.check_widths(table, &widths, &least);
        let mut left = 0.0;
        let seat = |width: f64| {
            let seat = (Pt(left), Pt(width));
            left += width + GUTTER;
            seat
        };
        widths.into_iter().map(seat).collect()
    }

    /// Columns that need more and are narrower than a letter run into one another.
    fn check_widths(&mut self, table: &Table, widths: &[f64], least: &[f64]) {
        let letter = self.sheet.text.table_cell.size.0 * LETTER;
        let narrow = widths.iter().zip(least).position(|(width, least)| *width < least.min(letter));
        let Some(narrow) = narrow.map(|at| at + 1) else { return };
        let count = widths.len();
        let longest = table.head.iter().chain(&table.body).flat_map(|row| &row.cells).map(longest_part);
        let longest = longest.max_by_key(|part| part.chars().count()).unwrap_or_default();
        let message = format!(
            "the {count} columns of this table do not fit the measure: column {narrow} is narrower than a letter; their \
             longest word is `{longest}`"
        );
        let fault = Diagnostic::new(code::TABLE_TOO_WIDE, message).at(table.span);
        self.faults.push(fault.hint("divide the table, or turn its rows into columns"));
    }

    fn wishes(&mut self, table: &'a Table, grids: [&Grid; 2], place: &Place) -> Vec<Wish> {
        let mut wishes = vec![Wish::default(); table.columns.len()];
        let mut wide = Vec::new();
        for (rows, (grid, head)) in [&table.head, &table.body].into_iter().zip(grids.into_iter().zip([true, false])) {
            let cells = rows.iter().zip(grid).flat_map(|(row, seats)| row.cells.iter().zip(seats));
            for (cell, seat) in cells {
                let wish = self.wish(cell, head, place);
                match wishes.get_mut(seat.column) {
                    Some(column) if seat.columns == 1 => {
                        *column = Wish { least: column.least.max(wish.least), most: column.most.max(wish.most) };
                    }
                    _ => wide.push((*seat, wish)),
                }
            }
        }
        self.widen_to_points(table, grids[1], place, &mut wishes);
        wide.into_iter().for_each(|(seat, wish)| widen(&mut wishes, seat, wish));
        wishes
    }

    /// Sets a cell without keeping it, on a line as long as it likes.
    pub(super) fn wish(&mut self, cell: &'a Cell, head: bool, place: &Place) -> Wish {
        let role = if head || cell.heads_row { TextRole::TableHead } else { TextRole::TableCell };
        let place = Place { left: Pt::ZERO, width: Pt(1e5), role, align: Some(Align::Left), ..place.clone() };
        let strips = self.rehearse(|galley| {
            let mut column = Column::default();
            galley.blocks(&cell.blocks, &place, &mut column);
            column.strips
        });
        let most = strips.iter().map(ink_width).fold(Pt::ZERO, Pt::max).0 + SLACK;
        Wish { least: self.widest_word(&cell.blocks, &place).min(most), most }
    }

    fn widest_word(&mut self, blocks: &[Block], place: &Place) -> f64 {
        let style = self.sheet.text.of(place.role);
        let look = Look::of(style, self.sheet);
        let setting = self.shaper.setting(&look, &place.lang, false);
        let mut widest = 0.0_f64;
        for part in parts(&words(blocks)) {
            let shaped = self.shaper.shape(setting, part, None, crate::diagnostics::Span::Unknown);
            widest = widest.max(shaped.width * style.size.0 * WORD_MARGIN);
        }
        widest.max(style.size.0)
    }
}

/// The words of a cell.
fn words(blocks: &[Block]) -> String {
    let mut words = String::new();
    walk::blocks(blocks, &mut |block| {
        for run in walk::own_inlines(block) {
            words.push_str(&crate::ast::text::inlines(run));
            words.push(' ');
        }
    });
    words
}

/// What of words no line may end in.
fn parts(words: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let ends = break_places(words).into_iter().chain([words.len()]);
    let parts = ends.map(move |end| words.get(std::mem::replace(&mut start, end)..end).unwrap_or_default());
    parts.flat_map(|part| part.split(|c: char| c.is_whitespace() || is_wide(c)))
}

/// The beginning of the longest of a cell's words.
fn longest_part(cell: &Cell) -> String {
    let words = words(&cell.blocks);
    let longest = parts(&words).max_by_key(|part| part.chars().count()).unwrap_or_default();
    longest.chars().take(NAMED).collect()
}

/// Gives columns under a wide cell what the cell lacks, in equal parts.
fn widen(wishes: &mut [Wish], seat: Seat, wish: Wish) {
    let end = (seat.column + seat.columns).min(wishes.len());
    let Some(columns) = wishes.get_mut(seat.column..end) else { return };
    let count = columns.len().max(1) as f64;
    let gutters = GUTTER * (count - 1.0);
    let lack = |have: f64, want: f64| ((want - gutters - have) / count).max(0.0);
    let least = lack(columns.iter().map(|column| column.least).sum(), wish.least);
    let most = lack(columns.iter().map(|column| column.most).sum(), wish.most);
    for column in columns {
        column.least += least;
        column.most = (column.most + most).max(column.least);
    }
}

/// The widths of columns that fill the room: as they like where there is room for all; else the narrow ones as they
/// like and the wide ones equal, but none narrower than its least; where there is no room for that either, those that ask
/// for least get it and the others are equal: their words are broken.
fn widths(wishes: &[Wish], room: f64) -> Vec<f64> {
    let least: f64 = wishes.iter().map(|wish| wish.least).sum();
    let most: f64 = wishes.iter().map(|wish| wish.most).sum();
    if most <= room {
        let open = if most > 0.0 { room / most } else { 0.0 };
        return wishes.iter().map(|wish| wish.most * open).collect();
    }
    if least > room {
        return level(&wishes.iter().map(|wish| Wish { least: 0.0, most: wish.least }).collect::<Vec<_>>(), room);
    }
    level(wishes, room)
}

/// Widths of which those that are not as wide as they like are equal, or their least.
fn level(wishes: &[Wish], room: f64) -> Vec<f64> {
    let mut fixed: Vec<Option<f64>> = vec![None; wishes.len()];
    loop {
        let open = fixed.iter().filter(|width| width.is_none()).count().max(1) as f64;
        let share = (room - fixed.iter().flatten().sum::<f64>()) / open;
        let at = |asks: &dyn Fn(&Wish) -> bool| {
            fixed.iter().zip(wishes).position(|(width, wish)| width.is_none() && asks(wish))
        };
        // A column that cannot be as narrow as the rest comes first: it takes room from them.
        let (at, width): (_, fn(&Wish) -> f64) = match at(&|wish| wish.least > share) {
            Some(at) => (Some(at), |wish| wish.least),
            None => (at(&|wish| wish.most <= share), |wish| wish.most),
        };
        match at.and_then(|at| Some((fixed.get_mut(at)?, wishes.get(at)?))) {
            Some((slot, wish)) => *slot = Some(width(wish)),
            None => return fixed.into_iter().map(|width| width.unwrap_or(share)).collect(),
        }
    }
}

impl<'a> Galley<'a> {
    /// Does something whose strips only are wanted: leaves, links and calls are as before.
    pub(super) fn rehearse(&mut self, act: impl FnOnce(&mut Self) -> Vec<Strip>) -> Vec<Strip> {
        let mark = self.mark();
        let strips = act(self);
        self.forget(mark);
        strips
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(columns: u16, rows: u16) -> Cell {
        Cell { columns, rows, ..Cell::default() }
    }

    fn seats(rows: &[&[(u16, u16)]]) -> Vec<Vec<usize>> {
        let row =
            |cells: &&[(u16, u16)]| Row { cells: cells.iter().map(|&(c, r)| cell(c, r)).collect(), ..Row::default() };
        let rows: Vec<Row> = rows.iter().map(row).collect();
        grid(&rows, 3).iter().map(|seats| seats.iter().map(|seat| seat.column).collect()).collect()
    }

    #[test]
    fn cells_sit_beside_those_that_reach_down_from_above() {
        assert_eq!(
            seats(&[&[(1, 2), (2, 1)], &[(1, 1), (1, 1)], &[(1, 1); 3]]),
            [vec![0, 1], vec![1, 2], vec![0, 1, 2]]
        );
    }

    #[test]
    fn columns_fill_the_room_whatever_they_wish() {
        let wishes = [Wish { least: 20.0, most: 40.0 }, Wish { least: 50.0, most: 200.0 }];
        for room in [30.0, 80.0, 100.0, 239.0, 240.0, 400.0] {
            let widths = widths(&wishes, room);
            assert!((widths.iter().sum::<f64>() - room).abs() < 1e-9, "{widths:?} in {room}");
        }
        assert_eq!(widths(&wishes, 120.0), [40.0, 80.0]);
        assert_eq!(widths(&wishes, 60.0), [20.0, 40.0]);
    }

    #[test]
    fn an_address_claims_what_no_line_may_end_in() {
        let longest = |words| parts(words).max_by_key(|part| part.len());
        assert_eq!(longest("https://example.org/reports/2023/a-b.html, 2023"), Some("reports/2023/"));
        assert_eq!(longest("新材料 well-known"), Some("known"));
    }
}
