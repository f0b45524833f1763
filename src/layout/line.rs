//! Sets one line: opens or closes its spaces, divides the word at its end, and places the glyph runs.

use super::boxes::{End, SPACE_SHRINK, SPACE_STRETCH};
use super::han::{Gap, Order, Room, fill};
use super::itemize::{Kind, Unit, Units, tracking};
use super::protrusion::{hang_at_end, hang_at_start};
use super::ruby::Over;
use super::shape::Shaper;
use super::shaped::{Part, Shaped};
use super::strip::LinkArea;
use super::text::{Piece, Text};
use crate::frame::{ArtifactKind, Content, FrameItem, Glyph, GlyphRun, Placed};
use crate::geom::{Point, Pt, Rect};
use crate::style::Align;
use std::borrow::Cow;
use std::sync::Arc;
use unicode_bidi::{Level, ParagraphBidiInfo};

/// A line, relative to the left end of its measure on its baseline.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// What stands on it.
    pub ink: Vec<Placed>,
    /// The links on it.
    pub links: Vec<LinkArea>,
    /// The notes that it calls.
    pub notes: Vec<usize>,
}

/// What a line fits into.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    /// From the left end of the measure.
    pub indent: Pt,
    /// Width of the measure without the indent.
    pub width: Pt,
    /// How the line meets the edges.
    pub align: Align,
    /// How much of what marks can hang outside the measure they do.
    pub protrusion: f64,
    /// Share of their width by which letters may grow or give before spaces do.
    pub expansion: f64,
    /// Whether the line stands on a character grid.
    pub grid: bool,
}

/// A unit or a part of one, on this line.
struct Cut<'a> {
    unit: &'a Unit,
    shaped: Cow<'a, Arc<Shaped>>,
    words: Cow<'a, str>,
    width: Pt,
    gap: Gap,
    /// Width of its glyphs against their natural width.
    stretch: f64,
    /// Its direction on this line.
    level: u8,
}

/// Spaces open no further than this many times what is easy: a line of few words before a long one stays short instead.
const WIDEST: f64 = 8.0;
/// Spaces close no further than this many times what they can: the breaker measures a divided word without its kerning.
const CLOSEST: f64 = 1.1;

/// Width of a dot of emphasis and how far below the baseline its middle stands, em: clear of the lowest strokes, and well
/// within the leading.
const DOT: f64 = 0.13;
const DOT_DEPTH: f64 = 0.24;

/// Sets the words from `start` to `end`.
pub(super) fn set_line(
    text: &Text,
    units: &Units,
    start: usize,
    end: End,
    slot: Slot,
    shaper: &mut Shaper<'_>,
) -> Line {
    let mut cuts = cut(text, units, start, end, shaper);
    let inked = cuts.iter().rposition(|cut| !is_blank(cut)).map_or(0, |at| at + 1);
    if let Some(last) = inked.checked_sub(1).and_then(|at| cuts.get_mut(at)) {
        last.gap = Gap::default();
    }
    let (line, after) = cuts.split_at_mut(inked);
    // Spaces at a line's end stand after all words of the line, whatever the direction of these (UAX #9, L1).
    after.iter_mut().for_each(|cut| cut.level = 0);
    let natural: Pt = line.iter().map(|cut| cut.width + cut.gap.width).sum::<Pt>() - last_tracking(text, line);
    let (left, right) = hang(text, line, slot);
    let mut short = slot.width + left + right - natural;
    if slot.grid {
        // The square of a mark at the end is filled before anything opens.
        let blank = line.last().map_or(Pt::ZERO, |last| last.unit.blank.right);
        short -= blank.min(short.max(Pt::ZERO));
    }
    if slot.align == Align::Justify || short < Pt::ZERO {
        let given = expand(line, short, slot.expansion);
        justify(line, short - given);
        let stretch = line.last().map_or(1.0, |last| last.stretch);
        after.iter_mut().for_each(|cut| cut.stretch = stretch);
    }
    let x = slot.indent - left
        + match slot.align {
            Align::Left | Align::Justify => Pt::ZERO,
            Align::Centre => short.max(Pt::ZERO) / 2.0,
            Align::Right => short.max(Pt::ZERO),
        };
    let letters = cuts.iter().map(|cut| cut.words.len()).sum();
    let mut setter = Setter { text, letters, line: Line::default() };
    setter.place(&cuts, x, Over::new(text, units, start..end.at), shaper);
    setter.line
}

