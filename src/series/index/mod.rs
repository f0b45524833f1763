//! The table of contents of a series, with its people and subjects, in the forms in which it is given out.

mod csv;
mod document;
mod dublin_core;
mod html;
mod order;
mod words;

pub use csv::csv;
pub use document::document;
pub use dublin_core::dublin_core;
pub use html::html;

use super::entry::{Entry, Issue, issues};
use super::sheet::Series;
use crate::ast::{CorrectedIssue, Front, Lang, Person, text};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The version of the JSON form; it rises when a reader of the old form would be misled.
pub const VERSION: u32 = 1;

/// The index of a series in one language.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Index {
    /// The version of the form: [`VERSION`].
    pub masthead_index: u32,
    /// The language of the index.
    pub lang: Lang,
    /// The bulletin's name.
    pub series: Option<String>,
    /// The issuing body.
    pub publisher: Option<String>,
    /// International Standard Serial Number.
    pub issn: Option<String>,
    /// The issues, by year and number, supplements after the others of their year.
    pub issues: Vec<Item>,
    /// Who is quoted, by name, each with the keys of the issues in which that is.
    pub people: Vec<Listed>,
    /// The subject words, each with the keys of the issues that have it.
    pub subjects: Vec<Listed>,
    /// What `masthead index` knows its own file by; it says nothing of the series.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seal: Option<String>,
}

/// An issue in the index.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Item {
    /// Its key: what its files are called, by the path from the folder of the series.
    pub key: String,
    /// The year of issue.
    pub year: Option<u32>,
    /// The number within the year.
    pub number: Option<u32>,
    /// The number since the first issue.
    pub whole_number: Option<u32>,
    /// The number among the supplements.
    pub supplement: Option<u32>,
    /// The issue that it corrects: `2024-05`, or `2024-s1` for a supplement.
    pub corrects: Option<String>,
    /// The day of issue, ISO 8601.
    pub date: Option<String>,
    /// Digital Object Identifier.
    pub doi: Option<String>,
    /// Licence as an SPDX name or an address.
    pub licence: Option<String>,
    /// Its documents; that in the language of the index first, where there is one.
    pub documents: Vec<Document>,
    /// Who is quoted in the first document, in the order of their first mention.
    pub people: Vec<String>,
    /// The subject words of the first document.
    pub subjects: Vec<String>,
}

/// A document of an issue.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Document {
    /// Its language.
    pub lang: Lang,
    /// Its title in that language; empty where it has none.
    pub title: String,
    /// Its subtitle.
    pub subtitle: Option<String>,
    /// Its file by the path from the folder of the series.
    pub file: String,
}

/// Somebody or something, and the issues in which it occurs.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Listed {
    /// The name.
    pub name: String,
    /// The keys of the issues, in their order.
    pub issues: Vec<String>,
}

/// The JSON Schema of the index.
#[must_use]
pub fn schema() -> Value {
    schemars::schema_for!(Index).to_value()
}

impl Index {
    /// The index of a series in a language, of one year or of all.
    #[must_use]
    pub fn of(series: &Series, entries: &[Entry], lang: &Lang, year: Option<u32>) -> Index {
        let mut issues = issues(series, entries);
        issues.retain(|issue| issue.is_one() && (year.is_none() || issue.year() == year));
        issues.sort_by_key(|issue| (issue.year(), issue.supplement(), issue.number(), issue.date(), issue.name));
        let items: Vec<Item> = issues.iter().map(|issue| item(series, issue, lang)).collect();
        let mut house = Front { lang: lang.clone(), ..Front::default() };
        series.standing.fill(&mut house);
        Index {
            masthead_index: VERSION,
            lang: lang.clone(),
            series: house.series,
            publisher: house.publisher,
            issn: house.issn,
            people: listed(&items, |item| &item.people),
            subjects: listed(&items, |item| &item.subjects),
            issues: items,
            seal: None,
        }
    }

