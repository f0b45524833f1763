//! Tables.

use super::figure::floating;
use super::grid::{Grid, open_cell};
use super::manuscript::{Manuscript, Opening, Setting};
use super::marks::Mark;
use super::markup::{number, rule, switch, val};
use super::names::Para;
use super::notes::noted;
use super::pieces::Row as Pieces;
use super::points;
use super::styles::{TABLE, TABLE_RULES};
use crate::ast::{Alignment, Block, Cell, Row, Table, text};
use crate::geom::Pt;

/// A column without a share is at least as wide as this many characters, and counts no more than that many.
const CHARACTERS: [f64; 2] = [6.0, 60.0];

/// A table of no more rows stays on one page.
const SHORT: usize = 10;

/// What stands at a place of a row.
pub(super) enum Place<'a> {
    /// A cell, the first of its rows.
    Cell { cell: &'a Cell, column: usize },
    /// The continuation of a cell of a row above, over some columns.
    Covered { column: usize, columns: usize },
}

/// Where a row stands.
#[derive(Clone, Copy)]
struct Part {
    /// Whether in the head.
    head: bool,
    /// How many rows the head or the body still has, this one included.
    left: usize,
    /// Whether it stays on the page of what follows.
    keep: bool,
}

impl Part {
    /// Whether a cell over some rows, from here on, ends the head.
    fn ends(self, rows: u16) -> bool {
        self.head && usize::from(rows) >= self.left
    }
}

/// What the rows of a table share.
struct Frame<'a, 'f> {
    table: &'a Table,
    /// Widths of the columns in twips.
    widths: &'f [i64],
    /// Where their decimal tabs stand, in twips.
    stops: &'f [Option<i64>],
    setting: &'f Setting<'a>,
}

impl<'a> Place<'a> {
    /// The cell that begins here, with its column.
    pub(super) fn cell(&self) -> Option<(&'a Cell, usize)> {
        match self {
            Place::Cell { cell, column } => Some((cell, *column)),
            Place::Covered { .. } => None,
        }
    }
}

impl<'a> Manuscript<'a> {
    /// A table with its caption above it.
    pub(super) fn table(&mut self, table: &'a Table, setting: &Setting<'a>) {
        self.together(kept(table), |manuscript| manuscript.ruled(table, setting));
    }

    fn ruled(&mut self, table: &'a Table, setting: &Setting<'a>) {
        self.captions.tables += u32::from(table.label.is_some());
        let count = self.captions.tables;
        let id = table.id.as_deref();
        let captioned =
            self.caption(Para::TableCaption, ("Table", count), table.label.as_ref(), (&table.caption, id), setting);
        let mark = id.filter(|_| !captioned).and_then(|id| self.bookmarks.place(id)).map(str::to_string);
        if let Some(name) = mark {
            let number = self.open_bookmark(&name);
            self.close_bookmark(&number);
        }
        let widths = widths(table, self.issue.style.measure() - setting.inset);
        let stops = points::stops(table, &widths, self.issue.style.text.table_cell.size);
        let head = !table.head.is_empty();
        let first = table.body.iter().any(|row| row.cells.first().is_some_and(|cell| cell.heads_row));
        let title = text::inlines(&table.caption);
        Grid { style: TABLE, widths: &widths, head, first, title, ..Grid::default() }.open(&mut self.xml);
        let frame = Frame { table, widths: &widths, stops: &stops, setting };
        self.in_cells(|manuscript| manuscript.table_rows(&frame));
        self.xml.end().line();
        self.under_table(table, setting);
    }

    fn table_rows(&mut self, frame: &Frame<'a, '_>) {
        let table = frame.table;
        let mut keeps = keeps(table).into_iter();
        for (rows, head) in [(&table.head, true), (&table.body, false)] {
            for (left, places) in (1..=rows.len()).rev().zip(places(rows, table.columns.len())) {
                let keep = keeps.next().unwrap_or_default();
                self.table_row(Part { head, left, keep }, places, frame);
            }
        }
    }

    /// Sources and notes, and the space that ends a table.
    fn under_table(&mut self, table: &'a Table, setting: &Setting<'a>) {
        let keep = !table.notes.is_empty();
        if !table.foot.is_empty() {
            let inner = Setting { lang: setting.lang, keep, ..Setting::of(Para::TableText) };
            self.together(Mark::of("foot"), |manuscript| manuscript.blocks(&table.foot, inner));
        }
        for note in &table.notes {
            let label = note.label.as_ref().map_or("", |label| label.text.as_str());
            let opening = Some(Opening::Note(label, false));
            let inner = Setting { opening, lang: setting.lang, ..Setting::of(Para::TableText) };
            self.together(noted(note), |manuscript| manuscript.blocks(&note.blocks, inner));
        }
        self.after_table();
    }

