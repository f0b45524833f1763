//! Building the fixtures in memory.

use masthead::ast::text;
use masthead::convert::{self, Job};
use masthead::diagnostics::Sink;
use masthead::fonts::FontBook;
use masthead::layout::Typesetter;
use masthead::resources::Resources;
use masthead::write::Options;
use masthead::{read, style, write};
use std::path::{Path, PathBuf};

/// What came of a source.
pub(crate) struct Built {
    pub(crate) xml: String,
    /// The paths of the other files.
    pub(crate) pictures: Vec<String>,
    /// The words of the issue as the library defines them.
    pub(crate) words: String,
    /// The words of its first title, or else the first words of the issue.
    pub(crate) title: String,
}

/// Where sources and expectations stand.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/jats")
}

/// The sources, relative to the folder.
pub(crate) fn sources() -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder()).unwrap().map(|entry| PathBuf::from(entry.unwrap().file_name()));
    let is_source = |file: &PathBuf| reader(file).is_some_and(|reader| reader.name != "jats");
    let mut sources: Vec<_> = files.filter(is_source).collect();
    sources.push("../pujiang-2023-06.txt".into());
    sources.sort();
    sources
}

/// The XML that a source must give.
pub(crate) fn expectation(source: &Path) -> PathBuf {
    folder().join(source.file_name().unwrap()).with_extension("xml")
}

fn reader(file: &Path) -> Option<&'static read::Reader> {
    file.extension().and_then(|extension| extension.to_str()).and_then(read::by_extension)
}

/// Reads, numbers and writes a source, in the house style of the first forum.
pub(crate) fn build(source: &Path, options: &Options) -> Built {
    let name = source.to_str().unwrap();
    let bytes = std::fs::read(folder().join(source)).unwrap();
    let mut prepared = convert::prepare(&read::Input::new(name, &bytes), reader(source).unwrap(), &mut Sink::new());
    let load = |name: &str| style::built_in_source(name).map(str::to_string);
    let style = style::resolve(style::built_in_source("pujiang").unwrap(), &load).unwrap();
    let stem = source.file_stem().unwrap().to_str().unwrap();
    let backends = [write::by_name("jats").unwrap()];
    let fonts = FontBook::embedded();
    let job =
        Job { backends: &backends, style: &style, typesetter: &Typesetter::new(&fonts), options, stem, source: &bytes };
    let mut sink = Sink::new();
    let mut artifacts = convert::finish(&mut prepared.document, &job, &Beside, &mut sink).into_iter();
    let xml = artifacts.next().unwrap_or_else(|| unreachable!("{name}: {:?}", sink.diagnostics()));
    let title = prepared.document.front.title().map(|title| text::inlines(&title.inlines)).unwrap_or_default();
    Built {
        xml: String::from_utf8(xml.bytes).unwrap(),
        pictures: artifacts.map(|picture| picture.path).collect(),
        words: text::document(&prepared.document),
        title,
    }
}

struct Beside;

impl Resources for Beside {
    fn load(&self, path: &str) -> Result<Vec<u8>, String> {
        std::fs::read(folder().join(path)).map_err(|error| error.to_string())
    }
}
