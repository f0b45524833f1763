//! Straight quotes shown as the quotes that they stand for, while the words keep the source's characters; and curled ones of Western
//! words in Chinese text.
//!
//! Inside a word to be shaped, a curled quote is a control character of one byte, which no document holds: so every
//! place in the shaped word is a place in the source's word.

use super::text::is_wide;
use std::borrow::Cow;

/// The stand-ins and what they show: opening and closing, double and single.
const STAND_INS: [(char, char); 4] = [('\u{1}', '“'), ('\u{2}', '”'), ('\u{3}', '‘'), ('\u{4}', '’')];

/// A word with stand-ins for its straight quotes. `before` is the character before it in its text.
pub(super) fn curl(word: &str, before: Option<char>) -> Cow<'_, str> {
    if !word.bytes().any(|byte| matches!(byte, b'"' | b'\'')) {
        return Cow::Borrowed(word);
    }
    let mut before = before;
    let curled = word.chars().map(|c| {
        let opens = before.is_none_or(|before| before.is_whitespace() || "([{—–\"'“‘".contains(before));
        before = Some(c);
        match (c, opens) {
            ('"', true) => '\u{1}',
            ('"', false) => '\u{2}',
            ('\'', true) => '\u{3}',
            ('\'', false) => '\u{4}',
            _ => c,
        }
    });
    Cow::Owned(curled.collect())
}

/// The character that is shown for one of a curled word.
pub(super) fn shown(character: char) -> char {
    STAND_INS.iter().find(|(stand_in, _)| *stand_in == character).map_or(character, |(_, quote)| *quote)
}

/// The places of curled quotes by which Western words are quoted among Western words, as titles are in references: `Widstrand, “Macro
/// approaches”, 1989`. In Chinese text they are narrow too. Nothing Chinese stands between them nor at their outer sides, and a
/// space or a bracket stands before them.
pub(super) fn western(words: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut open = None;
    for (at, quote) in words.match_indices(['“', '”']) {
        match (quote, open.take()) {
            ("“", _) => open = Some(at),
            (_, Some(start)) if quotes_western(words, start, at) => {
                let within = words.get(start..at).unwrap_or_default();
                found.extend(within.match_indices(['“', '‘', '’']).map(|(inner, _)| start + inner));
                found.push(at);
            }
            _ => {}
        }
    }
    found
}

fn quotes_western(words: &str, open: usize, close: usize) -> bool {
    let quote = '“'.len_utf8();
    let [before, within, after] =
        [0..open, open + quote..close, close + quote..words.len()].map(|part| words.get(part).unwrap_or_default());
    let set_off = before.is_empty() || before.ends_with([' ', '\u{A0}', '(', '[']);
    let sides = [before.trim_end().chars().next_back(), after.trim_start().chars().next()];
    set_off
        && sides.iter().flatten().all(|side| side.is_ascii())
        && sides.iter().any(Option::is_some)
        && within.contains(|c: char| c.is_alphabetic())
        && !within.contains(is_wide)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_of_western_words_among_western_words_are_western() {
        let quotes = |words: &str| western(words).len();
        assert_eq!(quotes("Widstrand, “Macro-scale approaches”, Forum, 1989"), 2);
        assert_eq!(quotes("见 Widstrand, “Macro ‘scale’”, 1989，第3页"), 4);
        assert_eq!(quotes("“Macro” and more"), 2);
        for chinese in
            ["使用“Copilot”工具", "使用 “Copilot” 工具", "用AI“Copilot”1。", "a “规划”, b", "“AI”", "a “b", "a” b"]
        {
            assert_eq!(quotes(chinese), 0, "{chinese}");
        }
    }

    fn seen(word: &str, before: Option<char>) -> String {
        curl(word, before).chars().map(shown).collect()
    }

    #[test]
    fn quotes_open_after_a_space_and_close_after_a_letter() {
        assert_eq!(seen("\"New", Some(' ')), "“New");
        assert_eq!(seen("Space\",", Some(' ')), "Space”,");
        assert_eq!(seen("China's", None), "China’s");
        assert_eq!(seen("(\"functional-spatial\")", None), "(“functional-spatial”)");
        assert_eq!(seen("\"", Some('d')), "”");
    }

    #[test]
    fn a_curled_word_is_as_long_as_its_source() {
        for word in ["\"a'b\"", "plain", "'"] {
            assert_eq!(curl(word, None).len(), word.len());
        }
    }
}
