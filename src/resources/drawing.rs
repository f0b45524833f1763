//! Drawings (SVG): what they draw, without anything from outside the file and within bounds.

mod bounds;
mod plain;
mod redrawn;
mod shown;

pub use plain::LeftOut;

use super::{Image, ImageFormat};
use resvg::tiny_skia::{Pixmap, Transform};
use std::sync::Arc;
use usvg::fontdb::Database;
use usvg::roxmltree::{Document, ParsingOptions};
use usvg::{FontResolver, ImageHrefResolver, Options, Tree};

/// Pixels to the inch (CSS Values and Units 4, 6.2).
pub(super) const PIXELS_AN_INCH: f64 = 96.0;
/// The longest file, bytes.
const LONGEST: usize = 8 * 1024 * 1024;
/// The most elements, texts and comments as they are written.
const MOST_NODES: u32 = 200_000;
/// The longest side, pixels: more than the longest side of a page (PDF 1.7, annex C).
const LONGEST_SIDE: f32 = 19_200.0;
/// The shortest side, pixels: with less there is no proportion to keep.
const SHORTEST_SIDE: f32 = 1.0;
/// The most pixels that a drawing is painted with: a page of A4 at 200 an inch has 4 million.
const MOST_PAINTED: f32 = 8_000_000.0;

/// A drawing that has been read: shapes only, its letters too.
#[derive(Clone, Debug)]
pub struct Drawing {
    tree: Arc<Tree>,
    left_out: Arc<LeftOut>,
}

impl PartialEq for Drawing {
    /// A drawing that was read twice is two; the bytes beside it say whether they are the same.
    fn eq(&self, other: &Drawing) -> bool {
        Arc::ptr_eq(&self.tree, &other.tree)
    }
}

/// The text of a file, if it is an SVG file.
pub(super) fn source(bytes: &[u8]) -> Result<Option<&str>, String> {
    let wide = |start: &[u8]| matches!(start, [0xFF, 0xFE, b'<', 0, ..] | [0xFE, 0xFF, 0, b'<', ..]);
    if wide(bytes) {
        return Err("the drawing is not in UTF-8".into());
    }
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    if !(body.starts_with(b"<") && body.windows(3).any(|name| name == b"svg")) {
        return Ok(None);
    }
    if bytes.len() > LONGEST {
        return Err(format!("the drawing has more than {} megabytes", LONGEST / 1024 / 1024));
    }
    let text = std::str::from_utf8(body).map_err(|_| "the drawing is not in UTF-8".to_string())?;
    Ok(Some(text))
}

impl Drawing {
    /// Reads a drawing, and gives it with the file that outputs carry of it: as it is where it holds nothing but what it shows,
    /// else drawn anew. Or says why it cannot be used.
    pub(super) fn read(source: &str, faces: impl FnOnce(&str) -> Arc<Database>) -> Result<(Drawing, Vec<u8>), String> {
        bounds::nesting(source)?;
        let parsing = ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
        let document =
            Document::parse_with_options(source, parsing).map_err(|why| format!("the drawing is broken: {why}"))?;
        bounds::check(&document)?;
        let mut options = closed();
        if document.descendants().any(|node| node.tag_name().name() == "text") {
            options.fontdb = faces(source);
            if options.fontdb.is_empty() {
                return Err("it has letters, and there is no face to set them in".into());
            }
        }
        let tree = Tree::from_xmltree(&document, &options).map_err(|why| format!("the drawing is broken: {why}"))?;
        let size = tree.size();
        if size.width().max(size.height()) > LONGEST_SIDE {
            return Err(format!("the drawing is more than {LONGEST_SIDE} pixels wide or high"));
        }
        if size.width().min(size.height()) < SHORTEST_SIDE {
            return Err("the drawing is less than a pixel wide or high".into());
        }
        shown::check(&tree)?;
        let left_out = LeftOut::of(&document);
        let file = if left_out.is_empty() { source.to_string() } else { redrawn::redrawn(&tree)? };
        Ok((Drawing { tree: Arc::new(tree), left_out: Arc::new(left_out) }, file.into_bytes()))
    }

