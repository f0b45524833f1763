//! Who says of which year an issue is, besides its date: the name of its file, its other languages, the whole number and the numbers
//! of the issues beside it. A year that is mistyped in a date stands alone against them.

use super::witness::{Hearing, Witness, counted};
use crate::ast::Date;
use crate::series::entry::{Entry, Issue};
use crate::series::sheet::Supplements;

impl Hearing<'_> {
    /// The year that is said of a document, which is one of the issue at a place, besides by its date, and who says so; nothing
    /// where they do not agree.
    pub(super) fn year(&self, at: usize, entry: &Entry) -> Option<(u32, Vec<Witness>)> {
        let issue = self.issues.get(at)?;
        let own = year(entry)?;
        let others = issue.entries.iter().filter(|other| other.file != entry.file).filter_map(|other| year(other));
        // Documents of one issue are copied from each other, mistakes and all.
        let others = others.filter(|other| *other != own).map(|other| (Witness::Language, Some(other)));
        let named = (Witness::FileName, issue.named.year);
        let whole = (Witness::WholeNumber, self.year_by_whole_number(at, issue));
        let beside = (Witness::Beside, issue.named.year.filter(|year| self.is_beside(issue, entry, *year)));
        let said = [named].into_iter().chain(others).chain([whole, beside]);
        let said: Vec<(Witness, u32)> = said.filter_map(|(witness, year)| Some((witness, year?))).collect();
        let due = said.first()?.1;
        let mut witnesses: Vec<Witness> = said.iter().map(|(witness, _)| *witness).collect();
        witnesses.dedup();
        said.iter().all(|(_, year)| *year == due).then_some((due, witnesses))
    }

    /// By the issues before and after by whole number, in whose count the number of this one follows.
    fn year_by_whole_number(&self, at: usize, issue: &Issue<'_>) -> Option<u32> {
        let (whole, number) = (issue.whole().filter(|_| issue.supplement().is_none())?, issue.number()?);
        self.alone(at, self.by_whole.get(&whole)?)?;
        let before = self.by_whole.range(..whole).next_back().and_then(|(other, at)| {
            let (before, step) = (self.only(at)?, whole - other);
            match counted(before)?.checked_add(step)? == number {
                true => before.year(),
                false => before.year()?.checked_add(1).filter(|_| step == 1 && number == 1),
            }
        });
        let after = self.by_whole.range(whole.checked_add(1)?..).next().and_then(|(other, at)| {
            let after = self.only(at)?;
            (number.checked_add(other - whole) == counted(after)).then(|| after.year())?
        });
        match (before, after) {
            _ if !self.series.numbering.yearly => before.filter(|before| Some(*before) == after),
            (Some(before), Some(after)) => (before == after).then_some(before),
            (one, other) => one.or(other),
        }
    }

    /// Whether an issue stands beside others by its number in a year, where its day would be between theirs, and beside none in the
    /// year of its date.
    fn is_beside(&self, issue: &Issue<'_>, entry: &Entry, year: u32) -> bool {
        let is_supplement = issue.supplement().is_some();
        let yearly = match is_supplement {
            true => self.series.numbering.supplements == Supplements::Yearly,
            false => self.series.numbering.yearly,
        };
        let number = if is_supplement { issue.supplement() } else { issue.number() };
        let (Some(number), Some(own), Some(day)) = (number, entry.front.date, moved(entry, year)) else { return false };
        let find = |year: u32, number: Option<u32>| self.by_number.get(&(is_supplement, year, number?)).copied();
        let day_of = |at: Option<usize>| at.and_then(|at| self.issues.get(at)).and_then(Issue::date);
        let beside = |year: u32| (find(year, number.checked_sub(1)), find(year, number.checked_add(1)));
        let (before, after) = beside(year);
        let fits = day_of(before).is_none_or(|before| before <= day) && day_of(after).is_none_or(|after| day <= after);
        yearly && fits && before.or(after).is_some() && beside(u32::from(own.year())) == (None, None)
    }
}

/// The year of the date of a document.
pub(super) fn year(entry: &Entry) -> Option<u32> {
    entry.front.date.map(|date| u32::from(date.year()))
}

