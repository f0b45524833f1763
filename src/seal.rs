//! Seals: what a file has by which masthead knows it for its own, as it was made. Whoever changes anything in the file breaks it.
//!
//! A seal is the SHA-256 of all else in the file, where the format has room that means nothing: a comment, a processing instruction,
//! an extra field of a zip file. Plain text and Markdown have no such room. A file with others beside it vouches for them by
//! their sums.

mod text;
mod zip;

use sha2::{Digest, Sha256};

/// A SHA-256.
pub type Sum = [u8; 32];

/// Where a format has its seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// In the list at the end of a zip file.
    Zip,
    /// In a comment before the end of a PDF.
    Pdf,
    /// In a processing instruction after the root of an XML file.
    Xml,
    /// In a comment after the root of a page.
    Html,
    /// As the last member of a JSON object.
    Json,
}

/// What stands before everything that is summed, so that no sum made for another end passes.
const OWN: &[u8] = b"masthead-seal 1\n";

/// The sum of the bytes of a file that another one vouches for.
#[must_use]
pub fn sum(bytes: &[u8]) -> Sum {
    Sha256::digest(bytes).into()
}

/// Seals a file that bears no seal yet, and has it vouch for those beside it. Gives whether that could be; where it could not, since
/// the file has another form or, of a zip file, since it vouches for none, nothing of it changes.
pub fn put(form: Form, bytes: &mut Vec<u8>, beside: &[Sum]) -> bool {
    match form {
        Form::Zip => beside.is_empty() && zip::put(bytes),
        _ => text::put(form, bytes, beside),
    }
}

/// The sums of the files for which a whole file of `size` bytes vouches; nothing where its seal is broken or absent. `piece` reads
/// as many bytes from a place on as are wanted and there. Of a zip file the list at its end is read alone: it has a sum of
/// each entry.
pub fn read(size: u64, piece: impl Fn(u64, u64) -> Option<Vec<u8>>) -> Option<Vec<Sum>> {
    match piece(0, 4)?.as_slice() {
        b"PK\x03\x04" => zip::holds(size, &piece).then(Vec::new),
        b"%PDF" => text::read(Form::Pdf, piece(0, size)?),
        [b'{', ..] => text::read(Form::Json, piece(0, size)?),
        b"<!DO" => text::read(Form::Html, piece(0, size)?),
        [b'<', ..] => text::read(Form::Xml, piece(0, size)?),
        _ => None,
    }
}

/// The sum of parts in a row.
fn sum_of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Sum {
    let mut hasher = Sha256::new();
    hasher.update(OWN);
    parts.into_iter().for_each(|part| hasher.update(part));
    hasher.finalize().into()
}
