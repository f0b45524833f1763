//! What reading a manuscript needs at hand, and what it gathers on the way.

use super::fields::Fields;
use super::numbering::Numbering;
use super::people::People;
use super::styles::Styles;
use crate::ast::{Lang, NoteId};
use crate::diagnostics::{Sink, Span};
use crate::package::Ties;
use crate::read::Revisions;
use std::collections::BTreeMap;

/// Which part a note stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NotePart {
    /// At the foot of pages.
    Foot,
    /// At the end of the text.
    End,
}

impl NotePart {
    /// The key of a note of this part, by the word processor's number.
    pub(super) fn key(self, number: &str) -> NoteId {
        let plain: String = number.chars().filter(char::is_ascii_alphanumeric).collect();
        NoteId(match self {
            NotePart::Foot => format!("note-{plain}"),
            NotePart::End => format!("endnote-{plain}"),
        })
    }
}

/// What was met that is told of once, with its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Met {
    /// Words that somebody put in, tracked.
    Insertion,
    /// Words that somebody took out, tracked.
    Deletion,
    /// Paragraphs that tracked changes join or part.
    ParagraphMark,
    /// Remarks in the margin.
    Comment,
    /// Words that are hidden.
    Hidden,
    /// A table of contents.
    Contents,
    /// Text in a frame of its own.
    TextBox,
    /// An equation.
    Equation,
    /// A chart or a diagram without a picture of it.
    Chart,
    /// A file of another program inside.
    Embedded,
    /// A picture in a format that bulletins do not take.
    Picture,
    /// A picture that lies outside the manuscript.
    Linked,
    /// A link to words, which leads to the section around them.
    Widened,
    /// A link to what is not there, or to words before the first section.
    Dangling,
    /// A table in a table.
    InnerTable,
    /// A sign of a symbol face that no other face has.
    Symbol,
}

/// The desk.
pub(super) struct Desk<'s> {
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    /// The ties of the part that is read.
    pub(super) ties: Ties,
    pub(super) revisions: Revisions,
    pub(super) fields: Fields,
    /// The words of the manuscript, a paragraph a line, into which spans point.
    pub(super) text: String,
    /// The language that holds where nothing says otherwise.
    pub(super) lang: Lang,
    /// The notes that are called, in the order of their callouts.
    pub(super) called: Vec<(NotePart, String)>,
    /// The notes whose marks bookmarks stand around, by the bookmarks' names.
    pub(super) marked: BTreeMap<String, NoteId>,
    /// Where every bookmark of the body begins among its words.
    pub(super) bookmarks: BTreeMap<String, usize>,
    /// The ids of the places at which bookmarks stand.
    pub(super) placed: BTreeMap<String, String>,
    /// The people who were named.
    pub(super) people: People,
    /// The pictures that are shown, by their parts, with the paths under which the document names them.
    pub(super) pictures: BTreeMap<String, String>,
    /// The folder of those paths.
    pub(super) folder: String,
    /// The names of the bookmarks that begin with the next paragraph or table.
    pub(super) anchors: Vec<String>,
    /// What was met, how often, and where first.
    met: BTreeMap<Met, (usize, Span)>,
    pub(super) sink: &'s mut Sink,
}

impl<'s> Desk<'s> {
    /// A desk for a manuscript.
    pub(super) fn new(styles: Styles, numbering: Numbering, revisions: Revisions, sink: &'s mut Sink) -> Desk<'s> {
        Desk {
            styles,
            numbering,
            ties: Ties::new(),
            revisions,
            fields: Fields::default(),
            text: String::new(),
            lang: Lang::default(),
            called: Vec::new(),
            marked: BTreeMap::new(),
            bookmarks: BTreeMap::new(),
            placed: BTreeMap::new(),
            people: People::default(),
            pictures: BTreeMap::new(),
            folder: String::new(),
            anchors: Vec::new(),
            met: BTreeMap::new(),
            sink,
        }
    }

    /// Writes words down; gives where they stand.
    pub(super) fn say(&mut self, words: &str) -> Span {
        let start = self.text.len();
        self.text.push_str(words);
        Span::text(start, self.text.len())
    }

    /// Where the next words will stand.
    pub(super) fn here(&self) -> Span {
        Span::text(self.text.len(), self.text.len())
    }

    /// Ends the line of a paragraph.
    pub(super) fn end_line(&mut self) {
        self.text.push('\n');
    }

    /// Counts something that is told of at the end.
    pub(super) fn meet(&mut self, what: Met, span: Span) {
        self.met.entry(what).or_insert((0, span)).0 += 1;
    }

    /// What was met, how often, and where first.
    pub(super) fn met(&self) -> &BTreeMap<Met, (usize, Span)> {
        &self.met
    }
}
