//! The folder that a program works in, which is gone afterwards.

use std::ffi::OsStr;
use std::fs::{self, DirBuilder, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// The most files of one errand.
const MOST_FILES: usize = 4_096;
/// How deep folders may stand in each other.
const DEEPEST: usize = 8;

/// What stands in the folder of an errand besides what its program makes.
const OWN: [&str; 5] = ["out", "pictures", "request", "answer", "told"];

/// A folder of this process alone.
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn make() -> io::Result<Folder> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let root = std::env::temp_dir();
        loop {
            let number = COUNT.fetch_add(1, Ordering::Relaxed);
            let path = root.join(format!("masthead-{}-{number}", std::process::id()));
            match private(&path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                made => return made.map(|()| Folder(path)),
            }
        }
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// A folder in it.
    pub(super) fn below(&self, name: &str) -> io::Result<PathBuf> {
        let path = self.path(name);
        private(&path).map(|()| path)
    }

    /// A new file in it, to be written and then read.
    pub(super) fn stream(&self, name: &str) -> io::Result<File> {
        File::options().read(true).write(true).create_new(true).open(self.path(name))
    }

    /// What a program put here that belongs nowhere.
    pub(super) fn strays(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).into_iter().flatten().flatten();
        let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
        let mut strays: Vec<String> = names.filter(|name| !OWN.contains(&name.as_str())).collect();
        strays.sort();
        strays
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Makes a folder that nobody else may look into.
fn private(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// What is too much about the files in a folder, of which there may be so many bytes.
pub(super) fn grown(folder: &Path, most: u64) -> Option<String> {
    let mut count = Count::default();
    count.walk(folder, DEEPEST + 1);
    if count.bytes > most {
        return Some(format!("wrote files of more than {} together", shown(most)));
    }
    (count.files > MOST_FILES).then(|| format!("wrote more than {MOST_FILES} files"))
}

pub(super) fn shown(bytes: u64) -> String {
    if bytes < 1 << 20 { format!("{} KiB", bytes >> 10) } else { format!("{} MiB", bytes >> 20) }
}

#[derive(Default)]
struct Count {
    files: usize,
    bytes: u64,
}

impl Count {
    fn walk(&mut self, folder: &Path, depth: usize) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let Ok(found) = entry.metadata() else { continue };
            self.files += 1;
            if found.is_dir() && depth > 0 {
                self.walk(&entry.path(), depth - 1);
            } else if found.is_file() {
                self.bytes = self.bytes.saturating_add(found.len());
            }
            if self.files > MOST_FILES {
                return;
            }
        }
    }
}

/// Every file below a folder, by its path with forward slashes, in order; or what is wrong with one.
pub(super) fn gather(folder: &Path, most: u64) -> Result<Vec<(String, Vec<u8>)>, String> {
    if !fs::symlink_metadata(folder).is_ok_and(|found| found.is_dir()) {
        return Err("put something else in the place of its folder".into());
    }
    let mut gathering = Gathering { files: Vec::new(), left: most };
    gathering.walk(folder, "", DEEPEST)?;
    Ok(gathering.files)
}

struct Gathering {
    files: Vec<(String, Vec<u8>)>,
    /// How many bytes may still come.
    left: u64,
}

impl Gathering {
    fn walk(&mut self, folder: &Path, around: &str, depth: usize) -> Result<(), String> {
        let unread = |error: io::Error| format!("left what cannot be read: {error}");
        let mut entries: Vec<_> = fs::read_dir(folder).map_err(unread)?.collect::<Result<_, _>>().map_err(unread)?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let path = format!("{around}{}", name(&entry.file_name())?);
            // Links are not followed: what they lead to is not in the folder.
            let kind = entry.file_type().map_err(unread)?;
            if kind.is_dir() && depth == 0 {
                return Err(format!("made folders that stand more than {DEEPEST} deep in each other"));
            } else if kind.is_dir() {
                self.walk(&entry.path(), &format!("{path}/"), depth - 1)?;
            } else if kind.is_file() {
                let bytes = self.read(&entry.path()).map_err(unread)?;
                self.files.push((path, bytes));
            } else {
                let what = if kind.is_symlink() { "a link" } else { "no file" };
                return Err(format!("left `{path}`, which is {what}"));
            }
        }
        Ok(())
    }

    fn read(&mut self, path: &Path) -> io::Result<Vec<u8>> {
        let file = unlinked(path)?;
        let mut bytes = Vec::new();
        if file.metadata()?.is_file() {
            file.take(self.left + 1).read_to_end(&mut bytes)?;
        }
        let size = bytes.len() as u64;
        self.left = self.left.checked_sub(size).ok_or_else(|| io::Error::other("it is too large"))?;
        Ok(bytes)
    }
}

/// Opens a file that is no link, and does not wait for one that is a pipe by now.
fn unlinked(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits();
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, flags.cast_signed());
    }
    options.open(path)
}

fn name(name: &OsStr) -> Result<&str, String> {
    name.to_str().ok_or_else(|| format!("left `{}`, whose name is no text", name.display()))
}
