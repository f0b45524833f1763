//! Where outputs go.

use super::Refusal;
use super::inputs::{Input, Origin};
use super::world::{Standing, World};
use crate::write::{self, Artifact, Entry};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// Where the user wants outputs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// In the folder of each input.
    Beside,
    /// All in one folder.
    Folder(PathBuf),
    /// One file.
    File(PathBuf),
    /// Standard output.
    StandardOutput,
}

/// The destination and the formats that `-o` and `--to` ask for, with the number of inputs known.
pub(super) fn settle(
    output: Option<&Path>,
    to: &[String],
    inputs: &[Input],
    world: &dyn World,
) -> Result<(Destination, Vec<&'static Entry>), Refusal> {
    let named = named(to);
    let formats = formats(to);
    let Some(output) = output else {
        if inputs.iter().any(|input| input.origin == Origin::StandardInput) {
            return Err(Refusal::new("standard input has no folder to write beside", "say where with -o"));
        }
        return Ok((Destination::Beside, formats));
    };
    if output == Path::new("-") {
        return match named[..] {
            [_] if inputs.len() == 1 => Ok((Destination::StandardOutput, named)),
            [_] => Err(Refusal::new("standard output takes one input", "give -o a folder")),
            _ => Err(Refusal::new("standard output takes one format", "name it with --to, for instance --to jats")),
        };
    }
    match file_format(output, &named, world) {
        None => Ok((Destination::Folder(output.to_path_buf()), formats)),
        Some(_) if named.len() > 1 => {
            let message = format!("several formats cannot go into the one file `{}`", output.display());
            Err(Refusal::new(message, "name one format with --to, or give -o a folder"))
        }
        Some(_) if inputs.len() > 1 => {
            let message = format!("{} inputs cannot go into the one file `{}`", inputs.len(), output.display());
            Err(Refusal::new(message, "give -o a folder"))
        }
        Some(format) => Ok((Destination::File(output.to_path_buf()), vec![format])),
    }
}

/// The formats that `--to` names, or else the default ones.
pub(super) fn formats(to: &[String]) -> Vec<&'static Entry> {
    match named(to) {
        none if none.is_empty() => write::DEFAULT.iter().filter_map(|name| write::by_name(name)).collect(),
        named => named,
    }
}

fn named(to: &[String]) -> Vec<&'static Entry> {
    let mut found: Vec<&'static Entry> = Vec::new();
    for entry in to.iter().filter_map(|name| write::by_name(name)) {
        if found.iter().all(|known| known.name != entry.name) {
            found.push(entry);
        }
    }
    found
}

/// The format of the one file that `-o` names, if it names a file: it ends in the extension of a format.
fn file_format(output: &Path, named: &[&'static Entry], world: &dyn World) -> Option<&'static Entry> {
    let folder = output.as_os_str().as_encoded_bytes().ends_with(b"/");
    if folder || world.standing(output) == Some(Standing::Folder) {
        return None;
    }
    let extension = output.extension()?.to_ascii_lowercase();
    let by_extension = write::BACKENDS.iter().find(|entry| extension == entry.extension)?;
    Some(named.first().copied().unwrap_or(by_extension))
}

/// Where the outputs of one input go and what they are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    folder: PathBuf,
    stem: OsString,
    /// The one file's name with its extension, where the user gave it.
    file: Option<OsString>,
}

impl Place {
    /// The place of an input's outputs; none for standard output.
    pub(super) fn of(input: &Input, destination: &Destination) -> Option<Place> {
        let (folder, stem, file) = match destination {
            Destination::Beside => (input.folder(), input.stem(), None),
            Destination::Folder(folder) => (folder.as_path(), input.stem(), None),
            Destination::File(path) => (path.parent()?, path.file_stem()?, path.file_name()),
            Destination::StandardOutput => return None,
        };
        Some(Place { folder: folder.to_path_buf(), stem: stem.to_os_string(), file: file.map(OsStr::to_os_string) })
    }

    /// The name that backends are given.
    pub(super) fn stem(&self) -> String {
        self.stem.to_string_lossy().into_owned()
    }

    /// The folder of the outputs.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The main file of a format.
    pub(super) fn main(&self, format: &Entry) -> PathBuf {
        let mut name = self.stem.clone();
        name.push(".");
        name.push(format.extension);
        self.folder.join(self.file.as_ref().unwrap_or(&name))
    }

    /// Where a file goes. The stem is put back as the user wrote it, in case it is not Unicode.
    pub(super) fn path(&self, artifact: &Artifact, formats: &[&'static Entry]) -> PathBuf {
        let Some(rest) = artifact.path.strip_prefix(&self.stem()) else {
            return self.folder.join(&artifact.path);
        };
        if let Some(format) = formats.iter().find(|format| rest.strip_prefix('.') == Some(format.extension)) {
            return self.main(format);
        }
        let mut name = self.stem.clone();
        name.push(rest);
        self.folder.join(name)
    }
}
