//! Whatever changes in a document is found when two versions of it are compared: every word, number, choice and order of a
//! document that has everything, each changed by itself.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

use masthead::ast::{Document, check::check};
use masthead::compare::compare;
use masthead::diagnostics::Sink;
use masthead::normalize::normalize;
use masthead::read::{self, Input};
use serde_json::{Value, json};
use std::path::Path;

/// What is not compared, by its key: where things stood, what numbering derives, and keys that nobody reads.
const NOT_COMPARED: [&str; 4] = ["span", "provenance", "masthead", "id"];

/// Names of choices, of which one that is not chosen is tried in the place of a text.
const CHOICES: [&str; 22] = [
    "emphasis",
    "strong",
    "superscript",
    "subscript",
    "centre",
    "right",
    "decimal",
    "bullet",
    "lower-letter",
    "upper-roman",
    "top",
    "here",
    "page",
    "number",
    "eastern",
    "western",
    "fr",
    "#nowhere",
    "file:x",
    "2031-03-04",
    "x",
    "y",
];

/// What may stand in a field that is left out where it says nothing.
fn left_out() -> [(&'static str, Value); 7] {
    [
        ("looseness", json!(1)),
        ("placement", json!("top")),
        ("spans-page", json!(true)),
        ("supplement", json!(2)),
        ("subtitle", json!([{"type": "text", "text": "x"}])),
        ("attribution", json!([{"type": "text", "text": "x"}])),
        ("corrects", json!({"year": 2020, "number": 1})),
    ]
}

fn document(name: &str) -> Document {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/bulletins").join(name);
    let bytes = std::fs::read(&file).unwrap();
    let mut sink = Sink::new();
    let mut document = (read::by_extension("md").unwrap().read)(&Input::new(name, &bytes), &mut sink).document;
    normalize(&mut document, &mut sink);
    document
}

/// The paths to everything that is compared.
fn paths(value: &Value, path: &str, found: &mut Vec<String>) {
    found.push(path.to_string());
    match value {
        Value::Object(fields) => {
            let compared = fields.iter().filter(|(key, field)| {
                let is_derived = match key.as_str() {
                    "label" => is_derived(value, field),
                    // Read from the words of a printed label.
                    "number" => fields.contains_key("literal"),
                    key => NOT_COMPARED.contains(&key),
                };
                !is_derived
            });
            compared.for_each(|(key, field)| paths(field, &format!("{path}/{key}"), found));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| paths(item, &format!("{path}/{index}"), found));
        }
        _ => {}
    }
}

/// Labels that numbering makes, or the reader from words that stand there too. Those that the source printed are compared
/// by their words.
fn is_derived(of: &Value, label: &Value) -> bool {
    let is_of_reference = of["type"] == "reference";
    let is_of_item = of.get("blocks").is_some() && of.get("id").is_none() && of.get("title").is_none();
    let is_of_run_in = label.is_object() && of.get("inlines").is_some();
    let is_of_front = label.is_string() || label.is_null();
    is_of_reference || is_of_run_in || (is_of_item && !is_of_front) || label["literal"] == false
}

/// What a value may be instead.
fn instead(value: &Value) -> Vec<Value> {
    match value {
        Value::String(text) => {
            let others = CHOICES.iter().filter(|choice| *choice != text).map(|choice| json!(choice));
            [json!(format!("{text}x"))].into_iter().chain(others).collect()
        }
        Value::Number(number) => match number.as_u64() {
            Some(count) => vec![json!(count + 1), json!(count.saturating_sub(1))],
            None => vec![json!(number.as_f64().unwrap() / 2.0)],
        },
        Value::Bool(is) => vec![json!(!is)],
        _ => Vec::new(),
    }
}

/// The lists with an item less, and with two in each other's place.
fn rearranged(items: &[Value]) -> Vec<Value> {
    let without = (0..items.len()).map(|at| {
        let mut items = items.to_vec();
        items.remove(at);
        items
    });
    let swapped = (1..items.len()).filter(|at| items[at - 1] != items[*at]).map(|at| {
        let mut items = items.to_vec();
        items.swap(at - 1, at);
        items
    });
    without.chain(swapped).map(Value::Array).collect()
}

/// The documents that differ from one in one place, with what was done.
fn changed(base: &Document, whole: &Value, path: &str) -> Vec<(String, Document)> {
    let at = whole.pointer(path).unwrap();
    let read = |part: Value| {
        let mut other = whole.clone();
        *other.pointer_mut(path).unwrap() = part.clone();
        let document: Document = serde_json::from_value(other).ok()?;
        (document != *base && check(&document).is_empty()).then(|| (format!("{path}: {at} → {part}"), document))
    };
    match at {
        Value::Array(items) => rearranged(items).into_iter().filter_map(read).collect(),
        Value::Object(fields) => {
            let added = left_out().into_iter().filter(|(key, _)| fields.get(*key).is_none_or(Value::is_null));
            let with = |(key, field): (&str, Value)| {
                let mut fields = fields.clone();
                fields.insert(key.into(), field);
                read(Value::Object(fields))
            };
            added.filter_map(with).collect()
        }
        // One other value is enough, the first that may stand there.
        _ => instead(at).into_iter().find_map(read).into_iter().collect(),
    }
}

/// A document without the places of its source, which are not compared.
fn bare(document: &Document) -> Value {
    fn strip(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                fields.remove("span");
                fields.values_mut().for_each(strip);
            }
            Value::Array(items) => items.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let mut value = serde_json::to_value(document).unwrap();
    strip(&mut value);
    value
}

fn every_change_is_found(name: &str, least: usize) {
    let whole = bare(&document(name));
    let base: Document = serde_json::from_value(whole.clone()).unwrap();
    assert_eq!(compare(&base, &base), [], "{name} differs from itself");
    let mut places = Vec::new();
    paths(&whole, "", &mut places);
    let (mut tried, mut missed) = (0, Vec::new());
    for (what, other) in places.iter().flat_map(|path| changed(&base, &whole, path)) {
        tried += 1;
        if compare(&base, &other).is_empty() {
            missed.push(what.chars().take(300).collect::<String>());
        }
    }
    assert!(tried >= least, "only {tried} changes were tried of {name}");
    assert!(missed.is_empty(), "{} of {tried} changes of {name} were not found:\n{}", missed.len(), missed.join("\n"));
}

#[test]
fn every_change_of_a_document_with_everything_is_found() {
    every_change_is_found("kitchen-sink.md", 500);
}

#[test]
fn every_change_of_notes_readings_and_tables_is_found() {
    for name in ["table-notes.md", "tables.md", "readings.md", "in-two-languages.md", "figures-and-notes.md"] {
        every_change_is_found(name, 50);
    }
}
