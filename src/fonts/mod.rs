//! The faces that an issue may be set in: embedded ones, and those of files that the user gives.

mod embedded;
mod file;
mod ink;

pub use file::FontFile;
pub use ink::Reach;

use crate::style::{Slant, Weight};
use harfrust::ShaperData;
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider};
use std::fmt;
use std::sync::{Arc, OnceLock};

/// A face in the [`FontBook`] that gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub u16);

/// One face of a family.
#[derive(Clone, Debug)]
pub struct FontFace {
    /// The family's name.
    pub family: String,
    /// How heavy.
    pub weight: Weight,
    /// Upright or italic.
    pub slant: Slant,
    /// The font file.
    pub data: Arc<FontFile>,
    /// Index of the face in a collection; 0 in other files.
    pub index: u32,
    /// Its tables as the shaper wants them, made when the face is first used.
    shaping: Arc<Shaping>,
}

#[derive(Default)]
struct Shaping(OnceLock<ShaperData>);

impl fmt::Debug for Shaping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.get().is_some() { "read" } else { "unread" })
    }
}

impl FontFace {
    fn new(family: &str, weight: Weight, slant: Slant, file: FontFile) -> FontFace {
        let (data, shaping) = (Arc::new(file), Arc::default());
        FontFace { family: family.into(), weight, slant, data, index: 0, shaping }
    }

    /// The font's tables; absent where the file is broken.
    #[must_use]
    pub fn tables(&self) -> Option<FontRef<'_>> {
        FontRef::from_index(self.data.as_ref().as_ref(), self.index).ok()
    }

    /// The font's tables as the shaper wants them, made once.
    pub fn shaper_data(&self, tables: &FontRef<'_>) -> &ShaperData {
        self.shaping.0.get_or_init(|| ShaperData::new(tables))
    }

    /// Whether the face shows a character.
    #[must_use]
    pub fn covers(&self, character: char) -> bool {
        if let Some(cover) = self.data.cover() {
            return cover.has(character);
        }
        self.tables().is_some_and(|font| font.charmap().map(character).is_some())
    }
}

/// The faces at hand.
#[derive(Clone, Debug, Default)]
pub struct FontBook {
    faces: Vec<FontFace>,
}

impl FontBook {
    /// Takes the faces of a font file or collection, or says why it cannot.
    pub fn add(&mut self, bytes: Vec<u8>) -> Result<Vec<FaceId>, String> {
        let data = Arc::new(FontFile::plain(bytes));
        let mut found = Vec::new();
        for index in 0.. {
            let Ok(font) = FontRef::from_index(data.as_ref().as_ref(), index) else { break };
            let id = u16::try_from(self.faces.len()).map_err(|_| "there are more than 65 535 faces".to_string())?;
            let face = read_face(&font, &data, index)?;
            self.faces.push(face);
            found.push(FaceId(id));
            if skrifa::raw::FileRef::new(data.as_ref().as_ref())
                .is_ok_and(|file| matches!(file, skrifa::raw::FileRef::Font(_)))
            {
                break;
            }
        }
        if found.is_empty() { Err("it is no TrueType or OpenType font".into()) } else { Ok(found) }
    }

    /// A face by its id.
    #[must_use]
    pub fn face(&self, id: FaceId) -> Option<&FontFace> {
        self.faces.get(usize::from(id.0))
    }

    /// Every face with its id.
    pub fn faces(&self) -> impl Iterator<Item = (FaceId, &FontFace)> {
        self.faces.iter().enumerate().filter_map(|(at, face)| u16::try_from(at).ok().map(|id| (FaceId(id), face)))
    }

    /// The faces in the order in which they are asked for a character: the nearest face of each family of the list,
    /// then the nearest ones of all other families.
    #[must_use]
    pub fn candidates(&self, families: &[String], weight: Weight, slant: Slant) -> Vec<FaceId> {
        let mut rest: Vec<&str> = Vec::new();
        for (_, face) in self.faces() {
            if !families.contains(&face.family) && !rest.contains(&face.family.as_str()) {
                rest.push(&face.family);
            }
        }
        let names = families.iter().map(String::as_str).chain(rest);
        names.filter_map(|family| self.nearest(family, weight, slant)).collect()
    }

    /// The face of a family that is nearest to a weight and slant; slant counts for more, since bold stands out anyway.
    #[must_use]
    pub fn nearest(&self, family: &str, weight: Weight, slant: Slant) -> Option<FaceId> {
        let of_family = self.faces().filter(|(_, face)| face.family.eq_ignore_ascii_case(family));
        let distance = |face: &FontFace| u8::from(face.slant != slant) * 2 + u8::from(face.weight != weight);
        of_family.min_by_key(|(_, face)| distance(face)).map(|(id, _)| id)
    }
}

fn read_face(font: &FontRef<'_>, data: &Arc<FontFile>, index: u32) -> Result<FontFace, String> {
    let name = |id| font.localized_strings(id).english_or_first().map(|name| name.chars().collect::<String>());
    let family = name(StringId::TYPOGRAPHIC_FAMILY_NAME).or_else(|| name(StringId::FAMILY_NAME));
    let attributes = font.attributes();
    Ok(FontFace {
        family: family.ok_or("the font does not give its family's name")?,
        weight: if attributes.weight.value() >= 600.0 { Weight::Bold } else { Weight::Regular },
        slant: match attributes.style {
            skrifa::attribute::Style::Normal => Slant::Upright,
            _ => Slant::Italic,
        },
        data: Arc::clone(data),
        index,
        shaping: Arc::default(),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::embedded::LIBERTINUS;
    use super::*;

    #[test]
    fn a_font_file_says_what_it_is() {
        let mut book = FontBook::default();
        let bytes = LIBERTINUS.iter().find(|cut| cut.0 == Weight::Bold && cut.1 == Slant::Italic).unwrap().2;
        let ids = book.add(bytes.to_vec()).unwrap();
        let face = book.face(ids[0]).unwrap();
        assert_eq!((face.family.as_str(), face.weight, face.slant), ("Libertinus Serif", Weight::Bold, Slant::Italic));
        assert!(face.covers('a') && !face.covers('中'));
    }

    #[test]
    fn what_is_no_font_is_refused() {
        assert!(FontBook::default().add(b"no font".to_vec()).is_err());
        assert!(FontBook::default().add(Vec::new()).is_err());
    }

    #[test]
    fn the_nearest_face_of_the_first_family_comes_first() {
        let book = FontBook::embedded();
        let wanted = ["Unknown".to_string(), "Libertinus Serif".to_string()];
        let found = book.candidates(&wanted, Weight::Bold, Slant::Upright);
        let face = book.face(found[0]).unwrap();
        assert_eq!((face.weight, face.slant), (Weight::Bold, Slant::Upright));
    }
}
