//! A source as text, with its lines found.

use super::{Diagnostic, Span};
use std::ops::Range;

/// A source by name, with the text that spans point into.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    text: String,
    line_starts: Vec<usize>,
}

/// Line and column, both counted from 1; columns count characters, not bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Source {
    /// A source from its name and its decoded text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Source {
        let text = text.into();
        let line_starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Source { name: name.into(), text, line_starts }
    }

    /// The name by which messages call it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The decoded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The byte range of a span; none where the source has no text for it to point into.
    #[must_use]
    pub fn range(&self, span: Span) -> Option<Range<usize>> {
        span.range().filter(|_| !self.text.is_empty())
    }

    /// The byte range of a finding: that of its character where it is about one that stands in its span.
    #[must_use]
    pub fn place(&self, diagnostic: &Diagnostic) -> Option<Range<usize>> {
        let whole = self.range(diagnostic.span)?;
        let within = |character: char| {
            let start = whole.start + self.text.get(whole.clone())?.find(character)?;
            Some(start..start + character.len_utf8())
        };
        Some(diagnostic.character.and_then(within).unwrap_or(whole.clone()))
    }

    /// Line and column of a byte offset; past the end, the end.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let line = self.line_starts.partition_point(|&start| start <= offset);
        let start = self.line_starts[line - 1];
        Position { line, column: self.text[start..offset].chars().count() + 1 }
    }

    /// How many bytes of its line stand before a byte offset.
    pub(super) fn offset_in_line(&self, offset: usize) -> usize {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let line = self.line_starts.partition_point(|&start| start <= offset);
        offset - self.line_starts[line - 1]
    }

    /// The text of a line counted from 1, without its line end; empty past the end.
    #[must_use]
    pub fn line(&self, line: usize) -> &str {
        let Some(&start) = line.checked_sub(1).and_then(|index| self.line_starts.get(index)) else {
            return "";
        };
        let end = self.line_starts.get(line).map_or(self.text.len(), |next| next - 1);
        self.text[start..end].trim_end_matches('\r')
    }
}
