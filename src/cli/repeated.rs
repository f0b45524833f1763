//! Numbers that two issues of a series have, told when either of them is built or archived. Of the other issues of the series no more is read than
//! their numbers, once for a run.

use super::inputs::{Input, Inputs};
use super::ledger::{self, Ledger};
use super::world::{World, is_remote};
use crate::diagnostics::{Diagnostic, Placed, Severity, Source};
use crate::series::check::repeats;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What is told of inputs that have the number of another issue, by their places among the inputs.
#[derive(Default)]
pub(super) struct Repeated(BTreeMap<usize, Placed>);

impl Repeated {
    /// Looks through every series that inputs of a run are in. A bucket is not asked, since each issue in it would be fetched. What is
    /// read is kept in mind in a folder of records, where that is there.
    pub(super) fn of(inputs: &Inputs, chosen: &[usize], records: Option<&Path>, world: &dyn World) -> Repeated {
        let mut found = Repeated::default();
        for (root, chosen) in by_root(inputs, chosen) {
            // What is wrong with the file of the series was told when the inputs were gathered.
            if let Ok(Some(ledger)) = ledger::find(&root, world) {
                found.look(&ledger, &chosen, inputs, records, world);
            }
        }
        found
    }

    fn look(&mut self, ledger: &Ledger, chosen: &[usize], inputs: &Inputs, records: Option<&Path>, world: &dyn World) {
        let shelf = ledger.doubtful(records, world);
        let repeats = repeats(&ledger.series, &shelf.entries);
        let repeats: BTreeMap<&str, &Diagnostic> =
            repeats.iter().map(|found| (found.file.as_str(), &found.diagnostic)).collect();
        if repeats.is_empty() {
            return;
        }
        for &index in chosen {
            let Some(input) = inputs.get(index) else { continue };
            let Some(file) = file(&input, ledger, world) else { continue };
            let entry = shelf.entries.binary_search_by(|entry| entry.file.cmp(&file)).ok();
            let entry = entry.and_then(|at| shelf.entries.get(at));
            if let Some((found, entry)) = repeats.get(file.as_str()).zip(entry) {
                // The issue itself is sound, and is made.
                let told = Diagnostic { severity: Severity::Warning, ..(*found).clone() };
                self.0.insert(index, Placed::of(&told, &Source::new(&input.name, entry.source.text())));
            }
        }
    }

    /// What is told of an input.
    pub(super) fn take(&mut self, index: usize) -> Option<Placed> {
        self.0.remove(&index)
    }
}

/// The inputs of each series, by its folder.
fn by_root(inputs: &Inputs, chosen: &[usize]) -> BTreeMap<PathBuf, Vec<usize>> {
    let mut by_root: BTreeMap<PathBuf, Vec<usize>> = BTreeMap::new();
    for &index in chosen {
        let Some(input) = inputs.get(index) else { continue };
        let root = &input.programs.root;
        if root.as_os_str().is_empty() || is_remote(root) {
            continue;
        }
        match by_root.get_mut(root) {
            Some(chosen) => chosen.push(index),
            None => drop(by_root.insert(root.clone(), vec![index])),
        }
    }
    by_root
}

/// The file of an input by its path from the folder of its series.
fn file(input: &Input, ledger: &Ledger, world: &dyn World) -> Option<String> {
    let identity = world.identity(input.path()?);
    Some(ledger.below(&ledger.root.join(identity.strip_prefix(&ledger.identity).ok()?)))
}
