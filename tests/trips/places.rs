//! What in a generated document depends on the whole of it: where links and references lead, and what numbering writes.

use crate::equal::all;
use crate::random::Random;
use masthead::ast::{Block, Document, Inline, Label, ReferenceForm, walk};
use masthead::diagnostics::{Severity, Sink, Span};
use masthead::normalize::normalize;
use masthead::numbering::number;
use masthead::style::{StyleSheet, built_in_source, resolve};
use std::sync::LazyLock;

/// The style in which every trip is made.
pub(crate) static STYLE: LazyLock<StyleSheet> = LazyLock::new(|| {
    let load = |name: &str| built_in_source(name).map(str::to_string);
    resolve(&load("pujiang").unwrap(), &load).unwrap()
});

/// Normalises and numbers a document, as the pipeline does between reading and writing; the errors that it meets.
pub(crate) fn prepare(document: &mut Document) -> Vec<String> {
    let mut sink = Sink::new();
    unnumber(document);
    normalize(document, &mut sink);
    number(document, &STYLE, &mut sink);
    walk::runs_mut(document, &mut |run| walk::inlines_mut(run, &mut print_page));
    let errors = sink.diagnostics().iter().filter(|found| found.code.severity() == Severity::Error);
    errors.map(|found| format!("{}: {}", found.code.name(), found.message)).collect()
}

/// Takes the labels out that numbering made, which it keeps where it finds them.
fn unnumber(document: &mut Document) {
    let own = |label: &mut Option<Label>| drop(label.take_if(|label| !label.literal));
    walk::sections_mut(&mut document.sections, &mut |section, _| own(&mut section.label));
    document.notes.iter_mut().for_each(|note| own(&mut note.label));
    for blocks in all(document) {
        walk::blocks_mut(blocks, &mut |block| match block {
            Block::Table(table) => {
                own(&mut table.label);
                table.notes.iter_mut().for_each(|note| own(&mut note.label));
            }
            Block::Figure(figure) => own(&mut figure.label),
            _ => {}
        });
    }
}

/// Pages are found by layout, which no trip needs.
fn print_page(inline: &mut Inline) {
    if let Inline::Reference { form: ReferenceForm::Page, label, .. } = inline {
        *label = Some("page 3".into());
    }
}

/// Gives every open reference and link a place that exists, then prepares the document.
pub(crate) fn settle(document: &mut Document, random: &mut Random) {
    let mut sink = Sink::new();
    normalize(document, &mut sink);
    let places: Vec<String> = walk::places(document).into_iter().map(str::to_string).collect();
    walk::runs_mut(document, &mut |run| {
        walk::inlines_mut(run, &mut |inline| match inline {
            Inline::Reference { target, .. } if target == "?" && !places.is_empty() => {
                *target = random.pick(&places).clone()
            }
            Inline::Link { target, .. } if target == "#?" && !places.is_empty() => {
                *target = format!("#{}", random.pick(&places))
            }
            Inline::Link { target, .. } if target == "#?" => *target = "https://example.org/".into(),
            _ => {}
        });
    });
    prepare(document);
    // What has neither label nor number cannot be referred to.
    walk::runs_mut(document, &mut |run| {
        walk::inlines_mut(run, &mut |inline| {
            if let Inline::Reference { label: None, .. } = inline {
                *inline = Inline::text("there", Span::Unknown);
            }
            if let Inline::Reference { target, .. } = inline
                && !places.contains(target)
            {
                *inline = Inline::text("there", Span::Unknown);
            }
        });
    });
    let faults = prepare(document);
    assert!(faults.is_empty(), "a generated document is unsound: {faults:?}");
}
