//! The formats in which word processors write numbers (`ST_NumberFormat`).

use crate::ast::numerals::{self, Numeral};

/// A number in a format; formats that no bulletin uses are written in figures.
pub(super) fn write(format: &str, number: u32) -> String {
    match format {
        "none" | "bullet" => String::new(),
        "decimalZero" => format!("{number:02}"),
        "decimalFullWidth" | "decimalFullWidth2" => number.to_string().chars().map(full_width).collect(),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" | "ideographEnclosedCircle" => circled(format, number),
        "decimalEnclosedParen" => format!("({number})"),
        "decimalEnclosedFullstop" => format!("{number}."),
        "ordinal" => format!("{number}{}", ordinal_ending(number)),
        "ordinalText" => spelled(number, true),
        "cardinalText" => spelled(number, false),
        "upperLetter" => letters("ABCDEFGHIJKLMNOPQRSTUVWXYZ", number),
        "lowerLetter" => letters("abcdefghijklmnopqrstuvwxyz", number),
        "russianLower" => letters("абвгдежзиклмнопрстуфхцчшщыэюя", number),
        "russianUpper" => letters("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ", number),
        "ganada" => letters("가나다라마바사아자차카타파하", number),
        "chicago" => letters("*†‡§", number),
        "hex" => format!("{number:X}"),
        "numberInDash" => format!("- {number} -"),
        "hindiNumbers" => figures('०', number),
        "thaiNumbers" => figures('๐', number),
        "ideographTraditional" => one_of("甲乙丙丁戊己庚辛壬癸", number),
        "ideographZodiac" => one_of("子丑寅卯辰巳午未申酉戌亥", number),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" | "chineseDigital" => digits(number),
        "chineseLegalSimplified" => {
            counting(number, &['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'], ['拾', '佰', '仟'])
        }
        "ideographLegalTraditional" | "taiwaneseLegal" | "japaneseLegal" => {
            counting(number, &['零', '壹', '貳', '參', '肆', '伍', '陸', '柒', '捌', '玖'], ['拾', '佰', '仟'])
        }
        _ if is_counting(format) => {
            counting(number, &['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'], ['十', '百', '千'])
        }
        _ => numeral(format).unwrap_or_default().write(number),
    }
}

/// The model's numerals that print the format.
pub(super) fn numeral(format: &str) -> Option<Numeral> {
    Some(match format {
        "decimal" => Numeral::Decimal,
        "upperRoman" => Numeral::UpperRoman,
        "lowerRoman" => Numeral::LowerRoman,
        "upperLetter" => Numeral::UpperAlpha,
        "lowerLetter" => Numeral::LowerAlpha,
        _ if is_counting(format) => Numeral::Chinese,
        _ => return None,
    })
}

fn is_counting(format: &str) -> bool {
    matches!(
        format,
        "chineseCounting"
            | "chineseCountingThousand"
            | "taiwaneseCounting"
            | "taiwaneseCountingThousand"
            | "japaneseCounting"
            | "koreanCounting"
    )
}

fn full_width(figure: char) -> char {
    figure.to_digit(10).and_then(|digit| char::from_u32(0xFF10 + digit)).unwrap_or(figure)
}

/// ① to ⑳ and ㊀ to ㊉; figures beyond them.
fn circled(format: &str, number: u32) -> String {
    let (first, last) = if format == "ideographEnclosedCircle" { (0x3280, 10) } else { (0x2460, 20) };
    let sign = (1..=last).contains(&number).then(|| char::from_u32(first + number - 1)).flatten();
    sign.map_or_else(|| number.to_string(), |sign| sign.to_string())
}

fn one_of(signs: &str, number: u32) -> String {
    let sign = number.checked_sub(1).and_then(|index| signs.chars().nth(index as usize));
    sign.map_or_else(|| number.to_string(), |sign| sign.to_string())
}

fn digits(number: u32) -> String {
    let sign = |figure: char| {
        figure.to_digit(10).map_or(figure, |digit| "〇一二三四五六七八九".chars().nth(digit as usize).unwrap_or(figure))
    };
    number.to_string().chars().map(sign).collect()
}

