//! `word/numbering.xml`: live numbers of sections and lists.

use super::markup::{number, root, val};
use super::names::Para;
use super::pattern::Pattern;
use super::sections::{Level, SectionNumbers, Starts};
use crate::ast::{List, ListMarker, numerals::Numeral, text};
use crate::geom::{Em, Pt};
use crate::xml::XmlWriter;

/// The counting that heading styles name.
pub(super) const SECTIONS: i64 = 1;
/// The counting that prints nothing: it silences a heading whose style has a number.
pub(super) const SILENT: i64 = 2;
/// The first counting that sections out of sequence and lists may have.
const FIRST: i64 = 3;
/// Word has nine levels of lists.
const LEVELS: usize = 9;
/// The sections' kinds of numbers, live and silent, stand before those of lists.
const SECTION_KINDS: usize = 2;
/// How far each level of a list is set in at the least, em of its size.
const INSET: f64 = 1.8;
/// From a list's mark to its words at the least, em.
const GAP: f64 = 0.5;

/// What stands before the items of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Marks {
    Bullet(String),
    Number(Pattern),
}

/// One kind of lists: the same marks at the same place.
#[derive(Clone, Debug, PartialEq)]
struct Kind {
    marks: Marks,
    level: usize,
    place: Place,
}

/// Where the items of a list stand.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Place {
    /// From the left edge of the measure to their words.
    pub(super) left: Pt,
    /// From their marks to their words.
    pub(super) hanging: Pt,
    /// How far the number that opens an item is set in, where the item's other lines go back to `left`; 0 where they hang.
    pub(super) first: Pt,
}

/// One counting: a list, or all lists of one kind of bullets.
#[derive(Clone, Debug, PartialEq)]
struct Counting {
    kind: usize,
    /// The level that starts anew, and at which number.
    start: Option<(usize, u32)>,
}

/// What an item of a list needs in its paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Item {
    /// The counting.
    pub(super) id: i64,
    /// The level, from 0.
    pub(super) level: usize,
}

/// Every counting of the file. Sections have the first ones, lists follow as they come.
#[derive(Clone, Debug)]
pub(super) struct Numbering {
    pub(super) sections: SectionNumbers,
    kinds: Vec<Kind>,
    lists: Vec<Counting>,
    size: Pt,
}

impl Numbering {
    /// The sections' numbers, with no list yet; `size` is that of lists.
    pub(super) fn new(sections: SectionNumbers, size: Pt) -> Numbering {
        Numbering { sections, kinds: Vec::new(), lists: Vec::new(), size }
    }

    /// The id of a section counting that starts anew.
    pub(super) fn anew(&self, index: usize) -> i64 {
        FIRST + index as i64
    }

    /// Where items stand that are paragraphs which their numbers open, in surroundings that are set in by `base`.
    pub(super) fn run_on(&self, base: Pt, indent: Em) -> Place {
        Place { left: base, hanging: Pt::ZERO, first: indent.at(self.size) }
    }

    /// Where the items of a list stand whose surroundings are set in by `base`.
    pub(super) fn place(&self, list: &List, base: Pt) -> Place {
        let labels = list.items.iter().filter_map(|item| item.label.as_deref());
        let widest = labels.map(width).fold(0.0, f64::max);
        let hanging = self.size * (widest + GAP).max(INSET);
        Place { left: base + hanging, hanging, first: Pt::ZERO }
    }

    /// The live marks of a list at a depth, from 0; none where Word would not print the items' labels.
    pub(super) fn list(&mut self, list: &List, depth: usize, place: Place) -> Option<Item> {
        let level = depth.min(LEVELS - 1);
        let (marks, start) = read(list)?;
        let kind = position(&mut self.kinds, Kind { marks, level, place });
        let counting = Counting { kind, start: start.map(|start| (level, start)) };
        // Bullets need no counting of their own.
        let known = self.lists.iter().position(|known| known.start.is_none() && *known == counting);
        let index = known.unwrap_or_else(|| {
            self.lists.push(counting);
            self.lists.len() - 1
        });
        Some(Item { id: self.anew(self.sections.anew.len() + index), level })
    }

    /// The part; none where nothing is numbered.
    pub(super) fn part(&self) -> Option<XmlWriter> {
        let sections = !self.sections.live().is_empty();
        if !sections && self.kinds.is_empty() {
            return None;
        }
        let mut xml = root("w:numbering");
        let first_list = SECTION_KINDS + self.sections.anew.len();
        if sections {
            self.section_kinds(&mut xml);
        }
        for (index, kind) in self.kinds.iter().enumerate() {
            open_kind(&mut xml, first_list + index);
            (0..LEVELS).for_each(|level| self.list_level(&mut xml, level, kind));
            xml.end();
        }
        if sections {
            counting(&mut xml, SECTIONS, 0, None);
            counting(&mut xml, SILENT, 1, None);
        }
        for index in 0..self.sections.anew.len() {
            counting(&mut xml, self.anew(index), SECTION_KINDS + index, None);
        }
        for (index, list) in self.lists.iter().enumerate() {
            let id = self.anew(self.sections.anew.len() + index);
            counting(&mut xml, id, first_list + list.kind, list.start);
        }
        Some(xml)
    }

    /// The live kind that heading styles name, the silent one, and one for each counting that starts anew: readers
    /// differ on what overrides do to levels that are not in use yet.
    fn section_kinds(&self, xml: &mut XmlWriter) {
        self.section_kind(xml, 0, None);
        open_kind(xml, 1);
        (0..LEVELS).for_each(|index| silent_level(xml, index));
        xml.end();
        for (index, starts) in self.sections.anew.iter().enumerate() {
            self.section_kind(xml, SECTION_KINDS + index, Some(starts));
        }
    }

