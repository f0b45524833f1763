//! Paragraphs set on another core: a companion begins with the last one of the body while the galley begins with the first, until they
//! meet. What is set does not depend on where that is.

use super::galley::{Galley, Place};
use super::shape::Shaper;
use super::strip::Strip;
use super::traces::Traces;
use super::typesetter::Typesetter;
use crate::ast::{Block, Document, Inline, Lang, NoteId, Paragraph, Section};
use crate::frame::{Content, LeafId, TagChild};
use crate::geom::Pt;
use crate::resources::Images;
use crate::style::{StyleSheet, TextRole};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

/// With fewer paragraphs it takes longer to call a companion than to set them.
const FEWEST: usize = 6;

/// The paragraphs of an issue that a companion may set, in reading order.
#[derive(Debug)]
pub struct Companion<'a> {
    paragraphs: Vec<Errand<'a>>,
}

/// A paragraph that is set by whoever comes first.
#[derive(Debug)]
struct Errand<'a> {
    paragraph: &'a Paragraph,
    /// The language around it.
    lang: &'a Lang,
    is_taken: AtomicBool,
    set: Mutex<Option<Set>>,
}

/// A paragraph as it would be were nothing set before it.
#[derive(Debug)]
struct Set {
    strips: Vec<Strip>,
    children: Vec<TagChild>,
    called: Vec<usize>,
    leaves: u32,
    traces: Traces,
}

impl<'a> Companion<'a> {
    /// A companion for an issue, if there is enough to do.
    pub(super) fn of(document: &'a Document) -> Option<Companion<'a>> {
        let notes: BTreeSet<&NoteId> = document.notes.iter().map(|note| &note.id).collect();
        let mut companion = Companion { paragraphs: Vec::new() };
        companion.add(&document.lead, &document.front.lang, &notes);
        companion.add_sections(&document.sections, &document.front.lang, &notes);
        (companion.paragraphs.len() >= FEWEST).then_some(companion)
    }

    fn add_sections(&mut self, sections: &'a [Section], around: &'a Lang, notes: &BTreeSet<&NoteId>) {
        for section in sections {
            let lang = section.lang.as_ref().unwrap_or(around);
            self.add(&section.blocks, lang, notes);
            self.add_sections(&section.sections, lang, notes);
        }
    }

    fn add(&mut self, blocks: &'a [Block], lang: &'a Lang, notes: &BTreeSet<&NoteId>) {
        let paragraphs = blocks.iter().filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph).filter(|paragraph| stands_alone(paragraph, notes)),
            _ => None,
        });
        self.paragraphs.extend(paragraphs.map(|paragraph| Errand {
            paragraph,
            lang,
            is_taken: AtomicBool::new(false),
            set: Mutex::new(None),
        }));
    }

    /// Sets paragraphs from the last one up, until one is reached that somebody else has taken.
    pub fn work(&self, document: &Document, style: &StyleSheet, images: &Images, typesetter: &Typesetter<'_>) {
        let mut galley = Galley::new(document, style, images, Shaper::new(typesetter, style));
        let width = galley.sheet.column();
        for errand in self.paragraphs.iter().rev() {
            if errand.is_taken.swap(true, Ordering::Relaxed) {
                break;
            }
            let place = Place {
                left: Pt::ZERO,
                width,
                role: TextRole::Body,
                lang: errand.lang.clone(),
                align: None,
                looseness: 0,
            };
            let set = galley.set_alone(errand.paragraph, &place);
            *errand.set.lock().unwrap_or_else(PoisonError::into_inner) = Some(set);
        }
        galley.shaper.keep();
    }
}

/// Whether a paragraph is set without knowing what stands before it but how many leaves: links have numbers of their own, and notes
/// under tables are known by the tables.
fn stands_alone(paragraph: &Paragraph, notes: &BTreeSet<&NoteId>) -> bool {
    fn stand_alone(inlines: &[Inline], notes: &BTreeSet<&NoteId>) -> bool {
        inlines.iter().all(|inline| match inline {
            Inline::Text { .. } | Inline::OrphanMark { .. } | Inline::LineBreak { .. } | Inline::Milestone { .. } => {
                true
            }
            Inline::Callout { note, .. } => notes.contains(note),
            Inline::Styled { inlines, .. }
            | Inline::Person { inlines, .. }
            | Inline::Position { inlines, .. }
            | Inline::Language { inlines, .. } => stand_alone(inlines, notes),
            Inline::Link { .. } | Inline::Reference { .. } | Inline::Ruby { .. } => false,
        })
    }
    let run_in = paragraph.run_in.as_ref().map(|run_in| run_in.inlines.as_slice()).unwrap_or_default();
    paragraph.looseness == 0 && stand_alone(run_in, notes) && stand_alone(&paragraph.inlines, notes)
}

impl<'a> Galley<'a> {
    /// Sets a paragraph as if nothing were set before it.
    fn set_alone(&mut self, paragraph: &Paragraph, place: &Place) -> Set {
        self.forget_leaves();
        let lang = paragraph.lang.as_ref().unwrap_or(&place.lang);
        let (strips, children) = self.in_language(lang, |galley| galley.lines_of(paragraph, place));
        Set {
            strips,
            children,
            called: std::mem::take(&mut self.called),
            leaves: self.leaf().0,
            traces: self.shaper.take_traces(),
        }
    }

