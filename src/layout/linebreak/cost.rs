//! What a line costs, by itself and beside its neighbours.
//!
//! Costs are squares of badness: 100 is a line whose spaces open by all of their stretch, or close by all that they can,
//! so that it costs 10 000 by itself. They were chosen by what `benches/typography` measures.

use super::Measure;

/// Each line costs this much, so that fewer are better.
const LINE: f64 = 10.0;
/// Two lines of which one is tight and the next loose, or the like.
pub(super) const UNEVEN: f64 = 10_000.0;
/// Two lines in turn that end in hyphens.
const HYPHENS_IN_TURN: f64 = 400_000.0;
/// A hyphen in the last line but one.
const LAST_HYPHEN: f64 = 10_000.0;
/// A last line that is a runt.
const RUNT: f64 = 400_000.0;
/// Spaces that open by more than this, as a multiple of their stretch, are seen as such.
pub(in crate::layout) const UNEASY: f64 = 4.0;
/// Letters that give or grow as far as they may count as spaces that open by this.
const STRAIN: f64 = 0.15;

/// How a line fills its measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Fill {
    /// How far spaces must open (above 0) or close (below 0, at most to -1), as a multiple of what they can.
    pub ratio: f64,
    /// How much of what letters can do is done, -1 to 1.
    pub strain: f64,
}

/// A place where a line may end, as far as costs know it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ending {
    pub cost: f64,
    pub hyphen: bool,
    pub last: bool,
}

/// What a line costs by itself.
pub(super) fn line(fill: Fill, ending: Ending) -> f64 {
    let strained = fill.ratio + STRAIN * fill.strain;
    let demerits = LINE + 100.0 * strained * strained;
    let penalty = if ending.cost.is_finite() { ending.cost.max(0.0) } else { 0.0 };
    demerits * demerits + penalty * penalty
}

/// What a line costs after another: `before` and `after` are their classes, `hyphens` whether each ends in one.
pub(super) fn neighbours(before: usize, after: usize, hyphens: (bool, bool)) -> f64 {
    let uneven = if before.abs_diff(after) > 1 { UNEVEN } else { 0.0 };
    uneven + if hyphens.0 && hyphens.1 { HYPHENS_IN_TURN } else { 0.0 }
}

/// What a last line of this width costs besides, after a line that ends in a hyphen or not.
pub(super) fn last_line(width: f64, measure: &Measure, after_hyphen: bool) -> f64 {
    let hyphen = if after_hyphen { LAST_HYPHEN } else { 0.0 };
    hyphen + if width < measure.runt { RUNT } else { 0.0 }
}

/// Tight, decent, loose, very loose.
pub(super) fn fitness(fill: Fill) -> usize {
    match fill.ratio {
        r if r < -0.5 => 0,
        r if r <= 0.5 => 1,
        r if r <= 1.0 => 2,
        _ => 3,
    }
}
