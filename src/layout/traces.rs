//! What words tell of the faces that they were shaped in.

use crate::diagnostics::Span;
use crate::fonts::FaceId;
use std::collections::BTreeMap;

/// What is to be said of the faces once an issue is set.
#[derive(Clone, Debug, Default)]
pub(super) struct Traces {
    /// The faces used, each with the first place where it is.
    pub used: BTreeMap<FaceId, Span>,
    /// The upright faces that Western letters stand in where they ought to slant, each with the first such place.
    pub upright: BTreeMap<FaceId, Span>,
    /// Whether a glyph was taken that says that a face lacks a character.
    pub lacks_characters: bool,
}

impl Traces {
    /// Adds those of words that come later.
    pub(super) fn add(&mut self, later: Traces) {
        for (known, new) in [(&mut self.used, later.used), (&mut self.upright, later.upright)] {
            for (face, span) in new {
                known.entry(face).or_insert(span);
            }
        }
        self.lacks_characters |= later.lacks_characters;
    }
}
