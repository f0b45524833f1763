//! The search against the best of all ways to break, and each demand by itself.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use super::cost::{Ending, Fill, fitness, last_line, line, neighbours};
use super::*;

const END: Item = Item::Penalty { width: 0.0, cost: ALWAYS, hyphen: false };
const SPACE: Item = Item::Glue { width: 2.0, stretch: 1.0, shrink: 0.5 };
const HYPHEN: Item = Item::Penalty { width: 1.0, cost: 50.0, hyphen: true };

fn word(width: f64) -> Item {
    Item::Box { width, left: 0.0, right: 0.0 }
}

/// Words with spaces between them; one with `0.0` after it is the start of a divided word.
fn words(widths: &[f64]) -> Vec<Item> {
    let mut items = Vec::new();
    for &width in widths {
        match (width == 0.0, items.last()) {
            (true, _) => items.push(HYPHEN),
            (false, None | Some(Item::Penalty { .. })) => items.push(word(width)),
            (false, _) => items.extend([SPACE, word(width)]),
        }
    }
    items.push(END);
    items
}

fn breaks(items: &[Item], measure: &Measure) -> Vec<usize> {
    let found = linebreak(items, measure, Effort::within(UNEASY));
    found.or_else(|| linebreak(items, measure, Effort::desperate(0.0))).unwrap_or_default().breaks
}

/// The widths of the words of each line.
fn lines(items: &[Item], measure: &Measure) -> Vec<Vec<f64>> {
    let mut start = 0;
    let width = |item: &Item| if let Item::Box { width, .. } = item { Some(*width) } else { None };
    let line = |at: usize| {
        let line = items[start..at].iter().filter_map(width).collect();
        start = at;
        line
    };
    breaks(items, measure).into_iter().map(line).collect()
}

/// Pseudo-random widths of words, the same in every run; some are divided.
fn text(seed: u64, count: usize) -> Vec<f64> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let mut widths = Vec::new();
    for _ in 0..count {
        widths.push(3.0 + (next() % 9) as f64);
        if next().is_multiple_of(3) {
            widths.extend([0.0, 2.0 + (next() % 5) as f64]);
        }
    }
    widths
}

/// A line as whoever tries all ways sees it: from the item after one break to another.
fn fill(items: &[Item], start: usize, end: usize, measure: f64, expansion: f64) -> Option<Fill> {
    let (mut natural, mut stretch, mut shrink, mut letters) = (0.0, 0.0, 0.0, 0.0);
    let inked = items[start..end].iter().rposition(|item| matches!(item, Item::Box { .. }))? + start;
    for item in &items[start..=inked] {
        match *item {
            Item::Box { width, .. } => {
                natural += width;
                letters += width * expansion;
            }
            Item::Glue { width, stretch: opens, shrink: closes } if natural > 0.0 => {
                natural += width;
                stretch += opens;
                shrink += closes;
            }
            _ => {}
        }
    }
    if let Item::Penalty { width, hyphen: true, .. } = items[end] {
        natural += width;
    }
    let short = measure - natural;
    if end + 1 == items.len() && short >= 0.0 {
        return Some(Fill { ratio: 0.0, strain: 0.0 });
    }
    let given = short.clamp(-letters, letters);
    let strain = if letters > 0.0 { given / letters } else { 0.0 };
    let rest = short - given;
    let ratio = if rest < 0.0 { rest / shrink } else { rest / stretch.max(0.01) };
    (-1.0..=UNEASY).contains(&ratio).then_some(Fill { ratio, strain })
}

/// The demerits of lines that end at these items, if they can be set.
fn demerits(items: &[Item], ends: &[usize], measure: &Measure) -> Option<f64> {
    let (mut total, mut start, mut class, mut hyphen) = (0.0, 0, 1, false);
    for &end in ends {
        let fill = fill(items, start, end, measure.rest, measure.expansion)?;
        let (cost, ends_in_hyphen) = match items[end] {
            Item::Penalty { cost, hyphen, .. } => (cost, hyphen),
            _ => (0.0, false),
        };
        let last = end + 1 == items.len();
        total += line(fill, Ending { cost, hyphen: ends_in_hyphen, last });
        total += neighbours(class, fitness(fill), (hyphen, ends_in_hyphen));
        if last && start > 0 {
            let first = (start..end).find(|&at| matches!(items[at], Item::Box { .. }))?;
            let width = |item: &Item| match item {
                Item::Box { width, .. } | Item::Glue { width, .. } => *width,
                Item::Penalty { .. } => 0.0,
            };
            total += last_line(items[first..end].iter().map(width).sum(), measure, hyphen);
        }
        (start, class, hyphen) = (end, fitness(fill), ends_in_hyphen);
    }
    Some(total)
}

