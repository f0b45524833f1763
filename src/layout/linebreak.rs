//! Breaks a paragraph into lines with the least demerits over all of it (Knuth and Plass, 1981).
//!
//! Knows boxes, glue and penalties only. Each place where a line may end is weighed against every place where that
//! line may begin; a place that is more than a line behind is dropped, so the work is linear in the text.

/// What a paragraph is made of. Lengths in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Item {
    /// Something that is not broken.
    Box(f64),
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
        /// Added to the line that ends here: a hyphen's.
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

/// What lines must fit.
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
}

/// Each line costs this much, so that fewer are better.
const LINE: f64 = 10.0;
/// Two lines of which one is tight and the next loose, or the like.
const UNEVEN: f64 = 10_000.0;
/// Two lines in turn that end in hyphens.
const HYPHENS_IN_TURN: f64 = 15_000.0;
/// A hyphen in the last line but one.
const LAST_HYPHEN: f64 = 8_000.0;
/// A last line shorter than [`RUNT_SHARE`] of the measure.
const RUNT: f64 = 12_000.0;
const RUNT_SHARE: f64 = 0.12;
/// How far spaces may open, as a multiple of their stretch, while there is any other way.
const TOLERANCE: f64 = 2.5;
/// Stretch that every line has at the least, points: it makes badness finite.
const LEAST_STRETCH: f64 = 0.01;
/// A line wider than its measure by less than this fits, points.
const SLACK: f64 = 0.001;

/// The items at which lines end, in order, if no line opens its spaces by more than `tolerance` times their stretch.
pub(super) fn linebreak_within(items: &[Item], measure: &Measure, tolerance: f64) -> Option<Vec<usize>> {
    Breaker::new(items, measure, tolerance).run(false)
}

/// The items at which lines end, in order; the last item ends the last line.
pub(super) fn linebreak(items: &[Item], measure: &Measure) -> Vec<usize> {
    linebreak_within(items, measure, TOLERANCE)
        .or_else(|| Breaker::new(items, measure, f64::INFINITY).run(true))
        .unwrap_or_default()
}

#[derive(Clone, Copy, Debug, Default)]
struct Totals {
    width: f64,
    stretch: f64,
    shrink: f64,
}

/// A place where a line may end, with the best way to get there.
#[derive(Clone, Copy, Debug)]
struct Node {
    item: usize,
    /// Sums up to the first box after it.
    after: Totals,
    first: bool,
    hyphen: bool,
    fitness: usize,
    demerits: f64,
    from: Option<usize>,
}

struct Breaker<'a> {
    items: &'a [Item],
    measure: &'a Measure,
    tolerance: f64,
    nodes: Vec<Node>,
    /// The first node from which a line can still reach on.
    active: Vec<usize>,
    sums: Totals,
}

/// A line that could end at the place in hand.
struct Candidate {
    from: usize,
    fitness: usize,
    demerits: f64,
}

