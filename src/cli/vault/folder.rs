//! Bags on a disk, as the check sees them.

use crate::archive::zip::Bytes;
use crate::archive::{Entry, EntryKind, Shelf};
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// A bag that is a folder. No link is followed.
pub(in crate::cli) struct Folder(pub(in crate::cli) PathBuf);

impl Shelf for Folder {
    fn entries(&self) -> Result<Vec<Entry>, String> {
        let mut entries = Vec::new();
        gather(&self.0, "", &mut entries).map_err(|error| error.to_string())?;
        entries.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(entries)
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(File::open(self.0.join(path))?))
    }
}

fn gather(folder: &Path, before: &str, entries: &mut Vec<Entry>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let path = format!("{before}{}", name.to_string_lossy());
        let metadata = fs::symlink_metadata(entry.path())?;
        let kind = match metadata.file_type() {
            _ if name.to_str().is_none() => EntryKind::Other,
            kind if kind.is_symlink() => EntryKind::Link,
            kind if kind.is_dir() => {
                gather(&entry.path(), &format!("{path}/"), entries)?;
                continue;
            }
            kind if kind.is_file() => EntryKind::File(metadata.len()),
            _ => EntryKind::Other,
        };
        entries.push(Entry { path, kind });
    }
    Ok(())
}

/// A file on a disk, read anywhere; each reading has a place of its own.
pub(in crate::cli) struct OnDisk {
    path: PathBuf,
    length: u64,
}

impl OnDisk {
    /// Finds a file.
    pub(in crate::cli) fn at(path: &Path) -> io::Result<OnDisk> {
        Ok(OnDisk { path: path.to_path_buf(), length: File::open(path)?.metadata()?.len() })
    }
}

impl Bytes for OnDisk {
    fn length(&self) -> u64 {
        self.length
    }

    fn slice(&self, offset: u64, length: u64) -> io::Result<Box<dyn Read + '_>> {
        let mut file = File::open(&self.path)?;
        file.seek(SeekFrom::Start(offset))?;
        Ok(Box::new(file.take(length)))
    }
}
