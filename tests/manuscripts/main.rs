//! The manuscripts of `fixtures/manuscripts`, each made by the program in its name (`make/run`): what is told of them, and what
//! is read, as bulletin Markdown, against the file beside each (`BLESS=1` writes that anew).

#![allow(clippy::unwrap_used, reason = "a test stops where its fixtures are broken")]

mod shapes;

use masthead::convert::prepare;
use masthead::diagnostics::{Sink, render};
use masthead::read::{Input, Revisions, by_name};
use masthead::write::{Lines, markdown};
use std::fs;
use std::path::{Path, PathBuf};

/// The files of the folder that end so, sorted.
fn files(extension: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/manuscripts");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = files.filter(|file| file.extension().is_some_and(|it| it == extension)).collect();
    files.sort();
    files
}

/// What is told of a manuscript, and its Markdown.
fn imported(file: &Path, revisions: Revisions) -> String {
    let bytes = fs::read(file).unwrap();
    let name = file.file_name().unwrap().to_string_lossy();
    let mut sink = Sink::new();
    let input = Input { revisions, ..Input::new(&name, &bytes) };
    let prepared = prepare(&input, by_name("docx").unwrap(), &mut sink);
    let words = markdown(&prepared.document, Lines::Paragraph, &mut sink);
    let told = sink.diagnostics().iter().filter(|told| told.code.name() != "fact-missing");
    let told: String = told.map(|told| render::human(told, &prepared.source, render::Ink::Plain) + "\n").collect();
    format!("{told}{words}")
}

#[test]
fn every_manuscript_reads_as_was_accepted() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut stale = Vec::new();
    for file in files("docx") {
        let (accepted, found) = (file.with_extension("accepted"), imported(&file, Revisions::Accept));
        if bless {
            fs::write(&accepted, &found).unwrap();
        } else if fs::read_to_string(&accepted).ok().as_deref() != Some(&found) {
            println!("--- {}\n{found}", file.display());
            stale.push(file);
        }
    }
    assert!(stale.is_empty(), "these read otherwise than was accepted: {stale:?}; look, and run again with BLESS=1");
}

#[test]
fn everything_accepted_has_its_manuscript() {
    let lost: Vec<_> = files("accepted").into_iter().filter(|file| !file.with_extension("docx").exists()).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn tracked_changes_can_be_rejected() {
    let rejected = |name: &str| {
        let file = files("docx").into_iter().find(|file| file.file_stem().is_some_and(|stem| stem == name));
        imported(&file.unwrap(), Revisions::Reject)
    };
    assert!(rejected("libreoffice-review").contains("In the last year a few boats landed"));
    assert!(rejected("docx-newsletter").contains("It is old."));
    assert!(rejected("poi-assessment").contains("at the old sluice soon"));
    let form = rejected("python-docx-form");
    assert!(form.contains("The fee is ten crowns a long week, or a month."), "{form}");
    assert!(form.contains("taken out") && !form.contains("put in"), "{form}");
}
