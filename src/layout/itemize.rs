//! From text to units: words, spaces and East Asian characters, each in one look, language and direction, shaped.

use super::look::Position;
use super::shape::{SettingId, Shaped, Shaper};
use super::text::{LINE_BREAK, Piece, Text, is_shared_mark, is_wide};
use crate::geom::Pt;
use icu_segmenter::LineSegmenter;
use std::ops::Range;
use std::rc::Rc;
use unicode_bidi::{Level, ParagraphBidiInfo};

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters without a space.
    Word,
    /// One East Asian character.
    Wide,
    /// Spaces.
    Space,
    /// A line break by sense.
    Break,
}

/// Something that a line is made of.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind,
    /// Its piece of the text.
    pub piece: usize,
    /// How its words are shaped.
    pub setting: SettingId,
    /// Its direction: odd levels run from right to left (UAX #9).
    pub level: u8,
    /// Its glyphs.
    pub shaped: Rc<Shaped>,
    /// Its width with tracking.
    pub width: Pt,
    /// Space after it that the text does not have: between East Asian characters, and around them.
    pub gap: Gap,
}

/// Space that may open and close.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Gap {
    /// Natural width.
    pub width: Pt,
    /// How far it opens with ease.
    pub stretch: Pt,
    /// How far it closes at most.
    pub shrink: Pt,
}

/// A text as units, with the places where a line may end.
#[derive(Debug, Default)]
pub(super) struct Units {
    /// The units, in reading order.
    pub units: Vec<Unit>,
    /// The bytes of the text before which a line may begin (UAX #14), ascending.
    pub breaks: Vec<usize>,
}

/// Between East Asian and Western writing, em (clreq 3.2.2).
const QUARTER: f64 = 0.25;
/// The empty half of an East Asian punctuation mark, em.
const HALF: f64 = 0.5;
/// A mark wider than this has an empty half, em.
const FULL: f64 = 0.9;
/// How far East Asian characters open, em.
const WIDE_STRETCH: f64 = 0.08;

/// The units of a text.
pub(super) fn itemize(text: &Text, shaper: &mut Shaper<'_>) -> Units {
    let levels = levels(&text.words);
    let mut units = Vec::new();
    for (index, piece) in text.pieces.iter().enumerate() {
        for (range, kind) in split(text, piece, levels.as_deref()) {
            let level = levels.as_ref().and_then(|levels| levels.get(range.start)).map_or(0, Level::number);
            let setting = shaper.setting(&piece.look, &piece.lang, level % 2 == 1);
            let words = if kind == Kind::Break { "" } else { text.words.get(range.clone()).unwrap_or_default() };
            let shaped = shaper.shape(setting, words, text.before(range.start), piece.span);
            let width = piece.look.size * shaped.width + tracking(piece, shaped.letters);
            units.push(Unit { range, kind, piece: index, setting, level, shaped, width, gap: Gap::default() });
        }
    }
    open_gaps(&mut units, text);
    let mut breaks = break_places(&text.words);
    breaks.retain(|&at| !parts_whole(text, at) && !parts_mark(text, at));
    Units { units, breaks }
}

/// Whether a place is inside words that stay on one line.
fn parts_whole(text: &Text, at: usize) -> bool {
    let next = text.whole.partition_point(|whole| whole.end <= at);
    text.whole.get(next).is_some_and(|whole| whole.start < at)
}

/// Whether a raised mark begins at a place: it stays with the word before it.
fn parts_mark(text: &Text, at: usize) -> bool {
    let first = text.pieces.partition_point(|piece| piece.range.start < at);
    text.pieces.get(first).is_some_and(|piece| piece.range.start == at && is_raised(piece))
}

fn is_raised(piece: &Piece) -> bool {
    piece.look.position == Position::Raised
}

/// What tracking adds to a number of letters.
pub(super) fn tracking(piece: &Piece, letters: usize) -> Pt {
    piece.look.tracking.at(piece.look.size) * letters as f64
}

fn split(text: &Text, piece: &Piece, levels: Option<&[Level]>) -> Vec<(Range<usize>, Kind)> {
    let mut units: Vec<(Range<usize>, Kind)> = Vec::new();
    let words = text.words.get(piece.range.clone()).unwrap_or_default();
    let chinese = piece.lang.is_chinese();
    for (at, character) in words.char_indices() {
        let start = piece.range.start + at;
        let end = start + character.len_utf8();
        let kind = kind(character, chinese && !within_word(words, at, end - piece.range.start));
        let turns = levels.is_some_and(|levels| start > 0 && levels.get(start) != levels.get(start - 1));
        match units.last_mut() {
            Some((range, last)) if *last == kind && !turns && matches!(kind, Kind::Word | Kind::Space) => {
                range.end = end
            }
            Some((range, Kind::Wide)) if matches!(character, '\u{FE00}'..='\u{FE0F}' | '\u{3099}' | '\u{309A}') => {
                range.end = end;
            }
            _ => units.push((start..end, kind)),
        }
    }
    units
}

