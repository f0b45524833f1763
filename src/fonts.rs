//! The faces that an issue may be set in: embedded ones, and those of folders that the user names.

use crate::style::{Slant, Weight};
use std::borrow::Cow;
use std::sync::Arc;

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
    pub data: Arc<Cow<'static, [u8]>>,
    /// Index of the face in a collection; 0 in other files.
    pub index: u32,
}

/// The faces at hand.
#[derive(Clone, Debug, Default)]
pub struct FontBook {
    faces: Vec<FontFace>,
}

impl FontBook {
    /// The faces that come with the program.
    #[must_use]
    pub fn embedded() -> FontBook {
        let libertinus = |weight, slant, bytes: &'static [u8]| FontFace {
            family: "Libertinus Serif".into(),
            weight,
            slant,
            data: Arc::new(Cow::Borrowed(bytes)),
            index: 0,
        };
        FontBook {
            faces: vec![
                libertinus(
                    Weight::Regular,
                    Slant::Upright,
                    include_bytes!("../assets/fonts/LibertinusSerif-Regular.otf"),
                ),
                libertinus(
                    Weight::Regular,
                    Slant::Italic,
                    include_bytes!("../assets/fonts/LibertinusSerif-Italic.otf"),
                ),
                libertinus(Weight::Bold, Slant::Upright, include_bytes!("../assets/fonts/LibertinusSerif-Bold.otf")),
                libertinus(
                    Weight::Bold,
                    Slant::Italic,
                    include_bytes!("../assets/fonts/LibertinusSerif-BoldItalic.otf"),
                ),
            ],
        }
    }

    /// A face by its id.
    #[must_use]
    pub fn face(&self, id: FaceId) -> Option<&FontFace> {
        self.faces.get(usize::from(id.0))
    }
}
