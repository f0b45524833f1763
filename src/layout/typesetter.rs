//! What sets issue after issue: the faces, and the words that were shaped in them before.

use super::ahead::Companion;
use super::look::Position;
use super::rehearse::rehearse;
use super::words::{Exchange, Shapes, Words};
use crate::ast::{Document, Lang};
use crate::diagnostics::Sink;
use crate::fonts::{FaceId, FontBook};
use crate::frame::Pages;
use crate::resources::Images;
use crate::style::{Caps, StyleSheet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Sets issues in one book of faces. A word that one issue has shaped is not shaped again for the next; what is set does
/// not depend on which issues came before. Issues may be set on several threads at once.
#[derive(Debug)]
pub struct Typesetter<'a> {
    fonts: &'a FontBook,
    cases: Mutex<Vec<(Sort, Words)>>,
    /// The words that those who set one issue are shaping.
    exchanges: Mutex<Vec<(Sort, Exchange)>>,
    /// Whether somebody else may set paragraphs of an issue meanwhile.
    has_companion: bool,
    /// Whether the companion has better to do than to shape words ahead.
    is_setting: AtomicBool,
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

/// A sort takes no more words than this, some four megabytes: twice as many make the pages of a batch 3 % faster, and eight times as
/// many no faster than that, but sorts that are rare would fill for thousands of issues.
const FULL: usize = 4_096;
/// All sorts together take no more words than this: issues in many languages have many sorts.
const ALL_FULL: usize = 32_768;
/// So many sorts are kept: more come only from styles without number.
const SORTS: usize = 256;

impl<'a> Typesetter<'a> {
    /// A typesetter who knows no word yet.
    #[must_use]
    pub fn new(fonts: &'a FontBook) -> Typesetter<'a> {
        Typesetter {
            fonts,
            cases: Mutex::default(),
            exchanges: Mutex::default(),
            has_companion: false,
            is_setting: AtomicBool::new(false),
        }
    }

    /// The same with a companion or without: one who sets paragraphs of an issue on another core meanwhile, for whom there is a core
    /// where issues are set one by one. What is set does not depend on it.
    #[must_use]
    pub fn with_companion(self, has_companion: bool) -> Typesetter<'a> {
        Typesetter { has_companion, ..self }
    }

    /// The companion for an issue, if there is one and enough to do.
    #[must_use]
    pub fn companion<'d>(&self, document: &'d Document) -> Option<Companion<'d>> {
        if self.has_companion { Companion::of(document) } else { None }
    }

    /// The faces.
    #[must_use]
    pub fn fonts(&self) -> &'a FontBook {
        self.fonts
    }

    /// Sets an issue in the style, and its parts in other languages in what the style says of those.
    pub fn set(&self, document: &Document, style: &StyleSheet, images: &Images, sink: &mut Sink) -> Pages {
        let Some(companion) = &self.companion(document) else {
            return self.set_beside(None, document, style, images, sink);
        };
        thread::scope(|scope| {
            let work = || companion.work(document, style, images, self);
            let working = thread::Builder::new().spawn_scoped(scope, work);
            let pages = self.set_beside(Some(companion), document, style, images, sink);
            // Whatever the companion may fail on is failed on again here, and told.
            let _ = working.map(|working| working.join());
            pages
        })
    }

    /// The same beside a companion who is at work, or will be; paragraphs are set by whoever comes first.
    pub fn set_beside(
        &self,
        companion: Option<&Companion<'_>>,
        document: &Document,
        style: &StyleSheet,
        images: &Images,
        sink: &mut Sink,
    ) -> Pages {
        self.is_setting.store(self.has_companion, Ordering::Relaxed);
        let pages = super::set(companion, document, style, self, images, sink);
        self.exchanges.lock().unwrap_or_else(PoisonError::into_inner).clear();
        pages
    }

    /// Shapes the words of a source as its issue may want them, on a thread beside the one that reads it and sets the issue. What is
    /// set does not depend on it: a wrong guess of the language or the style costs time on that thread alone. Ends once `stop` is true, or
    /// once a companion is called to set paragraphs.
    pub fn rehearse(&self, source: &str, lang: &Lang, style: &StyleSheet, stop: &AtomicBool) {
        rehearse(source, lang, style, self, &|| {
            stop.load(Ordering::Relaxed) || self.is_setting.load(Ordering::Relaxed)
        });
    }

    /// Where those who set one issue leave the words of a sort to one another; none where one sets it alone.
    pub(super) fn exchange(&self, sort: &Sort) -> Option<Exchange> {
        if !self.has_companion {
            return None;
        }
        let mut exchanges = self.exchanges.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, exchange)) = exchanges.iter().find(|(known, _)| known == sort) {
            return Some(exchange.clone());
        }
        exchanges.push((sort.clone(), Exchange::default()));
        exchanges.last().map(|(_, exchange)| exchange.clone())
    }

    /// The words of a sort as they are known now.
    pub(super) fn words(&self, sort: &Sort) -> Words {
        let cases = self.cases.lock().unwrap_or_else(PoisonError::into_inner);
        let known = cases.iter().find(|(known, _)| known == sort);
        known.map(|(_, words)| words.clone()).unwrap_or_default()
    }

    /// Keeps words that an issue has shaped.
    pub(super) fn keep(&self, sort: Sort, words: Shapes) {
        if words.is_empty() {
            return;
        }
        let mut cases = self.cases.lock().unwrap_or_else(PoisonError::into_inner);
        let at = cases.iter().position(|(known, _)| *known == sort).unwrap_or(cases.len());
        if at == cases.len() && at < SORTS {
            cases.push((sort, Words::default()));
        }
        let all: usize = cases.iter().map(|(_, case)| case.len()).sum();
        if let Some((_, known)) = cases.get_mut(at) {
            known.add(words, FULL.saturating_sub(known.len()).min(ALL_FULL.saturating_sub(all)));
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::super::look::Look;
    use super::super::shape::Shaper;
    use super::*;
    use crate::ast::{Block, Inline, Paragraph};
    use crate::diagnostics::Span;
    use crate::style::{TextRole, resolve};
    use std::sync::Arc;

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

    fn known(typesetter: &Typesetter<'_>) -> usize {
        typesetter.cases.lock().unwrap().iter().map(|(_, case)| case.len()).sum()
    }

    #[test]
    fn a_rehearsal_saves_shaping_and_changes_nothing() {
        let fonts = FontBook::embedded();
        let typesetter = Typesetter::new(&fonts);
        let words: Vec<String> = (0..500).map(|count| format!("“development{count}” 创新")).collect();
        let (words, style) = (words.join(" "), resolve("", &|_| None).unwrap());
        typesetter.rehearse(&words, &Lang::new("en"), &style, &AtomicBool::new(false));
        let rehearsed = known(&typesetter);
        assert!(rehearsed > 500, "every word of the body is known");
        assert_eq!(set(&typesetter, &words), set(&Typesetter::new(&fonts), &words));
        assert!(known(&typesetter) < rehearsed + 10, "what was rehearsed is not shaped again");
    }

    #[test]
    fn a_rehearsal_ends_when_it_is_told_to() {
        let fonts = FontBook::embedded();
        let typesetter = Typesetter::new(&fonts);
        let words: Vec<String> = (0..500).map(|count| format!("word{count}\n")).collect();
        let style = resolve("", &|_| None).unwrap();
        typesetter.rehearse(&words.concat(), &Lang::new("en"), &style, &AtomicBool::new(true));
        assert_eq!(known(&typesetter), 0);
    }

    #[test]
    fn who_set_one_issue_shape_no_word_twice() {
        let fonts = FontBook::embedded();
        let typesetter = Typesetter::new(&fonts).with_companion(true);
        let style = resolve("", &|_| None).unwrap();
        let look = Look::of(style.text.of(TextRole::Body), &style);
        let shape = |shaper: &mut Shaper<'_>| {
            let setting = shaper.setting(&look, &Lang::new("en"), false);
            shaper.shape(setting, "development", None, Span::Unknown)
        };
        let (mut one, mut other) = (Shaper::new(&typesetter, &style), Shaper::new(&typesetter, &style));
        other.setting(&look, &Lang::new("en"), false);
        assert!(Arc::ptr_eq(&shape(&mut one), &shape(&mut other)));
    }

    fn sort(lang: &str) -> Sort {
        let (caps, position, lang) = (Caps::default(), Position::default(), Lang::new(lang));
        Sort { faces: Vec::new(), caps, position, tracked: false, lang, right_to_left: false }
    }

    fn words(range: std::ops::Range<usize>) -> Shapes {
        range.map(|count| (format!("w{count}").into(), Arc::default())).collect()
    }

    #[test]
    fn what_is_kept_has_an_end() {
        let fonts = FontBook::embedded();
        let typesetter = Typesetter::new(&fonts);
        for part in 0..5 {
            typesetter.keep(sort("en"), words(part * FULL / 4..(part + 1) * FULL / 4));
        }
        assert_eq!(known(&typesetter), FULL);
    }

    #[test]
    fn what_is_kept_of_many_sorts_has_an_end() {
        let fonts = FontBook::embedded();
        let typesetter = Typesetter::new(&fonts);
        for language in 0..2 * ALL_FULL / FULL {
            typesetter.keep(sort(&format!("x-{language}")), words(0..FULL));
        }
        assert_eq!(known(&typesetter), ALL_FULL);
    }
}
