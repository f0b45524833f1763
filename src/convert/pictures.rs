//! The pictures of an issue.

use crate::ast::{Block, Document, walk};
use crate::diagnostics::{Diagnostic, Sink, code};
use crate::fonts::FontBook;
use crate::resources::{Image, Images, Resources};

/// Reads every picture that a document names, once each. What cannot be used is an error at the place where it is asked for.
pub(super) fn load(document: &Document, resources: &dyn Resources, fonts: &FontBook, sink: &mut Sink) -> Images {
    let mut images = Images::new();
    for root in walk::roots(document) {
        walk::blocks(root, &mut |block| {
            let Block::Figure(figure) = block else { return };
            if images.contains_key(&figure.image) {
                return;
            }
            let read = |bytes| Image::read(bytes, |text| fonts.database(text));
            match resources.picture(&figure.image, &read) {
                Ok(image) => {
                    images.insert(figure.image.clone(), image);
                }
                Err(why) => sink.report(
                    Diagnostic::new(
                        code::IMAGE_UNREADABLE,
                        format!("the picture `{}` cannot be used: {why}", figure.image),
                    )
                    .at(figure.span)
                    .hint("give a PNG, JPEG or SVG file by its path relative to the source"),
                ),
            }
        });
    }
    images
}
