//! From a numbered document to finished pages.
//!
//! [`collect`] walks the issue and sets every block as strips (lines, rows, pictures) in one long column; [`pages`]
//! measures the room for it; [`paginate`] divides the column; [`compose`] puts the strips on their pages with notes and
//! furniture.

mod blocks;
mod boxed;
mod boxes;
mod collect;
mod columns;
mod compose;
mod coverage;
mod faces;
mod figure;
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
mod opportunities;
mod pages;
mod paginate;
mod paragraph;
mod points;
mod protrusion;
mod quotes;
mod ruby;
mod settle;
mod shape;
mod shaped;
mod strip;
mod table;
mod table_foot;
mod table_rows;
mod text;
mod typesetter;

pub use typesetter::Typesetter;

use crate::ast::Document;
use crate::diagnostics::Sink;
use crate::fonts::FontBook;
use crate::frame::{Pages, TagTree};
use crate::resources::Images;
use crate::style::StyleSheet;
use galley::Galley;
use shape::Shaper;

pub use settle::settle;

/// Sets one issue alone. Whoever makes several keeps a [`Typesetter`].
pub fn layout(document: &Document, style: &StyleSheet, fonts: &FontBook, images: &Images, sink: &mut Sink) -> Pages {
    set(document, style, &Typesetter::new(fonts), images, sink)
}

fn set(
    document: &Document,
    style: &StyleSheet,
    typesetter: &Typesetter<'_>,
    images: &Images,
    sink: &mut Sink,
) -> Pages {
    let fonts = typesetter.fonts();
    let own = style.in_language(&document.front.lang);
    faces::report_absent(own, fonts, sink);
    let mut galley = Galley::new(document, style, images, Shaper::new(typesetter, style));
    let (column, root) = collect::collect(&mut galley);
    let (pages, places) = pages::pages(&mut galley, column);
    galley.faults.into_iter().for_each(|fault| sink.report(fault));
    if galley.shaper.lacks_characters() {
        missing::report_characters(&pages, fonts, sink);
    }
    faces::report_upright(galley.shaper.upright(), fonts, sink);
    missing::report_forbidden(galley.shaper.used(), fonts, sink);
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
