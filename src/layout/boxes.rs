//! From units to boxes, glue and penalties, and back from a break to its place in the text.

use super::hyphenate::hyphenate;
use super::itemize::{Kind, Unit, Units, tracking};
use super::linebreak::{ALWAYS, Item, NEVER};
use super::text::Text;
use crate::geom::Pt;

/// What a paragraph's spaces and hyphens are allowed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    /// Whether words may be divided.
    pub hyphenate: bool,
    /// A word wider than this is broken anywhere.
    pub narrowest: Pt,
}

/// Where a line ends in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct End {
    /// The byte before which the next line begins.
    pub at: usize,
    /// Whether a hyphen is added.
    pub hyphen: bool,
}

/// Items, each with the place where a line that ends with it ends.
#[derive(Debug, Default)]
pub(super) struct Boxes {
    /// What line breaking sees.
    pub items: Vec<Item>,
    /// The place of each.
    pub ends: Vec<End>,
}

/// Space opens by this share of itself with ease, and closes by the next one at most.
pub(super) const SPACE_STRETCH: f64 = 0.5;
/// See [`SPACE_STRETCH`].
pub(super) const SPACE_SHRINK: f64 = 1.0 / 3.0;
/// A hyphen that the program adds.
const HYPHEN: f64 = 140.0;
/// The same where it leaves a scrap of a word.
const SCRAP_HYPHEN: f64 = 200.0;
/// A hyphen or slash that the text has.
const OWN_HYPHEN: f64 = 40.0;
/// A break inside an address.
const ADDRESS: f64 = 80.0;
/// A break inside a word too wide for the line.
const ANYWHERE: f64 = 5_000.0;
/// A line's stretch after which it is full.
const FILL: f64 = 100_000.0;
/// Half a hyphen hangs in the margin.
const HYPHEN_WIDTH: f64 = 0.16;

/// The boxes of units.
pub(super) fn boxes(text: &Text, units: &Units, setting: Setting) -> Boxes {
    let mut boxes = Boxes::default();
    for (at, unit) in units.units.iter().enumerate() {
        let next = units.units.get(at + 1);
        match unit.kind {
            Kind::Word | Kind::Wide => boxes.word(text, units, unit, next, setting),
            Kind::Space => boxes.space(units, unit, &units.units[at..]),
            Kind::Break => boxes.forced(unit.range.end),
        }
    }
    boxes.forced(text.words.len());
    boxes
}

impl Boxes {
    fn push(&mut self, item: Item, at: usize, hyphen: bool) {
        self.items.push(item);
        self.ends.push(End { at, hyphen });
    }

    fn forced(&mut self, at: usize) {
        self.push(Item::Penalty { width: 0.0, cost: NEVER, hyphen: false }, at, false);
        self.push(Item::Glue { width: 0.0, stretch: FILL, shrink: 0.0 }, at, false);
        self.push(Item::Penalty { width: 0.0, cost: ALWAYS, hyphen: false }, at, false);
    }

    fn space(&mut self, units: &Units, unit: &Unit, ahead: &[Unit]) {
        let end =
            ahead.iter().take_while(|unit| unit.kind == Kind::Space).last().map_or(unit.range.end, |u| u.range.end);
        if units.breaks.binary_search(&end).is_err() {
            self.push(Item::Penalty { width: 0.0, cost: NEVER, hyphen: false }, end, false);
        }
        let width = unit.width.0;
        self.push(Item::Glue { width, stretch: width * SPACE_STRETCH, shrink: width * SPACE_SHRINK }, end, false);
    }

    fn word(&mut self, text: &Text, units: &Units, unit: &Unit, next: Option<&Unit>, setting: Setting) {
        let (size, track) = text.pieces.get(unit.piece).map_or((0.0, 0.0), |p| (p.look.size.0, tracking(p, 1).0));
        let mut ruler = unit.shaped.ruler();
        let mut done = (unit.range.start, 0.0);
        let mut letters = 0;
        for Place { at, cost, mark } in places(text, units, unit, setting) {
            letters += text.words.get(done.0..at).map_or(0, |part| part.chars().count());
            let reach = ruler.width_to(at - unit.range.start) * size + track * letters as f64;
            self.push(Item::Box(reach - done.1), at, false);
            let width = if mark == Mark::Added { size * HYPHEN_WIDTH } else { 0.0 };
            self.push(Item::Penalty { width, cost, hyphen: mark != Mark::None }, at, mark == Mark::Added);
            done = (at, reach);
        }
        self.push(Item::Box(unit.width.0 - done.1), unit.range.end, false);
        let Some(next) = next.filter(|next| matches!(next.kind, Kind::Word | Kind::Wide)) else { return };
        let free = units.breaks.binary_search(&next.range.start).is_ok();
        if free || unit.gap.stretch > Pt::ZERO {
            let own = text.words.get(unit.range.clone()).is_some_and(|word| word.ends_with(['-', '/', '–']));
            let cost = if !free {
                NEVER
            } else if own {
                OWN_HYPHEN
            } else {
                0.0
            };
            self.push(Item::Penalty { width: 0.0, cost, hyphen: own }, unit.range.end, false);
        }
        if unit.gap.stretch > Pt::ZERO {
            let gap = unit.gap;
            let glue = Item::Glue { width: gap.width.0, stretch: gap.stretch.0, shrink: gap.shrink.0 };
            self.push(glue, unit.range.end, false);
        }
    }
}

