//! Where bags go, and what they are called.

use super::super::Refusal;
use super::super::bags::DECLARATION;
use super::super::glob;
use super::super::inputs::{Input, Inputs, Origin};
use super::super::world::{Standing, World};
use crate::diagnostics::{Diagnostic, code};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The place of a bag.
pub(super) struct Place {
    /// The folder or zip file.
    pub(super) path: PathBuf,
    /// The name of the bag.
    pub(super) name: String,
}

/// Whether a path is that of a zip file.
pub(super) fn is_zip(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"))
}

/// The place of the bag of every input, or why it may not have one.
pub(super) fn settle(
    output: &Path,
    zip: bool,
    asked: &[PathBuf],
    inputs: &Inputs,
    world: &dyn World,
) -> Result<Vec<Result<Place, Diagnostic>>, Refusal> {
    if is_one(output, asked, inputs, world) {
        return Ok(vec![the_one(output, zip)]);
    }
    if is_zip(output) {
        let message = format!("several bags cannot go into the one file `{}`", output.display());
        return Err(Refusal::new(message, "give -o a folder, and --zip to have zip files in it"));
    }
    let places: Vec<_> = inputs.iter().map(|input| in_folder(output, zip, &input)).collect();
    Ok(without_clashes(places, inputs))
}

/// Whether the output is the bag of the one input and not a folder for bags.
fn is_one(output: &Path, asked: &[PathBuf], inputs: &Inputs, world: &dyn World) -> bool {
    let [argument] = asked else { return false };
    let is_file = world.standing(argument) != Some(Standing::Folder) && !glob::is_pattern(argument);
    let is_folder = output.as_os_str().as_encoded_bytes().ends_with(b"/")
        || (world.standing(output) == Some(Standing::Folder) && world.standing(&output.join(DECLARATION)).is_none());
    inputs.len() == 1 && is_file && (!is_folder || is_zip(output))
}

fn the_one(output: &Path, zip: bool) -> Result<Place, Diagnostic> {
    let path = match zip && !is_zip(output) {
        true => with_zip(output),
        false => output.to_path_buf(),
    };
    let name = if zip { path.file_stem() } else { path.file_name() };
    Ok(Place { name: unicode(name.unwrap_or_default(), output)?, path })
}

fn in_folder(output: &Path, zip: bool, input: &Input) -> Result<Place, Diagnostic> {
    let name = unicode(input.stem(), Path::new(&input.name))?;
    let path = output.join(&name);
    Ok(Place { path: if zip { with_zip(&path) } else { path }, name })
}

fn with_zip(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".zip");
    path.with_file_name(name)
}

/// Names in a bag are UTF-8.
fn unicode(name: &OsStr, whose: &Path) -> Result<String, Diagnostic> {
    let sound = name.to_str().filter(|name| !name.is_empty());
    sound.map(str::to_string).ok_or_else(|| {
        let message = format!("the name of `{}` cannot be that of a bag", whose.display());
        Diagnostic::new(code::BAG_FAILED, message).hint("give the file a name in Unicode")
    })
}

/// Two issues of one name get no bag, whatever the case of its letters: some file systems would have one for both.
fn without_clashes(places: Vec<Result<Place, Diagnostic>>, inputs: &Inputs) -> Vec<Result<Place, Diagnostic>> {
    let mut claims: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, place) in places.iter().enumerate() {
        if let Ok(place) = place {
            claims.entry(place.name.to_lowercase()).or_default().push(index);
        }
    }
    let apart = |(index, place): (usize, Result<Place, Diagnostic>)| {
        let place = place?;
        let claimants = claims.get(&place.name.to_lowercase()).map_or(&[][..], Vec::as_slice);
        let others = claimants.iter().filter(|&&other| other != index).filter_map(|&other| inputs.get(other));
        let others: Vec<String> = others.map(|other| other.name).collect();
        if others.is_empty() {
            return Ok(place);
        }
        let message = format!("`{}` would also be the bag of `{}`", place.path.display(), others.join("`, `"));
        Err(Diagnostic::new(code::OUTPUT_CLASH, message)
            .hint("rename one of the inputs, or archive them into separate folders"))
    };
    places.into_iter().enumerate().map(apart).collect()
}

/// The file of an input, whose bag keeps it under its name.
pub(super) fn file_name(input: &Input) -> Result<(&Path, &str), Diagnostic> {
    let Origin::File(path) = &input.origin else {
        let message = "standard input has no name, and a bag keeps its source under one";
        return Err(Diagnostic::new(code::BAG_FAILED, message).hint("save it as a file and name that"));
    };
    let name = path.file_name().and_then(OsStr::to_str);
    name.map(|name| (path.as_path(), name)).ok_or_else(|| {
        let message = "the name of the source is no Unicode, and names in a bag are";
        Diagnostic::new(code::BAG_FAILED, message).hint("rename the file")
    })
}