    fn section_kind(&self, xml: &mut XmlWriter, id: usize, starts: Option<&Starts>) {
        open_kind(xml, id);
        for index in 0..LEVELS {
            match self.sections.levels.get(index).and_then(Option::as_ref) {
                Some(level) => {
                    let start = starts.and_then(|starts| starts.iter().find(|(at, _)| *at == index));
                    open_level(xml, index, start.map_or(1, |(_, start)| *start), level.pattern.format());
                    if starts.is_none() {
                        val(xml, "w:pStyle", Para::of_depth(index + 1).id());
                    }
                    section_level(xml, index, level);
                }
                None => silent_level(xml, index),
            }
        }
        xml.end();
    }

    /// The list's own level at its place, the others a step further in or out for what an editor adds.
    fn list_level(&self, xml: &mut XmlWriter, level: usize, kind: &Kind) {
        let (format, text) = match &kind.marks {
            Marks::Bullet(bullet) => ("bullet", bullet.clone()),
            Marks::Number(pattern) => (pattern.format(), pattern.level_text(level)),
        };
        open_level(xml, level, 1, format);
        let run_on = kind.place.first > Pt::ZERO;
        if run_on {
            val(xml, "w:suff", "space");
        }
        val(xml, "w:lvlText", text);
        val(xml, "w:lvlJc", "left");
        let steps = level as f64 - kind.level as f64;
        let left = (kind.place.left + self.size * (INSET * steps)).max(kind.place.hanging);
        xml.start("w:pPr").start("w:ind").attribute("w:left", left.twips().to_string());
        let (name, length) = if run_on { ("w:firstLine", kind.place.first) } else { ("w:hanging", kind.place.hanging) };
        xml.attribute(name, length.twips().to_string()).end().end();
        xml.end();
    }
}

/// About how wide a label is, em, in any common face.
pub(super) fn width(label: &str) -> f64 {
    let of = |c: char| match c {
        c if text::is_east_asian(c) => 1.0,
        'I' | 'i' | 'l' | '.' | '(' | ')' => 0.35,
        'M' | 'W' | '%' => 0.95,
        c if c.is_uppercase() => 0.75,
        _ => 0.5,
    };
    label.chars().map(of).sum()
}

fn position(kinds: &mut Vec<Kind>, kind: Kind) -> usize {
    kinds.iter().position(|known| *known == kind).unwrap_or_else(|| {
        kinds.push(kind);
        kinds.len() - 1
    })
}

/// What stands before the items, and the first number; none where one pattern does not print every label.
fn read(list: &List) -> Option<(Marks, Option<u32>)> {
    let labels = || list.items.iter().map(|item| item.label.as_deref());
    match list.marker {
        ListMarker::Bullet => {
            let bullet = labels().next().flatten().unwrap_or("•");
            labels()
                .all(|label| label.is_none_or(|label| label == bullet))
                .then(|| (Marks::Bullet(bullet.into()), None))
        }
        ListMarker::Number { start, numeral } => {
            let pattern = numbers(labels().next().flatten(), start, numeral);
            let prints = |(index, label): (u32, Option<&str>)| {
                let number = start.checked_add(index);
                number.is_some_and(|number| label.is_none_or(|label| pattern.prints(number, label)))
            };
            (0..).zip(labels()).all(prints).then(|| (Marks::Number(pattern.clone()), Some(start)))
        }
    }
}

fn numbers(first: Option<&str>, start: u32, numeral: Numeral) -> Pattern {
    let figures = numeral.write(start);
    let (before, after) = first.and_then(|label| label.split_once(figures.as_str())).unwrap_or(("", "."));
    Pattern { numeral, before: before.into(), after: after.into() }
}

fn open_kind(xml: &mut XmlWriter, id: usize) {
    xml.start("w:abstractNum").attribute("w:abstractNumId", id.to_string());
    // Word merges lists whose nsid is the same when text is pasted; any fixed number of eight figures will do.
    val(xml, "w:nsid", format!("{:08X}", 0x4D48_0001 + id));
    val(xml, "w:multiLevelType", "multilevel");
}

fn open_level(xml: &mut XmlWriter, index: usize, start: u32, format: &str) {
    xml.start("w:lvl").attribute("w:ilvl", index.to_string());
    number(xml, "w:start", i64::from(start));
    val(xml, "w:numFmt", format);
}

/// What stands in a section's level after its style.
fn section_level(xml: &mut XmlWriter, index: usize, level: &Level) {
    val(xml, "w:suff", if level.spaced { "space" } else { "nothing" });
    // The en space and Word's own space make the gap that the pages have.
    let gap = if level.spaced { "\u{2002}" } else { "" };
    val(xml, "w:lvlText", format!("{}{gap}", level.pattern.level_text(index)));
    val(xml, "w:lvlJc", "left");
    xml.end();
}

fn silent_level(xml: &mut XmlWriter, index: usize) {
    open_level(xml, index, 1, "none");
    val(xml, "w:suff", "nothing");
    val(xml, "w:lvlText", "");
    val(xml, "w:lvlJc", "left");
    xml.end();
}

fn counting(xml: &mut XmlWriter, id: i64, kind: usize, start: Option<(usize, u32)>) {
    xml.start("w:num").attribute("w:numId", id.to_string());
    number(xml, "w:abstractNumId", kind as i64);
    if let Some((level, start)) = start {
        xml.start("w:lvlOverride").attribute("w:ilvl", level.to_string());
        number(xml, "w:startOverride", i64::from(start));
        xml.end();
    }
    xml.end();
}
