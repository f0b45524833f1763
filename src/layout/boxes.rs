//! From units to boxes, glue and penalties, and back from a break to its place in the text.

use super::han::Gap;
use super::hyphenate::is_scrap;
use super::itemize::{Kind, Unit, Units, tracking};
use super::linebreak::{ALWAYS, Item, NEVER};
use super::protrusion::{hang_at_end, hang_at_start, protrusion};
use super::ruby::is_under_reading;
use super::shape::SettingId;
use super::shaped::Division;
use super::text::Text;
use crate::geom::Pt;
use std::ops::Range;

/// What a paragraph's spaces and hyphens are allowed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting<'a> {
    /// Whether words may be divided, and the width of an added hyphen by the setting of its word.
    pub hyphens: Option<&'a [(SettingId, f64)]>,
    /// Whether lines stand on a character grid.
    pub grid: bool,
    /// What of a word no line may end in and is wider than this is broken anywhere.
    pub narrowest: Pt,
    /// Where nothing else is left, what should stay on one line is not kept there, and every word is broken anywhere: the
    /// seams of rows of marks, at which a line ends sooner than at others.
    pub anywhere: Option<&'a [usize]>,
    /// How much of what marks can hang outside the measure they do.
    pub protrusion: f64,
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
pub(super) const SPACE_SHRINK: f64 = 0.25;
/// A hyphen that the program adds.
const HYPHEN: f64 = 410.0;
/// The same where it leaves a scrap of a word.
const SCRAP_HYPHEN: f64 = 540.0;
/// A hyphen or slash that the text has.
const OWN_HYPHEN: f64 = 250.0;
/// A break inside an address.
const ADDRESS: f64 = 250.0;
/// A break inside what is too wide for the line, at a space that keeps words together, or in a row of marks.
const ANYWHERE: f64 = 5_000.0;
/// A break inside a word that a line could hold, or against 禁则: dearer than any line that is too short.
const UNAVOIDABLE: f64 = 50_000.0;
/// A line's stretch after which it is full.
const FILL: f64 = 100_000.0;

/// The boxes of units.
pub(super) fn boxes(text: &Text, units: &Units, setting: Setting<'_>) -> Boxes {
    let most = units.units.len() * 3 + 3;
    let mut boxes = Boxes { items: Vec::with_capacity(most), ends: Vec::with_capacity(most) };
    let mut breaks = Breaks(&units.breaks);
    for (at, unit) in units.units.iter().enumerate() {
        let next = units.units.get(at + 1);
        breaks = breaks.after(unit.range.start);
        match unit.kind {
            Kind::Word | Kind::Wide => boxes.word(text, breaks, unit, next, setting),
            Kind::Space => boxes.space(breaks, unit, &units.units[at..], setting),
            Kind::Break => boxes.forced(unit.range.end),
        }
    }
    boxes.forced(text.words.len());
    boxes
}

/// The bytes ahead before which a line may begin, ascending.
#[derive(Clone, Copy)]
struct Breaks<'u>(&'u [usize]);

