//! The least room that the columns of a table get on a screen. Lines of Chinese may end behind every character: without it a
//! column gets a character a line before its table scrolls.

use super::grid::Placed;
use crate::ast::text;
use std::collections::BTreeMap;

/// Cells of no more characters than this, of which a Han one counts as two, stay on one line.
const SHORT: f64 = 12.0;

/// Cells of more characters than this are running text.
const LONG: f64 = 48.0;

/// The characters of each column's longest paragraph.
pub(super) struct Rooms(BTreeMap<usize, f64>);

impl Rooms {
    /// Those of the rows under the head: heads part between words.
    pub(super) fn of(body: &[Vec<Placed<'_>>]) -> Rooms {
        let mut longest = BTreeMap::new();
        for placed in body.iter().flatten().filter(|placed| placed.cell.columns <= 1) {
            let most: &mut f64 = longest.entry(placed.column).or_default();
            *most = most.max(text::longest(&placed.cell.blocks));
        }
        Rooms(longest)
    }

    /// The class of a cell under the head; the look has a rule for each.
    pub(super) fn class(&self, placed: &Placed<'_>) -> &'static str {
        match self.0.get(&placed.column) {
            _ if placed.cell.columns > 1 => "",
            Some(longest) if *longest > LONG => "much",
            Some(longest) if *longest > SHORT => "some",
            Some(longest) if *longest > 0.0 => "whole",
            _ => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ast::{Block, Cell, Inline, Paragraph, Row};
    use crate::diagnostics::Span;
    use crate::write::web::grid;

    #[test]
    fn a_column_gets_the_room_that_its_longest_cell_asks_for() {
        let cell = |columns: u16, count: usize| {
            let inlines = vec![Inline::text("湖".repeat(count), Span::Unknown)];
            Cell {
                blocks: vec![Block::Paragraph(Paragraph { inlines, ..Paragraph::default() })],
                columns,
                ..Cell::default()
            }
        };
        let row = |cells: &[(u16, usize)]| Row {
            cells: cells.iter().map(|&(columns, count)| cell(columns, count)).collect(),
            ..Row::default()
        };
        let rows = [row(&[(1, 2), (1, 7), (1, 3), (1, 0)]), row(&[(1, 6), (1, 6), (1, 25), (1, 0)]), row(&[(4, 60)])];
        let placed = grid::rows(&rows);
        let rooms = Rooms::of(&placed);
        let classes: Vec<&str> = placed.iter().flatten().map(|placed| rooms.class(placed)).collect();
        assert_eq!(classes, ["whole", "some", "much", "", "whole", "some", "much", "", ""]);
    }
}
