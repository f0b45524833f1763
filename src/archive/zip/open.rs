//! Reading a zip file that holds a bag, and holding it to the one form that such a file has.

use super::super::shelf::{Entry, EntryKind, Shelf};
use crate::zipped::{Head, LOCAL, LOCAL_LENGTH, Names, tail};
use flate2::Crc;
use std::collections::BTreeMap;
use std::io::{self, Read};

/// So many bytes are read at once.
const PIECE: usize = 256 << 10;
/// The list at the end of a file is read whole up to so many bytes: 65,535 entries with long names are fewer.
const LONGEST_TAIL: u64 = 64 << 20;

/// A file that is read anywhere.
pub trait Bytes: Sync {
    /// How many bytes there are.
    fn length(&self) -> u64;
    /// Reads from a place on, so many bytes at the most.
    fn slice(&self, offset: u64, length: u64) -> io::Result<Box<dyn Read + '_>>;
}

impl Bytes for &[u8] {
    fn length(&self) -> u64 {
        self.len() as u64
    }

    fn slice(&self, offset: u64, length: u64) -> io::Result<Box<dyn Read + '_>> {
        let start = usize::try_from(offset).unwrap_or(usize::MAX).min(self.len());
        Ok(Box::new(self.get(start..).unwrap_or_default().take(length)))
    }
}

/// A bag in a zip file.
pub struct ZipShelf<B> {
    bytes: B,
    /// Where the bytes of each file begin, and how many there are, by its path in the bag.
    places: BTreeMap<String, (u64, u32)>,
    /// What is not in the form that such a file has: the entry it is in, and what it is.
    faults: Vec<(String, String)>,
}

impl<B: Bytes> ZipShelf<B> {
    /// Reads all headers and sums. What is out of form is kept for [`Shelf::faults`].
    pub fn open(bytes: B) -> io::Result<ZipShelf<B>> {
        let mut shelf = ZipShelf { bytes, places: BTreeMap::new(), faults: Vec::new() };
        let (heads, offset) = shelf.read_entries()?;
        shelf.check_order(&heads);
        shelf.check_tail(&heads, offset)?;
        shelf.place(&heads);
        Ok(shelf)
    }

    /// The entries one after another, and where they end.
    fn read_entries(&mut self) -> io::Result<(Vec<Head>, u64)> {
        let (mut heads, mut offset): (Vec<Head>, u64) = (Vec::new(), 0);
        while let Some((head, whole)) = self.head_at(offset)? {
            let start = offset + head.local().len() as u64;
            let end = start + u64::from(head.size);
            if !whole || end > self.bytes.length() {
                self.fault(&head.name, "its header is not as it was written");
            }
            if end > self.bytes.length() {
                break;
            }
            if self.sum(start, head.size)? != head.crc {
                self.fault(&head.name, "its sum (CRC-32) is not that of its bytes");
            }
            offset = end;
            heads.push(head);
        }
        Ok((heads, offset))
    }

    /// The header at a place, and whether it is wholly as one is written; none where no header begins.
    fn head_at(&self, offset: u64) -> io::Result<Option<(Head, bool)>> {
        let fixed = self.part(offset, LOCAL_LENGTH as u64)?;
        let long = |at: usize| Some(u32::from_le_bytes(fixed.get(at..at + 4)?.try_into().ok()?));
        let (Some(LOCAL), Some(crc), Some(size)) = (long(0), long(14), long(22)) else { return Ok(None) };
        let length = fixed.get(26..28).and_then(|two| Some(u16::from_le_bytes(two.try_into().ok()?)));
        let name = self.part(offset + LOCAL_LENGTH as u64, u64::from(length.unwrap_or_default()))?;
        let written = [fixed.as_slice(), &name].concat();
        let name_is_whole = name.len() == usize::from(length.unwrap_or_default());
        let offset = u32::try_from(offset).unwrap_or(u32::MAX);
        let name = String::from_utf8_lossy(&name).into_owned();
        let head = Head { name, names: Names::Utf8, crc, size, deflated: None, offset };
        let whole = name_is_whole && head.local() == written;
        Ok(Some((head, whole)))
    }

    fn part(&self, offset: u64, length: u64) -> io::Result<Vec<u8>> {
        let mut part = Vec::new();
        self.bytes.slice(offset, length)?.read_to_end(&mut part)?;
        Ok(part)
    }

