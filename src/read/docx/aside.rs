//! What the writer of Word files kept aside of an issue, in a part of its own: facts of the whole, and facts of the words
//! that hidden bookmarks stand around. What the body says holds against all of it.

use super::spaces::SPACES;
use crate::ast::check::is_ncname;
use crate::ast::{Lang, NameOrder, Person, PersonId};
use crate::xml::{Element, XmlReader};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// So deep may things stand in each other.
const DEEPEST: usize = 128;

/// What words are that a mark stands around.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// A paragraph of something that is more.
    Part,
    Paragraph,
    Section,
    Title,
    Subtitle,
    EditorsNote,
    List,
    Item,
    Definitions,
    Meaning,
    Quote,
    Box,
    Table,
    Foot,
    Note,
    Figure,
    PageEnd,
    Language,
    Person,
    Position,
    Reference,
    Orphan,
    Call,
    RunIn,
    Look,
}

const NAMES: [(&str, Of); 25] = [
    ("part", Of::Part),
    ("paragraph", Of::Paragraph),
    ("section", Of::Section),
    ("title", Of::Title),
    ("subtitle", Of::Subtitle),
    ("editors-note", Of::EditorsNote),
    ("list", Of::List),
    ("item", Of::Item),
    ("definitions", Of::Definitions),
    ("meaning", Of::Meaning),
    ("quote", Of::Quote),
    ("box", Of::Box),
    ("table", Of::Table),
    ("foot", Of::Foot),
    ("note", Of::Note),
    ("figure", Of::Figure),
    ("page-end", Of::PageEnd),
    ("language", Of::Language),
    ("person", Of::Person),
    ("position", Of::Position),
    ("reference", Of::Reference),
    ("orphan", Of::Orphan),
    ("call", Of::Call),
    ("run-in", Of::RunIn),
    ("look", Of::Look),
];

impl Of {
    /// Whether such words stand in a line.
    pub(super) fn in_line(self) -> bool {
        matches!(
            self,
            Of::Language | Of::Person | Of::Position | Of::Reference | Of::Orphan | Of::Call | Of::RunIn | Of::Look
        )
    }

    /// Whether such words are one paragraph.
    pub(super) fn is_line(self) -> bool {
        matches!(self, Of::Paragraph | Of::Section | Of::Title | Of::Subtitle)
    }
}

/// What is kept aside of some words.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) of: Of,
    /// The place of the mark of what it is a part of.
    part_of: Option<usize>,
    facts: Facts,
}

type Facts = BTreeMap<String, String>;

impl Mark {
    /// A fact.
    pub(super) fn fact(&self, name: &str) -> Option<&str> {
        self.facts.get(name).map(String::as_str)
    }

    /// A fact that is a number.
    pub(super) fn number<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.fact(name)?.parse().ok()
    }

    /// The language of the words.
    pub(super) fn lang(&self) -> Option<Lang> {
        self.fact("lang").map(Lang::new).filter(Lang::is_well_formed)
    }

    /// The label that the words open with, with its number where it is the author's own.
    pub(super) fn label(&self) -> Option<(&str, Option<u32>)> {
        self.fact("label").map(|label| (label, self.number("kept")))
    }
}

/// All that was kept aside; nothing, for manuscripts of others.
#[derive(Clone, Debug, Default)]
pub(super) struct Aside {
    /// Whether anything was.
    pub(super) is_kept: bool,
    facts: BTreeMap<String, Vec<String>>,
    printed: BTreeMap<String, Vec<String>>,
    pub(super) people: Vec<Person>,
    /// The ids of what bookmarks stand at.
    pub(super) places: BTreeMap<String, String>,
    /// Addresses as they were before they became URIs.
    pub(super) addresses: BTreeMap<String, String>,
    marks: Vec<Mark>,
    names: BTreeMap<String, usize>,
}

impl Aside {
    /// Reads the part; nothing for parts of others.
    pub(super) fn read(text: &str) -> Option<Aside> {
        let root = XmlReader::new(text, SPACES).root().ok()??;
        if !root.is("aside", "aside") {
            return None;
        }
        let mut aside = Aside { is_kept: true, ..Aside::default() };
        root.elements().filter(|element| element.space == "aside").for_each(|element| aside.take(element));
        Some(aside)
    }

