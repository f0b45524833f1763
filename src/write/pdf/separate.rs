//! Pictures for the press: those in colour are separated into the four inks, those in grey keep to the black plate.

use super::pictures::damaged;
use super::x4::intent;
use crate::resources::{self, ImageFormat};
use krilla::image::{BitsPerComponent, CustomImage, Image, ImageColorspace};
use moxcms::{ColorProfile, Layout, RenderingIntent, TransformOptions};
use png::{ColorType, Transformations};
use std::collections::BTreeSet;
use std::io::Cursor;
use std::sync::Arc;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// The most colours of a picture that is drawn rather than photographed.
const DRAWN: usize = 256;

/// How one kind of colours is mixed of inks.
type Mixing = moxcms::Transform8BitExecutor;

/// Separates pictures; the profile of the press is opened when the first in colour comes.
#[derive(Default)]
pub(super) struct Separation {
    /// How colours of the screen are mixed, once it is known.
    screen: Option<Arc<Mixing>>,
}

/// A picture as rows of pixels, on white paper.
struct Pixels {
    width: u32,
    height: u32,
    /// One part a pixel for grey, three for red, green and blue.
    parts: Vec<u8>,
    in_colour: bool,
    /// The profile of its colours, if it has one.
    profile: Option<Vec<u8>>,
}

impl Separation {
    /// The picture in grey or in the four inks, or why it cannot be had.
    pub(super) fn plates(&mut self, image: &resources::Image) -> Result<Image, String> {
        let pixels = match image.format {
            ImageFormat::Png => unpack_png(&image.bytes)?,
            ImageFormat::Svg => return Err("it is drawn, not made of pixels".into()),
            ImageFormat::Jpeg => match unpack_jpeg(&image.bytes)? {
                Some(pixels) => pixels,
                // Grey, or in the press's own inks: what is in the file is what is wanted.
                None => return Image::from_jpeg(image.bytes.clone().into(), false),
            },
        };
        self.plates_of(pixels)
    }

    fn plates_of(&mut self, mut pixels: Pixels) -> Result<Image, String> {
        if pixels.in_colour && pixels.parts.chunks_exact(3).all(is_neutral) {
            pixels.parts = pixels.parts.iter().copied().step_by(3).collect();
            pixels.in_colour = false;
        }
        let (parts, space) = match pixels.in_colour {
            true => (self.inks(&pixels.parts, pixels.profile.as_deref())?, ImageColorspace::Cmyk),
            false => (std::mem::take(&mut pixels.parts), ImageColorspace::Luma),
        };
        Image::from_custom(Plates { parts: Arc::new(parts), size: (pixels.width, pixels.height), space }, false)
    }

    /// Cyan, magenta, yellow and black of every pixel, through the profiles of the picture and of the press.
    pub(super) fn inks(&mut self, parts: &[u8], profile: Option<&[u8]>) -> Result<Vec<u8>, String> {
        let own = profile.and_then(|bytes| ColorProfile::new_from_slice(bytes).ok());
        let transform = match own.filter(|profile| profile.color_space == moxcms::DataColorSpace::Rgb) {
            Some(own) => to_press(&own)?,
            None => self.of_screen()?,
        };
        let mut inks = vec![0; parts.len() / 3 * 4];
        transform.transform(parts, &mut inks).map_err(|why| why.to_string())?;
        if is_drawn(parts) {
            keep_black(parts, &mut inks);
        }
        Ok(inks)
    }

    /// One colour of a drawing.
    pub(super) fn mix(&mut self, light: [u8; 3]) -> Result<[u8; 4], String> {
        let inks = self.inks(&light, None)?;
        <[u8; 4]>::try_from(inks).map_err(|_| "the profile of the press is not of four inks".into())
    }

    /// Red, green and blue of a JPEG file.
    pub(super) fn photo(bytes: &[u8]) -> Result<Vec<u8>, String> {
        unpack_jpeg(bytes)?.map(|pixels| pixels.parts).ok_or_else(|| "a photo in it is not in colour".into())
    }

