//! Reader `transcript`: an issue as text extracted from PDF.
//!
//! Lines are gathered into paragraphs, the parts of the genre are recognised one after the other by their form, and what
//! an extractor did to the text is undone. Every repair is told and kept with the document; nothing is made up.

mod body;
mod furniture;
mod inlines;
mod joins;
mod notes;
mod paragraphs;
mod people;
mod repeats;
mod vocabulary;
mod words;

use super::genre::{figures, imprint, labels, lines, masthead, names, repairs, sentences};
use super::{Input, Reading, decode::decode, language::language};
use crate::ast::{Block, Document, EditorsNote, Front, Inlines, Lang, Note, Provenance, Title};
use crate::diagnostics::{Sink, Source, Span, code};
use body::Item;
use lines::{Line, Seam};
use masthead::Masthead;
use notes::Found;
use paragraphs::Piece;
use repairs::Repairs;
use sha2::{Digest, Sha256};
use vocabulary::Vocabulary;
use words::{Evidence, Words};

pub(super) fn read(input: &Input<'_>, sink: &mut Sink) -> Reading {
    let source = Source::new(input.name, decode(input.bytes, sink));
    let mut repairs = Repairs::default();
    let mut document =
        if source.text().trim().is_empty() { Document::default() } else { document(source.text(), &mut repairs) };
    document.provenance = Provenance {
        source: input.name.rsplit(['/', '\\']).next().unwrap_or_default().to_string(),
        sha256: Sha256::digest(input.bytes).iter().map(|byte| format!("{byte:02x}")).collect(),
        format: "transcript".to_string(),
        anomalies: repairs.tell(&source, sink),
    };
    Reading::new(document, source)
}

/// The parts of an issue, each taken off the lines that the parts before it left.
fn document(text: &str, repairs: &mut Repairs) -> Document {
    let lines = furniture::drop(lines::lines(text), repairs);
    let vocabulary = Vocabulary::of(&lines);
    let mut masthead = masthead::read(&lines, repairs);
    let end = imprint::read(std::mem::take(&mut masthead.body), repairs);
    let lines = repeats::drop(end.body, &masthead.said, repairs);
    let parted = notes::part(&masthead.title, paragraphs::gather(&lines, repairs));
    let mut pieces = joins::mend(parted.pieces, repairs);
    let note_end = editors_note_end(&pieces);
    pieces.splice(note_end..note_end, paragraphs::gather(&masthead.unknown, repairs));

    let evidence = Evidence { calls: parted.calls, vocabulary };
    let items = body::items(&pieces, &evidence, repairs);
    let (people, mut marked) = people::find(&items);
    let marked_body = marked.split_off(note_end);
    let (note_items, body_items) = items.split_at(note_end);
    let (lead, sections) = body::nest(body_items, &marked_body);
    let lang = language(text);
    let front = Front {
        titles: title(&masthead, &lang, &evidence, repairs).into_iter().collect(),
        lang,
        editors_note: editors_note(note_items, &marked),
        compilers: end.compilers,
        imprint: end.imprint,
        people,
        ..masthead.front
    };
    let notes = parted.notes.iter().map(|found| note(found, &evidence, repairs)).collect();
    items.iter().for_each(|item| tell_missing_notes(&item.words, repairs));
    Document { front, lead, sections, notes, ..Document::default() }
}

fn title(masthead: &Masthead<'_>, lang: &Lang, evidence: &Evidence, repairs: &mut Repairs) -> Option<Title> {
    let first = masthead.title.first()?;
    let inlines = display(&masthead.title, evidence, repairs);
    if masthead.title.len() > 1 {
        let message = format!("the title is broken over {} lines by its width; they were joined", masthead.title.len());
        repairs.note(code::TITLE_JOINED, first.span(), message);
    }
    let span = masthead.title.iter().chain(&masthead.subtitle).fold(Span::Unknown, |span, line| span.join(line.span()));
    Some(Title { span, lang: lang.clone(), inlines, subtitle: display(&masthead.subtitle, evidence, repairs) })
}

fn display(lines: &[Line<'_>], evidence: &Evidence, repairs: &mut Repairs) -> Inlines {
    let words = Words::of(lines, evidence, repairs);
    tell_missing_notes(&words, repairs);
    inlines::inlines(&words, 0..words.text.len(), &[], true)
}

/// How many of the first pieces are the editor's note: from its label to the next page, if the masthead stands there
/// again, or else the labelled paragraph alone.
fn editors_note_end(pieces: &[Piece<'_>]) -> usize {
    let Some(first) = pieces.first() else { return 0 };
    let Some(end) = labels::editors_note(first.opening()) else { return 0 };
    let opens_body = |piece: &Piece<'_>| {
        piece.before() == Seam::Page || piece.short_words().is_some_and(|words| labels::heading(&words).is_some())
    };
    let to_page = pieces.iter().skip(1).position(opens_body).map(|index| index + 1);
    let to_page = to_page.filter(|&index| pieces.get(index).is_some_and(|piece| piece.before() == Seam::Page));
    let alone = first.short_words().is_some_and(|words| words.len() <= end + 4);
    to_page.unwrap_or(if alone { 2 } else { 1 }).min(pieces.len())
}

fn editors_note(items: &[Item], people: &people::Annotations) -> Option<EditorsNote> {
    let first = items.first()?;
    let end = labels::editors_note(&first.words.text)?;
    let label = first.words.text.get(..end).map(str::to_string);
    let block = |(index, item): (usize, &Item)| {
        let paragraph = body::paragraph(item, people.of(index), if index == 0 { end } else { 0 });
        (!paragraph.inlines.is_empty()).then_some(Block::Paragraph(paragraph))
    };
    let span = items.iter().fold(Span::Unknown, |span, item| span.join(item.span));
    Some(EditorsNote { span, label, blocks: items.iter().enumerate().filter_map(block).collect() })
}

fn note(found: &Found<'_>, evidence: &Evidence, repairs: &mut Repairs) -> Note {
    let items = body::items(std::slice::from_ref(&found.piece), evidence, repairs);
    let blocks = items.iter().map(|item| Block::Paragraph(body::paragraph(item, &[], 0))).collect();
    Note { span: found.span, id: found.id.clone(), label: None, blocks }
}

fn tell_missing_notes(words: &Words, repairs: &mut Repairs) {
    for mark in words.marks.iter().filter(|mark| mark.note.is_none()) {
        repairs.warn(
            code::NOTE_MISSING,
            words.span(&mark.at),
            format!("the note of the mark {} is missing from the source; the mark was kept", mark.plain),
            "look the note up in the printed issue, or delete the mark",
        );
    }
}
