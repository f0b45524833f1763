//! What every division of a column must keep to.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use super::*;
use crate::layout::strip::{Seam, Wish};

fn lines(paragraph: usize) -> Vec<Strip> {
    let seam = |at| if at == 1 || at + 1 == paragraph { Seam::Never } else { Seam::Free };
    let strip = |at| Strip { height: Pt(10.0), seam: if at == 0 { Seam::Free } else { seam(at) }, ..Strip::default() };
    (0..paragraph).map(strip).collect()
}

fn column(paragraphs: &[usize]) -> Vec<Strip> {
    paragraphs.iter().flat_map(|&count| lines(count)).collect()
}

const ROOM: Room = Room {
    top: Pt::ZERO,
    page: 0,
    height: Pt(100.0),
    columns: 1,
    level: true,
    leading: Pt(10.0),
    grid: None,
    gap: Pt(10.0),
};

fn galleys<'a>(strips: &'a [Strip], notes: &'a [Option<Vec<Strip>>], floats: &'a [Float]) -> Galleys<'a> {
    let imprint = strips.len();
    let (masthead, balance) = (false, false);
    Galleys { strips, floats, across: &[], heads: &[], notes, imprint, masthead, room: ROOM, rule: Pt(5.0), balance }
}

fn pages(strips: &[Strip], notes: &[Option<Vec<Strip>>]) -> Vec<Sheet> {
    paginate(&galleys(strips, notes, &[])).sheets
}

/// A picture of some lines before a strip.
fn float(place: usize, lines: usize, wish: Wish) -> Float {
    let picture = Strip { height: Pt(10.0 * lines as f64), space: Pt(5.0), ..Strip::default() };
    Float { strips: vec![picture], place, wish, order: 0 }
}

#[test]
fn no_page_begins_or_ends_with_a_lone_line() {
    for first in 1..30 {
        let strips = column(&[first, 9, 14, 2, 17, 3]);
        for sheet in pages(&strips, &[]) {
            assert!(sheet.strips.start == 0 || strips[sheet.strips.start].seam == Seam::Free, "{first} {sheet:?}");
            assert!(sheet.strips.len() <= 10);
        }
    }
}

#[test]
fn a_heading_stays_with_its_text() {
    let mut strips = column(&[9, 1, 12]);
    strips[10].seam = Seam::Never;
    strips[11].seam = Seam::Never;
    assert_eq!(pages(&strips, &[])[0].strips, 0..9);
}

#[test]
fn a_note_begins_on_the_page_of_its_callout_and_is_divided_by_two_lines_at_least() {
    for (first, second) in [(3, 1), (6, 4), (9, 9), (1, 12), (7, 30)] {
        let mut strips = column(&[20, 7]);
        strips[4].notes.push(0);
        strips[14].notes.push(1);
        let notes = [Some(lines(first)), Some(lines(second))];
        let division = paginate(&galleys(&strips, &notes, &[]));
        let mut set = 0..0;
        for sheet in &division.sheets {
            let called = strips[sheet.strips.clone()].iter().flat_map(|strip| strip.notes.clone());
            let begun =
                sheet.notes.clone().filter(|&at| division.notes[at].line == 0).map(|at| division.notes[at].note);
            assert_eq!(called.collect::<Vec<_>>(), begun.collect::<Vec<_>>(), "{first} {second} {sheet:?}");
            assert!(sheet.strips.len() + sheet.notes.len() <= 10);
            assert_eq!(sheet.notes.start, set.end);
            set = sheet.notes.clone();
            if let Some(next) = division.notes.get(set.end).filter(|next| next.line > 0) {
                let whole = notes[next.note].as_ref().unwrap().len();
                assert!(next.line >= 2 && whole - next.line >= 2, "{first} {second} {sheet:?}");
            }
        }
        assert_eq!(set.end, first + second);
    }
}

#[test]
fn a_note_longer_than_the_page_goes_on_overleaf() {
    let mut strips = column(&[6]);
    strips[2].notes.push(0);
    let notes = [Some(lines(25))];
    let sheets = pages(&strips, &notes);
    let set: Vec<usize> = sheets.iter().flat_map(|sheet| sheet.notes.clone()).collect();
    assert_eq!(set, (0..25).collect::<Vec<_>>());
    assert!(sheets.iter().all(|sheet| sheet.strips.len() + sheet.notes.len() <= 10), "{sheets:?}");
}

