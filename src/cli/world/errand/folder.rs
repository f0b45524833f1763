//! The folder that a program works in, which is gone afterwards.

use std::fs::{self, DirBuilder, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// Where a program writes, and where what is laid out for it lies.
pub(super) const OUT: &str = "out";
pub(super) const LAID: &str = "pictures";
/// What stands in the folder of an errand besides what its program makes.
const OWN: [&str; 5] = [OUT, LAID, "request", "answer", "told"];

/// A folder of this process alone.
pub(super) struct Folder(PathBuf);

impl Folder {
    /// Makes a folder among the temporary files, whose own folder is told where that cannot be.
    pub(super) fn make() -> Result<Folder, (PathBuf, io::Error)> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let around = std::env::temp_dir();
        // A program that works elsewhere is told of it by this path.
        let root = std::path::absolute(&around).map_err(|error| (around, error))?;
        loop {
            let number = COUNT.fetch_add(1, Ordering::Relaxed);
            let path = root.join(format!("masthead-{}-{number}", std::process::id()));
            match private(&path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err((root, error)),
                Ok(()) => return Ok(Folder(path)),
            }
        }
    }

    /// The whole of it.
    pub(super) fn root(&self) -> &Path {
        &self.0
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

    /// What a program put here that belongs nowhere; `laid` are the names of what was laid out for it.
    pub(super) fn strays(&self, laid: &[(String, &[u8])]) -> Vec<String> {
        let mut strays: Vec<String> = names(&self.0).into_iter().filter(|name| !OWN.contains(&name.as_str())).collect();
        let added = names(&self.path(LAID)).into_iter().filter(|name| laid.iter().all(|(known, _)| known != name));
        strays.extend(added.map(|name| format!("{LAID}/{name}")));
        strays.sort();
        strays
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

impl Drop for Folder {
    fn drop(&mut self) {
        if fs::remove_dir_all(&self.0).is_err() {
            open_up(&self.0);
            let _ = fs::remove_dir_all(&self.0);
        }
    }
}

/// Makes a folder that nobody else may look into.
fn private(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Gives back the right to remove what stands in folders that a program closed.
#[cfg(unix)]
fn open_up(root: &Path) {
    let mut closed = vec![root.to_path_buf()];
    while let Some(folder) = closed.pop() {
        let _ = fs::set_permissions(&folder, std::os::unix::fs::PermissionsExt::from_mode(0o700));
        let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
        closed.extend(
            entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir())).map(|entry| entry.path()),
        );
    }
}

#[cfg(not(unix))]
fn open_up(_: &Path) {}
