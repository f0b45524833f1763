//! Numbers that authors type before headings, where only their sequence tells that they are labels: `1 Overview`, `2 Costs`.

use crate::ast::labels::{Opening, opening};
use crate::ast::{Document, Inline, Section};
use crate::diagnostics::Sink;

/// Takes numbers off headings that are counted by them, and makes them their labels.
pub(super) fn take(document: &mut Document, _: &mut Sink) {
    level(&mut document.sections, None);
}

fn level(sections: &mut [Section], above: Option<u32>) {
    if sections.iter().all(|section| section.label.is_none()) {
        let openings: Vec<Option<Opening>> = sections.iter().map(opens).collect();
        if are_labels(&openings, above) {
            sections.iter_mut().zip(openings).for_each(|(section, opening)| settle(section, opening));
        }
    }
    for section in sections {
        let number = section.label.as_ref().map(|label| label.number);
        level(&mut section.sections, number);
    }
}

fn opens(section: &Section) -> Option<Opening> {
    match section.title.as_slice() {
        [Inline::Text { text, .. }] => opening(text),
        _ => None,
    }
}

/// Whether all headings beside each other are counted from one on. One alone is, where its number names the heading above, too.
fn are_labels(openings: &[Option<Opening>], above: Option<u32>) -> bool {
    let Some(openings) = openings.iter().map(Option::as_ref).collect::<Option<Vec<&Opening>>>() else { return false };
    let Some(first) = openings.first() else { return false };
    let counted = (1..).zip(&openings).all(|(number, opening)| opening.label.number == number);
    let alike = openings.iter().all(|opening| opening.above == first.above && opening.shaped == first.shaped);
    let below = above.is_some() && first.above.last().copied() == above;
    counted && alike && (openings.len() > 1 || below)
}

fn settle(section: &mut Section, opening: Option<Opening>) {
    let (Some(opening), Some(Inline::Text { text, .. })) = (opening, section.title.first_mut()) else { return };
    *text = text.split_off(opening.taken);
    section.label = Some(opening.label);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Span;

    fn section(title: &str, sections: Vec<Section>) -> Section {
        Section { title: vec![Inline::text(title, Span::Unknown)], sections, ..Section::default() }
    }

    fn labels(sections: Vec<Section>) -> Vec<String> {
        let mut document = Document { sections, ..Document::default() };
        take(&mut document, &mut Sink::new());
        let mut found = Vec::new();
        let mut open: Vec<&Section> = document.sections.iter().rev().collect();
        while let Some(section) = open.pop() {
            found.push(section.label.as_ref().map(|label| label.text.clone()).unwrap_or_default());
            open.extend(section.sections.iter().rev());
        }
        found
    }

    #[test]
    fn numbers_in_sequence_are_labels() {
        let below = vec![section("2.1 Ships", vec![])];
        let counted = vec![section("1 Overview", vec![]), section("2 Costs", below)];
        assert_eq!(labels(counted), ["1", "2", "2.1"]);
        assert_eq!(labels(vec![section("A. Ships", vec![]), section("B. Costs", vec![])]), ["A.", "B."]);
    }

    #[test]
    fn years_quantities_and_initials_are_words() {
        for titles in [
            ["2023 in review", "2024 in view"],
            ["3 lessons", "2 mistakes"],
            ["1.5 degrees", "2.5 degrees"],
            ["1 Overview", "Costs"],
            ["C. Wang", "A. Li"],
        ] {
            let sections = titles.map(|title| section(title, vec![]));
            assert_eq!(labels(sections.into()), ["", ""], "{titles:?}");
        }
        assert_eq!(labels(vec![section("1 lesson", vec![])]), [""]);
    }
}
