//! The cheapest way through an issue, page by page, over every way of ending each page that is worth it.

use super::cost;
use super::notes::NoteLines;
use super::room::{Reach, Side};
use super::scan::{self, End, Leave, Set};
use super::{Galleys, Sheet};
use crate::geom::Pt;
use crate::layout::strip::Wish;

/// A page that is filled less than this share is weighed only where no fuller one has a good end.
const WORTH_IT: f64 = 0.6;
/// A way that costs so much more than another to the same place is not gone on from: no later page makes up for it.
const HOPELESS: f64 = 150.0;
/// At the most so many ways to one place are gone on from.
const WAYS: usize = 16;

/// A way to some place.
#[derive(Clone, Copy, Debug)]
struct Way {
    set: Set,
    /// The column that is filled next.
    side: Side,
    /// What was set before its page.
    page: Set,
    /// How many lines short the columns end that are seen together with the next one.
    short: usize,
    cost: f64,
    /// The way that it goes on from.
    before: usize,
    /// How far the spaces of its last page open.
    open: Pt,
    /// How full its last page is.
    taken: Pt,
}

struct Search<'s, 'a> {
    galleys: &'s Galleys<'a>,
    notes: &'s NoteLines,
    ways: Vec<Way>,
    /// The ways to each strip that are not gone on from yet.
    open: Vec<Vec<usize>>,
    best: Option<usize>,
}

/// The pages, column by column.
pub(super) fn search(galleys: &Galleys<'_>, notes: &NoteLines) -> Vec<Sheet> {
    let start = Way {
        set: Set::default(),
        side: galleys.room.first(),
        page: Set::default(),
        short: 0,
        cost: 0.0,
        before: usize::MAX,
        open: Pt::ZERO,
        taken: Pt::ZERO,
    };
    let mut open = vec![Vec::new(); galleys.strips.len() + 1];
    open[0].push(0);
    let mut search = Search { galleys, notes, ways: vec![start], open, best: None };
    for strip in 0..search.open.len() {
        while let Some(group) = search.next_group(strip) {
            search.go_on(&group);
        }
    }
    search.sheets()
}

impl Search<'_, '_> {
    /// The ways to a strip that have the same page before them, those with least set first.
    fn next_group(&mut self, strip: usize) -> Option<Vec<usize>> {
        let open = self.open.get(strip)?;
        let least = open.iter().filter_map(|&way| self.ways.get(way)).min_by_key(|way| way.set).copied()?;
        let most = |way: &Way| self.reach(way, way.set).most;
        let opens = |way: &Way| self.galleys.room.column(way.side) == 0;
        let alike = |way: &Way| way.set == least.set && most(way) == most(&least) && opens(way) == opens(&least);
        let (group, rest) = open.iter().partition(|&&way| self.ways.get(way).is_some_and(alike));
        *self.open.get_mut(strip)? = rest;
        Some(group)
    }

    /// How far the column after a way reaches on a page with what is set across it.
    fn reach(&self, way: &Way, set: Set) -> Reach {
        self.galleys.room.reach(way.side, &self.galleys.across(way.page.across..set.across))
    }

    fn go_on(&mut self, group: &[usize]) {
        let Some(first) = group.first().and_then(|&way| self.ways.get(way)).copied() else { return };
        if self.is_whole(first.set) {
            let cost = |way: &usize| self.ways.get(*way).map_or(f64::INFINITY, |way| way.cost);
            let best = self.best.into_iter().chain(group.iter().copied());
            self.best = best.min_by(|a, b| cost(a).total_cmp(&cost(b)));
            return;
        }
        let ends: Vec<End> = self.across(first).flat_map(|across| self.ends(first, across)).collect();
        let cost = |way: usize| self.ways.get(way).map_or(f64::INFINITY, |way| way.cost);
        let least = group.iter().map(|&way| cost(way)).fold(f64::INFINITY, f64::min);
        let hopeful: Vec<usize> = group.iter().copied().filter(|&way| cost(way) <= least + HOPELESS).collect();
        for way in hopeful {
            for end in &ends {
                self.end(way, end);
            }
        }
    }

    fn is_whole(&self, set: Set) -> bool {
        set.strips == self.galleys.strips.len()
            && set.notes >= self.notes.len()
            && set.floats >= self.galleys.floats.len()
            && set.across >= self.galleys.across.len()
    }

    /// How many floats across columns are set by the end of the page whose column is filled next.
    fn across(&self, way: Way) -> std::ops::RangeInclusive<usize> {
        match self.galleys.room.column(way.side) {
            0 => self.galleys.across_page(way.set, self.reach(&way, way.set).most),
            _ => way.set.across..=way.set.across,
        }
    }

    /// The ends of the next column that are worth it, where so many floats across columns are set with it.
    fn ends(&self, way: Way, across: usize) -> Vec<End> {
        let set = Set { across, ..way.set };
        let most = self.reach(&way, set).most;
        // Beside what spans the columns they may be empty; so may one after which nothing comes but that.
        let over = set.strips == self.galleys.strips.len() && self.galleys.room.column(way.side) > 0;
        let leave = Leave { wait: false, empty: across > way.page.across || over };
        let mut ends = scan::ends(self.galleys, self.notes, set, most, leave);
        if ends.last().is_some_and(|end| end.set.floats > way.set.floats) {
            ends.extend(scan::ends(self.galleys, self.notes, set, most, Leave { wait: true, ..leave }));
        }
        let full = most * WORTH_IT;
        let worth = |end: &End| end.contents.taken >= full || self.is_whole(end.set);
        let good = |end: &End| end.flaw < cost::FORBIDDEN;
        if ends.iter().any(|end| worth(end) && good(end)) {
            ends.retain(|end| worth(end) && good(end));
        } else if ends.iter().any(good) {
            ends.retain(good);
        }
        if ends.is_empty() {
            ends.push(scan::forced(self.galleys, self.notes, set, most));
        }
        ends
    }

