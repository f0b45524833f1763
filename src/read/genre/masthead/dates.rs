//! The date line.

use super::super::figures;
use crate::ast::Date;

/// What a line says that reads as a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Day {
    /// A day of the calendar.
    Real(Date),
    /// It is written as a date, and the calendar has no such day.
    Impossible,
}

/// The longest date line, in bytes.
const LONGEST: usize = 60;

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The day of a line that is a date and nothing else.
pub(super) fn parse(line: &str) -> Option<Day> {
    if line.len() > LONGEST {
        return None;
    }
    let plain = plain(line);
    if !plain.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    match Date::parse(&plain) {
        Some(date) => Some(Day::Real(date)),
        None => is_shaped(&plain).then_some(Day::Impossible),
    }
}

/// The line without label and weekday, with every number in ASCII figures.
fn plain(line: &str) -> String {
    let narrow = figures::narrowed(line.trim_matches(|c: char| "{}()（）【】[]".contains(c) || c.is_whitespace()));
    let narrow = ["日期:", "Date:", "date:", "DATE:"]
        .into_iter()
        .find_map(|label| narrow.strip_prefix(label))
        .unwrap_or(&narrow);
    let narrow = narrow.trim();
    let first = narrow.split([',', ' ']).next().unwrap_or_default();
    let day = if WEEKDAYS.contains(&first.to_ascii_lowercase().as_str()) { narrow.get(first.len()..) } else { None };
    in_figures(day.unwrap_or(narrow))
}

/// A date with its full-width and Chinese figures in ASCII.
pub(in crate::read) fn in_ascii_figures(date: &str) -> String {
    in_figures(figures::narrowed(date).trim())
}

/// Chinese numerals as figures: `二〇二三年九月二十二日` as `2023年9月22日`.
fn in_figures(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let end = rest.find(|c| !figures::is_chinese(c)).unwrap_or(rest.len());
        let (numeral, after) = rest.split_at(if end == 0 { c.len_utf8() } else { end });
        let number = figures::number(numeral).filter(|_| end > 0).map(|number| number.to_string());
        plain.push_str(number.as_deref().unwrap_or(numeral));
        rest = after;
    }
    // Date knows no space between a figure and its sign.
    if plain.contains('年') { plain.replace(' ', "") } else { plain }
}

/// Whether a text has a date's shape: three numbers under 年月日 or between dashes, or a month's name and two numbers.
fn is_shaped(plain: &str) -> bool {
    let words: Vec<&str> =
        plain.split(|c: char| c.is_whitespace() || ",.-/年月日".contains(c)).filter(|word| !word.is_empty()).collect();
    let is_figure = |word: &&&str| word.starts_with(|c: char| c.is_ascii_digit());
    let is_month = |word: &&str| Date::parse(&format!("1 {word} 2000")).is_some();
    let numbers = words.iter().filter(|word| is_figure(word) && word.len() <= 4).count();
    let month = || words.iter().find(|word| !is_figure(word)).is_some_and(is_month);
    words.len() == 3 && (numbers == 3 || (numbers == 2 && month()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_form() {
        let day = Date::parse("2023-09-22").map(Day::Real);
        for line in [
            "September 22, 2023",
            "Friday, September 22, 2023",
            "22 September 2023",
            "2023年9月22日",
            "2023 年 9 月 22 日",
            "２０２３年９月２２日",
            "二〇二三年九月二十二日",
            "（2023-09-22）",
            "日期：2023年9月22日",
        ] {
            assert_eq!(parse(line), day, "{line}");
        }
    }

    #[test]
    fn knows_days_that_do_not_exist() {
        for line in ["2023年2月30日", "September 31, 2023", "2023-13-01"] {
            assert_eq!(parse(line), Some(Day::Impossible), "{line}");
        }
        for line in ["", "May", "Shanghai, 2023", "Second Institute 3", "第6期", "Center for Innovation"] {
            assert_eq!(parse(line), None, "{line}");
        }
    }
}
