//! Labels and ids of sections.

use super::ids::Ids;
use crate::ast::{Document, Label, Section};
use crate::diagnostics::{Diagnostic, Sink, code};
use crate::style::NumberingStyle;

/// Labels every section, level by level, and gives it an id where it has none.
///
/// A level of one parent in which any section carries a label from the source is left as the source has it; so is an
/// issue that was read from a transcript, which was printed without the labels that it lacks.
pub(super) fn label(document: &mut Document, style: &NumberingStyle, ids: &mut Ids, sink: &mut Sink) {
    let printed = document.provenance.format == "transcript";
    let numbering = Numbering { style, makes: style.number_sections && !printed };
    numbering.level(&mut document.sections, 0, "sec", ids, sink);
}

struct Numbering<'a> {
    style: &'a NumberingStyle,
    makes: bool,
}

impl Numbering<'_> {
    fn level(&self, sections: &mut [Section], depth: usize, path: &str, ids: &mut Ids, sink: &mut Sink) {
        let labelled = sections.iter().any(|section| section.label.is_some());
        if labelled {
            check(sections, sink);
        } else if self.makes {
            self.make(sections, depth);
        }
        for (index, section) in sections.iter_mut().enumerate() {
            let path = format!("{path}-{}", index + 1);
            self.level(&mut section.sections, depth + 1, &path, ids, sink);
            section.id.get_or_insert_with(|| ids.free(path));
        }
    }

    fn make(&self, sections: &mut [Section], depth: usize) {
        let Some(style) = self.style.sections.get(depth) else { return };
        for (number, section) in (1..).zip(sections) {
            let text = format!("{}{}{}", style.before, style.numeral.write(number), style.after);
            section.label = Some(Label { text, number, literal: false });
        }
    }
}

/// Reports labels that break the sequence 1, 2, 3, and sections without a label among labelled ones.
fn check(sections: &[Section], sink: &mut Sink) {
    let mut expected = 1;
    for section in sections {
        let Some(label) = &section.label else {
            sink.report(
                Diagnostic::new(
                    code::SECTION_LABEL_MISSING,
                    "this section has no label, and the sections beside it have",
                )
                .at(section.span),
            );
            continue;
        };
        if label.number != expected {
            sink.report(
                Diagnostic::new(
                    code::SECTION_LABEL_OUT_OF_ORDER,
                    format!("the section label `{}` stands where number {expected} should stand", label.text),
                )
                .at(section.span)
                .hint("mend the label in the source, or leave all labels out and let the style number the sections"),
            );
        }
        expected = label.number.saturating_add(1);
    }
}
