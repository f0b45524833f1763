//! What no compositor would wish for: each is a page that is still right, or a clear error at its place.

use super::{callouts, leaves, style};
use masthead::ast::{Block, Document, Inline, List, ListItem, Paragraph};
use masthead::diagnostics::{Severity, Sink, Span};
use masthead::fonts::FontBook;
use masthead::frame::{Content, FrameItem, GlyphRun, LeafId, Page, Pages};
use masthead::read::{Input, by_name};
use masthead::resources::{Image, Images};
use masthead::style::StyleSheet;
use std::collections::BTreeMap;

pub(crate) const FRONT: &str = "series: Lake Forum Bulletin\nnumber: 9\nwhole-number: 170\ndate: 2023-12-20\npublisher: Lake Forum \
                     Office\ntitle: What no one wished for\nlang: en\n";
/// How far marks may hang, and a line that cannot be broken well may stand out, points.
const HANGING: f64 = 8.0;

pub(crate) struct Set {
    pub document: Document,
    pub pages: Pages,
    sink: Sink,
    pub style: StyleSheet,
}

/// A picture of a size: a PNG of which nothing but its head is read before it is printed.
fn picture(width: u32, height: u32) -> Image {
    let header = [b"IHDR".as_slice(), &width.to_be_bytes(), &height.to_be_bytes(), &[8, 0, 0, 0, 0]].concat();
    let chunk = |body: &[u8]| [&(body.len() as u32 - 4).to_be_bytes(), body, &[0; 4]].concat();
    Image::recognise([b"\x89PNG\r\n\x1a\n".as_slice(), &chunk(&header), &chunk(b"IEND")].concat()).unwrap()
}

pub(crate) fn set_with(front: &str, body: &str) -> Set {
    let mut sink = Sink::new();
    let text = format!("---\n{front}---\n\n{body}\n");
    let input = Input::new("bad.md", text.as_bytes());
    let mut document = (by_name("bulletin").unwrap().read)(&input, &mut sink).document;
    let style = style("plain");
    masthead::normalize::normalize(&mut document, &mut sink);
    masthead::numbering::number(&mut document, &style, &mut sink);
    let sizes = [("wide.png", 20_000, 100), ("high.png", 100, 20_000), ("dot.png", 1, 1), ("huge.png", 20_000, 20_000)];
    let images: Images = sizes.map(|(name, width, height)| (name.to_string(), picture(width, height))).into();
    let pages = masthead::layout::layout(&document, &style, &FontBook::embedded(), &images, &mut sink);
    Set { document, pages, sink, style }
}

/// Left and right end of what a run prints.
pub(crate) fn ends(run: &GlyphRun) -> (f64, f64) {
    let end = run.text.trim_end().len();
    let inked = run.glyphs.iter().filter(|glyph| glyph.text.start < end).map(|glyph| f64::from(glyph.advance));
    (run.origin.x.0, run.origin.x.0 + inked.sum::<f64>() * run.size.0 * run.stretch)
}

pub(crate) fn runs(page: &Page) -> impl Iterator<Item = (LeafId, &GlyphRun)> {
    page.items.iter().filter_map(|item| match (item.content, &item.item) {
        (Content::Leaf(leaf), FrameItem::Glyphs(run)) => Some((leaf, run)),
        _ => None,
    })
}

/// Nothing stands outside the text block, sideways or below.
fn assert_inside(set: &Set, what: &str) {
    let style = &set.style;
    let foot = (style.page.height.to_pt() - style.page.bottom.to_pt()).0;
    for (number, page) in set.pages.pages.iter().enumerate() {
        let recto = !style.page.mirror || number % 2 == 0;
        let left = if recto { style.page.inner } else { style.page.outer }.to_pt().0;
        let right = left + style.measure().0;
        for (_, run) in runs(page) {
            let (from, to) = ends(run);
            let at = format!("{what}, page {}: {:?}", number + 1, run.text);
            assert!(from >= left - HANGING && to <= right + HANGING, "{at} from {from} to {to} in {left}–{right}");
            assert!(run.origin.y.0 > 0.0 && run.origin.y.0 <= foot + 0.5, "{at} at {} of {foot}", run.origin.y.0);
        }
        for item in &page.items {
            let FrameItem::Image { area, .. } = &item.item else { continue };
            assert!(area.origin.x.0 >= left - 0.01 && area.right().0 <= right + 0.01, "{what}: {area:?}");
            assert!(area.bottom().0 <= foot + 0.5, "{what}: {area:?}");
        }
    }
}

