//! Ids in composed characters, as words are: what looks the same names the same.

use crate::ast::{Block, Document, Inline, walk};
use crate::diagnostics::{Diagnostic, Sink, Span, code};
use std::collections::BTreeSet;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Composes every id and all that points to one. Of two that are one then, the one that was composed before stays.
pub(super) fn compose(document: &mut Document, sink: &mut Sink) {
    let mut taken = taken(document);
    walk::sections_mut(&mut document.sections, &mut |section, _| {
        claim(&mut section.id, section.span, &mut taken, sink)
    });
    let mut in_block = |block: &mut Block| match block {
        Block::Table(table) => {
            claim(&mut table.id, table.span, &mut taken, sink);
            table.notes.iter_mut().for_each(|note| composed(&mut note.id.0));
        }
        Block::Figure(figure) => claim(&mut figure.id, figure.span, &mut taken, sink),
        Block::Boxed(boxed) => claim(&mut boxed.id, boxed.span, &mut taken, sink),
        _ => {}
    };
    for blocks in walk::bodies_mut(document) {
        walk::blocks_mut(blocks, &mut in_block);
    }
    for note in &mut document.notes {
        composed(&mut note.id.0);
        walk::blocks_mut(&mut note.blocks, &mut in_block);
    }
    document.front.people.iter_mut().for_each(|person| composed(&mut person.id.0));
    walk::runs_mut(document, &mut |run| {
        walk::inlines_mut(run, &mut |inline| match inline {
            Inline::Reference { target, .. } => composed(target),
            Inline::Link { target, .. } if target.starts_with('#') => composed(target),
            Inline::Callout { note, .. } => composed(&mut note.0),
            Inline::Person { person, .. } | Inline::Position { person, .. } => composed(&mut person.0),
            _ => {}
        });
    });
}

/// The ids of places that are composed already.
fn taken(document: &Document) -> BTreeSet<String> {
    walk::places(document).into_iter().filter(|id| is_nfc(id)).map(str::to_string).collect()
}

fn composed(id: &mut String) {
    if !is_nfc(id) {
        *id = id.nfc().collect();
    }
}

fn claim(id: &mut Option<String>, span: Span, taken: &mut BTreeSet<String>, sink: &mut Sink) {
    let Some(given) = id.as_mut().filter(|id| !is_nfc(id)) else { return };
    composed(given);
    if !taken.insert(given.clone()) {
        let message =
            format!("the id `{given}` is taken, by one that is written in other characters and looks the same");
        sink.report(Diagnostic::new(code::ID_DUPLICATE, message).at(span).hint("give every id once"));
        *id = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ast::{Paragraph, Section};

    #[test]
    fn ids_that_look_the_same_are_one_and_links_lead_to_it() {
        let section = |id: &str| Section { id: Some(id.into()), ..Section::default() };
        let link = |target: &str| Inline::Link { span: Span::Unknown, target: target.into(), inlines: Vec::new() };
        let inlines = vec![link("#a\u{301}"), link("#\u{e1}"), link("#e\u{301}"), link("https://a.org/a\u{301}")];
        let lead = vec![Block::Paragraph(Paragraph { inlines, ..Paragraph::default() })];
        let sections = vec![section("a\u{301}"), section("\u{e1}"), section("e\u{301}"), section("e\u{301}")];
        let mut document = Document { lead, sections, ..Document::default() };
        let mut sink = Sink::new();
        compose(&mut document, &mut sink);
        let ids: Vec<Option<&str>> = document.sections.iter().map(|section| section.id.as_deref()).collect();
        assert_eq!(ids, [None, Some("\u{e1}"), Some("\u{e9}"), None]);
        assert_eq!(sink.count(code::ID_DUPLICATE), 2);
        let mut targets = Vec::new();
        walk::runs(&document, &mut |run| {
            walk::inlines(run, &mut |inline| {
                if let Inline::Link { target, .. } = inline {
                    targets.push(target.clone());
                }
            });
        });
        assert_eq!(targets, ["#\u{e1}", "#\u{e1}", "#\u{e9}", "https://a.org/a\u{301}"]);
    }
}