impl<'u> Breaks<'u> {
    /// Those after a byte, which most often is near.
    fn after(self, byte: usize) -> Breaks<'u> {
        let passed = self.0.iter().take_while(|&&at| at <= byte).count();
        Breaks(self.0.get(passed..).unwrap_or_default())
    }

    /// Whether one is at a byte, which is after those that were passed and near.
    fn has(self, byte: usize) -> bool {
        self.0.iter().find(|&&at| at >= byte) == Some(&byte)
    }
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

    fn space(&mut self, breaks: Breaks<'_>, unit: &Unit, ahead: &[Unit], setting: Setting<'_>) {
        let end =
            ahead.iter().take_while(|unit| unit.kind == Kind::Space).last().map_or(unit.range.end, |u| u.range.end);
        if !breaks.has(end) {
            let cost = if setting.anywhere.is_some() { ANYWHERE } else { NEVER };
            self.push(Item::Penalty { width: 0.0, cost, hyphen: false }, end, false);
        }
        let width = unit.width.0;
        self.push(Item::Glue { width, stretch: width * SPACE_STRETCH, shrink: width * SPACE_SHRINK }, end, false);
    }

    fn word(&mut self, text: &Text, breaks: Breaks<'_>, unit: &Unit, next: Option<&Unit>, setting: Setting<'_>) {
        let (size, track) = text.pieces.get(unit.piece).map_or((0.0, 0.0), |p| (p.look.size.0, tracking(p, 1).0));
        let word = text.words.get(unit.range.clone()).unwrap_or_default();
        let left = hang_at_start(unit, &unit.shaped, word, setting.protrusion) * size;
        let mut part = Part { text, unit, size, track, at: unit.range.start, reach: 0.0, letters: 0, left };
        match only_divisions(text, breaks, unit, word, setting) {
            Some(divisions) => {
                for division in divisions {
                    let place = division.place(unit);
                    self.place(&mut part, place, division.reach, 0.0, setting);
                }
            }
            None => self.places(&mut part, places(text, breaks, unit, setting), setting),
        }
        let right = hang_at_end(unit, &unit.shaped, word, setting.protrusion) * size;
        self.push(Item::Box { width: unit.width.0 - part.reach, left: part.left, right }, unit.range.end, false);
        self.seam(breaks, unit, word, next, setting);
    }

    fn places(&mut self, part: &mut Part<'_>, places: Vec<Place>, setting: Setting<'_>) {
        let mut ruler = part.unit.shaped.ruler();
        for place in places {
            let at = place.at - part.unit.range.start;
            let mut right = 0.0;
            if place.mark == Mark::OwnHyphen {
                right = ruler.width_to(at - 1);
                right = (ruler.width_to(at) - right) * part.size * protrusion('-').right * setting.protrusion;
            }
            self.place(part, place, ruler.width_to(at), right, setting);
        }
    }

    /// What of a word comes before a place, and the place; `reach` is the width of the word up to there, em.
    fn place(&mut self, part: &mut Part<'_>, place: Place, reach: f64, right: f64, setting: Setting<'_>) {
        let Place { at, cost, mark } = place;
        let reach = reach * part.size + part.tracking_to(at);
        self.push(Item::Box { width: reach - part.reach, left: part.left, right }, at, false);
        let width = if mark == Mark::Added { setting.hyphen(part.unit.setting) * part.size } else { 0.0 };
        self.push(Item::Penalty { width, cost, hyphen: mark != Mark::None }, at, mark == Mark::Added);
        (part.at, part.reach, part.left) = (at, reach, 0.0);
    }

    /// What stands between a word and the next one that follows it without a space.
    fn seam(&mut self, breaks: Breaks<'_>, unit: &Unit, word: &str, next: Option<&Unit>, setting: Setting<'_>) {
        let Some(next) = next.filter(|next| next.kind != Kind::Break) else { return };
        let free = next.kind != Kind::Space && breaks.has(next.range.start);
        let anywhere = setting.anywhere.filter(|_| next.kind != Kind::Space);
        if free || anywhere.is_some() || unit.gap != Gap::default() {
            let own = word.ends_with(['-', '/', '–']);
            let cost = match anywhere {
                _ if free && own => OWN_HYPHEN,
                _ if free => 0.0,
                Some(rows) => parting(unit, next, rows),
                None => NEVER,
            };
            if setting.grid && free && unit.blank.right > Pt::ZERO {
                // On a grid, a mark at a line's end may keep its square.
                self.push(Item::Penalty { width: unit.blank.right.0, cost, hyphen: false }, unit.range.end, false);
            }
            self.push(Item::Penalty { width: 0.0, cost, hyphen: own }, unit.range.end, false);
        }
        if unit.gap != Gap::default() {
            let gap = unit.gap;
            let glue = Item::Glue { width: gap.width.0, stretch: gap.stretch.0, shrink: gap.shrink.0 };
            self.push(glue, unit.range.end, false);
        }
    }
}

/// What it costs to part what should stay on one line.
fn parting(left: &Unit, right: &Unit, rows: &[usize]) -> f64 {
    let wide = left.kind == Kind::Wide || right.kind == Kind::Wide;
    if wide && rows.binary_search(&right.range.start).is_err() { UNAVOIDABLE } else { ANYWHERE }
}

impl Setting<'_> {
    /// The width of a hyphen added to a word, em, without what hangs of it.
    fn hyphen(&self, word: SettingId) -> f64 {
        let hyphens = self.hyphens.unwrap_or_default();
        let width = hyphens.iter().find(|(setting, _)| *setting == word).map_or(0.3, |(_, width)| *width);
        width * (1.0 - protrusion('-').right * self.protrusion)
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

impl Division {
    fn place(&self, unit: &Unit) -> Place {
        let cost = if self.scrap { SCRAP_HYPHEN } else { HYPHEN };
        Place { at: unit.range.start + self.at, cost, mark: Mark::Added }
    }
}

/// A word up to the last of its places that boxes were made for.
struct Part<'a> {
    text: &'a Text,
    unit: &'a Unit,
    size: f64,
    track: f64,
    /// The byte of the text where the boxes end.
    at: usize,
    /// Their width.
    reach: f64,
    letters: usize,
    /// How far the next box hangs out of a line that it begins.
    left: f64,
}

impl Part<'_> {
    /// What tracking adds to the word up to a place.
    fn tracking_to(&mut self, at: usize) -> f64 {
        if self.track == 0.0 {
            return 0.0;
        }
        self.letters += self.text.words.get(self.at..at).map_or(0, |part| part.chars().count());
        self.track * self.letters as f64
    }
}

/// The places of a word that are those of its hyphens and no others, as those of most words are.
fn only_divisions<'a>(
    text: &Text,
    breaks: Breaks<'_>,
    unit: &'a Unit,
    word: &str,
    setting: Setting<'_>,
) -> Option<&'a [Division]> {
    if unit.kind == Kind::Wide {
        return Some(&[]);
    }
    let parted = breaks.0.first().is_some_and(|&at| at < unit.range.end);
    if parted || setting.anywhere.is_some() || unit.width > setting.narrowest || !text.soft_hyphens.is_empty() {
        return None;
    }
    let divides = setting.hyphens.is_some() && !is_under_reading(text, &unit.range);
    let lang = text.pieces.get(unit.piece).map(|piece| &piece.lang).filter(|_| divides);
    Some(lang.map_or(&[], |lang| unit.shaped.hyphens(word, lang)))
}

