//! Sets two hundred issues made from seeds and measures the finished pages: no widow, orphan or heading alone at a foot;
//! no page short without need where a style wants all full;
//! notes begin under their callouts; figures keep their order; lines stand on the grid where there is one; nothing
//! stands on anything else or outside the text block; all words are there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

mod checks;
mod frame;
mod generator;

use masthead::ast::Document;
use masthead::convert;
use masthead::diagnostics::Sink;
use masthead::fonts::FontBook;
use masthead::frame::Pages;
use masthead::read::{self, Input};
use masthead::resources::{Image, Images};
use masthead::style::StyleSheet;

const PICTURE: &[u8] = include_bytes!("../../fixtures/bulletins/map.png");

/// Of a hundred spreads, so many end level at the least. Tables and figures cannot always.
const LEVEL: usize = 80;

/// The issue of a seed, set in a style.
fn set(seed: u64, chinese: bool, style: &StyleSheet, fonts: &FontBook) -> (Document, Pages) {
    let source = generator::issue(seed, chinese);
    let mut sink = Sink::new();
    let input = Input::new("issue.md", source.as_bytes());
    let mut document = convert::prepare(&input, read::by_name("bulletin").unwrap(), &mut sink).document;
    masthead::numbering::number(&mut document, style, &mut sink);
    let mut images = Images::new();
    images.insert("map.png".into(), Image::recognise(PICTURE.to_vec()).unwrap());
    let pages = masthead::layout::layout(&document, style, fonts, &images, &mut sink);
    assert!(!sink.has_errors(), "{seed}: {:?}\n{source}", sink.diagnostics());
    (document, pages)
}

/// As few lines of a paragraph as any style that comes with the program lets stand alone.
const FEWEST: u8 = 2;

/// What makes a style fill every page, whatever lines stand alone.
const FULL: &str = "page = { level = false, orphans = 1, widows = 1 }";

/// Sets issues in a style, half of them Chinese, and tells of every fault of each.
fn look(seeds: std::ops::Range<u64>, name: &str, style_says: &str) {
    let source = format!("extends = \"{name}\"\n{style_says}");
    let style = masthead::style::resolve(&source, &|_| None).unwrap_or_else(|faults| panic!("{faults:?}"));
    let fonts = FontBook::embedded();
    let mut faults = Vec::new();
    let (mut level, mut spreads) = (0, 0);
    for seed in seeds {
        let chinese = seed % 2 == 1;
        let (document, pages) = set(seed, chinese, &style, &fonts);
        let own = style.in_language(&document.front.lang);
        let kept = own.page.level && own.page.orphans >= FEWEST && own.page.widows >= FEWEST;
        assert!(kept || style_says == FULL, "{name} lets lines stand alone");
        let found = checks::faults(&document, &pages, own);
        faults.extend(found.into_iter().map(|fault| format!("{name} seed {seed}: {fault}")));
        let (even, all) = checks::level(&pages, own);
        (level, spreads) = (level + even, spreads + all);
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    assert!(level * 100 >= spreads * LEVEL, "{name}: {level} of {spreads} spreads end level");
}

#[test]
fn issues_in_the_plain_style() {
    look(0..50, "plain", "");
}

#[test]
fn issues_in_the_house_style_on_a_grid() {
    look(50..100, "pujiang", "page.baseline-grid = true");
}

#[test]
fn issues_in_two_columns() {
    look(100..125, "plain", "page.columns = 2");
    look(125..150, "pujiang", "page.columns = 2\npage.baseline-grid = true");
}

#[test]
fn issues_on_the_official_chinese_page() {
    look(150..200, "gbt9704", "");
    look(150..200, "gbt9704", FULL);
}
