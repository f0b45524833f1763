//! Tables whose rows all fill their columns.

use crate::ast::{Block, Cell, Column, Document, MOST_COLUMNS, Paragraph, Row, Table, walk};
use crate::diagnostics::{Diagnostic, Sink, code};

/// A row that lacks more columns than this is filled by cells that cover so many each: a row of a thousand cells over a
/// hundred thousand empty ones would take all memory else.
const WIDEST_FILLING: usize = 64;

/// Drops heads without words; a table that has no rows then is its caption and what stands under it.
pub(super) fn dissolve(document: &mut Document) {
    walk::bodies_mut(document).into_iter().for_each(dissolve_in);
    document.notes.iter_mut().for_each(|note| dissolve_in(&mut note.blocks));
}

fn dissolve_in(blocks: &mut Vec<Block>) {
    let mut kept = Vec::with_capacity(blocks.len());
    for mut block in blocks.drain(..) {
        walk::inner_blocks_mut(&mut block).into_iter().for_each(dissolve_in);
        if let Block::Table(table) = &mut block {
            if table.head.iter().flat_map(|row| &row.cells).all(|cell| cell.blocks.is_empty()) {
                table.head.clear();
            }
            if table.head.iter().chain(&table.body).all(|row| row.cells.is_empty()) {
                let Table { span, caption: inlines, foot, .. } = std::mem::take(table);
                let caption = Paragraph { span, inlines, ..Paragraph::default() };
                kept.extend((!caption.inlines.is_empty()).then_some(Block::Paragraph(caption)));
                kept.extend(foot);
                continue;
            }
        }
        kept.push(block);
    }
    *blocks = kept;
}

/// Adds columns where a row has more cells than the table has, and empty cells where a row has fewer. A cell reaches no
/// further down than its part of the table, and a row that holds no cell of its own is none.
pub(super) fn fill(document: &mut Document, sink: &mut Sink) {
    let mut visit = |block: &mut Block| {
        if let Block::Table(table) = block {
            fill_table(table, sink);
        }
    };
    walk::bodies_mut(document).into_iter().for_each(|blocks| walk::blocks_mut(blocks, &mut visit));
    for note in &mut document.notes {
        walk::blocks_mut(&mut note.blocks, &mut visit);
    }
}

fn fill_table(table: &mut Table, sink: &mut Sink) {
    let widest = widths(&table.head).chain(widths(&table.body)).max().unwrap_or(0).max(1);
    if widest.max(table.columns.len()) > MOST_COLUMNS {
        refuse(table, widest.max(table.columns.len()), sink);
        return;
    }
    if table.columns.len() < widest {
        table.columns.resize(widest, Column::default());
    }
    let columns = table.columns.len();
    for rows in [&mut table.head, &mut table.body] {
        for (left, row) in (1..=rows.len()).rev().zip(rows.iter_mut()) {
            let most = u16::try_from(left).unwrap_or(u16::MAX);
            row.cells.iter_mut().for_each(|cell| cell.rows = cell.rows.min(most));
        }
        let short: Vec<usize> = widths(rows).map(|width| columns - width.min(columns)).collect();
        for (row, missing) in rows.iter_mut().zip(short).filter(|(_, missing)| *missing > 0) {
            sink.report(
                Diagnostic::new(
                    code::TABLE_ROW_UNEVEN,
                    format!("this row lacks {missing} cell(s); empty ones were added"),
                )
                .at(row.span),
            );
            row.cells.extend(filling(missing));
        }
    }
    for rows in [&mut table.head, &mut table.body] {
        drop_covered(rows);
    }
}

/// Takes the rows out of a table that no page can hold. Nothing is made of a document with errors.
fn refuse(table: &mut Table, columns: usize, sink: &mut Sink) {
    let message = format!("this table has {columns} columns, and {MOST_COLUMNS} are the most");
    let hint = "divide the table, or turn its rows into columns";
    sink.report(Diagnostic::new(code::TABLE_TOO_WIDE, message).at(table.span).hint(hint));
    table.columns = vec![Column::default()];
    table.head.clear();
    table.body.clear();
}