/// No letters stand on others: of each run, its small letters' band without its ends.
fn assert_apart(set: &Set, what: &str) {
    for (number, page) in set.pages.pages.iter().enumerate() {
        let mut bands: Vec<_> = runs(page)
            .filter(|(_, run)| !run.text.trim().is_empty())
            .map(|(_, run)| (run.origin.y.0 - 0.4 * run.size.0, run.origin.y.0, ends(run), run))
            .collect();
        bands.sort_by(|one, other| one.0.total_cmp(&other.0));
        for (at, (_, foot, (left, right), run)) in bands.iter().enumerate() {
            for (top, _, (from, to), other) in bands[at + 1..].iter().take_while(|band| band.0 < *foot) {
                let shared = to.min(*right) - from.max(*left);
                assert!(
                    shared < 1.5 || foot - top < 0.5,
                    "{what}, page {}: {:?} over {:?}",
                    number + 1,
                    run.text,
                    other.text
                );
            }
        }
    }
}

/// Every word of the document stands on a page once, leaf by leaf, and in order where no note calls words away.
fn assert_whole(set: &Set, what: &str) {
    let mut words: BTreeMap<LeafId, String> = BTreeMap::new();
    for (leaf, run) in set.pages.pages.iter().flat_map(runs) {
        words.entry(leaf).or_default().push_str(&run.text);
    }
    let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '\u{AD}').collect::<Vec<char>>();
    let mut order = Vec::new();
    set.pages.tags.roots.iter().for_each(|root| leaves(root, &mut order));
    let mut found = solid(&order.iter().filter_map(|leaf| words.remove(leaf)).collect::<String>());
    assert!(words.is_empty(), "{what}: {words:?} are in no structure");
    let mut wanted = solid(&(masthead::ast::text::document(&set.document) + &callouts(&set.document)));
    if masthead::ast::walk::notes(&set.document).next().is_some() {
        found.sort_unstable();
        wanted.sort_unstable();
    }
    let apart = found.iter().zip(&wanted).position(|(one, other)| one != other);
    let near = |text: &[char]| {
        let at = apart.unwrap_or(found.len().min(wanted.len())).saturating_sub(10);
        text.iter().skip(at).take(60).collect::<String>()
    };
    assert!(found == wanted, "{what}: {:?} for {:?}", near(&found), near(&wanted));
}

pub(crate) fn assert_sound(set: &Set, what: &str) {
    let faults: Vec<_> = set.sink.diagnostics().iter().filter(|found| found.severity == Severity::Error).collect();
    assert!(faults.is_empty(), "{what}: {faults:?}");
    assert_inside(set, what);
    assert_apart(set, what);
    assert_whole(set, what);
}

pub(crate) fn sound(what: &str, body: &str) -> Set {
    let set = set_with(FRONT, body);
    assert_sound(&set, what);
    set
}

/// Asserts that there is an error of a code, at a place; gives its message.
pub(crate) fn refused(what: &str, front: &str, body: &str, code: &str) -> String {
    let set = set_with(front, body);
    let found = set.sink.diagnostics().iter().find(|found| found.code.name() == code);
    let found = found.unwrap_or_else(|| panic!("{what}: no {code} among {:?}", set.sink.diagnostics()));
    assert_eq!(found.severity, Severity::Error, "{what}");
    assert_ne!(found.span, Span::Unknown, "{what}");
    found.message.clone()
}

pub(crate) fn words(count: usize) -> String {
    "The regional office publishes what it has learned. ".repeat(count.div_ceil(8))
}

pub(crate) fn table(columns: usize, rows: &[&str]) -> String {
    let row = |cell: &str| format!("|{}\n", format!(" {cell} |").repeat(columns));
    let head = row(rows[0]) + &row("---");
    head + &rows[1..].iter().map(|cell| row(cell)).collect::<String>()
}

