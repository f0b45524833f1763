//! Glyph runs as type: the lines of one leaf in one piece, in numbers of few figures.

use super::faces::UsedFace;
use super::operators::TextObject;
use super::press::Press;
use crate::frame::{FrameItem, Glyph, GlyphRun, Placed};
use crate::geom::Pt;
use krilla::paint::Fill;
use krilla::surface::Surface;
use std::ops::Range;

/// The largest type whose glyphs are set to whole thousandths of an em: none is further from its place than 0.01 pt then.
const LARGEST: Pt = Pt(20.0);

/// Whether items that follow one another can be shown as one: words in one face, size, width and colour, left to right.
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

/// Whether words run from right to left. They are shown as marked content of its own (`ReversedChars`), with whose end
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
    let runs: Vec<&GlyphRun> = runs.filter(|run| !run.glyphs.is_empty()).collect();
    let Some(first) = runs.first() else { return };
    if let Some(run) = runs.iter().find(|run| !is_sound(run)) {
        return press.fault(format!("the glyphs of `{}` do not fit its text", run.text), run.span);
    }
    let (number, face) = match press.faces.open(first.face) {
        Ok(opened) => opened,
        Err(fault) => return press.report(fault),
    };
    press.galley.mark(surface, first.colour, fill);
    let mut words = Words::begin(&mut press.galley.content, number, first);
    for run in runs {
        words.set(run, face);
    }
    words.text.end();
    press.galley.end_piece();
}

/// Whether the run can be printed: ranges on character boundaries, finite places.
fn is_sound(run: &GlyphRun) -> bool {
    let places = [run.origin.x.0, run.origin.y.0, run.size.0, run.stretch];
    // Between the letters of ASCII every place is a boundary.
    let is_ascii = run.text.is_ascii();
    let is_range = |range: &Range<usize>| match is_ascii {
        true => range.start <= range.end && range.end <= run.text.len(),
        false => run.text.get(range.clone()).is_some(),
    };
    let is_sound =
        |glyph: &Glyph| is_range(&glyph.text) && (glyph.advance + glyph.x_offset + glyph.y_offset).is_finite();
    let is_visible = run.size.0 > 0.0 && run.stretch > 0.0;
    is_visible && places.iter().all(|place| place.is_finite()) && run.glyphs.iter().all(is_sound)
}

/// Runs put together: a new place is written only where the baseline changes, and glyphs follow one another by their
/// widths where they can.
struct Words<'c> {
    text: TextObject<'c>,
    /// Type size as the file says it, points.
    size: f64,
    /// The parts of an em to which glyphs are set, in an em.
    grain: f64,
    /// Where the line begins that is being set, thousandths of a point.
    start: Option<[i64; 2]>,
    /// How far the pen is from there, em, as the file adds it up.
    pen: f64,
}

/// Where a glyph belongs.
struct Place<'r> {
    run: &'r GlyphRun,
    /// The baseline, thousandths of a point.
    baseline: i64,
    /// How far the run begins from where the line does, points before they are stretched.
    ahead: f64,
    /// From the beginning of the run, em.
    along: f64,
}

impl<'c> Words<'c> {
    fn begin(content: &'c mut Vec<u8>, face: usize, first: &GlyphRun) -> Words<'c> {
        let size = nearest(first.size.0 * FINE);
        let text = TextObject::begin(content, face, size);
        let grain = if first.size <= LARGEST { 1000.0 } else { 10_000.0 };
        Words { text, size: size as f64 / FINE, grain, start: None, pen: 0.0 }
    }

    fn set(&mut self, run: &GlyphRun, face: &mut UsedFace<'_>) {
        let reversed = !runs_right(run);
        let ahead = self.start.map_or(0.0, |[left, _]| ahead(run, left));
        let mut place = Place { run, baseline: nearest(run.origin.y.0 * FINE), ahead, along: 0.0 };
        if reversed {
            self.text.begin_reversed();
        }
        for (index, cluster) in run.glyphs.chunk_by(|a, b| a.text == b.text).enumerate() {
            let says = cluster.first().and_then(|glyph| run.text.get(glyph.text.clone())).unwrap_or_default();
            if reversed && index > 0 && says == " " {
                // What is shown reversed has spaces at its ends alone (PDF 1.7, 14.8.2.3.3).
                self.text.end_marked();
                self.text.begin_reversed();
            }
            self.cluster(cluster, says, &mut place, face);
        }
        if reversed {
            self.text.end_marked();
        }
    }

    /// Sets the glyphs that show some characters together.
    fn cluster(&mut self, glyphs: &[Glyph], says: &str, place: &mut Place<'_>, face: &mut UsedFace<'_>) {
        let [glyph] = glyphs else { return self.spell(glyphs, says, place, face) };
        match face.number_saying(glyph.id, says, place.run.span) {
            Some(number) => self.show(glyph, number, place, face),
            None => self.spell(glyphs, says, place, face),
        }
    }

    /// Sets glyphs with the characters that they show here.
    fn spell(&mut self, glyphs: &[Glyph], says: &str, place: &mut Place<'_>, face: &mut UsedFace<'_>) {
        self.text.begin_actual(says);
        for glyph in glyphs {
            let number = face.number(glyph.id, says, place.run.span);
            self.show(glyph, number, place, face);
        }
        self.text.end_marked();
    }

    fn show(&mut self, glyph: &Glyph, number: u16, place: &mut Place<'_>, face: &UsedFace<'_>) {
        self.lead(glyph, place);
        self.text.show(number);
        self.pen += face.glyph(number).map_or(0.0, |known| known.ems);
        place.along += f64::from(glyph.advance);
    }

    /// Leads the pen to a glyph.
    fn lead(&mut self, glyph: &Glyph, place: &mut Place<'_>) {
        let (run, size) = (place.run, place.run.size.0);
        let along = (place.along + f64::from(glyph.x_offset)) * size;
        let y = match glyph.y_offset {
            0.0 => place.baseline,
            up => nearest((run.origin.y.0 - f64::from(up) * size) * FINE),
        };
        match self.start {
            Some([_, baseline]) if baseline == y => {
                let wanted = (place.ahead + along) / self.size;
                let by = nearest((wanted - self.pen) * self.grain);
                if by != 0 {
                    self.text.advance(by * (MILLIONTHS / self.grain) as i64);
                    self.pen += by as f64 / self.grain;
                }
            }
            _ => {
                let start = [nearest((run.origin.x.0 + along * run.stretch) * FINE), y];
                self.text.move_to(start, nearest(run.stretch * MILLIONTHS));
                (self.start, self.pen) = (Some(start), 0.0);
                place.ahead = ahead(run, start[0]);
            }
        }
    }
}

/// How far a run begins from a place that is so many thousandths of a point from the left.
fn ahead(run: &GlyphRun, left: i64) -> f64 {
    (run.origin.x.0 - left as f64 / FINE) / run.stretch
}

/// The parts of a point in which places and sizes are written: more figures would cost bytes and say nothing, and programs that
/// take the words from a page put what stands a hair lower on a line after the rest of it.
const FINE: f64 = 1000.0;
/// The parts of an em in which the pen's way is told, and those of a whole in which widths are.
const MILLIONTHS: f64 = 1_000_000.0;

/// The nearest whole number; halves go away from nothing.
fn nearest(value: f64) -> i64 {
    (value + 0.5_f64.copysign(value)) as i64
}
