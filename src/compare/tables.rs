//! Tables as units: each cell with its column, empty ones too, so that no figure changes its place unseen.

use super::cells;
use super::looks::Mark;
use super::units::{Kind, Row, placed, printed};
use crate::ast::{self, Alignment, Cell, Column, Table};

impl Row {
    pub(super) fn table(&mut self, table: &Table) {
        let Table { span, id: _, label, caption, columns, head, body, foot, notes, placement, spans_page } = table;
        let marks = printed(label.as_ref()).chain(set(columns)).chain(placed(*placement, *spans_page));
        self.run(Kind::Caption, caption, marks, *span);
        let mut covered = vec![0; columns.len()];
        let mut places = cells::placed(table).into_iter().map(|(_, place)| place);
        self.inside("head row", |row| row.rows(head, &mut covered, &mut places));
        covered.fill(0);
        self.rows(body, &mut covered, &mut places);
        self.inside("under the table", |row| {
            row.blocks(foot, Kind::Paragraph);
            notes.iter().for_each(|note| row.note(note));
        });
    }

    /// `covered` says of each column how many more rows a cell from above takes there.
    fn rows(&mut self, rows: &[ast::Row], covered: &mut Vec<u16>, places: &mut impl Iterator<Item = String>) {
        for row in rows {
            let mut column = 0;
            let mut next = covered.iter().map(|rows| rows.saturating_sub(1)).collect::<Vec<_>>();
            for cell in &row.cells {
                while covered.get(column).is_some_and(|rows| *rows > 0) {
                    column += 1;
                }
                self.place = places.next().unwrap_or_default();
                self.cell(cell, column);
                self.place.clear();
                let end = column + usize::from(cell.columns.max(1));
                next.iter_mut().take(end).skip(column).for_each(|rows| *rows = cell.rows.saturating_sub(1));
                column = end;
            }
            *covered = next;
        }
    }

    fn cell(&mut self, cell: &Cell, column: usize) {
        let Cell { span, blocks, columns, rows, heads_row } = cell;
        let first = self.len();
        self.inside(format!("column {}", column + 1), |row| {
            row.part("cell", Kind::Cell, *span, |row| row.blocks(blocks, Kind::Cell));
        });
        let says = [
            (*columns > 1).then(|| format!("covers {columns} columns")),
            (*rows > 1).then(|| format!("covers {rows} rows")),
            heads_row.then(|| "heads its row".to_string()),
        ];
        self.say_of(first, says.into_iter().flatten().map(Mark::whole));
    }
}

/// How the columns are set, and their shares against each other in thousandths.
fn set(columns: &[Column]) -> Option<String> {
    let sum: f64 = columns.iter().filter_map(|column| column.share).sum();
    let set = |Column { alignment, share }: &Column| {
        let name = match alignment {
            Alignment::Left => "left",
            Alignment::Centre => "centre",
            Alignment::Right => "right",
            Alignment::Decimal => "decimal",
        };
        match share {
            Some(share) => format!("{name} {:.0}", share / sum * 1e3),
            None => name.to_string(),
        }
    };
    let plain = columns.iter().all(|column| *column == Column::default());
    (!plain).then(|| format!("columns: {}", columns.iter().map(set).collect::<Vec<_>>().join(", ")))
}
