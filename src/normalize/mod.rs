//! Passes over a document as it was read, so that numbering, layout and the backends meet one form of everything.

mod characters;
mod directions;
mod facts;
mod ids;
mod labels;
mod languages;
mod lengths;
mod links;
mod notes;
mod runs;
mod tables;

use crate::ast::{Document, check::check};
use crate::diagnostics::{Diagnostic, Sink, code};

/// One pass.
pub struct Pass {
    /// Its name.
    pub name: &'static str,
    /// Why it comes where it comes.
    pub reason: &'static str,
    run: fn(&mut Document, &mut Sink),
}

/// The passes, in order.
pub static PASSES: &[Pass] = &[
    Pass {
        name: "characters",
        reason: "first, so that every later comparison of words sees composed characters and no controls",
        run: characters::compose,
    },
    Pass {
        name: "ids",
        reason: "before whatever looks for what an id names, so that one thing has one name",
        run: ids::compose,
    },
    Pass { name: "languages", reason: "before whatever asks in which language words are", run: languages::settle },
    Pass {
        name: "links",
        reason: "before the runs, since links that are parted leave spaces at their ends",
        run: links::part,
    },
    Pass {
        name: "runs",
        reason: "after the characters, since dropped ones may leave empty or touching texts and double spaces",
        run: runs::tidy,
    },
    Pass {
        name: "labels",
        reason: "after the runs, so that a heading's words are one text where they look alike",
        run: labels::take,
    },
    Pass {
        name: "notes",
        reason: "after the runs, so that an emptied run no longer counts as a callout's place",
        run: notes::order,
    },
    Pass {
        name: "tables",
        reason: "after the runs, since cells must hold their final blocks before rows are filled up",
        run: tables::fill,
    },
    Pass { name: "lengths", reason: "after the runs, since it measures the words that are kept", run: lengths::look },
    Pass { name: "facts", reason: "last, since it only looks: what the masthead lacks", run: facts::look },
];

/// Runs every pass, then refuses a document that breaks a rule of the model.
pub fn normalize(document: &mut Document, sink: &mut Sink) {
    for pass in PASSES {
        (pass.run)(document, sink);
    }
    for fault in check(document) {
        sink.report(Diagnostic::new(code::DOCUMENT_UNSOUND, fault));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ast::{Block, Inline, Paragraph};
    use crate::diagnostics::Span;

    #[test]
    fn normalising_twice_changes_nothing() {
        let text = |words: &str| Inline::text(words, Span::Unknown);
        let inlines = vec![text(" a  e\u{301} "), text(" b\u{1}"), text(""), text("c ")];
        let mut document = Document::default();
        document.lead.push(Block::Paragraph(Paragraph { inlines, ..Paragraph::default() }));
        normalize(&mut document, &mut Sink::new());
        let once = document.clone();
        normalize(&mut document, &mut Sink::new());
        assert_eq!(document, once);
        let Some(Block::Paragraph(paragraph)) = document.lead.first() else { unreachable!() };
        assert_eq!(paragraph.inlines, vec![text("a é bc")]);
    }

    #[test]
    fn facts_are_composed_too() {
        let mut document = Document::default();
        document.front.publisher = Some("Cafe\u{301}\u{7}".into());
        normalize(&mut document, &mut Sink::new());
        assert_eq!(document.front.publisher.as_deref(), Some("Café"));
    }
}
