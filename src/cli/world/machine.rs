//! The machine that the program runs on.

use super::errand::{self, Errand, Performed, Undone};
use super::signals::Signals;
use super::store::OnDisk;
use super::{Files, Held, Inside, Stamp, Standing, Stop, Store, World};
use std::ffi::OsString;
use std::fs::{self, DirEntry, File, TryLockError};
use std::io::{self, IsTerminal, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// The machine that the program runs on.
#[derive(Default)]
pub(in crate::cli) struct Machine {
    signals: Signals,
}

/// Opens a file to be read. A pipe that has a name is refused, since opening one waits for a writer who may never come; pipes that
/// the shell hands over (`<(…)`) have one.
fn opened(path: &Path) -> io::Result<File> {
    match is_pipe(path) && !path.starts_with("/dev/fd") && !path.starts_with("/proc") {
        true => Err(io::Error::other("it is a pipe and no file")),
        false => File::open(path),
    }
}

/// So many files of an issue are open at once, at the most: a system lets a program have a thousand or fewer, and many issues may be on
/// their way.
const MOST_OPEN: usize = 8;

/// Waits until the disk has files, and closes them.
fn settle(sent: &mut Vec<(usize, File)>) -> Result<(), (usize, io::Error)> {
    sent.drain(..).try_for_each(|(at, file)| file.sync_data().map_err(|why| (at, why)))
}

/// Whether the system refuses a file because so many are open.
#[cfg(unix)]
fn are_too_many(why: &io::Error) -> bool {
    let known = [rustix::io::Errno::MFILE, rustix::io::Errno::NFILE].map(rustix::io::Errno::raw_os_error);
    why.raw_os_error().is_some_and(|code| known.contains(&code))
}

#[cfg(not(unix))]
fn are_too_many(_: &io::Error) -> bool {
    false
}

/// A new file with its bytes, which the disk may not have yet.
fn written(path: &Path, bytes: &[u8]) -> io::Result<File> {
    let mut file = File::options().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    Ok(file)
}

/// Has what was written sent to the disk, which takes its time for every file, but takes on many at once. No call says only that; this
/// one says that the bytes are not needed again soon, so that the system begins to write them.
#[cfg(target_os = "linux")]
fn send(file: &File) {
    let _ = rustix::fs::fadvise(file, 0, None, rustix::fs::Advice::DontNeed);
}

#[cfg(not(target_os = "linux"))]
fn send(_: &File) {}

#[cfg(unix)]
fn is_pipe(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt;
    fs::metadata(path).is_ok_and(|metadata| metadata.file_type().is_fifo())
}

#[cfg(not(unix))]
fn is_pipe(_: &Path) -> bool {
    false
}

impl Files for Machine {
    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        let file = opened(path)?;
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
        path.file_name().map_or_else(|| path.to_path_buf(), |name| real(folder).join(name))
    }

    fn leads_nowhere(&self, path: &Path) -> bool {
        path.is_symlink() && fs::metadata(path).is_err()
    }
}

impl World for Machine {
    fn piece(&self, path: &Path, offset: u64, most: u64) -> io::Result<Vec<u8>> {
        let (mut file, mut bytes) = (opened(path)?, Vec::new());
        if offset > 0 {
            file.seek(SeekFrom::Start(offset))?;
        }
        file.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn inside(&self, folder: &Path) -> io::Result<Inside> {
        let mut inside = Inside::default();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            // A folder says of what is in it what it is, save where a link leads.
            let is_folder = match entry.file_type() {
                Ok(kind) if !kind.is_symlink() => kind.is_dir(),
                _ => self.standing(&entry.path()) == Some(Standing::Folder),
            };
            if is_folder { &mut inside.folders } else { &mut inside.files }.push(entry.path());
        }
        Ok(inside)
    }

    fn hidden(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let hidden = |entry: io::Result<DirEntry>| {
            entry.map(|entry| super::is_hidden(&entry.file_name()).then(|| entry.path())).transpose()
        };
        fs::read_dir(folder)?.filter_map(hidden).collect()
    }

