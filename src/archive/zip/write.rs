//! Writing a bag as a zip file.

use super::super::bag::Bag;
use crate::zipped::{Names, TooLarge, ZipFile};

/// The bag as a zip file.
pub fn write(bag: &Bag) -> Result<Vec<u8>, TooLarge> {
    let mut file = ZipFile::new(Names::Utf8, 0);
    for (path, bytes) in &bag.files {
        file.add(format!("{}/{path}", bag.name), bytes, None)?;
    }
    file.finish()
}
