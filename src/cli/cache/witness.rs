//! Who stands beside an issue while it is made and writes down what it asks of the disk.

use super::Digest;
use super::need::{Bytes, Need, Was, names_in};
use crate::cli::world::{Files, Standing, World, is_remote};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The files of a world, with a list of all that was asked of them.
pub(in crate::cli) struct Witness<'a> {
    world: &'a dyn World,
    seen: Mutex<Vec<Need>>,
}

impl<'a> Witness<'a> {
    pub(in crate::cli) fn new(world: &'a dyn World) -> Witness<'a> {
        Witness { world, seen: Mutex::default() }
    }

    /// All that was asked so far.
    pub(in crate::cli) fn needs(&self) -> Vec<Need> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// All that was asked, in order.
    pub(in crate::cli) fn into_needs(self) -> Vec<Need> {
        self.seen.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes over what another witness saw.
    pub(in crate::cli) fn add(&self, needs: &[Need]) {
        needs.iter().for_each(|need| self.push(need.clone()));
    }

    fn note(&self, path: &Path, was: Was) {
        let absolute = if is_remote(path) { None } else { std::path::absolute(path).ok() };
        self.push(Need { path: absolute.unwrap_or_else(|| path.to_path_buf()), was });
    }

    fn push(&self, need: Need) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if !seen.contains(&need) {
            seen.push(need);
        }
    }
}

impl Files for Witness<'_> {
    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        // The stamp comes first: whatever is written after it gives the file another one.
        let (at, stamp) = (self.world.now(), self.world.stamp(path));
        let read = self.world.read(path, most);
        let was = match (&read, stamp) {
            (Ok(bytes), Some(stamp)) => Was::Bytes(Bytes { digest: Digest::of(bytes), stamp, at }),
            (Err(error), _) if error.kind() == io::ErrorKind::NotFound => Was::Absent,
            _ => Was::Unknown(stamp),
        };
        self.note(path, was);
        read
    }

    fn read_input(&self, most: u64) -> io::Result<Vec<u8>> {
        self.note(Path::new("-"), Was::Unknown(None));
        self.world.read_input(most)
    }

    fn standing(&self, path: &Path) -> Option<Standing> {
        let standing = self.world.standing(path);
        self.note(path, Was::Standing(standing));
        standing
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let entries = self.world.entries(folder);
        self.note(folder, entries.as_ref().map_or(Was::Unknown(None), |paths| Was::Names(names_in(paths))));
        entries
    }

    fn identity(&self, path: &Path) -> PathBuf {
        let place = self.world.identity(path);
        self.note(path, Was::Place(place.clone()));
        place
    }
}
