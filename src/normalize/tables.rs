//! Tables whose rows all fill their columns.

use crate::ast::{Block, Cell, Column, Document, MOST_COLUMNS, Paragraph, Row, Table, walk};
use crate::diagnostics::{Diagnostic, Sink, code};

/// A table may have so many places whatever its cells, and beyond that so many to each of them: a row of a thousand cells
/// over a hundred thousand empty ones, or cells that all reach down a thousand rows, would take all memory.
const ROOM: usize = 10_000;
const SPREAD: usize = 64;

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
                let Table { span, caption: inlines, foot, .. } = std::mem::take(&mut **table);
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
    if let Some(fault) = beyond_measure(table, widest.max(table.columns.len())) {
        let hint = "divide the table, or turn its rows into columns";
        sink.report(Diagnostic::new(code::TABLE_TOO_WIDE, fault).at(table.span).hint(hint));
        // Nothing is made of a document with errors.
        table.columns = vec![Column::default()];
        table.head.clear();
        table.body.clear();
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
                    match missing {
                        1 => "this row lacks a cell; an empty one was added".to_string(),
                        _ => format!("this row lacks {missing} cells; empty ones were added"),
                    },
                )
                .at(row.span),
            );
            row.cells.extend(std::iter::repeat_with(Cell::default).take(missing));
        }
    }
    for rows in [&mut table.head, &mut table.body] {
        drop_covered(rows);
    }
}

/// Why a table of so many columns is more than any sheet holds.
fn beyond_measure(table: &Table, columns: usize) -> Option<String> {
    if columns > MOST_COLUMNS {
        return Some(format!("this table has {columns} columns, and {MOST_COLUMNS} are the most"));
    }
    let rows = table.head.len() + table.body.len();
    let cells: usize = table.head.iter().chain(&table.body).map(|row| row.cells.len()).sum();
    let sparse = rows * columns > ROOM + SPREAD * cells;
    sparse.then(|| format!("this table spreads {cells} cells over {rows} rows of {columns} columns"))
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
        let mut document = Document { lead: vec![Table { body, ..Table::default() }.into()], ..Document::default() };
        fill(&mut document, &mut sink);
        assert!(crate::ast::check::check(&document).is_empty());
        let Some(Block::Table(table)) = document.lead.pop() else { unreachable!() };
        (*table, sink.diagnostics().iter().map(|found| found.code.name()).collect())
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
    fn rows_that_lack_cells_get_them() {
        let (table, told) = filled(vec![row(&[(4, 1)]), row(&[(1, 1)])]);
        assert_eq!((sizes(&table)[1].len(), told), (4, vec!["table-row-uneven"]));
    }

    #[test]
    fn tables_beyond_measure_are_refused() {
        let long = |first: Row, below: Row| std::iter::once(first).chain(vec![below; 200]).collect();
        let wide = row(&[(1, 1); 900]);
        for body in [
            vec![row(&[(60_000, 1), (60_000, 1)])],
            long(wide.clone(), row(&[(1, 1)])),
            long(row(&[(1, 999)]), row(&[(1, 999)])),
        ] {
            let (table, told) = filled(body);
            assert_eq!((table.columns.len(), table.body.len(), told), (1, 0, vec!["table-too-wide"]));
        }
        let (table, told) = filled(long(wide, row(&[(1, 1); 900])));
        assert_eq!((table.body.len(), told), (201, vec![]));
    }
}
