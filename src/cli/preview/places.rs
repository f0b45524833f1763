//! Where on finished pages the words of the source stand, and what tells one page from another: all that a page says of itself
//! beside its picture. Works on frames alone and knows no server.

use crate::diagnostics::{Diagnostic, Sink, Span, code};
use crate::fonts::FontBook;
use crate::frame::{Content, FrameItem, GlyphRun, Page, Pages, Tag, TagChild, TagNode};
use crate::geom::{Point, Pt, Rect, Size};
use crate::resources::Images;
use crate::write::{Artifact, Backend, Entry, Issue, PageBackend};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use siphasher::sip128::{Hasher128, SipHasher13};
use std::hash::{Hash, Hasher};

/// What the file is called among the outputs of an issue.
pub(super) const FILE: &str = "places";

/// How far letters reach over and under their baseline, as shares of their size.
const ASCENT: f64 = 0.8;
const DESCENT: f64 = 0.25;

/// Writes the places as JSON, as another format of the pages.
pub(super) static ENTRY: Entry = Entry {
    name: "places",
    extension: "json",
    summary: "where the words of the source stand on the pages",
    backend: Backend::Page(&Writer),
};

struct Writer;

impl PageBackend for Writer {
    fn write(&self, issue: &Issue<'_>, pages: &Pages, _: &FontBook, _: &mut Sink) -> Result<Vec<Artifact>, Diagnostic> {
        let failed = |error| Diagnostic::new(code::OUTPUT_FAILED, format!("the places cannot be written: {error}"));
        let bytes = serde_json::to_vec(&sheets(pages, issue.images)).map_err(failed)?;
        Ok(vec![Artifact { path: FILE.into(), bytes }])
    }
}

/// A page without its picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Sheet {
    /// The same for pages that look the same, whatever issue they are of.
    pub(super) digest: String,
    /// Width and height of the paper, points.
    pub(super) size: (f64, f64),
    /// The folio as it is printed.
    pub(super) label: String,
    /// The lines of text on it, in reading order as far as the page has one.
    pub(super) lines: Vec<Line>,
}

/// A line of text, or a picture, on a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Line {
    /// Left, top, width and height, points from the upper left corner of the paper.
    pub(super) area: [f64; 4],
    /// The bytes of the source that it shows.
    pub(super) bytes: (u32, u32),
    /// The block that it is of, by a number that no other block of the issue has.
    pub(super) block: usize,
}

/// All pages of an issue.
pub(super) fn sheets(pages: &Pages, images: &Images) -> Vec<Sheet> {
    let blocks = Blocks::of(pages);
    let sheet = |page: &Page| Sheet {
        digest: digest(page, images),
        size: (page.size.width.0, page.size.height.0),
        label: page.label.clone(),
        lines: lines(page, &blocks),
    };
    pages.pages.iter().map(sheet).collect()
}

/// The blocks of an issue: which leaves are of which, and where the source has them.
#[derive(Default)]
struct Blocks {
    of_leaves: FxHashMap<u32, usize>,
    spans: Vec<Span>,
}

impl Blocks {
    fn of(pages: &Pages) -> Blocks {
        let mut blocks = Blocks::default();
        pages.tags.roots.iter().for_each(|root| blocks.add(root, None));
        blocks
    }

    fn add(&mut self, node: &TagNode, around: Option<usize>) {
        let block = match is_block(&node.tag) {
            true => {
                let known = around.and_then(|around| self.spans.get(around)).copied().unwrap_or_default();
                self.spans.push(if node.span.range().is_some() { node.span } else { known });
                Some(self.spans.len() - 1)
            }
            false => around,
        };
        for child in &node.children {
            match (child, block) {
                (TagChild::Node(node), _) => self.add(node, block),
                (TagChild::Leaf(leaf), Some(block)) => {
                    self.of_leaves.insert(leaf.0, block);
                }
                (TagChild::Leaf(_), None) => {}
            }
        }
    }
}

