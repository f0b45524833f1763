//! Divides a column into pages with the least cost over all of them: no widows, orphans or lone headings, notes on the
//! page of their callout, pages full.

use super::strip::{Seam, Strip};
use crate::geom::Pt;
use std::ops::Range;

/// What is divided.
pub(super) struct Galleys<'a> {
    /// The column.
    pub strips: &'a [Strip],
    /// The heads of tables.
    pub heads: &'a [Vec<Strip>],
    /// The notes.
    pub notes: &'a [Option<Vec<Strip>>],
    /// Height of the text block.
    pub height: Pt,
    /// What the rule over the notes takes, with the space around it.
    pub rule: Pt,
}

/// What stands on one page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sheet {
    /// The table head that is set again at the top.
    pub head: Option<usize>,
    /// The strips.
    pub strips: Range<usize>,
    /// The lines of notes at the foot, by note and line.
    pub notes: Vec<NoteLine>,
}

/// A line of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoteLine {
    /// Which note.
    pub note: usize,
    /// Which line of it.
    pub line: usize,
}

/// The cost of a seam that is better elsewhere.
const DEAR: f64 = 40.0;
/// The cost of a widow, an orphan or a lone heading.
const FORBIDDEN: f64 = 100_000.0;
/// The cost of a note that goes on overleaf.
const NOTE_SPLIT: f64 = 400.0;
/// The cost of a strip higher than the page.
const OVERFULL: f64 = 1e9;
/// What a page costs that falls short by a tenth of its height; it rises with the square.
const TENTH_SHORT: f64 = 40.0;
/// A last page filled less than this share is thin.
const THIN: f64 = 0.08;
/// The cost of a thin last page.
const THIN_PAGE: f64 = 60.0;
/// A part of a note has this many lines at the least.
const NOTE_LINES: usize = 2;

/// The pages.
pub(super) fn paginate(galleys: &Galleys<'_>) -> Vec<Sheet> {
    let costs = galleys.costs();
    let mut sheets = Vec::new();
    let mut at = 0;
    let mut carried: Vec<NoteLine> = Vec::new();
    while at < galleys.strips.len() || !carried.is_empty() {
        let (end, notes) = galleys.best_page(at, &carried, &costs);
        let stuck = end == at && notes.is_empty();
        let end = if stuck { (at + 1).min(galleys.strips.len()) } else { end };
        let head = galleys.strips.get(at).and_then(|strip| strip.head).filter(|_| end > at);
        carried = galleys.rest(&carried, at..end, notes.len());
        if stuck && end == at {
            carried.clear();
        }
        sheets.push(Sheet { head, strips: at..end, notes });
        at = end;
    }
    if sheets.is_empty() {
        sheets.push(Sheet { head: None, strips: 0..0, notes: Vec::new() });
    }
    sheets
}

/// A page in the making: what stands on it down to some strip.
#[derive(Clone, Copy, Default)]
struct Fill {
    body: Pt,
    /// All notes but the last.
    notes: Pt,
    last_note: Pt,
    /// The least that the last note needs.
    last_least: Pt,
    any_note: bool,
}

