//! Tables whose rows all fill their columns.

use crate::ast::{Block, Cell, Column, Document, Paragraph, Row, Table, walk};
use crate::diagnostics::{Diagnostic, Sink, code};

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
            row.cells.extend(std::iter::repeat_with(Cell::default).take(missing));
        }
    }
    for rows in [&mut table.head, &mut table.body] {
        drop_covered(rows);
    }
}

/// Takes out the rows whose every place cells above reach into: they hold nothing, and those cells reach one row less.
fn drop_covered(rows: &mut Vec<Row>) {
    while let Some(at) = rows.iter().position(|row| row.cells.is_empty()) {
        for (above, row) in rows.iter_mut().take(at).enumerate() {
            for cell in row.cells.iter_mut().filter(|cell| above + usize::from(cell.rows) > at) {
                cell.rows -= 1;
            }
        }
        rows.remove(at);
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
