//! What issues share, kept between two keys: the series of their folders, the styles that they name.

use super::desk::Overlaid;
use super::examine;
use crate::ast::{Document, Standing};
use crate::cli::Refusal;
use crate::cli::ledger::{self, Ledger, Shelf};
use crate::cli::messages::Findings;
use crate::cli::styling::{self, Fault};
use crate::cli::world::World;
use crate::diagnostics::{Diagnostic, Source, Span, code};
use crate::series::{self, Entry};
use crate::style::StyleSheet;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The series and styles that were met. Whatever changes outside of issues, [`House::forget`] has them looked for again.
#[derive(Default)]
pub(super) struct House {
    series: BTreeMap<PathBuf, Arc<Series>>,
    shelves: BTreeMap<PathBuf, Shelf>,
    styles: BTreeMap<PathBuf, Styled>,
}

/// A style, or what is said where it is named.
pub(super) type Styled = Result<Arc<StyleSheet>, Vec<Diagnostic>>;

/// The series that a folder is in.
#[derive(Default)]
pub(super) struct Series {
    pub(super) standing: Standing,
    ledger: Option<Ledger>,
    /// What is wrong with the file of the series.
    pub(super) faults: Vec<Diagnostic>,
}

impl Series {
    /// Whether there is one.
    pub(super) fn is_known(&self) -> bool {
        self.ledger.is_some() || !self.faults.is_empty()
    }
}

impl House {
    /// Forgets what it knows.
    pub(super) fn forget(&mut self) {
        *self = House::default();
    }

    /// The series that a folder is in.
    pub(super) fn series(&mut self, folder: &Path, files: &Overlaid<'_>) -> Arc<Series> {
        let find = || {
            let series = match ledger::find(folder, files) {
                Ok(None) => Series::default(),
                Ok(Some(ledger)) => {
                    Series { standing: ledger.facts(folder, files), ledger: Some(ledger), faults: Vec::new() }
                }
                Err(Refusal::Found(findings)) => Series { faults: told_of(findings), ..Series::default() },
                Err(Refusal::Asked { message, hint }) => {
                    let fault = Diagnostic::new(code::SERIES_INVALID, message).hint(hint);
                    Series { faults: vec![fault], ..Series::default() }
                }
            };
            Arc::new(series)
        };
        Arc::clone(self.series.entry(folder.to_path_buf()).or_insert_with(find))
    }

    /// The style of a name, or of a file by its path from a folder.
    pub(super) fn style(&mut self, name: &str, folder: &Path, files: &Overlaid<'_>) -> Styled {
        let find = || match styling::find(Path::new(name), folder, files) {
            Ok(style) => Ok(Arc::new(style)),
            Err(Fault::Unknown(fault)) => Err(vec![fault]),
            Err(Fault::Sheet(findings)) => Err(told_of(findings)),
        };
        self.styles.entry(folder.join(name)).or_insert_with(find).clone()
    }

    /// What is wrong with the numbers of a series, as far as it is about one of its files as the editor has it.
    pub(super) fn of_series(
        &mut self,
        series: &Series,
        path: &Path,
        document: &Document,
        source: &Source,
        world: &dyn World,
    ) -> Vec<Diagnostic> {
        let Some(ledger) = series.ledger.as_ref().filter(|_| !ledger::is_index(path)) else { return Vec::new() };
        let identity = world.identity(path);
        let Ok(below) = identity.strip_prefix(&ledger.identity) else { return Vec::new() };
        let file = ledger.below(&ledger.root.join(below));
        let shelf = self.shelves.entry(ledger.identity.clone()).or_insert_with(|| ledger.read(world));
        let own = file.clone();
        let entry = Entry { file: own, front: document.front.clone(), source: source.clone(), reader: examine::READER };
        match shelf.entries.binary_search_by(|known| known.file.cmp(&file)) {
            Ok(at) => drop(shelf.entries.splice(at..=at, [entry])),
            Err(at) => shelf.entries.insert(at, entry),
        }
        let found = series::check::check(&ledger.series, &shelf.entries);
        found.into_iter().filter(|found| found.file == file).map(|found| found.diagnostic).collect()
    }
}

/// What was found in other files, as findings without a place: they are told where the other file is named.
pub(super) fn told_of(findings: Vec<Findings>) -> Vec<Diagnostic> {
    let told = |findings: Findings| {
        let name = findings.source.name().to_string();
        let source = findings.source;
        findings.diagnostics.into_iter().map(move |mut finding| {
            let place = source.place(&finding).map(|range| source.position(range.start));
            let line = place.map_or(String::new(), |place| format!(":{}", place.line));
            finding.message = format!("`{name}{line}`: {}", finding.message);
            finding.at(Span::Unknown)
        })
    };
    findings.into_iter().flat_map(told).collect()
}
