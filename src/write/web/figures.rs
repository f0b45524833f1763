//! Pictures, with what they show in words.

use super::Page;
use super::base64::base64;
use super::page::shows;
use crate::ast::{Figure, text};
use crate::diagnostics::code;
use crate::resources::Image;
use std::collections::BTreeMap;

/// CSS counts so many pixels to the inch (Values and Units 4, 6.2).
const PIXELS_AN_INCH: f64 = 96.0;

/// Where a page has its pictures.
pub(super) enum Pictures<'a> {
    /// Inside itself, each as its address.
    Inside,
    /// In files beside it, by the paths of the source.
    Beside(BTreeMap<&'a str, String>),
}

impl Pictures<'_> {
    fn address(&self, path: &str, image: &Image) -> String {
        match self {
            Pictures::Inside => format!("data:{};base64,{}", image.format.media_type(), base64(&image.bytes)),
            Pictures::Beside(files) => files.get(path).cloned().unwrap_or_default(),
        }
    }
}

impl Page<'_> {
    /// Writes a picture, with label and caption where it has them.
    pub(super) fn figure(&mut self, figure: &Figure) {
        let line = self.line(figure.span);
        self.pen.open("figure", &[("id", figure.id.as_deref().unwrap_or_default()), ("data-line", &line)]);
        self.picture(figure);
        if figure.label.is_some() || shows(&figure.caption) {
            let turned = self.turned(&figure.caption);
            self.pen.begin("figcaption", &[("dir", turned)]);
            self.caption(figure.label.as_ref(), &figure.caption);
            self.pen.close();
        }
        self.pen.close();
    }

    fn picture(&mut self, figure: &Figure) {
        let Some(image) = self.issue.images.get(&figure.image) else {
            let message = format!("the picture `{}` is not at hand; the page stands without it", figure.image);
            return self.tell(code::IMAGE_NOT_KEPT, figure.span, message, "give the picture beside the source");
        };
        let class = figure.width.map(|width| self.share(width)).unwrap_or_default();
        let natural =
            |pixels: u32| ((f64::from(pixels) * PIXELS_AN_INCH / image.per_inch).round().max(1.0) as u32).to_string();
        let address = self.pictures.address(&figure.image, image);
        self.pen.begin("img", &[("class", &class), ("src", &address)]);
        self.pen.attribute("alt", &described(figure));
        self.pen.attribute("width", &natural(image.width));
        self.pen.attribute("height", &natural(image.height));
        self.pen.end_void();
        self.pen.line();
    }
}

/// What a picture says: its description, else its caption.
fn described(figure: &Figure) -> String {
    if figure.alternative.trim().is_empty() { text::inlines(&figure.caption) } else { figure.alternative.clone() }
}
