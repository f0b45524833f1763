//! The galley: what collecting needs at hand, and the column of strips that it fills.

use super::ahead::Companion;
use super::han::Cell;
use super::paragraph::{Block, set_paragraph};
use super::shape::Shaper;
use super::strip::{Float, Link, LinkId, Seam, Strip};
use super::text::Text;
use crate::ast::address::Address;
use crate::ast::narrow::Narrow;
use crate::ast::{Document, Lang, Note, NoteId, walk};
use crate::diagnostics::{Diagnostic, Span};
use crate::frame::{FrameItem, LeafId, OutlineItem, Placed, Tag, TagChild, TagNode};
use crate::geom::{Em, Point, Pt};
use crate::resources::Images;
use crate::style::{Align, StyleSheet, TextRole, TextStyle};
use std::collections::{BTreeMap, BTreeSet};

/// What is collected of an issue.
pub(super) struct Galley<'a> {
    /// The issue.
    pub document: &'a Document,
    /// Its style, whatever the language.
    style: &'a StyleSheet,
    /// The style in the language in hand.
    pub sheet: &'a StyleSheet,
    /// The type of the body whose lines give the grid, where there is one.
    grid: Option<&'a TextStyle>,
    /// Its pictures.
    pub images: &'a Images,
    /// What shapes its words.
    pub shaper: Shaper<'a>,
    /// Who sets paragraphs of the body meanwhile.
    pub companion: Option<&'a Companion<'a>>,
    /// How many of those paragraphs were reached.
    pub errands: usize,
    /// The links, in order.
    pub links: Vec<Link>,
    /// The display headings; their pages are filled in later.
    pub outline: Vec<OutlineItem>,
    /// What is set again at the head or foot of each page: the heads and lower rules of tables, the edges of frames.
    pub heads: Vec<Vec<Strip>>,
    /// The notes as strips, once they are called.
    pub notes: Vec<Option<Vec<Strip>>>,
    /// The notes that the block in hand calls, in order.
    pub called: Vec<usize>,
    /// What could not be set well.
    pub faults: Vec<Diagnostic>,
    /// The part that each leaf belongs to.
    pub roles: Vec<TextRole>,
    /// The leaves of readings, which stand over words, in order.
    pub readings: Vec<LeafId>,
    /// Which marks of Chinese texts are narrow.
    pub narrow: Narrow,
    note_places: BTreeMap<&'a NoteId, usize>,
    /// The notes of the table in hand, and of those before it.
    table_notes: BTreeMap<&'a NoteId, &'a Note>,
    places: BTreeSet<&'a str>,
    leaves: u32,
}

/// How much a galley had collected at some moment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    leaves: u32,
    links: usize,
    called: usize,
    faults: usize,
}

/// Where and how blocks are set.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// From the left edge of the text block.
    pub left: Pt,
    /// Width of the measure.
    pub width: Pt,
    /// The role of its paragraphs.
    pub role: TextRole,
    /// The language around.
    pub lang: Lang,
    /// How lines meet the edges, where the role does not say: in cells.
    pub align: Option<Align>,
    /// How many lines more than the best way a paragraph is to have, or fewer below 0.
    pub looseness: i8,
}

impl Place {
    /// The same place, set in from both sides.
    pub(super) fn inset(&self, left: Pt, right: Pt) -> Place {
        // Something is always left, however deep the nesting.
        let width = (self.width - left - right).max(Pt(36.0).min(self.width));
        Place { left: self.left + left.min(self.width - width), width, ..self.clone() }
    }
}

/// Strips one below the other.
#[derive(Debug, Default)]
pub(super) struct Column {
    /// The strips so far.
    pub strips: Vec<Strip>,
    /// The figures and tables that stand where there is room, in order.
    pub floats: Vec<Float>,
    /// Those of them that span the columns of a page.
    pub across: Vec<Float>,
    /// How many strips at the start span all columns of the page.
    pub spanning: usize,
    /// The strip with which the imprint begins.
    pub imprint: usize,
    /// A heading has so many lines below it at the least, or all that follow; one in any case.
    pub below: usize,
    after: Pt,
    /// How many strips more must stand on the page of the last one.
    owed: usize,
}

impl Column {
    /// Adds the strips of one block. The space between blocks is the larger of what they ask for.
    pub(super) fn push(&mut self, mut strips: Vec<Strip>, style: &TextStyle) {
        let Some(first) = strips.first_mut() else { return };
        first.space = first.space.max(style.before).max(self.after);
        strips.iter_mut().take(self.owed).for_each(|strip| strip.seam = Seam::Never);
        self.after = style.after;
        self.owed = if style.keep_with_next { self.below.max(1) } else { self.owed.saturating_sub(strips.len()) };
        self.strips.append(&mut strips);
    }

