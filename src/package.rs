//! The container of an office document: parts in a zip file, tied together by relations (ECMA-376 part 2, OPC).
//!
//! The same parts give the same bytes: entries stand in the order in which they were added, and every time is the
//! epoch of the zip format, 1980-01-01.

mod open;

pub use open::{OpenPackage, Tie, Ties};

use crate::deflate::{Deflater, Effort};
use crate::xml::XmlWriter;
use crate::zipped::{Names, TooLarge, ZipFile};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

const CONTENT_TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const RELATIONS_TYPE: &str = "application/vnd.openxmlformats-package.relationships+xml";

/// From so many bytes on, a part is worth the tables with which less is left of it.
const LONG: usize = 64 << 10;

/// Why a package could not be written or read.
#[derive(Debug)]
pub struct PackageError(String);

impl fmt::Display for PackageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for PackageError {}

impl From<zip::result::ZipError> for PackageError {
    fn from(error: zip::result::ZipError) -> PackageError {
        use zip::result::ZipError;
        match error {
            // What a file that is no zip lacks is said in the words of the format.
            ZipError::InvalidArchive(_) => {
                PackageError("it is no zip file, as every .docx is one, or only a part of it".into())
            }
            other => PackageError(other.to_string()),
        }
    }
}

impl From<TooLarge> for PackageError {
    fn from(error: TooLarge) -> PackageError {
        PackageError(error.to_string())
    }
}

/// A tie from a part, or from the package itself, to another part or to an address outside.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Relation {
    kind: &'static str,
    target: String,
    external: bool,
}

/// The relations of one part. Each is known in the part by its id, `rId1` and so on.
///
/// They are kept with the places at which they were first asked for, so that a hundred thousand links cost no search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Relations(BTreeMap<Relation, usize>);

impl Relations {
    /// A tie to another part of the package, by a path relative to the part that holds the tie; gives its id.
    pub fn internal(&mut self, kind: &'static str, target: impl Into<String>) -> String {
        self.tie(Relation { kind, target: target.into(), external: false })
    }

    /// A tie to an address outside the package; gives its id. The address is made a valid URI.
    pub fn external(&mut self, kind: &'static str, target: &str) -> String {
        self.tie(Relation { kind, target: escape_uri(target), external: true })
    }

    fn tie(&mut self, relation: Relation) -> String {
        let next = self.0.len() + 1;
        format!("rId{}", self.0.entry(relation).or_insert(next))
    }

    fn to_xml(&self) -> String {
        let mut xml = XmlWriter::new();
        xml.start("Relationships").attribute("xmlns", RELATIONSHIPS);
        let mut in_order: Vec<(&Relation, &usize)> = self.0.iter().collect();
        in_order.sort_by_key(|(_, place)| **place);
        for (relation, place) in in_order {
            xml.start("Relationship").attribute("Id", format!("rId{place}"));
            xml.attribute("Type", relation.kind).attribute("Target", &relation.target);
            if relation.external {
                xml.attribute("TargetMode", "External");
            }
            xml.end();
        }
        xml.finish()
    }
}

