//! Readings over words (ruby, 注音): how large and how high they are, how words are widened for them, and what of a
//! reading stands over which line (clreq 3.3; the general rules, since a bulletin has few).
//!
//! A reading is half the size of its words and stands within the leading, so that no line moves; in tight leading it is
//! smaller. It is centred over its words as a group; words narrower than their reading are set apart until it fits.

use super::itemize::{Kind, Unit, Units};
use super::look::Look;
use super::shape::{SettingId, Shaper};
use super::text::{Reading, Text};
use crate::ast::text::{READING_MARKS, is_east_asian};
use crate::frame::{Content, FrameItem, GlyphRun, Placed};
use crate::geom::{Point, Pt};
use std::ops::Range;

/// A reading's size against its words', where the leading has room for it, and at the least.
const SCALE: f64 = 0.5;
const LEAST: f64 = 0.4;
/// How high Han characters and Latin letters reach over their baseline, em of their size.
const HAN: f64 = 0.86;
const LATIN: f64 = 0.72;
/// How far letters of a reading reach over and under its baseline, em of its own size: tone marks are the highest.
const ABOVE: f64 = 0.76;
const BELOW: f64 = 0.22;
/// What the line above reaches below its baseline, em of the words' size.
const LINE_ABOVE: f64 = 0.14;
/// Between words and reading, em of the words' size.
const CLEAR: f64 = 0.02;
/// What stays between two readings of letters at the least, em of their size; those of characters may touch.
const APART: f64 = 0.45;
/// Spaces that print nothing stand for the marks around a reading, so that the words that are taken from the page are
/// those of every other format. They are not the space between words, which is to be taken for itself.
const BLANKS: (char, char) = ('\u{2006}', '\u{200A}');

/// A reading as it is set.
#[derive(Clone, Debug)]
pub(super) struct Gloss {
    /// Which of the text's readings.
    index: usize,
    /// The bytes of its words.
    range: Range<usize>,
    setting: SettingId,
    size: Pt,
    /// Its baseline over that of its words.
    rise: Pt,
}

/// The readings of a text; units that are narrower than theirs are set apart.
pub(super) fn glosses(text: &Text, units: &mut [Unit], leading: Pt, shaper: &mut Shaper<'_>) -> Vec<Gloss> {
    let mut glosses = Vec::with_capacity(text.readings.len());
    for (index, reading) in text.readings.iter().enumerate() {
        let first = units.partition_point(|unit| unit.range.end <= reading.range.start);
        let last = units.partition_point(|unit| unit.range.start < reading.range.end);
        let Some(words) = units.get_mut(first..last).filter(|words| !words.is_empty()) else { continue };
        let gloss = gloss(index, reading, text, words, leading, shaper);
        let shaped = shaper.shape(gloss.setting, &reading.words, None, reading.span);
        let apart = if reading.words.chars().all(is_east_asian) { 0.0 } else { APART };
        widen(words, gloss.size * (shaped.width + apart));
        glosses.push(gloss);
    }
    glosses
}

fn gloss(index: usize, reading: &Reading, text: &Text, words: &[Unit], leading: Pt, shaper: &mut Shaper<'_>) -> Gloss {
    let size_of = |unit: &Unit| text.pieces.get(unit.piece).map_or(Pt::ZERO, |piece| piece.look.size);
    let base = words.iter().map(size_of).fold(Pt::ZERO, Pt::max);
    let top = if words.iter().any(|unit| unit.kind == Kind::Wide) { HAN } else { LATIN };
    let room = if base > Pt::ZERO { leading / base - HAN - LINE_ABOVE - CLEAR } else { 0.0 };
    let size = base * (room / (ABOVE + BELOW)).clamp(LEAST, SCALE);
    let look = Look { size, ..reading.look };
    Gloss {
        index,
        range: reading.range.clone(),
        setting: shaper.setting(&look, &reading.lang, false),
        size,
        rise: base * (top + CLEAR) + size * BELOW,
    }
}

/// Sets words apart so that they are as wide as their reading: Han characters among each other and, by half, at both
/// ends; other words at their ends alone.
fn widen(words: &mut [Unit], width: Pt) {
    let count = words.len();
    let inner: Pt = words.iter().take(count - 1).map(|unit| unit.gap.width).sum();
    let natural = words.iter().map(|unit| unit.width).sum::<Pt>() + inner;
    let lacking = width - natural;
    if lacking <= Pt::ZERO {
        return;
    }
    let solid = words.iter().all(|unit| unit.kind == Kind::Wide);
    let end = if solid { lacking / (2.0 * count as f64) } else { lacking / 2.0 };
    for (at, unit) in words.iter_mut().enumerate() {
        if at == 0 {
            unit.width += end;
            unit.blank.left -= end;
        }
        if at + 1 == count {
            unit.width += end;
        } else if solid {
            unit.gap.width += end * 2.0;
        }
    }
}

/// Whether a place is inside words under a reading: they take no hyphens.
pub(super) fn is_under_reading(text: &Text, range: &Range<usize>) -> bool {
    let next = text.readings.partition_point(|reading| reading.range.end <= range.start);
    text.readings.get(next).is_some_and(|reading| reading.range.start <= range.start)
}

