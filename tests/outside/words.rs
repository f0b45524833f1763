//! Whether what others wrote says every word of an issue.

use std::collections::BTreeMap;

/// The letters of a text without its blanks and the hyphens of its line ends.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{AD}').collect()
}

/// Holds that a file says every word of an issue, each as often: its letters, and each word in one piece.
#[track_caller]
pub(crate) fn assert_complete(said: &str, wanted: &str) {
    let (said, whole) = (letters(said), letters(wanted));
    assert!(whole.len() > 10_000, "the bulletin has more words than {}", whole.len());
    let count = |text: &str| {
        let mut counts: BTreeMap<char, usize> = BTreeMap::new();
        text.chars().for_each(|c| *counts.entry(c).or_default() += 1);
        counts
    };
    let there = count(&said);
    for (letter, count) in count(&whole) {
        assert!(
            there.get(&letter).is_some_and(|there| *there >= count),
            "{count} × `{letter}`: {:?}",
            there.get(&letter)
        );
    }
    for word in wanted.split_whitespace() {
        assert!(said.contains(&letters(word)), "`{word}` is missing");
    }
}
