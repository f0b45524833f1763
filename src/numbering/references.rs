//! What references print.

use super::called::{Called, Callings};
use crate::ast::{Document, Inline, ReferenceForm, walk};
use crate::diagnostics::{Diagnostic, Sink, code};
use crate::style::StyleSheet;

/// Writes into each reference what it names is called, and finds links that lead nowhere;
/// backends keep the words of those and need not tell again.
pub(super) fn resolve(document: &mut Document, style: &StyleSheet, sink: &mut Sink) {
    let called = Callings::of(document, style);
    walk::runs_mut(document, &mut |run| {
        walk::inlines_mut(run, &mut |inline| match inline {
            // Only layout knows pages.
            Inline::Reference { target, form: ReferenceForm::Page, .. } if called.knows(target) => {}
            Inline::Reference { span, target, form, label } => {
                *label = called.of_id(target).and_then(|called| printed(called, *form));
                if label.is_none() {
                    sink.report(unprintable(target, called.knows(target)).at(*span));
                }
            }
            Inline::Link { span, target, .. } => {
                if let Some(id) = target.strip_prefix('#').filter(|id| !called.knows(id)) {
                    sink.report(nowhere(id).at(*span));
                }
            }
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

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;
    use crate::ast::{Block, Paragraph, Section};
    use crate::diagnostics::Span;
    use crate::style::built_in_source;

    #[test]
    fn links_into_the_issue_lead_somewhere() {
        let link = |target: &str| Inline::Link { span: Span::Unknown, target: target.into(), inlines: Vec::new() };
        let inlines = vec![link("#trends"), link("#nowhere"), link("https://example.org/#nowhere")];
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
