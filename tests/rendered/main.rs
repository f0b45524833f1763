//! Draws every page of every fixture's PDF and compares it with the accepted picture in `fixtures/pictures`.
//!
//! A page that looks different fails, and the new page and the difference lie under `target/rendered`. Look at them; if
//! they are right, `BLESS=1 cargo test --test rendered` accepts them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

mod changes;
#[path = "../making/mod.rs"]
mod making;
mod picture;
mod undefined;

use making::make;
use masthead::read;
use masthead::style::{StyleSheet, built_in_source, resolve};
use masthead::write::{Options, PdfProfile, Sheets};
use picture::Picture;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const ACCEPTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/pictures");
const REJECTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target/rendered");

/// Folders of fixtures and the reader of each; only sources without fault have pages.
const FOLDERS: [(&str, &str, &str); 4] = [
    ("bulletins", "md", "bulletin"),
    ("transcripts", "txt", "transcript"),
    ("pages", "json", "json"),
    ("docx", "json", "json"),
];

/// The fixture whose pages for the press are drawn too.
const PRESSED: &str = "bulletins-zh-2024-03";

/// A fixture that has pages.
struct Fixture {
    name: String,
    pdf: Vec<u8>,
}

/// A built-in style, or one that lies beside the source.
fn style(name: Option<&str>, folder: &Path) -> Option<StyleSheet> {
    let name = name.unwrap_or("pujiang");
    let load =
        |name: &str| built_in_source(name).map(str::to_string).or_else(|| fs::read_to_string(folder.join(name)).ok());
    resolve(&load(name)?, &load).ok()
}

/// The PDF of a source; none where it has faults.
fn pdf(path: &Path, reader: &str, profile: PdfProfile) -> Option<Vec<u8>> {
    let options = Options { pdf: profile, ..Options::default() };
    let folder = path.parent().unwrap();
    let (_, artifacts) = make(path, read::by_name(reader).unwrap(), "pdf", &options, |document| {
        style(document.front.style.as_deref(), folder)
    })?;
    artifacts.into_iter().find(|artifact| artifact.path.ends_with(".pdf")).map(|artifact| artifact.bytes)
}

fn sources(folder: &str, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(format!("{ROOT}/fixtures/{folder}")).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|found| found == extension));
    paths.sort();
    paths
}

fn fixtures() -> Vec<Fixture> {
    let mut fixtures = Vec::new();
    for (folder, extension, reader) in FOLDERS {
        for path in sources(folder, extension) {
            let name = format!("{folder}-{}", path.file_stem().unwrap().to_string_lossy());
            if let Some(pdf) = pdf(&path, reader, PdfProfile::default()) {
                fixtures.push(Fixture { name: name.clone(), pdf });
            }
            if name == PRESSED {
                let pdf = pdf(&path, reader, PdfProfile::Press(Sheets::Pages)).expect("the press takes it");
                fixtures.push(Fixture { name: format!("{name}-press"), pdf });
            }
        }
    }
    fixtures
}

/// What became of a page, where it is not as accepted.
fn fault(name: &str, found: &Picture) -> Option<String> {
    let accepted = Picture::read(&format!("{ACCEPTED}/{name}.png"));
    let Some(accepted) = accepted else { return Some(format!("{name}: there is no accepted picture")) };
    let changed = accepted.changed(found)?;
    fs::create_dir_all(REJECTED).unwrap();
    fs::write(format!("{REJECTED}/{name}.png"), found.png()).unwrap();
    fs::write(format!("{REJECTED}/{name}.difference.png"), accepted.difference(found).png()).unwrap();
    Some(format!("{name}: {changed}"))
}

#[test]
fn every_page_looks_as_accepted() {
    let bless = std::env::var_os("BLESS").is_some();
    fs::create_dir_all(ACCEPTED).unwrap();
    let (mut faults, mut names) = (Vec::new(), BTreeSet::new());
    for fixture in fixtures() {
        for (index, page) in picture::pages(&fixture.pdf).iter().enumerate() {
            let name = format!("{}-{:02}", fixture.name, index + 1);
            if let Some(fault) = fault(&name, page) {
                if bless {
                    fs::write(format!("{ACCEPTED}/{name}.png"), page.png()).unwrap();
                } else {
                    faults.push(fault);
                }
            }
            names.insert(name);
        }
    }
    for picture in sources("pictures", "png") {
        let name = picture.file_stem().unwrap().to_string_lossy().into_owned();
        match names.contains(&name) {
            true => {}
            false if bless => fs::remove_file(picture).unwrap(),
            false => faults.push(format!("{name}: no fixture has this page any more")),
        }
    }
    let advice = "look at target/rendered; BLESS=1 cargo test --test rendered accepts the pages as they are now";
    assert!(faults.is_empty(), "{} pages look different:\n{}\n{advice}", faults.len(), faults.join("\n"));
}
