//! Puts strips, notes and furniture on their pages, and leads links and headings to where they came to stand.

use super::galley::Galley;
use super::masthead::rule;
use super::paginate::Sheet;
use super::strip::{Strip, shift};
use crate::frame::{ArtifactKind, Content, FrameItem, LinkTarget, Page, Placed};
use crate::geom::{Point, Pt, Rect, Size};
use crate::style::ColourRole;
use std::collections::BTreeMap;

/// Width of the rule over notes, as a share of the measure.
const NOTE_RULE: f64 = 0.28;
/// Its thickness, points.
const NOTE_RULE_WEIGHT: Pt = Pt(0.5);
/// From the text to the notes at the least, points; the rule stands in it.
pub(super) const NOTE_SPACE: Pt = Pt(12.0);
/// From the rule to the first note, points.
const NOTE_RULE_GAP: Pt = Pt(4.0);

/// A link whose end is not known before all pages are.
struct Pending {
    page: usize,
    target: String,
    area: Rect,
    alternative: String,
    content: Content,
}

/// Pages in the making.
struct Composer<'g, 'a> {
    galley: &'g mut Galley<'a>,
    pages: Vec<Page>,
    anchors: BTreeMap<String, (usize, Point)>,
    links: Vec<Pending>,
}

/// The pages of sheets.
pub(super) fn compose(galley: &mut Galley<'_>, strips: Vec<Strip>, sheets: &[Sheet]) -> Vec<Page> {
    let mut composer = Composer { galley, pages: Vec::new(), anchors: BTreeMap::new(), links: Vec::new() };
    let mut strips = strips.into_iter();
    for (number, sheet) in sheets.iter().enumerate() {
        composer.page(number, sheet, strips.by_ref().take(sheet.strips.len()));
    }
    composer.resolve_links();
    composer.pages
}

impl Composer<'_, '_> {
    fn page(&mut self, number: usize, sheet: &Sheet, strips: impl Iterator<Item = Strip>) {
        let style = &self.galley.sheet.page;
        let size = Size { width: style.width.to_pt(), height: style.height.to_pt() };
        let verso = style.mirror && number % 2 == 1;
        let left = if verso { style.outer.to_pt() } else { style.inner.to_pt() };
        let (top, bottom) = (style.top.to_pt(), size.height - style.bottom.to_pt());
        self.pages.push(Page { size, label: (number + 1).to_string(), items: Vec::new() });
        let head = self.galley.running_head(number);
        self.ink(number, head, left, top);
        let mut y = top;
        for strip in sheet.head.and_then(|head| self.galley.heads.get(head)).cloned().unwrap_or_default() {
            self.repeated(number, strip, left, &mut y);
        }
        let mut first = y == top;
        for strip in strips {
            y += if first { Pt::ZERO } else { strip.space };
            first = false;
            let height = strip.height;
            self.strip(number, strip, left, y);
            y += height;
        }
        self.notes(number, sheet, left, bottom);
        let folio = self.galley.folio(number, bottom - top);
        self.ink(number, folio, left, top);
    }

    fn ink(&mut self, page: usize, ink: Vec<Placed>, x: Pt, y: Pt) {
        let Some(page) = self.pages.get_mut(page) else { return };
        page.items.extend(ink.into_iter().map(|mut placed| {
            shift(&mut placed.item, x, y);
            placed
        }));
    }

    /// A table head set again: it has been read once, so it is no part of the text here.
    fn repeated(&mut self, page: usize, strip: Strip, x: Pt, y: &mut Pt) {
        let artifact = Content::Artifact(ArtifactKind::Layout);
        let ink = strip.ink.into_iter().map(|placed| Placed { content: artifact, ..placed }).collect();
        self.ink(page, ink, x, *y);
        *y += strip.height;
    }

    fn strip(&mut self, page: usize, mut strip: Strip, x: Pt, y: Pt) {
        strip.shift(x, y);
        let at = Point { x, y };
        for anchor in strip.anchors {
            self.anchors.entry(anchor).or_insert((page, at));
        }
        for heading in strip.headings {
            if let Some(item) = self.galley.outline.get_mut(heading) {
                (item.page, item.at) = (page, at);
            }
        }
        for link in strip.links {
            if let Some(known) = self.galley.links.get(link.link.0) {
                self.links.push(Pending {
                    page,
                    target: known.target.clone(),
                    area: link.area,
                    alternative: known.alternative.clone(),
                    content: Content::Leaf(known.leaf),
                });
            }
        }
        self.ink(page, strip.ink, Pt::ZERO, Pt::ZERO);
    }

    /// Notes stand at the foot of the page, under a short rule.
    fn notes(&mut self, page: usize, sheet: &Sheet, x: Pt, bottom: Pt) {
        let line = |galley: &Galley<'_>, note: usize, line: usize| {
            galley.notes.get(note).and_then(Option::as_ref).and_then(|note| note.get(line)).cloned()
        };
        let strips: Vec<Strip> = sheet.notes.iter().filter_map(|at| line(self.galley, at.note, at.line)).collect();
        if strips.is_empty() {
            return;
        }
        let mut y = bottom - super::paginate::height(&strips);
        let width = self.galley.sheet.measure() * NOTE_RULE;
        let area = Rect::new(x, y - NOTE_RULE_GAP, width, NOTE_RULE_WEIGHT);
        let ink = rule(area, self.galley.sheet.colour(ColourRole::Ink));
        self.ink(page, vec![ink], Pt::ZERO, Pt::ZERO);
        for strip in strips {
            let height = strip.height;
            y += strip.space;
            self.strip(page, strip, x, y);
            y += height;
        }
    }

    fn resolve_links(&mut self) {
        for link in std::mem::take(&mut self.links) {
            let target = match link.target.strip_prefix('#') {
                Some(id) => self.anchors.get(id).map(|&(page, at)| LinkTarget::Place(page, at)),
                None => Some(LinkTarget::Uri(link.target)),
            };
            let (Some(target), Some(page)) = (target, self.pages.get_mut(link.page)) else { continue };
            let item = FrameItem::Link { area: link.area, target, alternative: link.alternative };
            page.items.push(Placed { item, content: link.content });
        }
    }
}
