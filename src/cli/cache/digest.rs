//! SHA-256 of what files hold.

use crate::cli::world::World;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::path::Path;

/// So much of a file is read at once, bytes.
const PIECE: u64 = 1 << 20;

/// The SHA-256 of some bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Digest([u8; 32]);

impl Digest {
    pub(in crate::cli) fn of(bytes: &[u8]) -> Digest {
        Digest(Sha256::digest(bytes).into())
    }

    /// That of a file of any length, which is read a piece at a time; nothing where it cannot be read.
    pub(in crate::cli) fn of_file(path: &Path, world: &dyn World) -> Option<Digest> {
        let (mut hasher, mut offset) = (Sha256::new(), 0);
        loop {
            let piece = world.piece(path, offset, PIECE).ok()?;
            if piece.is_empty() {
                return Some(Digest(hasher.finalize().into()));
            }
            offset += piece.len() as u64;
            hasher.update(&piece);
        }
    }

    /// That of several things in a row, which cannot be told from others by where one ends and the next begins.
    pub(in crate::cli) fn of_all<T: AsRef<[u8]>>(parts: impl IntoIterator<Item = T>) -> Digest {
        let mut hasher = Sha256::new();
        for part in parts {
            let part = part.as_ref();
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        Digest(hasher.finalize().into())
    }
}

impl AsRef<[u8]> for Digest {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Digest, D::Error> {
        let text = String::deserialize(deserializer)?;
        let half = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let byte = |pair: &[u8]| Some(half(pair.first()?)? << 4 | half(pair.get(1)?)?);
        let bytes: Option<Vec<u8>> = text.as_bytes().chunks(2).map(byte).collect();
        let bytes = bytes.and_then(|bytes| bytes.try_into().ok());
        bytes.map(Digest).ok_or_else(|| D::Error::custom("no SHA-256"))
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::memory::Memory;
    use super::*;

    #[test]
    fn a_file_that_is_read_in_pieces_has_the_digest_of_its_bytes() {
        for size in [0, 1, 1 << 20, (1 << 20) + 1, 3 << 20] {
            let bytes: Vec<u8> = (0..size).map(|at: u32| at.to_le_bytes()[(at % 3) as usize]).collect();
            let world = Memory::default();
            world.put("program", &bytes);
            assert_eq!(Digest::of_file(Path::new("program"), &world), Some(Digest::of(&bytes)), "{size}");
        }
        assert_eq!(Digest::of_file(Path::new("nothing"), &Memory::default()), None);
    }
}
