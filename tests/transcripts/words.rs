//! The words of a transcript against the words of the document: whatever is not reported as dropped must be there, in order.

use masthead::ast::text::is_east_asian;
use masthead::ast::{Block, Document, Inline, Section, walk};
use masthead::diagnostics::{Diagnostic, Span};
use masthead::read::Reading;
use std::ops::Range;

/// The codes of diagnostics that report dropped words, at their spans.
const DROPS: [&str; 3] = ["repeat-dropped", "furniture-dropped", "words-dropped"];

/// What is wrong, if anything.
pub(crate) fn compare(reading: &Reading, told: &[Diagnostic]) -> Result<(), String> {
    let document = &reading.document;
    let dropped = told.iter().filter(|found| DROPS.contains(&found.code.name())).map(|found| found.span);
    let notes: Vec<Span> = document.notes.iter().map(|note| note.span).collect();
    let imprint = document.front.imprint.span;
    let compilers = document.front.compilers.as_ref().map(|compilers| compilers.span).unwrap_or_default();
    let ends = [imprint, compilers].into_iter().filter_map(Span::range).map(|range| range.start).min();

    let mut text = reading.source.text().as_bytes().to_vec();
    let divided = told.iter().filter(|found| found.code.name() == "word-joined").map(|found| found.span);
    divided.filter_map(Span::range).for_each(|range| close_up(&mut text, range));
    dropped
        .chain(marks(document))
        .chain(notes.iter().copied())
        .filter_map(Span::range)
        .for_each(|range| blank(&mut text, range));
    let head = document.front.span.range().map_or(0, |range| range.end);
    let end = ends.unwrap_or(text.len()).max(head);
    let part = |range: Range<usize>| tokens(std::str::from_utf8(&text[range]).expect("whole characters were blanked"));

    let unknown: Vec<Span> =
        told.iter().filter(|found| found.code.name() == "masthead-line-unknown").map(|found| found.span).collect();
    let kept: Vec<String> = unknown.iter().filter_map(|span| span.range()).flat_map(&part).collect();
    same("masthead", sorted(part(0..head)), sorted([facts(document), kept].concat()))?;
    same("body", part(head..end), body(document, &unknown))?;
    same("imprint", sorted(part(end..text.len())), sorted(end_words(document)))?;
    for note in &document.notes {
        let source = note.span.range().map(|range| &reading.source.text()[range]).unwrap_or_default();
        let mut words = Vec::new();
        blocks(&note.blocks, &mut words);
        let source = source.trim_start_matches(|c: char| c == '[' || c == ']' || c.is_ascii_digit());
        same("note", tokens(source), words)?;
    }
    Ok(())
}

/// Where note marks stand: the document has them as nodes, not as words.
fn marks(document: &Document) -> Vec<Span> {
    let mut found = Vec::new();
    walk::runs(document, &mut |run| {
        walk::inlines(run, &mut |inline| {
            if let Inline::Callout { span, .. } | Inline::OrphanMark { span, .. } = inline {
                found.push(*span);
            }
        });
    });
    found
}

/// Sets a divided word whole at the end of its place.
fn close_up(text: &mut [u8], range: Range<usize>) {
    let place = &mut text[range];
    let whole: Vec<u8> = place.iter().copied().filter(|&byte| byte != b'-' && !byte.is_ascii_whitespace()).collect();
    place.fill(b' ');
    let start = place.len() - whole.len();
    place[start..].copy_from_slice(&whole);
}

fn blank(text: &mut [u8], range: Range<usize>) {
    text[range].fill(b' ');
}

/// The facts of the masthead as they were printed. A subtitle and a title are facts here.
fn facts(document: &Document) -> Vec<String> {
    let front = &document.front;
    let printed = front.designation.as_ref().or(front.series.as_ref());
    let lines = [&front.issue_line, &front.date_line, &front.publisher, &front.classification, &front.copy_number];
    let mut words: Vec<String> = lines.into_iter().flatten().chain(printed).flat_map(|line| tokens(line)).collect();
    for title in &front.titles {
        words.extend(tokens(&inlines(&title.inlines)));
        words.extend(tokens(&inlines(&title.subtitle)));
    }
    words
}

/// The body's words in order, without the paragraphs at some places.
fn body(document: &Document, without: &[Span]) -> Vec<String> {
    let mut words = Vec::new();
    if let Some(note) = &document.front.editors_note {
        words.extend(tokens(note.label.as_deref().unwrap_or_default()));
        blocks(&note.blocks, &mut words);
    }
    let lead: Vec<Block> = document.lead.iter().filter(|block| !without.contains(&block.span())).cloned().collect();
    blocks(&lead, &mut words);
    sections(&document.sections, &mut words);
    words
}

fn sections(list: &[Section], words: &mut Vec<String>) {
    for section in list {
        words.extend(tokens(section.label.as_ref().map_or("", |label| &label.text)));
        words.extend(tokens(&inlines(&section.title)));
        blocks(&section.blocks, words);
        sections(&section.sections, words);
    }
}

fn blocks(list: &[Block], words: &mut Vec<String>) {
    for block in list {
        if let Block::Paragraph(paragraph) = block {
            words.extend(paragraph.run_in.iter().flat_map(|run_in| tokens(&inlines(&run_in.inlines))));
            words.extend(tokens(&inlines(&paragraph.inlines)));
        }
    }
}

fn end_words(document: &Document) -> Vec<String> {
    let front = &document.front;
    let mut words: Vec<String> = front.imprint.lines.iter().flat_map(|line| tokens(line)).collect();
    if let Some(compilers) = &front.compilers {
        words.extend(tokens(compilers.label.as_deref().unwrap_or_default()));
        words.extend(compilers.names.iter().flat_map(|name| tokens(name)));
    }
    // Printed by the style, in the words that the reader takes it from.
    let printed =
        |copies| if front.lang.is_chinese() { format!("共印{copies}份") } else { format!("{copies} copies") };
    words.extend(front.imprint.copies.map(printed).iter().flat_map(|line| tokens(line)));
    words
}

/// The words of a run without its note marks.
fn inlines(run: &[Inline]) -> String {
    let words = |inline: &Inline| match inline {
        Inline::Text { text, .. } => text.clone(),
        other => inlines(other.children()),
    };
    run.iter().map(words).collect()
}

/// Words, and Han characters one by one. Signs, bold and note marks are none.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut open = false;
    let narrow = |c: char| match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).expect("an ASCII figure"),
        other => other,
    };
    for c in text.chars().map(narrow) {
        let han = is_east_asian(c) && c.is_alphanumeric();
        let word = c.is_ascii_alphanumeric() || (c.is_alphabetic() && !han);
        match tokens.last_mut().filter(|_| open && word) {
            Some(last) => last.push(c),
            None if han || word => tokens.push(c.to_string()),
            None => {}
        }
        open = word;
    }
    tokens
}

fn sorted(mut words: Vec<String>) -> Vec<String> {
    words.sort();
    words
}

fn same(part: &str, source: Vec<String>, document: Vec<String>) -> Result<(), String> {
    let Some(at) = (0..source.len().max(document.len())).find(|&at| source.get(at) != document.get(at)) else {
        return Ok(());
    };
    let near =
        |words: &[String]| words.iter().skip(at.saturating_sub(4)).take(12).cloned().collect::<Vec<_>>().join(" ");
    Err(format!("the {part} differs at word {at}:\n  source:   {}\n  document: {}", near(&source), near(&document)))
}
