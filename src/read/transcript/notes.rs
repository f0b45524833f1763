//! Note marks and the notes that they call.

use super::figures;
use super::lines::{Line, Seam};
use super::paragraphs::Piece;
use super::sentences;
use crate::ast::NoteId;
use crate::diagnostics::Span;
use std::collections::BTreeMap;
use std::ops::Range;

/// By the place of a mark in the source, the note that it calls.
pub(super) type Calls = BTreeMap<usize, NoteId>;

/// A mark as it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sign {
    /// The mark in plain figures.
    pub(super) plain: String,
    /// Whether it is raised, so that it can be nothing but a note mark.
    pub(super) raised: bool,
}

/// A note found at the foot of a page or at the end.
#[derive(Clone, Debug)]
pub(super) struct Found<'a> {
    /// Its key.
    pub(super) id: NoteId,
    /// Where it stands, with its mark.
    pub(super) span: Span,
    /// Its words, mark taken off.
    pub(super) piece: Piece<'a>,
}

/// What is found in a body: the pieces that are no notes, the notes, and who calls them.
#[derive(Debug, Default)]
pub(super) struct Parted<'a> {
    /// The other pieces.
    pub(super) pieces: Vec<Piece<'a>>,
    /// The notes, in the order of the source.
    pub(super) notes: Vec<Found<'a>>,
    /// The marks that call them.
    pub(super) calls: Calls,
}

/// Takes the notes out of a body: the paragraphs that open with a mark that the title or an earlier text bears.
pub(super) fn part<'a>(title: &[Line<'_>], pieces: Vec<Piece<'a>>) -> Parted<'a> {
    let mut parted = Parted::default();
    let mut open: BTreeMap<Sign, Vec<(u32, usize)>> = BTreeMap::new();
    collect(title, &mut open);
    let mut page = false;
    for mut piece in pieces {
        let called = opening(piece.opening()).and_then(|(sign, length)| Some((open.remove(&sign)?, length)));
        if let Some((callers, length)) = called {
            page |= piece.before() == Seam::Page;
            let id = NoteId(format!("note-{}", parted.notes.len() + 1));
            parted.calls.extend(callers_on_page(&callers, &piece).map(|place| (place, id.clone())));
            let span = piece.span();
            piece.lines = cut(&piece, length);
            parted.notes.push(Found { id, span, piece });
            continue;
        }
        collect(&piece.lines, &mut open);
        if let Some(first) = piece.lines.first_mut().filter(|_| page) {
            first.before = Seam::Page;
        }
        page = false;
        parted.pieces.push(piece);
    }
    parted
}

/// The places that call a note: those on its page, or all where none is there.
fn callers_on_page<'a>(callers: &'a [(u32, usize)], note: &Piece<'_>) -> impl Iterator<Item = usize> + 'a {
    let page = note.lines.first().map_or(0, |line| line.page);
    let near = callers.iter().any(|&(other, _)| other == page);
    callers.iter().filter(move |(other, _)| !near || *other == page).map(|&(_, place)| place)
}

fn cut<'a>(piece: &Piece<'a>, length: usize) -> Vec<Line<'a>> {
    let stars = piece.lines.first().map_or(0, |line| line.text.len() - piece.opening().len());
    let first = piece.lines.first().map(|line| line.after(stars + length));
    first.into_iter().chain(piece.lines.iter().skip(1).copied()).collect()
}

fn collect(lines: &[Line<'_>], open: &mut BTreeMap<Sign, Vec<(u32, usize)>>) {
    for line in lines {
        for (at, sign) in marks(line.text) {
            open.entry(sign).or_default().push((line.page, line.start + at.start));
        }
    }
}

/// Whether a text opens as a note does: with a raised figure, a circled one, or one in square brackets.
pub(super) fn opens(text: &str) -> bool {
    opening(text).is_some()
}

/// The mark that a text opens with, and its length with the space after it.
fn opening(text: &str) -> Option<(Sign, usize)> {
    let (sign, length) = sign(text)?;
    let rest = text.get(length..).filter(|rest| !rest.trim().is_empty())?;
    Some((sign, length + sentences::space(rest)))
}

/// The marks in a text, each behind a word or a stop. A raised figure behind a unit of length is a power.
pub(super) fn marks(text: &str) -> Vec<(Range<usize>, Sign)> {
    let mut found = Vec::new();
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let signs = c == '[' || !c.is_ascii() && (figures::raised(c).is_some() || is_circled(c));
        let may_be = signs && at >= end && at > 0;
        if !may_be {
            continue;
        }
        let before = text.get(..at).unwrap_or_default();
        let attached = before.ends_with(|c: char| !c.is_whitespace());
        if let Some((sign, length)) = text.get(at..).and_then(sign)
            && attached
            && !(sign.raised && is_power(before, &sign.plain))
        {
            end = at + length;
            found.push((at..end, sign));
        }
    }
    found
}

