//! The headers of the zip format, each as the one row of bytes that a file can have.

/// APPNOTE 4.3.7, 4.3.12 and 4.3.16.
pub(super) const LOCAL: u32 = 0x0403_4B50;
const CENTRAL: u32 = 0x0201_4B50;
const END: u32 = 0x0605_4B50;
/// The length of a local header without the name.
pub(super) const LOCAL_LENGTH: usize = 30;
/// Version 2.0 of the format has folders in names.
const NEEDED: u16 = 20;
/// Made on Unix, so that the rights of files are known.
const MADE_BY: u16 = 3 << 8 | NEEDED;
/// Names are UTF-8 (general purpose bit 11).
const UTF_8: u16 = 1 << 11;
/// The first day that the format knows: 1980-01-01.
const DAY: u16 = 1 << 5 | 1;
/// A file that all may read and its owner may write.
const RIGHTS: u32 = 0o100_644 << 16;

/// What headers say of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// Its path, with the bag's folder.
    pub(super) name: String,
    /// CRC-32 of its bytes.
    pub(super) crc: u32,
    /// Its bytes.
    pub(super) size: u32,
    /// Where its local header begins.
    pub(super) offset: u32,
}

impl Head {
    /// The header before the bytes of the file.
    pub(super) fn local(&self) -> Vec<u8> {
        let mut row = Row::new(LOCAL);
        row.short(NEEDED);
        self.common(&mut row);
        row.short(0);
        row.0.extend_from_slice(self.name.as_bytes());
        row.0
    }

    /// The entry in the list at the end.
    pub(super) fn central(&self) -> Vec<u8> {
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

    /// Flags, method (stored), time, day, sums and the length of the name, which both headers have in this order.
    fn common(&self, row: &mut Row) {
        [UTF_8, 0, 0, DAY].iter().for_each(|field| row.short(*field));
        row.long(self.crc);
        row.long(self.size);
        row.long(self.size);
        row.short(u16::try_from(self.name.len()).unwrap_or(u16::MAX));
    }
}

/// The end of the file: how many entries the list has, its length and where it begins.
pub(super) fn end(count: u16, length: u32, offset: u32) -> Vec<u8> {
    let mut row = Row::new(END);
    [0, 0, count, count].iter().for_each(|field| row.short(*field));
    row.long(length);
    row.long(offset);
    row.short(0);
    row.0
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
