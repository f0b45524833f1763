//! Where references and links of a manuscript lead: to what the document calls by an id, or nowhere it knows of.

use super::desk::{Desk, Met};
use super::structure::place_id;
use crate::ast::{Document, Inline, Inlines, walk};
use crate::diagnostics::Span;
use std::collections::{BTreeMap, BTreeSet};

/// The ids to which bookmarks lead.
#[derive(Default)]
struct Places {
    /// Those of what the bookmarks stand at.
    exact: BTreeMap<String, String>,
    /// Those of the sections around bookmarks of words.
    around: BTreeMap<String, String>,
}

/// Gives references and links the ids of what their bookmarks stand at. Words are no place of a document: a link to them leads
/// to the section that they stand in, and a reference to them keeps its words and is such a link.
pub(super) fn settle(document: &mut Document, desk: &mut Desk<'_>) {
    let mut places = Places { exact: exact(document, desk), around: BTreeMap::new() };
    let sought = sought(document, &places);
    let around = sought.iter().filter_map(|name| Some((name.as_str(), *desk.bookmarks.get(name)?)));
    places.around = sections_around(document, around.collect());
    walk::runs_mut(document, &mut |run| lead(run, &places, desk));
}

fn exact(document: &Document, desk: &Desk<'_>) -> BTreeMap<String, String> {
    let known: BTreeSet<&str> = walk::places(document);
    let named = desk.bookmarks.keys().map(|name| (name.clone(), place_id(name)));
    let placed = desk.placed.iter().map(|(name, id)| (name.clone(), id.clone()));
    let mut exact: BTreeMap<String, String> =
        named.chain(placed).filter(|(_, id)| known.contains(id.as_str())).collect();
    exact.extend(desk.marked.iter().map(|(name, note)| (name.clone(), note.0.clone())));
    exact
}

/// The bookmarks that links lead to, of those that stand at nothing.
fn sought(document: &Document, places: &Places) -> BTreeSet<String> {
    let mut sought = BTreeSet::new();
    walk::runs(document, &mut |run| {
        walk::inlines(run, &mut |inline| match inline {
            Inline::Link { target, .. } => sought.extend(target.strip_prefix('#').map(str::to_string)),
            Inline::Reference { target, .. } => drop(sought.insert(target.clone())),
            _ => {}
        });
    });
    sought.retain(|name| !places.exact.contains_key(name));
    sought
}

/// The sections that bookmarks stand in, by where these begin. A section that has no id gets one of the bookmark's name.
fn sections_around(document: &mut Document, sought: Vec<(&str, usize)>) -> BTreeMap<String, String> {
    let mut known: BTreeSet<String> = walk::places(document).into_iter().map(str::to_string).collect();
    // Sections come in the order of their words, so that the one around a place is found by halving.
    let mut starts = Vec::new();
    walk::sections(&document.sections, &mut |section, _| starts.push(start(section.span).unwrap_or_default()));
    let mut around: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for (name, at) in sought {
        if let Some(section) = starts.partition_point(|start| *start <= at).checked_sub(1) {
            around.entry(section).or_default().push(name);
        }
    }
    let (mut ids, mut index) = (BTreeMap::new(), 0);
    walk::sections_mut(&mut document.sections, &mut |section, _| {
        let names = around.remove(&index).unwrap_or_default();
        index += 1;
        let mut ids_of_names = names.iter().map(|name| place_id(name));
        let fresh = ids_of_names.find(|id| crate::ast::check::is_ncname(id) && !known.contains(id));
        if section.id.is_none() && !names.is_empty() {
            known.extend(fresh.clone());
            section.id = fresh;
        }
        if let Some(id) = &section.id {
            ids.extend(names.iter().map(|name| (name.to_string(), id.clone())));
        }
    });
    ids
}

fn start(span: Span) -> Option<usize> {
    match span {
        Span::Text { start, .. } => usize::try_from(start).ok(),
        _ => None,
    }
}

fn lead(run: &mut Inlines, places: &Places, desk: &mut Desk<'_>) {
    let mut led = Inlines::with_capacity(run.len());
    for mut inline in run.drain(..) {
        inline.children_mut().into_iter().for_each(|children| lead(children, places, desk));
        match inline {
            Inline::Reference { span, target, form, label } => match places.exact.get(&target) {
                Some(id) => led.push(Inline::Reference { span, target: id.clone(), form, label: None }),
                None => {
                    if let Some(words) = label.filter(|words| !words.is_empty()) {
                        led.extend(widened(&target, span, vec![Inline::text(words, span)], places, desk));
                    }
                }
            },
            Inline::Link { span, target, inlines } => match target.strip_prefix('#') {
                Some(bookmark) => led.extend(link(bookmark, span, inlines, places, desk)),
                None => led.push(Inline::Link { span, target, inlines }),
            },
            other => led.push(other),
        }
    }
    *run = led;
}

/// A link to a bookmark, or its words where it leads nowhere.
fn link(bookmark: &str, span: Span, inlines: Inlines, places: &Places, desk: &mut Desk<'_>) -> Inlines {
    if let Some(id) = places.exact.get(bookmark) {
        return vec![Inline::Link { span, target: format!("#{id}"), inlines }];
    }
    if !places.around.contains_key(bookmark) {
        desk.meet(Met::Dangling, span);
    }
    widened(bookmark, span, inlines, places, desk)
}

/// A link to the section around a bookmark of words, or its own words where there is none.
fn widened(bookmark: &str, span: Span, inlines: Inlines, places: &Places, desk: &mut Desk<'_>) -> Inlines {
    let Some(id) = places.around.get(bookmark) else { return inlines };
    desk.meet(Met::Widened, span);
    vec![Inline::Link { span, target: format!("#{id}"), inlines }]
}
