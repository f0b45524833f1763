//! A program of others at work: in a folder of its own, for so long, and with so much to say and to write at the most.
//!
//! What it reads and says are files in that folder, so that no pipe fills up and nothing is kept in memory while it grows.

mod folder;
mod group;

use super::World;
use folder::Folder;
use group::Group;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
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
    /// The user wants the run to end.
    Stopped,
}

/// Has a program do its errand. An error means that it could not be started.
pub(super) fn perform(errand: &Errand<'_>, world: &dyn World) -> io::Result<Performed> {
    let folder = Folder::make()?;
    let places = Places { out: folder.below("out")?, laid: folder.below("pictures")? };
    for (name, bytes) in errand.laid {
        std::fs::write(places.laid.join(name), bytes)?;
    }
    std::fs::write(folder.path("request"), (errand.request)(&places)?)?;
    let mut command = Command::new(errand.program);
    command.args(errand.arguments).current_dir(&places.out);
    command.stdin(Stdio::from(File::open(folder.path("request"))?));
    let heard = Heard { answer: folder.stream("answer")?, told: folder.stream("told")?, limits: errand.limits };
    command.stdout(heard.answer.try_clone()?).stderr(heard.told.try_clone()?);
    let mut group = Group::start(command)?;
    let end = watched(&mut group, &places.out, &heard, world)?;
    let files = match &end {
        End::Code(0) => folder::gather(&places.out, errand.limits.size).and_then(|files| {
            let strays = folder.strays();
            if strays.is_empty() {
                Ok(files)
            } else {
                Err(format!("wrote `{}` outside of its folder", strays.join("`, `")))
            }
        }),
        _ => Ok(Vec::new()),
    };
    Ok(Performed {
        answer: start(heard.answer, errand.limits.answer)?,
        told: start(heard.told, MOST_TOLD)?,
        files,
        end,
    })
}

/// What a program says: its standard output and its standard error, which its own tricks with names do not touch.
struct Heard {
    answer: File,
    told: File,
    limits: Limits,
}

impl Heard {
    /// What of it, or of the files in a folder, has grown beyond its limits.
    fn grown(&self, out: &Path) -> Option<String> {
        let size = |file: &File| file.metadata().map_or(0, |found| found.len());
        let streams = [(&self.answer, self.limits.answer, "output"), (&self.told, MOST_TOLD, "error")];
        let grown = streams.into_iter().find(|(file, most, _)| size(file) > *most);
        let grown =
            grown.map(|(_, most, name)| format!("wrote more than {} to its standard {name}", folder::shown(most)));
        grown.or_else(|| folder::grown(out, self.limits.size))
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
fn watched(group: &mut Group, out: &Path, heard: &Heard, world: &dyn World) -> io::Result<End> {
    let start = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        if group.has_ended()? {
            let end = group.finish()?;
            // What it wrote last may have been too much.
            return Ok(heard.grown(out).map_or(end, End::TooMuch));
        }
        let too_much = heard.grown(out).map(End::TooMuch);
        let late = (start.elapsed() > heard.limits.time).then_some(End::Late);
        let stopped = world.stop().map(|_| End::Stopped);
        if let Some(end) = too_much.or(late).or(stopped) {
            group.finish()?;
            return Ok(end);
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(PAUSE);
    }
}
