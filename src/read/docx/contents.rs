//! Tables of contents that share a paragraph with words of the text: the words stay.

use super::paragraphs::Line;
use super::pieces::{Content, Piece};
use super::roles::Role;
use super::story::{Item, line_mut};
use crate::diagnostics::Span;

/// A paragraph by what of it belongs to a table of contents. One that holds no words besides is whole.
pub(super) fn parted(mut line: Line) -> Vec<Line> {
    let is_shared = line.contents || line.pieces.iter().any(|piece| piece.listed);
    if !is_shared || !line.pieces.iter().any(|piece| !piece.listed && has_words(piece)) {
        return vec![line];
    }
    let pieces = std::mem::take(&mut line.pieces);
    // Only a table of contents that ended in the paragraph leaves words of another kind in it.
    let ended = line.contents && line.role == Role::Contents;
    let role = if ended { Role::Body } else { line.role };
    let mut parts: Vec<Line> = Vec::new();
    for alike in pieces.chunk_by(|one, next| one.listed == next.listed) {
        let contents = alike.iter().any(|piece| piece.listed);
        let span = alike.iter().map(|piece| piece.span).reduce(Span::join).unwrap_or(line.span);
        parts.push(Line { span, role, pieces: alike.to_vec(), contents, ..like(&line) });
    }
    if let Some(at) = parts.iter().rposition(|part| !part.contents) {
        let Line { span, pieces, .. } = std::mem::take(&mut parts[at]);
        parts[at] = Line { span, role, pieces, contents: false, ..line };
    }
    parts
}

/// Whether a piece is words, or stands for some.
fn has_words(piece: &Piece) -> bool {
    !piece.is_blank() && !matches!(piece.content, Content::Break | Content::PageEnd | Content::Milestone)
}

/// A paragraph that looks like another one, without what stands in that one but once.
fn like(line: &Line) -> Line {
    Line {
        side: line.side,
        left: line.left,
        size: line.size,
        bold: line.bold,
        coloured: line.coloured,
        outline: line.outline,
        ..Line::default()
    }
}

/// Says of paragraphs in the control of a table of contents that they belong to it: all up to its last line, or all where
/// none is known for one.
pub(super) fn belong(items: &mut [Item]) {
    let is_listed = |item: &Item| matches!(item, Item::Line(line) if line.contents);
    let end = items.iter().rposition(is_listed).map_or(items.len(), |last| last + 1);
    items.iter_mut().take(end).filter_map(line_mut).for_each(|line| line.contents = true);
}
