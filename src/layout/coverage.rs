//! What a face must have to show a word: clusters of a character with its marks, and characters that show nothing.

use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// The clusters of a word: a character with the marks and joiners after it, which one face should show together.
pub(super) fn clusters(word: &str) -> Vec<Range<usize>> {
    let mut clusters: Vec<Range<usize>> = Vec::new();
    let mut joined = false;
    for (at, character) in word.char_indices() {
        let end = at + character.len_utf8();
        match clusters.last_mut() {
            Some(cluster) if joined || continues(character) => cluster.end = end,
            _ => clusters.push(at..end),
        }
        joined = character == '\u{200D}';
    }
    clusters
}

fn continues(character: char) -> bool {
    is_combining_mark(character)
        || matches!(character, '\u{200C}' | '\u{200D}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0020}'..='\u{E007F}')
}

/// Whether a character shows nothing where a face does not have it (Unicode, Default_Ignorable_Code_Point).
pub(super) fn is_ignorable(character: char) -> bool {
    matches!(character, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFF8}'
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_joiners_stay_with_their_character() {
        let words = "ae\u{301}\u{323}葛\u{E0100}一👩\u{200D}💻\u{200C}";
        let parts: Vec<&str> = clusters(words).into_iter().filter_map(|range| words.get(range)).collect();
        assert_eq!(parts, ["a", "e\u{301}\u{323}", "葛\u{E0100}", "一", "👩\u{200D}💻\u{200C}"]);
        assert!(clusters("").is_empty());
    }
}
