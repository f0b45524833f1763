//! The labels that a transcript carries itself: of sections, of run-in headings, of the editor's note.

use super::sentences::{self, space};
use crate::ast::{Label, numerals};

/// The series of labels to which a section's label belongs; a later one stands for a deeper level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::read) enum Level {
    /// `I.` or `一、`
    Display,
    /// `（一）`
    Bracketed,
    /// `1.`
    Figure,
    /// `（1）`
    BracketedFigure,
}

/// A label found at the start of a text.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::read) struct Opening {
    /// The label as it stands.
    pub(in crate::read) label: Label,
    /// The bytes that it takes, with the space after it.
    pub(in crate::read) length: usize,
}

/// The longest display heading, in columns; a longer text is a paragraph.
const LONGEST_HEADING: usize = 240;

impl Opening {
    fn new(text: &str, label: usize, number: u32) -> Option<Opening> {
        let rest = text.get(label..)?;
        let words = text.get(..label)?.to_string();
        (!rest.trim().is_empty())
            .then(|| Opening { label: Label { text: words, number, literal: true }, length: label + space(rest) })
    }
}

/// The section label that a text opens with.
pub(in crate::read) fn section(text: &str) -> Option<(Level, Opening)> {
    roman(text)
        .or_else(|| chinese(text))
        .map(|opening| (Level::Display, opening))
        .or_else(|| bracketed(text))
        .or_else(|| figure(text).map(|opening| (Level::Figure, opening)))
}

/// The section label of a text that is a display heading: one sentence at most, and short.
pub(in crate::read) fn heading(text: &str) -> Option<(Level, Opening)> {
    // Anything longer cannot pass, and is not worth a scan.
    if text.len() > LONGEST_HEADING * 3 || super::lines::columns(text) > LONGEST_HEADING {
        return None;
    }
    let (level, opening) = section(text)?;
    let words = text.get(opening.length..)?;
    (!is_item(words) && sentences::sentences(words).len() == 1).then_some((level, opening))
}

/// Whether the last sign of a text shows that more follows, as in a list that is one sentence.
pub(in crate::read) fn is_item(text: &str) -> bool {
    text.ends_with([';', '；', ':', '：', ',', '，'])
}

/// `II.` before a space; single letters that open names more often than lists (C, D, L, M) do not count.
fn roman(text: &str) -> Option<Opening> {
    let end = text.bytes().take(9).take_while(|byte| b"IVXLC".contains(byte)).count();
    let number = numerals::parse_roman(text.get(..end)?).filter(|&number| number < 50)?;
    let rest = text.get(end..)?;
    let stop = rest.chars().next().filter(|c| matches!(c, '.' | '、' | '．'))?;
    let spaced = stop != '.' || rest.get(1..)?.starts_with(char::is_whitespace);
    if spaced { Opening::new(text, end + stop.len_utf8(), number) } else { None }
}

/// `二、`
fn chinese(text: &str) -> Option<Opening> {
    let (number, end) = chinese_number(text)?;
    let stop = text.get(end..)?.chars().next().filter(|c| matches!(c, '、' | '．'))?;
    Opening::new(text, end + stop.len_utf8(), number)
}

/// `（二）` or `（2）`
fn bracketed(text: &str) -> Option<(Level, Opening)> {
    let open = text.chars().next().filter(|c| matches!(c, '（' | '('))?.len_utf8();
    let inner = text.get(open..)?;
    let (level, number, length) = match chinese_number(inner) {
        Some((number, length)) => (Level::Bracketed, number, length),
        None => decimal(inner).map(|(number, length)| (Level::BracketedFigure, number, length))?,
    };
    let close = inner.get(length..)?.chars().next().filter(|c| matches!(c, '）' | ')'))?.len_utf8();
    Some((level, Opening::new(text, open + length + close, number)?))
}

/// `3.` before a space or Han text, `3、`, `3．`
fn figure(text: &str) -> Option<Opening> {
    let (number, end) = decimal(text)?;
    let rest = text.get(end..)?;
    let stop = rest.chars().next().filter(|c| matches!(c, '.' | '、' | '．'))?;
    let after = rest.get(stop.len_utf8()..)?;
    let sound = stop != '.' || after.starts_with(|c: char| !c.is_ascii_digit() && !c.is_ascii_alphabetic());
    if sound { Opening::new(text, end + stop.len_utf8(), number) } else { None }
}

/// A Chinese counting numeral up to 九十九 and its length.
fn chinese_number(text: &str) -> Option<(u32, usize)> {
    let end: usize = text.chars().take(4).take_while(|c| "一二三四五六七八九十".contains(*c)).map(char::len_utf8).sum();
    // Most texts open with no numeral at all.
    let numeral = text.get(..end).filter(|numeral| !numeral.is_empty())?;
    Some((numerals::parse_chinese(numeral)?, end))
}

/// A number of one or two figures, full-width ones too, and its length.
fn decimal(text: &str) -> Option<(u32, usize)> {
    let figures: Vec<char> = text.chars().take(3).take_while(|&c| super::figures::value(c).is_some()).collect();
    let number = figures.iter().fold(0, |number, &c| number * 10 + super::figures::value(c).unwrap_or_default());
    let sound = (1..=2).contains(&figures.len()) && number > 0;
    sound.then(|| (number, figures.iter().map(|c| c.len_utf8()).sum()))
}

/// The ordinal that opens a point: `First,`, `Secondly,`, `一是`, `第三，`, `其一，`.
pub(in crate::read) fn ordinal(text: &str) -> Option<Opening> {
    english_ordinal(text).or_else(|| chinese_ordinal(text))
}

