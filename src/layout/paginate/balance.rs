//! Makes the columns of the last page equally high.

use super::notes::NoteLines;
use super::scan::{space_around, within};
use super::stack::{Band, SLACK, Stack};
use super::{Galleys, Sheet};
use crate::geom::Pt;
use crate::layout::strip::Seam;
use std::ops::Range;

/// What stands on the last page.
struct Page<'s, 'a> {
    galleys: &'s Galleys<'a>,
    notes: &'s NoteLines,
    strips: Range<usize>,
    lines: Range<usize>,
    floats: Vec<usize>,
    /// How far a column reaches.
    most: Pt,
}

/// Divides what stands on the last page anew, where that can be done without a widow and without figures at head or foot
/// in the way.
pub(super) fn balance(galleys: &Galleys<'_>, notes: &NoteLines, sheets: &mut Vec<Sheet>) {
    let Some(last) = sheets.last().map(|sheet| sheet.page) else { return };
    let first = sheets.partition_point(|sheet| sheet.page < last);
    let Some([start, rest @ ..]) = sheets.get(first..) else { return };
    let end = rest.last().unwrap_or(start);
    if galleys.room.columns != 2
        || sheets[first..].iter().any(|sheet| !(sheet.above.is_empty() && sheet.below.is_empty()))
    {
        return;
    }
    let page = Page {
        galleys,
        notes,
        strips: start.strips.start..end.strips.end,
        lines: start.notes.start..end.notes.end,
        floats: sheets[first..].iter().flat_map(|sheet| sheet.within.clone()).collect(),
        most: start.foot - start.top,
    };
    let Some(at) = page.best() else { return };
    let columns = page.divided(at, start);
    sheets.truncate(first);
    sheets.extend(columns);
}

impl Page<'_, '_> {
    /// The columns of the page where the second begins with a strip.
    fn divided(&self, at: usize, first: &Sheet) -> impl Iterator<Item = Sheet> + use<> {
        let note = self.note(at);
        let place = |float: &usize| self.galleys.floats.get(*float).map_or(0, |float| float.place);
        let (before, after) = self.floats.iter().partition(|float| place(float) <= at);
        let left = Sheet {
            strips: self.strips.start..at,
            notes: self.lines.start..note,
            within: before,
            open: Pt::ZERO,
            ..first.clone()
        };
        let head = self.galleys.strips.get(at).and_then(|strip| strip.head).filter(|_| at < self.strips.end);
        let right = Sheet {
            column: 1,
            strips: at..self.strips.end,
            notes: note..self.lines.end,
            within: after,
            head,
            ..left.clone()
        };
        let filled = !right.strips.is_empty() || !right.notes.is_empty();
        std::iter::once(left).chain(filled.then_some(right))
    }

    fn note(&self, at: usize) -> usize {
        self.notes.called(at).clamp(self.lines.start, self.lines.end)
    }

    /// The strip before which the second column begins: that which makes the higher column lowest. The first column may
    /// be the higher one, the second only where that is lower still.
    fn best(&self) -> Option<usize> {
        let strips = self.galleys.strips;
        let mut best: Option<(Pt, bool, usize)> = None;
        for at in self.strips.clone().skip(1).chain([self.strips.end]) {
            if at < self.strips.end && strips.get(at).is_some_and(|strip| strip.seam == Seam::Never) {
                continue;
            }
            let left = self.column(self.strips.start..at, self.lines.start..self.note(at));
            let right = self.column(at..self.strips.end, self.note(at)..self.lines.end);
            let (Some(left), Some(right)) = (left, right) else { continue };
            let (height, falls) = (left.max(right), left + SLACK >= right);
            let better = |&(least, fell, _): &(Pt, bool, usize)| {
                height + SLACK < least || (height < least + SLACK && falls && !fell)
            };
            if best.as_ref().is_none_or(better) {
                best = Some((height, falls, at));
            }
        }
        best.map(|(_, _, at)| at)
    }

    /// The height of the text of a column, if it fits with its notes.
    fn column(&self, strips: Range<usize>, lines: Range<usize>) -> Option<Pt> {
        let galleys = self.galleys;
        let mut stack = Stack::new(galleys.room.grid);
        if let Some(head) = galleys.strips.get(strips.clone())?.first().and_then(|strip| strip.head) {
            stack.push(Band { height: galleys.head(head), ..Band::default() });
        }
        let mut floats = self.floats.iter().filter_map(|&at| galleys.floats.get(at)).peekable();
        while floats.next_if(|float| float.place <= strips.start).is_some() {}
        let mut after = Pt::ZERO;
        for at in strips.clone() {
            let band = Band::from(galleys.strips.get(at)?);
            stack.push(Band { space: band.space.max(std::mem::take(&mut after)), ..band });
            while let Some(float) = floats.next_if(|float| float.place == at + 1) {
                for band in within(float, after) {
                    stack.push(band);
                }
                after = space_around(float);
            }
        }
        let rule = if lines.is_empty() { Pt::ZERO } else { galleys.rule };
        let taken = stack.height() + rule + self.notes.height(lines);
        (taken <= self.most + SLACK).then_some(stack.height())
    }
}
