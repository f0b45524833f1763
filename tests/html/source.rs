//! The sources, and what is made of them.

use crate::making::make;
use masthead::ast::{Document, text};
use masthead::convert::{self, Job};
use masthead::diagnostics::Sink;
use masthead::fonts::FontBook;
use masthead::layout::Typesetter;
use masthead::read::{self, Input};
use masthead::resources::{Images, Resources};
use masthead::style::{self, StyleSheet};
use masthead::write::{self, Backend, Issue, Options};
use std::path::{Path, PathBuf};

/// What came of a source.
pub(crate) struct Built {
    pub(crate) html: String,
    /// The words of the issue as the library defines them.
    pub(crate) words: String,
}

const SOURCES: [&str; 15] = [
    "pujiang-2023-06.txt",
    "bulletins/annotations.md",
    "bulletins/boxes-and-pages.md",
    "bulletins/hostile.md",
    "bulletins/kitchen-sink.md",
    "bulletins/mixed-2024-11.md",
    "bulletins/readings.md",
    "bulletins/references.md",
    "bulletins/table-notes.md",
    "bulletins/zh-2024-03.md",
    "jats/hostile.json",
    "jats/kitchen-sink.json",
    "web/arabic.md",
    "web/hebrew.md",
    "web/right-to-left.md",
];

pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// The sources with the names of what was accepted of them.
pub(crate) fn sources() -> Vec<(PathBuf, String)> {
    let name = |source: &str| Path::new(source).with_extension("").to_str().unwrap().replace('/', "-");
    SOURCES.iter().map(|source| (PathBuf::from(source), name(source))).collect()
}

pub(crate) fn build(source: &Path) -> Built {
    build_with(source, &Options::default())
}

/// Reads, numbers and writes a source in the style that it names.
pub(crate) fn build_with(source: &Path, options: &Options) -> Built {
    let (document, page) = made(source, "html", options);
    Built { html: String::from_utf8(page).unwrap(), words: text::document(&document) }
}

fn made(source: &Path, format: &str, options: &Options) -> (Document, Vec<u8>) {
    let extension = source.extension().unwrap().to_str().unwrap();
    let reader = read::by_extension(extension).unwrap();
    let style = |document: &Document| Some(style_of(document.front.style.as_deref().unwrap_or("pujiang")));
    let (document, artifacts) = make(&fixtures().join(source), reader, format, options, style).unwrap();
    let made = artifacts.into_iter().next().unwrap_or_else(|| unreachable!("{} gave no {format}", source.display()));
    (document, made.bytes)
}

/// The book of a source.
pub(crate) fn epub(source: &Path) -> Vec<u8> {
    made(source, "epub", &Options::default()).1
}

fn style_of(name: &str) -> StyleSheet {
    let load = |name: &str| style::built_in_source(name).map(str::to_string);
    style::resolve(style::built_in_source(name).unwrap(), &load).unwrap()
}

/// The page of a document as it is, and the codes of what was told.
pub(crate) fn write(document: &Document, options: &Options) -> (String, Vec<&'static str>) {
    let style = style_of("pujiang");
    let issue = Issue { document, style: &style, images: &Images::new(), stem: "issue", options, attached: &[] };
    let Backend::Flow(backend) = &write::by_name("html").unwrap().backend else { unreachable!() };
    let mut sink = Sink::new();
    let page = backend.write(&issue, &mut sink).unwrap().remove(0);
    let told = sink.diagnostics().iter().map(|found| found.code.name()).collect();
    (String::from_utf8(page.bytes).unwrap(), told)
}

/// The page of a bulletin's words in a style, with a picture at hand under every name.
pub(crate) fn page_of(style: &str, words: &str) -> String {
    let mut sink = Sink::new();
    let reader = read::by_extension("md").unwrap();
    let mut document = convert::prepare(&Input::new("issue.md", words.as_bytes()), reader, &mut sink).document;
    let (fonts, style) = (FontBook::embedded(), style_of(style));
    let backends = [write::by_name("html").unwrap()];
    let (typesetter, options) = (Typesetter::new(&fonts), Options::default());
    let (typesetter, options, stem) = (&typesetter, &options, "issue");
    let job = Job { backends: &backends, style: &style, typesetter, options, stem, source: words.as_bytes() };
    let page = convert::finish(&mut document, &job, &Pictures, &mut sink).remove(0);
    String::from_utf8(page.bytes).unwrap()
}

struct Pictures;

impl Resources for Pictures {
    fn load(&self, _: &str) -> Result<Vec<u8>, String> {
        std::fs::read(fixtures().join("bulletins/map.png")).map_err(|error| error.to_string())
    }
}
