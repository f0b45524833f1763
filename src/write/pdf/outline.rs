//! The headings as the reader's navigation.

use super::metadata;
use super::page::point;
use super::press::Press;
use crate::diagnostics::Span;
use crate::frame::{OutlineItem, Pages};
use crate::geom::Point;
use krilla::destination::XyzDestination;
use krilla::outline::{Outline, OutlineNode};

/// The outline of all pages. PDF/UA-1 readers expect one, so an issue without headings gets its title.
pub(super) fn outline(pages: &Pages, press: &mut Press<'_>) -> Outline {
    let mut outline = Outline::new();
    if pages.outline.is_empty() && !pages.pages.is_empty() {
        let start = XyzDestination::new(0, point(Point::default()));
        outline.push_child(OutlineNode::new(metadata::title(&pages.metadata), start));
    }
    let mut rest = pages.outline.as_slice();
    while let Some(node) = next(&mut rest, pages.pages.len(), press) {
        outline.push_child(node);
    }
    outline
}

/// The first item with all deeper items that follow it.
fn next(rest: &mut &[OutlineItem], pages: usize, press: &mut Press<'_>) -> Option<OutlineNode> {
    let (item, tail) = rest.split_first()?;
    *rest = tail;
    if item.page >= pages {
        press.fault(format!("the heading `{}` stands on a page that does not exist", item.title), Span::Unknown);
    }
    let destination = XyzDestination::new(item.page, point(item.at));
    let mut node = OutlineNode::new(item.title.clone(), destination).with_open(true);
    while rest.first().is_some_and(|below| below.level > item.level) {
        if let Some(below) = next(rest, pages, press) {
            node.push_child(below);
        }
    }
    Some(node)
}
