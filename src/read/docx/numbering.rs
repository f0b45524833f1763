//! `word/numbering.xml`: the countings of a manuscript, counted as a word processor counts.

use super::numerals;
use super::spaces::SPACES;
use crate::ast::numerals::Numeral;
use crate::ast::text::is_east_asian;
use crate::xml::{Element, XmlError, XmlReader};
use std::collections::BTreeMap;

/// Countings have nine levels.
const LEVELS: usize = 9;

/// So many characters of the pattern of a label count; word processors take 31. A label is made for every paragraph, so that
/// a long pattern would take the square of its length.
const LONGEST_TEXT: usize = 255;

/// One level of a counting.
#[derive(Clone, Debug, Default, PartialEq)]
struct Level {
    start: u32,
    format: String,
    /// `%1.%2` with `%` and a level, from 1, for its number.
    text: String,
    /// Whether all numbers in it are figures (`w:isLgl`).
    legal: bool,
    /// The level whose numbers start this one anew; 0 for none (`w:lvlRestart`).
    restart: Option<usize>,
    /// The paragraph style that brings it.
    style: Option<String>,
    /// Whether nothing stands between the label and the words.
    tight: bool,
}

/// What one `w:num` says over the kind that it counts by.
#[derive(Clone, Debug, Default)]
struct Counting {
    kind: u32,
    starts: BTreeMap<usize, u32>,
    levels: BTreeMap<usize, Level>,
}

/// Every counting of a manuscript, and how far each has come.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbering {
    kinds: BTreeMap<u32, Vec<Level>>,
    /// Kinds that stand for the kind of a style.
    linked: BTreeMap<u32, String>,
    named: BTreeMap<String, u32>,
    countings: BTreeMap<u32, Counting>,
    counts: BTreeMap<u32, [Option<u32>; LEVELS]>,
    /// Countings whose own starts have been taken.
    begun: BTreeMap<(u32, usize), ()>,
}

/// What a word processor prints before a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Number {
    /// `第一章`, `（二）`, `1.2`, `•`.
    pub(super) label: String,
    /// Its place in its level.
    pub(super) value: u32,
    /// Whether it is a sign and no number.
    pub(super) bullet: bool,
    /// The numerals of its own level, where the model has them.
    pub(super) numeral: Option<Numeral>,
    /// The level, from 0.
    pub(super) level: usize,
    /// Whether the label has words around its number, or none but words.
    pub(super) worded: bool,
    /// Whether its numbers are written as nobody here knows to write them, so that figures stand for them.
    pub(super) unwritten: bool,
    /// Whether nothing stands between the label and the words.
    pub(super) tight: bool,
}

impl Numbering {
    /// Reads the part.
    pub(super) fn read(text: &str) -> Result<Numbering, XmlError> {
        let mut numbering = Numbering::default();
        let root = XmlReader::new(text, SPACES).root()?.unwrap_or_default();
        for element in root.elements() {
            match element.name {
                "abstractNum" => numbering.kind(element),
                "num" => numbering.counting(element),
                _ => {}
            }
        }
        Ok(numbering)
    }

    fn kind(&mut self, element: &Element<'_>) {
        let Some(id) = number(element, "abstractNumId") else { return };
        let mut levels = vec![Level { start: 1, ..Level::default() }; LEVELS];
        for element in element.elements() {
            match (element.name, element.attribute("val")) {
                ("lvl", _) => {
                    let index = number(element, "ilvl").unwrap_or_default() as usize;
                    if let Some(level) = levels.get_mut(index) {
                        *level = Level::read(element);
                    }
                }
                ("numStyleLink", Some(name)) => drop(self.linked.insert(id, name.to_string())),
                ("styleLink", Some(name)) => drop(self.named.insert(name.to_string(), id)),
                _ => {}
            }
        }
        self.kinds.insert(id, levels);
    }

    fn counting(&mut self, element: &Element<'_>) {
        let Some(id) = number(element, "numId") else { return };
        let kind = element.child("abstractNumId").and_then(|kind| number(kind, "val")).unwrap_or_default();
        let mut counting = Counting { kind, ..Counting::default() };
        for over in element.elements().filter(|element| element.name == "lvlOverride") {
            let level = number(over, "ilvl").unwrap_or_default() as usize;
            if let Some(start) = over.child("startOverride").and_then(|start| number(start, "val")) {
                counting.starts.insert(level, start);
            }
            if let Some(own) = over.child("lvl") {
                counting.levels.insert(level, Level::read(own));
            }
        }
        self.countings.insert(id, counting);
    }

    fn kind_of(&self, counting: &Counting) -> u32 {
        let linked = self.linked.get(&counting.kind).and_then(|name| self.named.get(name));
        linked.copied().unwrap_or(counting.kind)
    }

    fn level<'n>(&'n self, counting: &'n Counting, index: usize) -> Option<&'n Level> {
        counting.levels.get(&index).or_else(|| self.kinds.get(&self.kind_of(counting))?.get(index))
    }

    /// The level of a counting that a paragraph style brings.
    pub(super) fn level_of_style(&self, counting: u32, style: &str) -> Option<usize> {
        let counting = self.countings.get(&counting)?;
        (0..LEVELS)
            .find(|&index| self.level(counting, index).is_some_and(|level| level.style.as_deref() == Some(style)))
    }