    /// Adds what has as much space below it as above it.
    pub(super) fn stand(&mut self, mut strips: Vec<Strip>, around: Pt) {
        let Some(first) = strips.first_mut() else { return };
        first.space = first.space.max(around).max(self.after);
        strips.iter_mut().take(self.owed).for_each(|strip| strip.seam = Seam::Never);
        self.owed = self.owed.saturating_sub(strips.len());
        self.after = around;
        self.strips.append(&mut strips);
    }

    /// Asks for space before what comes next.
    pub(super) fn space(&mut self, space: Pt) {
        self.after = self.after.max(space);
    }

    /// The space that is asked for so far before what comes next.
    pub(super) fn asked(&self) -> Pt {
        self.after
    }

    /// Takes back what is asked for: what comes next belongs closely to what is there.
    pub(super) fn close_up(&mut self) {
        self.after = Pt::ZERO;
    }

    /// Keeps what comes next on the page of what is there.
    pub(super) fn keep(&mut self) {
        self.owed = self.owed.max(1);
    }
}

impl<'a> Galley<'a> {
    /// Nothing collected yet.
    pub(super) fn new(
        document: &'a Document,
        style: &'a StyleSheet,
        images: &'a Images,
        shaper: Shaper<'a>,
    ) -> Galley<'a> {
        let sheet = style.in_language(&document.front.lang);
        Galley {
            document,
            style,
            sheet,
            grid: sheet.page.baseline_grid.then_some(&sheet.text.body),
            images,
            shaper,
            companion: None,
            errands: 0,
            links: Vec::new(),
            outline: Vec::new(),
            heads: Vec::new(),
            notes: vec![None; document.notes.len()],
            called: Vec::new(),
            faults: Vec::new(),
            roles: Vec::new(),
            readings: Vec::new(),
            narrow: Narrow::of(document),
            note_places: document.notes.iter().enumerate().rev().map(|(at, note)| (&note.id, at)).collect(),
            table_notes: BTreeMap::new(),
            places: walk::places(document),
            leaves: 0,
        }
    }

    /// Does something in the style of a language.
    pub(super) fn in_language<T>(&mut self, lang: &Lang, act: impl FnOnce(&mut Self) -> T) -> T {
        let around = std::mem::replace(&mut self.sheet, self.style.in_language(lang));
        let done = act(self);
        self.sheet = around;
        done
    }

    /// A leaf that is in no tag yet.
    pub(super) fn leaf(&mut self) -> LeafId {
        self.leaves += 1;
        LeafId(self.leaves - 1)
    }

    /// So many leaves that are in no tag yet, of a role: the first of them.
    pub(super) fn leaves(&mut self, count: u32, role: TextRole) -> u32 {
        let first = self.leaves;
        self.leaves += count;
        self.roles.resize(first as usize, TextRole::Body);
        self.roles.resize(self.leaves as usize, role);
        first
    }

    /// Begins with the first leaf again, for what will be numbered elsewhere.
    pub(super) fn forget_leaves(&mut self) {
        self.leaves = 0;
        self.roles.clear();
    }

    /// The same of a reading over words.
    pub(super) fn reading(&mut self) -> LeafId {
        let leaf = self.leaf();
        self.readings.push(leaf);
        leaf
    }

    /// How much has been collected so far.
    pub(super) fn mark(&self) -> Mark {
        Mark { leaves: self.leaves, links: self.links.len(), called: self.called.len(), faults: self.faults.len() }
    }

    /// Forgets what has been collected since.
    pub(super) fn forget(&mut self, mark: Mark) {
        self.leaves = mark.leaves;
        self.readings.truncate(self.readings.partition_point(|leaf| leaf.0 < mark.leaves));
        self.links.truncate(mark.links);
        self.called.truncate(mark.called);
        self.faults.truncate(mark.faults);
    }

    /// The place of a note among the notes.
    pub(super) fn note_place(&self, id: &NoteId) -> Option<usize> {
        self.note_places.get(id).copied()
    }

    /// Takes note of the notes under a table, whose callouts come.
    pub(super) fn expect_notes(&mut self, notes: &'a [Note]) {
        self.table_notes.extend(notes.iter().map(|note| (&note.id, note)));
    }

    /// The mark of a note under a table.
    pub(super) fn table_mark(&self, id: &NoteId) -> Option<&'a str> {
        self.table_notes.get(id)?.label.as_ref().map(|label| label.text.as_str())
    }

    /// Whether an address leads somewhere: out of the issue to where it may, or to a place that the issue has.
    pub(super) fn leads(&self, target: &str) -> bool {
        match Address::of(target) {
            Address::Here(id) => self.places.contains(id),
            Address::There(_) => true,
            Address::Inert(_) => false,
        }
    }

    /// A link that leads somewhere; its leaf holds its areas.
    pub(super) fn link(&mut self, target: String, alternative: String) -> LinkId {
        let leaf = self.leaf();
        self.links.push(Link { target, alternative, leaf });
        LinkId(self.links.len() - 1)
    }

    /// Notes a display heading for the reader's navigation.
    pub(super) fn heading(&mut self, title: String, level: usize) -> usize {
        self.outline.push(OutlineItem { title, level, page: 0, at: Point::default() });
        self.outline.len() - 1
    }

    fn record_role(&mut self, text: &Text, role: TextRole) {
        self.roles.resize(self.leaves as usize, TextRole::Body);
        for piece in &text.pieces {
            if let Some(known) = self.roles.get_mut(piece.leaf.0 as usize) {
                *known = role;
            }
        }
    }

    /// The leading of a line, from its top to its baseline, and whether it stands on the grid: as lines of the body do
    /// and all with their leading. In parts of an issue in other languages they take the leading of the body.
    fn line(&self, style: &TextStyle) -> (Pt, Pt, bool) {
        let on_grid = style.leading == self.sheet.text.body.leading;
        match self.grid.filter(|_| on_grid) {
            Some(body) => (body.leading, baseline(body), true),
            None => (style.leading, baseline(style), on_grid),
        }
    }

    /// The square of the character grid, for parts of the body's size.
    fn square(&self, style: &TextStyle) -> Option<Cell> {
        let count = self.sheet.page.characters;
        let on_grid = count > 0 && style.size == self.sheet.text.body.size && style.tracking == Em(0.0);
        let cell = || Cell { size: style.size, width: self.sheet.column() / f64::from(count) };
        on_grid.then(cell).filter(|cell| cell.width >= cell.size)
    }

    /// A length that is whole squares of the character grid for parts that stand on it.
    pub(super) fn on_squares(&self, length: Pt, style: &TextStyle) -> Pt {
        self.square(style).map_or(length, |cell| cell.width * (length / cell.width).ceil())
    }

    /// A text as strips.
    pub(super) fn set(&mut self, text: &Text, style: &TextStyle, place: &Place) -> Vec<Strip> {
        self.record_role(text, place.role);
        let cell = self.square(style);
        let block = Block {
            measure: place.width,
            indent: style.indent.at(cell.map_or(style.size, |cell| cell.width)),
            align: place.align.unwrap_or(style.align),
            hyphenate: style.hyphenate,
            style: self.sheet.paragraph,
            looseness: place.looseness.into(),
            cell,
            leading: self.line(style).0,
        };
        let lines = set_paragraph(text, block, &mut self.shaper);
        let count = lines.len();
        let together = style.keep_together && count <= TOGETHER_AT_MOST;
        let (height, baseline, on_grid) = self.line(style);
        let strip = |(at, line): (usize, super::line::Line)| {
            let mut strip = Strip {
                height,
                on_grid,
                divided: line.ink.last().is_some_and(is_divided),
                ink: line.ink,
                links: line.links,
                notes: line.notes,
                seam: if at > 0 && (together || self.leaves_few(at, count)) { Seam::Never } else { Seam::Free },
                ..Strip::default()
            };
            strip.shift(place.left, baseline);
            strip
        };
        lines.into_iter().enumerate().map(strip).collect()
    }

    /// Whether too few lines of a paragraph are left on a page that ends before one of them, or on the next.
    fn leaves_few(&self, at: usize, count: usize) -> bool {
        let page = &self.sheet.page;
        at < usize::from(page.orphans) || count - at < usize::from(page.widows)
    }

    /// Nothing yet of what pages may divide.
    pub(super) fn column(&self) -> Column {
        Column { below: usize::from(self.sheet.page.orphans), ..Column::default() }
    }
}

/// Whether words end in a hyphen that is not their own.
fn is_divided(placed: &Placed) -> bool {
    matches!(&placed.item, FrameItem::Glyphs(run) if run.text.ends_with('\u{AD}'))
}

/// More lines than this are never kept on one page.
const TOGETHER_AT_MOST: usize = 12;

/// From the top of a line to its baseline: the type stands in the middle of its leading, four fifths of it above.
pub(super) fn baseline(style: &TextStyle) -> Pt {
    (style.leading - style.size) / 2.0 + style.size * 0.8
}

/// A tag in the language around it.
pub(super) fn node(tag: Tag, span: Span, children: Vec<TagChild>) -> TagNode {
    TagNode { tag, lang: None, span, children }
}