fn english_ordinal(text: &str) -> Option<Opening> {
    let end = text.bytes().take(12).take_while(u8::is_ascii_alphabetic).count();
    let number = numerals::parse_ordinal(text.get(..end)?)?;
    let stop = text.get(end..)?.chars().next().filter(|c| matches!(c, ',' | ':' | '，' | '：'))?;
    Opening::new(text, end + stop.len_utf8(), number)
}

fn chinese_ordinal(text: &str) -> Option<Opening> {
    let before = ["第", "其"].into_iter().find(|before| text.starts_with(before)).map_or(0, str::len);
    let (number, length) = chinese_number(text.get(before..)?)?;
    let end = before + length;
    let rest = text.get(end..)?;
    let after =
        if before == 0 { "是".len() } else { rest.chars().next().filter(|c| "，,、：".contains(*c))?.len_utf8() };
    let sound = before > 0 || rest.starts_with('是');
    if sound { Opening::new(text, end + after, number) } else { None }
}

/// What the editor's note is called, in lower case and with straight apostrophes.
const NOTE_NAMES: [&str; 10] = [
    "editor's note",
    "editors' note",
    "editorial note",
    "note from the editor",
    "editor's remarks",
    "编者按",
    "编者的话",
    "编辑按",
    "按语",
    "按",
];

/// The bytes that the label of an editor's note takes at the start of a text, with its colon.
pub(in crate::read) fn editors_note(text: &str) -> Option<usize> {
    let opened = if text.starts_with(['【', '[']) { text.chars().next().map_or(0, char::len_utf8) } else { 0 };
    let head: String = text.chars().take(30).collect();
    let folded = head.to_ascii_lowercase().replace('’', "'");
    let rest = folded.get(opened..)?;
    let name = NOTE_NAMES.into_iter().find(|name| rest.starts_with(name))?;
    // The apostrophe may take more bytes in the text than in the list.
    let length: usize =
        text.chars().take(text.get(..opened)?.chars().count() + name.chars().count()).map(char::len_utf8).sum();
    let after = text.get(length..)?;
    let stop: usize = after.chars().take(2).take_while(|c| "】]:：".contains(*c)).map(char::len_utf8).sum();
    // Many set the name apart by a blank alone.
    let apart = name.starts_with('编') && after.starts_with(['\u{3000}', '\t']);
    (stop > 0 || after.is_empty() || apart).then_some(length + stop)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(text: &str) -> Option<(Level, u32, &str)> {
        section(text).map(|(level, opening)| (level, opening.label.number, &text[opening.length..]))
    }

    #[test]
    fn reads_the_labels_of_every_level() {
        assert_eq!(level("II. Exploring"), Some((Level::Display, 2, "Exploring")));
        assert_eq!(level("十二、完善"), Some((Level::Display, 12, "完善")));
        assert_eq!(level("（三）加强"), Some((Level::Bracketed, 3, "加强")));
        assert_eq!(level("1. Make"), Some((Level::Figure, 1, "Make")));
        assert_eq!(level("２．做好"), Some((Level::Figure, 2, "做好")));
        assert_eq!(level("（4）协同"), Some((Level::BracketedFigure, 4, "协同")));
        assert_eq!(level("(4) Work"), Some((Level::BracketedFigure, 4, "Work")));
    }

    #[test]
    fn leaves_names_figures_and_words_alone() {
        for text in [
            "C. Wang",
            "Ideas",
            "3.5 per cent",
            "2023.9",
            "IIII. x",
            "I.",
            "VIP. Guests",
            "一些",
            "(the)",
            "二〇二三年",
        ] {
            assert_eq!(level(text), None, "{text}");
        }
    }

    #[test]
    fn a_heading_is_one_short_sentence() {
        assert!(heading("I. Grasp new trends.").is_some());
        assert!(heading("I. Grasp new trends. Then more").is_none());
        assert!(heading("1. one thing;").is_none());
        assert!(heading(&format!("I. {}", "long ".repeat(60))).is_none());
    }

    #[test]
    fn reads_ordinals() {
        let read = |text: &str| ordinal(text).map(|opening| (opening.label.text.clone(), opening.label.number));
        assert_eq!(read("First, act"), Some(("First,".into(), 1)));
        assert_eq!(read("Thirdly, act"), Some(("Thirdly,".into(), 3)));
        assert_eq!(read("二是坚持"), Some(("二是".into(), 2)));
        assert_eq!(read("第三，推进"), Some(("第三，".into(), 3)));
        assert_eq!(read("其一，推进"), Some(("其一，".into(), 1)));
        assert_eq!([read("First of all"), read("一些"), read("第三次"), read("One, two")], [None, None, None, None]);
    }

    #[test]
    fn reads_the_label_of_an_editors_note() {
        for (text, label) in [
            ("Editor's Note: x", "Editor's Note:"),
            ("EDITOR’S NOTE: x", "EDITOR’S NOTE:"),
            ("编者按：党", "编者按："),
            ("【编者按】党", "【编者按】"),
            ("按：党", "按："),
            ("编者按　党", "编者按"),
            ("Editor's note", "Editor's note"),
        ] {
            assert_eq!(editors_note(text).map(|end| &text[..end]), Some(label));
        }
        assert_eq!(
            [editors_note("按照要求"), editors_note("Editor's notebook: x"), editors_note("")],
            [None, None, None]
        );
    }
}
