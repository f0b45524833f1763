//! One face of a family.

use super::FontFile;
use super::ink::Reaches;
use super::licence::Permission;
use crate::style::{Slant, Weight};
use harfrust::{ShaperData, ShaperInstance, Tag};
use skrifa::raw::TableProvider;
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider};
use std::fmt;
use std::sync::{Arc, OnceLock};

/// One face of a family.
#[derive(Clone, Debug)]
pub struct FontFace {
    /// The family's name.
    pub family: String,
    /// Other names that the family goes by: those in other languages, and the one that tells its weight too.
    pub(super) aliases: Vec<String>,
    /// How heavy, from 1 to 1000 (OpenType OS/2 usWeightClass): 400 for regular, 700 for bold.
    pub weight: u16,
    /// Upright or italic.
    pub slant: Slant,
    /// Width against the normal one, percent (OpenType OS/2 usWidthClass).
    pub(super) width: u16,
    /// The font file.
    pub data: Arc<FontFile>,
    /// Where it was found.
    pub origin: Origin,
    /// Index of the face in a collection; 0 in other files.
    pub index: u32,
    /// The place of the face on each axis of a variable font; empty for others.
    pub instance: Vec<Coordinate>,
    /// Its tables as the shaper wants them, made when the face is first used.
    pub(super) shaping: Arc<Shaping>,
    /// How far its glyphs reach, once that was asked.
    pub(super) reaches: Arc<Reaches>,
}

/// Where a face was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// In the program.
    Embedded,
    /// In the file of this name.
    File(String),
}

impl Origin {
    /// The file, where it is one.
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        match self {
            Origin::Embedded => None,
            Origin::File(name) => Some(name),
        }
    }
}

/// A place on an axis of a variable font.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coordinate {
    /// The axis: `wght`, `opsz`.
    pub axis: [u8; 4],
    /// Where on it, in the axis's own unit.
    pub value: f32,
}

/// What the shaper keeps of a face.
#[derive(Default)]
pub(super) struct Shaping(OnceLock<(ShaperData, Option<ShaperInstance>)>);

impl fmt::Debug for Shaping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.get().is_some() { "read" } else { "unread" })
    }
}

impl FontFace {
    /// A face of the program's own.
    pub(super) fn embedded(family: &str, weight: Weight, slant: Slant, file: FontFile) -> FontFace {
        FontFace {
            family: family.into(),
            aliases: Vec::new(),
            weight: class(weight),
            slant,
            width: 100,
            data: Arc::new(file),
            origin: Origin::Embedded,
            index: 0,
            instance: Vec::new(),
            shaping: Arc::default(),
            reaches: Arc::default(),
        }
    }

    /// The font's tables; absent where the file is broken.
    #[must_use]
    pub fn tables(&self) -> Option<FontRef<'_>> {
        FontRef::from_index(self.data.as_ref().as_ref(), self.index).ok()
    }

    /// The shaper of the face; what it needs of the tables is made once.
    pub fn shaper<'a>(&'a self, tables: &FontRef<'a>) -> harfrust::Shaper<'a> {
        let (data, instance) = self.shaping.0.get_or_init(|| (ShaperData::new(tables), self.shaper_instance(tables)));
        data.shaper(tables).instance(instance.as_ref()).build()
    }

    fn shaper_instance(&self, tables: &FontRef<'_>) -> Option<ShaperInstance> {
        let settings = self.instance.iter().map(|at| harfrust::Variation { tag: Tag::new(&at.axis), value: at.value });
        (!self.instance.is_empty()).then(|| ShaperInstance::from_variations(tables, settings))
    }

    /// Whether the face shows a character.
    #[must_use]
    pub fn covers(&self, character: char) -> bool {
        if let Some(cover) = self.data.cover() {
            return cover.has(character);
        }
        self.tables().is_some_and(|font| font.charmap().map(character).is_some_and(|glyph| glyph.to_u32() != 0))
    }

    /// Whether the face has forms of its own for a language (OpenType GSUB, a LangSys record of any script).
    #[must_use]
    pub fn has_forms_for(&self, language: [u8; 4]) -> bool {
        let has = |tables: FontRef<'_>| {
            let scripts = tables.gsub().ok()?.script_list().ok()?;
            let all = || scripts.script_records().iter().filter_map(|record| record.script(scripts.offset_data()).ok());
            Some(all().any(|script| {
                script.lang_sys_records().iter().any(|record| record.lang_sys_tag() == Tag::new(&language))
            }))
        };
        self.tables().and_then(has).unwrap_or(false)
    }

    /// Whether the family goes by a name.
    #[must_use]
    pub fn is_called(&self, family: &str) -> bool {
        let same = |name: &String| name.eq_ignore_ascii_case(family);
        same(&self.family) || self.aliases.iter().any(same)
    }

    /// What people call the face: family, weight and slant.
    #[must_use]
    pub fn name(&self) -> String {
        let slant = if self.slant == Slant::Upright { "" } else { " Italic" };
        match weight_name(self.weight) {
            Some("Regular") => format!("{}{slant}", self.family),
            Some(weight) => format!("{} {weight}{slant}", self.family),
            None => format!("{} {}{slant}", self.family, self.weight),
        }
    }

    /// What its licence bits allow; everything where the font has no OS/2 table.
    #[must_use]
    pub fn permission(&self) -> Permission {
        let bits = self.tables().and_then(|font| font.os2().ok().map(|os2| os2.fs_type()));
        Permission::from_bits(bits.unwrap_or_default())
    }

    /// The licence that the font states of itself (OpenType name 13), else its address (name 14).
    #[must_use]
    pub fn licence(&self) -> Option<String> {
        let font = self.tables()?;
        let name = |id| font.localized_strings(id).english_or_first().map(|name| name.chars().collect::<String>());
        name(StringId::LICENSE_DESCRIPTION).or_else(|| name(StringId::LICENSE_URL)).filter(|text| !text.is_empty())
    }
}

/// The weight class of a style's weight.
pub(super) fn class(weight: Weight) -> u16 {
    match weight {
        Weight::Regular => 400,
        Weight::Bold => 700,
    }
}

/// The usual names of weight classes (OpenType OS/2 usWeightClass).
fn weight_name(class: u16) -> Option<&'static str> {
    Some(match class {
        100 => "Thin",
        200 => "ExtraLight",
        300 => "Light",
        400 => "Regular",
        500 => "Medium",
        600 => "SemiBold",
        700 => "Bold",
        800 => "ExtraBold",
        900 => "Black",
        _ => return None,
    })
}
