//! Who says what number a document has, besides the number itself: the name of its file, its Roman numeral, its other
//! languages, its whole number and its date between those of its neighbours. Each may be mistyped, and so may the number; what
//! one of them says alone against all others is wrong.

use crate::ast::Date;
use crate::series::entry::{Entry, Issue};
use crate::series::sheet::{Series, Supplements};
use std::collections::BTreeMap;
use std::fmt;

/// What says the number of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum Witness {
    FileName,
    Roman,
    Language,
    WholeNumber,
    Date,
    /// The issues beside it, by their numbers.
    Beside,
}

impl fmt::Display for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Witness::FileName => "the file name",
            Witness::Roman => "the Roman number",
            Witness::Language => "the issue in another language",
            Witness::WholeNumber => "the whole number",
            Witness::Date => "the date",
            Witness::Beside => "the issues beside it",
        })
    }
}

/// What one of them says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Testimony {
    pub(in super::super) witness: Witness,
    pub(in super::super) number: u32,
}

/// All that the issues of a series say of each other.
pub(in super::super) struct Hearing<'i> {
    pub(super) series: &'i Series,
    pub(super) issues: &'i [Issue<'i>],
    /// The issues that are counted since the first one, by that number.
    pub(super) by_whole: BTreeMap<u32, Vec<usize>>,
    /// All issues, supplements apart from the others.
    by_date: BTreeMap<(bool, Date), Vec<usize>>,
    /// One issue of each number of a year, supplements apart from the others.
    pub(super) by_number: BTreeMap<(bool, u32, u32), usize>,
}

