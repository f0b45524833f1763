//! Visiting every node once, in reading order.

use super::{Block, Document, Inline, Inlines, Note, Section};
use std::collections::BTreeSet;

/// Every block that is not inside another block: the editor's note's, the lead's, the sections', the notes'.
pub fn roots(document: &Document) -> Vec<&[Block]> {
    let mut found: Vec<&[Block]> = Vec::new();
    if let Some(note) = &document.front.editors_note {
        found.push(&note.blocks);
    }
    found.push(&document.lead);
    sections(&document.sections, &mut |section, _| found.push(&section.blocks));
    found.extend(document.notes.iter().map(|note| note.blocks.as_slice()));
    found
}

/// Every list of blocks of the editor's note and the body that is not inside another block, to change it.
pub fn bodies_mut(document: &mut Document) -> Vec<&mut Vec<Block>> {
    fn descend<'a>(list: &'a mut [Section], found: &mut Vec<&'a mut Vec<Block>>) {
        for section in list {
            found.push(&mut section.blocks);
            descend(&mut section.sections, found);
        }
    }
    let mut found: Vec<&mut Vec<Block>> = document.front.editors_note.iter_mut().map(|note| &mut note.blocks).collect();
    found.push(&mut document.lead);
    descend(&mut document.sections, &mut found);
    found
}

/// Every section with its depth, from 1, parents before children.
pub fn sections<'a>(list: &'a [Section], visit: &mut impl FnMut(&'a Section, usize)) {
    fn descend<'a>(list: &'a [Section], depth: usize, visit: &mut impl FnMut(&'a Section, usize)) {
        for section in list {
            visit(section, depth);
            descend(&section.sections, depth + 1, visit);
        }
    }
    descend(list, 1, visit);
}

/// Every section with its depth, from 1, to change it; parents before children.
pub fn sections_mut(list: &mut [Section], visit: &mut impl FnMut(&mut Section, usize)) {
    fn descend(list: &mut [Section], depth: usize, visit: &mut impl FnMut(&mut Section, usize)) {
        for section in list {
            visit(section, depth);
            descend(&mut section.sections, depth + 1, visit);
        }
    }
    descend(list, 1, visit);
}

/// Every block, those inside other blocks too, parents before children.
pub fn blocks<'a>(list: &'a [Block], visit: &mut impl FnMut(&'a Block)) {
    for block in list {
        visit(block);
        for inner in inner_blocks(block) {
            blocks(inner, visit);
        }
    }
}

/// Every block, to change it; parents before children.
pub fn blocks_mut(list: &mut [Block], visit: &mut impl FnMut(&mut Block)) {
    for block in list {
        visit(block);
        for inner in inner_blocks_mut(block) {
            blocks_mut(inner, visit);
        }
    }
}

/// The lists of blocks that a block holds.
#[must_use]
pub fn inner_blocks(block: &Block) -> Vec<&[Block]> {
    match block {
        Block::List(list) => list.items.iter().map(|item| item.blocks.as_slice()).collect(),
        Block::Definitions { items, .. } => items.iter().map(|item| item.blocks.as_slice()).collect(),
        Block::Quote(quote) => vec![&quote.blocks],
        Block::Table(table) => {
            let cells = table.head.iter().chain(&table.body).flat_map(|row| &row.cells);
            let under =
                [table.foot.as_slice()].into_iter().chain(table.notes.iter().map(|note| note.blocks.as_slice()));
            cells.map(|cell| cell.blocks.as_slice()).chain(under).collect()
        }
        Block::Boxed(boxed) => vec![&boxed.blocks],
        Block::Paragraph(_) | Block::Figure(_) | Block::Milestone { .. } => Vec::new(),
    }
}

/// The lists of blocks that a block holds, to change them.
pub fn inner_blocks_mut(block: &mut Block) -> Vec<&mut Vec<Block>> {
    match block {
        Block::List(list) => list.items.iter_mut().map(|item| &mut item.blocks).collect(),
        Block::Definitions { items, .. } => items.iter_mut().map(|item| &mut item.blocks).collect(),
        Block::Quote(quote) => vec![&mut quote.blocks],
        Block::Table(table) => {
            let rows = table.head.iter_mut().chain(&mut table.body);
            let under = [&mut table.foot].into_iter().chain(table.notes.iter_mut().map(|note| &mut note.blocks));
            rows.flat_map(|row| &mut row.cells).map(|cell| &mut cell.blocks).chain(under).collect()
        }
        Block::Boxed(boxed) => vec![&mut boxed.blocks],
        Block::Paragraph(_) | Block::Figure(_) | Block::Milestone { .. } => Vec::new(),
    }
}