    /// Counts one paragraph on; gives what stands before it. Nothing for a counting that does not exist.
    pub(super) fn next(&mut self, id: u32, index: usize) -> Option<Number> {
        let index = index.min(LEVELS - 1);
        let counting = self.countings.get(&id)?.clone();
        let level = self.level(&counting, index)?.clone();
        let kind = self.kind_of(&counting);
        let mut counts = self.counts.get(&kind).copied().unwrap_or_default();
        let own_start = counting.starts.get(&index).filter(|_| self.begun.insert((id, index), ()).is_none());
        let value = match (own_start, counts[index]) {
            (Some(&start), _) => start,
            (None, Some(count)) => count.saturating_add(1),
            (None, None) => counting.starts.get(&index).copied().unwrap_or(level.start),
        };
        counts[index] = Some(value);
        for (deeper, count) in counts.iter_mut().enumerate().skip(index + 1) {
            let restart = self.level(&counting, deeper).and_then(|level| level.restart);
            if restart.is_none_or(|after| after > index) {
                *count = None;
            }
        }
        self.counts.insert(kind, counts);
        let label = self.label(&counting, &level, &counts);
        let (bullet, numeral) = (level.format == "bullet", numerals::numeral(&level.format));
        let (worded, unwritten) = (level.is_worded(), !numerals::is_known(&level.format));
        Some(Number { label, value, bullet, numeral, level: index, tight: level.tight, worded, unwritten })
    }

    fn label(&self, counting: &Counting, level: &Level, counts: &[Option<u32>; LEVELS]) -> String {
        let mut label = String::new();
        let mut rest = level.text.as_str();
        while let Some((before, after)) = rest.split_once('%') {
            label.push_str(before);
            let place = after.chars().next().and_then(|figure| figure.to_digit(10)).filter(|place| *place > 0);
            let Some(place) = place else {
                label.push('%');
                rest = after;
                continue;
            };
            let index = place as usize - 1;
            let other = self.level(counting, index);
            let value = counts.get(index).copied().flatten().or(other.map(|other| other.start)).unwrap_or(1);
            let format = other.map_or("decimal", |other| if level.legal { "decimal" } else { other.format.as_str() });
            label.push_str(&numerals::write(format, value));
            rest = after.get(1..).unwrap_or_default();
        }
        label + rest
    }
}

impl Level {
    fn read(element: &Element<'_>) -> Level {
        let value = |name: &str| element.child(name)?.attribute("val");
        let custom = || element.descend(&["AlternateContent", "Choice", "numFmt"])?.attribute("val");
        Level {
            // Clause 17.9.25: a level that does not say begins at 0.
            start: value("start").and_then(|start| start.parse().ok()).unwrap_or(0),
            format: value("numFmt").or_else(custom).unwrap_or("decimal").to_string(),
            text: value("lvlText").unwrap_or_default().chars().take(LONGEST_TEXT).collect(),
            legal: element.child("isLgl").is_some_and(|legal| super::look::is_on(legal.attribute("val"))),
            restart: value("lvlRestart").and_then(|level| level.parse().ok()),
            style: value("pStyle").map(str::to_string),
            tight: value("suff") == Some("nothing"),
        }
    }
}

impl Level {
    /// Whether words stand around the number. A single letter may be the sign of an item.
    fn is_worded(&self) -> bool {
        let mut letters = 0;
        let mut signs = self.text.chars();
        while let Some(sign) = signs.next() {
            let is_number = sign == '%' && signs.clone().next().is_some_and(|place| place.is_ascii_digit());
            match sign {
                _ if is_number => drop(signs.next()),
                '〇' => {}
                _ if is_east_asian(sign) && sign.is_alphabetic() => letters += 2,
                _ => letters += usize::from(sign.is_alphanumeric()),
            }
        }
        letters > usize::from(self.format == "bullet")
    }
}

fn number(element: &Element<'_>, attribute: &str) -> Option<u32> {
    element.attribute(attribute)?.parse().ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]
mod tests {
    use super::*;

    const PART: &str = r#"<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
        <w:abstractNum w:abstractNumId="7">
          <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1章"/></w:lvl>
          <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl>
        </w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="7"/>
          <w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
        </w:numbering>"#;

    #[test]
    fn countings_go_on_and_start_anew() {
        let mut numbering = Numbering::read(PART).unwrap();
        let labels: Vec<String> = [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1), (2, 0), (2, 0), (1, 0)]
            .map(|(id, level)| numbering.next(id, level).unwrap().label)
            .to_vec();
        assert_eq!(labels, ["第一章", "1.1", "1.2", "第二章", "2.1", "第五章", "第六章", "第七章"]);
        assert_eq!(numbering.next(9, 0), None);
    }

    #[test]
    fn labels_are_as_long_as_they_can_be_read() {
        let part = PART.replace("第%1章", &"%1".repeat(10_000));
        let label = Numbering::read(&part).unwrap().next(1, 0).unwrap().label;
        assert!(label.len() < 1000, "{}", label.len());
    }
}
