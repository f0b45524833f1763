//! What stands where outputs go: it is overwritten only where masthead made it and nobody changed it since.

use super::cache::{Digest, Unsealed};
use super::destination::Place;
use super::folders::Folders;
use super::publish::Finished;
use super::world::{World, is_remote};
use crate::diagnostics::{Diagnostic, code};
use crate::seal::{self, Form, Sum};
use crate::write::{self, Entry};
use std::path::Path;

/// The largest file that is read to know whose it is, bytes.
const LARGEST: u64 = u32::MAX as u64;

/// How many files of somebody else are named.
const NAMED: usize = 5;

/// Finished files, and those of them, by their places, by which nothing is known that they are ours.
pub(super) struct Sealed {
    pub(super) files: Vec<Finished>,
    bare: Vec<usize>,
}

/// What a file is among others.
#[derive(Clone, Copy)]
pub(super) enum Part {
    /// One for itself, with the form of its seal where it can have one.
    Main(Option<Form>),
    /// One that belongs to the main file before it.
    Beside,
}

/// Seals the files of an issue. Its main files stand in the order of the formats, each before those beside it.
pub(super) fn sealed(files: Vec<Finished>, place: &Place, formats: &[&Entry<'_>]) -> Sealed {
    let part = |file: &Finished| {
        let format = formats.iter().find(|format| place.main(format) == file.path);
        let form = |format: &&Entry<'_>| write::by_name(format.name).and_then(|format| write::seal(format.name));
        format.map_or(Part::Beside, |format| Part::Main(form(format)))
    };
    let parts = files.iter().map(part).collect::<Vec<_>>();
    sealed_as(files, &parts)
}

/// Seals files, of which each main one vouches for those behind it where it can.
pub(super) fn sealed_as(mut files: Vec<Finished>, parts: &[Part]) -> Sealed {
    let (mut bare, mut at) = (Vec::new(), 0);
    while at < files.len() {
        let beside = parts.iter().skip(at + 1).take_while(|part| matches!(part, Part::Beside)).count();
        let sums: Vec<Sum> = files.iter().skip(at + 1).take(beside).map(|file| seal::sum(&file.bytes)).collect();
        let is_sealed = match (parts.get(at), files.get_mut(at)) {
            (Some(Part::Main(Some(form))), Some(main)) => seal::put(*form, &mut main.bytes, &sums),
            _ => false,
        };
        if !is_sealed {
            bare.extend(at..=at + beside);
        }
        at += beside + 1;
    }
    Sealed { files, bare }
}

/// Who knows whose the files at the places of outputs are.
pub(super) struct Owner<'a> {
    pub(super) world: &'a dyn World,
    pub(super) folders: &'a Folders<'a>,
    pub(super) unsealed: Unsealed<'a>,
    /// What would overwrite them.
    pub(super) doing: &'static str,
}

impl Owner<'_> {
    /// Refuses files in whose places something stands that is not ours. A bucket is not asked.
    pub(super) fn clear(&self, files: &[Finished]) -> Result<(), Diagnostic> {
        let mut vouched = Vec::new();
        let mut foreign = files.iter().filter(|file| !is_remote(&file.path) && !self.is_ours(file, &mut vouched));
        let Some(first) = foreign.next() else { return Ok(()) };
        let paths: Vec<_> = std::iter::once(first).chain(foreign).map(|file| file.path.as_path()).collect();
        Err(refused(&paths, self.doing))
    }

    /// Whether nothing is lost with what stands at the place of a file. Sums of files that ours vouch for are added to `vouched`.
    fn is_ours(&self, file: &Finished, vouched: &mut Vec<Sum>) -> bool {
        let Some(stamp) = self.world.stamp(&file.path) else { return true };
        let piece = |from, most| self.world.piece(&file.path, from, most).ok();
        if let Some(beside) = seal::read(stamp.size, piece) {
            vouched.extend(beside);
            return true;
        }
        let Ok(old) = self.world.read(&file.path, LARGEST) else { return false };
        old == file.bytes
            || vouched.contains(&seal::sum(&old))
            || self.unsealed.knows(self.folders.mark(&file.path), Digest::of(&old))
    }

    /// Keeps in mind which files were written that bear no seal.
    pub(super) fn keep(&self, sealed: &Sealed) {
        let bare = sealed.bare.iter().filter_map(|&at| sealed.files.get(at)).filter(|file| !is_remote(&file.path));
        let written: Vec<_> =
            bare.map(|file| (self.folders.mark(&file.path), file.path.as_path(), Digest::of(&file.bytes))).collect();
        if !written.is_empty() {
            self.unsealed.keep(&written);
        }
    }
}

fn refused(paths: &[&Path], doing: &str) -> Diagnostic {
    let mut named: Vec<_> = paths.iter().take(NAMED).map(|path| format!("`{}`", path.display())).collect();
    if let Some(more @ 1..) = paths.len().checked_sub(NAMED) {
        named.push(format!("{more} more"));
    }
    let (was, it) = if paths.len() == 1 { ("was", "it") } else { ("were", "them") };
    let message = format!(
        "{} {was} made or changed by somebody else, and {doing} would overwrite what is in {it}",
        named.join(" and ")
    );
    let is_manuscript = |path: &&&Path| path.extension().is_some_and(|extension| extension == "docx");
    let edits = paths.iter().find(is_manuscript).map_or(String::new(), |path| {
        let (stem, path) = (path.file_stem().unwrap_or_default().display(), path.display());
        format!(", read a colleague's edits beside the source with `masthead import {path} -o {stem}-edited.md`")
    });
    Diagnostic::new(code::OUTPUT_FOREIGN, message)
        .hint(format!("write elsewhere with -o{edits}, or overwrite {it} with --force"))
}
