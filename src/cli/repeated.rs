//! Numbers that two issues of a series have, told when either of them is built or archived. Of the other issues of the series no more is read than
//! their numbers, once for a run.

use super::inputs::{Input, Inputs};
use super::ledger::{self, Ledger};
use super::world::{World, is_remote};
use crate::diagnostics::{Diagnostic, Placed, Severity, Source};
use crate::series::check::repeats;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What is told of inputs that have the number of another issue, by their places among the inputs.
#[derive(Default)]
pub(super) struct Repeated(BTreeMap<usize, Placed>);

impl Repeated {
    /// Looks through every series that inputs of a run are in. A bucket is not asked, since each issue in it would be fetched. What is
    /// read is kept in mind in a folder of records, where that is there.
    pub(super) fn of(inputs: &Inputs, chosen: &[usize], records: Option<&Path>, world: &dyn World) -> Repeated {
        let roots: BTreeSet<&Path> = inputs.programs().map(|programs| programs.root.as_path()).collect();
        let mut found = Repeated::default();
        for root in roots.into_iter().filter(|root| !root.as_os_str().is_empty() && !is_remote(root)) {
            let is_in = |index: &&usize| inputs.get(**index).is_some_and(|input| input.programs.root == root);
            if !chosen.iter().any(|index| is_in(&index)) {
                continue;
            }
            // What is wrong with the file of the series was told when the inputs were gathered.
            if let Ok(Some(ledger)) = ledger::find(root, world) {
                found.look(&ledger, chosen.iter().filter(is_in), inputs, records, world);
            }
        }
        found
    }

    fn look<'i>(
        &mut self,
        ledger: &Ledger,
        chosen: impl Iterator<Item = &'i usize>,
        inputs: &Inputs,
        records: Option<&Path>,
        world: &dyn World,
    ) {
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

/// The file of an input by its path from the folder of its series.
fn file(input: &Input, ledger: &Ledger, world: &dyn World) -> Option<String> {
    let identity = world.identity(input.path()?);
    Some(ledger.below(&ledger.root.join(identity.strip_prefix(&ledger.identity).ok()?)))
}
