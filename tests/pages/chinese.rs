//! Lines of Chinese text on finished pages: what stands at their edges, how many characters they hold, and where.

use super::style;
use masthead::ast::{Block, Document, Emphasis, Front, Inline, Inlines, Lang, Paragraph, Section, Title};
use masthead::diagnostics::Sink;
use masthead::fonts::FontBook;
use masthead::frame::{Content, FrameItem, Pages};
use masthead::resources::Images;
use masthead::style::StyleSheet;

const NEVER_FIRST: &str = "、，。．；：！？）》」』】〕〗〉”’％‰℃·～…";
const NEVER_LAST: &str = "（《「『【〔〖〈“‘￥";
const MARKS: &[&str] =
    &["、", "，", "。", "；", "：“", "”", "（", "）", "《", "》", "——", "……", "。”", "，“‘", "’”", "！"];
const MIXED: &[&str] = &[
    "GDP",
    "2023",
    "12.5%",
    "１８６０",
    "５０％",
    "25℃",
    "Innovation Week",
    "1250 km²",
    "A/B",
    "(x)",
    "2025—2027",
    "办法/细则",
];

/// A character of a line with the place of its square's left edge and its width, points.
pub(crate) type Square = (char, f64, f64);

/// The lines of the pages' text, page by page.
pub(crate) fn lines(pages: &Pages) -> Vec<Vec<Vec<Square>>> {
    let of_page = |page: &masthead::frame::Page| {
        let mut lines: Vec<(f64, Vec<Square>)> = Vec::new();
        for item in &page.items {
            let (Content::Leaf(_), FrameItem::Glyphs(run)) = (item.content, &item.item) else { continue };
            let mut x = run.origin.x.0;
            let squares = run.glyphs.iter().flat_map(|glyph| {
                let at = x + f64::from(glyph.x_offset) * run.size.0;
                x += f64::from(glyph.advance) * run.size.0;
                let words = run.text[glyph.text.clone()].chars().collect::<Vec<_>>();
                words.into_iter().map(move |c| (c, at, x)).collect::<Vec<_>>()
            });
            let squares: Vec<Square> = squares.collect();
            match lines.last_mut() {
                Some((y, line)) if (*y - run.origin.y.0).abs() < 0.01 => line.extend(squares),
                _ => lines.push((run.origin.y.0, squares)),
            }
        }
        lines.into_iter().map(|(_, line)| line).collect()
    };
    pages.pages.iter().map(of_page).collect()
}

pub(crate) fn set(paragraphs: &[String], lang: &str) -> Pages {
    set_inlines(inlines(paragraphs), lang)
}

fn inlines(paragraphs: &[String]) -> Vec<Inlines> {
    paragraphs.iter().map(|words| vec![Inline::text(words.clone(), Default::default())]).collect()
}

pub(crate) fn set_inlines(paragraphs: Vec<Inlines>, lang: &str) -> Pages {
    set_in(&style("gbt9704"), paragraphs, lang)
}

fn set_in(style: &StyleSheet, paragraphs: Vec<Inlines>, lang: &str) -> Pages {
    let paragraph = |inlines| Block::Paragraph(Paragraph { inlines, ..Default::default() });
    let front = Front { lang: Lang::new(lang), ..Front::default() };
    let document = Document { front, lead: paragraphs.into_iter().map(paragraph).collect(), ..Document::default() };
    let mut sink = Sink::new();
    let pages = masthead::layout::layout(&document, style, &FontBook::embedded(), &Images::new(), &mut sink);
    assert!(!sink.has_errors(), "{:?}", sink.diagnostics());
    pages
}

/// Text without meaning, the same every time: Han characters with pieces of `among` after every few.
fn text(seed: u32, characters: usize, among: &[&str]) -> String {
    let han: Vec<char> = "沿江产业带是区域创新体系的重要组成部分近年来七市共建实验室享大型仪器".chars().collect();
    let mut state = seed;
    let mut next = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % below
    };
    let mut text = String::from("文");
    while text.chars().count() < characters {
        for _ in 0..=next(9) {
            text.push(han[next(han.len())]);
        }
        if !among.is_empty() {
            text.push_str(among[next(among.len())]);
        }
    }
    text + "文"
}

