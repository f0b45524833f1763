//! Inputs that fuzzing found worth keeping (`fuzz/corpus`), and others that chance makes from them by fixed seeds: each goes
//! through its reader, the passes and the labels, and none may panic or take long. `MUTANTS=100` makes so many of each.
//!
//! An input that broke something lies under `target/tmp`, to be put into the corpus once the fault is mended.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(unreachable_pub, reason = "the fuzzing crate, whose modules these are, has them public")]

#[path = "../fuzz/src/journey.rs"]
mod journey;
#[path = "../fuzz/src/mutate.rs"]
mod mutate;

use mutate::{Chance, mutant, words};
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// So many mutants are made of each input where nothing else is asked for.
const USUAL: u64 = 1;

/// What no input takes on the slowest machine, since each is a few pages long.
const PATIENCE: Duration = Duration::from_secs(10);

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz")
}

/// The inputs of a target by their names.
fn corpus(target: &str) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(fuzz().join("corpus").join(target)).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: PathBuf| (path.file_name().unwrap().to_string_lossy().into(), std::fs::read(path).unwrap());
    paths.into_iter().map(read).collect()
}

/// What became of an input that should only have been read.
fn fault(target: &str, bytes: &[u8]) -> Option<String> {
    let start = Instant::now();
    let travelled = catch_unwind(|| match target {
        "docx" => journey::travel_in_parts(bytes),
        "package" => journey::travel("docx", bytes),
        reader => journey::travel(reader, bytes),
    });
    match travelled {
        Err(_) => Some("panics".into()),
        Ok(()) if start.elapsed() > PATIENCE => Some(format!("takes {:?}", start.elapsed())),
        Ok(()) => None,
    }
}

fn every_input_is_read(target: &str) {
    let asked = std::env::var("MUTANTS").ok().and_then(|number| number.parse().ok());
    let words = words(&std::fs::read_to_string(fuzz().join("words").join(format!("{target}.txt"))).unwrap());
    let mut faults = Vec::new();
    for (name, bytes) in corpus(target) {
        faults.extend(fault(target, &bytes).map(|fault| format!("{name} {fault}")));
        for seed in 0..asked.unwrap_or(USUAL) {
            let made = mutant(&bytes, &words, &mut Chance::new(seed));
            if let Some(fault) = fault(target, &made) {
                let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{target}-{name}-{seed}"));
                std::fs::write(&place, &made).unwrap();
                faults.push(format!("{} {fault}", place.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{target}:\n{}", faults.join("\n"));
}

#[test]
fn bulletins() {
    every_input_is_read("bulletin");
}

#[test]
fn transcripts() {
    every_input_is_read("transcript");
}

#[test]
fn manuscripts_by_their_parts() {
    every_input_is_read("docx");
}

#[test]
fn manuscripts_as_files() {
    every_input_is_read("package");
}

#[test]
fn articles() {
    every_input_is_read("jats");
}

#[test]
fn documents_as_json() {
    every_input_is_read("json");
}
