//! A program of others at work: in a folder of its own, for so long, and with so much to say and to write at the most.
//!
//! What it reads and says are files in that folder, so that no pipe fills up and nothing is kept in memory while it grows.

mod begin;
mod folder;
mod gather;
mod group;
mod growth;

use super::World;
use folder::Folder;
use group::Group;
use growth::{Room, grown, shown};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What a program is asked to do.
pub(in crate::cli) struct Errand<'a> {
    /// The program, from the root of the disk.
    pub(in crate::cli) program: &'a Path,
    pub(in crate::cli) arguments: &'a [String],
    /// Files that are laid out for it, each with its name.
    pub(in crate::cli) laid: &'a [(String, &'a [u8])],
    /// What it reads on its standard input, once the places are known.
    pub(in crate::cli) request: &'a dyn Fn(&Places) -> io::Result<Vec<u8>>,
    pub(in crate::cli) limits: Limits,
}

/// Where a program finds things.
pub(in crate::cli) struct Places {
    /// The empty folder that it works in.
    pub(in crate::cli) out: PathBuf,
    /// The folder of the files that are laid out for it.
    pub(in crate::cli) laid: PathBuf,
}

/// How much a program may take.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) struct Limits {
    pub(in crate::cli) time: Duration,
    /// The longest standard output, bytes.
    pub(in crate::cli) answer: u64,
    /// The most that its files may have together, bytes.
    pub(in crate::cli) size: u64,
}

/// The longest standard error, bytes.
const MOST_TOLD: u64 = 1 << 20;
/// How often a program is looked after, at the least.
const PAUSE: Duration = Duration::from_millis(20);

/// What became of an errand.
pub(in crate::cli) struct Performed {
    pub(in crate::cli) end: End,
    /// Its standard output.
    pub(in crate::cli) answer: Vec<u8>,
    /// Its standard error.
    pub(in crate::cli) told: Vec<u8>,
    /// Its files, by their paths in the folder with forward slashes, in order; or what is wrong with one.
    pub(in crate::cli) files: Result<Vec<(String, Vec<u8>)>, String>,
}

/// How a program ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) enum End {
    /// By itself, with a number.
    Code(i32),
    /// By a signal that was not ours.
    Signal,
    /// It took too long.
    Late,
    /// It said or wrote more than it may: what.
    TooMuch(String),
    /// It made what no program may make: what.
    Unfit(String),
    /// The user wants the run to end.
    Stopped,
}

/// Why an errand came to nothing.
pub(in crate::cli) enum Undone {
    /// What the program needs cannot be laid out in this folder, where temporary files are.
    Unlaid(PathBuf, io::Error),
    /// It could not be started or looked after.
    Unstarted(io::Error),
}

/// Has a program do its errand.
pub(super) fn perform(errand: &Errand<'_>, world: &dyn World) -> Result<Performed, Undone> {
    let folder = Folder::make().map_err(|(around, error)| Undone::Unlaid(around, error))?;
    let around = || folder.root().parent().unwrap_or(folder.root()).to_path_buf();
    let table = Table::lay(errand, &folder).map_err(|error| Undone::Unlaid(around(), error))?;
    table.work(errand, &folder, world).map_err(Undone::Unstarted)
}

/// What is laid out for a program, and what it says: its standard output and its standard error, which its own tricks with names
/// do not touch.
struct Table {
    places: Places,
    request: File,
    answer: File,
    told: File,
    /// So many files and folders are laid out, of so many bytes together.
    laid: (usize, u64),
    limits: Limits,
}

impl Table {
    fn lay(errand: &Errand<'_>, folder: &Folder) -> io::Result<Table> {
        let places = Places { out: folder.below(folder::OUT)?, laid: folder.below(folder::LAID)? };
        for (name, bytes) in errand.laid {
            std::fs::write(places.laid.join(name), bytes)?;
        }
        let request = (errand.request)(&places)?;
        std::fs::write(folder.path("request"), &request)?;
        let bytes = errand.laid.iter().map(|(_, bytes)| bytes.len()).sum::<usize>() + request.len();
        Ok(Table {
            request: File::open(folder.path("request"))?,
            answer: folder.stream("answer")?,
            told: folder.stream("told")?,
            // Beside what is laid out, two folders and three streams.
            laid: (errand.laid.len() + 5, bytes as u64),
            limits: errand.limits,
            places,
        })
    }

    fn work(self, errand: &Errand<'_>, folder: &Folder, world: &dyn World) -> io::Result<Performed> {
        let largest = self.limits.size.max(self.limits.answer).max(MOST_TOLD);
        let mut command = begin::command(errand.program, errand.arguments, largest);
        command
            .current_dir(&self.places.out)
            .stdin(self.request.try_clone()?)
            .stdout(self.answer.try_clone()?)
            .stderr(self.told.try_clone()?);
        let mut group = Group::start(command, largest)?;
        let end = watched(&mut group, folder, &self, world)?;
        let files = match &end {
            End::Code(0) => self.files(folder, errand.laid),
            _ => Ok(Vec::new()),
        };
        let (answer, told) = (start(self.answer, self.limits.answer)?, start(self.told, MOST_TOLD)?);
        begin::failure(&end, &told).map_or(Ok(()), Err)?;
        Ok(Performed { answer, told, files, end })
    }

    /// What a program left that ended well.
    fn files(&self, folder: &Folder, laid: &[(String, &[u8])]) -> Result<Vec<(String, Vec<u8>)>, String> {
        let files = gather::gather(&self.places.out, self.limits.size)?;
        match folder.strays(laid) {
            none if none.is_empty() => Ok(files),
            strays => Err(format!("wrote `{}` outside of its folder", strays.join("`, `"))),
        }
    }

    /// Why the program has to end for what it has said or written so far, if it has to.
    fn grown(&self, folder: &Folder) -> Option<End> {
        let size = |file: &File| file.metadata().map_or(0, |found| found.len());
        let (answer, told) = (size(&self.answer), size(&self.told));
        let streams = [(answer, self.limits.answer, "output"), (told, MOST_TOLD, "error")];
        if let Some((_, most, name)) = streams.into_iter().find(|(size, most, _)| size > most) {
            return Some(End::TooMuch(format!("wrote more than {} to its standard {name}", shown(most))));
        }
        let (laid, bytes) = self.laid;
        grown(folder.root(), Room { laid, own: bytes + answer + told, most: self.limits.size })
    }
}

/// The start of a file that was written through another handle.
fn start(mut file: File, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Looks after a program until it ends. Whatever it has started ends with it.
fn watched(group: &mut Group, folder: &Folder, table: &Table, world: &dyn World) -> io::Result<End> {
    let start = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        if group.has_ended()? {
            let end = group.finish()?;
            // What it wrote last may have been too much.
            return Ok(table.grown(folder).unwrap_or(end));
        }
        let grown = table.grown(folder);
        let late = (start.elapsed() > table.limits.time).then_some(End::Late);
        let stopped = world.stop().map(|_| End::Stopped);
        if let Some(end) = grown.or(late).or(stopped) {
            group.finish()?;
            return Ok(end);
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(PAUSE);
    }
}
