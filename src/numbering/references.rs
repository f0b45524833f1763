//! What references print.

use crate::ast::{Block, Document, Inline, walk};
use crate::diagnostics::{Diagnostic, Sink, code};
use std::collections::BTreeMap;

/// Writes into each reference the label of the section, table or figure that it names.
pub(super) fn resolve(document: &mut Document, sink: &mut Sink) {
    let labels = labels(document);
    walk::runs_mut(document, &mut |run| {
        walk::inlines_mut(run, &mut |inline| {
            let Inline::Reference { span, target, label } = inline else { return };
            *label = labels.get(target).cloned().flatten();
            if label.is_none() {
                let fault = match labels.contains_key(target) {
                    true => format!("the reference to `{target}` has nothing to print, since that has no label"),
                    false => format!("the reference to `{target}` names no section, table or figure"),
                };
                sink.report(
                    Diagnostic::new(code::REFERENCE_DANGLING, fault)
                        .at(*span)
                        .hint("give the section, table or figure that id, and a caption if it is a table or figure"),
                );
            }
        });
    });
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
            let (id, label) = match block {
                Block::Table(table) => (&table.id, &table.label),
                Block::Figure(figure) => (&figure.id, &figure.label),
                _ => return,
            };
            labels.extend(id.clone().map(|id| (id, label.as_ref().map(|label| label.text.clone()))));
        });
    }
    labels
}
