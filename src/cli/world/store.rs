//! Files that are kept open: stores that grow at their end, and locks.

use std::fs::{File, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// A file that grows at its end and is read anywhere. What is appended in one call stands in one piece, whoever else appends.
pub(in crate::cli) trait Store: Send + Sync {
    /// Adds bytes at the end.
    fn append(&self, bytes: &[u8]) -> io::Result<()>;
    /// As many bytes from a place on as are wanted and there.
    fn read_at(&self, offset: u64, most: usize) -> io::Result<Vec<u8>>;
    /// Waits until all bytes are on the disk.
    fn sync(&self) -> io::Result<()>;
}

/// A file that nobody else can hold while this lives; the system lets it go when the process dies.
#[derive(Debug, Default)]
pub(in crate::cli) struct Held {
    #[expect(dead_code, reason = "closing the file gives up its lock")]
    file: Option<File>,
}

impl Held {
    /// Holds a file unless somebody does.
    pub(super) fn seize(file: File) -> Result<Held, TryLockError> {
        file.try_lock().map(|()| Held { file: Some(file) })
    }

    /// Holds a file as soon as nobody else does.
    pub(super) fn wait(file: File) -> io::Result<Held> {
        file.lock().map(|()| Held { file: Some(file) })
    }
}

/// A store on a disk.
pub(super) struct OnDisk(Mutex<File>);

impl OnDisk {
    pub(super) fn open(path: &Path) -> io::Result<OnDisk> {
        Ok(OnDisk(Mutex::new(File::options().read(true).append(true).create(true).open(path)?)))
    }
}

impl Store for OnDisk {
    fn append(&self, bytes: &[u8]) -> io::Result<()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write_all(bytes)
    }

    fn read_at(&self, offset: u64, most: usize) -> io::Result<Vec<u8>> {
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(offset))?;
        let mut bytes = Vec::with_capacity(most);
        (&mut *file).take(most as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn sync(&self) -> io::Result<()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).sync_data()
    }
}
