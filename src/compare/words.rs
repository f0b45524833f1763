//! Two texts, word by word. A Chinese character is a word by itself.

use crate::ast::text::is_east_asian;
use similar::{Algorithm, ChangeTag, capture_diff_slices};

/// A stretch of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// In both.
    Same(String),
    /// In the first alone.
    Removed(String),
    /// In the second alone.
    Added(String),
}

/// The words of both texts, in stretches.
#[must_use]
pub fn pieces(before: &str, after: &str) -> Vec<Piece> {
    let (old, new) = (split(before), split(after));
    let mut pieces: Vec<Piece> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        for change in op.iter_changes(&old, &new) {
            push(&mut pieces, change.tag(), change.value());
        }
    }
    pieces
}

fn push(pieces: &mut Vec<Piece>, tag: ChangeTag, word: &str) {
    match (pieces.last_mut(), tag) {
        (Some(Piece::Same(text)), ChangeTag::Equal)
        | (Some(Piece::Removed(text)), ChangeTag::Delete)
        | (Some(Piece::Added(text)), ChangeTag::Insert) => text.push_str(word),
        (_, ChangeTag::Equal) => pieces.push(Piece::Same(word.into())),
        (_, ChangeTag::Delete) => pieces.push(Piece::Removed(word.into())),
        (_, ChangeTag::Insert) => pieces.push(Piece::Added(word.into())),
    }
}

/// The share of letters that both texts have.
pub(super) fn alike(pieces: &[Piece]) -> f64 {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count() as f64;
    let (mut same, mut all) = (0.0, 0.0);
    for piece in pieces {
        match piece {
            Piece::Same(text) => {
                same += 2.0 * letters(text);
                all += 2.0 * letters(text);
            }
            Piece::Removed(text) | Piece::Added(text) => all += letters(text),
        }
    }
    if all == 0.0 { 0.0 } else { same / all }
}

/// Words with the signs and blanks between them, each by itself.
fn split(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut last: Option<char> = None;
    for (at, c) in text.char_indices() {
        let joins = last.is_some_and(|last| is_letter(last) && is_letter(c));
        if !joins && at > start {
            words.extend(text.get(start..at));
            start = at;
        }
        last = Some(c);
    }
    words.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    words
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !is_east_asian(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_characters_are_compared() {
        let same = |text: &str| Piece::Same(text.into());
        let (removed, added) = (|text: &str| Piece::Removed(text.into()), |text: &str| Piece::Added(text.into()));
        assert_eq!(pieces("a plan", "one plan"), [removed("a"), added("one"), same(" plan")]);
        assert_eq!(pieces("创新驱动", "创业驱动"), [same("创"), removed("新"), added("业"), same("驱动")]);
        assert_eq!(alike(&pieces("", "")), 0.0);
    }
}
