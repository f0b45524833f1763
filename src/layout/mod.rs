//! From a numbered document to finished pages.
//!
//! [`collect`] walks the issue and sets every block as strips (lines, rows, pictures) in one long column; [`pages`]
//! measures the room for it; [`paginate`] divides the column; [`compose`] puts the strips on their pages with notes and
//! furniture.

mod ahead;
mod blocks;
mod boxed;
mod boxes;
mod collect;
mod columns;
mod compose;
mod coverage;
mod faces;
mod figure;
mod floats;
mod footnotes;
mod furniture;
mod galley;
mod han;
mod hyphenate;
mod imprint;
mod inlines;
mod itemize;
mod line;
mod linebreak;
mod look;
mod masthead;
mod metadata;
mod missing;
mod natural;
mod off_page;
mod opportunities;
mod pages;
mod paginate;
mod paragraph;
mod points;
mod protrusion;
mod quotes;
mod rehearse;
mod ruby;
mod sense;
mod settle;
mod shape;
mod shaped;
mod strip;
mod table;
mod table_foot;
mod table_rows;
mod text;
mod traces;
mod typesetter;
mod words;

pub use typesetter::Typesetter;

use crate::ast::Document;
use crate::diagnostics::Sink;
use crate::fonts::FontBook;
use crate::frame::{Pages, TagTree};
use crate::resources::Images;
use crate::style::StyleSheet;
use galley::Galley;
use shape::Shaper;

pub use ahead::Companion;
pub use settle::settle;

/// Sets one issue alone. Whoever makes several keeps a [`Typesetter`].
pub fn layout(document: &Document, style: &StyleSheet, fonts: &FontBook, images: &Images, sink: &mut Sink) -> Pages {
    Typesetter::new(fonts).set(document, style, images, sink)
}

fn set<'a>(
    companion: Option<&'a Companion<'a>>,
    document: &'a Document,
    style: &'a StyleSheet,
    typesetter: &'a Typesetter<'_>,
    images: &'a Images,
    sink: &mut Sink,
) -> Pages {
    let fonts = typesetter.fonts();
    let own = style.in_language(&document.front.lang);
    faces::report_absent(own, fonts, sink);
    let mut galley = Galley::new(document, style, images, Shaper::new(typesetter, style));
    galley.companion = companion;
    let (column, root) = collect::collect(&mut galley);
    let (pages, places) = pages::pages(&mut galley, column);
    galley.faults.into_iter().for_each(|fault| sink.report(fault));
    if galley.shaper.traces().lacks_characters {
        missing::report_characters(&pages, fonts, sink);
    }
    off_page::report(&pages, own, sink);
    faces::report_upright(&galley.shaper.traces().upright, fonts, sink);
    missing::report_forbidden(&galley.shaper.traces().used, fonts, sink);
    galley.shaper.keep();
    Pages {
        pages,
        tags: TagTree { roots: vec![root] },
        roles: galley.roles,
        readings: galley.readings,
        outline: galley.outline,
        metadata: metadata::metadata(document),
        places,
    }
}