impl<'a> Breaker<'a> {
    fn new(items: &'a [Item], measure: &'a Measure, tolerance: f64) -> Breaker<'a> {
        let start = Node {
            item: 0,
            after: Totals::default(),
            first: true,
            hyphen: false,
            fitness: 1,
            demerits: 0.0,
            from: None,
        };
        Breaker { items, measure, tolerance, nodes: vec![start], active: vec![0], sums: Totals::default() }
    }

    /// The breaks, or nothing where some line cannot be set within the tolerance. With `force`, a line too wide is taken
    /// where nothing else is left.
    fn run(mut self, force: bool) -> Option<Vec<usize>> {
        let mut after_box = false;
        for (at, item) in self.items.iter().enumerate() {
            match *item {
                Item::Box(width) => self.sums.width += width,
                Item::Glue { width, stretch, shrink } => {
                    if after_box {
                        self.consider(at, 0.0, 0.0, false, force)?;
                    }
                    self.sums.width += width;
                    self.sums.stretch += stretch;
                    self.sums.shrink += shrink;
                }
                Item::Penalty { width, cost, hyphen } if cost < NEVER => {
                    self.consider(at, width, cost, hyphen, force)?
                }
                Item::Penalty { .. } => {}
            }
            after_box = matches!(item, Item::Box(_));
        }
        self.trace()
    }

    fn consider(&mut self, at: usize, width: f64, cost: f64, hyphen: bool, force: bool) -> Option<()> {
        let mut best: [Option<Candidate>; 4] = [None, None, None, None];
        let mut least_wide: Option<(f64, usize)> = None;
        let mut kept = Vec::with_capacity(self.active.len() + 4);
        for &from in &self.active {
            let ratio = self.ratio(&self.nodes[from], width, cost);
            if ratio >= -1.0 {
                if ratio <= self.tolerance {
                    self.weigh(at, from, ratio, cost, hyphen, &mut best);
                }
                if cost > ALWAYS {
                    kept.push(from);
                }
            } else if least_wide.is_none_or(|(widest, _)| ratio > widest) {
                least_wide = Some((ratio, from));
            }
        }
        let none = best.iter().all(Option::is_none);
        if none && kept.is_empty() {
            let (_, from) = least_wide.filter(|_| force)?;
            best[0] = Some(Candidate { from, fitness: 0, demerits: self.nodes[from].demerits + 1e12 });
        }
        self.active = kept;
        self.take(at, hyphen, best);
        Some(())
    }

    /// How far the spaces of the line from a node to here must open (above 0) or close (below 0).
    fn ratio(&self, from: &Node, width: f64, cost: f64) -> f64 {
        let measure = if from.first { self.measure.first } else { self.measure.rest };
        let short = measure - (self.sums.width - from.after.width + width);
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
        if cost == ALWAYS && !self.measure.balanced {
            return 0.0;
        }
        let stretch = self.measure.ragged.unwrap_or(self.sums.stretch - from.after.stretch);
        short / stretch.max(LEAST_STRETCH)
    }

    fn weigh(&self, at: usize, from: usize, ratio: f64, cost: f64, hyphen: bool, best: &mut [Option<Candidate>; 4]) {
        let node = &self.nodes[from];
        let fitness = fitness(ratio);
        let badness = 100.0 * (ratio * ratio * ratio).abs();
        let mut demerits = LINE + badness + if cost > ALWAYS { cost.max(0.0) } else { 0.0 };
        demerits = node.demerits + demerits * demerits;
        if fitness.abs_diff(node.fitness) > 1 {
            demerits += UNEVEN;
        }
        if node.hyphen && hyphen {
            demerits += HYPHENS_IN_TURN;
        }
        if at + 1 == self.items.len() {
            demerits += self.last_line(node);
        }
        if let Some(slot) = best.get_mut(fitness)
            && slot.as_ref().is_none_or(|other| demerits < other.demerits)
        {
            *slot = Some(Candidate { from, fitness, demerits });
        }
    }

    fn last_line(&self, from: &Node) -> f64 {
        let hyphen = if from.hyphen { LAST_HYPHEN } else { 0.0 };
        let short = self.sums.width - from.after.width < RUNT_SHARE * self.measure.rest;
        hyphen + if short && !from.first { RUNT } else { 0.0 }
    }

    fn take(&mut self, at: usize, hyphen: bool, best: [Option<Candidate>; 4]) {
        // A worse way is kept only while another fitness could make up for it.
        let least = best.iter().flatten().map(|found| found.demerits).fold(f64::INFINITY, f64::min);
        let mut after = None;
        for found in best.into_iter().flatten().filter(|found| found.demerits <= least + UNEVEN) {
            let after = *after.get_or_insert_with(|| self.sums_after(at));
            self.active.push(self.nodes.len());
            self.nodes.push(Node {
                item: at,
                after,
                first: false,
                hyphen,
                fitness: found.fitness,
                demerits: found.demerits,
                from: Some(found.from),
            });
        }
    }

    /// Sums up to the first box after a break: glue at a line's start vanishes.
    fn sums_after(&self, at: usize) -> Totals {
        let mut sums = self.sums;
        for (ahead, item) in self.items.iter().enumerate().skip(at) {
            match *item {
                Item::Box(_) => break,
                Item::Glue { width, stretch, shrink } => {
                    sums.width += width;
                    sums.stretch += stretch;
                    sums.shrink += shrink;
                }
                Item::Penalty { cost, .. } if cost == ALWAYS && ahead > at => break,
                Item::Penalty { .. } => {}
            }
        }
        sums
    }

    fn trace(&self) -> Option<Vec<usize>> {
        let last = self.items.len().checked_sub(1)?;
        let ends = self.active.iter().filter(|&&node| self.nodes[node].item == last);
        let end = ends.min_by(|&&a, &&b| self.nodes[a].demerits.total_cmp(&self.nodes[b].demerits))?;
        let mut breaks = Vec::new();
        let mut node = Some(*end);
        while let Some(at) = node {
            breaks.push(self.nodes[at].item);
            node = self.nodes[at].from;
        }
        breaks.pop();
        breaks.reverse();
        Some(breaks)
    }
}

