//! The documents of a series and the issues that they are: documents of one name in different languages are one issue.

use super::sheet::Series;
use super::{FilePattern, Numbers};
use crate::ast::{CorrectedIssue, Date, Front, Lang, numerals, text};
use crate::diagnostics::{Source, Span};
use crate::read::fact_of_chinese_name;
use std::collections::BTreeMap;
use std::ops::Range;

/// A document of a series, as far as the ledger knows it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its file by the path from the folder of the series, with forward slashes.
    pub file: String,
    /// What it says of itself, without what it leaves to the series.
    pub front: Front,
    /// Its text, into which places point.
    pub source: Source,
    /// The name of the reader that read it.
    pub reader: &'static str,
}

impl Entry {
    /// What its issue is called: its file without extension and language.
    #[must_use]
    pub fn issue_name(&self) -> &str {
        let (folder, name) = self.file.rfind('/').map_or((0, 0), |at| (at + 1, at + 1));
        let stem =
            self.file[name..].rfind('.').filter(|at| *at > 0).map_or(self.file.as_str(), |at| &self.file[..name + at]);
        let own = |end: &str| Lang::new(end).primary() == self.front.lang.primary();
        match stem[folder..].rsplit_once('.') {
            Some((_, end)) if own(end) => &stem[..stem.len() - end.len() - 1],
            _ => stem,
        }
    }

    /// Whether it says that it is an issue: by a number, or by a title where that is a fact and not just the first words of a text.
    #[must_use]
    pub fn is_of_an_issue(&self) -> bool {
        let front = &self.front;
        let states = front.date.is_some() || !matches!(self.reader, "transcript" | "docx");
        let is_titled = || front.title().is_some_and(|title| !text::inlines(&title.inlines).trim().is_empty());
        front.number.or(front.supplement).or(front.whole_number).is_some() || (states && is_titled())
    }

    /// Where a fact stands in its front matter; the first line of that where it does not.
    #[must_use]
    pub fn place(&self, key: &str) -> Span {
        let line = self.line(key).or_else(|| self.lines().next().map(|(at, line)| at..at + line.len()));
        line.map_or(self.front.span, |range| Span::text(range.start, range.end))
    }

    /// Where the value of a fact stands, if the front matter is YAML and has it.
    #[must_use]
    pub fn value(&self, key: &str) -> Option<Range<usize>> {
        let line = self.line(key)?;
        let text = &self.source.text()[line.clone()];
        let after = text.find(':')? + 1;
        let blank = text[after..].len() - text[after..].trim_start().len();
        Some(line.start + after + blank..line.end)
    }

    /// Whether a line of its front matter is there for a fact, though it may be spelt or given wrongly.
    #[must_use]
    pub fn attempts(&self, key: &str) -> bool {
        let spelt = |line: &str| {
            let (name, _) = line.split_once([':', '：'])?;
            let bare = name.trim().trim_matches(['"', '\'']);
            let meant = fact_of_chinese_name(bare).map(str::to_string);
            Some(meant.unwrap_or_else(|| bare.to_lowercase().replace(['_', ' '], "-")))
        };
        self.lines().any(|(_, line)| spelt(line).is_some_and(|name| name == key))
    }

    /// The Roman number that it says, by itself or at the end of its designation.
    #[must_use]
    pub fn roman(&self) -> Option<u32> {
        let own = self.value("roman").and_then(|range| self.source.text().get(range));
        let own = own.and_then(|roman| numerals::parse_roman(roman.trim_matches(['"', '\''])));
        own.or_else(|| designated(self.front.designation.as_deref()?).map(|(_, number)| number))
    }

    /// Where a fact stands, without the comment after it.
    fn line(&self, key: &str) -> Option<Range<usize>> {
        let found = self
            .lines()
            .find(|(_, line)| line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with(':')));
        let (at, line) = found?;
        let end = line.find(" #").unwrap_or(line.len());
        Some(at..at + line[..end].trim_end().len())
    }

    /// The lines of the front matter with their places.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let range = self.source.range(self.front.span).filter(|_| self.reader == "bulletin").unwrap_or_default();
        let text = self.source.text().get(range.clone()).unwrap_or_default();
        text.split_inclusive('\n').scan(range.start, |at, line| {
            let start = *at;
            *at += line.len();
            Some((start, line.trim_end()))
        })
    }
}

/// The number at the end of a designation, where that is a Roman one: `2023 Bulletin VI`.
pub(super) fn designated(designation: &str) -> Option<(&str, u32)> {
    let last = designation.split_whitespace().next_back()?;
    numerals::parse_roman(last).map(|number| (last, number))
}

/// An issue: one document, or one in every language.
#[derive(Clone, Debug)]
pub struct Issue<'a> {
    /// What its files are called, by the path from the folder of the series.
    pub name: &'a str,
    /// Its documents, that in the leading language first.
    pub entries: Vec<&'a Entry>,
    /// The numbers that its name carries.
    pub named: Numbers,
}

