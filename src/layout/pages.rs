//! From the column to pages: measures the room, divides what spans the page and what stands in columns, and composes.

use super::compose::{self, compose};
use super::footnotes;
use super::galley::{Column, Galley};
use super::paginate::{self, Division, Galleys, Grid, Room, Sheet, height};
use super::strip::{Float, Strip};
use crate::frame::Page;
use crate::geom::Pt;
use crate::style::StyleSheet;
use std::collections::BTreeMap;

/// Between a figure at the head or foot of a page and the text, as a share of the body's leading.
const FLOAT_GAP: f64 = 0.9;
/// Columns begin on the page of what spans it if they get this share of its height.
const LEAST_COLUMN: f64 = 0.2;

/// The pages of a column, and the page on which each thing with an id begins.
pub(super) fn pages(galley: &mut Galley<'_>, mut column: Column) -> (Vec<Page>, BTreeMap<String, usize>) {
    footnotes::call_once(&mut column.strips);
    let room = room(galley.sheet);
    let division = if room.columns > 1 && column.spanning > 0 {
        below_spanning(galley, &mut column, room)
    } else {
        divide(galley, &column, 0, room)
    };
    compose(galley, column, &division, room)
}

/// The room on the pages of a style.
fn room(style: &StyleSheet) -> Room {
    let body = &style.text.body;
    let grid = Grid { pitch: body.leading, inset: (body.leading - body.size).max(Pt::ZERO) / 2.0 };
    Room {
        top: Pt::ZERO,
        page: 0,
        height: super::text_height(style),
        columns: usize::from(style.page.columns.max(1)),
        level: style.page.level,
        leading: body.leading,
        grid: style.page.baseline_grid.then_some(grid),
        gap: body.leading * FLOAT_GAP,
    }
}

/// Divides the strips from one on.
fn divide(galley: &Galley<'_>, column: &Column, from: usize, room: Room) -> Division {
    paginate::paginate(&Galleys {
        strips: column.strips.get(from..).unwrap_or_default(),
        floats: &column.floats,
        across: &column.across,
        heads: &galley.heads,
        notes: &galley.notes,
        imprint: column.imprint.saturating_sub(from),
        masthead: from == 0 && column.spanning > 0,
        rule: compose::around_notes(galley.sheet),
        balance: galley.sheet.page.balance,
        room,
    })
}

/// Divides what spans the page, then what stands in columns below it. Notes of both stand in the columns.
fn below_spanning(galley: &Galley<'_>, column: &mut Column, room: Room) -> Division {
    let from = column.spanning.min(column.strips.len());
    let (spanning, rest) = column.strips.split_at_mut(from);
    if let Some(first) = rest.first_mut() {
        let called: Vec<usize> = spanning.iter_mut().flat_map(|strip| std::mem::take(&mut strip.notes)).collect();
        first.notes.splice(0..0, called);
    }
    let space = rest.first().map_or(Pt::ZERO, |strip| strip.space);
    let mut sheets = divide_spanning(galley, spanning, room);
    let (page, reach) = sheets.last().map_or((0, Pt::ZERO), |sheet| (sheet.page, reach(spanning, sheet, room)));
    let top = match room.grid {
        Some(grid) => grid.pitch * ((reach + space) / grid.pitch - 0.001).ceil(),
        None => reach + space,
    };
    let fits = page == 0 && top + room.height * LEAST_COLUMN <= room.height;
    let room = if fits { Room { top, ..room } } else { Room { page: page + 1, ..room } };
    floats(column).for_each(|float| float.place = float.place.saturating_sub(from));
    let mut division = divide(galley, column, from, room);
    floats(column).for_each(|float| float.place += from);
    for sheet in &mut division.sheets {
        sheet.strips = sheet.strips.start + from..sheet.strips.end + from;
    }
    sheets.append(&mut division.sheets);
    Division { sheets, ..division }
}

fn floats(column: &mut Column) -> impl Iterator<Item = &mut Float> {
    column.floats.iter_mut().chain(&mut column.across)
}

fn divide_spanning(galley: &Galley<'_>, spanning: &[Strip], room: Room) -> Vec<Sheet> {
    let galleys = Galleys {
        strips: spanning,
        floats: &[],
        across: &[],
        heads: &galley.heads,
        notes: &[],
        imprint: spanning.len(),
        masthead: true,
        rule: Pt::ZERO,
        balance: false,
        room: Room { columns: 1, ..room },
    };
    paginate::paginate(&galleys).sheets
}

/// How far the strips of a sheet reach down.
fn reach(strips: &[Strip], sheet: &Sheet, room: Room) -> Pt {
    let strips = strips.get(sheet.strips.clone()).unwrap_or_default();
    let first = strips.first().map_or(Pt::ZERO, |strip| strip.space);
    height(strips) - first + room.inset()
}
