//! Faces from font files: what is taken, what is refused and why, and that a page set in them is right or an error.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

mod damage;
mod faces;
mod fallback;
mod founts;
mod permission;

use masthead::convert::{self, Job, Prepared};
use masthead::diagnostics::{Diagnostic, Sink};
use masthead::fonts::FontBook;
use masthead::frame::{FrameItem, GlyphRun, Pages};
use masthead::layout::Typesetter;
use masthead::read;
use masthead::resources::{Images, NoResources};
use masthead::style::StyleSheet;
use masthead::write::{self, Options};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fonts/faces");

/// A font of these tests.
fn font(file: &str) -> Vec<u8> {
    std::fs::read(format!("{FOLDER}/{file}")).unwrap()
}

/// The program's faces with those of a file after them.
fn with(file: &str, bytes: Vec<u8>) -> FontBook {
    let mut book = FontBook::embedded();
    book.add(file, bytes).unwrap();
    book
}

/// The plain style with another first family for text.
fn style(family: &str) -> StyleSheet {
    let sheet =
        format!("extends = \"plain\"\nfaces.text.families = [\"{family}\", \"Libertinus Serif\", \"Noto Serif SC\"]");
    masthead::style::resolve(&sheet, &|_| None).unwrap()
}

/// An issue of one paragraph.
fn prepared(words: &str, sink: &mut Sink) -> Prepared {
    let facts = "series: S\nnumber: 1\ndate: 2024-01-02\npublisher: P\ntitle: T\nlang: en";
    let source = format!("---\n{facts}\n---\n\n{words}\n");
    let input = read::Input::new("test.md", source.as_bytes());
    convert::prepare(&input, read::by_name("bulletin").unwrap(), sink)
}

/// What was set and what was found.
struct Set {
    pages: Pages,
    found: Vec<Diagnostic>,
}

impl Set {
    fn runs(&self) -> impl Iterator<Item = &GlyphRun> {
        self.pages.pages.iter().flat_map(|page| &page.items).filter_map(|placed| match &placed.item {
            FrameItem::Glyphs(run) => Some(run),
            _ => None,
        })
    }

    /// The run that shows certain words.
    fn run(&self, words: &str) -> &GlyphRun {
        self.runs().find(|run| run.text.contains(words)).unwrap_or_else(|| panic!("no run shows {words:?}"))
    }

    fn shows_nothing_undefined(&self) -> bool {
        self.runs().all(|run| run.glyphs.iter().all(|glyph| glyph.id != 0))
    }

    fn codes(&self) -> Vec<&'static str> {
        self.found.iter().map(|found| found.code.name()).collect()
    }
}

/// Sets a paragraph.
fn set(words: &str, family: &str, book: &FontBook) -> Set {
    let mut sink = Sink::new();
    let (mut prepared, style) = (prepared(words, &mut sink), style(family));
    masthead::numbering::number(&mut prepared.document, &style, &mut sink);
    let pages = masthead::layout::layout(&prepared.document, &style, book, &Images::new(), &mut sink);
    Set { pages, found: sink.into_diagnostics() }
}

/// The PDF of a paragraph, or what stood in its way.
fn pdf(words: &str, family: &str, book: &FontBook) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let mut sink = Sink::new();
    let (mut prepared, style) = (prepared(words, &mut sink), style(family));
    let backends = [write::BACKENDS.iter().find(|entry| entry.name == "pdf").unwrap()];
    let options = Options::default();
    let job = Job {
        backends: &backends,
        style: &style,
        typesetter: &Typesetter::new(book),
        options: &options,
        stem: "test",
        source: words.as_bytes(),
    };
    let mut made = convert::finish(&mut prepared.document, &job, &NoResources, &mut sink);
    made.pop().map(|artifact| artifact.bytes).ok_or_else(|| sink.into_diagnostics())
}