    fn take(&mut self, element: &Element<'_>) {
        let said = |name: &str| element.attribute(name).map(str::to_string);
        let pair = |one: &str, other: &str| Some((said(one)?, said(other)?));
        match element.name {
            "fact" => {
                pair("name", "is").into_iter().for_each(|(name, is)| self.facts.entry(name).or_default().push(is))
            }
            "printed" => {
                pair("line", "words")
                    .into_iter()
                    .for_each(|(line, words)| self.printed.entry(line).or_default().push(words));
            }
            "place" => self.places.extend(pair("name", "id")),
            "address" => self.addresses.extend(pair("uri", "is")),
            "person" => {
                let new = person(element).filter(|new| self.people.iter().all(|known| known.id != new.id));
                self.people.extend(new);
            }
            "mark" => {
                let of = element.attribute("of").and_then(|of| NAMES.iter().find(|(name, _)| *name == of));
                if let (Some(name), Some((_, of))) = (said("name"), of) {
                    let facts = element.attributes.iter().map(|(name, value)| (name.to_string(), value.to_string()));
                    // What holds others is told of before them.
                    let part_of = element.attribute("part-of").and_then(|whole| self.place(whole));
                    self.names.insert(name, self.marks.len());
                    self.marks.push(Mark { of: *of, part_of, facts: facts.collect() });
                }
            }
            _ => {}
        }
    }

    /// The place of the mark that a bookmark is. LibreOffice gives copies of bookmarks names of their own, and those of notes
    /// whenever it opens them.
    pub(super) fn place(&self, bookmark: &str) -> Option<usize> {
        let original = bookmark.split_once("_Copy_").map_or(bookmark, |(original, _)| original);
        self.names.get(bookmark).or_else(|| self.names.get(original)).copied()
    }

    /// The mark at a place.
    pub(super) fn mark(&self, place: usize) -> Option<&Mark> {
        self.marks.get(place)
    }

    /// The ids that references lead to, each with the words that were printed of it.
    pub(super) fn references(&self) -> BTreeSet<(String, String)> {
        let references = self.marks.iter().filter(|mark| mark.of == Of::Reference);
        references.filter_map(|mark| Some((mark.fact("to")?.to_string(), squeeze(mark.fact("words")?)))).collect()
    }

    /// What the mark at a place is a part of, the outermost first.
    pub(super) fn around(&self, place: usize) -> Rc<[usize]> {
        let whole = |place: &usize| self.mark(*place)?.part_of;
        let mut around: Vec<usize> = std::iter::successors(whole(&place), whole).take(DEEPEST).collect();
        around.reverse();
        around.into()
    }

    /// A fact of the issue.
    pub(super) fn fact(&self, name: &str) -> Option<String> {
        self.facts(name).into_iter().next()
    }

    /// Facts of the issue of which there may be several.
    pub(super) fn facts(&self, name: &str) -> Vec<String> {
        self.facts.get(name).cloned().unwrap_or_default()
    }

    /// Whether lines read as they were printed.
    pub(super) fn stands(&self, line: &str, found: &[String]) -> bool {
        let squeezed = |lines: &[String]| lines.iter().map(|line| squeeze(line)).collect::<Vec<_>>();
        squeezed(self.printed.get(line).map(Vec::as_slice).unwrap_or_default()) == squeezed(found)
    }

    /// The lines of a name, as they were printed.
    pub(super) fn printed(&self, line: &str) -> Vec<String> {
        self.printed.get(line).cloned().unwrap_or_default()
    }

    /// The mark of a note that is called, as it was printed.
    pub(super) fn called(&self, note: &str) -> Option<&str> {
        let mut calls = self.marks.iter().filter(|mark| mark.of == Of::Call && mark.fact("note") == Some(note));
        calls.find_map(|mark| mark.fact("mark"))
    }

    /// The people whom words of the body named when the file was written.
    pub(super) fn mentioned(&self) -> BTreeSet<PersonId> {
        let named = self.marks.iter().filter(|mark| matches!(mark.of, Of::Person | Of::Position));
        named.filter_map(|mark| mark.fact("id")).map(|id| PersonId(id.to_string())).collect()
    }
}

/// Words without what word processors may change of them unasked.
pub(super) fn squeeze(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace() && *c != '\u{AD}').collect()
}

fn person(element: &Element<'_>) -> Option<Person> {
    let said = |name: &str| element.attribute(name).map(str::to_string);
    let id = said("id").filter(|id| is_ncname(id))?;
    let position = said("position");
    Some(Person {
        id: PersonId(id),
        name: said("name")?,
        position,
        name_order: order(element.attribute("order")),
        ..Person::default()
    })
}

/// How names are ordered.
pub(super) fn order(name: Option<&str>) -> NameOrder {
    match name {
        Some("eastern") => NameOrder::Eastern,
        Some("western") => NameOrder::Western,
        _ => NameOrder::Unknown,
    }
}
