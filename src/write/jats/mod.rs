//! Backend `jats`.

use super::{Artifact, FlowBackend, Issue};
use crate::diagnostics::{Diagnostic, Sink, code};

/// Writes `jats`.
pub(super) struct Jats;

impl FlowBackend for Jats {
    fn write(&self, _: &Issue<'_>, _: &mut Sink) -> Result<Vec<Artifact>, Diagnostic> {
        Err(Diagnostic::new(code::OUTPUT_FAILED, "not built yet"))
    }
}
