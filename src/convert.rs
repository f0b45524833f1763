//! One issue, from bytes to files: the whole pipeline on one screen.

mod attachments;
mod controls;
mod formats;
mod pictures;
mod skeleton;
mod undescribed;

pub use undescribed::undescribed;

use crate::ast::{Document, Standing};
use crate::diagnostics::{Diagnostic, Sink, Source};
use crate::fonts::FontBook;
use crate::layout::{Typesetter, settle};
use crate::normalize::normalize;
use crate::numbering::number;
use crate::read::{Carried, Input, Reader};
use crate::resources::{Images, Resources};
use crate::style::StyleSheet;
use crate::write::{Artifact, Attachment, Entry, Issue, Options};

/// What to make of an issue.
pub struct Job<'a> {
    /// The formats to write, the crate's own and any others.
    pub backends: &'a [&'a Entry<'a>],
    /// The style.
    pub style: &'a StyleSheet,
    /// Who sets its pages, in which faces.
    pub typesetter: &'a Typesetter<'a>,
    /// What the user asked of the backends.
    pub options: &'a Options,
    /// What output files are called, without extension.
    pub stem: &'a str,
    /// The bytes of the source, for files that carry it.
    pub source: &'a [u8],
}

/// A document that is ready for the backends, with the text that its spans point into.
pub struct Prepared {
    /// The document, normalised and, once [`finish`] has run, numbered.
    pub document: Document,
    /// The decoded source.
    pub source: Source,
    /// The pictures inside the source.
    pub pictures: Carried,
}

/// Reads and normalises an issue. The style is chosen after this, since the source may name one.
pub fn prepare(input: &Input<'_>, reader: &Reader, sink: &mut Sink) -> Prepared {
    prepare_in(&Standing::default(), input, reader, sink)
}

/// The same for an issue of a series, which gives the facts that the issue leaves out.
pub fn prepare_in(series: &Standing, input: &Input<'_>, reader: &Reader, sink: &mut Sink) -> Prepared {
    let reading = (reader.read)(input, sink);
    let mut document = reading.document;
    series.fill(&mut document.front);
    normalize(&mut document, sink);
    controls::place(&reading.source, sink);
    Prepared { document, source: reading.source, pictures: reading.pictures }
}

/// Numbers a document and reads its pictures: all that comes before pages and formats.
pub fn complete(
    document: &mut Document,
    style: &StyleSheet,
    resources: &dyn Resources,
    fonts: &FontBook,
    sink: &mut Sink,
) -> Images {
    number(document, style, sink);
    pictures::load(document, resources, fonts, sink)
}

/// Something that changes documents between normalising and numbering.
pub trait Filter: Sync {
    /// The document as it is to be from here on. An error means that there is none, and that nothing may be made.
    fn filter(&self, document: &Document, sink: &mut Sink) -> Result<Document, Diagnostic>;
}

/// Sends a normalised document through a filter, and normalises what comes back. Where the filter fails the sink holds an error, so
/// that [`finish`] makes nothing.
pub fn filter(document: &mut Document, filter: &dyn Filter, sink: &mut Sink) -> bool {
    match filter.filter(document, sink) {
        Ok(filtered) => {
            *document = filtered;
            normalize(document, sink);
            true
        }
        Err(fault) => {
            sink.report(fault);
            false
        }
    }
}

/// Numbers a document and writes it in every format of the job, all with the pages that references name. Nothing is
/// written where the sink holds an error.
pub fn finish(document: &mut Document, job: &Job<'_>, resources: &dyn Resources, sink: &mut Sink) -> Vec<Artifact> {
    let images = complete(document, job.style, resources, job.typesetter.fonts(), sink);
    let style = job.style.in_language(&document.front.lang);
    if sink.has_errors() {
        return Vec::new();
    }
    settle(document, job.style, job.typesetter, &images, sink);
    let issue = Issue { document, style, images: &images, stem: job.stem, options: job.options, attached: &[] };
    skeleton::tell(document, job.style, sink);
    undescribed::tell(document, job, sink);
    let attached = attach(&issue, job, sink);
    let artifacts = formats::write(&Issue { attached: &attached, ..issue }, job, sink);
    if sink.has_errors() { Vec::new() } else { artifacts }
}

/// What the PDF is to carry inside, where it is to carry anything.
fn attach(issue: &Issue<'_>, job: &Job<'_>, sink: &mut Sink) -> Vec<Attachment> {
    let prints = job.backends.iter().any(|entry| entry.backend.has_pages());
    if !(prints && job.options.pdf.carries_source()) {
        return Vec::new();
    }
    let has_jats = job.backends.iter().any(|entry| entry.name == "jats");
    attachments::gather(issue, job.source, has_jats, sink).unwrap_or_else(|fault| {
        sink.report(fault);
        Vec::new()
    })
}
