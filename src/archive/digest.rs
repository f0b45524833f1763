//! Digests of files, both in one pass and in bounded memory.

use sha2::{Digest, Sha256, Sha512};
use std::fmt::Write;
use std::io::{self, Read};

/// So many bytes are read at once.
const PIECE: usize = 256 << 10;

/// A way of digesting that manifests are made by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Algorithm {
    /// SHA-256.
    Sha256,
    /// SHA-512.
    Sha512,
}

impl Algorithm {
    /// Both, in the order in which their manifests are named.
    pub const ALL: [Algorithm; 2] = [Algorithm::Sha256, Algorithm::Sha512];

    /// The name in the names of manifests (RFC 8493, 2.4).
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Algorithm::Sha256 => "sha256",
            Algorithm::Sha512 => "sha512",
        }
    }

    /// How many hexadecimal figures a digest has.
    pub(super) fn figures(self) -> usize {
        match self {
            Algorithm::Sha256 => 64,
            Algorithm::Sha512 => 128,
        }
    }
}

/// What tells one file's bytes from all others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digests {
    /// SHA-256 in lower-case hexadecimal.
    pub sha256: String,
    /// SHA-512 in lower-case hexadecimal.
    pub sha512: String,
    /// Bytes.
    pub size: u64,
}

impl Digests {
    /// Those of bytes at hand.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Digests {
        Digests {
            sha256: hexadecimal(&Sha256::digest(bytes)),
            sha512: hexadecimal(&Sha512::digest(bytes)),
            size: bytes.len() as u64,
        }
    }

    /// Those of everything that can be read.
    pub fn read(mut from: impl Read) -> io::Result<Digests> {
        let (mut sha256, mut sha512, mut size) = (Sha256::new(), Sha512::new(), 0);
        let mut piece = vec![0; PIECE];
        loop {
            let read = match from.read(&mut piece) {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let bytes = piece.get(..read).unwrap_or_default();
            sha256.update(bytes);
            sha512.update(bytes);
            size += read as u64;
        }
        Ok(Digests { sha256: hexadecimal(&sha256.finalize()), sha512: hexadecimal(&sha512.finalize()), size })
    }

    /// The one of a kind.
    #[must_use]
    pub fn by(&self, algorithm: Algorithm) -> &str {
        match algorithm {
            Algorithm::Sha256 => &self.sha256,
            Algorithm::Sha512 => &self.sha512,
        }
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_has_the_digests_of_its_bytes() {
        let bytes: Vec<u8> = (0..PIECE * 2 + 7).map(|at| (at % 251) as u8).collect();
        assert_eq!(Digests::read(bytes.as_slice()).ok(), Some(Digests::of(&bytes)));
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Digests::of(b"").sha256, empty);
        for algorithm in Algorithm::ALL {
            assert_eq!(Digests::of(b"").by(algorithm).len(), algorithm.figures());
        }
    }
}
