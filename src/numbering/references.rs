//! What references print.

use super::called::{Called, Callings};
use crate::ast::address::{Address, Why};
use crate::ast::{Document, Inline, ReferenceForm, walk};
use crate::diagnostics::{Diagnostic, Sink, code};
use crate::style::StyleSheet;
use std::collections::BTreeSet;

/// Writes into each reference what it names is called, and finds links that lead nowhere;
/// backends keep the words of those and need not tell again.
///
/// A manuscript comes with words of its own in its references, which its author may have written; where others take their
/// place, that is told.
pub(super) fn resolve(document: &mut Document, style: &StyleSheet, sink: &mut Sink) {
    let called = Callings::of(document, style);
    let worded = document.provenance.format == "docx";
    let notes: BTreeSet<String> = walk::notes(document).map(|note| note.id.0.clone()).collect();
    walk::runs_mut(document, &mut |run| {
        walk::inlines_mut(run, &mut |inline| match inline {
            // Only layout knows pages.
            Inline::Reference { target, form: ReferenceForm::Page, .. } if called.knows(target) => {}
            Inline::Reference { span, target, form, label } => {
                let said = label.take().filter(|_| worded);
                *label = called.of_id(target).and_then(|called| printed(called, *form));
                match (said, label) {
                    (_, None) => sink.report(unprintable(target, called.knows(target)).at(*span)),
                    (Some(said), Some(printed)) if is_other(&said, printed, notes.contains(target)) => {
                        sink.report(reworded(&said, printed).at(*span));
                    }
                    _ => {}
                }
            }
            Inline::Link { span, target, inlines } => match Address::of_link(target, inlines) {
                Address::Here(id) if !called.knows(id) => sink.report(nowhere(id).at(*span)),
                Address::Inert(why) if !target.is_empty() => sink.report(inert(target, why).at(*span)),
                _ => {}
            },
            _ => {}
        });
    });
}

fn printed(called: &Called, form: ReferenceForm) -> Option<String> {
    match form {
        ReferenceForm::Number => called.number.clone(),
        ReferenceForm::Label | ReferenceForm::Page => Some(called.words.clone()),
    }
}

/// Whether words say something else than those that are printed, whatever blanks they have. The marks of notes are no words:
/// each style has its own.
fn is_other(said: &str, printed: &str, of_note: bool) -> bool {
    let close = |words: &str| words.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let (said, printed) = (close(said), close(printed));
    let marks = of_note && !said.contains(char::is_alphabetic);
    !said.is_empty() && !marks && said != printed
}

fn reworded(said: &str, printed: &str) -> Diagnostic {
    let said = said.trim();
    Diagnostic::new(
        code::REFERENCE_REWORDED,
        format!("the reference reads `{said}`, and `{printed}` is printed in its place"),
    )
    .hint("write words that are to stay beside the reference, and take away those that now stand twice")
}

fn unprintable(target: &str, exists: bool) -> Diagnostic {
    let fault = match exists {
        true => format!("the reference to `{target}` has nothing to print, since that has no label or number"),
        false => format!("the reference to `{target}` names no section, table, figure, box or note"),
    };
    Diagnostic::new(code::REFERENCE_DANGLING, fault)
        .hint("give what is meant that id, and a caption or title if it has none; boxes have no numbers")
}

fn nowhere(id: &str) -> Diagnostic {
    let fault = format!("the link to `#{id}` leads to no section, table, figure, box or note; only its words are kept");
    Diagnostic::new(code::LINK_DANGLING, fault).hint("give what is meant that id")
}

