//! Corrections: each names an issue of the series that came before it.

use super::Findings;
use crate::ast::{CorrectedIssue, Front};
use crate::diagnostics::code;
use crate::series::entry::Issue;

const KEY: (&str, fn(&Front) -> bool) = ("corrects", |front| front.corrects.is_some());

pub(super) fn check(issues: &[Issue<'_>], findings: &mut Findings) {
    for issue in issues {
        if let Some(corrected) = issue.corrects() {
            one(issue, &corrected, issues, findings);
        }
    }
}

fn one(issue: &Issue<'_>, corrected: &CorrectedIssue, issues: &[Issue<'_>], findings: &mut Findings) {
    let name = corrected.name();
    let Some(aim) = issues.iter().find(|other| is(other, corrected)) else {
        let message = format!("the series has no issue {name} that could be corrected");
        return findings.tell_of(issue, KEY, code::CORRECTION_DANGLING, message, &known(corrected, issues));
    };
    if aim.name == issue.name {
        let hint = "name the issue that was wrong";
        let message = format!("{name} is this issue itself");
        return findings.tell_of(issue, KEY, code::CORRECTION_OUT_OF_ORDER, message, hint);
    }
    let Some(date) = aim.date() else { return };
    if corrected.date.is_some_and(|said| said != date) {
        let message = format!("the issue {name} is dated {}, and not as is said here", date.iso());
        findings.tell_of(
            issue,
            KEY,
            code::CORRECTION_DANGLING,
            message,
            "mend the number or the date under `corrects`",
        );
    } else if issue.date().is_some_and(|own| own < date) {
        let message = format!("the issue {name} came later, on {}", date.iso());
        findings.tell_of(issue, KEY, code::CORRECTION_OUT_OF_ORDER, message, "name an issue that came before");
    }
}

fn is(issue: &Issue<'_>, corrected: &CorrectedIssue) -> bool {
    let number =
        if corrected.supplement { issue.supplement() } else { issue.number().filter(|_| issue.supplement().is_none()) };
    number == Some(corrected.number.0) && issue.year() == Some(u32::from(corrected.year))
}

/// What the series has of the year and kind that are named.
fn known(corrected: &CorrectedIssue, issues: &[Issue<'_>]) -> String {
    let of_kind = |issue: &&Issue<'_>| {
        issue.supplement().is_some() == corrected.supplement && issue.year() == Some(u32::from(corrected.year))
    };
    let number = |issue: &Issue<'_>| if corrected.supplement { issue.supplement() } else { issue.number() };
    let mut numbers: Vec<u32> = issues.iter().filter(of_kind).filter_map(number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let kind = if corrected.supplement { "supplements" } else { "numbers" };
    match numbers.as_slice() {
        [] => format!("it has no {kind} of {}", corrected.year),
        numbers => {
            let shown: Vec<String> = numbers.iter().map(u32::to_string).collect();
            format!("its {kind} of {} are {}", corrected.year, shown.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{entry, issue, series, told};

    fn said(corrects: &str) -> Vec<String> {
        let entries = [
            issue("2024-01.md", 1, 1, "2024-01-05"),
            entry(
                "2024-02.md",
                &format!("number: 2\nwhole-number: 2\ndate: 2024-02-05\ncorrects: {corrects}\nlang: en\n"),
            ),
            issue("2024-03.md", 3, 3, "2024-03-05"),
        ];
        told(&series(""), &entries)
    }

    #[test]
    fn a_correction_names_an_issue_that_came_before() {
        assert_eq!(said("2024-01"), Vec::<String>::new());
        assert_eq!(said("{ number: 1, date: 2024-01-05 }"), Vec::<String>::new());
        let alone = |corrects: &str, expected: &str| assert_eq!(said(corrects), [format!("2024-02.md {expected}")]);
        alone("2024-09", "correction-dangling: the series has no issue 2024-09 that could be corrected");
        alone("2024-s1", "correction-dangling: the series has no issue 2024-s1 that could be corrected");
        alone("2024-02", "correction-out-of-order: 2024-02 is this issue itself");
        alone("2024-03", "correction-out-of-order: the issue 2024-03 came later, on 2024-03-05");
        alone(
            "{ number: 1, date: 2024-01-06 }",
            "correction-dangling: the issue 2024-01 is dated 2024-01-05, and not as is said here",
        );
    }
}
