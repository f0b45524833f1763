//! Faces as objects of the file: composite fonts of which the file holds the glyphs that are used (PDF 1.7, 9.7).

use super::bind::Packer;
use super::errors;
use super::faces::{Faces, UsedFace};
use crate::diagnostics::Diagnostic;
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Chunk, Finish, Name, Rect, Ref, Settings, Str};
use siphasher::sip128::{Hasher128, SipHasher13};
use skrifa::instance::Size;
use skrifa::metrics::{BoundingBox, Metrics};
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

/// The faces with what is long about them made and packed already, before anybody knows which objects of the file they will be.
pub(super) struct Cast<'a>(Vec<Font<'a>>);

/// Cuts the faces to the glyphs that are used.
pub(super) fn cast<'a>(faces: &'a Faces<'_>, packer: &mut Packer) -> Result<Cast<'a>, Diagnostic> {
    faces.iter().map(|face| Font::new(face, packer)).collect::<Result<_, _>>().map(Cast)
}

impl Cast<'_> {
    /// The faces as objects numbered from `first`, which is the dictionary that all pages name their faces by.
    pub(super) fn number(self, first: i32) -> Vec<Numbered> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let mut objects = vec![names(self.0.len(), first)];
        for (root, font) in (first + 1..).step_by(PER_FACE as usize).zip(self.0) {
            objects.extend(font.objects(root));
        }
        objects
    }
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
struct Font<'a> {
    face: &'a UsedFace<'a>,
    metrics: Metrics,
    /// The box that holds every glyph, thousandths of an em.
    bounds: Rect,
    /// Whether its outlines are those of CFF.
    cubic: bool,
    name: String,
    /// Which characters its glyphs show, packed.
    characters: Unnumbered,
    /// The font file, with the glyphs that are used alone, packed.
    file: Unnumbered,
}

/// An object without its number, which no other object is named in.
struct Unnumbered(Vec<u8>);

impl Unnumbered {
    /// Packs what `write` writes.
    fn pack(packer: &mut Packer, write: impl FnOnce(&mut Chunk, Ref)) -> Result<Unnumbered, Diagnostic> {
        let Numbered { bytes, .. } = object(1, write);
        let packed = packer.pack(bytes).ok_or_else(|| errors::fault("a face cannot be packed"))?;
        Ok(Unnumbered(packed.strip_prefix(b"1").map(<[u8]>::to_vec).unwrap_or(packed)))
    }

    fn number(self, number: i32) -> Numbered {
        let mut bytes = number.to_string().into_bytes();
        bytes.extend(self.0);
        Numbered { number, bytes }
    }
}

