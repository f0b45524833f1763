//! Pages for browsers and reading systems, written by one hand: HTML in one file, and the same as XHTML in an EPUB.

mod anchors;
mod base64;
mod blocks;
mod closing;
mod epub;
mod facts;
mod figures;
mod grid;
mod html;
mod inlines;
mod look;
mod opening;
mod page;
mod pen;
mod places;
mod points;
mod rooms;
mod seams;
mod tables;
mod words;

pub(super) use epub::Epub;
pub(super) use html::Html;
pub use places::Places;

use crate::style::StyleSheet;
use page::Page;
use std::collections::BTreeSet;

/// The CSS of the pages of a style, for pages beside those of its issues: what stands in a `header` of the class `masthead`,
/// under the classes `name`, `publisher-line` and `title`, in `nav` and in `.text` looks as in an issue.
#[must_use]
pub fn page_look(style: &StyleSheet) -> String {
    look::sheet(style, &BTreeSet::new())
}
