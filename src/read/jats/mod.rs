//! Reader `jats`: an article in JATS (ANSI/NISO Z39.96), Archiving, Publishing or Authoring.
//!
//! What this program writes comes back as it was; of other publishers' articles is read what a bulletin can hold, and every
//! element that it cannot is told of. No document type is fetched and no entity is expanded.

mod blocks;
mod callings;
mod desk;
mod formulas;
mod front;
mod inlines;
mod losses;
mod tables;

use super::{Input, Reading, decode::decode};
use crate::ast::{Anomaly, Document, Note, Provenance};
use crate::diagnostics::{Diagnostic, Sink, Source, Span, code};
use crate::xml::{Element, Node, Space, XmlError, XmlReader};
use desk::{Desk, Fate, line, span};
use sha2::{Digest, Sha256};

const SPACES: &[Space] = &[
    ("http://www.w3.org/1999/xlink", "xlink"),
    ("http://www.w3.org/1998/Math/MathML", "mml"),
    ("http://www.niso.org/schemas/ali/1.0/", "ali"),
];

/// So many elements an article may have: it is in memory whole, with what becomes of it. The real bulletin has three hundred.
const MOST_ELEMENTS: usize = 500_000;

pub(super) fn read(input: &Input<'_>, sink: &mut Sink) -> Reading {
    let source = Source::new(input.name, decode(input.bytes, sink));
    let mut document = match parse(source.text(), sink) {
        Ok(document) => document,
        Err(fault) => {
            sink.report(fault);
            Document::default()
        }
    };
    let own = std::mem::take(&mut document.provenance.anomalies);
    document.provenance = Provenance {
        source: input.name.rsplit(['/', '\\']).next().unwrap_or_default().to_string(),
        sha256: Sha256::digest(input.bytes).iter().map(|byte| format!("{byte:02x}")).collect(),
        format: "jats".into(),
        anomalies: own,
    };
    Reading::new(document, source)
}

fn parse(text: &str, sink: &mut Sink) -> Result<Document, Diagnostic> {
    if text.trim().is_empty() {
        return Ok(Document::default());
    }
    let mut reader = XmlReader::new(text, SPACES).at_most(MOST_ELEMENTS);
    let root = reader.root().map_err(|error| broken(&error))?;
    for (name, offset) in reader.unknown_entities() {
        let message = format!("the entity `&{name};` is not known; it stands in the words as it was written");
        let hint = "put the character itself in its place; entities of a document type are never looked up";
        sink.report(
            Diagnostic::new(code::ENTITY_UNKNOWN, message).at(Span::text(*offset, offset + name.len() + 2)).hint(hint),
        );
    }
    let root = root.ok_or_else(|| broken(&XmlError { offset: 0, message: "it holds no element".into() }))?;
    if root.name != "article" {
        let message = format!("the file is XML, but no article of JATS: its element is `{}`", root.name);
        return Err(Diagnostic::new(code::JATS_INVALID, message).at(span(&root)).hint("give an article of JATS"));
    }
    Ok(document(&root, sink))
}

fn broken(error: &XmlError) -> Diagnostic {
    Diagnostic::new(code::JATS_INVALID, error.message.clone())
        .at(Span::text(error.offset, error.offset + 1))
        .hint("mend the XML there; `xmllint` tells more")
}

fn document(article: &Element<'_>, sink: &mut Sink) -> Document {
    let mut desk = Desk::new(sink);
    note_ids(article, &mut desk);
    desk.own = generator(article).is_some_and(|generator| generator.starts_with("masthead "));
    let mut front = desk.front(article);
    desk.imprint(article, &mut front);
    front.style = said(article, "style-in-source");
    let empty = Element::default();
    let body = article.child("body").unwrap_or(&empty);
    let lead = desk.blocks(body);
    let mut sections = desk.sections(body);
    let back = article.child("back").unwrap_or(&empty);
    sections.extend(desk.sections(back));
    let mut notes = notes(back, &mut desk);
    notes.append(&mut desk.notes);
    let provenance = Provenance { anomalies: anomalies(article), ..Provenance::default() };
    let mut document = Document { provenance, front, lead, sections, notes, ..Document::default() };
    finish(article, &mut document, &mut desk);
    document
}

/// Settles what can be settled only once all is read, and tells what was left out.
fn finish(article: &Element<'_>, document: &mut Document, desk: &mut Desk<'_>) {
    for element in article.elements().filter(|it| matches!(it.name, "sub-article" | "response" | "floats-group")) {
        desk.leave(element, Fate::Dropped);
    }
    let known = ["notes", "fn-group", "sec"];
    let back = article.child("back").into_iter().flat_map(Element::elements);
    for element in back.filter(|element| !known.contains(&element.name)) {
        desk.leave(element, Fate::Dropped);
    }
    desk.settle_callings(document);
    if !desk.own {
        desk.account(article);
    }
    desk.tell();
}

/// The ids of all notes, which must be known before anything calls them, and of all that is called.
fn note_ids(element: &Element<'_>, desk: &mut Desk<'_>) {
    for node in &element.children {
        let Node::Element(inner) = node else { continue };
        if inner.name == "fn" {
            desk.note_ids.extend(inner.attribute("id").map(str::to_string));
        }
        let called = inner.attribute("rid").filter(|_| inner.name == "xref").unwrap_or_default();
        desk.called.extend(called.split_whitespace().map(str::to_string));
        note_ids(inner, desk);
    }
}

fn notes(back: &Element<'_>, desk: &mut Desk<'_>) -> Vec<Note> {
    let groups = back.elements().filter(|element| element.name == "fn-group");
    let found: Vec<&Element<'_>> = groups.flat_map(Element::elements).filter(|inner| inner.name == "fn").collect();
    found.into_iter().filter_map(|note| Some(desk.note(note, note.attribute("id")?))).collect()
}

/// What made the article, as it tells itself.
fn generator(article: &Element<'_>) -> Option<String> {
    said(article, "generator")
}

/// A value among those that tell where the article came from.
fn said(article: &Element<'_>, name: &str) -> Option<String> {
    let groups = article.child("processing-meta").into_iter().flat_map(Element::elements);
    let mut metas = groups.flat_map(Element::elements);
    let found = metas.find(|meta| line(meta.child("meta-name")).as_deref() == Some(name))?;
    line(found.child("meta-value"))
}

/// What was repaired when the article was made, as it tells itself.
fn anomalies(article: &Element<'_>) -> Vec<Anomaly> {
    let groups = article.child("processing-meta").into_iter().flat_map(Element::elements);
    let groups = groups.filter(|group| group.attribute("content-type") == Some("anomalies"));
    let metas = groups.flat_map(Element::elements);
    let anomaly = |meta: &Element<'_>| {
        let (code, message) = (line(meta.child("meta-name"))?, line(meta.child("meta-value"))?);
        Some(Anomaly { code, message, ..Anomaly::default() })
    };
    metas.filter_map(anomaly).collect()
}
