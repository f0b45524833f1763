//! What an issue was made of, and whether that is still so.

use super::Digest;
use crate::cli::world::{Stamp, Standing, World, is_remote};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The largest file that is read at once to compare it, bytes.
const LARGEST: u64 = 256 << 20;
/// Larger files are read in pieces, bytes.
const SMALL: u64 = 1 << 20;

/// Something that was asked of the disk, and the answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::cli) struct Need {
    /// Where, from the root of the disk.
    pub(in crate::cli) path: PathBuf,
    /// The answer.
    pub(in crate::cli) was: Was,
}

/// What was found at a path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::cli) enum Was {
    /// A file.
    Bytes(Bytes),
    /// No file to read.
    Absent,
    /// A file, a folder or nothing.
    Standing(Option<Standing>),
    /// A folder with files of these names.
    Names(Digest),
    /// Another name of this place.
    Place(PathBuf),
    /// A file, if it is one, of which nothing else can be known.
    Unknown(Option<Stamp>),
}

/// A state of a file.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::cli) struct Bytes {
    pub(in crate::cli) digest: Digest,
    pub(in crate::cli) stamp: Stamp,
    /// The moment at which the file had that stamp and those bytes, nanoseconds since 1970.
    pub(in crate::cli) at: i64,
}

/// How what is there now compares.
pub(super) enum Now {
    /// It is the same.
    Same,
    /// It is the same bytes under another stamp.
    Again(Bytes),
    /// It is something else.
    Other,
}

impl Need {
    /// Whether the answer would be the same now; a new stamp is taken over.
    pub(in crate::cli) fn holds(&mut self, world: &dyn World) -> Option<Renewed> {
        let same = match &self.was {
            Was::Bytes(bytes) => match bytes.compare(&self.path, world) {
                Now::Same => true,
                Now::Again(bytes) => {
                    self.was = Was::Bytes(bytes);
                    return Some(Renewed(true));
                }
                Now::Other => false,
            },
            Was::Absent => world.standing(&self.path).is_none(),
            Was::Standing(standing) => world.standing(&self.path) == *standing,
            Was::Names(names) => world.entries(&self.path).is_ok_and(|paths| names_in(&paths) == *names),
            Was::Place(place) => world.identity(&self.path) == *place,
            Was::Unknown(stamp) => world.stamp(&self.path) == *stamp,
        };
        same.then_some(Renewed(false))
    }
}

/// Whether a stamp was taken over.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) struct Renewed(pub(in crate::cli) bool);

impl Bytes {
    /// The state of a file now.
    pub(super) fn of(path: &Path, world: &dyn World) -> Option<Bytes> {
        let (at, stamp) = (world.now(), world.stamp(path)?);
        Some(Bytes { digest: digest(path, stamp, world)?, stamp, at })
    }

    /// What a file holds now against this.
    pub(super) fn compare(&self, path: &Path, world: &dyn World) -> Now {
        let Some(stamp) = world.stamp(path).filter(|stamp| stamp.size == self.stamp.size) else { return Now::Other };
        if stamp == self.stamp && stamp.had_rested(self.at) {
            return Now::Same;
        }
        let at = world.now();
        match digest(path, stamp, world) {
            Some(digest) if digest == self.digest => Now::Again(Bytes { digest, stamp, at }),
            _ => Now::Other,
        }
    }
}

/// What a file holds. One in a bucket costs a question for each piece, and one that is small is read at once.
fn digest(path: &Path, stamp: Stamp, world: &dyn World) -> Option<Digest> {
    match is_remote(path) || stamp.size <= SMALL {
        true => world.read(path, LARGEST).ok().map(|bytes| Digest::of(&bytes)),
        false => Digest::of_file(path, world),
    }
}

/// The names in a folder, in whatever order the disk gives them.
pub(super) fn names_in(paths: &[PathBuf]) -> Digest {
    let mut names: Vec<_> =
        paths.iter().filter_map(|path| path.file_name()).map(|name| name.as_encoded_bytes()).collect();
    names.sort_unstable();
    Digest::of_all(names)
}