/// Whether nothing is seen of a unit at the end of a line: the blank between two phrases of a Chinese title is a square as others are.
fn is_blank(cut: &Cut<'_>) -> bool {
    matches!(cut.unit.kind, Kind::Space | Kind::Break) || cut.words == "\u{3000}"
}

fn cut<'a>(text: &'a Text, units: &'a Units, start: usize, end: End, shaper: &mut Shaper<'_>) -> Vec<Cut<'a>> {
    let first = units.units.partition_point(|unit| unit.range.end <= start);
    let rest = units.units.get(first..).unwrap_or_default();
    let last = rest.partition_point(|unit| unit.range.start < end.at);
    let mut cuts = Vec::with_capacity(last);
    for unit in rest.iter().take(last) {
        let Some(piece) = text.pieces.get(unit.piece) else { continue };
        let range = unit.range.start.max(start)..unit.range.end.min(end.at);
        let words = text.words.get(range.clone()).unwrap_or_default();
        let divided = end.hyphen && range.end == end.at;
        let whole = range == unit.range && !divided;
        let gap = if range.end == unit.range.end { unit.gap } else { Gap::default() };
        cuts.push(if whole {
            let words = if unit.kind == Kind::Break { "" } else { words };
            let (shaped, words) = (Cow::Borrowed(&unit.shaped), Cow::Borrowed(words));
            Cut { unit, shaped, words, width: unit.width, gap, stretch: 1.0, level: unit.level }
        } else {
            let shown = if divided { Cow::Owned(format!("{words}-")) } else { Cow::Borrowed(words) };
            let shaped = shaper.shape(unit.setting, &shown, text.before(range.start), piece.span);
            let width = piece.look.size * shaped.width + tracking(piece, shaped.letters);
            let words = if divided { Cow::Owned(format!("{words}\u{AD}")) } else { Cow::Borrowed(words) };
            Cut { unit, shaped: Cow::Owned(shaped), words, width, gap, stretch: 1.0, level: unit.level }
        });
    }
    cuts
}

