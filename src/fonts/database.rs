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
        for (_, face) in self.faces() {
            let needed = face.data.cover().is_none() || text.chars().any(|c| !c.is_ascii() && face.covers(c));
            if !needed
                || taken.iter().any(|known| Arc::ptr_eq(known, &face.data))
                || face.permission().refusal().is_some()
            {
                continue;
            }
            taken.push(&face.data);
            database.load_font_source(Source::Binary(face.data.clone()));
        }
        if let Some((_, first)) = self.faces().next() {
            database.set_serif_family(&first.family);
        }
        let sans = self.faces().find(|(_, face)| face.family.contains("Sans"));
        if let Some((_, sans)) = sans {
            database.set_sans_serif_family(&sans.family);
        }
        Arc::new(database)
    }
}
