//! What the file says about the issue, in its Info dictionary and as XMP.

use crate::frame::Metadata;
use krilla::metadata::{DateTime, Metadata as Facts, TextDirection};

/// The program and its version, as creator and as producer.
const PROGRAM: &str = concat!("masthead ", env!("CARGO_PKG_VERSION"));

/// The day of files whose issue has no date, as reproducible builds have it: the start of the Unix epoch. PDF/A wants a
/// date of the file, and no clock is read.
pub(super) const NO_DATE: (u16, u8, u8) = (1970, 1, 1);

/// The facts of an issue. The file's dates are midnight UTC of the day of issue.
pub(super) fn metadata(metadata: &Metadata) -> Facts {
    Facts::new()
        .title(title(metadata))
        .language(super::tags::language(&metadata.lang))
        .authors(metadata.authors.clone())
        .description(metadata.subject.clone().unwrap_or_default())
        .keywords(metadata.keywords.clone())
        .creator(PROGRAM.into())
        .producer(PROGRAM.into())
        .creation_date(day(metadata))
        .document_id(identity(metadata))
        .text_direction(TextDirection::LeftToRight)
}

/// Midnight UTC of the day of issue.
pub(super) fn day(metadata: &Metadata) -> DateTime {
    let (year, month, day) = metadata.date.unwrap_or(NO_DATE);
    DateTime::new(year).month(month).day(day).hour(0).minute(0).second(0)
}

/// What a reader shows in its title bar (PDF/UA-1, 7.1): the title, or series and number where the issue has none.
pub(super) fn title(metadata: &Metadata) -> String {
    let subject = metadata.subject.clone().unwrap_or_default();
    if metadata.title.trim().is_empty() { subject } else { metadata.title.clone() }
}

/// What stays the same when an issue is set again: series and number, title, language and day.
fn identity(metadata: &Metadata) -> String {
    let subject = metadata.subject.as_deref().unwrap_or_default();
    format!("{subject}\n{}\n{}\n{:?}", metadata.title, metadata.lang.tag(), metadata.date)
}