/// Empty cells over so many columns.
fn filling(columns: usize) -> impl Iterator<Item = Cell> {
    let widest = if columns > WIDEST_FILLING { WIDEST_FILLING } else { 1 };
    (0..columns).step_by(widest).map(move |from| {
        let columns = u16::try_from(widest.min(columns - from)).unwrap_or(1);
        Cell { columns, ..Cell::default() }
    })
}

/// Takes out the rows whose every place cells above reach into: they hold nothing, and those cells reach so many rows less.
fn drop_covered(rows: &mut Vec<Row>) {
    let empty: Vec<bool> = rows.iter().map(|row| row.cells.is_empty()).collect();
    let mut before = vec![0_usize];
    before.extend(empty.iter().scan(0, |count, empty| {
        *count += usize::from(*empty);
        Some(*count)
    }));
    let up_to = |row: usize| before.get(row).or(before.last()).copied().unwrap_or_default();
    for (at, row) in rows.iter_mut().enumerate() {
        for cell in &mut row.cells {
            let covered = up_to(at + usize::from(cell.rows)) - up_to(at);
            cell.rows -= u16::try_from(covered).unwrap_or_default();
        }
    }
    rows.retain(|row| !row.cells.is_empty());
}

/// How many columns each row fills, with what cells of rows above reach into it.
fn widths(rows: &[Row]) -> impl Iterator<Item = usize> {
    let mut reaching: Vec<(u16, usize)> = Vec::new();
    rows.iter().map(move |row| {
        let from_above: usize = reaching.iter().map(|(_, columns)| columns).sum();
        let own: usize = row.cells.iter().map(|cell| usize::from(cell.columns)).sum();
        reaching.iter_mut().for_each(|(rows, _)| *rows -= 1);
        reaching.extend(row.cells.iter().map(|cell| (cell.rows.saturating_sub(1), usize::from(cell.columns))));
        reaching.retain(|(rows, _)| *rows > 0);
        from_above + own
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[(u16, u16)]) -> Row {
        let cell = |&(columns, rows): &(u16, u16)| Cell { columns, rows, ..Cell::default() };
        Row { cells: cells.iter().map(cell).collect(), ..Row::default() }
    }

    fn filled(body: Vec<Row>) -> (Table, Vec<&'static str>) {
        let mut sink = Sink::new();
        let mut document =
            Document { lead: vec![Block::Table(Table { body, ..Table::default() })], ..Document::default() };
        fill(&mut document, &mut sink);
        assert!(crate::ast::check::check(&document).is_empty());
        let Some(Block::Table(table)) = document.lead.pop() else { unreachable!() };
        (table, sink.diagnostics().iter().map(|found| found.code.name()).collect())
    }

    fn sizes(table: &Table) -> Vec<Vec<(u16, u16)>> {
        table.body.iter().map(|row| row.cells.iter().map(|cell| (cell.columns, cell.rows)).collect()).collect()
    }

    #[test]
    fn cells_reach_less_far_where_covered_rows_go() {
        let (table, _) = filled(vec![row(&[(1, 4), (1, 4)]), row(&[]), row(&[]), row(&[]), row(&[(1, 1), (1, 1)])]);
        assert_eq!(sizes(&table), [[(1, 1), (1, 1)], [(1, 1), (1, 1)]]);
        let (table, _) = filled(vec![row(&[(1, 3), (1, 2)]), row(&[]), row(&[(1, 1)])]);
        assert_eq!(sizes(&table), [vec![(1, 2), (1, 1)], vec![(1, 1)]]);
    }

    #[test]
    fn rows_that_lack_a_few_get_cells_and_those_that_lack_many_wide_ones() {
        let (table, told) = filled(vec![row(&[(4, 1)]), row(&[(1, 1)])]);
        assert_eq!((sizes(&table)[1].len(), told), (4, vec!["table-row-uneven"]));
        let (table, _) = filled(vec![row(&[(200, 1)]), row(&[(1, 1)])]);
        assert_eq!(sizes(&table)[1], [(1, 1), (64, 1), (64, 1), (64, 1), (7, 1)]);
    }

    #[test]
    fn a_table_of_too_many_columns_is_refused() {
        let (table, told) = filled(vec![row(&[(60_000, 1), (60_000, 1)])]);
        assert_eq!((table.columns.len(), told), (1, vec!["table-too-wide"]));
    }
}
