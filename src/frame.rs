//! Finished pages: placed glyph runs, rules, images and links, and the structure that they belong to.
//!
//! A frame holds nothing that needs thinking. Page backends translate it and look nothing up but faces and images.

use crate::ast::Lang;
use crate::diagnostics::Span;
use crate::fonts::FaceId;
use crate::geom::{Point, Pt, Rect, Size};
use crate::style::Swatch;
use crate::style::TextRole;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

/// The pages of one issue.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// The pages, first to last.
    pub pages: Vec<Page>,
    /// The structure of the text, for readers that do not see the page.
    pub tags: TagTree,
    /// The part of the issue that each leaf belongs to, by the leaf's number; the body where there is none.
    pub roles: Vec<TextRole>,
    /// The leaves of readings, which stand over words and so between lines, in order.
    pub readings: Vec<LeafId>,
    /// The headings, for the reader's navigation.
    pub outline: Vec<OutlineItem>,
    /// What is said about the issue.
    pub metadata: Metadata,
    /// The page, from 0, on which each thing with an id begins; a note's is that of its first line.
    pub places: BTreeMap<String, usize>,
}

/// What a page backend says about the issue.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metadata {
    /// The title, in the issue's own language.
    pub title: String,
    /// Language of the issue.
    pub lang: Lang,
    /// The issuing body and the compilers.
    pub authors: Vec<String>,
    /// Series and number.
    pub subject: Option<String>,
    /// Subject words.
    pub keywords: Vec<String>,
    /// The day of issue: year, month, day. The file's own dates are taken from it.
    pub date: Option<(u16, u8, u8)>,
    /// Where the source says all this.
    pub span: Span,
}

/// One page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The paper.
    pub size: Size,
    /// The folio as a label: `1`, `ii`.
    pub label: String,
    /// What stands on it, in painting order.
    pub items: Vec<Placed>,
}

/// Something on a page and the content that it is part of.
#[derive(Clone, Debug)]
pub struct Placed {
    /// What.
    pub item: FrameItem,
    /// Of what.
    pub content: Content,
}

/// What an item is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// A piece of the structure's text: a leaf that stands once among the children of a tag. Items of one leaf may lie
    /// on several lines and pages, and then follow one another.
    Leaf(LeafId),
    /// Nothing of the text: ornament or furniture.
    Artifact(ArtifactKind),
}

/// Why something is no part of the text (PDF 1.7, 14.8.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArtifactKind {
    /// Running head.
    Header,
    /// Folio.
    Footer,
    /// The rule under the masthead.
    MastheadRule,
    /// A rule of the imprint.
    ImprintRule,
    /// Other rules and ornament.
    Layout,
}

/// A leaf of the structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeafId(pub u32);

/// Something on a page.
#[derive(Clone, Debug)]
pub enum FrameItem {
    /// Shaped text in one face, size and colour.
    Glyphs(GlyphRun),
    /// A filled rectangle.
    Rule {
        /// Where.
        area: Rect,
        /// Its colour, for the screen and for the press.
        colour: Swatch,
    },
    /// A filled circle: a mark that is drawn, so that it is not among the words.
    Dot {
        /// The square around it.
        area: Rect,
        /// Its colour, for the screen and for the press.
        colour: Swatch,
    },
    /// A picture, by its path in the source.
    Image {
        /// Where.
        area: Rect,
        /// Which.
        path: String,
        /// What it says, for those who cannot see it.
        alternative: String,
        /// Where in the source, for messages.
        span: Span,
    },
    /// An area that leads somewhere; its content is that of the words under it.
    Link {
        /// Where.
        area: Rect,
        /// Where to.
        target: LinkTarget,
        /// What it says, for those who cannot see it.
        alternative: String,
    },
}

impl FrameItem {
    /// Where it begins at the left.
    #[must_use]
    pub fn left(&self) -> Pt {
        match self {
            FrameItem::Glyphs(run) => run.origin.x,
            FrameItem::Rule { area, .. }
            | FrameItem::Dot { area, .. }
            | FrameItem::Image { area, .. }
            | FrameItem::Link { area, .. } => area.origin.x,
        }
    }
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq)]
pub enum LinkTarget {
    /// Out of the document.
    Uri(String),
    /// To a place in it: page from 0 and a point on it.
    Place(usize, Point),
}

/// Shaped text in one face, size and colour, on one baseline.
#[derive(Clone, Debug)]
pub struct GlyphRun {
    /// Which face.
    pub face: FaceId,
    /// Type size.
    pub size: Pt,
    /// Width of the glyphs and their advances against what the face gives; 1 but where letters help to fill a line.
    pub stretch: f64,
    /// Colour, for the screen and for the press.
    pub colour: Swatch,
    /// Left end of the baseline.
    pub origin: Point,
    /// The characters that the glyphs show, in reading order. A line break's hyphen is U+00AD here.
    pub text: String,
    /// The glyphs, left to right.
    pub glyphs: Vec<Glyph>,
    /// Where in the source, for messages.
    pub span: Span,
}

