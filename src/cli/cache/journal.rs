//! A file of records, each on a line of its own under a key; the last of a key counts. A record that is torn, or that something
//! else wrote, is as none.

use crate::cli::world::{Store, World};
use rustc_hash::FxHashMap;
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
const CHUNK: usize = 64 << 10;
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
    /// By half as much as their keys are: there may be a hundred thousand. Of two that share it the later one is found, and the other is as none.
    places: FxHashMap<u64, Place>,
    /// The length of the file, and of the records in it that count.
    end: u64,
    live: u64,
}

/// A place in the file, the length of the record there, and whether anybody asked for it, in 39, 24 bits and one.
#[derive(Clone, Copy)]
struct Place(u64);

impl Place {
    /// No record begins after so many bytes.
    const END: u64 = 1 << 39;

    fn new(at: u64, length: usize) -> Option<Place> {
        (at < Place::END && length < LONGEST).then_some(Place(at << 25 | (length as u64) << 1))
    }

    fn at(self) -> u64 {
        self.0 >> 25
    }

    fn length(self) -> usize {
        (self.0 >> 1) as usize & (LONGEST - 1)
    }

    /// How much of the file the record takes.
    fn whole(self) -> u64 {
        (HEAD + self.length() + 1) as u64
    }

    fn is_used(self) -> bool {
        self.0 & 1 == 1
    }

    fn used(self) -> Place {
        Place(self.0 | 1)
    }
}

/// Half as much of a key, made of all of it.
fn half(key: Key) -> u64 {
    (key >> 64) as u64 ^ key as u64
}

impl Index {
    fn add(&mut self, key: Key, place: Place) {
        self.live += place.whole();
        if let Some(old) = self.places.insert(half(key), place) {
            self.live -= old.whole();
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

    /// The last record of a key, which is of use from now on.
    pub(super) fn read(&self, key: Key) -> Option<Vec<u8>> {
        let place = {
            let mut index = self.index();
            let place = index.places.get_mut(&half(key))?;
            *place = place.used();
            *place
        };
        let mut line = self.line(place)?;
        let record = line.get(HEAD..)?;
        let is_sound = line.get(..HEAD) == Some(head(key, record).as_bytes());
        is_sound.then(|| line.split_off(HEAD))
    }

    /// A record with what stands before it.
    fn line(&self, place: Place) -> Option<Vec<u8>> {
        let length = HEAD + place.length();
        self.store.read_at(place.at(), length).ok().filter(|line| line.len() == length)
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
            if let Some(place) = Place::new(at, record.len()) {
                index.add(*key, place.used());
            }
            at += (HEAD + record.len() + 1) as u64;
        }
        index.end = at;
        Ok(())
    }

    /// Writes the file anew, if much of it is of no use. `keeps` says of records that were not asked for whether they are.
    pub(super) fn close(self, keeps: impl Fn(&[u8]) -> bool) {
        let index = self.index();
        if index.end - index.live.min(index.end) <= WASTE.max(index.live) {
            return;
        }
        let mut places: Vec<Place> = index.places.values().copied().collect();
        places.sort_unstable_by_key(|place| place.at());
        drop(index);
        let aside = self.path.with_extension("new");
        let _ = self.world.remove(&aside);
        if self.copy(&aside, &places, keeps).is_ok() {
            let _ = self.world.rename(&aside, &self.path);
        }
    }

    fn copy(&self, aside: &Path, places: &[Place], keeps: impl Fn(&[u8]) -> bool) -> io::Result<()> {
        let store = self.world.store(aside)?;
        let mut bytes = Vec::new();
        for &place in places {
            let Some(line) = self.line(place).filter(|line| is_sound(line)) else { continue };
            if !place.is_used() && !line.get(HEAD..).is_some_and(&keeps) {
                continue;
            }
            bytes.extend_from_slice(&line);
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

/// Whether a record is what its check says.
fn is_sound(line: &[u8]) -> bool {
    let Some((written, record)) = line.split_at_checked(HEAD) else { return false };
    parse(written).is_some_and(|(key, _)| head(key, record).as_bytes() == written)
}

fn head(key: Key, record: &[u8]) -> String {
    let mut hasher = SipHasher13::new();
    hasher.write(&key.to_le_bytes());
    hasher.write(record);
    format!("{key:032x} {:016x} {:08x} ", hasher.finish(), record.len())
}

/// The key of a record and its length.
fn parse(head: &[u8]) -> Option<(Key, usize)> {
    let mut parts = std::str::from_utf8(head).ok()?.split(' ');
    let key = parts.next().filter(|key| key.len() == 32).and_then(|key| Key::from_str_radix(key, 16).ok())?;
    let _check = parts.next().filter(|check| check.len() == 16)?;
    let length = parts.next().and_then(|length| usize::from_str_radix(length, 16).ok())?;
    (parts.next() == Some("") && length < LONGEST).then_some((key, length))
}

/// What stands at the start of some bytes.
enum Piece {
    /// A record.
    Record(Key, usize),
    /// So many bytes that are no record.
    Waste(usize),
    /// Something whose end is not among them.
    Open,
}

fn piece(bytes: &[u8]) -> Piece {
    let record = bytes.get(..HEAD).and_then(parse);
    match record.map(|(key, length)| (key, length, bytes.get(HEAD + length))) {
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
                    let place = Place::new(index.end + seen as u64, length);
                    place.into_iter().for_each(|place| index.add(key, place));
                    HEAD + length + 1
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
        let long = |byte| vec![byte; WASTE as usize];
        open(&world).append(&[(1, long(b'a')), (1, long(b'b')), (1, long(b'c')), (2, b"2".to_vec())]).unwrap();
        open(&world).append(&[(3, b"3".to_vec()), (1, long(b'd'))]).unwrap();
        let journal = open(&world);
        journal.read(1);
        journal.close(|record| record == b"3");
        assert!(world.bytes(PATH).len() < WASTE as usize + 500, "{}", world.bytes(PATH).len());
        let journal = open(&world);
        assert_eq!(journal.read(1).unwrap(), long(b'd'));
        assert_eq!([2, 3].map(|key| read(&journal, key)), ["none", "3"]);
        assert_eq!(world.names(), [PATH]);
    }
}
