//! Where what is kept aside begins and ends among the paragraphs of a story.

use super::aside::Of;
use super::desk::Desk;
use super::story::Item;
use crate::xml::Element;
use std::collections::BTreeSet;

/// So many marks may be open at once.
const MOST: usize = 128;

/// The marks that are open, and how bookmarks end them.
#[derive(Clone, Debug, Default)]
pub(super) struct Open {
    /// Marks by the numbers of their bookmarks.
    ends: Vec<(String, usize)>,
    /// The sections so far that are in a language of their own.
    sections: Vec<usize>,
    /// Those of words in a line, the innermost last.
    pub(super) in_line: Vec<usize>,
    /// Those of paragraphs, the innermost last.
    around: Vec<usize>,
    /// The marks that end in cells and begin outside: word processors move the end of what stands before a table into its
    /// first cell.
    loose: Vec<usize>,
}

/// What the edge of a bookmark is.
pub(super) enum Edge {
    /// Of words in a line, which the desk keeps.
    Begins(usize),
    Ends(usize),
    /// Where a page ended as it was printed, and whether that is in a line.
    PageEnd {
        place: usize,
        in_line: bool,
    },
    Opens(usize),
    Closes(usize),
}

impl Desk<'_> {
    /// The edge of a bookmark with which something is kept aside; nothing for those that are places.
    pub(super) fn edge(&mut self, element: &Element<'_>) -> Option<Edge> {
        let number = element.attribute("id").unwrap_or_default();
        if element.name == "bookmarkEnd" {
            let at = self.open.ends.iter().position(|(known, _)| known == number)?;
            let (_, place) = self.open.ends.remove(at);
            let of = self.aside.mark(place)?.of;
            self.open.in_line.retain(|open| *open != place);
            self.open.around.retain(|open| *open != place);
            return match of {
                Of::PageEnd => None,
                _ if of.in_line() => Some(Edge::Ends(place)),
                _ => Some(Edge::Closes(place)),
            };
        }
        let place = self.aside.place(element.attribute("name")?).filter(|_| self.open.ends.len() < MOST)?;
        let of = self.aside.mark(place)?.of;
        self.open.ends.push((number.to_string(), place));
        if of == Of::Section && self.open.sections.len() < MOST {
            self.open.sections.push(place);
        }
        match of {
            Of::PageEnd => {
                let in_line = self.aside.mark(place).is_some_and(|mark| mark.fact("in").is_some());
                Some(Edge::PageEnd { place, in_line })
            }
            _ if of.in_line() => {
                self.open.in_line.push(place);
                Some(Edge::Begins(place))
            }
            _ => {
                self.open.around.push(place);
                Some(Edge::Opens(place))
            }
        }
    }

    /// Forgets the edges of a story that have no others.
    pub(super) fn end_story(&mut self) {
        self.open.loose.clear();
    }

    /// The words for the languages that hold at this place, as word processors name them.
    pub(super) fn spoken(&self) -> impl Iterator<Item = &str> {
        let open = self.open.in_line.iter().chain(&self.open.around).chain(&self.open.sections);
        open.filter_map(|place| self.aside.mark(*place)?.fact("word"))
    }

    /// Items with what is kept aside of each, and those that are something together as one.
    pub(super) fn grouped(&mut self, items: Vec<Item>) -> Vec<Item> {
        if !self.aside.is_kept {
            return items;
        }
        let mut open: Vec<usize> = Vec::new();
        let mut said = BTreeSet::new();
        let mut parts = Vec::new();
        for (item, ends) in with_ends(items) {
            match item {
                // What does not end is as if it had not begun.
                Item::Open(place) => open.extend(ends.then_some(place)),
                Item::Close(place) if open.contains(&place) => open.retain(|known| *known != place),
                Item::Close(place) => self.open.loose.push(place),
                mut item => {
                    self.keep(&mut item, &open, &mut said);
                    let mut around = open.iter().rev().map(|place| self.aside.around(*place));
                    let part = match &item {
                        Item::PageEnd(place) => Some(self.aside.around(*place)),
                        _ => around.find(|around| !around.is_empty()),
                    };
                    parts.push((part, item));
                }
            }
        }
        super::parts::together(parts, &self.aside)
    }

    /// Says of a paragraph what is kept of it. Where an editor has parted one, its language is that of each part, and what
    /// else it was the first part is.
    fn keep(&self, item: &mut Item, open: &[usize], said: &mut BTreeSet<usize>) {
        let Item::Line(line) = item else { return };
        for place in open.iter().rev() {
            let of = self.aside.mark(*place).map(|mark| mark.of).filter(|of| of.is_line());
            if of.is_some() && (said.insert(*place) || of == Some(Of::Paragraph)) {
                line.mark = line.mark.or(Some(*place));
            }
        }
    }

    /// Adds a table, before it the ends that its cells have of what stands there.
    pub(super) fn around(&mut self, table: Item, items: &mut Vec<Item>) {
        items.extend(self.open.loose.drain(..).map(Item::Close));
        items.push(table);
    }
}

/// Items, and of those that open something whether it ends later.
fn with_ends(items: Vec<Item>) -> Vec<(Item, bool)> {
    let mut ending = BTreeSet::new();
    let mut known: Vec<(Item, bool)> = Vec::with_capacity(items.len());
    for item in items.into_iter().rev() {
        let ends = match &item {
            Item::Close(place) => ending.insert(*place),
            Item::Open(place) => ending.remove(place),
            _ => false,
        };
        known.push((item, ends));
    }
    known.reverse();
    known
}
