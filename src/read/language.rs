//! The language of a source that does not name its own.

use crate::ast::Lang;
use crate::ast::text::is_east_asian;

/// Where the lesser of two languages has at least one part in so many, a text is in both.
const MIXED: usize = 6;

/// The languages of some words, by what is written in each: a Han character counts as two thirds of a Latin word, as
/// in translations.
#[derive(Clone, Copy, Default)]
pub(super) struct Tally {
    chinese: usize,
    english: usize,
}

impl Tally {
    pub(super) fn of(text: &str) -> Tally {
        let han = text.chars().filter(|&c| is_east_asian(c)).count();
        let words = text.split_whitespace().filter(|word| word.starts_with(|c: char| c.is_ascii_alphabetic())).count();
        Tally { chinese: 2 * han, english: 3 * words }
    }

    /// Both together.
    pub(super) fn and(self, other: Tally) -> Tally {
        Tally { chinese: self.chinese + other.chinese, english: self.english + other.english }
    }

    /// Chinese where it prevails, English otherwise.
    pub(super) fn prevailing(self) -> Lang {
        Lang::new(if self.chinese > self.english { "zh" } else { "en" })
    }

    /// Whether the words are in both languages.
    pub(super) fn is_mixed(self) -> bool {
        let (less, more) = (self.chinese.min(self.english), self.chinese.max(self.english));
        less > 0 && less * MIXED >= less + more
    }

    /// Whether there are words of either language.
    pub(super) fn is_empty(self) -> bool {
        self.chinese + self.english == 0
    }
}

/// The language that a source is in which does not name its own, by all that stands in it.
#[must_use]
pub fn likely_language(source: &str) -> Lang {
    language(source)
}

/// The language of which there is more.
pub(super) fn language(text: &str) -> Lang {
    Tally::of(text).prevailing()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_that_prevail_name_the_language() {
        assert_eq!(language("浦江创新论坛 GDP 增长").tag(), "zh");
        assert_eq!(language("The forum is called 论坛 in Chinese, it says").tag(), "en");
        assert_eq!(language("").tag(), "en");
    }

    #[test]
    fn a_few_foreign_words_do_not_make_a_text_bilingual() {
        assert!(!Tally::of("浦江创新论坛第六次会议在上海举行，各方代表出席 GDP 增长").is_mixed());
        assert!(!Tally::of("No Chinese at all").is_mixed());
        assert!(Tally::of("Three cities, one plan 三个城市，一个计划").is_mixed());
    }
}