fn kind(character: char, chinese: bool) -> Kind {
    match character {
        ' ' | '\u{A0}' | '\t' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => Kind::Space,
        LINE_BREAK => Kind::Break,
        _ if chinese && is_shared_mark(character) => Kind::Wide,
        _ if is_wide(character) => Kind::Wide,
        _ => Kind::Word,
    }
}

/// Whether Western letters stand on both sides, as around an apostrophe.
fn within_word(words: &str, start: usize, end: usize) -> bool {
    let before = words.get(..start).and_then(|words| words.chars().next_back());
    let after = words.get(end..).and_then(|words| words.chars().next());
    [before, after].iter().all(|c| c.is_some_and(|c| c.is_ascii_alphanumeric()))
}

/// Levels by byte, where anything runs from right to left.
fn levels(words: &str) -> Option<Vec<Level>> {
    let turns = |c: char| matches!(c, '\u{590}'..='\u{8FF}' | '\u{200F}' | '\u{202B}' | '\u{202E}' | '\u{2067}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}');
    words.chars().any(turns).then(|| ParagraphBidiInfo::new(words, None).levels)
}

fn open_gaps(units: &mut [Unit], text: &Text) {
    for at in 1..units.len() {
        let (left, right) = (&units[at - 1], &units[at]);
        let size = text.pieces.get(left.piece).map_or(Pt::ZERO, |piece| piece.look.size);
        if text.pieces.get(right.piece).is_some_and(is_raised) {
            continue;
        }
        let gap = match (left.kind, right.kind) {
            (Kind::Wide, Kind::Wide) => {
                let full = [left, right].iter().all(|unit| unit.shaped.width > FULL);
                let squeezed = full && marks_meet(left, right, &text.words);
                let width = if squeezed { size * -HALF } else { Pt::ZERO };
                Gap { width, stretch: size * WIDE_STRETCH, shrink: Pt::ZERO }
            }
            (Kind::Wide, Kind::Word) | (Kind::Word, Kind::Wide) if meets_letters(left, right, &text.words) => {
                Gap { width: size * QUARTER, stretch: size * QUARTER / 2.0, shrink: size * QUARTER / 2.0 }
            }
            _ => continue,
        };
        units[at - 1].gap = gap;
    }
}

/// Whether two punctuation marks meet whose empty half stands between them (clreq 3.1.6).
fn marks_meet(left: &Unit, right: &Unit, words: &str) -> bool {
    let mark = |unit: &Unit| words.get(unit.range.clone()).and_then(|word| word.chars().next());
    let (left, right) = (mark(left), mark(right));
    let closes = |mark: Option<char>| mark.is_some_and(|mark| CLOSING.contains(mark));
    let opens = |mark: Option<char>| mark.is_some_and(|mark| OPENING.contains(mark));
    closes(left) && (closes(right) || opens(right)) || opens(left) && opens(right)
}

/// Marks whose right half is empty.
pub(super) const CLOSING: &str = "、，。；：！？）》」』】〕〉”’";
/// Marks whose left half is empty.
const OPENING: &str = "（《「『【〔〈“‘";

/// Whether a letter or figure stands on both sides, so that the quarter em is due: punctuation has its own room.
fn meets_letters(left: &Unit, right: &Unit, words: &str) -> bool {
    let last = words.get(left.range.clone()).and_then(|word| word.chars().next_back());
    let first = words.get(right.range.clone()).and_then(|word| word.chars().next());
    last.is_some_and(char::is_alphanumeric) && first.is_some_and(char::is_alphanumeric)
}

fn break_places(words: &str) -> Vec<usize> {
    let segmenter = LineSegmenter::new_for_non_complex_scripts(Default::default());
    let mut places: Vec<usize> = segmenter.segment_str(words).filter(|&at| at > 0 && at < words.len()).collect();
    if words.contains("://") {
        add_address_breaks(words, &mut places);
    }
    places
}

/// An address may also end a line before its own punctuation.
fn add_address_breaks(words: &str, places: &mut Vec<usize>) {
    let mut start = 0;
    for word in words.split_inclusive(char::is_whitespace) {
        if let Some(scheme) = word.find("://") {
            let marks = word.match_indices(['.', '?', '&', '=', '_', '#', '%']).map(|(at, _)| at);
            places.extend(marks.filter(|at| *at > scheme).map(|at| start + at));
        }
        start += word.len();
    }
    places.sort_unstable();
    places.dedup();
}
