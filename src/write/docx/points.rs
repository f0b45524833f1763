//! Where the decimal points of a column stand. Word sets words in a cell on its first tab when that is a decimal one and
//! they stand at the left (clause 17.18.84), without a tab character between.

use super::numbering;
use super::styles::TABLE_MARGINS;
use crate::ast::{Alignment, Block, Cell, Inline, Table, numerals, text, walk};
use crate::geom::Pt;

/// About how wide the mark of a note is, em of the line's size.
const MARK: f64 = 0.4;

/// What a figure has before its point, and what from there on, em.
struct Reach {
    before: f64,
    after: f64,
}

/// For each column that is aligned on points, the place of its decimal tab in its cells, in twips; nothing where a figure
/// would not fit before it, nor for a column without figures.
pub(super) fn stops(table: &Table, widths: &[i64], size: Pt) -> Vec<Option<i64>> {
    let columns = table.columns.iter().zip(widths).enumerate();
    columns
        .map(|(at, (column, width))| {
            let room = width - 2 * TABLE_MARGINS[1];
            (column.alignment == Alignment::Decimal).then(|| stop(&reaches(table, at), room, size)).flatten()
        })
        .collect()
}

fn stop(reaches: &[Reach], room: i64, size: Pt) -> Option<i64> {
    let most = |of: fn(&Reach) -> f64| reaches.iter().map(of).reduce(f64::max);
    let [before, after] = [most(|reach| reach.before)?, most(|reach| reach.after)?].map(|em| (size * em).twips());
    (before + after <= room).then_some(room - after)
}

fn reaches(table: &Table, column: usize) -> Vec<Reach> {
    let rows = super::table::places(&table.body, table.columns.len());
    let cells = rows.iter().flatten().filter_map(|place| place.cell().filter(|(_, at)| *at == column));
    cells.filter_map(|(cell, _)| reach(cell)).collect()
}

/// How far the figure of a cell of one column reaches; nothing for other words.
fn reach(cell: &Cell) -> Option<Reach> {
    let [Block::Paragraph(paragraph)] = cell.blocks.as_slice() else { return None };
    let words = text::inlines(&paragraph.inlines);
    let before = numerals::whole_part(&words).filter(|_| cell.columns == 1 && paragraph.run_in.is_none())?;
    let after = words.trim_start().strip_prefix(before).unwrap_or_default();
    let mut marks = 0.0;
    walk::inlines(&paragraph.inlines, &mut |inline| {
        marks += if matches!(inline, Inline::Callout { .. }) { MARK } else { 0.0 };
    });
    Some(Reach { before: numbering::width(before), after: numbering::width(after) + marks })
}

/// Whether a cell is a figure that stands on a point.
pub(super) fn is_figure(cell: &Cell) -> bool {
    reach(cell).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ast::{Column, Paragraph, Row};
    use crate::diagnostics::Span;

    fn cell(words: &str) -> Cell {
        let paragraph = Paragraph { inlines: vec![Inline::text(words, Span::Unknown)], ..Paragraph::default() };
        Cell { blocks: vec![Block::Paragraph(paragraph)], ..Cell::default() }
    }

    fn found(words: &[&str], width: i64) -> Option<i64> {
        let column = Column { alignment: Alignment::Decimal, share: None };
        let body = words.iter().map(|words| Row { cells: vec![cell(words)], ..Row::default() }).collect();
        stops(&Table { columns: vec![column], body, ..Table::default() }, &[width], Pt(10.0)).pop().flatten()
    }

    #[test]
    fn the_longest_fraction_ends_with_the_cell() {
        assert_eq!(found(&["1,200", "39"], 1200), Some(1000));
        assert!(found(&["1.75", "39"], 1200).is_some_and(|stop| (700..800).contains(&stop)));
    }

    #[test]
    fn figures_without_room_and_words_have_no_tab() {
        assert_eq!(found(&["123,456,789,012.5"], 600), None);
        assert_eq!(found(&["n.a."], 1200), None);
    }
}
