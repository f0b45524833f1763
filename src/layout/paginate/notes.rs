//! All lines of all notes in the order of their callouts, so that what has been set of them is one number.

use super::stack::SLACK;
use crate::geom::Pt;
use crate::layout::strip::{Seam, Strip};
use std::ops::Range;

/// A part of a note has this many lines at the least.
const LEAST: usize = 2;

/// A line of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::layout) struct NoteLine {
    /// Which note.
    pub note: usize,
    /// Which line of it.
    pub line: usize,
}

/// The lines of notes in order.
#[derive(Debug, Default)]
pub(super) struct NoteLines {
    /// The lines.
    pub lines: Vec<NoteLine>,
    /// For each line, where its note begins.
    starts: Vec<usize>,
    /// Whether a note may go on overleaf with a line.
    cuts: Vec<bool>,
    /// The height of all lines before each.
    reach: Vec<Pt>,
    /// How many lines the strips before each call.
    called: Vec<usize>,
}

impl NoteLines {
    /// The notes that strips call.
    pub(super) fn of(strips: &[Strip], notes: &[Option<Vec<Strip>>]) -> NoteLines {
        let mut found = NoteLines { reach: vec![Pt::ZERO], called: vec![0], ..NoteLines::default() };
        for strip in strips {
            for &note in &strip.notes {
                found.add(note, notes.get(note).and_then(Option::as_deref).unwrap_or_default());
            }
            found.called.push(found.lines.len());
        }
        found
    }

    fn add(&mut self, note: usize, strips: &[Strip]) {
        let start = self.lines.len();
        let mut reach = self.reach.last().copied().unwrap_or_default();
        for (line, strip) in strips.iter().enumerate() {
            let whole = line >= LEAST && strips.len() - line >= LEAST;
            self.lines.push(NoteLine { note, line });
            self.starts.push(start);
            self.cuts.push(whole && strip.seam != Seam::Never);
            reach += strip.space + strip.height;
            self.reach.push(reach);
        }
    }

    /// How many lines there are.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// How many lines the strips before one call.
    pub(super) fn called(&self, strip: usize) -> usize {
        self.called.get(strip).copied().unwrap_or(self.lines.len())
    }

    /// The height of lines.
    pub(super) fn height(&self, lines: Range<usize>) -> Pt {
        let reach = |at: usize| self.reach.get(at).copied().unwrap_or_default();
        reach(lines.end) - reach(lines.start)
    }

    /// How many lines there are down to the last that fits below `from`, if every note before `called` can begin on the
    /// page, and what goes on overleaf can be divided.
    pub(super) fn fitting(&self, from: usize, called: usize, room: Pt) -> Option<usize> {
        if self.height(from..called) <= room + SLACK {
            return Some(called);
        }
        let last = self.starts.get(called.checked_sub(1)?).copied()?.max(from);
        let most = self.some(from, room);
        (last + LEAST..=most).rev().find(|&line| self.cuts.get(line).copied().unwrap_or_default())
    }

    /// How many lines there are down to the last that fits below `from`, wherever that divides a note.
    pub(super) fn some(&self, from: usize, room: Pt) -> usize {
        let above = self.reach.get(from).copied().unwrap_or_default();
        self.reach.partition_point(|&reach| reach - above <= room + SLACK).saturating_sub(1).max(from)
    }
}
