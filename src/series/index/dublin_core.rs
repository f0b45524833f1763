//! The index as Dublin Core: a record an issue, each an `oai_dc:dc` as harvesters of repositories know it.

use super::{Index, Item};
use crate::package::escape_path;
use crate::xml::XmlWriter;

/// The elements of the Dublin Core Metadata Element Set, version 1.1.
const DC: &str = "http://purl.org/dc/elements/1.1/";
/// The container of the OAI-PMH guidelines for them.
const OAI: &str = "http://www.openarchives.org/OAI/2.0/oai_dc/";

/// All records in one XML document.
#[must_use]
pub fn dublin_core(index: &Index) -> String {
    let mut xml = XmlWriter::new();
    xml.start("records").attribute("xmlns:oai_dc", OAI).attribute("xmlns:dc", DC).line();
    for item in &index.issues {
        record(&mut xml, index, item);
    }
    xml.end().line();
    xml.finish()
}

fn record(xml: &mut XmlWriter, index: &Index, item: &Item) {
    xml.start("oai_dc:dc").line();
    for document in &item.documents {
        term(xml, "dc:title", Some(document.lang.tag()), &document.title);
    }
    item.subjects.iter().for_each(|subject| term(xml, "dc:subject", None, subject));
    item.people.iter().for_each(|person| term(xml, "dc:subject", None, person));
    term(xml, "dc:publisher", None, index.publisher.as_deref().unwrap_or_default());
    term(xml, "dc:date", None, item.date.as_deref().unwrap_or_default());
    term(xml, "dc:type", None, "Text");
    item.documents.iter().for_each(|document| term(xml, "dc:identifier", None, &escape_path(&document.file)));
    let doi = item.doi.as_ref().map(|doi| format!("https://doi.org/{doi}")).unwrap_or_default();
    term(xml, "dc:identifier", None, &doi);
    item.documents.iter().for_each(|document| term(xml, "dc:language", None, document.lang.tag()));
    term(xml, "dc:relation", None, &source(index, item));
    let issn = index.issn.as_ref().map(|issn| format!("urn:ISSN:{issn}")).unwrap_or_default();
    term(xml, "dc:relation", None, &issn);
    term(xml, "dc:rights", None, item.licence.as_deref().unwrap_or_default());
    xml.end().line();
}

/// The bulletin and the numbers: `Lake Bulletin, 2024, no. 7, whole no. 168`.
fn source(index: &Index, item: &Item) -> String {
    let numbered = |word: &str, number: Option<u32>| number.map(|number| format!("{word}{number}"));
    let parts = [
        index.series.clone(),
        numbered("", item.year),
        numbered("no. ", item.number),
        numbered("whole no. ", item.whole_number),
        numbered("supplement ", item.supplement),
        item.corrects.as_ref().map(|corrected| format!("corrects {corrected}")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn term(xml: &mut XmlWriter, name: &'static str, lang: Option<&str>, words: &str) {
    if words.is_empty() {
        return;
    }
    xml.start(name);
    if let Some(lang) = lang {
        xml.attribute("xml:lang", lang);
    }
    xml.text(words).end().line();
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::super::tests::sample;
    use super::*;

    #[test]
    fn every_issue_is_a_record_with_its_titles_in_all_languages() {
        let text = dublin_core(&sample());
        assert_eq!(text.matches("<oai_dc:dc>").count(), 3);
        let lines: Vec<&str> = text.lines().skip_while(|line| !line.contains("Lakes")).take(12).collect();
        assert_eq!(lines[0], "<dc:title xml:lang=\"en\">Lakes, &lt;towns&gt; &amp; \"more\"</dc:title>");
        assert_eq!(lines[1], "<dc:title xml:lang=\"zh\">湖与城</dc:title>");
        assert!(lines.contains(&"<dc:date>2024-01-12</dc:date>"), "{lines:?}");
        assert!(
            text.contains("<dc:relation>Lake Bulletin, 2024, supplement 1, corrects 2024-02</dc:relation>"),
            "{text}"
        );
        let mut reader = quick_xml::Reader::from_str(&text);
        while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
    }
}