    /// The files that lie among the issues and are none, in their order: they say neither a number nor a title.
    #[must_use]
    pub fn strays<'a>(series: &Series, entries: &'a [Entry]) -> Vec<&'a str> {
        let others = issues(series, entries).into_iter().filter(|issue| !issue.is_one());
        let mut files: Vec<&str> = others.flat_map(|issue| issue.entries).map(|entry| entry.file.as_str()).collect();
        files.sort_unstable();
        files
    }

    /// The index as indented JSON.
    #[must_use]
    pub fn json(&self) -> String {
        format!("{:#}\n", serde_json::to_value(self).unwrap_or_default())
    }

    /// The issues year by year, in order.
    fn years(&self) -> Vec<(Option<u32>, Vec<&Item>)> {
        let mut years: Vec<(Option<u32>, Vec<&Item>)> = Vec::new();
        for item in &self.issues {
            match years.last_mut() {
                Some((year, items)) if *year == item.year => items.push(item),
                _ => years.push((item.year, vec![item])),
            }
        }
        years
    }

    /// An issue by its key.
    fn item(&self, key: &str) -> Option<&Item> {
        self.issues.iter().find(|item| item.key == key)
    }
}

impl Item {
    /// Its first document, which speaks for it.
    fn document(&self) -> Option<&Document> {
        self.documents.first()
    }
}

fn item(series: &Series, issue: &Issue<'_>, lang: &Lang) -> Item {
    let mut entries = issue.entries.clone();
    entries.sort_by_key(|entry| entry.front.lang.primary() != lang.primary());
    let mut front = entries.first().map(|entry| entry.front.clone()).unwrap_or_default();
    series.standing.fill(&mut front);
    let mut seen = BTreeSet::new();
    let people =
        front.people.iter().map(|person| Person::known_as(&person.name)).filter(|name| seen.insert(name.clone()));
    Item {
        key: issue.name.to_string(),
        year: issue.year(),
        number: issue.number(),
        whole_number: issue.whole(),
        supplement: issue.supplement(),
        corrects: issue.corrects().as_ref().map(CorrectedIssue::name),
        date: issue.date().map(|date| date.iso()),
        people: people.collect(),
        doi: front.doi,
        licence: front.licence,
        subjects: front.keywords,
        documents: entries.iter().map(|entry| self::entry(entry)).collect(),
    }
}

fn entry(entry: &Entry) -> Document {
    let title = entry.front.title();
    let words = |run: &[crate::ast::Inline]| text::inlines(run).trim().to_string();
    Document {
        lang: entry.front.lang.clone(),
        title: title.map(|title| words(&title.inlines)).unwrap_or_default(),
        subtitle: title.map(|title| words(&title.subtitle)).filter(|words| !words.is_empty()),
        file: entry.file.clone(),
    }
}

/// Names with the issues in which they occur, Chinese ones as they are spoken.
fn listed(items: &[Item], names: fn(&Item) -> &Vec<String>) -> Vec<Listed> {
    let mut found: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for item in items {
        for name in names(item) {
            let keys = found.entry(name).or_default();
            if keys.last() != Some(&item.key) {
                keys.push(item.key.clone());
            }
        }
    }
    let mut listed: Vec<Listed> =
        found.into_iter().map(|(name, issues)| Listed { name: name.to_string(), issues }).collect();
    listed.sort_by_cached_key(|one| order::key(&one.name));
    listed
}

#[cfg(test)]
mod tests {
    use super::super::check::sample::{entry, series};
    use super::*;

    pub(super) fn sample() -> Index {
        let series = series("languages = [\"en\", \"zh\"]\nissn = \"0378-5955\"\npublisher.en = \"Lake Office\"\n");
        let entries = [
            entry("2024-s1.md", "supplement: 1\ncorrects: 2024-02\ndate: 2024-01-20\ntitle: Errata\nlang: en\n"),
            entry(
                "2024-02.zh.md",
                "number: 2\nwhole-number: 32\ndate: 2024-01-12\ntitle: 湖与城\npeople: [孙东]\nlang: zh\n",
            ),
            entry(
                "2024-02.en.md",
                "number: 2\nwhole-number: 32\ndate: 2024-01-12\ntitle: Lakes, <towns> & \"more\"\n\
                 people: [Sun Dong, Ada Brown]\nkeywords: [water, Towns]\nlang: en\n",
            ),
            entry(
                "2023-12.md",
                "number: 12\nwhole-number: 31\ndate: 2023-12-20\ntitle: Year\npeople: [Ada Brown]\nlang: en\n",
            ),
        ];
        Index::of(&series, &entries, &Lang::new("en"), None)
    }