/// The date of a document in another year.
pub(super) fn moved(entry: &Entry, year: u32) -> Option<Date> {
    let date = entry.front.date?;
    Date::new(u16::try_from(year).ok()?, date.month(), date.day())
}

#[cfg(test)]
mod tests {
    use super::super::sample::{entry, issue, series, told};
    use crate::series::Entry;

    fn dated(second: &str) -> [Entry; 4] {
        [
            issue("2024-01.md", 1, 1, "2024-01-12"),
            issue("2024-02.md", 2, 2, second),
            issue("2024-03.md", 3, 3, "2024-03-12"),
            issue("2024-04.md", 4, 4, "2024-04-12"),
        ]
    }

    #[test]
    fn a_mistyped_year_is_told_once_at_its_date() {
        let who = "the file name, the whole number and the issues beside it";
        for year in [2025, 2023, 2042] {
            let said = told(&series(""), &dated(&format!("{year}-02-12")));
            assert_eq!(said, [format!("2024-02.md date-out-of-order: the date is of {year}; {who} say 2024")]);
        }
        let without = series("numbering.whole-number = false\n");
        let bare = dated("2025-02-12").map(|mut entry| {
            entry.front.whole_number = None;
            entry
        });
        let who = "the file name and the issues beside it";
        assert_eq!(
            told(&without, &bare),
            [format!("2024-02.md date-out-of-order: the date is of 2025; {who} say 2024")]
        );
    }

    #[test]
    fn the_first_and_the_last_of_a_year_are_known_too() {
        let year = [
            issue("2023-01.md", 1, 1, "2023-01-12"),
            issue("2023-02.md", 2, 2, "2023-02-12"),
            issue("2024-01.md", 1, 3, "2023-01-12"),
            issue("2024-02.md", 2, 4, "2024-02-12"),
        ];
        let said = told(&series(""), &year);
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].starts_with("2024-01.md date-out-of-order: the date is of 2023; "), "{said:?}");
        let last = [dated("2024-02-12").to_vec(), vec![issue("2024-05.md", 5, 5, "2025-05-12")]].concat();
        let said = told(&series(""), &last);
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].starts_with("2024-05.md date-out-of-order: the date is of 2025; "), "{said:?}");
    }

    #[test]
    fn a_year_that_anything_but_the_name_says_is_the_year() {
        // The name is wrong.
        let entries = [
            issue("2025-01.md", 1, 1, "2025-01-12"),
            issue("2024-02.md", 2, 2, "2025-02-12"),
            issue("2025-03.md", 3, 3, "2025-03-12"),
        ];
        let said = told(&series(""), &entries);
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].starts_with("2024-02.md file-name-mismatch: "), "{said:?}");
        // The place is another issue's.
        let entries = [
            issue("2024-01.md", 1, 1, "2024-01-12"),
            issue("2024-02.md", 2, 2, "2024-02-12"),
            entry("b/2024-02.md", "number: 2\ndate: 2025-02-12\nlang: en\n"),
        ];
        assert!(told(&series(""), &entries).iter().all(|line| !line.contains("date-out-of-order")));
    }

    #[test]
    fn of_two_languages_that_with_the_wrong_year_is_told() {
        let second = |lang: &str, year: u32| {
            let front = format!("number: 2\nwhole-number: 2\ndate: {year}-02-12\nlang: {lang}\n");
            entry(&format!("2024-02.{lang}.md"), &front)
        };
        let around = |second: [Entry; 2]| {
            let [first, _, third, _] = dated("2024-02-12");
            [vec![first], second.to_vec(), vec![third]].concat()
        };
        let said = told(&series(""), &around([second("en", 2024), second("zh", 2025)]));
        let who = "the file name, the issue in another language, the whole number and the issues beside it";
        assert_eq!(said, [format!("2024-02.zh.md date-out-of-order: the date is of 2025; {who} say 2024")]);
        let said = told(&series(""), &around([second("en", 2025), second("zh", 2025)]));
        let files: Vec<&str> = said.iter().filter_map(|line| line.split(' ').next()).collect();
        assert_eq!(files, ["2024-02.en.md", "2024-02.zh.md"], "{said:?}");
    }
}
