//! Figures, and the pictures that go with the file.

use super::{Article, Artifact, Issue};
use crate::ast::{Block, Figure, Inline, Placement, walk};
use crate::resources::{Image, ImageFormat};
use std::collections::BTreeMap;

/// The pictures of an issue under the names that the XML gives them.
///
/// An archived file that names pictures must have them, and the paths in the source hold only beside the source; so each
/// is written to `STEM-media/`, named by the order of first use, which clashes with nothing that the author has.
pub(super) struct Pictures<'a>(BTreeMap<&'a str, (String, &'a Image)>);

impl<'a> Pictures<'a> {
    /// The pictures that an issue's figures name.
    pub(super) fn of(issue: &Issue<'a>) -> Pictures<'a> {
        let mut found: BTreeMap<&'a str, (String, &'a Image)> = BTreeMap::new();
        for root in walk::roots(issue.document) {
            walk::blocks(root, &mut |block| {
                let Block::Figure(figure) = block else { return };
                let Some((path, image)) = issue.images.get_key_value(&figure.image) else { return };
                let number = found.len() + 1;
                found.entry(path).or_insert_with(|| (name(issue.stem, number, image.format), image));
            });
        }
        Pictures(found)
    }

    /// The files.
    pub(super) fn artifacts(&self) -> Vec<Artifact> {
        self.0.values().map(|(path, image)| Artifact { path: path.clone(), bytes: image.bytes.to_vec() }).collect()
    }

    fn get(&self, source: &str) -> Option<(&str, ImageFormat)> {
        self.0.get(source).map(|(path, image)| (path.as_str(), image.format))
    }
}

fn name(stem: &str, number: usize, format: ImageFormat) -> String {
    format!("{stem}-media/picture-{number}.{}", format.extension())
}

/// Whether what stands apart may leave its place in the text (JATS, `@position`).
pub(super) fn position(placement: Option<Placement>, spans_page: bool) -> &'static str {
    let stays = matches!(placement, None | Some(Placement::Here));
    if stays && !spans_page { "anchor" } else { "float" }
}

impl Article<'_> {
    /// Writes a picture, with label and caption where it has them.
    pub(super) fn figure(&mut self, figure: &Figure) {
        let id = figure.id.as_deref().unwrap_or_default();
        if figure.label.is_none() && figure.caption.is_empty() {
            return self.graphic(figure, id);
        }
        let position = position(figure.placement, figure.spans_page);
        self.pen.open("fig", &[("id", id), ("orientation", "portrait"), ("position", position)]);
        self.label(figure.label.as_ref());
        self.caption(&figure.caption);
        self.graphic(figure, "");
        self.pen.close();
    }

    /// Writes what a table or figure shows; nothing where that is not said.
    pub(super) fn caption(&mut self, caption: &[Inline]) {
        if !caption.is_empty() {
            self.pen.open("caption", &[]);
            self.titled("title", caption);
            self.pen.close();
        }
    }

    fn graphic(&mut self, figure: &Figure, id: &str) {
        let (path, subtype) = match self.pictures.get(&figure.image) {
            Some((path, format)) => (path, format.media_type().trim_start_matches("image/")),
            None => (figure.image.as_str(), ""),
        };
        let address = address(path);
        let kind = if subtype.is_empty() { "" } else { "image" };
        let wishes = wishes(figure);
        let attributes = [
            ("id", id),
            ("mimetype", kind),
            ("mime-subtype", subtype),
            ("orientation", "portrait"),
            ("position", "anchor"),
            ("specific-use", wishes.as_str()),
            ("xlink:href", address.as_str()),
        ];
        self.pen.begin("graphic", &attributes);
        if !figure.alternative.is_empty() {
            self.pen.begin("alt-text", &[]);
            self.pen.words(&figure.alternative);
            self.pen.end();
        }
        self.pen.close();
    }
}

/// How the source wants the picture to stand on pages: its width in per cent of the measure, and its place.
fn wishes(figure: &Figure) -> String {
    let width = figure.width.map(|width| format!("width-{:.3}", width * 100.0));
    let width = width.map(|width| width.trim_end_matches('0').trim_end_matches('.').to_string());
    width.into_iter().chain(standing(figure.placement, figure.spans_page)).collect::<Vec<_>>().join(" ")
}

/// How the source wants something to stand on pages: at which place of them, and over all columns.
pub(super) fn standing(placement: Option<Placement>, spans_page: bool) -> impl Iterator<Item = String> {
    let name = Placement::NAMES.iter().find(|(_, known)| Some(*known) == placement);
    let place = name.map(|(name, _)| format!("placement-{name}"));
    place.into_iter().chain(spans_page.then(|| "span-page".to_string()))
}

/// A path as a relative reference (RFC 3987): what cannot stand in one is percent-encoded; letters of all scripts can.
fn address(path: &str) -> String {
    let mut address = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            ' ' | '%' | '#' | '?' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' | ':' | '\0'..='\x1F' => {
                address.push_str(&format!("%{:02X}", u32::from(c)));
            }
            c => address.push(c),
        }
    }
    address
}
