//! Pictures of the pages of a PDF, drawn from the very bytes that would be printed.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};
use std::sync::{Arc, OnceLock};

/// The widest picture, pixels: an A4 page at 300 to the inch.
pub(super) const WIDEST: u16 = 2_480;
/// The narrowest.
pub(super) const NARROWEST: u16 = 64;
/// The tallest picture, pixels.
const TALLEST: f32 = 8_000.0;

/// A PDF, taken apart when a picture is first asked for.
pub(super) struct Printed {
    bytes: Arc<Vec<u8>>,
    parsed: OnceLock<Option<Pdf>>,
}

impl Printed {
    pub(super) fn new(bytes: Vec<u8>) -> Printed {
        Printed { bytes: Arc::new(bytes), parsed: OnceLock::new() }
    }

    /// The file.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// A page, counted from 0, as a PNG file of so many pixels across; nothing where there is no such page.
    pub(super) fn png(&self, page: usize, width: u16) -> Option<Vec<u8>> {
        let pdf = self.parsed.get_or_init(|| Pdf::new(Arc::clone(&self.bytes)).ok()).as_ref()?;
        let page = pdf.pages().get(page)?;
        let (own_width, own_height) = page.render_dimensions();
        let scale = f32::from(width.clamp(NARROWEST, WIDEST)) / own_width;
        let scale = scale.min(TALLEST / own_height);
        let side = |length: f32| Some((length * scale).round().clamp(1.0, TALLEST) as u16);
        let settings = RenderSettings {
            x_scale: scale,
            y_scale: scale,
            width: side(own_width),
            height: side(own_height),
            bg_color: WHITE,
        };
        encoded(&render(page, &RenderCache::new(), &InterpreterSettings::default(), &settings))
    }
}

/// Packed for a way of no length: quickly, not small.
fn encoded(pixmap: &Pixmap) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixmap.width().into(), pixmap.height().into());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fastest);
    // Nothing shows through a page, so that its colours stand as they are.
    let rows: Vec<u8> = pixmap.data().iter().flat_map(|pixel| [pixel.r, pixel.g, pixel.b]).collect();
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&rows).ok()?;
    writer.finish().ok()?;
    Some(bytes)
}
