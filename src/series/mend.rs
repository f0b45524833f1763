//! What can be mended without asking: numbers that everything else speaks against, numerals that derive from a number,
//! whole numbers that derive from their neighbours, and names of files. Whatever more than one witness says is never changed.

use super::check::verdict::{self, Verdict};
use super::check::witness::{Hearing, Witness};
use super::check::{facts, whole};
use super::entry::{Entry, Issue, issues};
use super::sheet::Series;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Something to be done to a file of the series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// The file.
    pub file: String,
    /// What to do.
    pub change: Change,
    /// The same for people.
    pub said: String,
}

/// What is done to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Bytes of its text are replaced.
    Edit {
        /// Which ones.
        range: Range<usize>,
        /// By what.
        text: String,
    },
    /// It gets another name, by the path from the folder of the series.
    Rename(String),
}

/// Everything that can be mended.
#[must_use]
pub fn mends(series: &Series, entries: &[Entry]) -> Vec<Mend> {
    let (verdicts, entries) = verdict::weigh(series, entries);
    let issues = issues(series, &entries);
    let hearing = Hearing::of(series, &issues);
    let (sure, open): (Vec<&Verdict>, Vec<&Verdict>) = verdicts.iter().partition(|verdict| verdict.is_sure);
    let mut mends: Vec<Mend> = sure.iter().filter_map(|verdict| number(verdict, &entries)).collect();
    mends.extend(romans(&issues, &hearing, &open));
    // What derives from a number waits until that is settled.
    if series.numbering.whole_number && open.is_empty() {
        mends.extend(whole_numbers(series, &issues, &hearing));
    }
    mends.extend(names(series, &issues, &hearing));
    mends.sort_by(|a, b| a.file.cmp(&b.file));
    mends
}

/// The text of a file after its edits.
#[must_use]
pub fn edited(text: &str, mends: &[&Mend]) -> String {
    let edit = |mend: &&Mend| match &mend.change {
        Change::Edit { range, text } => Some((range.clone(), text.clone())),
        Change::Rename(_) => None,
    };
    let mut edits: Vec<(Range<usize>, String)> = mends.iter().filter_map(edit).collect();
    edits.sort_by_key(|(range, _)| range.start);
    let (mut edited, mut at) = (String::new(), 0);
    for (range, words) in edits {
        edited.push_str(text.get(at..range.start).unwrap_or_default());
        edited.push_str(&words);
        at = range.end;
    }
    edited + text.get(at..).unwrap_or_default()
}

fn number(verdict: &Verdict, entries: &[Entry]) -> Option<Mend> {
    let entry = entries.iter().find(|entry| entry.file == verdict.file)?;
    let Verdict { key, found, due, .. } = verdict;
    let said = format!("`{key}: {found}` is now `{key}: {due}`, as {} say", verdict.named());
    let change = Change::Edit { range: entry.value(key)?, text: due.to_string() };
    Some(Mend { file: entry.file.clone(), change, said })
}

