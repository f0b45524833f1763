//! Lists, from paragraphs that a counting numbers.

use super::paragraphs::Line;
use super::roles::{Marks, Role};
use crate::ast::{Block, List, ListItem, ListMarker, numerals::Numeral};
use crate::diagnostics::{Diagnostic, code};

/// Lists that stand one below the other, the last of which may still be open.
#[derive(Debug, Default)]
pub(super) struct Lists {
    done: Vec<List>,
    /// The lists in each other that are open, the outermost first.
    open: Vec<Open>,
}

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
        if unmarked(line).is_some() || (number.label.is_empty() && !number.bullet) {
            return None;
        }
        // The styles for items of inner lists bring each a counting of its own, of which it is the outermost level.
        let level = match line.role {
            Role::Item(_, level) if number.level == 0 => level,
            _ => number.level,
        };
        let numeral = number.numeral.unwrap_or_default();
        let marker = match number.bullet {
            true => ListMarker::Bullet,
            false => ListMarker::Number { start: number.value, numeral },
        };
        return Some(Mark { level, value: number.value, marker });
    }
    match line.role {
        Role::Item(Marks::Bullets, level) => Some(Mark { level, value: 1, marker: ListMarker::Bullet }),
        Role::Item(Marks::Numbers, level) => {
            Some(Mark { level, value: 0, marker: ListMarker::Number { start: 1, numeral: Numeral::Decimal } })
        }
        _ => None,
    }
}

/// What is told of a numbered line whose mark is not printed as the word processor shows it.
pub(super) fn changed_mark(line: &Line) -> Option<Diagnostic> {
    let number = line.number.as_ref().filter(|number| !number.bullet)?;
    let made = format!("{}.", number.numeral.unwrap_or_default().write(number.value));
    let shown = number.label.trim();
    let message = format!("this list is numbered from `{shown}`, and `{made}` is printed in its place");
    let hint = "look whether words elsewhere call its items by their marks";
    (shown != made).then(|| Diagnostic::new(code::LIST_MARKS_CHANGED, message).at(line.span).hint(hint))
}

/// The level of a line that shows an empty sign: in some programs that is how an item goes on.
fn unmarked(line: &Line) -> Option<usize> {
    let number = line.number.as_ref().filter(|number| number.bullet && !number.label.is_empty())?;
    number.label.trim().is_empty().then_some(number.level)
}

impl Lists {
    /// Whether there is no list.
    pub(super) fn is_empty(&self) -> bool {
        self.done.is_empty() && self.open.is_empty()
    }

    /// Whether a line is an item, or goes on in one.
    pub(super) fn takes(&self, line: &Line) -> bool {
        mark(line).is_some() || self.goes_on(line)
    }

    fn goes_on(&self, line: &Line) -> bool {
        let Some(innermost) = self.open.last() else { return false };
        line.role == Role::Continuation
            || unmarked(line).is_some()
            || (line.role == Role::Body && line.left > 0 && line.left >= innermost.left)
    }

    /// Adds a line with the block that it is. Says whether a list began with it.
    pub(super) fn add(&mut self, line: &Line, block: Block) -> bool {
        match mark(line) {
            Some(mark) => self.item(mark, line, block),
            None => {
                let ends = |open: &Open| unmarked(line).map_or(line.left < open.left, |level| open.level > level);
                while self.open.len() > 1 && self.open.last().is_some_and(ends) {
                    self.close();
                }
                if let Some(item) = self.open.last_mut().and_then(|open| open.list.items.last_mut()) {
                    item.blocks.push(block);
                }
                false
            }
        }
    }

    fn item(&mut self, mark: Mark, line: &Line, block: Block) -> bool {
        while self.open.last().is_some_and(|open| open.ends(&mark, line)) {
            self.close();
        }
        // What is left open has the list of the item, or the item around its list.
        let fits = self.open.last().is_some_and(|open| open.level == mark.level && open.fits(&mark));
        if !fits {
            let list = List { span: line.span, marker: mark.marker, items: Vec::new() };
            self.open.push(Open { level: mark.level, left: line.left, next: mark.value, list });
        }
        if let Some(open) = self.open.last_mut() {
            open.next = mark.value.max(open.next).saturating_add(1);
            open.list.span = open.list.span.join(line.span);
            open.list.items.push(ListItem { span: line.span, label: None, blocks: vec![block] });
        }
        !fits
    }

    /// Puts the innermost list into the item around it, or below the lists before it.
    fn close(&mut self) {
        let Some(inner) = self.open.pop() else { return };
        match self.open.last_mut().and_then(|open| open.list.items.last_mut()) {
            Some(item) => item.blocks.push(Block::List(inner.list)),
            None => self.done.push(inner.list),
        }
    }

    /// The lists, once nothing more belongs to them.
    pub(super) fn finish(&mut self) -> impl Iterator<Item = List> + use<> {
        while !self.open.is_empty() {
            self.close();
        }
        std::mem::take(&mut self.done).into_iter()
    }
}

impl Open {
    /// Whether the list is over where such an item comes: it is further out, or another list of the same level that is not set
    /// in further.
    fn ends(&self, mark: &Mark, line: &Line) -> bool {
        self.level > mark.level || (self.level == mark.level && !self.fits(mark) && line.left <= self.left)
    }

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