/// Whether a tag stands for what readers take for one thing.
fn is_block(tag: &Tag) -> bool {
    !matches!(
        tag,
        Tag::Section | Tag::Span | Tag::Link | Tag::Reference | Tag::NoteLabel | Tag::List { .. } | Tag::ListLabel
    )
}

/// The lines of a page that the source has, what stands on one baseline of one block together.
fn lines(page: &Page, blocks: &Blocks) -> Vec<Line> {
    let mut found: Vec<Line> = Vec::new();
    for placed in &page.items {
        let Content::Leaf(leaf) = placed.content else { continue };
        let Some(&block) = blocks.of_leaves.get(&leaf.0) else { continue };
        let Some((area, own)) = shown(&placed.item) else { continue };
        let around = blocks.spans.get(block).copied().unwrap_or_default();
        let Some(bytes) = bytes(own).or_else(|| bytes(around)) else { continue };
        match found.last_mut().filter(|last| last.block == block && is_beside(last.area, area)) {
            Some(last) => last.take_in(area, bytes),
            None => found.push(Line { area, bytes, block }),
        }
    }
    found.iter_mut().for_each(|line| line.area = line.area.map(|length| (length * 10.0).round() / 10.0));
    found
}

impl Line {
    fn take_in(&mut self, other: [f64; 4], bytes: (u32, u32)) {
        let [left, top, width, height] = self.area;
        let right = (left + width).max(other[0] + other[2]);
        let foot = (top + height).max(other[1] + other[3]);
        let (left, top) = (left.min(other[0]), top.min(other[1]));
        self.area = [left, top, right - left, foot - top];
        self.bytes = (self.bytes.0.min(bytes.0), self.bytes.1.max(bytes.1));
    }
}

/// Whether two areas share most of their height, as what stands on one line does.
fn is_beside(a: [f64; 4], b: [f64; 4]) -> bool {
    let shared = (a[1] + a[3]).min(b[1] + b[3]) - a[1].max(b[1]);
    shared > a[3].min(b[3]) / 2.0
}

fn bytes(span: Span) -> Option<(u32, u32)> {
    match span {
        Span::Text { start, end } => Some((start, end)),
        _ => None,
    }
}

/// Where something stands that a reader may point at, and where the source has it.
fn shown(item: &FrameItem) -> Option<([f64; 4], Span)> {
    match item {
        FrameItem::Glyphs(run) => Some((sides(extent(run)), run.span)),
        FrameItem::Image { area, span, .. } => Some((sides(*area), *span)),
        FrameItem::Rule { .. } | FrameItem::Dot { .. } | FrameItem::Link { .. } => None,
    }
}

fn sides(area: Rect) -> [f64; 4] {
    [area.origin.x.0, area.origin.y.0, area.size.width.0, area.size.height.0]
}

fn extent(run: &GlyphRun) -> Rect {
    let advance: f64 = run.glyphs.iter().map(|glyph| f64::from(glyph.advance)).sum();
    Rect {
        origin: Point { x: run.origin.x, y: Pt(run.origin.y.0 - ASCENT * run.size.0) },
        size: Size { width: Pt(advance * run.size.0 * run.stretch), height: Pt((ASCENT + DESCENT) * run.size.0) },
    }
}

/// What all pages that look the same have in common. Faces are known by their places in the book, so that it holds for one run
/// of the program.
fn digest(page: &Page, images: &Images) -> String {
    let mut hasher = SipHasher13::new();
    for length in [page.size.width, page.size.height] {
        length.0.to_bits().hash(&mut hasher);
    }
    page.items.iter().for_each(|placed| look(&placed.item, images, &mut hasher));
    let hash = hasher.finish128();
    format!("{:016x}{:016x}", hash.h1, hash.h2)
}

