//! What spans the columns of a page: which may stand on it, what it takes, and what is wrong where it stands.

use super::scan::Set;
use super::{Galleys, cost};
use crate::geom::Pt;
use crate::layout::strip::{Float, Wish};
use std::ops::{Range, RangeInclusive};

/// What spans the columns of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::layout) struct Across {
    /// At its head, among the floats across columns.
    pub above: Vec<usize>,
    /// At its foot, under the notes of the columns.
    pub below: Vec<usize>,
    /// What those at its head take of the page, with the gap to the columns.
    pub head: Pt,
    /// The same at its foot.
    pub foot: Pt,
}

impl Galleys<'_> {
    /// Those of a range of the floats across columns, as they stand on one page.
    pub(super) fn across(&self, range: Range<usize>) -> Across {
        let mut across = Across::default();
        for at in range {
            let Some(float) = self.across.get(at) else { continue };
            let taken = self.room.apart(float.height());
            if float.wish == Wish::Foot {
                across.below.push(at);
                across.foot += taken;
            } else {
                across.above.push(at);
                across.head += taken;
            }
        }
        across
    }

    /// How many floats across columns may be set by the end of a page that begins after something set: of those to come
    /// as many as it has room for, if it could reach their places.
    pub(super) fn across_page(&self, from: Set, most: Pt) -> RangeInclusive<usize> {
        let page = self.room.height * self.room.columns as f64;
        let reached = |float: &Float| {
            let before = self.strips.get(from.strips..float.place).unwrap_or_default();
            before.iter().map(|strip| strip.height).sum::<Pt>() <= page
        };
        let mut left = most;
        let fits = |float: &&Float| {
            left -= self.room.apart(float.height());
            left >= Pt::ZERO && reached(float)
        };
        from.across..=from.across + self.across.iter().skip(from.across).take_while(fits).count()
    }

    /// What is wrong with the floats across columns of a page with what was set before it and with it: they stand before
    /// their places or long after them, or out of order with those in columns.
    pub(super) fn across_flaw(&self, page: Set, set: Set) -> f64 {
        if self.across.is_empty() {
            return 0.0;
        }
        let here = self.across.get(page.across..set.across).unwrap_or_default();
        let within = self.floats.get(page.floats..set.floats).unwrap_or_default();
        let early = here.iter().filter(|float| float.place > set.strips).count();
        let late = waiting(self.across, set.across, set.strips);
        let waits = |float: &Float| if float.place < page.strips { cost::MUCH_LATER } else { cost::LATER };
        let overtaken = late.iter().filter(|float| float.is_passed(within)).count()
            + waiting(self.floats, set.floats, set.strips).iter().filter(|float| float.is_passed(here)).count();
        (early + overtaken) as f64 * cost::EARLY + late.iter().map(waits).sum::<f64>()
    }
}

/// The floats from one on whose places are before a strip.
fn waiting(floats: &[Float], from: usize, strip: usize) -> &[Float] {
    let rest = floats.get(from..).unwrap_or_default();
    rest.get(..rest.partition_point(|float| float.place < strip)).unwrap_or_default()
}

impl Float {
    /// Whether one of others comes after it in the source.
    fn is_passed(&self, others: &[Float]) -> bool {
        others.iter().any(|other| other.order > self.order)
    }
}
