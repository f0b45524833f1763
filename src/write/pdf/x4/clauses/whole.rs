//! The file as a whole.

use super::super::stamp::VERSION;
use super::file::File;
use lopdf::{Dictionary, Object};

pub(super) fn version(file: &File) -> Option<String> {
    let version = file.document.version.as_str();
    (!["1.4", "1.5", "1.6"].contains(&version)).then(|| format!("its version is {version}"))
}

pub(super) fn encryption(file: &File) -> Option<String> {
    let locked = file.document.trailer.has(b"Encrypt") || file.document.was_encrypted();
    locked.then(|| "it is encrypted".into())
}

pub(super) fn identifier(file: &File) -> Option<String> {
    let parts = file.document.trailer.get(b"ID").and_then(Object::as_array);
    let named = |part: &Object| part.as_str().is_ok_and(|bytes| !bytes.is_empty());
    let sound = parts.is_ok_and(|parts| parts.len() == 2 && parts.iter().all(named));
    (!sound).then(|| "it has no identifier".into())
}

/// A text of Info as far as it is plain; other encodings are compared by their bytes.
fn text(info: &Dictionary, key: &str) -> String {
    let bytes = info.get(key.as_bytes()).and_then(Object::as_str).unwrap_or_default();
    match bytes.strip_prefix(b"\xFE\xFF") {
        Some(wide) => {
            let units: Vec<u16> = wide
                .chunks_exact(2)
                .map(|pair| pair.iter().fold(0, |unit, &byte| unit << 8 | u16::from(byte)))
                .collect();
            String::from_utf16_lossy(&units)
        }
        None => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}

pub(super) fn info(file: &File) -> Option<String> {
    let info = file.info();
    let missing = ["Title", "CreationDate", "ModDate", "Creator", "Producer"];
    let missing: Vec<&str> = missing.into_iter().filter(|key| text(&info, key).trim().is_empty()).collect();
    (!missing.is_empty()).then(|| format!("Info lacks {}", missing.join(", ")))
}

pub(super) fn trapped(file: &File) -> Option<String> {
    let info = file.info();
    let known = file.name(&info, "Trapped").is_some_and(|state| state == b"True" || state == b"False");
    (!known).then(|| "Info does not say whether it is trapped".into())
}

/// The XMP packet, with what it must say.
pub(super) fn metadata(file: &File) -> Option<String> {
    let catalog = file.catalog();
    let packet = file.value(&catalog, "Metadata").and_then(|packet| packet.as_stream().ok());
    let Some(packet) = packet.and_then(|packet| packet.get_plain_content().ok()) else {
        return Some("there are no metadata".into());
    };
    let packet = String::from_utf8_lossy(&packet).into_owned();
    let version = element(&packet, "pdfxid:GTS_PDFXVersion");
    if version != Some(VERSION) {
        return Some(format!("the metadata name the standard as `{}`", version.unwrap_or_default()));
    }
    let wanted = [
        "xmp:CreateDate",
        "xmp:ModifyDate",
        "xmp:MetadataDate",
        "xmpMM:DocumentID",
        "xmpMM:VersionID",
        "xmpMM:RenditionClass",
        "dc:title",
    ];
    if let Some(missing) = wanted.into_iter().find(|name| element(&packet, name).is_none_or(str::is_empty)) {
        return Some(format!("the metadata lack `{missing}`"));
    }
    disagreement(file, &packet).map(|key| format!("Info and the metadata disagree on {key}"))
}

/// What Info and the packet say differently.
fn disagreement(file: &File, packet: &str) -> Option<&'static str> {
    let info = file.info();
    let title = element(packet, "dc:title").and_then(|list| list.rsplit_once("</rdf:li>")).map(|(list, _)| list);
    let title = title.and_then(|list| list.rsplit_once('>')).map_or("", |(_, title)| title);
    let trapped = file.name(&info, "Trapped").map(String::from_utf8_lossy);
    let day = |date: &str| date.chars().filter(char::is_ascii_digit).take(14).collect::<String>();
    let dates = [("CreationDate", "xmp:CreateDate"), ("ModDate", "xmp:ModifyDate")];
    let apart =
        |(old, new): &(&'static str, &str)| day(&text(&info, old)) != day(element(packet, new).unwrap_or_default());
    match () {
        () if text(&info, "Title") != unescaped(title) => Some("the title"),
        () if trapped.as_deref() != element(packet, "pdf:Trapped") => Some("trapping"),
        () => dates.iter().find(|pair| apart(pair)).map(|(key, _)| *key),
    }
}

/// What stands between the first tags of a name.
fn element<'a>(packet: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = packet.split_once(&format!("<{name}>"))?;
    rest.split_once(&format!("</{name}>")).map(|(inside, _)| inside)
}

fn unescaped(text: &str) -> String {
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#39;", "'"), ("&amp;", "&")];
    entities.iter().fold(text.to_string(), |text, (entity, character)| text.replace(entity, character))
}

/// Actions, by the keys under which they stand and by their own types.
pub(super) fn actions(file: &File) -> Option<String> {
    const KEYS: [&str; 5] = ["A", "AA", "OpenAction", "JS", "JavaScript"];
    let dictionaries = file.dictionaries();
    let named = dictionaries.iter().find_map(|found| KEYS.into_iter().find(|key| found.has(key.as_bytes())));
    let typed = || dictionaries.iter().any(|found| file.name(found, "Type").is_some_and(|kind| kind == b"Action"));
    named
        .map(|key| format!("it holds an action under `{key}`"))
        .or_else(|| typed().then(|| "it holds an action".into()))
}

pub(super) fn forms(file: &File) -> Option<String> {
    file.catalog().has(b"AcroForm").then(|| "it holds form fields".into())
}

pub(super) fn optional_content(file: &File) -> Option<String> {
    let hidden = |found: &&Dictionary| found.has(b"OCProperties") || found.has(b"OC");
    file.dictionaries().iter().any(hidden).then(|| "it holds optional content".into())
}

pub(super) fn filters(file: &File) -> Option<String> {
    let of = |stream: &lopdf::Stream| {
        let filter = stream.dict.get_deref(b"Filter", &file.document).ok()?;
        let names: Vec<&[u8]> = match filter {
            Object::Array(list) => list.iter().filter_map(|name| name.as_name().ok()).collect(),
            name => name.as_name().into_iter().collect(),
        };
        names.into_iter().find(|name| [&b"LZWDecode"[..], b"Crypt"].contains(name)).map(<[u8]>::to_vec)
    };
    let found = file.streams().find_map(of);
    found.map(|name| format!("a stream is packed with {}", String::from_utf8_lossy(&name)))
}
