//! The seal of a zip file: an extra field of the last entry in its list (APPNOTE.TXT 4.5), of which readers leave out what they do not
//! know. It is made of the list, which has the name, the size and the sum of every entry; programs that save the file write a list
//! of their own.

use super::sum_of;

/// What the end of the file begins with, and its length where no comment follows (4.3.16).
const END: &[u8] = b"PK\x05\x06";
const END_LENGTH: usize = 22;
/// Where the end says how long the list is and where it begins.
const LIST_LENGTH: usize = 12;
const LIST_START: usize = 16;
/// What an entry of the list begins with, and its length without name and fields (4.3.12).
const ENTRY: &[u8] = b"PK\x01\x02";
const ENTRY_LENGTH: usize = 46;
/// Where an entry says how long its name, its extra fields and its comment are.
const LENGTHS: usize = 28;
/// `MH`, which no other program has registered, and the length of the sum.
const FIELD: [u8; 4] = [b'M', b'H', 32, 0];
const SUM: usize = 32;

pub(super) fn put(bytes: &mut Vec<u8>) -> bool {
    sealed(bytes).is_some()
}

fn sealed(bytes: &mut Vec<u8>) -> Option<()> {
    let grown = FIELD.len() + SUM;
    let end = bytes.len().checked_sub(END_LENGTH)?;
    let (length, start) = list(bytes.get(end..)?)?;
    if start.checked_add(length)? != end {
        return None;
    }
    let last = start + last_entry(bytes.get(start..end)?)?;
    let fields = bytes.get_mut(last + LENGTHS + 2..)?.first_chunk_mut()?;
    if *fields != [0, 0] {
        return None;
    }
    *fields = u16::try_from(grown).ok()?.to_le_bytes();
    let grown = u32::try_from(length + grown).ok()?.to_le_bytes();
    *bytes.get_mut(end + LIST_LENGTH..)?.first_chunk_mut()? = grown;
    let tail = bytes.split_off(end);
    bytes.extend_from_slice(&FIELD);
    let sum = sum_of([bytes.get(start..)?, &tail]);
    bytes.extend_from_slice(&sum);
    bytes.extend_from_slice(&tail);
    Some(())
}

/// Whether the seal of a file of `size` bytes holds.
pub(super) fn holds(size: u64, piece: &dyn Fn(u64, u64) -> Option<Vec<u8>>) -> bool {
    let seal = || {
        let end = piece(size.checked_sub(END_LENGTH as u64)?, END_LENGTH as u64)?;
        let (length, start) = list(&end)?;
        if start.checked_add(length)?.checked_add(END_LENGTH)? != usize::try_from(size).ok()? {
            return None;
        }
        let list = piece(start as u64, length as u64)?;
        let (list, sum) = list.split_at_checked(list.len().checked_sub(SUM)?)?;
        Some(list.ends_with(&FIELD) && sum == sum_of([list, &end]))
    };
    seal() == Some(true)
}

/// How long the list is and where it begins, by the end of a file without a comment.
fn list(end: &[u8]) -> Option<(usize, usize)> {
    let number = |at: usize| Some(u32::from_le_bytes(*end.get(at..)?.first_chunk()?) as usize);
    let is_end = end.starts_with(END) && end.ends_with(&[0, 0]) && end.len() == END_LENGTH;
    is_end.then_some((number(LIST_LENGTH)?, number(LIST_START)?))
}

/// Where the last entry of a list begins.
fn last_entry(list: &[u8]) -> Option<usize> {
    let (mut at, mut last) = (0, None);
    while at < list.len() {
        let entry = list.get(at..)?;
        let length = |at: usize| Some(usize::from(u16::from_le_bytes(*entry.get(at..)?.first_chunk()?)));
        let whole = ENTRY_LENGTH + length(LENGTHS)? + length(LENGTHS + 2)? + length(LENGTHS + 4)?;
        last = entry.starts_with(ENTRY).then_some(at);
        at += last.map(|_| whole)?;
    }
    last.filter(|_| at == list.len())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]
mod tests {
    use super::*;
    use crate::zipped::{Names, ZipFile};
    use ::zip::write::SimpleFileOptions;
    use ::zip::{ZipArchive, ZipWriter};
    use std::io::{Cursor, Read, Write};

    fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut file = ZipFile::new(Names::Ascii, 0);
        parts.iter().for_each(|(name, words)| file.add((*name).into(), words.as_bytes(), None).unwrap());
        let mut bytes = file.finish().unwrap();
        assert!(put(&mut bytes));
        bytes
    }

    fn is_whole(bytes: &[u8]) -> bool {
        let piece = |from: u64, most: u64| {
            let rest = bytes.get(usize::try_from(from).ok()?..)?;
            Some(rest[..rest.len().min(usize::try_from(most).ok()?)].to_vec())
        };
        holds(bytes.len() as u64, &piece)
    }

    #[test]
    fn readers_see_nothing_of_a_seal() {
        let bytes = packed(&[("a.xml", "<a/>"), ("b/c.xml", "<b/>")]);
        assert!(is_whole(&bytes));
        let mut archive = ZipArchive::new(Cursor::new(&bytes)).unwrap();
        assert_eq!((archive.len(), archive.comment()), (2, &b""[..]));
        let mut words = String::new();
        archive.by_name("b/c.xml").unwrap().read_to_string(&mut words).unwrap();
        assert_eq!(words, "<b/>");
    }

    #[test]
    fn no_change_leaves_it_whole() {
        let bytes = packed(&[("a.xml", "<a/>"), ("b.xml", "<b/>")]);
        assert_ne!(bytes, packed(&[("a.xml", "<a/>"), ("b.xml", "<c/>")]));
        let list = bytes.windows(4).position(|bytes| bytes == ENTRY).unwrap();
        for at in list..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            assert!(!is_whole(&changed), "{at}");
        }
        assert!(!is_whole(&[&bytes[..], b"\0"].concat()));
        assert!(!is_whole(&bytes[..bytes.len() - 1]) && !is_whole(b"PK\x03\x04"));
    }

    #[test]
    fn a_file_that_another_program_saved_is_no_more_ours() {
        let bytes = packed(&[("a.xml", "<a/>"), ("b.xml", "<b/>")]);
        let mut archive = ZipArchive::new(Cursor::new(&bytes)).unwrap();
        let mut saved = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..archive.len() {
            saved.raw_copy_file(archive.by_index_raw(index).unwrap()).unwrap();
        }
        assert!(!is_whole(&saved.finish().unwrap().into_inner()));
        let mut added = ZipWriter::new_append(Cursor::new(bytes)).unwrap();
        added.start_file("c.xml", SimpleFileOptions::default()).unwrap();
        added.write_all(b"<c/>").unwrap();
        assert!(!is_whole(&added.finish().unwrap().into_inner()));
    }

    #[test]
    fn what_is_no_zip_file_of_ours_stays_as_it_is() {
        let commented = |mut bytes: Vec<u8>| {
            let at = bytes.len() - 2;
            bytes[at] = 1;
            [bytes, b"x".to_vec()].concat()
        };
        let mut file = ZipFile::new(Names::Ascii, 0);
        file.add("a".into(), b"", None).unwrap();
        for mut bytes in [b"PK".to_vec(), packed(&[("a", "b")]), commented(file.finish().unwrap())] {
            let before = bytes.clone();
            assert!(!put(&mut bytes));
            assert_eq!(bytes, before);
        }
    }
}
