//! Making the outputs of a fixture in memory, with what lies beside it.

use masthead::ast::Document;
use masthead::convert::{self, Job};
use masthead::diagnostics::Sink;
use masthead::fonts::FontBook;
use masthead::layout::Typesetter;
use masthead::read::{Input, Reader};
use masthead::resources::Resources;
use masthead::style::StyleSheet;
use masthead::write::{self, Artifact, Options};
use std::path::Path;

/// Reads a source and writes it in one format, in the style that is chosen for it: the numbered document, and the files,
/// of which there are none where there were errors. Nothing where no style is chosen.
pub(crate) fn make(
    path: &Path,
    reader: &Reader,
    format: &str,
    options: &Options,
    style: impl Fn(&Document) -> Option<StyleSheet>,
) -> Option<(Document, Vec<Artifact>)> {
    let mut sink = Sink::new();
    let name = path.file_name().unwrap().to_string_lossy();
    let bytes = std::fs::read(path).unwrap();
    let mut document = convert::prepare(&Input::new(&name, &bytes), reader, &mut sink).document;
    let style = style(&document)?;
    let backends = [write::by_name(format).unwrap()];
    let fonts = FontBook::embedded();
    let typesetter = Typesetter::new(&fonts);
    let job =
        Job { backends: &backends, style: &style, typesetter: &typesetter, options, stem: "issue", source: &bytes };
    let artifacts = convert::finish(&mut document, &job, &Beside(path.parent().unwrap()), &mut sink);
    Some((document, artifacts))
}

struct Beside<'a>(&'a Path);

impl Resources for Beside<'_> {
    fn load(&self, path: &str) -> Result<Vec<u8>, String> {
        std::fs::read(self.0.join(path)).map_err(|error| error.to_string())
    }
}
