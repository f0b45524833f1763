//! A paragraph as plain words, with what its source marked kept beside them: bold, page breaks, note marks, places.

use super::lines::{Line, Seam, line_gap};
use super::notes::{self, Calls};
use super::repairs::Repairs;
use super::vocabulary::{Hyphen, Vocabulary, is_hyphen};
use crate::ast::NoteId;
use crate::diagnostics::{Span, code};
use std::ops::Range;

/// What the whole text shows of a paragraph's words.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    /// Which marks call notes.
    pub(super) calls: Calls,
    /// Which words there are.
    pub(super) vocabulary: Vocabulary,
}

/// The words of a paragraph. All ranges are bytes of `text`.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    /// The words, without bold marks, with one space or none for each line end.
    pub(super) text: String,
    /// What stands in bold.
    pub(super) bold: Vec<Range<usize>>,
    /// Where a page broke.
    pub(super) breaks: Vec<usize>,
    /// Note marks.
    pub(super) marks: Vec<Mark>,
    /// For rising offsets of the words, the offset in the source.
    places: Vec<(usize, usize)>,
}

/// A note mark.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mark {
    /// Its characters.
    pub(super) at: Range<usize>,
    /// The mark in plain figures.
    pub(super) plain: String,
    /// The note, where there is one.
    pub(super) note: Option<NoteId>,
}

impl Words {
    /// The words of lines.
    pub(super) fn of(lines: &[Line<'_>], evidence: &Evidence, repairs: &mut Repairs) -> Words {
        let mut words = Words::default();
        let mut bold = Bold::of(lines);
        for line in lines {
            words.seam(line, &evidence.vocabulary, repairs);
            words.line(line, &mut bold);
        }
        words.bold = bold.ranges();
        words.find_marks(&evidence.calls);
        if let Some(at) = bold.unpaired {
            repairs.warn(
                code::BOLD_UNCLOSED,
                Span::text(at, at + 2),
                "this bold mark has no partner in its paragraph; it was kept as it stands",
                "add the mark that is missing, or delete this one",
            );
        }
        words
    }

    /// Where a range of the words stands in the source.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let last = range.end.saturating_sub(1).max(range.start);
        Span::text(self.source(range.start), self.source(last) + usize::from(range.end > range.start))
    }

    fn source(&self, at: usize) -> usize {
        let index = self.places.partition_point(|&(start, _)| start <= at).saturating_sub(1);
        self.places.get(index).map_or(0, |&(start, source)| source + (at - start.min(at)))
    }

    fn seam(&mut self, line: &Line<'_>, vocabulary: &Vocabulary, repairs: &mut Repairs) {
        if self.text.is_empty() {
            return;
        }
        // A bold mark at the start of the line is none of its words.
        let next = line.text.trim_start_matches('*');
        if ends_divided(&self.text) {
            self.mend_hyphen(line.start + line.text.len() - next.len(), next, vocabulary, repairs);
        } else {
            self.text.push_str(line_gap(&self.text, next));
        }
        if line.before == Seam::Page {
            self.breaks.push(self.text.len());
        }
    }

    /// Takes a hyphen off the end of the words where it only divided a word.
    fn mend_hyphen(&mut self, at: usize, next: &str, vocabulary: &Vocabulary, repairs: &mut Repairs) {
        let Some(sign) = self.text.chars().next_back().filter(|&c| is_hyphen(c)) else { return };
        let whole = self.text.len() - sign.len_utf8();
        let from = self.text.ceil_char_boundary(whole.saturating_sub(60));
        let near = self.text.get(from..whole).unwrap_or_default();
        let start =
            near.rfind(|c: char| !(c.is_alphanumeric() || c == '-')).map_or(0, |at| near.ceil_char_boundary(at + 1));
        let left = near.get(start..).unwrap_or_default().to_string();
        let length = next.find(|c: char| !c.is_alphanumeric()).unwrap_or(next.len());
        let right = next.get(..length.min(next.floor_char_boundary(60))).unwrap_or_default();
        let span = Span::text(self.source(from + start), at + right.len());
        match vocabulary.hyphen(sign, &left, right) {
            Hyphen::Own => {}
            Hyphen::Dividing => {
                self.text.truncate(whole);
                repairs.note(code::WORD_JOINED, span, format!("a line end divided the word `{left}{right}`; it was made whole"));
            }
            Hyphen::Doubtful => repairs.note(
                code::HYPHEN_KEPT,
                span,
                format!("the hyphen of `{left}{sign}{right}` stood at a line end, and nothing shows whether it is its own; it was kept"),
            ),
        }
    }

