//! Slips of those who type front matter, in their words: a colon without its blank, a full-width sign, a tab, a quotation mark
//! that is never closed. Only what could not be read as YAML is searched for them.

use super::super::chinese_names;
use super::super::compositor::span;
use super::cut;
use crate::diagnostics::{Diagnostic, code};
use std::ops::Range;

/// The most characters of a line that advice writes out.
const LONGEST: usize = 100;

/// Signs that no plain value begins with.
const KEPT: [char; 7] = ['*', '&', '!', '%', '@', '`', '|'];

/// What was typed wrongly.
pub(super) struct Slip {
    pub(super) fault: Diagnostic,
    /// The key and the value that were meant, where they are beyond doubt.
    pub(super) meant: Option<(String, Range<usize>, Range<usize>)>,
}

/// A line of front matter, without its end.
struct Line<'a> {
    text: &'a str,
    /// Where it starts in the source.
    start: usize,
    /// Where the first key ends that lines above it belong to, if its value stands in the same line.
    under_value: bool,
}

/// The first slip in a range of the source, which is one fact or all of them.
pub(super) fn find(text: &str, range: Range<usize>) -> Option<Slip> {
    let mut start = range.start;
    let mut under_value = false;
    for words in text.get(range.clone())?.split_inclusive('\n') {
        let line = Line { text: words.trim_end(), start, under_value };
        let after = text.get(start + words.len()..range.end).unwrap_or_default();
        if let Some(slip) = line.slip(after) {
            return Some(slip);
        }
        if !words.starts_with([' ', '\t']) {
            under_value = line.parts().is_some_and(|(_, value)| !value.is_empty() && !value.starts_with(['|', '>']));
        }
        start += words.len();
    }
    None
}

