//! The issue line: `{No.6 Vol. 167}`, `No. 6 (Vol. 167)`, `Issue 6`, `第6期（总第167期）`.

use super::super::figures;
use crate::ast::IssueNumber;

/// The numbers that an issue line gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Numbers {
    /// The number within the year.
    pub(super) annual: Option<IssueNumber>,
    /// The number since the first issue.
    pub(super) whole: Option<IssueNumber>,
}

/// The longest issue line, in bytes.
const LONGEST: usize = 160;

/// The numbers of a line that is an issue line and nothing else.
pub(super) fn parse(line: &str) -> Option<Numbers> {
    if line.len() > LONGEST {
        return None;
    }
    let plain = figures::narrowed(line).to_ascii_lowercase();
    let tokens = tokens(&plain);
    let mut rest: Vec<&str> = tokens.iter().map(String::as_str).collect();
    let mut numbers = Numbers::default();
    while !rest.is_empty() {
        let taken = take(&rest, &mut numbers)?;
        rest.drain(..taken.min(rest.len()));
    }
    (numbers.annual.is_some() || numbers.whole.is_some()).then_some(numbers)
}

/// Numbers, words, and Han characters one by one; signs part them and are dropped.
fn tokens(plain: &str) -> Vec<String> {
    let class = |c: char| match c {
        '0'..='9' => 1,
        'a'..='z' => 2,
        '第' => 3,
        c if figures::is_chinese(c) => 4,
        c if c.is_alphabetic() || c == '№' => 5,
        _ => 0,
    };
    let mut tokens: Vec<String> = Vec::new();
    let mut last = 0;
    for c in plain.chars() {
        let class = class(c);
        match tokens.last_mut() {
            Some(token) if class == last && matches!(class, 1 | 2 | 4) => token.push(c),
            _ if class > 0 => tokens.push(c.to_string()),
            _ => {}
        }
        last = class;
    }
    tokens
}

/// Reads one statement at the start of the tokens into `numbers`; the count of tokens that it takes.
fn take(tokens: &[&str], numbers: &mut Numbers) -> Option<usize> {
    match tokens {
        ["总", "第", number, "期" | "号", ..] => whole(number, numbers).then_some(4),
        ["总", number, "期" | "号", ..] => whole(number, numbers).then_some(3),
        ["第", number, "期" | "号", ..] => annual(number, numbers).then_some(3),
        [year, "年", "度", ..] if is_year(year) => Some(3),
        [year, "年", ..] if is_year(year) => Some(2),
        [word, "no" | "number" | "issue", number, ..] if is_whole_word(word) => whole(number, numbers).then_some(3),
        [word, number, ..] if is_whole_word(word) => whole(number, numbers).then_some(2),
        ["issue", "no" | "number", number, ..] => annual(number, numbers).then_some(3),
        ["no" | "issue" | "number" | "nr" | "№", number, ..] => annual(number, numbers).then_some(2),
        ["of" | "in" | "期" | "年", _, ..] => Some(1),
        [year, ..] if is_year(year) => Some(1),
        _ => None,
    }
}

/// The words before a number that runs on for ever. English issues print it as a volume, which it is not.
fn is_whole_word(word: &str) -> bool {
    ["vol", "volume", "whole", "total", "cumulative", "serial", "overall"].contains(&word)
}

fn is_year(token: &str) -> bool {
    token.chars().count() == 4 && figures::number(token).is_some_and(|year| (1900..2100).contains(&year))
}

fn annual(token: &str, numbers: &mut Numbers) -> bool {
    give(token, &mut numbers.annual)
}

fn whole(token: &str, numbers: &mut Numbers) -> bool {
    give(token, &mut numbers.whole)
}

fn give(token: &str, place: &mut Option<IssueNumber>) -> bool {
    let number = figures::number(&token.to_uppercase()).map(IssueNumber);
    let fresh = place.is_none() && number.is_some();
    *place = place.or(number);
    fresh
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_form() {
        for line in [
            "{No.6 Vol. 167}",
            "{No. 6 (Vol. 167)}",
            "No. 6, Vol. 167",
            "Vol. 167, No. 6",
            "Issue 6 (whole number 167)",
            "Issue No. 6 (Total No. 167)",
            "Issue VI (Vol. CLXVII)",
            "2023 No. 6 (Vol. 167)",
            "No. 6 of 2023 · Vol. 167",
            "第6期（总第167期）",
            "第６期　（总第１６７期）",
            "2023年第6期（总第167期）",
            "第六期（总第一六七期）",
            "（第6期 总167期）",
        ] {
            let numbers = Numbers { annual: Some(IssueNumber(6)), whole: Some(IssueNumber(167)) };
            assert_eq!(parse(line), Some(numbers), "{line}");
        }
        assert_eq!(parse("Issue 6").and_then(|numbers| numbers.annual), Some(IssueNumber(6)));
        assert_eq!(parse("总第167期").and_then(|numbers| numbers.annual), None);
    }

    #[test]
    fn refuses_what_says_more_or_less() {
        for line in [
            "",
            "2023",
            "No. 6 Road",
            "No. 0",
            "No. 6 No. 7",
            "The issue of 2023",
            "September 22, 2023",
            "第6期简报",
            "6",
        ] {
            assert_eq!(parse(line), None, "{line}");
        }
    }
}
