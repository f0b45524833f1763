//! Whether a PDF opens and says of itself what was asked of it.

use crate::write::PdfProfile;
use crate::xml::XmlReader;
use lopdf::{Dictionary, Document, Object};

/// Opens a PDF and looks for its pages, its metadata, its structure and the standards that it claims.
pub(super) fn check(bytes: &[u8], profile: Option<PdfProfile>) -> Result<(), String> {
    let file = Document::load_mem(bytes).map_err(|error| format!("does not open: {error}"))?;
    if file.get_pages().is_empty() {
        return Err("has no page".into());
    }
    let catalog = file.catalog().map_err(|error| format!("has no catalogue: {error}"))?;
    let xmp = metadata(&file, catalog).ok_or("has no metadata (XMP)")?;
    XmlReader::new(&xmp, &[]).root().map_err(|error| format!("has metadata that is not well-formed: {error}"))?;
    if let Some(claim) = claims(profile).into_iter().find(|(name, value)| !says(&xmp, name, value)) {
        return Err(format!("does not claim to be {} in its metadata ({} {})", named(claim.0), claim.0, claim.1));
    }
    let is_tagged = catalog.has(b"StructTreeRoot") && catalog.has(b"MarkInfo");
    is_tagged.then_some(()).ok_or_else(|| "has no structure".into())
}

/// The words on the pages of a PDF, as its fonts say them. None where they cannot be had.
pub(super) fn words(bytes: &[u8]) -> Option<String> {
    let file = Document::load_mem(bytes).ok()?;
    let pages: Vec<u32> = file.get_pages().into_keys().collect();
    file.extract_text(&pages).ok()
}

fn metadata(file: &Document, catalog: &Dictionary) -> Option<String> {
    let stream = catalog.get(b"Metadata").and_then(Object::as_reference).and_then(|id| file.get_object(id)).ok()?;
    let stream = stream.as_stream().ok()?;
    let bytes = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
    String::from_utf8(bytes).ok()
}

/// The properties that the standards want (ISO 19005-2 and -3, 6.6.4; ISO 14289-1, 5).
fn claims(profile: Option<PdfProfile>) -> Vec<(&'static str, &'static str)> {
    match profile {
        Some(PdfProfile::Archival { with_source, accessible }) => {
            let part = if with_source { "3" } else { "2" };
            let mut claims = vec![("pdfaid:part", part), ("pdfaid:conformance", "A")];
            claims.extend(accessible.then_some(("pdfuaid:part", "1")));
            claims
        }
        Some(PdfProfile::Accessible) => vec![("pdfuaid:part", "1")],
        Some(PdfProfile::Press(_)) | None => Vec::new(),
    }
}

/// Whether XMP gives a property a value, as an element or as an attribute.
fn says(xmp: &str, name: &str, value: &str) -> bool {
    xmp.contains(&format!("<{name}>{value}</{name}>")) || xmp.contains(&format!("{name}=\"{value}\""))
}

fn named(property: &str) -> &'static str {
    if property.starts_with("pdfaid") { "PDF/A" } else { "PDF/UA" }
}
