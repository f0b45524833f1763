//! Faces as objects of the file: composite fonts of which the file holds the glyphs that are used (PDF 1.7, 9.7).

use super::bind::Packer;
use super::errors;
use super::faces::{Faces, UsedFace};
use super::program::{Program, program};
use crate::diagnostics::Diagnostic;
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Chunk, Filter, Name, Ref, Settings, Str, Stream};
use skrifa::MetadataProvider;
use skrifa::instance::Size;
use skrifa::metrics::Metrics;
use skrifa::string::StringId;

/// An object with its number.
pub(super) struct Numbered {
    /// Its number.
    pub(super) number: i32,
    /// All of it.
    pub(super) bytes: Vec<u8>,
}

/// How many objects a face makes, without the table of its glyphs.
const PER_FACE: i32 = 5;
/// The longest name of a font, bytes, so that it with its tag stays within a PDF name (PDF 1.7, annex C).
const LONGEST: usize = 100;
/// The number of an object before it has its own.
const ANY: i32 = 1;
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
        let mut next = first + 1;
        let mut roots = Vec::with_capacity(self.0.len());
        for font in &self.0 {
            roots.push(next);
            next += font.count();
        }
        let fonts = roots.iter().zip(self.0).flat_map(|(root, font)| font.objects(*root));
        std::iter::once(names(&roots, first)).chain(fonts).collect()
    }
}

fn names(roots: &[i32], number: i32) -> Numbered {
    object(number, |chunk, number| {
        let mut names = chunk.indirect(number).dict();
        for (index, root) in roots.iter().enumerate() {
            names.pair(Name(format!("f{index}").as_bytes()), Ref::new(*root));
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
    name: String,
    /// Which characters its glyphs show, packed.
    characters: Unnumbered,
    program: Program,
}

/// An object without its number, which no other object is named in.
pub(super) struct Unnumbered(Numbered);

impl Unnumbered {
    /// A stream of such content, packed.
    pub(super) fn pack(
        packer: &mut Packer,
        content: &[u8],
        describe: impl FnOnce(&mut Stream<'_>),
    ) -> Result<Unnumbered, Diagnostic> {
        let (content, packed) = packer.pack(content).ok_or_else(|| errors::fault("a face cannot be packed"))?;
        Ok(Unnumbered::stream(content, packed, describe))
    }

    /// A stream of content that stands in the file as it is.
    pub(super) fn stream(content: &[u8], packed: bool, describe: impl FnOnce(&mut Stream<'_>)) -> Unnumbered {
        Unnumbered(object(ANY, |chunk, number| {
            let mut stream = chunk.stream(number, content);
            describe(&mut stream);
            if packed {
                stream.filter(Filter::FlateDecode);
            }
        }))
    }

    fn number(self, number: i32) -> Numbered {
        let Numbered { number: any, bytes } = self.0;
        let rest = bytes.get(any.to_string().len()..).unwrap_or_default();
        Numbered { number, bytes: [number.to_string().as_bytes(), rest].concat() }
    }
}

impl<'a> Font<'a> {
    fn new(face: &'a UsedFace<'_>, packer: &mut Packer) -> Result<Font<'a>, Diagnostic> {
        let metrics = face.tables.metrics(Size::unscaled(), &face.location);
        let (characters, program) = (characters(face, packer)?, program(face, packer)?);
        Ok(Font { face, metrics, name: format!("{}+{}", program.tag, own_name(face)), characters, program })
    }

    fn count(&self) -> i32 {
        PER_FACE + i32::from(self.program.glyphs.is_some())
    }

    fn objects(self, root: i32) -> impl Iterator<Item = Numbered> {
        let described = [self.root(root), self.descendant(root), self.descriptor(root)];
        let Program { file, glyphs, .. } = self.program;
        let glyphs = glyphs.map(|glyphs| glyphs.number(root + PER_FACE));
        let packed = [self.characters.number(root + 3), file.number(root + 4)];
        described.into_iter().chain(packed).chain(glyphs)
    }

    fn root(&self, root: i32) -> Numbered {
        // A font of CFF is called by its encoding too (PDF 1.7, table 121).
        let name = if self.program.cubic { format!("{}-Identity-H", self.name) } else { self.name.clone() };
        object(root, |chunk, number| {
            let mut font = chunk.type0_font(number);
            font.base_font(Name(name.as_bytes())).encoding_predefined(Name(b"Identity-H"));
            font.descendant_font(Ref::new(root + 1)).to_unicode(Ref::new(root + 3));
        })
    }

    fn descendant(&self, root: i32) -> Numbered {
        object(root + 1, |chunk, number| {
            let mut font = chunk.cid_font(number);
            font.subtype(if self.program.cubic { CidFontType::Type0 } else { CidFontType::Type2 });
            font.base_font(Name(self.name.as_bytes())).system_info(IDENTITY).font_descriptor(Ref::new(root + 2));
            font.default_width(0.0);
            if self.program.glyphs.is_some() {
                font.cid_to_gid_map_stream(Ref::new(root + PER_FACE));
            } else if !self.program.cubic {
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
            descriptor.name(Name(self.name.as_bytes())).flags(self.flags()).bbox(self.program.bounds);
            descriptor.italic_angle(metrics.italic_angle).ascent(ascent).descent(scaled(metrics.descent));
            descriptor.cap_height(metrics.cap_height.map_or(ascent, scaled)).stem_v(self.stem());
            if self.program.cubic {
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

fn characters(face: &UsedFace<'_>, packer: &mut Packer) -> Result<Unnumbered, Diagnostic> {
    let mut map = UnicodeCmap::new(Name(b"Custom"), IDENTITY);
    for (number, glyph) in (0_u16..).zip(&face.glyphs).filter(|(_, glyph)| !glyph.says.is_empty()) {
        map.pair_with_multiple(number, glyph.says.chars());
    }
    Unnumbered::pack(packer, &map.finish(), |stream| {
        stream.pair(Name(b"Type"), Name(b"CMap"));
    })
}

/// The font's own name.
fn own_name(face: &UsedFace<'_>) -> String {
    let own = face.tables.localized_strings(StringId::POSTSCRIPT_NAME).english_or_first();
    let own: String =
        own.map(|name| name.chars().filter(char::is_ascii_graphic).take(LONGEST).collect()).unwrap_or_default();
    if own.is_empty() { "Unnamed".into() } else { own }
}
