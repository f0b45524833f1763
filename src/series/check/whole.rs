//! The numbers since the first issue: each one more than that of the issue before, over the turn of the year too.

use super::Findings;
use crate::diagnostics::code;
use crate::series::entry::Issue;
use crate::series::sheet::Series;
use std::collections::BTreeMap;

const KEY: (&str, fn(&crate::ast::Front) -> bool) = ("whole-number", |front| front.whole_number.is_some());

pub(super) fn check(series: &Series, issues: &[Issue<'_>], findings: &mut Findings) {
    if !series.numbering.whole_number {
        return unwanted(issues, findings);
    }
    let due = due(series, issues);
    let mut tally = Tally::default();
    let owners: BTreeMap<u32, &Issue<'_>> =
        in_order(issues).into_iter().zip(&due).filter_map(|(issue, due)| Some((due.rightful?, issue))).collect();
    for (at, (issue, due)) in in_order(issues).into_iter().zip(&due).enumerate() {
        match (issue.whole(), due.rightful) {
            (None, _) => missing(issue, due.sure, findings),
            (Some(own), Some(rightful)) if own != rightful => {
                tally.known.entry(rightful).or_insert((at, issue));
                let is_new_year = tally.year.is_some_and(|year| issue.year() != Some(year));
                alone(issue, own, rightful, owners.get(&own).copied(), is_new_year, findings);
            }
            (Some(own), _) => tally.take(at, issue, own, due.from_before, findings),
        }
        tally.year = issue.year();
    }
}

/// The whole numbers so far.
#[derive(Default)]
struct Tally<'i> {
    /// Who has each, and as which of all issues.
    known: BTreeMap<u32, (usize, &'i Issue<'i>)>,
    /// Which issue was last told to break the sequence.
    broken: Option<usize>,
    /// The year of the issue before.
    year: Option<u32>,
}

impl<'i> Tally<'i> {
    fn take(&mut self, at: usize, issue: &'i Issue<'i>, own: u32, due: Option<u32>, findings: &mut Findings) {
        let other = due.filter(|due| *due != own);
        // What follows on a break as it should is no fault of its own, though another issue has the number.
        let told = |first: usize| due == Some(own) && self.broken > Some(first);
        match (self.known.get(&own), other) {
            (_, Some(due)) if issue.year() != self.year => broken(issue, own, due, true, findings),
            (Some((first, _)), _) if told(*first) => return,
            (Some((_, first)), _) => repeated(issue, own, first, other, findings),
            (None, Some(due)) => broken(issue, own, due, false, findings),
            (None, None) => {
                self.known.insert(own, (at, issue));
                return;
            }
        }
        self.broken = Some(at);
        self.known.entry(own).or_insert((at, issue));
    }
}

fn repeated(issue: &Issue<'_>, own: u32, first: &Issue<'_>, due: Option<u32>, findings: &mut Findings) {
    let named = first.entries.first().map_or("", |entry| &entry.file);
    let message = format!("the whole number {own} is that of `{named}` already");
    let hint = due.map_or("mend one of them".into(), |due| format!("{due} would follow here"));
    findings.tell_of_two((issue, first), KEY, code::WHOLE_NUMBER_REPEATED, message, &hint);
}

/// Tells of a number that those of the issues beside it speak against, and that none of them goes on from.
fn alone(issue: &Issue<'_>, own: u32, due: u32, owner: Option<&Issue<'_>>, new_year: bool, findings: &mut Findings) {
    if let Some(owner) = owner {
        return repeated(issue, own, owner, Some(due), findings);
    }
    if new_year {
        return broken(issue, own, due, true, findings);
    }
    let message = format!("the whole number is {own}, and by the issues beside it {due} is due");
    findings.tell_of(issue, KEY, code::WHOLE_NUMBER_GAP, message, &format!("write `whole-number: {due}`"));
}

