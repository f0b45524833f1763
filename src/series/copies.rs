//! Copies of issues that lie in the folder of a series too, as in `backup` or `存档`: they have the number of the issue, and its words
//! or its name. They are no issues of their own.

use super::check::Found;
use super::check::facts::due_name;
use super::entry::{Entry, Issue, base, issues};
use super::pattern::Numbers;
use super::sheet::Series;
use crate::diagnostics::{Diagnostic, Span, code};
use std::collections::BTreeMap;

/// So many copies of a folder are named.
const NAMED: usize = 5;

/// How the names of folders begin or end in which backups lie.
const OF_BACKUPS: [&str; 12] =
    ["old", "backup", "bak", "copy", "copies", "archive", "存档", "备份", "旧", "副本", "复件", "歸檔"];

/// A document of a copy.
#[derive(Clone, Debug)]
pub struct Copy {
    /// The document.
    pub entry: Entry,
    /// The file of the issue that it is a copy of.
    pub of: String,
    /// Whether it has the words of that.
    pub is_same: bool,
}

/// Takes copies from the documents of a series.
#[must_use]
pub fn part(series: &Series, entries: Vec<Entry>) -> (Vec<Entry>, Vec<Copy>) {
    let found = found(series, &entries);
    let (mut kept, mut copies) = (Vec::with_capacity(entries.len()), Vec::new());
    for entry in entries {
        match found.get(&entry.file) {
            Some((of, is_same)) => copies.push(Copy { entry, of: of.clone(), is_same: *is_same }),
            None => kept.push(entry),
        }
    }
    (kept, copies)
}

/// The files of copies, each with the file of its issue and whether both have the same words.
fn found(series: &Series, entries: &[Entry]) -> BTreeMap<String, (String, bool)> {
    let issues = issues(series, entries);
    let mut alike: BTreeMap<_, Vec<&Issue<'_>>> = BTreeMap::new();
    for issue in issues.iter().filter(|issue| issue.is_one()) {
        let numbers = (issue.year(), issue.supplement(), issue.number());
        // Many issues may have no number; nothing but their words makes copies of them.
        let words = issue.entries.first().map(|entry| entry.source.text()).filter(|_| !is_numbered(issue));
        alike.entry((numbers, words)).or_default().push(issue);
    }
    let mut found = BTreeMap::new();
    for mut alike in alike.into_values().filter(|alike| alike.len() > 1) {
        alike.sort_by_cached_key(|issue| rank(series, issue));
        for (at, issue) in alike.iter().enumerate() {
            let of = alike.iter().take(at).find(|own| !found.contains_key(&file(own)) && is_copy(issue, own));
            for entry in of.iter().flat_map(|_| &issue.entries) {
                let twin = of.and_then(|own| twin(entry, own));
                let of = twin.map_or_else(String::new, |twin| twin.file.clone());
                found.insert(entry.file.clone(), (of, twin.is_some_and(|twin| has_words_of(entry, twin))));
            }
        }
    }
    found
}

/// What stands first of those that are alike is the issue: what is called as the series calls it, lies least deep, and in no folder of
/// backups.
fn rank(series: &Series, issue: &Issue<'_>) -> (bool, usize, bool, String) {
    let folder = folder(issue.name).to_lowercase();
    let is_of_backups = |name: &str| OF_BACKUPS.iter().any(|word| name.starts_with(word) || name.ends_with(word));
    let is_backup = folder.split('/').any(is_of_backups);
    let is_misnamed = due_name(series, issue).is_none_or(|due| due != issue.name);
    (is_misnamed, issue.name.matches('/').count(), is_backup, issue.name.to_string())
}

/// Whether an issue is a copy of another one that has its number: in every language that has the same words, or, where it lies elsewhere,
/// the same name. Whose file says a number of its own was begun by copying another one.
fn is_copy(issue: &Issue<'_>, of: &Issue<'_>) -> bool {
    let Numbers { number, supplement, .. } = issue.named;
    let own = (number.or(issue.number()), supplement.or(issue.supplement()));
    if own != (issue.number(), issue.supplement()) {
        return false;
    }
    let has = |same: &dyn Fn(&Entry, &Entry) -> bool| {
        issue.entries.iter().all(|entry| twin(entry, of).is_some_and(|twin| same(entry, twin)))
    };
    let is_named = is_numbered(issue) && base(issue.name) == base(of.name);
    has(&has_words_of) || (is_named && has(&|_, _| true))
}

fn is_numbered(issue: &Issue<'_>) -> bool {
    issue.number().or(issue.supplement()).is_some()
}

/// The document of an issue in the language of another document.
fn twin<'a>(entry: &Entry, issue: &Issue<'a>) -> Option<&'a Entry> {
    issue.entries.iter().find(|own| own.front.lang.primary() == entry.front.lang.primary()).copied()
}

fn has_words_of(entry: &Entry, other: &Entry) -> bool {
    entry.source.text() == other.source.text()
}

fn file(issue: &Issue<'_>) -> String {
    issue.entries.first().map(|entry| entry.file.clone()).unwrap_or_default()
}

fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..at])
}

/// What is told of copies: of those with the same words once for each folder, of the others where they say their number.
#[must_use]
pub fn told(copies: &[Copy]) -> Vec<Found> {
    let mut same: BTreeMap<&str, Vec<&Copy>> = BTreeMap::new();
    for copy in copies.iter().filter(|copy| copy.is_same) {
        same.entry(folder(&copy.entry.file)).or_default().push(copy);
    }
    let others = copies.iter().filter(|copy| !copy.is_same).map(differing);
    same.into_iter().map(|(folder, copies)| identical(folder, &copies)).chain(others).collect()
}

fn identical(folder: &str, copies: &[&Copy]) -> Found {
    let hint = "keep copies outside of the folder of the series, or in a zip file; in the numbers and in the index they do not count";
    let of = |copy: &Copy| format!("`{}` of `{}`", copy.entry.file, copy.of);
    let (file, message) = match copies {
        [copy] => (copy.entry.file.clone(), format!("this is a copy of `{}`, with the same words", copy.of)),
        _ => {
            let named: Vec<String> = copies.iter().take(NAMED).map(|copy| of(copy)).collect();
            let more = match copies.len() - named.len() {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let message = format!(
                "{} files here are copies of issues, with the same words: {}{more}",
                copies.len(),
                named.join(", ")
            );
            (folder.to_string(), message)
        }
    };
    let diagnostic = Diagnostic::new(code::ISSUE_COPIED, message).hint(hint);
    Found {
        file,
        others: copies.iter().flat_map(|copy| [copy.entry.file.clone(), copy.of.clone()]).collect(),
        diagnostic,
    }
}

fn differing(copy: &Copy) -> Found {
    let Copy { entry, of, .. } = copy;
    let (key, code) = match entry.front.supplement {
        Some(_) => ("supplement", code::SUPPLEMENT_REPEATED),
        None => ("number", code::NUMBER_REPEATED),
    };
    let message = format!("this is a copy of `{of}` that differs from it, and has its number");
    let hint = "`masthead diff` shows where they differ: keep the right one in the series and the other outside of its folder; where it is \
                an issue of its own, give it the next free number";
    let span = if entry.value(key).is_some() { entry.place(key) } else { Span::Unknown };
    let diagnostic = Diagnostic::new(code, message).at(span).hint(hint);
    Found { file: entry.file.clone(), others: vec![of.clone()], diagnostic }
}

#[cfg(test)]
mod tests {
    use super::super::check::sample::{entry, series};
    use super::*;

    /// The copies among documents of No. 7, as `file of file: same`.
    fn copies(files: &[(&str, &str)]) -> Vec<String> {
        let document = |(file, front): &(&str, &str)| {
            let lang = if front.contains("lang") { "" } else { "lang: en\n" };
            entry(file, &format!("number: 7\ndate: 2024-07-05\n{front}{lang}"))
        };
        let (_, copies) = part(&series(""), files.iter().map(document).collect());
        copies.iter().map(|copy| format!("{} of {}: {}", copy.entry.file, copy.of, copy.is_same)).collect()
    }

    #[test]
    fn what_has_the_number_and_the_words_or_the_name_of_an_issue_is_its_copy() {
        assert_eq!(copies(&[("2024-07.md", ""), ("old/2024-07.md", "")]), ["old/2024-07.md of 2024-07.md: true"]);
        assert_eq!(copies(&[("2024-07.md", ""), ("x (1).md", "")]), ["x (1).md of 2024-07.md: true"]);
        let other = [("a/2024-07.md", "title: A\n"), ("b/2024-07.md", "title: B\n")];
        assert_eq!(copies(&other), ["b/2024-07.md of a/2024-07.md: false"]);
        // Another name and other words, another language, or a number of its own in the name.
        assert!(copies(&[("2024-07.md", ""), ("old/x.md", "title: B\n")]).is_empty());
        assert!(copies(&[("en/2024-07.md", ""), ("zh/2024-07.md", "lang: zh\n")]).is_empty());
        assert!(copies(&[("2024-07.md", ""), ("2024-08.md", "")]).is_empty());
        assert!(copies(&[("2024-07.md", ""), ("2024-s1.md", "")]).is_empty());
    }

    #[test]
    fn the_issue_is_what_lies_outermost_and_in_no_folder_of_backups() {
        assert_eq!(copies(&[("a/b/2024-07.md", ""), ("c/2024-07.md", "")]), ["a/b/2024-07.md of c/2024-07.md: true"]);
        assert_eq!(
            copies(&[("backup/2024-07.md", ""), ("issues/2024-07.md", "")]),
            ["backup/2024-07.md of issues/2024-07.md: true"]
        );
        assert_eq!(copies(&[("存档/2024-07.md", ""), ("旧/2024-07.md", ""), ("本/2024-07.md", "")]).len(), 2);
        assert_eq!(copies(&[("a.md", ""), ("x/2024-07.md", "")]), ["a.md of x/2024-07.md: true"]);
    }
}
