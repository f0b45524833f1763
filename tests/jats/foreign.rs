//! An article of another publisher: none of its words vanishes without a finding.

use masthead::ast::{Document, Inline, walk};
use masthead::convert;
use masthead::diagnostics::{Diagnostic, Sink};
use masthead::numbering::number;
use masthead::{read, style};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeSet;

struct Article {
    text: String,
    document: Document,
    told: Vec<Diagnostic>,
}

fn article(edit: impl Fn(String) -> String) -> Article {
    let file = super::folder().join("foreign/outbreak.xml");
    let text = edit(std::fs::read_to_string(file).unwrap());
    let mut sink = Sink::new();
    let reader = read::by_name("jats").unwrap();
    let mut document = convert::prepare(&read::Input::new("outbreak.xml", text.as_bytes()), reader, &mut sink).document;
    let plain = style::resolve(style::built_in_source("plain").unwrap(), &|_| None).unwrap();
    number(&mut document, &plain, &mut Sink::new());
    Article { text, document, told: sink.into_diagnostics() }
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_string)
}

/// The bytes of an article that the findings tell of as left out: whole elements, or words that stand loose.
fn left_out(article: &Article) -> Vec<std::ops::Range<usize>> {
    let mut reader = Reader::from_str(&article.text);
    let (mut open, mut spans) = (Vec::new(), Vec::new());
    let told: Vec<_> = article.told.iter().filter(|found| found.code.name() == "element-dropped").collect();
    let starts: BTreeSet<usize> = told.iter().filter_map(|found| found.span.range()).map(|range| range.start).collect();
    loop {
        let before = usize::try_from(reader.buffer_position()).unwrap();
        match reader.read_event().unwrap() {
            Event::Start(_) => open.push(before),
            Event::End(_) => spans.push(open.pop().unwrap()..usize::try_from(reader.buffer_position()).unwrap()),
            Event::Text(_) => spans.push(before..usize::try_from(reader.buffer_position()).unwrap()),
            Event::Eof => return spans.into_iter().filter(|span| starts.contains(&span.start)).collect(),
            _ => {}
        }
    }
}

#[test]
fn every_word_is_in_the_document_or_told_of() {
    let article = article(|text| text);
    let json = serde_json::to_string(&article.document).unwrap();
    let kept: BTreeSet<String> = words(&json).collect();
    // A month is written in two figures.
    let is_kept = |word: &str| kept.contains(word) || kept.contains(&format!("0{word}"));
    let left_out = left_out(&article);
    assert!(left_out.len() > 10, "{:?}", article.told);
    let mut reader = Reader::from_str(&article.text);
    // The marks of notes are counted anew.
    let marks = ["a"];
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap();
        match reader.read_event().unwrap() {
            Event::Text(text) if !left_out.iter().any(|span| span.contains(&at)) => {
                let lost: Vec<String> = words(&text).filter(|word| !is_kept(word)).collect();
                assert!(lost.is_empty() || marks.contains(&text.trim()), "{lost:?} of `{}` vanished", text.trim());
            }
            Event::Eof => return,
            _ => {}
        }
    }
}

#[test]
fn what_is_left_out_is_quoted_with_its_element() {
    let article = article(|text| text);
    let messages: Vec<&str> = article.told.iter().map(|found| found.message.as_str()).collect();
    let expected = [
        "`2056-1234` is not an ISSN; it was left out",
        "a bulletin has no `volume`; it was left out: “12”",
        "a bulletin has no `fpage`; it was left out: “101”",
        "a bulletin has no `copyright-statement`; it was left out: “© 2023 The authors”",
        "a bulletin has no `publisher-loc`; it was left out: “Geneva”",
        "a bulletin has no `alt-title`; it was left out: “Cholera”",
        "a bulletin has no `ack`; it was left out: “Acknowledgements We thank nurses.”",
        "a bulletin has no `aff`; it was left out: “1 Lake Health Office, Lakeside”",
    ];
    for message in expected {
        assert!(messages.contains(&message), "{message}\n{messages:#?}");
    }
    assert!(messages.iter().any(|message| message.contains("`ref-list`; it was left out: “References 1 Snow J")));
    assert_eq!(article.document.front.licence.as_deref(), Some("https://creativecommons.org/licenses/by/4.0/"));
}

#[test]
fn the_words_of_links_stay_where_they_are_not_what_outputs_print() {
    let article = article(|text| text.replace(">Figure 1A<", ">Fig. 1A<"));
    let mut links = Vec::new();
    walk::runs(&article.document, &mut |run| {
        walk::inlines(run, &mut |inline| match inline {
            Inline::Link { target, inlines, .. } if target.starts_with('#') => {
                links.push(format!("{target} {}", masthead::ast::text::inlines(inlines)));
            }
            Inline::Reference { target, label, .. } => links.push(format!("#{target} made {label:?}")),
            _ => {}
        });
    });
    assert_eq!(links, ["#f1 Fig. 1A", "#t1 made Some(\"Table 1\")"]);
}

#[test]
fn pictures_formulas_and_labels_are_read_as_they_are_meant() {
    let article = article(|text| text);
    let json = serde_json::to_string(&article.document).unwrap();
    assert!(json.contains("\"alternative\":\"A curve\""));
    assert!(json.contains("r=n/N per year"), "a fraction keeps its stroke");
    assert!(json.contains("R=x^2 (1)"), "the number of a formula stands after it");
    let labels: Vec<(String, u32)> = article
        .document
        .sections
        .iter()
        .filter_map(|section| section.label.clone())
        .map(|it| (it.text, it.number))
        .collect();
    assert_eq!(labels, [("1".to_string(), 1), ("2".to_string(), 2)]);
    assert!(!article.told.iter().any(|found| found.message.contains("stands where number")));
}
