//! Which paragraphs are headings: by style, by outline level, by numbering, and by look where a manuscript has no styles.

use super::aside::Mark;
use super::desk::Desk;
use super::paragraphs::Line;
use super::pieces::{Content, Piece};
use super::roles::Role;
use super::story::Item;
use super::styles::Side;
use super::typed;
use crate::ast::Label;
use crate::ast::labels;
use crate::diagnostics::{Diagnostic, code};

/// A heading is no longer, in characters.
const LONGEST: usize = 80;

/// The levels of items, and whether looks alone say so.
pub(super) struct Levels {
    pub(super) of: Vec<Option<usize>>,
    pub(super) guessed: bool,
}

/// Tells which lines were taken for headings by their look.
pub(super) fn tell(items: &[Item], levels: &Levels, desk: &mut Desk<'_>) {
    let guessed = items.iter().zip(&levels.of).filter(|(_, level)| levels.guessed && level.is_some());
    for (item, level) in guessed {
        if let (Item::Line(line), Some(level)) = (item, level) {
            let message = format!("`{}` was taken for a heading of level {level} by its look", line.words().trim());
            let hint = "give headings the styles Heading 1 to 3 in the manuscript, or mend the imported source";
            desk.sink.report(Diagnostic::new(code::HEADING_GUESSED, message).at(line.span).hint(hint));
        }
    }
}

/// The level of every item that is a heading, from 1. Looks say nothing in files whose writer is `known`.
pub(super) fn levels(items: &[Item], known: bool) -> Levels {
    let styled: Vec<Option<usize>> = items.iter().map(by_style).collect();
    if known || styled.iter().any(Option::is_some) {
        return Levels { of: styled, guessed: false };
    }
    let body = body_size(items);
    Levels { of: items.iter().map(|item| by_look(item, body)).collect(), guessed: true }
}

pub(super) fn by_style(item: &Item) -> Option<usize> {
    let Item::Line(line) = item else { return None };
    if line.words().trim().is_empty() && line.mark.is_none() || line.contents {
        return None;
    }
    match line.role {
        Role::Heading(level) => Some(level),
        Role::Body => line.outline.map(|level| level + 1),
        _ => None,
    }
}

/// The size of most letters, in half points.
pub(super) fn body_size(items: &[Item]) -> u32 {
    let mut sizes: Vec<(u32, usize)> = Vec::new();
    for item in items {
        if let Item::Line(line) = item
            && line.role == Role::Body
        {
            let letters = line.words().chars().count();
            match sizes.iter_mut().find(|(size, _)| *size == line.size) {
                Some((_, count)) => *count += letters,
                None => sizes.push((line.size, letters)),
            }
        }
    }
    sizes.into_iter().max_by_key(|(_, letters)| *letters).map_or(0, |(size, _)| size)
}

/// A short line that stands out: larger, or bold as a whole, or opening with a label of sections.
fn by_look(item: &Item, body: u32) -> Option<usize> {
    let Item::Line(line) = item else { return None };
    if line.role != Role::Body {
        return None;
    }
    let words = line.words();
    let words = words.trim();
    let length = words.chars().count();
    if length == 0 || length > LONGEST || ends_sentence(words) || typed::is_caption(words).is_some() {
        return None;
    }
    let stands_out = line.bold || line.size > body || line.side == Some(Side::Centre);
    let labelled = labels::heading(words).map(|(label, _)| label_level(&label.text));
    match (labelled, &line.number) {
        (Some(level), _) if stands_out || level <= 2 => Some(level),
        (None, Some(number)) if !number.bullet && line.bold => Some(label_level(&number.label)),
        // A whole sentence is said with stress; a heading has no stop.
        _ if words.ends_with(['.', '!', '?', '！', '？', '…']) => None,
        _ if line.bold || line.size > body + 2 => Some(1),
        _ => None,
    }
}

pub(super) fn ends_sentence(words: &str) -> bool {
    words.ends_with(['。', '；', '，', ';', ',', '：', ':']) || (words.ends_with('.') && words.contains(", "))
}

/// The level that a label has in the houses of the genre: `一、` and `I.` above `（一）`, above `1.`, above `(1)`.
fn label_level(label: &str) -> usize {
    let bracketed = label.starts_with(['（', '(']);
    let figures = label.chars().any(|c| c.is_ascii_digit());
    match (bracketed, figures) {
        (false, false) => 1,
        (true, false) => 2,
        (false, true) => 3,
        (true, true) => 4,
    }
}

/// The label of a heading: the one that the word processor counts, or the one that its words open with, which are cut.
pub(super) fn label(line: &mut Line) -> Option<Label> {
    if let Some(number) = line.number.as_ref().filter(|number| !number.bullet && !number.label.trim().is_empty()) {
        let counted = Label { text: number.label.trim().to_string(), number: number.value, literal: true };
        // Whoever does not know that the word processor counts types the number again.
        let words = line.words();
        let indent = words.len() - words.trim_start().len();
        let again = labels::heading(words.trim_start()).filter(|(typed, _)| typed.text == counted.text);
        if let Some((_, taken)) = again {
            cut(&mut line.pieces, taken + indent);
        }
        return Some(counted);
    }
    let words = line.words();
    let (label, taken) = labels::heading(words.trim_start())?;
    cut(&mut line.pieces, taken + words.len() - words.trim_start().len());
    Some(label)
}

/// The label of a heading of which something was kept aside: the author's own one, or one that says something else by now.
pub(super) fn kept_label(line: &mut Line, mark: &Mark) -> Option<Label> {
    let (kept, number) = mark.label()?;
    let counted = line.number.as_ref().filter(|number| !number.bullet).map(|number| number.label.trim().to_string());
    let stands = match counted.filter(|label| !label.is_empty()) {
        Some(label) => label == kept.trim(),
        None => super::groups::strip(&mut line.pieces, kept),
    };
    if !stands {
        return label(line);
    }
    number.map(|number| Label { text: kept.to_string(), number, literal: true })
}

/// Takes so many bytes off the words at the start.
pub(super) fn cut(pieces: &mut Vec<Piece>, mut bytes: usize) {
    while bytes > 0 {
        let Some(Piece { content: Content::Words(words), .. }) = pieces.first_mut() else { return };
        if words.len() > bytes {
            *words = words.split_off(words.ceil_char_boundary(bytes));
            return;
        }
        bytes -= words.len();
        pieces.remove(0);
    }
}
