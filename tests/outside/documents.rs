//! What docs/backends.md shows of files is what the program takes; its commands are run with those of the guide.

use crate::series::Series;
use masthead::outside::{findings, schema};
use std::fs;
use std::path::{Path, PathBuf};

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The first fenced example in a language that has some words in it.
fn example(language: &str, words: &str) -> String {
    let text = fs::read_to_string(path("docs/backends.md")).unwrap();
    let fence = format!("```{language}\n");
    let mut examples = text.split(&fence).skip(1).filter_map(|after| after.split("```").next());
    examples.find(|example| example.contains(words)).unwrap().to_string()
}

#[test]
fn the_file_that_is_shown_is_one() {
    let toml = example("toml", "filters =");
    let (filters, tables) = toml.split_once('\n').unwrap();
    let series = Series::new(&format!("{filters}\n{tables}"), &[]);
    series.call("check issue.md").assert(0, &["warning[filters-not-run]"]);
}

#[test]
fn the_finding_that_is_shown_is_one() {
    let (found, others) = findings("mail", example("json", "severity").as_bytes());
    assert_eq!((found.len(), others.as_str()), (1, ""));
    assert!(found[0].span.range().is_some() && found[0].hint.is_some());
}

#[test]
fn the_schema_is_fresh() {
    let (path, fresh) = (path("docs/protocol.schema.json"), format!("{:#}\n", schema()));
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &fresh).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == fresh,
        "docs/protocol.schema.json is stale; look at the change, then BLESS=1 cargo test --test outside"
    );
    assert_eq!(Series::new("", &[]).call("schema program").out, fresh.as_bytes());
}
