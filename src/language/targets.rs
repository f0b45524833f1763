//! What the words at a place lead to: notes, places of the document, people; and everything that leads there.

use super::draft::Draft;
use crate::ast::{Block, Document, Inline, NoteId, PersonId, walk};
use crate::diagnostics::Span;
use std::ops::Range;

/// What words lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target<'a> {
    Note(&'a NoteId),
    /// A section, table, figure or box by its id.
    Place(&'a str),
    Person(&'a PersonId),
}

/// What the words at an offset lead to, and where those words stand.
pub(super) fn at<'d>(draft: &'d Draft, offset: usize) -> Option<(Target<'d>, Range<usize>)> {
    let mut found: Option<(Target<'d>, Range<usize>)> = None;
    let mut take = |target: Option<Target<'d>>, span: Span| {
        let Some((target, range)) = target.zip(span.range()) else { return };
        let is_smaller = found.as_ref().is_none_or(|(_, known)| range.len() <= known.len());
        if (range.start..=range.end).contains(&offset) && is_smaller {
            found = Some((target, range));
        }
    };
    let document = &draft.document;
    defined(document, &mut |target, span| take(Some(target), span));
    walk::runs(document, &mut |run| walk::inlines(run, &mut |inline| take(target(inline), inline.span())));
    found
}

/// Where that is defined to which the words at an offset lead.
#[must_use]
pub fn definition(draft: &Draft, offset: usize) -> Option<Range<usize>> {
    let (target, _) = at(draft, offset)?;
    let place = place(&draft.document, target)?;
    // Facts are known by where they begin.
    let line = draft.text().line(draft.text().line_of(place.start));
    Some(if place.is_empty() { place.start..line.end.max(place.start) } else { place })
}

/// Every place that leads where the words at an offset lead, in order; with the place itself where that is wanted.
#[must_use]
pub fn uses(draft: &Draft, offset: usize, with_definition: bool) -> Vec<Range<usize>> {
    let Some((wanted, _)) = at(draft, offset) else { return Vec::new() };
    let mut found: Vec<Range<usize>> = Vec::new();
    walk::runs(&draft.document, &mut |run| {
        walk::inlines(run, &mut |inline| {
            if target(inline).is_some_and(|target| is_same(&draft.document, target, wanted)) {
                found.extend(inline.span().range());
            }
        });
    });
    let own = place(&draft.document, wanted);
    found.retain(|range| with_definition || Some(range) != own.as_ref());
    found.extend(own.filter(|_| with_definition));
    found.sort_by_key(|range| (range.start, range.end));
    found.dedup();
    found
}

/// What an inline leads to.
fn target(inline: &Inline) -> Option<Target<'_>> {
    match inline {
        Inline::Callout { note, .. } => Some(Target::Note(note)),
        Inline::Reference { target, .. } => Some(Target::Place(target)),
        Inline::Link { target, .. } => target.strip_prefix('#').map(Target::Place),
        Inline::Person { person, .. } | Inline::Position { person, .. } => Some(Target::Person(person)),
        _ => None,
    }
}

/// Whether two lead to one place: a note may be named by a reference too.
fn is_same(document: &Document, one: Target<'_>, other: Target<'_>) -> bool {
    one == other || place(document, one).is_some_and(|place_of| Some(place_of) == place(document, other))
}

/// Where something stands.
pub(super) fn place(document: &Document, wanted: Target<'_>) -> Option<Range<usize>> {
    let mut found = None;
    defined(document, &mut |target, span| {
        let is_meant = match (target, wanted) {
            (Target::Note(note), Target::Place(id)) => note.0 == id,
            (one, other) => one == other,
        };
        if is_meant && found.is_none() {
            found = span.range();
        }
    });
    found
}

/// Everything that words may lead to, with where it stands.
fn defined<'a>(document: &'a Document, visit: &mut impl FnMut(Target<'a>, Span)) {
    document.front.people.iter().for_each(|person| visit(Target::Person(&person.id), person.span));
    walk::sections(&document.sections, &mut |section, _| {
        section.id.iter().for_each(|id| visit(Target::Place(id), section.span));
    });
    for root in walk::roots(document) {
        walk::blocks(root, &mut |block: &'a Block| {
            block.id().into_iter().for_each(|id| visit(Target::Place(id), block.span()))
        });
    }
    walk::notes(document).for_each(|note| visit(Target::Note(&note.id), note.span));
}
