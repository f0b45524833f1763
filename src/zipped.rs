//! Zip files as they are written here (APPNOTE.TXT 6.3): each header is the one row of bytes that it can be, with every size and
//! sum in front of the bytes that it is of.

use flate2::Crc;
use std::fmt;

/// What a header before an entry begins with (4.3.7).
pub const LOCAL: u32 = 0x0403_4B50;
const CENTRAL: u32 = 0x0201_4B50;
const END: u32 = 0x0605_4B50;
/// The length of a header before an entry, without the name.
pub const LOCAL_LENGTH: usize = 30;
/// Version 2.0 of the format has folders in names.
const NEEDED: u16 = 20;
/// Made on Unix, so that the rights of files are known.
const MADE_BY: u16 = 3 << 8 | NEEDED;
/// The first day that the format knows: 1980-01-01.
const DAY: u16 = 1 << 5 | 1;
/// A file that all may read and its owner may write.
const RIGHTS: u32 = 0o100_644 << 16;
/// How the bytes of an entry stand in the file (4.4.5).
const STORED: u16 = 0;
const DEFLATED: u16 = 8;

/// Why files cannot be one zip file: 4 GiB and 65,535 files are the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a zip file holds 4 GiB and 65,535 files at the most")
    }
}

/// What the names of entries are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// ASCII, and nothing said of it.
    Ascii,
    /// UTF-8, and said so.
    Utf8,
}

impl Names {
    /// General purpose bits (4.4.4): the twelfth says that names are UTF-8.
    fn flags(self) -> u16 {
        match self {
            Names::Ascii => 0,
            Names::Utf8 => 1 << 11,
        }
    }
}

/// What headers say of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its path.
    pub name: String,
    /// What the path is written in.
    pub names: Names,
    /// CRC-32 of its bytes.
    pub crc: u32,
    /// How many bytes it has.
    pub size: u32,
    /// How many bytes it has as they stand in the file, where they are deflated.
    pub deflated: Option<u32>,
    /// Where its local header begins.
    pub offset: u32,
}

impl Head {
    /// The header before the bytes of the entry.
    #[must_use]
    pub fn local(&self) -> Vec<u8> {
        let mut row = Row::new(LOCAL);
        row.short(NEEDED);
        self.common(&mut row);
        row.short(0);
        row.0.extend_from_slice(self.name.as_bytes());
        row.0
    }

    /// The entry in the list at the end.
    #[must_use]
    pub fn central(&self) -> Vec<u8> {
        let mut row = Row::new(CENTRAL);
        row.short(MADE_BY);
        row.short(NEEDED);
        self.common(&mut row);
        [0; 4].iter().for_each(|none| row.short(*none));
        row.long(RIGHTS);
        row.long(self.offset);
        row.0.extend_from_slice(self.name.as_bytes());
        row.0
    }

    /// Flags, method, time, day, sums and the length of the name, which both headers have in this order.
    fn common(&self, row: &mut Row) {
        let method = if self.deflated.is_some() { DEFLATED } else { STORED };
        [self.names.flags(), method, 0, DAY].iter().for_each(|field| row.short(*field));
        row.long(self.crc);
        row.long(self.deflated.unwrap_or(self.size));
        row.long(self.size);
        row.short(u16::try_from(self.name.len()).unwrap_or(u16::MAX));
    }
}

/// A zip file that is being written.
#[derive(Debug)]
pub struct ZipFile {
    names: Names,
    bytes: Vec<u8>,
    heads: Vec<Head>,
}

impl ZipFile {
    /// A file without entries, with room for so many bytes.
    #[must_use]
    pub fn new(names: Names, room: usize) -> ZipFile {
        ZipFile { names, bytes: Vec::with_capacity(room), heads: Vec::new() }
    }

