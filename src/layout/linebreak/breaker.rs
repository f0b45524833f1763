//! The search: nodes where lines may end, and the best way to each.

use super::cost::{Ending, Fill, UNEVEN, fitness, last_line, line, neighbours};
use super::{ALWAYS, Effort, Found, Item, Measure, NEVER};

/// Stretch that every line has at the least, points: it makes badness finite.
const LEAST_STRETCH: f64 = 0.01;
/// A line wider than its measure by less than this fits, points.
const SLACK: f64 = 0.001;
/// What a line over the measure costs.
const OVER: f64 = 1e12;
/// What is more than this many times too short is so whatever was rounded.
const SURELY: f64 = 1.001;
/// So many places at most are kept where a line may begin: more of them than this within a line have no width.
const ACTIVE: usize = 4096;
/// The room at first for places where a line may begin: more are seldom near enough.
const ACTIVE_ROOM: usize = 32;
/// The room at first for nodes is one for so many items, of which a line may end well at fewer.
const ITEMS_OF_NODE: usize = 8;

#[derive(Clone, Copy, Debug, Default)]
struct Totals {
    width: f64,
    stretch: f64,
    shrink: f64,
    boxes: f64,
}

/// A place where a line may end, with the best way to get there.
#[derive(Clone, Copy, Debug)]
struct Node {
    item: usize,
    /// Sums up to the first box after it.
    after: Totals,
    /// How far the box after it hangs out of the line.
    hang: f64,
    /// How many lines lead to it.
    line: i32,
    hyphen: bool,
    fitness: usize,
    demerits: f64,
    over: bool,
    from: Option<usize>,
}

/// The search in hand.
pub(super) struct Breaker<'a> {
    items: &'a [Item],
    measure: &'a Measure,
    effort: Effort,
    nodes: Vec<Node>,
    /// The nodes from which a line can still reach on.
    active: Vec<usize>,
    /// An emptied list, to be filled again.
    best: Vec<Candidate>,
    sums: Totals,
    /// How far the last box hangs out of a line that it ends.
    hang: f64,
    /// How far any box hangs out of a line that it begins; nothing where something has a width below 0, so that a line
    /// from a later place might be longer than one from an earlier place.
    farthest_hang: Option<f64>,
}

/// A place where a line could end.
#[derive(Clone, Copy)]
struct Place {
    item: usize,
    width: f64,
    ending: Ending,
}

/// A line before its spaces open or close.
#[derive(Clone, Copy)]
struct Loose {
    /// How much shorter than its measure it is.
    short: f64,
    /// How much its letters may grow or give.
    letters: f64,
    /// How far its spaces open with ease.
    stretch: f64,
}

/// A line that could end at the place in hand.
#[derive(Clone, Copy)]
struct Candidate {
    from: usize,
    line: i32,
    fitness: usize,
    demerits: f64,
}

