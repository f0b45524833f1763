//! Whether the source, the record, `bag-info.txt` and the Dublin Core say the same of the issue.

use super::Checked;
use crate::archive::dublin_core;
use crate::archive::info;
use crate::archive::make::RECORD;
use crate::archive::record::{Facts, Record};
use crate::archive::remake::Files;
use crate::ast::Document;
use crate::diagnostics::code;
use crate::write::Artifact;

/// Compares what is said of the issue everywhere.
pub(super) fn check(record: &Record, document: &Document, files: &Files, same_version: bool, checked: &mut Checked) {
    let facts = Facts::of(document);
    for difference in differences(&record.issue, &facts) {
        let message = format!("the record and the source disagree: {difference}");
        checked.find(RECORD, code::BAG_RECORD_DISAGREES, message, "make the bag again");
    }
    described(record, files, checked);
    if same_version {
        catalogued(record, document, &facts, files, checked);
    }
}

/// How far one set of facts is off another.
pub(in crate::archive) fn differences(one: &Facts, other: &Facts) -> Vec<String> {
    let number = |number: Option<u32>| number.map(|number| number.to_string());
    let pairs = [
        ("series", one.series.clone(), other.series.clone()),
        ("number", number(one.number), number(other.number)),
        ("whole number", number(one.whole_number), number(other.whole_number)),
        ("date", one.date.clone(), other.date.clone()),
        ("publisher", one.publisher.clone(), other.publisher.clone()),
        ("title", one.title.clone(), other.title.clone()),
        ("language", Some(one.lang.clone()), Some(other.lang.clone())),
        ("ISSN", one.issn.clone(), other.issn.clone()),
        ("DOI", one.doi.clone(), other.doi.clone()),
    ];
    let shown = |fact: Option<String>| fact.map_or("none".into(), |fact| format!("“{fact}”"));
    let differ = pairs.into_iter().filter(|(_, one, other)| one != other);
    differ
        .map(|(what, one, other)| format!("the {what} is {} in the one, {} in the other", shown(one), shown(other)))
        .collect()
}

/// `bag-info.txt` names the issue by what the record says.
fn described(record: &Record, files: &Files, checked: &mut Checked) {
    let path = "bag-info.txt";
    let text = files.get(path).and_then(|bytes| std::str::from_utf8(bytes).ok());
    let tags = text.and_then(|text| info::parse(text).ok()).unwrap_or_default();
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for identifier in record.issue.identifiers().iter().map(|identifier| one_line(identifier)) {
        if !tags.iter().any(|(label, value)| label.eq_ignore_ascii_case("External-Identifier") && *value == identifier)
        {
            let message = format!("`{path}` does not name the issue as the record does: “{identifier}”");
            checked.find(path, code::BAG_RECORD_DISAGREES, message, "make the bag again");
        }
    }
}

/// The Dublin Core is what the document gives.
fn catalogued(record: &Record, document: &Document, facts: &Facts, files: &Files, checked: &mut Checked) {
    let artifact = |path: &str| Artifact { path: path.into(), bytes: Vec::new() };
    let outputs: Vec<Artifact> = record.outputs.iter().map(|output| artifact(&output.file.path)).collect();
    let path = &record.dublin_core.path;
    let wanted = dublin_core::render(document, facts, &outputs);
    if files.get(path).is_none_or(|found| found != wanted.as_bytes()) {
        let message = format!("`{path}` does not say what the source says of the issue");
        checked.find(path, code::BAG_RECORD_DISAGREES, message, "make the bag again");
    }
}
