//! Numbers that stand alone against everything else that says them: they are told of, and the series is looked at as it is with
//! the right ones, so that no other issue is blamed for them.

use super::witness::{Hearing, Witness, number};
use super::year::{moved, year};
use super::{Findings, numbers, whole};
use crate::ast::{Date, IssueNumber};
use crate::diagnostics::code;
use crate::series::entry::{Entry, Issue, issues};
use crate::series::sheet::Series;
use std::borrow::Cow;

/// The fact whose year may be wrong.
const DATE: &str = "date";

/// How many witnesses make a number wrong.
const TOLD: usize = 2;
/// How many make that so sure that it is mended.
const SURE: usize = 3;

/// A number that is wrong by everything else.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) struct Verdict {
    pub(in super::super) file: String,
    /// The fact: `number`, `supplement`, or `date`, whose year alone is in question.
    pub(in super::super) key: &'static str,
    pub(in super::super) found: u32,
    pub(in super::super) due: u32,
    pub(in super::super) witnesses: Vec<Witness>,
    /// Whether it may be mended unasked.
    pub(in super::super) is_sure: bool,
}

impl Verdict {
    /// Who says otherwise: `the file name and the date`.
    pub(in super::super) fn named(&self) -> String {
        let names: Vec<String> = self.witnesses.iter().map(Witness::to_string).collect();
        match names.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
            _ => names.concat(),
        }
    }
}

/// The numbers of a series that are wrong, and its documents as they are with the right ones.
pub(in super::super) fn weigh<'e>(series: &Series, entries: &'e [Entry]) -> (Vec<Verdict>, Cow<'e, [Entry]>) {
    // Whose year is wrong stands among others by all of its numbers.
    let mut verdicts = tenable(accused(series, entries, misdated), series, entries);
    let dated = righted(Cow::Borrowed(entries), &verdicts);
    let numbers = tenable(accused(series, &dated, judged), series, &dated);
    let right = righted(dated, &numbers);
    verdicts.extend(numbers);
    if !verdicts.is_empty() {
        let issues = issues(series, &right);
        let faulty = faulty_years(series, &issues);
        for verdict in &mut verdicts {
            let is_faulty = of(&issues, &verdict.file).is_none_or(|issue| faulty.contains(&issue.year()));
            verdict.is_sure = verdict.key != DATE && verdict.witnesses.len() >= SURE && !is_faulty;
        }
    }
    (verdicts, right)
}

pub(super) fn tell(verdicts: &[Verdict], entries: &[Entry], findings: &mut Findings) {
    for verdict in verdicts {
        let Some(entry) = entries.iter().find(|entry| entry.file == verdict.file) else { continue };
        let Verdict { key, found, due, .. } = verdict;
        if *key == DATE {
            let message = format!("the date is of {found}; {} say {due}", verdict.named());
            let right = entry.front.date.map(Date::iso).unwrap_or_default();
            findings.tell(entry, key, code::DATE_OUT_OF_ORDER, message, format!("write `{key}: {right}`"));
            continue;
        }
        let message = format!("the {key} is {found}; {} say {due}", verdict.named());
        let fixed = if verdict.is_sure && entry.value(key).is_some() { "; `--fix` does" } else { "" };
        findings.tell(entry, key, code::NUMBER_MISMATCH, message, format!("write `{key}: {due}`{fixed}"));
    }
}

/// What is found wrong with documents by who says so of each.
fn accused(
    series: &Series,
    entries: &[Entry],
    judged: fn(&Hearing<'_>, usize, &Entry) -> Option<Verdict>,
) -> Vec<Verdict> {
    let issues = issues(series, entries);
    let hearing = Hearing::of(series, &issues);
    let of_issue = |(at, issue): (usize, &Issue<'_>)| -> Vec<Verdict> {
        issue.entries.iter().filter_map(|entry| judged(&hearing, at, entry)).collect()
    };
    issues.iter().enumerate().flat_map(of_issue).collect()
}

/// A document whose date says another year than all else.
fn misdated(hearing: &Hearing<'_>, at: usize, entry: &Entry) -> Option<Verdict> {
    let found = year(entry)?;
    let (due, witnesses) = hearing.year(at, entry)?;
    moved(entry, due).filter(|_| due != found && witnesses.len() >= TOLD)?;
    Some(Verdict { file: entry.file.clone(), key: DATE, found, due, witnesses, is_sure: false })
}

fn judged(hearing: &Hearing<'_>, at: usize, entry: &Entry) -> Option<Verdict> {
    let found = number(entry)?;
    let mut said = hearing.testimonies(at, entry);
    // Documents of one issue are copied from each other, mistakes and all.
    said.retain(|said| said.witness != Witness::Language || said.number != found);
    let due = said.first().map(|said| said.number).filter(|due| *due != found)?;
    if said.len() < TOLD || said.iter().any(|said| said.number != due) {
        return None;
    }
    let key = if entry.front.supplement.is_some() { "supplement" } else { "number" };
    let witnesses = said.iter().map(|said| said.witness).collect();
    Some(Verdict { file: entry.file.clone(), key, found, due, witnesses, is_sure: false })
}

/// Without those that would give an issue the number of another one.
fn tenable(mut verdicts: Vec<Verdict>, series: &Series, entries: &[Entry]) -> Vec<Verdict> {
    while !verdicts.is_empty() {
        let right = righted(Cow::Borrowed(entries), &verdicts);
        let issues = issues(series, &right);
        let place = |issue: &Issue<'_>| (issue.supplement(), issue.number(), issue.year());
        let mut places: Vec<_> = issues.iter().map(place).collect();
        places.sort_unstable();
        let is_free = |verdict: &Verdict| {
            of(&issues, &verdict.file).is_some_and(|own| {
                let own = place(own);
                places.partition_point(|place| *place <= own) - places.partition_point(|place| *place < own) == 1
            })
        };
        let before = verdicts.len();
        verdicts.retain(is_free);
        if verdicts.len() == before {
            break;
        }
    }
    verdicts
}

/// The documents with the numbers that they ought to have.
fn righted<'e>(entries: Cow<'e, [Entry]>, verdicts: &[Verdict]) -> Cow<'e, [Entry]> {
    if verdicts.is_empty() {
        return entries;
    }
    let mut entries = entries.into_owned();
    for verdict in verdicts {
        let due = Some(IssueNumber(verdict.due));
        for entry in entries.iter_mut().filter(|entry| entry.file == verdict.file) {
            match verdict.key {
                "supplement" => entry.front.supplement = due,
                DATE => entry.front.date = moved(entry, verdict.due).or(entry.front.date),
                _ => entry.front.number = due,
            }
        }
    }
    Cow::Owned(entries)
}

