//! The pages as a person with a ruler sees them: lines of words, and what stands between them.

use crate::fonts::FontBook;
use crate::frame::{ArtifactKind, Content, FrameItem, Glyph, GlyphRun, LeafId, Page, Pages, Placed};
use crate::geom::{Em, Pt, Rect};
use crate::style::TextRole;

/// Baselines closer than this share of the type size are of one line: raised marks stand no higher, and no lines so
/// close.
const SAME: f64 = 0.6;
/// A run belongs to one of the last lines; cells of a table come one after the other.
const NEAR: usize = 8;

/// All pages, with the faces that their glyphs are drawn in.
pub(super) struct Sight<'a> {
    /// Page by page.
    pub(super) pages: Vec<Sheet<'a>>,
    fonts: &'a FontBook,
}

/// One page.
pub(super) struct Sheet<'a> {
    /// The page.
    pub(super) page: &'a Page,
    /// The lines of its text, head to foot.
    pub(super) lines: Vec<Line<'a>>,
    /// The folio.
    pub(super) folio: Option<Line<'a>>,
}

/// Words on one baseline.
pub(super) struct Line<'a> {
    /// The part of the issue that its first words belong to.
    pub(super) role: TextRole,
    /// From the head of the page.
    pub(super) baseline: Pt,
    /// The words of the document that stand first and last on it; none of a folio's.
    pub(super) leaves: Option<(LeafId, LeafId)>,
    /// The words, in painting order.
    pub(super) runs: Vec<&'a GlyphRun>,
}

impl<'a> Sight<'a> {
    /// Looks at pages.
    pub(super) fn of(pages: &'a Pages, fonts: &'a FontBook) -> Sight<'a> {
        let role = |content: Content| match content {
            Content::Leaf(leaf) if pages.readings.binary_search(&leaf).is_ok() => None,
            Content::Leaf(leaf) => Some(pages.roles.get(leaf.0 as usize).copied().unwrap_or(TextRole::Body)),
            Content::Artifact(_) => None,
        };
        let leaf = |content: Content| match content {
            Content::Leaf(leaf) => Some(leaf),
            Content::Artifact(_) => None,
        };
        let sheet = |page: &'a Page| Sheet {
            page,
            lines: lines(
                page.items
                    .iter()
                    .filter_map(|placed| Some((role(placed.content)?, leaf(placed.content), run(placed)?))),
            ),
            folio: lines(folio(page)).into_iter().next(),
        };
        Sight { pages: pages.pages.iter().map(sheet).collect(), fonts }
    }

    /// Upper and lower end of the ink of a line, from the head of the page.
    pub(super) fn ink(&self, line: &Line<'_>) -> Option<(Pt, Pt)> {
        let ends = line.runs.iter().filter_map(|run| self.ink_of(run, run.glyphs.iter().map(|glyph| glyph.id)));
        ends.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))
    }

    /// The same of some glyphs of a run.
    pub(super) fn ink_of(&self, run: &GlyphRun, glyphs: impl Iterator<Item = u32>) -> Option<(Pt, Pt)> {
        let reach = self.fonts.face(run.face)?.reach(glyphs)?;
        let at = |em: f64| run.origin.y + Em(em).at(run.size);
        Some((at(-reach.above), at(reach.below)))
    }
}

fn run(placed: &Placed) -> Option<&GlyphRun> {
    match &placed.item {
        FrameItem::Glyphs(run) if !run.text.trim().is_empty() => Some(run),
        _ => None,
    }
}

fn folio(page: &Page) -> impl Iterator<Item = (TextRole, Option<LeafId>, &GlyphRun)> {
    let folio = page.items.iter().filter(|placed| placed.content == Content::Artifact(ArtifactKind::Footer));
    folio.filter_map(|placed| Some((TextRole::Folio, None, run(placed)?)))
}

fn lines<'a>(runs: impl Iterator<Item = (TextRole, Option<LeafId>, &'a GlyphRun)>) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'a>> = Vec::new();
    for (role, leaf, run) in runs {
        match lines.iter_mut().rev().take(NEAR).find(|line| line.takes(run)) {
            Some(line) => line.take(run, leaf),
            None => {
                let leaves = leaf.map(|leaf| (leaf, leaf));
                lines.push(Line { role, baseline: run.origin.y, leaves, runs: vec![run] });
            }
        }
    }
    lines.sort_by(|one, other| one.baseline.0.total_cmp(&other.baseline.0));
    lines
}

