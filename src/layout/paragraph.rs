//! Sets a text to a measure: units, boxes, breaks, lines.

use super::boxes::{Boxes, Setting, boxes};
use super::itemize::{Units, itemize};
use super::line::{Line, Slot, set_line};
use super::linebreak::{ALWAYS, Item, Measure, linebreak, linebreak_within};
use super::shape::Shaper;
use super::text::Text;
use crate::geom::Pt;
use crate::style::Align;

/// How a paragraph is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    /// Width of its lines.
    pub measure: Pt,
    /// Set in at the first line.
    pub indent: Pt,
    /// How lines meet the edges.
    pub align: Align,
    /// Whether words may be divided.
    pub hyphenate: bool,
}

/// Spaces open up to this, as a multiple of their stretch, before words are divided.
const WHOLE_WORDS: f64 = 0.9;
/// How far short a ragged line falls with ease, as a share of the measure.
const RAGGED: f64 = 0.09;
/// The same of a centred line, which is to be as long as its neighbours.
const CENTRED: f64 = 0.35;

/// The lines of a text.
pub(super) fn set_paragraph(text: &Text, block: Block, shaper: &mut Shaper<'_>) -> Vec<Line> {
    let units = itemize(text, shaper);
    if units.units.is_empty() {
        return Vec::new();
    }
    let first = (block.measure - block.indent).max(block.measure / 4.0);
    let (found, breaks) = find_breaks(text, &units, block, first);
    let mut lines = Vec::with_capacity(breaks.len());
    let mut start = 0;
    for (at, item) in breaks.iter().enumerate() {
        let Some(&end) = found.ends.get(*item) else { continue };
        let forced = matches!(found.items.get(*item), Some(Item::Penalty { cost, .. }) if *cost == ALWAYS);
        let indent = if at == 0 { block.indent } else { Pt::ZERO };
        let width = if at == 0 { first } else { block.measure };
        let align = if forced && block.align == Align::Justify { Align::Left } else { block.align };
        lines.push(set_line(text, &units, start, end, Slot { indent, width, align }, shaper));
        start = end.at;
    }
    lines
}

/// Words are divided only in paragraphs that are too loose without.
fn find_breaks(text: &Text, units: &Units, block: Block, first: Pt) -> (Boxes, Vec<usize>) {
    let measure = measure(block, first);
    let setting = Setting { hyphenate: false, narrowest: first };
    let whole = boxes(text, units, setting);
    let limit = if block.hyphenate { WHOLE_WORDS } else { f64::INFINITY };
    if let Some(breaks) = linebreak_within(&whole.items, &measure, limit) {
        return (whole, breaks);
    }
    let divided = boxes(text, units, Setting { hyphenate: block.hyphenate, ..setting });
    let breaks = linebreak(&divided.items, &measure);
    (divided, breaks)
}

fn measure(block: Block, first: Pt) -> Measure {
    let (ragged, balanced) = match block.align {
        Align::Justify => (None, false),
        Align::Left | Align::Right => (Some(block.measure.0 * RAGGED), false),
        Align::Centre => (Some(block.measure.0 * CENTRED), true),
    };
    Measure { first: first.0, rest: block.measure.0, ragged, balanced }
}
