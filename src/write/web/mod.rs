//! Pages for browsers and reading systems, written by one hand: HTML in one file, and the same as XHTML in an EPUB.

mod address;
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
mod seams;
mod tables;
mod words;

pub(super) use epub::Epub;
pub(super) use html::Html;
pub use places::Places;

use page::Page;
