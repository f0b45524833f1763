//! What stands outside the bleed: marks for the knife, the fold and the plates, the inks, and the sheet's name.

use super::super::press::Press;
use super::super::{letters, page};
use super::imposition::Side;
use super::sheet::Boxes;
use crate::diagnostics::Span;
use crate::fonts::{FaceId, FontBook, FontFace};
use crate::frame::{Glyph, GlyphRun};
use crate::geom::{Mm, Point, Pt, Rect};
use crate::style::{PressStyle, Swatch};
use krilla::color::separation::{Color as Spot, SeparationColorant, SeparationSpace};
use krilla::color::{Color, RegularColor, cmyk};
use krilla::geom::PathBuilder;
use krilla::paint::{Fill, Paint, Stroke, StrokeDash};
use krilla::surface::Surface;
use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size as Em};

/// Thickness of the lines of marks, points: a quarter of a point, as presses draw them.
const HAIRLINE: f32 = 0.25;
/// Length of crop and fold marks.
const LENGTH: Mm = Mm(5.0);
/// From where marks begin to the centre of a registration mark.
const CENTRE: Mm = Mm(3.5);
/// Half the cross of a registration mark, and the radius of its circle.
const CROSS: Mm = Mm(3.0);
const RADIUS: Mm = Mm(1.75);
/// Side of a patch of the colour bar.
const PATCH: Mm = Mm(5.0);
/// From the corner of the trim to the colour bar and to the sheet's name.
const INSET: Mm = Mm(8.0);
/// Type size of the sheet's name, points.
const SLUG_SIZE: Pt = Pt(6.0);
/// The longest name of a file that is printed whole, characters.
const LONGEST: usize = 48;

/// What names a sheet.
pub(super) struct Slug<'a> {
    /// The name of the file.
    pub(super) file: &'a str,
    /// The printing condition that the colours are meant for.
    pub(super) condition: &'a str,
    /// The faces at hand.
    pub(super) fonts: &'a FontBook,
}

/// Paints what the style asks for around a side.
pub(super) fn paint(
    surface: &mut Surface<'_>,
    side: &Side,
    boxes: &Boxes,
    slug: &Slug<'_>,
    style: &PressStyle,
    press: &mut Press<'_>,
) {
    if style.marks {
        crop_marks(surface, boxes);
        fold_marks(surface, side, boxes);
        registration_marks(surface, side, boxes);
    }
    if style.colour_bar {
        colour_bar(surface, side, boxes);
    }
    if style.slug {
        name(surface, side, boxes, slug, press);
    }
}

/// Two lines at each corner of the trim, outside the bleed, that the knife follows.
fn crop_marks(surface: &mut Surface<'_>, boxes: &Boxes) {
    let trim = &boxes.trim;
    let mut lines = Lines::default();
    for (x, outward) in [(trim.origin.x, -1.0), (trim.right(), 1.0)] {
        for y in [trim.origin.y, trim.bottom()] {
            lines.across(y, x + boxes.clear * outward, LENGTH.to_pt() * outward);
        }
    }
    for (y, outward) in [(trim.origin.y, -1.0), (trim.bottom(), 1.0)] {
        for x in [trim.origin.x, trim.right()] {
            lines.down(x, y + boxes.clear * outward, LENGTH.to_pt() * outward);
        }
    }
    lines.draw(surface, None);
}

/// A dashed line above and below each fold.
fn fold_marks(surface: &mut Surface<'_>, side: &Side, boxes: &Boxes) {
    let trim = &boxes.trim;
    let mut lines = Lines::default();
    for &fold in &side.folds {
        let x = trim.origin.x + fold;
        lines.down(x, trim.origin.y - boxes.clear, -LENGTH.to_pt());
        lines.down(x, trim.bottom() + boxes.clear, LENGTH.to_pt());
    }
    lines.draw(surface, Some(StrokeDash { array: vec![2.0, 1.5], offset: 0.0 }));
}

/// A cross in a circle at the middle of each edge of each page, on every plate.
fn registration_marks(surface: &mut Surface<'_>, side: &Side, boxes: &Boxes) {
    let trim = &boxes.trim;
    let out = boxes.clear + CENTRE.to_pt();
    let middle = trim.origin.y + trim.size.height / 2.0;
    let mut lines = Lines::default();
    lines.target(Point { x: trim.origin.x - out, y: middle });
    lines.target(Point { x: trim.right() + out, y: middle });
    for place in &side.places {
        let x = trim.origin.x + place.left + place.width / 2.0;
        lines.target(Point { x, y: trim.origin.y - out });
        lines.target(Point { x, y: trim.bottom() + out });
    }
    lines.draw(surface, None);
}