/// Chinese counting to 9999 with the signs of each digit and of ten, a hundred, a thousand; figures beyond.
fn counting(number: u32, signs: &[char; 10], powers: [char; 3]) -> String {
    if number < 100 && signs.get(1) == Some(&'一') {
        return numerals::chinese(number);
    }
    if !(1..10_000).contains(&number) {
        return number.to_string();
    }
    let mut text = String::new();
    let mut gap = false;
    for (power, sign) in [(1000, Some(powers[2])), (100, Some(powers[1])), (10, Some(powers[0])), (1, None)] {
        let digit = (number / power % 10) as usize;
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            text.push('零');
        }
        text.extend(signs.get(digit));
        text.extend(sign);
    }
    text
}

fn ordinal_ending(number: u32) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

/// The letters of an alphabet in turn, each twice once all are used, then three times.
fn letters(alphabet: &str, number: u32) -> String {
    let count = alphabet.chars().count() as u32;
    let Some(index) = number.checked_sub(1) else { return number.to_string() };
    let letter = alphabet.chars().nth((index % count) as usize);
    letter
        .into_iter()
        .flat_map(|letter| std::iter::repeat_n(letter, (index / count).min(MOST_REPEATS) as usize + 1))
        .collect()
}

/// A letter is repeated no oftener.
const MOST_REPEATS: u32 = 31;

/// Figures of another script, by its zero.
fn figures(zero: char, number: u32) -> String {
    let digit = |figure: char| char::from_u32(u32::from(zero) + figure.to_digit(10)?);
    number.to_string().chars().filter_map(digit).collect()
}

const CARDINALS: [&str; 20] = [
    "Zero",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
    "Seventeen",
    "Eighteen",
    "Nineteen",
];
const TENS: [&str; 10] = ["", "", "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"];

/// `Twenty-one`, `Twenty-first`; figures past ninety-nine.
fn spelled(number: u32, ordinal: bool) -> String {
    let word = |words: &[&str], at: u32| words.get(at as usize).copied().unwrap_or_default().to_string();
    let cardinal = match number {
        0..20 => word(&CARDINALS, number),
        20..100 if number.is_multiple_of(10) => word(&TENS, number / 10),
        20..100 => format!("{}-{}", word(&TENS, number / 10), word(&CARDINALS, number % 10).to_lowercase()),
        _ if ordinal => return format!("{number}{}", ordinal_ending(number)),
        _ => return number.to_string(),
    };
    if ordinal { as_ordinal(&cardinal) } else { cardinal }
}

/// The ordinal of a number in words, by the last of them.
fn as_ordinal(cardinal: &str) -> String {
    const ENDINGS: [(&str, &str); 8] = [
        ("one", "first"),
        ("two", "second"),
        ("three", "third"),
        ("five", "fifth"),
        ("eight", "eighth"),
        ("nine", "ninth"),
        ("twelve", "twelfth"),
        ("y", "ieth"),
    ];
    let lower = cardinal.to_lowercase();
    let mut known = ENDINGS.iter().filter_map(|(ending, new)| Some(format!("{}{new}", lower.strip_suffix(ending)?)));
    let ordinal = known.next().unwrap_or_else(|| format!("{lower}th"));
    let mut signs = ordinal.chars();
    signs.next().into_iter().flat_map(char::to_uppercase).chain(signs).collect()
}

/// Whether a format is written as word processors write it.
pub(super) fn is_known(format: &str) -> bool {
    numeral(format).is_some() || write(format, 1) != "1" || matches!(format, "decimalHalfWidth" | "hex")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_processors_do() {
        let cases = [
            ("decimal", 12, "12"),
            ("upperRoman", 4, "IV"),
            ("chineseCounting", 12, "十二"),
            ("chineseCountingThousand", 105, "一百零五"),
            ("chineseLegalSimplified", 21, "贰拾壹"),
            ("ideographTraditional", 3, "丙"),
            ("decimalEnclosedCircle", 20, "⑳"),
            ("decimalEnclosedCircle", 21, "21"),
            ("ideographDigital", 2023, "二〇二三"),
            ("ordinal", 22, "22nd"),
            ("ordinalText", 1, "First"),
            ("ordinalText", 22, "Twenty-second"),
            ("ordinalText", 40, "Fortieth"),
            ("cardinalText", 21, "Twenty-one"),
            ("upperLetter", 28, "BB"),
            ("russianLower", 30, "аа"),
            ("hindiNumbers", 12, "१२"),
            ("hex", 26, "1A"),
            ("bullet", 1, ""),
            ("unheardOf", 7, "7"),
        ];
        for (format, number, written) in cases {
            assert_eq!(write(format, number), written, "{format}");
        }
    }
}