/// The space that tracking leaves after the last letter does not count.
fn last_tracking(text: &Text, line: &[Cut<'_>]) -> Pt {
    let piece = line.last().and_then(|cut| text.pieces.get(cut.unit.piece));
    piece.map_or(Pt::ZERO, |piece| tracking(piece, 1))
}

/// How far the marks at both ends stand in the margins; a line that is not flush has only its left end straight.
fn hang(text: &Text, line: &[Cut<'_>], slot: Slot) -> (Pt, Pt) {
    let (Some(first), Some(last)) = (line.first(), line.last()) else { return (Pt::ZERO, Pt::ZERO) };
    let size = |cut: &Cut<'_>| text.pieces.get(cut.unit.piece).map_or(Pt::ZERO, |piece| piece.look.size);
    let left = size(first) * hang_at_start(first.unit, &first.shaped, &first.words, slot.protrusion);
    let right = match slot.align {
        Align::Justify => size(last) * hang_at_end(last.unit, &last.shaped, &last.words, slot.protrusion),
        _ => Pt::ZERO,
    };
    (left, right)
}

/// Widens or narrows letters so that the line is `short` longer, within their share; gives how much longer it became.
fn expand(line: &mut [Cut<'_>], short: Pt, share: f64) -> Pt {
    let letters: Pt = line.iter().filter(|cut| cut.unit.kind == Kind::Word).map(|cut| cut.width).sum();
    if share <= 0.0 || letters <= Pt::ZERO {
        return Pt::ZERO;
    }
    let stretch = (short / letters).clamp(-share, share);
    for cut in line.iter_mut().filter(|cut| matches!(cut.unit.kind, Kind::Word | Kind::Space)) {
        // A space keeps its width, but stands in one run with the words.
        cut.stretch = 1.0 + stretch;
        cut.width = if cut.unit.kind == Kind::Word { cut.width * cut.stretch } else { cut.width };
    }
    letters * stretch
}

/// Opens or closes spaces and gaps so that the line is `short` longer; both have their limit.
fn justify(line: &mut [Cut<'_>], short: Pt) {
    if line.iter().any(|cut| cut.unit.kind == Kind::Wide) {
        return justify_chinese(line, short);
    }
    let opens = short > Pt::ZERO;
    let room = |cut: &Cut<'_>| -> (Pt, Pt) {
        let space = if cut.unit.kind == Kind::Space { cut.width } else { Pt::ZERO };
        if opens { (space * SPACE_STRETCH, cut.gap.stretch) } else { (space * SPACE_SHRINK, cut.gap.shrink) }
    };
    let total: Pt = line
        .iter()
        .map(|cut| {
            let (space, gap) = room(cut);
            space + gap
        })
        .sum();
    if total <= Pt::ZERO {
        return;
    }
    let ratio = (short / total).clamp(-CLOSEST, WIDEST);
    for cut in line {
        let (space, gap) = room(cut);
        cut.width += space * ratio;
        cut.gap.width += gap * ratio;
    }
}

/// The same of a line that has East Asian characters.
fn justify_chinese(line: &mut [Cut<'_>], short: Pt) {
    let room = |cut: &Cut<'_>| match cut.unit.kind {
        Kind::Space => {
            let (stretch, shrink) = (cut.width * SPACE_STRETCH, cut.width * SPACE_SHRINK);
            Room { stretch, shrink, order: Order::Script }
        }
        _ => Room { stretch: cut.gap.stretch, shrink: cut.gap.shrink, order: cut.gap.order },
    };
    let rooms: Vec<Room> = line.iter().map(room).collect();
    for (cut, given) in line.iter_mut().zip(fill(short, &rooms)) {
        match cut.unit.kind {
            Kind::Space => cut.width += given,
            _ => cut.gap.width += given,
        }
    }
}

struct Setter<'a> {
    text: &'a Text,
    /// The bytes of its words: as many glyphs at the most, but for a few.
    letters: usize,
    line: Line,
}

impl Setter<'_> {
    fn place(&mut self, cuts: &[Cut<'_>], start: Pt, mut over: Over<'_>, shaper: &mut Shaper<'_>) {
        let mut x = start;
        let mut lefts = vec![Pt::ZERO; cuts.len()];
        for at in visual_order(cuts) {
            lefts[at] = x;
            x += cuts[at].width + cuts[at].gap.width;
        }
        let mut open: Option<Open> = None;
        for (at, (cut, &left)) in cuts.iter().zip(&lefts).enumerate() {
            let Some(piece) = self.text.pieces.get(cut.unit.piece) else { continue };
            if let Some(note) = piece.note
                && !self.line.notes.contains(&note)
            {
                self.line.notes.push(note);
            }
            open = self.cut(cut, piece, left, open);
            if let Some(gloss) = over.ends(&cut.unit.range, at + 1 == cuts.len()) {
                let under = cuts.iter().zip(&lefts).take(at + 1).filter(|(cut, _)| gloss.is_over(&cut.unit.range));
                let ends: Vec<(Pt, Pt)> = under.map(|(cut, &left)| (left, left + cut.width)).collect();
                over.set(gloss, &ends, shaper, &mut self.line.ink);
                open = None;
            }
        }
    }

    /// Places a unit; `open` is the run that the unit may join.
    fn cut(&mut self, cut: &Cut<'_>, piece: &Piece, left: Pt, open: Option<Open>) -> Option<Open> {
        let mut x = left;
        let (level, of) = (cut.level, cut.unit.piece);
        let mut open = open.filter(|open| open.piece == of && open.level == level);
        let last = cut.shaped.parts.len().saturating_sub(1);
        for (index, part) in cut.shaped.parts.iter().enumerate() {
            let words = cut.words.get(part.range.start..).unwrap_or_default();
            let words = if index == last { words } else { words.get(..part.range.len()).unwrap_or(words) };
            let at = open.and_then(|open| self.joined(open.at, cut, part));
            let at = at.or_else(|| self.begin(cut, piece, part, words, x));
            if let Some(run) = at.and_then(|at| self.run(at)) {
                let rest = cut.width + cut.gap.width - (x - left);
                x += set_glyphs(run, (cut, piece, part), words, (index == last).then_some(rest));
            }
            open = at.filter(|_| level.is_multiple_of(2)).map(|at| Open { piece: of, level, at });
        }
        self.decorate(cut, piece, left);
        open
    }

    fn run(&mut self, at: usize) -> Option<&mut GlyphRun> {
        match self.line.ink.get_mut(at).map(|placed| &mut placed.item) {
            Some(FrameItem::Glyphs(run)) => Some(run),
            _ => None,
        }
    }

    /// The run that a part may join, if it is of its face and stretch.
    fn joined(&mut self, at: usize, cut: &Cut<'_>, part: &Part) -> Option<usize> {
        self.run(at).filter(|run| run.face == part.face && run.stretch == cut.stretch).map(|_| at)
    }

    /// A run for a part; none for no words.
    fn begin(&mut self, cut: &Cut<'_>, piece: &Piece, part: &Part, words: &str, x: Pt) -> Option<usize> {
        if words.is_empty() {
            return None;
        }
        let run = GlyphRun {
            face: part.face,
            size: piece.look.size * cut.shaped.scale,
            stretch: cut.stretch,
            colour: piece.look.colour,
            origin: Point { x, y: piece.look.size * -cut.shaped.rise },
            text: String::with_capacity(self.letters),
            glyphs: Vec::with_capacity(self.letters),
            span: piece.span,
        };
        self.line.ink.push(Placed { item: FrameItem::Glyphs(run), content: Content::Leaf(piece.leaf) });
        Some(self.line.ink.len() - 1)
    }

    fn decorate(&mut self, cut: &Cut<'_>, piece: &Piece, left: Pt) {
        let size = piece.look.size;
        let width = cut.width + cut.gap.width;
        let mut rule = |y: f64| {
            let area = Rect::new(left, size * y, width, size * 0.05);
            let item = FrameItem::Rule { area, colour: piece.look.colour };
            self.line.ink.push(Placed { item, content: Content::Artifact(ArtifactKind::Layout) });
        };
        if piece.look.underline {
            rule(0.12);
        }
        if piece.look.strike {
            rule(-0.26);
        }
        if piece.look.dotted(&piece.lang) && takes_dot(cut) {
            let side = size * DOT;
            let area = Rect::new(left + (cut.width - side) / 2.0, size * DOT_DEPTH - side / 2.0, side, side);
            let item = FrameItem::Dot { area, colour: piece.look.colour };
            self.line.ink.push(Placed { item, content: Content::Artifact(ArtifactKind::Layout) });
        }
        if let Some(link) = piece.link {
            let area = Rect::new(left, size * -0.8, width, size * 1.05);
            match self.line.links.last_mut() {
                // Words that run from right to left come before those that they follow.
                Some(last) if last.link == link => last.area = last.area.hull(area),
                _ => self.line.links.push(LinkArea { link, area }),
            }
        }
    }
}

/// Whether a dot of emphasis stands under a unit: under Han characters, not under their marks (clreq).
fn takes_dot(cut: &Cut<'_>) -> bool {
    cut.unit.kind == Kind::Wide && cut.words.chars().next().is_some_and(char::is_alphanumeric)
}

/// A run from left to right that the unit after it may go on with.
#[derive(Clone, Copy)]
struct Open {
    piece: usize,
    /// Figures among right-to-left words run as the words around those do, and stand elsewhere (UAX #9).
    level: u8,
    /// Where it is in the line's ink.
    at: usize,
}

/// Adds the glyphs of a part with tracking to a run, and gives their width before the last is widened: up to `rest`, the
/// room that is left of the unit. The hyphen at a line's end takes in its character.
fn set_glyphs(run: &mut GlyphRun, (cut, piece, part): (&Cut<'_>, &Piece, &Part), words: &str, rest: Option<Pt>) -> Pt {
    let em = piece.look.size * cut.shaped.scale * cut.stretch;
    let track = (piece.look.tracking.0 / cut.shaped.scale) as f32;
    let blank = (cut.unit.blank.left / em) as f32;
    let divided = words.ends_with('\u{AD}');
    let last_start = words.char_indices().next_back().map_or(0, |(at, _)| at);
    let base = run.text.len();
    run.text.push_str(words);
    let mut width = Pt::ZERO;
    for (index, glyph) in part.glyphs.iter().enumerate() {
        let start = glyph.text.start - part.range.start;
        let end = glyph.text.end - part.range.start;
        let end = if divided && end > last_start { words.len() } else { end.min(words.len()) };
        let closes = part.glyphs.get(index + 1).is_none_or(|next| next.text != glyph.text);
        let advance = glyph.advance + if closes { track } else { 0.0 };
        width += em * f64::from(advance);
        run.glyphs.push(Glyph {
            advance,
            x_offset: glyph.x_offset - blank,
            text: base + start..base + end,
            ..glyph.clone()
        });
    }
    if let (Some(rest), Some(last)) = (rest, run.glyphs.last_mut().filter(|_| !part.glyphs.is_empty())) {
        last.advance += ((rest - width) / em) as f32;
    }
    width
}

/// The units from left to right (UAX #9, L2).
fn visual_order(cuts: &[Cut<'_>]) -> Vec<usize> {
    if cuts.iter().all(|cut| cut.level == 0) {
        return (0..cuts.len()).collect();
    }
    let levels: Vec<Level> = cuts.iter().map(|cut| Level::new(cut.level).unwrap_or(Level::ltr())).collect();
    ParagraphBidiInfo::reorder_visual(&levels)
}
