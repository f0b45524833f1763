//! Figures in the forms that bulletins print: ASCII, full-width, Chinese, raised.

use crate::ast::numerals;

/// The value of a decimal figure, ASCII or full-width.
pub(in crate::read) fn value(c: char) -> Option<u32> {
    narrow(c).to_digit(10)
}

/// A full-width figure, letter or sign in its ASCII form; any other character as it is.
pub(in crate::read) fn narrow(c: char) -> char {
    match c {
        '！'..='～' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        '\u{3000}' => ' ',
        other => other,
    }
}

/// A text with its full-width figures, letters and signs in their ASCII form.
pub(in crate::read) fn narrowed(text: &str) -> String {
    text.chars().map(narrow).collect()
}

/// The value of a raised figure.
pub(in crate::read) fn raised(c: char) -> Option<u32> {
    match c {
        '¹' => Some(1),
        '²' => Some(2),
        '³' => Some(3),
        '⁰' | '⁴'..='⁹' => u32::from(c).checked_sub(0x2070),
        _ => None,
    }
}

/// The characters of Chinese numerals, spelt figure by figure or counted.
pub(in crate::read) fn is_chinese(c: char) -> bool {
    "〇零○一二三四五六七八九十".contains(c)
}

/// The value of a number in figures, Roman or Chinese numerals; Chinese ones may be spelt figure by figure.
pub(in crate::read) fn number(text: &str) -> Option<u32> {
    // Most words that are asked about are none.
    text.chars().next().map(narrow).filter(|&c| c.is_ascii_digit() || is_chinese(c) || "IVXLCDM".contains(c))?;
    let plain = narrowed(text);
    let found = if plain.starts_with(|c: char| c.is_ascii_digit()) {
        plain.parse().ok()
    } else if plain.starts_with(is_chinese) {
        numerals::parse_chinese(&plain).or_else(|| spelt(&plain)).or_else(|| hundreds(&plain))
    } else {
        numerals::parse_roman(&plain)
    };
    found.filter(|&number| number > 0)
}

fn figure(c: char) -> Option<u32> {
    match c {
        '〇' | '零' | '○' => Some(0),
        other => "一二三四五六七八九".chars().zip(1..).find(|(sign, _)| *sign == other).map(|(_, value)| value),
    }
}

/// `一百六十七` as 167, up to the thousands.
fn hundreds(text: &str) -> Option<u32> {
    let (mut sum, mut last, mut least, mut nought) = (0, None, 10_000, false);
    for c in text.chars() {
        let unit = match c {
            '千' => 1000,
            '百' => 100,
            '十' => 10,
            _ => {
                let value = figure(c)?;
                nought |= value == 0;
                last = match last {
                    None | Some(0) => Some(value),
                    Some(_) => return None,
                };
                continue;
            }
        };
        if unit >= least {
            return None;
        }
        (least, nought) = (unit, false);
        sum += last.take().filter(|value| *value > 0)? * unit;
    }
    // Without a nought before it, the last figure counts what is next below: `一百六` is 160 to some readers.
    (last.is_none() || nought || least == 10).then(|| sum + last.unwrap_or_default())
}

/// `二〇二三` as 2023.
fn spelt(text: &str) -> Option<u32> {
    text.chars().try_fold(0u32, |number, c| number.checked_mul(10)?.checked_add(figure(c)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_numbers_in_every_form() {
        for (text, value) in
            [("6", 6), ("１６７", 167), ("VI", 6), ("六", 6), ("二十一", 21), ("二〇二三", 2023), ("一六七", 167)]
        {
            assert_eq!(number(text), Some(value), "{text}");
        }
        for (text, value) in [("一百六十七", 167), ("一百零七", 107), ("二百", 200), ("一千零二十", 1020)]
        {
            assert_eq!(number(text), Some(value), "{text}");
        }
        for text in ["一百百", "一十百", "一百六七", "一百六", "", "0", "IIII", "six", "99999999999", "十十"]
        {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
