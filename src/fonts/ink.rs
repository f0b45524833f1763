//! How far the ink of glyphs reaches, for what is placed by its outline rather than by its line.

use super::FontFace;
use skrifa::instance::Size;
use skrifa::raw::types::Tag;
use skrifa::{GlyphId, MetadataProvider};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// How far ink reaches from the baseline, em.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reach {
    /// Upwards.
    pub above: f64,
    /// Downwards; less than nothing for ink that ends above the baseline.
    pub below: f64,
}

impl Reach {
    /// As far as either reaches.
    #[must_use]
    pub fn and(self, other: Reach) -> Reach {
        Reach { above: self.above.max(other.above), below: self.below.max(other.below) }
    }
}

/// The reaches of glyphs that were asked for: an outline has to be drawn to know how far it goes.
#[derive(Debug, Default)]
pub(super) struct Reaches(Mutex<BTreeMap<u32, Option<Reach>>>);

impl FontFace {
    /// How far the ink of glyphs reaches; nothing where none of them has any.
    #[must_use]
    pub fn reach(&self, glyphs: impl Iterator<Item = u32>) -> Option<Reach> {
        let glyphs: Vec<u32> = glyphs.collect();
        let mut known = self.reaches.0.lock().unwrap_or_else(PoisonError::into_inner);
        if glyphs.iter().any(|glyph| !known.contains_key(glyph)) {
            self.measure(&glyphs, &mut known)?;
        }
        glyphs.iter().filter_map(|glyph| known.get(glyph).copied().flatten()).reduce(Reach::and)
    }

    fn measure(&self, glyphs: &[u32], known: &mut BTreeMap<u32, Option<Reach>>) -> Option<()> {
        let tables = self.tables()?;
        let location = tables.axes().location(self.instance.iter().map(|at| (Tag::new(&at.axis), at.value)));
        let metrics = tables.glyph_metrics(Size::new(1.0), &location);
        for &glyph in glyphs {
            known.entry(glyph).or_insert_with(|| {
                let bounds = metrics.bounds(GlyphId::new(glyph)).filter(|bounds| bounds.y_max > bounds.y_min)?;
                Some(Reach { above: f64::from(bounds.y_max), below: -f64::from(bounds.y_min) })
            });
        }
        Some(())
    }

    /// Where the ink of a glyph begins and ends between its sides, em from its left side.
    #[must_use]
    pub fn extent(&self, glyph: u32) -> Option<(f64, f64)> {
        let tables = self.tables()?;
        let location = tables.axes().location(self.instance.iter().map(|at| (Tag::new(&at.axis), at.value)));
        let bounds = tables.glyph_metrics(Size::new(1.0), &location).bounds(GlyphId::new(glyph))?;
        Some((f64::from(bounds.x_min), f64::from(bounds.x_max)))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;
    use crate::fonts::FontBook;
    use crate::style::{Slant, Weight};

    fn reach(family: &str, text: &str) -> Option<Reach> {
        let book = FontBook::embedded();
        let face = book.face(book.nearest(family, Weight::Regular, Slant::Upright).unwrap()).unwrap();
        let charmap = face.tables().unwrap().charmap();
        face.reach(text.chars().map(|character| charmap.map(character).unwrap().to_u32()))
    }

    #[test]
    fn ink_reaches_as_far_as_the_outlines() {
        let capital = reach("Libertinus Serif", "H").unwrap();
        assert!((0.6..0.7).contains(&capital.above) && capital.below.abs() < 0.01, "{capital:?}");
        assert!(reach("Libertinus Serif", "Hp").unwrap().below > 0.2);
        let han = reach("Noto Serif SC", "中").unwrap();
        assert!((0.8..0.9).contains(&han.above) && (0.0..0.12).contains(&han.below), "{han:?}");
        assert_eq!(reach("Libertinus Serif", " "), None);
    }
}