    /// Adds an entry as it is or, where its bytes are given deflated too (RFC 1951), as those.
    pub fn add(&mut self, name: String, bytes: &[u8], deflated: Option<&[u8]>) -> Result<(), TooLarge> {
        u16::try_from(name.len()).map_err(|_| TooLarge)?;
        let mut crc = Crc::new();
        crc.update(bytes);
        let head = Head {
            name,
            names: self.names,
            crc: crc.sum(),
            size: narrow(bytes.len())?,
            deflated: deflated.map(|deflated| narrow(deflated.len())).transpose()?,
            offset: narrow(self.bytes.len())?,
        };
        self.bytes.extend(head.local());
        self.bytes.extend_from_slice(deflated.unwrap_or(bytes));
        self.heads.push(head);
        Ok(())
    }

    /// The file with its list.
    pub fn finish(mut self) -> Result<Vec<u8>, TooLarge> {
        let tail = tail(&self.heads, narrow(self.bytes.len())?)?;
        self.bytes.extend(tail);
        narrow(self.bytes.len())?;
        Ok(self.bytes)
    }
}

/// The list of the entries, which begins at `offset`, and the end of the file.
pub fn tail(heads: &[Head], offset: u32) -> Result<Vec<u8>, TooLarge> {
    let mut tail: Vec<u8> = heads.iter().flat_map(Head::central).collect();
    let count = u16::try_from(heads.len()).ok().filter(|count| *count < u16::MAX).ok_or(TooLarge)?;
    let length = narrow(tail.len())?;
    tail.extend(end(count, length, offset));
    Ok(tail)
}

/// The end of the file: how many entries the list has, its length and where it begins.
fn end(count: u16, length: u32, offset: u32) -> Vec<u8> {
    let mut row = Row::new(END);
    [0, 0, count, count].iter().for_each(|field| row.short(*field));
    row.long(length);
    row.long(offset);
    row.short(0);
    row.0
}

/// The greatest number means that a later form of the format has the true one.
fn narrow(number: usize) -> Result<u32, TooLarge> {
    u32::try_from(number).ok().filter(|number| *number < u32::MAX).ok_or(TooLarge)
}

/// Numbers in a row, lowest byte first.
struct Row(Vec<u8>);

impl Row {
    fn new(signature: u32) -> Row {
        Row(signature.to_le_bytes().to_vec())
    }

    fn short(&mut self, number: u16) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    fn long(&mut self, number: u32) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::read::DeflateEncoder;
    use std::io::{Cursor, Read};
    use zip::{CompressionMethod, ZipArchive};

    fn deflated(bytes: &[u8]) -> Vec<u8> {
        let mut deflated = Vec::new();
        DeflateEncoder::new(bytes, Compression::default()).read_to_end(&mut deflated).unwrap();
        deflated
    }

    #[test]
    fn entries_are_read_as_they_were_added() {
        let long = "words and words ".repeat(999);
        let mut file = ZipFile::new(Names::Utf8, 0);
        file.add("a/文.xml".into(), long.as_bytes(), Some(&deflated(long.as_bytes()))).unwrap();
        file.add("a/b.png".into(), b"not really", None).unwrap();
        file.add("empty".into(), b"", Some(&deflated(b""))).unwrap();
        let bytes = file.finish().unwrap();
        assert!(bytes.len() < long.len() / 8);
        let mut archive = ZipArchive::new(Cursor::new(&bytes)).unwrap();
        let wanted = [
            ("a/文.xml", long.as_str(), CompressionMethod::Deflated),
            ("a/b.png", "not really", CompressionMethod::Stored),
            ("empty", "", CompressionMethod::Deflated),
        ];
        assert_eq!(archive.len(), wanted.len());
        for (index, (name, words, method)) in wanted.into_iter().enumerate() {
            let mut entry = archive.by_index(index).unwrap();
            assert_eq!((entry.name().unwrap().to_string(), entry.compression()), (name.to_string(), method));
            let mut read = String::new();
            entry.read_to_string(&mut read).unwrap();
            assert_eq!(read, words);
        }
    }

    #[test]
    fn what_headers_have_no_place_for_is_refused() {
        let mut file = ZipFile::new(Names::Ascii, 0);
        assert_eq!(file.add("n".repeat(1 << 16), b"", None), Err(TooLarge));
        (0..u16::MAX).for_each(|number| file.add(number.to_string(), b"", None).unwrap());
        assert_eq!(file.finish(), Err(TooLarge));
    }
}
