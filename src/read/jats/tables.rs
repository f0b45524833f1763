//! Tables in the XHTML model.

use super::blocks::{id, is_block, lang};
use super::desk::{Desk, Fate, span};
use crate::ast::{Alignment, Block, Cell, Column, MOST_COLUMNS, Paragraph, Row, Table};
use crate::xml::{Element, Node};

impl Desk<'_> {
    /// Reads a table with its caption and what stands under it.
    pub(super) fn table(&mut self, element: &Element<'_>) -> Option<Block> {
        let caption = self.caption(element);
        let (placement, spans_page) = super::blocks::standing(element);
        let mut table =
            Table { span: span(element), id: id(element), caption, placement, spans_page, ..Table::default() };
        let inner = element.child("table").or_else(|| element.descend(&["alternatives", "table"]));
        match inner {
            Some(inner) => self.grid(inner, &mut table),
            None => self.leave(element, Fate::Unwrapped),
        }
        for foot in element.elements().filter(|inner| inner.name == "table-wrap-foot") {
            self.foot(foot, &mut table);
        }
        self.label_of(element, table.span);
        let empty = table.head.is_empty() && table.body.is_empty() && table.caption.is_empty();
        (!empty).then(|| table.into())
    }

    /// What stands under a table; notes there are those that it calls.
    fn foot(&mut self, element: &Element<'_>, table: &mut Table) {
        let groups = element.elements().filter(|inner| inner.name == "fn-group").flat_map(Element::elements);
        for note in element.elements().chain(groups).filter(|inner| inner.name == "fn") {
            let note = note.attribute("id").map(|id| self.note(note, id));
            self.notes.extend(note);
        }
        table.foot.extend(self.blocks(element));
    }

    fn grid(&mut self, element: &Element<'_>, table: &mut Table) {
        for inner in element.elements() {
            match inner.name {
                "thead" => table.head.extend(self.rows(inner)),
                "tbody" => table.body.extend(self.rows(inner)),
                "tfoot" => {
                    let rows = self.rows(inner);
                    table.body.extend(rows);
                }
                "tr" => {
                    let row = self.row(inner);
                    table.body.push(row);
                }
                _ => {}
            }
        }
        table.columns = columns(element);
        // A table that has only a head is all body in the grammar, of cells that head their columns.
        let all_heads = |row: &Element<'_>| {
            row.elements().all(|cell| cell.attribute("scope").is_some_and(|scope| scope.starts_with("col")))
        };
        let bodies: Vec<&Element<'_>> =
            element.elements().filter(|inner| inner.name == "tbody").flat_map(Element::elements).collect();
        if table.head.is_empty() && !bodies.is_empty() && bodies.iter().all(|row| all_heads(row)) {
            table.head = std::mem::take(&mut table.body);
        }
    }

    fn rows(&mut self, element: &Element<'_>) -> Vec<Row> {
        element.elements().filter(|inner| inner.name == "tr").map(|inner| self.row(inner)).collect()
    }

    fn row(&mut self, element: &Element<'_>) -> Row {
        let cells = element.elements().filter(|inner| matches!(inner.name, "td" | "th"));
        Row { span: span(element), cells: cells.map(|cell| self.cell(cell)).collect() }
    }

    fn cell(&mut self, element: &Element<'_>) -> Cell {
        let count =
            |name: &str| element.attribute(name).and_then(|count| count.parse().ok()).unwrap_or(1).clamp(1, 999);
        let holds_blocks =
            element.elements().any(|inner| matches!(inner.name, "p" | "list" | "def-list" | "disp-quote"));
        let blocks = match (holds_blocks, element.elements().any(is_block)) {
            (true, _) => self.blocks(element),
            (false, true) => self.parted(element),
            (false, false) => self.words(element),
        };
        let heads_row = element.attribute("scope").is_some_and(|scope| scope.starts_with("row"));
        Cell { span: span(element), blocks, columns: count("colspan"), rows: count("rowspan"), heads_row }
    }

    fn words(&mut self, element: &Element<'_>) -> Vec<Block> {
        let inlines = self.inlines(element);
        let paragraph = Paragraph { span: span(element), inlines, lang: lang(element), ..Paragraph::default() };
        if paragraph.inlines.is_empty() { Vec::new() } else { vec![Block::Paragraph(paragraph)] }
    }
}

/// The columns by `col`, else by the cells of the first rows.
fn columns(table: &Element<'_>) -> Vec<Column> {
    let mut columns = Vec::new();
    let groups = table.elements().filter(|inner| inner.name == "colgroup").flat_map(Element::elements);
    for col in table.elements().chain(groups).filter(|inner| inner.name == "col") {
        let span = col.attribute("span").and_then(|span| span.parse().ok()).unwrap_or(1usize).clamp(1, 999);
        let share = col.attribute("width").and_then(|width| width.strip_suffix('%')).and_then(|it| it.parse().ok());
        let column = Column { alignment: alignment(col.attribute("align")), share };
        columns.extend(std::iter::repeat_n(column, span));
        // More are refused once all is read.
        columns.truncate(MOST_COLUMNS + 1);
    }
    if columns.is_empty() {
        let rows =
            table.elements().flat_map(|part| if part.name == "tr" { vec![part] } else { part.elements().collect() });
        let last = rows.filter(|row| row.name == "tr").last();
        let cells = last.into_iter().flat_map(|row| row.children.iter());
        columns.extend(cells.filter_map(|cell| match cell {
            Node::Element(cell) => Some(Column { alignment: alignment(cell.attribute("align")), share: None }),
            Node::Text(..) => None,
        }));
    }
    columns
}

fn alignment(align: Option<&str>) -> Alignment {
    match align {
        Some("center") => Alignment::Centre,
        Some("right") => Alignment::Right,
        Some("char") => Alignment::Decimal,
        _ => Alignment::Left,
    }
}
