//! Puts strips, notes and furniture on their pages, and leads links and headings to where they came to stand.

use super::footnotes;
use super::galley::{Column, Galley, baseline};
use super::masthead::rule;
use super::paginate::{self, Band, Division, NoteLine, Room, Sheet, height};
use super::strip::{Float, Strip, shift};
use crate::frame::{ArtifactKind, Content, FrameItem, LinkTarget, Page, Placed};
use crate::geom::{Point, Pt, Rect, Size};
use crate::style::{ColourRole, StyleSheet, TextStyle};
use std::collections::BTreeMap;

/// Width of the rule over notes, as a share of the measure.
const NOTE_RULE: f64 = 0.28;
/// Its thickness, points.
const NOTE_RULE_WEIGHT: Pt = Pt(0.5);
/// From the text to the notes at the least, points; the rule stands in it.
const NOTE_SPACE: Pt = Pt(12.0);
/// From the rule to the first note, points.
const NOTE_RULE_GAP: Pt = Pt(4.0);

/// What notes take besides their lines.
pub(super) fn around_notes(sheet: &StyleSheet) -> Pt {
    NOTE_SPACE + note_rise(sheet)
}

/// By how much notes stand higher than the foot of the column, so that their last line ends where the body's would.
fn note_rise(sheet: &StyleSheet) -> Pt {
    let below = |style: &TextStyle| style.leading - baseline(style);
    (below(&sheet.text.body) - below(&sheet.text.footnote)).max(Pt::ZERO)
}

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
    room: Room,
    notes: &'g [NoteLine],
    /// The strip with which the imprint begins.
    imprint: usize,
}

/// The pages of a column that has been divided, and the page on which each thing with an id begins.
pub(super) fn compose<'g>(
    galley: &'g mut Galley<'_>,
    column: Column,
    division: &'g Division,
    room: Room,
) -> (Vec<Page>, BTreeMap<String, usize>) {
    let notes = &division.notes;
    let (pages, anchors, links) = (Vec::new(), BTreeMap::new(), Vec::new());
    let mut composer = Composer { galley, pages, anchors, links, room, notes, imprint: column.imprint };
    let mut strips = column.strips.into_iter();
    let (mut floats, mut across) = (column.floats, column.across);
    for sheet in &division.sheets {
        composer.begin(sheet.page);
        if sheet.column == 0 {
            composer.across(sheet, &mut across);
        }
        composer.sheet(sheet, strips.by_ref().take(sheet.strips.len()).collect(), &mut floats);
    }
    composer.furnish_last();
    composer.resolve_links();
    let places = composer.anchors.into_iter().map(|(id, (page, _))| (id, page)).collect();
    (composer.pages, places)
}

/// Some of the floats, which are set once.
fn taken(floats: &mut [Float], which: &[usize]) -> Vec<Float> {
    which.iter().filter_map(|&at| floats.get_mut(at).map(std::mem::take)).collect()
}

impl Composer<'_, '_> {
    /// Begins pages up to one, each under its running head, and ends those before with their folios.
    fn begin(&mut self, page: usize) {
        while self.pages.len() <= page {
            self.furnish_last();
            let number = self.pages.len();
            let style = &self.galley.sheet.page;
            let size = Size { width: style.width.to_pt(), height: style.height.to_pt() };
            self.pages.push(Page { size, label: (number + 1).to_string(), items: Vec::new() });
            let at = self.origin(number);
            let head = self.galley.running_head(number);
            self.ink(number, head, at.x, at.y);
        }
    }

    fn furnish_last(&mut self) {
        let Some(number) = self.pages.len().checked_sub(1) else { return };
        let at = self.origin(number);
        let folio = self.galley.folio(number, super::text_height(self.galley.sheet));
        self.ink(number, folio, at.x, at.y);
    }

    /// The top left corner of the text block of a page.
    fn origin(&self, page: usize) -> Point {
        let style = &self.galley.sheet.page;
        let verso = style.mirror && page % 2 == 1;
        Point { x: if verso { style.outer.to_pt() } else { style.inner.to_pt() }, y: style.top.to_pt() }
    }

