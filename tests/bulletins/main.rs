//! Bulletin sources and what the reader makes of them.
//!
//! Every `fixtures/bulletins/NAME.md` has a `NAME.outline` beside it: the findings, then the document. `BLESS=1 cargo test
//! --test bulletins` writes the outlines anew; one that is out of date, or whose source is gone, fails.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod completeness;
mod formatting;
mod outline;
mod robustness;
mod slips;

use masthead::ast::Document;
use masthead::convert::prepare;
use masthead::diagnostics::{Sink, Source, render};
use masthead::read::{Input, by_name};
use std::fs;
use std::path::{Path, PathBuf};

const FOLDER: &str = "fixtures/bulletins";

/// The sources in the folder, sorted.
fn sources() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER);
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|end| end == "md")).collect();
    paths.sort();
    paths
}

/// Reads and normalises a source.
fn read(name: &str, bytes: &[u8]) -> (Document, Source, Sink) {
    let mut sink = Sink::new();
    let prepared = prepare(&Input::new(name, bytes), by_name("bulletin").unwrap(), &mut sink);
    (prepared.document, prepared.source, sink)
}

fn findings(sink: &Sink, source: &Source) -> String {
    sink.diagnostics().iter().map(|diagnostic| render::human(diagnostic, source, render::Ink::Plain) + "\n").collect()
}

#[test]
fn every_source_reads_as_its_outline_says() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut stale = Vec::new();
    for path in sources() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let (document, source, sink) = read(&name, &fs::read(&path).unwrap());
        let found = format!("{}{}", findings(&sink, &source), outline::outline(&document));
        let expected = path.with_extension("outline");
        if bless {
            fs::write(&expected, &found).unwrap();
        } else if fs::read_to_string(&expected).ok().as_deref() != Some(&found) {
            println!("--- {name}\n{found}");
            stale.push(name);
        }
    }
    assert!(stale.is_empty(), "these outlines are out of date: {stale:?}; look at them and run again with BLESS=1");
}

#[test]
fn every_outline_has_a_source() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER);
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let alone = path.extension().is_some_and(|end| end == "outline") && !path.with_extension("md").exists();
        assert!(!alone, "{} has no source", path.display());
    }
}

#[test]
fn sources_without_fault_in_their_name_have_no_errors() {
    for path in sources() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let (_, source, sink) = read(&name, &fs::read(&path).unwrap());
        assert_eq!(sink.has_errors(), name.starts_with("fault-"), "{}", findings(&sink, &source));
    }
}

#[test]
fn every_node_stands_inside_the_source() {
    for path in sources() {
        let bytes = fs::read(&path).unwrap();
        let (document, source, _) = read("x.md", &bytes);
        masthead::ast::walk::runs(&document, &mut |run| {
            masthead::ast::walk::inlines(run, &mut |inline| {
                let range = inline.span().range().unwrap_or_else(|| panic!("{inline:?} has no place"));
                assert!(source.text().get(range).is_some(), "{inline:?}");
            });
        });
    }
}
