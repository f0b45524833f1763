//! Outputs that would destroy an input or one another.

use super::destination::Place;
use super::folders::{Folders, Mark};
use super::inputs::{Input, Origin};
use crate::diagnostics::{Diagnostic, code};
use crate::write::Entry;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How many others that want the same place are named.
const NAMED: usize = 5;

/// Which files are inputs, and which input's outputs go where. A mark and a number for each is all that is kept.
pub(super) struct Claims {
    sources: Vec<(Mark, usize)>,
    outputs: Vec<(Mark, usize)>,
}

impl Claims {
    /// The claims of all inputs.
    pub(super) fn of(
        inputs: &[Input],
        place: impl Fn(usize) -> Option<Place>,
        formats: &[&Entry<'_>],
        folders: &Folders<'_>,
    ) -> Claims {
        let mut claims = Claims { sources: Vec::new(), outputs: Vec::new() };
        for (index, input) in inputs.iter().enumerate() {
            if let Origin::File(path) = &input.origin {
                claims.sources.push((folders.mark(path), index));
            }
            let place = place(index);
            let paths = place.iter().flat_map(|place| formats.iter().map(|format| place.main(format)));
            claims.outputs.extend(paths.map(|path| (folders.mark(&path), index)));
        }
        claims.sources.sort_unstable();
        claims.outputs.sort_unstable();
        claims
    }

    /// Why the outputs of inputs may not be written, for those that may not.
    pub(super) fn clashes(
        &self,
        inputs: &[Input],
        place: impl Fn(usize) -> Option<Place>,
        formats: &[&Entry<'_>],
        folders: &Folders<'_>,
    ) -> BTreeMap<usize, Diagnostic> {
        let mut clashes: BTreeMap<usize, (PathBuf, Diagnostic)> = BTreeMap::new();
        let path = |index: usize, mark: Mark| {
            let place = place(index)?;
            formats.iter().map(|format| place.main(format)).find(|path| folders.mark(path) == mark)
        };
        for claimants in self.outputs.chunk_by(|one, next| one.0 == next.0) {
            let mark = claimants.first().map_or(0, |claim| claim.0);
            let source = self.source(mark).and_then(|index| inputs.get(index));
            if source.is_none() && claimants.len() < 2 {
                continue;
            }
            for &(_, index) in claimants {
                let Some(path) = path(index, mark) else { continue };
                if clashes.get(&index).is_some_and(|(known, _)| *known < path) {
                    continue;
                }
                let clash = match source {
                    Some(source) => overwrites(&path, &source.name),
                    None => same_file(&path, &others(inputs, claimants, index), claimants.len() - 1),
                };
                clashes.insert(index, (path, clash));
            }
        }
        clashes.into_iter().map(|(index, (_, clash))| (index, clash)).collect()
    }

    /// Whether a file is an input or the main file of an output.
    pub(super) fn has(&self, path: &Path, folders: &Folders<'_>) -> bool {
        let mark = folders.mark(path);
        self.source(mark).is_some() || self.outputs.binary_search_by_key(&mark, |claim| claim.0).is_ok()
    }

    fn source(&self, mark: Mark) -> Option<usize> {
        let at = self.sources.binary_search_by_key(&mark, |source| source.0).ok()?;
        self.sources.get(at).map(|source| source.1)
    }
}

/// The names of other inputs that want the same place, as many as are told.
fn others<'a>(inputs: &'a [Input], claimants: &[(Mark, usize)], index: usize) -> Vec<&'a str> {
    let others = claimants.iter().filter(|claim| claim.1 != index).filter_map(|claim| inputs.get(claim.1));
    others.map(|input| input.name.as_str()).take(NAMED + 1).collect()
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

fn same_file(path: &Path, others: &[&str], count: usize) -> Diagnostic {
    let file = path.file_name().unwrap_or_default().display();
    let named = match others.get(..NAMED).filter(|_| count > NAMED) {
        Some(first) => format!("{}` and {} others", first.join("`, `"), count - NAMED),
        None => others.join("`, `") + "`",
    };
    let message = format!("`{file}` is also what `{named} would be written to");
    Diagnostic::new(code::OUTPUT_CLASH, message).hint("rename one of the inputs, or write them into separate folders")
}
