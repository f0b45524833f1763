//! Tables whose rows all fill their columns.

use crate::ast::{Block, Cell, Column, Document, Row, Table, walk};
use crate::diagnostics::{Diagnostic, Sink, code};

/// Adds columns where a row has more cells than the table has, and empty cells where a row has fewer.
pub(super) fn fill(document: &mut Document, sink: &mut Sink) {
    let mut visit = |block: &mut Block| {
        if let Block::Table(table) = block {
            fill_table(table, sink);
        }
    };
    walk::blocks_mut(&mut document.lead, &mut visit);
    walk::sections_mut(&mut document.sections, &mut |section, _| walk::blocks_mut(&mut section.blocks, &mut visit));
    for note in &mut document.notes {
        walk::blocks_mut(&mut note.blocks, &mut visit);
    }
}

fn fill_table(table: &mut Table, sink: &mut Sink) {
    let widest = widths(&table.head).chain(widths(&table.body)).max().unwrap_or(0).max(1);
    if table.columns.len() < widest {
        table.columns.resize(widest, Column::default());
    }
    let columns = table.columns.len();
    for rows in [&mut table.head, &mut table.body] {
        let short: Vec<usize> = widths(rows).map(|width| columns - width.min(columns)).collect();
        for (row, missing) in rows.iter_mut().zip(short).filter(|(_, missing)| *missing > 0) {
            sink.report(
                Diagnostic::new(
                    code::TABLE_ROW_UNEVEN,
                    format!("this row lacks {missing} cell(s); empty ones were added"),
                )
                .at(row.span),
            );
            row.cells.extend(std::iter::repeat_with(Cell::default).take(missing));
        }
    }
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