    fn of_screen(&mut self) -> Result<Arc<Mixing>, String> {
        if let Some(mixing) = &self.screen {
            return Ok(mixing.clone());
        }
        let mixing = to_press(&ColorProfile::new_srgb())?;
        Ok(self.screen.insert(mixing).clone())
    }
}

/// From the colours of a profile to the inks of the press.
fn to_press(own: &ColorProfile) -> Result<Arc<Mixing>, String> {
    let press = ColorProfile::new_from_slice(&intent::profile()).map_err(|why| why.to_string())?;
    let options = TransformOptions { rendering_intent: RenderingIntent::Perceptual, ..TransformOptions::default() };
    own.create_transform_8bit(Layout::Rgb, &press, Layout::Rgba, options).map_err(|why| why.to_string())
}

fn is_neutral(pixel: &[u8]) -> bool {
    matches!(pixel, [red, green, blue] if red == green && green == blue)
}

/// Whether a picture has so few colours that it was drawn: a chart, a plan, a logotype.
fn is_drawn(parts: &[u8]) -> bool {
    let mut seen = BTreeSet::new();
    parts.chunks_exact(3).all(|pixel| {
        seen.insert(pixel);
        seen.len() <= DRAWN
    })
}

/// Black and grey of a drawing stay on the black plate: lettering mixed of four inks would show every fault of register.
fn keep_black(parts: &[u8], inks: &mut [u8]) {
    for (pixel, plate) in parts.chunks_exact(3).zip(inks.chunks_exact_mut(4)) {
        if let [level, ..] = *pixel
            && is_neutral(pixel)
        {
            plate.copy_from_slice(&[0, 0, 0, 255 - level]);
        }
    }
}

/// A JPEG file as its pixels in sRGB, for one that is too long to be taken over as it is.
pub(super) fn unpacked(image: &resources::Image) -> Result<Image, String> {
    let pixels = unpack_jpeg(&image.bytes)?.ok_or("it is longer than 16 384 pixels and not in RGB")?;
    let light =
        Plates { parts: Arc::new(pixels.parts), size: (pixels.width, pixels.height), space: ImageColorspace::Rgb };
    Image::from_custom(light, false)
}

fn unpack_png(bytes: &[u8]) -> Result<Pixels, String> {
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(|why| damaged(&why.to_string()))?;
    let mut parts = vec![0; reader.output_buffer_size().ok_or("it is too large")?];
    let frame = reader.next_frame(&mut parts).map_err(|why| damaged(&why.to_string()))?;
    parts.truncate(frame.buffer_size());
    let (parts, in_colour) = match frame.color_type {
        ColorType::Grayscale => (parts, false),
        ColorType::GrayscaleAlpha => (on_paper::<2>(&parts), false),
        ColorType::Rgba => (on_paper::<4>(&parts), true),
        ColorType::Rgb | ColorType::Indexed => (parts, true),
    };
    let profile = reader.info().icc_profile.as_ref().map(|profile| profile.to_vec());
    Ok(Pixels { width: frame.width, height: frame.height, parts, in_colour, profile })
}

/// Pixels whose last of `N` parts is their opacity, laid on white paper. Nothing lies under a picture, so the press need
/// not be asked to blend.
fn on_paper<const N: usize>(parts: &[u8]) -> Vec<u8> {
    let mut laid = Vec::with_capacity(parts.len() / N * (N - 1));
    for pixel in parts.chunks_exact(N) {
        let Some((opacity, colour)) = pixel.split_last() else { continue };
        let opacity = u32::from(*opacity);
        let lay = |part: &u8| ((u32::from(*part) * opacity + 255 * (255 - opacity) + 127) / 255) as u8;
        laid.extend(colour.iter().map(lay));
    }
    laid
}

