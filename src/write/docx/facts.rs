//! What is kept aside of the whole issue: its facts, with the lines that were printed of them. Where a line reads otherwise
//! when the file comes back, an editor has changed it, and the line is what holds.

use super::bookmarks::Bookmarks;
use super::manuscript::Manuscript;
use crate::ast::address::Address;
use crate::ast::{Document, Front, Inline, NameOrder, Person, walk};
use crate::package::escape_uri;
use crate::xml::XmlWriter;
use std::collections::BTreeMap;

/// Writes the facts.
pub(super) fn write(xml: &mut XmlWriter, manuscript: &Manuscript<'_>) {
    let document = manuscript.issue.document;
    facts(xml, &document.front);
    printed(xml, document, &manuscript.imprint_lines());
    document.front.people.iter().for_each(|person| named(xml, person));
    places(xml, &manuscript.bookmarks);
    addresses(xml, document);
}

fn facts(xml: &mut XmlWriter, front: &Front) {
    let mut fact = |name: &str, is: &str| {
        xml.start("fact").attribute("name", name).attribute("is", is).end().line();
    };
    fact("lang", front.lang.tag());
    let words = [
        ("series", &front.series),
        ("issue-line", &front.issue_line),
        ("designation", &front.designation),
        ("date-line", &front.date_line),
        ("publisher", &front.publisher),
        ("classification", &front.classification),
        ("copy-number", &front.copy_number),
        ("licence", &front.licence),
        ("issn", &front.issn),
        ("doi", &front.doi),
        ("style", &front.style),
    ];
    words.into_iter().for_each(|(name, words)| words.iter().for_each(|words| fact(name, words)));
    let numbers = [
        ("number", front.number.map(|number| number.0)),
        ("whole-number", front.whole_number.map(|number| number.0)),
        ("supplement", front.supplement.map(|number| number.0)),
        ("copies", front.imprint.copies),
    ];
    numbers.into_iter().for_each(|(name, number)| number.iter().for_each(|number| fact(name, &number.to_string())));
    front.date.iter().for_each(|date| fact("date", &date.iso()));
    if let Some(issue) = &front.corrects {
        fact("corrects", &issue.name());
        issue.date.iter().for_each(|date| fact("corrects-date", &date.iso()));
    }
    if let Some(compilers) = &front.compilers {
        fact("compilers-order", order(compilers.name_order));
        compilers.label.iter().for_each(|label| fact("compilers-label", label));
        compilers.names.iter().for_each(|name| fact("compiler", name));
    }
    let lists = [
        ("keyword", &front.keywords),
        ("reviewer", &front.imprint.reviewers),
        ("distribution", &front.imprint.distribution),
        ("copies-to", &front.imprint.copies_to),
        ("imprint-line", &front.imprint.lines),
    ];
    lists.into_iter().for_each(|(name, list)| list.iter().for_each(|words| fact(name, words)));
    front.imprint.issued_by.iter().for_each(|office| fact("issued-by", office));
}

fn order(order: NameOrder) -> &'static str {
    match order {
        NameOrder::Unknown => "unknown",
        NameOrder::Eastern => "eastern",
        NameOrder::Western => "western",
    }
}

/// The lines that say facts, as they were printed.
fn printed(xml: &mut XmlWriter, document: &Document, imprint: &[String]) {
    let (front, masthead) = (&document.front, &document.masthead);
    let name = Some(masthead.name.join(" ")).filter(|name| !name.is_empty());
    let lines = [
        ("series", &name),
        ("issue", &masthead.issue_line),
        ("publisher", &masthead.publisher),
        ("date", &masthead.date),
        ("designation", &masthead.designation),
        ("classification", &front.classification),
        ("copy-number", &front.copy_number),
    ];
    let lines = lines.into_iter().filter_map(|(name, words)| Some((name, words.as_deref()?)));
    for (name, words) in lines.chain(imprint.iter().map(|line| ("imprint", line.as_str()))) {
        xml.start("printed").attribute("line", name).attribute("words", words).end().line();
    }
}

fn named(xml: &mut XmlWriter, person: &Person) {
    xml.start("person").attribute("id", &person.id.0).attribute("name", &person.name);
    if let Some(position) = &person.position {
        xml.attribute("position", position);
    }
    xml.attribute("order", order(person.name_order)).end().line();
}

/// What bookmarks stand at.
fn places(xml: &mut XmlWriter, bookmarks: &Bookmarks<'_>) {
    for (name, id) in bookmarks.named() {
        xml.start("place").attribute("name", name).attribute("id", id).end().line();
    }
}

/// Addresses of links that are no URIs as they stand.
fn addresses(xml: &mut XmlWriter, document: &Document) {
    let mut found = BTreeMap::new();
    walk::runs(document, &mut |run| {
        walk::inlines(run, &mut |inline| {
            if let Inline::Link { target, .. } = inline {
                let uri = escape_uri(target);
                if Address::of(target).is_there() && uri != *target {
                    found.insert(uri, target.as_str());
                }
            }
        });
    });
    for (uri, address) in found {
        xml.start("address").attribute("uri", uri).attribute("is", address).end().line();
    }
}