/// A mark at the start of a text, and its length.
fn sign(text: &str) -> Option<(Sign, usize)> {
    let first = text.chars().next()?;
    if is_circled(first) {
        let plain = u32::from(first).checked_sub(0x245F)?.to_string();
        return Some((Sign { plain, raised: false }, first.len_utf8()));
    }
    if first == '[' {
        let inner: String = text.chars().skip(1).take(3).take_while(char::is_ascii_digit).collect();
        let sound = (1..=2).contains(&inner.len()) && text.get(1 + inner.len()..)?.starts_with(']');
        let length = inner.len() + 2;
        return sound.then_some((Sign { plain: inner, raised: false }, length));
    }
    let figures: Vec<char> = text.chars().take(3).take_while(|&c| figures::raised(c).is_some()).collect();
    let plain: String = figures.iter().filter_map(|&c| figures::raised(c)).map(|value| value.to_string()).collect();
    let length = figures.iter().map(|c| c.len_utf8()).sum();
    (!plain.is_empty() && !plain.starts_with('0')).then_some((Sign { plain, raised: true }, length))
}

fn is_circled(c: char) -> bool {
    matches!(c, '①'..='⑳')
}

/// Whether a raised 2 or 3 stands behind a unit of length: `km²`.
fn is_power(before: &str, plain: &str) -> bool {
    let unit = |unit: &&str| {
        let rest = before.strip_suffix(*unit);
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with(|c: char| c.is_whitespace() || c.is_ascii_digit()))
    };
    (plain == "2" || plain == "3") && ["m", "km", "cm", "mm", "dm", "hm"].iter().any(unit)
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::super::repairs::Repairs;
    use super::*;

    fn parted(text: &str) -> (Vec<String>, Vec<String>, usize) {
        let lines = lines(text);
        let pieces = super::super::paragraphs::gather(&lines, &mut Repairs::default());
        let parted = part(&[], pieces);
        let notes = parted.notes.iter().map(|note| note.piece.words()).collect();
        (parted.pieces.iter().map(Piece::words).collect(), notes, parted.calls.len())
    }

    #[test]
    fn finds_marks_and_not_powers() {
        let found = |text| marks(text).into_iter().map(|(_, sign)| sign.plain).collect::<Vec<_>>();
        assert_eq!(found("locations¹, and more.¹² But 5 km² [3] word[4] 〔5〕甲①"), ["1", "12", "4", "1"]);
    }

    #[test]
    fn takes_notes_that_are_called() {
        let (pieces, notes, calls) = parted("A word¹ here.\n\n¹ What it means.\n\nMore.");
        assert_eq!((pieces.len(), notes, calls), (2, vec!["What it means.".to_string()], 1));
    }

    #[test]
    fn leaves_paragraphs_that_nothing_calls() {
        assert_eq!(parted("A word.\n\n[1] A list item.").1.len(), 0);
    }

    #[test]
    fn marks_that_start_again_on_each_page() {
        let (_, notes, calls) = parted("One¹.\n\n¹ First.\n\u{C}\nTwo¹.\n\n¹ Second.");
        assert_eq!((notes, calls), (vec!["First.".to_string(), "Second.".to_string()], 2));
    }

    #[test]
    fn a_note_between_the_halves_of_a_sentence_hands_the_page_break_on() {
        let lines = lines("The one¹ is\n\n¹ First.\n\u{C}\nlarge.");
        let pieces = super::super::paragraphs::gather(&lines, &mut Repairs::default());
        assert_eq!(part(&[], pieces).pieces.last().map(Piece::before), Some(Seam::Page));
    }
}
