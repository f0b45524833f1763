//! What a program leaves in its folder, read when it has ended.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// How deep folders may stand in each other.
pub(super) const DEEPEST: usize = 8;

/// Every file below a folder, by its path with forward slashes, in order; or what is wrong with one.
pub(super) fn gather(folder: &Path, most: u64) -> Result<Vec<(String, Vec<u8>)>, String> {
    if !fs::symlink_metadata(folder).is_ok_and(|found| found.is_dir()) {
        return Err("put something else in the place of its folder".into());
    }
    let mut gathering = Gathering { files: Vec::new(), left: most };
    gathering.walk(folder, "", DEEPEST)?;
    Ok(gathering.files)
}

pub(super) fn too_deep() -> String {
    format!("made folders that stand more than {DEEPEST} deep in each other")
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
                return Err(too_deep());
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
