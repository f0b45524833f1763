//! A text as an editor holds it: in units of UTF-16, of which a change may take half of a character.
//!
//! What is left of the character, U+FFFD stands for here, as in the file that the editor would save. Its half is kept in mind, so that both
//! are the character again where a later change brings them together.

use super::wire;
use crate::language::{Position, Text, Unit};
use std::collections::BTreeMap;

/// A text, and the halves in it by the bytes at which they stand.
pub(super) struct Buffer {
    text: Text,
    halves: BTreeMap<usize, u16>,
}

impl Buffer {
    pub(super) fn new(words: &str) -> Buffer {
        match wire::has_half(words) {
            true => Buffer::of(&wire::units(words).collect::<Vec<_>>()),
            false => Buffer { text: Text::new(words), halves: BTreeMap::new() },
        }
    }

    fn of(units: &[u16]) -> Buffer {
        let (mut text, mut halves) = (String::with_capacity(units.len()), BTreeMap::new());
        for unit in char::decode_utf16(units.iter().copied()) {
            text.push(unit.unwrap_or_else(|half| {
                halves.insert(text.len(), half.unpaired_surrogate());
                char::REPLACEMENT_CHARACTER
            }));
        }
        Buffer { text: Text::new(text), halves }
    }

    pub(super) fn text(&self) -> &Text {
        &self.text
    }

    /// Puts words in the place of others. In units of UTF-8 no place is within a character.
    pub(super) fn replace(&mut self, start: Position, end: Position, words: &str, unit: Unit) {
        let is_whole = |place| unit == Unit::Utf8 || !self.halves_a_character(place);
        if self.halves.is_empty() && is_whole(start) && is_whole(end) && !wire::has_half(words) {
            return self.text.replace(self.text.offset(start, unit)..self.text.offset(end, unit), words);
        }
        let mut units = self.units();
        let (start, end) = (self.unit_at(start, unit), self.unit_at(end, unit));
        units.splice(start..end.max(start), wire::units(words));
        *self = Buffer::of(&units);
    }

    /// Whether a place is within a pair.
    fn halves_a_character(&self, place: Position) -> bool {
        let offset = self.text.offset(place, Unit::Utf16);
        let next = self.text.as_str().get(offset..).and_then(|rest| rest.chars().next());
        let column = self.text.position(offset, Unit::Utf16).column;
        place.column == column + 1 && place.line < self.text.lines() && next.is_some_and(|c| c.len_utf16() == 2)
    }

    fn units(&self) -> Vec<u16> {
        let mut units = Vec::with_capacity(self.text.as_str().len());
        for (at, c) in self.text.as_str().char_indices() {
            match self.halves.get(&at) {
                Some(half) => units.push(*half),
                None => units.extend_from_slice(c.encode_utf16(&mut [0; 2])),
            }
        }
        units
    }

    /// How many units of UTF-16 stand before a place.
    fn unit_at(&self, place: Position, unit: Unit) -> usize {
        let before = |offset| self.text.as_str().get(..offset).unwrap_or_default().encode_utf16().count();
        let offset = self.text.offset(place, unit);
        before(offset) + usize::from(unit == Unit::Utf16 && self.halves_a_character(place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: usize, column: usize) -> Position {
        Position { line, column }
    }

    #[test]
    fn what_parts_a_pair_leaves_halves_that_may_meet_again() {
        let mut buffer = Buffer::new("x\na𝄞b");
        buffer.replace(at(1, 2), at(1, 2), "汉", Unit::Utf16);
        assert_eq!(buffer.text().as_str(), "x\na\u{FFFD}汉\u{FFFD}b");
        assert_eq!(buffer.text().position(6, Unit::Utf16), at(1, 2));
        buffer.replace(at(0, 0), at(1, 0), "", Unit::Utf16);
        buffer.replace(at(0, 2), at(0, 3), "", Unit::Utf16);
        assert_eq!(buffer.text().as_str(), "a𝄞b");
        buffer.replace(at(0, 2), at(0, 3), "", Unit::Utf16);
        assert_eq!(buffer.text().as_str(), "a\u{FFFD}b");
        buffer.replace(at(0, 1), at(0, 99), "c", Unit::Utf16);
        assert!(buffer.text().as_str() == "ac" && buffer.halves.is_empty());
    }

    #[test]
    fn in_bytes_the_middle_of_a_character_is_its_start() {
        let mut buffer = Buffer::new("a𝄞b");
        buffer.replace(at(0, 3), at(0, 5), "", Unit::Utf8);
        assert_eq!(buffer.text().as_str(), "ab");
    }
}
