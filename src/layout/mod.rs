//! From a numbered document to finished pages.
//!
//! [`collect`] walks the issue and sets every block as strips (lines, rows, pictures) in one long column; [`paginate`]
//! divides the column; [`compose`] puts the strips on their pages with notes and furniture.

mod blocks;
mod boxes;
mod collect;
mod columns;
mod compose;
mod faces;
mod figure;
mod footnotes;
mod furniture;
mod galley;
mod hyphenate;
mod inlines;
mod itemize;
mod line;
mod linebreak;
mod look;
mod masthead;
mod metadata;
mod paginate;
mod paragraph;
mod quotes;
mod shape;
mod strip;
mod table;
mod text;

use crate::ast::Document;
use crate::diagnostics::Sink;
use crate::fonts::FontBook;
use crate::frame::{Pages, TagTree};
use crate::resources::Images;
use crate::style::StyleSheet;
use galley::Galley;
use paginate::Galleys;
use shape::Shaper;

/// Sets an issue.
pub fn layout(document: &Document, style: &StyleSheet, fonts: &FontBook, images: &Images, sink: &mut Sink) -> Pages {
    faces::report_absent(style, fonts, sink);
    let mut galley = Galley::new(document, style, images, Shaper::new(fonts, style));
    let (mut column, root) = collect::collect(&mut galley);
    footnotes::call_once(&mut column.strips);
    let sheets = paginate::paginate(&Galleys {
        strips: &column.strips,
        heads: &galley.heads,
        notes: &galley.notes,
        height: text_height(style),
        rule: compose::NOTE_SPACE,
    });
    let pages = compose::compose(&mut galley, column.strips, &sheets);
    galley.faults.into_iter().for_each(|fault| sink.report(fault));
    galley.shaper.report_missing(sink);
    Pages {
        pages,
        tags: TagTree { roots: vec![root] },
        outline: galley.outline,
        metadata: metadata::metadata(document),
    }
}

/// Height of the text block.
fn text_height(style: &StyleSheet) -> crate::geom::Pt {
    style.page.height.to_pt() - style.page.top.to_pt() - style.page.bottom.to_pt()
}
