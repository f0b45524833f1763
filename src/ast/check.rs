//! What the types cannot say of a document: run after every pass in debug builds and on every AST that is read.

use super::{Block, Document, Inline, Row, Table, walk};
use std::collections::BTreeSet;

/// Every rule that the document breaks, as sentences; empty for a sound document.
#[must_use]
pub fn check(document: &Document) -> Vec<String> {
    let mut faults = Vec::new();
    check_ids(document, &mut faults);
    check_inlines(document, &mut faults);
    for root in walk::roots(document) {
        walk::blocks(root, &mut |block| check_block(block, &mut faults));
    }
    faults
}

fn check_ids(document: &Document, faults: &mut Vec<String>) {
    let mut seen = BTreeSet::new();
    let mut claim = |id: &str| {
        if !is_ncname(id) {
            faults.push(format!("the id `{id}` is not an NCName"));
        }
        if !seen.insert(id.to_string()) {
            faults.push(format!("the id `{id}` stands twice"));
        }
    };
    document.front.people.iter().for_each(|person| claim(&person.id.0));
    document.notes.iter().for_each(|note| claim(&note.id.0));
    walk::sections(&document.sections, &mut |section, _| section.id.iter().for_each(|id| claim(id)));
    for root in walk::roots(document) {
        walk::blocks(root, &mut |block| match block {
            Block::Table(table) => table.id.iter().for_each(|id| claim(id)),
            Block::Figure(figure) => figure.id.iter().for_each(|id| claim(id)),
            _ => {}
        });
    }
}

/// Whether a text may be an XML id (Namespaces in XML 1.0, NCName), of ASCII letters or any letter beyond ASCII.
#[must_use]
pub fn is_ncname(text: &str) -> bool {
    let start = |c: char| c == '_' || c.is_ascii_alphabetic() || (!c.is_ascii() && c.is_alphabetic());
    let inner = |c: char| start(c) || c == '-' || c == '.' || c.is_ascii_digit();
    text.chars().next().is_some_and(start) && text.chars().all(inner)
}

fn check_inlines(document: &Document, faults: &mut Vec<String>) {
    let notes: BTreeSet<_> = document.notes.iter().map(|note| &note.id).collect();
    let people: BTreeSet<_> = document.front.people.iter().map(|person| &person.id).collect();
    let mut called = BTreeSet::new();
    walk::runs(document, &mut |run| {
        walk::inlines(run, &mut |inline| match inline {
            Inline::Callout { note, .. } => {
                called.insert(note.clone());
                if !notes.contains(note) {
                    faults.push(format!("a callout names the note `{}`, which does not exist", note.0));
                }
            }
            Inline::Person { person, .. } | Inline::Position { person, .. } if !people.contains(person) => {
                faults.push(format!("a mention names the person `{}`, who is not in the front matter", person.0));
            }
            Inline::Text { text, .. } if text.chars().any(|c| c.is_control()) => {
                faults.push(format!("the text `{}` holds a control character", text.escape_debug()));
            }
            _ => {}
        });
    });
    for note in document.notes.iter().filter(|note| !called.contains(&note.id)) {
        faults.push(format!("the note `{}` is never called", note.id.0));
    }
}

fn check_block(block: &Block, faults: &mut Vec<String>) {
    match block {
        Block::Table(table) => check_table(table, faults),
        Block::List(list) if list.items.is_empty() => faults.push("a list has no items".into()),
        _ => {}
    }
}

fn check_table(table: &Table, faults: &mut Vec<String>) {
    if table.columns.is_empty() {
        faults.push("a table has no columns".into());
    }
    for (part, rows) in [("head", &table.head), ("body", &table.body)] {
        let mut covered = vec![0u16; table.columns.len()];
        for (index, row) in rows.iter().enumerate() {
            if !fill_row(row, &mut covered) {
                faults.push(format!("row {} of a table's {part} does not fill its columns exactly", index + 1));
            }
        }
    }
}

/// Places a row's cells over `covered`, which counts for each column the rows below that cells already reach into.
/// Says whether the cells fill exactly the columns that were free.
fn fill_row(row: &Row, covered: &mut [u16]) -> bool {
    let free: Vec<usize> = (0..covered.len()).filter(|&column| covered[column] == 0).collect();
    covered.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
    let mut places = free.into_iter();
    for cell in &row.cells {
        for _ in 0..cell.columns {
            let Some(column) = places.next() else { return false };
            covered[column] = cell.rows.saturating_sub(1);
        }
    }
    places.next().is_none() && row.cells.iter().all(|cell| cell.columns > 0 && cell.rows > 0)
}
