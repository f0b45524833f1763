//! The net under the reader: words of a manuscript that no other file took are told of, so that none vanish in silence.

use super::desk::Desk;
use super::paragraphs::chosen;
use crate::diagnostics::{Diagnostic, Span, code};
use crate::xml::{Element, Node, XmlError, XmlReader};

/// So many characters of a stretch are quoted.
const QUOTED: usize = 60;

/// What was taken, and what was not.
#[derive(Default)]
pub(super) struct Unread {
    /// What was taken of the element that is read, by the bytes at which it begins.
    taken: Vec<usize>,
    /// The stretches of words that were not: where they would have stood, and how they begin.
    missed: Vec<(Span, String)>,
}

impl Desk<'_> {
    /// Takes note that words were read.
    pub(super) fn take_words(&mut self, element: &Element<'_>) {
        self.unread.taken.push(element.offset);
    }

    /// Takes note that all words in an element were read, or left out and told of.
    pub(super) fn take_all(&mut self, element: &Element<'_>) {
        self.take_words(element);
        element.elements().for_each(|inner| self.take_all(inner));
    }

    /// Counts the words of what was read just now that nothing took.
    pub(super) fn look_for_unread(&mut self, node: &Node<'_>) {
        self.unread.taken.sort_unstable();
        match node {
            Node::Text(words, _) => self.miss(words),
            Node::Element(element) => self.look_inside(element),
        }
        self.unread.taken.clear();
    }

    /// Passes over an element that the reader has open, of which nothing is read.
    pub(super) fn pass_over(&mut self, reader: &mut XmlReader<'_>) -> Result<(), XmlError> {
        while let Some(node) = reader.child()? {
            self.look_for_unread(&node);
        }
        Ok(())
    }

    fn look_inside(&mut self, element: &Element<'_>) {
        let taken = || self.unread.taken.binary_search(&element.offset).is_ok();
        match (element.space, element.name) {
            ("w" | "a" | "m", "t") | ("w", "delText") if !taken() => self.miss(&element.words()),
            ("v", "textpath") if !taken() => self.miss(element.attribute("string").unwrap_or_default()),
            // Alternatives say the same in other ways.
            ("mc", "AlternateContent") => chosen(element).iter().for_each(|inner| self.look_inside(inner)),
            _ => element.elements().for_each(|inner| self.look_inside(inner)),
        }
    }

    fn miss(&mut self, words: &str) {
        let words = words.trim();
        if words.is_empty() {
            return;
        }
        let here = self.here();
        self.unread.missed.push((here, words.chars().take(QUOTED).collect()));
    }

    /// Tells of the words that nothing took.
    pub(super) fn tell_unread(&mut self) {
        for (span, words) in std::mem::take(&mut self.unread.missed) {
            let message = format!("words stand where none can be read: “{words}”");
            let hint = "put them in a paragraph of the text, if they are to be printed";
            self.sink.report(Diagnostic::new(code::WORDS_UNREAD, message).at(span).hint(hint));
        }
    }
}