/// One glyph.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyph {
    /// Its number in the face.
    pub id: u32,
    /// How far the pen goes on, em.
    pub advance: f32,
    /// Shift to the right, em.
    pub x_offset: f32,
    /// Shift upwards, em.
    pub y_offset: f32,
    /// The bytes of the run's text that it shows; glyphs of one cluster share one range.
    pub text: Range<usize>,
}

/// A heading in the reader's navigation.
#[derive(Clone, Debug, PartialEq)]
pub struct OutlineItem {
    /// Its words.
    pub title: String,
    /// Depth from 1; never more than one deeper than the item before it.
    pub level: usize,
    /// Page, from 0.
    pub page: usize,
    /// Where on the page.
    pub at: Point,
}

/// The structure of the text: a tree of tags in reading order.
#[derive(Clone, Debug, Default)]
pub struct TagTree {
    /// The tags at the top.
    pub roots: Vec<TagNode>,
}

/// A tag with what it holds.
#[derive(Clone, Debug)]
pub struct TagNode {
    /// What it is.
    pub tag: Tag,
    /// Its language where it is not that of the tag around it.
    pub lang: Option<Lang>,
    /// Where in the source, for messages.
    pub span: Span,
    /// What it holds, in reading order.
    pub children: Vec<TagChild>,
}

/// What a tag holds.
#[derive(Clone, Debug)]
pub enum TagChild {
    /// Another tag.
    Node(TagNode),
    /// Text, a picture or a link area on pages. A leaf stands in one place of the tree only.
    Leaf(LeafId),
}

/// What a piece of structure is (PDF 1.7, 14.8.4).
#[derive(Clone, Debug, PartialEq)]
pub enum Tag {
    /// The issue as a whole, or a section.
    Section,
    /// The title and a display heading: level 1 to 6, and its words.
    Heading {
        /// Level, from 1.
        level: u16,
        /// Its words.
        title: String,
    },
    /// A paragraph.
    Paragraph,
    /// A part of a paragraph.
    Span,
    /// A link.
    Link,
    /// A block quotation.
    BlockQuote,
    /// A list, and whether it is numbered.
    List {
        /// Whether its items are numbered.
        numbered: bool,
    },
    /// An item of a list.
    ListItem,
    /// The marker of an item.
    ListLabel,
    /// The body of an item.
    ListBody,
    /// A table.
    Table,
    /// The head rows of a table.
    TableHead,
    /// The other rows of a table.
    TableBody,
    /// A row of a table.
    TableRow,
    /// A cell that heads columns or a row.
    TableHeadCell {
        /// Whether it heads its row, else its column.
        row: bool,
        /// Columns that it covers.
        columns: u16,
        /// Rows that it covers.
        rows: u16,
    },
    /// A cell of a table.
    TableDataCell {
        /// Columns that it covers.
        columns: u16,
        /// Rows that it covers.
        rows: u16,
    },
    /// A picture.
    Figure {
        /// What it says, for those who cannot see it.
        alternative: String,
    },
    /// The caption of a table or figure.
    Caption,
    /// A note.
    Note,
    /// The mark of a note in the text.
    Reference,
    /// The mark at the head of a note.
    NoteLabel,
}

impl Pages {
    /// The pages as text, an item a line, for tests: places in hundredths of a point, words as they read.
    #[must_use]
    pub fn dump(&self) -> String {
        let mut text = String::new();
        for (index, page) in self.pages.iter().enumerate() {
            let _ = writeln!(
                text,
                "page {} {:.2}x{:.2} label {}",
                index + 1,
                page.size.width.0,
                page.size.height.0,
                page.label
            );
            for placed in &page.items {
                let _ = writeln!(text, "  {}", dump_item(&placed.item));
            }
        }
        text
    }
}

fn dump_item(item: &FrameItem) -> String {
    let area = |area: &Rect| {
        format!("{:.2},{:.2} {:.2}x{:.2}", area.origin.x.0, area.origin.y.0, area.size.width.0, area.size.height.0)
    };
    match item {
        FrameItem::Glyphs(run) => {
            format!(
                "glyphs {:.2},{:.2} face {} size {:.2}{} {:?}",
                run.origin.x.0,
                run.origin.y.0,
                run.face.0,
                run.size.0,
                if run.stretch == 1.0 { String::new() } else { format!(" stretch {:.4}", run.stretch) },
                run.text
            )
        }
        FrameItem::Rule { area: place, .. } => format!("rule {}", area(place)),
        FrameItem::Dot { area: place, .. } => format!("dot {}", area(place)),
        FrameItem::Image { area: place, path, .. } => format!("image {} {path}", area(place)),
        FrameItem::Link { area: place, target, .. } => format!("link {} {target:?}", area(place)),
    }
}
