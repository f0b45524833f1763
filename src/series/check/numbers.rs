//! The numbers within the year and those of supplements: none missing, none twice, dates rising with them.

use super::{Findings, Found};
use crate::ast::Front;
use crate::diagnostics::{Code, code};
use crate::series::Numbers;
use crate::series::entry::{Entry, Issue, base, issues};
use crate::series::sheet::{Series, Supplements};
use std::collections::BTreeMap;

/// One sequence of numbers.
pub(super) struct Sequence {
    key: &'static str,
    has: fn(&Front) -> bool,
    /// The number of an issue in it.
    of: fn(&Issue<'_>) -> Option<u32>,
    /// How a number of it is printed here: `No. 7`.
    word: &'static str,
    pub(super) yearly: bool,
    gap: Code,
    repeated: Code,
}

pub(super) fn check(series: &Series, issues: &[Issue<'_>], findings: &mut Findings) {
    for sequence in sequences(series) {
        sequence.check(issues, findings);
    }
}

/// Each document whose number is another issue's too, with what its author is told when it is built. An issue of the same name in
/// another folder is a copy, or another language, and no matter of a build.
#[must_use]
pub fn repeats(series: &Series, entries: &[Entry]) -> Vec<Found> {
    let issues = issues(series, entries);
    let mut findings = Findings::default();
    for sequence in sequences(series) {
        sequence.repeats(&issues, &mut findings);
    }
    findings.0
}

pub(super) fn sequences(series: &Series) -> [Sequence; 2] {
    let numbers = Sequence {
        key: "number",
        has: |front| front.number.is_some(),
        of: |issue| issue.number().filter(|_| issue.supplement().is_none()),
        word: "No.",
        yearly: series.numbering.yearly,
        gap: code::NUMBER_GAP,
        repeated: code::NUMBER_REPEATED,
    };
    let supplements = Sequence {
        key: "supplement",
        has: |front| front.supplement.is_some(),
        of: |issue| issue.supplement(),
        word: "Supplement",
        yearly: series.numbering.supplements == Supplements::Yearly,
        gap: code::SUPPLEMENT_GAP,
        repeated: code::SUPPLEMENT_REPEATED,
    };
    [numbers, supplements]
}

impl Sequence {
    fn check(&self, issues: &[Issue<'_>], findings: &mut Findings) {
        for (at, (year, numbers)) in self.years(issues).into_iter().enumerate() {
            let of = self.of_year(year);
            let claims = numbers.chunk_by(|one, next| one.0 == next.0);
            let owners: Vec<(u32, &Issue<'_>)> =
                claims.filter_map(|claimants| self.owner(claimants, &numbers, &of, findings)).collect();
            let misnamed = self.named_by_misnamed(&numbers);
            let is_there = |number: u32| misnamed.binary_search(&number).is_ok();
            // Where the ledger begins, nothing says what came before.
            if let Some((first, issue)) = owners.first().filter(|_| at > 0) {
                self.gap((0, *first), issue, &is_there, &of, findings);
            }
            for pair in owners.windows(2) {
                if let [before, after] = pair {
                    self.gap((before.0, after.0), after.1, &is_there, &of, findings);
                    self.compare(before, after, &of, findings);
                }
            }
        }
    }

    /// Tells of numbers that several issues have at each of them.
    fn repeats(&self, issues: &[Issue<'_>], findings: &mut Findings) {
        for (year, numbers) in self.years(issues) {
            let claims = numbers.chunk_by(|one, next| one.0 == next.0);
            for claimants in claims.filter(|claimants| claimants.len() > 1) {
                for (number, issue) in claimants {
                    let other =
                        claimants.iter().map(|claim| claim.1).find(|other| base(other.name) != base(issue.name));
                    other.iter().for_each(|other| self.repeat(*number, issue, other, year, &numbers, findings));
                }
            }
        }
    }

    fn repeat(
        &self,
        number: u32,
        issue: &Issue<'_>,
        other: &Issue<'_>,
        year: u32,
        all: &[(u32, &Issue<'_>)],
        findings: &mut Findings,
    ) {
        let named = other.entries.first().map_or("", |entry| &entry.file);
        let message = format!("{} {number}{} is `{named}` too", self.word, self.of_year(year));
        let hint = match (self.misnamed(number, issue, all), self.misnamed(number, other, all)) {
            (Some(advice), _) => advice,
            (None, Some(_)) => format!("the name of `{named}` says otherwise: mend its number, or its date"),
            (None, None) => "give one of them the next free number; `masthead check` weighs what says which".into(),
        };
        for entry in &issue.entries {
            findings.tell(entry, self.key, self.repeated, message.clone(), &*hint);
        }
    }

    /// The issues of each year with their numbers, by these.
    fn years<'i, 'e>(&self, issues: &'i [Issue<'e>]) -> BTreeMap<u32, Vec<(u32, &'i Issue<'e>)>> {
        let mut years: BTreeMap<u32, Vec<(u32, &Issue<'_>)>> = BTreeMap::new();
        for (number, issue) in issues.iter().filter_map(|issue| Some(((self.of)(issue)?, issue))) {
            match (self.yearly, issue.year()) {
                (true, Some(year)) => years.entry(year).or_default().push((number, issue)),
                (true, None) => {}
                (false, _) => years.entry(0).or_default().push((number, issue)),
            }
        }
        for numbers in years.values_mut() {
            numbers.sort_by_key(|(number, issue)| (*number, issue.name));
        }
        years
    }

    fn of_year(&self, year: u32) -> String {
        if self.yearly { format!(" of {year}") } else { String::new() }
    }

    /// Whose a number is: of the first issue whose file does not say otherwise. The others that have it are told of.
    fn owner<'i>(
        &self,
        claimants: &[(u32, &'i Issue<'i>)],
        all: &[(u32, &Issue<'_>)],
        of: &str,
        findings: &mut Findings,
    ) -> Option<(u32, &'i Issue<'i>)> {
        let is_misnamed = |(number, issue): &(u32, &Issue<'_>)| self.misnamed(*number, issue, all).is_some();
        let owner = claimants.iter().find(|claim| !is_misnamed(claim)).or(claimants.first()).copied()?;
        for (number, issue) in claimants.iter().filter(|claim| claim.1.name != owner.1.name) {
            self.told_twice(*number, issue, owner.1, all, of, findings);
        }
        Some(owner)
    }

    fn told_twice(
        &self,
        number: u32,
        issue: &Issue<'_>,
        owner: &Issue<'_>,
        all: &[(u32, &Issue<'_>)],
        of: &str,
        findings: &mut Findings,
    ) {
        let (word, named) = (self.word, owner.entries.first().map_or("", |entry| &entry.file));
        let fact = (self.key, self.has);
        let Some(advice) = self.misnamed(number, issue, all) else {
            let message = format!("{word} {number}{of} is `{named}` already");
            let hint = "give it the next free number; in another language, the same issue has the same name before the \
                        language";
            return findings.tell_of_two((issue, owner), fact, self.repeated, message, hint);
        };
        let message = format!(
            "the file is called `{}`, and by its front matter it is {word} {number}{of}, as `{named}` is",
            issue.name
        );
        findings.tell_of_two((issue, owner), fact, code::FILE_NAME_MISMATCH, message, &advice);
    }

    /// What to do about an issue whose file is named by other numbers, where another issue has the number that it says.
    fn misnamed(&self, number: u32, issue: &Issue<'_>, all: &[(u32, &Issue<'_>)]) -> Option<String> {
        let Numbers { year, number: named, supplement, .. } = issue.named;
        let (named, other) = if self.key == "number" { (named, supplement) } else { (supplement, named) };
        let instead = if self.key == "number" { "supplement" } else { "number" };
        match (named, other) {
            (Some(named), _) if named != number => Some(match all.iter().any(|(taken, _)| *taken == named) {
                true => {
                    format!("the number {named} is taken too: give it the next free one, and its file the name of that")
                }
                false => format!("write `{}: {named}` as the file name says, unless the file is a copy", self.key),
            }),
            (None, Some(other)) => {
                Some(format!("write `{instead}: {other}` in place of `{}`, as the file name says", self.key))
            }
            _ if self.yearly && year.is_some() && year != issue.year() => {
                Some("mend the year of the date, or the name of the file".into())
            }
            _ => None,
        }
    }

    fn compare(&self, before: &(u32, &Issue<'_>), after: &(u32, &Issue<'_>), of: &str, findings: &mut Findings) {
        let ((low, first), (high, second)) = (before, after);
        let named = first.entries.first().map_or("", |entry| &entry.file);
        if let (Some(earlier), Some(later)) = (first.date(), second.date())
            && later < earlier
        {
            let (word, day) = (self.word, earlier.iso());
            let message = format!("{word} {high}{of} is dated before {word} {low} in `{named}`, which is of {day}");
            let hint = "mend the date or the number of one of them: dates rise with numbers";
            findings.tell_of(second, ("date", |front| front.date.is_some()), code::DATE_OUT_OF_ORDER, message, hint);
        }
    }

    /// The numbers by which files are called of issues that say another one's, sorted: what such a file holds is not missing.
    fn named_by_misnamed(&self, numbers: &[(u32, &Issue<'_>)]) -> Vec<u32> {
        let claims = numbers.chunk_by(|one, next| one.0 == next.0).filter(|claimants| claimants.len() > 1);
        let named = |issue: &Issue<'_>| if self.key == "number" { issue.named.number } else { issue.named.supplement };
        let mut named: Vec<u32> = claims.flatten().filter_map(|(_, issue)| named(issue)).collect();
        named.sort_unstable();
        named
    }

    fn gap(
        &self,
        (low, high): (u32, u32),
        after: &Issue<'_>,
        is_there: &dyn Fn(u32) -> bool,
        of: &str,
        findings: &mut Findings,
    ) {
        let word = self.word;
        let message = match high - low {
            0 | 1 => return,
            2 if is_there(low + 1) => return,
            2 => format!("{word} {}{of} is missing before {word} {high}", low + 1),
            3 => format!("{word} {} and {}{of} are missing before {word} {high}", low + 1, low + 2),
            _ => format!("{word} {} to {}{of} are missing before {word} {high}", low + 1, high - 1),
        };
        let hint = "put what is missing into the folder of the series, or mend the number";
        findings.tell_of(after, (self.key, self.has), self.gap, message, hint);
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{entry, issue, series, told};

    #[test]
    fn a_sound_series_has_no_finding() {
        let entries = [
            issue("2023-11.md", 11, 30, "2023-12-01"),
            issue("2023-12.md", 12, 31, "2023-12-20"),
            issue("2024-01.en.md", 1, 32, "2024-01-05"),
            entry("2024-01.zh.md", "number: 1\nwhole-number: 32\ndate: 2024-01-05\nlang: zh\n"),
            issue("2024-02.md", 2, 33, "2024-01-05"),
            entry("2024-s1.md", "supplement: 1\ndate: 2024-01-06\nlang: en\n"),
            entry("2024-s2.md", "supplement: 2\ndate: 2024-01-07\ncorrects: 2024-02\nlang: en\n"),
        ];
        assert_eq!(told(&series(""), &entries), Vec::<String>::new());
    }

    #[test]
    fn gaps_and_repeats_are_told_at_the_later_issue() {
        let entries = [
            issue("2023-12.md", 12, 31, "2023-12-20"),
            issue("2024-02.md", 2, 33, "2024-01-05"),
            issue("2024-06.md", 6, 37, "2024-02-05"),
            issue("2024-06b.md", 6, 38, "2024-02-06"),
        ];
        let expected = [
            "2024-02.md number-gap: No. 1 of 2024 is missing before No. 2",
            "2024-06.md number-gap: No. 3 to 5 of 2024 are missing before No. 6",
            "2024-06b.md number-repeated: No. 6 of 2024 is `2024-06.md` already",
        ];
        assert_eq!(told(&series(""), &entries), expected);
    }

    #[test]
    fn of_two_issues_with_one_number_that_is_told_whose_file_says_another() {
        let numbered =
            |file: &str, number: u32, day: &str| entry(file, &format!("number: {number}\ndate: {day}\nlang: en\n"));
        let bare = series("numbering.whole-number = false\n");
        let advised = |entries: &[crate::series::Entry]| -> Vec<String> {
            let found = super::super::check(&bare, entries).into_iter();
            let found = found.filter(|found| found.diagnostic.code.name() != "translation-missing");
            found
                .map(|found| {
                    let told = found.diagnostic;
                    format!(
                        "{:?} {} {}: {}; {}",
                        told.severity,
                        found.file,
                        told.code.name(),
                        told.message,
                        told.hint.unwrap_or_default()
                    )
                })
                .collect()
        };
        // The one that is misnamed stands before the other one by its name.
        let entries = [numbered("2024-06.md", 7, "2024-07-05"), numbered("2024-07.md", 7, "2024-07-05")];
        let told = [
            "Error 2024-06.md file-name-mismatch: the file is called `2024-06`, and by its front matter it is No. 7 of 2024, as \
             `2024-07.md` is; write `number: 6` as the file name says, unless the file is a copy",
        ];
        assert_eq!(advised(&entries), told);
        let entries = [
            numbered("2024-06.md", 7, "2024-07-05"),
            numbered("2024-07.md", 7, "2024-07-05"),
            numbered("winter.md", 6, "2024-06-05"),
        ];
        let told = advised(&entries).concat();
        assert!(told.contains("the number 6 is taken too"), "{told}");
        let entries = [numbered("2023-07.md", 7, "2023-07-05"), numbered("2024-07.md", 7, "2023-07-05")];
        let told = advised(&entries).concat();
        assert!(told.contains("2024-07.md file-name-mismatch") && told.contains("mend the year of the date"), "{told}");
        let entries = [numbered("2024-01.md", 1, "2024-07-05"), numbered("2024-s1.md", 1, "2024-07-05")];
        let told = advised(&entries).concat();
        assert!(told.contains("2024-s1.md file-name-mismatch") && told.contains("`supplement: 1` in place"), "{told}");
    }

    #[test]
    fn dates_rise_with_numbers() {
        let entries = [issue("2024-01.md", 1, 1, "2024-02-05"), issue("2024-02.md", 2, 2, "2024-01-05")];
        let expected = [
            "2024-02.md date-out-of-order: No. 2 of 2024 is dated before No. 1 in `2024-01.md`, which is of 2024-02-05",
        ];
        assert_eq!(told(&series(""), &entries), expected);
    }

    #[test]
    fn supplements_have_a_sequence_of_their_own() {
        let supplement = |file: &str, number: u32, year: u32| {
            entry(file, &format!("supplement: {number}\ndate: {year}-05-01\nlang: en\n"))
        };
        let entries = [
            supplement("2023-s1.md", 1, 2023),
            supplement("2024-s2.md", 2, 2024),
            supplement("2024-s2.zh.md", 2, 2024),
        ];
        let gap = ["2024-s2.md supplement-gap: Supplement 1 of 2024 is missing before Supplement 2"];
        assert_eq!(told(&series(""), &entries[..2]), gap);
        let running = series("numbering.supplements = \"running\"\n");
        assert_eq!(told(&running, &entries[..2]), Vec::<String>::new());
        let said = told(&series(""), &entries);
        assert!(
            said.iter().any(|line| line.contains("supplement-repeated: Supplement 2 of 2024 is `2024-s2.md`")),
            "{said:?}"
        );
    }
}
