//! A series in memory, for tests.

use super::{Entry, Series, check};
use crate::diagnostics::Sink;
use crate::read::{self, Input};

/// A series of which the file says the least, and what is given.
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
pub(in super::super) fn series(given: &str) -> Series {
    Series::read(&format!("{given}\n[name]\nen = \"Lake Bulletin\"\nzh = \"湖区简报\"\n")).unwrap()
}

/// A document with this front matter.
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
pub(in super::super) fn entry(file: &str, front: &str) -> Entry {
    let text = format!("---\n{front}---\n\nWords.\n");
    let reading = (read::by_name("bulletin").unwrap().read)(&Input::new(file, text.as_bytes()), &mut Sink::new());
    Entry { file: file.into(), front: reading.document.front, source: reading.source, reader: "bulletin" }
}

/// An issue by its number, whole number and date.
pub(in super::super) fn issue(file: &str, number: u32, whole: u32, date: &str) -> Entry {
    entry(file, &format!("number: {number}\nwhole-number: {whole}\ndate: {date}\nlang: en\n"))
}

/// What is found, as `file code: message`.
pub(in super::super) fn told(series: &Series, entries: &[Entry]) -> Vec<String> {
    let line =
        |found: super::Found| format!("{} {}: {}", found.file, found.diagnostic.code.name(), found.diagnostic.message);
    check(series, entries)
        .into_iter()
        .filter(|it| it.diagnostic.code.name() != "translation-missing")
        .map(line)
        .collect()
}
