//! Faces as objects of the file: composite fonts of which the file holds the glyphs that are used (PDF 1.7, 9.7).

use super::bind::Packer;
use super::errors;
use super::faces::{Faces, UsedFace};
use crate::diagnostics::Diagnostic;
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Chunk, Finish, Name, Rect, Ref, Settings, Str};
use siphasher::sip128::{Hasher128, SipHasher13};
use skrifa::instance::Size;
use skrifa::metrics::Metrics;
use skrifa::raw::TableProvider;
use skrifa::raw::types::Tag;
use skrifa::string::StringId;
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::hash::Hasher;

/// An object with its number.
pub(super) struct Numbered {
    /// Its number.
    pub(super) number: i32,
    /// All of it.
    pub(super) bytes: Vec<u8>,
}

/// How many objects a face makes.
const PER_FACE: i32 = 5;
/// The longest name of a font, bytes, so that it with its tag stays within a PDF name (PDF 1.7, annex C).
const LONGEST: usize = 100;
const IDENTITY: SystemInfo<'_> = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// The faces as objects numbered from `first`, which is the dictionary that all pages name their faces by.
pub(super) fn embed(faces: &Faces<'_>, first: i32, packer: &mut Packer) -> Result<Vec<Numbered>, Diagnostic> {
    if faces.iter().len() == 0 {
        return Ok(Vec::new());
    }
    let mut objects = vec![names(faces.iter().len(), first)];
    for (index, face) in (0..).zip(faces.iter()) {
        for Numbered { number, bytes } in Font::new(face, first + 1 + index * PER_FACE)?.objects() {
            let bytes = packer.pack(bytes).ok_or_else(|| errors::fault("a face cannot be packed"))?;
            objects.push(Numbered { number, bytes });
        }
    }
    Ok(objects)
}

fn names(count: usize, first: i32) -> Numbered {
    object(first, |chunk, number| {
        let mut names = chunk.indirect(number).dict();
        for (index, root) in (0..count).zip((first + 1..).step_by(PER_FACE as usize)) {
            names.pair(Name(format!("f{index}").as_bytes()), Ref::new(root));
        }
    })
}

fn object(number: i32, write: impl FnOnce(&mut Chunk, Ref)) -> Numbered {
    let mut chunk = Chunk::with_settings(Settings { pretty: false });
    write(&mut chunk, Ref::new(number));
    Numbered { number, bytes: chunk.as_bytes().to_vec() }
}

/// A face on its way into the file.
struct Font<'f, 'a> {
    face: &'f UsedFace<'a>,
    metrics: Metrics,
    /// The font file, with the glyphs that are used alone.
    program: Vec<u8>,
    /// Whether its outlines are those of CFF.
    cubic: bool,
    name: String,
    first: i32,
}

impl<'f, 'a> Font<'f, 'a> {
    fn new(face: &'f UsedFace<'a>, first: i32) -> Result<Font<'f, 'a>, Diagnostic> {
        let program = subset(face)?;
        let cubic = face.tables.cff().is_ok();
        let metrics = face.tables.metrics(Size::unscaled(), &face.location);
        Ok(Font { face, metrics, program, cubic, name: name(face), first })
    }

    fn objects(&self) -> [Numbered; PER_FACE as usize] {
        [self.root(), self.descendant(), self.descriptor(), self.characters(), self.file()]
    }

    fn root(&self) -> Numbered {
        // A font of CFF is called by its encoding too (PDF 1.7, table 121).
        let name = if self.cubic { format!("{}-Identity-H", self.name) } else { self.name.clone() };
        object(self.first, |chunk, number| {
            let mut font = chunk.type0_font(number);
            font.base_font(Name(name.as_bytes())).encoding_predefined(Name(b"Identity-H"));
            font.descendant_font(self.at(1)).to_unicode(self.at(3));
        })
    }

    fn descendant(&self) -> Numbered {
        object(self.first + 1, |chunk, number| {
            let mut font = chunk.cid_font(number);
            font.subtype(if self.cubic { CidFontType::Type0 } else { CidFontType::Type2 });
            font.base_font(Name(self.name.as_bytes())).system_info(IDENTITY).font_descriptor(self.at(2));
            font.default_width(0.0);
            if !self.cubic {
                font.cid_to_gid_map_predefined(Name(b"Identity"));
            }
            font.widths().consecutive(0, self.face.glyphs.iter().map(|glyph| glyph.width as f32));
        })
    }

