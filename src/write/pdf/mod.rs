//! Backend `pdf`.

use super::{Artifact, Issue, PageBackend};
use crate::diagnostics::{Diagnostic, Sink, code};
use crate::fonts::FontBook;
use crate::frame::Pages;

/// Writes PDF.
pub(super) struct Pdf;

impl PageBackend for Pdf {
    fn write(&self, _: &Issue<'_>, _: &Pages, _: &FontBook, _: &mut Sink) -> Result<Vec<Artifact>, Diagnostic> {
        Err(Diagnostic::new(code::OUTPUT_FAILED, "not built yet"))
    }
}