impl Line<'_> {
    fn slip(&self, after: &str) -> Option<Slip> {
        self.blanks().or_else(|| self.colon()).or_else(|| self.set_in()).or_else(|| self.value_slip(after))
    }

    /// The bytes of a part of the line.
    fn place(&self, part: Range<usize>) -> Range<usize> {
        self.start + part.start..self.start + part.end
    }

    /// The bytes of the end of the line that a slice of it is.
    fn tail(&self, slice: &str) -> Range<usize> {
        self.place(self.text.len() - slice.len()..self.text.len())
    }

    /// A tab or a full-width blank at the head of the line.
    fn blanks(&self) -> Option<Slip> {
        let head = self.text.len() - self.text.trim_start().len();
        let (at, sign) = self.text.get(..head)?.char_indices().find(|(_, c)| *c != ' ')?;
        let place = self.place(at..at + sign.len_utf8());
        let (message, hint) = match sign {
            '\t' => (
                "a tab stands where blanks belong, at the head of this line",
                "write blanks instead: two for each step that it is set in",
            ),
            _ => ("a full-width blank stands at the head of this line", "write ordinary blanks instead, or none"),
        };
        slip(place, message.to_string(), hint.to_string())
    }

    /// A colon that YAML takes for a letter: full-width, or without a blank behind it.
    fn colon(&self) -> Option<Slip> {
        let bare = self.text.trim_start().trim_start_matches("- ");
        let end = bare.find([':', '：'])?;
        let (key, behind) = bare.split_at(end);
        let (key, colon) = (key.trim_end(), behind.chars().next()?);
        let rest = behind.get(colon.len_utf8()..)?;
        let value = rest.trim();
        let sound = key.starts_with(char::is_alphabetic) && key.chars().all(|c| c.is_alphanumeric() || c == '-');
        if !sound || rest.starts_with("//") || colon == ':' && (rest.is_empty() || rest.starts_with([' ', '\t'])) {
            return None;
        }
        let name = chinese_names::key(key).unwrap_or(key);
        let line = shown(&format!("{name}: {value}"), &format!("{name}: …"));
        let (opening, at) = (self.tail(bare).start, self.tail(behind).start);
        let (place, message, more) = match rest.chars().next() {
            _ if colon == '：' => (
                at..at + colon.len_utf8(),
                format!("the colon after `{key}` is full-width"),
                "a half-width colon and a blank",
            ),
            Some(blank) if blank.is_whitespace() => {
                let place = at + 1..at + 1 + blank.len_utf8();
                (place, format!("the blank after the colon of `{key}` is a full-width one"), "an ordinary blank")
            }
            _ => (at..at + 1, format!("no blank stands after the colon of `{key}`"), "a blank after the colon"),
        };
        let mut found = slip(place, message, format!("write `{line}`, with {more}"))?;
        // A key inside another belongs to that.
        let outermost = self.text.starts_with(key);
        found.meant = outermost.then(|| (name.to_string(), opening..opening + key.len(), self.tail(value)));
        Some(found)
    }

    /// A key that is set in under a line that has its value already.
    fn set_in(&self) -> Option<Slip> {
        let bare = self.text.trim_start();
        let head = self.text.len() - bare.len();
        let (key, value) = self.parts().filter(|_| self.under_value && head > 0)?;
        let sound = key.starts_with(|c: char| c.is_ascii_lowercase()) && !key.contains(' ');
        let line = shown(bare, &format!("{key}: …"));
        let advice = format!("write `{line}` at the very start of its line");
        let message = format!("`{key}` is set in, and the line above has its value already");
        if sound && !value.is_empty() { slip(self.place(0..head), message, advice) } else { None }
    }

    /// The key and the value of the line.
    fn parts(&self) -> Option<(&str, &str)> {
        let bare = self.text.trim_start().trim_start_matches("- ");
        let (key, value) = bare.split_once(": ").or_else(|| Some((bare.strip_suffix(':')?, "")))?;
        Some((key.trim(), value.trim()))
    }

    /// A value that has to stand in quotation marks, or whose mark or bracket is never closed.
    fn value_slip(&self, after: &str) -> Option<Slip> {
        let (key, value) = self.parts()?;
        let place = self.tail(value);
        let opening = value.chars().next()?;
        let inner = value.get(opening.len_utf8()..)?;
        let closed = |sign: char| inner.contains(sign) || after.contains(sign);
        let cut_list = if opening == '[' { self.cut_list(key, value) } else { None };
        if cut_list.is_some() {
            return cut_list;
        }
        let whole = |value: &str, more: &str| shown(&format!("{key}: {value}"), &format!("{key}: {more}"));
        match opening {
            '"' | '\'' if !closed(opening) => {
                let words = inner.trim_end_matches(['”', '’', '＂', '＇']).trim_end();
                let line = whole(&format!("{opening}{words}{opening}"), &format!("{opening}…{opening}"));
                let message = "this value opens with a quotation mark that is never closed";
                slip(place, message.into(), format!("close the quotation mark: `{line}`"))
            }
            '[' | '{' => {
                let closing = if opening == '[' { ']' } else { '}' };
                let wide = if opening == '[' { '］' } else { '｝' };
                let line = whole(&format!("{}{closing}", value.trim_end_matches(wide)), "[…]");
                let message = format!("this value opens with a `{opening}` that is never closed");
                let found = slip(place, message, format!("close the bracket: `{line}`"));
                found.filter(|_| !closed(closing))
            }
            '"' | '\'' => None,
            _ => {
                let value = cut::without_remark(value);
                let second = value.find(": ").or_else(|| value.ends_with(':').then(|| value.len() - 1));
                let (place, what) = match second {
                    Some(at) => {
                        (place.start + at..place.start + at + 1, "a second `: ` stands in the value".to_string())
                    }
                    None if KEPT.contains(&opening) && !value.starts_with("|\n") && value != "|" => {
                        let what = format!("the value begins with `{opening}`, which means another thing in YAML");
                        (place.start..place.start + opening.len_utf8(), what)
                    }
                    None => return None,
                };
                let line = whole(&quoted(value), "\"…\"");
                slip(place, what, format!("put the whole value into quotation marks: `{line}`"))
            }
        }
    }

    /// A list in brackets that a `#` cuts off before it is closed: `[Ada #1, Lin]`.
    fn cut_list(&self, key: &str, value: &str) -> Option<Slip> {
        let at = cut::cut(value)?;
        let (before, rest) = value.split_at_checked(at)?;
        if before.contains(']') || !rest.contains(']') {
            return None;
        }
        let inner = value.trim_end().strip_prefix('[')?.strip_suffix(']')?;
        let items = inner.split(',').map(item).collect::<Vec<_>>().join(", ");
        let line = shown(&format!("{key}: [{items}]"), &format!("{key}: [\"…\"]"));
        let place = self.tail(rest);
        let hint = format!("put what has the `#` into quotation marks: `{line}`");
        slip(place.start..place.start + 1, cut::message(rest), hint)
    }
}

/// An item of a list as it has to stand where a `#` is in it.
fn item(words: &str) -> String {
    let words = words.trim();
    if words.contains(" #") && !words.starts_with(['"', '\'']) { quoted(words) } else { words.to_string() }
}

fn slip(place: Range<usize>, message: String, hint: String) -> Option<Slip> {
    let fault = Diagnostic::new(code::FRONT_MATTER_INVALID, message).at(span(place)).hint(hint);
    Some(Slip { fault, meant: None })
}

/// A line as advice writes it out, or a shorter one that says the same.
pub(super) fn shown(line: &str, short: &str) -> String {
    if line.chars().count() <= LONGEST { line } else { short }.to_string()
}

/// A value in quotation marks: double ones, unless it has such a mark or a backslash itself.
pub(super) fn quoted(value: &str) -> String {
    match value.contains(['"', '\\']) {
        true => format!("'{}'", value.replace('\'', "''")),
        false => format!("\"{value}\""),
    }
}