impl<'a> Issue<'a> {
    fn fact<T>(&self, of: impl Fn(&Front) -> Option<T>) -> Option<T> {
        self.entries.iter().find_map(|entry| of(&entry.front))
    }

    /// The number within the year.
    #[must_use]
    pub fn number(&self) -> Option<u32> {
        self.fact(|front| front.number).map(|number| number.0)
    }

    /// The number since the first issue.
    #[must_use]
    pub fn whole(&self) -> Option<u32> {
        self.fact(|front| front.whole_number).map(|number| number.0)
    }

    /// The number among the supplements.
    #[must_use]
    pub fn supplement(&self) -> Option<u32> {
        self.fact(|front| front.supplement).map(|number| number.0)
    }

    /// The day of issue.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        self.fact(|front| front.date)
    }

    /// The year of issue, by its date or else by its name.
    #[must_use]
    pub fn year(&self) -> Option<u32> {
        self.date().map(|date| u32::from(date.year())).or(self.named.year)
    }

    /// The issue that it corrects.
    #[must_use]
    pub fn corrects(&self) -> Option<CorrectedIssue> {
        self.fact(|front| front.corrects)
    }

    /// Whether any of its documents says that it is an issue: other texts lie in the folders of a series too.
    #[must_use]
    pub fn is_one(&self) -> bool {
        self.entries.iter().any(|entry| entry.is_of_an_issue())
    }

    /// The document that speaks for the issue where a fact is at fault: the first one that has it.
    #[must_use]
    pub fn speaker(&self, has: impl Fn(&Front) -> bool) -> Option<&'a Entry> {
        self.entries.iter().find(|entry| has(&entry.front)).or(self.entries.first()).copied()
    }
}

/// The issues that documents are, by their names.
#[must_use]
pub fn issues<'a>(series: &Series, entries: &'a [Entry]) -> Vec<Issue<'a>> {
    let mut by_name: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in entries {
        by_name.entry(entry.issue_name()).or_default().push(entry);
    }
    let leading = |entry: &&Entry| {
        let own = series.languages.iter().position(|lang| lang.primary() == entry.front.lang.primary());
        (own.unwrap_or(usize::MAX), entry.file.clone())
    };
    let issue = |(name, mut entries): (&'a str, Vec<&'a Entry>)| {
        entries.sort_by_cached_key(leading);
        Issue { name, entries, named: numbers_of(series, name).unwrap_or_default() }
    };
    by_name.into_iter().map(issue).collect()
}

/// The part of an issue's name that a pattern is about: all of it where the pattern says in which folder files are.
pub(super) fn under<'a>(pattern: &FilePattern, name: &'a str) -> &'a str {
    if pattern.has_folders() { name } else { base(name) }
}

/// The last step of a name.
pub(super) fn base(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// The numbers that the name of an issue carries.
#[must_use]
pub fn numbers_of(series: &Series, name: &str) -> Option<Numbers> {
    [&series.file_name, &series.supplement_file_name].into_iter().find_map(|it| it.numbers(under(it, name)))
}

#[cfg(test)]
mod tests {
    use super::super::check::sample::{entry, series};
    use super::*;

    #[test]
    fn documents_of_one_name_are_one_issue_with_the_leading_language_first() {
        let series = series("languages = [\"zh\", \"en\"]\n");
        let entries = [
            entry("2024-07.en.md", "number: 7\nlang: en\n"),
            entry("2024-07.zh.md", "number: 7\nlang: zh-Hans\n"),
            entry("2024-08.md", "number: 8\nlang: en\n"),
            entry("a.b/2024-07.md", "number: 7\nlang: en\n"),
        ];
        let found = issues(&series, &entries);
        let names: Vec<_> = found.iter().map(|issue| (issue.name, issue.entries.len())).collect();
        assert_eq!(names, [("2024-07", 2), ("2024-08", 1), ("a.b/2024-07", 1)]);
        assert_eq!(found[0].entries[0].file, "2024-07.zh.md");
        assert_eq!(found[2].named, Numbers { year: Some(2024), number: Some(7), ..Numbers::default() });
    }

    #[test]
    fn facts_are_found_in_the_front_matter_alone() {
        let entry = entry("a.md", "series: A\nnumber:   7  # the seventh\n");
        let at = |range: Option<Range<usize>>| range.and_then(|range| entry.source.text().get(range));
        assert_eq!(at(entry.place("number").range()), Some("number:   7"));
        assert_eq!(at(entry.value("number")), Some("7"));
        assert_eq!(at(entry.place("date").range()), Some("series: A"));
        assert_eq!(entry.value("date"), None);
    }

    #[test]
    fn a_fact_that_is_given_wrongly_is_attempted() {
        for line in [
            "whole-number: two",
            "whole-number:",
            "\"whole-number\": 2",
            "Whole_Number: 2",
            "whole-number：2",
            "总期号: 2",
        ] {
            assert!(entry("a.md", &format!("number: 1\n{line}\n")).attempts("whole-number"), "{line}");
        }
        assert!(!entry("a.md", "number: 1\ntitle: \"whole-number: two\"\n").attempts("whole-number"));
    }
}
