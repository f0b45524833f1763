//! From text to units: words, spaces and East Asian characters, each in one look, language and direction, shaped.

use super::han::{Blank, Cell, Gap, amend_breaks, open_gaps};
use super::look::Position;
use super::opportunities::break_places;
use super::ruby::{Gloss, glosses};
use super::shape::{SettingId, Shaper};
use super::shaped::Shaped;
use super::text::{LINE_BREAK, Piece, Text, is_wide};
use crate::ast::Lang;
use crate::ast::narrow::{is_shared_mark, is_within_word};
use crate::geom::Pt;
use std::ops::Range;
use std::sync::Arc;
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
    pub shaped: Arc<Shaped>,
    /// Its width with tracking, without its blank.
    pub width: Pt,
    /// What of an East Asian mark's square is empty.
    pub blank: Blank,
    /// Space after it that the text does not have: between East Asian characters, and around them.
    pub gap: Gap,
}

/// A text as units, with the places where a line may end.
#[derive(Debug, Default)]
pub(super) struct Units {
    /// The units, in reading order.
    pub units: Vec<Unit>,
    /// The bytes of the text before which a line may begin (UAX #14), ascending.
    pub breaks: Vec<usize>,
    /// The readings over them, in order.
    pub glosses: Vec<Gloss>,
}

/// So many bytes are most units at the least, words with the spaces between them.
const LETTERS: usize = 3;

/// The units of a text; `cell` is the square of the character grid that its lines stand on, `leading` what is from one
/// to the next.
pub(super) fn itemize(text: &Text, cell: Option<Cell>, leading: Pt, shaper: &mut Shaper<'_>) -> Units {
    let levels = levels(&text.words);
    let mut units = Vec::with_capacity(text.words.len() / LETTERS);
    for (index, piece) in text.pieces.iter().enumerate() {
        let mut settings = [None; 2];
        let words = text.words.get(piece.range.clone()).unwrap_or_default();
        for (range, kind) in split(words, piece.range.start, piece.lang.is_chinese(), &text.narrow, levels.as_deref()) {
            let level = levels.as_ref().and_then(|levels| levels.get(range.start)).map_or(0, Level::number);
            let turns = level % 2 == 1;
            let words = if kind == Kind::Break { "" } else { text.words.get(range.clone()).unwrap_or_default() };
            let setting = if stands_alone(words, kind, piece) {
                shaper.setting(&piece.look, &Lang::new("und"), turns)
            } else {
                *settings[usize::from(turns)].get_or_insert_with(|| shaper.setting(&piece.look, &piece.lang, turns))
            };
            let shaped = shaper.shape(setting, words, text.before(range.start), piece.span);
            let width = piece.look.size * shaped.width + tracking(piece, shaped.letters);
            units.push(Unit {
                range,
                kind,
                piece: index,
                setting,
                level,
                shaped,
                width,
                gap: Gap::default(),
                blank: Blank::default(),
            });
        }
    }
    open_gaps(&mut units, text, cell);
    let glosses = glosses(text, &mut units, leading, shaper);
    let mut breaks = break_places(&text.words);
    amend_breaks(&units, &text.words, &mut breaks);
    breaks.retain(|&at| !parts_whole(text, at) && !parts_mark(text, at));
    Units { units, breaks, glosses }
}

/// Whether a narrow mark of a Chinese text stands without the word beside it, which has another look: it would be taken for a
/// full-width one.
fn stands_alone(words: &str, kind: Kind, piece: &Piece) -> bool {
    kind == Kind::Word && piece.lang.is_chinese() && !words.is_empty() && words.chars().all(is_shared_mark)
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

/// What text of one look and language, all of which runs from left to right, would be shaped by: words and East Asian characters, each
/// with its byte in the text.
pub(super) fn words_of<'t>(text: &'t str, lang: &Lang) -> impl Iterator<Item = (usize, &'t str)> {
    let units = split(text, 0, lang.is_chinese(), &[], None).into_iter();
    let shaped = units.filter(|(_, kind)| matches!(kind, Kind::Word | Kind::Wide));
    shaped.filter_map(|(range, _)| Some((range.start, text.get(range)?)))
}

/// The units of words that begin at a byte of their text, to which levels, ranges and the places of narrow quotes refer.
fn split(
    words: &str,
    first: usize,
    chinese: bool,
    narrow: &[usize],
    levels: Option<&[Level]>,
) -> Vec<(Range<usize>, Kind)> {
    let mut units: Vec<(Range<usize>, Kind)> = Vec::with_capacity(words.len() / LETTERS);
    let mut at = 0;
    while let Some(character) = words.get(at..).and_then(|rest| rest.chars().next()) {
        let row = if levels.is_none() { row(words, at) } else { 0 };
        let start = first + at;
        let end = start + row.max(character.len_utf8());
        let is_narrow = || narrow.binary_search(&start).is_ok() || is_within_word(words, at, end - first);
        let kind = kind(character, chinese && !is_narrow());
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
        at = end - first;
    }
    units
}

/// How many letters and marks of ASCII stand in a row from a place on: they are all of one word.
fn row(words: &str, at: usize) -> usize {
    let rest = words.as_bytes().get(at..).unwrap_or_default();
    rest.iter().position(|byte| !byte.is_ascii_graphic()).unwrap_or(rest.len())
}

fn kind(character: char, chinese: bool) -> Kind {
    match character {
        '!'..='~' => Kind::Word,
        ' ' | '\u{A0}' | '\t' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => Kind::Space,
        LINE_BREAK => Kind::Break,
        _ if chinese && is_shared_mark(character) => Kind::Wide,
        _ if is_wide(character) => Kind::Wide,
        _ => Kind::Word,
    }
}

/// Levels by byte, where anything runs from right to left.
fn levels(words: &str) -> Option<Vec<Level>> {
    let turns = |c: char| matches!(c, '\u{590}'..='\u{8FF}' | '\u{200F}' | '\u{202B}' | '\u{202E}' | '\u{2067}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}');
    words.chars().any(turns).then(|| ParagraphBidiInfo::new(words, None).levels)
}
