//! Lists, from paragraphs that a counting numbers.

use super::paragraphs::Line;
use super::roles::{Marks, Role};
use crate::ast::{Block, List, ListItem, ListMarker, numerals::Numeral};

/// The lists that are open, the outermost first.
#[derive(Debug, Default)]
pub(super) struct Lists(Vec<Open>);

#[derive(Debug)]
struct Open {
    level: usize,
    /// How far its items are set in.
    left: i32,
    /// The number that the next item has.
    next: u32,
    list: List,
}

/// What a line says of itself as an item.
struct Mark {
    level: usize,
    value: u32,
    marker: ListMarker,
}

fn mark(line: &Line) -> Option<Mark> {
    if let Some(number) = &line.number {
        if number.label.is_empty() && !number.bullet {
            return None;
        }
        let numeral = number.numeral.unwrap_or_default();
        let marker = match number.bullet {
            true => ListMarker::Bullet,
            false => ListMarker::Number { start: number.value, numeral },
        };
        return Some(Mark { level: number.level, value: number.value, marker });
    }
    match line.role {
        Role::Item(Marks::Bullets, level) => Some(Mark { level, value: 1, marker: ListMarker::Bullet }),
        Role::Item(Marks::Numbers, level) => {
            Some(Mark { level, value: 0, marker: ListMarker::Number { start: 1, numeral: Numeral::Decimal } })
        }
        _ => None,
    }
}

impl Lists {
    /// Whether no list is open.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a line is an item, or goes on in one.
    pub(super) fn takes(&self, line: &Line) -> bool {
        mark(line).is_some() || self.goes_on(line)
    }

    fn goes_on(&self, line: &Line) -> bool {
        let Some(innermost) = self.0.last() else { return false };
        line.role == Role::Continuation || (line.role == Role::Body && line.left > 0 && line.left >= innermost.left)
    }

    /// Adds a line with the block that it is.
    pub(super) fn add(&mut self, line: &Line, block: Block) {
        match mark(line) {
            Some(mark) => self.item(mark, line, block),
            None => {
                while self.0.len() > 1 && self.0.last().is_some_and(|open| line.left < open.left) {
                    self.close();
                }
                if let Some(item) = self.0.last_mut().and_then(|open| open.list.items.last_mut()) {
                    item.blocks.push(block);
                }
            }
        }
    }

    fn item(&mut self, mark: Mark, line: &Line, block: Block) {
        while self.0.len() > 1 && self.0.last().is_some_and(|open| open.level > mark.level) {
            self.close();
        }
        let fits = self.0.last().is_some_and(|open| open.level == mark.level && open.fits(&mark));
        let deeper = self.0.last().is_none_or(|open| open.level < mark.level);
        if !fits && !deeper {
            // Another list of the same level stands beside the last one.
            self.close();
        }
        if !fits {
            let list = List { span: line.span, marker: mark.marker, items: Vec::new() };
            self.0.push(Open { level: mark.level, left: line.left, next: mark.value, list });
        }
        if let Some(open) = self.0.last_mut() {
            open.next = mark.value.max(open.next).saturating_add(1);
            open.list.span = open.list.span.join(line.span);
            open.list.items.push(ListItem { span: line.span, label: None, blocks: vec![block] });
        }
    }

    /// Puts the innermost list into the item around it, or beside those before it.
    fn close(&mut self) {
        let Some(inner) = self.0.pop() else { return };
        match self.0.last_mut().and_then(|open| open.list.items.last_mut()) {
            Some(item) => item.blocks.push(Block::List(inner.list)),
            None => self.0.push(Open { level: usize::MAX, ..inner }),
        }
    }

    /// The lists, once nothing more belongs to them.
    pub(super) fn finish(&mut self) -> impl Iterator<Item = List> + use<> {
        while self.0.len() > 1 {
            self.close();
        }
        std::mem::take(&mut self.0).into_iter().map(|open| open.list)
    }
}

impl Open {
    fn fits(&self, mark: &Mark) -> bool {
        match (self.list.marker, mark.marker) {
            (ListMarker::Bullet, ListMarker::Bullet) => true,
            (ListMarker::Number { numeral, .. }, ListMarker::Number { numeral: other, .. }) => {
                numeral == other && (mark.value == self.next || mark.value == 0)
            }
            _ => false,
        }
    }
}
