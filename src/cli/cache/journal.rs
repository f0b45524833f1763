//! A file of records, each on a line of its own under a key; the last of a key counts. A record that is torn, or that something
//! else wrote, is as none.

use crate::cli::world::{Store, World};
use rustc_hash::{FxHashMap, FxHashSet};
use siphasher::sip::SipHasher13;
use std::hash::Hasher;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What a record is known by.
pub(in crate::cli) type Key = u128;

/// `KEY CHECK LENGTH ` before the record, in hexadecimal.
const HEAD: usize = 32 + 1 + 16 + 1 + 8 + 1;
/// So much of the file is read at once to find the records, bytes.
const CHUNK: usize = 1 << 20;
/// The longest record that is read, bytes.
const LONGEST: usize = 16 << 20;
/// A file is written anew when more than this, and more than half of it, is of no use any more, bytes.
const WASTE: u64 = 1 << 20;

/// Records by their keys.
pub(super) struct Journal<'a> {
    path: PathBuf,
    store: Box<dyn Store>,
    index: Mutex<Index>,
    world: &'a dyn World,
}

/// Where the records are.
#[derive(Default)]
struct Index {
    places: FxHashMap<Key, (u64, u32)>,
    /// The length of the file, and of the records in it that count.
    end: u64,
    live: u64,
}

impl Index {
    fn add(&mut self, key: Key, at: u64, length: u32) {
        let whole = |length: u32| HEAD as u64 + u64::from(length) + 1;
        self.live += whole(length);
        if let Some((_, old)) = self.places.insert(key, (at, length)) {
            self.live -= whole(old);
        }
    }
}

impl Journal<'_> {
    /// Opens a file of records, or makes one.
    pub(super) fn open<'a>(path: &Path, world: &'a dyn World) -> io::Result<Journal<'a>> {
        let store = world.store(path)?;
        let (mut index, is_torn) = scan(store.as_ref())?;
        if is_torn {
            store.append(b"\n")?;
            index.end += 1;
        }
        Ok(Journal { path: path.to_path_buf(), store, index: Mutex::new(index), world })
    }

    fn index(&self) -> MutexGuard<'_, Index> {
        self.index.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The last record of a key.
    pub(super) fn read(&self, key: Key) -> Option<Vec<u8>> {
        let (at, length) = *self.index().places.get(&key)?;
        let line = self.store.read_at(at, HEAD + length as usize).ok()?;
        let record = line.get(HEAD..).filter(|record| record.len() == length as usize)?;
        (line.get(..HEAD) == Some(head(key, record).as_bytes())).then(|| record.to_vec())
    }

    /// Adds records, in one step.
    pub(super) fn append(&self, records: &[(Key, Vec<u8>)]) -> io::Result<()> {
        let mut bytes = Vec::new();
        let mut index = self.index();
        for (key, record) in records.iter().filter(|(_, record)| record.len() < LONGEST) {
            bytes.extend_from_slice(head(*key, record).as_bytes());
            bytes.extend_from_slice(record);
            bytes.push(b'\n');
        }
        self.store.append(&bytes)?;
        // Another process may have added to the file meanwhile, so that the places are not known; they are found by the next run.
        let mut at = index.end;
        for (key, record) in records.iter().filter(|(_, record)| record.len() < LONGEST) {
            let length = u32::try_from(record.len()).unwrap_or_default();
            index.add(*key, at, length);
            at += (HEAD + record.len() + 1) as u64;
        }
        index.end = at;
        Ok(())
    }

    /// Writes the file anew, if much of it is of no use. `keeps` says of records that were not asked for whether they are.
    pub(super) fn close(self, used: &FxHashSet<Key>, keeps: impl Fn(&[u8]) -> bool) {
        let index = self.index();
        if index.end - index.live.min(index.end) <= WASTE.max(index.live) {
            return;
        }
        let mut places: Vec<(u64, Key)> = index.places.iter().map(|(key, (at, _))| (*at, *key)).collect();
        places.sort_unstable();
        drop(index);
        let aside = self.path.with_extension("new");
        let _ = self.world.remove(&aside);
        if self.copy(&aside, &places, used, keeps).is_ok() {
            let _ = self.world.rename(&aside, &self.path);
        }
    }

    fn copy(
        &self,
        aside: &Path,
        places: &[(u64, Key)],
        used: &FxHashSet<Key>,
        keeps: impl Fn(&[u8]) -> bool,
    ) -> io::Result<()> {
        let store = self.world.store(aside)?;
        let mut bytes = Vec::new();
        for &(_, key) in places {
            let Some(record) = self.read(key).filter(|record| used.contains(&key) || keeps(record)) else { continue };
            bytes.extend_from_slice(head(key, &record).as_bytes());
            bytes.extend_from_slice(&record);
            bytes.push(b'\n');
            if bytes.len() > CHUNK {
                store.append(&bytes)?;
                bytes.clear();
            }
        }
        store.append(&bytes)?;
        store.sync()
    }
}

fn head(key: Key, record: &[u8]) -> String {
    let mut hasher = SipHasher13::new();
    hasher.write(&key.to_le_bytes());
    hasher.write(record);
    format!("{key:032x} {:016x} {:08x} ", hasher.finish(), record.len())
}

