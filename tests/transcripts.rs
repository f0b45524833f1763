//! Every transcript under `fixtures/transcripts`, and the real bulletin: what is read from it, what is told about it,
//! and that none of its words is lost.
//!
//! `NAME.txt` is a transcript, `NAME.expected` what must come of it. `BLESS=1 cargo test --test transcripts` writes the
//! expectations anew.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops at its first fault")]

mod transcripts {
    pub(crate) mod outline;
    pub(crate) mod words;
}

use masthead::ast::check::check;
use masthead::diagnostics::{Diagnostic, Sink, render};
use masthead::read::{Input, Reading, by_name};
use std::fs;
use std::path::{Path, PathBuf};

fn read(path: &Path) -> (Reading, Vec<Diagnostic>) {
    let bytes = fs::read(path).unwrap();
    let mut sink = Sink::new();
    let name = path.file_name().unwrap().to_string_lossy();
    let reading = (by_name("transcript").unwrap().read)(&Input { name: &name, bytes: &bytes }, &mut sink);
    (reading, sink.into_diagnostics())
}

fn fixtures() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let folder = fs::read_dir(root.join("transcripts")).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = folder.filter(|path| path.extension().is_some_and(|end| end == "txt")).collect();
    found.push(root.join("pujiang-2023-06.txt"));
    found.sort();
    found
}

fn expectation(fixture: &Path) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/transcripts");
    folder.join(fixture.with_extension("expected").file_name().unwrap())
}

#[test]
fn every_transcript_is_read_as_expected() {
    let mut faults = Vec::new();
    for path in fixtures() {
        let (reading, told) = read(&path);
        let told: String = told.iter().map(|found| render::short(found, &reading.source)).collect();
        let found = format!("{}\n{told}", outline::of(&reading.document));
        let expected = expectation(&path);
        if std::env::var_os("BLESS").is_some() {
            fs::write(&expected, &found).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default() != found {
            faults.push(format!("{}:\n{found}", path.display()));
        }
    }
    assert!(faults.is_empty(), "not as expected (BLESS=1 accepts):\n{}", faults.join("\n"));
}

#[test]
fn every_expectation_has_its_transcript() {
    let known: Vec<PathBuf> = fixtures().iter().map(|path| expectation(path)).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/transcripts");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        assert!(path.extension().is_some_and(|end| end == "txt") || known.contains(&path), "stale: {}", path.display());
    }
}

#[test]
fn no_word_is_lost_moved_or_made_up() {
    for path in fixtures() {
        let (reading, told) = read(&path);
        if let Err(fault) = words::compare(&reading, &told) {
            panic!("{}: {fault}", path.display());
        }
    }
}

#[test]
fn every_document_is_sound() {
    for path in fixtures() {
        assert_eq!(check(&read(&path).0.document), Vec::<String>::new(), "{}", path.display());
    }
}

use transcripts::{outline, words};
