//! Emphasis in Chinese, which has no italics: dots under Han characters (着重号), and slanted Western words.

use super::pieces::Look;
use crate::ast::{Lang, text};

/// A stretch of words that are set apart in one way.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stretch<'t> {
    /// The words.
    pub(super) words: &'t str,
    /// What stands in them.
    pub(super) kind: Kind,
}

/// What characters are for emphasis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Han characters, which take dots.
    Han,
    /// Their marks, which take nothing.
    Mark,
    /// All others, which are slanted.
    Western,
}

/// Whether words of a look in a language are set apart by dots.
pub(super) fn is_dotted(look: &Look<'_>, lang: &Lang) -> bool {
    look.dots || (look.emphasis && lang.is_chinese())
}

impl<'a> Kind {
    /// The look of words of this kind; dots come with it where the kind is [`Kind::Han`].
    pub(super) fn look(self, look: &Look<'a>) -> Look<'a> {
        Look { emphasis: self == Kind::Western, dots: false, ..*look }
    }

    /// A mark that both kinds of writing have goes with what is before it.
    fn of(character: char, before: Option<Kind>) -> Kind {
        let shared = matches!(character, '\u{B7}' | '\u{2010}'..='\u{2027}');
        match text::is_east_asian(character) {
            true if character.is_alphanumeric() => Kind::Han,
            true => Kind::Mark,
            false if shared && before != Some(Kind::Western) => Kind::Mark,
            false => Kind::Western,
        }
    }
}

/// Words by kind.
pub(super) fn stretches(words: &str) -> Vec<Stretch<'_>> {
    let mut found: Vec<(usize, Kind)> = Vec::new();
    for (at, character) in words.char_indices() {
        let before = found.last().map(|(_, kind)| *kind);
        let kind = Kind::of(character, before);
        if before != Some(kind) {
            found.push((at, kind));
        }
    }
    let ends = found.iter().skip(1).map(|(at, _)| *at).chain([words.len()]);
    found.iter().zip(ends).map(|(&(at, kind), end)| Stretch { words: &words[at..end], kind }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_parted_by_how_they_are_set_apart() {
        let kinds: Vec<_> = stretches("“高质量”，GDP’s 发展").into_iter().map(|part| (part.words, part.kind)).collect();
        let expected = [
            ("“", Kind::Mark),
            ("高质量", Kind::Han),
            ("”，", Kind::Mark),
            ("GDP’s ", Kind::Western),
            ("发展", Kind::Han),
        ];
        assert_eq!(kinds, expected);
        assert_eq!(stretches(""), []);
    }

    #[test]
    fn emphasis_is_dots_in_chinese_alone() {
        let look = Look { emphasis: true, ..Look::default() };
        assert!(is_dotted(&look, &Lang::new("zh-Hant")) && !is_dotted(&look, &Lang::new("en")));
        assert!(is_dotted(&Look { dots: true, ..Look::default() }, &Lang::new("en")));
    }
}
