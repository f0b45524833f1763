//! Where bags are kept: folders that are written whole or not at all, files read in a stream, and a log that grows line by
//! line.

mod folder;
mod log;
mod place;

pub(super) use folder::{Folder, OnDisk};
pub(super) use log::{Log, day, now};
pub(super) use place::{Fill, Filled, keep};

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// The steps by which a bag comes to its place, so that a test can make any of them fail.
pub(super) trait Vault: Sync {
    /// Writes a file that does not exist yet, with the folders around it, and waits until its bytes are on the disk.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Moves a file or a folder to where nothing stands.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file, or a folder with all that is in it.
    fn remove(&self, path: &Path) -> io::Result<()>;
}

/// The disks of the machine.
pub(super) struct Disk;

impl Vault for Disk {
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file = File::options().write(true).create_new(true).open(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)?;
        // A name is on the disk once its folder is; where folders cannot be synced, the system does it in its own time.
        if let Some(folder) = to.parent().and_then(|folder| File::open(folder).ok()) {
            let _ = folder.sync_all();
        }
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        match fs::symlink_metadata(path)?.is_dir() {
            true => fs::remove_dir_all(path),
            false => fs::remove_file(path),
        }
    }
}
