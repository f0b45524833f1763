//! Breaks a paragraph into lines with the least demerits over all of it (Knuth and Plass, 1981).
//!
//! Knows boxes, glue and penalties only. Each place where a line may end is weighed against every place where that
//! line may begin; a place that is more than a line behind is dropped, so the work is linear in the text.

mod breaker;
mod cost;
#[cfg(test)]
mod tests;

use breaker::Breaker;
pub(super) use cost::UNEASY;

/// What a paragraph is made of. Lengths in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Item {
    /// Something that is not broken.
    Box {
        /// Its width.
        width: f64,
        /// How far its first mark hangs out of a line that it begins.
        left: f64,
        /// How far its last mark hangs out of a line that it ends without an added hyphen.
        right: f64,
    },
    /// A space; a line may end here if a box stands before it.
    Glue {
        /// Natural width.
        width: f64,
        /// How far it opens with ease.
        stretch: f64,
        /// How far it closes at most.
        shrink: f64,
    },
    /// A place where a line may end, at a cost.
    Penalty {
        /// Added to the line that ends here: what of a hyphen does not hang.
        width: f64,
        /// [`NEVER`] forbids, [`ALWAYS`] forces.
        cost: f64,
        /// Whether the line would end in a hyphen.
        hyphen: bool,
    },
}

/// The cost of a place where no line ends.
pub(super) const NEVER: f64 = f64::INFINITY;
/// The cost of a place where a line always ends.
pub(super) const ALWAYS: f64 = f64::NEG_INFINITY;

/// What lines must fit, and how.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measure {
    /// Width of the first line.
    pub first: f64,
    /// Width of the others.
    pub rest: f64,
    /// How far short a ragged line may fall with ease; absent where lines are flush.
    pub ragged: Option<f64>,
    /// Whether the last line should be as long as the others, as in a title.
    pub balanced: bool,
    /// Share of their width by which boxes may grow or give before spaces do.
    pub expansion: f64,
    /// A last line shorter than this is a runt.
    pub runt: f64,
    /// How many lines more (or fewer, below 0) than the best way has are asked for.
    pub looseness: i32,
}

impl Measure {
    /// Lines of one width, flush at both sides.
    pub(super) fn flush(width: f64) -> Measure {
        Measure { first: width, rest: width, ragged: None, balanced: false, expansion: 0.0, runt: 0.0, looseness: 0 }
    }
}

/// How far a pass may go.
#[derive(Clone, Copy, Debug)]
pub(super) struct Effort {
    /// How far spaces may open, as a multiple of their stretch.
    pub tolerance: f64,
    /// Stretch that every line has besides its spaces', points, so that a bad line is shared out among its neighbours.
    pub emergency: f64,
    /// Whether a line too wide is taken where nothing else is left.
    pub force: bool,
}

impl Effort {
    /// Only lines that open their spaces by no more than `tolerance` times their stretch.
    pub(super) fn within(tolerance: f64) -> Effort {
        Effort { tolerance, emergency: 0.0, force: false }
    }

    /// Whatever lines there can be.
    pub(super) fn desperate(emergency: f64) -> Effort {
        Effort { tolerance: f64::INFINITY, emergency, force: true }
    }
}

/// The lines found.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Found {
    /// The items at which lines end, in order; the last item ends the last line.
    pub breaks: Vec<usize>,
    /// Whether a line is wider than its measure.
    pub over: bool,
}

/// The best lines that a pass finds, if it finds any.
pub(super) fn linebreak(items: &[Item], measure: &Measure, effort: Effort) -> Option<Found> {
    Breaker::new(items, measure, effort).run()
}
