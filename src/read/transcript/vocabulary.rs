//! The words of a text, as evidence for what a hyphen at a line end is.

use super::lines::Line;
use std::collections::BTreeSet;

/// Every word of a text in lower case, with the hyphens inside it.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    words: BTreeSet<String>,
}

/// What a hyphen at a line end is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hyphen {
    /// It only divides a word, which stands whole elsewhere, or it is a soft hyphen.
    Dividing,
    /// The word has it elsewhere too, or its second part is a name or number.
    Own,
    /// Nothing shows what it is.
    Doubtful,
}

impl Vocabulary {
    /// The words of lines; none where no line ends in a hyphen, since nobody will ask.
    pub(super) fn of(lines: &[Line<'_>]) -> Vocabulary {
        let mut words = BTreeSet::new();
        if lines.iter().any(|line| line.text.ends_with(is_hyphen)) {
            let parts = lines.iter().flat_map(|line| line.text.split(|c: char| !(c.is_alphanumeric() || c == '-')));
            words.extend(parts.filter(|word| word.len() < 60).map(|word| word.trim_matches('-').to_lowercase()));
        }
        Vocabulary { words }
    }

    /// What the hyphen is between the two parts of a word.
    pub(super) fn hyphen(&self, sign: char, left: &str, right: &str) -> Hyphen {
        let (left, lower) = (left.to_lowercase(), right.to_lowercase());
        if sign == '\u{AD}' || self.words.contains(&format!("{left}{lower}")) {
            Hyphen::Dividing
        } else if !right.starts_with(char::is_lowercase) || self.words.contains(&format!("{left}-{lower}")) {
            Hyphen::Own
        } else {
            Hyphen::Doubtful
        }
    }
}

/// Whether a character may divide a word at a line end.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{AD}')
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    #[test]
    fn the_text_itself_is_the_evidence() {
        let lines = lines("The international and high-level meet-\ning of Beijing-\nTianjin");
        let vocabulary = Vocabulary::of(&lines);
        assert_eq!(vocabulary.hyphen('-', "Inter", "national"), Hyphen::Dividing);
        assert_eq!(vocabulary.hyphen('-', "high", "level"), Hyphen::Own);
        assert_eq!(vocabulary.hyphen('-', "Beijing", "Tianjin"), Hyphen::Own);
        assert_eq!(vocabulary.hyphen('-', "meet", "ing"), Hyphen::Doubtful);
        assert_eq!(vocabulary.hyphen('\u{AD}', "meet", "ing"), Hyphen::Dividing);
    }
}
