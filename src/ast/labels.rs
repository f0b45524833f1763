//! Labels that a source carries in its words: `II.`, `一、`, `（一）`, `First,`, `一是`.

use super::text::is_east_asian;
use super::{Label, numerals};

/// The words that open what stands under a table in a source.
pub const TABLE_FOOT: [&str; 13] = [
    "Source:",
    "Sources:",
    "Note:",
    "Notes:",
    "来源：",
    "来源:",
    "资料来源：",
    "资料来源:",
    "数据来源：",
    "注：",
    "注:",
    "说明：",
    "附注：",
];

/// The label that opens a display heading, and how many bytes of the heading it takes, blanks after it included.
#[must_use]
pub fn heading(text: &str) -> Option<(Label, usize)> {
    let label = bracketed(text)
        .or_else(|| stopped(text))
        .or_else(|| tight(text))
        .or_else(|| closed(text))
        .or_else(|| chapter(text))
        .or_else(|| part(text))
        .or_else(|| circled(text))?;
    let rest = text.get(label.text.len()..)?;
    let blank = rest.len() - rest.trim_start().len();
    // A label alone is the heading's only words.
    (!rest.trim().is_empty()).then_some((label.clone(), label.text.len() + blank))
}

/// A number that opens a heading and may be its label or words of its own: `1 Overview`, `2.1 甲`, `A. Cost`, `I.Overview`.
/// Only what stands beside it, or the label above it, tells.
#[derive(Clone, Debug, PartialEq)]
pub struct Opening {
    /// The label that it would be.
    pub label: Label,
    /// The numbers before its own: those of the headings above, in `2.1`.
    pub above: Vec<u32>,
    /// How many bytes of the heading it takes, blanks after it included.
    pub taken: usize,
    /// Whether it looks like a label wherever it stands, as a bare number does not: `2024 in review`, `3 lessons`.
    pub shaped: bool,
}

/// The number that opens a heading and may be its label.
#[must_use]
pub fn opening(text: &str) -> Option<Opening> {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).unwrap_or(text.len());
    let figures = text.get(..end)?;
    let (length, above, number, shaped) = counted_parts(figures).or_else(|| lettered(text))?;
    let rest = text.get(length..)?;
    let parted = shaped && !figures.starts_with(|c: char| c.is_ascii_digit())
        || rest.starts_with(|c: char| c.is_whitespace() || is_east_asian(c));
    let blank = rest.len() - rest.trim_start().len();
    let label = literal(text.get(..length)?, number);
    (parted && !rest.trim().is_empty()).then(|| Opening { label, above, taken: length + blank, shaped })
}

/// `2`, `2.1`, `2.1.`: its length, the numbers above its own, its own, and whether there are any.
fn counted_parts(figures: &str) -> Option<(usize, Vec<u32>, u32, bool)> {
    let parts = figures.trim_end_matches('.').split('.').map(number).collect::<Option<Vec<u32>>>()?;
    let stopped = figures.ends_with('.');
    let (own, above) = parts.split_last()?;
    let sound = !(figures.ends_with("..") || stopped && above.is_empty());
    let decimal = figures.split('.').all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    (sound && decimal).then(|| (figures.len(), above.to_vec(), *own, above.len() > 1))
}

/// `A. Cost` and `I.Overview`.
fn lettered(text: &str) -> Option<(usize, Vec<u32>, u32, bool)> {
    let (figure, rest) = text.split_once('.')?;
    let tight = rest.starts_with(|c: char| c.is_ascii_uppercase());
    let roman = numerals::parse_roman(figure).filter(|value| *value < 50 && tight);
    let letter = match figure.as_bytes() {
        [letter] if letter.is_ascii_uppercase() && rest.starts_with(' ') => Some(u32::from(*letter - b'A') + 1),
        _ => None,
    };
    Some((figure.len() + 1, Vec::new(), roman.or(letter)?, true))
}

/// The number that a label shows, in whatever form: `2`, `2.1` (the last figure), `IV`, `（三）`, `B.`; 0 for none.
#[must_use]
pub fn counted_by(label: &str) -> u32 {
    let shown = heading(&format!("{label} x")).map(|(label, _)| label.number);
    let bare = label.trim_matches(|c: char| !c.is_alphanumeric());
    let last = bare.rsplit(['.', '-']).next().unwrap_or_default();
    let figure = || last.parse().ok().filter(|_| last.bytes().all(|byte| byte.is_ascii_digit()));
    let letter = || match last.as_bytes() {
        [letter] if letter.is_ascii_alphabetic() => Some(u32::from(letter.to_ascii_uppercase() - b'A') + 1),
        _ => None,
    };
    let roman = || numerals::parse_roman(last).filter(|&value| value < 50);
    shown.or_else(figure).or_else(roman).or_else(letter).or_else(|| numerals::parse_chinese(last)).unwrap_or_default()
}

