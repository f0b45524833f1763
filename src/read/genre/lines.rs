//! The lines of a transcript, without the space around them, and what stands before each.

use crate::ast::text::{gap, is_east_asian};
use crate::diagnostics::Span;

/// What stands between a line and the line before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::read) enum Seam {
    /// A line end only.
    Wrap,
    /// One blank line or more.
    Blank,
    /// A page break that the source shows: a form feed, or page furniture that stood there.
    Page,
}

/// A line that is not blank.
#[derive(Clone, Copy, Debug)]
pub(in crate::read) struct Line<'a> {
    /// Its words.
    pub(in crate::read) text: &'a str,
    /// Where they start, in bytes of the source.
    pub(in crate::read) start: usize,
    /// What stands before it.
    pub(in crate::read) before: Seam,
    /// Whether it is set in, as the first line of a Chinese paragraph is.
    pub(in crate::read) indented: bool,
    /// Whether its look sets it off as a title, in sources that have looks.
    pub(in crate::read) display: bool,
    /// Its page by form feeds, from 0.
    pub(in crate::read) page: u32,
}

impl<'a> Line<'a> {
    /// Where its words end, in bytes of the source.
    pub(in crate::read) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Where its words stand.
    pub(in crate::read) fn span(&self) -> Span {
        Span::text(self.start, self.end())
    }

    /// The line's words from a byte on.
    pub(in crate::read) fn after(&self, bytes: usize) -> Line<'a> {
        let text = self.text.get(bytes..).unwrap_or_default();
        let trimmed = text.trim_start();
        let start = self.start + bytes + text.len() - trimmed.len();
        Line { text: trimmed, start, before: Seam::Wrap, ..*self }
    }

    /// The line's words up to a byte.
    pub(in crate::read) fn until(&self, bytes: usize) -> Line<'a> {
        Line { text: self.text.get(..bytes).unwrap_or_default().trim_end(), ..*self }
    }
}

/// The lines of a text that are not blank.
pub(in crate::read) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut found: Vec<Line<'_>> = Vec::new();
    let (mut start, mut page, mut before) = (0, 0, Seam::Blank);
    for raw in text.split_inclusive(['\n', '\u{C}']) {
        let words = raw.trim();
        if !words.is_empty() {
            let indent = raw.len() - raw.trim_start().len();
            let indented = raw.starts_with("\u{3000}\u{3000}") || raw.starts_with("  ") || raw.starts_with('\t');
            found.push(Line { text: words, start: start + indent, before, indented, display: false, page });
            before = Seam::Wrap;
        } else if before < Seam::Page {
            before = if raw.ends_with('\u{C}') { before } else { Seam::Blank };
        }
        if raw.ends_with('\u{C}') {
            page += 1;
            before = Seam::Page;
        }
        start += raw.len();
    }
    found
}

/// The columns that a line takes in a typewriter face: two for Han text.
pub(in crate::read) fn columns(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.chars().map(|c| if crate::ast::text::is_east_asian(c) { 2 } else { 1 }).sum()
}

/// What stands between the words before a line end and the line after it: a space, or nothing in Chinese, where a figure
/// among Han characters stands as close as they do.
pub(in crate::read) fn line_gap(before: &str, after: &str) -> &'static str {
    let figure = before.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '%'));
    let among_han = figure.len() < before.len()
        && figure.chars().next_back().is_none_or(is_east_asian)
        && after.starts_with(is_east_asian);
    if among_han { "" } else { gap(before, after) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_what_stands_before_each_line() {
        let seams = |text| lines(text).iter().map(|line| (line.text, line.before)).collect::<Vec<_>>();
        assert_eq!(
            seams("a\n b \n\n\nc\u{C}d\n\u{C}\n\ne"),
            [("a", Seam::Blank), ("b", Seam::Wrap), ("c", Seam::Blank), ("d", Seam::Page), ("e", Seam::Page)]
        );
    }

    #[test]
    fn keeps_places_and_indents() {
        let text = "\u{3000}\u{3000}一\n  b\nc";
        let found = lines(text);
        assert!(found.iter().all(|line| text[line.start..line.end()] == *line.text));
        assert_eq!(found.iter().map(|line| line.indented).collect::<Vec<_>>(), [true, true, false]);
    }

    #[test]
    fn parts_of_a_line_keep_their_places() {
        let text = "  编辑：张三";
        let line = lines(text)[0];
        let name = line.after("编辑：".len());
        assert_eq!((name.text, &text[name.start..name.end()]), ("张三", "张三"));
        assert_eq!(line.until("编辑：".len()).text, "编辑：");
    }

    #[test]
    fn a_figure_among_han_characters_stands_close() {
        for before in ["这是第3", "增长3.5%", "共，1,200", "2023"] {
            assert_eq!(line_gap(before, "次会议"), "", "{before}");
        }
        for (before, after) in [("共 3", "次会议"), ("这是第3", "Lakes"), ("AI2", "技术"), ("in 2023", "lakes")]
        {
            assert_eq!(line_gap(before, after), " ", "{before} {after}");
        }
    }
}
