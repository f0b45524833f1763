//! How wide words are by nature: on a line as long as they like.

use super::galley::{Galley, Place};
use super::inlines::Gatherer;
use super::strip::ink_width;
use crate::geom::{Em, Pt};
use crate::style::{Align, TextStyle};

/// A line longer than any words, points.
const LONG: Pt = Pt(1e5);

impl<'a> Galley<'a> {
    /// The natural width of what `gather` gathers in a type; nothing of it is kept.
    pub(super) fn natural_width(
        &mut self,
        style: &TextStyle,
        place: &Place,
        gather: impl FnOnce(&mut Gatherer<'_, 'a>),
    ) -> Pt {
        let flat = TextStyle { indent: Em(0.0), ..style.clone() };
        let place = Place { left: Pt::ZERO, width: LONG, align: Some(Align::Left), ..place.clone() };
        let strips = self.rehearse(|galley| {
            let mut gatherer = Gatherer::new(galley);
            gather(&mut gatherer);
            let text = gatherer.finish().0;
            galley.set(&text, &flat, &place)
        });
        strips.iter().map(ink_width).fold(Pt::ZERO, Pt::max)
    }
}
