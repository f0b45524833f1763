//! The language of a source that does not name its own.

use crate::ast::Lang;
use crate::ast::text::is_east_asian;

/// Chinese where Han characters outnumber Latin words, English otherwise.
pub(super) fn language(text: &str) -> Lang {
    let han = text.chars().filter(|&c| is_east_asian(c)).count();
    let words = || text.split_whitespace().filter(|word| word.starts_with(|c: char| c.is_ascii_alphabetic())).count();
    Lang::new(if han > 0 && han > words() { "zh" } else { "en" })
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
}
