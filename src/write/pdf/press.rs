//! What is carried from page to page while the file is made.

use super::errors;
use super::faces::Faces;
use super::galley::Galley;
use super::pictures::Pictures;
use crate::diagnostics::{Diagnostic, Span};
use crate::fonts::FontBook;
use crate::frame::{LeafId, Page, Pages};
use crate::geom::Rect;
use crate::resources::Images;
use krilla::surface::Location;
use krilla::tagging::Identifier;
use std::collections::BTreeMap;
use std::num::NonZeroU64;

/// What is carried from page to page while the file is made.
pub(super) struct Press<'a> {
    /// In which colours everything is painted.
    pub(super) inks: Inks,
    /// All pages, for links that lead to them.
    pub(super) pages: &'a [Page],
    /// The faces used so far.
    pub(super) faces: Faces<'a>,
    /// The type of the pages printed so far.
    pub(super) galley: Galley,
    /// The pictures opened so far.
    pub(super) pictures: Pictures<'a>,
    /// What the leaves have become on the pages printed so far.
    pub(super) leaves: BTreeMap<LeafId, Printed>,
    /// The spans that krilla knows by number.
    pub(super) locations: Locations,
    found: Vec<Diagnostic>,
}

/// In which colours a file is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inks {
    /// Light, sRGB.
    Screen,
    /// Cyan, magenta, yellow and black.
    Plates,
}

/// What a leaf has become: pieces of content and annotations, in reading order.
#[derive(Default)]
pub(super) struct Printed {
    /// The pieces.
    pub(super) pieces: Vec<Piece>,
    /// The box of its pictures and the page that they stand on, where they all stand on one.
    pub(super) picture: Picture,
}

/// A piece of a leaf.
#[derive(Clone, Copy)]
pub(super) enum Piece {
    /// Marked content.
    Content(Identifier),
    /// A link annotation.
    Link(Identifier),
}

/// Where the pictures of a leaf stand.
#[derive(Clone, Copy, Default)]
pub(super) enum Picture {
    /// It has none.
    #[default]
    None,
    /// On one page, counted from 0, in this box.
    On(usize, Rect),
    /// On several pages, so that no box holds them.
    Scattered,
}

/// The spans that krilla knows by number: a location is an index from 1.
#[derive(Default)]
pub(super) struct Locations(Vec<Span>);

impl<'a> Press<'a> {
    /// An empty press for an issue.
    pub(super) fn new(pages: &'a Pages, images: &'a Images, fonts: &'a FontBook, inks: Inks) -> Press<'a> {
        Press {
            inks,
            pages: &pages.pages,
            faces: Faces::new(fonts, inks == Inks::Screen),
            galley: Galley::default(),
            pictures: Pictures::new(images, inks),
            leaves: BTreeMap::new(),
            locations: Locations::default(),
            found: Vec::new(),
        }
    }

    /// Notes something that stands in the way of the file; the work goes on so that all of it is found.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Notes that the pages contradict themselves.
    pub(super) fn fault(&mut self, what: impl AsRef<str>, span: Span) {
        self.report(errors::fault(what.as_ref()).at(span));
    }

    /// A result's value; its error is noted.
    pub(super) fn accept<T>(&mut self, result: Result<T, Diagnostic>) -> Option<T> {
        result.map_err(|diagnostic| self.report(diagnostic)).ok()
    }

    /// Adds a piece to a leaf.
    pub(super) fn add(&mut self, leaf: LeafId, piece: Piece) {
        self.leaves.entry(leaf).or_default().pieces.push(piece);
    }

    /// Notes where a picture of a leaf stands.
    pub(super) fn add_picture(&mut self, leaf: LeafId, page: usize, area: Rect) {
        let printed = self.leaves.entry(leaf).or_default();
        printed.picture = match printed.picture {
            Picture::None => Picture::On(page, area),
            Picture::On(first, seen) if first == page => Picture::On(page, seen.hull(area)),
            _ => Picture::Scattered,
        };
    }

    /// The faces, once every page is printed: no glyph is added to them any more.
    pub(super) fn take_faces(&mut self) -> Faces<'a> {
        let mut faces = self.faces.take();
        self.found.extend(faces.take_faults());
        faces
    }

    /// The type of the file, and what is needed to explain krilla's errors, unless something stands in the way.
    pub(super) fn finish(self) -> Result<(Galley, Locations), Vec<Diagnostic>> {
        if self.found.is_empty() { Ok((self.galley, self.locations)) } else { Err(self.found) }
    }
}

impl Locations {
    /// A number for a span, where the span is known.
    pub(super) fn mark(&mut self, span: Span) -> Option<Location> {
        if span == Span::Unknown {
            return None;
        }
        if self.0.last() != Some(&span) {
            self.0.push(span);
        }
        NonZeroU64::new(self.0.len() as u64)
    }

    /// The span of a number.
    pub(super) fn span(&self, location: Option<Location>) -> Span {
        let index = location.and_then(|number| usize::try_from(number.get() - 1).ok());
        index.and_then(|index| self.0.get(index)).copied().unwrap_or_default()
    }
}
