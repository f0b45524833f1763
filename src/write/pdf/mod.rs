//! PDF pages: a file to read and to keep, PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) at once; or one for the press,
//! PDF/X-4 (ISO 15930-7).

mod attachments;
mod bind;
mod embed;
mod errors;
mod faces;
mod galley;
mod letters;
mod links;
mod metadata;
mod operators;
mod outline;
mod page;
mod pictures;
mod press;
mod program;
mod ready;
mod separate;
mod tags;
#[cfg(test)]
mod tests;
mod x4;

use super::{Artifact, Attachment, Issue, PageBackend, PdfProfile};
use crate::diagnostics::{Diagnostic, Sink};
use crate::fonts::FontBook;
use crate::frame::Pages;
use crate::resources::Images;
use bind::{Streams, bind};
use krilla::SerializeSettings;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use press::{Inks, Press};
pub(super) use ready::make_ready;

/// Writes PDF.
pub(super) struct Pdf;

impl PageBackend for Pdf {
    fn write(
        &self,
        issue: &Issue<'_>,
        pages: &Pages,
        fonts: &FontBook,
        sink: &mut Sink,
    ) -> Result<Vec<Artifact>, Diagnostic> {
        let bytes = match issue.options.pdf {
            PdfProfile::Press(sheets) => x4::print(issue, pages, fonts, sheets),
            kept => {
                let streams = Streams::Packed;
                print(pages, issue.images, fonts, issue.attached, settings(kept)?, streams, issue.options.beside)
            }
        };
        let bytes = bytes.map_err(|found| errors::worst(found, sink))?;
        Ok(vec![Artifact { path: format!("{}.pdf", issue.stem), bytes }])
    }
}

/// What krilla keeps to: the standards that are asked for, so that it refuses what either forbids. Content stays plain, for
/// the type to be put into its places.
fn settings(profile: PdfProfile) -> Result<SerializeSettings, Diagnostic> {
    let mut builder = ConfigurationBuilder::new();
    if let PdfProfile::Archival { with_source, .. } = profile {
        builder = builder.with_archival_validator(if with_source { Archival::A3_A } else { Archival::A2_A });
    }
    if matches!(profile, PdfProfile::Archival { accessible: true, .. } | PdfProfile::Accessible) {
        builder = builder.with_accessibility_validator(Accessibility::UA1);
    }
    let configuration = builder.finish().map_err(|_| errors::fault("PDF/A and PDF/UA-1 exclude each other"))?;
    Ok(SerializeSettings { configuration, compress_content_streams: false, ..SerializeSettings::default() })
}

/// The whole of the file, or everything that stands in its way.
fn print(
    pages: &Pages,
    images: &Images,
    fonts: &FontBook,
    attached: &[Attachment],
    settings: SerializeSettings,
    streams: Streams,
    beside: bool,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let mut document = krilla::Document::new_with(settings);
    let mut press = Press::new(pages, images, fonts, Inks::Screen);
    for (index, page) in pages.pages.iter().enumerate() {
        page::print(&mut document, index, page, &mut press);
    }
    bind(&press.take_faces(), streams, beside, || {
        document.set_tag_tree(tags::tree(pages, &mut press));
        document.set_outline(outline::outline(pages, &mut press));
        attachments::embed(&mut document, attached, &pages.metadata)?;
        document.set_metadata(metadata::metadata(&pages.metadata));
        let (galley, locations) = press.finish()?;
        Ok((document.finish().map_err(|error| errors::explain(&error, &locations, &pages.metadata))?, galley))
    })
}
