//! One issue, from its source to its bag in memory.

use super::super::inputs::{Input, Loaded};
use super::super::issue::asked;
use super::super::messages::Findings;
use super::super::outside;
use super::super::pairs::Facts;
use super::super::pictures::{Beside, Gallery};
use super::super::styling::{self, Fault};
use super::super::world::World;
use super::places::file_name;
use crate::archive::{self, Bag, Choices, Made, pack};
use crate::ast::Date;
use crate::convert::{self, Job, Prepared};
use crate::diagnostics::{Diagnostic, Placed, Severity, Sink, Source, code, render};
use crate::fonts::FontBook;
use crate::layout::Typesetter;
use crate::read::{self, Carried};
use crate::resources::Resources;
use crate::style::StyleSheet;
use crate::write::{self, Artifact, Entry, Options};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Component, Path};

/// What holds for every input.
pub(super) struct Orders<'a> {
    /// The style that the command line names.
    pub(super) style: Option<&'a StyleSheet>,
    pub(super) book: &'a FontBook,
    pub(super) typesetter: &'a Typesetter<'a>,
    pub(super) options: &'a Options,
    pub(super) root: Option<&'a Path>,
    pub(super) revisions: read::Revisions,
    pub(super) deny_warnings: bool,
    /// The date of bags; that of the issue where there is none.
    pub(super) date: Option<Date>,
}

/// What became of an input.
#[derive(Default)]
pub(super) struct Kept {
    pub(super) findings: Vec<Findings>,
    pub(super) facts: Option<Facts>,
    pub(super) bag: Option<Bag>,
    /// Whether there is no bag for the sake of a warning alone.
    pub(super) denied: bool,
}

impl Kept {
    /// What becomes of an input that may have no bag.
    pub(super) fn failed(name: &str, fault: Diagnostic) -> Kept {
        Kept { findings: vec![Findings::about(name, vec![fault])], ..Kept::default() }
    }
}

/// Makes the bag of an input.
pub(super) fn make(input: &Input, name: &str, orders: &Orders<'_>, world: &dyn World) -> Kept {
    if let Some(fault) = outside::unkept(&input.programs) {
        return Kept::failed(&input.name, fault);
    }
    match input.load(world).and_then(|loaded| Ok((loaded, file_name(input)?))) {
        Ok((loaded, (path, file))) => Making { input, name, path, file, loaded, orders, world }.make(),
        Err(fault) => Kept::failed(&input.name, fault),
    }
}

/// An input on its way into a bag.
struct Making<'a> {
    input: &'a Input,
    /// The name of the bag.
    name: &'a str,
    path: &'a Path,
    /// The name of the source, by which it is called in the bag: where it lies on this machine is nobody's business there.
    file: &'a str,
    loaded: Loaded,
    orders: &'a Orders<'a>,
    world: &'a dyn World,
}