impl<'a> Breaker<'a> {
    pub(super) fn new(items: &'a [Item], measure: &'a Measure, effort: Effort) -> Breaker<'a> {
        let mut breaker = Breaker {
            items,
            measure,
            effort,
            nodes: Vec::with_capacity(items.len() / ITEMS_OF_NODE + 1),
            active: Vec::with_capacity(ACTIVE_ROOM),
            best: Vec::new(),
            sums: Totals::default(),
            hang: 0.0,
            farthest_hang: farthest_hang(items),
        };
        let (after, hang) = breaker.start_after(0);
        let start =
            Node { item: 0, after, hang, line: 0, hyphen: false, fitness: 1, demerits: 0.0, over: false, from: None };
        breaker.nodes.push(start);
        breaker.active.push(0);
        breaker
    }

    /// The breaks, or nothing where some line cannot be set with this effort.
    pub(super) fn run(mut self) -> Option<Found> {
        let mut after_box = false;
        let end = self.items.len().checked_sub(1)?;
        for (at, item) in self.items.iter().enumerate() {
            let ending = |cost, hyphen| Ending { cost, hyphen, last: at == end };
            match *item {
                Item::Box { width, right, .. } => {
                    self.sums.width += width;
                    self.sums.boxes += width;
                    self.hang = right;
                }
                Item::Glue { width, stretch, shrink } => {
                    if after_box {
                        self.consider(Place { item: at, width: -self.hang, ending: ending(0.0, false) })?;
                    }
                    self.sums.width += width;
                    self.sums.stretch += stretch;
                    self.sums.shrink += shrink;
                }
                Item::Penalty { width, cost, hyphen } if cost < NEVER => {
                    let width = if width > 0.0 { width } else { -self.hang };
                    self.consider(Place { item: at, width, ending: ending(cost, hyphen) })?;
                }
                Item::Penalty { .. } => {}
            }
            after_box = matches!(item, Item::Box { .. });
        }
        self.trace()
    }

    fn consider(&mut self, place: Place) -> Option<()> {
        let mut best = std::mem::take(&mut self.best);
        let mut least_wide: Option<(f64, usize)> = None;
        let (mut kept, mut seen) = (0, 0);
        while let Some(&from) = self.active.get(seen) {
            let node = &self.nodes[from];
            let line = self.line(node, place);
            if self.all_are_far(node, line, place) {
                break;
            }
            let fill = self.fill(node, line, place);
            let fits = fill.ratio >= -1.0;
            if fits && fill.ratio <= self.effort.tolerance {
                keep_best(&mut best, self.candidate(from, fill, place), self.measure.looseness != 0);
            } else if !fits && least_wide.is_none_or(|(widest, _)| fill.ratio > widest) {
                least_wide = Some((fill.ratio, from));
            }
            if fits && place.ending.cost > ALWAYS {
                self.active[kept] = from;
                kept += 1;
            }
            seen += 1;
        }
        if kept < seen {
            self.active.drain(kept..seen);
        }
        let over = best.is_empty() && self.active.is_empty();
        if over {
            let (_, from) = least_wide.filter(|_| self.effort.force)?;
            let node = &self.nodes[from];
            best.push(Candidate { from, line: node.line + 1, fitness: 0, demerits: node.demerits + OVER });
        }
        if let Some(surplus @ 1..) = self.active.len().checked_sub(ACTIVE) {
            self.active.drain(..surplus);
        }
        self.take(place, over, &best);
        best.clear();
        self.best = best;
        Some(())
    }

    /// The line from a node to a place as it is by itself.
    fn line(&self, from: &Node, place: Place) -> Loose {
        let measure = if from.line == 0 { self.measure.first } else { self.measure.rest };
        Loose {
            short: measure + from.hang - (self.sums.width - from.after.width + place.width),
            letters: self.measure.expansion * (self.sums.boxes - from.after.boxes),
            stretch: self.measure.ragged.unwrap_or(self.sums.stretch - from.after.stretch) + self.effort.emergency,
        }
    }

    /// How a line fills its measure; a ratio below -1 says that it does not fit.
    fn fill(&self, from: &Node, line: Loose, place: Place) -> Fill {
        let Loose { short, letters, .. } = line;
        if place.ending.cost == ALWAYS && !self.measure.balanced && short >= 0.0 {
            return Fill { ratio: 0.0, strain: 0.0 };
        }
        let given = short.clamp(-letters, letters);
        let ratio = self.ratio(from, line, short - given);
        let strain = if letters > 0.0 && ratio <= self.effort.tolerance { given / letters } else { 0.0 };
        Fill { ratio, strain }
    }

    /// Whether the line from a node falls so far short of its measure that those from all later nodes do as well: most
    /// places are looked at from few nodes.
    fn all_are_far(&self, from: &Node, line: Loose, place: Place) -> bool {
        let Some(farthest) = self.farthest_hang.filter(|_| from.line > 0 && place.ending.cost > ALWAYS) else {
            return false;
        };
        line.short - farthest - line.letters > line.stretch.max(LEAST_STRETCH) * self.effort.tolerance * SURELY
    }

    /// How far the spaces of a line must open or close where it is so much shorter than its measure.
    fn ratio(&self, from: &Node, line: Loose, short: f64) -> f64 {
        if short < 0.0 {
            let shrink = if self.measure.ragged.is_some() { 0.0 } else { self.sums.shrink - from.after.shrink };
            return if short > -SLACK {
                0.0
            } else if -short <= shrink {
                short / shrink
            } else {
                -1.0 + short
            };
        }
        short / line.stretch.max(LEAST_STRETCH)
    }

    fn candidate(&self, from: usize, fill: Fill, place: Place) -> Candidate {
        let node = &self.nodes[from];
        let fitness = fitness(fill);
        let mut demerits = node.demerits
            + line(fill, place.ending)
            + neighbours(node.fitness, fitness, (node.hyphen, place.ending.hyphen));
        if place.ending.last && node.line > 0 {
            demerits += last_line(self.sums.width - node.after.width, self.measure, node.hyphen);
        }
        Candidate { from, line: node.line + 1, fitness, demerits }
    }

    fn take(&mut self, place: Place, over: bool, best: &[Candidate]) {
        let Some(least) = best.iter().min_by(|a, b| a.demerits.total_cmp(&b.demerits)).copied() else { return };
        let (after, hang) = self.start_after(place.item);
        let looseness = self.measure.looseness;
        for found in best.iter().filter(|found| is_kept(found, &least, looseness)) {
            self.active.push(self.nodes.len());
            self.nodes.push(Node {
                item: place.item,
                after,
                hang,
                line: found.line,
                hyphen: place.ending.hyphen,
                fitness: found.fitness,
                demerits: found.demerits,
                over,
                from: Some(found.from),
            });
        }
    }

    /// Sums up to the first box after a break, for glue at a line's start vanishes, and how far that box hangs.
    fn start_after(&self, at: usize) -> (Totals, f64) {
        let mut sums = self.sums;
        for (ahead, item) in self.items.iter().enumerate().skip(at) {
            match *item {
                Item::Box { left, .. } => return (sums, left),
                Item::Glue { width, stretch, shrink } => {
                    sums.width += width;
                    sums.stretch += stretch;
                    sums.shrink += shrink;
                }
                Item::Penalty { cost, .. } if cost == ALWAYS && ahead > at => break,
                Item::Penalty { .. } => {}
            }
        }
        (sums, 0.0)
    }

    fn trace(&self) -> Option<Found> {
        let last = self.items.len().checked_sub(1)?;
        let ends = || self.active.iter().map(|&node| (node, &self.nodes[node])).filter(|(_, node)| node.item == last);
        let (_, best) = ends().min_by(|(_, a), (_, b)| a.demerits.total_cmp(&b.demerits))?;
        let wanted = best.line + self.measure.looseness;
        let by_lines = |node: &Node| (node.line - wanted).abs();
        let (end, _) =
            ends().min_by(|(_, a), (_, b)| by_lines(a).cmp(&by_lines(b)).then(a.demerits.total_cmp(&b.demerits)))?;
        let mut found = Found::default();
        let mut node = Some(end);
        while let Some(at) = node {
            let Node { item, over, from, .. } = self.nodes[at];
            found.breaks.push(item);
            found.over |= over;
            node = from;
        }
        found.breaks.pop();
        found.breaks.reverse();
        Some(found)
    }
}

/// A worse way is kept only while another fitness could make up for it, or as many lines as are asked for.
fn is_kept(found: &Candidate, least: &Candidate, looseness: i32) -> bool {
    match looseness {
        0 => found.demerits <= least.demerits + UNEVEN,
        wanted => (wanted.min(0) - 1..=wanted.max(0) + 1).contains(&(found.line - least.line)),
    }
}

/// Takes a line among the best if no better one of its fitness, and of its number where that counts, is there.
fn keep_best(best: &mut Vec<Candidate>, found: Candidate, by_line: bool) {
    let alike = |other: &Candidate| other.fitness == found.fitness && (!by_line || other.line == found.line);
    match best.iter_mut().find(|other| alike(other)) {
        Some(other) if found.demerits < other.demerits => *other = found,
        Some(_) => {}
        None => best.push(found),
    }
}

fn farthest_hang(items: &[Item]) -> Option<f64> {
    items.iter().try_fold(0.0, |farthest, item| match *item {
        Item::Box { width, left, .. } => (width >= 0.0).then(|| left.max(farthest)),
        Item::Glue { width, stretch, .. } => (width >= 0.0 && stretch >= 0.0).then_some(farthest),
        Item::Penalty { .. } => Some(farthest),
    })
}
