//! Sets tables: rules above, under the head and below, the head again on every page.

use super::columns::{self, Grid, Seat};
use super::galley::{Column, Galley, Place, node};
use super::masthead::rule;
use super::strip::{Seam, Strip};
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
/// A row higher than this share of the page is divided between pages.
const TALL: f64 = 0.4;
/// Rows that a cell joins stand on one page up to this share of it; the head stands over them.
const JOINED: f64 = 0.8;

/// A cell that has been set.
struct SetCell {
    seat: Seat,
    strips: Vec<Strip>,
    height: Pt,
}

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
        let (mut head, tags) = self.rows(table, &table.head, &head_grid, true, &frame);
        // A head demands a body (PDF/UA-1, 7.2): where there is none, the head's rows are the body.
        let head_tag = if table.body.is_empty() { Tag::TableBody } else { Tag::TableHead };
        children.extend(group(head_tag, table, tags));
        let (mut body, tags) = self.rows(table, &table.body, &body_grid, false, &frame);
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

    /// What is set over each later part of a table: its label again, its head, or else the rule above it.
    fn head_again(&mut self, table: &'a Table, head: &[Strip], frame: &Frame) -> usize {
        let mut again = self.continued(table, frame);
        again.extend(head.iter().cloned());
        if head.is_empty() {
            let ink = vec![self.across(Pt::ZERO, OUTER_RULE, frame)];
            again.push(Strip { height: OUTER_RULE, ink, ..Strip::default() });
        }
        again.iter_mut().for_each(|strip| strip.notes.clear());
        self.heads.push(again);
        self.heads.len() - 1
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
        head: Vec<Strip>,
        mut body: Vec<Strip>,
        frame: &Frame,
        column: &mut Column,
    ) {
        let mut strips = head;
        let again = self.head_again(table, &strips, frame);
        body.iter_mut().skip(usize::from(strips.is_empty())).for_each(|strip| strip.head = Some(again));
        let ink = vec![self.across(Pt::ZERO, OUTER_RULE, frame)];
        self.heads.push(vec![Strip { height: OUTER_RULE, ink, ..Strip::default() }]);
        let rule = self.heads.len() - 1;
        let parts = body.len().saturating_sub(1);
        for at in [1, parts.max(1)] {
            if let Some(strip) = body.get_mut(at).filter(|strip| strip.seam == Seam::Free) {
                strip.seam = Seam::Lone;
            }
        }
        body.iter_mut().take(parts).for_each(|strip| strip.tail = Some(rule));
        if !strips.is_empty() {
            strips.iter_mut().skip(1).for_each(|strip| strip.seam = Seam::Never);
            if let Some(first) = body.first_mut() {
                (first.seam, first.head) = (Seam::Never, None);
            }
        }
        strips.append(&mut body);
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
        rows: &'a [Row],
        grid: &Grid,
        head: bool,
        frame: &Frame,
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
        (self.row_strips(set), tags)
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

    fn row_strips(&self, mut rows: Vec<Vec<SetCell>>) -> Vec<Strip> {
        release(&mut rows, super::text_height(self.sheet) * JOINED);
        let heights = row_heights(&rows);
        let spanned = spanned(&rows);
        let tall = super::text_height(self.sheet) * TALL;
        let mut strips = Vec::new();
        for (at, (row, height)) in rows.into_iter().zip(heights).enumerate() {
            let free = row.iter().all(|cell| cell.seat.rows == 1);
            let seam = if spanned.get(at).copied().unwrap_or_default() { Seam::Never } else { Seam::Free };
            if height > tall && free && seam == Seam::Free {
                strips.extend(slices(row, tall / 2.0));
            } else {
                strips.push(Strip { seam, ..row_strip(row, height) });
            }
        }
        strips
    }
}

fn group(tag: Tag, table: &Table, rows: Vec<TagChild>) -> Option<TagChild> {
    (!rows.is_empty()).then(|| TagChild::Node(node(tag, table.span, rows)))
}

/// The heights of rows: of their own cells first, then the last row of a cell over several takes what that one lacks.
fn row_heights(rows: &[Vec<SetCell>]) -> Vec<Pt> {
    let of_row = |cells: &Vec<SetCell>| {
        cells.iter().filter(|cell| cell.seat.rows == 1).map(|cell| cell.height).fold(PADDING * 2.0, Pt::max)
    };
    let mut heights: Vec<Pt> = rows.iter().map(of_row).collect();
    for (at, cells) in rows.iter().enumerate() {
        for cell in cells.iter().filter(|cell| cell.seat.rows > 1) {
            let end = (at + cell.seat.rows).min(heights.len());
            let have: Pt = heights.get(at..end).unwrap_or_default().iter().copied().sum();
            if let Some(last) = heights.get_mut(end.saturating_sub(1)) {
                *last += (cell.height - have).max(Pt::ZERO);
            }
        }
    }
    heights
}

/// Lets go of rows that cells join and that are together higher than a page may hold: each such cell is set in its first
/// row, which is divided as any high row is.
fn release(rows: &mut [Vec<SetCell>], highest: Pt) {
    let heights = row_heights(rows);
    let spanned = spanned(rows);
    let mut start = 0;
    while start < rows.len() {
        let joined = spanned.iter().skip(start + 1).take_while(|joined| **joined).count();
        let height: Pt = heights.iter().skip(start).take(joined + 1).copied().sum();
        if joined > 0 && height > highest {
            rows.iter_mut().skip(start).take(joined + 1).flatten().for_each(|cell| cell.seat.rows = 1);
        }
        start += joined + 1;
    }
}

/// Whether a cell of a row above reaches into each row.
fn spanned(rows: &[Vec<SetCell>]) -> Vec<bool> {
    let mut spanned = vec![false; rows.len()];
    for (at, cells) in rows.iter().enumerate() {
        let reach = cells.iter().map(|cell| cell.seat.rows).max().unwrap_or(1);
        spanned.iter_mut().take(at + reach).skip(at + 1).for_each(|row| *row = true);
    }
    spanned
}

fn row_strip(row: Vec<SetCell>, height: Pt) -> Strip {
    let mut whole = Strip { height, ..Strip::default() };
    for cell in row {
        let mut y = PADDING;
        for mut strip in cell.strips {
            y += strip.space;
            let below = strip.height;
            strip.shift(Pt::ZERO, y);
            whole.baseline = whole.baseline.max(strip.baseline);
            whole.absorb(strip);
            y += below;
        }
    }
    whole
}

/// A row too high for a page, as strips of a height: each cell gives to each as many lines as fit.
fn slices(row: Vec<SetCell>, height: Pt) -> Vec<Strip> {
    let mut rest: Vec<_> = row.into_iter().map(|cell| (cell.seat, cell.strips.into_iter().peekable())).collect();
    let mut slices = Vec::new();
    while rest.iter_mut().any(|(_, strips)| strips.peek().is_some()) {
        let mut cells = Vec::new();
        for (seat, strips) in &mut rest {
            let mut taken: Vec<Strip> = Vec::new();
            let mut used = Pt::ZERO;
            while let Some(next) = strips.next_if(|next| taken.is_empty() || used + next.space + next.height <= height)
            {
                used += next.space + next.height;
                taken.push(next);
            }
            cells.push(SetCell { seat: *seat, strips: taken, height: used });
        }
        let used = cells.iter().map(|cell| cell.height).fold(Pt::ZERO, Pt::max);
        slices.push(row_strip(cells, used + PADDING));
    }
    if let Some(last) = slices.last_mut() {
        last.height += PADDING;
    }
    slices
}