impl<'i> Hearing<'i> {
    pub(in super::super) fn of(series: &'i Series, issues: &'i [Issue<'i>]) -> Hearing<'i> {
        let (mut by_whole, mut by_date) = (BTreeMap::<_, Vec<usize>>::new(), BTreeMap::<_, Vec<usize>>::new());
        let mut by_number = BTreeMap::new();
        for (at, issue) in issues.iter().enumerate() {
            let is_supplement = issue.supplement().is_some();
            if let Some(whole) = issue.whole().filter(|_| series.numbering.whole_number && !is_supplement) {
                by_whole.entry(whole).or_default().push(at);
            }
            if let Some((year, number)) = issue.year().zip(issue.supplement().or(issue.number())) {
                by_number.entry((is_supplement, year, number)).or_insert(at);
            }
            if let Some(date) = issue.date() {
                by_date.entry((is_supplement, date)).or_default().push(at);
            }
        }
        Hearing { series, issues, by_whole, by_date, by_number }
    }

    /// What is said of the number of a document, which is one of the issue at a place.
    pub(in super::super) fn testimonies(&self, at: usize, entry: &Entry) -> Vec<Testimony> {
        let Some(issue) = self.issues.get(at) else { return Vec::new() };
        let is_supplement = entry.front.supplement.is_some();
        let named = if is_supplement { issue.named.supplement } else { issue.named.number };
        let mut said: Vec<(Witness, Option<u32>)> = vec![(Witness::FileName, named)];
        if !is_supplement {
            said.push((Witness::Roman, entry.roman()));
        }
        let others = issue.entries.iter().filter(|other| other.file != entry.file).filter_map(|other| number(other));
        let mut others: Vec<u32> = others.collect();
        others.sort_unstable();
        others.dedup();
        said.extend(others.into_iter().map(|number| (Witness::Language, Some(number))));
        if !is_supplement {
            said.push((Witness::WholeNumber, self.by_whole_number(at, issue)));
        }
        said.push((Witness::Date, self.by_date(at, issue, is_supplement)));
        let heard = |(witness, number): (Witness, Option<u32>)| Some(Testimony { witness, number: number? });
        said.into_iter().filter_map(heard).collect()
    }

    /// Whether a witness is wrong beyond doubt: it speaks alone against the number, and another one for it.
    pub(in super::super) fn is_alone(&self, witness: Witness, at: usize, entry: &Entry) -> bool {
        let said = self.testimonies(at, entry);
        let (with, against): (Vec<&Testimony>, Vec<&Testimony>) =
            said.iter().partition(|said| Some(said.number) == number(entry));
        !with.is_empty() && against.iter().all(|said| said.witness == witness)
    }

    /// Whether others speak against the number of a document, and nobody for it.
    pub(in super::super) fn is_doubtful(&self, at: usize, entry: &Entry) -> bool {
        let said = self.testimonies(at, entry);
        !said.is_empty() && said.iter().all(|said| Some(said.number) != number(entry))
    }

    /// By the whole numbers of the issues before and after, where those do not speak against each other.
    fn by_whole_number(&self, at: usize, issue: &Issue<'_>) -> Option<u32> {
        let whole = issue.whole()?;
        self.alone(at, self.by_whole.get(&whole)?)?;
        let before = self.by_whole.range(..whole).next_back();
        let after = self.by_whole.range(whole.checked_add(1)?..).next();
        let before = before.and_then(|(other, at)| self.following(issue, self.only(at)?, whole - other));
        let after = after.and_then(|(other, at)| self.preceding(issue, self.only(at)?, other - whole));
        match (before, after) {
            (Some(before), Some(after)) => (before == after).then_some(before),
            (one, other) => one.or(other),
        }
    }

    /// The number of the issue that comes so many issues after another one.
    fn following(&self, issue: &Issue<'_>, before: &Issue<'_>, step: u32) -> Option<u32> {
        if self.is_one_count(issue, before, self.series.numbering.yearly)? {
            return counted(before)?.checked_add(step);
        }
        // How many issues the year before had is known only where the first of this year is the very next.
        (step == 1 && before.year()?.checked_add(1) == issue.year()).then_some(1)
    }

    fn preceding(&self, issue: &Issue<'_>, after: &Issue<'_>, step: u32) -> Option<u32> {
        let is_one = self.is_one_count(issue, after, self.series.numbering.yearly)?;
        counted(after)?.checked_sub(step).filter(|number| is_one && *number > 0)
    }

    /// By the dates of the issues before and after, where just one number is left between theirs.
    fn by_date(&self, at: usize, issue: &Issue<'_>, is_supplement: bool) -> Option<u32> {
        let own = (is_supplement, issue.date()?);
        let yearly = match is_supplement {
            true => self.series.numbering.supplements == Supplements::Yearly,
            false => self.series.numbering.yearly,
        };
        self.alone(at, self.by_date.get(&own)?)?;
        let numbers = |at: &Vec<usize>| -> Option<Vec<u32>> {
            let others = at.iter().filter_map(|at| self.issues.get(*at));
            others.filter(|other| self.is_one_count(issue, other, yearly) == Some(true)).map(counted).collect()
        };
        let before = self.by_date.range(..own).next_back().filter(|((kind, _), _)| *kind == is_supplement);
        let after = self.by_date.range(own..).nth(1).filter(|((kind, _), _)| *kind == is_supplement);
        let low = before.map_or(Some(Vec::new()), |(_, at)| numbers(at))?.into_iter().max().unwrap_or(0);
        let high = after.and_then(|(_, at)| numbers(at))?.into_iter().min()?;
        (high.checked_sub(low) == Some(2)).then_some(low + 1)
    }

    /// Whether two issues are counted in one sequence; nothing where a year that matters is not known.
    fn is_one_count(&self, one: &Issue<'_>, other: &Issue<'_>, yearly: bool) -> Option<bool> {
        if !yearly {
            return Some(true);
        }
        Some(one.year()? == other.year()?)
    }

    pub(super) fn only(&self, at: &[usize]) -> Option<&'i Issue<'i>> {
        match at {
            [at] => self.issues.get(*at),
            _ => None,
        }
    }

    pub(super) fn alone(&self, at: usize, all: &[usize]) -> Option<()> {
        (all == [at]).then_some(())
    }
}

/// The number of an issue that speaks for another one; nothing where its own file says otherwise.
pub(super) fn counted(issue: &Issue<'_>) -> Option<u32> {
    let (own, named) = match issue.supplement() {
        Some(number) => (Some(number), issue.named.supplement),
        None => (issue.number(), issue.named.number),
    };
    own.filter(|own| named.is_none_or(|named| named == *own))
}

/// The number of a document among those of its kind.
pub(in super::super) fn number(entry: &Entry) -> Option<u32> {
    entry.front.supplement.or(entry.front.number).map(|number| number.0)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{entry, issue, series};
    use super::*;
    use crate::series::issues;

    /// What is said of the first document of an issue, as `FileName 2`.
    fn said(series: &Series, entries: &[Entry], name: &str) -> Vec<String> {
        let issues = issues(series, entries);
        let at = issues.iter().position(|issue| issue.name == name).unwrap_or_default();
        let said = Hearing::of(series, &issues).testimonies(at, issues[at].entries[0]);
        said.iter().map(|said| format!("{:?} {}", said.witness, said.number)).collect()
    }

    #[test]
    fn everything_that_says_a_number_is_heard() {
        let entries = [
            issue("2024-01.en.md", 1, 30, "2024-01-05"),
            entry("2024-02.en.md", "number: 9\nroman: II\nwhole-number: 31\ndate: 2024-02-05\nlang: en\n"),
            entry("2024-02.zh.md", "number: 2\nwhole-number: 31\ndate: 2024-02-05\nlang: zh\n"),
            issue("2024-03.en.md", 3, 32, "2024-03-05"),
        ];
        let all = ["FileName 2", "Roman 2", "Language 2", "WholeNumber 2", "Date 2"];
        assert_eq!(said(&series(""), &entries, "2024-02"), all);
    }

    #[test]
    fn nobody_says_what_he_cannot_know() {
        let bare = series("");
        // The last date leaves every later number open, and neighbours that disagree say nothing.
        let entries = [issue("a.md", 1, 30, "2024-01-05"), issue("b.md", 2, 31, "2024-02-05")];
        assert_eq!(said(&bare, &entries, "b"), ["WholeNumber 2"]);
        let entries = [
            issue("a.md", 1, 30, "2024-01-05"),
            issue("b.md", 2, 31, "2024-02-05"),
            issue("c.md", 9, 32, "2024-03-05"),
        ];
        assert_eq!(said(&bare, &entries, "b"), Vec::<String>::new());
        // Whose own file says another number is no witness for others.
        let entries = [
            issue("2024-01.md", 1, 30, "2024-01-05"),
            issue("b.md", 2, 31, "2024-02-05"),
            issue("2024-03.md", 9, 32, "2024-03-05"),
        ];
        assert_eq!(said(&bare, &entries, "b"), ["WholeNumber 2"]);
        // One date or one whole number of two issues is that of neither.
        let entries = [
            issue("a.md", 1, 30, "2024-01-05"),
            issue("b.md", 2, 30, "2024-01-05"),
            issue("c.md", 3, 32, "2024-03-05"),
        ];
        assert_eq!(said(&bare, &entries, "b"), Vec::<String>::new());
    }

    #[test]
    fn a_year_begins_with_the_first_number() {
        let entries = [
            issue("x.md", 12, 30, "2023-12-05"),
            issue("y.md", 7, 31, "2024-01-05"),
            issue("z.md", 2, 32, "2024-02-05"),
        ];
        assert_eq!(said(&series(""), &entries, "y"), ["WholeNumber 1", "Date 1"]);
        let running = series("numbering.yearly = false\nnumbering.file-name = \"{number}\"\n");
        assert_eq!(said(&running, &entries, "y"), Vec::<String>::new());
        let last = [&entries[..2], &[issue("z.md", 14, 32, "2024-02-05")]].concat();
        assert_eq!(said(&running, &last, "y"), ["WholeNumber 13", "Date 13"]);
    }

    #[test]
    fn supplements_have_witnesses_of_their_own() {
        let supplement = |file: &str, number: u32, month: u32| {
            entry(file, &format!("supplement: {number}\ndate: 2024-0{month}-01\nlang: en\n"))
        };
        let entries = [supplement("2024-s1.md", 1, 1), supplement("2024-s2.md", 5, 2), supplement("2024-s3.md", 3, 3)];
        assert_eq!(said(&series(""), &entries, "2024-s2"), ["FileName 2", "Date 2"]);
    }
}
