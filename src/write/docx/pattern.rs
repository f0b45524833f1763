//! How one level of numbers is written, as Word would compute it.

use crate::ast::{Label, numerals::Numeral};
use crate::style::SectionNumeral;

/// What Word prints for one level: its number between fixed words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    pub(super) numeral: Numeral,
    pub(super) before: String,
    pub(super) after: String,
}

/// Numerals in the order in which a label is read, since `I.` is Roman before it is a letter.
const READING: [Numeral; 6] = [
    Numeral::UpperRoman,
    Numeral::Chinese,
    Numeral::Decimal,
    Numeral::LowerRoman,
    Numeral::UpperAlpha,
    Numeral::LowerAlpha,
];

impl Pattern {
    /// The pattern of a style.
    pub(super) fn of(numeral: &SectionNumeral) -> Pattern {
        Pattern { numeral: numeral.numeral, before: numeral.before.clone(), after: numeral.after.clone() }
    }

    /// The pattern that a label shows, if it shows one: `（二）` with the number 2.
    pub(super) fn read(label: &Label) -> Option<Pattern> {
        READING.into_iter().filter(|numeral| counts_alike(*numeral, label.number)).find_map(|numeral| {
            let figures = numeral.write(label.number);
            let at = label.text.find(&figures)?;
            let (before, rest) = label.text.split_at(at);
            let after = rest.strip_prefix(figures.as_str())?;
            let apart = |c: Option<char>| !c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '%');
            let alone = apart(before.chars().next_back()) && apart(after.chars().next());
            alone.then(|| Pattern { numeral, before: before.into(), after: after.into() })
        })
    }

    /// Whether Word, at this number, would print exactly this text.
    pub(super) fn prints(&self, number: u32, text: &str) -> bool {
        let figures = self.numeral.write(number);
        let between = text.strip_prefix(self.before.as_str()).and_then(|rest| rest.strip_suffix(self.after.as_str()));
        // A percent sign would open a field of the level's text, and there is no way to escape one.
        let plain = !self.before.contains('%') && !self.after.contains('%');
        plain && counts_alike(self.numeral, number) && between == Some(figures.as_str())
    }

    /// The level's text (clause 17.9.11), with `place` as the number's field.
    pub(super) fn level_text(&self, place: usize) -> String {
        format!("{}%{}{}", self.before, place + 1, self.after)
    }

    /// The level's number format (clause 17.18.59).
    pub(super) fn format(&self) -> &'static str {
        format(self.numeral)
    }
}

/// The format of numerals.
pub(super) fn format(numeral: Numeral) -> &'static str {
    match numeral {
        Numeral::Decimal => "decimal",
        Numeral::UpperRoman => "upperRoman",
        Numeral::LowerRoman => "lowerRoman",
        Numeral::UpperAlpha => "upperLetter",
        Numeral::LowerAlpha => "lowerLetter",
        Numeral::Chinese => "chineseCounting",
    }
}

/// Word counts no further.
const MOST: u32 = 32_767;

/// Whether Word writes this number as the model does: past Z it goes on AA, BB, not AA, AB.
fn counts_alike(numeral: Numeral, number: u32) -> bool {
    match numeral {
        Numeral::Decimal => number <= MOST,
        Numeral::UpperRoman | Numeral::LowerRoman => (1..4000).contains(&number),
        Numeral::UpperAlpha | Numeral::LowerAlpha => (1..=27).contains(&number),
        Numeral::Chinese => (1..100).contains(&number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, number: u32) -> Option<(Numeral, String)> {
        let pattern = Pattern::read(&Label { text: text.into(), number, literal: true })?;
        Some((pattern.numeral, pattern.level_text(0)))
    }

    #[test]
    fn labels_show_their_patterns() {
        assert_eq!(read("II.", 2), Some((Numeral::UpperRoman, "%1.".into())));
        assert_eq!(read("（三）", 3), Some((Numeral::Chinese, "（%1）".into())));
        assert_eq!(read("Part 4:", 4), Some((Numeral::Decimal, "Part %1:".into())));
        assert_eq!(read("(c)", 3), Some((Numeral::LowerAlpha, "(%1)".into())));
    }

    #[test]
    fn ordinal_words_and_wrong_numbers_show_none() {
        assert_eq!(read("First,", 1), None);
        assert_eq!(read("II.", 3), None);
        assert_eq!(read("5%1", 5), None);
    }

    #[test]
    fn letters_past_the_alphabet_are_not_left_to_word() {
        let letters = Pattern { numeral: Numeral::UpperAlpha, before: String::new(), after: ".".into() };
        assert!(letters.prints(27, "AA."));
        assert!(!letters.prints(28, "AB."));
    }
}
