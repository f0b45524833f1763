//! Small pages by hand, judged by the text of the file.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod binding;
mod founts;
mod pictures;
mod press;
mod sample;

use super::bind::Streams;
use super::{print, settings};
use crate::diagnostics::{Diagnostic, Span};
use crate::fonts::FontBook;
use crate::frame::{ArtifactKind, Content, FrameItem, LeafId, LinkTarget, Tag, TagChild};
use crate::geom::{Point, Pt};
use crate::resources::{Image, Images};
use crate::style::Swatch;
use crate::write::{Attachment, PdfProfile, Relation};
use sample::{Sheet, in_language, node};

/// The file with nothing compressed.
fn plain(sheet: &Sheet, images: &Images) -> Result<String, Vec<Diagnostic>> {
    let settings = settings(PdfProfile::default()).unwrap();
    let bytes = print(&sheet.pages, images, &FontBook::embedded(), &[], settings, Streams::Plain, true)?;
    Ok(bytes.into_iter().map(char::from).collect())
}

fn text(sheet: &Sheet) -> String {
    plain(sheet, &Images::new()).unwrap()
}

fn faults(sheet: &Sheet) -> Vec<(&'static str, String)> {
    let found = plain(sheet, &Images::new()).unwrap_err();
    found.into_iter().map(|diagnostic| (diagnostic.code.name(), diagnostic.message)).collect()
}

fn one_paragraph() -> Sheet {
    let mut sheet = Sheet::new();
    let words = sheet.text("Innovation");
    sheet.root(node(Tag::Paragraph, vec![words]));
    sheet
}

#[test]
fn the_same_pages_give_the_same_bytes() {
    let bytes = |beside| {
        print(
            &everything().0.pages,
            &everything().1,
            &FontBook::embedded(),
            &[],
            settings(PdfProfile::default()).unwrap(),
            Streams::Packed,
            beside,
        )
        .unwrap()
    };
    let alone = bytes(true);
    assert!(alone == bytes(true) && alone == bytes(false));
}

#[test]
fn the_file_says_that_it_is_archival_and_accessible() {
    let text = text(&one_paragraph());
    for claim in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "/DisplayDocTitle true",
        "/Marked true",
        "/Lang(en)",
        "2023-09-22T00:00:00Z",
    ] {
        assert!(text.contains(claim), "{claim} is missing");
    }
}

#[test]
fn one_leaf_on_two_pages_is_one_paragraph() {
    let mut sheet = Sheet::new();
    let leaf = sheet.leaf();
    sheet.words(0, &[], "This opens on one page", Content::Leaf(leaf));
    sheet.turn();
    sheet.words(0, &[], "and ends on the next", Content::Leaf(leaf));
    sheet.root(node(Tag::Paragraph, vec![TagChild::Leaf(leaf)]));
    let text = text(&sheet);
    assert_eq!(text.matches("/S/P/").count(), 1);
    assert!(text.contains("/K[0<</Type/MCR/MCID 0/Pg"), "the second piece is a reference to content of another page");
}

#[test]
fn items_of_one_leaf_that_follow_one_another_are_one_piece() {
    let mut sheet = Sheet::new();
    let leaf = sheet.leaf();
    sheet.words(0, &[], "one line", Content::Leaf(leaf));
    sheet.words(1, &[], "and another", Content::Leaf(leaf));
    sheet.root(node(Tag::Paragraph, vec![TagChild::Leaf(leaf)]));
    assert_eq!(text(&sheet).matches("/MCID").count(), 1);
}

#[test]
fn what_follows_a_right_to_left_word_is_another_piece() {
    let mut sheet = Sheet::new();
    let leaf = sheet.leaf();
    for words in ["before", "שלום", "after", "after that"] {
        sheet.words(0, &[], words, Content::Leaf(leaf));
    }
    sheet.root(node(Tag::Paragraph, vec![TagChild::Leaf(leaf)]));
    let text = text(&sheet);
    let (_, turned) = text.split_once("/ReversedChars BMC").unwrap();
    let (before, _) = turned.split_once("/MCID").unwrap();
    assert_eq!(before.matches("EMC").count(), 2, "the word and its piece end together");
    assert_eq!(text.matches("/MCID").count(), 2);
}

