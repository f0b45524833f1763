//! The pictures of an issue as krilla embeds them, each once.

use super::errors;
use super::press::Inks;
use super::separate::Separation;
use crate::diagnostics::{Diagnostic, Span, code};
use crate::resources::{self, Drawing, ImageFormat, Images};
use krilla::image::Image;
use std::collections::BTreeMap;

/// The most pixels that a picture may have: an A4 page at 1200 dots an inch has 139 million.
const MOST_PIXELS: u64 = 150_000_000;

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

fn open(image: &resources::Image) -> Result<Image, String> {
    let bytes = image.bytes.clone().into();
    match image.format {
        ImageFormat::Png => Image::from_png(bytes, false),
        ImageFormat::Svg => Err("it is drawn, not made of pixels".into()),
        ImageFormat::Jpeg if components(&image.bytes) == Some(4) => Err("it is in CMYK, not in RGB or grey".into()),
        ImageFormat::Jpeg => Image::from_jpeg(bytes, false),
    }
}

/// The number of colour components in the first start-of-frame segment of a JPEG file (ITU-T T.81, B.2.2).
fn components(bytes: &[u8]) -> Option<u8> {
    let mut rest = bytes.get(2..)?;
    loop {
        let [0xFF, marker, high, low, ..] = *rest else { return None };
        if matches!(marker, 0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF) {
            return rest.get(9).copied();
        }
        rest = rest.get(2 + usize::from(u16::from_be_bytes([high, low]))..)?;
    }
}

fn unusable(path: &str, why: &str) -> Diagnostic {
    Diagnostic::new(code::IMAGE_UNREADABLE, format!("the picture `{path}` cannot be put into the PDF: {why}"))
        .hint("save it anew as PNG or as JPEG in RGB or grey")
}
