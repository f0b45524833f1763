//! What Word has no place for is kept aside, each fact with the bookmark around the words that it is of: which paragraphs are
//! one quotation, who is named, what a label was made of. The bookmarks are hidden ones; the facts stand in a part of the
//! author's own (`customXml`, ECMA-376 part 1, clause 15.2.5), which word processors keep as it is. Who takes a bookmark
//! away takes its fact away with it, and no words of the issue are read from here.
//!
//! No bookmark stands around more than one paragraph: LibreOffice compares where bookmarks begin and end within their
//! paragraphs without asking in which, and so saves longer ones in pieces, or with both edges at one place. What holds
//! several paragraphs together has no bookmark of its own; each of them has one that says what it is a part of.

use super::manuscript::Manuscript;
use super::markup::relation;
use crate::package::{Part, Relations};
use crate::xml::XmlWriter;

/// The name of the part's vocabulary.
const SPACE: &str = "urn:masthead:aside:1";
/// The name of properties of such parts (clause 22.5).
const PROPERTIES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/customXml";
/// The identity of the part, by which other parts may name it; it is the only one of its kind.
const IDENTITY: &str = "{6D617374-6865-6164-8001-617369646531}";

/// Something that is kept aside, of some words.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    /// What the words are.
    of: &'static str,
    facts: Vec<(&'static str, String)>,
}

impl Mark {
    /// Words that are something.
    pub(super) fn of(of: &'static str) -> Mark {
        Mark { of, facts: Vec::new() }
    }

    /// The same with a fact.
    pub(super) fn with(mut self, name: &'static str, fact: impl Into<String>) -> Mark {
        self.facts.push((name, fact.into()));
        self
    }

    /// The same with a fact that not all have.
    pub(super) fn maybe(self, name: &'static str, fact: Option<impl Into<String>>) -> Mark {
        match fact {
            Some(fact) => self.with(name, fact),
            None => self,
        }
    }

    /// Whether nothing is said but what the words are.
    pub(super) fn is_bare(&self) -> bool {
        self.facts.is_empty()
    }
}

/// A mark whose words are being written.
#[derive(Debug)]
pub(super) struct Open {
    place: usize,
    number: String,
}

/// All that is kept aside of words.
#[derive(Debug, Default)]
pub(super) struct Marks {
    all: Vec<Mark>,
    /// The marks of what holds several paragraphs together and is being written, the innermost last; nothing for the edge of
    /// a cell, whose paragraphs are no parts of what stands around it.
    around: Vec<Option<usize>>,
}

impl Marks {
    fn add(&mut self, mark: Mark) -> usize {
        self.all.push(mark);
        self.all.len() - 1
    }

    /// The innermost of what is being written.
    fn innermost(&self) -> Option<usize> {
        self.around.last().copied().flatten()
    }

    /// A mark that says what its words are a part of.
    fn part_of_innermost(&self, mark: Mark) -> Mark {
        mark.maybe("part-of", self.innermost().map(Marks::name))
    }

    fn name(place: usize) -> String {
        format!("_mh_{}", place + 1)
    }

    /// Says one more thing of a mark that is open.
    pub(super) fn say(&mut self, open: &Open, name: &'static str, fact: String) {
        self.all.get_mut(open.place).into_iter().for_each(|mark| mark.facts.push((name, fact.clone())));
    }

    /// The parts, for facts of the whole issue that `front` writes.
    pub(super) fn parts(&self, front: impl FnOnce(&mut XmlWriter)) -> ([Part; 2], usize) {
        let mut xml = XmlWriter::new();
        xml.start("aside").attribute("xmlns", SPACE).line();
        front(&mut xml);
        for (place, mark) in self.all.iter().enumerate() {
            xml.start("mark").attribute("name", Marks::name(place)).attribute("of", mark.of);
            for (name, fact) in &mark.facts {
                xml.attribute(name, fact);
            }
            xml.end().line();
        }
        let mut relations = Relations::default();
        relations.internal(relation!("customXmlProps"), "itemProps1.xml");
        let mut properties = XmlWriter::new();
        properties.start("ds:datastoreItem").attribute("xmlns:ds", PROPERTIES).attribute("ds:itemID", IDENTITY);
        properties.start("ds:schemaRefs").start("ds:schemaRef").attribute("ds:uri", SPACE);
        let kind = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml";
        let forbidden = xml.forbidden();
        let parts = [
            Part::new("customXml/item1.xml", "application/xml", xml.finish()).with(relations),
            Part::new("customXml/itemProps1.xml", kind, properties.finish()),
        ];
        (parts, forbidden)
    }
}

impl Manuscript<'_> {
    /// Opens the bookmark of words of which something is kept aside.
    pub(super) fn open_mark(&mut self, mark: Mark) -> Open {
        let place = self.marks.add(mark);
        Open { place, number: self.open_bookmark(&Marks::name(place)) }
    }

    /// Closes it.
    pub(super) fn close_mark(&mut self, open: Open) {
        self.close_bookmark(&open.number);
    }

    /// Writes something within a mark.
    pub(super) fn marked_as(&mut self, mark: Mark, write: impl FnOnce(&mut Self)) {
        let open = self.open_mark(mark);
        write(self);
        self.close_mark(open);
    }

    /// The same where the mark says anything.
    pub(super) fn marked_if(&mut self, mark: Mark, write: impl FnOnce(&mut Self)) {
        if mark.is_bare() {
            write(self);
        } else {
            self.marked_as(mark, write);
        }
    }

    /// Writes paragraphs and tables that are something together.
    pub(super) fn together(&mut self, mark: Mark, write: impl FnOnce(&mut Self)) {
        let mark = self.marks.part_of_innermost(mark);
        let place = self.marks.add(mark);
        self.surrounded(Some(place), write);
    }

    /// Writes what stands in cells, of which nothing around them says anything.
    pub(super) fn in_cells(&mut self, write: impl FnOnce(&mut Self)) {
        self.surrounded(None, write);
    }

    fn surrounded(&mut self, place: Option<usize>, write: impl FnOnce(&mut Self)) {
        self.marks.around.push(place);
        write(self);
        self.marks.around.pop();
    }

    /// Writes one paragraph, which may be a part of something.
    pub(super) fn as_part(&mut self, write: impl FnOnce(&mut Self)) {
        self.marked_if(self.marks.part_of_innermost(Mark::of("part")), write);
    }

    /// Marks the place where a page ended as it was printed, between two paragraphs.
    pub(super) fn page_end(&mut self) {
        let mark = self.marks.part_of_innermost(Mark::of("page-end"));
        self.marked_as(mark, |_| {});
    }
}