#[test]
fn ligatures_small_capitals_and_hyphens_read_as_their_letters() {
    let mut sheet = Sheet::new();
    let leaf = sheet.leaf();
    sheet.words(0, &["smcp"], "forum", Content::Leaf(leaf));
    sheet.words(2, &[], "offi\u{AD}", Content::Leaf(leaf));
    sheet.root(node(Tag::Paragraph, vec![TagChild::Leaf(leaf)]));
    let text = text(&sheet);
    assert!(text.contains("<006600660069>") || text.contains("<00660066>"), "the ligature reads ffi or ff");
    assert!(text.contains("<00AD>"), "the hyphen of a line break is soft");
    for letter in "forum".chars() {
        assert!(text.contains(&format!("<{:04X}>", u32::from(letter))), "small capital {letter}");
    }
}

#[test]
fn furniture_is_outside_the_structure() {
    let mut sheet = one_paragraph();
    sheet.words(0, &[], "Bulletin VI", Content::Artifact(ArtifactKind::Header));
    sheet.words(0, &[], "2", Content::Artifact(ArtifactKind::Footer));
    let area = sheet.area(100.0, 1.0);
    sheet.put(FrameItem::Rule { area, colour: Swatch::BLACK }, Content::Artifact(ArtifactKind::Layout));
    let text = text(&sheet);
    assert!(text.contains("/Subtype/Header"));
    assert!(text.contains("/Subtype/Footer"));
    assert!(text.contains("/Type/Layout"));
    assert_eq!(text.matches("/MCID").count(), 1);
}

#[test]
fn a_link_stands_in_a_link_tag_and_says_where_it_leads() {
    let uri = LinkTarget::Uri("https://example.org/a b".into());
    for tag in [Tag::Link, Tag::Span] {
        let mut sheet = Sheet::new();
        let words = sheet.link("the forum", uri.clone());
        let inner = node(tag, vec![words]);
        sheet.root(node(Tag::Paragraph, vec![inner]));
        let text = text(&sheet);
        assert!(text.contains("/URI(https://example.org/a%20b)"));
        assert!(text.contains("/Contents(the forum)"));
        assert_eq!(text.matches("/S/Link/").count(), 1);
        assert!(text.contains("/Type/OBJR"));
    }
}

#[test]
fn a_link_over_two_lines_is_one_annotation() {
    let mut sheet = Sheet::new();
    let leaf = sheet.leaf();
    for line in ["the longest", "of links"] {
        let area = sheet.words(0, &[], line, Content::Leaf(leaf));
        let target = LinkTarget::Place(0, Point::default());
        sheet.put(FrameItem::Link { area, target, alternative: "the longest of links".into() }, Content::Leaf(leaf));
    }
    sheet.root(node(Tag::Link, vec![TagChild::Leaf(leaf)]));
    assert_eq!(text(&sheet).matches("/Subtype/Link").count(), 1);
}

#[test]
fn tables_lists_and_notes_keep_their_attributes() {
    let (sheet, images) = everything();
    let text = plain(&sheet, &images).unwrap();
    for attribute in [
        "/ListNumbering/Decimal",
        "/ListNumbering/Disc",
        "/Scope/Column",
        "/Scope/Row",
        "/ColSpan 2",
        "/RowSpan 2",
        "/ID(Note 1)",
        "/Alt(A chart of two columns)",
        "/BBox[",
        "/Lang(zh-Hans)",
        "/T(Grasp new trends)",
        "/S/H2",
    ] {
        assert!(text.contains(attribute), "{attribute} is missing");
    }
}

#[test]
fn pages_carry_their_folios_and_headings_their_places() {
    let (sheet, images) = everything();
    let text = plain(&sheet, &images).unwrap();
    assert!(text.contains("/S/D/St 2"));
    assert!(text.contains("/Title(Grasp new trends)"));
    assert!(text.contains("/PageLabels"));
}

#[test]
fn pictures_of_every_kind_are_kept() {
    let kinds = [
        ("grey", pictures::png(8, 0, &[9])),
        ("rgb", pictures::png(8, 2, &[9, 8, 7])),
        ("alpha", pictures::png(8, 6, &[9, 8, 7, 100])),
        ("deep", pictures::png(16, 2, &[0, 9, 0, 8, 0, 7])),
        ("deep alpha", pictures::png(16, 6, &[0, 9, 0, 8, 0, 7, 0, 100])),
        ("photo", pictures::jpeg(1)),
        ("colour photo", pictures::jpeg(3)),
    ];
    for (name, image) in kinds {
        let text = plain(&picture("a.png"), &Images::from([("a.png".to_string(), image)])).unwrap();
        assert!(text.contains("/Subtype/Image"), "{name}");
    }
}

