//! The pictures of an issue as krilla embeds them, each once.

use super::errors;
use super::press::Inks;
use super::separate::{self, Separation};
use crate::diagnostics::{Diagnostic, Span, code};
use crate::resources::{self, Drawing, ImageFormat, Images, JpegFrame};
use krilla::image::Image;
use std::collections::BTreeMap;

/// The most pixels that a picture may have: an A4 page at 1200 dots an inch has 139 million.
const MOST_PIXELS: u64 = 150_000_000;
/// The most bytes that a picture may have unpacked, of which two copies are held for a while: as many pixels in colour.
const MOST_BYTES: u64 = 3 * MOST_PIXELS;
/// The widest and highest JPEG that is taken over as it is, pixels; a longer one is unpacked.
const LONGEST_JPEG: u32 = 16_384;

/// The pictures opened so far.
pub(super) struct Pictures<'a> {
    images: &'a Images,
    separation: Option<Separation>,
    opened: BTreeMap<&'a str, Image>,
}

impl<'a> Pictures<'a> {
    /// The pictures of an issue, none opened yet.
    pub(super) fn new(images: &'a Images, inks: Inks) -> Pictures<'a> {
        Pictures { images, separation: (inks == Inks::Plates).then(Separation::default), opened: BTreeMap::new() }
    }

    /// What the picture of a path draws, where it is made of lines.
    pub(super) fn drawing(&self, path: &str) -> Option<&'a Drawing> {
        self.images.get(path)?.drawing.as_ref()
    }

    /// The picture of a path, opened.
    pub(super) fn open(&mut self, path: &str, span: Span) -> Result<Image, Diagnostic> {
        if let Some(image) = self.opened.get(path) {
            return Ok(image.clone());
        }
        let found = self.images.get_key_value(path);
        let (path, image) = found.ok_or_else(|| errors::fault(&format!("there is no picture `{path}`")).at(span))?;
        let opened = match &mut self.separation {
            _ if is_too_large(image) => Err(format!("it has more than {} million pixels", MOST_PIXELS / 1_000_000)),
            _ if unpacked(image) > MOST_BYTES => {
                Err(format!("unpacked it takes more than {} MB", MOST_BYTES / 1_000_000))
            }
            Some(separation) => separation.plates(image),
            None => open(image),
        };
        let opened = opened.map_err(|why| unusable(path, &why).at(span))?;
        self.opened.insert(path, opened.clone());
        Ok(opened)
    }
}

fn is_too_large(image: &resources::Image) -> bool {
    u64::from(image.width) * u64::from(image.height) > MOST_PIXELS
}

/// How many bytes the pixels of a picture take (PNG, clause 11.2.1: depth and kind of colour).
fn unpacked(image: &resources::Image) -> u64 {
    let pixels = u64::from(image.width) * u64::from(image.height);
    let (depth, parts) = match (image.format, image.bytes.get(24..26)) {
        (ImageFormat::Png, Some([depth, kind])) => (*depth, [1, 1, 3, 3, 2, 1, 4].get(usize::from(*kind))),
        _ => (8, Some(&3)),
    };
    pixels * u64::from(depth).div_ceil(8) * parts.copied().unwrap_or(4)
}

fn open(image: &resources::Image) -> Result<Image, String> {
    let bytes = image.bytes.clone().into();
    match image.format {
        ImageFormat::Png => Image::from_png(bytes, false).map_err(|why| damaged(&why)),
        ImageFormat::Svg => Err("it is drawn, not made of pixels".into()),
        ImageFormat::Jpeg => {
            photographed(&image.bytes)?;
            if image.width.max(image.height) > LONGEST_JPEG {
                return separate::unpacked(image);
            }
            Image::from_jpeg(bytes, false).map_err(|why| damaged(&why))
        }
    }
}

/// What a decoder found, in one line without its own quotation marks.
pub(super) fn damaged(why: &str) -> String {
    let words: String = why.chars().map(|c| if c.is_control() || c == '"' { ' ' } else { c }).collect();
    let words = words.trim().trim_end_matches('.');
    format!("it is damaged ({words})")
}

/// Refuses kinds of JPEG that no PDF reader need open (ISO 32000-1, 7.4.8), and CMYK, whose colours no profile tells.
fn photographed(bytes: &[u8]) -> Result<(), String> {
    let frame = JpegFrame::find(bytes).map(|frame| (frame.marker, frame.depth, frame.colours));
    match frame {
        Some((0xC0..=0xC2, 8, 1 | 3)) => Ok(()),
        Some((0xC0..=0xC2, 8, 4)) => Err("it is in CMYK, not in RGB or grey".into()),
        Some((0xC0..=0xC2, 8, _)) => Err("it is neither in RGB nor in grey".into()),
        Some((0xC0..=0xC2, depth, _)) => Err(format!("it has {depth} bits for a colour, not 8")),
        Some(_) => Err("it is a lossless, hierarchical or arithmetic-coded JPEG, which PDF does not know".into()),
        None => Err("it is damaged before its first frame".into()),
    }
}

/// A picture that the PDF cannot have.
pub(super) fn unusable(path: &str, why: &str) -> Diagnostic {
    Diagnostic::new(code::IMAGE_UNREADABLE, format!("the picture `{path}` cannot be put into the PDF: {why}"))
        .hint("save it anew as PNG or as JPEG in RGB or grey")
}
