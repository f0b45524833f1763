//! The faces of an issue as krilla embeds them, each opened once and only when a page uses it.

use super::errors;
use crate::diagnostics::{Diagnostic, code};
use crate::fonts::{FaceId, FontBook, FontFace};
use krilla::text::{Font, Tag};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The faces opened so far.
pub(super) struct Faces<'a> {
    book: &'a FontBook,
    opened: BTreeMap<FaceId, Font>,
}

impl<'a> Faces<'a> {
    /// The faces of a book, none opened yet.
    pub(super) fn new(book: &'a FontBook) -> Faces<'a> {
        Faces { book, opened: BTreeMap::new() }
    }

    /// The face, opened.
    pub(super) fn open(&mut self, id: FaceId) -> Result<Font, Diagnostic> {
        if let Some(font) = self.opened.get(&id) {
            return Ok(font.clone());
        }
        let face = self.book.face(id).ok_or_else(|| errors::fault(&format!("there is no face {}", id.0)))?;
        let bytes: Arc<dyn AsRef<[u8]> + Send + Sync> = face.data.clone();
        let instance: Vec<(Tag, f32)> = face.instance.iter().map(|at| (Tag::new(&at.axis), at.value)).collect();
        let font = Font::new_variable(bytes.into(), face.index, &instance).ok_or_else(|| unreadable(face))?;
        self.opened.insert(id, font.clone());
        Ok(font)
    }

    /// What people call a face that was opened here.
    pub(super) fn name(&self, font: &Font) -> String {
        let face = self.opened.iter().find(|(_, opened)| *opened == font).and_then(|(id, _)| self.book.face(*id));
        face.map_or_else(|| "unknown".into(), FontFace::name)
    }
}

fn unreadable(face: &FontFace) -> Diagnostic {
    Diagnostic::new(code::OUTPUT_FAILED, format!("the face `{}` cannot be read for embedding", face.name()))
        .hint("give an OpenType font with outlines, not a bitmap or a damaged file")
}