/// A JPEG file in red, green and blue; none where it is in grey or in four inks.
fn unpack_jpeg(bytes: &[u8]) -> Result<Option<Pixels>, String> {
    // Without the machine's own instructions, so that every machine decodes the same pixels.
    let options = DecoderOptions::default()
        .set_use_unsafe(false)
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(|why| damaged(&why.to_string()))?;
    if !matches!(decoder.input_colorspace(), Some(ColorSpace::RGB | ColorSpace::YCbCr)) {
        return Ok(None);
    }
    let parts = decoder.decode().map_err(|why| damaged(&why.to_string()))?;
    let info = decoder.info().ok_or("it has no header")?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    if parts.len() as u64 != u64::from(width) * u64::from(height) * 3 {
        return Err("it holds fewer pixels than it says".into());
    }
    Ok(Some(Pixels { width, height, parts, in_colour: true, profile: decoder.icc_profile() }))
}

/// A separated picture in the form that krilla reads.
#[derive(Clone, Hash)]
struct Plates {
    parts: Arc<Vec<u8>>,
    size: (u32, u32),
    space: ImageColorspace,
}

impl CustomImage for Plates {
    fn color_channel(&self) -> &[u8] {
        &self.parts
    }
    fn alpha_channel(&self) -> Option<&[u8]> {
        None
    }
    fn bits_per_component(&self) -> BitsPerComponent {
        BitsPerComponent::Eight
    }
    fn size(&self) -> (u32, u32) {
        self.size
    }
    fn icc_profile(&self) -> Option<&[u8]> {
        None
    }
    fn color_space(&self) -> ImageColorspace {
        self.space
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    /// The inks of one pixel, in percent, through the profile.
    fn inks(pixel: [u8; 3]) -> [u8; 4] {
        // Many colours, so that the picture is no drawing.
        let mut parts: Vec<u8> = (0..=255).flat_map(|level| [level, 255 - level, 7]).collect();
        parts.extend([1, 2, 3]);
        parts.extend(pixel);
        let separated = Separation::default().inks(&parts, None).unwrap();
        let last: [u8; 4] = separated[separated.len() - 4..].try_into().unwrap();
        last.map(|part| (u32::from(part) * 100 / 255) as u8)
    }

    #[test]
    fn colours_are_mixed_as_the_press_mixes_them() {
        assert_eq!(inks([255; 3]), [0; 4], "paper is white");
        let [cyan, magenta, yellow, _] = inks([200, 16, 46]);
        assert!(cyan < 25 && magenta > 85 && yellow > 60, "red is of magenta and yellow: {:?}", inks([200, 16, 46]));
        let [cyan, magenta, yellow, _] = inks([0, 60, 160]);
        assert!(cyan > 85 && magenta > 60 && yellow < 30, "blue is of cyan and magenta: {:?}", inks([0, 60, 160]));
        let [.., black] = inks([0; 3]);
        assert!(black > 75, "black has a strong black plate: {:?}", inks([0; 3]));
    }

    #[test]
    fn total_ink_is_what_paper_can_take() {
        for pixel in [[0; 3], [20, 0, 40], [40, 10, 0], [0, 40, 20]] {
            let total: u32 = inks(pixel).into_iter().map(u32::from).sum();
            assert!(total <= 335, "{pixel:?} takes {total} %");
        }
    }

    #[test]
    fn black_of_drawings_stays_on_its_plate() {
        let parts = vec![0, 0, 0, 128, 128, 128, 255, 0, 0];
        let separated = Separation::default().inks(&parts, None).unwrap();
        assert_eq!(separated[..8], [0, 0, 0, 255, 0, 0, 0, 127]);
        assert!(separated[9] > 200, "the red is mixed");
    }

    #[test]
    fn what_shines_through_is_paper() {
        assert_eq!(
            on_paper::<4>(&[10, 20, 30, 0, 10, 20, 30, 255, 0, 0, 0, 128]),
            [255, 255, 255, 10, 20, 30, 127, 127, 127]
        );
        assert_eq!(on_paper::<2>(&[0, 0, 7, 255]), [255, 7]);
    }
}
