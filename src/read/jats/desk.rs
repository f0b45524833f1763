//! What reading an article needs at hand, and what it gathers on the way.

use super::losses::has_words;
use crate::ast::{Note, Person, PersonId};
use crate::diagnostics::{Diagnostic, Sink, Span, code};
use crate::xml::Element;
use std::collections::{BTreeMap, BTreeSet};

/// The desk.
pub(super) struct Desk<'s> {
    /// The ids of the notes of the article, wherever they stand.
    pub(super) note_ids: BTreeSet<String>,
    /// The ids that something calls.
    pub(super) called: BTreeSet<String>,
    /// The notes that stood in a line, in their order.
    pub(super) notes: Vec<Note>,
    /// The people who are quoted.
    pub(super) people: Vec<Person>,
    /// Whether this program wrote the article: then a heading without a label has none, whatever its words open with.
    pub(super) own: bool,
    /// Where elements and words begin that the document has, or that outputs make again.
    pub(super) took: BTreeSet<usize>,
    /// Where elements begin that were told of as left out.
    pub(super) told: BTreeSet<usize>,
    /// The labels of tables and figures, each with its place, by the place of what it names.
    pub(super) labels: BTreeMap<usize, (usize, String)>,
    /// The words by which notes are called, by the ids of the notes.
    pub(super) marks: BTreeMap<String, String>,
    /// Elements that the model has no place for, with their number and the first place.
    left: BTreeMap<(String, Fate), (usize, Span)>,
    /// How many bytes stand before the text of the parser.
    pub(super) sink: &'s mut Sink,
}

/// What became of an element that the model has no place for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fate {
    /// Its words were kept.
    Unwrapped,
    /// It was left out with its words.
    Dropped,
}

impl<'s> Desk<'s> {
    /// A desk for an article.
    pub(super) fn new(sink: &'s mut Sink) -> Desk<'s> {
        let (note_ids, called, notes, people, left) = Default::default();
        let (took, told, labels, marks) = Default::default();
        Desk { note_ids, called, notes, people, own: false, took, told, labels, marks, left, sink }
    }

    /// Remembers that an element is in the document with everything in it, or that outputs make it again.
    pub(super) fn took(&mut self, element: &Element<'_>) {
        self.took.insert(element.offset);
    }

    /// The words of an element as one line, which the document will have; nothing for none.
    pub(super) fn take(&mut self, element: Option<&Element<'_>>) -> Option<String> {
        let found = line(element)?;
        element.into_iter().for_each(|element| self.took(element));
        Some(found)
    }

    /// Counts an element that the model has no place for; one that is left out with its words is told of at once.
    pub(super) fn leave(&mut self, element: &Element<'_>, fate: Fate) {
        if fate == Fate::Dropped && has_words(&element.words()) {
            return self.drop_whole(element);
        }
        self.left.entry((element.name.to_string(), fate)).or_insert((0, span(element))).0 += 1;
    }

    /// Reports the elements that the model has no place for: each once, with its number.
    pub(super) fn tell(&mut self) {
        for ((name, fate), (count, span)) in std::mem::take(&mut self.left) {
            let message = match fate {
                Fate::Unwrapped => format!("a bulletin has no `{name}`; the words of {count} were kept without it"),
                Fate::Dropped => format!("a bulletin has no `{name}`; {count} were left out"),
            };
            let kind = match fate {
                Fate::Unwrapped => code::ELEMENT_UNWRAPPED,
                Fate::Dropped => code::ELEMENT_DROPPED,
            };
            self.sink.report(Diagnostic::new(kind, message).at(span).hint("look whether anything is missing there"));
        }
    }

    /// The key of somebody by the id that the article gives, if it names one that is known.
    pub(super) fn person(&self, id: Option<&str>) -> Option<PersonId> {
        let known = self.people.iter().find(|person| Some(person.id.0.as_str()) == id)?;
        Some(known.id.clone())
    }
}

/// Where an element begins.
pub(super) fn span(element: &Element<'_>) -> Span {
    Span::text(element.offset, element.offset + element.name.len() + 1)
}

/// Whether something is printed because a style says so, and was not in the source.
pub(super) fn is_made(element: &Element<'_>) -> bool {
    element.attribute("specific-use") == Some("made-by-style")
}

/// The words of an element that the source had, as one line.
pub(super) fn own_line(element: Option<&Element<'_>>) -> Option<String> {
    line(element.filter(|element| !is_made(element)))
}

/// Words with every stretch of blanks as one space: line ends and indents of the file are none of theirs.
pub(super) fn plain(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            ' ' | '\t' | '\n' | '\r' if text.ends_with(' ') => {}
            ' ' | '\t' | '\n' | '\r' => text.push(' '),
            c => text.push(c),
        }
    }
    text
}

/// The words of an element as one line; nothing for none.
pub(super) fn line(element: Option<&Element<'_>>) -> Option<String> {
    let words = plain(&element?.words()).trim().to_string();
    (!words.is_empty()).then_some(words)
}
