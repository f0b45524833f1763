//! Drawings (SVG): what they draw, without anything from outside the file and within bounds.

mod bounds;

use super::{Image, ImageFormat};
use resvg::tiny_skia::{Pixmap, Transform};
use std::sync::Arc;
use usvg::fontdb::Database;
use usvg::roxmltree::{Document, ParsingOptions};
use usvg::{Group, ImageHrefResolver, Node, Options, Tree};

/// Pixels to the inch (CSS Values and Units 4, 6.2).
pub(super) const PIXELS_AN_INCH: f64 = 96.0;
/// The longest file, bytes.
const LONGEST: usize = 8 * 1024 * 1024;
/// The most elements, texts and comments as they are written.
const MOST_NODES: u32 = 200_000;
/// The longest side, pixels: more than the longest side of a page (PDF 1.7, annex C).
const LONGEST_SIDE: f32 = 19_200.0;

/// A drawing that has been read: shapes only, its letters too.
#[derive(Clone, Debug)]
pub struct Drawing(Arc<Tree>);

impl PartialEq for Drawing {
    /// A drawing that was read twice is two; the bytes beside it say whether they are the same.
    fn eq(&self, other: &Drawing) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The text of a file, if it is an SVG file.
pub(super) fn source(bytes: &[u8]) -> Result<Option<&str>, String> {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    if !(head.starts_with(b"<") && head.windows(4).any(|start| start == b"<svg")) {
        return Ok(None);
    }
    if bytes.len() > LONGEST {
        return Err(format!("the drawing has more than {} megabytes", LONGEST / 1024 / 1024));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| "the drawing is not in UTF-8".to_string())?;
    Ok(Some(text.trim_start_matches('\u{FEFF}')))
}

impl Drawing {
    /// Reads a drawing, or says why it cannot be used.
    pub(super) fn read(source: &str, faces: impl FnOnce(&str) -> Arc<Database>) -> Result<Drawing, String> {
        bounds::nesting(source)?;
        let parsing = ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
        let document =
            Document::parse_with_options(source, parsing).map_err(|why| format!("the drawing is broken: {why}"))?;
        bounds::check(&document)?;
        let lettered = document.descendants().any(|node| node.has_tag_name("text") || node.tag_name().name() == "text");
        let mut options = Options {
            image_href_resolver: ImageHrefResolver {
                resolve_data: Box::new(|_, _, _| None),
                resolve_string: Box::new(|_, _| None),
            },
            ..Options::default()
        };
        if lettered {
            options.fontdb = faces(source);
        }
        let tree = Tree::from_xmltree(&document, &options).map_err(|why| format!("the drawing is broken: {why}"))?;
        let size = tree.size();
        if size.width().max(size.height()) > LONGEST_SIDE {
            return Err(format!("the drawing is more than {LONGEST_SIDE} pixels wide or high"));
        }
        letters(tree.root())?;
        Ok(Drawing(Arc::new(tree)))
    }

    /// Width and height in pixels, at least one.
    pub(super) fn size(&self) -> (u32, u32) {
        let size = self.0.size();
        (size.width().round().max(1.0) as u32, size.height().round().max(1.0) as u32)
    }

    /// What is drawn.
    #[must_use]
    pub fn tree(&self) -> &Tree {
        &self.0
    }

    /// The drawing as a PNG picture of about so many pixels across; none where it would have no pixel or too many.
    #[must_use]
    pub fn pixels(&self, across: f64) -> Option<Image> {
        let size = self.0.size();
        let scale = across as f32 / size.width();
        let (width, height) = ((size.width() * scale).ceil() as u32, (size.height() * scale).ceil() as u32);
        let mut pixels = Pixmap::new(width, height)?;
        resvg::render(&self.0, Transform::from_scale(scale, scale), &mut pixels.as_mut());
        let bytes = Arc::new(pixels.encode_png().ok()?);
        Some(Image { bytes, format: ImageFormat::Png, width, height, per_inch: super::PIXELS_AN_INCH, drawing: None })
    }
}

/// Every letter must be in a face.
fn letters(group: &Group) -> Result<(), String> {
    for node in group.children() {
        match node {
            Node::Group(group) => letters(group)?,
            Node::Text(text) => {
                let mut glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
                if let Some(glyph) = glyphs.find(|glyph| glyph.id.0 == 0) {
                    return Err(format!("no face has what it shows as `{}`", glyph.text));
                }
            }
            Node::Path(_) | Node::Image(_) => {}
        }
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    fn read(body: &str) -> Result<Image, String> {
        let text = format!("<svg xmlns='http://www.w3.org/2000/svg' width='96' height='48'>{body}</svg>");
        Image::read(text.into_bytes(), |_| Arc::new(Database::new()))
    }

    #[test]
    fn a_drawing_has_its_size_and_its_pixels() {
        let image = read("<rect width='48' height='48' fill='red'/>").unwrap();
        assert_eq!((image.format, image.width, image.height), (ImageFormat::Svg, 96, 48));
        let painted = image.drawing.unwrap().pixels(200.0).unwrap();
        assert_eq!((painted.width, painted.height), (200, 100));
        assert_eq!(Image::recognise(painted.bytes.to_vec()).unwrap().width, 200);
    }

    #[test]
    fn nothing_comes_from_outside_and_nothing_is_lost() {
        for body in [
            "<use href='other.svg#a'/>",
            "<use xlink:href='http://example.org/a.svg#a' xmlns:xlink='http://www.w3.org/1999/xlink'/>",
            "<rect width='9' height='9' fill='url(file:///a.svg#b)'/>",
            "<style>@import 'a.css';</style>",
            "<image href='a.png' width='9' height='9'/>",
            "<foreignObject width='9' height='9'/>",
            "<filter id='a'/>",
        ] {
            assert!(read(body).is_err(), "{body}");
        }
    }

    #[test]
    fn what_is_broken_or_too_large_is_refused() {
        assert!(read("<rect").is_err());
        assert!(read("<g></svg>").is_err());
        let sized = |size: &str| {
            let text = format!("<svg xmlns='http://www.w3.org/2000/svg' {size}><rect width='9' height='9'/></svg>");
            Image::read(text.into_bytes(), |_| Arc::new(Database::new()))
        };
        assert!(sized("width='1e9' height='1e9'").is_err());
        assert!(sized("width='0' height='9'").is_err());
        assert!(read(&"<g>".repeat(100_000)).is_err());
        let entities = "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg'><text>&a;</text></svg>";
        assert!(Image::read(entities.into(), |_| Arc::new(Database::new())).is_err());
    }

    #[test]
    fn what_multiplies_is_counted_before_it_is_made() {
        let doubled = |element: &str, reference: &str| {
            let levels = (1..40).map(|n| {
                let inner = reference.replace('@', &(n - 1).to_string());
                format!("<{element} id='a{n}'>{inner}{inner}</{element}>")
            });
            let first = format!("<{element} id='a0'><rect width='9' height='9'/></{element}>");
            read(&(first + &levels.collect::<String>()))
        };
        let started = [
            doubled("g", "<use href='#a@'/>"),
            doubled("pattern", "<rect width='9' height='9' fill='url(#a@)'/>"),
            doubled("mask", "<rect width='9' height='9' mask='url(#a@)'/>"),
        ];
        for refused in started {
            assert!(refused.unwrap_err().contains("more than"));
        }
        assert!(read("<g id='a'><use href='#a'/></g>").unwrap_err().contains("within itself"));
    }
}
