//! Reader `docx`: a manuscript of a word processor (ECMA-376, WordprocessingML).
//!
//! The parts of the package are read one after the other, the body paragraph by paragraph: [`story`] and [`paragraphs`] say
//! what stands there and how it looks, [`headings`], [`lists`] and [`structure`] what it is. Everything that a bulletin
//! does not have is told of; nothing is fetched from outside the file.

mod aside;
mod boxes;
mod composed;
mod contents;
mod counted;
mod desk;
mod edges;
mod equations;
mod facts;
mod fields;
mod front;
mod groups;
mod headings;
mod imprint;
mod lists;
mod look;
mod margins;
mod met;
mod numbering;
mod numerals;
mod opening;
mod paragraphs;
mod parts;
mod people;
mod pictures;
mod pieces;
mod places;
mod report;
mod roles;
mod runs;
mod sequences;
mod signs;
mod spaces;
mod story;
mod structure;
mod styles;
mod symbols;
mod tables;
mod typed;
mod unfinished;
mod unread;
mod unsaid;

use self::numbering::Numbering;
use super::language::Tally;
use super::{Carried, Input, Reading};
use crate::ast::{Block, Document, Lang, Note, NoteId, Provenance, walk};
use crate::diagnostics::{Diagnostic, Sink, Source, Span, code};
use crate::package::{OpenPackage, PackageError, Ties};
use crate::xml::{XmlError, XmlReader};
use aside::Aside;
use desk::{Desk, NotePart};
use sha2::{Digest, Sha256};
use spaces::SPACES;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::rc::Rc;
use story::{Item, PageSetup};
use styles::Styles;

/// Where word processors put the body, if the package does not say where it is.
const MAIN: &str = "word/document.xml";

