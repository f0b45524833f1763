//! When two documents are one: in everything but where it stood in a source, and what the things of a document are called
//! that nobody reads.

use crate::looks;
use masthead::ast::{Block, Column, Document, Inline, Lang, Provenance, Section, walk};
use serde_json::Value;
use std::collections::BTreeMap;

/// A document without spans and provenance. Notes, people and pictures are called by the order in which they stand, and
/// so are those who point to them; the language of a paragraph is left out where it is that of what is around it, which
/// says nothing; so is the ordinal of a run-in heading, which is read from its words. Shares of columns are those of their sum.
fn bare(document: &Document) -> Document {
    let mut document = document.clone();
    document.provenance = Provenance::default();
    rename(&mut document);
    let own = document.front.lang.clone();
    document.front.editors_note.iter_mut().for_each(|note| settle(&mut note.blocks, &own));
    settle(&mut document.lead, &own);
    settle_sections(&mut document.sections, &own);
    document.notes.iter_mut().for_each(|note| settle(&mut note.blocks, &own));
    document
}

/// A document as a value, all that is to be equal and nothing else.
pub(crate) fn value(document: &Document) -> Value {
    let mut value = serde_json::to_value(bare(document)).unwrap();
    strip(&mut value);
    value
}

fn strip(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.remove("span");
            fields.values_mut().for_each(strip);
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}

fn settle_sections(sections: &mut [Section], around: &Lang) {
    for section in sections {
        section.lang = section.lang.take().filter(|lang| lang != around);
        let lang = section.lang.clone().unwrap_or_else(|| around.clone());
        settle(&mut section.blocks, &lang);
        settle_sections(&mut section.sections, &lang);
    }
}

fn settle(blocks: &mut [Block], around: &Lang) {
    walk::blocks_mut(blocks, &mut |block| {
        if let Block::Paragraph(paragraph) = block {
            paragraph.lang = paragraph.lang.take().filter(|lang| lang != around);
            paragraph.run_in.iter_mut().for_each(|run_in| run_in.label = None);
        }
    });
}

fn rename(document: &mut Document) {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for (number, person) in document.front.people.iter_mut().enumerate() {
        let name = format!("person {number}");
        names.insert(std::mem::replace(&mut person.id.0, name.clone()), name);
    }
    let notes: Vec<String> = walk::notes(document).map(|note| note.id.0.clone()).collect();
    names.extend(notes.into_iter().enumerate().map(|(number, id)| (id, format!("note {number}"))));
    let called = |id: &str| names.get(id).cloned().unwrap_or_else(|| id.to_string());
    document.notes.iter_mut().for_each(|note| note.id.0 = called(&note.id.0));
    let mut pictures: BTreeMap<String, String> = BTreeMap::new();
    let mut in_block = |block: &mut Block| match block {
        Block::Table(table) => {
            table.notes.iter_mut().for_each(|note| note.id.0 = called(&note.id.0));
            share(&mut table.columns);
        }
        Block::Figure(figure) => {
            let next = format!("picture {}", pictures.len());
            figure.image = pictures.entry(figure.image.clone()).or_insert(next).clone();
        }
        _ => {}
    };
    for blocks in all(document) {
        walk::blocks_mut(blocks, &mut in_block);
    }
    walk::runs_mut(document, &mut |run| {
        walk::inlines_mut(run, &mut |inline| match inline {
            Inline::Callout { note, .. } => note.0 = called(&note.0),
            Inline::Person { person, .. } | Inline::Position { person, .. } => person.0 = called(&person.0),
            Inline::Reference { target, .. } => *target = called(target),
            Inline::Link { target, .. } => {
                if let Some(id) = target.strip_prefix('#') {
                    *target = format!("#{}", called(id));
                }
            }
            _ => {}
        });
    });
}

/// Shares are shares against each other: thousandths of their sum.
fn share(columns: &mut [Column]) {
    let sum: f64 = columns.iter().filter_map(|column| column.share).sum();
    for column in columns {
        column.share = column.share.map(|share| (share / sum * 1e3).round() / 1e3);
    }
}

/// Every list of blocks that stands in no other block.
pub(crate) fn all(document: &mut Document) -> Vec<&mut Vec<Block>> {
    let Document { front, lead, sections, notes, .. } = document;
    fn descend<'a>(sections: &'a mut [Section], found: &mut Vec<&'a mut Vec<Block>>) {
        for section in sections {
            found.push(&mut section.blocks);
            descend(&mut section.sections, found);
        }
    }
    let mut found: Vec<&mut Vec<Block>> = front.editors_note.iter_mut().map(|note| &mut note.blocks).collect();
    found.push(lead);
    descend(sections, &mut found);
    found.extend(notes.iter_mut().map(|note| &mut note.blocks));
    found
}

/// The first places at which two documents differ, as `path: one ≠ other`.
pub(crate) fn differences(one: &Document, other: &Document) -> Vec<String> {
    places(&value(one), &value(other))
}

/// The same, whatever in a line stands in what else, as long as its words look and lead alike.
pub(crate) fn differences_of_looks(one: &Document, other: &Document) -> Vec<String> {
    let level = |document: &Document| {
        let mut document = document.clone();
        looks::level(&mut document);
        value(&document)
    };
    places(&level(one), &level(other))
}

fn places(one: &Value, other: &Value) -> Vec<String> {
    let mut found = Vec::new();
    differ(one, other, String::new(), &mut found);
    found.truncate(6);
    found
}

fn differ(one: &Value, other: &Value, path: String, found: &mut Vec<String>) {
    match (one, other) {
        (Value::Object(left), Value::Object(right)) => {
            for key in left.keys().chain(right.keys().filter(|key| !left.contains_key(*key))) {
                let (left, right) = (left.get(key).unwrap_or(&Value::Null), right.get(key).unwrap_or(&Value::Null));
                differ(left, right, format!("{path}.{key}"), found);
            }
        }
        (Value::Array(left), Value::Array(right)) => {
            if left.len() != right.len() {
                found.push(format!("{path}: {} ≠ {} of them", left.len(), right.len()));
            }
            for (index, (left, right)) in left.iter().zip(right).enumerate() {
                differ(left, right, format!("{path}[{index}]"), found);
            }
        }
        _ if one == other => {}
        _ => found.push(format!("{path}: {one} ≠ {other}")),
    }
}