/// Roman numerals that say another number than all the rest of their issues.
fn romans(issues: &[Issue<'_>], hearing: &Hearing<'_>, open: &[&Verdict]) -> Vec<Mend> {
    let of_issue = |(at, issue): (usize, &Issue<'_>)| -> Vec<Mend> {
        let wrong = issue.entries.iter().filter(|entry| open.iter().all(|verdict| verdict.file != entry.file));
        wrong.filter(|entry| hearing.is_alone(Witness::Roman, at, entry)).filter_map(|entry| roman(entry)).collect()
    };
    issues.iter().enumerate().flat_map(of_issue).collect()
}

fn roman(entry: &Entry) -> Option<Mend> {
    let number = entry.front.number?;
    let range = entry.value("roman")?;
    let found = entry.source.text().get(range.clone())?;
    let roman = number.roman();
    if found.trim_matches(['"', '\'']) == roman {
        return None;
    }
    let said = format!("`roman: {found}` is now `roman: {roman}`, by the number {}", number.0);
    Some(Mend { file: entry.file.clone(), change: Change::Edit { range, text: roman }, said })
}

/// Whole numbers that are missing and that the issues beside say without doubt, in years without a number that is in doubt.
fn whole_numbers(series: &Series, issues: &[Issue<'_>], hearing: &Hearing<'_>) -> Vec<Mend> {
    let is_doubtful = |at: usize, issue: &Issue<'_>| issue.entries.iter().any(|entry| hearing.is_doubtful(at, entry));
    let doubtful = issues.iter().enumerate().filter(|(at, issue)| is_doubtful(*at, issue));
    let doubtful: BTreeSet<Option<u32>> = doubtful.map(|(_, issue)| issue.year()).collect();
    let order = whole::in_order(issues);
    let lacking = order
        .into_iter()
        .zip(whole::due(series, issues))
        .filter(|(issue, _)| issue.whole().is_none() && !doubtful.contains(&issue.year()));
    let certain = lacking.filter_map(|(issue, due)| Some((issue, due.sure?)));
    certain.flat_map(|(issue, due)| issue.entries.iter().filter_map(move |entry| whole_number(entry, due))).collect()
}

fn whole_number(entry: &Entry, due: u32) -> Option<Mend> {
    let text = entry.source.text();
    let value = entry.value("number").filter(|_| !entry.attempts("whole-number"))?;
    let line = text[value.end..].find('\n').map(|at| value.end + at + 1)?;
    let change = Change::Edit { range: line..line, text: format!("whole-number: {due}\n") };
    Some(Mend { file: entry.file.clone(), change, said: format!("`whole-number: {due}` stands under its number now") })
}

/// New names for files whose names say another number than all the rest of their issues, where no issue has or gets that name.
/// Another year is no such case: years are mistyped too.
fn names(series: &Series, issues: &[Issue<'_>], hearing: &Hearing<'_>) -> Vec<Mend> {
    let is_alone = |at: usize, issue: &Issue<'_>| {
        issue.named.year.is_none_or(|year| issue.year() == Some(year))
            && issue.entries.iter().all(|entry| hearing.is_alone(Witness::FileName, at, entry))
    };
    let wrong = issues.iter().enumerate().filter(|(at, issue)| is_alone(*at, issue));
    let renamed: Vec<(&Issue<'_>, String)> =
        wrong.filter_map(|(_, issue)| Some((issue, facts::renamed(series, issue)?))).collect();
    let mut wishes: BTreeMap<&str, usize> = BTreeMap::new();
    for name in issues.iter().map(|issue| issue.name).chain(renamed.iter().map(|(_, due)| due.as_str())) {
        *wishes.entry(name).or_default() += 1;
    }
    // Into another folder a document would not take its pictures along.
    let folder = |name: &str| name.rfind('/').map(|at| name[..at].to_string());
    let stays = |issue: &Issue<'_>, due: &str| folder(issue.name) == folder(due);
    let free = renamed.iter().filter(|(issue, due)| wishes.get(due.as_str()) == Some(&1) && stays(issue, due));
    free.flat_map(|(issue, due)| issue.entries.iter().map(move |entry| rename(issue, entry, due))).collect()
}

fn rename(issue: &Issue<'_>, entry: &Entry, due: &str) -> Mend {
    let to = format!("{due}{}", &entry.file[issue.name.len()..]);
    Mend { file: entry.file.clone(), said: format!("it is called `{to}` now"), change: Change::Rename(to) }
}

#[cfg(test)]
mod tests {
    use super::super::check::sample::{entry, issue, series, told};
    use super::*;

    fn said(entries: &[Entry]) -> Vec<String> {
        mends(&series(""), entries).iter().map(|mend| format!("{}: {}", mend.file, mend.said)).collect()
    }

    #[test]
    fn a_roman_numeral_derives_from_the_number() {
        let wrong =
            entry("2024-07.md", "number: 7\nroman: VI # by hand\nwhole-number: 1\ndate: 2024-05-01\nlang: en\n");
        assert_eq!(
            said(std::slice::from_ref(&wrong)),
            ["2024-07.md: `roman: VI` is now `roman: VII`, by the number 7"]
        );
        let mends = mends(&series(""), std::slice::from_ref(&wrong));
        let text = edited(wrong.source.text(), &mends.iter().collect::<Vec<_>>());
        assert!(text.contains("\nroman: VII # by hand\n"), "{text}");
    }

    #[test]
    fn a_number_that_everything_speaks_against_is_mended_and_nothing_that_speaks() {
        let entries = [
            issue("2025-01.md", 1, 1, "2025-01-05"),
            entry("2025-02.md", "number: \"3\" # ?\nroman: II\nwhole-number: 2\ndate: 2025-02-05\nlang: en\n"),
            issue("2025-03.md", 3, 3, "2025-03-05"),
        ];
        let expected = "2025-02.md: `number: 3` is now `number: 2`, as the file name, the Roman number, the whole number and \
                        the date say";
        assert_eq!(said(&entries), [expected]);
        let mends = mends(&series(""), &entries);
        let text = edited(entries[1].source.text(), &mends.iter().collect::<Vec<_>>());
        assert!(text.contains("---\nnumber: 2 # ?\nroman: II\nwhole-number: 2\n"), "{text}");
        // In a year with a gap nobody knows.
        let with_gap = [entries.to_vec(), vec![issue("2025-09.md", 9, 9, "2025-09-05")]].concat();
        assert!(said(&with_gap).is_empty(), "{:?}", said(&with_gap));
    }

    #[test]
    fn what_only_one_speaks_against_another_is_left() {
        assert!(said(&[entry("spring.md", "number: 7\nroman: VI\ndate: 2024-05-01\nlang: en\n")]).is_empty());
        assert!(said(&[issue("2024-07.md", 8, 8, "2024-02-05")]).is_empty());
        assert!(said(&[issue("2025-07.md", 7, 7, "2024-02-05")]).is_empty());
        let bare = entry("2024-02.md", "number: 5\ndate: 2024-02-05\nlang: en\n");
        assert!(said(&[issue("2024-01.md", 1, 30, "2024-01-05"), bare]).is_empty());
    }

    #[test]
    fn a_missing_whole_number_comes_from_the_issues_beside() {
        let entries = [
            issue("2024-01.md", 1, 30, "2024-01-05"),
            entry("2024-02.md", "number: 2 # second\ndate: 2024-02-05\nlang: en\n"),
        ];
        assert_eq!(said(&entries), ["2024-02.md: `whole-number: 31` stands under its number now"]);
        let mends = mends(&series(""), &entries);
        let text = edited(entries[1].source.text(), &mends.iter().collect::<Vec<_>>());
        assert!(text.contains("number: 2 # second\nwhole-number: 31\ndate:"), "{text}");
    }

    #[test]
    fn a_whole_number_that_stands_there_wrongly_gets_no_second_one() {
        let second = |line: &str| {
            [
                issue("2024-01.md", 1, 30, "2024-01-05"),
                entry("2024-02.md", &format!("number: 2\n{line}\ndate: 2024-02-05\nlang: en\n")),
            ]
        };
        assert!(said(&second("whole-number: thirty-one")).is_empty());
        assert!(told(&series(""), &second("whole-number: thirty-one")).is_empty());
        assert_eq!(said(&second("roman: II")).len(), 1);
    }

    #[test]
    fn files_are_renamed_in_all_their_languages_where_nothing_lies() {
        let front = "number: 8\nwhole-number: 8\ndate: 2024-02-05\n";
        let en = entry("2024-07.en.md", &format!("{front}lang: en\n"));
        let zh = entry("2024-07.zh.md", &format!("{front}lang: zh\n"));
        let expected =
            ["2024-07.en.md: it is called `2024-08.en.md` now", "2024-07.zh.md: it is called `2024-08.zh.md` now"];
        assert_eq!(said(&[en.clone(), zh.clone()]), expected);
        assert!(said(&[en, zh, issue("2024-08.md", 8, 9, "2024-02-06")]).is_empty());
    }
}
