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
    drop(imprint.issued_by.take_if(|words| words.is_empty()));
    let names = [&mut imprint.reviewers, &mut imprint.distribution, &mut imprint.copies_to];
    for several in names.into_iter().chain([&mut front.keywords, &mut imprint.lines]) {
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
    let names = [&mut imprint.reviewers, &mut imprint.distribution, &mut imprint.copies_to, &mut imprint.lines];
    facts.extend(names.into_iter().flatten().chain(&mut imprint.issued_by));
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
    if let Some(first) = text.chars().find(|c| is_left_out(*c)) {
        let message = counted(
            text.chars().filter(|c| is_left_out(*c)).count(),
            "control character stood here and was left out",
            "control characters stood here and were left out",
        );
        let message = format!("{message}: “{}”", around(text));
        sink.report(Diagnostic::new(code::CONTROL_CHARACTER, message).at(span).about(first));
        text.retain(|c| !is_left_out(c));
    }
    if text.contains(is_space) {
        *text = text.chars().map(|c| if is_space(c) { ' ' } else { c }).collect();
    }
    if !is_nfc(text) {
        *text = text.nfc().collect();
    }
}

/// So many characters are told on either side of the first that was left out.
const AROUND: usize = 16;

/// The words around the first character that is left out, with the names of such characters in their places.
fn around(text: &str) -> String {
    let at = text.chars().position(is_left_out).unwrap_or_default();
    let name = |c: char| match is_left_out(c) {
        true => format!("<U+{:04X}>", u32::from(c)),
        false if is_space(c) => " ".into(),
        false => c.to_string(),
    };
    let words: String =
        text.chars().skip(at.saturating_sub(AROUND)).take(at.min(AROUND) + 1 + AROUND).map(name).collect();
    let before = if at > AROUND { "…" } else { "" };
    let after = if text.chars().nth(at + AROUND + 1).is_some() { "…" } else { "" };
    format!("{before}{}{after}", words.trim())
}

/// White space that is written as a control.
fn is_space(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}') || is_separator(c)
}

/// What no output can carry.
fn is_left_out(c: char) -> bool {
    !is_space(c) && (c.is_control() || is_noncharacter(c))
}

/// The separators of lines and paragraphs, which are white space too.
fn is_separator(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}

/// Noncharacters that XML 1.0 forbids (clause 2.2).
fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{FFFE}' | '\u{FFFF}')
}