#[test]
fn more_notes_on_one_line_than_a_page_holds_are_all_set() {
    let mut strips = column(&[1]);
    strips[0].notes.extend(0..30);
    let notes = vec![Some(lines(2)); 30];
    let sheets = pages(&strips, &notes);
    let set: Vec<usize> = sheets.iter().flat_map(|sheet| sheet.notes.clone()).collect();
    assert_eq!(set, (0..60).collect::<Vec<_>>());
    assert!(sheets.iter().all(|sheet| sheet.strips.len() + sheet.notes.len() <= 10), "{sheets:?}");
}

#[test]
fn a_figure_stands_at_its_place_or_at_the_head_of_the_next_page() {
    let strips = column(&[40]);
    for place in 1..40 {
        let floats = [float(place, 3, Wish::Near)];
        let sheets = paginate(&galleys(&strips, &[], &floats)).sheets;
        let page = sheets.iter().position(|sheet| sheet.strips.contains(&(place - 1))).unwrap();
        let here = sheets[page].within == [0];
        assert!(here || sheets[page + 1].above == [0], "{place} {sheets:?}");
        let short = |sheet: &Sheet| sheet.strips.len() + 3 * (sheet.within.len() + sheet.above.len());
        assert!(sheets[..sheets.len() - 1].iter().all(|sheet| short(sheet) >= 8), "{place} {sheets:?}");
    }
}

#[test]
fn figures_keep_their_order_and_never_come_before_the_page_of_their_place() {
    let strips = column(&[60]);
    for wish in [Wish::Near, Wish::Head, Wish::Foot] {
        for step in 1..9 {
            let floats: Vec<Float> = (0..6).map(|at| float(3 + at * step, 1 + at % 5, wish)).collect();
            let sheets = paginate(&galleys(&strips, &[], &floats)).sheets;
            let mut seen = Vec::new();
            for sheet in &sheets {
                for &at in sheet.above.iter().chain(&sheet.within).chain(&sheet.below) {
                    assert!(floats[at].place <= sheet.strips.end, "{wish:?} {step} {sheet:?}");
                    seen.push(at);
                }
            }
            assert_eq!(seen, [0, 1, 2, 3, 4, 5], "{wish:?} {step}");
        }
    }
}

#[test]
fn figures_higher_than_the_page_get_one_each() {
    let floats = [float(2, 15, Wish::Near), float(2, 9, Wish::Head), float(6, 20, Wish::Foot)];
    let sheets = paginate(&galleys(&column(&[12]), &[], &floats)).sheets;
    let count: usize = sheets.iter().map(|sheet| sheet.above.len() + sheet.within.len() + sheet.below.len()).sum();
    assert_eq!((count, sheets.last().map(|sheet| sheet.strips.end)), (3, Some(12)), "{sheets:?}");
}

#[test]
fn facing_pages_end_level() {
    // Page 2 could hold ten lines but for the widow, page 3 all ten: both end after nine.
    let strips = column(&[10, 9, 2, 30]);
    let sheets = pages(&strips, &[]);
    assert_eq!(sheets[1].strips.len(), sheets[2].strips.len(), "{sheets:?}");
}

#[test]
fn a_last_page_has_more_than_a_line_or_two() {
    for count in 21..24 {
        let sheets = pages(&column(&[count - 7, 4, 3]), &[]);
        assert!(sheets.last().is_some_and(|sheet| sheet.strips.len() >= 3), "{count} {sheets:?}");
    }
}

#[test]
fn the_columns_of_the_last_page_are_level() {
    let strips = column(&[7, 6, 5, 8]);
    let room = Room { columns: 2, ..ROOM };
    let sheets = paginate(&Galleys { balance: true, room, ..galleys(&strips, &[], &[]) }).sheets;
    let last: Vec<usize> = sheets.iter().filter(|sheet| sheet.page == 1).map(|sheet| sheet.strips.len()).collect();
    assert_eq!(last, [3, 3], "{sheets:?}");
}

