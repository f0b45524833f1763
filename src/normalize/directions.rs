//! Controls of the direction of writing (UAX #9): each closed in its own paragraph, so that none turns what follows it.

use crate::ast::{Inline, walk};
use crate::diagnostics::{Diagnostic, Sink, Span, code};

/// Ends an embedding or override.
const POP: char = '\u{202C}';
/// Ends an isolate, and what was opened in it.
const POP_ISOLATE: char = '\u{2069}';

/// Whether a text has any such control.
pub(super) fn has_controls(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(|c| closer(c).is_some() || matches!(c, POP | POP_ISOLATE))
}

/// What closes a control that opens.
fn closer(c: char) -> Option<char> {
    match c {
        '\u{202A}' | '\u{202B}' | '\u{202D}' | '\u{202E}' => Some(POP),
        '\u{2066}'..='\u{2068}' => Some(POP_ISOLATE),
        _ => None,
    }
}

/// Closes at the end of a run what is open, and leaves out what closes nothing.
pub(super) fn balance(run: &mut [Inline], sink: &mut Sink) {
    let mut open = Vec::new();
    let mut found: Option<Span> = None;
    let mut last = 0_usize;
    walk::inlines_mut(run, &mut |inline| {
        if let Inline::Text { span, text } = inline {
            last += 1;
            if follow(text, &mut open) {
                found.get_or_insert(*span);
            }
        }
    });
    let end: String = open.into_iter().rev().collect();
    let mut count = 0_usize;
    walk::inlines_mut(run, &mut |inline| {
        if let Inline::Text { span, text } = inline {
            count += 1;
            if count == last && !end.is_empty() {
                text.push_str(&end);
                found.get_or_insert(*span);
            }
        }
    });
    found.into_iter().for_each(|span| sink.report(unbalanced(span)));
}

/// The same for words that stand alone.
pub(super) fn balance_words(text: &mut String, span: Span, sink: &mut Sink) {
    if !has_controls(text) {
        return;
    }
    let mut open = Vec::new();
    let dropped = follow(text, &mut open);
    if dropped || !open.is_empty() {
        text.extend(open.into_iter().rev());
        sink.report(unbalanced(span));
    }
}

/// Follows the controls of a text, given what closes those that are open; says whether one was left out.
fn follow(text: &mut String, open: &mut Vec<char>) -> bool {
    let before = text.len();
    text.retain(|c| match c {
        POP => open.pop_if(|closer| *closer == POP).is_some(),
        POP_ISOLATE => {
            let isolate = open.iter().rposition(|closer| *closer == POP_ISOLATE);
            isolate.into_iter().for_each(|at| open.truncate(at));
            isolate.is_some()
        }
        c => {
            open.extend(closer(c));
            true
        }
    });
    text.len() < before
}

fn unbalanced(span: Span) -> Diagnostic {
    let message = "a control of the direction of writing is not closed in its paragraph, or closes nothing";
    Diagnostic::new(code::BIDI_UNBALANCED, message)
        .at(span)
        .hint("take the invisible characters (U+202A to U+202E, U+2066 to U+2069) out, or close each")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn balanced(words: &str) -> (String, usize) {
        let (mut text, mut sink) = (words.to_string(), Sink::new());
        balance_words(&mut text, Span::Unknown, &mut sink);
        (text, sink.diagnostics().len())
    }

    #[test]
    fn what_is_open_is_closed_and_what_closes_nothing_goes() {
        for (words, wanted) in [
            ("a\u{202E}b", "a\u{202E}b\u{202C}"),
            ("a\u{202C}b\u{2069}", "ab"),
            ("\u{2067}a\u{202B}b\u{2069}c", "\u{2067}a\u{202B}b\u{2069}c"),
            ("\u{2067}a\u{202B}b", "\u{2067}a\u{202B}b\u{202C}\u{2069}"),
        ] {
            let told = usize::from(words != wanted);
            assert_eq!(balanced(words), (wanted.to_string(), told), "{words:?}");
            assert_eq!(balanced(wanted).1, 0, "{wanted:?} is settled");
        }
    }

    #[test]
    fn a_control_may_be_closed_in_the_next_word_of_its_run_alone() {
        let text = |words: &str| Inline::text(words, Span::Unknown);
        let mut sink = Sink::new();
        let mut sound = vec![text("a\u{202E}b"), text("c\u{202C}")];
        balance(&mut sound, &mut sink);
        assert!(sink.diagnostics().is_empty());
        let mut open = vec![text("a\u{202E}b"), text("c")];
        balance(&mut open, &mut sink);
        assert_eq!(open, vec![text("a\u{202E}b"), text("c\u{202C}")]);
        assert_eq!(sink.diagnostics().len(), 1);
    }
}
