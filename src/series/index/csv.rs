//! The index as a table: RFC 4180, UTF-8, a row a document.

use super::{Document, Index, Item};
use std::borrow::Cow;

const COLUMNS: [&str; 13] = [
    "key",
    "year",
    "number",
    "whole-number",
    "supplement",
    "corrects",
    "date",
    "lang",
    "title",
    "subtitle",
    "file",
    "people",
    "subjects",
];

/// A head row, and a row for each document. Several names in one field are parted by `; `.
#[must_use]
pub fn csv(index: &Index) -> String {
    let head = COLUMNS.map(str::to_string);
    let rows = index.issues.iter().flat_map(|item| item.documents.iter().map(move |document| row(item, document)));
    std::iter::once(head).chain(rows).map(|row| line(&row)).collect()
}

fn row(item: &Item, document: &Document) -> [String; 13] {
    let figure = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    // People and subjects are those of the first document, in its language.
    let first = item.document() == Some(document);
    let names = |names: &[String]| if first { names.join("; ") } else { String::new() };
    [
        item.key.clone(),
        figure(item.year),
        figure(item.number),
        figure(item.whole_number),
        figure(item.supplement),
        item.corrects.clone().unwrap_or_default(),
        item.date.clone().unwrap_or_default(),
        document.lang.tag().to_string(),
        document.title.clone(),
        document.subtitle.clone().unwrap_or_default(),
        document.file.clone(),
        names(&item.people),
        names(&item.subjects),
    ]
}

fn line(row: &[String; 13]) -> String {
    let fields: Vec<String> = row.iter().map(|field| quoted(&inert(field))).collect();
    fields.join(",") + "\r\n"
}

/// What spreadsheets take for the beginning of a formula; some take the wide forms too.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Words that a spreadsheet would take for a formula have an apostrophe before them. So have those that begin with apostrophes and
/// then with such a sign: whoever takes the first apostrophe off again wherever a sign follows the last has the words as they were.
fn inert(words: &str) -> Cow<'_, str> {
    match words.trim_start_matches('\'').starts_with(FORMULA) {
        true => format!("'{words}").into(),
        false => words.into(),
    }
}

fn quoted(field: &str) -> String {
    let needs = field.contains(['"', ',', '\r', '\n']) || field.trim() != field;
    if needs { format!("\"{}\"", field.replace('"', "\"\"")) } else { field.to_string() }
}

#[cfg(test)]
mod tests {
    use super::super::tests::sample;
    use super::*;

    #[test]
    fn every_document_is_a_row_of_as_many_fields() {
        let text = csv(&sample());
        let lines: Vec<&str> = text.split_terminator("\r\n").collect();
        assert_eq!(lines.len(), 5);
        assert_eq!(lines[1], "2023-12,2023,12,31,,,2023-12-20,en,Year,,2023-12.md,Ada Brown,");
        let title = "\"Lakes, <towns> & \"\"more\"\"\"";
        let names = "2024-02.en.md,Sun Dong; Ada Brown,water; Towns";
        assert_eq!(lines[2], format!("2024-02,2024,2,32,,,2024-01-12,en,{title},,{names}"));
        assert_eq!(lines[4], "2024-s1,2024,,,1,2024-02,2024-01-20,en,Errata,,2024-s1.md,,");
    }

    #[test]
    fn no_field_begins_as_a_formula_and_every_field_can_be_had_back() {
        let mut index = sample();
        let words = ["=1+1", "@home", "-", "+86", "＝a", "'=b", "''-c", "'tis", "\tx", "–1", "a=b", "'", ""];
        for title in words {
            index.issues[0].documents[0].title = title.into();
            let text = csv(&index);
            let field = text.lines().nth(1).and_then(|line| line.split(',').nth(8)).unwrap_or_default();
            let field = field.trim_matches('"');
            assert!(!field.starts_with(FORMULA), "{field}");
            let is_guarded = field.trim_start_matches('\'').starts_with(FORMULA);
            assert_eq!(if is_guarded { &field[1..] } else { field }, title);
        }
    }
}
