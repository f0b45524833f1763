//! Readings over words on finished pages: where they stand, what they leave in its place, what they say.

use super::chinese::set_inlines;
use masthead::ast::{Inline, Inlines};
use masthead::frame::{Content, FrameItem, GlyphRun, Pages};

/// The runs of a text and those over it, in painting order.
fn runs(pages: &Pages) -> (Vec<&GlyphRun>, Vec<&GlyphRun>) {
    let (mut words, mut readings) = (Vec::new(), Vec::new());
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        if let (Content::Leaf(leaf), FrameItem::Glyphs(run)) = (item.content, &item.item) {
            if pages.readings.contains(&leaf) { readings.push(run) } else { words.push(run) }
        }
    }
    (words, readings)
}

fn width(run: &GlyphRun) -> f64 {
    run.glyphs.iter().map(|glyph| f64::from(glyph.advance)).sum::<f64>() * run.size.0
}

fn middle(run: &GlyphRun) -> f64 {
    run.origin.x.0 + width(run) / 2.0
}

fn text(words: &str) -> Inline {
    Inline::text(words, Default::default())
}

fn ruby(words: &str, reading: &str) -> Inline {
    Inline::Ruby { span: Default::default(), inlines: vec![text(words)], reading: reading.into() }
}

fn baselines(runs: &[&GlyphRun]) -> Vec<f64> {
    let mut found: Vec<f64> = runs.iter().map(|run| run.origin.y.0).collect();
    found.dedup();
    found
}

#[test]
fn a_reading_stands_over_the_middle_of_its_words_within_the_leading() {
    for (lang, words, reading) in
        [("zh", "江", "jiāng"), ("zh", "产业", "ㄔㄢˇ"), ("en", "Loire", "卢"), ("en", "a", "long one")]
    {
        let pages = set_inlines(vec![vec![text("沿"), ruby(words, reading), text("带")]], lang);
        let (below, above) = runs(&pages);
        let ([_, base, _], [over]) = (below.as_slice(), above.as_slice()) else { panic!("{words}: {below:?}") };
        assert_eq!(over.text, format!("（{reading}）"), "what is taken from the page is the plain words");
        assert_eq!(over.size.0, base.size.0 / 2.0);
        let rise = base.origin.y.0 - over.origin.y.0;
        assert!((0.72..1.1).contains(&(rise / base.size.0)), "{words}: {rise}");
        let off = (middle(over) - middle(base)).abs();
        assert!(off < base.size.0 * 0.16, "{words}: the reading is {off} pt off, blanks and gaps counted");
    }
}

#[test]
fn words_are_set_apart_for_a_wide_reading_and_no_line_moves() {
    let line: Inlines = vec![text(&"沿江产业带是".repeat(12))];
    let with = [line.clone(), vec![ruby("创", "chuàng"), ruby("爽", "shuǎng")], line.clone()].concat();
    let without = [line.clone(), vec![text("创爽")], line].concat();
    let (read, plain) = (set_inlines(vec![with], "zh"), set_inlines(vec![without], "zh"));
    let (words, readings) = runs(&read);
    assert_eq!(baselines(&words), baselines(&runs(&plain).0));
    let [first, second] = readings.as_slice() else { panic!("{readings:?}") };
    if first.origin.y == second.origin.y {
        let letters = |run: &GlyphRun| run.size.0 * f64::from(run.glyphs.last().unwrap().advance);
        let end = first.origin.x.0 + width(first) - letters(first);
        let start = second.origin.x.0 + second.size.0 * f64::from(second.glyphs[0].advance);
        assert!(start - end > second.size.0 * 0.4, "readings do not touch: {end} and {start}");
    }
}

#[test]
fn few_words_under_a_reading_stay_on_one_line_and_many_share_it_out() {
    let name = "双江拉祜族佤族布朗族傣族自治县";
    let syllables = "shuāng jiāng lā hù zú wǎ zú bù lǎng zú dǎi zú zì zhì xiàn";
    let mut divided = 0;
    for before in 10..28 {
        let lead = text(&"沿".repeat(before));
        let pages = set_inlines(vec![vec![lead.clone(), ruby(name, syllables)]], "zh");
        let parts: Vec<&str> = runs(&pages).1.iter().map(|run| run.text.trim_matches(['（', '）'])).collect();
        assert_eq!(parts.join(" "), syllables, "no syllable is lost or doubled");
        divided += usize::from(parts.len() > 1);
        let pages = set_inlines(vec![vec![lead, ruby("乌鲁木齐", "wū lǔ mù qí")]], "zh");
        assert_eq!(runs(&pages).1.len(), 1);
    }
    assert!(divided > 5, "long names are divided: {divided}");
}
