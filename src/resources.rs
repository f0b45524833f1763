//! What a document needs besides its own text: pictures, by the paths that the source gives.

mod drawing;
mod jpeg;

pub use drawing::{Drawing, LeftOut};
pub use jpeg::JpegFrame;

use std::collections::BTreeMap;
use std::sync::Arc;
use usvg::fontdb::Database;

/// Where readers and passes get other files from; the library itself touches no disk.
pub trait Resources {
    /// The bytes of a file by its path relative to the source, or why they cannot be had.
    fn load(&self, path: &str) -> Result<Vec<u8>, String>;

    /// A picture by its path, read once if whoever gives it keeps it for the next document.
    fn picture(&self, path: &str, read: &ReadPicture<'_>) -> Result<Image, String> {
        self.load(path).and_then(read)
    }
}

/// How the bytes of a picture become one.
pub type ReadPicture<'a> = dyn Fn(Vec<u8>) -> Result<Image, String> + 'a;

/// No files at all.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoResources;

impl Resources for NoResources {
    fn load(&self, _: &str) -> Result<Vec<u8>, String> {
        Err("there are no files beside this input".into())
    }
}

/// The pictures of a document by their paths in the source.
pub type Images = BTreeMap<String, Image>;

/// A picture that has been read and recognised.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// The file as outputs carry it: as it is, save a drawing that holds more than it shows.
    pub bytes: Arc<Vec<u8>>,
    /// What it is.
    pub format: ImageFormat,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// How many pixels make an inch where nothing says how wide the picture is to be.
    pub per_inch: f64,
    /// What it draws, where it is made of lines and not of pixels.
    pub drawing: Option<Drawing>,
}

/// A picture format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageFormat {
    /// Portable Network Graphics.
    Png,
    /// JPEG.
    Jpeg,
    /// Scalable Vector Graphics.
    Svg,
}

impl ImageFormat {
    /// The usual file extension.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            ImageFormat::Png => "png",
            ImageFormat::Jpeg => "jpeg",
            ImageFormat::Svg => "svg",
        }
    }

    /// The media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            ImageFormat::Png => "image/png",
            ImageFormat::Jpeg => "image/jpeg",
            ImageFormat::Svg => "image/svg+xml",
        }
    }
}

/// A picture of pixels has so many an inch.
const PIXELS_AN_INCH: f64 = 150.0;

impl Image {
    /// Recognises a picture of any kind, or says why it cannot; `faces` gives what the letters of a drawing are set in.
    pub fn read(bytes: Vec<u8>, faces: impl FnOnce(&str) -> Arc<Database>) -> Result<Image, String> {
        match drawing::source(&bytes)? {
            None => Image::recognise(bytes),
            Some(source) => {
                let (drawing, file) = Drawing::read(source, faces)?;
                let (width, height) = drawing.size();
                let (format, per_inch) = (ImageFormat::Svg, drawing::PIXELS_AN_INCH);
                Ok(Image { bytes: Arc::new(file), format, width, height, per_inch, drawing: Some(drawing) })
            }
        }
    }

    /// Recognises a picture of pixels and reads its size from its header, or says why it cannot.
    pub fn recognise(bytes: Vec<u8>) -> Result<Image, String> {
        let found = png_size(&bytes).map(|size| (ImageFormat::Png, size));
        let found = found.or_else(|| {
            JpegFrame::find(&bytes).map(|frame| (ImageFormat::Jpeg, (frame.width.into(), frame.height.into())))
        });
        match found {
            Some((_, (0, _) | (_, 0))) => Err("the picture has no width or no height".into()),
            Some((format, _)) if !is_whole(&bytes, format) => Err("the picture is cut off before its end".into()),
            Some((format, (width, height))) => {
                if format == ImageFormat::Jpeg {
                    jpeg::check(&bytes)?;
                }
                Ok(Image { bytes: Arc::new(bytes), format, width, height, per_inch: PIXELS_AN_INCH, drawing: None })
            }
            None => Err("it is neither a PNG, a JPEG nor an SVG file".into()),
        }
    }
}

/// Whether the end of a picture is there: the IEND chunk (PNG, clause 11.2.4), the EOI marker (ITU-T T.81, B.2.1).
///
/// Not every format of output opens a picture, and none may carry one that the next program cannot open.
fn is_whole(bytes: &[u8], format: ImageFormat) -> bool {
    match format {
        ImageFormat::Jpeg => jpeg::is_whole(bytes),
        ImageFormat::Svg => true,
        ImageFormat::Png => {
            let mut rest = bytes.get(8..).unwrap_or_default();
            while let (Some(length), Some(kind)) = (rest.get(..4), rest.get(4..8)) {
                if kind == b"IEND" {
                    return true;
                }
                rest =
                    (big_endian(length) as usize).checked_add(12).and_then(|end| rest.get(end..)).unwrap_or_default();
            }
            false
        }
    }
}

fn big_endian(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |value, &byte| value << 8 | u32::from(byte))
}

/// Width and height from the IHDR chunk (PNG, clause 11.2.1).
fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let header = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    (header.get(4..8)? == b"IHDR").then_some(())?;
    Some((big_endian(header.get(8..12)?), big_endian(header.get(12..16)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOT: &[u8] = include_bytes!("../fixtures/pages/dot.png");
    const CHART: &[u8] = include_bytes!("../fixtures/bulletins/chart.jpg");

    #[test]
    fn whole_pictures_are_recognised() {
        let formats = [DOT, CHART].map(|bytes| Image::recognise(bytes.to_vec()).map(|image| image.format));
        assert_eq!(formats, [Ok(ImageFormat::Png), Ok(ImageFormat::Jpeg)]);
    }

    #[test]
    fn markers_of_a_jpeg_may_have_bytes_before_them() {
        let padded = [b"\xFF\xD8\xFF\xFF".as_slice(), &CHART[2..]].concat();
        assert!(Image::recognise(padded).is_ok());
    }

    #[test]
    fn pictures_that_are_cut_off_are_refused() {
        let half = |whole: &[u8]| whole.get(..whole.len() / 2).unwrap_or_default().to_vec();
        let ended_in_its_head = [CHART, &vec![0; jpeg::TAIL]].concat();
        for cut in [half(DOT), half(CHART), ended_in_its_head] {
            let refused = Image::recognise(cut);
            assert_eq!(refused, Err("the picture is cut off before its end".to_string()));
        }
        assert_eq!(
            Image::recognise(b"GIF89a".to_vec()),
            Err("it is neither a PNG, a JPEG nor an SVG file".to_string())
        );
    }
}
