//! What `check` says of the series that its inputs are in.

use super::Refusal;
use super::args::Sources;
use super::inputs::Inputs;
use super::ledger::{self, Ledger};
use super::messages::Findings;
use super::world::{Standing, World};
use crate::diagnostics::{Placed, code};
use crate::series;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The findings on the series of the inputs, as far as they are about files that are asked for or lie in folders that are.
pub(super) fn check(sources: &Sources, inputs: &Inputs, world: &dyn World) -> Result<Vec<Findings>, Refusal> {
    let mut asked: Vec<PathBuf> = inputs.iter().filter_map(|input| input.path().map(|it| world.identity(it))).collect();
    asked.extend(folders(sources, world).map(|folder| world.identity(folder)));
    let mut findings = Vec::new();
    for ledger in ledgers(sources, inputs, world)? {
        let shelf = ledger.read_whole(world)?;
        let mut found = series::check::check(&ledger.series, &shelf.entries);
        found.extend(series::copies::told(&shelf.copies));
        let is_asked = |file: &String| {
            let known = ledger.identity.join(file);
            asked.iter().any(|asked| known.starts_with(asked))
        };
        found.retain(|found| is_asked(&found.file) || found.others.iter().any(is_asked));
        findings.extend(ledger::by_document(&ledger, &shelf, found));
    }
    Ok(findings)
}

/// Tells a slip once: where the Roman numeral of an issue is not its number, and the series says which of both is wrong, that is told in
/// its place.
pub(super) fn tell_once(findings: &mut [Placed], of_issue: &mut Findings) {
    let by_numeral = findings.iter_mut().find(|found| found.code == code::ROMAN_MISMATCH);
    let by_series = of_issue.diagnostics.iter().position(|found| found.code == code::NUMBER_MISMATCH);
    if let (Some(told), Some(at)) = (by_numeral, by_series) {
        *told = Placed::of(&of_issue.diagnostics.remove(at), &of_issue.source);
    }
}

/// Every series that inputs, or folders that are asked for, are in.
pub(super) fn ledgers(sources: &Sources, inputs: &Inputs, world: &dyn World) -> Result<Vec<Ledger>, Refusal> {
    let mut found = BTreeMap::new();
    let files = inputs.iter().filter(|input| input.path().is_some() && input.is_found());
    let files = files.map(|input| input.folder().to_path_buf());
    let mut looked = BTreeSet::new();
    // Folders come first: they are written as the user wants them shown.
    for folder in folders(sources, world).map(Path::to_path_buf).chain(files) {
        if looked.contains(&folder) {
            continue;
        }
        if let Some(ledger) = ledger::find(&folder, world)? {
            found.entry(ledger.identity.clone()).or_insert(ledger);
        }
        looked.insert(folder);
    }
    Ok(found.into_values().collect())
}

fn folders<'a>(sources: &'a Sources, world: &dyn World) -> impl Iterator<Item = &'a Path> {
    sources.inputs.iter().map(PathBuf::as_path).filter(|path| world.standing(path) == Some(Standing::Folder))
}
