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
use transcripts::{outline, words};

fn read(path: &Path) -> (Reading, Vec<Diagnostic>) {
    let bytes = fs::read(path).unwrap();
    let mut sink = Sink::new();
    let name = path.file_name().unwrap().to_string_lossy();
    let reading = (by_name("transcript").unwrap().read)(&Input::new(&name, &bytes), &mut sink);
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

fn read_bytes(bytes: &[u8]) -> (Reading, Vec<Diagnostic>) {
    let mut sink = Sink::new();
    let reading = (by_name("transcript").unwrap().read)(&Input::new("issue.txt", bytes), &mut sink);
    (reading, sink.into_diagnostics())
}

#[test]
fn an_issue_that_breaks_off_anywhere_is_read() {
    for path in fixtures() {
        let bytes = fs::read(&path).unwrap();
        for end in (0..bytes.len()).step_by(211) {
            let (reading, _) = read_bytes(&bytes[..end]);
            assert_eq!(check(&reading.document), Vec::<String>::new(), "{} up to {end}", path.display());
        }
    }
}

/// What would make a scan that looks back, or ahead, over and over again take hours.
const HOSTILE: [&str; 22] = [
    "x",
    "word ",
    "一",
    "一是",
    "** ",
    "**a",
    "¹",
    "a¹ ",
    "[1",
    "A. ",
    "A b, ",
    "Mia Berg, Mayor of X, ",
    "认为",
    "院士王明认为，",
    "a-\n",
    "a\n",
    "a\n\n",
    "I. A\n\n",
    "¹ a\n\n",
    "1\u{C}",
    "编辑：",
    "No. 6\n",
];

#[test]
fn hostile_texts_are_read_to_their_end() {
    for unit in HOSTILE {
        for head in ["", "No. 6\n\nLake Office\n\nLake Bulletin\n\n**Title**\n\n"] {
            let text = format!("{head}{}", unit.repeat(20_000 / unit.len()));
            let (reading, _) = read_bytes(text.as_bytes());
            assert!(reading.document.provenance.anomalies.len() < 3000, "{unit:?}");
        }
    }
}

#[test]
fn repairs_are_told_and_kept_alike() {
    for path in fixtures() {
        let (reading, told) = read(&path);
        let provenance = &reading.document.provenance;
        let repairs: Vec<&Diagnostic> = told.iter().filter(|found| found.span.range().is_some()).collect();
        assert_eq!(provenance.anomalies.len(), repairs.len(), "{}", path.display());
        for (anomaly, repair) in provenance.anomalies.iter().zip(repairs) {
            let place = reading.source.position(repair.span.range().unwrap().start);
            assert_eq!((anomaly.code.as_str(), &anomaly.message), (repair.code.name(), &repair.message));
            assert_eq!(
                (anomaly.line as usize, anomaly.column as usize),
                (place.line, place.column),
                "{}",
                anomaly.message
            );
        }
        assert_eq!((provenance.format.as_str(), provenance.sha256.len()), ("transcript", 64));
    }
}