    /// A column of a page: figures at its head, text, figures and notes at its foot.
    fn sheet(&mut self, sheet: &Sheet, strips: Vec<Strip>, floats: &mut [Float]) {
        let origin = self.origin(sheet.page);
        let style = self.galley.sheet;
        let step = style.column() + style.page.column_gap.to_pt();
        let x = origin.x + step * sheet.column as f64;
        let inset = self.room.inset();
        let within = taken(floats, &sheet.within);
        let y = self.hang(sheet.page, taken(floats, &sheet.above), Point { x, y: origin.y - inset + sheet.top });
        let imprint = self.text(sheet, strips, within, Point { x, y });
        let foot = imprint.unwrap_or(Pt(f64::INFINITY)).min(origin.y - inset + sheet.foot);
        let foot = self.notes(sheet, x, foot);
        self.raise(sheet.page, taken(floats, &sheet.below), Point { x, y: foot });
    }

    /// What spans the columns of a page, at its head and at its foot.
    fn across(&mut self, sheet: &Sheet, floats: &mut [Float]) {
        let across = &sheet.across;
        let Point { x, y } = self.origin(sheet.page);
        let head = y - self.room.inset() + sheet.top - across.head;
        let foot = y - self.room.inset() + self.room.lines();
        self.hang(sheet.page, taken(floats, &across.above), Point { x, y: head });
        self.raise(sheet.page, taken(floats, &across.below), Point { x, y: foot });
    }

    /// Floats one below the other, from a place down; gives where the text below them begins.
    fn hang(&mut self, page: usize, floats: Vec<Float>, mut at: Point) -> Pt {
        for float in floats {
            let taken = self.room.apart(float.height());
            self.pile(page, float.strips, at.x, at.y + self.room.inset());
            at.y += taken;
        }
        at.y
    }

    /// Floats one below the other, the last of which ends at a place.
    fn raise(&mut self, page: usize, floats: Vec<Float>, mut at: Point) {
        for float in floats.into_iter().rev() {
            let height = float.height();
            self.pile(page, float.strips, at.x, at.y - height - self.room.inset());
            at.y -= self.room.apart(height);
        }
    }

    /// The text of a column, with its table head and the figures in it. Gives how far down what stands at its foot may
    /// reach, where that is the imprint's place.
    fn text(&mut self, sheet: &Sheet, strips: Vec<Strip>, within: Vec<Float>, at: Point) -> Option<Pt> {
        let head = sheet.head.and_then(|head| self.galley.heads.get(head)).cloned().unwrap_or_default();
        let mut bands = Vec::with_capacity(strips.len() + 1);
        if !head.is_empty() {
            bands.push(Band { height: height(&head), ..Band::default() });
        }
        let first = bands.len();
        let mut set = Vec::with_capacity(strips.len());
        let mut within = within.into_iter().peekable();
        let mut after = Pt::ZERO;
        let mut strips = strips.into_iter();
        for number in sheet.strips.start..=sheet.strips.end {
            while let Some(float) = within.next_if(|float| float.place == number) {
                bands.extend(paginate::within(&float, after));
                after = paginate::space_around(&float);
                set.extend(float.strips);
            }
            if let Some(strip) = strips.next() {
                let band = Band::from(&strip);
                bands.push(Band { space: band.space.max(std::mem::take(&mut after)), ..band });
                set.push(strip);
            }
        }
        let tops = paginate::tops(&bands, self.room.grid, sheet.open);
        if let Some(&top) = tops.first().filter(|_| first > 0) {
            self.repeated(sheet.page, head, at.x, at.y + top);
        }
        let end = tops.last().zip(bands.last()).map_or(at.y, |(&top, band)| at.y + top + band.height);
        let (imprint, drop) = self.imprint_at_foot(sheet, end);
        let lines = set.len().saturating_sub(imprint);
        let above = set.get(lines).zip(tops.get(first + lines)).map(|(strip, &top)| at.y + top + drop - strip.space);
        let mut tail = None;
        for (number, (strip, top)) in set.into_iter().zip(tops.into_iter().skip(first)).enumerate() {
            let drop = if number < lines { Pt::ZERO } else { drop };
            tail = strip.tail.map(|tail| (tail, top + strip.height));
            self.strip(sheet.page, strip, at.x, at.y + top + drop);
        }
        if let Some((tail, top)) = tail {
            let tail = self.galley.heads.get(tail).cloned().unwrap_or_default();
            self.repeated(sheet.page, tail, at.x, at.y + top);
        }
        above.filter(|_| drop > Pt::ZERO)
    }

