//! What references print.

use crate::ast::{Block, Document, Figure, Inline, ReferenceForm, Table, text, walk};
use crate::diagnostics::{Diagnostic, Sink, code};
use std::collections::BTreeMap;

/// Writes into each reference the label of what it names, and finds links that lead nowhere;
/// backends keep the words of those and need not tell again.
pub(super) fn resolve(document: &mut Document, sink: &mut Sink) {
    let labels = labels(document);
    walk::runs_mut(document, &mut |run| {
        walk::inlines_mut(run, &mut |inline| match inline {
            // Only layout knows pages.
            Inline::Reference { target, form: ReferenceForm::Page, .. } if labels.contains_key(target) => {}
            Inline::Reference { span, target, label, .. } => {
                *label = labels.get(target).cloned().flatten();
                if label.is_none() {
                    sink.report(unprintable(target, labels.contains_key(target)).at(*span));
                }
            }
            Inline::Link { span, target, .. } => {
                if let Some(id) = target.strip_prefix('#').filter(|id| !labels.contains_key(*id)) {
                    sink.report(nowhere(id).at(*span));
                }
            }
            _ => {}
        });
    });
}

fn unprintable(target: &str, exists: bool) -> Diagnostic {
    let fault = match exists {
        true => format!("the reference to `{target}` has nothing to print, since that has no label"),
        false => format!("the reference to `{target}` names no section, table, figure, box or note"),
    };
    Diagnostic::new(code::REFERENCE_DANGLING, fault)
        .hint("give what is meant that id, and a caption or title if it has none")
}

fn nowhere(id: &str) -> Diagnostic {
    let fault = format!("the link to `#{id}` leads to no section, table, figure, box or note; only its words are kept");
    Diagnostic::new(code::LINK_DANGLING, fault).hint("give what is meant that id")
}

/// The printed label, if any, of everything that has an id.
fn labels(document: &Document) -> BTreeMap<String, Option<String>> {
    let mut labels = BTreeMap::new();
    walk::sections(&document.sections, &mut |section, _| {
        let label = section.label.as_ref().map(|label| label.text.trim_end_matches(['.', '、']).to_string());
        labels.extend(section.id.clone().map(|id| (id, label)));
    });
    for root in walk::roots(document) {
        walk::blocks(root, &mut |block| {
            let label = match block {
                Block::Table(Table { label, .. }) | Block::Figure(Figure { label, .. }) => {
                    label.as_ref().map(|label| label.text.clone())
                }
                Block::Boxed(boxed) => Some(text::inlines(&boxed.title)).filter(|title| !title.is_empty()),
                _ => return,
            };
            labels.extend(block.id().map(|id| (id.to_string(), label)));
        });
    }
    let notes = walk::notes(document);
    labels.extend(notes.map(|note| (note.id.0.clone(), note.label.as_ref().map(|label| label.text.clone()))));
    labels
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ast::{Paragraph, Section};
    use crate::diagnostics::Span;

    #[test]
    fn links_into_the_issue_lead_somewhere() {
        let link = |target: &str| Inline::Link { span: Span::Unknown, target: target.into(), inlines: Vec::new() };
        let inlines = vec![link("#trends"), link("#nowhere"), link("https://example.org/#nowhere")];
        let section = Section { id: Some("trends".into()), ..Section::default() };
        let lead = vec![Block::Paragraph(Paragraph { inlines, ..Paragraph::default() })];
        let mut document = Document { lead, sections: vec![section], ..Document::default() };
        let mut sink = Sink::new();
        resolve(&mut document, &mut sink);
        let messages: Vec<&str> = sink.diagnostics().iter().map(|found| found.message.as_str()).collect();
        assert_eq!(
            messages,
            ["the link to `#nowhere` leads to no section, table, figure, box or note; only its words are kept"]
        );
    }
}