fn look(item: &FrameItem, images: &Images, hasher: &mut SipHasher13) {
    let area = |area: &Rect, hasher: &mut SipHasher13| sides(*area).map(f64::to_bits).hash(hasher);
    match item {
        FrameItem::Glyphs(run) => {
            (run.face.0 as u64, run.colour.rgb, run.colour.cmyk).hash(hasher);
            let places = [run.size.0, run.stretch, run.origin.x.0, run.origin.y.0];
            places.map(f64::to_bits).hash(hasher);
            for glyph in &run.glyphs {
                (glyph.id, [glyph.advance, glyph.x_offset, glyph.y_offset].map(f32::to_bits)).hash(hasher);
            }
        }
        FrameItem::Rule { area: place, colour } => {
            (0_u8, colour.rgb, colour.cmyk).hash(hasher);
            area(place, hasher);
        }
        FrameItem::Dot { area: place, colour } => {
            (1_u8, colour.rgb, colour.cmyk).hash(hasher);
            area(place, hasher);
        }
        FrameItem::Image { area: place, path, .. } => {
            images.get(path).map(|image| &image.bytes).hash(hasher);
            area(place, hasher);
        }
        // Nothing of a link is seen.
        FrameItem::Link { .. } => hasher.write_u8(2),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;
    use crate::convert::{self, Job};
    use crate::layout::Typesetter;
    use crate::read;
    use crate::resources::NoResources;
    use crate::style;
    use crate::write::Options;

    const FRONT: &str =
        "---\nseries: Lake Bulletin\nnumber: 9\ndate: 2023-12-20\npublisher: Office\ntitle: What\n---\n\n";

    fn set(body: &str) -> (String, Vec<Sheet>) {
        let text = format!("{FRONT}{body}");
        let fonts = FontBook::embedded();
        let style = style::resolve(style::built_in_source("plain").unwrap(), &|_| None).unwrap();
        let mut sink = Sink::new();
        let reader = read::by_name("bulletin").unwrap();
        let mut prepared = convert::prepare(&read::Input::new("a.md", text.as_bytes()), reader, &mut sink);
        let job = Job {
            backends: &[&ENTRY],
            style: &style,
            typesetter: &Typesetter::new(&fonts),
            options: &Options::default(),
            stem: "a",
            source: &[],
        };
        let made = convert::finish(&mut prepared.document, &job, &NoResources, &mut sink);
        (text, serde_json::from_slice(&made[0].bytes).unwrap())
    }

    /// The words of the source at the first line that begins below a height.
    fn words(text: &str, sheet: &Sheet, which: impl Fn(&Line) -> bool) -> String {
        let line = sheet.lines.iter().find(|line| which(line)).unwrap();
        text[line.bytes.0 as usize..line.bytes.1 as usize].to_string()
    }

    #[test]
    fn lines_lead_to_their_bytes() {
        let (text, sheets) = set("First words.\n\n# A heading\n\nLast words.\n");
        assert_eq!(sheets.len(), 1);
        for wanted in ["First words.", "Last words."] {
            let start = text.find(wanted).unwrap() as u32;
            assert!(words(&text, &sheets[0], |line| line.bytes.0 == start).starts_with(wanted));
        }
        let blocks: Vec<usize> = sheets[0].lines.iter().map(|line| line.block).collect();
        assert!(blocks.windows(2).any(|pair| pair[0] != pair[1]), "{blocks:?}");
        let inside = |line: &Line| line.area[0] > 0.0 && line.area[0] + line.area[2] < sheets[0].size.0;
        assert!(sheets[0].lines.iter().all(inside), "{sheets:?}");
    }

    #[test]
    fn a_page_is_known_by_its_look_alone() {
        let long = "A paragraph of words that fills the pages. ".repeat(10) + "\n\n";
        let body = long.repeat(20);
        let (_, before) = set(&format!("{body}Here it ends.\n"));
        let (_, after) = set(&format!("{body}Here it stops.\n"));
        let (_, blank) = set(&format!("\n\n{body}Here it ends.\n"));
        assert!(before.len() > 1 && before.len() == after.len());
        let same: Vec<bool> = before.iter().zip(&after).map(|(a, b)| a.digest == b.digest).collect();
        assert_eq!(same.iter().filter(|same| !**same).count(), 1, "{same:?}");
        assert!(same[0]);
        assert!(before.iter().zip(&blank).all(|(a, b)| a.digest == b.digest), "lines of the source are not seen");
        assert_ne!(before[0].lines, blank[0].lines);
    }
}
