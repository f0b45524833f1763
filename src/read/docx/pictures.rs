//! Pictures, text boxes, charts and other things that hang in a line.

use super::desk::Desk;
use super::met::Met;
use super::paragraphs::{Draft, chosen};
use crate::ast::Figure;
use crate::xml::Element;

/// English metric units in a twentieth of a point.
const EMU: f64 = 635.0;

/// The formats that a bulletin takes, by their extensions.
const FORMATS: [&str; 4] = ["png", "jpg", "jpeg", "svg"];

/// The extensions of pictures that bulletins do not take.
const OTHERS: [&str; 7] = ["emf", "wmf", "gif", "bmp", "tif", "tiff", "webp"];

/// What describes a picture.
#[derive(Clone, Default)]
struct Description {
    words: String,
    /// Its width in twentieths of a point.
    width: Option<f64>,
}

impl Desk<'_> {
    /// Reads a drawing, a picture of the older form or an object.
    pub(super) fn drawing(&mut self, element: &Element<'_>, draft: &mut Draft) {
        let mut description = Description::default();
        self.fields.say();
        self.inside_drawing(element, &mut description, draft);
    }

    fn inside_drawing(&mut self, element: &Element<'_>, description: &mut Description, draft: &mut Draft) {
        for child in element.elements() {
            match (child.space, child.name) {
                ("wp", "extent") => description.width = emu(child.attribute("cx")),
                ("wp", "docPr") => description.words = described(child),
                ("v", "shape" | "rect") => {
                    description.words = child.attribute("alt").unwrap_or_default().to_string();
                    description.width = child.attribute("style").and_then(points).map(|points| points * 20.0);
                    self.inside_drawing(child, description, draft);
                }
                ("a", "blip") if child.attribute("embed").is_none() && child.attribute("link").is_some() => {
                    let here = self.here();
                    self.meet(Met::Linked, here);
                }
                ("a", "blip") => self.picture(child, "embed", description, draft),
                ("v", "imagedata") => self.picture(child, "id", description, draft),
                ("w", "txbxContent") => self.text_box(child, draft),
                ("c" | "cx", "chart") | ("dgm", "relIds") => {
                    let here = self.here();
                    self.meet(Met::Chart, here);
                }
                ("o", "OLEObject") => {
                    let here = self.here();
                    self.meet(Met::Embedded, here);
                }
                ("mc", "AlternateContent") => {
                    chosen(child).iter().for_each(|inner| self.inside_drawing(inner, description, draft));
                }
                _ => self.inside_drawing(child, description, draft),
            }
        }
    }

    fn text_box(&mut self, element: &Element<'_>, draft: &mut Draft) {
        let here = self.here();
        self.meet(Met::TextBox, here);
        let items = self.inner_story(element);
        draft.line.frames.push(items);
    }

    /// A picture by its tie. A vector form of it (`svgBlip`) goes before the pixels that stand in for it.
    fn picture(&mut self, blip: &Element<'_>, attribute: &str, description: &Description, draft: &mut Draft) {
        let vector = blip
            .descend(&["extLst"])
            .and_then(|list| list.elements().find_map(|extension| extension.child("svgBlip")?.attribute("embed")));
        let id = vector.or_else(|| blip.attribute(attribute));
        let Some(tie) = id.and_then(|id| self.ties.get(id)) else {
            let here = self.here();
            return id.into_iter().for_each(|_| self.meet(Met::LostPicture, here));
        };
        let part = tie.target.clone();
        let extension = part.rsplit('.').next().unwrap_or_default().to_lowercase();
        let (here, external) = (self.here(), tie.external);
        if external {
            return self.meet(Met::Linked, here);
        }
        if OTHERS.contains(&extension.as_str()) || !FORMATS.contains(&extension.as_str()) {
            self.meet(Met::Picture, here);
        }
        let image = self.path_of(part);
        let figure = Figure {
            span: here,
            image,
            alternative: description.words.clone(),
            width: description.width,
            ..Figure::default()
        };
        draft.line.figures.push(figure);
    }
}

impl Desk<'_> {
    /// The path under which the document names a picture: files of one name may lie in several folders of a package.
    fn path_of(&mut self, part: String) -> String {
        if let Some(path) = self.pictures.get(&part) {
            return path.clone();
        }
        let file = part.rsplit('/').next().unwrap_or_default();
        let (stem, extension) = file.rsplit_once('.').unwrap_or((file, ""));
        let further = (2..).map(|number| format!("{}/{stem}-{number}.{extension}", self.folder));
        let mut paths = std::iter::once(format!("{}/{file}", self.folder)).chain(further);
        let path = paths.find(|path| !self.paths.contains(&path.to_lowercase())).unwrap_or_default();
        self.paths.insert(path.to_lowercase());
        self.pictures.insert(part, path.clone());
        path
    }
}

fn described(element: &Element<'_>) -> String {
    let said = |name: &str| element.attribute(name).map(str::trim).filter(|words| !words.is_empty());
    said("descr").or_else(|| said("title")).unwrap_or_default().to_string()
}

fn emu(value: Option<&str>) -> Option<f64> {
    value?.parse::<f64>().ok().filter(|size| *size > 0.0).map(|size| size / EMU)
}

/// `width:120pt` of a style of the older form.
fn points(style: &str) -> Option<f64> {
    let value = style.split(';').find_map(|part| part.trim().strip_prefix("width:"))?.trim();
    let number = value.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<f64>().ok()?;
    match value.trim_start_matches(|c: char| !c.is_ascii_alphabetic()) {
        "pt" | "" => Some(number),
        "in" => Some(number * 72.0),
        "cm" => Some(number / 2.54 * 72.0),
        "mm" => Some(number / 25.4 * 72.0),
        "px" => Some(number * 0.75),
        _ => None,
    }
}
