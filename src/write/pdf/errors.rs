//! What krilla refuses, told in the words of the author's trade and at its place in the source.

use super::faces::Faces;
use super::press::Locations;
use crate::diagnostics::{Diagnostic, Sink, Span, code};
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
pub(super) fn explain(error: &KrillaError, faces: &Faces<'_>, locations: &Locations) -> Vec<Diagnostic> {
    let KrillaError::Validation(errors) = error else { return vec![failure(error, faces, locations)] };
    let mut found: Vec<Diagnostic> = Vec::new();
    for (error, _) in errors {
        let diagnostic = refusal(error, faces, locations);
        if !found.contains(&diagnostic) {
            found.push(diagnostic);
        }
    }
    found
}

fn failure(error: &KrillaError, faces: &Faces<'_>, locations: &Locations) -> Diagnostic {
    match error {
        KrillaError::Font(font, why) => {
            failed(format!("the face `{}` cannot be embedded: {why}", faces.name(font)), "choose another face")
        }
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
fn refusal(error: &ValidationError, faces: &Faces<'_>, locations: &Locations) -> Diagnostic {
    use ValidationError as E;
    let at = |location: &Option<_>| -> Span { locations.span(*location) };
    match error {
        E::NoDocumentTitle => failed("an accessible PDF needs a title", "give `title` in the front matter"),
        E::NoDocumentLanguage => failed("an archival PDF needs a language", "give `lang` in the front matter"),
        E::ContainsNotDefGlyph(font, location, text) => failed(
            format!("the face `{}` has no glyph for {}", faces.name(font), characters(text)),
            "use another character, or name a face that has it in the style",
        )
        .at(at(location)),
        E::UnicodePrivateArea(font, _, character, location)
        | E::InvalidCodepointMapping(font, _, character, location) => {
            let shown = characters(&character.to_string());
            failed(
                format!("{shown}, set in `{}`, means nothing to those who search or hear the PDF", faces.name(font)),
                "use the Unicode character that is meant",
            )
            .at(at(location))
        }
        E::NoCodepointMapping(font, _, location) => failed(
            format!("a glyph of `{}` shows no character, so the PDF could not be searched", faces.name(font)),
            "choose another face for this text",
        )
        .at(at(location)),
        E::RestrictedLicense(font) => failed(
            format!("the licence of the face `{}` does not allow it to be embedded", faces.name(font)),
            "name a face in the style that may be embedded",
        ),
        E::MissingAltText(location) => Diagnostic::new(
            code::ALTERNATIVE_MISSING,
            "the picture does not say what it shows to those who cannot see it",
        )
        .hint("write that between the brackets: `![A map of the lake](map.png)`")
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
        E::TooManyIndirectObjects => failed("the issue is too long for one PDF", "divide it into several issues"),
        other => fault(&format!("{other:?}")),
    }
}

/// Characters with their code points: `‑` (U+2011).
fn characters(text: &str) -> String {
    let named: Vec<String> = text.chars().map(|c| format!("`{c}` (U+{:04X})", u32::from(c))).collect();
    if named.is_empty() { "an unknown character".into() } else { named.join(", ") }
}
