//! A story: what stands one below the other in the body, a note, a cell or a frame.

use super::contents;
use super::desk::Desk;
use super::edges::Edge;
use super::fields::Fields;
use super::met::Met;
use super::paragraphs::{Line, chosen};
use super::roles::Role;
use crate::ast::{Boxed, Table};
use crate::diagnostics::Span;
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
    /// Where what is kept aside begins and ends, by the place of its mark.
    Open(usize),
    Close(usize),
    /// What stands between the two.
    Group(usize, Vec<Item>),
    /// Where a page ended as it was printed, by the place of its mark.
    PageEnd(usize),
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
        self.fields = Fields::default();
        while let Some(node) = reader.child()? {
            if let Node::Element(element) = &node {
                if element.is("w", "sectPr") {
                    *page = page_setup(element);
                }
                self.stand(element, &mut items);
            }
            self.look_for_unread(&node);
        }
        self.close_fields(&mut items);
        let items = self.grouped(joined(items));
        self.end_story();
        Ok(items)
    }

    /// Reads a story that is at hand as a whole. The fields of the words around it go on where they stopped.
    pub(super) fn inner_story(&mut self, element: &Element<'_>) -> Vec<Item> {
        let mut items = Vec::new();
        let around = std::mem::take(&mut self.fields);
        element.elements().for_each(|element| self.stand(element, &mut items));
        self.close_fields(&mut items);
        self.fields = around;
        self.grouped(joined(items))
    }

    fn stand(&mut self, element: &Element<'_>, items: &mut Vec<Item>) {
        match (element.space, element.name) {
            ("w", "p") => {
                let mut line = self.paragraph(element);
                let frames = std::mem::take(&mut line.frames);
                let [before, after] = std::mem::take(&mut line.edges);
                items.extend(before);
                items.extend(contents::parted(line).into_iter().map(|line| Item::Line(Box::new(line))));
                items.extend(after);
                items.extend(frames.into_iter().flatten());
            }
            ("w", "tbl") if self.role_of_table(element) == Some(Role::Imprint) => {
                self.cells_stand(element, items);
            }
            ("w", "tbl") => {
                let table = match self.box_cells(element) {
                    Some(cells) => Item::Boxed(Box::new(self.boxed(&cells))),
                    None => Item::Table(Box::new(self.table(element))),
                };
                self.around(table, items);
            }
            ("w", "bookmarkStart" | "bookmarkEnd") if self.edges(element, items) => {}
            ("w", "bookmarkStart") => {
                let name = self.bookmark(element);
                self.anchors.extend(name);
            }
            ("w", "sdt") => {
                let (before, listing) = (items.len(), is_contents(element));
                element.child("sdtContent").iter().for_each(|inner| self.stands(inner, items));
                if let Some(items) = items.get_mut(before..).filter(|_| listing) {
                    contents::belong(items);
                }
            }
            ("w", "customXml" | "smartTag") | ("?", _) => self.stands(element, items),
            ("w", "ins" | "moveTo" | "del" | "moveFrom") if self.keeps(element) => self.stands(element, items),
            ("w", "altChunk") => {
                let here = self.here();
                self.meet(Met::Embedded, here);
            }
            ("mc", "AlternateContent") => chosen(element).iter().for_each(|inner| self.stands(inner, items)),
            _ => {}
        }
    }

    /// Takes the edge of something that is kept aside; says whether it is one.
    fn edges(&mut self, element: &Element<'_>, items: &mut Vec<Item>) -> bool {
        match self.edge(element) {
            None => return false,
            Some(Edge::Begins(_) | Edge::Ends(_)) => {}
            Some(Edge::PageEnd { place, .. }) => items.push(Item::PageEnd(place)),
            Some(Edge::Opens(place)) => items.push(Item::Open(place)),
            Some(Edge::Closes(place)) => items.push(Item::Close(place)),
        }
        true
    }

    /// What stands in the cells of a table that parts nothing.
    fn cells_stand(&mut self, element: &Element<'_>, items: &mut Vec<Item>) {
        for inner in element.elements() {
            match inner.name {
                "tc" => self.stands(inner, items),
                "tr" | "sdt" | "sdtContent" | "customXml" => self.cells_stand(inner, items),
                _ => {}
            }
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
        // Edges between paragraphs that become one have no place.
        while matches!((whole.last(), &item), (Some(Item::Open(_) | Item::Close(_)), Item::Line(_)))
            && whole.iter().rev().find_map(open_line) == Some(true)
        {
            whole.pop();
        }
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

/// The paragraph that an item is.
pub(super) fn line_mut(item: &mut Item) -> Option<&mut Line> {
    match item {
        Item::Line(line) => Some(line),
        _ => None,
    }
}

/// The pictures in a paragraph that becomes something without any, as a paragraph of their own.
pub(super) fn pictures(item: &mut Item) -> Option<Item> {
    let line = line_mut(item)?;
    let figures = std::mem::take(&mut line.figures);
    (!figures.is_empty()).then(|| Item::Line(Box::new(Line { span: line.span, figures, ..Line::default() })))
}

/// Where an item stands.
pub(super) fn span(item: &Item) -> Option<Span> {
    match item {
        Item::Line(line) => Some(line.span),
        Item::Table(table) => Some(table.span),
        Item::Boxed(boxed) => Some(boxed.span),
        Item::Group(_, items) => items.iter().find_map(span),
        Item::Open(_) | Item::Close(_) | Item::PageEnd(_) => None,
    }
}

/// Whether an item is a paragraph that is joined to the next; nothing for edges.
fn open_line(item: &Item) -> Option<bool> {
    match item {
        Item::Open(_) | Item::Close(_) => None,
        Item::Line(line) => Some(line.open),
        _ => Some(false),
    }
}

/// The measure of a section of pages: their width without margins (clause 17.6).
fn page_setup(element: &Element<'_>) -> PageSetup {
    let number = |child: &str, attribute: &str| element.child(child)?.attribute(attribute)?.parse::<i64>().ok();
    let measure = || {
        Some(number("pgSz", "w")? - number("pgMar", "left")? - number("pgMar", "right")?).filter(|measure| *measure > 0)
    };
    PageSetup { measure: measure() }
}