impl Galleys<'_> {
    /// For each strip, the cost of the pages from it on, if a page begins with it.
    fn costs(&self) -> Vec<f64> {
        let count = self.strips.len();
        let mut costs = vec![0.0; count + 1];
        for start in (0..count).rev() {
            costs[start] =
                self.ends(start, Fill::default()).map(|(end, cost)| cost + costs[end]).fold(f64::INFINITY, f64::min);
        }
        costs
    }

    /// The ends that a page may have which begins with a strip, each with the page's cost.
    fn ends(&self, start: usize, fill: Fill) -> impl Iterator<Item = (usize, f64)> + '_ {
        let mut fill = fill;
        let head = self.strips.get(start).and_then(|strip| strip.head);
        fill.body += head.and_then(|head| self.heads.get(head)).map_or(Pt::ZERO, |head| height(head));
        (start..self.strips.len())
            .map_while(move |at| {
                self.add(&mut fill, at, at == start);
                let cost = self.page_cost(&fill, at + 1)?;
                Some((at + 1, cost))
            })
            .chain(self.alone(start, fill))
    }

    /// A strip that does not fit on a page of its own stands on one all the same.
    fn alone(&self, start: usize, mut fill: Fill) -> Option<(usize, f64)> {
        self.add(&mut fill, start, true);
        self.page_cost(&fill, start + 1).is_none().then_some((start + 1, OVERFULL))
    }

    fn add(&self, fill: &mut Fill, at: usize, first: bool) {
        let Some(strip) = self.strips.get(at) else { return };
        fill.body += strip.height + if first { Pt::ZERO } else { strip.space };
        for note in strip.notes.iter().filter_map(|&note| self.notes.get(note)?.as_deref()) {
            fill.notes += fill.last_note;
            fill.last_note = height(note);
            fill.last_least = height(note.get(..NOTE_LINES).filter(|_| note.len() >= 2 * NOTE_LINES).unwrap_or(note));
            fill.any_note = true;
        }
    }

    /// The cost of a page, or nothing where it is too full.
    fn page_cost(&self, fill: &Fill, end: usize) -> Option<f64> {
        let rule = if fill.any_note { self.rule } else { Pt::ZERO };
        let room = self.height - fill.body - rule - fill.notes;
        if room + Pt(SLACK) < fill.last_least {
            return None;
        }
        let split = room + Pt(SLACK) < fill.last_note;
        let short = if split { Pt::ZERO } else { (room - fill.last_note).max(Pt::ZERO) };
        let share = short / self.height * 10.0;
        let last = end == self.strips.len();
        let shortness = match last {
            true if short > self.height * (1.0 - THIN) => THIN_PAGE,
            true => 0.0,
            false => TENTH_SHORT * share * share,
        };
        Some(shortness + if split { NOTE_SPLIT } else { 0.0 } + self.seam(end))
    }

    fn seam(&self, at: usize) -> f64 {
        match self.strips.get(at).map(|strip| strip.seam) {
            Some(Seam::Never) => FORBIDDEN,
            Some(Seam::Dear) => DEAR,
            Some(Seam::Free) | None => 0.0,
        }
    }

    /// The end of the page that begins with a strip below notes carried over, and the note lines at its foot.
    fn best_page(&self, start: usize, carried: &[NoteLine], costs: &[f64]) -> (usize, Vec<NoteLine>) {
        let carried_height = self.lines_height(carried);
        let mut fill = Fill::default();
        if !carried.is_empty() {
            fill.last_note = carried_height;
            fill.last_least = carried_height.min(self.height / 2.0);
            fill.any_note = true;
        }
        let total = |end: usize, cost: f64| cost + costs.get(end).copied().unwrap_or_default();
        let mut best = (start, f64::INFINITY);
        for (end, cost) in self.ends(start, fill) {
            let cost = total(end, cost);
            if cost < best.1 {
                best = (end, cost);
            }
        }
        (best.0, self.note_lines(start..best.0, carried))
    }

    /// The note lines that fit below strips.
    fn note_lines(&self, strips: Range<usize>, carried: &[NoteLine]) -> Vec<NoteLine> {
        let all = self.wanted(carried, strips.clone());
        let mut fill = Fill::default();
        let head = self.strips.get(strips.start).and_then(|strip| strip.head).filter(|_| !strips.is_empty());
        fill.body += head.and_then(|head| self.heads.get(head)).map_or(Pt::ZERO, |head| height(head));
        strips.clone().for_each(|at| self.add(&mut fill, at, at == strips.start));
        let mut room = self.height - fill.body - self.rule + Pt(SLACK);
        let fits = all.iter().take_while(|line| {
            room -= self.line_height(**line);
            room >= Pt::ZERO
        });
        let count = fits.count();
        // A strip higher than the page leaves no room: its notes stand below it all the same.
        let count = if count == 0 && strips.len() == 1 { all.len().min(NOTE_LINES) } else { count };
        all.into_iter().take(count).collect()
    }

    /// All note lines that want to stand on a page.
    fn wanted(&self, carried: &[NoteLine], strips: Range<usize>) -> Vec<NoteLine> {
        let mut lines = carried.to_vec();
        for &note in self.strips.get(strips).unwrap_or_default().iter().flat_map(|strip| &strip.notes) {
            let count = self.notes.get(note).and_then(Option::as_ref).map_or(0, Vec::len);
            lines.extend((0..count).map(|line| NoteLine { note, line }));
        }
        lines
    }

    fn rest(&self, carried: &[NoteLine], strips: Range<usize>, taken: usize) -> Vec<NoteLine> {
        self.wanted(carried, strips).split_off(taken)
    }

    fn lines_height(&self, lines: &[NoteLine]) -> Pt {
        lines.iter().map(|&line| self.line_height(line)).sum()
    }

    fn line_height(&self, line: NoteLine) -> Pt {
        let strip = self.notes.get(line.note).and_then(Option::as_ref).and_then(|note| note.get(line.line));
        strip.map_or(Pt::ZERO, |strip| strip.height + strip.space)
    }
}

