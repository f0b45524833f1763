//! A word as glyphs, and where it may be divided.

use super::hyphenate::{hyphenate, is_scrap};
use crate::ast::Lang;
use crate::fonts::FaceId;
use crate::frame::Glyph;
use harfrust::{GlyphBuffer, GlyphInfo, GlyphPosition};
use std::ops::Range;
use std::sync::OnceLock;

/// A word as glyphs.
#[derive(Clone, Debug, Default)]
pub(super) struct Shaped {
    /// The parts of the word by face, in reading order.
    pub parts: Vec<Part>,
    /// All advances together, em of the look's size.
    pub width: f64,
    /// Size of the glyphs against the look's.
    pub scale: f64,
    /// How far the glyphs stand above the baseline, em of the look's size.
    pub rise: f64,
    /// How many letters tracking comes after.
    pub letters: usize,
    /// What is empty at the left and right of a full-width mark's square and may be left out, em.
    pub blank: (f64, f64),
    /// Whether a face lacks one of its characters.
    pub lacks: bool,
    /// What is empty at the left and right of half a dash, em: halves that meet close it.
    pub seam: (f64, f64),
    /// Where it may be divided, found when a line first asks.
    pub hyphens: OnceLock<Box<[Division]>>,
}

/// A place at which a word may be divided with a hyphen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Division {
    /// The byte of the word.
    pub at: usize,
    /// The width of the word up to there, em.
    pub reach: f64,
    /// Whether it leaves a scrap of the word.
    pub scrap: bool,
}

/// A stretch of a word in one face.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// Which face.
    pub face: FaceId,
    /// Its bytes in the word.
    pub range: Range<usize>,
    /// The glyphs, left to right; their ranges count from the start of the word.
    pub glyphs: Vec<Glyph>,
}

impl Part {
    /// The glyphs that a face has for a stretch of a word.
    pub(super) fn read(face: FaceId, range: Range<usize>, shaped: &GlyphBuffer, units_per_em: i32) -> Part {
        let em = |units: i32| units as f32 / units_per_em as f32;
        let glyph = |(info, position): (&GlyphInfo, &GlyphPosition)| Glyph {
            id: info.glyph_id,
            advance: em(position.x_advance),
            x_offset: em(position.x_offset),
            y_offset: em(position.y_offset),
            text: range.start + info.cluster as usize..range.end,
        };
        let mut glyphs: Vec<Glyph> = shaped.glyph_infos().iter().zip(shaped.glyph_positions()).map(glyph).collect();
        if runs_right(&glyphs) {
            end(glyphs.iter_mut().rev());
        } else {
            end(glyphs.iter_mut());
        }
        Part { face, range, glyphs }
    }

    /// Whether the face has every glyph.
    pub(super) fn is_defined(&self) -> bool {
        self.glyphs.iter().all(|glyph| glyph.id != 0)
    }
}

fn runs_right(glyphs: &[Glyph]) -> bool {
    let ends = glyphs.first().zip(glyphs.last());
    ends.is_none_or(|(first, last)| first.text.start <= last.text.start)
}

/// Ends the characters of glyphs, from the last characters to the first, where those of the glyph after them begin.
fn end<'g>(glyphs: impl Iterator<Item = &'g mut Glyph>) {
    let mut after: Option<Range<usize>> = None;
    for glyph in glyphs {
        glyph.text.end = match after {
            Some(after) if after.start > glyph.text.start => after.start,
            Some(after) => after.end,
            None => glyph.text.end,
        };
        after = Some(glyph.text.clone());
    }
}

impl Shaped {
    /// The places at which the word may be divided with a hyphen, in order. `word` and `lang` are those that it was shaped
    /// from.
    pub(super) fn hyphens(&self, word: &str, lang: &Lang) -> &[Division] {
        self.hyphens.get_or_init(|| {
            let mut ruler = self.ruler();
            let division = |at| Division { at, reach: ruler.width_to(at), scrap: is_scrap(word, at) };
            hyphenate(word, lang).into_iter().map(division).collect()
        })
    }

    /// Measures the start of the word, byte after byte.
    pub(super) fn ruler(&self) -> Ruler {
        let glyphs = self.parts.iter().flat_map(|part| &part.glyphs);
        let mut clusters: Vec<_> = glyphs.map(|glyph| (glyph.text.clone(), f64::from(glyph.advance))).collect();
        clusters.sort_by_key(|(range, _)| range.start);
        Ruler { clusters, next: 0, width: 0.0, scale: self.scale }
    }
}

/// Measures a word from its start to places that rise, in one pass.
pub(super) struct Ruler {
    clusters: Vec<(Range<usize>, f64)>,
    next: usize,
    width: f64,
    scale: f64,
}

impl Ruler {
    /// The width of the word up to a byte, em; inside a cluster, its share by bytes.
    pub(super) fn width_to(&mut self, byte: usize) -> f64 {
        while let Some((_, advance)) = self.clusters.get(self.next).filter(|(range, _)| range.end <= byte) {
            self.width += advance;
            self.next += 1;
        }
        let open = self.clusters.get(self.next).filter(|(range, _)| range.start < byte);
        let part = open.map_or(0.0, |(range, advance)| advance * (byte - range.start) as f64 / range.len() as f64);
        (self.width + part) * self.scale
    }
}
