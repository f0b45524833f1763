//! The JSON Schema of the front matter as a person writes it.

use super::facts::KEYS;
use serde_json::{Map, Value, json};

/// What makes the schema of the values of a key.
pub(super) type Form = fn() -> Value;

/// The schema of the front matter. A key that has nothing behind it counts as left out.
#[must_use]
pub fn schema() -> Value {
    let mut front = table(&KEYS.map(|key| (key.name, key.meaning, key.form)));
    if let Some(front) = front.as_object_mut() {
        front.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
        front.insert("title".into(), json!("FrontMatter"));
        front.insert("description".into(), json!("The facts at the head of an issue in bulletin Markdown, as YAML."));
    }
    front
}

/// Words. YAML takes bare ones for whatever they look like, the reader for words.
pub(super) fn words() -> Value {
    json!({ "type": ["string", "number", "boolean", "null"] })
}

pub(super) fn counting() -> Value {
    json!({ "type": ["integer", "string", "null"], "minimum": 1 })
}

/// A list of words, or one text that is parted.
pub(super) fn several() -> Value {
    json!({ "anyOf": [words(), list()] })
}

pub(super) fn by_language() -> Value {
    json!({ "anyOf": [words(), list(), { "type": "object", "additionalProperties": several() }] })
}

pub(super) fn corrects() -> Value {
    let parts = table(&[
        ("number", "Its number within the year.", counting),
        ("supplement", "Its number among the supplements of the year.", counting),
        ("date", "Its day of issue.", words),
        ("year", "Its year, where the day is not known.", counting),
    ]);
    json!({ "anyOf": [words(), parts] })
}

pub(super) fn editors_note() -> Value {
    let parts = table(&[
        ("label", "The label as it was printed; the style has one otherwise.", words),
        ("text", "Its paragraphs, parted by empty lines.", several),
    ]);
    json!({ "anyOf": [words(), list(), parts] })
}

pub(super) fn compilers() -> Value {
    let parts = table(&[
        ("label", "The label as it was printed; the style has one otherwise.", words),
        ("names", "The names, in order.", several),
        ("name-order", "How the names are ordered.", name_order),
    ]);
    json!({ "anyOf": [words(), list(), parts] })
}

pub(super) fn people() -> Value {
    let person = table(&[
        ("name", "The full name as printed.", words),
        ("position", "The offices, as one text.", words),
        ("name-order", "How the name is ordered.", name_order),
    ]);
    json!({ "type": ["array", "null"], "items": { "anyOf": [words(), person] } })
}

pub(super) fn imprint() -> Value {
    let parts = table(&[
        ("reviewers", "Who reviewed the issue.", several),
        ("distribution", "To whom the issue goes.", several),
        ("copies-to", "Who gets a copy beside them.", several),
        ("issued-by", "Who prints and sends the issue, on its day.", words),
        ("copies", "How many copies were printed.", counting),
        ("lines", "Anything else, line by line.", several),
    ]);
    json!({ "anyOf": [words(), list(), parts] })
}

fn name_order() -> Value {
    json!({ "oneOf": [
        { "const": "eastern", "description": "Surname first, as in Chinese." },
        { "const": "western", "description": "Given name first." },
        { "const": "unknown", "description": "Not known; the name is kept whole." },
        { "type": "null" },
    ] })
}

fn list() -> Value {
    json!({ "type": "array", "items": words() })
}

fn table(keys: &[(&str, &str, Form)]) -> Value {
    let mut properties = Map::new();
    for (name, meaning, form) in keys {
        let mut value = form();
        if let Some(value) = value.as_object_mut() {
            value.insert("description".into(), json!(meaning));
        }
        properties.insert((*name).to_string(), value);
    }
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::super::parts::IMPRINT;
    use super::*;
    use crate::diagnostics::Sink;
    use crate::read::{Input, by_name};

    fn names(schema: &Value, key: &str) -> Vec<String> {
        let alternatives = schema.pointer(&format!("/properties/{key}")).unwrap();
        let alternatives = alternatives.get("items").unwrap_or(alternatives).get("anyOf").unwrap().as_array().unwrap();
        let tables = alternatives.iter().filter_map(|one| one.get("properties")?.as_object());
        tables.flat_map(|table| table.keys().cloned()).collect()
    }

    #[test]
    fn the_reader_knows_every_key_that_the_schema_has_inside_another() {
        let schema = schema();
        for (key, item) in
            [("corrects", ""), ("editors-note", ""), ("compilers", ""), ("people", "- "), ("imprint", "")]
        {
            for name in names(&schema, key) {
                let text = format!("---\nlang: en\n{key}:\n  {item}{name}: 1\n---\nWords.\n");
                let mut sink = Sink::new();
                (by_name("bulletin").unwrap().read)(&Input::new("a.md", text.as_bytes()), &mut sink);
                let unknown = sink.diagnostics().iter().any(|found| found.code.name() == "front-matter-unknown-key");
                assert!(!unknown, "{key}.{name}");
            }
        }
    }

    #[test]
    fn the_schema_has_every_key_of_the_imprint() {
        let mut imprint = IMPRINT.map(str::to_string);
        imprint.sort();
        assert_eq!(names(&schema(), "imprint"), imprint);
    }
}
