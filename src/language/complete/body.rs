//! Forms, names, notes, places and pictures in the words of an issue.

use super::{Around, Proposal, ProposalKind, languages};
use crate::ast::{Block, Document, Person, walk};
use crate::language::draft::Draft;
use crate::language::spot::Spot;
use crate::language::symbols::{said, shortened, words};
use crate::read::forms::{ATTRIBUTES, CLASSES, CONTAINERS, Form};
use std::ops::Range;

/// What may be written in the body.
pub(super) fn propose(draft: &Draft, spot: Spot, offset: usize, around: &Around) -> Vec<Proposal> {
    let document = &draft.document;
    match spot {
        Spot::Container(typed) => forms(CONTAINERS, &typed),
        Spot::Class(typed) => forms(CLASSES, &typed),
        Spot::Attribute(typed) => {
            let named = |(name, meaning): (&str, &str)| Proposal {
                insert: format!("{name}="),
                kind: ProposalKind::Form,
                ..Proposal::value(name, meaning, &typed)
            };
            ATTRIBUTES.iter().map(|attribute| named((attribute.name, attribute.meaning))).collect()
        }
        Spot::Value { key, typed } => match key.as_str() {
            "lang" => languages(&typed),
            "of" => people(document, &typed, |name| name.replace('"', "\\\"")),
            key => {
                let known = ATTRIBUTES.iter().find(|attribute| attribute.name == key);
                known.map(|attribute| forms(attribute.values, &typed)).unwrap_or_default()
            }
        },
        Spot::Picture(typed) => {
            let file = |path: &String| Proposal { kind: ProposalKind::File, ..Proposal::value(path, "", &typed) };
            around.pictures.iter().map(file).collect()
        }
        Spot::Note(typed) => notes(draft, &closed(draft, &typed, offset, ']')),
        Spot::Place(typed) => places(draft, &closed(draft, &typed, offset, ')')),
        Spot::Words(typed) => {
            people(document, &closed(draft, &typed, offset, ']'), |name| format!("{name}]{{.person}}"))
        }
    }
}

/// What is replaced, with the closing sign that an editor has put there already.
fn closed(draft: &Draft, typed: &Range<usize>, offset: usize, sign: char) -> Range<usize> {
    let rest = draft.text().as_str().get(offset..).unwrap_or_default();
    typed.start..typed.end + if rest.starts_with(sign) { sign.len_utf8() } else { 0 }
}

fn forms(forms: &[Form], typed: &Range<usize>) -> Vec<Proposal> {
    let proposal =
        |form: &Form| Proposal { kind: ProposalKind::Form, ..Proposal::value(form.name, form.meaning, typed) };
    forms.iter().map(proposal).collect()
}

fn people(document: &Document, replaces: &Range<usize>, written: impl Fn(&str) -> String) -> Vec<Proposal> {
    let proposal = |person: &Person| Proposal {
        kind: ProposalKind::Person,
        insert: written(&person.name),
        ..Proposal::value(&person.name, person.position.as_deref().unwrap_or_default(), replaces)
    };
    // Whom only the words at the place introduce is the name that is being typed.
    let is_known = |person: &&Person| {
        let introduced = person.span.range().unwrap_or_default();
        !person.name.is_empty() && !introduced.contains(&replaces.start)
    };
    document.front.people.iter().filter(is_known).map(proposal).collect()
}

/// The notes by their marks, those that nothing calls yet too: they are no part of the document.
fn notes(draft: &Draft, replaces: &Range<usize>) -> Vec<Proposal> {
    let text = draft.text();
    let first = draft.front().map_or(0, |front| text.line_of(front.end));
    let note = |line: usize| {
        let words = text.as_str().get(text.line(line))?.trim_start_matches([' ', '>']);
        let (mark, said) = words.strip_prefix("[^")?.split_once("]:")?;
        Some(Proposal {
            kind: ProposalKind::Place,
            insert: format!("{mark}]"),
            ..Proposal::value(mark, &shortened(said), replaces)
        })
    };
    (first..text.lines()).filter_map(note).collect()
}

/// The places that references may name: those that the source names, and notes.
fn places(draft: &Draft, replaces: &Range<usize>) -> Vec<Proposal> {
    let document = &draft.document;
    let mut found: Vec<(String, String)> = Vec::new();
    walk::sections(&document.sections, &mut |section, _| {
        found.extend(section.id.iter().map(|id| (id.clone(), words(&section.title))));
    });
    for root in walk::roots(document) {
        walk::blocks(root, &mut |block: &Block| {
            let title = match block {
                Block::Table(table) => words(&table.caption),
                Block::Figure(figure) => words(&figure.caption),
                Block::Boxed(boxed) => words(&boxed.title),
                _ => String::new(),
            };
            found.extend(block.id().map(|id| (id.to_string(), title)));
        });
    }
    // What numbering has named itself no source can count on.
    found.retain(|(id, _)| draft.text().as_str().contains(&format!("#{id}")));
    found.extend(walk::notes(document).map(|note| (note.id.0.clone(), shortened(&said(&note.blocks)))));
    let proposal = |(id, title): (String, String)| Proposal {
        kind: ProposalKind::Place,
        insert: format!("{id})"),
        ..Proposal::value(&id, &title, replaces)
    };
    found.into_iter().map(proposal).collect()
}
