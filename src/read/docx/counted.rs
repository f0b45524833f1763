//! Labels of numbered paragraphs that no list of a bulletin prints: their words become words of the paragraph.

use super::look::Look;
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

/// Writes a label that says more than an item's number before the words of its paragraph, which is no item then.
pub(super) fn type_worded(line: &mut Line) {
    if line.number.as_ref().is_some_and(|number| number.worded) {
        type_label(line);
        line.role = Role::Body;
        line.left = 0;
    }
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
