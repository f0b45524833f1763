//! What krilla leaves out of a file for the press: the intent, the names of the standard, the state of trapping, the hashed ID.

use super::super::errors;
use super::super::separate::Separation;
use super::{intent, recolour};
use crate::diagnostics::{Diagnostic, code};
use crate::frame::Metadata;
use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat};
use sha2::{Digest, Sha256};

/// What a PDF/X-4 file calls itself.
pub(super) const VERSION: &str = "PDF/X-4";

/// The file with everything that the standard wants said.
pub(super) fn stamp(bytes: &[u8], metadata: &Metadata) -> Result<Vec<u8>, Diagnostic> {
    let mut document = Document::load_mem(bytes).map_err(|why| broken(&why))?;
    recolour::recolour(&mut document, &mut Separation::default()).map_err(|why| unmixed(&why))?;
    say(&mut document, bytes, metadata).map_err(|why| broken(&why))?;
    let mut stamped = Vec::with_capacity(bytes.len() + 128 * 1024);
    document.save_to(&mut stamped).map_err(|why| errors::fault(&format!("the press file cannot be written: {why}")))?;
    Ok(stamped)
}

fn broken(why: &lopdf::Error) -> Diagnostic {
    errors::fault(&format!("the press file cannot be read back: {why}"))
}

fn unmixed(why: &str) -> Diagnostic {
    let message = format!("a drawing cannot be mixed of the press's inks: {why}");
    Diagnostic::new(code::PRESS_REFUSED, message).hint("save the drawing as PNG with 600 dots an inch")
}

fn say(document: &mut Document, bytes: &[u8], metadata: &Metadata) -> lopdf::Result<()> {
    let intent = intent::add(document);
    let catalog = document.catalog_mut()?;
    catalog.set("OutputIntents", Object::Array(vec![intent]));
    // Structure is not for the press, so that there is nothing to say of it either.
    catalog.remove(b"MarkInfo");
    let packet = catalog.get(b"Metadata")?.as_reference()?;
    extend_packet(document, packet, metadata)?;
    let info = info(document)?;
    info.set("Trapped", Object::Name(b"False".to_vec()));
    info.set("GTS_PDFXVersion", Object::string_literal(VERSION));
    identify(document, bytes);
    Ok(())
}

/// The Info dictionary; krilla writes one wherever there is a program to name.
fn info(document: &mut Document) -> lopdf::Result<&mut Dictionary> {
    let id: ObjectId = document.trailer.get(b"Info")?.as_reference()?;
    document.get_dictionary_mut(id)
}

/// The identifier is a digest of all that the file holds (ISO 32000-1, 14.4): the same pages get the same one.
fn identify(document: &mut Document, bytes: &[u8]) {
    let digest = Sha256::new().chain_update(VERSION).chain_update(bytes).finalize();
    let id = Object::String(digest.iter().take(16).copied().collect(), StringFormat::Hexadecimal);
    document.trailer.set("ID", Object::Array(vec![id.clone(), id]));
}

/// Adds to the XMP packet what ISO 15930-7 wants beyond what krilla writes.
fn extend_packet(document: &mut Document, packet: ObjectId, metadata: &Metadata) -> lopdf::Result<()> {
    let stream = document.get_object_mut(packet)?.as_stream_mut()?;
    let text = String::from_utf8_lossy(&stream.get_plain_content()?).into_owned();
    // krilla calls every file a proof; this one is the work itself.
    let text = text.replacen(">proof</xmpMM:RenditionClass>", ">default</xmpMM:RenditionClass>", 1);
    let said = text.replacen("</rdf:RDF>", &format!("{}</rdf:RDF>", description(metadata)), 1);
    stream.set_plain_content(said.into_bytes());
    Ok(())
}

fn description(metadata: &Metadata) -> String {
    let (year, month, day) = metadata.date.unwrap_or(super::metadata::NO_DATE);
    let date = format!("{year:04}-{month:02}-{day:02}T00:00:00Z");
    format!(
        "<rdf:Description rdf:about=\"\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" \
         xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" \
         xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\"><pdf:Trapped>False</pdf:Trapped>\
         <pdfxid:GTS_PDFXVersion>{VERSION}</pdfxid:GTS_PDFXVersion><xmp:MetadataDate>{date}</xmp:MetadataDate>\
         <xmpMM:VersionID>1</xmpMM:VersionID></rdf:Description>"
    )
}
