//! `series.toml`: what all issues of a bulletin share, and how they are numbered.

use super::pattern::FilePattern;
use crate::ast::{Lang, Standing, identifiers};
use crate::diagnostics::{Diagnostic, Span, code, nearest};
use crate::outside::{BackendSheet, FilterSheet, PROTOCOL, is_name};
use crate::style::keys::{self, Kind};
use crate::style::{self, StyleError};
use crate::write;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

const KIND: Kind = Kind { one: "a series", this: "the file of the series", schema: "series" };

/// The file as a person writes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SeriesSheet {
    /// The bulletin's name by language: `en = "Lake Bulletin"`.
    pub name: BTreeMap<String, String>,
    /// The issuing body by language.
    #[serde(default)]
    pub publisher: BTreeMap<String, String>,
    /// The languages in which every issue comes out, the leading one first; those of the names where none are given.
    #[serde(default)]
    pub languages: Vec<String>,
    /// International Standard Serial Number.
    #[serde(default)]
    pub issn: Option<String>,
    /// Licence of the issues, as an SPDX name or an address.
    #[serde(default)]
    pub licence: Option<String>,
    /// The style of the issues: a name, or the path of a style sheet from the folder of this file.
    #[serde(default)]
    pub style: Option<String>,
    /// How issues are numbered.
    #[serde(default)]
    pub numbering: Numbering,
    /// Formats that programs of others write, by the names by which `--to` asks for them.
    #[serde(default)]
    pub backend: BTreeMap<String, BackendSheet>,
    /// Programs of others that change documents, by name.
    #[serde(default)]
    pub filter: BTreeMap<String, FilterSheet>,
    /// The filters that every issue goes through before it is numbered, in order.
    #[serde(default)]
    pub filters: Vec<String>,
}

/// How issues are numbered, and what their files are called.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Numbering {
    /// Whether the number starts again from 1 every year; otherwise it runs on for ever.
    pub yearly: bool,
    /// Whether issues have a number since the first issue beside that within the year.
    pub whole_number: bool,
    /// The whole number of the first issue.
    pub first_whole_number: u32,
    /// How supplements are numbered.
    pub supplements: Supplements,
    /// What the file of an issue is called, without language and extension. Fields are `{year}`, `{number}` with two
    /// figures at least, and `{whole}` with three.
    pub file_name: String,
    /// What the file of a supplement is called. Fields are `{year}` and `{supplement}`.
    pub supplement_file_name: String,
}

impl Default for Numbering {
    fn default() -> Numbering {
        Numbering {
            yearly: true,
            whole_number: true,
            first_whole_number: 1,
            supplements: Supplements::Yearly,
            file_name: "{year}-{number}".into(),
            supplement_file_name: "{year}-s{supplement}".into(),
        }
    }
}

/// How supplements are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Supplements {
    /// From 1 every year.
    Yearly,
    /// From 1 on for ever.
    Running,
    /// There are none.
    None,
}

/// A series whose file is sound.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What its issues may leave out.
    pub standing: Standing,
    /// The languages in which every issue comes out, the leading one first.
    pub languages: Vec<Lang>,
    /// How issues are numbered.
    pub numbering: Numbering,
    /// What the files of issues are called.
    pub file_name: FilePattern,
    /// What the files of supplements are called.
    pub supplement_file_name: FilePattern,
    /// Formats that programs of others write, by name.
    pub backends: BTreeMap<String, BackendSheet>,
    /// The filters that every issue goes through, in order.
    pub filters: Vec<(String, FilterSheet)>,
}

/// The JSON Schema of the file.
#[must_use]
pub fn schema() -> Value {
    schemars::schema_for!(SeriesSheet).to_value()
}

impl Series {
    /// Reads the file, or says everything that is wrong with it.
    pub fn read(source: &str) -> Result<Series, Vec<Diagnostic>> {
        let told = |faults: Vec<StyleError>| faults.into_iter().map(diagnostic).collect::<Vec<_>>();
        let table = keys::checked(source, &schema(), KIND).map_err(told)?;
        let sheet: SeriesSheet = toml::Value::Table(table)
            .try_into()
            .map_err(|error: toml::de::Error| vec![Diagnostic::new(code::SERIES_INVALID, error.message())])?;
        let mut faults = Faults { source, found: Vec::new() };
        let series = faults.settle(sheet);
        if faults.found.is_empty() { Ok(series) } else { Err(faults.found) }
    }
}

/// Whether a style is one of the program's, or may be a file.
fn is_style(name: &str) -> bool {
    style::built_in_source(name).is_some() || name.contains('/') || name.ends_with(".toml")
}

