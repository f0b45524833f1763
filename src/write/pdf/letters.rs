//! Glyph runs as krilla shows them: lines of one leaf in one piece, in numbers of few figures.

use super::page::point;
use super::press::Press;
use crate::frame::{FrameItem, Glyph, GlyphRun, Placed};
use crate::geom::{Point, Pt};
use krilla::geom::Transform;
use krilla::paint::Fill;
use krilla::surface::{Location, Surface};
use krilla::text::{Font, GlyphId};
use std::ops::Range;

/// The parts of an em that are whole numbers in PDF.
const UNITS: f64 = 1000.0;
/// The largest type whose glyphs are set to whole parts: none is further from its place than 0.02 pt then.
const LARGEST: Pt = Pt(20.0);

/// Whether items that follow one another can be shown as one: words in one face, size, width and colour, left to right.
/// krilla opens and closes a text object with all its settings for every run that it is given.
pub(super) fn join(a: &Placed, b: &Placed) -> bool {
    let (FrameItem::Glyphs(a), FrameItem::Glyphs(b)) = (&a.item, &b.item) else { return false };
    let look = |run: &GlyphRun| (run.face, run.size, run.stretch, run.colour);
    look(a) == look(b) && runs_right(a) && runs_right(b)
}

fn runs_right(run: &GlyphRun) -> bool {
    match (run.glyphs.first(), run.glyphs.last()) {
        (Some(first), Some(last)) => run.glyphs.len() == 1 || first.text.start < last.text.start,
        _ => false,
    }
}

/// Whether words run from right to left. krilla shows them as marked content of its own (`ReversedChars`), with whose end
/// some readers, poppler among them, take the content around it to end as well.
pub(super) fn runs_left(placed: &Placed) -> bool {
    matches!(&placed.item, FrameItem::Glyphs(run) if !run.glyphs.is_empty() && !runs_right(run))
}

/// Paints runs that [`join`], or one alone.
pub(super) fn paint<'a>(
    surface: &mut Surface<'_>,
    runs: impl Iterator<Item = &'a GlyphRun>,
    fill: Fill,
    press: &mut Press<'_>,
) {
    let mut sheet: Option<Lines<'a>> = None;
    for run in runs.filter(|run| !run.glyphs.is_empty()) {
        let opened = press.faces.open(run.face);
        let Some(font) = press.accept(opened) else { return };
        if !is_sound(run) {
            return press.fault(format!("the glyphs of `{}` do not fit its text", run.text), run.span);
        }
        let location = press.locations.mark(run.span);
        sheet.get_or_insert_with(|| Lines::new(run, font)).add(run, location);
    }
    if let Some(lines) = sheet {
        surface.set_fill(Some(fill));
        lines.draw(surface);
    }
}

/// Whether krilla can print the run: glyph numbers of two bytes, ranges on character boundaries, finite places.
fn is_sound(run: &GlyphRun) -> bool {
    let places = [run.origin.x.0, run.origin.y.0, run.size.0, run.stretch];
    places.iter().all(|place| place.is_finite())
        && run.glyphs.iter().all(|glyph| {
            glyph.id <= u32::from(u16::MAX)
                && run.text.get(glyph.text.clone()).is_some()
                && [glyph.advance, glyph.x_offset, glyph.y_offset].iter().all(|length| length.is_finite())
        })
}

/// Runs put together: krilla writes a new place only where the baseline changes, and goes from glyph to glyph by advances.
struct Lines<'a> {
    first: &'a GlyphRun,
    font: Font,
    text: String,
    glyphs: Vec<Shown>,
    /// Where the last glyph begins, and the pen stands after it, in krilla's numbers and as krilla adds them up.
    pen: (f32, f32),
    /// How far up the last glyph's baseline is from the first, em.
    rise: f32,
}

