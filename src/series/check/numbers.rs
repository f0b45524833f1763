//! The numbers within the year and those of supplements: none missing, none twice, dates rising with them.

use super::Findings;
use crate::ast::Front;
use crate::diagnostics::{Code, code};
use crate::series::entry::Issue;
use crate::series::sheet::{Series, Supplements};
use std::collections::BTreeMap;

/// One sequence of numbers.
struct Sequence {
    key: &'static str,
    has: fn(&Front) -> bool,
    /// How a number of it is printed here: `No. 7`.
    word: &'static str,
    yearly: bool,
    gap: Code,
    repeated: Code,
}

pub(super) fn check(series: &Series, issues: &[Issue<'_>], findings: &mut Findings) {
    let numbers = Sequence {
        key: "number",
        has: |front| front.number.is_some(),
        word: "No.",
        yearly: series.numbering.yearly,
        gap: code::NUMBER_GAP,
        repeated: code::NUMBER_REPEATED,
    };
    let counted = |issue: &&Issue<'_>| issue.supplement().is_none();
    numbers.check(issues.iter().filter(counted).filter_map(|it| Some((it.number()?, it))), findings);
    let supplements = Sequence {
        key: "supplement",
        has: |front| front.supplement.is_some(),
        word: "Supplement",
        yearly: series.numbering.supplements == Supplements::Yearly,
        gap: code::SUPPLEMENT_GAP,
        repeated: code::SUPPLEMENT_REPEATED,
    };
    supplements.check(issues.iter().filter_map(|it| Some((it.supplement()?, it))), findings);
}

impl Sequence {
    fn check<'i>(&self, counted: impl Iterator<Item = (u32, &'i Issue<'i>)>, findings: &mut Findings) {
        let mut years: BTreeMap<u32, Vec<(u32, &Issue<'_>)>> = BTreeMap::new();
        for (number, issue) in counted {
            match (self.yearly, issue.year()) {
                (true, Some(year)) => years.entry(year).or_default().push((number, issue)),
                (true, None) => {}
                (false, _) => years.entry(0).or_default().push((number, issue)),
            }
        }
        for (at, (year, mut numbers)) in years.into_iter().enumerate() {
            numbers.sort_by_key(|(number, issue)| (*number, issue.name));
            let of = if self.yearly { format!(" of {year}") } else { String::new() };
            // Where the ledger begins, nothing says what came before.
            if let Some((first, issue)) = numbers.first().filter(|_| at > 0) {
                self.gap(0, *first, issue, &of, findings);
            }
            for pair in numbers.windows(2) {
                if let [before, after] = pair {
                    self.compare(before, after, &of, findings);
                }
            }
        }
    }

    fn compare(&self, before: &(u32, &Issue<'_>), after: &(u32, &Issue<'_>), of: &str, findings: &mut Findings) {
        let ((low, first), (high, second)) = (before, after);
        let named = first.entries.first().map_or("", |entry| &entry.file);
        if low == high {
            let message = format!("{} {high}{of} is `{named}` already", self.word);
            let named = if self.key == "number" { second.named.number } else { second.named.supplement };
            let hint = match named.filter(|named| named != high) {
                Some(named) => format!("its file says {named}; mend the number, or the name of the file"),
                None => {
                    "give it the next free number; in another language, the same issue has the same name before the \
                         language"
                        .into()
                }
            };
            return findings.tell_of(second, (self.key, self.has), self.repeated, message, &hint);
        }
        self.gap(*low, *high, second, of, findings);
        if let (Some(earlier), Some(later)) = (first.date(), second.date())
            && later < earlier
        {
            let (word, day) = (self.word, earlier.iso());
            let message = format!("{word} {high}{of} is dated before {word} {low} in `{named}`, which is of {day}");
            let hint = "mend the date or the number of one of them: dates rise with numbers";
            findings.tell_of(second, ("date", |front| front.date.is_some()), code::DATE_OUT_OF_ORDER, message, hint);
        }
    }

    fn gap(&self, low: u32, high: u32, after: &Issue<'_>, of: &str, findings: &mut Findings) {
        let word = self.word;
        let message = match high - low {
            0 | 1 => return,
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
