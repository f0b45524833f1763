//! Passes over a document as it was read, so that numbering, layout and the backends meet one form of everything.

use crate::ast::Document;
use crate::diagnostics::Sink;

/// One pass.
pub struct Pass {
    /// Its name.
    pub name: &'static str,
    /// Why it comes where it comes.
    pub reason: &'static str,
    run: fn(&mut Document, &mut Sink),
}

/// The passes, in order.
pub static PASSES: &[Pass] = &[];

/// Runs every pass.
pub fn normalize(document: &mut Document, sink: &mut Sink) {
    for pass in PASSES {
        (pass.run)(document, sink);
    }
}
