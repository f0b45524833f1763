//! The sources of a series among what runs have put into its folders. What a run made bears our seal, or its sum is kept in mind
//! beside it; whoever changes such a file makes it his own, and a source.

use super::cache::{Digest, FOLDER, Lately, Unsealed};
use super::folders::Folders;
use super::inputs::{self, Input};
use super::world::{World, is_remote};
use crate::seal;
use rustc_hash::FxHashSet;
use std::path::{Path, PathBuf};

/// The largest file that is read to know whether a run made it, bytes.
const LARGEST: u64 = 64 << 20;

/// Who tells what runs have made in a series. A bucket is not asked.
pub(super) struct Made<'a> {
    folders: Folders<'a>,
    lately: Lately,
    world: &'a dyn World,
}

/// The sums that runs kept in mind in a folder and in those around it.
pub(super) type Kept<'k, 'a> = [&'k Unsealed<'a>];

impl<'a> Made<'a> {
    pub(super) fn new(world: &'a dyn World) -> Made<'a> {
        Made { folders: Folders::new(world), lately: Lately::default(), world }
    }

    /// The sums that are kept in a folder.
    pub(super) fn kept(&self, folder: &Path) -> Unsealed<'_> {
        let here = Some(folder.join(FOLDER)).filter(|_| !is_remote(folder));
        Unsealed::new(here, &self.lately, self.world)
    }

    /// The sources among the files of a folder. Of files of one stem the first that nobody but its author wrote is the source.
    pub(super) fn sources(&self, mut files: Vec<PathBuf>, kept: &Kept<'_, '_>) -> Vec<Input> {
        let mut sound: FxHashSet<PathBuf> = FxHashSet::default();
        loop {
            let inputs: Vec<Input> = inputs::among(files.clone(), self.world).collect();
            let mut made: FxHashSet<&Path> = FxHashSet::default();
            for path in inputs.iter().filter_map(Input::path) {
                if !sound.contains(path) && self.is_made(path, kept) {
                    made.insert(path);
                } else {
                    sound.insert(path.to_path_buf());
                }
            }
            if made.is_empty() {
                return inputs;
            }
            files.retain(|file| !made.contains(file.as_path()));
        }
    }

    fn is_made(&self, path: &Path, kept: &Kept<'_, '_>) -> bool {
        !is_remote(path) && (is_sealed(path, self.world) || self.is_kept(path, kept))
    }

    fn is_kept(&self, path: &Path, kept: &Kept<'_, '_>) -> bool {
        let mark = self.folders.mark(path);
        let written: Vec<Digest> = kept.iter().filter_map(|kept| kept.written(mark)).collect();
        !written.is_empty() && self.world.read(path, LARGEST).is_ok_and(|bytes| written.contains(&Digest::of(&bytes)))
    }
}

/// Whether a file bears our seal.
pub(super) fn is_sealed(path: &Path, world: &dyn World) -> bool {
    let piece = |from, most| world.piece(path, from, most).ok();
    world.stamp(path).is_some_and(|stamp| seal::read(stamp.size, piece).is_some())
}
