//! Where references and links of a manuscript lead: to what the document calls by an id, or nowhere it knows of.

use super::aside::Aside;
use super::structure::place_id;
use crate::ast::{Block, Document, Inline, Inlines, NoteId, walk};
use std::collections::{BTreeMap, BTreeSet};

/// What can be led to.
struct Places<'a> {
    /// The ids of a document.
    known: BTreeSet<String>,
    /// The notes of a document.
    noted: BTreeSet<NoteId>,
    /// The notes at whose marks bookmarks stand.
    marked: &'a BTreeMap<String, NoteId>,
    aside: &'a Aside,
}

/// Gives references and links the ids of what their bookmarks stand at. Those to bookmarks of words, which are no place of a
/// document, stay as the words that they are.
pub(super) fn settle(document: &mut Document, marked: &BTreeMap<String, NoteId>, aside: &Aside) {
    if aside.is_kept {
        part(document);
    }
    let known = walk::places(document).into_iter().map(str::to_string).collect();
    let noted = walk::notes(document).map(|note| note.id.clone()).collect();
    let places = Places { known, noted, marked, aside };
    walk::runs_mut(document, &mut |run| places.lead(run));
}

/// Takes away the ids that others have already: what was kept aside may have been copied with its words.
fn part(document: &mut Document) {
    let mut taken: BTreeSet<String> = document.front.people.iter().map(|person| person.id.0.clone()).collect();
    taken.extend(walk::notes(document).map(|note| note.id.0.clone()));
    let mut claim = |id: &mut Option<String>| drop(id.take_if(|id| !taken.insert(id.clone())));
    walk::sections_mut(&mut document.sections, &mut |section, _| claim(&mut section.id));
    let mut in_block = |block: &mut Block| match block {
        Block::Table(table) => claim(&mut table.id),
        Block::Figure(figure) => claim(&mut figure.id),
        Block::Boxed(boxed) => claim(&mut boxed.id),
        _ => {}
    };
    walk::bodies_mut(document).into_iter().for_each(|blocks| walk::blocks_mut(blocks, &mut in_block));
    document.notes.iter_mut().for_each(|note| walk::blocks_mut(&mut note.blocks, &mut in_block));
}

impl Places<'_> {
    /// The id of what stands at a bookmark.
    fn place(&self, bookmark: &str) -> Option<String> {
        if let Some(note) = self.marked.get(bookmark) {
            return Some(note.0.clone());
        }
        let kept = self.aside.places.get(bookmark).filter(|id| self.known.contains(*id));
        kept.cloned().or_else(|| Some(place_id(bookmark)).filter(|id| self.known.contains(id)))
    }

    fn lead(&self, run: &mut Inlines) {
        let mut led = Inlines::with_capacity(run.len());
        for mut inline in run.drain(..) {
            inline.children_mut().into_iter().for_each(|children| self.lead(children));
            match inline {
                Inline::Reference { span, target, form, label } => led.push(match self.place(&target) {
                    Some(target) => Inline::Reference { span, target, form, label: None },
                    None => Inline::text(label.unwrap_or_default(), span),
                }),
                Inline::Link { span, target, inlines } => match target.strip_prefix('#').map(|name| self.place(name)) {
                    Some(Some(id)) => led.push(Inline::Link { span, target: format!("#{id}"), inlines }),
                    Some(None) => led.extend(inlines),
                    None => {
                        let target = self.aside.addresses.get(&target).cloned().unwrap_or(target);
                        led.push(Inline::Link { span, target, inlines });
                    }
                },
                // The note that is called again is gone.
                Inline::Callout { span, note } if self.aside.is_kept && !self.noted.contains(&note) => {
                    let mark = self.aside.called(&note.0).unwrap_or("*").to_string();
                    led.push(Inline::OrphanMark { span, mark });
                }
                other => led.push(other),
            }
        }
        *run = led;
    }
}
