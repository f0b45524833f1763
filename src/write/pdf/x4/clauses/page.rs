//! Pages and what they use.

use super::file::File;
use lopdf::{Dictionary, Object};

/// How far one box may reach out of another by rounding, points.
const ROUNDING: f32 = 0.01;

/// A box of a page, from the page itself or from the pages above it.
fn bounds(file: &File, page: &Dictionary, key: &str) -> Option<[f32; 4]> {
    let mut holder = page.clone();
    for _ in 0..file.document.objects.len() {
        if let Some(found) = file.value(&holder, key) {
            let sides: Vec<f32> = found.as_array().ok()?.iter().filter_map(|side| side.as_float().ok()).collect();
            let [x, y, right, top] = <[f32; 4]>::try_from(sides).ok()?;
            return Some([x.min(right), y.min(top), x.max(right), y.max(top)]);
        }
        holder = file.value(&holder, "Parent")?.as_dict().ok()?.clone();
    }
    None
}

fn lies_in(inner: [f32; 4], outer: [f32; 4]) -> bool {
    let [x, y, right, top] = inner;
    let [low, floor, high, roof] = outer;
    x >= low - ROUNDING && y >= floor - ROUNDING && right <= high + ROUNDING && top <= roof + ROUNDING
}

pub(super) fn boxes(file: &File) -> Option<String> {
    let pages = file.pages();
    if pages.is_empty() {
        return Some("it has no pages".into());
    }
    pages.into_iter().find_map(|(number, page)| Some(format!("page {number} {}", misplaced(file, page)?)))
}

/// What is wrong with the boxes of a page.
fn misplaced(file: &File, page: &Dictionary) -> Option<&'static str> {
    let bounds = |key| bounds(file, page, key);
    let Some(media) = bounds("MediaBox") else { return Some("has no MediaBox") };
    let Some(trim) = bounds("TrimBox") else { return Some("has no TrimBox") };
    let bleed = bounds("BleedBox").unwrap_or(trim);
    let crop = bounds("CropBox").unwrap_or(media);
    match () {
        () if page.has(b"ArtBox") => Some("has an ArtBox beside its TrimBox"),
        () if page.has(b"UserUnit") => Some("is measured in units of its own"),
        () if trim[0] >= trim[2] || trim[1] >= trim[3] => Some("has an empty TrimBox"),
        () if !lies_in(trim, bleed) => Some("has a TrimBox that reaches out of its BleedBox"),
        () if !lies_in(bleed, media) => Some("has a BleedBox that reaches out of its MediaBox"),
        () if !lies_in(trim, crop) => Some("has a TrimBox that reaches out of its CropBox"),
        () => None,
    }
}

pub(super) fn annotations(file: &File) -> Option<String> {
    let page = file.pages().into_iter().find(|(_, page)| page.has(b"Annots"));
    page.map(|(number, _)| format!("page {number} has annotations"))
}

pub(super) fn separated(file: &File) -> Option<String> {
    let page = file.pages().into_iter().find(|(_, page)| page.has(b"SeparationInfo"));
    page.map(|(number, _)| format!("page {number} is one plate only"))
}

pub(super) fn faces(file: &File) -> Option<String> {
    let fonts =
        file.dictionaries().into_iter().filter(|found| file.name(found, "Type").is_some_and(|kind| kind == b"Font"));
    fonts.filter(|font| !is_embedded(file, font)).map(|font| unembedded(file, font)).next()
}

fn unembedded(file: &File, font: &Dictionary) -> String {
    let name = file.name(font, "BaseFont").map(String::from_utf8_lossy).unwrap_or_default();
    format!("the face `{name}` is not embedded")
}

/// A composite face has its outlines in its descendants, one drawn by operations has them in itself.
fn is_embedded(file: &File, font: &Dictionary) -> bool {
    match file.name(font, "Subtype") {
        Some(b"Type3") => true,
        Some(b"Type0") => file.value(font, "DescendantFonts").is_some(),
        _ => {
            let descriptor = file.value(font, "FontDescriptor").and_then(|found| found.as_dict().ok());
            let outlines = |key: &&str| descriptor.is_some_and(|descriptor| file.value(descriptor, key).is_some());
            ["FontFile", "FontFile2", "FontFile3"].iter().any(outlines)
        }
    }
}

/// PostScript, stand-ins for files elsewhere (OPI, reference XObjects) and alternates of pictures.
pub(super) fn objects(file: &File) -> Option<String> {
    let found = file.streams().find_map(|stream| {
        let is = |key: &str| file.name(&stream.dict, key).is_some_and(|kind| kind == b"PS");
        let has = |key: &str| stream.dict.has(key.as_bytes());
        let is_object = file.name(&stream.dict, "Subtype").is_some();
        match () {
            () if is("Subtype") || is("Subtype2") || has("PS") => Some("it holds PostScript"),
            () if is_object && has("OPI") => Some("a picture stands in for a file elsewhere"),
            () if is_object && has("Ref") => Some("a form stands in for a page elsewhere"),
            () if is_object && has("Alternates") => Some("a picture has alternates"),
            () => None,
        }
    });
    found.map(str::to_string)
}

/// Transfer functions and phases of halftones in graphics states. `Default` and `Identity` change nothing.
pub(super) fn transfer(file: &File) -> Option<String> {
    const KEYS: [&str; 3] = ["TR", "TR2", "HTP"];
    let changes = |value: &Object| !value.as_name().is_ok_and(|name| name == b"Default" || name == b"Identity");
    let key = file
        .dictionaries()
        .into_iter()
        .find_map(|found| KEYS.into_iter().find(|key| file.value(found, key).is_some_and(changes)));
    key.map(|key| format!("a graphics state holds `{key}`"))
}