fn diagnostic(fault: StyleError) -> Diagnostic {
    let span = fault.range.map_or(Span::Unknown, |range| Span::text(range.start, range.end));
    let mut diagnostic = Diagnostic::new(code::SERIES_INVALID, fault.message).at(span);
    diagnostic.hint = fault.hint;
    diagnostic
}

/// What is wrong with values that are of the right kind.
struct Faults<'a> {
    source: &'a str,
    found: Vec<Diagnostic>,
}

impl Faults<'_> {
    fn tell(&mut self, path: &[&str], message: String, hint: &str) {
        let span = keys::place(self.source, path).map_or(Span::Unknown, |range| Span::text(range.start, range.end));
        self.found.push(Diagnostic::new(code::SERIES_INVALID, message).at(span).hint(hint));
    }

    fn settle(&mut self, sheet: SeriesSheet) -> Series {
        let series = self.words("name", &sheet.name);
        if series.is_empty() {
            self.tell(&["name"], "the series has no name".into(), "give it in one language at least: `en = \"…\"`");
        }
        let publisher = self.words("publisher", &sheet.publisher);
        if let Some(issn) = sheet.issn.as_deref().filter(|issn| !identifiers::is_issn(issn)) {
            let hint = "write eight figures as in `0378-5955`; the last one is a check figure";
            self.tell(&["issn"], format!("`{issn}` is not an ISSN"), hint);
        }
        if let Some(style) = sheet.style.as_deref().filter(|style| !is_style(style)) {
            let hint = nearest::advice(style, &style::built_in()) + "; the name of a file ends in .toml";
            self.tell(&["style"], format!("there is no style `{style}`"), &hint);
        }
        self.programs(&sheet);
        let filters = self.filters(&sheet);
        let mut languages: Vec<Lang> = sheet.languages.iter().map(|tag| Lang::new(tag.as_str())).collect();
        for tag in languages.iter().filter(|tag| !tag.is_well_formed()) {
            self.language(&["languages"], tag.tag());
        }
        if languages.is_empty() {
            languages = series.keys().cloned().collect();
        }
        let rules = &sheet.numbering;
        let wanted: &[&str] = if rules.yearly { &["year", "number"] } else { &["number"] };
        let file_name = self.pattern("file-name", &rules.file_name, &["year", "number", "whole"], wanted);
        let wanted: &[&str] =
            if rules.supplements == Supplements::Yearly { &["year", "supplement"] } else { &["supplement"] };
        let pattern = &rules.supplement_file_name;
        let supplement_file_name = self.pattern("supplement-file-name", pattern, &["year", "supplement"], wanted);
        Series {
            standing: Standing { series, publisher, issn: sheet.issn, licence: sheet.licence, style: sheet.style },
            languages,
            numbering: sheet.numbering,
            file_name,
            supplement_file_name,
            backends: sheet.backend,
            filters,
        }
    }

    /// The filters that are in use, in order.
    fn filters(&mut self, sheet: &SeriesSheet) -> Vec<(String, FilterSheet)> {
        let known: Vec<&str> = sheet.filter.keys().map(String::as_str).collect();
        let mut found: Vec<(String, FilterSheet)> = Vec::new();
        for name in &sheet.filters {
            match sheet.filter.get(name) {
                None if known.is_empty() => {
                    let hint = format!("write [filter.{name}] and under it `command = [\"…\"]`");
                    self.tell(&["filters"], format!("no filter is called `{name}`"), &hint);
                }
                None => {
                    self.tell(&["filters"], format!("no filter is called `{name}`"), &nearest::advice(name, &known))
                }
                Some(_) if found.iter().any(|(known, _)| known == name) => {
                    self.tell(&["filters"], format!("the filter `{name}` is named twice"), "leave one out");
                }
                Some(filter) => found.push((name.clone(), filter.clone())),
            }
        }
        found
    }

    /// Looks at what is said of programs.
    fn programs(&mut self, sheet: &SeriesSheet) {
        for (name, backend) in &sheet.backend {
            self.program("backend", name, &backend.command, backend.protocol);
            if write::by_name(name).is_some() {
                let hint = "give yours a name of its own, and its `extension` beside it";
                self.tell(&["backend", name], format!("`{name}` is a format that masthead writes itself"), hint);
            }
            let is_extension = |text: &str| is_name(text) && text.len() <= 16;
            if let Some(extension) = backend.extension.as_deref().filter(|extension| !is_extension(extension)) {
                let hint = "write small letters and figures without a dot, as in `eml`";
                self.tell(&["backend", name, "extension"], format!("`{extension}` is no extension"), hint);
            }
        }
        for (name, filter) in &sheet.filter {
            self.program("filter", name, &filter.command, filter.protocol);
        }
    }

    fn program(&mut self, kind: &str, name: &str, command: &[String], protocol: u32) {
        if !is_name(name) {
            let hint = "write small letters, figures and hyphens, as in `spell-check`";
            self.tell(&[kind, name], format!("no {kind} may be called `{name}`"), hint);
        }
        if command.first().is_none_or(String::is_empty) {
            let hint = "name the program and its arguments: `command = [\"python3\", \"./mail.py\"]`";
            self.tell(&[kind, name, "command"], format!("the {kind} `{name}` has no command"), hint);
        }
        if protocol != PROTOCOL {
            let message = format!("the {kind} `{name}` speaks protocol {protocol}, and this program speaks {PROTOCOL}");
            let hint = "install the version of either that goes with the other";
            self.tell(&[kind, name, "protocol"], message, hint);
        }
    }

    fn words(&mut self, key: &str, words: &BTreeMap<String, String>) -> BTreeMap<Lang, String> {
        let mut found = BTreeMap::new();
        for (tag, words) in words {
            let lang = Lang::new(tag.as_str());
            if !lang.is_well_formed() {
                self.language(&[key, tag], tag);
            }
            if words.trim().is_empty() {
                self.tell(&[key, tag], format!("`{key}.{tag}` has no words"), "give them, or leave the language out");
            }
            found.insert(lang, words.trim().to_string());
        }
        found
    }

    fn language(&mut self, path: &[&str], tag: &str) {
        self.tell(path, format!("`{tag}` is no language"), "write its tag, as in `en` or `zh-Hant`");
    }

    fn pattern(&mut self, key: &str, text: &str, known: &[&str], wanted: &[&str]) -> FilePattern {
        FilePattern::read(text, known, wanted).unwrap_or_else(|fault| {
            let hint = "write it as in `{year}-{number}`";
            self.tell(&["numbering", key], format!("`numbering.{key}`: {fault}"), hint);
            FilePattern::default()
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    fn assert_fault(source: &str, at: &str, message: &str, hint: &str) {
        let found = Series::read(source).unwrap_err();
        assert_eq!(found.len(), 1, "{found:?}");
        let range = found[0].span.range().unwrap_or_default();
        assert_eq!((&source[range], found[0].message.as_str()), (at, message));
        assert!(found[0].hint.as_deref().unwrap_or_default().contains(hint), "{:?}", found[0].hint);
    }

    #[test]
    fn a_name_is_enough() {
        let series = Series::read("[name]\nzh = \"简报\"\nen = \"Bulletin\"\n").unwrap();
        assert_eq!(series.languages, [Lang::new("en"), Lang::new("zh")]);
        assert_eq!(series.numbering, Numbering::default());
        assert!(series.numbering.yearly && series.numbering.whole_number);
    }

    #[test]
    fn unknown_keys_are_refused_with_the_nearest_one() {
        let name = "name.en = \"B\"\n";
        assert_fault(
            &format!("{name}isnn = \"0378-5955\""),
            "isnn",
            "a series has no key `isnn`",
            "did you mean `issn`?",
        );
        assert_fault(&format!("{name}[numbering]\nyear = true"), "year", "`numbering` has no key `year`", "known are");
    }

    #[test]
    fn values_that_cannot_be_are_refused_at_their_place() {
        let name = "name.en = \"B\"\n";
        assert_fault(
            &format!("{name}issn = \"0378-5954\""),
            "\"0378-5954\"",
            "`0378-5954` is not an ISSN",
            "check figure",
        );
        assert_fault(
            &format!("{name}languages = [\"english!\"]"),
            "[\"english!\"]",
            "`english!` is no language",
            "`en`",
        );
        assert_fault(
            &format!("{name}numbering.file-name = \"{{year}}\""),
            "\"{year}\"",
            "`numbering.file-name`: the field `{number}` is missing, so that two issues would have one name",
            "{number}",
        );
        assert_fault(
            &format!("{name}[numbering]\nsupplements = \"no\""),
            "\"no\"",
            "`numbering.supplements` cannot be `no`",
            "none",
        );
        assert_fault(&format!("{name}style = \"pujang\""), "\"pujang\"", "there is no style `pujang`", "`pujiang`");
        assert_fault(
            "name = \"Lake\"",
            "\"Lake\"",
            "`name` is a text, where a table belongs",
            "`[name]`, and under it `en = \"Lake\"`",
        );
        let said = Series::read("languages = [\"en\"]").unwrap_err();
        assert_eq!(said[0].message, "the file of the series lacks `name`");
    }
}
