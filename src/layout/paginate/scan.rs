//! Goes down the column from the head of a page and tells every way in which the page may end.

use super::cost;
use super::notes::NoteLines;
use super::stack::{Band, SLACK, Stack};
use super::{Galleys, height};
use crate::geom::Pt;
use crate::layout::strip::{Float, Seam, Wish};

/// What has been set of the issue before some page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Set {
    /// Strips.
    pub strips: usize,
    /// Lines of notes.
    pub notes: usize,
    /// Floats.
    pub floats: usize,
    /// Floats across columns.
    pub across: usize,
}

/// A way in which a page may end.
#[derive(Clone, Copy, Debug)]
pub(super) struct End {
    /// What has been set with the page.
    pub set: Set,
    /// How full the page is, and how far it opens.
    pub contents: cost::Contents,
    /// What the end costs, however full the page is.
    pub flaw: f64,
}

/// The room at first for ends: a page of text has fewer.
const ENDS_ROOM: usize = 128;

/// A page in the making.
struct Scan<'s, 'a> {
    galleys: &'s Galleys<'a>,
    notes: &'s NoteLines,
    from: Set,
    /// How far the column reaches.
    most: Pt,
    stack: Stack,
    /// What figures at head and foot take.
    apart: Pt,
    /// Asked for above the next band: below a figure.
    after: Pt,
    floats: usize,
    /// Whether a figure has found no room, so that none after it may stand here.
    stuck: bool,
    ends: Vec<End>,
}

/// How a column may be filled besides to its end.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Leave {
    /// Figures of this page go to the next one.
    pub wait: bool,
    /// It may stay empty.
    pub empty: bool,
}

/// Every end of a page that begins after what is set.
pub(super) fn ends(galleys: &Galleys<'_>, notes: &NoteLines, from: Set, most: Pt, leave: Leave) -> Vec<End> {
    let mut scan = Scan {
        galleys,
        notes,
        from,
        most,
        stack: Stack::new(galleys.room.grid),
        apart: Pt::ZERO,
        after: Pt::ZERO,
        floats: from.floats,
        stuck: false,
        ends: Vec::with_capacity(ENDS_ROOM),
    };
    scan.waiting();
    if leave.empty || scan.floats > from.floats || from.notes < notes.called(from.strips) {
        scan.end(from.strips);
    }
    scan.stuck |= leave.wait;
    scan.head();
    scan.strips();
    scan.ends
}

/// The end of a page on which something stands that fits on none.
pub(super) fn forced(galleys: &Galleys<'_>, notes: &NoteLines, from: Set, most: Pt) -> End {
    let mut set = from;
    if from.strips < galleys.strips.len() {
        set.strips += 1;
    } else if from.floats < galleys.floats.len() {
        set.floats += 1;
    } else if from.across < galleys.across.len() {
        set.across += 1;
    }
    let taken = galleys.strips.get(from.strips..set.strips).map_or(Pt::ZERO, height);
    let called = notes.called(set.strips);
    if from.notes < called {
        let room = most - taken - galleys.rule;
        let some = notes.some(from.notes, room).max(from.notes + 1);
        set.notes = notes.fitting(from.notes, called, room).unwrap_or(some).min(called);
    }
    let contents = cost::Contents { taken: most, opens: Pt::ZERO, notes: false };
    End { set, contents, flaw: cost::IMPOSSIBLE }
}

