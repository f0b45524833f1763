//! The cells of a table, each with its row and column by what heads them.

use crate::ast::{Block, Cell, Table, text};

/// Every cell with its place: `row Lakeside, column 2021`; by its number where nothing heads a row or column.
pub(super) fn placed(table: &Table) -> Vec<(&Cell, String)> {
    let mut grid = Grid::default();
    let mut placed = Vec::new();
    let heads = table.head.len();
    for (at, row) in table.head.iter().chain(&table.body).enumerate() {
        let mut row_name = None;
        for cell in &row.cells {
            let column = grid.put(cell);
            let words = words(cell);
            if at < heads {
                grid.name(column, cell, &words);
            }
            let name = row_name.get_or_insert_with(|| match words.is_empty() {
                true => (at + 1).to_string(),
                false => words.clone(),
            });
            placed.push((cell, format!("row {name}, column {}", grid.called(column))));
        }
        grid.next_row();
    }
    placed
}

/// Which columns cells from above reach into, and what heads each.
#[derive(Default)]
struct Grid {
    column: usize,
    taken: Vec<u32>,
    names: Vec<String>,
}

impl Grid {
    /// The column in which the next cell of the row stands.
    fn put(&mut self, cell: &Cell) -> usize {
        while self.taken.get(self.column).is_some_and(|rows| *rows > 0) {
            self.column += 1;
        }
        let first = self.column;
        let past = first + usize::from(cell.columns).max(1);
        self.taken.resize(self.taken.len().max(past), 0);
        for rows in self.taken.get_mut(first..past).into_iter().flatten() {
            *rows = u32::from(cell.rows).max(1);
        }
        self.column = past;
        first
    }

    fn next_row(&mut self) {
        self.column = 0;
        self.taken.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
    }

    fn name(&mut self, first: usize, cell: &Cell, words: &str) {
        let past = first + usize::from(cell.columns).max(1);
        self.names.resize(self.names.len().max(past), String::new());
        for name in self.names.get_mut(first..past).into_iter().flatten().filter(|_| !words.is_empty()) {
            *name = words.to_string();
        }
    }

    fn called(&self, column: usize) -> String {
        let name = self.names.get(column).filter(|name| !name.is_empty());
        name.cloned().unwrap_or_else(|| (column + 1).to_string())
    }
}

fn words(cell: &Cell) -> String {
    let runs = cell.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(text::inlines(&paragraph.inlines)),
        _ => None,
    });
    runs.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}
