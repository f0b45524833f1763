//! The files, the environment, the clock and the terminal: the only room that touches them.

use crate::ast::Date;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, Instant, SystemTime};

/// What stands at a path, links followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    File,
    Folder,
}

/// Everything outside the program, so that a test can make any part of it fail.
pub(super) trait World: Sync {
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
    /// Makes a folder with all above it.
    fn create_folder(&self, folder: &Path) -> io::Result<()>;
    /// Writes a file that does not exist yet, and waits until its bytes are on the disk.
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Gives a file a second name.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Puts a file in the place of another at once.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
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
    /// Time since some moment before.
    fn clock(&self) -> Duration;
    /// The day in UTC. Nothing that is built may depend on it.
    fn today(&self) -> Option<Date>;
    /// Waits until no other process or thread holds the file, which is made where it is missing, and holds it. The system
    /// lets go of it for a process that ends, however it ends.
    fn lock(&self, path: &Path) -> io::Result<Held>;
}

/// A file that is held until this is dropped.
pub(super) struct Held(Option<File>);

impl Held {
    /// What holds nothing, in a world that has no other processes.
    #[cfg(test)]
    pub(super) fn nothing() -> Held {
        Held(None)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let _ = self.0.as_ref().map(File::unlock);
    }
}

/// The machine that the program runs on.
pub(super) struct Machine;

impl World for Machine {
    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        let file = File::open(path)?;
        let size = file.metadata()?.len();
        bounded(file, size, most)
    }

    fn read_input(&self, most: u64) -> io::Result<Vec<u8>> {
        bounded(io::stdin().lock(), 0, most)
    }

    fn standing(&self, path: &Path) -> Option<Standing> {
        let metadata = fs::metadata(path).ok()?;
        Some(if metadata.is_dir() { Standing::Folder } else { Standing::File })
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect()
    }

    fn identity(&self, path: &Path) -> PathBuf {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = fs::canonicalize(folder).or_else(|_| std::path::absolute(folder));
        match (folder, path.file_name()) {
            (Ok(folder), Some(name)) => folder.join(name),
            _ => path.to_path_buf(),
        }
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)
    }

    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = File::options().write(true).create_new(true).open(path)?;
        file.write_all(bytes)?;
        file.sync_data()
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn print(&self, bytes: &[u8]) -> io::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(bytes)?;
        out.flush()
    }

    fn say(&self, text: &str) {
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    fn variable(&self, name: &str) -> Option<OsString> {
        std::env::var_os(name)
    }

    fn is_terminal(&self) -> bool {
        io::stderr().is_terminal()
    }

    fn cores(&self) -> usize {
        std::thread::available_parallelism().map_or(1, usize::from)
    }

    fn process(&self) -> u32 {
        std::process::id()
    }

    fn clock(&self) -> Duration {
        static START: OnceLock<Instant> = OnceLock::new();
        START.get_or_init(Instant::now).elapsed()
    }

    fn today(&self) -> Option<Date> {
        let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?.as_secs();
        Date::from_unix(i64::try_from(seconds).ok()?)
    }

    fn lock(&self, path: &Path) -> io::Result<Held> {
        let file = File::options().create(true).truncate(false).write(true).open(path)?;
        file.lock()?;
        Ok(Held(Some(file)))
    }
}

fn bounded(from: impl Read, size: u64, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(most)).unwrap_or_default());
    from.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(io::Error::other(format!("it is larger than {} MiB", most >> 20)));
    }
    Ok(bytes)
}

/// Why the system refused, in the words of people.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".into(),
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        io::ErrorKind::IsADirectory => "it is a folder".into(),
        io::ErrorKind::NotADirectory => "a part of the path is a file, not a folder".into(),
        io::ErrorKind::StorageFull => "the disk is full".into(),
        io::ErrorKind::QuotaExceeded => "the disk quota is used up".into(),
        io::ErrorKind::FileTooLarge => "the file would be larger than is allowed here".into(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".into(),
        _ => error.to_string(),
    }
}
