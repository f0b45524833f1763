//! Outputs that would destroy an input or one another.

use super::destination::Place;
use super::inputs::{Input, Origin};
use super::world::World;
use crate::diagnostics::{Diagnostic, code};
use crate::write::Entry;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// For each input, why its outputs may not be written, if so.
pub(super) fn find(
    inputs: &[Input],
    places: &[Option<Place>],
    formats: &[&'static Entry],
    world: &dyn World,
) -> Vec<Option<Diagnostic>> {
    let mut sources = BTreeMap::new();
    for input in inputs {
        if let Origin::File(path) = &input.origin {
            sources.insert(world.identity(path), input.name.as_str());
        }
    }
    let mut claims: BTreeMap<PathBuf, Vec<usize>> = BTreeMap::new();
    let mut clashes = vec![None; inputs.len()];
    for (index, place) in places.iter().enumerate() {
        for path in place.iter().flat_map(|place| formats.iter().map(|format| place.main(format))) {
            let identity = world.identity(&path);
            if let Some(source) = sources.get(&identity) {
                clashes[index] = Some(overwrites(&path, source));
            }
            claims.entry(identity).or_default().push(index);
        }
    }
    for (path, claimants) in claims.iter().filter(|(_, claimants)| claimants.len() > 1) {
        for &index in claimants {
            let others = claimants.iter().filter(|&&other| other != index).map(|&other| inputs[other].name.as_str());
            clashes[index].get_or_insert_with(|| same_file(path, &others.collect::<Vec<_>>()));
        }
    }
    clashes
}

/// Whether a file is an input or the main file of an output.
pub(super) fn is_taken(
    path: &Path,
    inputs: &[Input],
    places: &[Option<Place>],
    formats: &[&'static Entry],
    world: &dyn World,
) -> bool {
    let wanted = world.identity(path);
    let is_input = |input: &Input| matches!(&input.origin, Origin::File(path) if world.identity(path) == wanted);
    let is_output = |place: &Place| formats.iter().any(|format| world.identity(&place.main(format)) == wanted);
    inputs.iter().any(is_input) || places.iter().flatten().any(is_output)
}

fn overwrites(path: &Path, source: &str) -> Diagnostic {
    Diagnostic::new(code::OUTPUT_CLASH, format!("`{}` would overwrite the input `{source}`", path.display()))
        .hint("write elsewhere with -o")
}

fn same_file(path: &Path, others: &[&str]) -> Diagnostic {
    let file = path.file_name().unwrap_or_default().display();
    let message = format!("`{file}` is also what `{}` would be written to", others.join("`, `"));
    Diagnostic::new(code::OUTPUT_CLASH, message).hint("rename one of the inputs, or build them into separate folders")
}
