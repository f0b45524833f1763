//! `word/numbering.xml`: live numbers of sections and lists.

use super::markup::{number, root, val};
use super::names::{DEEPEST_HEADING, Para};
use super::pattern::Pattern;
use super::sections::{Level, SectionNumbers};
use crate::ast::{List, ListMarker, numerals::Numeral};
use crate::geom::Pt;
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
/// How far each level of a list is set in, em of its size.
const INSET: f64 = 1.8;

/// What stands before the items of one kind of list.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Bullet(String),
    Number(Pattern),
}

/// One counting: a list, or all lists with the same bullet.
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
    inset: Pt,
}

impl Numbering {
    /// The sections' numbers, with no list yet; lists are set in by a multiple of `size`.
    pub(super) fn new(sections: SectionNumbers, size: Pt) -> Numbering {
        Numbering { sections, kinds: Vec::new(), lists: Vec::new(), inset: size * INSET }
    }

    /// The id of a section counting that starts anew.
    pub(super) fn anew(&self, index: usize) -> i64 {
        FIRST + index as i64
    }

    /// How far text at a level of a list is set in.
    pub(super) fn inset(&self, level: usize) -> Pt {
        self.inset * (level.min(LEVELS - 1) + 1) as f64
    }

    /// The live markers of a list at a depth, from 0; none where Word would not print the items' labels.
    pub(super) fn list(&mut self, list: &List, depth: usize) -> Option<Item> {
        let level = depth.min(LEVELS - 1);
        let (kind, start) = read(list)?;
        let kind = position(&mut self.kinds, kind);
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
        if sections {
            self.section_levels(&mut xml);
        }
        for (index, kind) in self.kinds.iter().enumerate() {
            self.list_levels(&mut xml, index + SECTION_KINDS, kind);
        }
        if sections {
            counting(&mut xml, SECTIONS, 0, &[]);
            counting(&mut xml, SILENT, 1, &[]);
        }
        for (index, starts) in self.sections.anew.iter().enumerate() {
            counting(&mut xml, self.anew(index), 0, starts);
        }
        for (index, list) in self.lists.iter().enumerate() {
            let id = self.anew(self.sections.anew.len() + index);
            counting(&mut xml, id, list.kind + SECTION_KINDS, list.start.as_slice());
        }
        Some(xml)
    }

    fn section_levels(&self, xml: &mut XmlWriter) {
        open_kind(xml, 0);
        for index in 0..LEVELS.min(DEEPEST_HEADING) {
            match self.sections.levels.get(index).and_then(Option::as_ref) {
                Some(level) => section_level(xml, index, level),
                None => silent_level(xml, index),
            }
        }
        xml.end();
        open_kind(xml, 1);
        (0..LEVELS).for_each(|index| silent_level(xml, index));
        xml.end();
    }

    fn list_levels(&self, xml: &mut XmlWriter, index: usize, kind: &Kind) {
        open_kind(xml, index);
        for level in 0..LEVELS {
            let (format, text) = match kind {
                Kind::Bullet(bullet) => ("bullet", bullet.clone()),
                Kind::Number(pattern) => (pattern.format(), pattern.level_text(level)),
            };
            open_level(xml, level, format);
            val(xml, "w:lvlText", text);
            val(xml, "w:lvlJc", "left");
            xml.start("w:pPr").start("w:ind").attribute("w:left", self.inset(level).twips().to_string());
            xml.attribute("w:hanging", self.inset.twips().to_string()).end().end();
            xml.end();
        }
        xml.end();
    }
}

fn position(kinds: &mut Vec<Kind>, kind: Kind) -> usize {
    kinds.iter().position(|known| *known == kind).unwrap_or_else(|| {
        kinds.push(kind);
        kinds.len() - 1
    })
}

/// What stands before the items, and the first number; none where one pattern does not print every label.
fn read(list: &List) -> Option<(Kind, Option<u32>)> {
    let labels = || list.items.iter().map(|item| item.label.as_deref());
    match list.marker {
        ListMarker::Bullet => {
            let bullet = labels().next().flatten().unwrap_or("•");
            labels().all(|label| label.is_none_or(|label| label == bullet)).then(|| (Kind::Bullet(bullet.into()), None))
        }
        ListMarker::Number { start, numeral } => {
            let pattern = numbers(labels().next().flatten(), start, numeral);
            let prints = |(index, label): (u32, Option<&str>)| {
                let number = start.checked_add(index);
                number.is_some_and(|number| label.is_none_or(|label| pattern.prints(number, label)))
            };
            (0..).zip(labels()).all(prints).then(|| (Kind::Number(pattern.clone()), Some(start)))
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

fn open_level(xml: &mut XmlWriter, index: usize, format: &str) {
    xml.start("w:lvl").attribute("w:ilvl", index.to_string());
    number(xml, "w:start", 1);
    val(xml, "w:numFmt", format);
}

fn section_level(xml: &mut XmlWriter, index: usize, level: &Level) {
    open_level(xml, index, level.pattern.format());
    val(xml, "w:pStyle", Para::of_depth(index + 1).id());
    val(xml, "w:suff", if level.spaced { "space" } else { "nothing" });
    // The en space and Word's own space make the gap that the pages have.
    let gap = if level.spaced { "\u{2002}" } else { "" };
    val(xml, "w:lvlText", format!("{}{gap}", level.pattern.level_text(index)));
    val(xml, "w:lvlJc", "left");
    xml.end();
}

fn silent_level(xml: &mut XmlWriter, index: usize) {
    open_level(xml, index, "none");
    val(xml, "w:suff", "nothing");
    val(xml, "w:lvlText", "");
    val(xml, "w:lvlJc", "left");
    xml.end();
}

fn counting(xml: &mut XmlWriter, id: i64, kind: usize, starts: &[(usize, u32)]) {
    xml.start("w:num").attribute("w:numId", id.to_string());
    number(xml, "w:abstractNumId", kind as i64);
    for (level, start) in starts {
        xml.start("w:lvlOverride").attribute("w:ilvl", level.to_string());
        number(xml, "w:startOverride", i64::from(*start));
        xml.end();
    }
    xml.end();
}