/// The key of a record and its length.
fn parse(head: &[u8]) -> Option<(Key, u32)> {
    let mut parts = std::str::from_utf8(head).ok()?.split(' ');
    let key = parts.next().filter(|key| key.len() == 32).and_then(|key| Key::from_str_radix(key, 16).ok())?;
    let _check = parts.next().filter(|check| check.len() == 16)?;
    let length = parts.next().and_then(|length| u32::from_str_radix(length, 16).ok())?;
    (parts.next() == Some("") && (length as usize) < LONGEST).then_some((key, length))
}

/// What stands at the start of some bytes.
enum Piece {
    /// A record.
    Record(Key, u32),
    /// So many bytes that are no record.
    Waste(usize),
    /// Something whose end is not among them.
    Open,
}

fn piece(bytes: &[u8]) -> Piece {
    let record = bytes.get(..HEAD).and_then(parse);
    match record.map(|(key, length)| (key, length, bytes.get(HEAD + length as usize))) {
        Some((key, length, Some(b'\n'))) => Piece::Record(key, length),
        Some((_, _, None)) => Piece::Open,
        _ => bytes.iter().position(|&byte| byte == b'\n').map_or(Piece::Open, |end| Piece::Waste(end + 1)),
    }
}

/// Finds the records of a file without looking into them. Whether the last one is torn is told too.
fn scan(store: &dyn Store) -> io::Result<(Index, bool)> {
    let mut index = Index::default();
    let mut most = CHUNK;
    loop {
        let chunk = store.read_at(index.end, most)?;
        let mut seen = 0;
        while let Some(bytes) = chunk.get(seen..).filter(|bytes| !bytes.is_empty()) {
            seen += match piece(bytes) {
                Piece::Record(key, length) => {
                    index.add(key, index.end + seen as u64, length);
                    HEAD + length as usize + 1
                }
                Piece::Waste(length) => length,
                Piece::Open => break,
            };
        }
        index.end += seen as u64;
        let is_last = chunk.len() < most;
        // Something longer than all that was read is read again in one piece, up to the longest that a record may be.
        most = if seen == 0 { most * 2 } else { CHUNK };
        if is_last || most > 4 * LONGEST {
            index.end += (chunk.len() - seen) as u64;
            return Ok((index, seen < chunk.len()));
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::super::super::memory::Memory;
    use super::*;

    const PATH: &str = "cache/issues";

    fn open(world: &Memory) -> Journal<'_> {
        Journal::open(Path::new(PATH), world).unwrap()
    }

    fn read(journal: &Journal<'_>, key: Key) -> String {
        journal.read(key).map_or("none".into(), |record| String::from_utf8(record).unwrap())
    }

    #[test]
    fn the_last_record_of_a_key_counts() {
        let world = Memory::default();
        open(&world).append(&[(1, b"one".to_vec()), (2, b"two".to_vec()), (1, b"three".to_vec())]).unwrap();
        open(&world).append(&[(2, b"four".to_vec())]).unwrap();
        let journal = open(&world);
        assert_eq!([1, 2, 3].map(|key| read(&journal, key)), ["three", "four", "none"]);
    }

    #[test]
    fn torn_and_foreign_records_are_as_none() {
        let world = Memory::default();
        open(&world).append(&[(1, b"one".to_vec()), (2, b"two".to_vec())]).unwrap();
        let whole = world.bytes(PATH);
        for cut in 0..whole.len() {
            let torn = [&whole[..cut], b"\0foreign\n"].concat();
            world.put(PATH, &torn[..if cut % 2 == 0 { cut } else { torn.len() }]);
            open(&world).append(&[(3, b"three".to_vec())]).unwrap();
            let journal = open(&world);
            assert_eq!(read(&journal, 3), "three", "cut at {cut}");
            assert!(["one", "none"].contains(&read(&journal, 1).as_str()));
            assert!(["two", "none"].contains(&read(&journal, 2).as_str()));
        }
    }

    #[test]
    fn a_record_that_was_changed_is_as_none() {
        let world = Memory::default();
        open(&world).append(&[(1, b"one".to_vec())]).unwrap();
        let whole = world.bytes(PATH);
        for at in 0..whole.len() - 1 {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            world.put(PATH, &changed);
            assert_eq!(read(&open(&world), 1), "none", "changed at {at}");
        }
    }

    #[test]
    fn a_file_that_is_mostly_waste_is_written_anew() {
        let world = Memory::default();
        let long = |byte| vec![byte; CHUNK];
        open(&world).append(&[(1, long(b'a')), (1, long(b'b')), (1, long(b'c')), (2, b"2".to_vec())]).unwrap();
        open(&world).append(&[(3, b"3".to_vec()), (1, long(b'd'))]).unwrap();
        open(&world).close(&FxHashSet::from_iter([1]), |record| record == b"3");
        assert!(world.bytes(PATH).len() < CHUNK + 500, "{}", world.bytes(PATH).len());
        let journal = open(&world);
        assert_eq!(journal.read(1).unwrap(), long(b'd'));
        assert_eq!([2, 3].map(|key| read(&journal, key)), ["none", "3"]);
        assert_eq!(world.names(), [PATH]);
    }
}
