//! Sets a text to a measure: units, boxes, breaks, lines.

use super::boxes::{Boxes, Setting, boxes};
use super::han::{Cell, keep_first_blank, row_seams};
use super::itemize::{Kind, Units, itemize};
use super::line::{Line, Slot, set_line};
use super::linebreak::{ALWAYS, Effort, Found, Item, Measure, UNEASY, linebreak};
use super::shape::{SettingId, Shaper};
use super::text::Text;
use crate::geom::Pt;
use crate::style::{Align, ParagraphStyle};

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
    /// How lines are filled.
    pub style: ParagraphStyle,
    /// How many lines more than the best way has are asked for, or fewer below 0.
    pub looseness: i32,
    /// The square of the character grid that its lines stand on.
    pub cell: Option<Cell>,
    /// From baseline to baseline, in which readings stand over words.
    pub leading: Pt,
}

/// Spaces open up to this, as a multiple of their stretch, before words are divided.
const WHOLE_WORDS: f64 = 0.9;
/// How far short a ragged line falls with ease, as a share of the measure.
const RAGGED: f64 = 0.09;
/// The same of a centred line, which is to be as long as its neighbours.
const CENTRED: f64 = 0.35;
/// How far short a ragged line may fall before words are divided, as a share of the measure.
const SHORT: f64 = 0.3;
/// A last line shorter than this is a runt, as a share of the measure, and one shorter than so many indents: the white
/// beside it would look like a blank line.
const RUNT: f64 = 0.12;
const RUNT_INDENTS: f64 = 2.0;
/// Stretch of a line besides its spaces' where nothing else is left, as a share of the measure.
const EMERGENCY: f64 = 0.05;

/// The lines of a text.
pub(super) fn set_paragraph(text: &Text, block: Block, shaper: &mut Shaper<'_>) -> Vec<Line> {
    let mut units = itemize(text, block.cell, block.leading, shaper);
    if units.units.is_empty() {
        return Vec::new();
    }
    if block.indent > Pt::ZERO {
        keep_first_blank(&mut units.units);
    }
    let measure = block.measure - block.cell.map_or(Pt::ZERO, Cell::slack);
    let block = Block { style: fitting(block, &units), measure, ..block };
    let first = (block.measure - block.indent).max(block.measure / 4.0);
    let (boxes, breaks) = match block.looseness {
        0 => find_breaks(text, &units, block, first, shaper),
        _ => find_loose_breaks(text, &units, block, first, shaper),
    };
    let mut lines = Vec::with_capacity(breaks.len());
    let mut start = 0;
    for (at, item) in breaks.iter().enumerate() {
        let Some(&end) = boxes.ends.get(*item) else { continue };
        let forced = matches!(boxes.items.get(*item), Some(Item::Penalty { cost, .. }) if *cost == ALWAYS);
        let slot = Slot {
            indent: if at == 0 { block.indent } else { Pt::ZERO },
            width: if at == 0 { first } else { block.measure },
            align: if forced && block.align == Align::Justify { Align::Left } else { block.align },
            protrusion: block.style.protrusion,
            expansion: block.style.expansion / 100.0,
            grid: block.cell.is_some(),
        };
        lines.push(set_line(text, &units, start, end, slot, shaper));
        start = end.at;
    }
    lines
}

/// Edges are made straight where lines are flush; East Asian characters keep to their squares.
fn fitting(block: Block, units: &Units) -> ParagraphStyle {
    let ParagraphStyle { protrusion, expansion } = block.style;
    let flush = block.align == Align::Justify;
    let wide = || units.units.iter().any(|unit| unit.kind == Kind::Wide);
    ParagraphStyle {
        protrusion: if flush && block.cell.is_none() { protrusion } else { 0.0 },
        expansion: if flush && expansion > 0.0 && !wide() { expansion } else { 0.0 },
    }
}

/// Words are divided only in paragraphs that are too loose without, and broken anywhere only where a line would else be
/// over the measure.
fn find_breaks(text: &Text, units: &Units, block: Block, first: Pt, shaper: &mut Shaper<'_>) -> (Boxes, Vec<usize>) {
    let measure = measure(block, first);
    let desperate = Effort::desperate(if block.cell.is_some() { 0.0 } else { block.measure.0 * EMERGENCY });
    let (grid, protrusion) = (block.cell.is_some(), block.style.protrusion);
    // What can be divided with hyphens is not broken anywhere before that was tried.
    let narrowest = if block.hyphenate { Pt(f64::INFINITY) } else { first };
    let setting = Setting { hyphens: None, grid, narrowest, anywhere: None, protrusion };
    let whole = boxes(text, units, setting);
    let effort = if block.hyphenate { Effort::within(whole_words(&measure)) } else { desperate };
    match linebreak(&whole.items, &measure, effort) {
        Some(Found { breaks, over: false }) => return (whole, breaks),
        found if !block.hyphenate => return last_resort(text, units, setting, &measure, whole, found),
        _ => {}
    }
    // Chinese lines that open a little are not torn, and a divided Latin word among Han characters is harder to read.
    let chinese = units.units.iter().any(|unit| unit.kind == Kind::Wide);
    if let Some(Found { breaks, over: false }) =
        chinese.then(|| linebreak(&whole.items, &measure, Effort::within(UNEASY))).flatten()
    {
        return (whole, breaks);
    }
    let hyphens = hyphens(text, units, shaper);
    let setting = Setting { hyphens: Some(&hyphens), narrowest: first, ..setting };
    let divided = boxes(text, units, setting);
    let found = linebreak(&divided.items, &measure, Effort::within(UNEASY))
        .or_else(|| linebreak(&divided.items, &measure, desperate));
    match found {
        Some(Found { breaks, over: false }) => (divided, breaks),
        found => last_resort(text, units, setting, &measure, divided, found),
    }
}

