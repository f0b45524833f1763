//! Reading a package that somebody else wrote. Nothing in it is believed: sizes, numbers of parts and targets of
//! relations are bounded, so that a small file can never ask for all memory.

use super::PackageError;
use crate::xml::{Element, Space, XmlReader};
use encoding_rs::Encoding;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// So many entries a package may have; a long manuscript with a thousand pictures has fewer.
const MOST_PARTS: usize = 20_000;

/// So large any part may be once it is expanded, in bytes.
const LARGEST_PART: u64 = 256 << 20;

/// A part may expand to so many bytes whatever its size in the file, and beyond that to so many times that size:
/// the XML of word processors shrinks to a tenth or a fortieth, and a bomb to a thousandth.
const ROOM: u64 = 8 << 20;
const EXPANSION: u64 = 250;

/// All parts that are read may expand to so many bytes together.
const LARGEST_WHOLE: u64 = 768 << 20;

const SPACES: &[Space] = &[];

/// A tie from a part to another one or to an address outside, as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// The last segment of its type: `image` of `http://…/relationships/image`.
    pub kind: String,
    /// The name of a part of the package, or an address outside it.
    pub target: String,
    /// Whether the target is an address outside.
    pub external: bool,
}

/// The ties of one part by their ids.
pub type Ties = BTreeMap<String, Tie>;

/// A package that is read, part by part.
pub struct OpenPackage<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Entries by their names in lower case: part names are the same whatever their case (OPC, clause 6.2.2.3).
    places: BTreeMap<String, usize>,
    left: u64,
}

impl<'a> OpenPackage<'a> {
    /// Opens a package and lists its parts.
    pub fn open(bytes: &'a [u8]) -> Result<OpenPackage<'a>, PackageError> {
        let archive = ZipArchive::new(Cursor::new(bytes))?;
        if archive.len() > MOST_PARTS {
            return Err(PackageError(format!("it has {} parts, and {MOST_PARTS} are the most", archive.len())));
        }
        let names = (0..archive.len()).filter_map(|at| Some((archive.name_for_index(at)?.ok()?.to_lowercase(), at)));
        // The first of two entries of one name holds, as it does for word processors.
        let places = names.rev().map(|(name, at)| (name.trim_start_matches('/').replace('\\', "/"), at)).collect();
        Ok(OpenPackage { archive, places, left: LARGEST_WHOLE })
    }

    /// The names of all parts, in lower case and sorted.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.places.keys().cloned().collect()
    }

    /// Whether there is a part of the name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.places.contains_key(&name.to_lowercase())
    }

    /// The bytes of a part. None where there is none of the name.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, PackageError> {
        let Some(&place) = self.places.get(&name.to_lowercase()) else { return Ok(None) };
        let about = |message: &str| PackageError(format!("the part `{name}` {message}"));
        let entry = self.archive.by_index(place).map_err(|error| about(&format!("cannot be read: {error}")))?;
        let allowed = (ROOM + EXPANSION * entry.compressed_size()).min(LARGEST_PART).min(self.left);
        let mut bytes = Vec::with_capacity(usize::try_from(entry.size().min(ROOM)).unwrap_or_default());
        let read = entry.take(allowed + 1).read_to_end(&mut bytes);
        let read = read.map_err(|error| about(&format!("cannot be unpacked: {error}")))? as u64;
        if read > allowed {
            return Err(about(&format!("unpacks to more than {} MB, which no manuscript does", allowed >> 20)));
        }
        self.left -= read;
        Ok(Some(bytes))
    }

    /// A part as text: XML in UTF-8 or, as some programs write it, in UTF-16, or in the encoding that it declares.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, PackageError> {
        let Some(bytes) = self.part(name)? else { return Ok(None) };
        let (encoding, mark) = match Encoding::for_bom(&bytes) {
            Some(marked) => marked,
            None => (declared(&bytes, name)?, 0),
        };
        if encoding == encoding_rs::UTF_8 && mark == 0 {
            return match String::from_utf8(bytes) {
                Ok(text) => Ok(Some(text)),
                Err(error) => Ok(Some(String::from_utf8_lossy(error.as_bytes()).into_owned())),
            };
        }
        let (text, _) = encoding.decode_with_bom_removal(&bytes);
        Ok(Some(text.into_owned()))
    }

    /// The ties of a part, or of the package itself for an empty name. A part without any has none.
    pub fn ties(&mut self, part: &str) -> Result<Ties, PackageError> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let slash = if folder.is_empty() { "" } else { "/" };
        let Some(text) = self.text(&format!("{folder}{slash}_rels/{file}.rels"))? else { return Ok(Ties::new()) };
        let root = XmlReader::new(&text, SPACES).root();
        let root = root.map_err(|error| PackageError(format!("the relations of `{part}` cannot be read: {error}")))?;
        let ties = root.iter().flat_map(Element::elements).filter(|element| element.name == "Relationship");
        Ok(ties.filter_map(|element| Some((element.attribute("Id")?.to_string(), tie(element, folder)?))).collect())
    }
}