    #[test]
    fn issues_stand_by_number_and_supplements_after_them() {
        let index = sample();
        let keys: Vec<_> = index.issues.iter().map(|item| item.key.as_str()).collect();
        assert_eq!(keys, ["2023-12", "2024-02", "2024-s1"]);
        let years: Vec<_> = index.years().iter().map(|(year, items)| (year.unwrap_or_default(), items.len())).collect();
        assert_eq!(years, [(2023, 1), (2024, 2)]);
        let files: Vec<_> = index.issues[1].documents.iter().map(|document| document.file.as_str()).collect();
        assert_eq!(files, ["2024-02.en.md", "2024-02.zh.md"]);
    }

    #[test]
    fn what_says_neither_number_nor_title_is_no_issue() {
        let bare = series("");
        let entries = [
            entry("2024-01.md", "number: 1\ndate: 2024-01-12\nlang: en\n"),
            entry("README.md", "lang: en\n"),
            entry("special.md", "title: A special issue\nlang: en\n"),
            Entry { reader: "transcript", ..entry("notes.txt", "title: Call the printer\nlang: en\n") },
            // The documents of one issue stand together.
            entry("2024-02.en.md", "number: 2\nlang: en\n"),
            entry("2024-02.zh.md", "lang: zh\n"),
        ];
        let index = Index::of(&bare, &entries, &Lang::new("en"), None);
        let keys: Vec<_> = index.issues.iter().map(|item| item.key.as_str()).collect();
        assert_eq!(keys, ["special", "2024-01", "2024-02"]);
        assert_eq!(Index::strays(&bare, &entries), ["README.md", "notes.txt"]);
    }

    #[test]
    fn people_and_subjects_stand_with_their_issues() {
        let index = sample();
        let lines = |all: &[Listed]| -> Vec<String> {
            all.iter().map(|one| format!("{}: {}", one.name, one.issues.join(" "))).collect()
        };
        assert_eq!(lines(&index.people), ["Ada Brown: 2023-12 2024-02", "Sun Dong: 2024-02"]);
        assert_eq!(lines(&index.subjects), ["Towns: 2024-02", "water: 2024-02"]);
    }

    #[test]
    fn a_name_that_is_spread_is_the_same_person() {
        let of = |file: &str, number: u32, people: &str| {
            entry(file, &format!("number: {number}\ndate: 2024-0{number}-12\npeople: [{people}]\nlang: zh\n"))
        };
        let entries = [of("2024-01.md", 1, "孙　栋, 吴劲松"), of("2024-02.md", 2, "孙栋, 李 娜, Li Na")];
        let index = Index::of(&series(""), &entries, &Lang::new("zh"), None);
        let people: Vec<String> =
            index.people.iter().map(|one| format!("{}: {}", one.name, one.issues.join(" "))).collect();
        assert_eq!(people, ["Li Na: 2024-02", "李娜: 2024-02", "孙栋: 2024-01 2024-02", "吴劲松: 2024-01"]);
    }

    #[test]
    fn the_json_form_is_that_of_its_schema() {
        let sealed = Index { seal: Some(String::new()), ..sample() };
        let index = serde_json::to_value(sealed).unwrap_or_default();
        let schema = schema();
        let keys = |value: &Value| -> Vec<String> {
            value.as_object().into_iter().flatten().map(|(key, _)| key.clone()).collect()
        };
        assert_eq!(keys(&index), keys(&schema["properties"]));
        assert_eq!(keys(&index["issues"][0]), keys(&schema["$defs"]["Item"]["properties"]));
    }
}