#[test]
fn tables_are_set_or_told_of() {
    let long = "antidisestablishmentarianism";
    sound("5 columns", &table(5, &["Head", long, "b"]));
    sound("20 columns", &table(20, &["H", "ab", "b"]));
    refused("60 columns", FRONT, &table(60, &["H", long]), "table-too-wide");
    sound("long word", &table(2, &["Head", &"x".repeat(10_000)]));
    sound("high row", &table(2, &["Head", "a", &words(1500), "b"]));
    sound("high head", &table(2, &[&words(1500), "b"]));
    sound("empty", &table(3, &["", ""]));
    sound("head alone", &table(3, &["a"]));
}

#[test]
fn a_merged_cell_higher_than_a_page_is_set() {
    let rows = (0..6).map(|_| format!("| ^ | {} |\n", words(200))).collect::<String>();
    sound("high rows", &format!("| A | B |\n|---|---|\n| a | b |\n{rows}"));
    let rows = (0..3).map(|row| format!("| ^ | {row} |\n")).collect::<String>();
    sound("high cell", &format!("| A | B |\n|---|---|\n| {} | b |\n{rows}", words(1500)));
}

#[test]
fn words_longer_than_the_measure_are_broken() {
    let address = format!("https://example.org/{}", "path-and-more/".repeat(300));
    for word in ["x".repeat(10_000), address] {
        sound("paragraph", &format!("Before {word} after."));
        sound("heading", &format!("# {word}\n\nText."));
        sound("list", &format!("- {word}\n- more"));
        sound("note", &format!("Text[^n].\n\n[^n]: {word}"));
        sound("caption", &format!("Table: {word}\n\n{}", table(2, &["a", "b"])));
    }
}

#[test]
fn long_words_in_the_masthead_are_broken() {
    let long = "x".repeat(300);
    for key in ["Lake Forum Bulletin", "Lake Forum Office", "What no one wished for"] {
        let set = set_with(&FRONT.replace(key, &long), &words(1000));
        assert_sound(&set, key);
    }
}

#[test]
fn pictures_of_every_size_stay_in_the_text_block() {
    for name in ["wide", "high", "dot", "huge"] {
        sound(name, &format!("{}\n\n![A picture]({name}.png)\n\n{}", words(300), words(300)));
    }
}

#[test]
fn pictures_that_are_no_pictures_are_refused() {
    let whole = picture(3, 3).bytes.to_vec();
    for bytes in [vec![], b"text".to_vec(), whole[..20].to_vec(), whole[..40].to_vec()] {
        assert!(Image::recognise(bytes).is_err());
    }
}

#[test]
fn notes_stand_wherever_they_are_called() {
    sound("long", &format!("{}[^n] {}\n\n[^n]: {}", words(200), words(800), words(2000)));
    sound("heading", &format!("# Head[^n]\n\n{}\n\n[^n]: Note.", words(30)));
    sound("cell", &format!("{}\n\n[^n]: Note.", table(2, &["Head[^n]", "b"])));
    let many: String = (0..60).map(|at| format!("[^{at}]")).collect();
    let notes: String = (0..60).map(|at| format!("[^{at}]: Note {at} of sixty.\n")).collect();
    sound("sixty", &format!("Text{many} text.\n\n{notes}"));
}

#[test]
fn notes_may_call_notes_in_a_chain_of_any_length() {
    let chain: String = (1..3000).map(|at| format!("[^{at}]: Note {at} of many.[^{}]\n\n", at + 1)).collect();
    sound("chain", &format!("Text.[^1]\n\n{chain}[^3000]: The last.\n"));
    sound("ring", "Text.[^1]\n\n[^1]: One.[^2]\n\n[^2]: Two.[^1]\n");
}

#[test]
fn a_name_higher_than_the_page_is_refused_and_no_word_is_lost() {
    let named = |length: usize| FRONT.replacen("series: ", &format!("series: {}", "浦江创新论坛".repeat(length)), 1);
    refused("a name of 3,000 characters", &named(500), "Text.", "words-off-page");
}

fn nest(depth: usize, mark: &str) -> String {
    (0..depth).map(|at| format!("{}{mark} level {at} of the list\n", " ".repeat(at * (mark.len() + 1)))).collect()
}