    /// The space under a table. Two tables that touch would become one, and a cell must end in a paragraph
    /// (clause 17.4.65).
    fn after_table(&mut self) {
        self.paragraph(&Pieces::default(), &mut Setting::of(Para::AfterTable));
    }

    fn table_row(&mut self, part: Part, places: Vec<Place<'a>>, frame: &Frame<'a, '_>) {
        self.xml.start("w:tr").start("w:trPr");
        switch(&mut self.xml, "w:cantSplit", true);
        if part.head {
            switch(&mut self.xml, "w:tblHeader", true);
        }
        self.xml.end();
        let high = frame.table.head.len() > 1;
        for place in places {
            match place {
                Place::Cell { cell, column } => self.cell(cell, column, part, frame),
                Place::Covered { column, columns } => {
                    self.cell_properties(frame.widths, column, columns, Some(false), part.ends(1) && high);
                    let keep = part.keep;
                    self.paragraph(&Pieces::default(), &mut Setting { keep, ..Setting::of(Para::TableText) });
                    self.xml.end();
                }
            }
        }
        self.xml.end();
    }

    fn cell(&mut self, cell: &'a Cell, column: usize, part: Part, frame: &Frame<'a, '_>) {
        let columns = usize::from(cell.columns);
        let grouped = part.head && columns > 1;
        // The table's style rules off a head of one row; which cells end a higher one, only they can say.
        let ruled = grouped && cell.rows == 1 || part.ends(cell.rows) && frame.table.head.len() > 1;
        self.cell_properties(frame.widths, column, columns, (cell.rows > 1).then_some(true), ruled);
        let alignment = match frame.table.columns.get(column) {
            _ if grouped => Alignment::Centre,
            column => column.map(|column| column.alignment).unwrap_or_default(),
        };
        let para = if part.head || cell.heads_row { Para::TableHead } else { Para::TableText };
        let stop = frame.stops.get(column).copied().flatten().filter(|_| !part.head && points::is_figure(cell));
        let inner = Setting { alignment, stop, keep: part.keep, lang: frame.setting.lang, ..Setting::of(para) };
        if cell.blocks.iter().all(|block| matches!(block, Block::Milestone { .. })) {
            self.paragraph(&Pieces::default(), &mut inner.clone());
        }
        self.blocks(&cell.blocks, inner);
        self.xml.end();
    }

    /// Opens a cell; `merge` says whether it begins (true) or goes on (false) over several rows.
    fn cell_properties(&mut self, widths: &[i64], column: usize, columns: usize, merge: Option<bool>, ruled: bool) {
        let xml = &mut self.xml;
        let width: i64 = widths.iter().skip(column).take(columns).sum();
        open_cell(xml, width);
        if columns > 1 {
            number(xml, "w:gridSpan", columns as i64);
        }
        match merge {
            Some(true) => val(xml, "w:vMerge", "restart"),
            Some(false) => val(xml, "w:vMerge", "continue"),
            None => {}
        }
        if ruled {
            xml.start("w:tcBorders");
            rule(xml, "w:bottom", TABLE_RULES[1], 0.0, "auto");
            xml.end();
        }
        xml.end();
    }
}

/// What Word cannot say of a table.
fn kept(table: &Table) -> Mark {
    let name = |alignment| match alignment {
        Alignment::Left => "left",
        Alignment::Centre => "centre",
        Alignment::Right => "right",
        Alignment::Decimal => "decimal",
    };
    let columns: Vec<&str> = table.columns.iter().map(|column| name(column.alignment)).collect();
    let share = |share: Option<f64>| share.map_or("-".to_string(), |share| share.to_string());
    let shares: Vec<String> = table.columns.iter().map(|column| share(column.share)).collect();
    let mark = Mark::of("table").with("columns", columns.join(" ")).with("shares", shares.join(" "));
    floating(mark, (table.id.as_deref(), table.label.as_ref()), table.placement, table.spans_page)
}

/// Which rows stay on the page of the next one: all of a short table; of a longer one those that would stand alone at the
/// foot of a page or overleaf.
fn keeps(table: &Table) -> Vec<bool> {
    let (head, rows) = (table.head.len(), table.head.len() + table.body.len());
    let followed = !table.foot.is_empty() || !table.notes.is_empty();
    let keep = |at: usize| match at + 1 == rows {
        true => followed,
        false => rows <= SHORT || at <= head || at + 2 == rows,
    };
    (0..rows).map(keep).collect()
}