fn unwanted(issues: &[Issue<'_>], findings: &mut Findings) {
    for issue in issues.iter().filter(|issue| issue.whole().is_some()) {
        let message = "the series has no numbers since the first issue".to_string();
        let hint = "delete `whole-number`, or say `whole-number = true` under `[numbering]` in series.toml";
        findings.tell_of(issue, KEY, code::WHOLE_NUMBER_UNWANTED, message, hint);
    }
}

fn missing(issue: &Issue<'_>, due: Option<u32>, findings: &mut Findings) {
    // A value that is no number is told where the issue is read.
    if issue.entries.iter().any(|entry| entry.attempts(KEY.0)) {
        return;
    }
    let hint = match due {
        Some(due) => format!("give it as `whole-number: {due}`, by the issues beside it; `--fix` does"),
        None => "give it as `whole-number`, or say `whole-number = false` under `[numbering]` in series.toml".into(),
    };
    let message = "the issue has no number since the first issue".to_string();
    findings.tell_of(issue, ("number", |_| true), code::WHOLE_NUMBER_MISSING, message, &hint);
}

fn broken(issue: &Issue<'_>, own: u32, due: u32, new_year: bool, findings: &mut Findings) {
    let hint = format!("write `whole-number: {due}`, unless an issue is missing or another one is wrong");
    if new_year {
        let message = format!("the whole number is {own}; it goes on from year to year, so that {due} is due");
        return findings.tell_of(issue, KEY, code::WHOLE_NUMBER_RESTARTED, message, &hint);
    }
    let message = format!("the whole number is {own}, and by the issue before {due} is due");
    findings.tell_of(issue, KEY, code::WHOLE_NUMBER_GAP, message, &hint);
}

/// The issues that are counted, in the order of their numbers.
pub(in super::super) fn in_order<'i, 'a>(issues: &'i [Issue<'a>]) -> Vec<&'i Issue<'a>> {
    let counted =
        |issue: &&Issue<'_>| issue.supplement().is_none() && issue.number().is_some() && issue.year().is_some();
    let mut order: Vec<&Issue<'_>> = issues.iter().filter(counted).collect();
    order.sort_by_key(|issue| (issue.year(), issue.number(), issue.name));
    order
}

/// The whole number that an issue ought to have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Due {
    /// The one that it has, or where that is mistyped the one that the issues beside it speak for.
    pub(in super::super) rightful: Option<u32>,
    /// By the issue before.
    pub(in super::super) from_before: Option<u32>,
    /// By the issues before and after, where they do not speak against each other.
    pub(in super::super) sure: Option<u32>,
}