fn places(text: &Text, breaks: Breaks<'_>, unit: &Unit, setting: Setting<'_>) -> Vec<Place> {
    let Some(word) = text.words.get(unit.range.clone()) else { return Vec::new() };
    let inside = unit.range.start + 1..unit.range.end;
    let mut places = Vec::new();
    let cost = if word.contains("://") { ADDRESS } else { OWN_HYPHEN };
    for &at in breaks.0.iter().take_while(|at| inside.contains(at)) {
        let before = text.words[..at].chars().next_back();
        let mark = if matches!(before, Some('-' | '‐')) { Mark::OwnHyphen } else { Mark::None };
        places.push(Place { at, cost, mark });
    }
    if setting.hyphens.is_some() && !is_under_reading(text, &unit.range) {
        places.extend(hyphens(text, unit, word));
    }
    places.sort_by(|a, b| a.at.cmp(&b.at).then(a.cost.total_cmp(&b.cost)));
    places.dedup_by_key(|place| place.at);
    if setting.anywhere.is_some() || unit.width > setting.narrowest {
        let more = resorts(text, unit, word, &places, setting);
        places.extend(more);
        places.sort_by_key(|place| place.at);
    }
    places
}

/// The places between the others of a word, where a line ends only because it must.
fn resorts(text: &Text, unit: &Unit, word: &str, places: &[Place], setting: Setting<'_>) -> Vec<Place> {
    let plain = address_start(&text.words, &unit.range).unwrap_or(usize::MAX);
    let mark = |at| if at < plain { mark_between_letters(&text.words, at) } else { Mark::None };
    let mut ruler = unit.shaped.ruler();
    let (mut start, mut reach) = (0, 0.0);
    let mut more = Vec::new();
    for end in places.iter().map(|place| place.at - unit.range.start).chain([word.len()]) {
        let width = ruler.width_to(end);
        let over = unit.width * ((width - reach) / unit.shaped.width) > setting.narrowest;
        if over || setting.anywhere.is_some() {
            let cost = if over { ANYWHERE } else { UNAVOIDABLE };
            let inside = word.get(start..end).unwrap_or_default().char_indices().skip(1);
            let all = inside.map(|(at, _)| unit.range.start + start + at);
            more.extend(all.map(|at| Place { at, cost, mark: mark(at) }));
        }
        (start, reach) = (end, width);
    }
    more
}

/// How far back from a word the start of its address is looked for, in characters.
const ADDRESS_REACH: usize = 4096;

/// The end of `://` in the address that a word belongs to: what follows takes no hyphens.
fn address_start(words: &str, word: &Range<usize>) -> Option<usize> {
    let before = words.get(..word.start)?.char_indices().rev().take(ADDRESS_REACH);
    let start = before.take_while(|(_, c)| !c.is_whitespace()).last().map_or(word.start, |(at, _)| at);
    words.get(start..word.end)?.find("://").map(|at| start + at + 3)
}

/// A word of letters that is broken anywhere takes a hyphen; a row of figures must not.
fn mark_between_letters(words: &str, at: usize) -> Mark {
    let (start, end) = words.split_at_checked(at).unwrap_or((words, ""));
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && takes_hyphens(c));
    match letter(start.chars().next_back()) && letter(end.chars().next()) {
        true => Mark::Added,
        false => Mark::None,
    }
}

/// Latin, Greek, Cyrillic and Armenian writing divide words with hyphens.
fn takes_hyphens(c: char) -> bool {
    matches!(c, '\0'..='\u{58F}' | '\u{1E00}'..='\u{1FFF}')
}

/// Soft hyphens say all where a word has them; a word of more than one look is not divided at the seam.
fn hyphens(text: &Text, unit: &Unit, word: &str) -> Vec<Place> {
    let start = unit.range.start;
    let from = text.soft_hyphens.partition_point(|&at| at <= start);
    let soft = text.soft_hyphens[from..].iter().map(|at| at - start).take_while(|&at| at < word.len());
    let division = |at| Division { at, reach: 0.0, scrap: is_scrap(word, at) };
    let soft: Vec<Place> = soft.map(|at| division(at).place(unit)).collect();
    match text.pieces.get(unit.piece) {
        Some(piece) if soft.is_empty() => {
            unit.shaped.hyphens(word, &piece.lang).iter().map(|division| division.place(unit)).collect()
        }
        _ => soft,
    }
}

#[cfg(test)]
mod tests {
    use super::address_start;

    #[test]
    fn what_follows_the_scheme_of_an_address_takes_no_hyphens() {
        assert_eq!(address_start("see https://a.example/b", &(4..23)), Some(12));
        assert_eq!(address_start("https://a.example/b next", &(20..24)), None);
        assert_eq!(address_start("https://a.example/b", &(12..19)), Some(8));
    }
}