#[test]
fn han_text_fills_22_lines_of_28_characters_on_their_grid() {
    let text: String = text(7, 28 * 60, &[]).chars().take(28 * 60 - 2).collect();
    let pages = lines(&set(&[text], "zh-Hans"));
    let style = style("gbt9704");
    let cell = style.measure().0 / 28.0;
    let counts: Vec<usize> = pages.iter().map(Vec::len).collect();
    assert_eq!(counts, [22, 22, 16]);
    for (number, page) in pages.iter().enumerate() {
        let left = if number % 2 == 0 { style.page.inner } else { style.page.outer }.to_pt().0;
        for (at, line) in page.iter().enumerate() {
            let indent = if number == 0 && at == 0 { 2 } else { 0 };
            assert_eq!(line.len(), 28 - indent, "page {number} line {at}");
            for (column, (_, x, _)) in line.iter().enumerate() {
                let wanted = left + cell * (column + indent) as f64;
                assert!((x - wanted).abs() < 0.02, "page {number} line {at} column {column}: {x} for {wanted}");
            }
        }
    }
}

/// The blank between the phrases of a title counts for nothing where a line ends with it.
#[test]
fn the_number_of_the_copy_stands_at_the_left_over_the_classification() {
    let style = style("gbt9704");
    let front = Front {
        lang: Lang::new("zh"),
        series: Some("青溪简报".into()),
        classification: Some("机密".into()),
        copy_number: Some("000017".into()),
        ..Front::default()
    };
    let mut document = Document { front, ..Document::default() };
    masthead::numbering::number(&mut document, &style, &mut Sink::new());
    let pages = masthead::layout::layout(&document, &style, &FontBook::embedded(), &Images::new(), &mut Sink::new());
    let first: Vec<_> = lines(&pages)[0].iter().take(2).cloned().collect();
    let words = |line: &Vec<Square>| line.iter().map(|(c, ..)| *c).collect::<String>();
    assert_eq!(first.iter().map(words).collect::<Vec<_>>(), ["000017", "机密"]);
    let left = style.page.inner.to_pt().0;
    assert!(first.iter().all(|line| (line[0].1 - left).abs() < 1.0), "{first:?}");
}

#[test]
fn lines_of_a_title_stand_in_the_middle_without_the_blank_at_their_end() {
    let mut ends = 0;
    for count in 8..24 {
        let words = format!("{}　{}", text(3, count, &[]), text(5, 14, &[]));
        let title =
            Title { inlines: vec![Inline::text(words, Default::default())], lang: Lang::new("zh"), ..Title::default() };
        let front = Front { lang: Lang::new("zh"), titles: vec![title], ..Front::default() };
        let (document, mut sink) = (Document { front, ..Document::default() }, Sink::new());
        let style = style("pujiang");
        let pages = masthead::layout::layout(&document, &style, &FontBook::embedded(), &Images::new(), &mut sink);
        let middle = style.page.inner.to_pt().0 + style.measure().0 / 2.0;
        for line in lines(&pages).concat().iter().filter(|line| line.len() > 2) {
            ends += usize::from(line.last().is_some_and(|last| last.0 == '　'));
            let seen: Vec<&Square> = line.iter().filter(|square| square.0 != '　').collect();
            let (Some(first), Some(last)) = (seen.first(), seen.last()) else { continue };
            assert!(((first.1 + last.2) / 2.0 - middle).abs() < 0.6, "{count}: {line:?}");
        }
    }
    assert!(ends > 0);
}

/// Asserts that no line begins or ends with a mark that may not stand there.
#[test]
fn pages_of_many_paragraphs_are_full_to_the_last_line_where_a_style_lets_lines_stand_alone() {
    let source = "extends = \"gbt9704\"\npage = { level = false, orphans = 1, widows = 1 }";
    let full = masthead::style::resolve(source, &|_| None).unwrap();
    for seed in 1..12 {
        let lengths = [40, 90, 28, 61, 170, 12, 57, 300, 84, 29, 115];
        let paragraph = |at: usize| text(seed + at as u32, lengths[(at * 3 + seed as usize) % lengths.len()], &[]);
        let paragraphs: Vec<String> = (0..60).map(paragraph).collect();
        let counts: Vec<usize> = lines(&set_in(&full, inlines(&paragraphs), "zh-Hans")).iter().map(Vec::len).collect();
        assert!(counts.split_last().is_some_and(|(_, full)| full.iter().all(|&count| count == 22)), "{counts:?}");
    }
}

