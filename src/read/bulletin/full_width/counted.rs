//! Lines that are counted as no list of Markdown is.

use super::{Before, Found};

/// How a line is counted: the signs around its figure, and the figure.
#[derive(PartialEq)]
pub(super) struct Count(String, u32);

impl Found {
    /// `1、第一项` above `2、第二项`: lines that are counted and run together.
    pub(super) fn counted(&mut self, line: &str, inner: &str, start: usize, before: &mut Before) {
        let last = before.count.take();
        let Some((count, length)) = count(inner) else { return };
        let mut told = false;
        if let Some((Count(signs, number), place, is_told)) = last
            && signs == count.0
            && number.checked_add(1) == Some(count.1)
        {
            told = true;
            if !is_told {
                let message = "these lines are counted, and yet they run together: no list opens like this";
                let hint = "write `1. ` before every item, with a half-width stop and a blank, or put an empty line \
                            between the lines";
                self.tell(place, message, hint);
            }
        }
        // A line that ends so is broken there in print.
        let broken = line.trim_end_matches(['\r', '\n']).ends_with("  ") || inner.ends_with('\\');
        before.count = (!broken).then_some((count, start..start + length, told));
    }
}

/// What counts a line that no list of Markdown has, and the length of its mark.
fn count(line: &str) -> Option<(Count, usize)> {
    let opening = line.chars().next().filter(|c| matches!(c, '（' | '('));
    let rest = line.get(opening.map_or(0, char::len_utf8)..)?;
    let figure = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let inner = rest.split(|c| !figure(c)).next().filter(|inner| !inner.is_empty() && inner.chars().count() <= 3)?;
    let number = match inner.parse() {
        Ok(number) => number,
        Err(_) => crate::ast::numerals::parse_chinese(inner)?,
    };
    let behind = rest.get(inner.len()..)?;
    let close = behind.chars().next()?;
    let words = behind.get(close.len_utf8()..)?.chars().next()?;
    let sound = match (opening, close) {
        (Some(_), '）' | ')') => !words.is_ascii_digit(),
        (None, '、' | '．' | '）') => !words.is_ascii_digit(),
        (None, '.' | ')') => inner.is_ascii() && words.is_alphabetic(),
        _ => false,
    };
    let signs = format!("{}{}{close}", opening.unwrap_or(' '), if inner.is_ascii() { '1' } else { '一' });
    sound.then(|| (Count(signs, number), line.len() - behind.len() + close.len_utf8()))
}
