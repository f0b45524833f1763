//! Where a bag stands, as the check sees it: files by path, read in a stream. The library itself touches no disk.

use super::bag::Bag;
use std::io::{self, Read};

/// What is found in a bag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its path in the bag, with forward slashes.
    pub path: String,
    /// What it is.
    pub kind: EntryKind,
}

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A file of so many bytes.
    File(u64),
    /// A symbolic link, which may lead anywhere.
    Link,
    /// Neither a file nor a folder, or something whose name is no Unicode.
    Other,
}

/// A bag that stands somewhere.
pub trait Shelf: Sync {
    /// Everything in the bag, sorted by path; or why it cannot be told.
    fn entries(&self) -> Result<Vec<Entry>, String>;
    /// Opens a file by its path.
    fn open(&self, path: &str) -> io::Result<Box<dyn Read + '_>>;
    /// What is wrong with the container of the bag: in which part of it, and what.
    fn faults(&self) -> &[(String, String)] {
        &[]
    }
}

impl Shelf for Bag {
    fn entries(&self) -> Result<Vec<Entry>, String> {
        let entry = |(path, bytes): (&String, &Vec<u8>)| Entry {
            path: path.clone(),
            kind: EntryKind::File(bytes.len() as u64),
        };
        Ok(self.files.iter().map(entry).collect())
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn Read + '_>> {
        let bytes = self.files.get(path).ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(bytes.as_slice()))
    }
}
