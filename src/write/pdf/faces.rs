//! The faces of the type in a file, with the glyphs that are used and the characters that each of them shows.

use super::errors;
use crate::diagnostics::{Diagnostic, Span};
use crate::fonts::{FaceId, FontBook, FontFace};
use skrifa::instance::{Location, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::raw::TableProvider;
use skrifa::raw::tables::hmtx::Hmtx;
use skrifa::raw::types::Tag;
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::collections::BTreeMap;
use subsetter::GlyphRemapper;

/// The parts of an em in which PDF measures glyphs (PDF 1.7, 9.2.4).
const EM: f64 = 1000.0;

/// The faces used so far, in the order in which they were met.
pub(super) struct Faces<'a> {
    book: &'a FontBook,
    used: Vec<(FaceId, UsedFace<'a>)>,
    /// Whether every glyph has to say which characters it shows.
    searchable: bool,
}

/// A face and the glyphs of it that are used.
pub(super) struct UsedFace<'a> {
    /// The face.
    pub(super) face: &'a FontFace,
    /// Its tables.
    pub(super) tables: FontRef<'a>,
    /// Where it is on the axes of a variable font.
    pub(super) location: Location,
    /// The widths of its glyphs, where it is no cut of a variable font, whose widths depend on the cut.
    widths: Option<Hmtx<'a>>,
    /// Thousandths of an em in a unit of the face.
    scale: f64,
    /// Where its glyphs will be in a subset.
    pub(super) subset: GlyphRemapper,
    /// The numbers of its glyphs in the file, each the first it has; 0 for glyphs that are not used.
    known: Vec<u16>,
    /// The further numbers of glyphs that show other characters elsewhere, by the glyph.
    others: BTreeMap<u16, Vec<u16>>,
    /// The glyphs by their numbers in the file, the face's sign for missing ones first.
    pub(super) glyphs: Vec<UsedGlyph>,
    searchable: bool,
    /// What forbids that some glyph is used as it is.
    pub(super) found: Vec<Diagnostic>,
}

/// A glyph as the file knows it.
pub(super) struct UsedGlyph {
    /// Its number in the face.
    pub(super) own: u16,
    /// How far it leads the pen, thousandths of an em, as the file says it.
    pub(super) width: f64,
    /// The same in ems.
    pub(super) ems: f64,
    /// The characters that it shows wherever nothing else is said.
    pub(super) says: String,
    /// The same, where it is one of ASCII, as most are: found without a look elsewhere.
    letter: Option<u8>,
}

impl UsedGlyph {
    fn new(own: u16, width: f64, says: &str) -> UsedGlyph {
        UsedGlyph { own, width, ems: width / EM, says: says.into(), letter: letter(says) }
    }

    fn says(&self, text: &str) -> bool {
        match letter(text) {
            None => self.says == text,
            letter => self.letter == letter,
        }
    }
}

/// The one character of a text, if it is of ASCII.
fn letter(text: &str) -> Option<u8> {
    match text.as_bytes() {
        [letter] => Some(*letter),
        _ => None,
    }
}

impl<'a> Faces<'a> {
    /// The faces of a book, none used yet. Glyphs of a searchable file have to say which characters they show.
    pub(super) fn new(book: &'a FontBook, searchable: bool) -> Faces<'a> {
        Faces { book, used: Vec::new(), searchable }
    }

    /// The face, and its number in the file.
    pub(super) fn open(&mut self, id: FaceId) -> Result<(usize, &mut UsedFace<'a>), Diagnostic> {
        let number = match self.used.iter().position(|(used, _)| *used == id) {
            Some(number) => number,
            None => {
                let face = self.book.face(id).ok_or_else(|| errors::fault(&format!("there is no face {}", id.0)))?;
                self.used.push((id, UsedFace::open(face, self.searchable)?));
                self.used.len() - 1
            }
        };
        let (_, face) = self.used.get_mut(number).ok_or_else(|| errors::fault("a face was lost"))?;
        Ok((number, face))
    }

    /// The faces with all that is known of them; none is used yet of what stays.
    pub(super) fn take(&mut self) -> Faces<'a> {
        Faces { used: std::mem::take(&mut self.used), ..*self }
    }

    /// The faces in the order of their numbers.
    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = &UsedFace<'a>> {
        self.used.iter().map(|(_, face)| face)
    }

    /// What forbids that the glyphs are used as they are.
    pub(super) fn take_faults(&mut self) -> impl Iterator<Item = Diagnostic> {
        self.used.iter_mut().flat_map(|(_, face)| face.found.drain(..))
    }
}

