//! The Word file of the sources in `fixtures/docx`, of some that other rooms keep, and of the real bulletin: against
//! the listing beside them (`BLESS=1` writes that anew), and against what no expectation can vouch for.

#![allow(clippy::unwrap_used, reason = "a test stops where its fixtures are broken")]

mod back;
mod common;
mod edited;
mod issue;
#[path = "../making/mod.rs"]
mod making;
mod parts;
mod saved;
mod word;

use issue::{Built, build, build_in, fixtures, sources};
use masthead::ast::numerals::Numeral;
use masthead::ast::{Block, Document, Figure, Front, Inline, Lang, List, ListItem, ListMarker, Paragraph, Quote};
use masthead::diagnostics::Span;
use masthead::fonts::FontBook;
use masthead::resources::Image;
use parts::{listing, part, parts};
use std::collections::BTreeSet;
use std::path::Path;

/// The one source whose listing has the style's parts too.
const WHOLE: &str = "numbers";

#[test]
fn the_parts_are_those_of_the_listing() {
    let blessing = std::env::var_os("BLESS").is_some();
    for (source, name) in sources() {
        let expectation = fixtures().join("docx").join(format!("{name}.parts"));
        let listing = listing(&build(&source).docx, name == WHOLE);
        if blessing {
            std::fs::write(&expectation, &listing).unwrap();
        }
        let expected = std::fs::read_to_string(&expectation).unwrap_or_default();
        let differs = expected.lines().zip(listing.lines()).position(|(left, right)| left != right);
        assert!(
            expected == listing,
            "{}: the file is not that of {} from line {} on",
            source.display(),
            expectation.display(),
            differs.map_or(0, |line| line + 1)
        );
    }
}

#[test]
fn every_listing_has_its_source() {
    let expected: BTreeSet<_> = sources().into_iter().map(|(_, name)| format!("{name}.parts")).collect();
    for entry in std::fs::read_dir(fixtures().join("docx")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(!name.ends_with(".parts") || expected.contains(&name), "{name} has no source");
    }
}

/// Numbers are computed as Word would, from the numbering part, so that a label that comes out otherwise is a fault.
#[test]
fn the_words_and_labels_are_those_of_the_issue() {
    for (source, name) in sources() {
        compare(&build(&source), &name);
    }
}

#[test]
fn notes_start_again_with_sections_where_the_style_says_so() {
    for (source, name) in sources() {
        compare(&build_in(&source, "[numbering]\nnotes = \"section\""), &name);
    }
    let built = build_in(Path::new("docx/numbers.json"), "[numbering]\nnotes = \"section\"");
    let body = part(&built.docx, "word/document.xml").unwrap();
    assert_eq!(body.matches("<w:numRestart w:val=\"eachSect\"/>").count(), 2);
    assert_eq!(body.matches("<w:titlePg/>").count(), 1);
}

fn compare(built: &Built, name: &str) {
    let squeeze = |words: &str| words.split_whitespace().collect::<String>();
    let [found, expected] = [&word::words(&built.docx), &built.words].map(|words| squeeze(words));
    let at = found.chars().zip(expected.chars()).position(|(left, right)| left != right);
    let near = |words: &str| words.chars().skip(at.unwrap_or(0).saturating_sub(20)).take(60).collect::<String>();
    assert!(found == expected, "{name}: `{}` where the issue says `{}`", near(&found), near(&expected));
}

#[test]
fn the_same_source_gives_the_same_bytes() {
    for (source, name) in sources() {
        assert!(build(&source).docx == build(&source).docx, "{name}");
    }
}

/// Passes before this keep such characters out of the text, so that the masthead's lines are the one way in.
#[test]
fn characters_that_xml_cannot_hold_are_left_out_and_told_of() {
    let mut document = Document::default();
    document.masthead.name = vec!["Bulle\u{1}tin".into()];
    let (docx, sink) = issue::write(&document);
    let codes: Vec<_> = sink.diagnostics().iter().map(|found| found.code.name()).collect();
    assert_eq!(codes, ["control-character"]);
    assert_eq!(word::words(&docx).trim(), "Bulletin");
}

#[test]
fn equal_pictures_share_a_part_and_links_of_notes_have_ties_of_their_own() {
    let sink = build(Path::new("jats/kitchen-sink.json")).docx;
    assert_eq!(parts(&sink).iter().filter(|(name, _)| name.starts_with("word/media/")).count(), 1);
    assert!(part(&sink, "word/document.xml").unwrap().matches("<w:drawing>").count() > 1);
    let ties = part(&build(Path::new("docx/numbers.json")).docx, "word/_rels/footnotes.xml.rels").unwrap();
    assert!(ties.contains("Target=\"https://example.org/a%20b?c=%E7%AE%80\" TargetMode=\"External\""), "{ties}");
}