    fn line(&mut self, line: &Line<'_>, bold: &mut Bold) {
        let mut start = 0;
        for (at, _) in line.text.match_indices("**") {
            if bold.is_last_alone(line.start + at) {
                continue;
            }
            self.chunk(line.text.get(start..at).unwrap_or_default(), line.start + start);
            bold.places.push(self.text.len());
            start = at + 2;
        }
        self.chunk(line.text.get(start..).unwrap_or_default(), line.start + start);
    }

    fn chunk(&mut self, chunk: &str, source: usize) {
        if chunk.is_empty() {
            return;
        }
        self.places.push((self.text.len(), source));
        for (at, part) in chunk.split('\t').enumerate() {
            self.text.push_str(if at > 0 { " " } else { "" });
            self.text.push_str(part);
        }
    }

    fn find_marks(&mut self, calls: &Calls) {
        let found = notes::marks(&self.text);
        for (at, sign) in found {
            let note = calls.get(&self.source(at.start)).cloned();
            if note.is_some() || sign.raised {
                self.marks.push(Mark { at, plain: sign.plain, note });
            }
        }
    }
}

/// Whether a text ends in a hyphen or dash that divides a word or two, after which no space may come.
fn ends_divided(text: &str) -> bool {
    let mut back = text.chars().rev();
    let divides = back.next().is_some_and(|c| matches!(c, '-' | '—' | '–' | '\u{2010}' | '\u{AD}'));
    divides && back.next().is_some_and(char::is_alphanumeric)
}

/// The bold marks of a paragraph, two by two.
#[derive(Debug, Default)]
struct Bold {
    /// Where the marks stood in the words.
    places: Vec<usize>,
    /// A mark without a partner, in the source.
    unpaired: Option<usize>,
}

impl Bold {
    fn of(lines: &[Line<'_>]) -> Bold {
        let marks = lines.iter().flat_map(|line| line.text.match_indices("**").map(|(at, _)| line.start + at));
        let (count, last) = marks.fold((0usize, None), |(count, _), at| (count + 1, Some(at)));
        Bold { places: Vec::new(), unpaired: last.filter(|_| count % 2 == 1) }
    }

    fn is_last_alone(&self, at: usize) -> bool {
        self.unpaired == Some(at)
    }

    fn ranges(&self) -> Vec<Range<usize>> {
        let pairs = self.places.chunks_exact(2);
        pairs.filter_map(|pair| Some(*pair.first()?..*pair.last()?)).filter(|range| !range.is_empty()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    fn words(text: &str) -> Words {
        Words::of(&lines(text), &Evidence::default(), &mut Repairs::default())
    }

    #[test]
    fn joins_lines_and_keeps_bold_and_places() {
        let source = "one **two\nthree** four";
        let found = words(source);
        assert_eq!(found.text, "one two three four");
        assert_eq!(found.bold.first(), Some(&(4..13)));
        let Some(range) = found.span(&(8..13)).range() else { unreachable!() };
        assert_eq!(&source[range], "three");
    }

    #[test]
    fn keeps_a_bold_mark_without_a_partner() {
        let mut repairs = Repairs::default();
        let found = Words::of(&lines("**one** two ** three"), &Evidence::default(), &mut repairs);
        assert_eq!((found.text.as_str(), found.bold.first()), ("one two ** three", Some(&(0..3))));
    }

    #[test]
    fn joins_divided_words_and_han_text_without_a_space() {
        assert_eq!(words("Beijing-\nTianjin").text, "Beijing-Tianjin");
        assert_eq!(words("创新\n驱动").text, "创新驱动");
        assert_eq!(words("这是第\n3\n次会议").text, "这是第3次会议");
        assert_eq!(words("one –\ntwo").text, "one – two");
    }

    #[test]
    fn marks_page_breaks() {
        let found = words("one\u{C}two");
        assert_eq!((found.text.as_str(), found.breaks.as_slice()), ("one two", [4].as_slice()));
    }
}
