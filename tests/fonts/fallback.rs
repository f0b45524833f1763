//! Characters that the first face lacks: the next face that has them is taken, and where none has, it is an error.

use crate::{font, pdf, set, with};
use masthead::fonts::FontBook;
use masthead::style::{Slant, Weight};

/// The faces that words are set in, one for each run.
fn families(words: &str, family: &str, book: &FontBook) -> Vec<String> {
    let set = set(words, family, book);
    assert!(set.found.is_empty() && set.shows_nothing_undefined(), "{words:?}: {:?}", set.found);
    let body = set.runs().filter(|run| words.contains(run.text.trim()) && !run.text.trim().is_empty());
    body.map(|run| book.face(run.face).unwrap().family.clone()).collect()
}

#[test]
fn the_next_face_that_has_a_character_shows_it() {
    let book = with("rare.ttf", font("rare.ttf"));
    assert_eq!(families("中丂", "Libertinus Serif", &book), ["Noto Serif SC", "Test Rare"]);
    assert_eq!(families("𠀀", "Libertinus Serif", &book), ["Test Rare"]);
}

/// Signs that stand before items and in forms, as word processors and drafts have them.
const SIGNS: &str = "☐☑☒✓✔✕✗✘➢➤➔➜►▶▷◀◁■□▪▫●○◦◆◇❖★☆✦▲△▼▽→←↑↓⇒⇨•⁃‣❑❒☞☛①⑪⑳❶✅❌❗❓⭐⚠";

#[test]
fn signs_of_lists_and_forms_have_a_face_in_every_look() {
    let book = FontBook::embedded();
    for mark in ["", "*", "**", "***"] {
        let words: String = SIGNS.chars().map(|sign| format!("a {mark}{sign}{mark} b ")).collect();
        let set = set(&words, "Libertinus Serif", &book);
        assert!(set.found.is_empty() && set.shows_nothing_undefined(), "{mark} {:?}", set.found);
    }
}

#[test]
fn the_face_of_signs_is_asked_after_all_others() {
    let book = with("rare.ttf", font("rare.ttf"));
    for (weight, slant) in [(Weight::Regular, Slant::Upright), (Weight::Bold, Slant::Italic)] {
        let order = book.candidates(&["Libertinus Serif".into()], weight, slant);
        let families: Vec<&str> = order.iter().map(|id| book.face(*id).unwrap().family.as_str()).collect();
        let expected = ["Libertinus Serif", "Noto Serif SC", "Noto Sans SC", "Test Rare", "Masthead Symbols"];
        assert_eq!(families, expected);
    }
}

#[test]
fn a_mark_stays_with_its_letter_in_one_face() {
    let book = with("plain.ttf", font("plain.ttf"));
    assert_eq!(families("é", "Test Plain", &book), ["Test Plain"], "the face has it composed");
    assert_eq!(families("b\u{301}", "Test Plain", &book), ["Test Plain"], "the face has letter and mark");
    assert_eq!(families("b\u{308}", "Test Plain", &book), ["Libertinus Serif"], "the face lacks the mark");
}

#[test]
fn what_shows_nothing_needs_no_glyph() {
    let book = with("rare.ttf", font("rare.ttf"));
    let words = "a\u{200B}b a\u{200C}b a\u{200D}b a\u{2060}b a\u{FE0F}b a\u{34F}b a\u{AD}b a\u{200E}b \
                 中\u{FE00}文 丂\u{E0100} 😀\u{FE0F}";
    let set = set(words, "Libertinus Serif", &book);
    assert!(set.found.is_empty() && set.shows_nothing_undefined(), "{:?}", set.found);
    assert!(pdf(words, "Libertinus Serif", &book).is_ok());
}

#[test]
fn spaces_and_hyphens_that_a_face_lacks_are_shown_by_those_that_it_has() {
    let book = with("plain.ttf", font("plain.ttf"));
    let set = set("H\u{2003}a\u{2009}m\u{202F}b\u{3000}u g\u{2011}n", "Test Plain", &book);
    assert!(set.found.is_empty() && set.shows_nothing_undefined(), "{:?}", set.found);
}

/// Characters that no face of the program has.
const LACKED: [(char, &str); 10] = [
    ('丂', "Noto Serif CJK SC"),
    ('龘', "Noto Serif CJK TC"),
    ('\u{20000}', "SimSun-ExtB"),
    ('한', "Noto Serif CJK KR"),
    ('\u{1F600}', "Noto Emoji"),
    ('\u{E000}', "private character"),
    ('\u{378}', "--font-path"),
    ('\u{1D165}', "--font-path"),
    ('\u{16A0}', "--font-path"),
    ('\u{1F1E6}', "Noto Emoji"),
];

#[test]
fn a_character_that_no_face_has_is_an_error_that_names_it_and_what_to_do() {
    let book = FontBook::embedded();
    for (character, advice) in LACKED {
        let words = format!("so {character} and {character}.");
        let set = set(&words, "Libertinus Serif", &book);
        assert_eq!(set.codes(), ["glyph-missing"], "{character:?} {:?}", set.found);
        let found = &set.found[0];
        let code = format!("U+{:04X}", u32::from(character));
        assert!(found.message.contains(&code) && found.message.contains("in 2 places"), "{}", found.message);
        assert!(found.hint.as_ref().unwrap().contains(advice), "{:?}", found.hint);
        assert_eq!(found.character, Some(character));
        assert!(pdf(&words, "Libertinus Serif", &book).is_err());
    }
}

#[test]
fn a_mark_that_no_face_has_is_told_and_not_its_letter() {
    let set = set("q\u{20E4}", "Libertinus Serif", &FontBook::embedded());
    assert_eq!(set.codes(), ["glyph-missing"]);
    assert!(set.found[0].message.contains("(U+20E4)") && !set.found[0].message.contains("U+0071"), "{:?}", set.found);
}

#[test]
fn many_characters_that_no_face_has_are_told_together_after_the_first_six() {
    let set = set("丂七丄丅丆丏丒丗丠両丣並", "Libertinus Serif", &FontBook::embedded());
    assert_eq!(set.codes(), ["glyph-missing"; 7]);
    let last = set.found.last().unwrap();
    assert!(last.message.contains("5 more characters"), "{}", last.message);
    assert!(last.hint.as_ref().unwrap().contains("masthead fonts"));
}

#[test]
fn no_character_reaches_a_page_without_glyph_or_error() {
    let book = FontBook::embedded();
    let blocks = (0..0x1_F000u32).step_by(0x37).chain((0..0x800).step_by(3)).filter_map(char::from_u32);
    for words in blocks.collect::<Vec<char>>().chunks(40) {
        let words: String = words.iter().flat_map(|&character| ['x', character, 'y', ' ']).collect();
        let set = set(&words, "Libertinus Serif", &book);
        assert!(
            set.shows_nothing_undefined() || set.codes().contains(&"glyph-missing"),
            "{words:?} is set without glyphs: {:?}",
            set.found
        );
    }
}