    fn descriptor(&self) -> Numbered {
        let scaled = |units: f32| self.face.thousandths(units).round() as f32;
        let metrics = &self.metrics;
        let ascent = scaled(metrics.ascent);
        object(self.first + 2, |chunk, number| {
            let mut descriptor = chunk.font_descriptor(number);
            descriptor.name(Name(self.name.as_bytes())).flags(self.flags()).bbox(self.bounds());
            descriptor.italic_angle(metrics.italic_angle).ascent(ascent).descent(scaled(metrics.descent));
            descriptor.cap_height(metrics.cap_height.map_or(ascent, scaled)).stem_v(self.stem());
            if self.cubic {
                descriptor.font_file3(self.at(4))
            } else {
                descriptor.font_file2(self.at(4))
            };
        })
    }

    /// Every font with glyphs beyond the standard Latin ones is symbolic (PDF 1.7, table 123).
    fn flags(&self) -> FontFlags {
        let mut flags = FontFlags::SYMBOLIC;
        flags.set(FontFlags::SERIF, self.name.contains("Serif"));
        flags.set(FontFlags::FIXED_PITCH, self.metrics.is_monospace);
        flags.set(FontFlags::ITALIC, self.metrics.italic_angle != 0.0);
        flags
    }

    /// The box that holds every glyph, thousandths of an em.
    fn bounds(&self) -> Rect {
        let metrics = self.face.metrics();
        let glyphs = self.face.numbers.remapped_gids().filter_map(|glyph| metrics.bounds(GlyphId::new(glyph.into())));
        let hull = glyphs.chain(self.metrics.bounds.filter(|_| self.cubic)).reduce(|mut hull, bounds| {
            (hull.x_min, hull.y_min) = (hull.x_min.min(bounds.x_min), hull.y_min.min(bounds.y_min));
            (hull.x_max, hull.y_max) = (hull.x_max.max(bounds.x_max), hull.y_max.max(bounds.y_max));
            hull
        });
        let [left, low, right, high] = hull.map_or([0.0; 4], |hull| [hull.x_min, hull.y_min, hull.x_max, hull.y_max]);
        let scaled = |units: f32| self.face.thousandths(units);
        let (low, high) = ([left, low].map(|at| scaled(at).floor()), [right, high].map(|at| scaled(at).ceil()));
        Rect::new(low[0] as f32, low[1] as f32, high[0] as f32, high[1] as f32)
    }

    /// The thickness of stems, which no table of OpenType tells: a guess from the weight.
    fn stem(&self) -> f32 {
        10.0 + 0.244 * (f32::from(self.face.face.weight) - 50.0)
    }

    fn characters(&self) -> Numbered {
        let mut map = UnicodeCmap::new(Name(b"Custom"), IDENTITY);
        for (number, glyph) in (0_u16..).zip(&self.face.glyphs).filter(|(_, glyph)| !glyph.says.is_empty()) {
            map.pair_with_multiple(number, glyph.says.chars());
        }
        let map = map.finish();
        object(self.first + 3, |chunk, number| chunk.cmap(number, &map).finish())
    }

    fn file(&self) -> Numbered {
        // Of a font of CFF the outlines alone are wanted, without the tables around them.
        let bare = || FontRef::new(&self.program).ok()?.data_for_tag(Tag::new(b"CFF ")).map(|table| table.as_bytes());
        let bytes = bare().filter(|_| self.cubic).unwrap_or(&self.program);
        object(self.first + 4, |chunk, number| {
            let mut stream = chunk.stream(number, bytes);
            if self.cubic {
                stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
            } else {
                stream.pair(Name(b"Length1"), i32::try_from(bytes.len()).unwrap_or(i32::MAX));
            }
        })
    }

    fn at(&self, place: i32) -> Ref {
        Ref::new(self.first + place)
    }
}

fn subset(face: &UsedFace<'_>) -> Result<Vec<u8>, Diagnostic> {
    let place: Vec<_> = face.face.instance.iter().map(|at| (subsetter::Tag::new(&at.axis), at.value)).collect();
    let data = face.face.data.as_ref().as_ref();
    subsetter::subset_with_variations(data, face.face.index, &place, &face.numbers)
        .map_err(|why| errors::not_embedded(face.face, &why.to_string()))
}

/// The name of a font of which a file holds a part: a tag that tells parts apart (PDF 1.7, 9.6.4), and the font's own name.
pub(super) fn name(face: &UsedFace<'_>) -> String {
    let own = face.tables.localized_strings(StringId::POSTSCRIPT_NAME).english_or_first();
    let own: String =
        own.map(|name| name.chars().filter(char::is_ascii_graphic).take(LONGEST).collect()).unwrap_or_default();
    let mut hasher = SipHasher13::new();
    hasher.write(own.as_bytes());
    face.numbers.remapped_gids().for_each(|glyph| hasher.write(&glyph.to_be_bytes()));
    let tag: String = hasher.finish128().as_bytes().iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect();
    format!("{tag}+{}", if own.is_empty() { "Unnamed" } else { &own })
}
