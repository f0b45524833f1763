//! The index as a document of the model, so that it is printed as issues are.

use super::words::Words;
use super::{Index, Item, Listed};
use crate::ast::{self, Block, Cell, Column, Date, Front, Inline, Inlines, Paragraph, Row, Section, Table, Title};
use crate::diagnostics::Span;

/// The index as a document of the series, dated as its last issue is.
#[must_use]
pub fn document(index: &Index) -> ast::Document {
    let words = Words::of(&index.lang);
    let years = index.years();
    let year = |one: Option<&(Option<u32>, Vec<&Item>)>| one.and_then(|(year, _)| *year);
    let title = words.title(year(years.first()), year(years.last()));
    let mut sections: Vec<Section> = years.iter().map(|(year, items)| section(index, words, *year, items)).collect();
    sections.extend(listed(index, words, words.people, &index.people));
    sections.extend(listed(index, words, words.subjects, &index.subjects));
    let front = Front {
        lang: index.lang.clone(),
        series: index.series.clone(),
        publisher: index.publisher.clone(),
        issn: index.issn.clone(),
        date: index.issues.iter().filter_map(|item| item.date.as_deref().and_then(Date::parse)).max(),
        titles: vec![Title { lang: index.lang.clone(), inlines: run(&title), ..Title::default() }],
        ..Front::default()
    };
    ast::Document { front, sections, ..ast::Document::default() }
}

fn run(words: &str) -> Inlines {
    if words.is_empty() { Vec::new() } else { vec![Inline::text(words, Span::Unknown)] }
}

fn section(index: &Index, words: &Words, year: Option<u32>, items: &[&Item]) -> Section {
    let wholes = items.iter().any(|item| item.whole_number.is_some());
    let heads = [Some(words.issue), wholes.then_some(words.whole), Some(words.date), Some(words.name)];
    let shares = [Some(4.0), wholes.then_some(3.0), Some(5.0), Some(12.0)];
    let body = items.iter().map(|item| {
        let number = item.whole_number.map(|number| number.to_string()).unwrap_or_default();
        let cells = [
            Some(Cell { heads_row: true, ..cell(run(&words.number(item))) }),
            wholes.then(|| cell(run(&number))),
            Some(cell(run(&words.day(item, &index.lang)))),
            Some(titles(index, item)),
        ];
        Row { cells: cells.into_iter().flatten().collect(), ..Row::default() }
    });
    let table = Table {
        columns: shares.into_iter().flatten().map(|share| Column { share: Some(share), ..Column::default() }).collect(),
        head: vec![Row { cells: heads.into_iter().flatten().map(|head| cell(run(head))).collect(), ..Row::default() }],
        body: body.collect(),
        ..Table::default()
    };
    Section { title: run(&words.year(year)), blocks: vec![table.into()], ..Section::default() }
}

fn cell(inlines: Inlines) -> Cell {
    let blocks = if inlines.is_empty() { Vec::new() } else { vec![paragraph(inlines)] };
    Cell { blocks, ..Cell::default() }
}

fn paragraph(inlines: Inlines) -> Block {
    Block::Paragraph(Paragraph { inlines, ..Paragraph::default() })
}

/// The titles of an issue, each in its language.
fn titles(index: &Index, item: &Item) -> Cell {
    let title = |document: &super::Document| {
        let words = match &document.subtitle {
            Some(subtitle) => format!("{}{}{subtitle}", document.title, Words::of(&document.lang).joint(subtitle)),
            None => document.title.clone(),
        };
        let lang = (document.lang != index.lang).then(|| document.lang.clone());
        Block::Paragraph(Paragraph { inlines: run(&words), lang, ..Paragraph::default() })
    };
    let named = item.documents.iter().filter(|document| !document.title.is_empty());
    Cell { blocks: named.map(title).collect(), ..Cell::default() }
}

/// Names with their issues, a paragraph each.
fn listed(index: &Index, words: &Words, name: &str, all: &[Listed]) -> Option<Section> {
    let line = |one: &Listed| {
        let issues: Vec<String> =
            one.issues.iter().filter_map(|key| index.item(key)).map(|item| words.reference(item)).collect();
        paragraph(run(&format!("{}{}{}", one.name, words.colon, issues.join(words.separator))))
    };
    let blocks: Vec<Block> = all.iter().map(line).collect();
    (!blocks.is_empty()).then(|| Section { title: run(name), blocks, ..Section::default() })
}

#[cfg(test)]
mod tests {
    use super::super::tests::sample;
    use super::*;
    use crate::ast::{check, text};

    #[test]
    fn the_document_is_sound_and_says_what_the_index_does() {
        let document = document(&sample());
        assert_eq!(check::check(&document), Vec::<String>::new());
        let words = text::document(&document);
        for part in [
            "Index of issues, 2023–2024",
            "Supplement 1 (corrects 2024 No. 2)",
            "湖与城",
            "Ada Brown: 2023 No. 12, 2024 No. 2",
        ] {
            assert!(words.contains(part), "{part} is not in\n{words}");
        }
        assert_eq!(document.front.date.map(Date::iso).as_deref(), Some("2024-01-20"));
    }
}
