//! Composed characters, and none that no output can carry.

use crate::ast::{Document, Inline, walk};
use crate::diagnostics::{Diagnostic, Sink, code};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Brings every text to Normalization Form C; white space controls become spaces; other controls are dropped and told.
pub(super) fn compose(document: &mut Document, sink: &mut Sink) {
    walk::runs_mut(document, &mut |run| {
        walk::inlines_mut(run, &mut |inline| {
            let Inline::Text { span, text } = inline else { return };
            if text.chars().any(|c| c.is_control() || is_noncharacter(c)) {
                let (clean, dropped) = without_controls(text);
                *text = clean;
                if dropped > 0 {
                    let message = format!("{dropped} control character(s) stood here and were left out");
                    sink.report(Diagnostic::new(code::CONTROL_CHARACTER, message).at(*span));
                }
            }
            if !is_nfc(text) {
                *text = text.nfc().collect();
            }
        });
    });
}

fn without_controls(text: &str) -> (String, usize) {
    let mut dropped = 0;
    let clean = text
        .chars()
        .filter_map(|c| match c {
            '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' => Some(' '),
            c if c.is_control() || is_noncharacter(c) => {
                dropped += 1;
                None
            }
            c => Some(c),
        })
        .collect();
    (clean, dropped)
}

/// Noncharacters that XML 1.0 forbids (clause 2.2).
fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{FFFE}' | '\u{FFFF}')
}
