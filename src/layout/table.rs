//! Sets tables: rules above, under the head and below, the head again on every page.

use super::columns::{self, Grid, Seat};
use super::galley::{Column, Galley, Place, node};
use super::masthead::rule;
use super::strip::{Seam, Strip};
use super::table_rows::{SetCell, row_strips};
use crate::ast::{Alignment, Cell, Label, Row, Table};
use crate::frame::{Placed, Tag, TagChild, TagNode};
use crate::geom::{Pt, Rect};
use crate::style::{Align, ColourRole, TextRole};

/// Above and below the text of a row, points.
pub(super) const PADDING: Pt = Pt(2.5);
/// Thickness of the rules above and below the table, points.
const OUTER_RULE: Pt = Pt(0.8);
/// Thickness of the rule under the head, points.
const HEAD_RULE: Pt = Pt(0.4);
/// A head that takes more than this share of the page is not set again over later parts of its table.
const REPEATED: f64 = 1.0 / 3.0;
/// A head that takes more than this share of the page is divided between pages as other rows are.
const WHOLE_HEAD: f64 = 0.8;

/// The place of a table on the measure.
pub(super) struct Frame {
    pub place: Place,
    /// Left edge and width of each column.
    pub columns: Vec<(Pt, Pt)>,
    /// How far the figures of each column that is aligned on its points reach to the right of them.
    pub points: Vec<Option<Pt>>,
    /// How far the marks of notes hang to the right of each column that is set flush right.
    pub marks: Vec<Pt>,
}

impl<'a> Galley<'a> {
    /// A table with its caption above it.
    pub(super) fn table(&mut self, table: &'a Table, place: &Place, column: &mut Column) -> TagNode {
        let mut children = Vec::new();
        self.expect_notes(&table.notes);
        column.space(self.sheet.text.body.leading / 2.0);
        let caption = self.caption(table.label.as_ref(), &table.caption, table.span, place, Align::Left);
        if let Some((strips, caption)) = caption {
            column.push(strips, &self.sheet.text.caption);
            column.keep();
            children.push(TagChild::Node(caption));
        }
        let head_grid = columns::grid(&table.head, table.columns.len());
        let body_grid = columns::grid(&table.body, table.columns.len());
        let columns = self.columns(table, [&head_grid, &body_grid], place);
        let points = self.points(table, &body_grid, place);
        let marks = self.marks(table, &body_grid, place);
        let frame = Frame { columns, points, marks, place: place.clone() };
        let page = super::text_height(self.sheet);
        let (mut head, tags) = self.rows(table, (&table.head, &head_grid), true, &frame, page);
        // A head demands a body (PDF/UA-1, 7.2): where there is none, the head's rows are the body.
        let head_tag = if table.body.is_empty() { Tag::TableBody } else { Tag::TableHead };
        children.extend(group(head_tag, table, tags));
        let room = page - self.repeated(&head).iter().map(|strip| strip.height).sum::<Pt>();
        let (mut body, tags) = self.rows(table, (&table.body, &body_grid), false, &frame, room);
        children.extend(group(Tag::TableBody, table, tags));
        self.rule_off(&mut head, &mut body, &frame);
        self.set_table(table, head, body, &frame, column);
        let set = node(Tag::Table, table.span, children);
        let foot = self.table_foot(table, place, column);
        column.space(self.sheet.text.body.leading * 0.6);
        if foot.is_empty() {
            return set;
        }
        node(Tag::Section, table.span, std::iter::once(TagChild::Node(set)).chain(foot).collect())
    }

