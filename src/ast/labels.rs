//! Labels that a source carries in its words: `II.`, `一、`, `（一）`, `First,`, `一是`.

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
    let label = bracketed(text).or_else(|| stopped(text)).or_else(|| chapter(text))?;
    let rest = text.get(label.text.len()..)?;
    let blank = rest.len() - rest.trim_start().len();
    // A label alone is the heading's only words.
    (!rest.trim().is_empty()).then_some((label.clone(), label.text.len() + blank))
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

/// `（一）`, `(2)`.
fn bracketed(text: &str) -> Option<Label> {
    let (inner, _) = text.strip_prefix(['（', '('])?.split_once(['）', ')'])?;
    let value = number(inner)?;
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

/// `第一章`, `第二部分`.
fn chapter(text: &str) -> Option<Label> {
    let rest = text.strip_prefix('第')?;
    let (figure, unit) = ["章", "节", "部分"].iter().find_map(|unit| Some((rest.split_once(unit)?.0, unit)))?;
    let value = number(figure)?;
    Some(literal(text.get(..'第'.len_utf8() + figure.len() + unit.len())?, value))
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
        for text in
            ["Grasp new trends", "I.", "3.5 per cent", "2023. A year", "C. Wang on maps", "IIII. Bad", "（见）", "一"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn labels_of_every_form_are_counted() {
        let forms = [("1", 1), ("2.1", 1), ("3.2.", 2), ("IV", 4), ("（三）", 3), ("四", 4), ("B.", 2), ("Part", 0)];
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