/// Every way to break, by trying them all.
fn every_way(items: &[Item]) -> Vec<Vec<usize>> {
    let places: Vec<usize> = (0..items.len() - 1).filter(|&at| !matches!(items[at], Item::Box { .. })).collect();
    (0..1_u32 << places.len())
        .map(|chosen| {
            let taken = places.iter().enumerate().filter(|(bit, _)| chosen >> bit & 1 == 1).map(|(_, &at)| at);
            taken.chain([items.len() - 1]).collect()
        })
        .collect()
}

fn least(items: &[Item], measure: &Measure, lines: Option<usize>) -> Option<(f64, usize)> {
    let ways = every_way(items).into_iter().filter(|ends| lines.is_none_or(|lines| ends.len() == lines));
    let costs = ways.filter_map(|ends| Some((demerits(items, &ends, measure)?, ends.len())));
    costs.min_by(|(a, _), (b, _)| a.total_cmp(b))
}

#[test]
fn no_way_to_break_is_better() {
    let mut tried = 0;
    for seed in 1..40 {
        let items = words(&text(seed, 9));
        for (width, expansion) in [(26.0, 0.0), (31.0, 0.02), (37.0, 0.0)] {
            let measure = Measure { expansion, runt: 9.0, ..Measure::flush(width) };
            let found = linebreak(&items, &measure, Effort::within(UNEASY)).map(|found| found.breaks);
            let best = least(&items, &measure, None);
            assert_eq!(found.is_some(), best.is_some(), "{items:?}");
            if let (Some(found), Some((best, _))) = (found, best) {
                let cost = demerits(&items, &found, &measure).unwrap();
                assert!((cost - best).abs() <= 1e-6 * best, "{cost} for {found:?}, but {best}");
                tried += 1;
            }
        }
    }
    assert!(tried > 60, "only {tried} texts could be set");
}

#[test]
fn as_many_lines_more_or_fewer_are_found_as_there_can_be() {
    let (mut longer, mut shorter) = (0, 0);
    for seed in 1..60 {
        let soft = |item| if item == SPACE { Item::Glue { width: 2.0, stretch: 1.0, shrink: 1.5 } } else { item };
        let items: Vec<Item> = words(&text(seed, 9)).into_iter().map(soft).collect();
        let measure = Measure::flush(33.0);
        let Some((_, best)) = least(&items, &measure, None) else { continue };
        for looseness in [-1, 1] {
            let wanted = best.saturating_add_signed(looseness as isize);
            let found = linebreak(&items, &Measure { looseness, ..measure }, Effort::within(UNEASY)).unwrap();
            match least(&items, &measure, Some(wanted)) {
                Some((cost, _)) => {
                    assert_eq!(found.breaks.len(), wanted, "{items:?}");
                    let own = demerits(&items, &found.breaks, &measure).unwrap();
                    assert!((own - cost).abs() <= 1e-6 * cost, "{own}, but {cost}");
                    *if looseness > 0 { &mut longer } else { &mut shorter } += 1;
                }
                None => assert_eq!(found.breaks.len(), best, "{items:?}"),
            }
        }
    }
    assert!(longer > 5 && shorter > 0, "{longer} longer, {shorter} shorter");
}

#[test]
fn a_loose_line_early_is_taken_to_save_a_worse_one_later() {
    // First fit sets 10 10 10 | 25 10 and leaves the 24 a line of its own all the same, but a tight one before it.
    let found = lines(&words(&[10.0, 10.0, 10.0, 25.0, 10.0, 24.0]), &Measure::flush(38.0));
    assert_eq!(found, [vec![10.0, 10.0, 10.0], vec![25.0, 10.0], vec![24.0]]);
}

#[test]
fn no_line_is_over_the_measure_where_that_can_be() {
    let widths: Vec<f64> = (0..200).map(|n| 3.0 + f64::from(n * 7919 % 23)).collect();
    for measure in 40..90 {
        let measure = f64::from(measure);
        for line in lines(&words(&widths), &Measure::flush(measure)) {
            let spaces = (line.len() - 1) as f64;
            assert!(line.iter().sum::<f64>() + (2.0 - 0.5) * spaces <= measure + 0.001, "{line:?} in {measure}");
        }
    }
}

