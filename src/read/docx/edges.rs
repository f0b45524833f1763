//! Where what is kept aside begins and ends among the paragraphs and tables of a story.

use super::aside::{Aside, Of};
use super::desk::Desk;
use super::story::{Item, line_mut};
use crate::xml::Element;

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
    /// Those of paragraphs and tables, the innermost last.
    around: Vec<usize>,
    /// Edges in cells whose other edges are outside: word processors move bookmarks into the first cell.
    loose: Vec<Item>,
}

/// What the edge of a bookmark is.
pub(super) enum Edge {
    /// Of words in a line, which the desk keeps.
    InLine,
    /// Where a page ended as it was printed, and whether that is in a line.
    PageEnd {
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
            return (!of.in_line() && of != Of::PageEnd).then_some(Edge::Closes(place));
        }
        let place = self.aside.place(element.attribute("name")?).filter(|_| self.open.ends.len() < MOST)?;
        let of = self.aside.mark(place)?.of;
        self.open.ends.push((number.to_string(), place));
        if of == Of::Section && self.open.sections.len() < MOST {
            self.open.sections.push(place);
        }
        match of {
            Of::PageEnd => {
                Some(Edge::PageEnd { in_line: self.aside.mark(place).is_some_and(|mark| mark.fact("in").is_some()) })
            }
            _ if of.in_line() => {
                self.open.in_line.push(place);
                Some(Edge::InLine)
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

    /// What the paragraphs or the table that come now are, by the innermost mark around them.
    pub(super) fn within(&self) -> Option<Of> {
        self.open.around.last().and_then(|place| self.aside.mark(*place)).map(|mark| mark.of)
    }

    /// The words for the languages that hold at this place, as word processors name them.
    pub(super) fn spoken(&self) -> impl Iterator<Item = &str> {
        let open = self.open.in_line.iter().chain(&self.open.around).chain(&self.open.sections);
        open.filter_map(|place| self.aside.mark(*place)?.fact("word"))
    }

    /// Items with those between two edges as one; what lacks an edge is as if it had none.
    pub(super) fn grouped(&mut self, items: Vec<Item>) -> Vec<Item> {
        if !self.aside.is_kept {
            return items;
        }
        let mut open: Vec<(Option<usize>, Vec<Item>)> = vec![(None, Vec::new())];
        for item in items {
            match item {
                Item::Open(place) => open.push((Some(place), Vec::new())),
                Item::Close(place) if open.iter().any(|(known, _)| *known == Some(place)) => {
                    while let Some((known, inner)) = open.pop() {
                        let whole = known == Some(place);
                        put(&mut open, if whole { group(place, inner, &self.aside) } else { inner });
                        if whole {
                            break;
                        }
                        self.open.loose.extend(known.map(Item::Open));
                    }
                }
                Item::Close(place) => self.open.loose.push(Item::Close(place)),
                item => put(&mut open, vec![item]),
            }
        }
        let mut whole = Vec::new();
        for (known, inner) in open {
            self.open.loose.extend(known.map(Item::Open));
            whole.extend(inner);
        }
        whole
    }

    /// The edges that the cells of a table lack: those that open stand before it, those that close after it.
    pub(super) fn around(&mut self, table: Item, items: &mut Vec<Item>) {
        let (before, after) = self.open.loose.drain(..).partition(|edge| matches!(edge, Item::Open(_)));
        let before: Vec<Item> = before;
        let after: Vec<Item> = after;
        items.extend(before);
        items.push(table);
        items.extend(after);
    }
}

fn put(open: &mut [(Option<usize>, Vec<Item>)], items: Vec<Item>) {
    if let Some((_, whole)) = open.last_mut() {
        whole.extend(items);
    }
}

/// The items of a mark. A paragraph of which something is kept is that paragraph; where an editor has parted it, its language
/// is that of each part, and what else it was the first part is.
fn group(place: usize, mut items: Vec<Item>, aside: &Aside) -> Vec<Item> {
    let Some(of) = aside.mark(place).map(|mark| mark.of).filter(|of| of.is_line()) else {
        return vec![Item::Group(place, items)];
    };
    let lines = items.iter_mut().filter_map(line_mut);
    let parts = if of == Of::Paragraph { usize::MAX } else { 1 };
    lines.take(parts).for_each(|line| line.mark = line.mark.or(Some(place)));
    items
}
