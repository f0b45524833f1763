//! Paths as numbers: two names of one file have one mark. Asking the disk costs as much as there are folders, not files.

use super::world::Files;
use rustc_hash::FxHashMap;
use siphasher::sip128::{Hasher128, SipHasher13};
use std::hash::Hasher;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// What a file is known by. That two files share one is less likely than that the disk reads wrongly.
pub(super) type Mark = u128;

/// The folders that were met, each by the one name that the disk knows it by.
pub(super) struct Folders<'a> {
    files: &'a dyn Files,
    known: Mutex<FxHashMap<PathBuf, Arc<Path>>>,
}

impl Folders<'_> {
    pub(super) fn new(files: &dyn Files) -> Folders<'_> {
        Folders { files, known: Mutex::default() }
    }

    /// The mark of a file, which need not be there.
    pub(super) fn mark(&self, path: &Path) -> Mark {
        let folder = self.folder(path.parent().unwrap_or(Path::new("")));
        let mut hasher = SipHasher13::new();
        hasher.write(folder.as_os_str().as_encoded_bytes());
        hasher.write(b"\0");
        hasher.write(path.file_name().unwrap_or_default().as_encoded_bytes());
        hasher.finish128().as_u128()
    }

    fn folder(&self, folder: &Path) -> Arc<Path> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known.get(folder) {
            return Arc::clone(found);
        }
        let within = self.files.identity(&folder.join("file"));
        let found: Arc<Path> = within.parent().unwrap_or(folder).into();
        known.insert(folder.to_path_buf(), Arc::clone(&found));
        found
    }
}
