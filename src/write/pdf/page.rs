//! One page: glyph runs, rules and pictures as marked content, then the links over them.

use super::letters;
use super::links;
use super::pictures;
use super::press::{Inks, Piece, Press};
use crate::diagnostics::Span;
use crate::frame::{ArtifactKind, Content, FrameItem, GlyphRun, Page, Placed};
use crate::geom::{Point, Rect};
use crate::resources::Drawing;
use crate::style::Swatch;
use krilla::Document;
use krilla::color::{cmyk, luma, rgb};
use krilla::geom::{PathBuilder, Size, Transform};
use krilla::page::{NumberingStyle, PageLabel, PageSettings};
use krilla::paint::{Fill, Paint};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};
use krilla_svg::{SurfaceExt, SvgSettings};
use std::num::NonZeroU32;

/// Prints one page, counted from 0.
pub(super) fn print(document: &mut Document, index: usize, page: &Page, press: &mut Press<'_>) {
    let Some(settings) = PageSettings::from_wh(page.size.width.0 as f32, page.size.height.0 as f32) else {
        return press.fault(format!("page {} has no size", index + 1), Span::Unknown);
    };
    let mut sheet = document.start_page_with(settings.with_page_label(label(&page.label)));
    let mut surface = sheet.surface();
    press.galley.begin_page();
    let painted: Vec<&Placed> =
        page.items.iter().filter(|placed| !matches!(placed.item, FrameItem::Link { .. })).collect();
    for stretch in painted.chunk_by(|a, b| a.content == b.content && !letters::runs_left(a)) {
        paint_stretch(&mut surface, index, stretch, press);
    }
    surface.finish();
    links::add(&mut sheet, page, press);
    sheet.finish();
}

/// Paints items of one content that follow one another, as one piece of marked content.
fn paint_stretch(surface: &mut Surface<'_>, page: usize, stretch: &[&Placed], press: &mut Press<'_>) {
    let Some(first) = stretch.first() else { return };
    let identifier = surface.start_tagged(mark(first));
    press.galley.begin_stretch();
    if let Content::Leaf(leaf) = first.content {
        press.add(leaf, Piece::Content(identifier));
    }
    for items in stretch.chunk_by(|a, b| letters::join(a, b)) {
        paint(surface, page, items, press);
    }
    surface.end_tagged();
}

/// The mark of a piece of content. Only its number leads to the structure; the name is a hint for readers without it.
fn mark(placed: &Placed) -> ContentTag<'static> {
    match (placed.content, &placed.item) {
        (Content::Artifact(kind), _) => ContentTag::Artifact(Artifact::with_kind(artifact(kind))),
        (Content::Leaf(_), FrameItem::Glyphs(_)) => ContentTag::Span(SpanTag::empty()),
        (Content::Leaf(_), _) => ContentTag::Other,
    }
}

fn artifact(kind: ArtifactKind) -> ArtifactType {
    match kind {
        ArtifactKind::Header => ArtifactType::Header,
        ArtifactKind::Footer => ArtifactType::Footer,
        ArtifactKind::MastheadRule | ArtifactKind::ImprintRule | ArtifactKind::Layout => ArtifactType::Layout,
    }
}

/// Paints one item, or words that [`letters::join`]. Links paint nothing.
pub(super) fn paint(surface: &mut Surface<'_>, page: usize, items: &[&Placed], press: &mut Press<'_>) {
    let Some(placed) = items.first() else { return };
    if !matches!(placed.item, FrameItem::Glyphs(_)) {
        press.galley.mix();
    }
    match &placed.item {
        FrameItem::Glyphs(run) => letters::paint(surface, runs(items), fill(run.colour, press.inks), press),
        FrameItem::Rule { area, colour } => paint_rule(surface, area, fill(*colour, press.inks)),
        FrameItem::Dot { area, colour } => paint_dot(surface, area, fill(*colour, press.inks)),
        FrameItem::Image { area, path, span, .. } => {
            if let Content::Leaf(leaf) = placed.content {
                press.add_picture(leaf, page, *area);
            }
            paint_picture(surface, area, path, *span, press);
        }
        FrameItem::Link { .. } => {}
    }
}

fn runs<'a>(items: &[&'a Placed]) -> impl Iterator<Item = &'a GlyphRun> {
    items.iter().filter_map(|placed| match &placed.item {
        FrameItem::Glyphs(run) => Some(run),
        _ => None,
    })
}

/// Paints a filled rectangle.
pub(super) fn paint_rule(surface: &mut Surface<'_>, area: &Rect, fill: Fill) {
    let Some(area) = rect(area) else { return };
    let mut outline = PathBuilder::new();
    outline.push_rect(area);
    if let Some(path) = outline.finish() {
        surface.set_fill(Some(fill));
        surface.draw_path(&path);
    }
}