fn tie(element: &Element<'_>, folder: &str) -> Option<Tie> {
    let kind = element.attribute("Type")?.rsplit('/').next().unwrap_or_default().to_string();
    let target = element.attribute("Target")?;
    let external = element.attribute("TargetMode") == Some("External");
    let target = if external { target.to_string() } else { resolve(folder, target) };
    Some(Tie { kind, target, external })
}

/// The name of the part that a target means, seen from a folder (RFC 3986, clause 5.2.4, without queries). It never
/// leaves the package, since what `..` goes up beyond the root is lost.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.split(['#', '?']).next().unwrap_or_default().replace('\\', "/");
    let mut path: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for segment in target.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(path.pop()),
            _ => path.push(segment),
        }
    }
    path.retain(|segment| !segment.is_empty());
    path.join("/")
}

/// Bytes within which the declaration of a document stands.
const DECLARATION: usize = 256;

/// The encoding of a text without a byte order mark (XML 1.0, appendix F): by its first sign, or by what it declares.
fn declared(bytes: &[u8], name: &str) -> Result<&'static Encoding, PackageError> {
    match bytes {
        [b'<', 0, ..] => return Ok(encoding_rs::UTF_16LE),
        [0, b'<', ..] => return Ok(encoding_rs::UTF_16BE),
        _ => {}
    }
    let opening = String::from_utf8_lossy(bytes.get(..DECLARATION).unwrap_or(bytes));
    let declaration = opening.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    let value = declaration.and_then(|(declaration, _)| declaration.split_once("encoding")).map(|(_, value)| value);
    let value = value.and_then(|value| value.split(['"', '\'']).nth(1));
    let Some(label) = value else { return Ok(encoding_rs::UTF_8) };
    let known = Encoding::for_label(label.as_bytes());
    // Signs of one byte each can be no UTF-16, whatever they say.
    let known = known.map(|known| known.output_encoding());
    known.ok_or_else(|| PackageError(format!("the part `{name}` has the encoding `{label}`, which is not known")))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]
mod tests {
    use super::super::{Package, Part, Relations};
    use super::*;

    fn packed(part: Part) -> Vec<u8> {
        let mut relations = Relations::default();
        relations.internal("urn:x/officeDocument", part.name.clone());
        Package { relations, parts: vec![part] }.write().unwrap()
    }

    #[test]
    fn what_was_written_is_read() {
        let mut links = Relations::default();
        links.external("urn:x/hyperlink", "https://example.org/");
        links.internal("urn:x/image", "media/image1.png");
        let bytes = packed(Part::new("word/document.xml", "application/xml", "<d/>").with(links));
        let mut package = OpenPackage::open(&bytes).unwrap();
        assert_eq!(package.ties("").unwrap()["rId1"].target, "word/document.xml");
        assert_eq!(package.text("Word/Document.xml").unwrap().as_deref(), Some("<d/>"));
        let ties = package.ties("word/document.xml").unwrap();
        assert_eq!((ties["rId1"].external, ties["rId1"].kind.as_str()), (true, "hyperlink"));
        assert_eq!(ties["rId2"].target, "word/media/image1.png");
        assert_eq!(package.part("word/nothing.xml").unwrap(), None);
    }

    #[test]
    fn a_part_that_grows_beyond_measure_is_refused() {
        let bytes = packed(Part::new("word/document.xml", "application/xml", vec![b' '; 40 << 20]));
        assert!(bytes.len() < 100_000);
        let refused = OpenPackage::open(&bytes).unwrap().part("word/document.xml").unwrap_err();
        assert!(refused.to_string().contains("unpacks to more than"), "{refused}");
    }

    #[test]
    fn a_file_that_is_cut_off_is_refused() {
        let whole = packed(Part::new("word/document.xml", "application/xml", "<d/>".repeat(999)));
        for length in [0, 1, 30, whole.len() / 2, whole.len() - 1] {
            let opened = OpenPackage::open(whole.get(..length).unwrap_or_default());
            let read = opened.and_then(|mut package| package.part("word/document.xml"));
            assert!(read.is_err(), "{length}");
        }
    }

    #[test]
    fn targets_never_leave_the_package() {
        let resolved = ["media/a.png", "../a.png", "/b/a.png", "../../../a.png", "./x/../a.png#y"]
            .map(|target| resolve("word", target));
        assert_eq!(resolved, ["word/media/a.png", "a.png", "b/a.png", "a.png", "word/a.png"]);
    }
}
