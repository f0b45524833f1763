//! Tables: a row a line, columns in line with each other.

use super::blocks::braces;
use super::escape::Place;
use super::figures::standing;
use super::{Desk, Tongue};
use crate::ast::{Alignment, Block, Cell, Inline, Row, Table, labels, text, walk};

impl Desk<'_, '_> {
    /// A table with its caption above it and what stands under it below.
    pub(super) fn table(&mut self, table: &Table, tongue: Tongue<'_>) -> String {
        let mut parts = Vec::new();
        parts.extend(self.table_caption(table, tongue));
        let width = table.columns.len();
        let mut rows = self.grid(&table.head, width);
        rows.extend(self.grid(&table.body, width));
        if table.head.is_empty() {
            rows.insert(0, vec![String::new(); width]);
        }
        parts.push(drawn(&rows, table));
        parts.push(self.foot(&table.foot, tongue));
        parts.extend(self.pictures_of_cells(table));
        parts.retain(|part| !part.is_empty());
        parts.join("\n\n")
    }

    fn table_caption(&mut self, table: &Table, tongue: Tongue<'_>) -> Option<String> {
        let mut attributes = Vec::new();
        attributes.extend(self.names.of_table(table.id.as_ref()).map(|id| format!("#{id}")));
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
        let opening = if tongue.own.is_chinese() { "表：" } else { "Table: " };
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
        let places = cell.blocks.iter().take_while(|block| matches!(block, Block::Milestone { .. })).count();
        let (places, blocks) = cell.blocks.split_at(places);
        let plain = match blocks {
            [] | [Block::Figure(_)] => true,
            [Block::Paragraph(paragraph)] => {
                paragraph.run_in.is_none() && paragraph.lang.is_none() && paragraph.looseness == 0
            }
            _ => false,
        };
        if !plain {
            self.displaced(cell.span, "the paragraphs and lists of a cell were written as lines");
        }
        let mut lines = Vec::new();
        self.cell_lines(blocks, &mut lines);
        let words = format!("{}{}", "[]{.page-break}".repeat(places.len()), lines.join("<br>"));
        match words.as_str() {
            "<" | "^" => format!("\\{words}"),
            _ => words,
        }
    }

    fn cell_lines(&mut self, blocks: &[Block], lines: &mut Vec<String>) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    let head = paragraph.run_in.as_ref().map(|run_in| run_in.inlines.as_slice()).unwrap_or_default();
                    let gap = text::gap(&text::inlines(head), &text::inlines(&paragraph.inlines));
                    let gap = Inline::text(gap, paragraph.span);
                    let words: Vec<Inline> = head.iter().chain([&gap]).chain(&paragraph.inlines).cloned().collect();
                    lines.push(self.run(&words, Place::Cell));
                }
                Block::Milestone { .. } => lines.push("[]{.page-break}".into()),
                Block::Figure(_) => {}
                other => {
                    let own = walk::own_inlines(other).into_iter().filter(|run| !run.is_empty());
                    lines.extend(own.map(|run| self.run(run, Place::Cell)));
                    walk::inner_blocks(other).into_iter().for_each(|inner| self.cell_lines(inner, lines));
                }
            }
        }
    }

    /// The pictures in the cells of a table, which no cell of Markdown can hold: they stand behind it.
    fn pictures_of_cells(&mut self, table: &Table) -> Vec<String> {
        let mut figures = Vec::new();
        for cell in table.head.iter().chain(&table.body).flat_map(|row| &row.cells) {
            walk::blocks(&cell.blocks, &mut |block| {
                if let Block::Figure(figure) = block {
                    figures.push(figure);
                }
            });
        }
        for figure in &figures {
            self.displaced(figure.span, &format!("the picture `{}` of a cell was put behind its table", figure.image));
        }
        figures.into_iter().map(|figure| self.figure(figure)).collect()
    }

    /// What stands under a table: paragraphs that open as such, or else a block of colons.
    fn foot(&mut self, foot: &[Block], tongue: Tongue<'_>) -> String {
        let words = self.blocks(foot, tongue);
        // A paragraph is one part of the words; what is no such paragraph opens with none of the known words.
        let opens =
            |part: &str| labels::TABLE_FOOT.iter().any(|known| part.trim_start_matches(['*', '_']).starts_with(known));
        let plain = foot.iter().all(|block| matches!(block, Block::Paragraph(_)));
        match foot.is_empty() || plain && words.split("\n\n").all(opens) {
            true => words,
            false => format!("::: table-foot\n{words}\n:::"),
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