impl<'a> Font<'a> {
    fn new(face: &'a UsedFace<'_>, packer: &mut Packer) -> Result<Font<'a>, Diagnostic> {
        let cubic = face.tables.cff().is_ok();
        let metrics = face.tables.metrics(Size::unscaled(), &face.location);
        let bounds = bounds(face, metrics.bounds.filter(|_| cubic));
        let (characters, file) = (characters(face, packer)?, file(face, cubic, packer)?);
        Ok(Font { face, metrics, bounds, cubic, name: name(face), characters, file })
    }

    fn objects(self, root: i32) -> [Numbered; PER_FACE as usize] {
        let [font, descendant, descriptor] = [self.root(root), self.descendant(root), self.descriptor(root)];
        [font, descendant, descriptor, self.characters.number(root + 3), self.file.number(root + 4)]
    }

    fn root(&self, root: i32) -> Numbered {
        // A font of CFF is called by its encoding too (PDF 1.7, table 121).
        let name = if self.cubic { format!("{}-Identity-H", self.name) } else { self.name.clone() };
        object(root, |chunk, number| {
            let mut font = chunk.type0_font(number);
            font.base_font(Name(name.as_bytes())).encoding_predefined(Name(b"Identity-H"));
            font.descendant_font(Ref::new(root + 1)).to_unicode(Ref::new(root + 3));
        })
    }

    fn descendant(&self, root: i32) -> Numbered {
        object(root + 1, |chunk, number| {
            let mut font = chunk.cid_font(number);
            font.subtype(if self.cubic { CidFontType::Type0 } else { CidFontType::Type2 });
            font.base_font(Name(self.name.as_bytes())).system_info(IDENTITY).font_descriptor(Ref::new(root + 2));
            font.default_width(0.0);
            if !self.cubic {
                font.cid_to_gid_map_predefined(Name(b"Identity"));
            }
            font.widths().consecutive(0, self.face.glyphs.iter().map(|glyph| glyph.width as f32));
        })
    }

    fn descriptor(&self, root: i32) -> Numbered {
        let scaled = |units: f32| self.face.thousandths(units).round() as f32;
        let metrics = &self.metrics;
        let ascent = scaled(metrics.ascent);
        object(root + 2, |chunk, number| {
            let mut descriptor = chunk.font_descriptor(number);
            descriptor.name(Name(self.name.as_bytes())).flags(self.flags()).bbox(self.bounds);
            descriptor.italic_angle(metrics.italic_angle).ascent(ascent).descent(scaled(metrics.descent));
            descriptor.cap_height(metrics.cap_height.map_or(ascent, scaled)).stem_v(self.stem());
            if self.cubic {
                descriptor.font_file3(Ref::new(root + 4))
            } else {
                descriptor.font_file2(Ref::new(root + 4))
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

    /// The thickness of stems, which no table of OpenType tells: a guess from the weight.
    fn stem(&self) -> f32 {
        10.0 + 0.244 * (f32::from(self.face.face.weight) - 50.0)
    }
}

/// The box that holds every glyph and what else there is, thousandths of an em.
fn bounds(face: &UsedFace<'_>, all: Option<BoundingBox>) -> Rect {
    let metrics = face.metrics();
    let glyphs = face.numbers.remapped_gids().filter_map(|glyph| metrics.bounds(GlyphId::new(glyph.into())));
    let hull = glyphs.chain(all).reduce(|mut hull, bounds| {
        (hull.x_min, hull.y_min) = (hull.x_min.min(bounds.x_min), hull.y_min.min(bounds.y_min));
        (hull.x_max, hull.y_max) = (hull.x_max.max(bounds.x_max), hull.y_max.max(bounds.y_max));
        hull
    });
    let [left, low, right, high] = hull.map_or([0.0; 4], |hull| [hull.x_min, hull.y_min, hull.x_max, hull.y_max]);
    let scaled = |units: f32| face.thousandths(units);
    let (low, high) = ([left, low].map(|at| scaled(at).floor()), [right, high].map(|at| scaled(at).ceil()));
    Rect::new(low[0] as f32, low[1] as f32, high[0] as f32, high[1] as f32)
}

fn characters(face: &UsedFace<'_>, packer: &mut Packer) -> Result<Unnumbered, Diagnostic> {
    let mut map = UnicodeCmap::new(Name(b"Custom"), IDENTITY);
    for (number, glyph) in (0_u16..).zip(&face.glyphs).filter(|(_, glyph)| !glyph.says.is_empty()) {
        map.pair_with_multiple(number, glyph.says.chars());
    }
    let map = map.finish();
    Unnumbered::pack(packer, |chunk, number| chunk.cmap(number, &map).finish())
}

fn file(face: &UsedFace<'_>, cubic: bool, packer: &mut Packer) -> Result<Unnumbered, Diagnostic> {
    let program = subset(face)?;
    // Of a font of CFF the outlines alone are wanted, without the tables around them.
    let bare = || FontRef::new(&program).ok()?.data_for_tag(Tag::new(b"CFF ")).map(|table| table.as_bytes());
    let bytes = bare().filter(|_| cubic).unwrap_or(&program);
    Unnumbered::pack(packer, |chunk, number| {
        let mut stream = chunk.stream(number, bytes);
        if cubic {
            stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
        } else {
            stream.pair(Name(b"Length1"), i32::try_from(bytes.len()).unwrap_or(i32::MAX));
        }
    })
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
