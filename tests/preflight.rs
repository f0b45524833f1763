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

/// A long issue in English, whose lines are filled by wider and narrower letters too.
const FILLED: &str = include_str!("../fixtures/bulletins/pujiang-2023-06.md");

/// An issue in English on the official page, of which the second page is the last.
const ENGLISH: &str = "---
series: Lake Forum Bulletin
number: 7
date: 2023-10-20
publisher: Lake Forum Office
title: Three cities, one plan
compilers: [Ada Brown, Lin Mo]
---

::: editors-note
The forum met in October.
:::

The plan of the region was long in the making.[^plan] In October it was shown to the public.

# What the plan says

**First, every city names an office.** It expects the first reports in spring, and all of them by the end of the year.

# What comes next

**First, the plan is open for comments.** They are answered in the next issue.

[^plan]: The first draft is from 2019.
";

#[test]
fn the_official_page_keeps_every_clause_in_english_too() {
    let style = style("");
    let few = pages(ENGLISH, &style);
    assert_eq!(few.pages.len(), 2, "one page shows the outer folio, the other the inner one");
    let wide = |placed: &Placed| matches!(&placed.item, FrameItem::Glyphs(run) if run.stretch < 1.0);
    let many = pages(FILLED, &style);
    assert!(many.pages.iter().any(|page| page.items.iter().any(wide)), "letters help to fill the lines");
    assert_eq!([told(&few, &style), told(&many, &style)].concat(), Vec::<String>::new());
}

/// An issue whose pages are short or ragged by no fault: a page ends early because a heading keeps to its paragraph, and
/// lines end in the spaces of Western words.
fn early(lines: usize, tail: &str) -> String {
    let line = "沿江产业带是区域创新体系的重要组成部分近年来七市共建实验室。\n\n";
    format!(
        "---\nseries: 科技简报\nnumber: 3\ndate: 2024-03-05\npublisher: 科技局\ntitle: 关于创新的通报\nlang: zh\n\
        compilers: [林梅]\nimprint:\n  reviewers: [陈卫东]\n  copies: 200\n---\n\n{}{tail}\n",
        line.repeat(lines)
    )
}

#[test]
fn what_moves_overleaf_and_spaces_that_hang_are_no_fault() {
    let style = style("");
    let western = "支持与Massachusetts Institute of Technology of Massachusetts Institute of Technology Institute of \
                   Massachusetts Institute of Technology Institute of Massachusetts Institute联合研究。";
    for lines in 10..24 {
        let source = early(lines, &format!("# 加强合作\n\n## 国际合作\n\n{western}\n\n{western}"));
        assert_eq!(told(&pages(&source, &style), &style), Vec::<String>::new(), "{lines}");
    }
}

/// Upper edge of the imprint's first rule and lower edge of its last, each from the head of the paper, and the page.
fn imprint(pages: &Pages) -> (Pt, Pt, usize) {
    let rules = |page: &masthead::frame::Page| -> Vec<masthead::geom::Rect> {
        let rule = |placed: &Placed| match (&placed.item, placed.content) {
            (FrameItem::Rule { area, .. }, Content::Artifact(ArtifactKind::ImprintRule)) => Some(*area),
            _ => None,
        };
        page.items.iter().filter_map(rule).collect()
    };
    let (at, all) = pages.pages.iter().map(rules).enumerate().find(|(_, rules)| !rules.is_empty()).unwrap();
    (all.first().unwrap().origin.y, all.last().unwrap().bottom(), at)
}

fn baselines(pages: &Pages, page: usize, words: &str) -> Vec<Pt> {
    let run = |placed: &Placed| match &placed.item {
        FrameItem::Glyphs(run) if run.text.contains(words) => Some(run.origin.y),
        _ => None,
    };
    pages.pages[page].items.iter().filter_map(run).collect()
}

#[test]
fn the_imprint_ends_with_the_text_block_under_the_notes() {
    let style = style("");
    let foot = style.page.height.to_pt() - style.page.bottom.to_pt();
    for lines in 1..30 {
        let pages = pages(&early(lines, "通报完毕[^a]。\n\n[^a]: 数据来源。"), &style);
        let (top, end, page) = imprint(&pages);
        assert!((end - foot).0.abs() < 0.5, "{lines}: the imprint ends at {end:?} and the text block at {foot:?}");
        let notes = baselines(&pages, page, "数据来源");
        assert!(notes.iter().all(|&note| note < top), "{lines}: a note stands in the imprint");
        let text = baselines(&pages, page, "通报完毕");
        assert!(
            text.iter().zip(&notes).all(|(text, note)| *text + Pt(10.0) < *note),
            "{lines}: a note stands in the text"
        );
    }
}

#[test]
fn the_imprint_never_has_a_page_for_itself() {
    let style = style("");
    for tail in ["通报完毕。", "- 第一项工作\n- 第二项工作", "# 结尾\n\n通报完毕。"] {
        for lines in 1..30 {
            let pages = pages(&early(lines, tail), &style);
            let (top, _, page) = imprint(&pages);
            let above = |placed: &Placed| matches!(&placed.item, FrameItem::Glyphs(run) if run.origin.y < top);
            let text = pages.pages[page].items.iter().filter(|placed| matches!(placed.content, Content::Leaf(_)));
            assert!(text.into_iter().any(above), "{tail}, {lines}: the imprint stands alone");
        }
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
