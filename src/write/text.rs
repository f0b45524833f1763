//! The plain words of the issue, a block a line.

use super::{Artifact, FlowBackend, Issue};
use crate::ast::text;
use crate::diagnostics::{Diagnostic, Sink};

/// Writes the words as [`text::document`] gives them.
pub(super) struct Text;

impl FlowBackend for Text {
    fn write(&self, issue: &Issue<'_>, _: &mut Sink) -> Result<Vec<Artifact>, Diagnostic> {
        let bytes = text::document(issue.document).into_bytes();
        Ok(vec![Artifact { path: format!("{}.txt", issue.stem), bytes }])
    }
}
