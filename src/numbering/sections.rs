//! Labels and ids of sections.

use super::ids::Ids;
use crate::ast::{Document, Inline, Label, Lang, Section, labels};
use crate::diagnostics::{Diagnostic, Sink, code};
use crate::style::StyleSheet;
use std::collections::BTreeMap;

/// Labels every section, level by level, and gives it an id where it has none.
///
/// A level of one parent in which any section carries a label from the source is left as the source has it; so is an
/// issue that was read from a transcript, which was printed without the labels that it lacks. Sections in different
/// languages beside each other are counted apart: an issue in two languages says each of its parts twice.
pub(super) fn label(document: &mut Document, style: &StyleSheet, ids: &mut Ids, sink: &mut Sink) {
    let printed = document.provenance.format == "transcript";
    let numbering = Numbering { style, printed };
    numbering.level(&mut document.sections, &Level { lang: &document.front.lang, depth: 0, path: "sec" }, ids, sink);
}

struct Numbering<'a> {
    style: &'a StyleSheet,
    printed: bool,
}

/// Sections beside each other.
struct Level<'a> {
    /// The language around them.
    lang: &'a Lang,
    /// How many sections are around them.
    depth: usize,
    /// How their ids begin.
    path: &'a str,
}

impl Numbering<'_> {
    fn level(&self, sections: &mut [Section], level: &Level<'_>, ids: &mut Ids, sink: &mut Sink) {
        let labelled = sections.iter().any(|section| section.label.is_some());
        if labelled {
            check(sections, level.lang, sink);
        } else if !self.printed {
            self.make(sections, level, sink);
        }
        for (index, section) in sections.iter_mut().enumerate() {
            let path = format!("{}-{}", level.path, index + 1);
            let lang = section.lang.as_ref().unwrap_or(level.lang);
            self.level(&mut section.sections, &Level { lang, depth: level.depth + 1, path: &path }, ids, sink);
            section.id.get_or_insert_with(|| ids.free(path));
        }
    }

    fn make(&self, sections: &mut [Section], level: &Level<'_>, sink: &mut Sink) {
        let mut counts = Counts::default();
        for section in sections {
            let lang = section.lang.as_ref().unwrap_or(level.lang);
            let style = &self.style.in_language(lang).numbering;
            let number = counts.next(lang);
            let Some(style) = style.sections.get(level.depth).filter(|_| style.number_sections) else { continue };
            let text = format!("{}{}{}", style.before, style.numeral.write(number), style.after);
            tell_typed(section, &text, number, sink);
            section.label = Some(Label { text, number, literal: false });
        }
    }
}

/// Tells where a heading that is counted opens with what looks like a label of its own.
fn tell_typed(section: &Section, label: &str, number: u32, sink: &mut Sink) {
    let Some(Inline::Text { text, .. }) = section.title.first() else { return };
    let typed = labels::heading(text).map(|(typed, _)| typed);
    // What counts otherwise may be an initial: `D. Wang on maps`.
    let shaped = || labels::opening(text).filter(|typed| typed.shaped).map(|typed| typed.label);
    let typed = typed.or_else(|| shaped().filter(|typed| typed.number == number));
    if let Some(typed) = typed {
        let message = format!("this heading opens with `{}`, and `{label}` is printed before that", typed.text);
        let hint = "take the number out of the heading's words: the style counts";
        sink.report(Diagnostic::new(code::SECTION_LABEL_DOUBLE, message).at(section.span).hint(hint));
    }
}

/// The last number of each language.
#[derive(Default)]
struct Counts(BTreeMap<String, u32>);

impl Counts {
    fn next(&mut self, lang: &Lang) -> u32 {
        let last = self.0.entry(lang.primary().into_owned()).or_default();
        *last = last.saturating_add(1);
        *last
    }
}

/// Reports labels that break the sequence 1, 2, 3, and sections without a label among labelled ones. A section in
/// another language may go on with the sequence or with that of its own language.
fn check(sections: &[Section], around: &Lang, sink: &mut Sink) {
    let mut last = 0_u32;
    let mut own: BTreeMap<String, u32> = BTreeMap::new();
    for section in sections {
        let Some(label) = &section.label else {
            sink.report(
                Diagnostic::new(
                    code::SECTION_LABEL_MISSING,
                    "this section has no label, and the sections beside it have",
                )
                .at(section.span)
                .hint("write a numeral and a stop before it, as in `II. Words`, or take all numerals out: the style counts"),
            );
            continue;
        };
        // A label that shows no number, such as `Appendix`, breaks no sequence.
        if label.number == 0 {
            continue;
        }
        let last_own = own.entry(section.lang.as_ref().unwrap_or(around).primary().into_owned()).or_default();
        let expected = last.saturating_add(1);
        if label.number != expected && label.number != last_own.saturating_add(1) {
            sink.report(
                Diagnostic::new(
                    code::SECTION_LABEL_OUT_OF_ORDER,
                    format!("the section label `{}` stands where number {expected} should stand", label.text),
                )
                .at(section.span)
                .hint("mend the label in the source, or leave all labels out and let the style number the sections"),
            );
        }
        (last, *last_own) = (label.number, label.number);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;
    use crate::style::{built_in_source, resolve};

    fn section(lang: &str, label: Option<u32>) -> Section {
        let label = label.map(|number| Label { text: number.to_string(), number, literal: true });
        Section { lang: Some(Lang::new(lang)), label, ..Section::default() }
    }

    fn labels(sections: Vec<Section>) -> (Vec<String>, usize) {
        let mut document = Document { sections, ..Document::default() };
        let style = resolve(built_in_source("pujiang").unwrap(), &|_| None).unwrap();
        let mut ids = Ids::of(&document);
        let mut sink = Sink::new();
        label(&mut document, &style, &mut ids, &mut sink);
        let text = |section: &Section| section.label.as_ref().map(|label| label.text.clone()).unwrap_or_default();
        (document.sections.iter().map(text).collect(), sink.diagnostics().len())
    }

    #[test]
    fn the_sections_of_two_languages_are_counted_apart_in_the_numerals_of_each() {
        let parts = vec![section("en", None), section("en", None), section("zh", None), section("zh-Hans", None)];
        assert_eq!(labels(parts).0, ["I.", "II.", "一、", "二、"]);
    }

    #[test]
    fn a_number_before_a_counted_heading_is_told() {
        let titled = |title: &str| {
            let title = vec![Inline::text(title, crate::diagnostics::Span::Unknown)];
            Section { title, ..section("en", None) }
        };
        assert_eq!(labels(vec![titled("A. Cost")]).1, 1);
        assert_eq!(labels(vec![titled("1.1.1 Cost")]).1, 1);
        for title in ["2024 in review", "3 lessons", "1.5 degrees", "D. Wang on maps", "Cost"] {
            assert_eq!(labels(vec![titled(title)]).1, 0, "{title}");
        }
    }

    #[test]
    fn labels_of_another_language_may_go_on_or_begin_again() {
        let of = |numbers: [(&str, u32); 4]| labels(numbers.map(|(lang, n)| section(lang, Some(n))).to_vec()).1;
        assert_eq!(of([("en", 1), ("en", 2), ("zh", 1), ("zh", 2)]), 0);
        assert_eq!(of([("en", 1), ("en", 2), ("zh", 3), ("zh", 4)]), 0);
        assert_eq!(of([("en", 1), ("en", 2), ("zh", 2), ("zh", 3)]), 1);
    }
}
