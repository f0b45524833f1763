//! What the file says about itself: `docProps/core.xml`, `app.xml` and `custom.xml`.

use crate::ast::{Document, text};
use crate::xml::XmlWriter;

const CORE: &str = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
const DUBLIN_CORE: &str = "http://purl.org/dc/elements/1.1/";
const TERMS: &str = "http://purl.org/dc/terms/";
const SCHEMA: &str = "http://www.w3.org/2001/XMLSchema-instance";
const EXTENDED: &str = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
const CUSTOM: &str = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties";
const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes";
/// The format id that every custom property has (ECMA-376 part 4 and MS-OSHARED, 2.3.3.2.1.1).
const CUSTOM_FORMAT: &str = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}";

/// Title, makers, subject, keywords, language and the day of issue.
pub(super) fn core(document: &Document) -> XmlWriter {
    let front = &document.front;
    let mut xml = XmlWriter::new();
    xml.start("cp:coreProperties").attribute("xmlns:cp", CORE).attribute("xmlns:dc", DUBLIN_CORE);
    xml.attribute("xmlns:dcterms", TERMS).attribute("xmlns:xsi", SCHEMA);
    let day = front.date.map(|date| format!("{}T00:00:00Z", date.iso()));
    let stamp = |xml: &mut XmlWriter, element: &'static str| {
        if let Some(day) = &day {
            xml.start(element).attribute("xsi:type", "dcterms:W3CDTF").text(day).end();
        }
    };
    let makers = front.compilers.as_ref().map(|compilers| compilers.names.join("; "));
    let makers = makers.filter(|makers| !makers.is_empty()).or_else(|| front.publisher.clone());
    said(&mut xml, "dc:title", front.title().map(|title| text::inlines(&title.inlines)));
    said(&mut xml, "dc:subject", document.masthead.designation.clone().or_else(|| front.series.clone()));
    said(&mut xml, "dc:creator", makers);
    said(&mut xml, "cp:keywords", Some(front.keywords.join("; ")));
    stamp(&mut xml, "dcterms:created");
    stamp(&mut xml, "dcterms:modified");
    said(&mut xml, "dc:language", Some(front.lang.tag().to_string()));
    said(&mut xml, "dc:identifier", front.doi.clone());
    xml
}

fn said(xml: &mut XmlWriter, element: &'static str, words: Option<String>) {
    if let Some(words) = words.filter(|words| !words.is_empty()) {
        xml.element(element, words);
    }
}

/// The program and the issuing body.
pub(super) fn app(document: &Document) -> XmlWriter {
    let mut xml = XmlWriter::new();
    xml.start("Properties").attribute("xmlns", EXTENDED);
    xml.element("Application", "masthead");
    said(&mut xml, "Company", document.front.publisher.clone());
    xml
}

/// The series and the issue's numbers, for archives that file by them; none where the issue has none.
pub(super) fn custom(document: &Document) -> Option<XmlWriter> {
    let front = &document.front;
    let number = |number: Option<crate::ast::IssueNumber>| number.map(|number| ("vt:i4", number.0.to_string()));
    let words = |words: &Option<String>| words.clone().map(|words| ("vt:lpwstr", words));
    let facts = [
        ("Series", words(&front.series)),
        ("Issue", number(front.number)),
        ("Whole number", number(front.whole_number)),
        ("ISSN", words(&front.issn)),
        ("Licence", words(&front.licence)),
    ];
    let facts: Vec<_> = facts.into_iter().filter_map(|(name, fact)| Some((name, fact?))).collect();
    if facts.is_empty() {
        return None;
    }
    let mut xml = XmlWriter::new();
    xml.start("Properties").attribute("xmlns", CUSTOM).attribute("xmlns:vt", TYPES);
    // Ids begin at 2; 0 and 1 are taken.
    for (id, (name, (kind, value))) in (2..).zip(facts) {
        xml.start("property").attribute("fmtid", CUSTOM_FORMAT).attribute("pid", format!("{id}"));
        xml.attribute("name", name).element(kind, value).end();
    }
    Some(xml)
}
