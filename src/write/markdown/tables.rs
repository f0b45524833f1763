//! Tables: a row a line, columns in line with each other.

use super::Desk;
use super::blocks::{braces, is_made, standing};
use super::escape::Place;
use crate::ast::{Alignment, Block, Cell, Inline, Lang, Row, Table};

impl Desk<'_, '_> {
    /// A table with its caption above it and what stands under it below.
    pub(super) fn table(&mut self, table: &Table, lang: &Lang) -> String {
        let mut parts = Vec::new();
        parts.extend(self.table_caption(table, lang));
        let width = table.columns.len();
        let mut rows = self.grid(&table.head, width);
        rows.extend(self.grid(&table.body, width));
        if table.head.is_empty() {
            rows.insert(0, vec![String::new(); width]);
        }
        parts.push(drawn(&rows, table));
        parts.push(self.blocks(&table.foot, lang));
        self.check_foot(table);
        parts.retain(|part| !part.is_empty());
        parts.join("\n\n")
    }

    fn table_caption(&mut self, table: &Table, lang: &Lang) -> Option<String> {
        let mut attributes = Vec::new();
        attributes.extend(table.id.iter().filter(|id| !is_made(id)).map(|id| format!("#{id}")));
        let shares: Vec<String> =
            table.columns.iter().filter_map(|column| column.share).map(|share| share.to_string()).collect();
        if shares.len() == table.columns.len() && !shares.is_empty() {
            attributes.push(format!("widths=\"{}\"", shares.join(" ")));
        }
        if table.columns.iter().any(|column| column.alignment == Alignment::Decimal) {
            let letters: Vec<&str> = table.columns.iter().map(|column| letter(column.alignment)).collect();
            attributes.push(format!("align=\"{}\"", letters.join(" ")));
        }
        if table.head.len() > 1 {
            attributes.push(format!("head={}", table.head.len()));
        }
        attributes.extend(standing(table.placement, table.spans_page));
        let heads = table.body.iter().flat_map(|row| row.cells.first());
        if !table.body.is_empty() && heads.clone().all(|cell| cell.heads_row) {
            attributes.push(".row-heads".into());
        } else if heads.clone().any(|cell| cell.heads_row) {
            self.displaced(table.span, "only some rows of the table have a cell that heads them");
        }
        if table.caption.is_empty() && attributes.is_empty() {
            return None;
        }
        let opening = if lang.is_chinese() { "表：" } else { "Table: " };
        let words = self.run(&table.caption, Place::Line);
        Some(format!("{opening}{words}{}", braces(&attributes)))
    }

    /// The rows with a sign in every place that a merged cell covers.
    fn grid(&mut self, rows: &[Row], width: usize) -> Vec<Vec<String>> {
        let mut grid: Vec<Vec<Option<String>>> = vec![vec![None; width]; rows.len()];
        for (at, row) in rows.iter().enumerate() {
            for cell in &row.cells {
                let words = self.cell(cell);
                let Some(column) = grid.get(at).and_then(|line| line.iter().position(Option::is_none)) else {
                    continue;
                };
                cover(&mut grid, (at, column), cell, words);
            }
        }
        grid.into_iter().map(|line| line.into_iter().map(Option::unwrap_or_default).collect()).collect()
    }

    fn cell(&mut self, cell: &Cell) -> String {
        let mut lines = Vec::new();
        let plain = matches!(cell.blocks.as_slice(), [] | [Block::Paragraph(_)]);
        if !plain {
            self.displaced(cell.span, "the paragraphs and lists of a cell were written as lines");
        }
        self.cell_lines(&cell.blocks, &mut lines);
        let words = lines.join("<br>");
        match words.as_str() {
            "<" | "^" => format!("\\{words}"),
            _ => words,
        }
    }

    fn cell_lines(&mut self, blocks: &[Block], lines: &mut Vec<String>) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    let head = paragraph.run_in.iter().flat_map(|run_in| run_in.inlines.clone());
                    let inlines: Vec<Inline> = head.chain(paragraph.inlines.clone()).collect();
                    lines.push(self.run(&inlines, Place::Cell));
                }
                other => {
                    for inner in crate::ast::walk::inner_blocks(other) {
                        self.cell_lines(inner, lines);
                    }
                }
            }
        }
    }

    /// Only paragraphs that open with certain words are read as standing under a table.
    fn check_foot(&mut self, table: &Table) {
        const OPENINGS: [&str; 13] = [
            "Source:",
            "Sources:",
            "Note:",
            "Notes:",
            "来源：",
            "来源:",
            "资料来源：",
            "资料来源:",
            "数据来源：",
            "注：",
            "注:",
            "说明：",
            "附注：",
        ];
        for block in &table.foot {
            let words = match block {
                Block::Paragraph(paragraph) => {
                    let head = paragraph.run_in.iter().flat_map(|run_in| run_in.inlines.clone());
                    crate::ast::text::inlines(&head.chain(paragraph.inlines.clone()).collect::<Vec<_>>())
                }
                _ => String::new(),
            };
            if !OPENINGS.iter().any(|opening| words.starts_with(opening)) {
                self.displaced(block.span(), "what stands under the table is read as a paragraph after it");
            }
        }
    }
}

/// Writes a cell's words at its place, and signs at the other places that it covers.
fn cover(grid: &mut [Vec<Option<String>>], (at, column): (usize, usize), cell: &Cell, words: String) {
    for (down, line) in grid.iter_mut().skip(at).take(usize::from(cell.rows)).enumerate() {
        for (right, slot) in line.iter_mut().skip(column).take(usize::from(cell.columns)).enumerate() {
            *slot = Some(match (down, right) {
                (0, 0) => words.clone(),
                (0, _) => "<".into(),
                (_, 0) => "^".into(),
                _ => "<".into(),
            });
        }
    }
}

fn drawn(rows: &[Vec<String>], table: &Table) -> String {
    let mut lines = Vec::with_capacity(rows.len() + 1);
    for (index, row) in rows.iter().enumerate() {
        lines.push(format!("| {} |", row.join(" | ")));
        if index == 0 {
            let rules: Vec<&str> = table.columns.iter().map(|column| rule(column.alignment)).collect();
            lines.push(format!("|{}|", rules.join("|")));
        }
    }
    lines.join("\n")
}

fn rule(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::Left => ":---",
        Alignment::Centre => ":---:",
        Alignment::Right | Alignment::Decimal => "---:",
    }
}

fn letter(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::Left => "l",
        Alignment::Centre => "c",
        Alignment::Right => "r",
        Alignment::Decimal => "d",
    }
}
