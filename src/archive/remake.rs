//! An issue made again from what its bag holds: the source, its pictures, the style and the faces, as they were.

use super::digest::Digests;
use super::make::{OUTPUTS, SOURCE};
use super::record::{Face, Record};
use crate::ast::Document;
use crate::convert::{self, Job};
use crate::diagnostics::{Severity, Sink};
use crate::fonts::FontBook;
use crate::layout::Typesetter;
use crate::numbering::number;
use crate::read::{self, Carried, Input};
use crate::resources::Resources;
use crate::style::{self, StyleSheet};
use crate::write::{self, Artifact, Entry};
use std::collections::BTreeMap;

/// Files of a bag by their paths in it.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// An issue made again.
pub(super) struct Remade {
    /// The document, numbered.
    pub(super) document: Document,
    /// Its style.
    pub(super) style: StyleSheet,
    /// Its outputs; none where a face is not at hand.
    pub(super) artifacts: Option<Vec<Artifact>>,
    /// The font files that are needed and not at hand.
    pub(super) absent: Vec<String>,
}

impl Remade {
    /// An output by its path in the bag.
    pub(super) fn output(&self, path: &str) -> Option<&[u8]> {
        let name = path.strip_prefix(OUTPUTS)?;
        self.artifacts.iter().flatten().find(|one| one.path == name).map(|one| one.bytes.as_slice())
    }
}

/// Makes an issue again, or says why that cannot be. `spare` holds font files that the user gives.
pub(super) fn remake(record: &Record, files: &Files, spare: &[Vec<u8>]) -> Result<Remade, String> {
    let (options, revisions) = record.options.options().ok_or("the record asks for what this program does not know")?;
    let bytes = |path: &str| files.get(path).map(Vec::as_slice).ok_or_else(|| format!("there is no `{path}`"));
    let sheet = std::str::from_utf8(bytes(&record.style.file.path)?).map_err(|_| "the style is not UTF-8 text")?;
    let style = style::resolve(sheet, &|_| None)
        .map_err(|errors| errors.first().map_or_else(String::new, |error| format!("the style: {}", error.message)))?;
    let (book, absent) = book(&record.faces, files, spare)?;
    let source = bytes(&record.source.file.path)?;
    let path = record.source.file.path.strip_prefix(SOURCE).ok_or("the source does not lie where sources lie")?;
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let reader = read::by_name(&record.source.reader).ok_or("there is no such reader any more")?;
    let mut sink = Sink::new();
    let mut prepared =
        convert::prepare_in(&record.series, &Input { revisions, ..Input::new(name, source) }, reader, &mut sink);
    let beside = Beside { files, folder, carried: &prepared.pictures };
    if !absent.is_empty() {
        number(&mut prepared.document, &style, &mut sink);
        return Ok(Remade { document: prepared.document, style, artifacts: None, absent });
    }
    let backends: Vec<&'static Entry<'static>> =
        record.outputs.iter().filter_map(|output| write::by_name(output.format.as_deref()?)).collect();
    let typesetter = Typesetter::new(&book);
    let stem = record.options.stem.as_str();
    let job = Job { backends: &backends, style: &style, typesetter: &typesetter, options: &options, stem, source };
    let artifacts = convert::finish(&mut prepared.document, &job, &beside, &mut sink);
    let errors = sink.diagnostics().iter().filter(|finding| finding.severity == Severity::Error);
    if let Some(error) = errors.map(|error| format!("{}: {}", error.code.name(), error.message)).next() {
        return Err(error);
    }
    Ok(Remade { document: prepared.document, style, artifacts: Some(artifacts), absent })
}

/// The program's faces and those of the bag, in the order in which they were; and the files that are not at hand.
fn book(faces: &[Face], files: &Files, spare: &[Vec<u8>]) -> Result<(FontBook, Vec<String>), String> {
    let (mut book, mut absent) = (FontBook::embedded(), Vec::new());
    for face in faces {
        let kept = face.path.as_ref().and_then(|path| files.get(path));
        let given = || spare.iter().find(|bytes| Digests::of(bytes).sha256 == face.sha256);
        match kept.or_else(given) {
            Some(bytes) => drop(book.add(&face.file, bytes.clone())?),
            None => absent.push(face.file.clone()),
        }
    }
    Ok((book, absent))
}

/// The pictures beside the source in its bag.
struct Beside<'a> {
    files: &'a Files,
    folder: &'a str,
    carried: &'a Carried,
}

impl Resources for Beside<'_> {
    fn load(&self, path: &str) -> Result<Vec<u8>, String> {
        let found = self.carried.get(path).or_else(|| {
            let place = place(self.folder, path)?;
            self.files.get(&format!("{SOURCE}{place}"))
        });
        found.cloned().ok_or_else(|| "it is not in the bag".into())
    }
}

/// The path of a picture from where the paths of a bag's sources begin; none if it leads out of there.
#[must_use]
pub fn place(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_found_from_the_folder_of_the_source() {
        assert_eq!(place("", "./a/../b.png").as_deref(), Some("b.png"));
        assert_eq!(place("2023/six", "../b.png").as_deref(), Some("2023/b.png"));
        assert_eq!(place("six", "../../b.png"), None);
    }
}
