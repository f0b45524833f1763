//! The next issue: its numbers, its name and the text that it opens with.

use super::check::whole;
use super::entry::{Entry, Issue, issues, numbers_of};
use super::pattern::Numbers;
use super::sheet::{Series, Supplements};
use crate::ast::{CorrectedIssue, Date, IssueNumber, Lang};
use crate::style::Words;
use std::fmt::Write;

/// What is asked of the next issue.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// The day of issue.
    pub date: Date,
    /// Whether it is a supplement.
    pub supplement: bool,
    /// The issue that it corrects.
    pub corrects: Option<CorrectedIssue>,
}

/// Why there is no next issue, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What is wrong, as one sentence without a full stop.
    pub message: String,
    /// What to do.
    pub hint: String,
}

fn refused<T>(message: String, hint: impl Into<String>) -> Result<T, Refused> {
    Err(Refused { message, hint: hint.into() })
}

/// The numbers of the next issue. `names` are what the files of the series are called, without language and extension,
/// whether or not they can be read: a number in a name is taken.
pub fn next(series: &Series, entries: &[Entry], names: &[String], wanted: &Wanted) -> Result<Numbers, Refused> {
    let issues = issues(series, entries);
    allowed(series, &issues, wanted)?;
    let year = u32::from(wanted.date.year());
    let named = names.iter().filter_map(|name| numbers_of(series, name));
    if wanted.supplement {
        let of_year = |own: Option<u32>| series.numbering.supplements == Supplements::Running || own == Some(year);
        let known = issues.iter().filter(|it| of_year(it.year())).filter_map(Issue::supplement);
        let named = named.filter(|it| of_year(it.year)).filter_map(|it| it.supplement);
        let supplement = following(known.chain(named))?;
        return Ok(Numbers { year: Some(year), supplement: Some(supplement), ..Numbers::default() });
    }
    let of_year = |own: Option<u32>| !series.numbering.yearly || own == Some(year);
    let counted = |it: &&Issue<'_>| it.supplement().is_none() && of_year(it.year());
    let known = issues.iter().filter(counted).filter_map(Issue::number);
    let number = following(known.chain(named.filter(|it| of_year(it.year)).filter_map(|it| it.number)))?;
    let whole = if series.numbering.whole_number { following_whole(series, &issues, year, number) } else { None };
    Ok(Numbers { year: Some(year), number: Some(number), whole, supplement: None })
}

/// The numbers to try where those before turn out to be taken.
pub fn after(taken: Numbers) -> Result<Numbers, Refused> {
    let up = |number: Option<u32>| number.map(|number| following([number].into_iter())).transpose();
    Ok(Numbers {
        year: taken.year,
        number: up(taken.number)?,
        whole: up(taken.whole)?,
        supplement: up(taken.supplement)?,
    })
}

fn following(numbers: impl Iterator<Item = u32>) -> Result<u32, Refused> {
    match numbers.max().unwrap_or_default().checked_add(1) {
        Some(number) => Ok(number),
        None => refused("the last number is as large as numbers go".into(), "mend the numbers of the series first"),
    }
}

/// Whether the ledger leaves room for what is asked.
fn allowed(series: &Series, issues: &[Issue<'_>], wanted: &Wanted) -> Result<(), Refused> {
    if wanted.supplement && series.numbering.supplements == Supplements::None {
        let hint = "say `supplements = \"yearly\"` under `[numbering]` in series.toml";
        return refused("the series has no supplements".into(), hint);
    }
    let of_kind = |issue: &&Issue<'_>| issue.supplement().is_some() == wanted.supplement;
    let last = issues.iter().filter(of_kind).filter_map(|issue| Some((issue.date()?, issue.name))).max();
    if let Some((date, name)) = last.filter(|(date, _)| *date > wanted.date) {
        let message =
            format!("`{name}` is dated {}, and no issue after it can be of {}", date.iso(), wanted.date.iso());
        return refused(message, "give a later day with --date, or mend the date of that issue");
    }
    let Some(corrected) = wanted.corrects else { return Ok(()) };
    let number = |issue: &Issue<'_>| if corrected.supplement { issue.supplement() } else { issue.number() };
    let is = |issue: &Issue<'_>| {
        issue.supplement().is_some() == corrected.supplement
            && number(issue) == Some(corrected.number.0)
            && issue.year() == Some(u32::from(corrected.year))
    };
    if issues.iter().any(is) {
        return Ok(());
    }
    refused(format!("the series has no issue {} that could be corrected", corrected.name()), "name one that it has")
}

