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
        let hint = hint(key, &document.provenance.format);
        sink.report(Diagnostic::new(code::FACT_MISSING, format!("the issue has no {fact}")).at(front.span).hint(hint));
    }
}

/// Where a fact may stand in a source that was read so.
fn hint(key: &str, format: &str) -> String {
    let own = match format {
        "bulletin" => format!("give it as `{key}: …` in the front matter"),
        _ => format!(
            "give it as `{key}` in the front matter; a transcript or a Word file says it in a line above the title"
        ),
    };
    match key {
        "series" => format!("{own}; for all issues of a folder, under `[name]` in its `series.toml`"),
        "publisher" => format!("{own}; for all issues of a folder, under `[publisher]` in its `series.toml`"),
        _ => own,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    #[test]
    fn what_a_series_can_say_once_is_hinted_at() {
        let mut sink = Sink::new();
        look(&mut Document::default(), &mut sink);
        let hint = |fact: &str| {
            let found = sink.diagnostics().iter().find(|found| found.message.ends_with(fact)).unwrap();
            found.hint.as_deref().unwrap_or_default().to_string()
        };
        assert!(hint("series name").ends_with("under `[name]` in its `series.toml`"));
        assert!(hint("publisher").ends_with("under `[publisher]` in its `series.toml`"));
        assert!(!hint("date").contains("series.toml"));
        assert!(hint("date").contains("a transcript or a Word file"));
    }

    #[test]
    fn a_source_with_front_matter_is_told_of_that_alone() {
        let mut document = Document::default();
        document.provenance.format = "bulletin".into();
        let mut sink = Sink::new();
        look(&mut document, &mut sink);
        let hints = sink.diagnostics().iter().filter_map(|found| found.hint.as_deref());
        assert!(hints.clone().count() > 3 && hints.clone().all(|hint| !hint.contains("transcript")));
    }
}
