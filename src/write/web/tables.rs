//! Tables: cells that head say what they head, and a wide one scrolls by itself.

use super::Page;
use super::grid::{self, Placed};
use super::page::shows;
use super::points::Points;
use super::rooms::Rooms;
use crate::ast::text::{self, gap};
use crate::ast::{Alignment, Block, Column, Inline, Label, Paragraph, Table};
use std::collections::BTreeSet;

/// Which part of a table a row stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Head,
    Body,
}

/// What the cells of a part share.
struct Grid<'a> {
    table: &'a Table,
    part: Part,
    columns: &'a BTreeSet<usize>,
    points: &'a Points,
    rooms: &'a Rooms,
}

impl Grid<'_> {
    /// How the words of a cell are set, and how much room they get.
    fn class(&self, placed: &Placed<'_>) -> String {
        let (set, room) = (self.set(placed), if self.part == Part::Body { self.rooms.class(placed) } else { "" });
        let apart = if set.is_empty() || room.is_empty() { "" } else { " " };
        [&set, apart, room].concat()
    }

    fn set(&self, placed: &Placed<'_>) -> String {
        match self.table.columns.get(placed.column).map(|column| column.alignment) {
            // A head over several columns belongs to none of them alone.
            _ if self.part == Part::Head && placed.columns(self.columns) > 1 => "centre".into(),
            Some(Alignment::Centre) => "centre".into(),
            Some(Alignment::Right) => "right".into(),
            Some(Alignment::Decimal) if self.part == Part::Body => format!("right{}", self.points.class(placed)),
            Some(Alignment::Decimal) => "right".into(),
            Some(Alignment::Left) | None => String::new(),
        }
    }
}

impl Page<'_> {
    /// Writes a table with its caption, and what stands under it.
    pub(super) fn table(&mut self, table: &Table) {
        let (head, body) = (grid::rows(&table.head), grid::rows(&table.body));
        let columns = grid::columns([&head, &body]);
        let is_named = table.label.is_some() || shows(&table.caption);
        if columns.is_empty() && !is_named {
            return;
        }
        let line = self.line(table.span);
        let id = table.id.as_deref().unwrap_or_default();
        let name = if is_named { self.anchors.free("caption") } else { String::new() };
        let called = if is_named { "" } else { self.words.table };
        self.pen.open("div", &[("class", "table"), ("id", id), ("data-line", &line)]);
        // Those who have no mouse scroll what they can come to.
        let scroller = [
            ("class", "scroll"),
            ("role", "group"),
            ("tabindex", "0"),
            ("aria-labelledby", &name),
            ("aria-label", called),
        ];
        self.pen.open("div", &scroller);
        self.pen.open("table", &[]);
        if is_named {
            self.pen.begin("caption", &[("id", &name)]);
            let turned = self.turned(&table.caption);
            self.pen.begin("span", &[("class", "caption"), ("dir", turned)]);
            self.caption(table.label.as_ref(), &table.caption);
            self.pen.end();
            self.pen.close();
        }
        self.columns(&table.columns, &columns);
        let (points, rooms) = (Points::of(table, &body), Rooms::of(&body));
        for (part, rows) in [(Part::Head, &head), (Part::Body, &body)] {
            let grid = Grid { table, part, columns: &columns, points: &points, rooms: &rooms };
            self.part(&grid, rows);
        }
        self.pen.close();
        self.pen.close();
        self.under(table);
        self.pen.close();
    }

    /// Writes what a table or figure is called and shows.
    pub(super) fn caption(&mut self, label: Option<&Label>, caption: &[Inline]) {
        let label = label.map_or("", |label| &label.text);
        self.pen.span("span", &[("class", "label")], label);
        self.pen.words(gap(label, &text::inlines(caption)));
        self.inlines(caption);
    }

    /// Writes the widths of columns, where the source gives those of all.
    fn columns(&mut self, columns: &[Column], kept: &BTreeSet<usize>) {
        let share = |at: &usize| columns.get(*at).and_then(|column| column.share).filter(|share| *share > 0.0);
        let Some(shares) = kept.iter().map(share).collect::<Option<Vec<f64>>>() else { return };
        let total: f64 = shares.iter().sum();
        self.pen.open("colgroup", &[]);
        for share in shares {
            let class = self.share(share / total);
            self.pen.void("col", &[("class", &class)]);
        }
        self.pen.line();
        self.pen.close();
    }

    fn part(&mut self, grid: &Grid<'_>, rows: &[Vec<Placed<'_>>]) {
        if rows.is_empty() {
            return;
        }
        self.pen.open(if grid.part == Part::Head { "thead" } else { "tbody" }, &[]);
        for row in rows {
            self.pen.begin("tr", &[]);
            row.iter().for_each(|placed| self.cell(grid, placed));
            self.pen.close();
        }
        self.pen.close();
    }

    fn cell(&mut self, grid: &Grid<'_>, placed: &Placed<'_>) {
        // A head without words heads nothing.
        let (name, scope) = match grid.part {
            _ if is_blank(&placed.cell.blocks) => ("td", ""),
            Part::Head => ("th", "col"),
            Part::Body if placed.cell.heads_row => ("th", "row"),
            Part::Body => ("td", ""),
        };
        let several = |count: usize| if count > 1 { count.to_string() } else { String::new() };
        let (across, down) = (several(placed.columns(grid.columns)), several(placed.rows));
        let class = grid.class(placed);
        let words = match placed.cell.blocks.as_slice() {
            [Block::Paragraph(paragraph)] if is_plain(paragraph) => Some(&paragraph.inlines),
            _ => None,
        };
        let turned = words.map_or("", |words| self.turned(words));
        let attributes =
            [("class", class.as_str()), ("colspan", &across), ("rowspan", &down), ("scope", scope), ("dir", turned)];
        self.pen.begin(name, &attributes);
        self.by_sense = grid.part == Part::Head;
        match words {
            Some(words) => self.inlines(words),
            None => self.blocks(&placed.cell.blocks),
        }
        self.by_sense = false;
        self.pen.end();
    }

    /// Writes the foot of a table and its notes.
    fn under(&mut self, table: &Table) {
        if !table.foot.is_empty() {
            self.pen.open("div", &[("class", "table-foot")]);
            self.blocks(&table.foot);
            self.pen.close();
        }
        if !table.notes.is_empty() {
            self.pen.open("ol", &[("class", "notes"), ("aria-label", self.words.table_notes)]);
            table.notes.iter().for_each(|note| self.note(note));
            self.pen.close();
        }
    }
}

/// Whether a paragraph is no more than its words, which a cell can hold without it.
fn is_plain(paragraph: &Paragraph) -> bool {
    paragraph.run_in.is_none() && paragraph.lang.is_none()
}

/// Whether nothing of a cell shows.
fn is_blank(blocks: &[Block]) -> bool {
    let blank = |block: &Block| matches!(block, Block::Paragraph(paragraph) if paragraph.run_in.is_none() && !shows(&paragraph.inlines));
    blocks.iter().all(blank)
}
