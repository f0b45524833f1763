//! Words of a fact that YAML takes for a remark, since a blank and a `#` stand before them.

use super::super::compositor::Compositor;
use super::slips::{quoted, shown};
use super::yaml::{Node, Value};
use crate::diagnostics::code;
use std::ops::Range;

/// Keys whose values have a form of their own, to which no words behind a `#` can belong.
const FORMED: [&str; 15] = [
    "lang",
    "number",
    "roman",
    "whole-number",
    "supplement",
    "corrects",
    "date",
    "year",
    "licence",
    "license",
    "issn",
    "doi",
    "style",
    "copies",
    "name-order",
];

/// Where in words the `#` stands that cuts them off: none where it opens what clearly is a remark, with two blanks before it
/// and one behind.
pub(super) fn cut(words: &str) -> Option<usize> {
    let (at, blanks) = remark(words)?;
    let behind = words.get(at + 1..)?;
    let is_apart = blanks > 1 && (behind.is_empty() || behind.starts_with([' ', '\t', '#']));
    (!is_apart).then_some(at)
}

/// Words without the remark that clearly stands behind them.
pub(super) fn without_remark(words: &str) -> &str {
    match (cut(words), remark(words)) {
        (None, Some((at, _))) => words.get(..at).unwrap_or(words).trim_end(),
        _ => words,
    }
}

/// What is wrong where a `#` cuts words off, of which these are the rest.
pub(super) fn message(rest: &str) -> String {
    let rest = rest.trim_end();
    let shown: String = rest.chars().take(40).collect();
    let more = if shown.len() < rest.len() { "…" } else { "" };
    format!("a `#` behind a blank opens a remark, and so `{shown}{more}` is left out")
}

/// Where the `#` of a remark stands in words, and how many blanks stand before it.
fn remark(words: &str) -> Option<(usize, usize)> {
    words.match_indices('#').find_map(|(at, _)| {
        let before = words.get(..at)?;
        let blanks = before.len() - before.trim_end_matches([' ', '\t']).len();
        (blanks > 0).then_some((at, blanks))
    })
}

impl Compositor<'_> {
    /// Tells of the words that a `#` cuts off a plain value.
    pub(super) fn tell_cut(&mut self, key: &str, node: &Node) {
        let Some(head) = self.slice(node.range.clone()).chars().next() else { return };
        if FORMED.contains(&key) || matches!(head, '"' | '\'' | '|' | '>') {
            return;
        }
        let words = self.slice(node.range.clone()).trim_end().len() + node.range.start;
        let line = self.slice(words..self.line_end(words));
        if let Some(at) = cut(line).filter(|at| line.get(..*at).is_some_and(|gap| gap.trim().is_empty())) {
            self.tell_cut_at(node.range.start..words + at, line.len() - at);
        }
    }

    /// Tells of a value that a `#` cuts off before its first word: `title: #1`.
    pub(super) fn tell_cut_whole(&mut self, key: &str, at: &Node, value: &Node) {
        if !matches!(value.value, Value::Nothing) || FORMED.contains(&key) {
            return;
        }
        let line = self.slice(at.range.end..self.line_end(at.range.end));
        let Some(hash) = line.find('#').filter(|_| line.starts_with(':')) else { return };
        let is_word = line.get(hash + 1..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
        if is_word && line.get(1..hash).is_some_and(|gap| gap.trim().is_empty()) {
            let place = at.range.end + hash;
            self.tell_cut_at(place..place, line.len() - hash);
        }
    }

    /// Tells of a `#` at the end of a range that begins with the value; `rest` bytes of its line are cut off.
    fn tell_cut_at(&mut self, value: Range<usize>, rest: usize) {
        let hash = value.end;
        let key = self.slice(self.line_start(value.start)..value.start).trim_start();
        let whole = self.slice(value.start..hash + rest).split_whitespace().collect::<Vec<_>>().join(" ");
        let line = shown(&format!("{key}{}", quoted(&whole)), &format!("{key}\"…\""));
        let hint = format!("put the whole value into quotation marks: `{line}`; a remark goes on a line of its own");
        let message = message(self.slice(hash..hash + rest));
        self.tell(code::FACT_CUT, hash..hash + 1, message, &hint);
    }

    fn line_start(&self, at: usize) -> usize {
        self.slice(0..at).rfind('\n').map_or(0, |end| end + 1)
    }

    fn line_end(&self, at: usize) -> usize {
        self.slice(at..self.text.len()).find(['\n', '\r']).map_or(self.text.len(), |length| at + length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_stands_apart_and_words_do_not() {
        for words in ["A #1, one plan", "A # b", "A  #plan", "A\t#1"] {
            assert_eq!(cut(words), words.find('#'), "{words}");
            assert_eq!(without_remark(words), words);
        }
        for words in ["A  # b", "A   #", "A  ## b", "A#1", "#1 A", "A"] {
            assert_eq!(cut(words), None, "{words}");
        }
        assert_eq!(without_remark("A  # b #c"), "A");
    }
}
