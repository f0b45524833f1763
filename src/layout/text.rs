//! The words of one paragraph as a single string, with what is known of each stretch of it.

use super::look::Look;
use super::strip::LinkId;
use crate::ast::Lang;
use crate::ast::narrow::is_shared_mark;
use crate::diagnostics::Span;
use crate::frame::LeafId;
use std::ops::Range;

/// A line break by sense, inside [`Text`].
pub(super) const LINE_BREAK: char = '\u{2028}';

/// The words of a paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct Text {
    /// The words, without soft hyphens.
    pub words: String,
    /// The stretches that make it up, in order, without gaps.
    pub pieces: Vec<Piece>,
    /// Where the source allows a hyphen, in bytes.
    pub soft_hyphens: Vec<usize>,
    /// The marks that are narrow though the words around them may be Chinese, in bytes, ascending.
    pub narrow: Vec<usize>,
    /// Words that stay on one line: `Table 3`.
    pub whole: Vec<Range<usize>>,
    /// What stands over words, in order.
    pub readings: Vec<Reading>,
}

impl Text {
    /// The character before a byte.
    pub(super) fn before(&self, at: usize) -> Option<char> {
        self.words.get(..at).and_then(|words| words.chars().next_back())
    }
}

/// A stretch of text with one look and one place in the structure.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Its bytes.
    pub range: Range<usize>,
    /// How it looks.
    pub look: Look,
    /// Its language.
    pub lang: Lang,
    /// Where it belongs.
    pub leaf: LeafId,
    /// Where it stands in the source.
    pub span: Span,
    /// The link that its words carry.
    pub link: Option<LinkId>,
    /// The note that it calls.
    pub note: Option<usize>,
}

/// What stands over words to say how they are read.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    /// The bytes of the words.
    pub range: Range<usize>,
    /// The reading.
    pub words: String,
    /// How it looks, but for its size.
    pub look: Look,
    /// Its language.
    pub lang: Lang,
    /// Where it belongs.
    pub leaf: LeafId,
    /// Where it stands in the source.
    pub span: Span,
}

/// Whether a character is one of East Asian writing, set solid: Han, kana and their punctuation.
pub(super) fn is_wide(character: char) -> bool {
    matches!(character,
        '\u{2E80}'..='\u{303E}' | '\u{3041}'..='\u{33FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}'
        | '\u{20000}'..='\u{3FFFD}')
}

impl Text {
    /// Takes note of the stretches of words to come whose marks are narrow.
    pub(super) fn narrow(&mut self, words: &str, stretches: &[Range<usize>]) {
        let mut place = self.words.len();
        let mut end = 0;
        for stretch in stretches {
            for (at, _) in words.get(stretch.clone()).unwrap_or_default().match_indices(is_shared_mark) {
                let at = stretch.start + at;
                place += words.get(end..at).unwrap_or_default().split('\u{AD}').map(str::len).sum::<usize>();
                self.narrow.push(place);
                end = at;
            }
        }
    }

    /// Adds words in the look and place of `piece`, whose range is set here.
    pub(super) fn push(&mut self, words: &str, piece: Piece) {
        let start = self.words.len();
        let mut parts = words.split('\u{AD}');
        self.words.push_str(parts.next().unwrap_or_default());
        for part in parts {
            self.soft_hyphens.push(self.words.len());
            self.words.push_str(part);
        }
        if self.words.len() > start {
            self.pieces.push(Piece { range: start..self.words.len(), ..piece });
        }
    }

    /// Whether a space must stand before words that follow: not at the start, after a space or after Han text.
    pub(super) fn wants_space(&self) -> bool {
        self.words.chars().next_back().is_some_and(|last| !last.is_whitespace() && !is_wide(last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narrow_marks_are_found_behind_soft_hyphens() {
        let source = "a\u{AD}b “c\u{AD}d”";
        let mut text = Text { words: "x".into(), ..Text::default() };
        text.narrow(source, std::slice::from_ref(&(5..source.len())));
        let words = format!("x{}", source.replace('\u{AD}', ""));
        let marks: Vec<_> = words.match_indices(['“', '”']).map(|(at, _)| at).collect();
        assert_eq!(text.narrow, marks);
    }
}
