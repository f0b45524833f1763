//! The faces that come with the program.

use super::{FontBook, FontFace, FontFile};
use crate::style::{Slant, Weight};

/// A face of the text family.
pub(super) struct Text {
    pub(super) weight: Weight,
    pub(super) slant: Slant,
    pub(super) file: &'static [u8],
    /// Its fount, where running text is set in it.
    fount: Option<&'static [u8]>,
}

/// The text faces, all of one family.
pub(super) const LIBERTINUS: [Text; 4] = [
    Text {
        weight: Weight::Regular,
        slant: Slant::Upright,
        file: include_bytes!("../../assets/fonts/LibertinusSerif-Regular.ttf"),
        fount: Some(include_bytes!("../../assets/fonts/LibertinusSerif-Regular.fount")),
    },
    Text {
        weight: Weight::Regular,
        slant: Slant::Italic,
        file: include_bytes!("../../assets/fonts/LibertinusSerif-Italic.ttf"),
        fount: Some(include_bytes!("../../assets/fonts/LibertinusSerif-Italic.fount")),
    },
    Text {
        weight: Weight::Bold,
        slant: Slant::Upright,
        file: include_bytes!("../../assets/fonts/LibertinusSerif-Bold.ttf"),
        fount: None,
    },
    Text {
        weight: Weight::Bold,
        slant: Slant::Italic,
        file: include_bytes!("../../assets/fonts/LibertinusSerif-BoldItalic.ttf"),
        fount: None,
    },
];

/// The Chinese faces: GB 2312 and what names need beyond it. The sans is of medium weight (500), which is that
/// of a 黑体; it stands for both weights.
const CHINESE: [(&str, Weight, &[u8]); 3] = [
    ("Noto Serif SC", Weight::Regular, include_bytes!("../../assets/fonts/NotoSerifSC-Regular.ttf")),
    ("Noto Serif SC", Weight::Bold, include_bytes!("../../assets/fonts/NotoSerifSC-Bold.ttf")),
    ("Noto Sans SC", Weight::Regular, include_bytes!("../../assets/fonts/NotoSansSC-Medium.ttf")),
];

/// What every Chinese face covers.
const COVER: &[u8] = include_bytes!("../../assets/fonts/NotoSC.cover");

/// The family of the face of signs: ticks, boxes, arrows and what else manuscripts set before items. It is asked last, after
/// the user's own faces too.
pub(super) const SIGNS: &str = "Masthead Symbols";

/// The face of signs, deflated.
const SIGNS_FILE: &[u8] = include_bytes!("../../assets/fonts/Symbols.ttf.z");

/// What the face of signs covers.
const SIGNS_COVER: &[u8] = include_bytes!("../../assets/fonts/Symbols.cover");

impl FontBook {
    /// The faces that come with the program.
    #[must_use]
    pub fn embedded() -> FontBook {
        let latin = LIBERTINUS.into_iter().map(|Text { weight, slant, file, fount }| {
            FontFace::embedded("Libertinus Serif", weight, slant, FontFile::with_fount(file, fount))
        });
        let chinese = CHINESE.into_iter().map(|(family, weight, file)| {
            FontFace::embedded(family, weight, Slant::Upright, FontFile::covering(file, COVER))
        });
        let signs = FontFile::packed(SIGNS_FILE, SIGNS_COVER);
        let signs = FontFace::embedded(SIGNS, Weight::Regular, Slant::Upright, signs);
        FontBook { faces: latin.chain(chinese).chain([signs]).collect() }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;
    use skrifa::MetadataProvider;

    #[test]
    fn the_chinese_faces_open_and_cover_the_language() {
        let book = FontBook::embedded();
        for (family, weight, _) in CHINESE {
            let face = book.face(book.nearest(family, weight, Slant::Upright).unwrap()).unwrap();
            assert_eq!((face.family.as_str(), face.weight), (family, super::super::face::class(weight)));
            assert!("中华人民共和国镕、。“”（）《》…—〇".chars().all(|character| face.covers(character)));
        }
    }

    #[test]
    fn what_a_face_covers_is_known_before_it_is_opened() {
        let book = FontBook::embedded();
        let covering: Vec<&FontFace> =
            book.faces().map(|(_, face)| face).filter(|face| face.data.cover().is_some()).collect();
        assert_eq!(covering.len(), CHINESE.len() + 1);
        for face in covering {
            let was_open = face.data.is_open();
            let known: Vec<u32> =
                (0..=0x10FFFF).filter_map(char::from_u32).filter(|&c| face.covers(c)).map(u32::from).collect();
            assert_eq!(face.data.is_open(), was_open, "{}", face.family);
            let mut found: Vec<u32> =
                face.tables().unwrap().charmap().mappings().map(|(character, _)| character).collect();
            found.sort_unstable();
            assert_eq!(known, found, "{}", face.family);
            assert!(face.data.is_open());
        }
    }
}
