//! PDF pages: one file that is PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) at once.

mod errors;
mod faces;
mod links;
mod metadata;
mod outline;
mod page;
mod pictures;
mod press;
mod tags;
#[cfg(test)]
mod tests;

use super::{Artifact, Issue, PageBackend};
use crate::diagnostics::{Diagnostic, Sink};
use crate::fonts::FontBook;
use crate::frame::Pages;
use crate::resources::Images;
use krilla::SerializeSettings;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use press::Press;

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
        let bytes = print(pages, issue.images, fonts, settings()?).map_err(|found| errors::worst(found, sink))?;
        Ok(vec![Artifact { path: format!("{}.pdf", issue.stem), bytes }])
    }
}

/// What krilla keeps to: both standards, so that it refuses what either forbids.
fn settings() -> Result<SerializeSettings, Diagnostic> {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|_| errors::fault("PDF/A-2a and PDF/UA-1 exclude each other"))?;
    Ok(SerializeSettings { configuration, ..SerializeSettings::default() })
}

/// The whole of the file, or everything that stands in its way.
fn print(
    pages: &Pages,
    images: &Images,
    fonts: &FontBook,
    settings: SerializeSettings,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let mut document = krilla::Document::new_with(settings);
    let mut press = Press::new(pages, images, fonts);
    for (index, page) in pages.pages.iter().enumerate() {
        page::print(&mut document, index, page, &mut press);
    }
    document.set_tag_tree(tags::tree(pages, &mut press));
    document.set_outline(outline::outline(pages, &mut press));
    document.set_metadata(metadata::metadata(&pages.metadata));
    let (faces, locations) = press.finish()?;
    document.finish().map_err(|error| errors::explain(&error, &faces, &locations))
}