#[test]
fn a_quote_in_a_quote_stands_further_in() {
    let words = |words: &str| {
        Block::Paragraph(Paragraph { inlines: vec![Inline::text(words, Span::Unknown)], ..Paragraph::default() })
    };
    let quote = |blocks| Block::Quote(Quote { blocks, ..Quote::default() });
    let nested = quote(vec![words("outer"), quote(vec![words("inner"), quote(vec![words("innermost")])])]);
    let (docx, _) = issue::write(&Document { lead: vec![nested], ..Document::default() });
    let body = part(&docx, "word/document.xml").unwrap();
    let left = |words: &str| {
        let paragraph = body.split("<w:p>").find(|paragraph| paragraph.contains(&format!(">{words}<"))).unwrap();
        paragraph.split("w:left=\"").nth(1).map_or(0, |rest| rest.split('"').next().unwrap().parse::<i64>().unwrap())
    };
    assert_eq!(left("outer"), 0, "the style says it");
    assert!(left("inner") > 0 && left("innermost") * 2 == left("inner") * 3, "{} {}", left("inner"), left("innermost"));
}

fn drawn(path: &str) -> (Vec<u8>, Vec<&'static str>) {
    let text = format!("<svg xmlns='http://www.w3.org/2000/svg' width='90' height='60'><path d='{path}'/></svg>");
    let image = Image::read(text.into_bytes(), |letters| FontBook::embedded().database(letters)).unwrap();
    let figure = Figure { image: "a.svg".into(), alternative: "A line".into(), ..Figure::default() };
    let document = Document { lead: vec![figure.into()], ..Document::default() };
    let (docx, sink) = issue::write_with(&document, "a.svg", image);
    (docx, sink.diagnostics().iter().map(|found| found.code.name()).collect())
}

#[test]
fn a_drawing_is_there_in_pixels_and_in_lines() {
    let (docx, told) = drawn("M0 0L90 60L0 60Z");
    assert!(told.is_empty(), "{told:?}");
    let media: Vec<_> = parts(&docx).into_iter().filter(|(name, _)| name.starts_with("word/media/")).collect();
    assert!(media[0].1.starts_with(b"\x89PNG") && media[1].1.starts_with(b"<svg"), "{}", media.len());
    let body = part(&docx, "word/document.xml").unwrap();
    let tie = |before: &str| body.split(before).nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_string();
    assert_ne!(tie("<a:blip r:embed=\""), tie("SVG/main\" r:embed=\""));
}

#[test]
fn a_drawing_that_cannot_be_painted_is_an_error() {
    assert_eq!(drawn("M-90000 0L90000 60L0 99999Z").1, ["image-unreadable"]);
}

#[test]
fn the_label_of_an_editors_note_has_its_face_and_weight_in_word() {
    let built = build_in(Path::new("bulletins/zh-2024-03.md"), "");
    let styles = part(&built.docx, "word/styles.xml").unwrap();
    let label = styles.split("w:styleId=\"EditorsNoteLabel\"").nth(1).unwrap().split("</w:style>").next().unwrap();
    assert!(label.contains("w:eastAsia=\"SimHei\""), "{label}");
}

#[test]
fn numbers_in_chinese_open_paragraphs_two_characters_in() {
    let words = |words: &str| vec![Inline::text(words, Span::Unknown)];
    let paragraph = |run: &str| Block::Paragraph(Paragraph { inlines: words(run), ..Paragraph::default() });
    let item = |words: &str| ListItem { blocks: vec![paragraph(words)], ..ListItem::default() };
    let marker = ListMarker::Number { start: 1, numeral: Numeral::Decimal };
    let list = |lang: &str| {
        let list = List { marker, items: vec![item("一项工作"), item("二项工作")], span: Span::Unknown };
        let front = Front { lang: Lang::new(lang), ..Front::default() };
        let docx = issue::write(&Document { front, lead: vec![Block::List(list)], ..Document::default() }).0;
        part(&docx, "word/numbering.xml").unwrap()
    };
    let chinese = list("zh");
    assert!(chinese.contains("<w:suff w:val=\"space\"/><w:lvlText w:val=\"%1.\"/>"), "{chinese}");
    assert!(chinese.contains("<w:ind w:left=\"0\" w:firstLine="), "{chinese}");
    let english = list("en");
    assert!(!english.contains("firstLine") && english.contains("w:hanging="), "{english}");
}
