//! What krilla refuses, told in the words of the author's trade and at its place in the source.

use super::press::Locations;
use crate::diagnostics::{Diagnostic, Sink, Span, code};
use crate::fonts::FontFace;
use crate::frame::Metadata;
use krilla::configure::ValidationError;
use krilla::error::KrillaError;

/// A contradiction in the pages: nothing that an author can mend.
pub(super) fn fault(what: &str) -> Diagnostic {
    Diagnostic::new(code::PAGES_INCONSISTENT, format!("the finished pages contradict themselves: {what}"))
        .hint("this is a fault of the program; please report it with the source that shows it")
}

/// Hands all findings but the first to the sink, and the first back.
pub(super) fn worst(found: Vec<Diagnostic>, sink: &mut Sink) -> Diagnostic {
    let mut found = found.into_iter();
    let first = found.next().unwrap_or_else(|| fault("no reason was given"));
    found.for_each(|diagnostic| sink.report(diagnostic));
    first
}

/// Everything that krilla found, each once.
pub(super) fn explain(error: &KrillaError, locations: &Locations, metadata: &Metadata) -> Vec<Diagnostic> {
    let KrillaError::Validation(errors) = error else { return vec![failure(error, locations)] };
    let mut found: Vec<Diagnostic> = Vec::new();
    for (error, _) in errors {
        let diagnostic = refusal(error, locations, metadata);
        if !found.contains(&diagnostic) {
            found.push(diagnostic);
        }
    }
    found
}

fn failure(error: &KrillaError, locations: &Locations) -> Diagnostic {
    match error {
        KrillaError::Image(_, location, why) => {
            Diagnostic::new(code::IMAGE_UNREADABLE, format!("a picture cannot be put into the PDF: {why}"))
                .at(locations.span(*location))
                .hint("save the picture anew as PNG, JPEG or SVG")
        }
        other => fault(&other.to_string()),
    }
}

fn failed(message: impl Into<String>, hint: &str) -> Diagnostic {
    Diagnostic::new(code::OUTPUT_FAILED, message).hint(hint)
}

/// One clause of PDF/A-2a or PDF/UA-1 that the issue as it stands would break.
fn refusal(error: &ValidationError, locations: &Locations, metadata: &Metadata) -> Diagnostic {
    use ValidationError as E;
    let at = |location: &Option<_>| -> Span { locations.span(*location) };
    match error {
        E::NoDocumentTitle => failed(
            "the issue has neither a title nor a series, and an accessible PDF needs a name",
            "write a line `title: …` into the front matter, between its two lines `---`; in a Word file, give the line that is \
             the title the style Title",
        )
        .at(metadata.span),
        E::NoDocumentLanguage => {
            failed("an archival PDF needs a language", "give `lang` in the front matter").at(metadata.span)
        }
        E::MissingAltText(location) => Diagnostic::new(
            code::ALTERNATIVE_MISSING,
            "the picture does not say what it shows to those who cannot see it",
        )
        .hint(
            "write that between the brackets: `![A map of the lake](map.png)`; in Word: right-click the picture, Edit Alt \
             Text",
        )
        .at(at(location)),
        E::MissingHeadingTitle => failed("a heading has no words", "give the heading words or remove it"),
        E::MissingAnnotationAltText(location) => failed("a link has no words", "give the link words").at(at(location)),
        E::TooLongString => failed(
            "a title, an address or an alternative text is longer than PDF/A allows (32 767 bytes)",
            "shorten it",
        ),
        E::TooHighQNestingLevel => Diagnostic::new(
            code::IMAGE_UNREADABLE,
            "the clips and groups of a drawing lie in one another deeper than PDF/A allows (28)",
        )
        .hint("flatten the groups of the drawing"),
        E::ContainsPostScript(location) => Diagnostic::new(
            code::IMAGE_UNREADABLE,
            "a gradient of a drawing goes on beyond its ends (`spreadMethod`), for which an archival PDF has no form",
        )
        .hint("let the gradient end at the edges of what it fills, or save the drawing as PNG")
        .at(at(location)),
        E::TooManyIndirectObjects => failed("the issue is too long for one PDF", "divide it into several issues"),
        other => fault(&format!("{other:?}")),
    }
}

/// A face whose file cannot be read, or that has no outlines.
pub(super) fn unreadable(face: &FontFace) -> Diagnostic {
    failed(
        format!("the face `{}` cannot be read for embedding", face.name()),
        "give an OpenType font with outlines, not a bitmap or a damaged file",
    )
}

/// A face of which no part can be made.
pub(super) fn not_embedded(face: &FontFace, why: &str) -> Diagnostic {
    failed(format!("the face `{}` cannot be embedded: {why}", face.name()), "choose another face")
}

/// A face that may not be in a file.
pub(super) fn restricted(face: &FontFace) -> Diagnostic {
    failed(
        format!("the licence of the face `{}` does not allow it to be embedded", face.name()),
        "name a face in the style that may be embedded",
    )
}

/// Characters for which a face has nothing to show.
pub(super) fn no_glyph(face: &FontFace, text: &str) -> Diagnostic {
    failed(
        format!("the face `{}` has no glyph for {}", face.name(), characters(text)),
        "use another character, or name a face that has it in the style",
    )
}

/// A character that says nothing without the face that shows it.
pub(super) fn meaningless(face: &FontFace, character: char) -> Diagnostic {
    let shown = characters(&character.to_string());
    failed(
        format!("{shown}, set in `{}`, means nothing to those who search or hear the PDF", face.name()),
        "use the Unicode character that is meant",
    )
}

/// A glyph that stands for no character.
pub(super) fn says_nothing(face: &FontFace) -> Diagnostic {
    failed(
        format!("a glyph of `{}` shows no character, so the PDF could not be searched", face.name()),
        "choose another face for this text",
    )
}

/// Characters with their code points: `‑` (U+2011).
fn characters(text: &str) -> String {
    let named: Vec<String> = text.chars().map(|c| format!("`{c}` (U+{:04X})", u32::from(c))).collect();
    if named.is_empty() { "an unknown character".into() } else { named.join(", ") }
}