/// How far lines may open before words are divided. Ragged ones may fall short instead, so that they hardly ever need it.
fn whole_words(measure: &Measure) -> f64 {
    measure.ragged.map_or(WHOLE_WORDS, |ease| measure.rest * SHORT / ease)
}

/// Breaks that make more lines than the best ones, or fewer, as near to what is asked for as can be had with whole words,
/// else with divided ones.
fn find_loose_breaks(
    text: &Text,
    units: &Units,
    block: Block,
    first: Pt,
    shaper: &mut Shaper<'_>,
) -> (Boxes, Vec<usize>) {
    let plain = Block { looseness: 0, ..block };
    let best = find_breaks(text, units, plain, first, shaper);
    let wanted = best.1.len() as i32 + block.looseness;
    let measure = measure(plain, first);
    let hyphens = if block.hyphenate { hyphens(text, units, shaper) } else { Vec::new() };
    let grid = block.cell.is_some();
    let setting = Setting { hyphens: None, grid, narrowest: first, anywhere: None, protrusion: block.style.protrusion };
    let divided = Setting { hyphens: Some(&hyphens).filter(|_| block.hyphenate).map(Vec::as_slice), ..setting };
    let far = |found: &(Boxes, Vec<usize>)| (found.1.len() as i32 - wanted).abs();
    let efforts = [(setting, whole_words(&measure)), (divided, UNEASY)];
    let found = efforts.into_iter().filter_map(|(setting, tolerance)| {
        let boxes = boxes(text, units, setting);
        let effort = Effort::within(tolerance);
        let lines = linebreak(&boxes.items, &measure, effort)?.breaks.len() as i32;
        let measure = Measure { looseness: wanted - lines, ..measure };
        let breaks = linebreak(&boxes.items, &measure, effort)?.breaks;
        Some((boxes, breaks))
    });
    std::iter::once(best).chain(found).min_by_key(far).unwrap_or_default()
}

/// Where a line would be over the measure, breaks words anywhere, and lets lines fall short rather than that.
fn last_resort(
    text: &Text,
    units: &Units,
    setting: Setting<'_>,
    measure: &Measure,
    boxes_before: Boxes,
    found: Option<Found>,
) -> (Boxes, Vec<usize>) {
    let rows = row_seams(&units.units, &text.words);
    let anywhere = boxes(text, units, Setting { anywhere: Some(&rows), ..setting });
    match linebreak(&anywhere.items, measure, Effort::desperate(measure.rest * EMERGENCY)) {
        Some(Found { breaks, .. }) => (anywhere, breaks),
        None => (boxes_before, found.unwrap_or_default().breaks),
    }
}

/// The width of a hyphen in each setting that the words have, em.
fn hyphens(text: &Text, units: &Units, shaper: &mut Shaper<'_>) -> Vec<(SettingId, f64)> {
    let mut widths: Vec<(SettingId, f64)> = Vec::new();
    for unit in units.units.iter().filter(|unit| unit.kind == Kind::Word) {
        if widths.iter().all(|(setting, _)| *setting != unit.setting) {
            let span = text.pieces.get(unit.piece).map(|piece| piece.span).unwrap_or_default();
            widths.push((unit.setting, shaper.shape(unit.setting, "-", None, span).width));
        }
    }
    widths
}

fn measure(block: Block, first: Pt) -> Measure {
    let (ragged, balanced) = match block.align {
        Align::Justify => (None, false),
        Align::Left | Align::Right => (Some(block.measure.0 * RAGGED), false),
        Align::Centre => (Some(block.measure.0 * CENTRED), true),
    };
    Measure {
        first: first.0,
        ragged,
        balanced,
        expansion: block.style.expansion / 100.0,
        // Characters do not leave their grid for the sake of a short last line.
        runt: if block.cell.is_some() { 0.0 } else { (block.measure * RUNT).max(block.indent * RUNT_INDENTS).0 },
        looseness: block.looseness,
        ..Measure::flush(block.measure.0)
    }
}