impl Sheet<'_> {
    /// The rules of a kind, in painting order.
    pub(super) fn rules(&self, kind: ArtifactKind) -> impl Iterator<Item = &Rect> {
        self.page.items.iter().filter_map(move |placed| match &placed.item {
            FrameItem::Rule { area, .. } if placed.content == Content::Artifact(kind) => Some(area),
            _ => None,
        })
    }

    /// Whether nothing but lines of running text stands on the page, besides its furniture.
    pub(super) fn is_plain(&self) -> bool {
        let plain = |placed: &Placed| match (&placed.item, placed.content) {
            (FrameItem::Image { .. }, _) => false,
            (FrameItem::Rule { .. }, Content::Artifact(kind)) => kind == ArtifactKind::Header,
            _ => true,
        };
        self.lines.iter().all(|line| line.is_running()) && self.page.items.iter().all(plain)
    }

    /// Whether the last words of the page go on at the head of the next.
    pub(super) fn goes_on(&self, next: &Sheet<'_>) -> bool {
        let ends = self.lines.last().and_then(|line| line.leaves).zip(next.lines.first().and_then(|line| line.leaves));
        ends.is_some_and(|((_, last), (first, _))| last == first)
    }

    /// Whether the page shows its front: the first, the third…
    pub(super) fn is_recto(&self) -> bool {
        self.page.label.parse::<usize>().is_ok_and(|number| number % 2 == 1)
    }
}

impl<'a> Line<'a> {
    /// Whether a run stands on the line.
    fn takes(&self, run: &GlyphRun) -> bool {
        (self.baseline - run.origin.y).0.abs() < self.size().max(run.size).0 * SAME
    }

    /// Adds a run. The baseline is that of the largest words.
    fn take(&mut self, run: &'a GlyphRun, leaf: Option<LeafId>) {
        if run.size > self.size() {
            self.baseline = run.origin.y;
        }
        self.leaves = self.leaves.zip(leaf).map(|((first, _), last)| (first, last));
        self.runs.push(run);
    }

    /// Where its words begin.
    pub(super) fn left(&self) -> Pt {
        self.runs.iter().map(|run| run.origin.x).fold(Pt(f64::INFINITY), Pt::min)
    }

    /// Where its words end.
    pub(super) fn right(&self) -> Pt {
        self.runs.iter().map(|run| run.origin.x + reach(run)).fold(Pt(f64::NEG_INFINITY), Pt::max)
    }

    /// The size of its largest words.
    pub(super) fn size(&self) -> Pt {
        self.runs.iter().map(|run| run.size).fold(Pt::ZERO, Pt::max)
    }

    /// Whether it is a line of running text.
    pub(super) fn is_running(&self) -> bool {
        use TextRole::{Body, EditorsNote, Heading1, Heading2, Heading3, ListItem, Quote};
        [Body, EditorsNote, Heading1, Heading2, Heading3, ListItem, Quote].contains(&self.role)
    }

    /// How many glyphs it has, if all fill their squares but for what justification adds.
    pub(super) fn squares(&self) -> Option<usize> {
        let mut glyphs = self.runs.iter().flat_map(|run| &run.glyphs);
        let square = |advance: f32| (0.95..1.12).contains(&advance);
        let count = self.runs.iter().map(|run| run.glyphs.len()).sum();
        glyphs.all(|glyph| square(glyph.advance)).then_some(count)
    }
}

/// How far the words of a run reach, without the blanks that hang at its end.
fn reach(run: &GlyphRun) -> Pt {
    let shows = |glyph: &Glyph| run.text.get(glyph.text.clone()).is_some_and(|word| !word.trim().is_empty());
    let end = run.glyphs.iter().rposition(shows).map_or(0, |last| last + 1);
    run.size * run.stretch * run.glyphs.iter().take(end).map(|glyph| f64::from(glyph.advance)).sum::<f64>()
}
