//! Words that some format keeps as one string, and that must not be longer than it can.

use crate::ast::{Block, Document, Inline, text, walk};
use crate::diagnostics::{Diagnostic, Sink, Span, code};

/// The longest string, bytes: PDF/A keeps 32 767 (ISO 19005-2, 6.1.13), and a label stands before some.
const LONGEST: usize = 32_000;

/// Refuses titles, headings, addresses and descriptions that are too long, and tells of headings without words.
pub(super) fn look(document: &mut Document, sink: &mut Sink) {
    let front = &document.front;
    for title in &front.titles {
        bound("the title", &text::inlines(&title.inlines), front.span, sink);
    }
    let facts = [("series", &front.series), ("publisher", &front.publisher), ("designation", &front.designation)];
    for (name, fact) in facts {
        fact.iter().for_each(|fact| bound(&format!("`{name}`"), fact, front.span, sink));
    }
    bound("the list of keywords", &front.keywords.join(", "), front.span, sink);
    walk::sections(&document.sections, &mut |section, _| {
        let words = text::inlines(&section.title);
        bound("the heading", &words, section.span, sink);
        if words.trim().is_empty() && section.span != Span::Unknown {
            let found = Diagnostic::new(code::HEADING_EMPTY, "the heading has no words").at(section.span);
            sink.report(found.hint("give it words, or take its mark away"));
        }
    });
    for root in walk::roots(document) {
        walk::blocks(root, &mut |block| {
            if let Block::Figure(figure) = block {
                bound("what the picture is said to show", &figure.alternative, figure.span, sink);
            }
        });
    }
    walk::runs(document, &mut |run| {
        walk::inlines(run, &mut |inline| {
            if let Inline::Link { span, target, inlines } = inline {
                bound("the address of the link", target, *span, sink);
                bound("the link", &text::inlines(inlines), *span, sink);
            }
        });
    });
}

fn bound(what: &str, words: &str, span: Span, sink: &mut Sink) {
    let length = written(words);
    if length > LONGEST {
        let message = format!("{what} takes {length} bytes, and a PDF keeps {LONGEST} at the most");
        sink.report(Diagnostic::new(code::TEXT_TOO_LONG, message).at(span).hint("shorten it"));
    }
}

/// How many bytes a string takes: as it is where it is ASCII, else as UTF-16 or, in an address, percent-encoded.
fn written(words: &str) -> usize {
    if words.is_ascii() {
        words.len()
    } else {
        words.chars().map(|c| if c.is_ascii() { 2 } else { 3 * c.len_utf8() }).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(document: &mut Document) -> Vec<&'static str> {
        let mut sink = Sink::new();
        look(document, &mut sink);
        sink.diagnostics().iter().map(|found| found.code.name()).collect()
    }

    #[test]
    fn what_no_pdf_keeps_is_refused_at_its_place() {
        let paragraph = |target: String, words: &str| {
            let link =
                Inline::Link { span: Span::text(3, 9), target, inlines: vec![Inline::text(words, Span::Unknown)] };
            Document {
                lead: vec![Block::Paragraph(crate::ast::Paragraph { inlines: vec![link], ..Default::default() })],
                ..Document::default()
            }
        };
        assert!(told(&mut paragraph("x".repeat(LONGEST), "y")).is_empty());
        assert_eq!(told(&mut paragraph("x".repeat(LONGEST + 1), "y")), ["text-too-long"]);
        assert_eq!(told(&mut paragraph("x".into(), &"浦".repeat(LONGEST / 8))), ["text-too-long"]);
    }
}
