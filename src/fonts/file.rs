//! The bytes of a font file, unpacked only when they are wanted.

use flate2::read::ZlibDecoder;
use std::borrow::Cow;
use std::fmt;
use std::io::Read;
use std::sync::OnceLock;

/// A font file: in the program as it is, in the program deflated, or read from the user's disk.
pub struct FontFile(Bytes);

enum Bytes {
    Plain(Cow<'static, [u8]>),
    Packed { packed: &'static [u8], opened: OnceLock<Vec<u8>> },
}

impl FontFile {
    /// A file whose bytes are at hand.
    #[must_use]
    pub fn plain(bytes: impl Into<Cow<'static, [u8]>>) -> FontFile {
        FontFile(Bytes::Plain(bytes.into()))
    }

    /// A file in the program that is deflated with a zlib header; it is unpacked once, when its bytes are first wanted.
    #[must_use]
    pub fn packed(packed: &'static [u8]) -> FontFile {
        FontFile(Bytes::Packed { packed, opened: OnceLock::new() })
    }
}

impl AsRef<[u8]> for FontFile {
    fn as_ref(&self) -> &[u8] {
        match &self.0 {
            Bytes::Plain(bytes) => bytes,
            Bytes::Packed { packed, opened } => opened.get_or_init(|| unpack(packed)),
        }
    }
}

/// Bytes that cannot be unpacked make a font without faces, which is refused where it is used; a test sees to it that
/// none such is in the program.
fn unpack(packed: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(packed.len() * 2);
    match ZlibDecoder::new(packed).read_to_end(&mut bytes) {
        Ok(_) => bytes,
        Err(_) => Vec::new(),
    }
}

impl fmt::Debug for FontFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match &self.0 {
            Bytes::Plain(_) => "plain",
            Bytes::Packed { .. } => "packed",
        })
    }
}
