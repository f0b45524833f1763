//! Font files as they come from outside: taken apart into faces, or refused with the reason.

use super::face::{FontFace, Origin};
use super::instance;
use super::{FontFile, MOST_FACES};
use crate::style::Slant;
use skrifa::raw::{CollectionRef, FileRef, TableProvider, types::Tag};
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider};
use std::sync::Arc;

/// Files that are called fonts and that no PDF can be made with: how they begin, and what is to be told.
const REFUSED: [(&[u8], &str); 5] = [
    (b"wOFF", "it is a WOFF file, which is packed for web pages; give the TTF or OTF file that it was made from"),
    (b"wOF2", "it is a WOFF2 file, which is packed for web pages; give the TTF or OTF file that it was made from"),
    (b"%!PS", "it is a Type 1 font, an old form; give its TTF or OTF file"),
    (b"\x80\x01", "it is a Type 1 font, an old form; give its TTF or OTF file"),
    (b"typ1", "it is a Type 1 font, an old form; give its TTF or OTF file"),
];

/// Tables that every face must have (OpenType, font file, required tables).
const REQUIRED: [&[u8; 4]; 6] = [b"head", b"hhea", b"maxp", b"hmtx", b"cmap", b"name"];

/// The faces of a font file or collection; a variable font gives one for each cut that a style may ask for.
pub(super) fn faces(bytes: Vec<u8>, origin: &Origin) -> Result<Vec<FontFace>, String> {
    if let Some((_, why)) = REFUSED.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err((*why).into());
    }
    let data = Arc::new(FontFile::plain(bytes));
    let mut faces = Vec::new();
    for (index, font) in fonts(data.as_ref().as_ref())?.into_iter().enumerate() {
        sound(&font)?;
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        faces.extend(instance::cuts(&font, &read(&font, &data, origin, index)?));
    }
    Ok(faces)
}

fn fonts(bytes: &[u8]) -> Result<Vec<FontRef<'_>>, String> {
    const NO_FONT: &str = "it is no TrueType or OpenType font";
    match FileRef::new(bytes) {
        Ok(FileRef::Font(font)) => Ok(vec![font]),
        Ok(FileRef::Collection(collection)) => members(&collection),
        Err(_) if bytes.starts_with(b"ttcf") => Err("the collection is cut off".into()),
        Err(_) if bytes.starts_with(b"OTTO") || bytes.starts_with(&[0, 1, 0, 0]) => Err("the font is cut off".into()),
        Err(_) => Err(NO_FONT.into()),
    }
}

fn members<'a>(collection: &CollectionRef<'a>) -> Result<Vec<FontRef<'a>>, String> {
    match collection.len() {
        0 => Err("the collection holds no font".into()),
        count if count as usize > MOST_FACES => {
            Err(format!("the collection says that it holds {count} fonts, which none does"))
        }
        _ => collection
            .iter()
            .map(|font| font.map_err(|why| format!("a font of the collection is broken: {why}")))
            .collect(),
    }
}

/// Whether a font has what setting and embedding need, within its file.
fn sound(font: &FontRef<'_>) -> Result<(), String> {
    let whole = font.data().as_bytes().len() as u64;
    for record in font.table_directory().table_records() {
        let end = u64::from(record.offset()) + u64::from(record.length());
        if end > whole {
            return Err(format!("it is cut off: its table `{}` ends at byte {end} of {whole}", record.tag()));
        }
    }
    if let Some(tag) = REQUIRED.iter().find(|tag| font.table_data(Tag::new(tag)).is_none()) {
        return Err(format!("it lacks the table `{}`, which every font must have", String::from_utf8_lossy(*tag)));
    }
    let head = font.head().map_err(|why| format!("its table `head` is broken: {why}"))?;
    if head.magic_number() != 0x5F0F_3CF5 || !(16..=16384).contains(&head.units_per_em()) {
        return Err("its table `head` is broken".into());
    }
    if font.maxp().map_or(0, |maxp| maxp.num_glyphs()) == 0 || font.hhea().is_err() || font.hmtx().is_err() {
        return Err("the tables that count and measure its glyphs are broken".into());
    }
    if font.outline_glyphs().format().is_none() {
        return Err("it has no outlines, only bitmaps or nothing".into());
    }
    if font.cmap().is_err() || !font.charmap().has_map() { Err("it maps no characters".into()) } else { Ok(()) }
}

fn read(font: &FontRef<'_>, data: &Arc<FontFile>, origin: &Origin, index: u32) -> Result<FontFace, String> {
    let mut names: Vec<String> = Vec::new();
    for id in [StringId::TYPOGRAPHIC_FAMILY_NAME, StringId::FAMILY_NAME] {
        let english = font.localized_strings(id).english_or_first();
        for name in english.into_iter().chain(font.localized_strings(id)) {
            let name: String = name.chars().filter(|character| !character.is_control()).collect();
            if !name.is_empty() && !names.contains(&name) {
                names.push(name);
            }
        }
    }
    let attributes = font.attributes();
    let mut names = names.into_iter();
    Ok(FontFace {
        family: names.next().ok_or("the font does not give its family's name")?,
        aliases: names.collect(),
        weight: attributes.weight.value().clamp(1.0, 1000.0) as u16,
        slant: match attributes.style {
            skrifa::attribute::Style::Normal => Slant::Upright,
            _ => Slant::Italic,
        },
        width: attributes.stretch.percentage() as u16,
        data: Arc::clone(data),
        origin: origin.clone(),
        index,
        instance: Vec::new(),
        shaping: Arc::default(),
        reaches: Arc::default(),
    })
}
