//! Which bags a command line names.

use super::super::glob;
use super::super::world::{Standing, World};
use crate::diagnostics::{Diagnostic, code};
use std::fs;
use std::path::{Path, PathBuf};

/// How a bag stands on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Folder,
    Zip,
}

/// A bag; or why there is none at a place that the user named.
pub(super) struct Found {
    pub(super) path: PathBuf,
    /// The name by which messages call it.
    pub(super) name: String,
    pub(super) form: Result<Form, Diagnostic>,
}

impl Found {
    fn of(path: PathBuf, form: Result<Form, Diagnostic>) -> Found {
        Found { name: path.to_string_lossy().into_owned(), path, form }
    }
}

/// The bags that arguments stand for, in their order; those below a folder are sorted.
pub(super) fn find(arguments: &[PathBuf], world: &dyn World) -> Vec<Found> {
    arguments.iter().flat_map(|argument| expand(argument, world)).collect()
}

fn expand(argument: &Path, world: &dyn World) -> Vec<Found> {
    match world.standing(argument) {
        Some(Standing::File) if !may_be_zip(argument, world) => {
            none(argument, "this file is no bag, and no zip file of one")
        }
        Some(Standing::File) => vec![Found::of(argument.to_path_buf(), Ok(Form::Zip))],
        Some(Standing::Folder) if is_bag(argument) => vec![Found::of(argument.to_path_buf(), Ok(Form::Folder))],
        Some(Standing::Folder) => {
            let mut found = Vec::new();
            below(argument, &mut found);
            if found.is_empty() { none(argument, "there is no bag in the folder or below it") } else { found }
        }
        None if glob::is_pattern(argument) => match glob::matches(argument, world) {
            paths if paths.is_empty() => none(argument, "nothing matches the pattern"),
            paths => paths.iter().flat_map(|path| expand(path, world)).collect(),
        },
        None => none(argument, "there is no such file or folder"),
    }
}

/// Whether a file is a zip file by its name or by its first bytes: one that is damaged keeps its name.
fn may_be_zip(path: &Path, world: &dyn World) -> bool {
    is_zip(path) || world.piece(path, 0, 2).map_or(true, |head| head == b"PK")
}

fn is_zip(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"))
}

fn none(path: &Path, why: &str) -> Vec<Found> {
    let fault =
        Diagnostic::new(code::BAG_NOT_FOUND, why).hint("name a bag, a zip file of one, or a folder with bags below it");
    vec![Found::of(path.to_path_buf(), Err(fault))]
}

/// The bags below a folder. No link is followed: a bag is checked where it is.
fn below(folder: &Path, found: &mut Vec<Found>) {
    let entries = match fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>) {
        Ok(entries) => entries,
        Err(error) => {
            let message = format!("the folder cannot be read: {error}");
            let fault = Diagnostic::new(code::BAG_UNREADABLE, message).hint("check who may read it, and the disk");
            return found.push(Found::of(folder.to_path_buf(), Err(fault)));
        }
    };
    let mut paths: Vec<(PathBuf, fs::FileType)> =
        entries.into_iter().filter_map(|entry| Some((entry.path(), entry.file_type().ok()?))).collect();
    paths.sort_by(|one, other| one.0.cmp(&other.0));
    for (path, kind) in paths {
        let is_hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        match () {
            () if is_hidden => {}
            () if kind.is_dir() && is_bag(&path) => found.push(Found::of(path, Ok(Form::Folder))),
            () if kind.is_dir() => below(&path, found),
            () if kind.is_file() && is_zip(&path) => found.push(Found::of(path, Ok(Form::Zip))),
            () => {}
        }
    }
}

/// Whether a folder is a bag, or was one: a bag that has lost its declaration must not be passed over.
fn is_bag(folder: &Path) -> bool {
    let names = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.file_name());
    names.filter_map(|name| name.into_string().ok()).any(|name| {
        let is_manifest = name.starts_with("manifest-") || name.starts_with("tagmanifest-");
        name == "bagit.txt" || name == "bag-info.txt" || (is_manifest && name.ends_with(".txt"))
    })
}
