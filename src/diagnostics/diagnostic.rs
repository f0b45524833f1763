//! One finding.

use super::{Code, Span};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// A repair or a decision that the reader should know of.
    Note,
    /// Something that the author should look at; the outputs are made.
    Warning,
    /// A fault: the outputs of this input are not made.
    Error,
}

/// One finding: data, not text for a terminal.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Diagnostic {
    /// Stable kebab-case name of the kind of finding.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, as one sentence without a full stop.
    pub message: String,
    /// What to do, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// Where in the source.
    pub span: Span,
    /// The character that it is about, where it is about one: it narrows the place down.
    #[serde(skip)]
    pub character: Option<char>,
}

impl Diagnostic {
    /// A finding of the code's own severity, with no place and no hint yet.
    pub fn new(code: Code, message: impl Into<String>) -> Diagnostic {
        let (severity, message) = (code.severity(), message.into());
        Diagnostic { code, severity, message, hint: None, span: Span::Unknown, character: None }
    }

    /// The same finding at a place.
    #[must_use]
    pub fn at(mut self, span: Span) -> Diagnostic {
        self.span = span;
        self
    }

    /// The same finding with advice.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Diagnostic {
        self.hint = Some(hint.into());
        self
    }

    /// The same finding about one character of its place.
    #[must_use]
    pub fn about(mut self, character: char) -> Diagnostic {
        self.character = Some(character);
        self
    }
}
