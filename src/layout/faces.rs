//! Faces that a style asks for and that are not at hand.

use crate::diagnostics::{Diagnostic, Sink, code};
use crate::fonts::FontBook;
use crate::style::{Slant, StyleSheet, Weight};

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

#[cfg(test)]
mod tests {
    use super::*;
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
}
