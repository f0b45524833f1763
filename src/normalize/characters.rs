//! Composed characters, and none that no output can carry.

use super::directions;
use crate::ast::{Block, Document, Front, Inline, walk};
use crate::diagnostics::{Diagnostic, Sink, Span, code, counted::counted};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The byte order mark, which shows nothing and keeps words from being found.
const MARK: char = '\u{FEFF}';

/// Brings every text to Normalization Form C; white space controls become spaces; other controls are dropped and told.
pub(super) fn compose(document: &mut Document, sink: &mut Sink) {
    let place = document.front.span;
    for fact in facts_mut(&mut document.front) {
        clean(fact, place, sink);
        directions::balance_words(fact, place, sink);
        space(fact);
    }
    drop_empty(&mut document.front);
    document.front.doi.iter_mut().for_each(|doi| *doi = Front::bare_doi(doi).to_string());
    walk::runs_mut(document, &mut |run| {
        let mut turned = false;
        walk::inlines_mut(run, &mut |inline| {
            if let Inline::Text { span, text } | Inline::Ruby { span, reading: text, .. } = inline {
                clean(text, *span, sink);
                turned |= directions::has_controls(text);
            }
            if let Inline::Ruby { span, reading, .. } = inline {
                directions::balance_words(reading, *span, sink);
            }
        });
        if turned {
            directions::balance(run, sink);
        }
    });
    for blocks in walk::bodies_mut(document) {
        walk::blocks_mut(blocks, &mut |block| describe(block, sink));
    }
    for note in &mut document.notes {
        walk::blocks_mut(&mut note.blocks, &mut |block| describe(block, sink));
    }
}

/// What a picture is said to show is one line of words.
fn describe(block: &mut Block, sink: &mut Sink) {
    let Block::Figure(figure) = block else { return };
    clean(&mut figure.alternative, figure.span, sink);
    directions::balance_words(&mut figure.alternative, figure.span, sink);
    space(&mut figure.alternative);
}

/// Takes white space off both ends of words, and makes one space of several.
fn space(words: &mut String) {
    if words.contains("  ") || words.trim() != words {
        let parts = words.trim().split(' ').filter(|part| !part.is_empty());
        *words = parts.collect::<Vec<_>>().join(" ");
    }
}

/// A fact without words is none.
fn drop_empty(front: &mut Front) {
    let Front { series, issue_line, designation, date_line, publisher, classification, copy_number, .. } = front;
    let positions = front.people.iter_mut().map(|person| &mut person.position);
    let facts = [series, issue_line, designation, date_line, publisher, classification, copy_number];
    facts.into_iter().chain(positions).for_each(|fact| drop(fact.take_if(|words| words.is_empty())));
    let imprint = &mut front.imprint;
    for several in [&mut front.keywords, &mut imprint.reviewers, &mut imprint.distribution, &mut imprint.lines] {
        several.retain(|words| !words.is_empty());
    }
}

/// Every text of the front matter that is printed or preserved; titles and notes are runs of inlines.
fn facts_mut(front: &mut Front) -> Vec<&mut String> {
    let Front { series, issue_line, designation, date_line, publisher, classification, copy_number, .. } = front;
    let mut facts: Vec<&mut String> =
        [series, issue_line, designation, date_line, publisher, classification, copy_number]
            .into_iter()
            .flatten()
            .collect();
    facts.extend(front.editors_note.iter_mut().filter_map(|note| note.label.as_mut()));
    facts.extend(
        front.compilers.iter_mut().flat_map(|compilers| compilers.label.iter_mut().chain(&mut compilers.names)),
    );
    facts.extend(front.people.iter_mut().flat_map(|person| [&mut person.name].into_iter().chain(&mut person.position)));
    facts.extend(&mut front.keywords);
    let imprint = &mut front.imprint;
    facts.extend(imprint.reviewers.iter_mut().chain(&mut imprint.distribution).chain(&mut imprint.lines));
    facts
}

fn clean(text: &mut String, span: Span, sink: &mut Sink) {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return;
    }
    if text.contains(MARK) {
        text.retain(|c| c != MARK);
        let message = "a byte order mark (U+FEFF) stood inside the text and was left out";
        sink.report(Diagnostic::new(code::BYTE_ORDER_MARK, message).at(span));
    }
    if text.chars().any(|c| c.is_control() || is_noncharacter(c) || is_separator(c)) {
        let (clean, dropped) = without_controls(text);
        *text = clean;
        if dropped > 0 {
            let message = counted(
                dropped,
                "control character stood here and was left out",
                "control characters stood here and were left out",
            );
            sink.report(Diagnostic::new(code::CONTROL_CHARACTER, message).at(span));
        }
    }
    if !is_nfc(text) {
        *text = text.nfc().collect();
    }
}

fn without_controls(text: &str) -> (String, usize) {
    let mut dropped = 0;
    let clean = text
        .chars()
        .filter_map(|c| match c {
            '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' => Some(' '),
            c if is_separator(c) => Some(' '),
            c if c.is_control() || is_noncharacter(c) => {
                dropped += 1;
                None
            }
            c => Some(c),
        })
        .collect();
    (clean, dropped)
}

/// The separators of lines and paragraphs, which are white space too.
fn is_separator(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}

/// Noncharacters that XML 1.0 forbids (clause 2.2).
fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{FFFE}' | '\u{FFFF}')
}
