//! The issue line: `{No.6 Vol. 167}`, `No. 6 (Vol. 167)`, `Issue 6`, `第6期（总第167期）`.

use super::super::figures;
use crate::ast::{CorrectedIssue, IssueNumber};

/// The numbers that an issue line gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Numbers {
    /// The number within the year.
    pub(super) annual: Option<IssueNumber>,
    /// The number since the first issue.
    pub(super) whole: Option<IssueNumber>,
    /// The number among the supplements.
    pub(super) supplement: Option<IssueNumber>,
    /// The issue that is corrected.
    pub(super) corrects: Option<CorrectedIssue>,
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
    [numbers.annual, numbers.whole, numbers.supplement].iter().any(Option::is_some).then_some(numbers)
}

/// Numbers, words, and Han characters one by one; signs part them and are dropped.
fn tokens(plain: &str) -> Vec<String> {
    let class = |c: char| match c {
        '0'..='9' => 1,
        'a'..='z' => 2,
        '第' => 3,
        c if figures::is_chinese(c) || matches!(c, '百' | '千') => 4,
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
        ["更", "正", year, "年", "第", number, "期" | "号", ..] => {
            corrected(year, number, false, numbers).then_some(7)
        }
        ["更", "正", year, "年", "增", "刊", "第", number, "期" | "号", ..] => {
            corrected(year, number, true, numbers).then_some(9)
        }
        ["correction", "to", "no", number, "of", year, ..] => corrected(year, number, false, numbers).then_some(6),
        ["correction", "to", "supplement", number, "of", year, ..] => {
            corrected(year, number, true, numbers).then_some(6)
        }
        ["增", "刊", "第", number, "期" | "号", ..] => supplement(number, numbers).then_some(5),
        ["supplement", "no", number, ..] => supplement(number, numbers).then_some(3),
        ["supplement", number, ..] => supplement(number, numbers).then_some(2),
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

fn supplement(token: &str, numbers: &mut Numbers) -> bool {
    give(token, &mut numbers.supplement)
}

fn corrected(year: &str, number: &str, supplement: bool, numbers: &mut Numbers) -> bool {
    let number = figures::number(&number.to_uppercase()).map(IssueNumber);
    let year = figures::number(year).filter(|_| is_year(year)).and_then(|year| u16::try_from(year).ok());
    let fresh = numbers.corrects.is_none();
    numbers.corrects = year.zip(number).map(|(year, number)| CorrectedIssue { year, number, supplement, date: None });
    fresh && numbers.corrects.is_some()
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
            "第六期（总第一百六十七期）",
            "（第6期 总167期）",
        ] {
            let numbers = Numbers { annual: Some(IssueNumber(6)), whole: Some(IssueNumber(167)), ..Numbers::default() };
            assert_eq!(parse(line), Some(numbers), "{line}");
        }
        assert_eq!(parse("Issue 6").and_then(|numbers| numbers.annual), Some(IssueNumber(6)));
        assert_eq!(parse("总第167期").and_then(|numbers| numbers.annual), None);
    }

    #[test]
    fn reads_supplements_and_what_is_corrected() {
        let said = |line: &str| {
            parse(line).map(|it| (it.supplement.map(|number| number.0), it.annual.map(|number| number.0), it.corrects))
        };
        let (issue, supplement) = (CorrectedIssue::parse("2024-03"), CorrectedIssue::parse("2024-s1"));
        assert_eq!(said("Supplement 2 · Correction to No. 3 of 2024"), Some((Some(2), None, issue)));
        assert_eq!(said("No. 8 (Vol. 48) · Correction to Supplement 1 of 2024"), Some((None, Some(8), supplement)));
        assert_eq!(said("增刊第2期　更正2024年第3期"), Some((Some(2), None, issue)));
        assert_eq!(said("第8期（总第48期）　更正2024年增刊第1期"), Some((None, Some(8), supplement)));
        assert_eq!(said("2024年增刊第2期"), Some((Some(2), None, None)));
        assert_eq!(said("Supplement to the lake"), None);
        assert_eq!(said("Correction to No. 3 of 2024"), None);
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
