//! What an issue is made of, as a tree of names.

use super::draft::Draft;
use crate::ast::{Block, Document, Inlines, Section, text, walk};
use crate::diagnostics::Span;
use std::ops::Range;

/// What a symbol is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SymbolKind {
    /// The facts at the head.
    Front,
    /// The editor's note, or a section.
    Section,
    /// A table.
    Table,
    /// A figure.
    Figure,
    /// A box.
    Boxed,
    /// A note.
    Note,
}

/// A part of an issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Its name: a title, a caption, or what it is.
    pub name: String,
    /// What is said beside the name.
    pub detail: String,
    /// What it is.
    pub kind: SymbolKind,
    /// All of it.
    pub range: Range<usize>,
    /// Where its name stands, in `range`.
    pub selection: Range<usize>,
    /// What is in it.
    pub children: Vec<Symbol>,
}

/// So many characters of a name are shown.
const LONGEST: usize = 80;

/// The parts of an issue, in order.
#[must_use]
pub fn symbols(draft: &Draft) -> Vec<Symbol> {
    let document = &draft.document;
    let end = draft.text().as_str().len();
    let mut found = Vec::new();
    if let Some(range) = draft.front() {
        let title = document.front.title().map(|title| words(&title.inlines)).unwrap_or_default();
        found.push(symbol("Facts".into(), title, SymbolKind::Front, range));
    }
    if let Some(note) = &document.front.editors_note {
        found.extend(of_span("Editor’s note".into(), String::new(), SymbolKind::Section, note.span));
    }
    blocks(&document.lead, &mut found);
    sections(&document.sections, body_end(document, end), &mut found);
    found.extend(walk::notes(document).filter_map(|note| {
        let mark = note.label.as_ref().map_or(String::new(), |label| label.text.clone());
        let said = shortened(&said(&note.blocks));
        let name = if said.is_empty() { "Note".into() } else { said };
        of_span(name, format!("note {mark}").trim_end().to_string(), SymbolKind::Note, note.span)
    }));
    found.sort_by_key(|symbol| symbol.range.start);
    found
}

/// Sections of one depth, the last of which ends where what is around them does.
fn sections(list: &[Section], end: usize, found: &mut Vec<Symbol>) {
    let starts: Vec<usize> = list.iter().map(|section| start(section.span).unwrap_or(end)).collect();
    for (at, section) in list.iter().enumerate() {
        let end = starts.get(at + 1).copied().unwrap_or(end);
        let label = section.label.as_ref().map(|label| label.text.clone()).unwrap_or_default();
        let mut name = words(&section.title);
        if name.is_empty() {
            name = "A section without a heading".into();
        }
        let Some(mut own) = of_span(name, label, SymbolKind::Section, section.span) else { continue };
        own.range.end = own.range.end.max(end);
        blocks(&section.blocks, &mut own.children);
        sections(&section.sections, end, &mut own.children);
        found.push(own);
    }
}

/// Where the sections end: at the end of the text, or at the notes that stand there.
fn body_end(document: &Document, end: usize) -> usize {
    let mut last = 0;
    walk::sections(&document.sections, &mut |section, _| {
        let starts = section.blocks.iter().map(Block::span).chain([section.span]).filter_map(start);
        last = starts.fold(last, usize::max);
    });
    let notes = document.notes.iter().filter_map(|note| start(note.span));
    notes.filter(|at| *at > last).min().unwrap_or(end)
}

fn blocks(list: &[Block], found: &mut Vec<Symbol>) {
    walk::blocks(list, &mut |block| {
        let (kind, what, label, caption) = match block {
            Block::Table(table) => (SymbolKind::Table, "A table", table.label.as_ref(), &table.caption),
            Block::Figure(figure) => (SymbolKind::Figure, "A figure", figure.label.as_ref(), &figure.caption),
            Block::Boxed(boxed) => (SymbolKind::Boxed, "A box", None, &boxed.title),
            _ => return,
        };
        let caption = words(caption);
        let name = if caption.is_empty() { what.to_string() } else { caption };
        let detail = label.map(|label| label.text.clone()).unwrap_or_default();
        found.extend(of_span(name, detail, kind, block.span()));
    });
}

fn of_span(name: String, detail: String, kind: SymbolKind, span: Span) -> Option<Symbol> {
    Some(symbol(name, detail, kind, span.range()?))
}

fn symbol(name: String, detail: String, kind: SymbolKind, range: Range<usize>) -> Symbol {
    Symbol { name, detail, kind, selection: range.clone(), range, children: Vec::new() }
}

fn start(span: Span) -> Option<usize> {
    span.range().map(|range| range.start)
}

/// The plain words of blocks.
pub(super) fn said(list: &[Block]) -> String {
    let mut said = Vec::new();
    walk::blocks(list, &mut |block| said.extend(walk::own_inlines(block).into_iter().map(|run| text::inlines(run))));
    said.join(" ")
}

/// The plain words of a run, in one line.
pub(super) fn words(inlines: &Inlines) -> String {
    shortened(&text::inlines(inlines))
}

/// So many of the words as are shown, in one line.
pub(super) fn shortened(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}
