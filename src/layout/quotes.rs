//! Straight quotes shown as the quotes that they stand for, while the words keep the source's characters.
//!
//! Inside a word to be shaped, a curled quote is a control character of one byte, which no document holds: so every
//! place in the shaped word is a place in the source's word.

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

#[cfg(test)]
mod tests {
    use super::*;

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
