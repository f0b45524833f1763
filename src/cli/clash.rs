//! Outputs that would destroy an input or one another.

use super::destination::{Destination, Place};
use super::folders::{Folders, Mark};
use super::inputs::{Input, Inputs};
use crate::diagnostics::{Diagnostic, code};
use crate::write::Entry;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How many others that want the same place are named.
const NAMED: usize = 5;

/// Which files are inputs, and which are outputs of theirs, by one half of their marks: eight bytes for each are kept, and what
/// seems to clash is looked at once more.
pub(super) struct Claims {
    sources: Vec<Half>,
    outputs: Vec<Half>,
}

/// One half of a mark. Of a million files none shares it with another by chance.
type Half = u64;

fn half(mark: Mark) -> Half {
    (mark >> 64) as Half
}

/// Who wants a place, by his place among the inputs.
type Claimants = BTreeMap<Mark, Vec<usize>>;

/// What there is to claim, and where it goes.
pub(super) struct Claim<'a> {
    pub(super) inputs: &'a Inputs,
    pub(super) destination: &'a Destination,
    pub(super) formats: &'a [&'a Entry<'a>],
    pub(super) folders: &'a Folders<'a>,
}

impl Claim<'_> {
    /// The main files of an input.
    fn outputs(&self, input: &Input) -> impl Iterator<Item = PathBuf> {
        let place = Place::of(input, self.destination);
        place.into_iter().flat_map(|place| self.formats.iter().map(move |format| place.main(format)))
    }

    /// Those of the wanted marks that inputs have, and that their outputs have.
    fn claimants(&self, is_wanted: impl Fn(Mark) -> bool) -> (Claimants, Claimants) {
        let (mut sources, mut outputs) = (Claimants::new(), Claimants::new());
        for (index, input) in self.inputs.iter().enumerate() {
            let source = input.path().map(|path| self.folders.mark(path));
            for mark in source.into_iter().filter(|mark| is_wanted(*mark)) {
                sources.entry(mark).or_default().push(index);
            }
            let marks = self.outputs(&input).map(|path| self.folders.mark(&path));
            for mark in marks.filter(|mark| is_wanted(*mark)) {
                outputs.entry(mark).or_default().push(index);
            }
        }
        (sources, outputs)
    }
}

impl Claims {
    /// The claims of all inputs.
    pub(super) fn of(claim: &Claim<'_>) -> Claims {
        let outputs = claim.inputs.len() * claim.formats.len();
        let mut claims =
            Claims { sources: Vec::with_capacity(claim.inputs.len()), outputs: Vec::with_capacity(outputs) };
        for input in claim.inputs.iter() {
            claims.sources.extend(input.path().map(|path| half(claim.folders.mark(path))));
            claims.outputs.extend(claim.outputs(&input).map(|path| half(claim.folders.mark(&path))));
        }
        claims.sources.sort_unstable();
        claims.outputs.sort_unstable();
        claims
    }

    /// Why the outputs of inputs may not be written, for those that may not.
    pub(super) fn clashes(&self, claim: &Claim<'_>) -> BTreeMap<usize, Diagnostic> {
        let twice = self.outputs.chunk_by(|one, next| one == next);
        let twice = twice.filter(|same| same.len() > 1 || same.first().is_some_and(|one| self.is_source(*one)));
        let wanted: Vec<Half> = twice.filter_map(|same| same.first().copied()).collect();
        if wanted.is_empty() {
            return BTreeMap::new();
        }
        let (sources, outputs) = claim.claimants(|mark| wanted.binary_search(&half(mark)).is_ok());
        let mut clashes: BTreeMap<usize, (PathBuf, Diagnostic)> = BTreeMap::new();
        let name = |index: &usize| claim.inputs.get(*index).map(|input| input.name);
        for (mark, claimants) in &outputs {
            let source = sources.get(mark).and_then(|same| name(same.first()?));
            if source.is_none() && claimants.len() < 2 {
                continue;
            }
            for &index in claimants {
                let Some(input) = claim.inputs.get(index) else { continue };
                let path = claim.outputs(&input).find(|path| claim.folders.mark(path) == *mark);
                let Some(path) = path.filter(|path| clashes.get(&index).is_none_or(|(known, _)| known >= path)) else {
                    continue;
                };
                let clash = match &source {
                    Some(source) => overwrites(&path, source),
                    None => {
                        let others = claimants.iter().filter(|&&other| other != index);
                        let others: Vec<String> = others.take(NAMED + 1).filter_map(name).collect();
                        same_file(&path, &others, claimants.len() - 1)
                    }
                };
                clashes.insert(index, (path, clash));
            }
        }
        clashes.into_iter().map(|(index, (_, clash))| (index, clash)).collect()
    }

    /// Whether a file is an input or the main file of an output.
    pub(super) fn has(&self, path: &Path, folders: &Folders<'_>) -> bool {
        let half = half(folders.mark(path));
        self.is_source(half) || self.outputs.binary_search(&half).is_ok()
    }

    fn is_source(&self, half: Half) -> bool {
        self.sources.binary_search(&half).is_ok()
    }
}

/// What is said of a file beside a main one that would take the place of something else, and what to do.
pub(super) fn taken(path: &Path, hint: &str) -> Diagnostic {
    let message = format!("`{}` is an input, or what another issue is written to", path.display());
    Diagnostic::new(code::OUTPUT_CLASH, message).hint(hint)
}

fn overwrites(path: &Path, source: &str) -> Diagnostic {
    Diagnostic::new(code::OUTPUT_CLASH, format!("`{}` would overwrite the input `{source}`", path.display()))
        .hint("write elsewhere with -o")
}

fn same_file(path: &Path, others: &[String], count: usize) -> Diagnostic {
    let file = path.file_name().unwrap_or_default().display();
    let named = match others.get(..NAMED).filter(|_| count > NAMED) {
        Some(first) => format!("{}` and {} others", first.join("`, `"), count - NAMED),
        None => others.join("`, `") + "`",
    };
    let message = format!("`{file}` is also what `{named} would be written to");
    Diagnostic::new(code::OUTPUT_CLASH, message).hint("rename one of the inputs, or write them into separate folders")
}