/// A page that is too full by less than this is not, points.
const SLACK: f64 = 0.01;

/// The height of strips one below the other, with their spaces.
pub(super) fn height(strips: &[Strip]) -> Pt {
    strips.iter().map(|strip| strip.height + strip.space).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(paragraph: usize) -> Vec<Strip> {
        let seam = |at| if at == 1 || at + 1 == paragraph { Seam::Never } else { Seam::Free };
        let strip =
            |at| Strip { height: Pt(10.0), seam: if at == 0 { Seam::Free } else { seam(at) }, ..Strip::default() };
        (0..paragraph).map(strip).collect()
    }

    fn column(paragraphs: &[usize]) -> Vec<Strip> {
        paragraphs.iter().flat_map(|&count| lines(count)).collect()
    }

    fn pages(strips: &[Strip], notes: &[Option<Vec<Strip>>]) -> Vec<Sheet> {
        paginate(&Galleys { strips, heads: &[], notes, height: Pt(100.0), rule: Pt(5.0) })
    }

    #[test]
    fn no_page_begins_or_ends_with_a_lone_line() {
        for first in 1..30 {
            let strips = column(&[first, 9, 14, 2, 17, 3]);
            for sheet in pages(&strips, &[]) {
                assert!(sheet.strips.start == 0 || strips[sheet.strips.start].seam == Seam::Free, "{first} {sheet:?}");
                assert!(sheet.strips.len() <= 10);
            }
        }
    }

    #[test]
    fn a_heading_stays_with_its_text() {
        let mut strips = column(&[9, 1, 12]);
        strips[10].seam = Seam::Never;
        strips[11].seam = Seam::Never;
        assert_eq!(pages(&strips, &[])[0].strips, 0..9);
    }

    #[test]
    fn a_note_stands_on_the_page_of_its_callout() {
        let mut strips = column(&[20]);
        strips[4].notes.push(0);
        strips[14].notes.push(1);
        let notes = [Some(lines(3)), Some(lines(1))];
        for sheet in pages(&strips, &notes) {
            let called: Vec<usize> =
                strips[sheet.strips.clone()].iter().flat_map(|strip| strip.notes.clone()).collect();
            let mut set: Vec<usize> = sheet.notes.iter().map(|line| line.note).collect();
            set.dedup();
            assert_eq!(called, set);
            assert!(sheet.strips.len() + sheet.notes.len() <= 10);
        }
    }

    #[test]
    fn a_note_longer_than_the_page_goes_on_overleaf() {
        let mut strips = column(&[6]);
        strips[2].notes.push(0);
        let notes = [Some(lines(25))];
        let sheets = pages(&strips, &notes);
        let set: Vec<usize> = sheets.iter().flat_map(|sheet| sheet.notes.iter().map(|line| line.line)).collect();
        assert_eq!(set, (0..25).collect::<Vec<_>>());
        assert!(sheets.iter().all(|sheet| sheet.strips.len() + sheet.notes.len() <= 10), "{sheets:?}");
    }

    #[test]
    fn a_strip_higher_than_the_page_gets_a_page() {
        let mut strips = column(&[3, 1, 3]);
        strips[3].height = Pt(500.0);
        strips[3].seam = Seam::Never;
        let sheets = pages(&strips, &[]);
        assert_eq!(sheets.last().map(|sheet| sheet.strips.end), Some(7));
        assert!(sheets.iter().any(|sheet| sheet.strips == (3..4)));
    }
}