    fn sum(&self, offset: u64, size: u32) -> io::Result<u32> {
        let (mut from, mut crc, mut piece) = (self.bytes.slice(offset, u64::from(size))?, Crc::new(), vec![0; PIECE]);
        loop {
            match from.read(&mut piece) {
                Ok(0) => return Ok(crc.sum()),
                Ok(read) => crc.update(piece.get(..read).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn check_order(&mut self, heads: &[Head]) {
        let pairs = heads.iter().zip(heads.iter().skip(1));
        let wrong: Vec<&Head> = pairs.filter(|(one, next)| one.name >= next.name).map(|(_, next)| next).collect();
        for head in wrong {
            self.fault(&head.name, "it stands before an entry that it should stand after, or twice");
        }
    }

    /// What follows the entries must be the list of them, and nothing more.
    fn check_tail(&mut self, heads: &[Head], offset: u64) -> io::Result<()> {
        let left = self.bytes.length().saturating_sub(offset);
        let found = self.part(offset, left.min(LONGEST_TAIL))?;
        let start = u32::try_from(offset).ok();
        let Some(wanted) = start.and_then(|start| tail(heads, start).ok()) else {
            self.fault("", "it has more entries, or is larger, than a zip file of a bag can be");
            return Ok(());
        };
        if found == wanted && left == found.len() as u64 {
            return Ok(());
        }
        let at =
            found.iter().zip(&wanted).position(|(one, other)| one != other).unwrap_or(found.len().min(wanted.len()));
        let name = listed_at(heads, at).unwrap_or_default();
        let what = match name.is_empty() {
            false => "its entry in the list at the end of the file is not as it was written",
            true => "the end of the file is not as it was written",
        };
        self.fault(&name, what);
        Ok(())
    }

    /// Takes the bag's folder off the names.
    fn place(&mut self, heads: &[Head]) {
        let folder =
            heads.first().and_then(|head| head.name.split_once('/')).map_or("", |(folder, _)| folder).to_string();
        for head in heads {
            let start = u64::from(head.offset) + head.local().len() as u64;
            match head.name.split_once('/').filter(|(own, path)| *own == folder && !path.is_empty()) {
                Some((_, path)) => drop(self.places.insert(path.to_string(), (start, head.size))),
                None => self.fault(&head.name, "it does not stand in the one folder that the file has"),
            }
        }
        if heads.is_empty() {
            self.fault("", "it holds no entry that can be read");
        }
    }

    fn fault(&mut self, entry: &str, what: &str) {
        self.faults.push((entry.into(), what.into()));
    }
}

/// The entry in whose part of the list at the end a byte is.
fn listed_at(heads: &[Head], at: usize) -> Option<String> {
    let mut end = 0;
    let found = heads.iter().find(|head| {
        end += head.central().len();
        at < end
    });
    found.map(|head| head.name.clone())
}

impl<B: Bytes> Shelf for ZipShelf<B> {
    fn entries(&self) -> Result<Vec<Entry>, String> {
        let entry = |(path, (_, size)): (&String, &(u64, u32))| Entry {
            path: path.clone(),
            kind: EntryKind::File(u64::from(*size)),
        };
        Ok(self.places.iter().map(entry).collect())
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn Read + '_>> {
        let (start, size) = self.places.get(path).ok_or(io::ErrorKind::NotFound)?;
        self.bytes.slice(*start, u64::from(*size))
    }

    fn faults(&self) -> &[(String, String)] {
        &self.faults
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]
mod tests {
    use super::super::super::bag::Bag;
    use super::super::write;
    use super::*;
    use std::io::Cursor;

    fn bag() -> Bag {
        let files = [("bagit.txt", "a bag"), ("data/简报.md", "words of an issue"), ("data/empty", "")];
        let files = files.iter().map(|(path, words)| ((*path).to_string(), words.as_bytes().to_vec())).collect();
        Bag { name: "issue".into(), files }
    }

    #[test]
    fn what_is_written_is_read_by_others_and_here() {
        let bytes = write(&bag()).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
        let mut words = String::new();
        archive.by_name("issue/data/简报.md").unwrap().read_to_string(&mut words).unwrap();
        assert_eq!((words.as_str(), archive.len()), ("words of an issue", 3));
        let shelf = ZipShelf::open(bytes.as_slice()).unwrap();
        assert_eq!(shelf.faults(), []);
        assert_eq!(shelf.entries(), bag().entries());
        let mut words = String::new();
        shelf.open("data/简报.md").unwrap().read_to_string(&mut words).unwrap();
        assert_eq!(words, "words of an issue");
    }

    #[test]
    fn every_bit_of_the_file_counts() {
        let bytes = write(&bag()).unwrap();
        for at in 0..bytes.len() * 8 {
            let mut other = bytes.clone();
            other[at / 8] ^= 1 << (at % 8);
            let shelf = ZipShelf::open(other.as_slice()).unwrap();
            assert_ne!(shelf.faults(), [], "bit {at} of {}", bytes.len() * 8);
        }
    }

    #[test]
    fn what_follows_the_end_or_is_cut_off_is_told() {
        let bytes = write(&bag()).unwrap();
        for other in [[bytes.as_slice(), b"more"].concat(), bytes[..bytes.len() - 3].to_vec(), Vec::new()] {
            assert_ne!(ZipShelf::open(other.as_slice()).unwrap().faults(), []);
        }
    }
}