impl<'s> Scan<'s, '_> {
    /// Figures from before this page stand at its head or foot.
    fn waiting(&mut self) {
        while let Some(float) = self.next_float().filter(|float| float.place <= self.from.strips) {
            if !self.apart(float) {
                break;
            }
        }
    }

    fn next_float(&self) -> Option<&'s Float> {
        self.galleys.floats.get(self.floats)
    }

    fn head(&mut self) {
        let head = self.galleys.strips.get(self.from.strips).and_then(|strip| strip.head);
        if let Some(head) = head {
            self.stack.push(Band { height: self.galleys.head(head), ..Band::default() });
        }
    }

    fn strips(&mut self) {
        let strips = self.galleys.strips;
        for (at, strip) in strips.iter().enumerate().skip(self.from.strips) {
            if at > self.from.strips && self.meet(at) {
                self.end(at);
            }
            let band = Band::from(strip);
            self.stack.push(Band { space: band.space.max(self.after), ..band });
            self.after = Pt::ZERO;
            if !self.end(at + 1) {
                return;
            }
        }
        if strips.len() > self.from.strips && self.meet(strips.len()) {
            self.end(strips.len());
        }
    }

    /// Sets the figures whose place is before a strip, if there is room; tells whether it has set any.
    fn meet(&mut self, at: usize) -> bool {
        let before = self.floats;
        while let Some(float) = self.next_float().filter(|float| float.place == at && !self.stuck) {
            let fits = if float.wish == Wish::Near { self.within(float) } else { self.apart(float) };
            self.stuck = !fits;
        }
        self.floats > before
    }

    fn within(&mut self, float: &Float) -> bool {
        let before = (self.stack, self.after);
        for band in within(float, self.after) {
            self.stack.push(band);
        }
        self.after = space_around(float);
        self.keep_if_it_fits(float.place, before)
    }

    fn apart(&mut self, float: &Float) -> bool {
        if self.galleys.masthead && self.from.strips == 0 && float.wish != Wish::Foot {
            return false;
        }
        let before = (self.stack, self.after);
        let taken = self.galleys.room.apart(float.height());
        self.apart += taken;
        let fits = self.keep_if_it_fits(self.from.strips.max(float.place), before);
        if !fits {
            self.apart -= taken;
        }
        fits
    }

    fn keep_if_it_fits(&mut self, at: usize, before: (Stack, Pt)) -> bool {
        self.floats += 1;
        let fits = self.room(at).is_some();
        if !fits {
            self.floats -= 1;
            (self.stack, self.after) = before;
        }
        fits
    }

    /// The note lines set by the end of the page, and what the page takes in all; nothing where it is too full.
    fn room(&self, at: usize) -> Option<(usize, Pt)> {
        let body = self.stack.height() + self.apart + self.tail(at);
        let called = self.notes.called(at);
        if self.from.notes >= called {
            return (body <= self.most + SLACK).then_some((self.from.notes, body));
        }
        let body = body + self.galleys.rule;
        let set = self.notes.fitting(self.from.notes, called, self.most - body)?;
        Some((set, body + self.notes.height(self.from.notes..set)))
    }

    /// What is set below the last strip of the page because what it belongs to goes on overleaf.
    fn tail(&self, at: usize) -> Pt {
        let last = at.checked_sub(1).filter(|last| *last >= self.from.strips);
        let tail = last.and_then(|last| self.galleys.strips.get(last)).and_then(|strip| strip.tail);
        tail.map_or(Pt::ZERO, |tail| self.galleys.head(tail))
    }

    /// Tells of the end before a strip; `false` where the page is too full.
    fn end(&mut self, at: usize) -> bool {
        let Some((notes, taken)) = self.room(at) else { return false };
        let set = Set { strips: at, notes, floats: self.floats, ..self.from };
        let contents = cost::Contents { taken, opens: self.stack.room, notes: notes > self.from.notes };
        let divided = if notes < self.notes.called(at) { cost::NOTE_DIVIDED } else { 0.0 };
        let flaw = divided + self.seam(at) + self.waits(at);
        self.ends.push(End { set, contents, flaw });
        true
    }

    fn seam(&self, at: usize) -> f64 {
        let strips = self.galleys.strips;
        let Some(next) = strips.get(at).filter(|_| at > self.from.strips) else { return 0.0 };
        let divided = at.checked_sub(1).and_then(|at| strips.get(at)).is_some_and(|strip| strip.divided);
        let seam = match next.seam {
            Seam::Never => cost::FORBIDDEN,
            Seam::Lone => cost::LONE,
            Seam::Dear => cost::DEAR,
            Seam::Free => 0.0,
        };
        // A page that is to be full is not kept short for the sake of a whole word.
        seam + if divided && self.galleys.room.level { cost::HYPHEN } else { 0.0 }
    }

    /// The cost of the figures that wait for the next page.
    fn waits(&self, at: usize) -> f64 {
        let waiting = self.galleys.floats.iter().skip(self.floats).take_while(|float| float.place < at);
        waiting.map(|float| if float.place < self.from.strips { cost::MUCH_LATER } else { cost::LATER }).sum()
    }
}

/// The bands of a float in the text, `after` below something that asks for space.
pub(in crate::layout) fn within(float: &Float, after: Pt) -> impl Iterator<Item = Band> {
    let least = move |at: usize| if at == 0 { after } else { Pt::ZERO };
    float.strips.iter().enumerate().map(move |(at, strip)| {
        let band = Band::from(strip);
        Band { space: band.space.max(least(at)), ..band }
    })
}

/// The space that a float in the text asks for below it: what it has above it.
pub(in crate::layout) fn space_around(float: &Float) -> Pt {
    float.strips.first().map_or(Pt::ZERO, |strip| strip.space)
}