/// The runs of inlines that a block itself holds, in reading order, without those of blocks inside it.
#[must_use]
pub fn own_inlines(block: &Block) -> Vec<&Inlines> {
    match block {
        Block::Paragraph(paragraph) => {
            paragraph.run_in.iter().map(|run_in| &run_in.inlines).chain([&paragraph.inlines]).collect()
        }
        Block::Definitions { items, .. } => items.iter().map(|item| &item.term).collect(),
        Block::Quote(quote) => quote.attribution.iter().collect(),
        Block::Table(table) => vec![&table.caption],
        Block::Figure(figure) => vec![&figure.caption],
        Block::Boxed(boxed) => vec![&boxed.title],
        Block::List(_) | Block::Milestone { .. } => Vec::new(),
    }
}

/// The runs of inlines that a block itself holds, to change them.
pub fn own_inlines_mut(block: &mut Block) -> Vec<&mut Inlines> {
    match block {
        Block::Paragraph(paragraph) => {
            paragraph.run_in.iter_mut().map(|run_in| &mut run_in.inlines).chain([&mut paragraph.inlines]).collect()
        }
        Block::Definitions { items, .. } => items.iter_mut().map(|item| &mut item.term).collect(),
        Block::Quote(quote) => quote.attribution.iter_mut().collect(),
        Block::Table(table) => vec![&mut table.caption],
        Block::Figure(figure) => vec![&mut figure.caption],
        Block::Boxed(boxed) => vec![&mut boxed.title],
        Block::List(_) | Block::Milestone { .. } => Vec::new(),
    }
}

/// The ids to which links of the document may lead: those of its sections, tables, figures, boxes and notes.
#[must_use]
pub fn places(document: &Document) -> BTreeSet<&str> {
    let mut places = BTreeSet::new();
    sections(&document.sections, &mut |section, _| places.extend(section.id.as_deref()));
    for root in roots(document) {
        blocks(root, &mut |block| places.extend(block.id()));
    }
    places.extend(notes(document).map(|note| note.id.0.as_str()));
    places
}

/// Every note: those at the foot of pages, then those under tables.
pub fn notes(document: &Document) -> impl Iterator<Item = &Note> {
    document.notes.iter().chain(table_notes(document))
}

/// The notes that stand under tables, table by table.
pub fn table_notes(document: &Document) -> Vec<&Note> {
    let mut found = Vec::new();
    for root in roots(document) {
        blocks(root, &mut |block| {
            if let Block::Table(table) = block {
                found.extend(&table.notes);
            }
        });
    }
    found
}

/// Every inline of a run, those inside others too, parents before children.
pub fn inlines<'a>(run: &'a [Inline], visit: &mut impl FnMut(&'a Inline)) {
    for inline in run {
        visit(inline);
        inlines(inline.children(), visit);
    }
}

/// Every inline of a run, to change it; parents before children.
pub fn inlines_mut(run: &mut [Inline], visit: &mut impl FnMut(&mut Inline)) {
    for inline in run {
        visit(inline);
        if let Some(children) = inline.children_mut() {
            inlines_mut(children, visit);
        }
    }
}

/// Every run of inlines of a document, to change it: titles, headings and blocks alike, in reading order.
pub fn runs_mut(document: &mut Document, visit: &mut impl FnMut(&mut Inlines)) {
    for title in &mut document.front.titles {
        visit(&mut title.inlines);
        visit(&mut title.subtitle);
    }
    let in_blocks = |list: &mut Vec<Block>, visit: &mut dyn FnMut(&mut Inlines)| {
        blocks_mut(list, &mut |block| own_inlines_mut(block).into_iter().for_each(&mut *visit));
    };
    if let Some(note) = &mut document.front.editors_note {
        in_blocks(&mut note.blocks, visit);
    }
    in_blocks(&mut document.lead, visit);
    sections_mut(&mut document.sections, &mut |section, _| {
        visit(&mut section.title);
        in_blocks(&mut section.blocks, visit);
    });
    for note in &mut document.notes {
        in_blocks(&mut note.blocks, visit);
    }
}

/// Every run of inlines of a document: titles, headings and blocks alike, in reading order.
pub fn runs<'a>(document: &'a Document, visit: &mut impl FnMut(&'a [Inline])) {
    text_runs(document, visit);
    for note in &document.notes {
        block_runs(&note.blocks, visit);
    }
}

/// The same without those of the notes at the foot of pages.
pub fn text_runs<'a>(document: &'a Document, visit: &mut impl FnMut(&'a [Inline])) {
    for title in &document.front.titles {
        visit(&title.inlines);
        visit(&title.subtitle);
    }
    if let Some(note) = &document.front.editors_note {
        block_runs(&note.blocks, visit);
    }
    block_runs(&document.lead, visit);
    fn in_sections<'a>(list: &'a [Section], visit: &mut impl FnMut(&'a [Inline])) {
        for section in list {
            visit(&section.title);
            block_runs(&section.blocks, visit);
            in_sections(&section.sections, visit);
        }
    }
    in_sections(&document.sections, visit);
}

/// Every run of inlines of blocks.
pub fn block_runs<'a>(list: &'a [Block], visit: &mut impl FnMut(&'a [Inline])) {
    blocks(list, &mut |block| own_inlines(block).into_iter().for_each(|run| visit(run)));
}