impl<'a> Lines<'a> {
    fn new(first: &'a GlyphRun, font: Font) -> Lines<'a> {
        let start = point(start(first)).x;
        Lines { first, font, text: String::new(), glyphs: Vec::new(), pen: (start, start), rise: 0.0 }
    }

    fn add(&mut self, run: &GlyphRun, location: Option<Location>) {
        let rise = ((self.first.origin.y.0 - run.origin.y.0) / run.size.0) as f32;
        self.lead(run, rise);
        let size = run.size.0 as f32;
        let before = self.text.len();
        self.text.push_str(&run.text);
        self.glyphs.reserve(run.glyphs.len());
        let mut place = 0.0;
        for glyph in &run.glyphs {
            let end = place + f64::from(glyph.advance);
            let advance = if self.is_whole() { (whole(end) - whole(place)) as f32 } else { glyph.advance };
            place = end;
            let text = glyph.text.start + before..glyph.text.end + before;
            let (id, x_offset, y_offset) = (glyph.id, glyph.x_offset, glyph.y_offset + rise);
            self.glyphs.push(Shown { glyph: Glyph { id, advance, x_offset, y_offset, text }, location });
            self.pen = (self.pen.1, self.pen.1 + advance * size);
        }
    }

    /// Leads the pen from the last glyph to the beginning of a run, by that glyph's advance.
    fn lead(&mut self, run: &GlyphRun, rise: f32) {
        let whole_parts = self.is_whole() && rise == self.rise;
        self.rise = rise;
        let Some(last) = self.glyphs.last_mut() else { return };
        let across = (run.origin.x - self.first.origin.x).0 / run.stretch;
        let target = point(start(self.first)).x + across as f32;
        let size = run.size.0 as f32;
        let advance = (target - self.pen.0) / size;
        last.glyph.advance = if whole_parts { whole(f64::from(advance)) as f32 } else { advance };
        self.pen.1 = self.pen.0 + last.glyph.advance * size;
    }

    /// Whether glyphs are set to whole parts of an em, which are whole units of the face: such an advance is mostly the
    /// face's own, which need not be written.
    fn is_whole(&self) -> bool {
        f64::from(self.font.units_per_em()) == UNITS && self.first.size <= LARGEST
    }

    fn draw(self, surface: &mut Surface<'_>) {
        let run = self.first;
        let (origin, size) = (point(start(run)), run.size.0 as f32);
        if run.stretch == 1.0 {
            return surface.draw_glyphs(origin, &self.glyphs, self.font, &self.text, size, false);
        }
        let corner = point(run.origin);
        surface.push_transform(&Transform::from_row(run.stretch as f32, 0.0, 0.0, 1.0, corner.x, corner.y));
        surface.draw_glyphs(origin, &self.glyphs, self.font, &self.text, size, false);
        surface.pop();
    }
}

/// Where a run begins, in the numbers in which its glyphs are drawn: its own where they are wider or narrower.
fn start(run: &GlyphRun) -> Point {
    if run.stretch == 1.0 { run.origin } else { Point::default() }
}

/// The nearest whole part of an em.
fn whole(length: f64) -> f64 {
    (length * UNITS).round() / UNITS
}

/// A glyph with its place in the source, in the form that krilla reads.
struct Shown {
    glyph: Glyph,
    location: Option<Location>,
}

impl krilla::text::Glyph for Shown {
    fn glyph_id(&self) -> GlyphId {
        GlyphId::new(self.glyph.id)
    }
    fn text_range(&self) -> Range<usize> {
        self.glyph.text.clone()
    }
    fn x_advance(&self, size: f32) -> f32 {
        self.glyph.advance * size
    }
    fn x_offset(&self, size: f32) -> f32 {
        self.glyph.x_offset * size
    }
    fn y_offset(&self, size: f32) -> f32 {
        self.glyph.y_offset * size
    }
    fn y_advance(&self, _: f32) -> f32 {
        0.0
    }
    fn location(&self) -> Option<Location> {
        self.location
    }
}