    fn stamp(&self, path: &Path) -> Option<Stamp> {
        let metadata = fs::metadata(path).ok()?;
        metadata.is_file().then(|| Stamp::of(&metadata))
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)
    }

    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        written(path, bytes)?.sync_data()
    }

    fn write_all_new(&self, files: &[(&Path, &[u8])]) -> Result<(), (usize, io::Error)> {
        let mut sent = Vec::new();
        for (at, (path, bytes)) in files.iter().enumerate() {
            if sent.len() == MOST_OPEN {
                settle(&mut sent)?;
            }
            let mut new = written(path, bytes);
            if !sent.is_empty() && new.as_ref().is_err_and(are_too_many) {
                settle(&mut sent)?;
                new = written(path, bytes);
            }
            let file = new.map_err(|why| (at, why))?;
            send(&file);
            sent.push((at, file));
        }
        settle(&mut sent)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)
    }

    fn is_abandoned(&self, path: &Path) -> bool {
        File::open(path).is_ok_and(|file| Held::seize(file).is_ok())
    }

    fn seize(&self, path: &Path) -> io::Result<Option<Held>> {
        let file = File::options().write(true).create(true).truncate(false).open(path)?;
        match Held::seize(file) {
            Err(TryLockError::WouldBlock) => Ok(None),
            // Where the file system knows no locks, nobody else can be told from nobody.
            held => Ok(Some(held.unwrap_or_default())),
        }
    }

    fn wait_for(&self, path: &Path) -> io::Result<Held> {
        Held::wait(File::options().write(true).create(true).truncate(false).open(path)?)
    }

    fn store(&self, path: &Path) -> io::Result<Box<dyn Store>> {
        Ok(Box::new(OnDisk::open(path)?))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn permit(&self, file: &Path, like: &Path) -> io::Result<()> {
        let permissions = match fs::metadata(like) {
            Ok(found) => found.permissions(),
            // Somebody has taken it away meanwhile.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        if fs::metadata(file)?.permissions() != permissions {
            // A disk that knows none refuses to set any, and the file is good without.
            let _ = fs::set_permissions(file, permissions);
        }
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn stream(&self) -> Box<dyn Read + Send> {
        Box::new(io::stdin())
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

    fn program(&self) -> Option<PathBuf> {
        std::env::current_exe().ok()
    }

    fn clock(&self) -> Duration {
        static START: OnceLock<Instant> = OnceLock::new();
        START.get_or_init(Instant::now).elapsed()
    }

    fn now(&self) -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_nanos()).unwrap_or_default()
    }

    fn rest(&self, time: Duration) {
        std::thread::sleep(time);
    }

    fn listen(&self) {
        self.signals.listen();
    }

    fn stop(&self) -> Option<Stop> {
        self.signals.stop()
    }

    fn perform(&self, errand: &Errand<'_>) -> Result<Performed, Undone> {
        errand::perform(errand, self)
    }

    fn is_program(&self, path: &Path) -> bool {
        fs::metadata(path).is_ok_and(|found| found.is_file() && is_executable(&found))
    }
}

#[cfg(unix)]
fn is_executable(found: &fs::Metadata) -> bool {
    std::os::unix::fs::PermissionsExt::mode(&found.permissions()) & 0o111 != 0
}

#[cfg(not(unix))]
fn is_executable(_: &fs::Metadata) -> bool {
    true
}

/// The path of a folder without links. The part of it that is not there yet may become no link.
fn real(folder: &Path) -> PathBuf {
    fs::canonicalize(folder).unwrap_or_else(|_| {
        let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
        match (whole.parent(), whole.file_name()) {
            (Some(parent), Some(name)) => real(parent).join(name),
            _ => whole,
        }
    })
}

fn bounded(from: impl Read, size: u64, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(most)).unwrap_or_default());
    from.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(super::too_large(most));
    }
    Ok(bytes)
}
