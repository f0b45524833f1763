//! Whether what mends a source would do harm: bring an error into it that it had not.

use crate::convert;
use crate::diagnostics::{Diagnostic, Severity, Sink};
use crate::read;
use crate::series::Entry;

/// The first error that a document would have with another text, and has not with its own.
pub(super) fn harm(entry: &Entry, mended: &str) -> Option<Diagnostic> {
    let known = errors(entry, entry.source.text());
    let is_known = |error: &Diagnostic| known.iter().any(|old| old.code == error.code && old.message == error.message);
    errors(entry, mended).into_iter().find(|error| !is_known(error))
}

fn errors(entry: &Entry, text: &str) -> Vec<Diagnostic> {
    let Some(reader) = read::by_name(entry.reader) else { return Vec::new() };
    let mut sink = Sink::new();
    convert::prepare(&read::Input::new(entry.source.name(), text.as_bytes()), reader, &mut sink);
    let found = sink.into_diagnostics().into_iter();
    found.filter(|finding| finding.severity == Severity::Error).collect()
}