pub(super) fn read(input: &Input<'_>, sink: &mut Sink) -> Reading {
    let name = input.name.rsplit(['/', '\\']).next().unwrap_or_default().to_string();
    let mut pictures = Carried::new();
    let (mut document, text) = match manuscript(input, &name, sink, &mut pictures) {
        Ok(read) => read,
        Err(fault) => {
            sink.report(fault);
            (Document::default(), String::new())
        }
    };
    let source = Source::new(input.name, text);
    let sha256 = Sha256::digest(input.bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    document.provenance = Provenance { source: name, sha256, format: "docx".into(), anomalies: Vec::new() };
    Reading { document, source, pictures }
}

fn broken(message: String) -> Diagnostic {
    let hint = "open it in a word processor and save it again as .docx; a file of the older form (.doc) cannot be read";
    Diagnostic::new(code::MANUSCRIPT_UNREADABLE, message).hint(hint)
}

fn at_part(part: &str) -> impl Fn(XmlError) -> Diagnostic {
    move |error| broken(format!("the part `{part}` of the manuscript cannot be read at byte {}: {error}", error.offset))
}

fn damaged(part: &str) -> Diagnostic {
    let message =
        format!("the part `{part}` of the manuscript has bytes that are no characters; `\u{FFFD}` stands for them");
    let hint = "look for that sign in the words and write what belongs there, or save the manuscript again in a word processor";
    Diagnostic::new(code::ENCODING_BROKEN, message).hint(hint)
}

/// The parts that the main one is tied to, by their kinds.
fn part(ties: &Ties, kind: &str) -> Option<String> {
    ties.values().find(|tie| tie.kind == kind && !tie.external).map(|tie| tie.target.clone())
}

fn manuscript(
    input: &Input<'_>,
    name: &str,
    sink: &mut Sink,
    pictures: &mut Carried,
) -> Result<(Document, String), Diagnostic> {
    let opened = |error: PackageError| broken(format!("the manuscript cannot be opened: {error}"));
    let mut package = OpenPackage::open(input.bytes).map_err(opened)?;
    let main = part(&package.ties("").map_err(opened)?, "officeDocument").unwrap_or_else(|| MAIN.into());
    let ties = package.ties(&main).map_err(opened)?;
    let mut text_of = |kind: &str| -> Result<Option<(String, String)>, Diagnostic> {
        let Some(name) = part(&ties, kind) else { return Ok(None) };
        Ok(package.text(&name).map_err(opened)?.map(|text| (name, text)))
    };
    let styles = match text_of("styles")? {
        Some((name, text)) => Styles::read(&text).map_err(at_part(&name))?,
        None => Styles::default(),
    };
    let numbering = match text_of("numbering")? {
        Some((name, text)) => Numbering::read(&text).map_err(at_part(&name))?,
        None => Numbering::default(),
    };
    let remarks = match text_of("comments")? {
        Some((name, text)) => margins::remarks(&text).map_err(at_part(&name))?,
        None => BTreeMap::new(),
    };
    let mut desk = Desk::new(styles, numbering, input.revisions, sink);
    desk.remarks = remarks;
    desk.folder = format!("{}-pictures", name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    desk.aside = Rc::new(aside(&mut package, &ties));
    desk.people = people::People::of(&desk.aside.people);
    let mut page = PageSetup::default();
    let body = package.text(&main).map_err(opened)?;
    let body = body.ok_or_else(|| broken(format!("the manuscript has no part `{main}`")))?;
    desk.lang = language(&desk.styles, &desk.aside, &body);
    desk.ties = ties.clone();
    let items = story(&body, "body", &mut desk, &mut page).map_err(at_part(&main))?;
    drop(body);
    // Notes stand in no section, so that bookmarks in them are not kept.
    let bookmarks = desk.bookmarks.clone();
    let notes = notes(&mut package, &ties, &mut desk)?;
    desk.bookmarks = bookmarks;
    let mut document = assemble(items, notes, &mut desk);
    furniture(&mut package, &ties, &mut document, &mut desk)?;
    places::settle(&mut document, &mut desk);
    settle_widths(&mut document, page, &desk.drawn);
    desk.text.shrink_to_fit();
    for (part, path) in std::mem::take(&mut desk.pictures) {
        if let Some(bytes) = package.part(&part).map_err(opened)? {
            pictures.insert(path, bytes);
        }
    }
    for part in package.damaged() {
        desk.sink.report(damaged(part));
    }
    report::tell(&mut desk);
    desk.tell_unread();
    Ok((document, desk.text))
}

/// Tells what stands at the edges of pages.
fn furniture(
    package: &mut OpenPackage<'_>,
    ties: &Ties,
    document: &mut Document,
    desk: &mut Desk<'_>,
) -> Result<(), Diagnostic> {
    let edges = ties.values().filter(|tie| matches!(tie.kind.as_str(), "header" | "footer") && !tie.external);
    let mut parts = Vec::new();
    for tie in edges {
        let opened = |error: PackageError| broken(format!("the heads and feet of pages cannot be opened: {error}"));
        parts.extend(package.text(&tie.target).map_err(opened)?);
    }
    desk.furniture(&parts, &mut document.front).map_err(at_part("header or footer"))
}

/// What was kept aside; what cannot be read of it is as if it had not been kept.
fn aside(package: &mut OpenPackage<'_>, ties: &Ties) -> Aside {
    let mut parts = ties.values().filter(|tie| tie.kind == "customXml" && !tie.external).map(|tie| &tie.target);
    parts.find_map(|name| Aside::read(&package.text(name).ok()??)).unwrap_or_default()
}

/// The language that was kept aside, or else that of most words. The styles say one for Western and one for East Asian words,
/// whatever the words are.
fn language(styles: &Styles, aside: &Aside, body: &str) -> Lang {
    if let Some(lang) = aside.fact("lang").map(Lang::new).filter(Lang::is_well_formed) {
        return lang;
    }
    let said = styles.of_paragraph(None).run.or(&styles.plain().run);
    let words = body.split('<').filter_map(|tag| tag.split_once('>')).map(|(_, words)| words);
    let tally = words.filter(|words| !words.is_empty()).map(Tally::of).fold(Tally::default(), Tally::and);
    let (written, western) = (tally.prevailing(), said.latin.unwrap_or_else(|| "en".into()));
    // Templates name English for East Asian words, and Chinese for Western ones: the words overrule.
    let east_asian = said.east_asian.filter(|tag| look::is_east_asian(tag)).unwrap_or_else(|| "zh".into());
    let western = if look::is_east_asian(&western) { "en".into() } else { western };
    let tag = if written.is_chinese() { east_asian } else { western };
    Lang::new(tag.split(['-', '_']).next().unwrap_or("en"))
}

/// The story in the first element of a name.
fn story(text: &str, name: &str, desk: &mut Desk<'_>, page: &mut PageSetup) -> Result<Vec<Item>, XmlError> {
    let mut reader = XmlReader::new(text, SPACES);
    while let Some(element) = reader.open()? {
        if element.is("w", name) {
            return desk.story(&mut reader, page);
        }
    }
    Ok(Vec::new())
}

/// The notes that are called, in the order of their callouts.
fn notes(package: &mut OpenPackage<'_>, main: &Ties, desk: &mut Desk<'_>) -> Result<Vec<Note>, Diagnostic> {
    let mut found = Vec::new();
    for (kind, element, place) in [("footnotes", "footnote", NotePart::Foot), ("endnotes", "endnote", NotePart::End)] {
        let Some(name) = part(main, kind) else { continue };
        let opened = |error: PackageError| broken(format!("the notes cannot be opened: {error}"));
        let Some(text) = package.text(&name).map_err(opened)? else { continue };
        desk.ties = package.ties(&name).map_err(opened)?;
        let mut reader = XmlReader::new(&text, SPACES);
        while let Some(opened) = reader.open().map_err(at_part(&name))? {
            let separates = opened.attribute("type").is_some_and(|kind| kind != "normal");
            if !opened.is("w", element) {
                continue;
            }
            if separates {
                desk.pass_over(&mut reader).map_err(at_part(&name))?;
                continue;
            }
            let number = opened.attribute("id").unwrap_or_default().to_string();
            let items = desk.story(&mut reader, &mut PageSetup::default()).map_err(at_part(&name))?;
            found.push(((place, number), items));
        }
    }
    // Of two notes with one number the first is the one that is called.
    let (mut found, again) = first_of_each(found);
    let mut notes: Vec<Note> = Vec::new();
    for (place, number) in std::mem::take(&mut desk.called) {
        let id = desk.note_key(place, &number);
        let label = desk.note_label(place, &number);
        if let Some(items) = found.remove(&(place, number.clone())) {
            let blocks = note_blocks(items, (place, &number), desk);
            notes.push(Note { id, label, blocks, ..Note::default() });
        }
    }
    found.retain(|key, _| !desk.dismissed.contains(key));
    for (number, (_, items)) in (1..).zip(found.into_iter().chain(again)) {
        notes.extend(uncalled(items, number, desk));
    }
    Ok(notes)
}

type Found = ((NotePart, String), Vec<Item>);
type ByNumber = BTreeMap<(NotePart, String), Vec<Item>>;

/// Notes by their numbers, and those whose number another one has.
fn first_of_each(found: Vec<Found>) -> (ByNumber, Vec<Found>) {
    let (mut first, mut again) = (BTreeMap::new(), Vec::new());
    for (key, items) in found {
        match first.entry(key) {
            Entry::Vacant(entry) => drop(entry.insert(items)),
            Entry::Occupied(entry) => again.push((entry.key().clone(), items)),
        }
    }
    (first, again)
}

/// A note that nothing calls, unless it is empty.
fn uncalled(items: Vec<Item>, number: usize, desk: &mut Desk<'_>) -> Option<Note> {
    let blocks = structure::blocks(items, desk);
    let span = blocks.first()?.span();
    Some(Note { id: NoteId::unmarked(number), span, blocks, ..Note::default() })
}

/// A note's blocks, without its mark and the blank that stands between that and its words.
fn note_blocks(mut items: Vec<Item>, (place, number): (NotePart, &str), desk: &mut Desk<'_>) -> Vec<Block> {
    if let (Some(mark), Some(line)) = (desk.typed(place, number), items.iter_mut().find_map(story::line_mut)) {
        groups::strip(&mut line.pieces, &mark);
    }
    structure::blocks(items, desk)
}

fn assemble(items: Vec<Item>, notes: Vec<Note>, desk: &mut Desk<'_>) -> Document {
    let (front, items, said) = front::take(items, desk);
    let body = structure::body(items, desk);
    let mut document = Document { front, lead: body.lead, sections: body.sections, notes, ..Document::default() };
    document.notes.append(&mut desk.kept_notes);
    document.front.people = std::mem::take(&mut desk.people.named);
    facts::settle(&mut document.front, &said, desk);
    people::settle(&mut document, &desk.aside);
    document
}

/// The measure of pages of which nothing is said, in twentieths of a point: word processors take American letter paper.
const LETTER: i64 = 9360;

/// Widths of figures as shares of the measure.
fn settle_widths(document: &mut Document, page: PageSetup, drawn: &[(Span, Option<f64>)]) {
    let share = |width: f64| {
        let measure = page.measure.unwrap_or(LETTER) as f64;
        Some((width / measure * 1000.0).round() / 1000.0).filter(|share| *share > 0.0).map(|share| share.min(1.0))
    };
    let mut visit = |block: &mut Block| {
        if let Block::Figure(figure) = block {
            let kept = drawn.iter().find(|(span, _)| *span == figure.span);
            figure.width = kept.map_or_else(|| figure.width.and_then(share), |(_, width)| *width);
        }
    };
    walk::bodies_mut(document).into_iter().for_each(|blocks| walk::blocks_mut(blocks, &mut visit));
    for note in &mut document.notes {
        walk::blocks_mut(&mut note.blocks, &mut visit);
    }
}