    /// Width and height in pixels, at least one.
    pub(super) fn size(&self) -> (u32, u32) {
        let size = self.tree.size();
        (size.width().round().max(1.0) as u32, size.height().round().max(1.0) as u32)
    }

    /// What of it goes into no output; where there is such, outputs have it drawn anew.
    #[must_use]
    pub fn left_out(&self) -> &LeftOut {
        &self.left_out
    }

    /// What is drawn.
    #[must_use]
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// The drawing as a PNG picture of about so many pixels across, fewer where they would be too many; or why it cannot
    /// be painted.
    pub fn pixels(&self, across: f64) -> Result<Image, String> {
        let size = self.tree.size();
        let most = (MOST_PAINTED / (size.width() * size.height())).sqrt();
        let scale = (across as f32 / size.width()).min(most);
        shown::paintable(&self.tree, scale)?;
        let (width, height) = ((size.width() * scale).ceil() as u32, (size.height() * scale).ceil() as u32);
        let mut pixels = Pixmap::new(width, height).ok_or("it has no size where it stands")?;
        resvg::render(&self.tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
        let bytes = Arc::new(pixels.encode_png().map_err(|why| why.to_string())?);
        Ok(Image { bytes, format: ImageFormat::Png, width, height, per_inch: super::PIXELS_AN_INCH, drawing: None })
    }
}

/// Options under which nothing is taken from outside the file, and letters whose face is not at hand are set in another.
fn closed() -> Options<'static> {
    let named = FontResolver::default_font_selector();
    Options {
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        font_resolver: FontResolver {
            select_font: Box::new(move |font, faces| {
                named(font, faces).or_else(|| faces.faces().next().map(|face| face.id))
            }),
            ..FontResolver::default()
        },
        ..Options::default()
    }
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
            "<rect width='9' height='9' style='filter:blur(5px)'/>",
            "<style>@IMPORT 'a.css';</style>",
            "<rect width='9' height='9' fill='URL(http://example.org/a.svg#b)'/>",
            "<text><textPath href='#gone'>words</textPath></text>",
            "<use href='#gone'/>",
            "<rect width='9' height='9' fill='url(#gone)'/>",
            "<text x='9' y='9'>words</text>",
            "<g/>",
            "<script>alert(1)</script><rect width='9' height='9'/>",
            "<rect width='9' height='9' transform='scale(1e30)'/>",
            "<g transform='scale(1e-29)'><rect width='1e30' height='1e30'/></g>",
        ] {
            assert!(read(body).is_err(), "{body}");
        }
    }

    /// How far two pictures of one size differ at most, in any colour of any pixel, and whether anything is shown.
    fn difference(one: &Drawing, other: &Drawing) -> (u8, bool) {
        let [one, other] = [one, other].map(|drawing| {
            let mut pixels = Pixmap::new(288, 144).unwrap();
            resvg::render(&drawing.tree, Transform::from_scale(3.0, 3.0), &mut pixels.as_mut());
            pixels.take()
        });
        let most = one.iter().zip(&other).map(|(left, right)| left.abs_diff(*right)).max();
        (most.unwrap(), one.iter().any(|part| *part > 0))
    }

    #[test]
    fn a_drawing_with_more_than_it_shows_is_drawn_anew_and_looks_the_same() {
        let shapes = include_str!("../../fixtures/bulletins/shapes.svg");
        let mut faces = Database::new();
        faces.load_font_data(include_bytes!("../../assets/fonts/LibertinusSerif-Regular.ttf").to_vec());
        let faces = Arc::new(faces);
        let small = [
            ("<a href='javascript:alert(1)'><rect width='9' height='9'/></a>", "<a>"),
            ("<rect width='9' height='9' fill='u\\72l(http://e.org)' stroke='red'/>", "fill"),
            (
                "<linearGradient id='a' x2='.2' spreadMethod='reflect'><stop stop-color='red'/><stop offset='1'/>\
                 </linearGradient><rect width='96' height='48' fill='url(#a)'/><rect onclick='x'/>",
                "onclick",
            ),
            ("<rect id='a' width='9' height='9'/><rect id='a' x='20' width='9' height='9' foo='1'/>", ""),
        ]
        .map(|(body, left)| {
            let head = "<!DOCTYPE svg SYSTEM 'x'><svg xmlns='http://www.w3.org/2000/svg' width='96' height='48'>";
            (format!("{head}{body}</svg>"), left)
        });
        for (text, left) in small.into_iter().chain([(shapes.to_string(), "onclick")]) {
            let image = Image::read(text.clone().into_bytes(), |_| faces.clone()).unwrap();
            let drawing = image.drawing.unwrap();
            assert!(left.is_empty() || drawing.left_out.acting.contains(left), "{text}");
            let written = String::from_utf8(image.bytes.to_vec()).unwrap();
            let again = Image::read(image.bytes.to_vec(), |_| Arc::new(Database::new())).unwrap();
            assert_eq!(again.bytes, image.bytes, "what was drawn anew holds nothing but what it shows");
            let (most, shows) = difference(&drawing, &again.drawing.unwrap());
            assert!(most < 8 && shows, "{text} differs by {most}: {written}");
        }
    }

    #[test]
    fn a_drawing_that_holds_only_what_it_shows_goes_out_as_it_is() {
        let text =
            "\u{FEFF}\n<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='3' height='3'/></svg>";
        let image = Image::read(text.into(), |_| Arc::new(Database::new())).unwrap();
        assert_eq!(String::from_utf8(image.bytes.to_vec()).unwrap(), &text["\u{FEFF}\n".len()..]);
        assert!(image.drawing.unwrap().left_out.is_empty());
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
        assert!(sized("width='9' height='0.001'").is_err());
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
            read(&format!("<path id='a' d='M0 0{}'/>{}", "h1".repeat(20_000), "<use href='#a'/>".repeat(300))),
            read(&format!("<text>{}</text>", "word ".repeat(5_000))),
        ];
        for refused in started {
            assert!(refused.unwrap_err().contains("more than"));
        }
        assert!(read("<g id='a'><use href='#a'/></g>").unwrap_err().contains("within itself"));
    }

    #[test]
    fn tiles_of_patterns_are_counted() {
        let filled = |side: &str, transform: &str| {
            read(&format!(
                "<pattern id='a' width='{side}' height='{side}' patternUnits='userSpaceOnUse' {transform}>\
                 <rect width='1' height='1'/></pattern><rect width='96' height='48' fill='url(#a)'/>"
            ))
        };
        assert!(filled("2", "").is_ok());
        assert!(filled("0.0001", "").unwrap_err().contains("repeats"));
        assert!(filled("2", "patternTransform='scale(0.0001)'").unwrap_err().contains("repeats"));
    }

    #[test]
    fn layers_in_layers_are_bounded() {
        let layers = |count: usize| {
            read(&("<g opacity='.9'>".repeat(count) + "<rect width='9' height='9'/>" + &"</g>".repeat(count)))
        };
        assert!(layers(8).is_ok());
        assert!(layers(40).unwrap_err().contains("one another"));
    }

    #[test]
    fn what_reaches_too_far_is_told_of_and_not_painted() {
        let far = read("<path d='M-60000 0 L60000 90000 L0 0Z' fill='red'/>").unwrap();
        assert!(far.drawing.unwrap().pixels(400.0).unwrap_err().contains("beyond"));
        assert!(read("<path d='M0 0L1e37 1e37L3e38 0Z' fill='red'/>").is_err());
    }

    #[test]
    fn a_file_is_a_drawing_however_late_it_says_so() {
        let text =
            format!("<!--{}--><s:svg xmlns:s='http://www.w3.org/2000/svg' width='9' height='9'>", "x".repeat(9000));
        let text = text + "<s:rect width='9' height='9'/></s:svg>";
        assert!(Image::read(text.into_bytes(), |_| Arc::new(Database::new())).is_ok());
        let wide: Vec<u8> = "\u{FEFF}<svg/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(Image::read(wide, |_| Arc::new(Database::new())).unwrap_err().contains("UTF-8"));
    }
}