/// The whole number that follows; nothing where no issue before says one.
fn following_whole(series: &Series, issues: &[Issue<'_>], year: u32, number: u32) -> Option<u32> {
    let order = whole::in_order(issues);
    let Some((last, due)) = order.last().zip(whole::due(series, issues).pop()) else {
        return series.numbering.first_whole_number.checked_add(number - 1);
    };
    let before = last.whole().or(due.from_before)?;
    let same_year = !series.numbering.yearly || last.year() == Some(year);
    let step = if same_year { number.checked_sub(last.number()?)? } else { number };
    before.checked_add(step)
}

/// What the issue is called, by the path from the folder of the series or, where the pattern names no folder, as a bare
/// name.
#[must_use]
pub fn name(series: &Series, numbers: Numbers) -> String {
    let pattern = if numbers.supplement.is_some() { &series.supplement_file_name } else { &series.file_name };
    pattern.fill(numbers)
}

/// The text of a new issue in a language: its numbers, and the skeleton of its style.
#[must_use]
pub fn opening(numbers: Numbers, wanted: &Wanted, lang: &Lang, words: &Words) -> String {
    let mut text = String::from("---\n");
    let mut fact = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            let _ = writeln!(text, "{key}: {value}");
        }
    };
    let figure = |number: Option<u32>| number.map(|number| number.to_string());
    fact("number", figure(numbers.number));
    let roman = numbers.number.filter(|_| prints_roman(words)).map(|number| IssueNumber(number).roman());
    fact("roman", roman);
    fact("whole-number", figure(numbers.whole));
    fact("supplement", figure(numbers.supplement));
    fact("corrects", wanted.corrects.map(|issue| issue.name()));
    fact("date", Some(wanted.date.iso()));
    fact("lang", Some(lang.tag().to_string()));
    text + &words.skeleton
}

fn prints_roman(words: &Words) -> bool {
    let lines = [&words.issue_line, &words.designation, &words.running_recto, &words.running_verso];
    lines.into_iter().any(|line| line.contains("{roman}"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::super::check::sample::{entry, issue, series};
    use super::*;

    fn wanted(date: &str) -> Wanted {
        Wanted { date: Date::parse(date).unwrap(), supplement: false, corrects: None }
    }

    fn numbers(series: &Series, entries: &[Entry], names: &[&str], date: &str) -> (u32, Option<u32>) {
        let names: Vec<String> = names.iter().map(|name| (*name).to_string()).collect();
        let next = next(series, entries, &names, &wanted(date)).unwrap();
        (next.number.unwrap(), next.whole)
    }

    #[test]
    fn numbers_follow_on_the_last_and_start_again_each_year() {
        let entries = [issue("2023-12.md", 12, 171, "2023-12-20"), issue("2024-01.md", 1, 172, "2024-01-05")];
        let plain = series("");
        assert_eq!(numbers(&plain, &entries, &[], "2024-02-01"), (2, Some(173)));
        assert_eq!(numbers(&plain, &entries, &[], "2025-01-01"), (1, Some(173)));
        assert_eq!(numbers(&plain, &[], &[], "2025-01-01"), (1, Some(1)));
        let began = series("numbering.first-whole-number = 40\n");
        assert_eq!(numbers(&began, &[], &[], "2025-01-01"), (1, Some(40)));
        let running = series("numbering.yearly = false\nnumbering.file-name = \"{number}\"\n");
        assert_eq!(numbers(&running, &entries, &[], "2025-01-01").0, 13);
        assert_eq!(numbers(&series("numbering.whole-number = false\n"), &entries, &[], "2024-02-01"), (2, None));
    }

    #[test]
    fn a_number_in_the_name_of_a_file_is_taken() {
        let entries = [issue("2024-01.md", 1, 172, "2024-01-05")];
        assert_eq!(numbers(&series(""), &entries, &["2024-04", "2024-s7", "notes"], "2024-02-01"), (5, Some(176)));
        let supplement = Wanted { supplement: true, ..wanted("2024-02-01") };
        let next = next(&series(""), &entries, &["2024-s7".into()], &supplement).unwrap();
        assert_eq!((next.supplement, next.number, name(&series(""), next)), (Some(8), None, "2024-s8".into()));
    }

    #[test]
    fn dates_and_corrections_that_the_ledger_forbids_are_refused() {
        let entries = [issue("2024-01.md", 1, 172, "2024-01-05")];
        let refused = |wanted: &Wanted| next(&series(""), &entries, &[], wanted).unwrap_err().message;
        assert_eq!(
            refused(&wanted("2024-01-04")),
            "`2024-01` is dated 2024-01-05, and no issue after it can be of 2024-01-04"
        );
        let correction = Wanted { corrects: CorrectedIssue::parse("2024-02"), ..wanted("2024-01-06") };
        assert_eq!(refused(&correction), "the series has no issue 2024-02 that could be corrected");
    }

    #[test]
    fn a_whole_number_that_nobody_knows_is_left_out() {
        let bare = [entry("2024-01.md", "number: 1\ndate: 2024-01-05\nlang: en\n")];
        assert_eq!(numbers(&series(""), &bare, &[], "2024-02-01"), (2, None));
    }
}
