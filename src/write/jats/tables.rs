//! Tables, in the XHTML model.

use super::Article;
use super::blocks::Place;
use super::inlines::Breaks;
use super::pictures::{position, standing};
use crate::ast::{Alignment, Block, Cell, Column, Paragraph, Row, Table};

/// Which part of a table a row stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Head,
    Body,
}

impl Article<'_> {
    /// Writes a table with its label and caption.
    pub(super) fn table(&mut self, table: &Table) {
        let has_cells = table.head.iter().chain(&table.body).any(|row| !row.cells.is_empty());
        if !has_cells && table.label.is_none() && table.caption.is_empty() {
            return;
        }
        let id = table.id.as_deref().unwrap_or_default();
        let position = position(table.placement, table.spans_page);
        let wishes = standing(table.placement, table.spans_page).collect::<Vec<_>>().join(" ");
        let attributes =
            [("id", id), ("orientation", "portrait"), ("position", position), ("specific-use", wishes.as_str())];
        self.pen.open("table-wrap", &attributes);
        self.label(table.label.as_ref());
        self.caption(&table.caption);
        if has_cells {
            self.pen.open("table", &[]);
            self.columns(&table.columns);
            self.rows(table);
            self.pen.close();
        }
        if !(table.foot.is_empty() && table.notes.is_empty()) {
            self.pen.open("table-wrap-foot", &[]);
            self.blocks(&table.foot, Place::Paragraphs);
            table.notes.iter().for_each(|note| self.note(note));
            self.pen.close();
        }
        self.pen.close();
    }

    fn columns(&mut self, columns: &[Column]) {
        let total: f64 = columns.iter().filter_map(|column| column.share).sum();
        let all = columns.iter().all(|column| column.share.is_some_and(|share| share > 0.0));
        for column in columns {
            let width = column.share.filter(|_| all).map(|share| percent(share / total)).unwrap_or_default();
            self.pen.begin("col", &[("align", alignment(column.alignment)), ("span", "1"), ("width", &width)]);
            self.pen.close();
        }
    }

    /// The grammar wants a body: a table that has only a head is all body, of cells that are heads.
    fn rows(&mut self, table: &Table) {
        let has_body = table.body.iter().any(|row| !row.cells.is_empty());
        let head = if has_body { "thead" } else { "tbody" };
        for (name, rows, part) in [(head, &table.head, Part::Head), ("tbody", &table.body, Part::Body)] {
            if rows.iter().all(|row| row.cells.is_empty()) {
                continue;
            }
            self.pen.open(name, &[]);
            for (columns, index) in columns_of(rows, table.columns.len()).into_iter().zip(0..) {
                self.row(table, rows.get(index..).unwrap_or_default(), &columns, part);
            }
            self.pen.close();
        }
    }

    /// Writes the first of the rows. A row whose every place is covered from above has no cells, and the grammar has no
    /// such rows: it is left out, and the cells that cover it reach one row less.
    fn row(&mut self, table: &Table, rows: &[Row], columns: &[usize], part: Part) {
        let Some(row) = rows.first().filter(|row| !row.cells.is_empty()) else { return };
        self.pen.begin_mixed("tr", &[]);
        for (cell, &column) in row.cells.iter().zip(columns) {
            let reach = rows.iter().take(usize::from(cell.rows)).filter(|row| !row.cells.is_empty()).count();
            let align = table.columns.get(column).map_or("", |column| alignment(column.alignment));
            self.cell(cell, align, reach, part);
        }
        self.pen.end_mixed();
        self.pen.line();
    }

    fn cell(&mut self, cell: &Cell, align: &str, reach: usize, part: Part) {
        let (name, scope) = match (part, cell.heads_row) {
            (Part::Head, _) if cell.columns > 1 => ("th", "colgroup"),
            (Part::Head, _) => ("th", "col"),
            (Part::Body, true) if reach > 1 => ("th", "rowgroup"),
            (Part::Body, true) => ("th", "row"),
            (Part::Body, false) => ("td", ""),
        };
        let (columns, rows) = (cell.columns.to_string(), reach.to_string());
        let point = if align == "char" { "." } else { "" };
        let attributes =
            [("align", align), ("char", point), ("colspan", &columns), ("rowspan", &rows), ("scope", scope)];
        self.pen.begin_mixed(name, &attributes);
        match cell.blocks.as_slice() {
            [Block::Paragraph(paragraph)] if is_plain(paragraph) => self.inlines(&paragraph.inlines, Breaks::Allowed),
            blocks => self.blocks(blocks, Place::Item),
        }
        self.pen.end_mixed();
    }
}

/// Whether a paragraph is no more than its words, which a cell can hold without it.
fn is_plain(paragraph: &Paragraph) -> bool {
    paragraph.run_in.is_none() && paragraph.lang.is_none() && paragraph.looseness == 0
}

/// For each row, the columns at which its cells start, with what cells of rows above reach into it.
fn columns_of(rows: &[Row], width: usize) -> Vec<Vec<usize>> {
    let mut covered = vec![0u16; width];
    rows.iter()
        .map(|row| {
            let free: Vec<usize> =
                covered.iter().enumerate().filter(|(_, rows)| **rows == 0).map(|(column, _)| column).collect();
            covered.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
            let mut free = free.into_iter();
            row.cells.iter().map(|cell| start_of(cell, &mut free, &mut covered)).collect()
        })
        .collect()
}

/// The column at which a cell starts, taken with the others that it covers.
fn start_of(cell: &Cell, free: &mut impl Iterator<Item = usize>, covered: &mut [u16]) -> usize {
    let taken: Vec<usize> = free.take(usize::from(cell.columns)).collect();
    for &column in &taken {
        if let Some(rows) = covered.get_mut(column) {
            *rows = cell.rows.saturating_sub(1);
        }
    }
    taken.first().copied().unwrap_or_default()
}

fn alignment(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::Left => "left",
        Alignment::Centre => "center",
        Alignment::Right => "right",
        Alignment::Decimal => "char",
    }
}

/// A share of the whole, in per cent to one decimal.
fn percent(share: f64) -> String {
    let figure = format!("{:.1}", share * 100.0);
    format!("{}%", figure.strip_suffix(".0").unwrap_or(&figure))
}
