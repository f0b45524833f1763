//! What a program tells on its standard error: findings as JSON, one a line, and whatever else it says.

use crate::diagnostics::{Diagnostic, Severity, Span, code};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The longest message that is told, characters.
const LONGEST: usize = 2_000;
/// So many of a program's last other lines are told where it fails.
const LAST_LINES: usize = 8;

/// What a program found, on one line of its standard error. Keys that are not known are passed over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Finding {
    /// How bad it is; with an error the outputs of the issue are not made.
    pub severity: Severity,
    /// What is wrong, as one sentence without a full stop.
    pub message: String,
    /// What to do.
    #[serde(default)]
    pub hint: Option<String>,
    /// Where in the source: the span of a node of the document.
    #[serde(default)]
    pub span: Span,
}

/// The findings of a program that is called `name`, and the last of what else it said.
#[must_use]
pub fn findings(name: &str, told: &[u8]) -> (Vec<Diagnostic>, String) {
    let text = String::from_utf8_lossy(told);
    let (mut found, mut others) = (Vec::new(), Vec::new());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match serde_json::from_str::<Finding>(line) {
            Ok(finding) => found.push(finding.diagnostic(name)),
            Err(fault) if is_meant_as_finding(line) => found.push(unread(name, line, &fault)),
            Err(_) => others.push(plain(line)),
        }
    }
    let last = others.split_off(others.len().saturating_sub(LAST_LINES));
    (found, last.join(" / "))
}

/// Whether a program meant a line as a finding, whatever is wrong with it: what it wanted to refuse must not be made.
fn is_meant_as_finding(line: &str) -> bool {
    serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(line)
        .is_ok_and(|keys| keys.contains_key("severity"))
}

fn unread(name: &str, line: &str, fault: &serde_json::Error) -> Diagnostic {
    let message = format!("`{name}` tells of something in a form that is not known ({fault}): {}", plain(line));
    let hint = "a finding has `severity`, which is `note`, `warning` or `error`, and `message`, which are words";
    let mut told = Diagnostic::new(code::PROGRAM_FINDING, message).hint(hint);
    told.severity = Severity::Error;
    told
}

impl Finding {
    fn diagnostic(self, name: &str) -> Diagnostic {
        let mut told = Diagnostic::new(code::PROGRAM_FINDING, format!("`{name}`: {}", plain(&self.message)));
        told.severity = self.severity;
        told.hint = self.hint.as_deref().map(plain);
        told.at(self.span)
    }
}

/// Words as they may stand on a terminal: without control characters, and not without end.
fn plain(words: &str) -> String {
    let shown = |c: char| if c.is_control() { ' ' } else { c };
    let mut text: String = words.trim().chars().take(LONGEST).map(shown).collect();
    if words.trim().chars().nth(LONGEST).is_some() {
        text.push('…');
    }
    text
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    #[test]
    fn findings_are_told_with_the_name_of_the_program() {
        let told = "{\"severity\": \"note\", \"message\": \"three words\", \"hint\": \"none\", \"later\": 1}\n\
                    {\"severity\": \"error\", \"message\": \"\\u001b[31mred\", \"span\": {\"text\": {\"start\": 3, \"end\": 5}}}\n";
        let (found, others) = findings("count", told.as_bytes());
        assert_eq!((found.len(), others.as_str()), (2, ""));
        assert_eq!((found[0].severity, found[0].message.as_str()), (Severity::Note, "`count`: three words"));
        assert_eq!((found[1].severity, found[1].message.as_str()), (Severity::Error, "`count`:  [31mred"));
        assert_eq!(found[1].span, Span::text(3, 5));
    }

    #[test]
    fn a_finding_that_cannot_be_read_is_an_error() {
        for line in ["{\"severity\":\"error\"}", "{\"severity\":\"fatal\",\"message\":\"m\"}"] {
            let (found, others) = findings("count", line.as_bytes());
            assert_eq!((found.len(), others.as_str()), (1, ""), "{line}");
            assert_eq!(found[0].severity, Severity::Error);
        }
        assert!(findings("count", b"{\"level\":3}").0.is_empty());
    }

    #[test]
    fn whatever_else_is_said_is_kept_to_its_last_lines() {
        let told: Vec<u8> = (0..20).flat_map(|line| format!("line {line}\n").into_bytes()).chain([0xFF]).collect();
        let (found, others) = findings("count", &told);
        assert!(found.is_empty());
        assert!(others.starts_with("line 13 / ") && others.ends_with("line 19 / \u{FFFD}"), "{others}");
    }
}
