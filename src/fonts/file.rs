//! The bytes of a font file, unpacked only when they are wanted.

use crate::deflate::inflate;
use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

/// A font file: in the program as it is, in the program deflated, or read from the user's disk.
pub struct FontFile {
    bytes: Bytes,
    /// The characters that it shows, where that is known without opening it.
    cover: Option<Cover>,
    /// Its fount, as it lies in the program.
    pub(super) fount: Option<&'static [u8]>,
}

enum Bytes {
    Plain(Cow<'static, [u8]>),
    Packed { packed: &'static [u8], opened: OnceLock<Vec<u8>> },
}

/// The characters of a font that is not opened: a bit for each one of the Basic Multilingual Plane, lowest bit first.
#[derive(Clone, Copy)]
pub(super) struct Cover(&'static [u8]);

impl Cover {
    /// Whether a character is among them.
    pub(super) fn has(self, character: char) -> bool {
        let code = character as usize;
        self.0.get(code / 8).is_some_and(|bits| bits >> (code % 8) & 1 == 1)
    }
}

impl FontFile {
    /// A file whose bytes are at hand.
    #[must_use]
    pub fn plain(bytes: impl Into<Cow<'static, [u8]>>) -> FontFile {
        FontFile { bytes: Bytes::Plain(bytes.into()), cover: None, fount: None }
    }

    /// A file in the program, together with its fount if there is one.
    pub(super) fn with_fount(bytes: &'static [u8], fount: Option<&'static [u8]>) -> FontFile {
        FontFile { fount, ..FontFile::plain(bytes) }
    }

    /// A file in the program. `cover` has a bit for each character of the Basic Multilingual Plane that the font shows, lowest bit
    /// first.
    pub(super) fn covering(bytes: &'static [u8], cover: &'static [u8]) -> FontFile {
        FontFile { cover: Some(Cover(cover)), ..FontFile::plain(bytes) }
    }

    /// A file in the program that is deflated with a zlib header; it is unpacked once, when its bytes are first wanted.
    /// `cover` has a bit for each character of the Basic Multilingual Plane that the font shows, lowest bit first.
    #[must_use]
    pub fn packed(packed: &'static [u8], cover: &'static [u8]) -> FontFile {
        let bytes = Bytes::Packed { packed, opened: OnceLock::new() };
        FontFile { bytes, cover: Some(Cover(cover)), fount: None }
    }

    /// Whether the bytes are at hand, unpacked if they were packed.
    #[must_use]
    pub fn is_open(&self) -> bool {
        match &self.bytes {
            Bytes::Plain(_) => true,
            Bytes::Packed { opened, .. } => opened.get().is_some(),
        }
    }

    /// The characters of a font that the program knows, so that it need not be opened for characters that it does not have.
    pub(super) fn cover(&self) -> Option<Cover> {
        self.cover
    }
}

impl AsRef<[u8]> for FontFile {
    fn as_ref(&self) -> &[u8] {
        match &self.bytes {
            Bytes::Plain(bytes) => bytes,
            // What cannot be unpacked makes a font without faces, which is refused where it is used; a test sees to it that none such
            // is in the program.
            Bytes::Packed { packed, opened, .. } => opened.get_or_init(|| inflate(packed).unwrap_or_default()),
        }
    }
}

impl fmt::Debug for FontFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match &self.bytes {
            Bytes::Plain(_) => "plain",
            Bytes::Packed { .. } => "packed",
        })
    }
}