    /// Goes on from a way with one more page.
    fn end(&mut self, before: usize, end: &End) {
        let Some(way) = self.ways.get(before).copied() else { return };
        let room = self.galleys.room;
        let (full, leading) = (self.reach(&way, end.set).full, room.leading);
        let whole = self.is_whole(end.set);
        let lines = (full - end.contents.taken) / leading;
        let free = room.opens(way.side) && room.has_neighbours(way.side) && !whole;
        let depths = cost::depths(lines, free).map(|depth| if room.opens(way.side) { depth } else { way.short });
        for short in depths {
            let (open, cost) = if whole {
                (Pt::ZERO, self.last(way.set, way.side))
            } else {
                cost::fill(end.contents, full - leading * short as f64, &room)
            };
            let cost = way.cost + end.flaw + self.across_flaw(&way, end.set) + cost + cost::short(short);
            let (side, taken) = (room.after(way.side), end.contents.taken);
            let page = if room.column(side) == 0 { end.set } else { way.page };
            self.add(Way { set: end.set, side, page, short, cost, before, open, taken });
        }
    }

    /// What is wrong with the floats across columns once the last column of a page is filled.
    fn across_flaw(&self, way: &Way, set: Set) -> f64 {
        let last = self.galleys.room.column(way.side) + 1 == self.galleys.room.columns;
        if last { self.galleys.across_flaw(way.page, set) } else { 0.0 }
    }

    fn last(&self, from: Set, side: Side) -> f64 {
        let strips = self.galleys.imprint.min(self.galleys.strips.len());
        let room = &self.galleys.room;
        cost::last(strips.saturating_sub(from.strips), side == room.first(), room.level)
    }

    /// Adds a way, unless a cheaper one leads to the same, or one as cheap whose pages before the last hold more.
    fn add(&mut self, way: Way) {
        let Some(open) = self.open.get(way.set.strips) else { return };
        let fresh = self.galleys.room.opens(way.side);
        let same = |other: &Way| {
            let page = other.page.across == way.page.across;
            other.set == way.set && page && other.side == way.side && (fresh || other.short == way.short)
        };
        let found = open.iter().copied().find(|&at| self.ways.get(at).is_some_and(same));
        let dearest = || {
            let cost = |at: &usize| self.ways.get(*at).map_or(0.0, |way| way.cost);
            open.iter().copied().max_by(|a, b| cost(a).total_cmp(&cost(b)))
        };
        let replaced = found.or_else(|| dearest().filter(|_| open.len() >= WAYS));
        let better = replaced.and_then(|at| self.ways.get(at)).is_none_or(|old| self.is_better(&way, old));
        if !better {
            return;
        }
        if let Some(old) = replaced.and_then(|at| self.ways.get_mut(at)) {
            *old = way;
        } else if let Some(open) = self.open.get_mut(way.set.strips) {
            open.push(self.ways.len());
            self.ways.push(way);
        }
    }

    fn is_better(&self, way: &Way, old: &Way) -> bool {
        let held = |way: &Way| self.ways.get(way.before).map(|before| before.set);
        way.cost < old.cost || (way.cost <= old.cost && held(way) > held(old))
    }

    /// The pages of the cheapest way.
    fn sheets(&self) -> Vec<Sheet> {
        let mut sheets = Vec::new();
        let mut at = self.best.unwrap_or_default();
        while let Some(way) = self.ways.get(at).copied() {
            let Some(before) = self.ways.get(way.before) else { break };
            sheets.push(self.sheet(before, &way));
            at = way.before;
        }
        sheets.reverse();
        let room = &self.galleys.room;
        let mut page = room.page;
        for (at, sheet) in sheets.iter_mut().enumerate() {
            page += usize::from(at > 0 && sheet.column == 0);
            sheet.page = page;
        }
        if sheets.is_empty() {
            sheets.push(Sheet { page, top: room.top, foot: room.height, ..Sheet::default() });
        }
        sheets
    }

    /// A page between two ways.
    fn sheet(&self, before: &Way, after: &Way) -> Sheet {
        let galleys = self.galleys;
        let (room, side) = (&galleys.room, before.side);
        let across = galleys.across(before.page.across..after.set.across);
        let reach = room.reach(side, &across);
        let foot = reach.full - room.leading * after.short as f64;
        let mut sheet = Sheet {
            column: room.column(side),
            top: reach.top,
            foot: reach.top + foot.max(after.taken).min(reach.most),
            across,
            head: galleys.strips.get(before.set.strips..after.set.strips).and_then(|strips| strips.first()?.head),
            strips: before.set.strips..after.set.strips,
            notes: before.set.notes..after.set.notes,
            open: after.open,
            ..Sheet::default()
        };
        for at in before.set.floats..after.set.floats {
            let Some(float) = galleys.floats.get(at) else { continue };
            let kind = match float.wish {
                Wish::Foot => &mut sheet.below,
                Wish::Near if float.place > before.set.strips => &mut sheet.within,
                _ => &mut sheet.above,
            };
            kind.push(at);
        }
        sheet
    }
}
