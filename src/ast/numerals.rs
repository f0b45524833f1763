//! Numbers as bulletins write them: Roman, Chinese, letters, ordinal words.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A way to write a counting number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Numeral {
    /// 1, 2, 3
    #[default]
    Decimal,
    /// I, II, III
    UpperRoman,
    /// i, ii, iii
    LowerRoman,
    /// A, B, … Z, AA
    UpperAlpha,
    /// a, b, … z, aa
    LowerAlpha,
    /// 一、二、… 十、十一
    Chinese,
}

impl Numeral {
    /// The number so written; 0 and numbers past the system's reach as decimal figures.
    #[must_use]
    pub fn write(self, number: u32) -> String {
        match self {
            Numeral::Decimal => number.to_string(),
            Numeral::UpperRoman => roman(number),
            Numeral::LowerRoman => roman(number).to_lowercase(),
            Numeral::UpperAlpha => alpha(number),
            Numeral::LowerAlpha => alpha(number).to_lowercase(),
            Numeral::Chinese => chinese(number),
        }
    }
}

const ROMAN: [(u32, &str); 13] = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];

/// Upper-case Roman numerals for 1 to 3999; decimal figures otherwise.
#[must_use]
pub fn roman(number: u32) -> String {
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let mut rest = number;
    let mut text = String::new();
    for (value, letters) in ROMAN {
        while rest >= value {
            text.push_str(letters);
            rest -= value;
        }
    }
    text
}

/// The value of an upper-case Roman numeral in its one canonical form.
#[must_use]
pub fn parse_roman(text: &str) -> Option<u32> {
    let mut rest = text;
    let mut number = 0;
    for (value, letters) in ROMAN {
        while let Some(after) = rest.strip_prefix(letters) {
            number += value;
            rest = after;
        }
    }
    (rest.is_empty() && number > 0 && number < 4000 && roman(number) == text).then_some(number)
}

fn alpha(number: u32) -> String {
    let mut rest = number;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    if letters.is_empty() { number.to_string() } else { letters.iter().rev().collect() }
}

const CHINESE: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// Chinese counting numerals for 1 to 99 (一, 十, 二十一); decimal figures otherwise.
#[must_use]
pub fn chinese(number: u32) -> String {
    if !(1..100).contains(&number) {
        return number.to_string();
    }
    let (tens, units) = (number / 10, number % 10);
    let mut text = String::new();
    if tens > 1 {
        text.push(CHINESE[tens as usize]);
    }
    if tens > 0 {
        text.push('十');
    }
    if units > 0 {
        text.push(CHINESE[units as usize]);
    }
    text
}

/// The value of a Chinese counting numeral from 一 to 九十九.
#[must_use]
pub fn parse_chinese(text: &str) -> Option<u32> {
    match text.split_once('十') {
        None => chinese_unit(text),
        Some((tens, units)) => {
            let tens = if tens.is_empty() { 1 } else { chinese_unit(tens).filter(|tens| *tens > 1)? };
            let units = if units.is_empty() { 0 } else { chinese_unit(units)? };
            Some(tens * 10 + units)
        }
    }
}

/// The value of one figure from 一 to 九.
fn chinese_unit(text: &str) -> Option<u32> {
    let mut figures = text.chars();
    let figure = figures.next().filter(|_| figures.as_str().is_empty())?;
    (1..).zip(CHINESE.get(1..)?).find(|(_, known)| **known == figure).map(|(value, _)| value)
}

const ORDINALS: [&str; 12] = [
    "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth", "Eleventh",
    "Twelfth",
];

/// The value of an English ordinal word with a capital: `First` is 1; `Firstly` too.
#[must_use]
pub fn parse_ordinal(word: &str) -> Option<u32> {
    let stem = word.strip_suffix("ly").unwrap_or(word);
    ORDINALS.iter().position(|&ordinal| ordinal == stem).and_then(|index| u32::try_from(index + 1).ok())
}

/// What a figure has before its decimal point: all of it where it has none; nothing for words.
#[must_use]
pub fn whole_part(words: &str) -> Option<&str> {
    let words = words.trim();
    let first = words.chars().find(|c| c.is_ascii_digit() || c.is_alphabetic())?;
    let point = words
        .rfind('.')
        .filter(|at| words.get(at + 1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())));
    let end = words.rfind(|c: char| c.is_ascii_digit()).map(|at| at + 1)?;
    first.is_ascii_digit().then(|| words.get(..point.unwrap_or(end))).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roman_and_back() {
        assert_eq!(roman(6), "VI");
        assert!((1..4000).all(|number| parse_roman(&roman(number)) == Some(number)));
        assert_eq!(parse_roman("IIII"), None);
        assert_eq!(parse_roman(""), None);
    }

    #[test]
    fn chinese_and_back() {
        assert_eq!([1, 10, 11, 20, 35].map(chinese), ["一", "十", "十一", "二十", "三十五"]);
        assert!((1..100).all(|number| parse_chinese(&chinese(number)) == Some(number)));
        for none in ["", "〇", "一十", "十十", "十〇", "二三", "一百", "十一二", "1"] {
            assert_eq!(parse_chinese(none), None, "{none}");
        }
    }

    #[test]
    fn letters_carry_over() {
        assert_eq!([1, 26, 27, 702, 703].map(|n| Numeral::UpperAlpha.write(n)), ["A", "Z", "AA", "ZZ", "AAA"]);
        assert_eq!(Numeral::LowerAlpha.write(0), "0");
    }

    #[test]
    fn figures_are_divided_at_their_points_and_words_are_not() {
        let found = ["1,345.75", "12", "−0.5%", "7%", ".5", "n.a.", "", "¥ 3.20"].map(whole_part);
        let expected = [Some("1,345"), Some("12"), Some("−0"), Some("7"), Some(""), None, None, Some("¥ 3")];
        assert_eq!(found, expected);
    }
}
