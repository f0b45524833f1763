//! PDF/X-4 (ISO 15930-7): pages for the press, in its four inks, with bleed and marks, and checked before they are given.

mod clauses;
mod imposition;
pub(super) mod intent;
mod marks;
mod recolour;
mod sheet;
mod stamp;

#[cfg(test)]
pub(super) use clauses::check;

use super::bind::{Streams, bind};
use super::press::{Inks, Press};
use super::{errors, metadata};
use crate::diagnostics::Diagnostic;
use crate::fonts::FontBook;
use crate::frame::Pages;
use crate::write::{Issue, Sheets};
use krilla::SerializeSettings;
use krilla::configure::{ConfigurationBuilder, PdfVersion};
use marks::Slug;

/// The whole of the file, or everything that stands in its way.
pub(super) fn print(
    issue: &Issue<'_>,
    pages: &Pages,
    fonts: &FontBook,
    sheets: Sheets,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let style = &issue.style.press;
    let sides = match sheets {
        Sheets::Pages => imposition::single(&pages.pages),
        Sheets::Booklet => imposition::booklet(&pages.pages, style.paper.to_pt()).map_err(|fault| vec![fault])?,
    };
    let mut document = krilla::Document::new_with(settings().map_err(|fault| vec![fault])?);
    let mut press = Press::new(pages, issue.images, fonts, Inks::Plates);
    let slug = Slug { file: issue.stem, condition: intent::CONDITION, fonts };
    for side in &sides {
        sheet::print(&mut document, side, &slug, style, &mut press);
    }
    let bytes = bind(&press.take_faces(), Streams::Packed, issue.options.beside, || {
        document.set_metadata(metadata::metadata(&pages.metadata));
        let (galley, locations) = press.finish()?;
        Ok((document.finish().map_err(|error| errors::explain(&error, &locations, &pages.metadata))?, galley))
    })?;
    let stamped = stamp::stamp(&bytes, &pages.metadata).map_err(|fault| vec![fault])?;
    let breaches = clauses::check(&stamped);
    if breaches.is_empty() { Ok(stamped) } else { Err(breaches) }
}

/// Structure, links and the reader's navigation are not for the press: only the words and the ink stay.
fn settings() -> Result<SerializeSettings, Diagnostic> {
    let configuration = ConfigurationBuilder::new()
        .with_version(PdfVersion::Pdf16)
        .finish()
        .map_err(|_| errors::fault("the press's version of PDF cannot be written"))?;
    Ok(SerializeSettings {
        configuration,
        enable_tagging: false,
        compress_content_streams: false,
        ..SerializeSettings::default()
    })
}
