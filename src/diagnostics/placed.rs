//! A finding with all that showing it needs, so that the source may be let go.

use super::{Code, Diagnostic, Severity, Source, render};
use serde::{Deserialize, Serialize};

/// A finding and the line that it stands on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Placed {
    /// The kind of finding.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to do, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// The name of the source.
    pub file: String,
    /// Where in it; nothing where the finding is about all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

/// A place in a source, with what people are shown of its line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The first byte.
    pub start: usize,
    /// The line of the first byte, from 1.
    pub line: usize,
    /// The column of the first byte in characters, from 1.
    pub column: usize,
    /// The line of the byte past the last one.
    pub end_line: usize,
    /// The column of the byte past the last one.
    pub end_column: usize,
    /// The part of the line around the place.
    pub excerpt: String,
    /// How many cells of a terminal stand before the marks under the excerpt.
    pub indent: usize,
    /// How many cells are marked.
    pub marks: usize,
}

impl Placed {
    /// A finding in its source.
    #[must_use]
    pub fn of(diagnostic: &Diagnostic, source: &Source) -> Placed {
        Placed {
            code: diagnostic.code,
            severity: diagnostic.severity,
            message: diagnostic.message.clone(),
            hint: diagnostic.hint.clone(),
            file: source.name().to_string(),
            place: source.place(diagnostic).map(|range| render::place(source, range)),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::super::{Span, code};
    use super::*;

    #[test]
    fn a_finding_is_shown_the_same_after_it_was_kept() {
        let source = Source::new("a.md", "---\ndate: 2023-02-30\n");
        let found = Diagnostic::new(code::DATE_INVALID, "no such day").at(Span::text(10, 20)).hint("mend it");
        let placed = Placed::of(&found, &source);
        let kept: Placed = serde_json::from_str(&serde_json::to_string(&placed).unwrap()).unwrap();
        assert_eq!(kept, placed);
        let shown = render::human(&found, &source, render::Ink::Plain);
        assert_eq!(render::shown(&kept, render::Ink::Plain), shown);
        assert!(shown.contains("a.md:2:7"), "{shown}");
    }

    #[test]
    fn a_kind_that_this_program_does_not_know_is_refused() {
        let other = r#"{"code":"from-elsewhere","severity":"note","message":"m","file":"a"}"#;
        assert!(serde_json::from_str::<Placed>(other).is_err());
    }
}