#[test]
fn a_strip_higher_than_the_page_gets_a_page() {
    let mut strips = column(&[3, 1, 3]);
    strips[3].height = Pt(500.0);
    strips[3].seam = Seam::Never;
    let sheets = pages(&strips, &[]);
    assert_eq!(sheets.last().map(|sheet| sheet.strips.end), Some(7));
    assert!(sheets.iter().any(|sheet| sheet.strips == (3..4)));
}

#[test]
fn no_figure_stands_over_the_masthead() {
    let (strips, floats) = (column(&[30]), [float(4, 2, Wish::Head)]);
    let sheets = paginate(&Galleys { masthead: true, ..galleys(&strips, &[], &floats) }).sheets;
    assert!(sheets[0].above.is_empty() && sheets[1].above == [0], "{sheets:?}");
}

#[test]
fn where_pages_need_not_be_level_all_are_filled_but_those_that_end_before_a_heading() {
    // Paragraphs whose lines may stand alone, and headings that keep a line below them.
    let mut strips: Vec<Strip> = (0..61).map(|_| Strip { height: Pt(10.0), ..Strip::default() }).collect();
    let ends = |strips: &[Strip], level| -> Vec<usize> {
        let galleys = Galleys { room: Room { level, ..ROOM }, ..galleys(strips, &[], &[]) };
        paginate(&galleys).sheets.iter().map(|sheet| sheet.strips.len()).collect()
    };
    assert_eq!(ends(&strips, false), [10, 10, 10, 10, 10, 10, 1]);
    assert_eq!(ends(&strips, true).last(), Some(&3));
    strips[20].seam = Seam::Never;
    assert_eq!(ends(&strips, false), [10, 9, 10, 10, 10, 10, 2]);
}

#[test]
fn what_spans_the_columns_stands_on_the_page_of_its_place_or_the_next_and_the_columns_beside_it() {
    for (first, second, high) in [(0, 3, 4), (5, 30, 3), (19, 21, 6), (18, 60, 2), (33, 34, 9), (40, 61, 7)] {
        let strips = column(&[9, 14, 7, 11, 3, 17]);
        let across = [float(first, high, Wish::Head), Float { order: 1, ..float(second, 2, Wish::Foot) }];
        let room = Room { columns: 2, ..ROOM };
        let sheets = paginate(&Galleys { across: &across, room, ..galleys(&strips, &[], &[]) }).sheets;
        let set: Vec<usize> = sheets.iter().flat_map(|sheet| sheet.strips.clone()).collect();
        assert_eq!(set, (0..strips.len()).collect::<Vec<_>>());
        let page_of = |at: usize| {
            let holds = |sheet: &&Sheet| sheet.across.above.contains(&at) || sheet.across.below.contains(&at);
            sheets.iter().find(holds).unwrap().page
        };
        for (at, float) in across.iter().enumerate() {
            let place = sheets.iter().find(|sheet| sheet.strips.contains(&float.place.saturating_sub(1))).unwrap().page;
            assert!((place..=place + 1).contains(&page_of(at)), "{at} of {place} {sheets:?}");
        }
        for sheet in &sheets {
            assert!(sheet.strips.len() as f64 * 10.0 <= 100.0 - (sheet.across.head + sheet.across.foot).0, "{sheet:?}");
            assert!(sheet.top == sheet.across.head && sheet.foot <= Pt(100.0) - sheet.across.foot, "{sheet:?}");
        }
    }
}

#[test]
fn what_is_left_across_columns_gets_a_page_of_its_own() {
    let strips = column(&[12]);
    let across = [0, 1, 2].map(|order| Float { order, ..float(12, 7, Wish::Head) });
    let sheets =
        paginate(&Galleys { across: &across, room: Room { columns: 2, ..ROOM }, ..galleys(&strips, &[], &[]) });
    let set: Vec<(usize, Vec<usize>)> = sheets
        .sheets
        .iter()
        .filter(|sheet| sheet.column == 0)
        .map(|sheet| (sheet.page, sheet.across.above.clone()))
        .collect();
    let all: Vec<usize> = set.iter().flat_map(|(_, above)| above.clone()).collect();
    assert_eq!(all, [0, 1, 2], "{set:?}");
    assert!(set.iter().all(|(_, above)| above.len() < 2), "{set:?}");
}
