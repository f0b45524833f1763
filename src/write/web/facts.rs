//! What a page says about its issue to catalogues and search engines: Dublin Core, and schema.org as JSON-LD. Facts that the
//! issue does not give are not in it.

use super::page::language;
use super::pen::{Pen, is_refused};
use crate::ast::{Block, Date, Document, Front, identifiers, text};
use serde_json::{Map, Value, json};

const TERMS: &str = "http://purl.org/dc/terms/";

/// What readers see over the page: the title, or else what the issue is called.
pub(super) fn title(document: &Document) -> String {
    let (front, masthead) = (&document.front, &document.masthead);
    let name = Some(masthead.name.join(" ")).filter(|name| !name.is_empty());
    let title = front.title().map(|title| text::inlines(&title.inlines)).filter(|title| !title.trim().is_empty());
    let called = masthead.designation.clone().or(front.series.clone()).or(name);
    title.or(called).unwrap_or_else(|| "—".into())
}

/// What the issue is in its series: `Pujiang Innovation Forum Bulletin, No. 6 (Vol. 167)`.
pub(super) fn place(document: &Document) -> String {
    let (front, masthead) = (&document.front, &document.masthead);
    let name = Some(masthead.name.join(" ")).filter(|name| !name.is_empty());
    let series = front.series.clone().or(name);
    series.into_iter().chain(masthead.issue_line.clone()).collect::<Vec<_>>().join(", ")
}

/// A DOI that is one.
pub(super) fn doi(front: &Front) -> Option<&str> {
    front.doi.as_deref().map(Front::bare_doi).filter(|doi| identifiers::is_doi(doi))
}

/// The tag of the language of an issue; nothing where that is unknown.
fn known_language(front: &Front) -> &str {
    if front.lang.is_undetermined() { "" } else { language(&front.lang) }
}

/// Everybody who compiled the issue.
pub(super) fn compilers(front: &Front) -> &[String] {
    front.compilers.as_ref().map(|compilers| compilers.names.as_slice()).unwrap_or_default()
}

/// Writes the Dublin Core of an issue.
pub(super) fn dublin_core(pen: &mut Pen, document: &Document) {
    let front = &document.front;
    pen.void("link", &[("rel", "schema.DCTERMS"), ("href", TERMS)]);
    pen.line();
    for title in &front.titles {
        let lang = language(&title.lang);
        for (name, run) in [("DCTERMS.title", &title.inlines), ("DCTERMS.alternative", &title.subtitle)] {
            term(pen, name, lang, text::inlines(run).trim());
        }
    }
    let day = front.date.map(Date::iso).unwrap_or_default();
    let address = doi(front).map(|doi| format!("https://doi.org/{doi}")).unwrap_or_default();
    let issn = front.issn.as_ref().map(|issn| format!("urn:ISSN:{issn}")).unwrap_or_default();
    term(pen, "DCTERMS.publisher", "", front.publisher.as_deref().unwrap_or_default());
    compilers(front).iter().for_each(|name| term(pen, "DCTERMS.contributor", "", name));
    for (name, words) in [
        ("DCTERMS.issued", day.as_str()),
        ("DCTERMS.identifier", &address),
        ("DCTERMS.bibliographicCitation", &place(document)),
        ("DCTERMS.isPartOf", front.series.as_deref().unwrap_or_default()),
        ("DCTERMS.isPartOf", &issn),
        ("DCTERMS.language", known_language(front)),
        ("DCTERMS.type", "Text"),
    ] {
        term(pen, name, "", words);
    }
    front.keywords.iter().for_each(|word| term(pen, "DCTERMS.subject", "", word));
    front.people.iter().for_each(|person| term(pen, "DCTERMS.subject", "", &person.name));
    term(pen, "DCTERMS.license", "", front.licence.as_deref().unwrap_or_default());
}

fn term(pen: &mut Pen, name: &str, lang: &str, words: &str) {
    if !words.is_empty() {
        pen.void("meta", &[("name", name), ("lang", lang), ("content", words)]);
        pen.line();
    }
}

/// The facts as schema.org has them: an article in an issue of a periodical. Nothing in it can end the element around it.
pub(super) fn linked_data(document: &Document) -> String {
    let front = &document.front;
    let mut article = Map::new();
    let mut say = |name: &str, value: Value| {
        if !is_nothing(&value) {
            article.insert(name.into(), value);
        }
    };
    say("@context", json!("https://schema.org"));
    say("@type", json!("Article"));
    say("headline", json!(title(document)));
    let subtitle = front.title().map(|title| text::inlines(&title.subtitle)).unwrap_or_default();
    say("alternativeHeadline", json!(subtitle));
    say("abstract", json!(standfirst(front)));
    say("inLanguage", json!(known_language(front)));
    say("datePublished", json!(front.date.map(Date::iso)));
    say("publisher", organisation(front));
    say("contributor", compilers(front).iter().map(|name| json!({"@type": "Person", "name": name})).collect());
    say("mentions", front.people.iter().map(|person| who(&person.name, person.position.as_deref())).collect());
    say("keywords", json!(front.keywords));
    say("license", json!(front.licence));
    say("identifier", json!(doi(front).map(|doi| format!("https://doi.org/{doi}"))));
    say("isPartOf", issue(document));
    Value::Object(article).to_string().chars().map(escaped).collect()
}

/// A character of JSON as a page can carry it: none that ends the element, that HTML forbids or that joins the tag before it.
fn escaped(c: char) -> String {
    match c {
        '<' | '\u{338}' => format!("\\u{:04x}", u32::from(c)),
        c if is_refused(c) => c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect(),
        c => c.into(),
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(all) => all.is_empty(),
        Value::Object(all) => all.len() < 2,
        _ => false,
    }
}

/// A thing of a kind with what is known of it; nothing where that is nothing.
fn thing<const N: usize>(kind: &str, facts: [(&str, Value); N]) -> Value {
    let known = facts.into_iter().filter(|(_, value)| !is_nothing(value));
    let all: Map<String, Value> = known.map(|(name, value)| (name.to_string(), value)).collect();
    if all.is_empty() {
        return Value::Null;
    }
    let kind = [("@type".to_string(), json!(kind))];
    Value::Object(kind.into_iter().chain(all).collect())
}

fn who(name: &str, position: Option<&str>) -> Value {
    thing("Person", [("name", json!(name)), ("jobTitle", json!(position))])
}

fn organisation(front: &Front) -> Value {
    thing("Organization", [("name", json!(front.publisher))])
}

fn issue(document: &Document) -> Value {
    let front = &document.front;
    let series = thing("Periodical", [("name", json!(front.series)), ("issn", json!(front.issn))]);
    let number = front.number.map(|number| number.0.to_string());
    let facts = [("issueNumber", json!(number)), ("name", json!(document.masthead.designation)), ("isPartOf", series)];
    thing("PublicationIssue", facts)
}

/// The words of the editor's note.
pub(super) fn standfirst(front: &Front) -> String {
    let blocks = front.editors_note.iter().flat_map(|note| &note.blocks);
    let words = blocks.filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(text::inlines(&paragraph.inlines)),
        _ => None,
    });
    words.collect::<Vec<_>>().join("\n")
}
