//! What sets issue after issue: the faces, and the words that were shaped in them before.

use super::look::Position;
use super::shaped::Shaped;
use crate::ast::{Document, Lang};
use crate::diagnostics::Sink;
use crate::fonts::{FaceId, FontBook};
use crate::frame::Pages;
use crate::resources::Images;
use crate::style::{Caps, StyleSheet};
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Sets issues in one book of faces. A word that one issue has shaped is not shaped again for the next; what is set does
/// not depend on which issues came before. Issues may be set on several threads at once.
#[derive(Debug)]
pub struct Typesetter<'a> {
    fonts: &'a FontBook,
    cases: Mutex<Vec<(Sort, Arc<Case>)>>,
}

/// All that the glyphs of a word depend on but the word, whatever the style that asks for it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sort {
    pub faces: Vec<FaceId>,
    pub caps: Caps,
    pub position: Position,
    pub tracked: bool,
    pub lang: Lang,
    pub right_to_left: bool,
}

/// The words of one sort.
pub(super) type Case = FxHashMap<Box<str>, Arc<Shaped>>;

/// A case takes no more words than this, some megabytes.
const FULL: usize = 8_192;
/// All cases together take no more words than this: issues in many languages have many sorts.
const ALL_FULL: usize = 65_536;
/// So many sorts are kept: more come only from styles without number.
const SORTS: usize = 256;

impl<'a> Typesetter<'a> {
    /// A typesetter who knows no word yet.
    #[must_use]
    pub fn new(fonts: &'a FontBook) -> Typesetter<'a> {
        Typesetter { fonts, cases: Mutex::default() }
    }

    /// The faces.
    #[must_use]
    pub fn fonts(&self) -> &'a FontBook {
        self.fonts
    }

    /// Sets an issue in the style, and its parts in other languages in what the style says of those.
    pub fn set(&self, document: &Document, style: &StyleSheet, images: &Images, sink: &mut Sink) -> Pages {
        super::set(document, style, self, images, sink)
    }

    /// The words of a sort as they are known now.
    pub(super) fn case(&self, sort: &Sort) -> Arc<Case> {
        let cases = self.cases.lock().unwrap_or_else(PoisonError::into_inner);
        cases.iter().find(|(known, _)| known == sort).map(|(_, case)| Arc::clone(case)).unwrap_or_default()
    }

    /// Keeps words that an issue has shaped.
    pub(super) fn keep(&self, sort: Sort, words: Case) {
        if words.is_empty() {
            return;
        }
        let mut cases = self.cases.lock().unwrap_or_else(PoisonError::into_inner);
        let at = cases.iter().position(|(known, _)| *known == sort).unwrap_or(cases.len());
        if at == cases.len() && at < SORTS {
            cases.push((sort, Arc::default()));
        }
        let all: usize = cases.iter().map(|(_, case)| case.len()).sum();
        if let Some((_, case)) = cases.get_mut(at).filter(|(_, case)| case.len() < FULL && all < ALL_FULL) {
            let room = (FULL - case.len()).min(ALL_FULL - all);
            Arc::make_mut(case).extend(words.into_iter().take(room));
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;
    use crate::ast::{Block, Inline, Paragraph};
    use crate::diagnostics::Span;
    use crate::style::resolve;

    fn issue(words: &str) -> Document {
        let inlines = vec![Inline::text(words, Span::text(0, words.len()))];
        Document { lead: vec![Block::Paragraph(Paragraph { inlines, ..Paragraph::default() })], ..Document::default() }
    }

    fn set(typesetter: &Typesetter<'_>, words: &str) -> (String, Vec<String>) {
        let style = resolve("", &|_| None).unwrap();
        let mut sink = Sink::new();
        let pages = typesetter.set(&issue(words), &style, &Images::new(), &mut sink);
        (format!("{pages:?}"), sink.into_diagnostics().into_iter().map(|found| found.message).collect())
    }

    #[test]
    fn an_issue_is_set_the_same_whatever_came_before() {
        let fonts = FontBook::embedded();
        let typesetter = Typesetter::new(&fonts);
        let words = "“Development” of high-quality regions, 创新 and \u{10FFFE} again and again. ".repeat(20);
        let alone = set(&Typesetter::new(&fonts), &words);
        assert!(!alone.1.is_empty(), "a missing character is told of");
        set(&typesetter, "Development, again: quality without the rest.");
        assert_eq!(set(&typesetter, &words), alone);
        assert_eq!(set(&typesetter, &words), alone);
    }

    #[test]
    fn what_is_kept_has_an_end() {
        let fonts = FontBook::embedded();
        let typesetter = Typesetter::new(&fonts);
        let words: Vec<String> = (0..FULL + 100).map(|count| format!("w{count}")).collect();
        for part in words.chunks(FULL / 2) {
            set(&typesetter, &part.join(" "));
        }
        let cases = typesetter.cases.lock().unwrap();
        assert!(cases.iter().any(|(_, case)| case.len() == FULL), "the case is full");
        assert!(cases.iter().all(|(_, case)| case.len() <= FULL));
    }

    #[test]
    fn what_is_kept_of_many_sorts_has_an_end() {
        let fonts = FontBook::embedded();
        let typesetter = Typesetter::new(&fonts);
        let words: Case = (0..FULL).map(|count| (format!("w{count}").into(), Arc::default())).collect();
        for sort in 0..2 * ALL_FULL / FULL {
            let lang = Lang::new(format!("x-{sort}"));
            let (caps, position) = (Caps::default(), Position::default());
            let sort = Sort { faces: Vec::new(), caps, position, tracked: false, lang, right_to_left: false };
            typesetter.keep(sort, words.clone());
        }
        let cases = typesetter.cases.lock().unwrap();
        assert_eq!(cases.iter().map(|(_, case)| case.len()).sum::<usize>(), ALL_FULL);
    }
}
