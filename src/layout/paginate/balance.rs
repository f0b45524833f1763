//! Makes the columns of the last page equally high.

use super::notes::NoteLines;
use super::stack::{Band, SLACK, Stack};
use super::{Galleys, Sheet};
use crate::geom::Pt;
use crate::layout::strip::Seam;
use std::ops::Range;

/// Divides what stands on the last page anew, where that can be done without a widow and without figures in the way.
pub(super) fn balance(galleys: &Galleys<'_>, notes: &NoteLines, sheets: &mut Vec<Sheet>) {
    let Some(page) = sheets.last().map(|sheet| sheet.page) else { return };
    let first = sheets.partition_point(|sheet| sheet.page < page);
    let Some(last) = sheets.get(first..) else { return };
    let floats =
        last.iter().any(|sheet| !(sheet.above.is_empty() && sheet.within.is_empty() && sheet.below.is_empty()));
    let (Some(start), Some(end), false) = (last.first(), last.last(), floats || galleys.room.columns != 2) else {
        return;
    };
    let strips = start.strips.start..end.strips.end;
    let lines = start.notes.start..end.notes.end;
    let Some(at) = best(galleys, notes, strips.clone(), lines.clone(), start) else { return };
    let note = notes.called(at).clamp(lines.start, lines.end);
    let left = Sheet { strips: strips.start..at, notes: lines.start..note, open: Pt::ZERO, ..start.clone() };
    let head = galleys.strips.get(at).and_then(|strip| strip.head).filter(|_| at < strips.end);
    let right = Sheet { column: 1, strips: at..strips.end, notes: note..lines.end, head, ..left.clone() };
    sheets.truncate(first);
    sheets.extend([left, right].into_iter().filter(|sheet| !sheet.strips.is_empty() || !sheet.notes.is_empty()));
}

/// The strip before which the second column begins: that which makes the higher column lowest.
fn best(
    galleys: &Galleys<'_>,
    notes: &NoteLines,
    strips: Range<usize>,
    lines: Range<usize>,
    sheet: &Sheet,
) -> Option<usize> {
    let mut best: Option<(Pt, usize)> = None;
    for at in strips.start..=strips.end {
        if at > strips.start && galleys.strips.get(at).is_some_and(|strip| strip.seam == Seam::Never && at < strips.end)
        {
            continue;
        }
        let note = notes.called(at).clamp(lines.start, lines.end);
        let left = column(galleys, notes, strips.start..at, lines.start..note, sheet);
        let right = column(galleys, notes, at..strips.end, note..lines.end, sheet);
        let (Some(left), Some(right)) = (left, right) else { continue };
        let height = left.max(right);
        // The first column may be the higher one, the second only where nothing else is lower.
        if best.is_none_or(|(least, _)| height + SLACK < least || (height < least + SLACK && left >= right)) {
            best = Some((height.min(best.map_or(height, |(least, _)| least)), at));
        }
    }
    best.map(|(_, at)| at)
}

/// The height of the text of a column, if it fits with its notes.
fn column(
    galleys: &Galleys<'_>,
    notes: &NoteLines,
    strips: Range<usize>,
    lines: Range<usize>,
    sheet: &Sheet,
) -> Option<Pt> {
    let mut stack = Stack::new(galleys.room.grid);
    let set = galleys.strips.get(strips)?;
    if let Some(head) = set.first().and_then(|strip| strip.head) {
        stack.push(Band { height: galleys.head(head), ..Band::default() });
    }
    for strip in set {
        stack.push(Band::from(strip));
    }
    let rule = if lines.is_empty() { Pt::ZERO } else { galleys.rule };
    let taken = stack.height() + rule + notes.height(lines);
    (taken <= sheet.foot - sheet.top + SLACK).then_some(stack.height())
}
