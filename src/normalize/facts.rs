//! What an issue should say of itself.

use crate::ast::Document;
use crate::diagnostics::{Diagnostic, Sink, code};

/// Reports each fact that every issue has and this one does not give. Nothing is filled in.
pub(super) fn look(document: &mut Document, sink: &mut Sink) {
    let front = &document.front;
    let facts = [
        ("series name", "series", front.series.is_some()),
        ("annual number", "number", front.number.or(front.supplement).is_some()),
        ("date", "date", front.date.is_some()),
        ("publisher", "publisher", front.publisher.is_some()),
        ("title", "title", front.title().is_some_and(|title| !title.inlines.is_empty())),
    ];
    // Without any masthead the reader has said so already, and five more lines would bury that.
    if sink.has_errors() {
        return;
    }
    for (fact, key, _) in facts.iter().filter(|(_, _, given)| !given) {
        sink.report(
            Diagnostic::new(code::FACT_MISSING, format!("the issue has no {fact}"))
                .at(front.span)
                .hint(format!("give it as `{key}` in the front matter, or as a line of the masthead in a transcript")),
        );
    }
}