/// What a line that ends inside a word ends in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    None,
    OwnHyphen,
    Added,
}

/// A place inside a word where a line may end.
struct Place {
    at: usize,
    cost: f64,
    mark: Mark,
}

fn places(text: &Text, units: &Units, unit: &Unit, setting: Setting) -> Vec<Place> {
    let Some(word) = text.words.get(unit.range.clone()) else { return Vec::new() };
    if unit.kind == Kind::Wide {
        return Vec::new();
    }
    let inside = unit.range.start + 1..unit.range.end;
    let mut places = Vec::new();
    let first = units.breaks.partition_point(|&at| at < inside.start);
    for &at in units.breaks[first..].iter().take_while(|at| inside.contains(at)) {
        let before = text.words[..at].chars().next_back();
        let cost = if word.contains("://") { ADDRESS } else { OWN_HYPHEN };
        let mark = if matches!(before, Some('-' | '‐')) { Mark::OwnHyphen } else { Mark::None };
        places.push(Place { at, cost, mark });
    }
    if setting.hyphenate {
        let cost = |at: usize| if is_scrap(word, at - unit.range.start) { SCRAP_HYPHEN } else { HYPHEN };
        let hyphens = hyphens(text, unit, word);
        places.extend(hyphens.into_iter().map(|at| Place { at, cost: cost(at), mark: Mark::Added }));
    }
    if unit.width > setting.narrowest {
        let all = word.char_indices().map(|(at, _)| unit.range.start + at).filter(|at| inside.contains(at));
        places.extend(all.map(|at| Place { at, cost: ANYWHERE, mark: mark_between_letters(&text.words, at) }));
    }
    places.sort_by(|a, b| a.at.cmp(&b.at).then(a.cost.total_cmp(&b.cost)));
    places.dedup_by_key(|place| place.at);
    places
}

/// A word of letters that is broken anywhere takes a hyphen; an address and a row of figures must not.
fn mark_between_letters(words: &str, at: usize) -> Mark {
    let (start, end) = words.split_at_checked(at).unwrap_or((words, ""));
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && takes_hyphens(c));
    let within_address = start.rsplit(char::is_whitespace).next().is_some_and(|word| word.contains("://"));
    match !within_address && letter(start.chars().next_back()) && letter(end.chars().next()) {
        true => Mark::Added,
        false => Mark::None,
    }
}

/// Latin, Greek, Cyrillic and Armenian writing divide words with hyphens.
fn takes_hyphens(c: char) -> bool {
    matches!(c, '\0'..='\u{58F}' | '\u{1E00}'..='\u{1FFF}')
}

/// Whether a division leaves two letters on one side.
fn is_scrap(word: &str, at: usize) -> bool {
    let (start, end) = word.split_at_checked(at).unwrap_or((word, ""));
    start.chars().filter(|c| c.is_alphabetic()).count() < 3 || end.chars().filter(|c| c.is_alphabetic()).count() < 4
}

/// Soft hyphens say all where a word has them; a word of more than one look is not divided at the seam.
fn hyphens(text: &Text, unit: &Unit, word: &str) -> Vec<usize> {
    let from = text.soft_hyphens.partition_point(|&at| at <= unit.range.start);
    let soft: Vec<usize> = text.soft_hyphens[from..].iter().copied().take_while(|&at| at < unit.range.end).collect();
    let Some(piece) = text.pieces.get(unit.piece) else { return soft };
    if soft.is_empty() {
        hyphenate(word, &piece.lang).into_iter().map(|at| unit.range.start + at).collect()
    } else {
        soft
    }
}