/// Solids of the four inks and tints of half their strength, above the trim, as far as they find room.
fn colour_bar(surface: &mut Surface<'_>, side: &Side, boxes: &Boxes) {
    let top = boxes.trim.origin.y - boxes.clear - Mm(1.0).to_pt() - PATCH.to_pt();
    let room = half_page(side) - INSET.to_pt() - CROSS.to_pt() * 2.0;
    let patches = (0..8).map(|at| {
        let mut parts = [0; 4];
        parts[at % 4] = if at < 4 { 255 } else { 128 };
        (PATCH.to_pt() * at as f64, parts)
    });
    for (offset, [cyan, magenta, yellow, black]) in patches {
        if (offset + PATCH.to_pt()).0 > room.0 {
            return;
        }
        let left = boxes.trim.origin.x + INSET.to_pt() + offset;
        let paint = cmyk::Color::new(cyan, magenta, yellow, black).into();
        let area = Rect::new(left, top, PATCH.to_pt(), PATCH.to_pt());
        page::paint_rule(surface, &area, Fill { paint, ..Fill::default() });
    }
}

/// The room from the corner of the trim to the registration mark above the first page.
fn half_page(side: &Side) -> Pt {
    side.places.first().map_or(Pt::ZERO, |place| place.width / 2.0)
}

/// A line below the trim that names the file, the sheet and the printing condition.
fn name(surface: &mut Surface<'_>, side: &Side, boxes: &Boxes, slug: &Slug<'_>, press: &mut Press<'_>) {
    let file: String = slug.file.chars().take(LONGEST).collect();
    let text = format!("{file} · {} · {}", side.name, slug.condition);
    let y = boxes.trim.bottom() + boxes.clear + CENTRE.to_pt();
    let origin = Point { x: boxes.trim.origin.x + INSET.to_pt(), y };
    if let Some(run) = set(&text, origin, slug.fonts) {
        letters::paint(surface, [&run].into_iter(), Fill { paint: registration(), ..Fill::default() }, press);
    }
}

/// A line in the first face that has all its characters, else in the first face with its other characters left out.
fn set(text: &str, origin: Point, fonts: &FontBook) -> Option<GlyphRun> {
    let whole = |(_, face): &(FaceId, &FontFace)| text.chars().all(|character| face.covers(character));
    let (id, face) = fonts.faces().find(whole).or_else(|| fonts.faces().next())?;
    let font = face.tables()?;
    let (letters, advances) = (font.charmap(), font.glyph_metrics(Em::new(1.0), LocationRef::default()));
    let text: String = text.chars().filter(|&character| letters.map(character).is_some()).collect();
    let glyph = |(at, character): (usize, char)| {
        let id = letters.map(character)?;
        let advance = advances.advance_width(id)?;
        let text = at..at + character.len_utf8();
        Some(Glyph { id: id.to_u32(), advance, x_offset: 0.0, y_offset: 0.0, text })
    };
    let glyphs = text.char_indices().filter_map(glyph).collect();
    Some(GlyphRun {
        face: id,
        size: SLUG_SIZE,
        stretch: 1.0,
        colour: Swatch::BLACK,
        origin,
        glyphs,
        text,
        span: Span::Unknown,
    })
}

/// Full ink on every plate (ISO 32000-1, 8.6.6.4: the colorant `All`).
fn registration() -> Paint {
    let fallback = RegularColor::Cmyk(cmyk::Color::new(255, 255, 255, 255));
    let space = SeparationSpace::new(SeparationColorant::AllColorants, fallback);
    Color::from(Spot::new(255, space)).into()
}

/// Lines in the making.
#[derive(Default)]
struct Lines(PathBuilder);

impl Lines {
    fn across(&mut self, y: Pt, from: Pt, length: Pt) {
        self.0.move_to(from.0 as f32, y.0 as f32);
        self.0.line_to((from + length).0 as f32, y.0 as f32);
    }

    fn down(&mut self, x: Pt, from: Pt, length: Pt) {
        self.0.move_to(x.0 as f32, from.0 as f32);
        self.0.line_to(x.0 as f32, (from + length).0 as f32);
    }

    /// A cross in a circle, whose quarters are drawn as Bézier curves.
    fn target(&mut self, centre: Point) {
        let (arm, Point { x, y }) = (CROSS.to_pt(), centre);
        self.across(y, x - arm, arm * 2.0);
        self.down(x, y - arm, arm * 2.0);
        let (x, y, r) = (x.0 as f32, y.0 as f32, RADIUS.to_pt().0 as f32);
        // How far the handles of a quarter's curve reach along its tangents, as a part of the radius.
        let h = r * 0.552_285;
        self.0.move_to(x + r, y);
        self.0.cubic_to(x + r, y + h, x + h, y + r, x, y + r);
        self.0.cubic_to(x - h, y + r, x - r, y + h, x - r, y);
        self.0.cubic_to(x - r, y - h, x - h, y - r, x, y - r);
        self.0.cubic_to(x + h, y - r, x + r, y - h, x + r, y);
        self.0.close();
    }

    fn draw(self, surface: &mut Surface<'_>, dash: Option<StrokeDash>) {
        let Some(path) = self.0.finish() else { return };
        let stroke = Stroke { paint: registration(), width: HAIRLINE, dash, ..Stroke::default() };
        surface.set_fill(None);
        surface.set_stroke(Some(stroke));
        surface.draw_path(&path);
        surface.set_stroke(None);
    }
}
