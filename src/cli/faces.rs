//! The faces that every command sets with.

use super::world::{Files, Standing, reason};
use super::{Refusal, glob};
use crate::fonts::FontBook;
use std::path::{Path, PathBuf};

/// The largest font file that is read, bytes: collections of all East Asian faces are near it.
const LARGEST: u64 = 256 << 20;

/// The faces at hand, and the files of folders that were passed over, with the reason.
pub(super) struct Faces {
    pub(super) book: FontBook,
    pub(super) refused: Vec<(PathBuf, String)>,
}

/// The embedded faces and those of the files and folders that the user names.
pub(super) fn faces(paths: &[PathBuf], world: &dyn Files) -> Result<Faces, Refusal> {
    let mut faces = Faces { book: FontBook::embedded(), refused: Vec::new() };
    for path in paths {
        let found = match world.standing(path) {
            Some(Standing::Folder) => faces.add_folder(path, world),
            _ => faces.add_file(path, world),
        };
        found.map_err(|why| {
            let message = format!("no faces can be had from `{}`: {why}", path.display());
            Refusal::new(message, "give --font-path a TrueType or OpenType file, or a folder of them")
        })?;
    }
    Ok(faces)
}

impl Faces {
    fn add_file(&mut self, path: &Path, world: &dyn Files) -> Result<(), String> {
        let bytes = world.read(path, LARGEST).map_err(|error| reason(&error))?;
        self.book.add(&path.display().to_string(), bytes).map(|_| ())
    }

    /// Takes every font below a folder; files that are none are passed over and kept in mind.
    fn add_folder(&mut self, folder: &Path, world: &dyn Files) -> Result<(), String> {
        let is_font = |path: &PathBuf| {
            let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
            ["otf", "ttf", "otc", "ttc"].iter().any(|known| extension == *known)
        };
        let mut taken = 0;
        for path in glob::files_below(folder, world).into_iter().filter(is_font) {
            match self.add_file(&path, world) {
                Ok(()) => taken += 1,
                Err(why) => self.refused.push((path, why)),
            }
        }
        match self.refused.last() {
            _ if taken > 0 => Ok(()),
            Some((path, why)) if path.starts_with(folder) => {
                Err(format!("the folder holds no font that can be used; `{}`: {why}", path.display()))
            }
            _ => Err("the folder holds no font file".into()),
        }
    }
}
