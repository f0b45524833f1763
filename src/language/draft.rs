//! An issue as it is being written: the text that the editor has, and what the program makes of it.

use super::text::{Position, Text, Unit};
use crate::ast::Document;
use std::borrow::Cow;
use std::ops::Range;

/// The text as the program reads it, with the document that it is, normalised and numbered.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    text: Text,
    /// The document; empty where the text is blank.
    pub document: Document,
    /// Whether the editor's text begins with a byte order mark, which the program drops.
    has_mark: bool,
}

const MARK: char = '\u{FEFF}';

impl Draft {
    /// What has been made of an editor's text.
    #[must_use]
    pub fn new(text: &str, document: Document) -> Draft {
        let bare = text.strip_prefix(MARK);
        Draft { text: Text::new(unified(bare.unwrap_or(text))), document, has_mark: bare.is_some() }
    }

    /// The text as the program reads it: without a mark, its lines ending in LF. Spans point into it.
    #[must_use]
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// Where the YAML of the front matter stands.
    #[must_use]
    pub fn front(&self) -> Option<Range<usize>> {
        let range = self.document.front.span.range()?;
        self.text.as_str().get(range.clone()).map(|_| range)
    }

    /// The byte of a place in the editor's text.
    #[must_use]
    pub fn offset(&self, place: Position, unit: Unit) -> usize {
        let column = place.column.saturating_sub(self.mark(place.line, unit));
        self.text.offset(Position { column, ..place }, unit)
    }

    /// The place in the editor's text of a byte.
    #[must_use]
    pub fn position(&self, offset: usize, unit: Unit) -> Position {
        let place = self.text.position(offset, unit);
        Position { column: place.column + self.mark(place.line, unit), ..place }
    }

    /// How wide the mark before a line is.
    fn mark(&self, line: usize, unit: Unit) -> usize {
        match unit {
            _ if !self.has_mark || line > 0 => 0,
            Unit::Utf8 => MARK.len_utf8(),
            Unit::Utf16 => MARK.len_utf16(),
        }
    }
}

/// A text whose lines all end in LF.
fn unified(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_the_editors_text() {
        let draft = Draft::new("\u{FEFF}ab\r\ncd", Document::default());
        assert_eq!(draft.text().as_str(), "ab\ncd");
        for unit in [Unit::Utf8, Unit::Utf16] {
            for offset in 0..6 {
                assert_eq!(draft.offset(draft.position(offset, unit), unit), offset);
            }
        }
        assert_eq!(draft.position(1, Unit::Utf16), Position { line: 0, column: 2 });
        assert_eq!(draft.position(4, Unit::Utf16), Position { line: 1, column: 1 });
    }
}
