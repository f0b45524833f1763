//! The Dublin Core of an issue: what a library's catalogue asks first, in the terms of DCMI.

use super::record::Facts;
use crate::ast::{Block, Date, Document, Front, text};
use crate::write::Artifact;
use crate::xml::XmlWriter;

const SPACES: [(&str, &str); 3] = [
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("xmlns:dcterms", "http://purl.org/dc/terms/"),
    ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
];

/// The sidecar. Facts that the issue does not give are not in it.
pub(super) fn render(document: &Document, facts: &Facts, outputs: &[Artifact]) -> String {
    let mut xml = XmlWriter::new();
    xml.start("metadata");
    for (name, address) in SPACES {
        xml.attribute(name, address);
    }
    xml.line();
    let front = &document.front;
    for title in &front.titles {
        let words = text::inlines(&title.inlines);
        xml.start("dc:title").attribute("xml:lang", title.lang.tag()).text(words.trim()).end().line();
        if !title.subtitle.is_empty() {
            let words = text::inlines(&title.subtitle);
            xml.start("dcterms:alternative").attribute("xml:lang", title.lang.tag()).text(words.trim()).end().line();
        }
    }
    publication(&mut xml, front, facts);
    content(&mut xml, front);
    for output in outputs.iter().filter_map(|output| media_type(&output.path)) {
        xml.start("dc:format").attribute("xsi:type", "dcterms:IMT").text(output).end().line();
    }
    xml.end().line();
    xml.finish()
}

/// Who issued it, when, and as which issue of what.
fn publication(xml: &mut XmlWriter, front: &Front, facts: &Facts) {
    let mut line = |name: &'static str, kind: Option<&str>, words: &str| {
        xml.start(name);
        if let Some(kind) = kind {
            xml.attribute("xsi:type", kind);
        }
        xml.text(words).end().line();
    };
    front.publisher.iter().for_each(|name| line("dc:publisher", None, name));
    let compilers = front.compilers.iter().flat_map(|compilers| &compilers.names);
    compilers.for_each(|name| line("dc:contributor", None, name));
    front.date.map(Date::iso).iter().for_each(|day| line("dcterms:issued", Some("dcterms:W3CDTF"), day));
    facts.doi.iter().for_each(|doi| line("dc:identifier", Some("dcterms:URI"), &format!("https://doi.org/{doi}")));
    facts.place_in_series().iter().for_each(|place| line("dcterms:bibliographicCitation", None, place));
    facts.series.iter().for_each(|series| line("dcterms:isPartOf", None, series));
    facts.issn.iter().for_each(|issn| line("dcterms:isPartOf", Some("dcterms:URI"), &format!("urn:ISSN:{issn}")));
    line("dc:language", Some("dcterms:RFC5646"), front.lang.tag());
    line("dc:type", Some("dcterms:DCMIType"), "Text");
}

/// What it is about.
fn content(xml: &mut XmlWriter, front: &Front) {
    let note = front.editors_note.iter().flat_map(|note| &note.blocks).filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(text::inlines(&paragraph.inlines)),
        _ => None,
    });
    let note = note.collect::<Vec<_>>().join("\n");
    if !note.is_empty() {
        xml.start("dcterms:abstract").attribute("xml:lang", front.lang.tag()).text(note).end().line();
    }
    for word in &front.keywords {
        xml.element("dc:subject", word).line();
    }
    for person in &front.people {
        xml.element("dc:subject", &person.name).line();
    }
    if let Some(licence) = &front.licence {
        xml.element(if licence.contains("://") { "dcterms:license" } else { "dc:rights" }, licence).line();
    }
}

fn media_type(path: &str) -> Option<&'static str> {
    match path.rsplit_once('.')?.1 {
        "pdf" => Some("application/pdf"),
        "docx" => Some("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        "xml" => Some("application/xml"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ast::{Inline, Lang, Title};
    use crate::diagnostics::Span;
    use crate::xml::XmlReader;

    #[test]
    fn the_sidecar_is_well_formed_and_says_what_the_issue_says() {
        let mut document = Document::default();
        document.front.lang = Lang::new("en");
        document.front.date = Date::new(2023, 9, 22);
        let inlines = vec![Inline::text("Rain & shine", Span::Unknown)];
        document.front.titles = vec![Title { lang: Lang::new("en"), inlines, ..Title::default() }];
        let xml = render(&document, &Facts::of(&document), &[]);
        assert!(XmlReader::new(&xml, &[]).root().is_ok_and(|root| root.is_some()), "{xml}");
        assert!(xml.contains("<dc:title xml:lang=\"en\">Rain &amp; shine</dc:title>"), "{xml}");
        assert!(xml.contains("<dcterms:issued xsi:type=\"dcterms:W3CDTF\">2023-09-22</dcterms:issued>"), "{xml}");
        assert!(!xml.contains("dc:publisher"), "{xml}");
    }
}
