//! The faces that an issue may be set in: embedded ones, and those of files that the user gives.

mod database;
mod embedded;
mod face;
mod file;
mod fount;
mod ink;
mod instance;
mod licence;
mod open;

pub use face::{Coordinate, FontFace, Origin};
pub use file::FontFile;
pub use fount::Fount;
pub use ink::Reach;
pub use licence::{Permission, Usage};

use crate::style::{Slant, Weight};

/// A face in the [`FontBook`] that gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub u16);

/// The most faces of one collection; the largest that are known hold a few hundred.
const MOST_FACES: usize = 1024;

/// The faces at hand.
#[derive(Clone, Debug, Default)]
pub struct FontBook {
    faces: Vec<FontFace>,
}

impl FontBook {
    /// Takes the faces of a font file or collection, which messages call `name`, or says why it cannot.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) -> Result<Vec<FaceId>, String> {
        let found = open::faces(bytes, &Origin::File(name.into()))?;
        let first = self.faces.len();
        let last = first + found.len();
        if last > usize::from(u16::MAX) {
            return Err("there are more than 65 535 faces".into());
        }
        self.faces.extend(found);
        Ok((first..last).filter_map(|at| u16::try_from(at).ok().map(FaceId)).collect())
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
    /// those of the wanted slant first, then the nearest ones of all other families, of which the program's signs are the last.
    #[must_use]
    pub fn candidates(&self, families: &[String], weight: Weight, slant: Slant) -> Vec<FaceId> {
        let mut rest: Vec<&str> = Vec::new();
        for (_, face) in self.faces() {
            if !families.iter().any(|family| face.is_called(family)) && !rest.contains(&face.family.as_str()) {
                rest.push(&face.family);
            }
        }
        rest.sort_by_key(|&family| family == embedded::SIGNS);
        let nearest = |family: &str| self.nearest(family, weight, slant);
        let mut listed: Vec<FaceId> = families.iter().filter_map(|family| nearest(family)).collect();
        listed.sort_by_key(|&id| self.face(id).is_none_or(|face| face.slant != slant));
        listed.into_iter().chain(rest.into_iter().filter_map(nearest)).collect()
    }

    /// The face of a family that is nearest to a weight and slant; slant counts for most, since bold stands out anyway,
    /// then the normal width.
    #[must_use]
    pub fn nearest(&self, family: &str, weight: Weight, slant: Slant) -> Option<FaceId> {
        let of_family = self.faces().filter(|(_, face)| face.is_called(family));
        let distance = |face: &FontFace| {
            (face.slant != slant, face.width.abs_diff(100), face.weight.abs_diff(face::class(weight)))
        };
        of_family.min_by_key(|(_, face)| distance(face)).map(|(id, _)| id)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::embedded::LIBERTINUS;
    use super::*;

    #[test]
    fn a_font_file_says_what_it_is() {
        let mut book = FontBook::default();
        let bytes =
            LIBERTINUS.iter().find(|cut| cut.weight == Weight::Bold && cut.slant == Slant::Italic).unwrap().file;
        let ids = book.add("bold-italic.ttf", bytes.to_vec()).unwrap();
        let face = book.face(ids[0]).unwrap();
        assert_eq!((face.family.as_str(), face.weight, face.slant), ("Libertinus Serif", 700, Slant::Italic));
        assert_eq!(face.name(), "Libertinus Serif Bold Italic");
        assert_eq!(face.origin, Origin::File("bold-italic.ttf".into()));
        assert!(face.covers('a') && !face.covers('中'));
    }

    #[test]
    fn the_nearest_face_of_the_first_family_comes_first() {
        let book = FontBook::embedded();
        let wanted = ["Unknown".to_string(), "Libertinus Serif".to_string()];
        let found = book.candidates(&wanted, Weight::Bold, Slant::Upright);
        let face = book.face(found[0]).unwrap();
        assert_eq!((face.weight, face.slant), (700, Slant::Upright));
    }
}
