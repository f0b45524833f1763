//! The faces of the book for drawings, whose letters are set by their own rules.

use super::{FontBook, FontFile};
use std::sync::Arc;
use usvg::fontdb::{Database, Source};

impl FontBook {
    /// The files that a drawing's letters may be set in; packed ones only where its text needs them.
    #[must_use]
    pub fn database(&self, text: &str) -> Arc<Database> {
        let mut database = Database::new();
        let mut taken: Vec<&Arc<FontFile>> = Vec::new();
        let mut families: Vec<&str> = Vec::new();
        for (_, face) in self.faces() {
            let needed = face.data.cover().is_none() || text.chars().any(|c| !c.is_ascii() && face.covers(c));
            if !needed || face.permission().refusal().is_some() {
                continue;
            }
            families.push(&face.family);
            if taken.iter().any(|known| Arc::ptr_eq(known, &face.data)) {
                continue;
            }
            taken.push(&face.data);
            database.load_font_source(Source::Binary(face.data.clone()));
        }
        if let Some(first) = families.first() {
            database.set_serif_family(*first);
        }
        if let Some(sans) = families.iter().find(|family| family.contains("Sans")) {
            database.set_sans_serif_family(*sans);
        }
        Arc::new(database)
    }
}