    /// The head of a table as far as it is set again over its later parts: all of it or nothing.
    fn repeated<'s>(&self, head: &'s [Strip]) -> &'s [Strip] {
        let most = super::text_height(self.sheet) * REPEATED;
        if super::paginate::height(head) <= most { head } else { &[] }
    }

    /// What is set over each later part of a table: its label again, its head, or else the rule above it; over the rest of
    /// a divided row, with the space that rows have above their words.
    fn head_again(&mut self, table: &'a Table, head: &[Strip], frame: &Frame) -> Edges {
        let mut again = self.continued(table, frame);
        again.extend(self.repeated(head).iter().cloned());
        if self.repeated(head).is_empty() {
            again.push(self.outer_rule(Pt::ZERO, frame));
        }
        again.iter_mut().for_each(|strip| strip.notes.clear());
        let within = again.iter().cloned().chain([Strip { height: PADDING, ..Strip::default() }]).collect();
        self.edges(again, within)
    }

    /// What closes each earlier part of a table.
    fn foot_rule(&mut self, frame: &Frame) -> Edges {
        let (rule, lower) = (self.outer_rule(Pt::ZERO, frame), self.outer_rule(PADDING, frame));
        self.edges(vec![rule], vec![lower])
    }

    fn edges(&mut self, row: Vec<Strip>, within: Vec<Strip>) -> Edges {
        self.heads.extend([row, within]);
        Edges { row: self.heads.len() - 2, within: self.heads.len() - 1 }
    }

    /// The rule above or below a table, so far below what is above it.
    fn outer_rule(&self, below: Pt, frame: &Frame) -> Strip {
        Strip { height: below + OUTER_RULE, ink: vec![self.across(below, OUTER_RULE, frame)], ..Strip::default() }
    }

    fn continued(&mut self, table: &'a Table, frame: &Frame) -> Vec<Strip> {
        let pattern = self.sheet.words(&frame.place.lang).map_or("", |words| &words.table_continued);
        let Some(label) = table.label.as_ref().filter(|_| !pattern.is_empty()) else { return Vec::new() };
        let label = Label { text: pattern.replace("{label}", &label.text), ..label.clone() };
        let mut strips = self.rehearse(|galley| {
            let caption = galley.caption(Some(&label), &[], table.span, &frame.place, Align::Left);
            caption.map(|(strips, _)| strips).unwrap_or_default()
        });
        if let Some(last) = strips.last_mut() {
            last.height += self.sheet.text.caption.after;
        }
        strips
    }

    fn set_table(
        &mut self,
        table: &'a Table,
        mut head: Vec<Strip>,
        mut body: Vec<Strip>,
        frame: &Frame,
        column: &mut Column,
    ) {
        let (again, rule) = (self.head_again(table, &head, frame), self.foot_rule(frame));
        let parts = body.len().saturating_sub(1);
        for at in [1, parts.max(1)] {
            if let Some(strip) = body.get_mut(at).filter(|strip| strip.seam == Seam::Free) {
                strip.seam = Seam::Lone;
            }
        }
        if let Some(first) = body.first_mut().filter(|_| !head.is_empty()) {
            first.seam = Seam::Never;
        }
        let whole = super::paginate::height(&head) <= super::text_height(self.sheet) * WHOLE_HEAD;
        if whole {
            head.iter_mut().skip(1).for_each(|strip| strip.seam = Seam::Never);
        }
        let unbroken = if whole { head.len() } else { 0 };
        let mut strips = head;
        strips.append(&mut body);
        edge(&mut strips, unbroken, again, rule);
        if let Some(first) = strips.first_mut() {
            first.anchors.extend(table.id.clone());
        }
        column.push(strips, &self.sheet.text.table_cell);
    }

    /// A rule over the width of a table.
    fn across(&self, y: Pt, weight: Pt, frame: &Frame) -> Placed {
        rule(Rect::new(frame.place.left, y, frame.place.width, weight), self.sheet.colour(ColourRole::Ink))
    }

    fn rule_off(&self, head: &mut [Strip], body: &mut [Strip], frame: &Frame) {
        let across = |y: Pt, weight: Pt| self.across(y, weight, frame);
        if let Some(first) = head.first_mut().or(body.first_mut()) {
            first.ink.insert(0, across(Pt::ZERO, OUTER_RULE));
        }
        let ending = if body.is_empty() { head.last_mut() } else { body.last_mut() };
        if let Some(last) = ending {
            last.ink.push(across(last.height - OUTER_RULE, OUTER_RULE));
        }
        if let Some(last) = head.last_mut().filter(|_| !body.is_empty()) {
            last.ink.push(across(last.height - HEAD_RULE, HEAD_RULE));
        }
    }

    fn rows(
        &mut self,
        table: &'a Table,
        (rows, grid): (&'a [Row], &Grid),
        head: bool,
        frame: &Frame,
        room: Pt,
    ) -> (Vec<Strip>, Vec<TagChild>) {
        let mut tags = Vec::new();
        let mut set = Vec::new();
        for (row, seats) in rows.iter().zip(grid) {
            let mut cells = Vec::new();
            let mut cell_tags = Vec::new();
            for (cell, seat) in row.cells.iter().zip(seats) {
                let (set, tag) = self.cell(table, cell, *seat, head, frame);
                cells.push(set);
                cell_tags.push(TagChild::Node(tag));
            }
            set.push(cells);
            tags.push(TagChild::Node(node(Tag::TableRow, row.span, cell_tags)));
        }
        (row_strips(set, super::text_height(self.sheet), room), tags)
    }

    fn cell(&mut self, table: &Table, cell: &'a Cell, seat: Seat, head: bool, frame: &Frame) -> (SetCell, TagNode) {
        let role = if head || cell.heads_row { TextRole::TableHead } else { TextRole::TableCell };
        let (left, width) = seat.area(&frame.columns);
        let align = match table.columns.get(seat.column).map(|column| column.alignment) {
            _ if head && seat.columns > 1 => Align::Centre,
            Some(Alignment::Centre) => Align::Centre,
            Some(Alignment::Right | Alignment::Decimal) => Align::Right,
            _ => Align::Left,
        };
        let width = width - seat.marks(&frame.marks);
        let place = Place { left: frame.place.left + left, width, role, align: Some(align), ..frame.place.clone() };
        let mut column = Column::default();
        let children = self.blocks(&cell.blocks, &place, &mut column);
        let mut strips = column.strips;
        self.align_point(cell, seat, (&place, frame), &mut strips);
        self.hang_mark(cell, seat, (&place, frame), &mut strips);
        if head && seat.columns > 1 && seat.rows == 1 {
            self.rule_group(&mut strips, &place);
        }
        let height = super::paginate::height(&strips) + PADDING * 2.0;
        let rows = u16::try_from(seat.rows).unwrap_or(u16::MAX);
        let tag = if head || cell.heads_row {
            Tag::TableHeadCell { row: !head, columns: cell.columns, rows }
        } else {
            Tag::TableDataCell { columns: cell.columns, rows }
        };
        (SetCell { seat, strips, height }, node(tag, cell.span, children))
    }

    /// A head over several columns has a rule of its own under it.
    fn rule_group(&self, strips: &mut [Strip], place: &Place) {
        if let Some(last) = strips.last_mut() {
            let y = last.height + PADDING - HEAD_RULE;
            let area = Rect::new(place.left, y, place.width, HEAD_RULE);
            last.ink.push(rule(area, self.sheet.colour(ColourRole::Ink)));
        }
    }
}

/// What is set at the head or foot of a page where a table is divided: between rows, and within one. Among the heads.
#[derive(Clone, Copy)]
struct Edges {
    row: usize,
    within: usize,
}

impl Edges {
    fn at(self, strip: &Strip) -> usize {
        if strip.goes_on { self.within } else { self.row }
    }
}

/// Says what is set above and below each part of a table that begins after the strips that stay together with the next.
fn edge(strips: &mut [Strip], unbroken: usize, again: Edges, rule: Edges) {
    for at in unbroken + 1..strips.len() {
        let Some([above, below]) = strips.get_mut(at - 1..=at) else { continue };
        (above.tail, below.head) = (Some(rule.at(below)), Some(again.at(below)));
    }
}

fn group(tag: Tag, table: &Table, rows: Vec<TagChild>) -> Option<TagChild> {
    (!rows.is_empty()).then(|| TagChild::Node(node(tag, table.span, rows)))
}