#[test]
fn pictures_that_cannot_be_kept_are_named_with_their_place() {
    let mut broken = pictures::png(8, 2, &[9, 8, 7]);
    let mut bytes = broken.bytes.to_vec();
    bytes.truncate(bytes.len() - 25);
    broken.bytes = bytes.into();
    let huge = Image { width: 60_000, height: 60_000, ..pictures::png(8, 2, &[9, 8, 7]) };
    let kinds = [
        pictures::jpeg(4),
        pictures::framed_jpeg([0xC3, 8, 3], 8),
        pictures::framed_jpeg([0xC9, 8, 3], 8),
        pictures::framed_jpeg([0xC1, 12, 3], 8),
        pictures::head_of_png(12_000, 16, 6),
    ];
    for image in [broken, huge].into_iter().chain(kinds) {
        let images = Images::from([("a.png".to_string(), image)]);
        let found = plain(&picture("a.png"), &images).unwrap_err();
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].code.name(), "image-unreadable", "{found:?}");
        assert_eq!(found[0].span, Span::text(7, 9), "{found:?}");
        assert!(!found[0].message.contains(['"', '\n']), "{found:?}");
    }
}

#[test]
fn a_photo_longer_than_its_decoder_takes_is_unpacked() {
    let images = Images::from([("a.png".to_string(), pictures::wide_jpeg(3, 20_000))]);
    let text = plain(&picture("a.png"), &images).unwrap();
    assert!(text.contains("/Width 20000") && !text.contains("DCTDecode"));
}

#[test]
fn pages_that_contradict_themselves_are_refused_without_a_panic() {
    let mut on_no_page = one_paragraph();
    let leaf = on_no_page.leaf();
    on_no_page.root(node(Tag::Paragraph, vec![TagChild::Leaf(leaf)]));

    let mut in_no_tag = one_paragraph();
    in_no_tag.text("lost");

    let mut twice = one_paragraph();
    twice.root(node(Tag::Paragraph, vec![TagChild::Leaf(LeafId(1))]));

    let mut nowhere = Sheet::new();
    let words = nowhere.link("the forum", LinkTarget::Place(7, Point::default()));
    nowhere.root(node(Tag::Link, vec![words]));

    let mut bad_glyphs = one_paragraph();
    if let FrameItem::Glyphs(run) = &mut bad_glyphs.pages.pages[0].items[0].item {
        run.glyphs[0].text = 3..400;
    }
    let mut no_face = one_paragraph();
    if let FrameItem::Glyphs(run) = &mut no_face.pages.pages[0].items[0].item {
        run.face.0 = 99;
    }
    let mut no_paper = one_paragraph();
    no_paper.pages.pages[0].size.width = Pt(0.0);

    for sheet in [on_no_page, in_no_tag, twice, nowhere, bad_glyphs, no_face, no_paper] {
        let found = faults(&sheet);
        assert!(!found.is_empty() && found.iter().all(|(code, _)| *code == "pages-inconsistent"), "{found:?}");
    }
}

#[test]
fn what_the_standards_forbid_is_told_with_its_place() {
    let mut sheet = Sheet::new();
    let words = sheet.text("浦江");
    sheet.root(node(Tag::Paragraph, vec![words]));
    let found = plain(&sheet, &Images::new()).unwrap_err();
    assert_eq!(found[0].message, "the face `Libertinus Serif` has no glyph for `浦` (U+6D66)");
    assert_eq!(found[0].span, Span::text(0, 6));

    let mut sheet = Sheet::new();
    let heading = sheet.text("I.");
    sheet.root(node(Tag::Heading { level: 1, title: String::new() }, vec![heading]));
    assert_eq!(faults(&sheet), [("output-failed", "a heading has no words".to_string())]);
}

#[test]
fn an_issue_without_date_or_title_still_becomes_a_file() {
    let mut sheet = one_paragraph();
    sheet.pages.metadata.date = None;
    sheet.pages.metadata.title = String::new();
    let text = text(&sheet);
    assert!(text.contains("1970-01-01T00:00:00Z"));
    assert!(text.contains("/Title(Pujiang Innovation Forum Bulletin No. 6)"));
}

