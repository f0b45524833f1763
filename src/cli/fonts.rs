//! `masthead fonts`, and the faces that every command sets with.

use super::args::Fonts;
use super::world::{Standing, World, reason};
use super::{Refusal, Verdict, glob, print, shop};
use crate::fonts::{FaceId, FontBook, FontFace};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The largest font file that is read, bytes: collections of all East Asian faces are near it.
const LARGEST: u64 = 256 << 20;

/// The faces at hand, and the files of those that are not embedded.
pub(super) struct Faces {
    pub(super) book: FontBook,
    files: BTreeMap<FaceId, PathBuf>,
}

/// The embedded faces and those of the files and folders that the user names.
pub(super) fn faces(paths: &[PathBuf], world: &dyn World) -> Result<Faces, Refusal> {
    let mut faces = Faces { book: FontBook::embedded(), files: BTreeMap::new() };
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
    fn add_file(&mut self, path: &Path, world: &dyn World) -> Result<(), String> {
        let bytes = world.read(path, LARGEST).map_err(|error| reason(&error))?;
        let ids = self.book.add(&path.display().to_string(), bytes)?;
        self.files.extend(ids.into_iter().map(|id| (id, path.to_path_buf())));
        Ok(())
    }

    /// Takes every font below a folder; files that are none are passed over.
    fn add_folder(&mut self, folder: &Path, world: &dyn World) -> Result<(), String> {
        let is_font = |path: &PathBuf| {
            let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
            ["otf", "ttf", "otc", "ttc"].iter().any(|known| extension == *known)
        };
        let fonts = glob::files_below(folder, world).into_iter().filter(is_font);
        let taken = fonts.filter(|path| self.add_file(path, world).is_ok()).count();
        if taken == 0 { Err("the folder holds no font file".into()) } else { Ok(()) }
    }

    fn cuts(&self, family: &str) -> Vec<(FaceId, &FontFace)> {
        self.book.faces().filter(|(_, face)| face.family.eq_ignore_ascii_case(family)).collect()
    }

    fn place(&self, id: FaceId) -> String {
        self.files.get(&id).map_or_else(|| "embedded".into(), |path| path.display().to_string())
    }
}

/// Lists the roles of a style, the families that it asks for, and where each cut was found.
pub(super) fn fonts(asked: &Fonts, world: &dyn World) -> Result<Verdict, Refusal> {
    let sheet = shop::named_style(&asked.style, world)?;
    let faces = faces(&asked.font_paths, world)?;
    let mut text = String::new();
    for (role, face) in &sheet.faces {
        let _ = writeln!(text, "{}", format!("{role:?}").to_lowercase());
        for family in &face.families {
            let cuts = faces.cuts(family);
            if cuts.is_empty() {
                let _ = writeln!(text, "  {family}: not found; name its folder with --font-path");
            }
            for (id, cut) in cuts {
                let _ = writeln!(text, "  {}: {}", cut.name(), faces.place(id));
            }
        }
    }
    print(text.as_bytes(), world)
}
