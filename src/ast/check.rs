//! What the types cannot say of a document: run after every pass in debug builds and on every AST that is read.

use super::{Block, Document, Inline, Row, Table, text, walk};
use std::collections::BTreeSet;

/// Every rule that the document breaks, as sentences; empty for a sound document.
#[must_use]
pub fn check(document: &Document) -> Vec<String> {
    let mut faults = Vec::new();
    check_ids(document, &mut faults);
    if document.front.corrects.is_some_and(|it| it.date.is_some_and(|date| date.year() != it.year)) {
        faults.push("the issue that is corrected is dated in another year than its own".into());
    }
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
    walk::notes(document).for_each(|note| claim(&note.id.0));
    walk::sections(&document.sections, &mut |section, _| section.id.iter().for_each(|id| claim(id)));
    for root in walk::roots(document) {
        walk::blocks(root, &mut |block| block.id().into_iter().for_each(&mut claim));
    }
}

/// Whether a text may be an XML id: an NCName (Namespaces in XML 1.0, production 4).
#[must_use]
pub fn is_ncname(text: &str) -> bool {
    text.chars().next().is_some_and(starts_name) && text.chars().all(stands_in_name)
}

/// `NameStartChar` of XML 1.0 (production 4) without the colon.
fn starts_name(c: char) -> bool {
    matches!(c, 'A'..='Z' | '_' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}')
}

/// `NameChar` of XML 1.0 (production 4a) without the colon.
fn stands_in_name(c: char) -> bool {
    starts_name(c) || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

fn check_inlines(document: &Document, faults: &mut Vec<String>) {
    let notes: BTreeSet<_> = walk::notes(document).map(|note| &note.id).collect();
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
            Inline::Ruby { inlines, reading, .. } => check_reading(inlines, reading, faults),
            Inline::Text { text, .. } if text.chars().any(|c| c.is_control()) => {
                faults.push(format!("the text `{}` holds a control character", text.escape_debug()));
            }
            _ => {}
        });
    });
    for note in walk::notes(document).filter(|note| !called.contains(&note.id)) {
        faults.push(format!("the note `{}` is never called", note.id.0));
    }
}

fn check_reading(words: &[Inline], reading: &str, faults: &mut Vec<String>) {
    if reading.trim().is_empty() || reading.chars().any(char::is_control) {
        faults.push(format!("the reading `{}` is empty or holds a control character", reading.escape_debug()));
    }
    let mut bare = !text::inlines(words).trim().is_empty();
    walk::inlines(words, &mut |inline| bare &= !inline.takes_no_reading());
    if !bare {
        faults.push(format!("the reading `{reading}` stands over what has none"));
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