/// The ordinal that opens a run-in heading.
#[must_use]
pub fn run_in(text: &str) -> Option<Label> {
    english(text).or_else(|| counted(text)).or_else(|| bracketed(text)).or_else(|| stopped(text))
}

fn literal(text: &str, number: u32) -> Label {
    Label { text: text.to_string(), number, literal: true }
}

fn number(text: &str) -> Option<u32> {
    let decimal = || (text.len() <= 2).then(|| text.parse().ok()).flatten();
    numerals::parse_chinese(text).or_else(decimal).filter(|&number| number > 0)
}

/// `①`.
fn circled(text: &str) -> Option<Label> {
    let sign = text.chars().next().filter(|sign| ('①'..='⑳').contains(sign))?;
    Some(literal(text.get(..sign.len_utf8())?, u32::from(sign) - u32::from('①') + 1))
}

/// `（一）`, `(2)`, `(IV)`.
fn bracketed(text: &str) -> Option<Label> {
    let (inner, _) = text.strip_prefix(['（', '('])?.split_once(['）', ')'])?;
    let value = number(inner).or_else(|| numerals::parse_roman(inner).filter(|&value| value < 50))?;
    let open = text.chars().next().map_or(0, char::len_utf8);
    let close = text.get(open + inner.len()..)?.chars().next()?.len_utf8();
    Some(literal(text.get(..open + inner.len() + close)?, value))
}

/// `II.`, `一、`, `3.`: a figure and a stop, with a blank after a Latin stop.
fn stopped(text: &str) -> Option<Label> {
    let end = text.find(['.', '、', '．'])?;
    let (figure, rest) = text.split_at(end);
    let stop = rest.chars().next()?;
    let after = rest.chars().nth(1);
    if stop == '.' && !after.is_none_or(char::is_whitespace) {
        return None;
    }
    // Roman numerals past fifty are initials: `C. Wang`.
    let roman = numerals::parse_roman(figure).filter(|&value| value < 50);
    Some(literal(text.get(..end + stop.len_utf8())?, number(figure).or(roman)?))
}

/// `1.主旨`: a figure whose stop Han text follows, as Chinese authors write the third level.
fn tight(text: &str) -> Option<Label> {
    let (figure, rest) = text.split_once('.')?;
    let value = number(figure).filter(|_| figure.bytes().all(|byte| byte.is_ascii_digit()))?;
    rest.starts_with(is_east_asian).then(|| literal(text.get(..=figure.len()).unwrap_or_default(), value))
}

/// `1)`, `2）`.
fn closed(text: &str) -> Option<Label> {
    let end = text.find([')', '）'])?;
    let (figure, rest) = text.split_at(end);
    let value = number(figure).filter(|_| figure.bytes().all(|byte| byte.is_ascii_digit()))?;
    let close = rest.chars().next()?.len_utf8();
    Some(literal(text.get(..end + close)?, value))
}

/// `Part I:`, `Chapter 2.`: the word, its number and a stop.
fn part(text: &str) -> Option<Label> {
    let (word, rest) = text.split_once(' ')?;
    let known = ["part", "chapter", "section"].iter().any(|known| known.eq_ignore_ascii_case(word));
    let end = rest.find([':', '.', '：'])?;
    let figure = rest.get(..end).filter(|_| known)?;
    let stop = rest.get(end..)?.chars().next()?;
    let after = rest.get(end + stop.len_utf8()..)?;
    let parted = stop == '：' || after.is_empty() || after.starts_with(char::is_whitespace);
    let value = number(figure).or_else(|| numerals::parse_roman(figure)).filter(|_| parted)?;
    Some(literal(text.get(..word.len() + 1 + end + stop.len_utf8())?, value))
}

/// `第一章`, `第二部分`.
fn chapter(text: &str) -> Option<Label> {
    let rest = text.strip_prefix('第')?;
    let (figure, unit) = ["章", "节", "部分"].iter().find_map(|unit| Some((rest.split_once(unit)?.0, unit)))?;
    let value = number(figure)?;
    let label = text.get(..'第'.len_utf8() + figure.len() + unit.len())?;
    // `第一部分的标题` speaks of a part, and is none.
    let goes_on = text.get(label.len()..)?.starts_with(['的', '之', '是', '和', '与', '與', '及']);
    (!goes_on).then(|| literal(label, value))
}

