//! The facts of an issue that were kept aside, each as far as the lines that print it still stand as they were.

use super::aside::{Aside, order};
use crate::ast::{Compilers, CorrectedIssue, Date, Front, Imprint, IssueNumber};

/// Gives the front matter its facts.
pub(super) fn settle(front: &mut Front, aside: &Aside) {
    if !aside.is_kept {
        return;
    }
    let stands = |line: &str, found: &Option<String>| aside.stands(line, found.as_slice());
    if stands("series", &front.series) {
        front.series = aside.fact("series");
    }
    let number = |name: &str| aside.fact(name).and_then(|number| number.parse().ok()).map(IssueNumber);
    let (issue, named) = (stands("issue", &front.issue_line), stands("designation", &front.designation));
    let dated = stands("date", &front.date_line);
    if issue && named {
        (front.number, front.whole_number) = (number("number"), number("whole-number"));
    }
    if issue {
        front.supplement = number("supplement");
        front.corrects = corrects(aside);
        front.issue_line = aside.fact("issue-line");
    }
    if named {
        front.designation = aside.fact("designation");
    }
    if dated {
        front.date = aside.fact("date").and_then(|date| Date::parse(&date));
        front.date_line = aside.fact("date-line");
    }
    if stands("publisher", &front.publisher) {
        front.publisher = aside.fact("publisher");
    }
    if stands("classification", &front.classification) && stands("copy-number", &front.copy_number) {
        (front.classification, front.copy_number) = (aside.fact("classification"), aside.fact("copy-number"));
    }
    if aside.stands("imprint", &front.imprint.lines) {
        imprint(front, aside);
    }
    (front.licence, front.issn, front.doi) = (aside.fact("licence"), aside.fact("issn"), aside.fact("doi"));
    (front.style, front.keywords) = (aside.fact("style"), aside.facts("keyword"));
}

fn corrects(aside: &Aside) -> Option<CorrectedIssue> {
    let issue = CorrectedIssue::parse(&aside.fact("corrects")?)?;
    let date = aside.fact("corrects-date").and_then(|date| Date::parse(&date));
    Some(CorrectedIssue { date: date.filter(|date| date.year() == issue.year), ..issue })
}

fn imprint(front: &mut Front, aside: &Aside) {
    front.compilers = aside.fact("compilers-order").map(|name| Compilers {
        label: aside.fact("compilers-label"),
        names: aside.facts("compiler"),
        name_order: order(Some(&name)),
        ..Compilers::default()
    });
    front.imprint = Imprint {
        span: front.imprint.span,
        reviewers: aside.facts("reviewer"),
        distribution: aside.facts("distribution"),
        copies: aside.fact("copies").and_then(|copies| copies.parse().ok()),
        lines: aside.facts("imprint-line"),
    };
}