    /// A paragraph that the companion has set, as it is where it stands; none where it has not, and will not any more.
    pub(super) fn set_ahead(&mut self, paragraph: &Paragraph) -> Option<(Vec<Strip>, Vec<TagChild>)> {
        let errand = self.companion?.paragraphs.get(self.errands)?;
        if !std::ptr::eq(errand.paragraph, paragraph) {
            return None;
        }
        self.errands += 1;
        if !errand.is_taken.swap(true, Ordering::Relaxed) {
            return None;
        }
        let Set { mut strips, mut children, called, leaves, traces } =
            errand.set.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        let first = self.leaves(leaves, TextRole::Body);
        number(&mut children, first);
        for placed in strips.iter_mut().flat_map(|strip| &mut strip.ink) {
            if let Content::Leaf(leaf) = &mut placed.content {
                leaf.0 += first;
            }
        }
        self.called.extend(called);
        self.shaper.trace(traces);
        Some((strips, children))
    }
}

fn number(children: &mut [TagChild], first: u32) {
    for child in children {
        match child {
            TagChild::Leaf(LeafId(leaf)) => *leaf += first,
            TagChild::Node(node) => number(&mut node.children, first),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;
    use crate::ast::{Emphasis, Note};
    use crate::diagnostics::Span;
    use crate::fonts::FontBook;
    use crate::layout::collect::collect;
    use crate::style::resolve;

    fn text(words: &str, at: usize) -> Inline {
        Inline::text(words, Span::text(at, at + 1))
    }

    /// Paragraphs of every sort, some of which a companion leaves alone.
    fn issue() -> Document {
        let id = |at: usize| NoteId(format!("n{at}"));
        let paragraph = |at: usize| {
            let words =
                "The council met four times, and each of its meetings was open to the public. ".repeat(1 + at % 4);
            let mut inlines = vec![text(&words, at)];
            match at % 6 {
                1 => inlines.push(Inline::Callout { span: Span::Unknown, note: id(at) }),
                2 => inlines.push(Inline::Styled {
                    span: Span::Unknown,
                    emphasis: Emphasis::Emphasis,
                    inlines: vec![text("slanted 中\u{E123}", at)],
                }),
                3 => inlines.push(Inline::Link {
                    span: Span::Unknown,
                    target: "https://example.org".into(),
                    inlines: vec![text("elsewhere", at)],
                }),
                4 => inlines.push(Inline::Language {
                    span: Span::Unknown,
                    lang: Lang::new("zh"),
                    inlines: vec![text("规划与创新", at)],
                }),
                _ => {}
            }
            let lang = (at % 5 == 4).then(|| Lang::new("fr"));
            Block::Paragraph(Paragraph { inlines, lang, ..Paragraph::default() })
        };
        let note = |at| Note { id: id(at), blocks: vec![paragraph(0)], ..Note::default() };
        let mut document = Document { lead: (0..7).map(paragraph).collect(), ..Document::default() };
        let inner = Section { blocks: (7..12).map(paragraph).collect(), ..Section::default() };
        let blocks = (12..20).map(paragraph).collect();
        let lang = Some(Lang::new("zh"));
        document.sections = vec![Section { blocks, sections: vec![inner], lang, ..Section::default() }];
        document.notes = (0..20).filter(|at| at % 6 == 1).map(note).collect();
        document
    }

    /// All that is collected where a companion has set so many paragraphs from the last one up.
    fn collected(document: &Document, count: Option<usize>) -> (String, usize) {
        let (fonts, images) = (FontBook::embedded(), Images::new());
        let typesetter = Typesetter::new(&fonts);
        let style = resolve("lang.fr.text.body.size = 9", &|_| None).unwrap();
        let companion = Companion::of(document).unwrap();
        let all = companion.paragraphs.len();
        if let Some(count) = count {
            let reached = &companion.paragraphs[..all - count];
            reached.iter().for_each(|errand| errand.is_taken.store(true, Ordering::Relaxed));
            companion.work(document, &style, &images, &typesetter);
            reached.iter().for_each(|errand| errand.is_taken.store(false, Ordering::Relaxed));
        }
        let mut galley = Galley::new(document, &style, &images, Shaper::new(&typesetter, &style));
        galley.companion = count.map(|_| &companion);
        let column = collect(&mut galley);
        let set = (column, &galley.links, &galley.notes, &galley.faults, &galley.roles, galley.shaper.traces());
        (format!("{set:?}"), if count.is_some() { galley.errands } else { all })
    }

    #[test]
    fn wherever_the_two_meet_the_same_is_set() {
        let document = issue();
        let (alone, all) = collected(&document, None);
        assert!((10..20).contains(&all), "{all}");
        for count in 0..=all {
            let (set, reached) = collected(&document, Some(count));
            assert!(set == alone, "{count} of {all}");
            assert_eq!(reached, all);
        }
    }

    #[test]
    fn no_companion_is_called_for_little() {
        let few = Document { lead: issue().lead.into_iter().take(5).collect(), ..Document::default() };
        assert!(Companion::of(&few).is_none());
    }
}
