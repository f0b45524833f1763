//! Optical margins: marks of little ink hang outside the measure, so that the edge looks straight.

use super::itemize::{Kind, Unit};
use super::shaped::Shaped;

/// How far a mark hangs at either edge, as a share of its width.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Protrusion {
    /// At a line's start.
    pub left: f64,
    /// At a line's end.
    pub right: f64,
}

/// How far a character hangs. Hyphens and stops leave half an em of paper at the edge or more, dashes and letters with
/// slanting sides a little.
pub(super) fn protrusion(character: char) -> Protrusion {
    let (left, right) = match character {
        '-' | '\u{AD}' | '‐' => (0.0, 0.6),
        '.' | ',' => (0.0, 0.7),
        ';' | ':' => (0.0, 0.4),
        '’' | '‘' | '\'' => (0.6, 0.6),
        '”' | '“' | '"' => (0.4, 0.4),
        '»' | '«' | '›' | '‹' => (0.3, 0.3),
        '!' | '?' => (0.0, 0.15),
        '–' => (0.2, 0.25),
        '—' => (0.1, 0.15),
        '(' | '[' => (0.1, 0.0),
        ')' | ']' => (0.0, 0.1),
        '*' | '†' => (0.2, 0.2),
        'A' | 'T' | 'V' | 'W' | 'Y' => (0.04, 0.04),
        'v' | 'w' | 'y' => (0.05, 0.05),
        'f' | 'r' | 'k' | 'x' => (0.0, 0.04),
        _ => return Protrusion::default(),
    };
    Protrusion { left, right }
}

/// How far the words of a unit, shaped so, hang out of a line that they end, em; `share` of what the table gives.
pub(super) fn hang_at_end(unit: &Unit, shaped: &Shaped, words: &str, share: f64) -> f64 {
    // East Asian marks are cut to their drawing at a line's end.
    let narrow = share > 0.0 && unit.kind == Kind::Word;
    let Some(mark) = words.chars().next_back().filter(|_| narrow) else { return 0.0 };
    let hang = protrusion(mark).right * share;
    let glyph = || shaped.parts.last().and_then(|part| part.glyphs.last());
    hang_of(hang, shaped, glyph)
}

/// The same of words that begin a line.
pub(super) fn hang_at_start(unit: &Unit, shaped: &Shaped, words: &str, share: f64) -> f64 {
    let Some(mark) = words.chars().next().filter(|_| share > 0.0 && unit.kind == Kind::Word) else { return 0.0 };
    let glyph = || shaped.parts.first().and_then(|part| part.glyphs.first());
    hang_of(protrusion(mark).left * share, shaped, glyph)
}

fn hang_of<'a>(share: f64, shaped: &Shaped, glyph: impl Fn() -> Option<&'a crate::frame::Glyph>) -> f64 {
    if share == 0.0 {
        return 0.0;
    }
    glyph().map_or(0.0, |glyph| f64::from(glyph.advance) * shaped.scale * share)
}

#[cfg(test)]
mod tests {
    use super::protrusion;

    #[test]
    fn marks_of_little_ink_hang_further_than_dashes_and_letters_hardly_at_all() {
        let right = |mark| protrusion(mark).right;
        assert!(right('.') > right('-') && right('-') > right('—') && right('—') > right('r') && right('m') == 0.0);
    }

    #[test]
    fn quotes_hang_at_both_edges_and_stops_at_the_end_alone() {
        assert!(protrusion('“').left > 0.0 && protrusion('”').right > 0.0);
        assert_eq!(protrusion(',').left, 0.0);
    }
}