fn assert_sound(pages: &Pages, what: &str) {
    let lines: Vec<Vec<Square>> = lines(pages).into_iter().flatten().collect();
    for (at, line) in lines.iter().enumerate() {
        let words: String = line.iter().map(|square| square.0).collect();
        let words = words.trim();
        let (first, last) = (words.chars().next().unwrap(), words.chars().next_back().unwrap());
        assert!(!NEVER_FIRST.contains(first), "{what}: a line begins with {first}: {words}");
        assert!(!NEVER_LAST.contains(last), "{what}: a line ends with {last}: {words}");
        assert!(!words.starts_with('—') || words.starts_with("——"), "{what}: a line begins with the dash of {words}");
        assert!(!words.ends_with("办法/"), "{what}: a line ends with a stroke: {words}");
        let Some(next) = lines.get(at + 1) else { continue };
        let opposite = next.first().unwrap().0;
        assert!(!(last == opposite && "—…".contains(last)), "{what}: {words} is divided in its last sign");
    }
}

#[test]
fn no_line_begins_or_ends_with_a_mark_that_may_not_stand_there() {
    for seed in 0..24 {
        let marks = text(seed, 700, MARKS);
        assert_sound(&set(&[marks], "zh-Hans"), &format!("marks {seed}"));
        let all: Vec<&str> = MARKS.iter().chain(MIXED).copied().collect();
        assert_sound(&set(&[text(seed + 100, 700, &all)], "zh-Hans"), &format!("mixed {seed}"));
    }
}

#[test]
fn every_line_but_the_last_is_flush_at_both_edges() {
    let style = style("gbt9704");
    let cell = style.measure().0 / 28.0;
    for seed in 0..24 {
        let all: Vec<&str> = MARKS.iter().chain(MIXED).copied().collect();
        for (number, page) in lines(&set(&[text(seed, 600, &all)], "zh-Hans")).iter().enumerate() {
            let left = if number % 2 == 0 { style.page.inner } else { style.page.outer }.to_pt().0;
            let right = left + style.measure().0;
            let full = if number == 0 { &page[..page.len().min(22)] } else { page };
            for line in &full[..full.len() - 1] {
                let words: String = line.iter().map(|square| square.0).collect();
                let (last, _, end) = *line.iter().rfind(|square| square.0 != ' ').unwrap();
                // A mark at the end may keep its square, whose right half is empty.
                let blank = if NEVER_FIRST.contains(last) { cell * 0.5 } else { 0.0 };
                assert!(end <= right + 0.1 && end >= right - blank - 0.1, "{words} ends at {end} for {right}");
            }
        }
    }
}

/// A line of the official page, with the widest room that it has between two Han characters and between one and the
/// Western letter after it, em.
#[derive(Debug)]
struct Filled {
    words: String,
    solid: f64,
    western: f64,
}

/// The full lines of a paragraph of the official page.
fn filled(words: &str) -> Vec<Filled> {
    let pages = lines(&set(&[words.to_string()], "zh-Hans"));
    let size = style("gbt9704").text.body.size.0;
    let han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    let of_line = |line: &Vec<Square>| {
        let widest = |next: &dyn Fn(char) -> bool| {
            let pairs = line.windows(2).filter(|pair| han(pair[0].0) && next(pair[1].0));
            pairs.map(|pair| (pair[0].2 - pair[0].1) / size - 1.0).fold(0.0, f64::max)
        };
        let words = line.iter().map(|square| square.0).collect::<String>().trim().to_string();
        Filled { words, solid: widest(&han), western: widest(&|c| c.is_ascii_alphanumeric()) }
    };
    let mut filled: Vec<Filled> = pages.iter().flatten().map(of_line).collect();
    filled.pop();
    filled
}

fn is_divided(line: &Filled) -> bool {
    line.words.ends_with(['-', '\u{AD}'])
}

#[test]
fn a_latin_word_is_divided_before_a_line_is_torn() {
    let lines = filled(
        "坚持开放合作，支持与Massachusetts Institute of Technology、ETH Zürich等机构开展联合研究，举办World Artificial Intelligence Conference（世界人工智能大会），在联合国框架下积极参与全球治理。",
    );
    assert!(lines.iter().any(is_divided), "{lines:?}");
    assert!(lines.iter().all(|line| line.solid < 0.15), "{lines:?}");
}

