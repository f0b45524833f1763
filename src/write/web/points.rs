//! Figures of a column with their decimal points below each other. CSS aligns edges only: what a figure lacks of its
//! column's longest fraction is filled up by the look, with blanks that are no words.

use super::grid::Placed;
use crate::ast::{Alignment, Block, Table, text};
use std::collections::BTreeMap;

/// The longest fraction that is filled up to; the look has a class for each.
const LONGEST: usize = 6;

/// The longest fraction of each column that is aligned so, in figures.
pub(super) struct Points(BTreeMap<usize, usize>);

impl Points {
    /// Those of the rows under the head.
    pub(super) fn of(table: &Table, body: &[Vec<Placed<'_>>]) -> Points {
        let mut longest = BTreeMap::new();
        for placed in body.iter().flatten().filter(|placed| is_decimal(table, placed.column)) {
            let fraction = figures(placed).and_then(|words| fraction(&words)).unwrap_or(0);
            let most = longest.entry(placed.column).or_insert(0);
            *most = fraction.min(LONGEST).max(*most);
        }
        Points(longest)
    }

    /// The class of a cell: how many figures it lacks, and whether the point too; nothing where it lacks none.
    pub(super) fn class(&self, placed: &Placed<'_>) -> String {
        let Some(words) = figures(placed) else { return String::new() };
        let most = self.0.get(&placed.column).copied().unwrap_or(0);
        match fraction(&words) {
            None if most > 0 => format!(" p{most}"),
            Some(own) if own < most => format!(" f{}", most - own),
            _ => String::new(),
        }
    }
}

fn is_decimal(table: &Table, column: usize) -> bool {
    table.columns.get(column).is_some_and(|column| column.alignment == Alignment::Decimal)
}

/// The words of a cell that is one paragraph and has figures.
fn figures(placed: &Placed<'_>) -> Option<String> {
    let [Block::Paragraph(paragraph)] = placed.cell.blocks.as_slice() else { return None };
    let words = text::inlines(&paragraph.inlines);
    words.chars().next_back().filter(char::is_ascii_digit).map(|_| words)
}

/// How many figures stand after the point, where there is one.
fn fraction(words: &str) -> Option<usize> {
    let (before, after) = words.rsplit_once('.')?;
    let sound = before.ends_with(|c: char| c.is_ascii_digit()) && after.bytes().all(|byte| byte.is_ascii_digit());
    sound.then_some(after.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ast::{Cell, Column, Inline, Paragraph, Row};
    use crate::diagnostics::Span;
    use crate::write::web::grid;

    #[test]
    fn what_a_figure_lacks_of_the_longest_fraction_is_its_class() {
        let cell = |words: &str| {
            let paragraph = Paragraph { inlines: vec![Inline::text(words, Span::Unknown)], ..Paragraph::default() };
            Cell { blocks: vec![Block::Paragraph(paragraph)], ..Cell::default() }
        };
        let body =
            ["1.25", "10.5", "7", "n/a", "0.125"].map(|words| Row { cells: vec![cell(words)], ..Row::default() });
        let columns = vec![Column { alignment: Alignment::Decimal, share: None }];
        let table = Table { columns, body: body.to_vec(), ..Table::default() };
        let rows = grid::rows(&table.body);
        let points = Points::of(&table, &rows);
        let classes: Vec<String> = rows.iter().flatten().map(|placed| points.class(placed)).collect();
        assert_eq!(classes, [" f1", " f2", " p3", "", ""]);
    }
}
