//! Strips: the horizontal bands that a column is made of, each on one page whole.

use crate::frame::{FrameItem, LeafId, Placed};
use crate::geom::{Pt, Rect};

/// A link among those of the issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LinkId(pub usize);

/// Where a link leads, before pages are known.
#[derive(Clone, Debug)]
pub(super) struct Link {
    /// A URI, or `#id` of a place in the issue.
    pub target: String,
    /// What its words say.
    pub alternative: String,
    /// The leaf of its areas.
    pub leaf: LeafId,
}

/// The area of a link's words on one line.
#[derive(Clone, Debug)]
pub(super) struct LinkArea {
    /// Which link.
    pub link: LinkId,
    /// Where, relative to the strip.
    pub area: Rect,
}

/// What it costs to begin a page with a strip.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Seam {
    /// Nothing.
    #[default]
    Free,
    /// Something: better elsewhere.
    Dear,
    /// Much: it leaves a row of a table alone.
    Lone,
    /// It is done only where nothing else can be: it leaves a widow, an orphan or a lone heading.
    Never,
}

/// A band of a column.
#[derive(Clone, Debug, Default)]
pub(super) struct Strip {
    /// Space above, dropped at the head of a page.
    pub space: Pt,
    /// How far it reaches down.
    pub height: Pt,
    /// From its top to the baseline of its first line.
    pub baseline: Pt,
    /// What stands in it, relative to its top and the left edge of the text block.
    pub ink: Vec<Placed>,
    /// The links in it.
    pub links: Vec<LinkArea>,
    /// The notes that it calls.
    pub notes: Vec<usize>,
    /// The note at the foot of a page that begins here.
    pub note: Option<usize>,
    /// The ids of what begins here.
    pub anchors: Vec<String>,
    /// The display headings that begin here: places in the outline.
    pub headings: Vec<usize>,
    /// What it costs to begin a page here.
    pub seam: Seam,
    /// The table head that is set again above it where it begins a page.
    pub head: Option<usize>,
    /// What is set below it where it ends a page and the next strip begins another: a table's lower rule, a frame's
    /// edge. Among the heads.
    pub tail: Option<usize>,
    /// Whether it is a line that stands on the baseline grid where the style has one.
    pub on_grid: bool,
    /// Whether it ends in a divided word.
    pub divided: bool,
    /// Whether it goes on with the row of a table that the strip above it began.
    pub goes_on: bool,
}

/// A figure or table with its caption that stands where there is room for it.
#[derive(Clone, Debug, Default)]
pub(super) struct Float {
    /// All of it, one below the other.
    pub strips: Vec<Strip>,
    /// The strip before which it stands in the source.
    pub place: usize,
    /// Where it should stand.
    pub wish: Wish,
    /// How many come before it, those in columns and those across them.
    pub order: usize,
}

impl Float {
    /// How far it reaches down where nothing stands above it.
    pub(super) fn height(&self) -> Pt {
        let above = self.strips.first().map_or(Pt::ZERO, |strip| strip.space);
        self.strips.iter().map(|strip| strip.height + strip.space).sum::<Pt>() - above
    }
}

/// Where a float should stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Wish {
    /// At its place, or at the head of the next page where its page has no room for it.
    #[default]
    Near,
    /// At the head of the page of its place, or of the next one.
    Head,
    /// At the foot of the page of its place, or of the next one.
    Foot,
}

impl Strip {
    /// Moves all that stands in the strip.
    pub(super) fn shift(&mut self, x: Pt, y: Pt) {
        self.ink.iter_mut().for_each(|placed| shift(&mut placed.item, x, y));
        for link in &mut self.links {
            shift_area(&mut link.area, x, y);
        }
        self.baseline += y;
    }

    /// Takes in what stands in another strip, as it is placed.
    pub(super) fn absorb(&mut self, other: Strip) {
        self.ink.extend(other.ink);
        self.links.extend(other.links);
        self.notes.extend(other.notes);
        self.anchors.extend(other.anchors);
        self.headings.extend(other.headings);
    }
}

/// Moves an item.
pub(super) fn shift(item: &mut FrameItem, x: Pt, y: Pt) {
    match item {
        FrameItem::Glyphs(run) => {
            run.origin.x += x;
            run.origin.y += y;
        }
        FrameItem::Rule { area, .. }
        | FrameItem::Dot { area, .. }
        | FrameItem::Image { area, .. }
        | FrameItem::Link { area, .. } => {
            shift_area(area, x, y);
        }
    }
}

fn shift_area(area: &mut Rect, x: Pt, y: Pt) {
    area.origin.x += x;
    area.origin.y += y;
}

/// How far the ink of a strip reaches to the right.
pub(super) fn ink_width(strip: &Strip) -> Pt {
    strip.ink.iter().map(|placed| right_end(&placed.item)).fold(Pt::ZERO, Pt::max)
}

/// Where the ink of a strip begins at the left.
pub(super) fn ink_left(strip: &Strip) -> Pt {
    strip.ink.iter().map(|placed| placed.item.left()).reduce(Pt::min).unwrap_or_default()
}

fn right_end(item: &FrameItem) -> Pt {
    match item {
        FrameItem::Glyphs(run) => run.origin.x + advance(item),
        FrameItem::Rule { area, .. }
        | FrameItem::Dot { area, .. }
        | FrameItem::Image { area, .. }
        | FrameItem::Link { area, .. } => area.right(),
    }
}

/// How far an item reaches from its own left end.
pub(super) fn advance(item: &FrameItem) -> Pt {
    match item {
        FrameItem::Glyphs(run) => {
            run.size * run.stretch * run.glyphs.iter().map(|glyph| f64::from(glyph.advance)).sum::<f64>()
        }
        FrameItem::Rule { area, .. }
        | FrameItem::Dot { area, .. }
        | FrameItem::Image { area, .. }
        | FrameItem::Link { area, .. } => area.size.width,
    }
}
