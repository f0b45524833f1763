//! Whether the finished pages of the official Chinese page keep its clauses, and whether a page that does not is told of.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

use masthead::convert::prepare;
use masthead::diagnostics::Sink;
use masthead::fonts::FontBook;
use masthead::frame::{ArtifactKind, Content, FrameItem, Pages, Placed};
use masthead::geom::{Mm, Pt};
use masthead::resources::Images;
use masthead::style::{Measure, StyleSheet, resolve};
use masthead::{layout, numbering, preflight, read};
use std::sync::OnceLock;

const ISSUE: &str = include_str!("../fixtures/bulletins/pujiang-2023-06.zh.md");
const OTHER: &str = include_str!("../fixtures/bulletins/zh-2024-03.md");

/// The faces, unpacked once.
fn fonts() -> &'static FontBook {
    static FONTS: OnceLock<FontBook> = OnceLock::new();
    FONTS.get_or_init(FontBook::embedded)
}

fn style(changes: &str) -> StyleSheet {
    resolve(&format!("extends = \"gbt9704\"\n{changes}"), &|_| None)
        .unwrap_or_else(|faults| panic!("{changes}: {faults:?}"))
}

fn pages(source: &str, style: &StyleSheet) -> Pages {
    let mut sink = Sink::new();
    let input = read::Input::new("issue.md", source.as_bytes());
    let mut document = prepare(&input, read::by_extension("md").unwrap(), &mut sink).document;
    numbering::number(&mut document, style, &mut sink);
    layout::layout(&document, style, fonts(), &Images::new(), &mut sink)
}

fn told(pages: &Pages, style: &StyleSheet) -> Vec<String> {
    let mut sink = Sink::new();
    preflight::inspect(pages, &style.clauses, fonts(), &mut sink);
    let told = |found: &masthead::diagnostics::Diagnostic| format!("{}: {}", found.code.name(), found.message);
    sink.diagnostics().iter().map(told).collect()
}

#[test]
fn the_official_page_keeps_every_clause() {
    let style = style("");
    for source in [ISSUE, OTHER] {
        assert_eq!(told(&pages(source, &style), &style), Vec::<String>::new());
    }
}

/// What makes a page break a clause, through its style.
fn broken_by(measure: Measure) -> &'static str {
    match measure {
        Measure::PaperWidth => "page.width = 214",
        Measure::PaperHeight => "page.height = 302",
        Measure::TopMargin => "page = { top = 39.5, bottom = 32.5 }",
        Measure::InnerMargin => "page = { inner = 30, outer = 24 }",
        Measure::TextBlockWidth | Measure::MastheadRuleWidth => "page.outer = 23",
        Measure::TextBlockHeight | Measure::LinesPerPage => "page.bottom = 46",
        Measure::CharactersPerLine => "page.outer = 36",
        Measure::BodySize => "text.body.size = 14",
        Measure::LinePitch => "text.body.leading = 28",
        Measure::NameTop => "masthead.drop = 33",
        Measure::MastheadRuleGap => "masthead.rule-gap = 5",
        Measure::TitleSize => "text.title.size = 20",
        Measure::TitleGap => "masthead.after = 10",
        Measure::FolioTop => "folio.gap = 7",
        Measure::FolioSize => "text.folio.size = 12",
        Measure::FolioInset => "folio.inset = 2",
        Measure::FoliosInside => "page.width = 340\npage.outer = 156\nfolio.inset = 2",
        Measure::ImprintOuterRule => "imprint.outer-rule = 0.5",
        Measure::ImprintInnerRule => "imprint.inner-rule = 0.35",
        Measure::TextColour => "text.heading-1.colour = \"accent\"",
        Measure::MastheadColour => "text.masthead-name.colour = \"ink\"",
    }
}

#[test]
fn a_page_that_breaks_a_clause_is_told_of_with_its_name() {
    let official = style("");
    for &measure in Measure::ALL {
        let clause = official.clauses.iter().find(|clause| clause.measure == measure);
        let clause = clause.unwrap_or_else(|| panic!("no clause measures {measure:?}"));
        let broken = style(broken_by(measure));
        let told = told(&pages(ISSUE, &broken), &broken);
        let named = |said: &&String| said.contains(measure.words()) && said.contains(&clause.clause);
        assert!(told.iter().any(|said| named(&said)), "{measure:?}: {told:?}");
    }
}

fn shift(pages: &mut Pages, moves: impl Fn(&Placed) -> bool, x: Mm, y: Mm) {
    for placed in pages.pages.iter_mut().flat_map(|page| &mut page.items).filter(|placed| moves(placed)) {
        let origin = match &mut placed.item {
            FrameItem::Glyphs(run) => &mut run.origin,
            FrameItem::Rule { area, .. }
            | FrameItem::Dot { area, .. }
            | FrameItem::Image { area, .. }
            | FrameItem::Link { area, .. } => &mut area.origin,
        };
        origin.x += x.to_pt();
        origin.y += y.to_pt();
    }
}

#[test]
fn what_is_measured_stands_on_the_page_and_not_in_the_style() {
    let style = style("");
    let is = |kind| move |placed: &Placed| placed.content == Content::Artifact(kind);
    let mut moved = pages(ISSUE, &style);
    shift(&mut moved, is(ArtifactKind::MastheadRule), Mm(0.0), Mm(1.0));
    let gap = "page-off-clause: the distance from the masthead's last line to its rule is 5 mm on page 1, and \
               GB/T 9704-2012 7.2.7 wants 4 mm ± 0.5";
    assert_eq!(told(&moved, &style), [gap]);
    let mut moved = pages(ISSUE, &style);
    shift(&mut moved, is(ArtifactKind::Footer), Mm(0.0), Mm(-2.0));
    let folio = "page-off-clause: the distance from the head of the paper to the folio's dashes is 267";
    assert!(told(&moved, &style)[0].starts_with(folio), "{:?}", told(&moved, &style));
    let mut moved = pages(ISSUE, &style);
    shift(&mut moved, |_| true, Mm(2.0), Mm(0.0));
    assert!(told(&moved, &style)[0].starts_with("page-off-clause: the margin at the spine is "));
    let mut narrow = pages(ISSUE, &style);
    narrow.pages[1].size.width = Pt(500.0);
    assert!(told(&narrow, &style)[0].contains("the width of the paper is 176.39 mm on page 2"));
}

#[test]
fn a_clause_of_what_the_page_does_not_have_is_kept() {
    let style = style("");
    let bare = "---\nlang: zh\nseries: 简报\nnumber: 1\ndate: 2024-01-01\npublisher: 办公室\ntitle: 题\n---\n一。\n";
    assert_eq!(told(&pages(bare, &style), &style), Vec::<String>::new());
}
