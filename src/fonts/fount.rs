//! Founts: the letters that running text of a face is set from, cut out of its file and packed beforehand, so that issue after issue
//! holds the same ones.

use super::FontFace;

/// The letters of a face as a font file of their own.
#[derive(Clone, Copy, Debug)]
pub struct Fount<'a> {
    /// The glyphs by their numbers in the face, in the order in which the fount has them after the face's sign for missing ones:
    /// two bytes each, the high one first, from the lowest up.
    glyphs: &'a [u8],
    /// The box that holds them all: left, bottom, right, top, units of the face.
    pub bounds: [i16; 4],
    /// The length of its file, bytes.
    pub length: usize,
    /// Its file as a zlib stream.
    pub packed: &'a [u8],
}

/// Bytes of a number.
const NUMBER: usize = 2;

impl<'a> Fount<'a> {
    /// A fount as it lies in the program: how many glyphs, which, their box, the length of the file (four bytes), the file.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Fount<'a>> {
        let (count, rest) = bytes.split_first_chunk::<NUMBER>()?;
        let (glyphs, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*count)) * NUMBER)?;
        let (corners, rest) = rest.split_at_checked(4 * NUMBER)?;
        let (length, packed) = rest.split_first_chunk()?;
        let mut bounds = [0; 4];
        for (corner, bytes) in bounds.iter_mut().zip(corners.as_chunks().0) {
            *corner = i16::from_be_bytes(*bytes);
        }
        Some(Fount { glyphs, bounds, length: usize::try_from(u32::from_be_bytes(*length)).ok()?, packed })
    }

    /// How many letters it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.glyphs.len() / NUMBER
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.glyphs.is_empty()
    }

    /// The letters, by their numbers in the face.
    pub fn glyphs(&self) -> impl Iterator<Item = u16> {
        self.glyphs.as_chunks().0.iter().map(|bytes| u16::from_be_bytes(*bytes))
    }

    /// The number that a glyph of the face has in the fount.
    #[must_use]
    pub fn number(&self, glyph: u16) -> Option<u16> {
        let (glyphs, _) = self.glyphs.as_chunks::<NUMBER>();
        let at = glyphs.binary_search_by_key(&glyph, |bytes| u16::from_be_bytes(*bytes)).ok()?;
        u16::try_from(at + 1).ok()
    }
}

impl FontFace {
    /// The fount of the face, if the program has one.
    #[must_use]
    pub fn fount(&self) -> Option<Fount<'_>> {
        self.data.fount.and_then(Fount::open)
    }
}
