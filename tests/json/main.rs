//! The document as JSON: nothing is lost on the way there and back, and the schema in `docs` says what is written.

#![allow(clippy::unwrap_used, reason = "a test stops where its fixtures are broken")]

mod schema;

use masthead::ast::{Document, json};
use masthead::diagnostics::Sink;
use masthead::read::{self, Input, Reader};
use masthead::{series, style};
use schema::faults;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every fixture that a reader knows by its extension, with the reader.
fn sources(folder: &Path) -> Vec<(PathBuf, &'static Reader)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if let Some(reader) = path.extension().and_then(|ext| read::by_extension(ext.to_str().unwrap())) {
            found.push((path, reader));
        }
    }
    found.sort_by(|(left, _), (right, _)| left.cmp(right));
    found
}

/// The documents of all fixtures; a fixture of faults is read as far as it goes.
fn documents() -> Vec<(PathBuf, Document)> {
    let read = |(path, reader): (PathBuf, &Reader)| {
        let bytes = std::fs::read(&path).unwrap();
        let reading = (reader.read)(&Input::new("fixture", &bytes), &mut Sink::new());
        (path, reading.document)
    };
    let documents: Vec<_> = sources(&root().join("fixtures")).into_iter().map(read).collect();
    assert!(documents.len() > 4);
    documents
}

#[test]
fn a_document_comes_back_as_it_was() {
    let reader = read::by_name("json").unwrap();
    for (path, document) in documents() {
        let text = json::to_json(&document).unwrap();
        let mut sink = Sink::new();
        let reading = (reader.read)(&Input::new("again.json", text.as_bytes()), &mut sink);
        assert!(sink.diagnostics().is_empty(), "{}: {:?}", path.display(), sink.diagnostics());
        assert_eq!(reading.document, document, "{}", path.display());
    }
}

/// Lists and quotes in each other, and emphasis in brackets in the innermost.
fn deep(levels: usize) -> String {
    let lists = (0..levels).map(|at| format!("{}- level {at}\n", "  ".repeat(at)));
    let front = "---\nseries: Bulletin\nlang: en\n---\n\n";
    let styled = format!("{}words{}", "[".repeat(levels), "]{.underline}".repeat(levels));
    format!("{front}{}{}- {styled}\n", lists.collect::<String>(), "  ".repeat(levels))
}

#[test]
fn lists_as_deep_as_a_source_may_have_them_come_back() {
    for levels in [16, 40, 47, 60] {
        let mut sink = Sink::new();
        let bulletin = read::by_name("bulletin").unwrap();
        let document = (bulletin.read)(&Input::new("deep.md", deep(levels).as_bytes()), &mut sink).document;
        let whole = sink.diagnostics().iter().all(|found| found.code.name() != "nesting-too-deep");
        assert_eq!(whole, levels < 48, "{levels}");
        let text = json::to_json(&document).unwrap();
        let mut sink = Sink::new();
        let again = (read::by_name("json").unwrap().read)(&Input::new("deep.json", text.as_bytes()), &mut sink);
        assert!(sink.diagnostics().is_empty(), "{levels}: {:?}", sink.diagnostics());
        assert!(again.document == document, "{levels}");
    }
}

#[test]
fn brackets_without_end_are_refused_at_their_place() {
    let text = format!("{{\"masthead-ast\": 1, \"document\": {}", "[".repeat(1_000_000));
    let mut sink = Sink::new();
    (read::by_name("json").unwrap().read)(&Input::new("deep.json", text.as_bytes()), &mut sink);
    assert_eq!(sink.diagnostics().iter().map(|found| found.code.name()).collect::<Vec<_>>(), ["json-invalid"]);
}

#[test]
fn what_is_written_keeps_to_the_schema() {
    let schema = json::schema().to_value();
    for (path, document) in documents() {
        let value: Value = serde_json::from_str(&json::to_json(&document).unwrap()).unwrap();
        assert_eq!(faults(&schema, &value), Vec::<String>::new(), "{}", path.display());
    }
}

#[test]
fn the_schemas_in_docs_are_fresh() {
    let schemas = [
        ("ast", json::schema().to_value()),
        ("front", read::front_schema()),
        ("series", series::schema()),
        ("index", series::index::schema()),
        ("style", style::schema()),
    ];
    for (name, schema) in schemas {
        let path = root().join(format!("docs/{name}.schema.json"));
        let fresh = format!("{schema:#}\n");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, &fresh).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        let stale =
            format!("docs/{name}.schema.json is stale; look at the change, then BLESS=1 cargo test --test json");
        assert!(kept == fresh, "{stale}");
    }
}

#[test]
fn the_built_in_styles_are_kept_as_they_are_resolved() {
    for name in style::built_in() {
        let path = root().join(format!("assets/styles/{name}.json"));
        let fresh = style::ready(name).unwrap();
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, &fresh).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == fresh, "assets/styles/{name}.json is stale: BLESS=1 cargo test --test json");
    }
}

/// The front matter of every fixture that has any which is YAML, with what the reader finds wrong with the issue.
fn fronts() -> Vec<(PathBuf, Value, Vec<&'static str>)> {
    let is_bulletin = |(_, reader): &(PathBuf, &Reader)| reader.name == "bulletin";
    let read = |(path, reader): (PathBuf, &Reader)| {
        let bytes = std::fs::read(&path).unwrap();
        let mut sink = Sink::new();
        let reading = (reader.read)(&Input::new("fixture", &bytes), &mut sink);
        let yaml = reading.document.front.span.range()?;
        let value = serde_saphyr::from_str(&reading.source.text()[yaml]).ok()?;
        Some((path, value, sink.diagnostics().iter().map(|found| found.code.name()).collect()))
    };
    sources(&root().join("fixtures")).into_iter().filter(is_bulletin).filter_map(read).collect()
}

#[test]
fn the_schema_of_front_matter_takes_what_the_reader_takes() {
    let schema = read::front_schema();
    let fronts = fronts();
    assert!(fronts.iter().any(|(.., told)| told.contains(&"front-matter-unknown-key")));
    for (path, value, told) in fronts {
        let found = faults(&schema, &value);
        if told.contains(&"front-matter-unknown-key") {
            assert!(!found.is_empty(), "{}: the schema takes a key that there is not", path.display());
        } else if !told.contains(&"front-matter-invalid") {
            assert_eq!(found, Vec::<String>::new(), "{}", path.display());
        }
    }
}

#[test]
fn the_schema_refuses_what_the_reader_refuses() {
    let schema = json::schema().to_value();
    let sound = json!({ "masthead-ast": 1, "document": { "provenance": {}, "front": { "number": 6 } } });
    assert_eq!(faults(&schema, &sound), Vec::<String>::new());
    let reader = read::by_name("json").unwrap();
    let broken = [
        json!({ "masthead-ast": 1 }),
        json!({ "masthead-ast": "1", "document": { "provenance": {}, "front": {} } }),
        json!({ "masthead-ast": 1, "document": { "provenance": {}, "front": { "numero": 6 } } }),
        json!({ "masthead-ast": 1, "document": { "provenance": {}, "front": { "number": -6 } } }),
        json!({ "masthead-ast": 1, "document": { "provenance": {}, "front": {}, "lead": [{ "type": "poem" }] } }),
    ];
    for value in broken {
        assert!(!faults(&schema, &value).is_empty(), "the schema takes {value}");
        let mut sink = Sink::new();
        (reader.read)(&Input::new("broken.json", value.to_string().as_bytes()), &mut sink);
        assert!(sink.has_errors(), "the reader takes {value}");
    }
}
