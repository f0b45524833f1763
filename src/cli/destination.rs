//! Where outputs go.

use super::Refusal;
use super::inputs::{Input, Inputs, Origin};
use super::world::{Standing, World};
use crate::diagnostics::nearest;
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

/// The destination and the formats that `-o` and `--to` ask for, with the number of inputs known. `others` are formats that
/// programs of others write.
pub(super) fn settle<'a>(
    output: Option<&Path>,
    to: &[String],
    others: &'a [Entry<'a>],
    inputs: &Inputs,
    world: &dyn World,
) -> Result<(Destination, Vec<&'a Entry<'a>>), Refusal> {
    let named = named(to, others)?;
    let formats = formats(to, others)?;
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
pub(super) fn formats<'a>(to: &[String], others: &'a [Entry<'a>]) -> Result<Vec<&'a Entry<'a>>, Refusal> {
    Ok(match named(to, others)? {
        none if none.is_empty() => write::DEFAULT.iter().filter_map(|name| write::by_name(name)).collect(),
        named => named,
    })
}

fn named<'a>(to: &[String], others: &'a [Entry<'a>]) -> Result<Vec<&'a Entry<'a>>, Refusal> {
    let mut found: Vec<&'a Entry<'a>> = Vec::new();
    for name in to {
        let entry = write::by_name(name).or_else(|| others.iter().find(|other| other.name == name));
        let Some(entry) = entry else { return Err(foreign(name)) };
        if found.iter().any(|known| known.name == entry.name) {
            continue;
        }
        if let Some(known) = found.iter().find(|known| known.extension == entry.extension) {
            let message =
                format!("the formats `{}` and `{}` both write a file .{}", known.name, entry.name, entry.extension);
            return Err(Refusal::new(message, "build each in a run of its own, into a folder of its own"));
        }
        found.push(entry);
    }
    Ok(found)
}

/// What is said of a format of others where no programs are run.
fn foreign(name: &str) -> Refusal {
    let known: Vec<&str> = write::BACKENDS.iter().map(|backend| backend.name).collect();
    let message =
        format!("`{name}` is no format that masthead writes itself, and `build` alone runs programs of others");
    Refusal::new(message, nearest::advice(name, &known))
}

/// The format of the one file that `-o` names, if it names a file: it ends in the extension of a format.
fn file_format<'a>(output: &Path, named: &[&'a Entry<'a>], world: &dyn World) -> Option<&'a Entry<'a>> {
    let folder = output.as_os_str().as_encoded_bytes().ends_with(b"/");
    if folder || world.standing(output) == Some(Standing::Folder) {
        return None;
    }
    let extension = output.extension()?.to_ascii_lowercase();
    let known = write::BACKENDS.iter().chain(named.iter().copied());
    let by_extension = known.into_iter().find(|entry| extension == entry.extension)?;
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
    pub(super) fn main(&self, format: &Entry<'_>) -> PathBuf {
        let mut name = self.stem.clone();
        name.push(".");
        name.push(format.extension);
        self.folder.join(self.file.as_ref().unwrap_or(&name))
    }

    /// Where a file goes. The stem is put back as the user wrote it, in case it is not Unicode.
    pub(super) fn path(&self, artifact: &Artifact, formats: &[&Entry<'_>]) -> PathBuf {
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
