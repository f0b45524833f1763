//! Links: one annotation for all the areas that one stretch of words covers on a page.

use super::page::{point, rect};
use super::press::{Piece, Press};
use crate::diagnostics::Span;
use crate::frame::{Content, FrameItem, LeafId, LinkTarget, Page};
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::destination::{Destination, XyzDestination};
use krilla::geom::Quadrilateral;

/// A link with all its areas on a page.
struct Link<'a> {
    leaf: LeafId,
    areas: Vec<Quadrilateral>,
    target: &'a LinkTarget,
    alternative: &'a str,
}

/// Adds the links of a page.
pub(super) fn add(sheet: &mut krilla::page::Page<'_>, page: &Page, press: &mut Press<'_>) {
    for link in gather(page, press) {
        let alternative = alternative(&link, press);
        let Some(target) = target(link.target, press) else {
            press.fault(format!("the link `{alternative}` leads to a page that does not exist"), Span::Unknown);
            continue;
        };
        let annotation = LinkAnnotation::new_with_quad_points(link.areas, target);
        let identifier = sheet.add_tagged_annotation(Annotation::new_link(annotation, Some(alternative)));
        press.add(link.leaf, Piece::Link(identifier));
    }
}

fn gather<'a>(page: &'a Page, press: &mut Press<'_>) -> Vec<Link<'a>> {
    let mut links: Vec<Link<'a>> = Vec::new();
    for placed in &page.items {
        let FrameItem::Link { area, target, alternative } = &placed.item else { continue };
        let Some(area) = rect(area).map(Quadrilateral::from) else { continue };
        let Content::Leaf(leaf) = placed.content else {
            press.fault(format!("the link `{alternative}` is no part of the text"), Span::Unknown);
            continue;
        };
        match links.last_mut().filter(|last| last.leaf == leaf && last.target == target) {
            Some(last) => last.areas.push(area),
            None => links.push(Link { leaf, areas: vec![area], target, alternative }),
        }
    }
    links
}

/// PDF/UA-1, 7.18.5: a link says in words where it leads.
fn alternative(link: &Link<'_>, press: &Press<'_>) -> String {
    if !link.alternative.trim().is_empty() {
        return link.alternative.into();
    }
    match link.target {
        LinkTarget::Uri(uri) => uri.clone(),
        LinkTarget::Place(page, _) => press.pages.get(*page).map(|page| page.label.clone()).unwrap_or_default(),
    }
}

fn target(target: &LinkTarget, press: &Press<'_>) -> Option<Target> {
    match target {
        LinkTarget::Uri(uri) => Some(Target::Action(Action::Link(LinkAction::new(ascii(uri))))),
        LinkTarget::Place(page, at) => press
            .pages
            .get(*page)
            .map(|_| Target::Destination(Destination::Xyz(XyzDestination::new(*page, point(*at))))),
    }
}

/// A URI in seven bits, as PDF 1.7, 12.6.4.7 wants it: what lies outside is percent-encoded (RFC 3987, 3.1).
fn ascii(uri: &str) -> String {
    let mut text = String::with_capacity(uri.len());
    for byte in uri.bytes() {
        match byte {
            0x21..=0x7E => text.push(char::from(byte)),
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::ascii;

    #[test]
    fn addresses_are_seven_bit() {
        assert_eq!(ascii("https://example.org/浦 a?b=%20"), "https://example.org/%E6%B5%A6%20a?b=%20");
    }
}
