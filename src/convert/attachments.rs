//! What a PDF that carries its source holds inside: the source as it was read, and the article as JATS with its pictures.

use crate::diagnostics::{Diagnostic, Sink};
use crate::write::{self, Attachment, Backend, Issue, Relation};

/// The files to attach. JATS that is written anyway tells its losses there.
pub(super) fn gather(
    issue: &Issue<'_>,
    source: &[u8],
    told_elsewhere: bool,
    sink: &mut Sink,
) -> Result<Vec<Attachment>, Diagnostic> {
    let name = &issue.document.provenance.source;
    let mut attached = vec![Attachment {
        name: if name.is_empty() { issue.stem.to_string() } else { name.clone() },
        media_type: media_type(name),
        description: "The source of this issue",
        relation: Relation::Source,
        bytes: source.to_vec(),
    }];
    let Some(Backend::Flow(jats)) = write::by_name("jats").map(|entry| &entry.backend) else { return Ok(attached) };
    let mut apart = Sink::new();
    let article = jats.write(issue, if told_elsewhere { &mut apart } else { sink })?;
    attached.extend(article.into_iter().enumerate().map(|(at, file)| Attachment {
        media_type: media_type(&file.path),
        description: if at == 0 { "This issue as JATS XML" } else { "A picture of the JATS XML" },
        relation: if at == 0 { Relation::Alternative } else { Relation::Supplement },
        name: file.path,
        bytes: file.bytes,
    }));
    Ok(attached)
}

/// The media type of a file by its extension.
fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "md" => "text/markdown",
        "txt" => "text/plain",
        "json" => "application/json",
        "xml" => "application/xml",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "svg" => "image/svg+xml",
        _ => "application/octet-stream",
    }
}
