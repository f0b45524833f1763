//! The pictures of an issue.

use crate::ast::{Block, Document, Figure, walk};
use crate::diagnostics::{Diagnostic, Sink, code};
use crate::fonts::FontBook;
use crate::resources::{Image, Images, LeftOut, Resources};
use std::collections::BTreeSet;

/// How many names of what a drawing holds are told, and how much of each: a file may hold thousands.
const MOST_NAMES: usize = 3;
const LONGEST_NAME: usize = 40;

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
                    image.drawing.iter().for_each(|drawing| tell(drawing.left_out(), figure, sink));
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

/// Tells what of a drawing goes into no output.
fn tell(left_out: &LeftOut, figure: &Figure, sink: &mut Sink) {
    if left_out.is_empty() {
        return;
    }
    let LeftOut { acting, idle } = left_out;
    let (code, names, what, hint) = if acting.is_empty() {
        let hint = "save it as plain SVG, if its file is to go into the outputs as it is";
        (code::DRAWING_REDRAWN, idle, "what is no part of what it shows", hint)
    } else {
        let hint = "save it as plain SVG without scripts, links and movement";
        (code::DRAWING_DISARMED, acting, "what runs, moves or leads somewhere", hint)
    };
    let message = format!(
        "the drawing `{}` holds {what} ({}); outputs have it drawn anew, as it stands on the page",
        figure.image,
        listed(names)
    );
    sink.report(Diagnostic::new(code, message).at(figure.span).hint(hint));
}

/// The first names of a list, and how many more there are.
fn listed(names: &BTreeSet<String>) -> String {
    let short = |name: &String| format!("`{}`", name.chars().take(LONGEST_NAME).collect::<String>());
    let first: Vec<String> = names.iter().take(MOST_NAMES).map(short).collect();
    match names.len() - first.len() {
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}