/// Paints a filled circle as four curves.
fn paint_dot(surface: &mut Surface<'_>, area: &Rect, fill: Fill) {
    /// How far a curve's handles reach along the tangent, as a share of the radius, to run along a quarter of a circle.
    const HANDLE: f32 = 0.552_28;
    let Some(area) = rect(area) else { return };
    let (rx, ry) = (area.width() / 2.0, area.height() / 2.0);
    let (x, y) = (area.left() + rx, area.top() + ry);
    let mut outline = PathBuilder::new();
    outline.move_to(x + rx, y);
    for (cos, sin) in [(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)] {
        let at =
            |along: f32, across: f32| (x + rx * (cos * along - sin * across), y + ry * (sin * along + cos * across));
        let ((x1, y1), (x2, y2), (end_x, end_y)) = (at(1.0, HANDLE), at(HANDLE, 1.0), at(0.0, 1.0));
        outline.cubic_to(x1, y1, x2, y2, end_x, end_y);
    }
    outline.close();
    if let Some(path) = outline.finish() {
        surface.set_fill(Some(fill));
        surface.draw_path(&path);
    }
}

fn paint_picture(surface: &mut Surface<'_>, area: &Rect, path: &str, span: Span, press: &mut Press<'_>) {
    let Some(size) = Size::from_wh(area.size.width.0 as f32, area.size.height.0 as f32) else {
        return press.fault(format!("the picture `{path}` has no size on the page"), span);
    };
    let drawing = press.pictures.drawing(path);
    let opened = if drawing.is_none() { Some(press.pictures.open(path, span)) } else { None };
    let image = opened.and_then(|opened| press.accept(opened));
    if let Some(location) = press.locations.mark(span) {
        surface.set_location(location);
    }
    surface.push_transform(&Transform::from_translate(area.origin.x.0 as f32, area.origin.y.0 as f32));
    match (drawing, image) {
        (Some(drawing), _) => paint_drawing(surface, drawing, size, (path, span), press),
        (None, Some(image)) => surface.draw_image(image, size),
        (None, None) => {}
    }
    surface.pop();
    surface.reset_location();
}

/// Paints a drawing as lines and areas. Its letters are outlines: what it says is said by its alternative text, in the
/// reading order, and no words are in one format alone.
fn paint_drawing(
    surface: &mut Surface<'_>,
    drawing: &Drawing,
    size: Size,
    (path, span): (&str, Span),
    press: &mut Press<'_>,
) {
    let settings = SvgSettings { embed_text: false, ..SvgSettings::default() };
    if surface.draw_svg(drawing.tree(), size, settings).is_none() {
        press.report(pictures::unusable(path, "it cannot be drawn").at(span));
    }
}

/// A colour in the form that the file is for. On the screen neutral colours are written as grey, so that black type
/// stays on the black plate where such a file is printed all the same.
fn fill(colour: Swatch, inks: Inks) -> Fill {
    let [red, green, blue] = colour.rgb;
    let [cyan, magenta, yellow, black] = colour.cmyk;
    let paint: Paint = match inks {
        Inks::Plates => cmyk::Color::new(cyan, magenta, yellow, black).into(),
        Inks::Screen if red == green && green == blue => luma::Color::new(red).into(),
        Inks::Screen => rgb::Color::new(red, green, blue).into(),
    };
    Fill { paint, ..Fill::default() }
}

/// A place in krilla's numbers, to the thousandth of a point: more figures would cost bytes and say nothing.
pub(super) fn point(point: Point) -> krilla::geom::Point {
    let [x, y] = [point.x, point.y].map(|length| ((length.0 * 1000.0).round() / 1000.0) as f32);
    krilla::geom::Point::from_xy(x, y)
}

/// A box in krilla's numbers, unless it is empty.
pub(super) fn rect(area: &Rect) -> Option<krilla::geom::Rect> {
    let [x, y, width, height] = [area.origin.x, area.origin.y, area.size.width, area.size.height].map(|l| l.0 as f32);
    krilla::geom::Rect::from_xywh(x, y, width, height)
}

/// A folio as a page label (PDF 1.7, 12.4.2): figures count on; anything else stands as it is.
fn label(folio: &str) -> PageLabel {
    if let Some(number) = folio.parse().ok().and_then(NonZeroU32::new) {
        return PageLabel::new(Some(NumberingStyle::Arabic), None, Some(number));
    }
    PageLabel::new(None, (!folio.is_empty()).then(|| folio.into()), None)
}
