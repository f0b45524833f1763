//! Building the sources in memory.

use crate::making::make;
use masthead::ast::{Document, text};
use masthead::diagnostics::Sink;
use masthead::resources::{Image, Images};
use masthead::write::{Backend, Issue, Options};
use masthead::{read, style, write};
use std::path::{Path, PathBuf};

/// What came of a source.
pub(crate) struct Built {
    pub(crate) docx: Vec<u8>,
    /// The words of the issue as the library defines them.
    pub(crate) words: String,
}

/// Where all sources stand.
pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// Every source, relative to the fixtures, with the name of its expectation: those of this backend's own folder, and
/// some that other rooms keep.
pub(crate) fn sources() -> Vec<(PathBuf, String)> {
    let own = std::fs::read_dir(fixtures().join("docx")).unwrap().map(|entry| entry.unwrap().path());
    let own = own.filter(|file| file.extension().is_some_and(|extension| extension == "json"));
    let mut sources: Vec<PathBuf> = own.map(|file| file.strip_prefix(fixtures()).unwrap().to_path_buf()).collect();
    sources.sort();
    let others = [
        "bulletins/annotations.md",
        "bulletins/readings.md",
        "bulletins/references.md",
        "bulletins/kitchen-sink.md",
        "bulletins/zh-2024-03.md",
        "jats/hostile.json",
        "jats/kitchen-sink.json",
    ];
    sources.extend(others.map(PathBuf::from));
    sources.push("pujiang-2023-06.txt".into());
    let named = |source: PathBuf| {
        let stem = source.with_extension("");
        let parts: Vec<_> = stem.iter().map(|part| part.to_str().unwrap()).filter(|part| *part != "docx").collect();
        let name = parts.join("-");
        (source, name)
    };
    sources.into_iter().map(named).collect()
}

/// The house style of the first forum, with what `more` says otherwise.
pub(crate) fn pujiang(more: &str) -> style::StyleSheet {
    let load = |name: &str| style::built_in_source(name).map(str::to_string);
    style::resolve(&format!("name = \"test\"\nsummary = \"\"\nextends = \"pujiang\"\n{more}"), &load).unwrap()
}

/// Writes a document as it is.
pub(crate) fn write(document: &Document) -> (Vec<u8>, Sink) {
    let (mut sink, style) = (Sink::new(), pujiang(""));
    let (images, options) = (Images::new(), Options::default());
    let issue = Issue { document, style: &style, images: &images, stem: "issue", options: &options, attached: &[] };
    let Backend::Flow(backend) = &write::by_name("docx").unwrap().backend else { unreachable!() };
    let docx = backend.write(&issue, &mut sink).unwrap().pop().unwrap().bytes;
    (docx, sink)
}

/// Writes a document with a picture.
pub(crate) fn write_with(document: &Document, picture: &str, image: Image) -> (Vec<u8>, Sink) {
    let (mut sink, style) = (Sink::new(), pujiang(""));
    let (images, options) = (Images::from([(picture.to_string(), image)]), Options::default());
    let issue = Issue { document, style: &style, images: &images, stem: "issue", options: &options, attached: &[] };
    let Backend::Flow(backend) = &write::by_name("docx").unwrap().backend else { unreachable!() };
    let docx = backend.write(&issue, &mut sink).unwrap().pop().unwrap().bytes;
    (docx, sink)
}

/// Reads, numbers and writes a source.
pub(crate) fn build(source: &Path) -> Built {
    build_in(source, "")
}

/// The same in a style that differs.
pub(crate) fn build_in(source: &Path, style: &str) -> Built {
    let style = pujiang(style);
    let (document, docx) = made(source, |_| Some(style.clone()));
    Built { docx, words: text::document(&document) }
}

/// The Word file of a source in the style that it names.
pub(crate) fn in_own_style(source: &Path) -> Vec<u8> {
    let load = |name: &str| style::built_in_source(name).map(str::to_string);
    let resolve = |document: &Document| {
        let name = document.front.style.as_deref().unwrap_or("pujiang");
        style::resolve(style::built_in_source(name)?, &load).ok()
    };
    made(source, resolve).1
}

fn made(source: &Path, style: impl Fn(&Document) -> Option<style::StyleSheet>) -> (Document, Vec<u8>) {
    let reader = read::by_extension(source.extension().unwrap().to_str().unwrap()).unwrap();
    let (document, mut artifacts) = make(&fixtures().join(source), reader, "docx", &Options::default(), style).unwrap();
    (document, artifacts.pop().unwrap_or_else(|| unreachable!("{source:?}")).bytes)
}
