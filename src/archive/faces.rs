//! The font files beyond the program's own that the pages of an issue are set in.

use super::digest::Digests;
use super::record;
use crate::fonts::{FontBook, FontFace, FontFile, Origin, Usage};
use lopdf::{Document, Object};
use skrifa::MetadataProvider;
use skrifa::string::StringId;
use std::collections::BTreeSet;
use std::sync::Arc;

/// So many characters of a font's name a PDF has.
const LONGEST: usize = 100;

/// A font file, with the names of the faces of it that were used.
#[derive(Clone, Debug)]
pub struct UsedFile {
    /// The name of the file, without folders.
    pub file: String,
    names: Vec<String>,
    data: Arc<FontFile>,
    may_be_kept: bool,
    embedding: String,
    licence: Option<String>,
}

/// The files of faces that a PDF has letters of, in the order of the book: a file for each that is not the program's own.
#[must_use]
pub fn used(book: &FontBook, pdf: &[u8]) -> Vec<UsedFile> {
    let mut files: Vec<UsedFile> = Vec::new();
    if book.faces().all(|(_, face)| face.origin == Origin::Embedded) {
        return files;
    }
    let named = names(pdf);
    for (_, face) in book.faces() {
        let Some(path) = face.origin.file().filter(|_| named.contains(&own_name(face))) else { continue };
        match files.iter_mut().find(|known| Arc::ptr_eq(&known.data, &face.data)) {
            Some(known) => {
                known.names.push(face.name());
                known.names.sort();
                known.names.dedup();
            }
            None => files.push(UsedFile::of(path, face)),
        }
    }
    files
}

impl UsedFile {
    fn of(path: &str, face: &FontFace) -> UsedFile {
        let permission = face.permission();
        UsedFile {
            file: path.rsplit(['/', '\\']).next().unwrap_or(path).to_string(),
            names: vec![face.name()],
            data: Arc::clone(&face.data),
            may_be_kept: permission.usage == Usage::Installable && permission.refusal().is_none(),
            embedding: permission.words(),
            licence: face.licence(),
        }
    }

    /// What the record says of it, where the file is kept, and its bytes if it may be: only bits that let everybody install
    /// a font let it be passed on.
    pub(super) fn kept(&self, place: String) -> (record::Face, Option<&[u8]>) {
        let bytes = self.data.as_ref().as_ref();
        let digests = Digests::of(bytes);
        let face = record::Face {
            names: self.names.clone(),
            file: self.file.clone(),
            path: self.may_be_kept.then_some(place),
            bytes: digests.size,
            sha256: digests.sha256,
            embedding: self.embedding.clone(),
            licence: self.licence.clone(),
        };
        (face, self.may_be_kept.then_some(bytes))
    }
}

/// The names of the fonts in a PDF, without the tag that says that a part of each is there.
fn names(pdf: &[u8]) -> BTreeSet<String> {
    let Ok(file) = Document::load_mem(pdf) else { return BTreeSet::new() };
    let fonts = file.objects.values().filter_map(|object| object.as_dict().ok());
    let names = fonts.filter_map(|font| font.get(b"FontName").and_then(Object::as_name).ok());
    let bare = |name: &[u8]| {
        let name = String::from_utf8_lossy(name).into_owned();
        name.split_once('+').map_or(name.clone(), |(_, own)| own.to_string())
    };
    names.map(bare).collect()
}

/// The name by which a PDF calls a font.
fn own_name(face: &FontFace) -> String {
    let own = face.tables().and_then(|tables| {
        let name = tables.localized_strings(StringId::POSTSCRIPT_NAME).english_or_first()?;
        Some(name.chars().filter(char::is_ascii_graphic).take(LONGEST).collect::<String>())
    });
    own.filter(|name| !name.is_empty()).unwrap_or_else(|| "Unnamed".into())
}