/// Height of the text block.
fn text_height(style: &StyleSheet) -> crate::geom::Pt {
    style.page.height.to_pt() - style.page.top.to_pt() - style.page.bottom.to_pt()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;
    use crate::ast::{Block, Inline, Lang, Paragraph, Section};
    use crate::diagnostics::Span;
    use crate::frame::FrameItem;
    use crate::resources::Images;
    use crate::style::resolve;

    /// The words of each line of a paragraph in a style, and how many findings there are.
    fn lines(style: &str, words: &str, looseness: i8) -> (Vec<String>, usize) {
        let style = resolve(style, &|_| None).unwrap();
        let inlines = vec![Inline::text(words, Span::Unknown)];
        let block = Block::Paragraph(Paragraph { inlines, looseness, ..Paragraph::default() });
        let document = Document { lead: vec![block], ..Document::default() };
        let mut sink = Sink::new();
        let pages = layout(&document, &style, &FontBook::embedded(), &Images::new(), &mut sink);
        let mut lines: Vec<(f64, String)> = Vec::new();
        for placed in &pages.pages[0].items {
            let (crate::frame::Content::Leaf(_), FrameItem::Glyphs(run)) = (placed.content, &placed.item) else {
                continue;
            };
            match lines.last_mut().filter(|(y, _)| *y == run.origin.y.0) {
                Some((_, line)) => line.push_str(&run.text),
                None => lines.push((run.origin.y.0, run.text.clone())),
            }
        }
        (lines.into_iter().map(|(_, line)| line).collect(), sink.diagnostics().len())
    }

    const WORDS: &str = "The regional office publishes what it has learned in the past year, and the cities that share \
        its plan compare their own figures with those of their neighbours. Every institution names one person who \
        answers for its part of the administrative responsibilities. Where two plans meet, the older one gives way \
        unless the council decides otherwise. The council met four times, and each of its internationally announced \
        meetings was open to the public. ";

    #[test]
    fn a_paragraph_has_as_many_lines_as_are_asked_of_it_or_tells_that_it_cannot() {
        let words = WORDS.repeat(3);
        let style = "page.inner = 40\npage.outer = 40";
        let (plain, _) = lines(style, &words, 0);
        let mut had = 0;
        for looseness in [-1, 1, 2] {
            let (set, findings) = lines(style, &words, looseness);
            let reached = set.len() == plain.len().saturating_add_signed(looseness.into());
            assert_eq!(findings, usize::from(!reached), "{looseness}");
            assert_eq!(set.concat().replace(['\u{AD}', ' '], ""), words.replace(' ', ""));
            had += usize::from(reached);
        }
        assert!(had >= 2, "{had}");
        assert_eq!(lines(style, "Short.", 3).1, 1);
    }

    #[test]
    fn ragged_lines_divide_no_words_unless_they_would_fall_far_short() {
        let divided = |outer: f64, align: &str, words: &str| {
            let style = format!("page.outer = {outer}\ntext.body.align = \"{align}\"");
            let (set, _) = lines(&style, &words.repeat(2), 0);
            set.iter().filter(|line| line.ends_with('\u{AD}')).count()
        };
        for outer in [30.0, 60.0, 90.0, 120.0] {
            assert_eq!(divided(outer, "left", WORDS), 0, "{outer}");
        }
        assert!(divided(120.0, "justify", WORDS) > 0);
        assert!(divided(138.0, "left", "Administrative responsibilities internationally established. ") > 0);
    }

    #[test]
    fn a_link_whose_words_run_to_the_left_has_one_area_around_all_of_them() {
        let style = resolve("", &|_| None).unwrap();
        let words = vec![Inline::text("不在", Span::Unknown)];
        let link = Inline::Link { span: Span::Unknown, target: "http://x".into(), inlines: words };
        let inlines = vec![Inline::text("\u{202E}", Span::Unknown), link];
        let block = Block::Paragraph(Paragraph { inlines, ..Paragraph::default() });
        let document = Document { lead: vec![block], ..Document::default() };
        let pages = layout(&document, &style, &FontBook::embedded(), &Images::new(), &mut Sink::new());
        let areas = pages.pages[0].items.iter().filter_map(|placed| match &placed.item {
            FrameItem::Link { area, .. } => Some((area.origin.x, area.right())),
            _ => None,
        });
        let starts = pages.pages[0].items.iter().filter_map(|placed| match &placed.item {
            FrameItem::Glyphs(run) if "不在".contains(&run.text) => Some((run.origin.x, run.origin.x + run.size)),
            _ => None,
        });
        let (areas, starts): (Vec<_>, Vec<_>) = (areas.collect(), starts.collect());
        assert_eq!((areas.len(), starts.len()), (1, 2));
        let (left, right) = areas[0];
        assert!(starts.iter().all(|(start, end)| left.0 <= start.0 + 0.01 && end.0 <= right.0 + 0.01), "{starts:?}");
    }

    #[test]
    fn every_part_is_set_in_the_type_of_its_language() {
        let style = resolve("lang.zh.text.body.size = 14\nlang.en.text.body.size = 9", &|_| None).unwrap();
        let paragraph = |words: &str, lang: Option<&str>| {
            let inlines = vec![Inline::text(words, Span::Unknown)];
            Block::Paragraph(Paragraph { inlines, lang: lang.map(Lang::new), ..Paragraph::default() })
        };
        let mut document = Document { lead: vec![paragraph("one", None)], ..Document::default() };
        document.lead.push(paragraph("中", Some("zh")));
        let blocks = vec![paragraph("二", None), paragraph("two", Some("en"))];
        document.sections.push(Section { lang: Some(Lang::new("zh")), blocks, ..Section::default() });
        document.lead.push(paragraph("three", None));
        let pages = layout(&document, &style, &FontBook::embedded(), &Images::new(), &mut Sink::new());
        let sizes = pages.pages[0].items.iter().filter_map(|placed| match &placed.item {
            FrameItem::Glyphs(run) => Some((run.text.as_str(), run.size.0)),
            _ => None,
        });
        let sizes: Vec<_> = sizes.filter(|(text, _)| *text != "1").collect();
        assert_eq!(sizes, [("one", 9.0), ("中", 14.0), ("three", 9.0), ("二", 14.0), ("two", 9.0)]);
    }
}
