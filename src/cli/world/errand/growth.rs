//! What grows in the folder of an errand while its program runs.

use super::End;
use super::gather::DEEPEST;
use std::fs;
use std::io;
use std::path::Path;

/// The most files of one errand.
const MOST_FILES: usize = 4_096;

/// What may stand in a folder.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// So many files and folders were laid there.
    pub(super) laid: usize,
    /// So many bytes they have together, and what the program says.
    pub(super) own: u64,
    /// So many bytes may come to them.
    pub(super) most: u64,
}

/// Why a program has to end for what stands in its folder, if it has to.
pub(super) fn grown(folder: &Path, room: Room) -> Option<End> {
    if !fs::symlink_metadata(folder).is_ok_and(|found| found.is_dir()) {
        return Some(End::Unfit("moved its folder away".into()));
    }
    let mut count = Count { left: room.laid + MOST_FILES, bytes: 0 };
    if let Err(end) = count.walk(folder, DEEPEST + 1) {
        return Some(end);
    }
    let is_too_much = count.bytes > room.own.saturating_add(room.most);
    is_too_much.then(|| End::TooMuch(format!("wrote files of more than {} together", shown(room.most))))
}

pub(super) fn shown(bytes: u64) -> String {
    if bytes < 1 << 20 { format!("{} KiB", bytes >> 10) } else { format!("{} MiB", bytes >> 20) }
}

struct Count {
    /// How many files may still come.
    left: usize,
    bytes: u64,
}

impl Count {
    fn walk(&mut self, folder: &Path, depth: usize) -> Result<(), End> {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            // Whatever is in there would not be counted.
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                return Err(End::Unfit("made a folder that cannot be looked into".into()));
            }
            // It went while it was looked at.
            Err(_) => return Ok(()),
        };
        for entry in entries.flatten() {
            // Links are not followed: what they lead to is not in the folder.
            let Ok(found) = entry.metadata() else { continue };
            self.left =
                self.left.checked_sub(1).ok_or_else(|| End::TooMuch(format!("wrote more than {MOST_FILES} files")))?;
            if found.is_dir() && depth == 0 {
                return Err(End::Unfit(super::gather::too_deep()));
            } else if found.is_dir() {
                self.walk(&entry.path(), depth - 1)?;
            } else if found.is_file() {
                self.bytes = self.bytes.saturating_add(found.len());
            }
        }
        Ok(())
    }
}