/// Tight, decent, loose, very loose.
fn fitness(ratio: f64) -> usize {
    match ratio {
        r if r < -0.5 => 0,
        r if r <= 0.5 => 1,
        r if r <= 1.0 => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const END: Item = Item::Penalty { width: 0.0, cost: ALWAYS, hyphen: false };

    fn words(widths: &[f64]) -> Vec<Item> {
        let mut items = Vec::new();
        for &width in widths {
            if !items.is_empty() {
                items.push(Item::Glue { width: 2.0, stretch: 1.0, shrink: 0.6 });
            }
            items.push(Item::Box(width));
        }
        items.push(END);
        items
    }

    fn flush(width: f64) -> Measure {
        Measure { first: width, rest: width, ragged: None, balanced: false }
    }

    /// The widths of the words of each line.
    fn lines(items: &[Item], measure: &Measure) -> Vec<Vec<f64>> {
        let mut lines = Vec::new();
        let mut start = 0;
        for at in linebreak(items, measure) {
            lines.push(
                items[start..at].iter().filter_map(|i| if let Item::Box(w) = i { Some(*w) } else { None }).collect(),
            );
            start = at;
        }
        lines
    }

    /// Natural width, stretch and shrink of a line, and its demerits without those between lines.
    fn line_cost(widths: &[f64], measure: f64, last: bool) -> Option<f64> {
        let spaces = widths.len().saturating_sub(1) as f64;
        let short = measure - widths.iter().sum::<f64>() - 2.0 * spaces;
        let ratio = match short {
            s if s < 0.0 => s / (0.6 * spaces),
            _ if last => 0.0,
            s => s / spaces.max(LEAST_STRETCH),
        };
        (ratio >= -1.0).then(|| (LINE + 100.0 * (ratio * ratio * ratio).abs()).powi(2))
    }

    /// The least cost over every way to break, by trying them all.
    fn best_of_all(widths: &[f64], measure: f64) -> f64 {
        if let Some(cost) = line_cost(widths, measure, true) {
            return (1..widths.len()).fold(cost, |best, at| best.min(split(widths, at, measure)));
        }
        (1..widths.len()).fold(f64::INFINITY, |best, at| best.min(split(widths, at, measure)))
    }

    fn split(widths: &[f64], at: usize, measure: f64) -> f64 {
        line_cost(&widths[..at], measure, false)
            .map_or(f64::INFINITY, |cost| cost + best_of_all(&widths[at..], measure))
    }

    #[test]
    fn no_way_to_break_is_better() {
        let widths = [9.0, 4.0, 7.0, 5.0, 8.0, 3.0, 9.0, 6.0, 6.0, 4.0, 9.0, 5.0];
        for measure in [26.0, 30.0, 33.0] {
            let found = lines(&words(&widths), &flush(measure));
            let last = found.len() - 1;
            let costs = found.iter().enumerate().map(|(at, line)| line_cost(line, measure, at == last));
            let cost: f64 = costs.map(|cost| cost.unwrap_or(f64::INFINITY)).sum();
            // The whole cost may be above the least sum of the lines' own by what evenness between lines is worth.
            assert!(cost <= best_of_all(&widths, measure) + UNEVEN * found.len() as f64, "{found:?}");
        }
    }

    #[test]
    fn a_loose_line_early_is_taken_to_save_a_worse_one_later() {
        // First fit sets 10 10 | 10 and leaves the 25 no room for anything else on its line.
        let found = lines(&words(&[10.0, 10.0, 10.0, 25.0, 10.0, 24.0]), &flush(38.0));
        assert!(found.iter().all(|line| line.iter().sum::<f64>() + 2.0 * (line.len() - 1) as f64 <= 38.0 + 0.6 * 2.0));
        assert_eq!(found, [vec![10.0, 10.0, 10.0], vec![25.0, 10.0], vec![24.0]]);
    }

    #[test]
    fn no_line_is_over_the_measure_where_that_can_be() {
        let widths: Vec<f64> = (0..200).map(|n| 3.0 + f64::from(n * 7919 % 23)).collect();
        for measure in 40..90 {
            let measure = f64::from(measure);
            for line in lines(&words(&widths), &flush(measure)) {
                let spaces = (line.len() - 1) as f64;
                assert!(line.iter().sum::<f64>() + (2.0 - 0.6) * spaces <= measure + SLACK, "{line:?} in {measure}");
            }
        }
    }

    #[test]
    fn a_box_wider_than_the_measure_still_ends() {
        assert_eq!(lines(&words(&[50.0, 5.0]), &flush(20.0)), [vec![50.0], vec![5.0]]);
    }

    #[test]
    fn a_title_is_balanced() {
        let title = Measure { first: 40.0, rest: 40.0, ragged: Some(20.0), balanced: true };
        assert_eq!(lines(&words(&[8.0, 8.0, 8.0, 8.0, 8.0]), &title), [vec![8.0, 8.0, 8.0], vec![8.0, 8.0]]);
    }

    #[test]
    fn a_hyphen_is_used_only_where_it_pays() {
        let hyphen = Item::Penalty { width: 1.0, cost: 50.0, hyphen: true };
        let space = Item::Glue { width: 2.0, stretch: 1.0, shrink: 0.6 };
        let items = [Item::Box(10.0), space, Item::Box(8.0), hyphen, Item::Box(8.0), space, Item::Box(10.0), END];
        assert_eq!(lines(&items, &flush(28.0)), [vec![10.0, 8.0, 8.0], vec![10.0]]);
        assert_eq!(lines(&items, &flush(21.0)), [vec![10.0, 8.0], vec![8.0, 10.0]]);
    }
}
