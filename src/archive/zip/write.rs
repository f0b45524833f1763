//! Writing a bag as a zip file.

use super::super::bag::Bag;
use super::headers::{Head, end};
use flate2::Crc;
use std::fmt;

/// Why a bag cannot be one zip file: 4 GiB and 65,535 files are the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a zip file holds 4 GiB and 65,535 files at the most")
    }
}

/// The bag as a zip file.
pub fn write(bag: &Bag) -> Result<Vec<u8>, TooLarge> {
    let (mut file, mut heads) = (Vec::new(), Vec::new());
    for (path, bytes) in &bag.files {
        let head = head(format!("{}/{path}", bag.name), bytes, file.len())?;
        file.extend(head.local());
        file.extend_from_slice(bytes);
        heads.push(head);
    }
    let offset = narrow(file.len())?;
    file.extend(tail(&heads, offset)?);
    narrow(file.len())?;
    Ok(file)
}

/// The list of the entries and the end of the file.
pub(super) fn tail(heads: &[Head], offset: u32) -> Result<Vec<u8>, TooLarge> {
    let mut tail: Vec<u8> = heads.iter().flat_map(Head::central).collect();
    let count = u16::try_from(heads.len()).ok().filter(|count| *count < u16::MAX).ok_or(TooLarge)?;
    let length = narrow(tail.len())?;
    tail.extend(end(count, length, offset));
    Ok(tail)
}

fn head(name: String, bytes: &[u8], offset: usize) -> Result<Head, TooLarge> {
    let mut crc = Crc::new();
    crc.update(bytes);
    u16::try_from(name.len()).map_err(|_| TooLarge)?;
    Ok(Head { name, crc: crc.sum(), size: narrow(bytes.len())?, offset: narrow(offset)? })
}

/// The greatest number means that a later form of the format has the true one.
fn narrow(number: usize) -> Result<u32, TooLarge> {
    u32::try_from(number).ok().filter(|number| *number < u32::MAX).ok_or(TooLarge)
}