impl<'a> UsedFace<'a> {
    fn open(face: &'a FontFace, searchable: bool) -> Result<UsedFace<'a>, Diagnostic> {
        let tables = face.tables().filter(has_outlines).ok_or_else(|| errors::unreadable(face))?;
        if face.permission().refusal().is_some() {
            return Err(errors::restricted(face));
        }
        let location = tables.axes().location(face.instance.iter().map(|at| (Tag::new(&at.axis), at.value)));
        let widths = tables.hmtx().ok().filter(|_| face.instance.is_empty());
        let scale = EM / f64::from(tables.head().map_or(1000, |head| head.units_per_em().max(1)));
        let known = vec![0; tables.maxp().map_or(0, |table| usize::from(table.num_glyphs()))];
        let (subset, others, glyphs, found) = (GlyphRemapper::new(), BTreeMap::new(), Vec::new(), Vec::new());
        let mut used =
            UsedFace { face, tables, location, widths, scale, subset, known, others, glyphs, searchable, found };
        let width = used.width(0);
        used.glyphs.push(UsedGlyph::new(0, width, ""));
        Ok(used)
    }

    /// The number of a glyph in the file, which it is given when it is first met: with the characters that it shows then.
    pub(super) fn number(&mut self, glyph: u32, text: &str, span: Span) -> u16 {
        match self.known.get(glyph as usize) {
            Some(0) => self.add(glyph, text, span),
            Some(number) => *number,
            None => {
                self.note(errors::no_glyph(self.face, text).at(span));
                0
            }
        }
    }

    /// The number of a glyph in the file that shows these characters, for readers that know of no other words than those of
    /// numbers; none where the face allows only one number, and that shows others.
    pub(super) fn number_saying(&mut self, glyph: u32, text: &str, span: Span) -> Option<u16> {
        let number = self.number(glyph, text, span);
        if self.says(number, text) {
            return Some(number);
        }
        let other = if number == 0 { 0 } else { self.other(number, text, span) };
        self.says(other, text).then_some(other)
    }

    fn says(&self, number: u16, text: &str) -> bool {
        self.glyph(number).is_some_and(|glyph| glyph.says(text))
    }

    /// A glyph by its number in the file.
    pub(super) fn glyph(&self, number: u16) -> Option<&UsedGlyph> {
        self.glyphs.get(usize::from(number))
    }

    fn add(&mut self, glyph: u32, text: &str, span: Span) -> u16 {
        let Some(old) = u16::try_from(glyph).ok().filter(|old| *old > 0) else {
            self.note(errors::no_glyph(self.face, text).at(span));
            return 0;
        };
        if self.searchable {
            self.judge(text, span);
        }
        self.subset.remap(old);
        let Some(number) = self.push(UsedGlyph::new(old, self.width(glyph), text)) else {
            return 0;
        };
        if let Some(known) = self.known.get_mut(usize::from(old)) {
            *known = number;
        }
        number
    }

    /// The number of the glyph that shows the same as another, and says something else.
    fn other(&mut self, first: u16, text: &str, span: Span) -> u16 {
        let Some(known) = self.glyph(first).filter(|_| !self.cubic()) else { return first };
        let (own, width) = (known.own, known.width);
        let mut others = self.others.get(&own).into_iter().flatten();
        if let Some(number) = others.find(|number| self.says(**number, text)) {
            return *number;
        }
        if self.searchable {
            self.judge(text, span);
        }
        let Some(number) = self.push(UsedGlyph::new(own, width, text)) else { return first };
        self.others.entry(own).or_default().push(number);
        number
    }

    fn push(&mut self, glyph: UsedGlyph) -> Option<u16> {
        let number = u16::try_from(self.glyphs.len()).ok()?;
        self.glyphs.push(glyph);
        Some(number)
    }

    /// Whether some glyph has numbers for several meanings.
    pub(super) fn has_twins(&self) -> bool {
        !self.others.is_empty()
    }

    /// Whether its outlines are those of CFF, in which each glyph has one number (PDF 1.7, 9.7.4.2).
    pub(super) fn cubic(&self) -> bool {
        self.tables.cff().is_ok()
    }

    /// Whether those who search or hear the file get anything from the characters (ISO 19005-2, 6.2.11.7).
    fn judge(&mut self, text: &str, span: Span) {
        if text.is_empty() {
            self.note(errors::says_nothing(self.face).at(span));
        }
        if let Some(character) = text.chars().find(|character| means_nothing(*character)) {
            self.note(errors::meaningless(self.face, character).at(span));
        }
    }

    fn note(&mut self, found: Diagnostic) {
        if !self.found.contains(&found) {
            self.found.push(found);
        }
    }

    /// The measures of its glyphs, units.
    pub(super) fn metrics(&self) -> GlyphMetrics<'_> {
        self.tables.glyph_metrics(Size::unscaled(), &self.location)
    }

    /// How far a glyph leads the pen, as the file will say it.
    fn width(&self, glyph: u32) -> f64 {
        let glyph = GlyphId::new(glyph);
        let units = match &self.widths {
            Some(widths) => widths.advance(glyph).map(f32::from),
            None => self.metrics().advance_width(glyph),
        };
        let units = units.unwrap_or_default();
        (self.thousandths(units) * EM).round() / EM
    }

    /// Units of the face as thousandths of an em.
    pub(super) fn thousandths(&self, units: f32) -> f64 {
        f64::from(units) * self.scale
    }
}

fn has_outlines(font: &FontRef<'_>) -> bool {
    font.glyf().is_ok() || font.cff().is_ok() || font.cff2().is_ok()
}

/// Characters for private use, and those that no glyph may stand for.
fn means_nothing(character: char) -> bool {
    matches!(u32::from(character), 0 | 0xFEFF | 0xFFFE | 0xE000..=0xF8FF | 0xF0000..=0xFFFFD | 0x0010_0000..=0x0010_FFFD)
}
