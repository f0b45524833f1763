//! Reader `json`.

use super::{Input, Reading, decode::decode};
use crate::ast::Document;
use crate::diagnostics::{Sink, Source};

pub(super) fn read(input: &Input<'_>, sink: &mut Sink) -> Reading {
    let source = Source::new(input.name, decode(input.bytes, sink));
    Reading { document: Document::default(), source }
}
