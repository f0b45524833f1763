//! Where references and links of a manuscript lead: to what the document calls by an id, or nowhere it knows of.

use super::structure::place_id;
use crate::ast::{Document, Inline, Inlines, NoteId, walk};
use std::collections::{BTreeMap, BTreeSet};

/// Gives references and links the ids of what their bookmarks stand at. Those to bookmarks of words, which are no place of a
/// document, stay as the words that they are.
pub(super) fn settle(document: &mut Document, notes: &BTreeMap<String, NoteId>) {
    let known: BTreeSet<String> = walk::places(document).into_iter().map(str::to_string).collect();
    let place = |bookmark: &str| match notes.get(bookmark) {
        Some(note) => Some(note.0.clone()),
        None => Some(place_id(bookmark)).filter(|id| known.contains(id)),
    };
    walk::runs_mut(document, &mut |run| lead(run, &place));
}

fn lead(run: &mut Inlines, place: &dyn Fn(&str) -> Option<String>) {
    let mut led = Inlines::with_capacity(run.len());
    for mut inline in run.drain(..) {
        inline.children_mut().into_iter().for_each(|children| lead(children, place));
        match inline {
            Inline::Reference { span, target, form, label } => led.push(match place(&target) {
                Some(target) => Inline::Reference { span, target, form, label: None },
                None => Inline::text(label.unwrap_or_default(), span),
            }),
            Inline::Link { span, target, inlines } => match target.strip_prefix('#').map(place) {
                Some(Some(id)) => led.push(Inline::Link { span, target: format!("#{id}"), inlines }),
                Some(None) => led.extend(inlines),
                None => led.push(Inline::Link { span, target, inlines }),
            },
            other => led.push(other),
        }
    }
    *run = led;
}
