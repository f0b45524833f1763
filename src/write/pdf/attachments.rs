//! Files that a PDF carries inside (PDF/A-3; ISO 32000-1, 7.11.4).

use super::errors;
use super::metadata;
use crate::diagnostics::Diagnostic;
use crate::frame::Metadata;
use crate::write::{Attachment, Relation};
use krilla::Document;
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};

/// Puts files into a document, each once.
pub(super) fn embed(
    document: &mut Document,
    attached: &[Attachment],
    metadata: &Metadata,
) -> Result<(), Vec<Diagnostic>> {
    for file in attached {
        let embedded = EmbeddedFile {
            path: file.name.clone(),
            mime_type: MimeType::new(file.media_type),
            description: Some(file.description.into()),
            association_kind: match file.relation {
                Relation::Source => AssociationKind::Source,
                Relation::Alternative => AssociationKind::Alternative,
                Relation::Supplement => AssociationKind::Supplement,
            },
            data: file.bytes.clone().into(),
            modification_date: Some(metadata::day(metadata)),
            compress: Some(true),
            location: None,
        };
        let twice = || vec![errors::fault(&format!("two files to attach are called `{}`", file.name))];
        document.embed_file(embedded).ok_or_else(twice)?;
    }
    Ok(())
}
