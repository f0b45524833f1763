//! Labels of numbered paragraphs that no list of a bulletin prints: their words become words of the paragraph.

use super::desk::{Desk, Met};
use super::look::Look;
use super::numbering::Number;
use super::paragraphs::Line;
use super::pieces::{Content, Piece};
use super::roles::Role;
use crate::ast::text::is_east_asian;

/// Writes the label of a paragraph that can have none, such as a title or a caption, before its words.
pub(super) fn type_where_none_is(line: &mut Line) {
    let has_labels = matches!(line.role, Role::Body | Role::Heading(_) | Role::Item(..) | Role::Continuation);
    if !has_labels && line.number.as_ref().is_some_and(|number| !number.bullet) {
        type_label(line);
    }
}

impl Desk<'_> {
    /// Writes a label that says more than an item's number before the words of its paragraph, and tells of one that an item
    /// has and that will be another.
    pub(super) fn type_or_tell(&mut self, line: &mut Line) {
        let Some(number) = &line.number else { return };
        if number.worded {
            type_label(line);
            line.role = Role::Body;
            line.left = 0;
        } else if !self.aside.is_kept
            && !number.bullet
            && !number.label.is_empty()
            && figures(&number.label) != made(number)
        {
            self.meet(Met::Relabelled, line.span);
        }
    }
}

/// The letters and figures of a label, full-width figures as plain ones.
fn figures(label: &str) -> String {
    let plain = |c: char| match u32::from(c) {
        wide @ 0xFF10..=0xFF19 => char::from_u32(wide - 0xFF10 + 0x30),
        _ => Some(c),
    };
    label.chars().filter(|c| c.is_alphanumeric()).filter_map(plain).collect()
}

/// Those of the label that an item will have.
fn made(number: &Number) -> String {
    number.numeral.unwrap_or_default().write(number.value)
}

fn type_label(line: &mut Line) {
    let Some(number) = line.number.take() else { return };
    let label = number.label.trim();
    if label.is_empty() {
        return;
    }
    let after = match label.chars().next_back() {
        _ if number.tight => "",
        // A full-width mark has its own blank; a Han character has none.
        Some(last) if is_east_asian(last) => {
            if last.is_alphanumeric() {
                "\u{3000}"
            } else {
                ""
            }
        }
        _ => " ",
    };
    let content = Content::Words(format!("{label}{after}"));
    let first = line.pieces.first();
    let (signs, listed) = (Vec::new(), first.is_some_and(|piece| piece.listed));
    let span = first.map_or(line.span, |piece| piece.span);
    line.sequence.iter_mut().for_each(|labelled| *labelled += 1);
    line.pieces.insert(0, Piece { look: Look::default(), content, span, signs, listed });
}
