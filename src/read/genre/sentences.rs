//! Where sentences end, in English and in Chinese.

use crate::ast::text::is_east_asian;
use std::ops::Range;

/// Words after whose full stop a sentence goes on.
const ABBREVIATIONS: [&str; 21] = [
    "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "No", "Nos", "Vol", "vs", "Inc", "Ltd", "Co", "Corp", "Fig", "Art", "e.g",
    "i.e", "approx", "Gen", "Sen",
];

/// Marks that close what a sentence ends in.
const CLOSERS: &str = "\"'”’)）」』】]》";

/// Whether a character closes a quotation or bracket.
pub(in crate::read) fn is_closer(c: char) -> bool {
    CLOSERS.contains(c)
}

/// Whether a text ends in a stop, or in a mark that leads to what follows, whatever quotes and bold marks close it.
pub(in crate::read) fn is_closed(text: &str) -> bool {
    let end = text.trim_end_matches(|c: char| c == '*' || is_closer(c) || is_note_sign(c) || c.is_whitespace());
    end.ends_with(['.', '!', '?', '。', '！', '？', '…', ':', '：', ';', '；'])
}

/// Whether a character is a figure raised as a note mark.
pub(in crate::read) fn is_note_sign(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | '①'..='⑳')
}

/// The sentences of a text, each with the marks that close it and without the space after it.
pub(in crate::read) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut start, mut end) = (0, 0);
    while let Some((at, c)) = stop(text, end) {
        end = at + c.len_utf8();
        let after = text.get(end..).unwrap_or_default();
        end += after.len() - after.trim_start_matches(|next| is_closer(next) || is_note_sign(next)).len();
        if is_east_asian(c) || (ends_latin(text.get(end..).unwrap_or_default()) && !abbreviates(&text[start..at], c)) {
            found.push(start..end);
            start = end + space(text.get(end..).unwrap_or_default());
        }
    }
    if start < text.len() {
        found.push(start..text.len());
    }
    found
}

/// The first mark from a byte on that may end a sentence, and where it stands.
fn stop(text: &str, mut from: usize) -> Option<(usize, char)> {
    // The bytes with which such marks begin: those that are no ASCII begin with the last two.
    let may_begin = |byte: &u8| matches!(byte, b'.' | b'!' | b'?' | 0xE3 | 0xEF);
    loop {
        let at = from + text.as_bytes().get(from..)?.iter().position(may_begin)?;
        let c = text.get(at..)?.chars().next()?;
        if matches!(c, '.' | '!' | '?' | '。' | '！' | '？') {
            return Some((at, c));
        }
        from = at + c.len_utf8();
    }
}

/// How long the space at the start of a text is, in bytes.
pub(in crate::read) fn space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// Whether what follows a stop may open a sentence.
fn ends_latin(rest: &str) -> bool {
    let opens = |c: char| c.is_uppercase() || c.is_numeric() || "\"'“‘(（[".contains(c) || is_east_asian(c);
    let next = rest.trim_start();
    next.is_empty() || (next.len() < rest.len() && next.starts_with(opens)) || rest.starts_with(is_east_asian)
}

/// Whether a full stop marks an abbreviation or an initial.
fn abbreviates(before: &str, stop: char) -> bool {
    // The longest abbreviation is far shorter; a longer look back would make long words slow.
    let near = before.get(before.ceil_char_boundary(before.len().saturating_sub(16))..).unwrap_or_default();
    let word = near.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    let initial = || word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    stop == '.' && (initial() || word.ends_with(".S") || ABBREVIATIONS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn finds_the_ends() {
        assert_eq!(parts("One. Two? “Three!” Four"), ["One.", "Two?", "“Three!”", "Four"]);
        assert_eq!(parts("一是创新。各地“推进。”二是"), ["一是创新。", "各地“推进。”", "二是"]);
    }

    #[test]
    fn goes_on_after_abbreviations_figures_and_lower_case() {
        assert_eq!(
            parts("Mr. Li, J. Q. Public and 3.5 % of No. 7 met. End."),
            ["Mr. Li, J. Q. Public and 3.5 % of No. 7 met.", "End."]
        );
        assert_eq!(parts("He asked \"why?\" twice."), ["He asked \"why?\" twice."]);
        assert_eq!(parts("The U.S. Government came."), ["The U.S. Government came."]);
    }

    #[test]
    fn knows_an_open_end() {
        assert!(is_closed("done.¹") && is_closed("done.\"**") && is_closed("完。”") && is_closed("as follows:"));
        assert!(!is_closed("city clusters is") && !is_closed("the (Green Plan)") && !is_closed("创新，"));
    }
}