#[test]
fn deep_nests_lose_no_words() {
    for depth in [9, 16, 17, 40] {
        for (mark, name) in [("-", "bullets"), ("1.", "numbers")] {
            let set = sound(name, &nest(depth, mark));
            let text = masthead::ast::text::document(&set.document);
            assert!((0..depth).all(|at| text.contains(&format!("level {at} of"))), "{name} {depth}");
        }
        let quotes: String = (1..=depth)
            .map(|at| format!("{} level {at} of the quote\n{}\n", "> ".repeat(at), "> ".repeat(at)))
            .collect();
        let text = masthead::ast::text::document(&sound("quotes", &quotes).document);
        assert!((1..=depth).all(|at| text.contains(&format!("level {at} of"))), "quotes {depth}");
    }
    sound("on one line", &format!("{}word", "- ".repeat(40)));
    sound("mixed", &format!("{}word", "- > 1. ".repeat(12)));
}

#[test]
fn unknown_languages_are_set_or_told_of() {
    sound("unknown", &format!("::: box {{lang=xx-Unknown}}\n{}\n:::", words(60)));
    let long = FRONT.replace("lang: en", &format!("lang: {}", "e".repeat(300)));
    refused("300 letters", &long, "Text.", "lang-invalid");
    let set = set_with(&FRONT.replace("lang: en", "lang: xx"), &words(60));
    assert_sound(&set, "xx");
}

#[test]
fn right_to_left_words_stand_from_right_to_left() {
    for around in ["Before שלום after.", "Before (שלום, 12) after.", "Before שלום"] {
        let set = sound(around, around);
        let run = set.pages.pages.iter().flat_map(runs).find(|(_, run)| run.text.contains('ש')).unwrap().1;
        let places: Vec<usize> = run.glyphs.iter().map(|glyph| glyph.text.start).collect();
        let hebrew: Vec<usize> =
            run.text.char_indices().filter(|(_, c)| "שלום".contains(*c)).map(|(at, _)| at).collect();
        let shown: Vec<usize> = places.into_iter().filter(|at| hebrew.contains(at)).collect();
        assert_eq!(shown, hebrew.into_iter().rev().collect::<Vec<_>>(), "{around}: {run:?}");
    }
}

#[test]
fn right_to_left_words_that_no_face_has_are_an_error_at_their_place() {
    for word in ["مرحبا", "(مرحبا, 12)", "\u{202E}مرحبا\u{202C} 12."] {
        refused(word, FRONT, &format!("Before {word} after."), "glyph-missing");
    }
    sound("controls", "Before \u{202E}words\u{202C} and \u{2067}more\u{2069} after.");
}

#[test]
fn issues_of_nothing_and_of_headings_alone_are_set() {
    sound("nothing", "");
    sound("heading", "# Alone");
    sound("headings", &(0..500).map(|at| format!("# Heading {at}\n\n")).collect::<String>());
}

#[test]
fn long_things_inside_others_are_set() {
    let address = format!("https://example.org/{}", "path/".repeat(900));
    sound("address in a cell", &table(2, &["Head", &address]));
    sound("20 columns of long words", &table(20, &["Head", "antidisestablishmentarianism"]));
    sound("box in a list", &format!("- a\n\n  ::: box\n  {}\n  :::\n", words(900)));
    sound("note of a cell", &format!("{}\n\n[^n]: {}", table(2, &["Head", "b[^n]"]), words(2000)));
    let called: String = (0..60).map(|at| format!("[^{at}]")).collect();
    let notes: String = (0..60).map(|at| format!("[^{at}]: {}\n", words(80))).collect();
    sound("sixty notes", &format!("Text{called}\n\n{notes}"));
}

fn paragraph(words: &str) -> Block {
    Block::Paragraph(Paragraph { inlines: vec![Inline::text(words, Default::default())], ..Paragraph::default() })
}

#[test]
fn lists_of_40_levels_in_a_document_are_set() {
    let mut blocks = vec![paragraph("innermost words of the list")];
    for at in 0..40 {
        let list = List { items: vec![ListItem { blocks, ..ListItem::default() }], ..List::default() };
        blocks = vec![paragraph(&format!("level {at} of the list")), Block::List(list)];
    }
    let (mut document, style, mut sink) =
        (Document { lead: blocks, ..Document::default() }, style("plain"), Sink::new());
    masthead::normalize::normalize(&mut document, &mut sink);
    masthead::numbering::number(&mut document, &style, &mut sink);
    let pages = masthead::layout::layout(&document, &style, &FontBook::embedded(), &Images::new(), &mut sink);
    assert_sound(&Set { document, pages, sink, style }, "40 levels");
}
