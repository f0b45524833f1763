//! The places that imported sources and their pictures may take: no input's, no other import's, and nobody's else.

use super::cache::{Lately, Unsealed};
use super::clash::{self, Claim, Claims};
use super::destination::{Destination, Place};
use super::folders::{Folders, Mark};
use super::foreign::Owner;
use super::inputs::{Input, Inputs, Origin};
use super::publish::Finished;
use super::world::{Files, World};
use crate::diagnostics::{Diagnostic, code};
use crate::seal::{self, Sum};
use crate::write::Entry;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Where the sources of all inputs go, and the pictures that came so far.
pub(super) struct Landing<'a> {
    destination: Destination,
    format: &'a Entry<'a>,
    folders: Folders<'a>,
    claims: Claims,
    clashes: BTreeMap<usize, Diagnostic>,
    pictures: BTreeMap<Mark, (String, Sum)>,
    is_forced: bool,
    world: &'a dyn World,
}

impl<'a> Landing<'a> {
    pub(super) fn of(
        inputs: &Inputs,
        destination: Destination,
        format: &'a Entry<'a>,
        is_forced: bool,
        world: &'a dyn World,
    ) -> Landing<'a> {
        let (folders, formats) = (Folders::new(world as &dyn Files), [format]);
        let claim = Claim { inputs, destination: &destination, formats: &formats, folders: &folders };
        let claims = Claims::of(&claim);
        let clashes = claims.clashes(&claim);
        Landing { destination, format, folders, claims, clashes, pictures: BTreeMap::new(), is_forced, world }
    }

    /// Where the source of an input goes; nothing for standard output.
    pub(super) fn place(&self, input: &Input) -> Option<PathBuf> {
        Place::of(input, &self.destination).map(|place| place.main(self.format))
    }

    /// Refuses a place that the source of an input may not take.
    pub(super) fn clear(&self, index: usize, input: &Input, place: &Path) -> Result<(), Diagnostic> {
        let itself = matches!(&input.origin, Origin::File(path) if self.folders.mark(path) == self.folders.mark(place));
        if !itself && let Some(clash) = self.clashes.get(&index) {
            return Err(clash.clone());
        }
        let (message, hint) = if itself {
            (
                "is the input itself, and importing would lose what only its own lines say",
                "name the manuscript that it came from, or write elsewhere with -o",
            )
        } else if !self.is_forced && self.world.standing(place).is_some() {
            (
                "exists, and importing would overwrite what was written in it",
                "write elsewhere with -o, or overwrite it with --force",
            )
        } else {
            return Ok(());
        };
        Err(Diagnostic::new(code::OUTPUT_CLASH, format!("`{}` {message}", place.display())).hint(hint))
    }

    /// Refuses pictures in whose places something else stands, or will.
    pub(super) fn clear_pictures(&self, pictures: &[Finished]) -> Result<(), Diagnostic> {
        if let Some(taken) = pictures.iter().find(|picture| self.claims.has(&picture.path, &self.folders)) {
            return Err(clash::taken(&taken.path, "import into another folder with -o"));
        }
        let differs = |picture: &Finished, (name, sum): &(String, Sum)| {
            (*sum != seal::sum(&picture.bytes)).then(|| another(&picture.path, name))
        };
        let known = |picture: &Finished| self.pictures.get(&self.folders.mark(&picture.path));
        if let Some(clash) = pictures.iter().find_map(|picture| differs(picture, known(picture)?)) {
            return Err(clash);
        }
        let lately = Lately::default();
        let unsealed = Unsealed::new(None, &lately, self.world);
        let owner = Owner { world: self.world, folders: &self.folders, unsealed, doing: "importing" };
        if self.is_forced { Ok(()) } else { owner.clear(pictures) }
    }

    /// Keeps in mind whose pictures came.
    pub(super) fn keep(&mut self, input: &Input, pictures: &[Finished]) {
        let kept = pictures
            .iter()
            .map(|picture| (self.folders.mark(&picture.path), (input.name.clone(), seal::sum(&picture.bytes))));
        self.pictures.extend(kept);
    }
}

/// What is said of a picture that would take the place of another input's.
fn another(path: &Path, name: &str) -> Diagnostic {
    let message =
        format!("the picture `{}` is another one than that of `{name}`, which has the same place", path.display());
    Diagnostic::new(code::OUTPUT_CLASH, message).hint("import each of the two into a folder of its own with -o")
}
