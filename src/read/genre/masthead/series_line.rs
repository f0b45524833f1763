//! The line that names the series: `2023 Pujiang Innovation Forum Bulletin VI`, `浦江创新论坛简报`.

use super::super::figures;
use super::super::lines::columns;
use super::issue_line::{self, Numbers};
use crate::ast::{IssueNumber, numerals, text::is_east_asian};

/// What a series line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Series {
    /// The name of the series alone.
    pub(super) name: String,
    /// The year before the name.
    pub(super) year: Option<u32>,
    /// The number after the name, in Roman numerals.
    pub(super) roman: Option<IssueNumber>,
    /// The issue line after the name.
    pub(super) numbers: Option<Numbers>,
}

impl Series {
    /// Whether the line designates one issue, and not only its series.
    pub(super) fn designates(&self) -> bool {
        self.year.is_some() || self.roman.is_some() || self.numbers.is_some()
    }
}

/// The widest series line, in columns.
const WIDEST: usize = 100;

/// The last words of the names that serials bear.
const KINDS: [&str; 13] = [
    "Bulletin",
    "Newsletter",
    "Briefing",
    "Briefings",
    "Brief",
    "Digest",
    "Gazette",
    "Circular",
    "Dispatch",
    "Bulletins",
    "Monitor",
    "Dispatches",
    "Communiqué",
];

const CHINESE_KINDS: [&str; 18] = [
    "简报", "专报", "通报", "快报", "要报", "动态", "参考", "内参", "通讯", "简讯", "摘报", "公报", "月报", "周报",
    "信息", "要情", "专刊", "专递",
];

/// Reads a line that names a series: a kind of serial at the end of the name, or a year before it and a Roman number after.
pub(super) fn parse(line: &str) -> Option<Series> {
    if columns(line) > WIDEST {
        return None;
    }
    let line = closed_up(line);
    let (year, rest) = split_year(&line);
    let (name, numbers) = split_numbers(rest);
    let (name, roman) = if numbers.is_some() { (name, None) } else { split_roman(name) };
    let named = is_kind(name) || (year.is_some() && roman.is_some() && name.contains(' '));
    let plain = !name.contains(['.', '。', '：', ':', '，', ',', '？', '?']);
    (named && plain).then(|| Series { name: name.to_string(), year, roman, numbers })
}

/// Whether a name ends in a kind of serial and is more than that kind.
fn is_kind(name: &str) -> bool {
    let latin = name.rsplit_once(' ').is_some_and(|(_, last)| KINDS.iter().any(|kind| kind.eq_ignore_ascii_case(last)));
    let chinese = CHINESE_KINDS.iter().any(|kind| name.strip_suffix(kind).is_some_and(|before| !before.is_empty()));
    latin || chinese
}

/// A name that is spread out by spaces (`简　报`, `浦 江`) without them.
fn closed_up(line: &str) -> String {
    let han = |c: char| is_east_asian(c) && c != '\u{3000}';
    let chars: Vec<char> = line.chars().collect();
    let mut closed = String::new();
    for (at, &c) in chars.iter().enumerate() {
        let next = chars.get(at..).and_then(|rest| rest.iter().find(|c| !c.is_whitespace()));
        let between = closed.chars().next_back().is_some_and(han) && next.copied().is_some_and(han);
        if !(c.is_whitespace() && between) {
            closed.push(c);
        }
    }
    closed
}

/// `2023 Name`, `2023年Name`, `Name` with its year.
fn split_year(line: &str) -> (Option<u32>, &str) {
    let end: usize = line
        .chars()
        .take(4)
        .take_while(|&c| figures::value(c).is_some() || figures::is_chinese(c))
        .map(char::len_utf8)
        .sum();
    let Some((digits, rest)) = line.split_at_checked(end) else { return (None, line) };
    let year = figures::number(digits).filter(|year| (1900..2100).contains(year));
    let rest = ["年度", "年"].into_iter().find_map(|sign| rest.strip_prefix(sign)).or_else(|| rest.strip_prefix(' '));
    match (year, rest) {
        (Some(year), Some(rest)) if !rest.starts_with('第') => (Some(year), rest.trim_start()),
        _ => (None, line),
    }
}

/// `Name No. 6 (Vol. 167)` with its numbers.
fn split_numbers(rest: &str) -> (&str, Option<Numbers>) {
    let opens = |at: usize| rest.get(..at).zip(rest.get(at..)).filter(|(name, _)| is_kind(name.trim_end()));
    let cut = rest.char_indices().filter_map(|(at, _)| opens(at)).next();
    match cut.and_then(|(name, tail)| Some((name, issue_line::parse(tail)?))) {
        Some((name, numbers)) => (name.trim_end(), Some(numbers)),
        None => (rest, None),
    }
}

/// `Name VI` with its number.
fn split_roman(name: &str) -> (&str, Option<IssueNumber>) {
    let cut = name.rsplit_once(' ').and_then(|(before, last)| Some((before, numerals::parse_roman(last)?)));
    match cut {
        Some((before, number)) => (before.trim_end(), Some(IssueNumber(number))),
        None => (name, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(line: &str) -> Option<(String, Option<u32>, Option<u32>)> {
        parse(line).map(|found| (found.name, found.year, found.roman.map(|number| number.0)))
    }

    #[test]
    fn strips_year_and_roman_number() {
        assert_eq!(named("2023 Lake Forum Bulletin VI"), Some(("Lake Forum Bulletin".into(), Some(2023), Some(6))));
        assert_eq!(
            named("2019 Annual Meeting Proceedings XII"),
            Some(("Annual Meeting Proceedings".into(), Some(2019), Some(12)))
        );
        assert_eq!(named("Harbour Newsletter"), Some(("Harbour Newsletter".into(), None, None)));
        assert_eq!(named("2023年东湖论坛简报"), Some(("东湖论坛简报".into(), Some(2023), None)));
        assert_eq!(named("东 湖 论 坛 简　报"), Some(("东湖论坛简报".into(), None, None)));
    }

    #[test]
    fn reads_the_numbers_after_a_name() {
        let found = parse("东湖论坛简报 第6期（总第167期）").and_then(|found| found.numbers);
        assert_eq!(found.and_then(|numbers| numbers.whole), Some(IssueNumber(167)));
        assert_eq!(
            parse("Lake Bulletin No. 6").and_then(|found| found.numbers).and_then(|n| n.annual),
            Some(IssueNumber(6))
        );
    }

    #[test]
    fn leaves_other_lines_alone() {
        for line in [
            "Bulletin",
            "简报",
            "Center for Innovation",
            "2023 was good",
            "关于做好工作的通知",
            "A bulletin, in short",
            "2023",
        ] {
            assert_eq!(named(line), None, "{line}");
        }
    }
}
