//! What a page costs that is not as it should be. A line is a line of the body.

use super::Room;
use crate::geom::Pt;

/// The cost of a seam that is better elsewhere.
pub(super) const DEAR: f64 = 40.0;
/// The cost of a row of a table that stands alone, under its head or overleaf: as much as four lines of an empty foot.
pub(super) const LONE: f64 = 160.0;
/// The cost of a widow, an orphan or a lone heading.
pub(super) const FORBIDDEN: f64 = 100_000.0;
/// The cost of what cannot be set right: a strip higher than the page, a note that does not begin under its callout.
pub(super) const IMPOSSIBLE: f64 = 1e9;
/// The cost of a page that ends in a divided word.
pub(super) const HYPHEN: f64 = 4.0;
/// The cost of a note that goes on overleaf.
pub(super) const NOTE_DIVIDED: f64 = 120.0;
/// The cost of a figure that stands on a later page than its place.
pub(super) const LATER: f64 = 25.0;
/// The cost of a figure that waits longer than the page after that.
pub(super) const MUCH_LATER: f64 = 1_000.0;
/// The cost of a figure across the columns of a page before that of its place, and of one before another that stands
/// above it in the source.
pub(super) const EARLY: f64 = 2_000.0;
/// The cost of a last page with little more than the imprint on it.
const THIN: f64 = 600.0;
/// The cost of a last page with nothing but the imprint on it: more than of any lines that the page before lacks for it.
const ALONE: f64 = 20_000.0;
/// Lines that a last page holds at the least, and where every page is filled as far as it can be: the imprint never
/// stands alone.
const LEAST: usize = 3;
const LEAST_LEFT: usize = 1;
/// The cost of a page that ends a line off its neighbour; it rises with the square where pages are to be level.
const UNEVEN: f64 = 10.0;
/// So many times as much does each line cost that a page lacks where every page is to be full.
const UNFILLED: f64 = 3.0;
/// The cost of spaces that open as far as they can; it rises with the square.
const OPENED: f64 = 4.0;
/// The cost of a spread whose pages all end a line short, or two.
const SHORT: [f64; 3] = [0.0, 3.0, 9.0];
/// The same gap above notes is seen less.
const ABOVE_NOTES: f64 = 0.5;

/// What stands on a page, as far as its cost goes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Contents {
    /// How much of the column is taken.
    pub taken: Pt,
    /// How far its spaces may open.
    pub opens: Pt,
    /// Whether it has notes at its foot.
    pub notes: bool,
}

/// How many lines short a page may end so that it is level with its neighbours.
pub(super) fn depths(short: f64, free: bool) -> impl Iterator<Item = usize> {
    let other = (short.round() as usize).min(SHORT.len() - 1);
    [0, other].into_iter().take(if free && short > 0.0 && other > 0 { 2 } else { 1 })
}

/// How far a page's spaces open, and its cost, where it should end at `foot`.
pub(super) fn fill(contents: Contents, foot: Pt, room: &Room) -> (Pt, f64) {
    let leading = room.leading;
    let mut short = foot - contents.taken;
    if room.grid.is_some() {
        // What is left of a line cannot be taken by one.
        short = leading * (short.0 / leading.0 + 0.01).floor();
    }
    let open = if short > Pt::ZERO { short.min(contents.opens) } else { Pt::ZERO };
    let used = if open > Pt::ZERO { open / contents.opens } else { 0.0 };
    let lines = (short - open) / leading;
    let seen = if contents.notes && lines > 0.0 { ABOVE_NOTES } else { 1.0 };
    (open, UNEVEN * unevenness(lines, room.level) * seen + OPENED * used * used)
}

/// How uneven a page looks that ends some lines off its neighbours. Where pages need not be level, it is no better to
/// share a lack of lines among them than to have it where it comes from.
fn unevenness(lines: f64, level: bool) -> f64 {
    if level || lines < 1.0 { lines * lines } else { lines * UNFILLED }
}

/// The cost of a spread that ends some lines short, once for each of its pages.
pub(super) fn short(lines: usize) -> f64 {
    SHORT.get(lines).copied().unwrap_or_default()
}

/// The cost of a last page that holds so many lines above the imprint.
pub(super) fn last(lines: usize, first: bool, level: bool) -> f64 {
    let least = if level { LEAST } else { LEAST_LEFT };
    match lines {
        _ if first => 0.0,
        0 => ALONE,
        lines if lines < least => THIN,
        _ => 0.0,
    }
}
