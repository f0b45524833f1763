//! The books, and what their files say.

use crate::source::{epub, sources};
use std::io::{Cursor, Read};
use zip::{CompressionMethod, ZipArchive};

/// The sources whose package and way through the book are accepted.
pub(crate) const LISTED: [&str; 4] = ["bulletins-kitchen-sink", "bulletins-zh-2024-03", "jats-hostile", "web-arabic"];

/// A file of a book.
pub(crate) fn file(epub: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(epub)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// What is accepted of a book: what it says of itself, and the way through it.
pub(crate) fn listing(epub: &[u8]) -> String {
    ["EPUB/package.opf", "EPUB/nav.xhtml"].map(|name| format!("== {name}\n{}", file(epub, name))).concat()
}

#[test]
fn the_type_stands_first_and_as_it_is() {
    for (source, name) in sources() {
        let book = epub(&source);
        let mut archive = ZipArchive::new(Cursor::new(&book)).unwrap();
        let first = archive.by_index(0).unwrap();
        assert_eq!(first.name().unwrap(), "mimetype", "{name}");
        assert_eq!(first.compression(), CompressionMethod::Stored, "{name}");
        // So those find it who look at the bytes alone (OCF 3.3, 4.3).
        assert_eq!(&book[30..58], b"mimetypeapplication/epub+zip", "{name}");
    }
}

#[test]
fn every_file_of_a_book_is_named_and_there() {
    for (source, name) in sources() {
        let book = epub(&source);
        let opf = file(&book, "EPUB/package.opf");
        let mut archive = ZipArchive::new(Cursor::new(&book)).unwrap();
        let mut there: Vec<String> =
            (0..archive.len()).map(|at| archive.by_index(at).unwrap().name().unwrap().to_string()).collect();
        there.retain(|path| path.starts_with("EPUB/") && !path.ends_with(".opf"));
        let mut named: Vec<String> =
            crate::markup::values(&opf, "href").iter().map(|path| format!("EPUB/{path}")).collect();
        named.sort();
        there.sort();
        assert_eq!(named, there, "{name}");
    }
}

#[test]
fn a_book_is_the_same_every_time_and_has_no_day_but_that_of_its_issue() {
    for (source, name) in sources() {
        let book = epub(&source);
        assert!(book == epub(&source), "{name}");
        let opf = file(&book, "EPUB/package.opf");
        let day = opf.split("<dc:date>").nth(1).map_or("1970-01-01", |rest| &rest[..10]);
        assert!(opf.contains(&format!("<meta property=\"dcterms:modified\">{day}T00:00:00Z</meta>")), "{name}: {opf}");
    }
}