#[test]
fn a_file_that_carries_its_source_says_how_it_is_related() {
    let sheet = one_paragraph();
    let attached = Attachment {
        name: "issue.md".into(),
        media_type: "text/markdown",
        description: "The source of this issue",
        relation: Relation::Source,
        bytes: b"Innovation".to_vec(),
    };
    let settings = || settings("a-3a,ua-1".parse().unwrap()).unwrap();
    let print = |attached: &[Attachment]| {
        print(&sheet.pages, &Images::new(), &FontBook::embedded(), attached, settings(), Streams::Plain, true)
    };
    let text: String = print(std::slice::from_ref(&attached)).unwrap().into_iter().map(char::from).collect();
    for said in ["<pdfaid:part>3</pdfaid:part>", "/AFRelationship/Source", "(issue.md)", "/Subtype/text#2Fmarkdown"] {
        assert!(text.contains(said), "{said} is missing");
    }
    let twice = print(&[attached.clone(), attached]).unwrap_err();
    assert_eq!(twice[0].code.name(), "pages-inconsistent", "{twice:?}");
}

fn picture(path: &str) -> Sheet {
    let mut sheet = one_paragraph();
    let leaf = sheet.leaf();
    let area = sheet.area(40.0, 40.0);
    let alternative = "A chart of two columns".to_string();
    let span = Span::text(7, 9);
    sheet
        .put(FrameItem::Image { area, path: path.into(), alternative: alternative.clone(), span }, Content::Leaf(leaf));
    sheet.root(node(Tag::Figure { alternative }, vec![TagChild::Leaf(leaf)]));
    sheet
}

/// Two pages with everything that a bulletin may have.
fn everything() -> (Sheet, Images) {
    let mut sheet = picture("chart.png");
    sheet.words(0, &[], "Bulletin VI", Content::Artifact(ArtifactKind::Header));
    let title = sheet.heading(1, "Shaping new engines");
    sheet.root(title);
    let heading = sheet.heading(2, "Grasp new trends");
    let (before, mark, after) = (sheet.text("The trend "), sheet.text("1"), sheet.text(" is set."));
    let mark = node(Tag::Reference, vec![mark]);
    let chinese = sheet.text("Pujiang chuangxin");
    let chinese = in_language(node(Tag::Span, vec![chinese]), "zh-Hans");
    let link = sheet.link("the forum", LinkTarget::Uri("https://example.org".into()));
    let link = node(Tag::Link, vec![link]);
    let paragraph = node(Tag::Paragraph, vec![before, mark, after, chinese, link]);
    sheet.root(node(Tag::Section, vec![heading, paragraph]));
    lists(&mut sheet);
    sheet.turn();
    table(&mut sheet);
    let (label, words) = (sheet.text("1"), sheet.text("A note."));
    let label = node(Tag::NoteLabel, vec![label]);
    let words = node(Tag::Paragraph, vec![words]);
    sheet.root(node(Tag::Note, vec![label, words]));
    sheet.words(0, &[], "2", Content::Artifact(ArtifactKind::Footer));
    (sheet, Images::from([("chart.png".to_string(), pictures::png(8, 6, &[9, 8, 7, 100]))]))
}

fn lists(sheet: &mut Sheet) {
    for numbered in [true, false] {
        let (label, body) = (sheet.text(if numbered { "1. " } else { "• " }), sheet.text("A point."));
        let item = node(Tag::ListItem, vec![node(Tag::ListLabel, vec![label]), node(Tag::ListBody, vec![body])]);
        sheet.root(node(Tag::List { numbered }, vec![item]));
    }
    let words = sheet.text("As was said.");
    sheet.root(node(Tag::BlockQuote, vec![node(Tag::Paragraph, vec![words])]));
}

/// A head cell over two columns, and one for two rows.
fn table(sheet: &mut Sheet) {
    let caption = sheet.text("Table 1: Regions");
    let head = |sheet: &mut Sheet, row, columns, rows, words: &str| {
        let words = sheet.text(words);
        node(Tag::TableHeadCell { row, columns, rows }, vec![words])
    };
    let cell = |sheet: &mut Sheet, words: &str| {
        let words = sheet.text(words);
        node(Tag::TableDataCell { columns: 1, rows: 1 }, vec![words])
    };
    let top = [head(sheet, false, 1, 1, "Region"), head(sheet, false, 2, 1, "Output")];
    let first = [head(sheet, true, 1, 2, "North"), cell(sheet, "1"), cell(sheet, "2")];
    let second = [cell(sheet, "3"), cell(sheet, "4")];
    let row = |cells: &[TagChild]| node(Tag::TableRow, cells.to_vec());
    let rows = vec![row(&first), row(&second)];
    let parts =
        vec![node(Tag::Caption, vec![caption]), node(Tag::TableHead, vec![row(&top)]), node(Tag::TableBody, rows)];
    sheet.root(node(Tag::Table, parts));
}
