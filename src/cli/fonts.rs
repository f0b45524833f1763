//! `masthead fonts`, and the faces that every command sets with.

use super::args::Fonts;
use super::world::World;
use super::{Refusal, Verdict, print, shop};
use crate::fonts::FontBook;
use std::fmt::Write;
use std::path::PathBuf;

/// The embedded faces and those of the folders and files that the user names.
pub(super) fn book(paths: &[PathBuf], world: &dyn World) -> Result<FontBook, Refusal> {
    let _ = world;
    match paths.first() {
        None => Ok(FontBook::embedded()),
        Some(path) => Err(Refusal::new(format!("`{}` cannot be searched for faces", path.display()), "leave it out")),
    }
}

/// Lists the roles of a style, the families it asks for, and where each was found.
pub(super) fn fonts(asked: &Fonts, world: &dyn World) -> Result<Verdict, Refusal> {
    let sheet = shop::named_style(&asked.style, world)?;
    let mut text = String::new();
    for (role, face) in &sheet.faces {
        let _ = writeln!(text, "{role:?}: {}", face.families.join(", "));
    }
    print(text.as_bytes(), world)
}
