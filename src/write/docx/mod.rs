//! Backend `docx`.

use super::{Artifact, FlowBackend, Issue};
use crate::diagnostics::{Diagnostic, Sink, code};

/// Writes `docx`.
pub(super) struct Docx;

impl FlowBackend for Docx {
    fn write(&self, _: &Issue<'_>, _: &mut Sink) -> Result<Vec<Artifact>, Diagnostic> {
        Err(Diagnostic::new(code::OUTPUT_FAILED, "not built yet"))
    }
}
