//! Sets the rows of tables: how high each is, which stand on one page, and where a high one is divided.

use super::columns::Seat;
use super::strip::{Seam, Strip};
use super::table::PADDING;
use crate::geom::Pt;

/// A row higher than this share of the page is divided between pages.
const TALL: f64 = 0.4;
/// Rows that a cell joins stand on one page up to this share of it.
const JOINED: f64 = 0.8;
/// Where the lines of a row's cells part nowhere within this share of the page, they are parted.
const APART: f64 = 0.2;
/// Lengths that differ by less are the same.
const SAME: Pt = Pt(0.01);

/// A cell that has been set.
pub(super) struct SetCell {
    /// Where it sits.
    pub seat: Seat,
    /// Its lines.
    pub strips: Vec<Strip>,
    /// Their height, with the space above and below.
    pub height: Pt,
}

/// Rows as strips, on pages of a height of which the head of the table leaves some room.
pub(super) fn row_strips(mut rows: Vec<Vec<SetCell>>, page: Pt, room: Pt) -> Vec<Strip> {
    release(&mut rows, room.min(page * JOINED));
    let heights = row_heights(&rows);
    let spanned = spanned(&rows);
    let mut strips = Vec::new();
    for (at, (row, height)) in rows.into_iter().zip(heights).enumerate() {
        let free = row.iter().all(|cell| cell.seat.rows == 1);
        let seam = if spanned.get(at).copied().unwrap_or_default() { Seam::Never } else { Seam::Free };
        if height > page * TALL && free && seam == Seam::Free {
            strips.extend(slices(row, page * APART));
        } else {
            strips.push(Strip { seam, ..row_strip(row, height, PADDING) });
        }
    }
    strips
}

/// The heights of rows: of their own cells first, then the last row of a cell over several takes what that one lacks.
fn row_heights(rows: &[Vec<SetCell>]) -> Vec<Pt> {
    let of_row = |cells: &Vec<SetCell>| {
        cells.iter().filter(|cell| cell.seat.rows == 1).map(|cell| cell.height).fold(PADDING * 2.0, Pt::max)
    };
    let mut heights: Vec<Pt> = rows.iter().map(of_row).collect();
    for (at, cells) in rows.iter().enumerate() {
        for cell in cells.iter().filter(|cell| cell.seat.rows > 1) {
            let end = (at + cell.seat.rows).min(heights.len());
            let have: Pt = heights.get(at..end).unwrap_or_default().iter().copied().sum();
            if let Some(last) = heights.get_mut(end.saturating_sub(1)) {
                *last += (cell.height - have).max(Pt::ZERO);
            }
        }
    }
    heights
}

/// Lets go of rows that cells join and that are together higher than a page may hold: each such cell is set in its first
/// row, which is divided as any high row is.
fn release(rows: &mut [Vec<SetCell>], highest: Pt) {
    let heights = row_heights(rows);
    let spanned = spanned(rows);
    let mut start = 0;
    while start < rows.len() {
        let joined = spanned.iter().skip(start + 1).take_while(|joined| **joined).count();
        let height: Pt = heights.iter().skip(start).take(joined + 1).copied().sum();
        if joined > 0 && height > highest {
            rows.iter_mut().skip(start).take(joined + 1).flatten().for_each(|cell| cell.seat.rows = 1);
        }
        start += joined + 1;
    }
}

/// Whether a cell of a row above reaches into each row.
fn spanned(rows: &[Vec<SetCell>]) -> Vec<bool> {
    let mut spanned = vec![false; rows.len()];
    for (at, cells) in rows.iter().enumerate() {
        let reach = cells.iter().map(|cell| cell.seat.rows).max().unwrap_or(1);
        spanned.iter_mut().take(at + reach).skip(at + 1).for_each(|row| *row = true);
    }
    spanned
}

fn row_strip(row: Vec<SetCell>, height: Pt, above: Pt) -> Strip {
    let mut whole = Strip { height, ..Strip::default() };
    for cell in row {
        let mut y = above;
        for mut strip in cell.strips {
            y += strip.space;
            let below = strip.height;
            strip.shift(Pt::ZERO, y);
            whole.baseline = whole.baseline.max(strip.baseline);
            whole.absorb(strip);
            y += below;
        }
    }
    whole
}

/// The lines of a cell that are not in a slice yet.
type Rest = std::iter::Peekable<std::vec::IntoIter<Strip>>;