/// The readings whose words stand on a line, as they come to stand over it. Found in reading order, once for a line.
pub(super) struct Over<'a> {
    text: &'a Text,
    glosses: &'a [Gloss],
    next: usize,
    line: Range<usize>,
}

impl Gloss {
    /// Whether it stands over a unit.
    pub(super) fn is_over(&self, unit: &Range<usize>) -> bool {
        self.range.start < unit.end && unit.start < self.range.end
    }
}

impl<'a> Over<'a> {
    /// Those of a line by its bytes.
    pub(super) fn new(text: &'a Text, units: &'a Units, line: Range<usize>) -> Over<'a> {
        let next = units.glosses.partition_point(|gloss| gloss.range.end <= line.start);
        Over { text, glosses: &units.glosses, next, line }
    }

    /// The reading of which a line's part ends with a unit that ends at a byte and is followed by another on the line or
    /// not.
    pub(super) fn ends(&mut self, unit: &Range<usize>, is_last: bool) -> Option<&'a Gloss> {
        let gloss = self.glosses.get(self.next).filter(|gloss| gloss.range.start < unit.end)?;
        if unit.end >= gloss.range.end {
            self.next += 1;
            return Some(gloss);
        }
        is_last.then_some(gloss)
    }

    /// Sets what belongs over words of the line that reach so far from left to right.
    pub(super) fn set(&self, gloss: &Gloss, words: &[(Pt, Pt)], shaper: &mut Shaper<'_>, ink: &mut Vec<Placed>) {
        let Some(reading) = self.text.readings.get(gloss.index) else { return };
        let part = part(reading, self.text, &self.line);
        if part.is_empty() {
            return;
        }
        let left = words.iter().map(|(left, _)| *left).fold(Pt(f64::INFINITY), Pt::min);
        let right = words.iter().map(|(_, right)| *right).fold(Pt(f64::NEG_INFINITY), Pt::max);
        let said = format!("{}{part}{}", BLANKS.0, BLANKS.1);
        let shaped = shaper.shape(gloss.setting, &said, None, reading.span);
        let blanks = shaped.ruler().width_to(BLANKS.0.len_utf8());
        let end = said.len() - BLANKS.1.len_utf8();
        let width = shaped.ruler().width_to(end) - blanks;
        let spread = spread(part.matches(' ').count() + 1, words.len(), right - left - gloss.size * width);
        let mut x = match spread {
            Some(each) => left + each / 2.0 - gloss.size * blanks,
            None => (left + right) / 2.0 - gloss.size * (width / 2.0 + blanks),
        };
        let shown = said.replacen(BLANKS.0, READING_MARKS.0, 1);
        let shown = shown.get(..end).map(|start| format!("{start}{}", READING_MARKS.1)).unwrap_or(shown);
        for placed in &shaped.parts {
            let mut glyphs = placed.glyphs.clone();
            for glyph in &mut glyphs {
                if let (Some(each), Some(" ")) = (spread, said.get(glyph.text.clone())) {
                    glyph.advance += (each / gloss.size) as f32;
                }
                glyph.text = glyph.text.start - placed.range.start..glyph.text.end - placed.range.start;
            }
            let run = GlyphRun {
                face: placed.face,
                size: gloss.size,
                stretch: 1.0,
                colour: reading.look.colour,
                origin: Point { x, y: -gloss.rise },
                text: shown.get(placed.range.clone()).unwrap_or_default().to_string(),
                glyphs,
                span: reading.span,
            };
            x += gloss.size * run.glyphs.iter().map(|glyph| f64::from(glyph.advance)).sum::<f64>();
            ink.push(Placed { item: FrameItem::Glyphs(run), content: Content::Leaf(reading.leaf) });
        }
    }
}

/// What stands between syllables besides their space, and by half before the first, where each of the characters has one
/// and they have room.
fn spread(syllables: usize, characters: usize, room: Pt) -> Option<Pt> {
    (syllables == characters && syllables > 1 && room > Pt::ZERO).then(|| room / syllables as f64)
}

/// What of a reading stands over its words on a line: all over all of them; else its syllables in proportion to the
/// characters, which is one over each where there are as many.
fn part(reading: &Reading, text: &Text, line: &Range<usize>) -> String {
    let count = |range: Range<usize>| text.words.get(range).map_or(0, |words| words.chars().count());
    let all = count(reading.range.clone()).max(1);
    let before = count(reading.range.start..line.start.max(reading.range.start));
    let upto = count(reading.range.start..line.end.min(reading.range.end));
    let spaced = reading.words.contains(' ');
    let syllables: Vec<&str> = match spaced {
        true => reading.words.split(' ').collect(),
        false => reading.words.split_inclusive(|_| true).collect(),
    };
    let share = |characters: usize| syllables.len() * characters / all;
    syllables.get(share(before)..share(upto)).unwrap_or_default().join(if spaced { " " } else { "" })
}
