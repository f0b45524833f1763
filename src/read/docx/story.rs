//! A story: what stands one below the other in the body, a note, a cell or a frame.

use super::desk::{Desk, Met};
use super::paragraphs::{Line, chosen};
use super::roles::Role;
use crate::ast::{Boxed, Table};
use crate::xml::{Element, Node, XmlError, XmlReader};

/// What stands in a story.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Item {
    /// A paragraph.
    Line(Box<Line>),
    /// A table.
    Table(Box<Table>),
    /// Text in a frame.
    Boxed(Box<Boxed>),
}

impl Item {
    /// Says of a line whether it stands in the control of a table of contents.
    fn belongs_to_contents(&mut self, contents: bool) {
        if let Item::Line(line) = self {
            line.contents |= contents;
        }
    }
}

/// Whether a control holds a table of contents, its heading included (clause 17.5.2.11).
fn is_contents(control: &Element<'_>) -> bool {
    let gallery = control.descend(&["sdtPr", "docPartObj", "docPartGallery"]);
    gallery.and_then(|gallery| gallery.attribute("val")) == Some("Table of Contents")
}

/// What a section of pages says of them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct PageSetup {
    /// The measure, in twentieths of a point.
    pub(super) measure: Option<i64>,
}

impl Desk<'_> {
    /// Reads the story in the element that the reader has open, piece by piece.
    pub(super) fn story(&mut self, reader: &mut XmlReader<'_>, page: &mut PageSetup) -> Result<Vec<Item>, XmlError> {
        let mut items = Vec::new();
        while let Some(node) = reader.child()? {
            if let Node::Element(element) = node {
                if element.is("w", "sectPr") {
                    *page = page_setup(&element);
                }
                self.stand(&element, &mut items);
            }
        }
        Ok(joined(items))
    }

    /// Reads a story that is at hand as a whole.
    pub(super) fn inner_story(&mut self, element: &Element<'_>) -> Vec<Item> {
        let mut items = Vec::new();
        element.elements().for_each(|element| self.stand(element, &mut items));
        joined(items)
    }

    fn stand(&mut self, element: &Element<'_>, items: &mut Vec<Item>) {
        match (element.space, element.name) {
            ("w", "p") => {
                let mut line = self.paragraph(element);
                let frames = std::mem::take(&mut line.frames);
                items.push(Item::Line(Box::new(line)));
                items.extend(frames.into_iter().flatten());
            }
            ("w", "tbl") if self.role_of_table(element) == Some(Role::Imprint) => {
                let rows = element.elements().filter(|row| row.is("w", "tr"));
                rows.flat_map(|row| row.elements()).for_each(|cell| self.stands(cell, items));
            }
            ("w", "tbl") => {
                let table = match self.box_cells(element) {
                    Some(cells) => Item::Boxed(Box::new(self.boxed(&cells))),
                    None => Item::Table(Box::new(self.table(element))),
                };
                items.push(table);
            }
            ("w", "bookmarkStart") => {
                let name = self.bookmark(element);
                self.anchors.extend(name);
            }
            ("w", "sdt") => {
                let (before, contents) = (items.len(), is_contents(element));
                element.child("sdtContent").iter().for_each(|inner| self.stands(inner, items));
                items.iter_mut().skip(before).for_each(|item| item.belongs_to_contents(contents));
            }
            ("w", "customXml" | "smartTag") => self.stands(element, items),
            ("w", "ins" | "moveTo" | "del" | "moveFrom") if self.keeps(element) => self.stands(element, items),
            ("w", "altChunk") => {
                let here = self.here();
                self.meet(Met::Embedded, here);
            }
            ("mc", "AlternateContent") => chosen(element).iter().for_each(|inner| self.stands(inner, items)),
            _ => {}
        }
    }

    fn stands(&mut self, element: &Element<'_>, items: &mut Vec<Item>) {
        element.elements().for_each(|inner| self.stand(inner, items));
    }
}

/// Joins the paragraphs whose marks a tracked change takes away to those that follow.
fn joined(items: Vec<Item>) -> Vec<Item> {
    let mut whole: Vec<Item> = Vec::with_capacity(items.len());
    for item in items {
        match (whole.last_mut(), item) {
            (Some(Item::Line(before)), Item::Line(mut line)) if before.open => {
                let mut pieces = std::mem::take(&mut before.pieces);
                pieces.append(&mut line.pieces);
                line.pieces = pieces;
                line.span = before.span.join(line.span);
                line.figures.splice(0..0, std::mem::take(&mut before.figures));
                line.anchors.splice(0..0, std::mem::take(&mut before.anchors));
                **before = *line;
            }
            (_, item) => whole.push(item),
        }
    }
    whole
}

/// The measure of a section of pages: their width without margins (clause 17.6).
fn page_setup(element: &Element<'_>) -> PageSetup {
    let number = |child: &str, attribute: &str| element.child(child)?.attribute(attribute)?.parse::<i64>().ok();
    let measure = || {
        Some(number("pgSz", "w")? - number("pgMar", "left")? - number("pgMar", "right")?).filter(|measure| *measure > 0)
    };
    PageSetup { measure: measure() }
}
