//! The pictures in the package, each once.

use crate::package::Part;
use crate::resources::Image;
use std::sync::Arc;

/// The pictures that have been placed so far.
#[derive(Debug, Default)]
pub(super) struct Media {
    images: Vec<Image>,
    drawings: u32,
}

impl Media {
    /// The path of a picture relative to `word/`; pictures of the same bytes share one part.
    pub(super) fn place(&mut self, image: &Image) -> String {
        let same = |known: &Image| Arc::ptr_eq(&known.bytes, &image.bytes) || known.bytes == image.bytes;
        let index = self.images.iter().position(same).unwrap_or_else(|| {
            self.images.push(image.clone());
            self.images.len() - 1
        });
        path(index, image)
    }

    /// A number that no other drawing has.
    pub(super) fn next_drawing(&mut self) -> String {
        self.drawings += 1;
        self.drawings.to_string()
    }

    /// The parts.
    pub(super) fn into_parts(self) -> impl Iterator<Item = Part> {
        self.images.into_iter().enumerate().map(|(index, image)| {
            let name = format!("word/{}", path(index, &image));
            Part::shared(name, image.format.media_type(), image.bytes)
        })
    }
}

fn path(index: usize, image: &Image) -> String {
    format!("media/image{}.{}", index + 1, image.format.extension())
}
