//! Where a word may be divided, by the patterns of its language.

use crate::ast::Lang;

/// At least so many letters stand before a hyphen.
const LEFT: usize = 2;
/// At least so many letters stand after a hyphen.
const RIGHT: usize = 3;

/// The places in a word, in bytes from its start, at which it may be divided with a hyphen. Latin words in Chinese text that
/// do not say their language are taken for English.
pub(super) fn hyphenate(word: &str, lang: &Lang) -> Vec<usize> {
    let Some(patterns) = patterns(lang) else { return Vec::new() };
    // Addresses and words with figures keep their spelling: a hyphen in them would be read as theirs.
    if word.contains(|c: char| c.is_numeric() || matches!(c, '/' | '@' | '_' | '\\')) {
        return Vec::new();
    }
    let (left, right) = patterns.bounds();
    let mut places = Vec::new();
    for (start, letters) in letter_runs(word) {
        let mut at = start;
        for syllable in hypher::hyphenate_bounded(letters, patterns, left.max(LEFT), right.max(RIGHT)) {
            at += syllable.len();
            if at < start + letters.len() {
                places.push(at);
            }
        }
    }
    places
}

fn patterns(lang: &Lang) -> Option<hypher::Lang> {
    if lang.is_chinese() {
        return Some(hypher::Lang::English);
    }
    let code: [u8; 2] = lang.primary().as_bytes().try_into().ok()?;
    hypher::Lang::from_iso(code)
}

/// The runs of letters of a word that are long enough to be divided. A word of several capitals is an abbreviation.
fn letter_runs(word: &str) -> impl Iterator<Item = (usize, &str)> {
    let runs = word.split(|c: char| !c.is_alphabetic() && !matches!(c, '’' | '\''));
    runs.filter(|run| {
        run.chars().take(LEFT + RIGHT).count() == LEFT + RIGHT && run.chars().filter(|c| c.is_uppercase()).count() < 2
    })
    .map(|run| (run.as_ptr() as usize - word.as_ptr() as usize, run))
}

/// Whether a division leaves so few letters on one side that they are hard to read as part of the word.
pub(super) fn is_scrap(word: &str, at: usize) -> bool {
    let (start, end) = word.split_at_checked(at).unwrap_or((word, ""));
    let few = |letters: &mut dyn Iterator<Item = char>, least| {
        letters.take_while(|c| c.is_alphabetic()).take(least).count() < least
    };
    few(&mut start.chars().rev(), 3) || few(&mut end.chars(), 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(word: &str, lang: &str) -> String {
        let places = hyphenate(word, &Lang::new(lang));
        let mut text = String::new();
        for (at, c) in word.char_indices() {
            if places.contains(&at) {
                text.push('|');
            }
            text.push(c);
        }
        text
    }

    #[test]
    fn words_are_divided_by_their_language() {
        assert_eq!(parts("“technological", "en-GB"), "“tech|no|log|i|cal");
        assert_eq!(parts("high-development", "en"), "high-de|vel|op|ment");
        assert_eq!(parts("development", "xx"), "development");
        assert_eq!(parts("development，", "zh"), "de|vel|op|ment，");
    }

    #[test]
    fn names_in_capitals_and_addresses_stay_whole() {
        assert_eq!(parts("UNESCO", "en"), "UNESCO");
        assert_eq!(parts("https://example.org/development", "en"), "https://example.org/development");
    }

    #[test]
    fn a_scrap_is_counted_from_the_nearest_hyphen() {
        assert!(is_scrap("high-development", 7));
        assert!(!is_scrap("high-development", 10));
        assert!(is_scrap("nearly", 4));
    }
}
