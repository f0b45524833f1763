//! Whole files or none: every file of an issue is written aside before the first takes its place.

use super::aside::{self, Mark, Sign};
use super::world::{Standing, World, is_remote, reason};
use super::{Refusal, print};
use crate::diagnostics::{Diagnostic, code};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// A file to be written.
pub(super) struct Finished {
    /// Where.
    pub(super) path: PathBuf,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
}

/// Writes issue after issue. What dead runs left aside in a folder is removed before the first file is written there.
pub(super) struct Publisher<'a> {
    world: &'a dyn World,
    swept: Mutex<BTreeSet<PathBuf>>,
}

impl Publisher<'_> {
    pub(super) fn new(world: &dyn World) -> Publisher<'_> {
        Publisher { world, swept: Mutex::default() }
    }

    /// Writes all the files, or leaves everything as it was.
    pub(super) fn publish(&self, files: &[Finished]) -> Result<(), Diagnostic> {
        if files.iter().any(|file| is_remote(&file.path)) {
            // A bucket puts a file in its place whole; it has no step that does so with several.
            let pairs: Vec<(&Path, &[u8])> = files.iter().map(|file| (file.path.as_path(), &*file.bytes)).collect();
            let path = |at: usize| files.get(at).map_or(Path::new(""), |file| &file.path);
            return self.world.write_all_new(&pairs).map_err(|(at, error)| unwritable(path(at), &error));
        }
        let mut aside = Aside { world: self.world, mark: Mark::new(self.world), signs: Vec::new(), moves: Vec::new() };
        for file in files {
            aside.prepare(&file.path, self).map_err(|error| unwritable(&file.path, &error))?;
        }
        aside.write(files).map_err(|(path, error)| unwritable(&path, &error))?;
        aside.put_in_place().map_err(|(path, error)| unwritable(&path, &error))
    }

    /// Removes what dead runs left aside in a folder, once.
    pub(super) fn sweep(&self, folder: &Path) {
        if self.swept.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_path_buf()) {
            aside::sweep(folder, self.world);
        }
    }
}

/// Whether what stands at a path is no file that another could take the place of, but something that the system has there: a
/// device, a pipe, a stream of the program.
pub(super) fn is_device(path: &Path, world: &dyn World) -> bool {
    let is_of_system = ["/dev", "/proc"].iter().any(|folder| path.starts_with(folder)) && !path.starts_with("/dev/shm");
    world.standing(path) == Some(Standing::File) && (is_of_system || world.stamp(path).is_none())
}

/// Why nothing is put in the place of a device.
pub(super) fn no_file() -> io::Error {
    io::Error::other("it is a device or a pipe, and no file; `-` is standard output")
}

/// Writes a report, to standard output where its path is `-`.
pub(super) fn put_report(text: &str, path: &Path, world: &dyn World) -> Result<(), Refusal> {
    if path == Path::new("-") {
        return print(text.as_bytes(), world).map(drop);
    }
    let file = Finished { path: path.to_path_buf(), bytes: text.as_bytes().to_vec() };
    let put = Publisher::new(world).publish(&[file]);
    put.map_err(|fault| Refusal::new(fault.message, fault.hint.unwrap_or_default()))
}

/// A file on its way to its place.
struct Move {
    /// Where it is written first.
    new: PathBuf,
    /// Its place.
    path: PathBuf,
    /// Another name of the file that stood there, kept until all files are in place.
    old: Option<PathBuf>,
    /// Whether nothing stood there.
    fresh: bool,
    placed: bool,
}

/// Files that are written aside; whatever of theirs is left aside at the end is removed.
struct Aside<'a> {
    world: &'a dyn World,
    mark: Mark,
    /// The signs in the folders of the files.
    signs: Vec<Sign<'a>>,
    moves: Vec<Move>,
}

