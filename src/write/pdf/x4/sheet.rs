//! One side of a sheet: its boxes, its pages and the marks around them.

use super::super::page::{self, rect};
use super::super::press::Press;
use super::imposition::{Place, Side};
use super::marks::{self, Slug};
use crate::diagnostics::Span;
use crate::geom::{Mm, Point, Pt, Rect, Size};
use crate::style::PressStyle;
use krilla::Document;
use krilla::geom::{PathBuilder, Transform};
use krilla::page::PageSettings;
use krilla::paint::FillRule;
use krilla::surface::Surface;

/// From the trim to the marks at the least, though there be no bleed.
const CLEAR: Mm = Mm(2.0);

/// How far marks reach beyond that, and the room that is left at the edge of the paper.
const REACH: Mm = Mm(8.0);

/// The boxes of a side, from the top left corner of the medium.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Boxes {
    /// The whole of the medium.
    pub(super) media: Size,
    /// What is left when the sheet is trimmed.
    pub(super) trim: Rect,
    /// As far as ink may go on.
    pub(super) bleed: Rect,
    /// From the trim to where marks begin.
    pub(super) clear: Pt,
}

impl Boxes {
    /// The boxes around a trim.
    pub(super) fn around(trim: Size, style: &PressStyle) -> Boxes {
        let bleed = style.bleed.to_pt();
        let marked = style.marks || style.slug || style.colour_bar;
        let clear = bleed.max(CLEAR.to_pt());
        let margin = if marked { clear + REACH.to_pt() } else { bleed };
        let around = |reach: Pt| {
            let corner = margin - reach;
            Rect::new(corner, corner, trim.width + reach * 2.0, trim.height + reach * 2.0)
        };
        let media = around(margin).size;
        Boxes { media, trim: around(Pt::ZERO), bleed: around(bleed), clear }
    }
}

/// Prints a side.
pub(super) fn print(document: &mut Document, side: &Side, slug: &Slug<'_>, style: &PressStyle, press: &mut Press<'_>) {
    let boxes = Boxes::around(side.trim, style);
    let Some(settings) = PageSettings::from_wh(boxes.media.width.0 as f32, boxes.media.height.0 as f32) else {
        return press.fault(format!("{} has no size", side.name), Span::Unknown);
    };
    let settings = settings.with_trim_box(rect(&boxes.trim)).with_bleed_box(rect(&boxes.bleed));
    let mut sheet = document.start_page_with(settings);
    let mut surface = sheet.surface();
    for place in &side.places {
        paint_page(&mut surface, place, &boxes, press);
    }
    marks::paint(&mut surface, side, &boxes, slug, style, press);
    surface.finish();
    sheet.finish();
}

/// A page at its place. Nothing of it goes on beyond the bleed, nor over the fold onto the page beside it.
fn paint_page(surface: &mut Surface<'_>, place: &Place, boxes: &Boxes, press: &mut Press<'_>) {
    let Some(index) = place.page else { return };
    let Some(page) = press.pages.get(index) else { return };
    let mut outline = PathBuilder::new();
    if let Some(window) = rect(&window(place, boxes)) {
        outline.push_rect(window);
    }
    let Some(outline) = outline.finish() else {
        return press.fault(format!("page {} has no size", index + 1), Span::Unknown);
    };
    let Point { x, y } = boxes.trim.origin;
    let left = x + place.left + place.shift;
    surface.push_clip_path(&outline, &FillRule::NonZero);
    surface.push_transform(&Transform::from_translate(left.0 as f32, y.0 as f32));
    for placed in &page.items {
        page::paint(surface, index, &[placed], press);
    }
    surface.pop();
    surface.pop();
}

/// Where a page may leave ink: to the bleed at the outer edges, to the fold at the inner one.
fn window(place: &Place, boxes: &Boxes) -> Rect {
    let Rect { origin, size } = boxes.trim;
    let outer_left = place.left.0 <= 0.0;
    let outer_right = (place.left + place.width).0 >= size.width.0;
    let left = if outer_left { boxes.bleed.origin.x } else { origin.x + place.left };
    let right = if outer_right { boxes.bleed.right() } else { origin.x + place.left + place.width };
    Rect::new(left, boxes.bleed.origin.y, right - left, boxes.bleed.size.height)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(bleed: f64, marks: bool) -> PressStyle {
        PressStyle { bleed: Mm(bleed), marks, colour_bar: false, slug: false, paper: Mm(0.1) }
    }

    fn mm(length: Pt) -> f64 {
        (length.to_mm().0 * 1000.0).round() / 1000.0
    }

    const A4: Size = Size { width: Pt(595.28), height: Pt(841.89) };

    #[test]
    fn the_bleed_lies_around_the_trim_and_marks_around_the_bleed() {
        let boxes = Boxes::around(A4, &style(3.0, true));
        assert_eq!([mm(boxes.trim.origin.x), mm(boxes.bleed.origin.x), mm(boxes.clear)], [11.0, 8.0, 3.0]);
        assert_eq!(mm(boxes.media.width - boxes.trim.right()), 11.0);
        assert_eq!(mm(boxes.media.height - boxes.bleed.bottom()), 8.0);
        assert_eq!((boxes.trim.size.width, boxes.trim.size.height), (A4.width, A4.height));
    }

    #[test]
    fn without_marks_the_medium_ends_at_the_bleed() {
        let boxes = Boxes::around(A4, &style(3.0, false));
        assert_eq!([mm(boxes.trim.origin.x), mm(boxes.bleed.origin.x)], [3.0, 0.0]);
        let bare = Boxes::around(A4, &style(0.0, false));
        assert_eq!(mm(bare.trim.origin.x), 0.0);
    }

    #[test]
    fn marks_keep_clear_of_the_trim_without_a_bleed_too() {
        assert_eq!(mm(Boxes::around(A4, &style(0.0, true)).clear), 2.0);
    }

    #[test]
    fn pages_beside_each_other_leave_no_ink_over_the_fold() {
        let trim = Size { width: A4.width * 2.0, height: A4.height };
        let boxes = Boxes::around(trim, &style(3.0, true));
        let place = |left| Place { page: Some(0), left, width: A4.width, shift: Pt(1.0) };
        let (verso, recto) = (window(&place(Pt::ZERO), &boxes), window(&place(A4.width), &boxes));
        let fold = boxes.trim.origin.x + A4.width;
        assert_eq!((mm(verso.right()), mm(recto.origin.x)), (mm(fold), mm(fold)));
        assert_eq!((verso.origin.x, mm(recto.right())), (boxes.bleed.origin.x, mm(boxes.bleed.right())));
    }
}