/// A link that no output has.
fn inert(target: &str, why: Why) -> Diagnostic {
    let shown: String = target.chars().take(60).collect();
    let (fault, hint) = match why {
        Why::Kind => (
            format!("no output may lead to `{shown}`"),
            "give an address with https:, http:, mailto: or tel:, or the id of a place in the issue",
        ),
        Why::Host => (
            format!("`{shown}` leads to no host that there can be"),
            "correct the name or the number between `//` and the next `/`",
        ),
        Why::Mail => (format!("`{shown}` leads to no mailbox"), "write it as `mailto:office@example.org`"),
        Why::Telephone => {
            (format!("`{shown}` is no telephone number"), "write it as `tel:+86-21-12345678`, without blanks")
        }
        Why::Words => (format!("the link to `{shown}` shows nothing"), "give the link words, or take it out"),
    };
    Diagnostic::new(code::LINK_INERT, format!("{fault}; its words were kept without the link")).hint(hint)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;
    use crate::ast::{Block, Label, Note, NoteId, Paragraph, Section};
    use crate::diagnostics::Span;
    use crate::style::built_in_source;

    /// What is told of a reference to the note or the section `x` with words of its own.
    fn told(said: &str, format: &str, of_note: bool) -> Vec<String> {
        let label = Some(said.to_string());
        let inlines =
            vec![Inline::Reference { span: Span::Unknown, target: "x".into(), form: ReferenceForm::Label, label }];
        let lead = vec![Block::Paragraph(Paragraph { inlines, ..Paragraph::default() })];
        let mut document = Document { lead, ..Document::default() };
        document.provenance.format = format.into();
        let label = Some(Label { text: "2.".into(), number: 2, literal: true });
        match of_note {
            true => document.notes = vec![Note { id: NoteId("x".into()), label, ..Note::default() }],
            false => document.sections = vec![Section { id: Some("x".into()), label, ..Section::default() }],
        }
        let mut sink = Sink::new();
        let style = crate::style::resolve(built_in_source("plain").unwrap(), &|_| None).unwrap();
        resolve(&mut document, &style, &mut sink);
        sink.diagnostics().iter().map(|found| found.message.clone()).collect()
    }

    #[test]
    fn words_of_a_manuscript_that_others_replace_are_told() {
        let reworded =
            |said: &str| vec![format!("the reference reads `{said}`, and `Section 2` is printed in its place")];
        assert_eq!(told("Section 2 above", "docx", false), reworded("Section 2 above"));
        assert_eq!(told("section 2", "docx", false), reworded("section 2"));
        assert_eq!(told("Section\u{A0}2", "docx", false), Vec::<String>::new());
        assert_eq!(told("", "docx", false), Vec::<String>::new());
        assert_eq!(told("Section 9", "json", false), Vec::<String>::new());
        assert_eq!(told("①", "docx", true), Vec::<String>::new());
        assert_eq!(told("note 2", "docx", true).len(), 1);
    }

    #[test]
    fn links_to_which_no_output_leads_are_told_once_each() {
        let words = vec![Inline::text("x", Span::Unknown)];
        let link = |target: &str| Inline::Link { span: Span::Unknown, target: target.into(), inlines: words.clone() };
        let empty = Inline::Link { span: Span::Unknown, target: "https://a.org/".into(), inlines: Vec::new() };
        let inlines =
            vec![link("javascript:x"), link("https://1.2.3.999/"), link("mailto:@"), link("tel:*1#"), empty, link("")];
        let lead = vec![Block::Paragraph(Paragraph { inlines, ..Paragraph::default() })];
        let mut document = Document { lead, ..Document::default() };
        let mut sink = Sink::new();
        let style = crate::style::resolve(built_in_source("plain").unwrap(), &|_| None).unwrap();
        resolve(&mut document, &style, &mut sink);
        let starts = [
            "no output may lead to `java",
            "`https://1.2.3.999/` leads",
            "`mailto:@` leads",
            "`tel:*1#` is",
            "the link to",
        ];
        assert_eq!(sink.diagnostics().len(), starts.len());
        for (found, start) in sink.diagnostics().iter().zip(starts) {
            assert_eq!((found.code, found.message.starts_with(start)), (code::LINK_INERT, true), "{}", found.message);
        }
    }

    #[test]
    fn links_into_the_issue_lead_somewhere() {
        let link = |target: &str| Inline::Link { span: Span::Unknown, target: target.into(), inlines: Vec::new() };
        let inlines = vec![
            link("#trends"),
            link("#nowhere"),
            Inline::Link {
                span: Span::Unknown,
                target: "https://example.org/#nowhere".into(),
                inlines: vec![Inline::text("x", Span::Unknown)],
            },
        ];
        let section = Section { id: Some("trends".into()), ..Section::default() };
        let lead = vec![Block::Paragraph(Paragraph { inlines, ..Paragraph::default() })];
        let mut document = Document { lead, sections: vec![section], ..Document::default() };
        let mut sink = Sink::new();
        let style = crate::style::resolve(built_in_source("plain").unwrap(), &|_| None).unwrap();
        resolve(&mut document, &style, &mut sink);
        let messages: Vec<&str> = sink.diagnostics().iter().map(|found| found.message.as_str()).collect();
        assert_eq!(
            messages,
            ["the link to `#nowhere` leads to no section, table, figure, box or note; only its words are kept"]
        );
    }
}