/// The years in which a number is missing or given twice.
fn faulty_years(series: &Series, issues: &[Issue<'_>]) -> Vec<Option<u32>> {
    let mut findings = Findings::default();
    numbers::check(series, issues, &mut findings);
    whole::check(series, issues, &mut findings);
    findings.0.iter().map(|found| of(issues, &found.file).and_then(Issue::year)).collect()
}

/// The issue that a file is a document of.
fn of<'a, 'e>(issues: &'a [Issue<'e>], file: &str) -> Option<&'a Issue<'e>> {
    issues.iter().find(|issue| issue.entries.iter().any(|entry| entry.file == file))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{entry, issue, series, told};
    use super::*;

    fn second(number: u32, more: &str) -> Entry {
        entry("2025-02.md", &format!("number: {number}\n{more}whole-number: 2\ndate: 2025-02-05\nlang: en\n"))
    }

    fn three(second: Entry) -> [Entry; 3] {
        [issue("2025-01.md", 1, 1, "2025-01-05"), second, issue("2025-03.md", 3, 3, "2025-03-05")]
    }

    #[test]
    fn a_mistyped_number_is_told_once_and_nobody_else_is_blamed() {
        let said = told(&series(""), &three(second(3, "roman: II\n")));
        assert_eq!(
            said,
            [
                "2025-02.md number-mismatch: the number is 3; the file name, the Roman number, the whole number and the date say 2"
            ]
        );
        let said = told(&series(""), &three(second(7, "")));
        assert_eq!(
            said,
            ["2025-02.md number-mismatch: the number is 7; the file name, the whole number and the date say 2"]
        );
    }

    #[test]
    fn a_number_that_anything_else_says_too_is_not_judged() {
        let said = told(&series(""), &three(second(3, "roman: III\n")));
        assert!(said.iter().all(|line| !line.contains("number-mismatch")), "{said:?}");
        assert!(said.iter().any(|line| line.starts_with("2025-02.md file-name-mismatch")), "{said:?}");
    }

    #[test]
    fn numbers_that_changed_places_are_both_told() {
        let mut entries = three(second(3, "roman: II\n"));
        entries[2] = entry("2025-03.md", "number: 2\nroman: III\nwhole-number: 3\ndate: 2025-03-05\nlang: en\n");
        let said = told(&series(""), &entries);
        assert_eq!(
            said,
            [
                "2025-02.md number-mismatch: the number is 3; the file name, the Roman number and the whole number say 2",
                "2025-03.md number-mismatch: the number is 2; the file name and the Roman number say 3",
            ]
        );
    }

    #[test]
    fn nobody_gets_a_number_that_another_issue_has() {
        let entries = [
            issue("2025-01.md", 1, 1, "2025-01-05"),
            entry("2025-02.md", "number: 2\nroman: II\ndate: 2025-02-05\nlang: en\n"),
            entry("b/2025-02.md", "number: 3\nroman: II\ndate: 2025-02-06\nlang: en\n"),
        ];
        let said = told(&series("numbering.whole-number = false\n"), &entries);
        assert!(said.iter().all(|line| !line.contains("number-mismatch")), "{said:?}");
    }

    #[test]
    fn three_witnesses_and_a_series_that_is_whole_again_make_it_sure() {
        let sure = |entries: &[Entry]| weigh(&series(""), entries).0.first().map(|verdict| verdict.is_sure);
        assert_eq!(sure(&three(second(3, "roman: II\n"))), Some(true));
        let mut gap = three(second(3, "roman: II\n")).to_vec();
        gap.push(issue("2025-09.md", 9, 9, "2025-09-05"));
        assert_eq!(sure(&gap), Some(false));
        let two = [issue("2025-01.md", 1, 1, "2025-01-05"), second(3, "")];
        assert_eq!(sure(&two), Some(false));
    }
}
