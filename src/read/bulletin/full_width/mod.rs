//! Markup that an input method for Chinese types in full-width signs, which Markdown takes for words: `：：：`, `＃`, `［^1］`, `｜`,
//! `｛.person｝`; headings without their blank and items that are none. It is told and kept as it stands.

mod counted;
mod inline;
mod opening;

use super::directives;
use counted::Count;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The longest line that can be a heading, and the longest that advice writes out, in characters.
const LONGEST: usize = 60;

/// How many bytes around a bracket are searched for its partner; a line of megabytes is not.
const REACH: usize = 400;

/// Something that was meant as markup.
pub(super) struct Mistyped {
    pub(super) range: Range<usize>,
    pub(super) message: String,
    pub(super) hint: String,
}

/// All that was meant as markup in a body.
#[derive(Default)]
pub(super) struct Found {
    pub(super) slips: Vec<Mistyped>,
    /// Lines of mistyped colons that were to open a block, by where they start.
    pub(super) openings: BTreeMap<usize, Colons>,
    /// Lines of mistyped colons that were to close one, by where they start.
    pub(super) closings: BTreeMap<usize, Colons>,
    /// Where full-width stars stand that were to open strong words.
    pub(super) stars: BTreeSet<usize>,
    /// Notes whose colon is full-width or missing, by their marks.
    pub(super) notes: BTreeMap<String, Unread>,
    /// The number of the line that is searched, from 1.
    line: usize,
}

/// Mistyped colons.
pub(super) struct Colons {
    /// The number of their line, from 1.
    pub(super) line: usize,
    /// Whether they are full-width; otherwise one is missing.
    pub(super) wide: bool,
}

/// A note that was not read as one.
pub(super) struct Unread {
    /// Where its mark starts.
    pub(super) start: usize,
    /// The number of its line, from 1.
    pub(super) line: usize,
    /// Whether it has full-width signs; otherwise its colon is missing.
    pub(super) wide: bool,
}

/// What a line follows on.
#[derive(Default)]
struct Before {
    /// Whether the line goes on with a paragraph.
    in_paragraph: bool,
    /// Whether it goes on with rows of full-width bars.
    in_rows: bool,
    /// What counts the line before, where its mark stands, and whether its lines have been told.
    count: Option<(Count, Range<usize>, bool)>,
}

/// Searches the lines that stand in no code of the body of a text, which starts at `base`.
pub(super) fn find(text: &str, base: usize) -> Found {
    let mut found = Found { line: 1, ..Found::default() };
    let mut before = Before::default();
    let mut counted = 0;
    for (start, line) in directives::outside_code(text.get(base..).unwrap_or_default()) {
        found.line += text.get(counted..base + start).unwrap_or_default().matches('\n').count();
        counted = base + start;
        let inner = line.trim_end().trim_start_matches([' ', '>']);
        let indent = line.trim_end().len() - inner.len();
        let start = base + start + indent;
        if inner.is_empty() {
            before = Before::default();
            continue;
        }
        // Four blanks make code of a line that opens a paragraph.
        if indent < 4 || before.in_paragraph {
            found.opening(inner, start, &mut before);
            found.counted(line, inner, start, &mut before);
            found.in_line(inner, start, &before);
        }
        before.in_paragraph = !inner.starts_with(":::") && !inner.starts_with("# ");
    }
    found
}

impl Colons {
    /// What advice calls them.
    pub(super) fn named(&self) -> String {
        format!("the {} colons of line {}", if self.wide { "full-width" } else { "two" }, self.line)
    }
}

impl Found {
    fn tell(&mut self, range: Range<usize>, message: impl Into<String>, hint: impl Into<String>) {
        self.slips.push(Mistyped { range, message: message.into(), hint: hint.into() });
    }
}

/// The mark of a note that opens a text, whether any of its signs is full-width, and its length in bytes.
fn note_mark(text: &str) -> Option<(&str, bool, usize)> {
    let mut signs = text.chars();
    let (bracket, caret) = (signs.next()?, signs.next()?);
    let inner = signs.as_str();
    let end = inner.find([']', '］'])?;
    let (mark, close) = (inner.get(..end)?, inner.get(end..)?.chars().next()?);
    let sound = !mark.is_empty() && mark.chars().count() <= 40 && !mark.contains(char::is_whitespace);
    let kind = matches!(bracket, '[' | '［') && matches!(caret, '^' | '＾');
    let length = text.len() - inner.len() + end + close.len_utf8();
    (sound && kind).then_some((mark, bracket == '［' || caret == '＾' || close == '］', length))
}

/// What stands behind a place in a line, as far as it is searched.
pub(super) fn head(line: &str, at: usize) -> &str {
    line.get(at..line.floor_char_boundary((at + REACH).min(line.len()))).unwrap_or_default()
}

/// What stands before a place in a line, as far as it is searched.
pub(super) fn tail(line: &str, at: usize) -> &str {
    line.get(line.ceil_char_boundary(at.saturating_sub(REACH))..at).unwrap_or_default()
}

/// Advice to write a line, or what is like it where the line is long.
pub(super) fn write(line: &str, like: &str) -> String {
    format!("write `{}`", if line.chars().count() <= LONGEST { line } else { like })
}
