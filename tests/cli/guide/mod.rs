//! The guide in `docs/`: it is whole, its links lead somewhere, and what it shows is what happens.

mod book;
mod codes;
mod console;

use std::fs;
use std::path::{Path, PathBuf};

/// The chapters whose commands are run, in the order of the book.
const CHAPTERS: [&str; 11] = [
    "first-issue.md",
    "quickstart.zh.md",
    "styles.md",
    "manuscripts.md",
    "series.md",
    "batch.md",
    "archive.md",
    "press.md",
    "web.md",
    "backends.md",
    "troubleshooting.md",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every page below `docs/`, by its path from there, sorted; the table of contents is none.
fn pages() -> Vec<String> {
    let mut pages = Vec::new();
    gather(&root().join("docs"), &mut pages);
    let docs = root().join("docs");
    let mut names: Vec<_> = pages.iter().map(|page| page.strip_prefix(&docs).unwrap().display().to_string()).collect();
    names.retain(|name| name != "SUMMARY.md");
    names.sort();
    names
}

fn gather(folder: &Path, pages: &mut Vec<PathBuf>) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            gather(&path, pages);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            pages.push(path);
        }
    }
}

fn text_of(page: &str) -> String {
    fs::read_to_string(root().join("docs").join(page)).unwrap_or_else(|error| panic!("docs/{page}: {error}"))
}

/// Runs what a page shows and compares; `BLESS=1` writes what really happens into the page. Says what differs.
fn held(page: &str) -> Option<String> {
    let text = text_of(page);
    let real = console::played(&text);
    if real == text {
        return None;
    }
    if std::env::var_os("BLESS").is_some() {
        fs::write(root().join("docs").join(page), real).unwrap();
        return None;
    }
    let other = text.lines().zip(real.lines()).enumerate().find(|(_, (shown, real))| shown != real);
    let (at, (shown, real)) = other.unwrap_or((0, ("", "the page is longer or shorter")));
    Some(format!("docs/{page}:{}: shown is `{shown}`\n  and what happens is `{real}`", at + 1))
}

#[test]
fn commands_of_the_chapters_answer_as_they_are_shown() {
    let faults: Vec<String> = CHAPTERS.into_iter().filter_map(held).collect();
    assert!(faults.is_empty(), "\n{}\nBLESS=1 writes what happens into the pages", faults.join("\n"));
}
