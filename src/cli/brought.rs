//! The pictures of an imported document: those inside a manuscript go beside its source, and those that lay beside what was
//! read go with it to where the source stands.

use super::inputs::Input;
use super::pictures::{Beside, Gallery};
use super::publish::Finished;
use super::world::World;
use crate::ast::{Block, Document, Figure, walk};
use crate::convert::{Prepared, undescribed};
use crate::diagnostics::{Diagnostic, Sink, code};
use crate::read::Carried;
use crate::resources::Resources;
use std::collections::BTreeSet;
use std::path::Path;

/// The picture files that an imported source needs and does not have beside it yet. Pictures that are nowhere, and those that
/// do not say what they show, are told of now: the source would be refused later.
pub(super) fn pictures(
    prepared: &mut Prepared,
    input: &Input,
    place: Option<&Path>,
    world: &dyn World,
    sink: &mut Sink,
) -> Vec<Finished> {
    let carried = std::mem::take(&mut prepared.pictures);
    let (none, gallery) = (Carried::new(), Gallery::default());
    let beside = Beside { folder: input.folder(), root: None, world, witness: None, carried: &none, gallery: &gallery };
    let folder = place.map(|place| place.parent().unwrap_or(Path::new("")));
    let (mut files, mut seen) = (Vec::new(), BTreeSet::new());
    let mut bring = |path: &str, bytes| {
        files.extend(folder.map(|folder| Finished { path: folder.join(path), bytes }));
    };
    figures(&prepared.document, &mut |figure| {
        if figure.alternative.trim().is_empty() {
            sink.report(undescribed(figure));
        }
        if carried.contains_key(&figure.image) || !seen.insert(figure.image.clone()) {
            return;
        }
        match beside.load(&figure.image) {
            Ok(bytes) if folder != Some(input.folder()) => bring(&figure.image, bytes),
            Ok(_) => {}
            Err(why) => sink.report(absent(figure, &why)),
        }
    });
    carried.into_iter().for_each(|(path, bytes)| bring(&path, bytes));
    files
}

fn figures(document: &Document, see: &mut impl FnMut(&Figure)) {
    for root in walk::roots(document) {
        walk::blocks(root, &mut |block| {
            if let Block::Figure(figure) = block {
                see(figure);
            }
        });
    }
}

fn absent(figure: &Figure, why: &str) -> Diagnostic {
    let message = format!("the picture `{}` cannot be found: {why}", figure.image);
    let hint = "put it there before the issue is built, or name another file in the source";
    Diagnostic::new(code::PICTURE_ABSENT, message).at(figure.span).hint(hint)
}
