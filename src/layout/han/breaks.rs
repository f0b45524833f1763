//! Where lines of Chinese text may end (禁则): the general rules of Unicode, set right for Chinese.
//!
//! UAX #14 knows no Chinese: it takes “ and ” for quotes of either kind, at whose sides no line ends, lets the figures of
//! １８６０ part, and lets a line begin with a stop that a space stands before.

use super::super::itemize::{Kind, Unit};
use super::marks::{closes, may_part, opens};

/// Signs of units that stay with the number before them across a space.
const UNITS: &[&str] = &[
    "km", "m", "cm", "mm", "μm", "nm", "km²", "m²", "m³", "kg", "g", "mg", "t", "L", "mL", "h", "min", "s", "ms", "Hz",
    "kHz", "MHz", "GHz", "W", "kW", "MW", "GW", "kWh", "MWh", "V", "A", "J", "kJ", "Pa", "kPa", "MPa", "K", "℃", "°C",
    "%", "‰", "KB", "MB", "GB", "TB", "bp", "ha", "dB",
];

/// Takes out of the places before which a line may begin those that Chinese forbids, and puts in those that it allows.
pub(in crate::layout) fn amend_breaks(units: &[Unit], words: &str, breaks: &mut Vec<usize>) {
    if !units.iter().any(|unit| unit.kind == Kind::Wide) {
        return;
    }
    let mut allowed = Vec::new();
    let mut forbidden = Vec::new();
    for (at, unit) in units.iter().enumerate() {
        let place = unit.range.start;
        match seam(units, at, words).filter(|_| at > 0) {
            Some(true) => allowed.push(place),
            Some(false) => forbidden.push(place),
            None => {}
        }
        if unit.kind == Kind::Word {
            forbidden.extend(dashes_within(words, unit));
        }
    }
    breaks.retain(|place| forbidden.binary_search(place).is_err());
    breaks.extend(allowed);
    breaks.sort_unstable();
    breaks.dedup();
}

/// The seams of rows of one mark, such as leaders or the dashes of a blank to be filled in, before which a line may begin
/// where it can begin nowhere else: those between pairs, for two are one sign.
pub(in crate::layout) fn row_seams(units: &[Unit], words: &str) -> Vec<usize> {
    let mut seams = Vec::new();
    let mut row: Option<(char, usize)> = None;
    for unit in units {
        let mark = words.get(unit.range.clone()).and_then(|word| word.chars().next());
        let mark = mark.filter(|&c| unit.kind == Kind::Wide && !c.is_alphanumeric() && !closes(c) && !opens(c));
        let count = row.filter(|(before, _)| Some(*before) == mark).map_or(0, |(_, count)| count);
        if count > 0 && count.is_multiple_of(2) {
            seams.push(unit.range.start);
        }
        row = mark.map(|mark| (mark, count + 1));
    }
    seams
}

/// Whether a line may begin with a unit; nothing where the general rules say all.
fn seam(units: &[Unit], at: usize, words: &str) -> Option<bool> {
    let right = units.get(at)?;
    let before = units.get(..at)?;
    let left = before.iter().rev().find(|unit| unit.kind != Kind::Space)?;
    let spaced = before.last().is_some_and(|unit| unit.kind == Kind::Space);
    if matches!(left.kind, Kind::Break) || matches!(right.kind, Kind::Space | Kind::Break) {
        return None;
    }
    let word = |unit: &Unit| words.get(unit.range.clone()).unwrap_or_default();
    if left.kind == Kind::Word && right.kind == Kind::Word {
        return (spaced && is_measure(word(left), word(right))).then_some(false);
    }
    let last = word(left).chars().next_back()?;
    let first = word(right).chars().next()?;
    let next = words.get(right.range.start + first.len_utf8()..).and_then(|rest| rest.chars().next());
    if !may_part(last, first, next) {
        return Some(false);
    }
    if !spaced && last == '/' && !word(left).contains("://") {
        // GB/T 15834-2011, 5.1.8: 分隔号 ends no line; one in an address is none.
        return Some(false);
    }
    let beside = |unit: &Unit, is: fn(char) -> bool, c: char| unit.kind == Kind::Wide && (is(c) || c == '—');
    (!spaced && (beside(left, closes, last) || beside(right, opens, first))).then_some(true)
}

/// The dashes that join figures of a word, as in 2025—2027: no line begins with one (GB/T 15834-2011, 5.1.7).
fn dashes_within<'t>(words: &'t str, unit: &Unit) -> impl Iterator<Item = usize> + 't {
    let (start, word) = (unit.range.start, words.get(unit.range.clone()).unwrap_or_default());
    let joins =
        move |at: usize, dash: &str| at > 0 && !word.get(at + dash.len()..).unwrap_or_default().starts_with(dash);
    let dashes = word.match_indices(['—', '–']).filter(move |(at, dash)| joins(*at, dash));
    dashes.map(move |(at, _)| start + at)
}

/// Whether a number and the sign of its unit meet.
fn is_measure(number: &str, sign: &str) -> bool {
    number.ends_with(|c: char| c.is_ascii_digit()) && UNITS.contains(&sign)
}
