//! Where the files of an index go, and in which formats.

use super::super::Refusal;
use super::super::args::{Index as Asked, IndexFormat};
use super::super::ledger::{INDEX, Ledger};
use super::super::world::{Standing, World};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

impl IndexFormat {
    pub(super) fn extension(self) -> &'static str {
        match self {
            IndexFormat::Html => "html",
            IndexFormat::Json => "json",
            IndexFormat::Csv => "csv",
            IndexFormat::Dc => "xml",
            IndexFormat::Pdf => "pdf",
            IndexFormat::Docx => "docx",
        }
    }
}

const FORMATS: [IndexFormat; 6] =
    [IndexFormat::Html, IndexFormat::Json, IndexFormat::Csv, IndexFormat::Dc, IndexFormat::Pdf, IndexFormat::Docx];

/// Where the files go.
pub(super) enum Place {
    Folder(PathBuf),
    File(PathBuf),
    StandardOutput,
}

impl Place {
    pub(super) fn path(&self, format: IndexFormat) -> PathBuf {
        match self {
            Place::Folder(folder) => folder.join(format!("{INDEX}.{}", format.extension())),
            Place::File(path) => path.clone(),
            Place::StandardOutput => PathBuf::from("-"),
        }
    }
}

/// Where it goes and in which formats.
pub(super) fn settle(asked: &Asked, ledger: &Ledger, world: &dyn World) -> Result<(Place, Vec<IndexFormat>), Refusal> {
    let mut formats: Vec<IndexFormat> = Vec::new();
    for format in &asked.to {
        if !formats.contains(format) {
            formats.push(*format);
        }
    }
    let or_html = |formats: Vec<IndexFormat>| if formats.is_empty() { vec![IndexFormat::Html] } else { formats };
    let Some(output) = &asked.output else { return Ok((Place::Folder(ledger.root.clone()), or_html(formats))) };
    let several = || Refusal::new("several formats cannot go into one file", "name one with --to, or give -o a folder");
    if output == Path::new("-") {
        return match formats.len() {
            0 | 1 => Ok((Place::StandardOutput, or_html(formats))),
            _ => Err(several()),
        };
    }
    let by_extension = FORMATS.into_iter().find(|format| output.extension() == Some(OsStr::new(format.extension())));
    let is_folder =
        output.as_os_str().as_encoded_bytes().ends_with(b"/") || world.standing(output) == Some(Standing::Folder);
    let Some(named) = by_extension.filter(|_| !is_folder) else {
        return Ok((Place::Folder(output.clone()), or_html(formats)));
    };
    match formats.as_slice() {
        [] => Ok((Place::File(output.clone()), vec![named])),
        [one] => Ok((Place::File(output.clone()), vec![*one])),
        _ => Err(several()),
    }
}