    /// How many strips of the imprint stand at the end of a column, and how far down they move to end with the text
    /// block, where the style wants them there: under the notes and figures at the foot (GB/T 9704-2012, 7.4.1:
    /// 版记中的末条分隔线与公文最后一面的版心下边缘重合).
    fn imprint_at_foot(&self, sheet: &Sheet, end: Pt) -> (usize, Pt) {
        let strips = sheet.strips.end.saturating_sub(self.imprint.max(sheet.strips.start));
        let free = sheet.strips.start <= self.imprint;
        let style = self.galley.sheet;
        let foot = self.origin(sheet.page).y + super::text_height(style) - sheet.across.foot;
        if strips > 0 && free && style.imprint.at_foot { (strips, (foot - end).max(Pt::ZERO)) } else { (0, Pt::ZERO) }
    }

    /// Strips one below the other, as they are; the first asks for no space.
    fn pile(&mut self, page: usize, strips: Vec<Strip>, x: Pt, mut y: Pt) {
        for (at, strip) in strips.into_iter().enumerate() {
            y += if at > 0 { strip.space } else { Pt::ZERO };
            let height = strip.height;
            self.strip(page, strip, x, y);
            y += height;
        }
    }

    fn ink(&mut self, page: usize, ink: Vec<Placed>, x: Pt, y: Pt) {
        let Some(page) = self.pages.get_mut(page) else { return };
        page.items.extend(ink.into_iter().map(|mut placed| {
            shift(&mut placed.item, x, y);
            placed
        }));
    }

    /// A table head set again: it has been read once, so it is no part of the text here.
    fn repeated(&mut self, page: usize, head: Vec<Strip>, x: Pt, mut y: Pt) {
        let artifact = Content::Artifact(ArtifactKind::Layout);
        for strip in head {
            y += strip.space;
            let ink = strip.ink.into_iter().map(|placed| Placed { content: artifact, ..placed }).collect();
            self.ink(page, ink, x, y);
            y += strip.height;
        }
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

    /// Notes stand at the foot of the column, under a short rule. Gives where they and the space above them begin.
    fn notes(&mut self, sheet: &Sheet, x: Pt, foot: Pt) -> Pt {
        let note = |at: &NoteLine| self.galley.notes.get(at.note)?.as_ref()?.get(at.line).cloned();
        let lines = self.notes.get(sheet.notes.clone()).unwrap_or_default();
        let goes_on = self.notes.get(sheet.notes.end).and_then(note).is_some_and(|strip| strip.note.is_none());
        let strips = footnotes::in_order(lines.iter().filter_map(note).collect(), goes_on);
        if strips.is_empty() {
            return foot;
        }
        let mut y = foot - note_rise(self.galley.sheet) - height(&strips);
        let top = y - NOTE_SPACE;
        let width = self.galley.sheet.column() * NOTE_RULE;
        let area = Rect::new(x, y - NOTE_RULE_GAP, width, NOTE_RULE_WEIGHT);
        let ink = rule(area, self.galley.sheet.colour(ColourRole::Ink));
        self.ink(sheet.page, vec![ink], Pt::ZERO, Pt::ZERO);
        for strip in strips {
            let height = strip.height;
            y += strip.space;
            self.strip(sheet.page, strip, x, y);
            y += height;
        }
        top
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
