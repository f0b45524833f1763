//! The files, the environment, the clock and the terminal: the only room that touches them.

mod bucket;
mod errand;
mod machine;
mod signals;
mod stamp;
mod store;
mod wide;

pub(super) use bucket::is_remote;
pub(super) use errand::{End, Errand, Limits, Performed, Places, Undone};
pub(super) use machine::Machine;
pub(super) use signals::outlive_limits;
pub(super) use stamp::Stamp;
pub(super) use store::{Held, Store};
pub(super) use wide::Wide;

use crate::ast::Date;
use serde::{Deserialize, Serialize};
use std::ffi::{OsStr, OsString};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What stands at a path, links followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Standing {
    File,
    Folder,
}

/// How the user, or the system, asks a run to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// Ctrl-C.
    Interrupt,
    /// The end of the session, or of the machine's day.
    Terminate,
    /// The end of the terminal.
    HangUp,
}

impl Stop {
    /// What a program ends with that was stopped so.
    pub(super) fn code(self) -> u8 {
        match self {
            Stop::HangUp => 129,
            Stop::Interrupt => 130,
            Stop::Terminate => 143,
        }
    }
}

/// The files that an issue is made of.
pub(super) trait Files: Sync {
    /// The bytes of a file of at most `most` bytes.
    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>>;
    /// Standard input, of at most `most` bytes.
    fn read_input(&self, most: u64) -> io::Result<Vec<u8>>;
    /// What stands at a path.
    fn standing(&self, path: &Path) -> Option<Standing>;
    /// The paths in a folder, in any order.
    fn entries(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;
    /// The one path by which a file is known however it is named.
    fn identity(&self, path: &Path) -> PathBuf;
    /// Whether a link stands at a path that leads to nothing, or to itself.
    fn leads_nowhere(&self, _: &Path) -> bool {
        false
    }
}

/// What is in a folder, links followed: folders, and whatever else there is.
#[derive(Default)]
pub(super) struct Inside {
    pub(super) folders: Vec<PathBuf>,
    pub(super) files: Vec<PathBuf>,
}

impl Inside {
    /// Paths by what stands there.
    fn of(paths: Vec<PathBuf>, files: &(impl Files + ?Sized)) -> Inside {
        let is_folder = |path: &PathBuf| files.standing(path) == Some(Standing::Folder);
        let (folders, files) = paths.into_iter().partition(is_folder);
        Inside { folders, files }
    }
}

/// Everything outside the program, so that a test can make any part of it fail.
pub(super) trait World: Files {
    /// As many bytes of a file from a place on as are wanted and there.
    fn piece(&self, path: &Path, offset: u64, most: u64) -> io::Result<Vec<u8>>;
    /// The paths in a folder by what stands there, in any order.
    fn inside(&self, folder: &Path) -> io::Result<Inside> {
        Ok(Inside::of(self.entries(folder)?, self))
    }
    /// The paths in a folder whose names begin with a dot, in any order: few of the many that a folder of outputs may have.
    fn hidden(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let mut paths = self.entries(folder)?;
        paths.retain(|path| path.file_name().is_some_and(is_hidden));
        Ok(paths)
    }
    /// What tells the present state of a file from others; nothing where no file is.
    fn stamp(&self, path: &Path) -> Option<Stamp>;
    /// Makes a folder with all above it.
    fn create_folder(&self, folder: &Path) -> io::Result<()>;
    /// Writes a file that does not exist yet, and waits until its bytes are on the disk.
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Writes files that do not exist yet, and waits until the bytes of all are on the disk; gives the place in the list of the first
    /// that cannot be written, and why.
    fn write_all_new(&self, files: &[(&Path, &[u8])]) -> Result<(), (usize, io::Error)> {
        files
            .iter()
            .enumerate()
            .try_for_each(|(at, (path, bytes))| self.write_new(path, bytes).map_err(|why| (at, why)))
    }
    /// Gives a file a second name.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Whether nobody holds a file.
    fn is_abandoned(&self, path: &Path) -> bool;
    /// Holds a file for as long as what is given back lives; it is made if it is not there. Nothing if it is held already.
    fn seize(&self, path: &Path) -> io::Result<Option<Held>>;
    /// Holds a file like [`World::seize`] as soon as nobody else does.
    fn wait_for(&self, path: &Path) -> io::Result<Held>;
    /// Opens a file that grows at its end; it is made if it is not there.
    fn store(&self, path: &Path) -> io::Result<Box<dyn Store>>;
    /// Puts a file in the place of another at once.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Gives a file the permissions of another.
    fn permit(&self, file: &Path, like: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Standard input, as it comes.
    fn stream(&self) -> Box<dyn Read + Send>;
    /// Writes to standard output.
    fn print(&self, bytes: &[u8]) -> io::Result<()>;
    /// Writes to standard error; nobody is left to tell where that fails.
    fn say(&self, text: &str);
    /// A variable of the environment.
    fn variable(&self, name: &str) -> Option<OsString>;
    /// Whether standard error is a terminal.
    fn is_terminal(&self) -> bool;
    /// How many things the machine can do at once.
    fn cores(&self) -> usize;
    /// A number that no other running process has.
    fn process(&self) -> u32;
    /// The file that the program itself is.
    fn program(&self) -> Option<PathBuf>;
    /// Time since some moment before.
    fn clock(&self) -> Duration;
    /// The time of day, nanoseconds since 1970.
    fn now(&self) -> i64;
    /// The day in UTC. Nothing that is built may depend on it.
    fn today(&self) -> Option<Date> {
        Date::from_unix(self.now() / 1_000_000_000)
    }
    /// Lets time go by.
    fn rest(&self, time: Duration);
    /// From now on a wish to stop is kept for [`World::stop`]; a second one ends the program at once.
    fn listen(&self);
    /// Whether anyone wants the run to stop.
    fn stop(&self) -> Option<Stop>;
    /// Has a program of others do something.
    fn perform(&self, errand: &Errand<'_>) -> Result<Performed, Undone>;
    /// Whether a file is one that can be run.
    fn is_program(&self, path: &Path) -> bool;
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// A file that is larger than may be read.
fn too_large(most: u64) -> io::Error {
    io::Error::other(format!("it is larger than {} MiB", most >> 20))
}

/// Why the system refused, in the words of people.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        _ if error.get_ref().is_some() => error.to_string(),
        io::ErrorKind::NotFound => "there is no such file or folder".into(),
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        io::ErrorKind::AlreadyExists => "something of that name stands there already".into(),
        io::ErrorKind::IsADirectory => "it is a folder".into(),
        io::ErrorKind::NotADirectory => "a part of the path is a file, not a folder".into(),
        io::ErrorKind::StorageFull => "the disk is full".into(),
        io::ErrorKind::QuotaExceeded => "the disk quota is used up".into(),
        io::ErrorKind::FileTooLarge => "the file would be larger than is allowed here".into(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".into(),
        _ => error.to_string(),
    }
}
