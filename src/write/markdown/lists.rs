//! Lists, and terms with what they mean.

use super::blocks::hung;
use super::escape::{self, Place};
use super::{Desk, Tongue};
use crate::ast::{Block, DefinitionItem, List, ListMarker, numerals::Numeral};

/// The largest number that opens an item (CommonMark 0.31, section 5.2).
const LARGEST: u32 = 999_999_999;

impl Desk<'_, '_> {
    /// A list; a second one beside another has other signs, by which the two are told apart.
    pub(super) fn list(&mut self, list: &List, tongue: Tongue<'_>, second: bool) -> String {
        let loose = list.items.iter().any(|item| !is_tight(&item.blocks));
        let numerals = match list.marker {
            ListMarker::Number { numeral, .. } if numeral != Numeral::Decimal => Some(named(numeral)),
            _ => None,
        };
        // What stands around other numerals keeps their list apart too.
        let second = second && numerals.is_none();
        let mut items = Vec::new();
        for (index, item) in (0..).zip(&list.items) {
            let marker = self.marker(list, index, second);
            let inner = match item.blocks.as_slice() {
                [Block::Paragraph(first), Block::List(inner)]
                    if !loose && first.looseness == 0 && self.speaks(first.lang.as_ref(), tongue) =>
                {
                    let (first, inner) = (self.paragraph(first, tongue), self.list(inner, tongue, false));
                    // A mark alone in its line would underline the paragraph, or be none (sections 4.3 and 5.2).
                    let gap = if inner.lines().next().is_some_and(|line| line.contains(' ')) { "\n" } else { "\n\n" };
                    format!("{first}{gap}{inner}")
                }
                blocks => self.blocks(blocks, tongue),
            };
            // A line of colons opens a block only where no mark of an item stands before it.
            let colons = inner.trim_start_matches([' ', '>']).starts_with(":::");
            let inner = hung(&inner, marker.len() + 1);
            let item = match colons {
                true => format!("{marker}\n{}{inner}", " ".repeat(marker.len() + 1)),
                false => format!("{marker} {inner}"),
            };
            items.push(item.trim_end_matches(' ').to_string());
        }
        let items = items.join(if loose { "\n\n" } else { "\n" });
        match numerals {
            Some(numerals) => format!("::: {{numerals={numerals}}}\n{items}\n:::"),
            None => items,
        }
    }

    fn marker(&mut self, list: &List, index: u32, second: bool) -> String {
        let ListMarker::Number { start, .. } = list.marker else {
            return if second { "*" } else { "-" }.to_string();
        };
        if index == 0 && start > LARGEST {
            self.flatten(list.span, "the list's first number is too large");
        }
        let number = start.min(LARGEST).saturating_add(index);
        format!("{number}{}", if second { ")" } else { "." })
    }

    /// Terms, each with what it means set in under it.
    pub(super) fn definitions(&mut self, items: &[DefinitionItem], tongue: Tongue<'_>) -> String {
        let mut parts = Vec::new();
        for item in items {
            let term = self.run(&item.term, Place::Line);
            if term.is_empty() {
                self.flatten(item.span, "a meaning that has no term was written as paragraphs");
            }
            let meaning = self.blocks(&item.blocks, tongue);
            let part = match (term.is_empty(), meaning.is_empty()) {
                (true, _) => meaning,
                _ => format!("{}\n: {}", escape::line(&term), hung(&meaning, 2)).trim_end_matches(' ').to_string(),
            };
            parts.push(part);
        }
        parts.join("\n\n")
    }
}

/// Whether an item needs no empty lines: it holds a paragraph alone, or one with a list that can follow without.
fn is_tight(blocks: &[Block]) -> bool {
    match blocks {
        [] | [Block::Paragraph(_)] => true,
        [Block::Paragraph(_), Block::List(inner)] => {
            let begins = match inner.marker {
                ListMarker::Bullet => true,
                ListMarker::Number { start, numeral } => start == 1 && numeral == Numeral::Decimal,
            };
            // An item without words cannot follow on a paragraph (section 5.2).
            let says = inner.items.first().is_some_and(|item| matches!(item.blocks.first(), Some(Block::Paragraph(_))));
            begins && says && inner.items.iter().all(|item| is_tight(&item.blocks))
        }
        _ => false,
    }
}

fn named(numeral: Numeral) -> &'static str {
    match numeral {
        Numeral::Decimal => "decimal",
        Numeral::UpperRoman => "upper-roman",
        Numeral::LowerRoman => "lower-roman",
        Numeral::UpperAlpha => "upper-alpha",
        Numeral::LowerAlpha => "lower-alpha",
        Numeral::Chinese => "chinese",
    }
}