/// `First,`, `Secondly,`.
fn english(text: &str) -> Option<Label> {
    let (word, _) = text.split_once([',', '，'])?;
    let value = numerals::parse_ordinal(word)?;
    let stop = text.get(word.len()..)?.chars().next()?.len_utf8();
    Some(literal(text.get(..word.len() + stop)?, value))
}

/// `一是`, `第二，`, `首先，`.
fn counted(text: &str) -> Option<Label> {
    if let Some((figure, _)) = text.split_once('是')
        && let Some(value) = numerals::parse_chinese(figure)
    {
        return Some(literal(text.get(..figure.len() + '是'.len_utf8())?, value));
    }
    let (word, rest) = text.split_at(text.find(['，', '、', ','])?);
    let value = word.strip_prefix('第').and_then(numerals::parse_chinese).or((word == "首先").then_some(1))?;
    let stop = rest.chars().next()?.len_utf8();
    Some(literal(text.get(..word.len() + stop)?, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings() {
        let read = |text| heading(text).map(|(label, taken)| (label.text, label.number, taken));
        let some = |text: &str, number, taken| Some((text.to_string(), number, taken));
        assert_eq!(read("II. Exploring new models"), some("II.", 2, 4));
        assert_eq!(read("一、把握新趋势"), some("一、", 1, 6));
        assert_eq!(read("（十二）机制"), some("（十二）", 12, 12));
        assert_eq!(read("(2) Models"), some("(2)", 2, 4));
        assert_eq!(read("3. Models"), some("3.", 3, 3));
        assert_eq!(read("第二章 机制"), some("第二章", 2, 10));
        assert_eq!(read("1.主旨报告"), some("1.", 1, 2));
        assert_eq!(read("(IV) Models"), some("(IV)", 4, 5));
        assert_eq!(read("2)甲"), some("2)", 2, 2));
        assert_eq!(read("3）乙"), some("3）", 3, 4));
        assert_eq!(read("Part I: Overview"), some("Part I:", 1, 8));
        for text in [
            "Grasp new trends",
            "I.",
            "3.5 per cent",
            "2023. A year",
            "C. Wang on maps",
            "IIII. Bad",
            "（见）",
            "一",
            "1.5亿元",
            "Part of it: a view",
            "Section 5 of the Act",
            "2024.春",
            "12.5%) up",
            "第一部分的标题",
            "第二章与第三章的关系",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_that_may_be_labels() {
        let read = |text| opening(text).map(|it| (it.label.text, it.above, it.label.number, it.taken, it.shaped));
        let some = |text: &str, above: &[u32], number, taken, shaped| {
            Some((text.to_string(), above.to_vec(), number, taken, shaped))
        };
        assert_eq!(read("1 Overview"), some("1", &[], 1, 2, false));
        assert_eq!(read("1总体"), some("1", &[], 1, 1, false));
        assert_eq!(read("2.1 Cost"), some("2.1", &[2], 1, 4, false));
        assert_eq!(read("2.1.3　甲"), some("2.1.3", &[2, 1], 3, 8, true));
        assert_eq!(read("B. Cost"), some("B.", &[], 2, 3, true));
        assert_eq!(read("II.Overview"), some("II.", &[], 2, 3, true));
        for text in ["2024 Annual report", "1.5%", "5G networks", "Cost", "A cost", "U.S. trade", "No. 1", "1", "1.2"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn labels_of_every_form_are_counted() {
        let forms = [
            ("2)", 2),
            ("Part II:", 2),
            ("1", 1),
            ("2.1", 1),
            ("3.2.", 2),
            ("IV", 4),
            ("（三）", 3),
            ("四", 4),
            ("B.", 2),
            ("Part", 0),
        ];
        for (label, number) in forms {
            assert_eq!(counted_by(label), number, "{label}");
        }
    }

    #[test]
    fn run_ins() {
        let read = |text| run_in(text).map(|label| (label.text, label.number));
        assert_eq!(read("First, innovation."), Some(("First,".into(), 1)));
        assert_eq!(read("Secondly, chains."), Some(("Secondly,".into(), 2)));
        assert_eq!(read("一是强化协同。"), Some(("一是".into(), 1)));
        assert_eq!(read("（三）完善机制。"), Some(("（三）".into(), 3)));
        assert_eq!(read("第二，完善机制。"), Some(("第二，".into(), 2)));
        assert_eq!(read("Wang Jixiang, Director,"), None);
        assert_eq!(read("统一是基础。"), None);
    }
}
