//! What earlier runs made and of what, so that an issue is made again only where something of it changed. It may be deleted at
//! any time.

mod digest;
mod fronts;
mod journal;
mod need;
mod unsealed;
mod witness;

pub(super) use digest::Digest;
pub(super) use fronts::{Facts as FrontFacts, From, Fronts, Seen};
pub(super) use journal::Key;
pub(super) use need::{Bytes, Need, Was};
pub(super) use unsealed::{Lately, Unsealed};
pub(super) use witness::Witness;

use super::pairs::Facts;
use super::world::{Held, World};
use crate::diagnostics::Placed;
use journal::Journal;
use need::Now;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};

/// What the folder is called where the user does not say.
pub(super) const FOLDER: &str = ".masthead-cache";
/// The records; another form of them has another name.
const ISSUES: &str = "issues-1";
const LOCK: &str = "lock";
/// Tells programs that make backups that nothing is lost with the folder (bford.info/cachedir).
const TAG: (&str, &str) = (
    "CACHEDIR.TAG",
    "Signature: 8a477f597d28d172789f06886806bc55\n# What masthead made and of what. It may be deleted at any time.\n",
);

/// An issue that was made.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Entry {
    /// What was ordered of every issue.
    pub(super) orders: Digest,
    /// What it was made of; the source comes first.
    pub(super) needs: Vec<Need>,
    /// Its outputs, the main files first.
    pub(super) outputs: Vec<Output>,
    pub(super) reader: String,
    pub(super) style: String,
    pub(super) facts: Facts,
    /// What was found; the name of the source, which the next run may call otherwise, is left out.
    pub(super) findings: Vec<Placed>,
}

/// The moment of an output that has no record yet.
pub(super) const JUST_WRITTEN: i64 = 0;

/// A file that was written.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Output {
    /// Its path from the folder of outputs.
    pub(super) path: PathBuf,
    pub(super) was: Bytes,
}

/// The records of earlier runs, and those of this one.
pub(super) struct Cache<'a> {
    world: &'a dyn World,
    journal: Journal<'a>,
    held: Option<Held>,
}

impl<'a> Cache<'a> {
    /// Whether a folder has records.
    pub(super) fn is_in(folder: &Path, world: &dyn World) -> bool {
        world.standing(&folder.join(ISSUES)).is_some()
    }

    /// Opens the records in a folder, which is made if it is not there.
    pub(super) fn open(folder: &Path, world: &'a dyn World) -> io::Result<Cache<'a>> {
        make_folder(folder, world)?;
        let held = world.seize(&folder.join(LOCK))?;
        let journal = Journal::open(&folder.join(ISSUES), world)?;
        Ok(Cache { world, journal, held })
    }

    /// Whether another run is at work on the same records.
    pub(super) fn is_shared(&self) -> bool {
        self.held.is_none()
    }

    /// The record of an issue whose outputs, in a folder, are all that would be made of it now. What had to be read to know is
    /// known without reading the next time.
    pub(super) fn current(&self, key: Key, orders: Digest, folder: &Path) -> Option<(Entry, bool)> {
        let mut entry: Entry = serde_json::from_slice(&self.journal.read(key)?).ok()?;
        if entry.orders != orders {
            return None;
        }
        let mut renewed = false;
        for need in &mut entry.needs {
            renewed |= need.holds(self.world)?.0;
        }
        for output in &mut entry.outputs {
            match output.was.compare(&folder.join(&output.path), self.world) {
                Now::Same => {}
                Now::Again(bytes) => {
                    output.was = bytes;
                    renewed = true;
                }
                Now::Other => return None,
            }
        }
        Some((entry, renewed))
    }

    /// The digest of a large file that hardly ever changes.
    pub(super) fn digest(&self, path: &Path) -> Option<Digest> {
        let key =
            Key::from_le_bytes(Digest::of(path.as_os_str().as_encoded_bytes()).as_ref().get(..16)?.try_into().ok()?);
        let known = self.journal.read(key).and_then(|record| serde_json::from_slice::<Bytes>(&record).ok());
        let bytes = match known.map(|known| (known.compare(path, self.world), known)) {
            Some((Now::Same, known)) => return Some(known.digest),
            Some((Now::Again(bytes), _)) => bytes,
            _ => Bytes::of(path, self.world)?,
        };
        let _ = self.journal.append(&[(key, serde_json::to_vec(&bytes).ok()?)]);
        Some(bytes.digest)
    }

    /// Ends the work on the records.
    pub(super) fn close(self) {
        let (journal, world) = (self.journal, self.world);
        let has_source = |record: &[u8]| {
            let entry = serde_json::from_slice::<Entry>(record).ok();
            entry.and_then(|entry| world.stamp(&entry.needs.first()?.path)).is_some()
        };
        if self.held.is_some() {
            journal.close(has_source);
        }
    }
}

/// Makes the folder of records, if it is not there.
fn make_folder(folder: &Path, world: &dyn World) -> io::Result<()> {
    world.create_folder(folder)?;
    let tag = folder.join(TAG.0);
    if world.standing(&tag).is_none() {
        let _ = world.write_new(&tag, TAG.1.as_bytes());
    }
    Ok(())
}

/// Writes records when their outputs have rested, so that the next run can trust their stamps.
pub(super) struct Keeper<'c, 'a> {
    cache: &'c Cache<'a>,
    waiting: VecDeque<(Key, Entry)>,
}

impl<'c, 'a> Keeper<'c, 'a> {
    pub(super) fn new(cache: &'c Cache<'a>) -> Keeper<'c, 'a> {
        Keeper { cache, waiting: VecDeque::new() }
    }

    /// Takes a record, and writes those that were taken long enough ago.
    pub(super) fn keep(&mut self, key: Key, entry: Entry) {
        self.waiting.push_back((key, entry));
        let now = self.cache.world.now();
        let rested = |(_, entry): &(Key, Entry)| entry.outputs.iter().all(|output| output.was.stamp.had_rested(now));
        let count = self.waiting.iter().take_while(|waiting| rested(waiting)).count();
        self.write(count, now);
    }

    /// Writes all that are left.
    pub(super) fn finish(mut self) {
        self.write(self.waiting.len(), self.cache.world.now());
    }

    /// Outputs that this run wrote have had their stamps up to now, or the one that they have later tells.
    fn write(&mut self, count: usize, now: i64) {
        let mut records = Vec::new();
        for (key, mut entry) in self.waiting.drain(..count) {
            for output in entry.outputs.iter_mut().filter(|output| output.was.at == JUST_WRITTEN) {
                output.was.at = now;
            }
            records.extend(serde_json::to_vec(&entry).ok().map(|record| (key, record)));
        }
        if !records.is_empty() {
            // What cannot be kept is made again.
            let _ = self.cache.journal.append(&records);
        }
    }
}