/// What is due to each issue, in the order of [`in_order`].
pub(in super::super) fn due(series: &Series, issues: &[Issue<'_>]) -> Vec<Due> {
    let order = in_order(issues);
    let mut steps: Vec<Option<u32>> = order.windows(2).map(|pair| step(series, pair[0], pair[1])).collect();
    // Of two issues with one number, nobody knows which one the next follows.
    for at in 1..steps.len() {
        if order[at - 1].year() == order[at].year() && order[at - 1].number() == order[at].number() {
            steps[at] = None;
        }
    }
    let rightful = rightful(&order, &steps);
    let mut forward: Vec<Option<u32>> = vec![None];
    for (at, step) in steps.iter().enumerate() {
        let before = rightful[at].or(forward[at]);
        forward.push(before.zip(*step).and_then(|(before, step)| before.checked_add(step)));
    }
    let mut backward: Vec<Option<u32>> = vec![None; order.len()];
    for (at, step) in steps.iter().enumerate().rev() {
        let after = rightful[at + 1].or(backward[at + 1]);
        backward[at] = after.zip(*step).and_then(|(after, step)| after.checked_sub(step)).filter(|due| *due > 0);
    }
    let taken: Vec<u32> = order.iter().filter_map(|issue| issue.whole()).collect();
    let sure = |before: Option<u32>, after: Option<u32>| match (before, after) {
        (Some(before), Some(after)) => (before == after).then_some(before),
        (one, other) => one.or(other),
    };
    let due = |((before, after), rightful): ((Option<u32>, Option<u32>), Option<u32>)| Due {
        rightful,
        from_before: before,
        sure: sure(before, after).filter(|due| !taken.contains(due)),
    };
    forward.into_iter().zip(backward).zip(rightful).map(due).collect()
}

/// The whole numbers of issues, each that is mistyped put right: those beside it agree with each other and not with it. Of the first
/// one the two that follow say so, where it is not even lower than theirs.
fn rightful(order: &[&Issue<'_>], steps: &[Option<u32>]) -> Vec<Option<u32>> {
    let places = places(steps);
    let mut right: Vec<Option<u32>> = order.iter().map(|issue| issue.whole()).collect();
    let stated: Vec<usize> = (0..order.len()).filter(|at| right[*at].is_some()).collect();
    for (nth, &at) in stated.iter().enumerate() {
        let run = places[at].0;
        let beside =
            |nth: Option<usize>| nth.and_then(|nth| stated.get(nth)).copied().filter(|other| places[*other].0 == run);
        // By how much the numbers of the run are ahead of its count.
        let ahead = |at: usize| right[at].map(|whole| i64::from(whole) - places[at].1);
        let (before, next, later) =
            (beside(nth.checked_sub(1)), beside(nth.checked_add(1)), beside(nth.checked_add(2)));
        let others = match (before, next, later) {
            (Some(before), Some(next), _) => [before, next],
            (None, Some(next), Some(later)) if order[at].year() == order[later].year() && right[at] >= right[next] => {
                [next, later]
            }
            _ => continue,
        };
        let [one, other] = others.map(ahead);
        let due = one.filter(|one| Some(*one) == other && ahead(at) != Some(*one)).map(|one| one + places[at].1);
        if let Some(due) = due.and_then(|due| u32::try_from(due).ok()).filter(|due| *due > 0) {
            right[at] = Some(due);
        }
    }
    right
}

/// Of each issue the run of issues between which the steps are known, and how far along it stands.
fn places(steps: &[Option<u32>]) -> Vec<(usize, i64)> {
    let next = |place: &mut (usize, i64), step: &Option<u32>| {
        *place = match step {
            Some(step) => (place.0, place.1 + i64::from(*step)),
            None => (place.0 + 1, 0),
        };
        Some(*place)
    };
    std::iter::once((0, 0)).chain(steps.iter().scan((0, 0), next)).collect()
}

/// By how much the whole number rises from one issue to the next one; unknown where a year is missing between them, or
/// both have one number.
fn step(series: &Series, before: &Issue<'_>, after: &Issue<'_>) -> Option<u32> {
    let (low, high) = (before.number()?, after.number()?);
    if !series.numbering.yearly || before.year() == after.year() {
        return high.checked_sub(low).filter(|step| *step > 0);
    }
    (before.year()?.checked_add(1) == after.year()).then_some(high)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{entry, issue, series, told};
    use super::*;
    use crate::series::issues;

    #[test]
    fn whole_numbers_go_on_from_year_to_year() {
        let entries = [
            issue("2023-12.md", 12, 31, "2023-12-20"),
            issue("2024-01.md", 1, 1, "2024-01-05"),
            issue("2024-02.md", 2, 2, "2024-01-06"),
        ];
        let expected = [
            "2024-01.md whole-number-restarted: the whole number is 1; it goes on from year to year, so that 32 is due",
        ];
        assert_eq!(told(&series(""), &entries), expected);
    }

    #[test]
    fn a_missing_issue_is_told_once_and_a_number_left_out_or_given_twice() {
        let entries = [
            issue("2024-01.md", 1, 31, "2024-01-05"),
            issue("2024-03.md", 3, 33, "2024-01-06"),
            issue("2024-04.md", 4, 35, "2024-01-07"),
            issue("2024-05.md", 5, 36, "2024-01-08"),
            issue("2024-06.md", 6, 36, "2024-01-09"),
        ];
        let expected = [
            "2024-03.md number-gap: No. 2 of 2024 is missing before No. 3",
            "2024-04.md whole-number-gap: the whole number is 35, and by the issue before 34 is due",
            "2024-06.md whole-number-repeated: the whole number 36 is that of `2024-05.md` already",
        ];
        assert_eq!(told(&series(""), &entries), expected);
    }

    #[test]
    fn a_mistyped_number_is_told_and_no_other_issue_is_blamed() {
        let told_of = |wholes: &[u32]| {
            let entry = |(at, whole): (usize, &u32)| {
                let number = u32::try_from(at).unwrap_or_default() + 1;
                issue(&format!("2024-0{number}.md"), number, *whole, &format!("2024-0{number}-05"))
            };
            told(&series(""), &wholes.iter().enumerate().map(entry).collect::<Vec<_>>())
        };
        let gap = |number: u32, whole: u32, due: u32| {
            [format!(
                "2024-0{number}.md whole-number-gap: the whole number is {whole}, and by the issues beside it {due} is due"
            )]
        };
        assert_eq!(told_of(&[1, 7, 3]), gap(2, 7, 2));
        assert_eq!(told_of(&[1, 2, 3, 40, 5, 6]), gap(4, 40, 4));
        assert_eq!(told_of(&[7, 2, 3]), gap(1, 7, 1));
        assert_eq!(told_of(&[11, 22, 13, 14, 5, 16]), [gap(2, 22, 12), gap(5, 5, 15)].concat());
        let repeated = |number: u32, whole: u32, of: u32| {
            [format!(
                "2024-0{number}.md whole-number-repeated: the whole number {whole} is that of `2024-0{of}.md` already"
            )]
        };
        assert_eq!(told_of(&[1, 1, 3]), repeated(2, 1, 1));
        assert_eq!(told_of(&[1, 3, 3]), repeated(2, 3, 3));
        assert_eq!(told_of(&[2, 2, 3]), repeated(1, 2, 2));
        // A number that another issue has by mistake alone is its own.
        assert_eq!(told_of(&[1, 5, 3, 4, 5]), repeated(2, 5, 5));
        let last = ["2024-03.md whole-number-gap: the whole number is 9, and by the issue before 3 is due".to_string()];
        assert_eq!(told_of(&[1, 2, 9]), last);
        // From a gap on all that follows goes on: nothing is mistyped.
        let left_out =
            ["2024-03.md whole-number-gap: the whole number is 5, and by the issue before 3 is due".to_string()];
        assert_eq!(told_of(&[1, 2, 5, 6, 7]), left_out);
    }

    #[test]
    fn a_count_that_starts_anew_is_told_once() {
        let mut entries = vec![
            issue("2023-01.md", 1, 1, "2023-01-20"),
            issue("2023-02.md", 2, 2, "2023-02-20"),
            issue("2023-03.md", 3, 3, "2023-03-20"),
            issue("2024-01.md", 1, 1, "2024-01-05"),
            issue("2024-02.md", 2, 2, "2024-02-05"),
        ];
        let restarted =
            "2024-01.md whole-number-restarted: the whole number is 1; it goes on from year to year, so that 4 is due";
        assert_eq!(told(&series(""), &entries), [restarted]);
        // What another issue has without a break between them is told.
        entries.push(issue("2024-03.md", 3, 2, "2024-03-05"));
        let again = "2024-03.md whole-number-repeated: the whole number 2 is that of `2023-02.md` already";
        assert_eq!(told(&series(""), &entries), [restarted, again]);
    }

    #[test]
    fn a_repeat_over_a_year_that_is_missing_is_told() {
        let entries = [issue("2020-01.md", 1, 10, "2020-01-20"), issue("2022-01.md", 1, 10, "2022-01-05")];
        let again = ["2022-01.md whole-number-repeated: the whole number 10 is that of `2020-01.md` already"];
        assert_eq!(told(&series(""), &entries), again);
    }

    #[test]
    fn what_is_due_is_sure_only_where_both_neighbours_agree() {
        let bare =
            |file: &str, number: u32| entry(file, &format!("number: {number}\ndate: 2024-01-0{number}\nlang: en\n"));
        let numbered = |file: &str, number, whole| issue(file, number, whole, &format!("2024-01-0{number}"));
        let series = series("");
        let sure = |entries: &[crate::series::Entry]| -> Vec<Option<u32>> {
            due(&series, &issues(&series, entries)).iter().map(|due| due.sure).collect()
        };
        assert_eq!(sure(&[numbered("1.md", 1, 30), bare("2.md", 2), numbered("3.md", 3, 32)]), [None, Some(31), None]);
        assert_eq!(sure(&[numbered("1.md", 1, 30), bare("2.md", 2), numbered("3.md", 3, 40)])[1], None);
        assert_eq!(sure(&[bare("1.md", 1), bare("2.md", 2), numbered("3.md", 3, 32)])[..2], [Some(30), Some(31)]);
        assert_eq!(sure(&[bare("1.md", 1)]), [None]);
    }

    #[test]
    fn a_series_without_whole_numbers_wants_none() {
        let said = told(&series("numbering.whole-number = false\n"), &[issue("2024-01.md", 1, 31, "2024-01-05")]);
        assert_eq!(said, ["2024-01.md whole-number-unwanted: the series has no numbers since the first issue"]);
    }
}