/// A row too high for a page, as strips that follow one another without space: each is as low as it can be without parting
/// a line of any cell. The first two and the last two stay together.
fn slices(row: Vec<SetCell>, highest: Pt) -> Vec<Strip> {
    let mut rest: Vec<(Seat, Rest)> =
        row.into_iter().map(|cell| (cell.seat, cell.strips.into_iter().peekable())).collect();
    let mut slices: Vec<Strip> = Vec::new();
    while rest.iter_mut().any(|(_, strips)| strips.peek().is_some()) {
        let first = slices.is_empty();
        let above = if first { PADDING } else { Pt::ZERO };
        let (cells, height) = slice(&mut rest, highest);
        let dear = cells.iter().any(|cell| cell.strips.first().is_some_and(|strip| strip.seam == Seam::Never));
        let seam = if dear && !first { Seam::Dear } else { Seam::Free };
        slices.push(Strip { seam, goes_on: !first, ..row_strip(cells, above + height, above) });
    }
    let last = slices.len().saturating_sub(1);
    for at in [1, last] {
        slices.get_mut(at).into_iter().filter(|_| at > 0).for_each(|slice| slice.seam = Seam::Never);
    }
    slices.last_mut().into_iter().for_each(|slice| slice.height += PADDING);
    slices
}

/// The next slice of a row: the fewest lines after which those of all cells part, or as many as fit.
fn slice(rest: &mut [(Seat, Rest)], highest: Pt) -> (Vec<SetCell>, Pt) {
    let mut cells: Vec<SetCell> =
        rest.iter().map(|(seat, _)| SetCell { seat: *seat, strips: Vec::new(), height: Pt::ZERO }).collect();
    let mut foot = Pt::ZERO;
    loop {
        let before = foot;
        for (cell, (_, strips)) in cells.iter_mut().zip(rest.iter_mut()) {
            let reaches = |next: &Strip, height: Pt| height + next.space + next.height;
            let wanted = |next: &Strip, cell: &SetCell| {
                let fits = cell.strips.is_empty() || reaches(next, cell.height) <= highest;
                fits && (before <= Pt::ZERO && cell.strips.is_empty() || cell.height + next.space < before - SAME)
            };
            while let Some(next) = strips.next_if(|next| wanted(next, cell)) {
                cell.height = reaches(&next, cell.height);
                cell.strips.push(next);
            }
            foot = foot.max(cell.height);
        }
        if foot <= before + SAME {
            break;
        }
    }
    // Lines that go on below keep their places: the space above them is begun here.
    for (cell, (_, strips)) in cells.iter().zip(rest.iter_mut()) {
        if let Some(next) = strips.peek_mut() {
            next.space = (next.space - (foot - cell.height)).max(Pt::ZERO);
        }
    }
    (cells, foot)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(lines: &[(f64, f64)]) -> SetCell {
        let strip = |&(space, height): &(f64, f64)| Strip { space: Pt(space), height: Pt(height), ..Strip::default() };
        let seat = Seat { column: 0, columns: 1, rows: 1 };
        let strips: Vec<Strip> = lines.iter().map(strip).collect();
        SetCell { seat, height: super::super::paginate::height(&strips), strips }
    }

    fn heights(cells: Vec<SetCell>, highest: f64) -> Vec<f64> {
        slices(cells, Pt(highest)).iter().map(|slice| slice.height.0).collect()
    }

    #[test]
    fn a_high_row_is_divided_where_the_lines_of_all_its_cells_part() {
        assert_eq!(heights(vec![cell(&[(0.0, 10.0); 3])], 100.0), [12.5, 10.0, 12.5]);
        let cells = || vec![cell(&[(0.0, 10.0); 4]), cell(&[(0.0, 20.0), (0.0, 15.0)])];
        assert_eq!(heights(cells(), 100.0), [22.5, 22.5]);
        assert_eq!(heights(cells(), 15.0), [22.5, 15.0, 10.0, 12.5]);
    }

    #[test]
    fn lines_of_a_divided_row_stand_where_they_would_in_a_whole_one() {
        let cells =
            vec![cell(&[(0.0, 10.0), (4.0, 10.0), (0.0, 10.0)]), cell(&[(0.0, 12.0), (0.0, 12.0), (0.0, 10.0)])];
        assert_eq!(heights(cells, 100.0).iter().sum::<f64>(), 34.0 + 5.0);
    }
}