impl Aside<'_> {
    /// Settles where a file is written first, in a folder that is there.
    fn prepare(&mut self, path: &Path, publisher: &Publisher<'_>) -> io::Result<()> {
        let standing = self.world.standing(path);
        if standing == Some(Standing::Folder) {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if is_device(path, self.world) {
            return Err(no_file());
        }
        let folder = path.parent().unwrap_or(Path::new(""));
        if self.signs.iter().all(|sign| sign.folder() != folder) {
            if !folder.as_os_str().is_empty() {
                self.world.create_folder(folder)?;
            }
            publisher.sweep(folder);
            self.signs.push(Sign::set(folder, &self.mark, self.world)?);
        }
        let (new, path) = (self.mark.beside(path, "new"), path.to_path_buf());
        self.moves.push(Move { new, path, old: None, fresh: standing.is_none(), placed: false });
        Ok(())
    }

    /// Writes all the files aside, each with the permissions of what it replaces; gives the first that cannot be written.
    fn write(&self, files: &[Finished]) -> Result<(), (PathBuf, io::Error)> {
        let steps = self.moves.iter().map(|step| step.new.as_path());
        let pairs: Vec<(&Path, &[u8])> = steps.zip(files).map(|(new, file)| (new, &*file.bytes)).collect();
        let path = |at: usize| self.moves.get(at).map(|step| step.path.clone()).unwrap_or_default();
        self.world.write_all_new(&pairs).map_err(|(at, error)| (path(at), error))?;
        let mut replacing = self.moves.iter().filter(|step| !step.fresh);
        replacing
            .try_for_each(|step| self.world.permit(&step.new, &step.path).map_err(|error| (step.path.clone(), error)))
    }

    /// A file that vouches for those after it comes after them, so that a run that is killed leaves nothing that nobody knows.
    fn put_in_place(&mut self) -> Result<(), (PathBuf, io::Error)> {
        for index in (0..self.moves.len()).rev() {
            if index > 0 {
                self.keep_old(index);
            }
            let Some(step) = self.moves.get_mut(index) else { break };
            if let Err(error) = self.world.rename(&step.new, &step.path) {
                let path = step.path.clone();
                self.put_back();
                return Err((path, error));
            }
            step.placed = true;
        }
        Ok(())
    }

    /// Gives what stands at a place a second name. A file system without such names cannot be put back.
    fn keep_old(&mut self, index: usize) {
        let Some(path) = self.moves.get(index).filter(|step| !step.fresh).map(|step| step.path.clone()) else { return };
        let old = self.mark.beside(&path, "old");
        if self.world.link(&path, &old).is_ok()
            && let Some(step) = self.moves.get_mut(index)
        {
            step.old = Some(old);
        }
    }

    fn put_back(&mut self) {
        for step in self.moves.iter_mut().filter(|step| step.placed) {
            let _ = match step.old.take() {
                Some(old) => self.world.rename(&old, &step.path),
                None if step.fresh => self.world.remove(&step.path),
                None => Ok(()),
            };
        }
    }
}

impl Drop for Aside<'_> {
    fn drop(&mut self) {
        for step in &self.moves {
            if !step.placed {
                let _ = self.world.remove(&step.new);
            }
            if let Some(old) = &step.old {
                let _ = self.world.remove(old);
            }
        }
    }
}

fn unwritable(path: &Path, error: &io::Error) -> Diagnostic {
    let hint = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "free some space and build again",
        io::ErrorKind::IsADirectory => "move the folder away, or write elsewhere with -o",
        _ => "check who may write there, or write elsewhere with -o",
    };
    Diagnostic::new(code::OUTPUT_UNWRITABLE, format!("`{}` cannot be written: {}", path.display(), reason(error)))
        .hint(hint)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::super::memory::Memory;
    use super::*;

    fn publish(files: &[Finished], world: &Memory) -> Result<(), Diagnostic> {
        Publisher::new(world).publish(files)
    }

    fn issue() -> [Finished; 3] {
        ["out/a.pdf", "out/a.docx", "out/a.xml"].map(|path| Finished { path: path.into(), bytes: b"new".to_vec() })
    }

    #[test]
    fn all_files_take_their_places_and_nothing_else_is_left() {
        let world = Memory::with(&[("out/a.pdf", "old")]);
        publish(&issue(), &world).unwrap();
        assert_eq!(world.listing(), ["out/a.docx=new", "out/a.pdf=new", "out/a.xml=new"]);
    }

    #[test]
    fn a_full_disk_leaves_everything_as_it_was() {
        for failing in 0..3 {
            let world = Memory::with(&[("out/a.pdf", "old"), ("out/a.xml", "old")]);
            world.fail("write_new", failing, io::ErrorKind::StorageFull);
            let fault = publish(&issue(), &world).unwrap_err();
            assert!(fault.message.ends_with("cannot be written: the disk is full"), "{}", fault.message);
            assert_eq!(fault.hint.as_deref(), Some("free some space and build again"));
            assert_eq!(world.listing(), ["out/a.pdf=old", "out/a.xml=old"]);
        }
    }

    #[test]
    fn a_place_that_cannot_be_taken_gives_back_those_that_were() {
        for failing in 0..3 {
            let world = Memory::with(&[("out/a.pdf", "old"), ("out/a.xml", "old")]);
            world.fail("rename", failing, io::ErrorKind::PermissionDenied);
            let fault = publish(&issue(), &world).unwrap_err();
            assert!(fault.message.ends_with("permission denied"), "{}", fault.message);
            assert_eq!(world.listing(), ["out/a.pdf=old", "out/a.xml=old"]);
        }
    }

    #[test]
    fn without_second_names_files_are_still_written() {
        let world = Memory::with(&[("out/a.pdf", "old")]);
        world.fail("link", 0, io::ErrorKind::Unsupported);
        publish(&issue(), &world).unwrap();
        assert_eq!(world.listing(), ["out/a.docx=new", "out/a.pdf=new", "out/a.xml=new"]);
    }
}
