//! The sums of what was written that bears no seal: text, Markdown, what programs of others write. It may be deleted at any time;
//! then such files are taken for somebody else's.

use super::journal::Journal;
use super::{Digest, make_folder};
use crate::cli::folders::Mark;
use crate::cli::world::World;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The records; another form of them has another name.
const FILES: &str = "unsealed-1";
const LOCK: &str = "unsealed-lock";

/// What this process wrote and could keep nowhere, by the marks of its files.
pub(in crate::cli) type Lately = Mutex<FxHashMap<Mark, Digest>>;

#[derive(Serialize, Deserialize)]
struct Record {
    path: PathBuf,
    sha256: Digest,
}

/// What this process and earlier ones wrote.
pub(in crate::cli) struct Unsealed<'a> {
    world: &'a dyn World,
    lately: &'a Lately,
    /// Where the records of earlier ones are, if anything is kept in mind.
    folder: Option<PathBuf>,
    journal: Mutex<Option<Journal<'a>>>,
}

impl<'a> Unsealed<'a> {
    /// What is known in a folder, of which nothing is asked yet.
    pub(in crate::cli) fn new(folder: Option<PathBuf>, lately: &'a Lately, world: &'a dyn World) -> Unsealed<'a> {
        Unsealed { world, lately, folder, journal: Mutex::default() }
    }

    /// Whether a file was written with these bytes, and nothing after them, as far as is known.
    pub(in crate::cli) fn knows(&self, mark: Mark, digest: Digest) -> bool {
        self.written(mark) == Some(digest)
    }

    /// What was written last to a file, as far as is known.
    pub(in crate::cli) fn written(&self, mark: Mark) -> Option<Digest> {
        let lately = self.lately.lock().unwrap_or_else(PoisonError::into_inner).get(&mark).copied();
        lately.or_else(|| self.kept(mark))
    }

    fn kept(&self, mark: Mark) -> Option<Digest> {
        let folder = self.folder.as_ref().filter(|folder| self.world.standing(&folder.join(FILES)).is_some())?;
        let record = self.with_journal(folder, |journal| journal.read(mark))??;
        serde_json::from_slice::<Record>(&record).ok().map(|record| record.sha256)
    }

    /// Keeps files in mind that were written. What cannot be kept is taken for somebody else's by the next run.
    pub(in crate::cli) fn keep(&self, written: &[(Mark, &Path, Digest)]) {
        let is_new = |(mark, _, digest): &&(Mark, &Path, Digest)| self.kept(*mark) != Some(*digest);
        let record = |(mark, path, digest): &(Mark, &Path, Digest)| {
            let record = Record { path: self.world.identity(path), sha256: *digest };
            Some((*mark, serde_json::to_vec(&record).ok()?))
        };
        let records: Vec<_> = written.iter().filter(is_new).filter_map(record).collect();
        let append = |folder| self.with_journal(folder, |journal| journal.append(&records).ok()).flatten();
        let is_kept = records.is_empty() || self.folder.as_ref().and_then(|folder| append(folder)).is_some();
        let mut lately = self.lately.lock().unwrap_or_else(PoisonError::into_inner);
        for (mark, _, digest) in written {
            // What is on the disk need not be in memory too.
            if is_kept {
                lately.remove(mark)
            } else {
                lately.insert(*mark, *digest)
            };
        }
    }

    /// Does something with the records, which are opened, or begun, if they are not yet.
    fn with_journal<T>(&self, folder: &Path, work: impl FnOnce(&Journal<'a>) -> T) -> Option<T> {
        let mut journal = self.journal.lock().unwrap_or_else(PoisonError::into_inner);
        if journal.is_none() {
            make_folder(folder, self.world).ok()?;
            *journal = Journal::open(&folder.join(FILES), self.world).ok();
        }
        journal.as_ref().map(work)
    }

    /// Ends the work on the records.
    pub(in crate::cli) fn close(self) {
        let journal = self.journal.into_inner().unwrap_or_else(PoisonError::into_inner);
        let (Some(journal), Some(folder)) = (journal, self.folder) else { return };
        let Ok(Some(_held)) = self.world.seize(&folder.join(LOCK)) else { return };
        let is_there = |record: &[u8]| {
            serde_json::from_slice::<Record>(record).is_ok_and(|record| self.world.stamp(&record.path).is_some())
        };
        journal.close(is_there);
    }
}
