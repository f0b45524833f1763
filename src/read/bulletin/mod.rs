//! Reader `bulletin`: Markdown under YAML front matter.
//!
//! The source goes through four hands: [`front`] reads the facts, [`overlay`] and [`tree`] find the structure of the body,
//! [`blocks`] and [`inlines`] set it as nodes of the model, and [`sections`] makes a tree of its headings.

mod attributes;
mod blocks;
mod compositor;
mod directives;
mod figures;
mod front;
mod html;
mod inlines;
mod labels;
mod overlay;
mod paragraphs;
mod people;
mod sections;
mod soft_breaks;
mod spans;
mod tables;
mod tree;

use super::{Input, Reading, decode::decode};
use crate::ast::{Anomaly, Document, Front, Provenance};
use crate::diagnostics::{Diagnostic, Sink, Source};
use compositor::Compositor;
use sha2::{Digest, Sha256};

pub(super) fn read(input: &Input<'_>, sink: &mut Sink) -> Reading {
    let reported = sink.diagnostics().len();
    let source = Source::new(input.name, decode(input.bytes, sink));
    let mut document = if source.text().is_empty() { Document::default() } else { document(source.text(), sink) };
    document.provenance = provenance(input, &source, sink.diagnostics().get(reported..).unwrap_or_default());
    Reading { document, source }
}

fn document(text: &str, sink: &mut Sink) -> Document {
    let mut front = Front::default();
    let mut compositor = Compositor::new(text, &mut front, sink);
    let body = front::read(&mut compositor);
    let placed = compositor.body(body);
    let (lead, sections) = sections::assemble(placed, &mut compositor);
    let notes = compositor.finish();
    Document { front, lead, sections, notes, ..Document::default() }
}

fn provenance(input: &Input<'_>, source: &Source, reported: &[Diagnostic]) -> Provenance {
    let sha256 = Sha256::digest(input.bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let anomalies = reported.iter().map(|diagnostic| anomaly(diagnostic, source)).collect();
    let name = input.name.rsplit(['/', '\\']).next().unwrap_or_default();
    Provenance { source: name.to_string(), sha256, format: "bulletin".into(), anomalies }
}

fn anomaly(diagnostic: &Diagnostic, source: &Source) -> Anomaly {
    let narrow = |figure: usize| u32::try_from(figure).unwrap_or(u32::MAX);
    let place = diagnostic.span.range().map(|range| source.position(range.start));
    let (line, column) = place.map_or((0, 0), |place| (narrow(place.line), narrow(place.column)));
    let message = diagnostic.message.clone();
    Anomaly { code: diagnostic.code.name().into(), line, column, message, span: diagnostic.span }
}