/// Percent-encodes what RFC 3986 does not allow in a URI; escapes that are there already stay.
#[must_use]
pub fn escape_uri(address: &str) -> String {
    let mut uri = String::with_capacity(address.len());
    for byte in address.bytes() {
        match byte {
            b'!' | b'#'..=b';' | b'=' | b'?'..=b'[' | b']' | b'_' | b'a'..=b'z' | b'~' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

/// The path of a file from another as a relative reference (RFC 3986, 4.2): no letter of a name is taken for a mark, a scheme's colon
/// least of all.
#[must_use]
pub fn escape_path(path: &str) -> String {
    let mut address = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => address.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => address.push(char::from(byte)),
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}

/// A zip file being written: the same entries in the same order give the same bytes. Its names are ASCII.
pub struct Container {
    file: ZipFile,
    deflater: Deflater,
}

impl Default for Container {
    fn default() -> Container {
        Container::with_room(0)
    }
}

impl Container {
    fn with_room(bytes: usize) -> Container {
        Container { file: ZipFile::new(Names::Ascii, bytes), deflater: Deflater::new(Effort::Quick) }
    }

    /// Adds an entry, as it is where that is asked for, else deflated.
    pub fn add(&mut self, name: &str, bytes: &[u8], as_it_is: bool) -> Result<(), PackageError> {
        if as_it_is {
            return Ok(self.file.add(name.into(), bytes, None)?);
        }
        let deflated = self.deflate(bytes).ok_or_else(|| PackageError(format!("`{name}` cannot be deflated")))?;
        Ok(self.file.add(name.into(), bytes, Some(&deflated))?)
    }

    fn deflate(&mut self, bytes: &[u8]) -> Option<Arc<[u8]>> {
        if bytes.len() < LONG {
            return self.deflater.common(bytes);
        }
        Deflater::new(Effort::Thorough).bare(bytes).map(Arc::from)
    }

    /// The bytes of the file.
    pub fn finish(self) -> Result<Vec<u8>, PackageError> {
        Ok(self.file.finish()?)
    }
}

/// One part of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its path in the package, without a leading slash: `word/document.xml`.
    pub name: String,
    /// Its media type.
    pub content_type: &'static str,
    /// What it holds. Pictures are shared with those who read them, so that they are in memory once.
    pub bytes: Arc<Vec<u8>>,
    /// Its ties to other parts.
    pub relations: Relations,
}

impl Part {
    /// A part without relations.
    pub fn new(name: impl Into<String>, content_type: &'static str, bytes: impl Into<Vec<u8>>) -> Part {
        Part::shared(name, content_type, Arc::new(bytes.into()))
    }

    /// A part without relations, of bytes that somebody else holds too.
    pub fn shared(name: impl Into<String>, content_type: &'static str, bytes: Arc<Vec<u8>>) -> Part {
        Part { name: name.into(), content_type, bytes, relations: Relations::default() }
    }

    /// The same part with relations.
    #[must_use]
    pub fn with(mut self, relations: Relations) -> Part {
        self.relations = relations;
        self
    }

    fn extension(&self) -> &str {
        self.name.rsplit_once('.').map_or("", |(_, extension)| extension)
    }

    /// Whether the content is compressed as it is, so that deflating it again would only cost time.
    fn is_dense(&self) -> bool {
        self.content_type.starts_with("image/") && !self.content_type.ends_with("+xml")
    }

    /// `word/_rels/document.xml.rels` for `word/document.xml` (clause 9.3.4).
    fn relations_name(&self) -> String {
        match self.name.rsplit_once('/') {
            Some((folder, file)) => format!("{folder}/_rels/{file}.rels"),
            None => format!("_rels/{}.rels", self.name),
        }
    }
}

/// A package to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Package {
    /// The ties of the package itself.
    pub relations: Relations,
    /// The parts, in the order in which they are written.
    pub parts: Vec<Part>,
}

impl Package {
    /// The package as a zip file: content types first, as some readers expect, then relations and parts.
    ///
    /// Each part is let go once it is packed: the XML of a long manuscript is larger than all else.
    pub fn write(self) -> Result<Vec<u8>, PackageError> {
        // Pictures keep their size, and what else a file has a little; XML is packed to less than a quarter.
        let packed = |part: &Part| part.bytes.len() / if part.is_dense() { 1 } else { 4 } + 512;
        let size = self.parts.iter().map(packed).sum::<usize>();
        let mut file = Container::with_room(size + 4096);
        file.add("[Content_Types].xml", self.content_types().as_bytes(), false)?;
        file.add("_rels/.rels", self.relations.to_xml().as_bytes(), false)?;
        for part in self.parts {
            file.add(&part.name, &part.bytes, part.is_dense())?;
            if !part.relations.0.is_empty() {
                file.add(&part.relations_name(), part.relations.to_xml().as_bytes(), false)?;
            }
        }
        file.finish()
    }

    /// Media types: by extension for pictures, by name for all other parts (clause 7.2.3).
    fn content_types(&self) -> String {
        let pictures: BTreeMap<&str, &str> = self
            .parts
            .iter()
            .filter(|part| part.is_dense())
            .map(|part| (part.extension(), part.content_type))
            .chain([("rels", RELATIONS_TYPE), ("xml", "application/xml")])
            .collect();
        let mut xml = XmlWriter::new();
        xml.start("Types").attribute("xmlns", CONTENT_TYPES);
        for (extension, content_type) in pictures {
            xml.start("Default").attribute("Extension", extension).attribute("ContentType", content_type).end();
        }
        for part in self.parts.iter().filter(|part| !part.is_dense()) {
            xml.start("Override").attribute("PartName", format!("/{}", part.name));
            xml.attribute("ContentType", part.content_type).end();
        }
        xml.finish()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]
mod tests {
    use super::*;
    use std::io::{Cursor, Read};
    use zip::{CompressionMethod, ZipArchive};

    fn sample() -> Package {
        let mut relations = Relations::default();
        relations.internal("urn:main", "word/document.xml");
        let mut links = Relations::default();
        links.external("urn:link", "https://example.org/a b");
        Package {
            relations,
            parts: vec![
                Part::new("word/document.xml", "application/x+xml", "<d/>".repeat(99)).with(links),
                Part::new("word/media/image1.png", "image/png", "not really"),
            ],
        }
    }

    fn entry(bytes: &[u8], name: &str) -> String {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn entries_stand_in_order_with_a_fixed_time() {
        let bytes = sample().write().unwrap();
        let mut archive = ZipArchive::new(Cursor::new(&bytes)).unwrap();
        let names: Vec<String> =
            (0..archive.len()).map(|i| archive.by_index(i).unwrap().name().unwrap().to_string()).collect();
        let expected = [
            "[Content_Types].xml",
            "_rels/.rels",
            "word/document.xml",
            "word/_rels/document.xml.rels",
            "word/media/image1.png",
        ];
        assert_eq!(names, expected);
        assert!((0..names.len()).all(|i| archive.by_index(i).unwrap().last_modified().unwrap().year() == 1980));
        assert_eq!(bytes, sample().write().unwrap());
    }

    #[test]
    fn pictures_are_stored_and_text_is_deflated() {
        let bytes = sample().write().unwrap();
        let mut archive = ZipArchive::new(Cursor::new(&bytes)).unwrap();
        assert_eq!(archive.by_name("word/media/image1.png").unwrap().compression(), CompressionMethod::Stored);
        let text = archive.by_name("word/document.xml").unwrap();
        assert_eq!(text.compression(), CompressionMethod::Deflated);
        assert!(text.compressed_size() < text.size());
    }

    #[test]
    fn types_and_relations_are_declared() {
        let bytes = sample().write().unwrap();
        let types = entry(&bytes, "[Content_Types].xml");
        assert!(types.contains("<Default Extension=\"png\" ContentType=\"image/png\"/>"), "{types}");
        assert!(
            types.contains("<Override PartName=\"/word/document.xml\" ContentType=\"application/x+xml\"/>"),
            "{types}"
        );
        let links = entry(&bytes, "word/_rels/document.xml.rels");
        assert!(links.contains("Target=\"https://example.org/a%20b\" TargetMode=\"External\""), "{links}");
    }

    #[test]
    fn the_same_tie_has_one_id() {
        let mut relations = Relations::default();
        let first = relations.external("urn:link", "https://example.org");
        let other = relations.internal("urn:link", "https://example.org");
        assert_eq!([first.as_str(), other.as_str()], ["rId1", "rId2"]);
        assert_eq!(relations.external("urn:link", "https://example.org"), first);
    }

    #[test]
    fn ties_are_written_in_the_order_in_which_they_were_asked_for() {
        let mut relations = Relations::default();
        let ids: Vec<String> = (0..11).rev().map(|n| relations.internal("urn:link", format!("{n}.xml"))).collect();
        assert_eq!((ids[0].as_str(), ids[10].as_str()), ("rId1", "rId11"));
        let xml = relations.to_xml();
        let places: Vec<usize> = ids.iter().filter_map(|id| xml.find(&format!("Id=\"{id}\""))).collect();
        assert!(places.len() == 11 && places.is_sorted(), "{xml}");
        assert!(xml.contains("Id=\"rId11\" Type=\"urn:link\" Target=\"0.xml\""), "{xml}");
    }

    #[test]
    fn names_of_files_lead_to_files_alone() {
        assert_eq!(escape_path("../2024/javascript:a(1)#b?c%d.md"), "../2024/javascript%3Aa%281%29%23b%3Fc%25d.md");
    }

    #[test]
    fn addresses_become_valid_uris() {
        assert_eq!(escape_uri("https://x.org/简?a=%20&b=\"c\"#d"), "https://x.org/%E7%AE%80?a=%20&b=%22c%22#d");
    }
}
