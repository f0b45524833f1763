//! A text as an editor has it: lines, and columns counted in units that editor and program have agreed on.

use std::ops::Range;

/// In what columns are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// Bytes of UTF-8.
    Utf8,
    /// Units of UTF-16, of which characters beyond the first plane take two.
    #[default]
    Utf16,
}

/// A place between two characters: line and column, both from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// The bytes after which units are counted anew, so that places on a line of megabytes are found without going over it.
const STRIDE: usize = 1024;

/// A text whose lines are known. A line ends in LF, CR LF or CR.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    text: String,
    /// The first byte of each line.
    starts: Vec<usize>,
    /// How many units of UTF-16 stand before every `STRIDE`th byte.
    wide: Vec<usize>,
}

impl Text {
    /// A text with its lines found.
    pub fn new(text: impl Into<String>) -> Text {
        let mut text = Text { text: text.into(), ..Text::default() };
        text.survey();
        text
    }

    /// The whole of it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// How many lines there are, an empty last one too.
    #[must_use]
    pub fn lines(&self) -> usize {
        self.starts.len()
    }

    /// Where a line from 0 stands, without what ends it; past the last line, the end of the text.
    #[must_use]
    pub fn line(&self, line: usize) -> Range<usize> {
        let Some(&start) = self.starts.get(line) else { return self.text.len()..self.text.len() };
        let end = self.starts.get(line + 1).copied().unwrap_or(self.text.len());
        let words = self.text.get(start..end).unwrap_or_default();
        let bare = words.strip_suffix('\n').unwrap_or(words);
        let bare = bare.strip_suffix('\r').filter(|_| line + 1 < self.starts.len()).unwrap_or(bare);
        start..start + bare.len()
    }

    /// The line of a byte, from 0.
    #[must_use]
    pub fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset).saturating_sub(1)
    }

    /// The byte of a place; what is past the end of a line or of the text is its end, and the middle of a character its start.
    #[must_use]
    pub fn offset(&self, place: Position, unit: Unit) -> usize {
        let line = self.line(place.line);
        match unit {
            Unit::Utf8 => self.text.floor_char_boundary(line.start.saturating_add(place.column).min(line.end)),
            Unit::Utf16 => self.wide_offset(&line, place.column),
        }
    }

    /// The place of a byte.
    #[must_use]
    pub fn position(&self, offset: usize, unit: Unit) -> Position {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let line = self.line_of(offset);
        let start = self.starts.get(line).copied().unwrap_or_default();
        let column = match unit {
            Unit::Utf8 => offset - start,
            Unit::Utf16 => self.units(offset) - self.units(start),
        };
        Position { line, column }
    }

    /// Puts words in the place of others; places between characters are meant.
    pub fn replace(&mut self, range: Range<usize>, words: &str) {
        let floor = |at: usize| self.text.floor_char_boundary(at.min(self.text.len()));
        let (start, end) = (floor(range.start), floor(range.end));
        self.text.replace_range(start..end.max(start), words);
        self.survey();
    }

    fn survey(&mut self) {
        let bytes = self.text.as_bytes();
        self.starts.clear();
        self.starts.push(0);
        self.wide.clear();
        let mut units = 0;
        for (at, &byte) in bytes.iter().enumerate() {
            if at % STRIDE == 0 {
                self.wide.push(units);
            }
            units += width(byte);
            if byte == b'\n' || byte == b'\r' && bytes.get(at + 1) != Some(&b'\n') {
                self.starts.push(at + 1);
            }
        }
    }

    /// How many units of UTF-16 stand before a byte.
    fn units(&self, offset: usize) -> usize {
        let mark = (offset / STRIDE).min(self.wide.len().saturating_sub(1));
        let counted = self.wide.get(mark).copied().unwrap_or_default();
        let rest = self.text.as_bytes().get(mark * STRIDE..offset).unwrap_or_default();
        counted + rest.iter().copied().map(width).sum::<usize>()
    }

    fn wide_offset(&self, line: &Range<usize>, column: usize) -> usize {
        let wanted = self.units(line.start).saturating_add(column);
        let mark = self.wide.partition_point(|&units| units <= wanted).saturating_sub(1);
        let from = self.text.floor_char_boundary((mark * STRIDE).clamp(line.start, line.end));
        let mut units = self.units(from);
        let rest = self.text.get(from..line.end).unwrap_or_default();
        for (at, c) in rest.char_indices() {
            units += c.len_utf16();
            if units > wanted {
                return from + at;
            }
        }
        line.end
    }
}

/// How many units of UTF-16 the character takes that a byte of UTF-8 begins.
fn width(byte: u8) -> usize {
    match byte {
        0x80..=0xBF => 0,
        0xF0.. => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: usize, column: usize) -> Position {
        Position { line, column }
    }

    #[test]
    fn lines_end_in_three_ways() {
        let text = Text::new("a\r\nb\rc\n");
        let lines: Vec<&str> = (0..text.lines()).map(|line| &text.as_str()[text.line(line)]).collect();
        assert_eq!(lines, ["a", "b", "c", ""]);
        assert_eq!(text.position(3, Unit::Utf8), at(1, 0));
        assert_eq!(Text::new("").line(0), 0..0);
        assert_eq!(Text::new("a\r").line(0), 0..1);
    }

    #[test]
    fn columns_are_counted_in_either_unit() {
        let text = Text::new("x\n𝄞汉a");
        assert_eq!((text.position(6, Unit::Utf16), text.position(6, Unit::Utf8)), (at(1, 2), at(1, 4)));
        assert_eq!((text.offset(at(1, 3), Unit::Utf16), text.offset(at(1, 7), Unit::Utf8)), (9, 9));
        assert_eq!(text.offset(at(1, 1), Unit::Utf16), 2, "half of a pair is the start of its character");
        assert_eq!((text.offset(at(1, 99), Unit::Utf16), text.offset(at(9, 0), Unit::Utf16)), (10, 10));
        assert_eq!(text.offset(at(0, usize::MAX), Unit::Utf8), 1);
    }

    #[test]
    fn every_place_of_a_long_line_comes_back() {
        let text = Text::new(format!("é\n{}", "a𝄞汉b".repeat(700)));
        for (at, _) in text.as_str().char_indices() {
            for unit in [Unit::Utf8, Unit::Utf16] {
                assert_eq!(text.offset(text.position(at, unit), unit), at);
            }
        }
    }

    #[test]
    fn replacing_finds_the_lines_anew() {
        let mut text = Text::new("one\ntwo");
        text.replace(3..4, "\n\n");
        assert_eq!((text.as_str(), text.lines()), ("one\n\ntwo", 3));
        text.replace(99..100, "!");
        assert_eq!(text.as_str(), "one\n\ntwo!");
    }
}