impl Making<'_> {
    fn make(&self) -> Kept {
        let (mut sink, mut kept) = (Sink::new(), Kept::default());
        let source =
            read::Input { revisions: self.orders.revisions, ..read::Input::new(self.file, &self.loaded.bytes) };
        let mut prepared = convert::prepare_in(&self.input.standing, &source, self.loaded.reader, &mut sink);
        kept.facts = Some(Facts::of(&prepared.document));
        match self.style(&prepared) {
            Ok(own) => kept.bag = self.bag(&mut prepared, own.as_ref().or(self.orders.style), &mut sink),
            Err(Fault::Unknown(fault)) => {
                let span = prepared.document.front.style.as_deref().and_then(|name| asked(&prepared.source, name));
                sink.report(fault.at(span.unwrap_or_default()));
            }
            Err(Fault::Sheet(findings)) => kept.findings.extend(findings),
        }
        kept.denied = self.orders.deny_warnings && sink.worst() == Some(Severity::Warning);
        if kept.denied {
            kept.bag = None;
        }
        let source = Source::new(&self.input.name, prepared.source.text());
        kept.findings.push(Findings { source, diagnostics: sink.into_diagnostics() });
        kept
    }

    fn style(&self, prepared: &Prepared) -> Result<Option<StyleSheet>, Fault> {
        match self.orders.style {
            Some(_) => Ok(None),
            None => {
                let name = prepared.document.front.style.as_deref().unwrap_or(styling::DEFAULT);
                styling::find(Path::new(name), self.input.folder(), self.world).map(Some)
            }
        }
    }

    fn bag(&self, prepared: &mut Prepared, style: Option<&StyleSheet>, sink: &mut Sink) -> Option<Bag> {
        let (style, stem) = (style?, self.stem());
        let formats: Vec<&'static Entry<'static>> =
            write::DEFAULT.iter().filter_map(|name| write::by_name(name)).collect();
        let job = Job {
            backends: &formats,
            style,
            typesetter: self.orders.typesetter,
            options: self.orders.options,
            stem,
            source: &self.loaded.bytes,
        };
        let pictures = Pictures {
            beside: Beside {
                folder: self.input.folder(),
                root: self.orders.root,
                world: self.world,
                witness: None,
                carried: &prepared.pictures,
                gallery: &Gallery::default(),
            },
            carried: &prepared.pictures,
            loaded: RefCell::default(),
        };
        let artifacts = convert::finish(&mut prepared.document, &job, &pictures, sink);
        if sink.has_errors() {
            return None;
        }
        let loaded = pictures.loaded.into_inner();
        let named = loaded.keys().map(String::as_str).chain([self.file]);
        named.filter(|name| name.contains(['%', '\r', '\n'])).for_each(|name| sink.report(encoded(name)));
        self.pack(prepared, style, &artifacts, loaded, sink).map_err(|fault| sink.report(fault)).ok()
    }

    fn pack(
        &self,
        prepared: &Prepared,
        style: &StyleSheet,
        artifacts: &[Artifact],
        loaded: BTreeMap<String, Vec<u8>>,
        sink: &Sink,
    ) -> Result<Bag, Diagnostic> {
        let folder = self.folder(loaded.keys())?;
        let place = |path: &str| archive::place(&folder, path).ok_or_else(|| elsewhere(path));
        let pictures = loaded.into_iter().map(|(path, bytes)| Ok((place(&path)?, bytes)));
        let pictures = pictures.collect::<Result<BTreeMap<_, _>, Diagnostic>>()?;
        let pdf = artifacts.iter().find(|artifact| artifact.path.ends_with(".pdf"));
        let faces = archive::used(self.orders.book, pdf.map_or(&[], |pdf| pdf.bytes.as_slice()));
        pack(Made {
            name: self.name,
            document: &prepared.document,
            artifacts,
            source: (&place(self.file)?, &self.loaded.bytes),
            reader: self.loaded.reader.name,
            pictures: &pictures,
            style,
            faces: &faces,
            series: &self.input.standing,
            choices: Choices::of(self.orders.options, self.orders.revisions, self.stem()),
            findings: sink
                .diagnostics()
                .iter()
                .map(|finding| render::json(&Placed::of(finding, &prepared.source)))
                .collect(),
            date: self.orders.date.or(prepared.document.front.date),
        })
    }

    fn stem(&self) -> &str {
        self.file.rsplit_once('.').map_or(self.file, |(stem, _)| if stem.is_empty() { self.file } else { stem })
    }

    /// The folders that the source lies in, as many as its pictures lead up from it.
    fn folder<'a>(&self, pictures: impl Iterator<Item = &'a String>) -> Result<String, Diagnostic> {
        let up = pictures.map(|path| height(path)).max().unwrap_or_default();
        let whole = self.world.identity(self.path);
        let parts = whole.parent().into_iter().flat_map(Path::components).filter_map(|part| match part {
            Component::Normal(part) => Some(part.to_str()),
            _ => None,
        });
        let parts: Vec<Option<&str>> = parts.collect();
        let last = parts.get(parts.len().saturating_sub(up)..).unwrap_or_default();
        let last = last.iter().copied().collect::<Option<Vec<&str>>>();
        last.filter(|last| last.len() == up).map(|last| last.join("/")).ok_or_else(|| elsewhere(self.file))
    }
}

/// How far a path leads above where it begins.
fn height(path: &str) -> usize {
    let (mut depth, mut lowest) = (0_isize, 0_isize);
    for part in path.split('/') {
        depth += match part {
            "" | "." => 0,
            ".." => -1,
            _ => 1,
        };
        lowest = lowest.min(depth);
    }
    lowest.unsigned_abs()
}

/// RFC 8493 (2.1.3) has manifests write percent signs and line ends as `%25`, `%0A` and `%0D`.
fn encoded(name: &str) -> Diagnostic {
    let message =
        format!("`{name}` has a percent sign or a line end, and some programs for bags will look for another name");
    Diagnostic::new(code::BAG_NAME_ENCODED, message).hint("rename the file, so that any tool can check the bag")
}

fn elsewhere(path: &str) -> Diagnostic {
    let message =
        format!("`{path}` has no place in a bag: a folder around it has a name that is no Unicode, or there is none");
    Diagnostic::new(code::BAG_FAILED, message).hint("put the pictures below the folder of the source")
}

/// The pictures beside a source, of which it is kept which were taken.
struct Pictures<'a> {
    beside: Beside<'a>,
    carried: &'a Carried,
    loaded: RefCell<BTreeMap<String, Vec<u8>>>,
}

impl Resources for Pictures<'_> {
    fn load(&self, path: &str) -> Result<Vec<u8>, String> {
        let bytes = self.beside.load(path)?;
        if !self.carried.contains_key(path) {
            self.loaded.borrow_mut().insert(path.into(), bytes.clone());
        }
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_up_as_far_as_they_say() {
        assert_eq!(["a.png", "./a/../b.png", "../b.png", "../../b/c.png", "a/../../b"].map(height), [0, 0, 1, 2, 1]);
    }
}
