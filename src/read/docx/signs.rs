//! What is kept aside of words in a line, once the paragraph is read.

use super::aside::{Aside, Of, squeeze};
use super::pieces::{Content, Piece};
use super::roles::CharRole;
use crate::ast::{NoteId, PersonId, ReferenceForm};
use std::collections::BTreeSet;

/// Words that are kept with a sign are in no more pieces, where they are sought.
const MOST_PIECES: usize = 32;
/// Stands for a page that word processors count.
const PAGE: char = '\u{1}';

/// Gives pieces what is kept aside of them. What was kept of some words alone is of no others.
pub(super) fn settle(mut pieces: Vec<Piece>, aside: &Aside) -> Vec<Piece> {
    regain(&mut pieces, aside);
    let stale = stale(&pieces, aside);
    let mut settled: Vec<(Option<usize>, Piece)> = Vec::with_capacity(pieces.len());
    for mut piece in pieces {
        piece.signs.retain(|sign| !stale.contains(sign));
        let whole = piece.signs.iter().copied().find(|sign| is_whole(*sign, &piece, aside));
        dress(&mut piece, aside);
        if let Content::Ruby { base, .. } = &mut piece.content {
            *base = settle(std::mem::take(base), aside);
            if piece.look.person.is_some() {
                base.iter_mut().for_each(|under| under.look.role = CharRole::Plain);
            }
        }
        match settled.last_mut() {
            Some((Some(last), before)) if Some(*last) == whole => before.absorb(&piece),
            _ => settled.push((whole, piece)),
        }
    }
    let made = settled.into_iter().map(|(whole, piece)| match whole.and_then(|sign| aside.mark(sign)) {
        Some(mark) => Piece { content: one(mark, &piece), ..piece },
        None => piece,
    });
    made.map(unlinked).collect()
}

/// Gives the signs that stand around nothing the words behind them that they were kept with: LibreOffice moves the ends of
/// bookmarks in links to where they begin.
pub(super) fn fill(pieces: &mut [Piece], hollow: &[(usize, usize)], aside: &Aside) {
    for (sign, start) in hollow {
        let Some(kept) = aside.mark(*sign).and_then(|mark| mark.fact("words")) else { continue };
        let mut counts = 1..=pieces.len().saturating_sub(*start).min(MOST_PIECES);
        let count = counts.find(|count| reads(pieces.iter().skip(*start).take(*count), kept));
        pieces.iter_mut().skip(*start).take(count.unwrap_or_default()).for_each(|piece| piece.signs.push(*sign));
    }
}

/// Gives references all of their words again: LibreOffice makes a link of a reference, and ends its sign amid the link.
fn regain(pieces: &mut [Piece], aside: &Aside) {
    let signs: BTreeSet<usize> = pieces.iter().flat_map(|piece| &piece.signs).copied().collect();
    for sign in signs {
        let Some(kept) = aside.mark(sign).filter(|mark| mark.of == Of::Reference).and_then(|mark| mark.fact("words"))
        else {
            continue;
        };
        let start = pieces.iter().position(|piece| piece.signs.contains(&sign)).unwrap_or_default();
        let link = pieces.get(start).and_then(|piece| piece.look.link.clone()).filter(|link| link.starts_with('#'));
        let linked = pieces.iter().skip(start).take_while(|piece| link.is_some() && piece.look.link == link).count();
        let Some(whole) = pieces.get_mut(start..start + linked) else { continue };
        if reads(whole.iter(), kept) && whole.iter().any(|piece| !piece.signs.contains(&sign)) {
            for piece in whole {
                piece.signs.retain(|known| *known != sign);
                piece.signs.push(sign);
                piece.look.link = None;
            }
        }
    }
}

/// The signs whose words are no longer those that they were kept with.
fn stale(pieces: &[Piece], aside: &Aside) -> BTreeSet<usize> {
    let signs: BTreeSet<usize> = pieces.iter().flat_map(|piece| &piece.signs).copied().collect();
    let differs = |sign: &usize| {
        let kept = aside.mark(*sign).and_then(|mark| mark.fact("words"));
        let again =
            |piece: &Piece| piece.signs.iter().any(|sign| aside.mark(*sign).is_some_and(|mark| mark.of == Of::Call));
        let of_sign = pieces.iter().filter(|piece| piece.signs.contains(sign) && !again(piece));
        kept.is_some_and(|kept| !reads(of_sign, kept))
    };
    signs.into_iter().filter(differs).collect()
}