#[test]
fn a_box_wider_than_the_measure_still_ends_and_is_told_of() {
    let items = words(&[50.0, 5.0]);
    assert_eq!(lines(&items, &Measure::flush(20.0)), [vec![50.0], vec![5.0]]);
    assert!(linebreak(&items, &Measure::flush(20.0), Effort::desperate(0.0)).unwrap().over);
    assert!(!linebreak(&items, &Measure::flush(60.0), Effort::desperate(0.0)).unwrap().over);
}

#[test]
fn a_title_is_balanced() {
    let title = Measure { ragged: Some(20.0), balanced: true, ..Measure::flush(40.0) };
    assert_eq!(lines(&words(&[8.0, 8.0, 8.0, 8.0, 8.0]), &title), [vec![8.0, 8.0, 8.0], vec![8.0, 8.0]]);
}

#[test]
fn a_hyphen_is_used_only_where_it_pays() {
    let items = words(&[10.0, 8.0, 0.0, 8.0, 10.0]);
    assert_eq!(lines(&items, &Measure::flush(28.0)), [vec![10.0, 8.0, 8.0], vec![10.0]]);
    assert_eq!(lines(&items, &Measure::flush(21.0)), [vec![10.0, 8.0], vec![8.0, 10.0]]);
}

#[test]
fn a_second_hyphen_in_turn_is_dearer_than_a_loose_line() {
    // With two hyphens no space opens at all; with one, those of the second line open by all of their stretch.
    let items = words(&[8.0, 9.0, 0.0, 7.0, 8.0, 4.0, 0.0, 6.0, 13.0, 6.0]);
    let found = lines(&items, &Measure::flush(20.0));
    assert_eq!(found[..2], [vec![8.0, 9.0], vec![7.0, 8.0]], "{found:?}");
    let alone = neighbours(1, 1, (true, false));
    assert!(neighbours(1, 1, (true, true)) > alone + 100_000.0);
}

#[test]
fn a_last_line_that_is_a_runt_is_avoided() {
    let items = words(&[4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 3.0]);
    let measure = Measure::flush(28.0);
    assert_eq!(lines(&items, &measure).last(), Some(&vec![3.0]));
    assert_eq!(lines(&items, &Measure { runt: 6.0, ..measure }).last(), Some(&vec![4.0, 3.0]));
}

#[test]
fn marks_that_hang_give_their_line_room() {
    let hanging = |left, right| Item::Box { width: 10.0, left, right };
    let text = |left, right| [hanging(left, 0.0), SPACE, hanging(0.0, right), SPACE, word(10.0), END];
    let measure = Measure::flush(19.8);
    assert!(linebreak(&text(0.0, 0.0), &measure, Effort::within(UNEASY)).is_none());
    for (left, right) in [(1.8, 0.0), (0.0, 1.8), (0.9, 0.9)] {
        let found = linebreak(&text(left, right), &measure, Effort::within(UNEASY)).unwrap();
        assert_eq!(found.breaks, [3, 5]);
    }
}

#[test]
fn letters_that_give_way_spare_spaces() {
    let items = words(&[10.0, 9.4, 10.0, 8.0]);
    let rigid = linebreak(&items, &Measure::flush(20.0), Effort::within(UNEASY));
    let soft = Measure { expansion: 0.06, ..Measure::flush(20.0) };
    assert!(rigid.is_none());
    assert_eq!(linebreak(&items, &soft, Effort::within(UNEASY)).unwrap().breaks, [3, 7]);
}

#[test]
fn emergency_stretch_shares_out_what_one_line_cannot_take() {
    // The 30 leaves a line before it that no tolerance allows; only a pass with stretch of its own sets it.
    let items = words(&[9.0, 9.0, 9.0, 30.0, 9.0, 9.0]);
    let measure = Measure::flush(34.0);
    let loose = |effort| linebreak(&items, &measure, effort);
    assert!(loose(Effort::within(0.5)).is_none());
    let found = loose(Effort { emergency: 20.0, ..Effort::within(0.5) }).unwrap();
    assert!(!found.over);
}

#[test]
fn places_without_width_do_not_pile_up() {
    let items: Vec<Item> = (0..9_000).flat_map(|_| [word(0.0), HYPHEN]).chain([END]).collect();
    assert_eq!(breaks(&items, &Measure::flush(20.0)).last(), Some(&(items.len() - 1)));
}
