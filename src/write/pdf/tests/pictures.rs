//! The smallest pictures that decoders accept, made here so that no binary files are kept.

use crate::resources::Image;
use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use std::io::Write;

/// A PNG of 2 × 2 pixels: depth in bits, colour type (PNG, clause 11.2.1), and the samples of one pixel.
pub(super) fn png(depth: u8, colour: u8, pixel: &[u8]) -> Image {
    let row: Vec<u8> = [&[0], pixel, pixel].concat();
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(&[row.clone(), row].concat()).unwrap();
    let header = [&[0, 0, 0, 2, 0, 0, 0, 2, depth, colour][..], &[0, 0, 0]].concat();
    let chunks = [chunk(b"IHDR", &header), chunk(b"IDAT", &encoder.finish().unwrap()), chunk(b"IEND", &[])];
    Image::recognise([b"\x89PNG\r\n\x1a\n".to_vec(), chunks.concat()].concat()).unwrap()
}

fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut sum = Crc::new();
    sum.update(&[name, content].concat());
    let length = u32::try_from(content.len()).unwrap();
    [&length.to_be_bytes(), &name[..], content, &sum.sum().to_be_bytes()].concat()
}

/// A JPEG of 8 × 8 pixels, all of one value, with so many components (ITU-T T.81, annex B).
pub(super) fn jpeg(components: u8) -> Image {
    wide_jpeg(components, 8)
}

/// The same, so many pixels wide.
pub(super) fn wide_jpeg(components: u8, width: u16) -> Image {
    framed_jpeg([0xC0, 8, components], width)
}

/// The same with marker, depth and number of components of its frame.
pub(super) fn framed_jpeg([marker, depth, components]: [u8; 3], width: u16) -> Image {
    let mut bytes = b"\xFF\xD8\xFF\xDB\0\x43\0".to_vec();
    bytes.extend([1; 64]);
    let [high, low] = width.to_be_bytes();
    bytes.extend([0xFF, marker, 0, 8 + 3 * components, depth, 0, 8, high, low, components]);
    (1..=components).for_each(|component| bytes.extend([component, 0x11, 0]));
    // Two Huffman tables with one code of one bit each: no difference, and end of block.
    for class in [0x00, 0x10] {
        bytes.extend([0xFF, 0xC4, 0, 20, class, 1]);
        bytes.extend([0; 16]);
    }
    bytes.extend([0xFF, 0xDA, 0, 6 + 2 * components, components]);
    (1..=components).for_each(|component| bytes.extend([component, 0x00]));
    // Two bits for each component of a block, all nought; the last byte is filled up with ones.
    let bits = usize::from(width).div_ceil(8) * usize::from(components) * 2;
    bytes.extend([0, 63, 0]);
    bytes.extend(vec![0; bits / 8]);
    bytes.extend((bits % 8 > 0).then_some(0xFF >> (bits % 8)));
    bytes.extend([0xFF, 0xD9]);
    Image::recognise(bytes).unwrap()
}

/// A PNG of which nothing but the head is there, with its size, depth and colour type.
pub(super) fn head_of_png(side: u32, depth: u8, colour: u8) -> Image {
    let header = [&side.to_be_bytes()[..], &side.to_be_bytes(), &[depth, colour, 0, 0, 0]].concat();
    let chunks = [chunk(b"IHDR", &header), chunk(b"IEND", &[])];
    Image::recognise([b"\x89PNG\r\n\x1a\n".to_vec(), chunks.concat()].concat()).unwrap()
}
