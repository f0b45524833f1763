//! Faces that a style asks for and that are not at hand.

use crate::diagnostics::{Diagnostic, Sink, Span, code};
use crate::fonts::{FaceId, FontBook};
use crate::style::{Slant, StyleSheet, Weight};
use std::collections::BTreeMap;

/// Tells of every face of the style none of whose families is at hand, since another one was taken for it.
pub(super) fn report_absent(style: &StyleSheet, fonts: &FontBook, sink: &mut Sink) {
    for (role, face) in &style.faces {
        let at_hand = |family: &String| fonts.nearest(family, Weight::Regular, Slant::Upright).is_some();
        if face.families.iter().any(at_hand) {
            continue;
        }
        let role = format!("{role:?}").to_lowercase();
        let message = match face.families.as_slice() {
            [] => format!("the style lists no family for the face `{role}`; another face was taken"),
            families => {
                let named = families.join("`, `");
                format!("the style asks for `{named}` as its face `{role}`, which is not at hand; another was taken")
            }
        };
        sink.report(
            Diagnostic::new(code::FACE_MISSING, message)
                .hint("give the folder of its files with --font-path; `masthead fonts` lists what there is"),
        );
    }
}

/// Tells of every face whose letters stand upright where they ought to slant, at the first such place.
pub(super) fn report_upright(upright: &BTreeMap<FaceId, Span>, fonts: &FontBook, sink: &mut Sink) {
    for (face, &span) in upright.iter().filter_map(|(id, span)| Some((fonts.face(*id)?, span))) {
        let message =
            format!("no italic of `{}` is at hand, so words set apart here look like all others", face.family);
        let hint = "give its italic with --font-path, or name in the style's `faces` a family that has one";
        sink.report(Diagnostic::new(code::ITALIC_MISSING, message).at(span).hint(hint));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ast::{Block, Document, Emphasis, Inline, Paragraph};
    use crate::resources::Images;
    use crate::style::resolve;

    fn told(families: &str) -> Vec<String> {
        let mut sink = Sink::new();
        if let Ok(style) = resolve(&format!("faces.text.families = [{families}]"), &|_| None) {
            report_absent(&style, &FontBook::embedded(), &mut sink);
        }
        sink.diagnostics().iter().map(|found| format!("{}: {}", found.code.name(), found.message)).collect()
    }

    #[test]
    fn a_face_of_another_family_is_told_of() {
        let asked = "face-missing: the style asks for `Nope`, `Nor This` as its face `text`, which is not at hand; another was taken";
        assert_eq!(told("\"Nope\", \"Nor This\""), [asked]);
        assert_eq!(told(""), ["face-missing: the style lists no family for the face `text`; another face was taken"]);
    }

    #[test]
    fn one_family_at_hand_is_enough() {
        assert!(told("\"Nope\", \"libertinus serif\"").is_empty());
    }

    /// What is told of emphasised words in a style whose text face is one of these.
    fn upright(families: &str, words: &str) -> Vec<String> {
        let text = Inline::text(words, Span::Unknown);
        let inlines = vec![Inline::Styled { emphasis: Emphasis::Emphasis, inlines: vec![text], span: Span::Unknown }];
        let lead = vec![Block::Paragraph(Paragraph { inlines, ..Paragraph::default() })];
        let document = Document { lead, ..Document::default() };
        let mut sink = Sink::new();
        if let Ok(style) = resolve(&format!("faces.text.families = [{families}]"), &|_| None) {
            crate::layout::layout(&document, &style, &FontBook::embedded(), &Images::new(), &mut sink);
        }
        sink.diagnostics().iter().map(|found| found.code.name().to_string()).collect()
    }

    #[test]
    fn words_that_cannot_slant_are_told_of() {
        assert_eq!(upright("\"Noto Serif SC\"", "words"), ["italic-missing"]);
        assert!(upright("\"Noto Serif SC\"", "词语 12").is_empty(), "what has no italics in any face");
        assert!(upright("\"Noto Serif SC\", \"Libertinus Serif\"", "words").is_empty(), "an italic of the list");
    }
}