/// Whether pieces read as they were kept, whatever pages word processors count by now.
fn reads<'p>(pieces: impl Iterator<Item = &'p Piece>, kept: &str) -> bool {
    let mut found = String::new();
    for piece in pieces {
        match &piece.content {
            Content::Reference { form: ReferenceForm::Page, .. } if found.ends_with(PAGE) => {}
            Content::Reference { form: ReferenceForm::Page, .. } => found.push(PAGE),
            _ => found.push_str(piece.own_words().unwrap_or_default()),
        }
    }
    says(&squeeze(&found), &squeeze(kept))
}

/// Whether words are those that were kept, where each [`PAGE`] stands for a number.
fn says(found: &str, kept: &str) -> bool {
    let mut rest = kept;
    for (at, words) in found.split(PAGE).enumerate() {
        let from = if at > 0 { rest.trim_start_matches(|c: char| c.is_ascii_digit()) } else { rest };
        match from.strip_prefix(words) {
            Some(left) => rest = left,
            None => return false,
        }
    }
    rest.is_empty()
}

/// Whether a piece is all or part of what a sign says is one thing. Where the mark of a note is the word processor's, words
/// are none of it: LibreOffice moves its bookmark over the words before it.
fn is_whole(sign: usize, piece: &Piece, aside: &Aside) -> bool {
    aside.mark(sign).is_some_and(|mark| match mark.of {
        Of::Reference => mark.fact("to").is_some(),
        Of::Call => mark.fact("mark").is_some() || !matches!(piece.content, Content::Words(_)),
        of => of == Of::Orphan,
    })
}

/// The looks, languages and people that signs speak of.
fn dress(piece: &mut Piece, aside: &Aside) {
    let known = |id: Option<&str>| aside.people.iter().find(|person| Some(person.id.0.as_str()) == id);
    for mark in piece.signs.iter().filter_map(|sign| aside.mark(*sign)) {
        let person = || known(mark.fact("id")).map(|person| PersonId(person.id.0.clone()));
        let look = &mut piece.look;
        match mark.of {
            Of::Language => look.lang = mark.lang().or(look.lang.take()),
            Of::Person => look.person = person().or(look.person.take()),
            Of::Position => look.position = person().or(look.position.take()),
            Of::RunIn => look.run_in = true,
            Of::Look => {
                let has =
                    |name: &str| mark.fact("looks").is_some_and(|looks| looks.split(' ').any(|look| look == name));
                look.strong |= has("strong") && look.bold;
                if has("dots") || has("emphasis") {
                    (look.dots, look.emphasis) = (has("dots"), has("emphasis"));
                }
            }
            _ => {}
        }
    }
    if piece.look.person.is_some() && piece.look.role == CharRole::Person {
        piece.look.role = CharRole::Plain;
    }
}

/// What the pieces of a sign are together.
fn one(mark: &super::aside::Mark, piece: &Piece) -> Content {
    let words = piece.own_words().unwrap_or_default().to_string();
    match mark.of {
        Of::Orphan => Content::Orphan(words),
        Of::Call => Content::Callout(NoteId(mark.fact("note").unwrap_or_default().to_string())),
        _ => {
            let form = match mark.fact("form") {
                Some("number") => ReferenceForm::Number,
                Some("page") => ReferenceForm::Page,
                _ => ReferenceForm::Label,
            };
            Content::Reference { target: mark.fact("to").unwrap_or_default().to_string(), form, words }
        }
    }
}

/// What refers to a place leads there without being a link besides.
fn unlinked(mut piece: Piece) -> Piece {
    match &piece.content {
        Content::Reference { target, .. } => {
            let own = format!("#{target}");
            piece.look.link.take_if(|link| *link == own);
        }
        Content::Orphan(_) | Content::Callout(_) => piece.look.role = CharRole::Plain,
        _ => {}
    }
    piece
}
