//! A small picture of a page.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::PremulRgba8;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};
use std::io::Cursor;

/// Pixels in a point: 45 to the inch, at which a comma still darkens two pixels by a third.
const SCALE: f32 = 45.0 / 72.0;

/// Steps from black to white in accepted pictures, which keeps them small.
const STEPS: u8 = 15;

/// How far a channel may be off before a pixel counts as changed, of 255: half a step of rounding on either side (17),
/// and a little for the arithmetic of other processors. No pixel may be changed. A line that is shifted by a fifth of a
/// pixel (0.3 pt) changes its edges by more.
const TOLERANCE: u8 = 20;

/// What a page looks like, in rows of red, green and blue.
#[derive(Clone, PartialEq)]
pub(crate) struct Picture {
    width: u16,
    height: u16,
    pixels: Vec<[u8; 3]>,
}

/// The pages of a PDF.
pub(crate) fn pages(pdf: &[u8]) -> Vec<Picture> {
    let pdf = Pdf::new(pdf.to_vec()).expect("the PDF can be read");
    let cache = RenderCache::new();
    let settings = RenderSettings { x_scale: SCALE, y_scale: SCALE, bg_color: WHITE, ..RenderSettings::default() };
    let draw = |page| Picture::of(&render(page, &cache, &InterpreterSettings::default(), &settings));
    pdf.pages().iter().map(draw).collect()
}

impl Picture {
    fn of(pixmap: &Pixmap) -> Picture {
        let pixels = pixmap.data().iter().map(|pixel| [pixel.r, pixel.g, pixel.b]).collect();
        Picture { width: pixmap.width(), height: pixmap.height(), pixels }
    }

    /// An accepted picture.
    pub(crate) fn read(path: &str) -> Option<Picture> {
        let bytes = std::fs::read(path).ok()?;
        Some(Picture::of(&Pixmap::from_png(Cursor::new(bytes)).expect("it is a picture")))
    }

    /// The picture as a file, in a few steps from black to white.
    pub(crate) fn png(&self) -> Vec<u8> {
        let step = |level: u8| ((u16::from(level) * u16::from(STEPS) + 127) / 255) as u8 * (255 / STEPS);
        let colour = |pixel: &[u8; 3]| {
            let [r, g, b] = pixel.map(step);
            PremulRgba8 { r, g, b, a: 255 }
        };
        let pixmap = Pixmap::from_parts(self.pixels.iter().map(colour).collect(), self.width, self.height);
        pixmap.into_png().expect("a picture can be written")
    }

    /// How another picture differs, in words; nothing where it looks the same.
    pub(crate) fn changed(&self, other: &Picture) -> Option<String> {
        if (self.width, self.height) != (other.width, other.height) {
            return Some(format!("it was {}×{} and is {}×{}", self.width, self.height, other.width, other.height));
        }
        let changed = self.changed_pixels(other).filter(|&changed| changed).count();
        (changed > 0).then(|| format!("{changed} of {} pixels changed", self.pixels.len()))
    }

    fn changed_pixels<'a>(&'a self, other: &'a Picture) -> impl Iterator<Item = bool> + 'a {
        let far = |(a, b): (&[u8; 3], &[u8; 3])| a.iter().zip(b).any(|(a, b)| a.abs_diff(*b) > TOLERANCE);
        self.pixels.iter().zip(&other.pixels).map(far)
    }

    /// The page pale, with changed pixels in red.
    pub(crate) fn difference(&self, other: &Picture) -> Picture {
        if self.changed_pixels(other).count() != other.pixels.len() {
            return other.clone();
        }
        let pale = |pixel: &[u8; 3]| pixel.map(|level| 255 - (255 - level) / 4);
        let shown = |(pixel, changed): (&[u8; 3], bool)| if changed { [230, 0, 0] } else { pale(pixel) };
        Picture { pixels: other.pixels.iter().zip(self.changed_pixels(other)).map(shown).collect(), ..other.clone() }
    }
}
