//! Where references and links of a manuscript lead: to what the document calls by an id, or nowhere it knows of.

use super::aside::{Aside, squeeze};
use super::desk::Desk;
use super::met::Met;
use super::structure::place_id;
use crate::ast::check::is_ncname;
use crate::ast::{Block, Document, Inline, Inlines, NoteId, ReferenceForm, walk};
use crate::diagnostics::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What can be led to.
struct Places {
    /// The ids of what bookmarks stand at.
    exact: BTreeMap<String, String>,
    /// The ids of the sections around bookmarks of words.
    around: BTreeMap<String, String>,
    /// The notes of a document.
    noted: BTreeSet<NoteId>,
    /// The ids of what has a number beside the word that says what it is.
    counted: BTreeSet<String>,
    /// What numbering made of references before, which is nobody's words.
    made: BTreeSet<(String, String)>,
    aside: Rc<Aside>,
}

/// Gives references and links the ids of what their bookmarks stand at. Words are no place of a document: a link to them leads
/// to the section that they stand in, and a reference to them keeps its words and is such a link.
pub(super) fn settle(document: &mut Document, desk: &mut Desk<'_>) {
    if desk.aside.is_kept {
        part(document);
    }
    let exact = exact(document, desk);
    let sought = sought(document, &exact);
    let around = sought.iter().filter_map(|name| Some((name.as_str(), *desk.bookmarks.get(name)?)));
    let around = sections_around(document, around.collect());
    let noted = walk::notes(document).map(|note| note.id.clone()).collect();
    let (counted, made) = (counted(document), desk.aside.references());
    let places = Places { exact, around, noted, counted, made, aside: desk.aside.clone() };
    walk::runs_mut(document, &mut |run| places.lead(run, desk));
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

/// The tables and figures that have captions, and so labels.
fn counted(document: &mut Document) -> BTreeSet<String> {
    let mut counted = BTreeSet::new();
    let mut visit = |block: &Block| match block {
        Block::Table(table) if !table.caption.is_empty() => counted.extend(table.id.clone()),
        Block::Figure(figure) if !figure.caption.is_empty() => counted.extend(figure.id.clone()),
        _ => {}
    };
    walk::bodies_mut(document).into_iter().for_each(|blocks| walk::blocks(blocks, &mut visit));
    counted
}

/// What bookmarks stand at: by their names alone, or by what was found at them, or by what was kept aside of them, or at the
/// mark of a note; the later holds against the earlier.
fn exact(document: &Document, desk: &Desk<'_>) -> BTreeMap<String, String> {
    let known: BTreeSet<&str> = walk::places(document);
    let named = desk.bookmarks.keys().map(|name| (name.clone(), place_id(name)));
    let found = desk.placed.iter().chain(&desk.aside.places).map(|(name, id)| (name.clone(), id.clone()));
    let mut exact: BTreeMap<String, String> =
        named.chain(found).filter(|(_, id)| known.contains(id.as_str())).collect();
    exact.extend(desk.marked.iter().map(|(name, note)| (name.clone(), note.0.clone())));
    exact
}

/// The bookmarks that links lead to, of those that stand at nothing.
fn sought(document: &Document, exact: &BTreeMap<String, String>) -> BTreeSet<String> {
    let mut sought = BTreeSet::new();
    walk::runs(document, &mut |run| {
        walk::inlines(run, &mut |inline| match inline {
            Inline::Link { target, .. } => sought.extend(target.strip_prefix('#').map(str::to_string)),
            Inline::Reference { target, .. } => drop(sought.insert(target.clone())),
            _ => {}
        });
    });
    sought.retain(|name| !exact.contains_key(name));
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
        let fresh = ids_of_names.find(|id| is_ncname(id) && !known.contains(id));
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

/// What authors type before the number of a page, and what they type behind it.
const PAGE_WORDS: [(&str, &str); 6] = [("第", "页"), ("第", "頁"), ("page", ""), ("Page", ""), ("p.", ""), ("P.", "")];

/// Takes the words around references to pages away: the style has words of its own, which are printed with the number.
fn leave_page_words(run: &mut Inlines) {
    for at in 0..run.len() {
        let (before, rest) = run.split_at_mut(at);
        let [Inline::Reference { form: ReferenceForm::Page, .. }, after @ ..] = rest else { continue };
        let Some(Inline::Text { text: before, .. }) = before.last_mut() else { continue };
        let mut nothing = String::new();
        let after = match after.first_mut() {
            Some(Inline::Text { text, .. }) => text,
            _ => &mut nothing,
        };
        let typed = |&(opening, closing): &(&'static str, &'static str)| {
            let rest = before.trim_end().strip_suffix(opening)?;
            let is_word = !(opening.is_ascii() && rest.ends_with(|c: char| c.is_ascii_alphanumeric()));
            (is_word && after.trim_start().starts_with(closing)).then_some((rest.len(), closing))
        };
        if let Some((length, closing)) = PAGE_WORDS.iter().find_map(typed) {
            before.truncate(length);
            if let Some(rest) = after.trim_start().strip_prefix(closing).filter(|_| !closing.is_empty()) {
                *after = rest.to_string();
            }
        }
    }
    run.retain(|inline| !matches!(inline, Inline::Text { text, .. } if text.is_empty()));
}

impl Places {
    fn lead(&self, run: &mut Inlines, desk: &mut Desk<'_>) {
        if run.iter().all(|inline| matches!(inline, Inline::Text { .. })) {
            return;
        }
        let mut led = Inlines::with_capacity(run.len());
        for mut inline in run.drain(..) {
            inline.children_mut().into_iter().for_each(|children| self.lead(children, desk));
            match inline {
                Inline::Reference { span, target, form, label } => {
                    led.extend(self.reference(target, form, label, span, desk));
                }
                Inline::Link { span, target, inlines } => match target.strip_prefix('#') {
                    Some(bookmark) => led.extend(self.link(bookmark, span, inlines, desk)),
                    None => {
                        let target = self.aside.addresses.get(&target).cloned().unwrap_or(target);
                        led.push(Inline::Link { span, target, inlines });
                    }
                },
                // The note that is called is gone.
                Inline::Callout { span, note } if !self.noted.contains(&note) => {
                    if !self.aside.is_kept {
                        desk.meet(Met::MissingNote, span);
                    }
                    let mark = self.aside.called(&note.0).unwrap_or("*").to_string();
                    led.push(Inline::OrphanMark { span, mark });
                }
                other => led.push(other),
            }
        }
        if !self.aside.is_kept {
            leave_page_words(&mut led);
        }
        *run = led;
    }

    /// A reference to a bookmark, or its words where there is no such place. It keeps the words until numbering gives it others,
    /// so that these can be told. A bare number stands after the word that says what is counted.
    fn reference(
        &self,
        bookmark: String,
        form: ReferenceForm,
        label: Option<String>,
        span: Span,
        desk: &mut Desk<'_>,
    ) -> Inlines {
        if let Some(id) = self.exact.get(&bookmark) {
            let bare = |words: &String| !words.is_empty() && words.trim().bytes().all(|byte| byte.is_ascii_digit());
            let counts = form == ReferenceForm::Label && self.counted.contains(id) && label.as_ref().is_some_and(bare);
            let form = if counts { ReferenceForm::Number } else { form };
            let own = |words: &String| !self.made.contains(&(id.clone(), squeeze(words)));
            let label = label.filter(|words| form != ReferenceForm::Page && !words.is_empty() && own(words));
            return vec![Inline::Reference { span, target: id.clone(), form, label }];
        }
        let words = label.filter(|words| !words.is_empty());
        if form == ReferenceForm::Page
            && let Some(id) = self.around.get(&bookmark)
        {
            desk.meet(Met::Widened, span);
            return vec![Inline::Reference { span, target: id.clone(), form, label: None }];
        }
        let Some(words) = words else {
            if !self.aside.is_kept {
                desk.meet(Met::UnsaidField, span);
            }
            return Vec::new();
        };
        self.widened(&bookmark, span, vec![Inline::text(words, span)], desk)
    }

    /// A link to a bookmark, or its words where it leads nowhere.
    fn link(&self, bookmark: &str, span: Span, inlines: Inlines, desk: &mut Desk<'_>) -> Inlines {
        if let Some(id) = self.exact.get(bookmark) {
            return vec![Inline::Link { span, target: format!("#{id}"), inlines }];
        }
        if !self.around.contains_key(bookmark) {
            desk.meet(Met::Dangling, span);
        }
        self.widened(bookmark, span, inlines, desk)
    }

    /// A link to the section around a bookmark of words, or its own words where there is none.
    fn widened(&self, bookmark: &str, span: Span, inlines: Inlines, desk: &mut Desk<'_>) -> Inlines {
        let Some(id) = self.around.get(bookmark) else { return inlines };
        desk.meet(Met::Widened, span);
        vec![Inline::Link { span, target: format!("#{id}"), inlines }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ast::text;

    #[test]
    fn words_around_a_page_are_those_of_the_style() {
        let read = |before: &str, after: &str| {
            let page = Inline::Reference {
                span: Span::Unknown,
                target: "a".into(),
                form: ReferenceForm::Page,
                label: Some("|".into()),
            };
            let mut run = vec![Inline::text(before, Span::Unknown), page, Inline::text(after, Span::Unknown)];
            leave_page_words(&mut run);
            text::inlines(&run)
        };
        assert_eq!(read("see page ", " below"), "see | below");
        assert_eq!(read("(p.\u{a0}", ")"), "(|)");
        assert_eq!(read("见第", "页。"), "见|。");
        assert_eq!(read("第 ", " 页"), "|");
        for (before, after) in [("homepage ", ""), ("见第", "章"), ("on ", " page")] {
            assert_eq!(read(before, after), format!("{before}|{after}"));
        }
    }
}
