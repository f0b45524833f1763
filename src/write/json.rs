//! The document as versioned JSON.

use super::{Artifact, FlowBackend, Issue};
use crate::ast;
use crate::diagnostics::{Diagnostic, Sink, code};

/// Writes `{"masthead-ast": VERSION, "document": …}`, indented, with keys in the order of the model.
pub(super) struct Json;

impl FlowBackend for Json {
    fn write(&self, issue: &Issue<'_>, _: &mut Sink) -> Result<Vec<Artifact>, Diagnostic> {
        let mut text = ast::json::to_json(issue.document).map_err(|error| {
            Diagnostic::new(code::OUTPUT_FAILED, format!("the document cannot be written as JSON: {error}"))
        })?;
        text.push('\n');
        Ok(vec![Artifact { path: format!("{}.json", issue.stem), bytes: text.into_bytes() }])
    }
}