/// What stands where in each row, from left to right.
pub(super) fn places(rows: &[Row], columns: usize) -> Vec<Vec<Place<'_>>> {
    // For each column the rows still covered, and how many columns the covering cell has from there.
    let mut covered = vec![(0u16, 0usize); columns];
    rows.iter().map(|row| row_places(row, &mut covered)).collect()
}

fn row_places<'a>(row: &'a Row, covered: &mut [(u16, usize)]) -> Vec<Place<'a>> {
    let mut found = Vec::new();
    let mut cells = row.cells.iter();
    let mut column = 0;
    while let Some((rows, columns)) = covered.get(column).copied() {
        if rows > 0 {
            let columns = columns.max(1);
            found.push(Place::Covered { column, columns });
            covered.iter_mut().skip(column).take(columns).for_each(|(rows, _)| *rows -= 1);
            column += columns;
        } else if let Some(cell) = cells.next() {
            let columns = usize::from(cell.columns.max(1));
            found.push(Place::Cell { cell, column });
            let below = (cell.rows.saturating_sub(1), columns);
            covered.iter_mut().skip(column).take(columns).for_each(|place| *place = below);
            column += columns;
        } else {
            break;
        }
    }
    found
}

/// Widths of the columns in twips: by their shares, or by how much they hold.
fn widths(table: &Table, measure: Pt) -> Vec<i64> {
    let shares: Vec<f64> = table.columns.iter().map_while(|column| column.share.filter(|share| *share > 0.0)).collect();
    let shares = if shares.len() == table.columns.len() { shares } else { contents(table) };
    let all: f64 = shares.iter().sum();
    let edge = |sum: f64| (measure * (sum / all)).twips();
    let mut sum = 0.0;
    let mut width = |share: &f64| {
        let left = edge(sum);
        sum += share;
        edge(sum) - left
    };
    shares.iter().map(&mut width).collect()
}

/// The longest cell of each column, in characters, within bounds.
fn contents(table: &Table) -> Vec<f64> {
    let [least, most] = CHARACTERS;
    let mut longest = vec![least; table.columns.len()];
    for rows in [&table.head, &table.body] {
        for place in places(rows, table.columns.len()).into_iter().flatten() {
            if let Place::Cell { cell, column } = place
                && cell.columns == 1
                && let Some(longest) = longest.get_mut(column)
            {
                *longest = longest.max(text::longest(&cell.blocks)).min(most);
            }
        }
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(columns: u16, rows: u16) -> Cell {
        Cell { columns, rows, ..Cell::default() }
    }

    #[test]
    fn every_row_covers_every_column() {
        let row = |cells| Row { cells, ..Row::default() };
        let rows = [row(vec![cell(1, 2), cell(2, 2), cell(1, 1)]), row(vec![cell(1, 1)]), row(vec![cell(4, 1)])];
        for found in places(&rows, 4) {
            let columns = found.iter().map(|place| match place {
                Place::Cell { cell, .. } => usize::from(cell.columns),
                Place::Covered { columns, .. } => *columns,
            });
            assert_eq!(columns.sum::<usize>(), 4);
        }
    }

    #[test]
    fn short_tables_are_kept_whole_and_long_ones_leave_no_row_alone() {
        let rows = |count| std::iter::repeat_with(Row::default).take(count).collect::<Vec<_>>();
        let table = |body| Table { head: rows(1), body: rows(body), ..Table::default() };
        assert_eq!(keeps(&table(3)), [true, true, true, false]);
        let long = keeps(&table(11));
        assert_eq!(long.iter().filter(|keep| **keep).count(), 3, "head, first row, last row but one");
        assert!(long[0] && long[1] && long[10] && !long[11]);
        assert!(keeps(&Table { foot: vec![Table::default().into()], ..table(1) })[1]);
    }

    #[test]
    fn widths_fill_the_measure() {
        let column = |share| crate::ast::Column { share, ..crate::ast::Column::default() };
        let table = |columns| Table { columns, ..Table::default() };
        let shared = widths(&table(vec![column(Some(1.0)), column(Some(2.0))]), Pt(300.0));
        assert_eq!(shared, [2000, 4000]);
        assert_eq!(widths(&table(vec![column(None); 7]), Pt(333.3)).iter().sum::<i64>(), Pt(333.3).twips());
    }
}