#[test]
fn a_line_that_only_opens_a_little_divides_no_word() {
    let lines =
        filled("近年来七市共建实验室共享大型仪器，各市举办Innovation Week等活动，并在开放平台上公布共建共享的成果。");
    assert!(!lines.iter().any(is_divided), "{lines:?}");
}

#[test]
fn room_that_a_line_lacks_is_shared_by_all_its_places() {
    let mut lacking = 0;
    for seed in 0..12 {
        for line in filled(&text(seed, 300, &["2023", "18.7%", "GDP", "，", "。"])) {
            lacking += usize::from(line.western > 0.376);
            assert!(line.western <= 0.375 + line.solid + 0.02, "{line:?}");
        }
    }
    assert!(lacking > 3, "only {lacking} lines lack more than a little");
}

/// How wide the quotes of a heading in the sans face are, em.
fn quotes_of_heading(title: &str, lang: &str) -> Vec<f64> {
    let section = Section { title: vec![Inline::text(title, Default::default())], ..Section::default() };
    let front = Front { lang: Lang::new(lang), ..Front::default() };
    let document = Document { front, sections: vec![section], ..Document::default() };
    let style = style("gbt9704");
    let fonts = FontBook::embedded();
    let pages = masthead::layout::layout(&document, &style, &fonts, &Images::new(), &mut Sink::new());
    let squares = lines(&pages).into_iter().flatten().flatten();
    let quotes = squares.filter(|(c, ..)| "‘’“”".contains(*c));
    quotes.map(|(_, from, to)| (to - from) / style.text.heading_1.size.0).collect()
}

#[test]
fn quotes_of_western_words_are_narrow_in_a_face_that_has_only_wide_ones() {
    let narrow = quotes_of_heading("The city’s “own” plan", "en");
    assert!(narrow.len() == 3 && narrow.iter().all(|&width| width < 0.6), "{narrow:?}");
    let within = quotes_of_heading("关于O’Neill的报告", "zh");
    assert!(within.len() == 1 && within[0] < 0.6, "{within:?}");
    assert!(quotes_of_heading("关于“规划”的报告", "zh").len() == 2);
}

/// Where dots stand: the middle of each and how far it is below the baseline of the words before it.
fn dots(pages: &Pages) -> Vec<(f64, f64)> {
    let mut baseline = 0.0;
    let mut dots = Vec::new();
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        match &item.item {
            FrameItem::Glyphs(run) => baseline = run.origin.y.0,
            FrameItem::Dot { area, .. } => {
                assert!(matches!(item.content, Content::Artifact(_)));
                let middle = area.origin.x.0 + area.size.width.0 / 2.0;
                dots.push((middle, area.origin.y.0 - baseline));
            }
            _ => {}
        }
    }
    dots
}

#[test]
fn emphasis_puts_a_dot_under_the_middle_of_every_han_character_and_moves_nothing() {
    let words = text(11, 28 * 3, &["，", "、“", "”"]);
    let plain = set(std::slice::from_ref(&words), "zh");
    for (emphasis, lang, dotted) in [
        (Emphasis::Emphasis, "zh", true),
        (Emphasis::Dots, "zh", true),
        (Emphasis::Emphasis, "ja", false),
        (Emphasis::Dots, "ja", true),
    ] {
        let inlines = vec![Inline::text(words.clone(), Default::default())];
        let pages = set_inlines(vec![vec![Inline::Styled { span: Default::default(), emphasis, inlines }]], lang);
        let squares: Vec<Square> = lines(&pages).concat().concat();
        let han = squares.iter().filter(|(c, ..)| c.is_alphanumeric());
        let dots = dots(&pages);
        assert_eq!(dots.len(), if dotted { han.clone().count() } else { 0 }, "{emphasis:?} in {lang}");
        for ((c, left, _), (middle, depth)) in han.zip(dots) {
            assert!((left + 15.75 / 2.0 - middle).abs() < 0.01, "{c} at {left} has its dot at {middle}");
            assert!((2.0..5.0).contains(&depth), "{c} has its dot {depth} pt below the baseline");
        }
        if lang == "zh" {
            assert_eq!(lines(&pages), lines(&plain));
        }
    }
}
