//! The room between the characters of Chinese text.
//!
//! A full-width mark is a small drawing in a square that is half empty. The square is cut to the drawing's half, and the
//! empty half becomes room between characters: it is there where a mark meets a character, halved where marks meet
//! (clreq 3.1.6), gone at the edges of a line, and the first to give way in a tight one.

use super::super::itemize::{Kind, Unit};
use super::super::look::Position;
use super::super::text::{Piece, Text};
use super::marks::{is_drawn_together, is_half_dash, is_half_empty};
use crate::geom::Pt;

/// Who gives way in which order when a line is filled (clreq 3.2.4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::layout) enum Order {
    /// The empty halves of marks, which close first.
    Mark,
    /// Between Han and Western letters, and between Western words: open first, close second.
    Script,
    /// Between characters that are set solid: open last, never close.
    #[default]
    Solid,
}

/// Room that may open and close.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::layout) struct Gap {
    /// Natural width.
    pub width: Pt,
    /// How far it opens with ease.
    pub stretch: Pt,
    /// How far it closes at most.
    pub shrink: Pt,
    /// When it gives way.
    pub order: Order,
}

/// The empty parts of a mark's square.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::layout) struct Blank {
    /// Before the drawing.
    pub left: Pt,
    /// After it.
    pub right: Pt,
}

/// The squares of a character grid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::layout) struct Cell {
    /// The type size that the grid is made for.
    pub size: Pt,
    /// From one character to the next.
    pub width: Pt,
}

impl Cell {
    /// What a square leaves at the end of a line, after its last character.
    pub(in crate::layout) fn slack(self) -> Pt {
        self.width - self.size
    }
}

/// Between East Asian and Western writing, em (clreq 3.2.2).
const QUARTER: f64 = 0.25;
/// How far it opens (to half an em) and closes (to an eighth), em.
const QUARTER_STRETCH: f64 = 0.25;
const QUARTER_SHRINK: f64 = 0.125;
/// How far East Asian characters open with ease, em.
const SOLID_STRETCH: f64 = 0.08;
/// The same on a grid, which they should not leave.
const GRID_STRETCH: f64 = 0.02;
/// How far the halves of a dash overlap, em, so that no line is seen between them.
const OVERLAP: f64 = 0.02;
/// What is left out where the blanks of two marks meet, em.
const HALF: f64 = 0.5;

/// Cuts marks to their drawings and opens the gaps after all units.
pub(in crate::layout) fn open_gaps(units: &mut [Unit], text: &Text, cell: Option<Cell>) {
    for unit in units.iter_mut().filter(|unit| unit.kind == Kind::Wide) {
        let size = text.pieces.get(unit.piece).map_or(Pt::ZERO, |piece| piece.look.size);
        let (left, right) = unit.shaped.blank;
        unit.blank = Blank { left: size * left, right: size * right };
        unit.width -= unit.blank.left + unit.blank.right;
    }
    for at in 1..units.len() {
        let (left, right) = (&units[at - 1], &units[at]);
        let Some(piece) = text.pieces.get(left.piece) else { continue };
        let raised = |piece: &Piece| piece.look.position == Position::Raised;
        if left.kind != Kind::Wide && right.kind != Kind::Wide {
            continue;
        }
        if text.pieces.get(right.piece).is_some_and(raised) {
            // A note's mark stands in the empty half of the mark that it follows.
            continue;
        }
        let halves = wide_dash(left, right, text);
        units[at - 1].gap = gap(left, right, text, piece, cell);
        if halves {
            close_seam(units, at, piece.look.size);
        }
    }
}

/// Whether two units are halves of a dash.
fn wide_dash(left: &Unit, right: &Unit, text: &Text) -> bool {
    let wide = left.kind == Kind::Wide && right.kind == Kind::Wide;
    let halves = || Some((last(left, text)?, first(right, text)?));
    wide && halves().is_some_and(|(last, first)| is_half_dash(last) && is_drawn_together(last, first))
}

/// Draws the halves of a dash nearer to each other within their squares, since in most faces they do not touch
/// (GB/T 15834-2011, 4.13.2: a dash is one line of two characters' length).
fn close_seam(units: &mut [Unit], at: usize, size: Pt) {
    let (Some(open), Some(next)) = (units.get(at - 1).map(|unit| unit.shaped.seam.1), units.get(at)) else { return };
    let apart =
        units.get(at - 1).map_or(Pt::ZERO, |unit| unit.gap.width) + size * (open + next.shaped.seam.0 + OVERLAP);
    for (half, way) in [(at - 1, -0.5), (at, 0.5)] {
        if let Some(unit) = units.get_mut(half) {
            unit.blank.left += apart * way;
        }
    }
}

/// An opening mark at the start of an indented paragraph keeps its square, so that the indent is seen whole.
pub(in crate::layout) fn keep_first_blank(units: &mut [Unit]) {
    if let Some(first) = units.first_mut() {
        // Below zero, it is room that a reading over the words asks for.
        let kept = first.blank.left.max(Pt::ZERO);
        first.width += kept;
        first.blank.left -= kept;
    }
}

fn gap(left: &Unit, right: &Unit, text: &Text, piece: &Piece, cell: Option<Cell>) -> Gap {
    let size = piece.look.size;
    let cell = cell.filter(|cell| cell.size == size);
    let solid = size * if cell.is_some() { GRID_STRETCH } else { SOLID_STRETCH };
    let last = last(left, text);
    let first = first(right, text);
    let wide = left.kind == Kind::Wide && right.kind == Kind::Wide;
    let pitch = cell.filter(|_| left.kind == Kind::Wide).map_or(Pt::ZERO, |cell| cell.slack());
    let blank = meeting(left, right, size, [last, first].iter().all(|c| c.is_some_and(is_half_empty)));
    if blank > Pt::ZERO {
        return Gap { width: blank + pitch, stretch: solid, shrink: blank, order: Order::Mark };
    }
    if let (true, Some(last), Some(first)) = (wide, last, first)
        && is_drawn_together(last, first)
    {
        return Gap { width: pitch, ..Gap::default() };
    }
    let letter =
        |c: char| c.is_alphanumeric() || matches!(c, '%' | '‰' | '℃' | '°' | '$' | '€' | '£' | '+' | '&' | '@' | '#');
    let letters = [last, first].iter().all(|c| c.is_some_and(letter));
    if !wide && letters && right.kind != Kind::Space && left.kind != Kind::Space {
        let (stretch, shrink) = (size * QUARTER_STRETCH, size * QUARTER_SHRINK);
        return Gap { width: size * QUARTER, stretch, shrink, order: Order::Script };
    }
    match wide {
        true => Gap { width: pitch, stretch: solid, shrink: Pt::ZERO, order: Order::Solid },
        false => Gap::default(),
    }
}

/// What is left of the blanks between two units.
fn meeting(left: &Unit, right: &Unit, size: Pt, marks: bool) -> Pt {
    let blank = left.blank.right + right.blank.left;
    let half = size * HALF;
    if marks && blank >= half * 0.9 { (blank - half).max(Pt::ZERO) } else { blank }
}

fn last(unit: &Unit, text: &Text) -> Option<char> {
    text.words.get(unit.range.clone()).and_then(|word| word.chars().next_back())
}

fn first(unit: &Unit, text: &Text) -> Option<char> {
    text.words.get(unit.range.clone()).and_then(|word| word.chars().next())
}
