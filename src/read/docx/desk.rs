//! What reading a manuscript needs at hand, and what it gathers on the way.

use super::aside::{Aside, Of};
use super::edges::Open;
use super::fields::Fields;
use super::margins::Remark;
use super::met::Met;
use super::numbering::Numbering;
use super::people::People;
use super::sequences::Sequences;
use super::styles::Styles;
use super::unread::Unread;
use crate::ast::check::is_ncname;
use crate::ast::{Label, Lang, Note, NoteId};
use crate::diagnostics::{Sink, Span};
use crate::package::Ties;
use crate::read::Revisions;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Which part a note stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NotePart {
    /// At the foot of pages.
    Foot,
    /// At the end of the text.
    End,
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
    /// The notes that are called from words that are left out.
    pub(super) dismissed: BTreeSet<(NotePart, String)>,
    /// How many notes of a part are called, and which of them each is by the word processor's number.
    keys: BTreeMap<NotePart, BTreeMap<String, usize>>,
    /// The notes whose marks bookmarks stand around, by the bookmarks' names.
    pub(super) marked: BTreeMap<String, NoteId>,
    /// What the writer of Word files kept aside.
    pub(super) aside: Rc<Aside>,
    /// Where in it the reading is.
    pub(super) open: Open,
    /// The marks at which notes were called when their keys were kept aside.
    keyed: BTreeMap<(NotePart, String), usize>,
    /// The notes that stand in the midst of other words.
    pub(super) kept_notes: Vec<Note>,
    /// Pictures that are as wide as they were drawn, by where they stand, with the widths that were asked for.
    pub(super) drawn: Vec<(Span, Option<f64>)>,
    /// Where every bookmark of the body begins among its words.
    pub(super) bookmarks: BTreeMap<String, usize>,
    /// The ids of the places at which bookmarks stand.
    pub(super) placed: BTreeMap<String, String>,
    /// The people who were named.
    pub(super) people: People,
    /// The pictures that are shown, by their parts, with the paths under which the document names them.
    pub(super) pictures: BTreeMap<String, String>,
    /// Those paths, in small letters: some disks take large and small ones for the same.
    pub(super) paths: BTreeSet<String>,
    /// The folder of those paths.
    pub(super) folder: String,
    /// The names of the bookmarks that begin with the next paragraph or table.
    pub(super) anchors: Vec<String>,
    /// How far what is counted by name has come.
    pub(super) sequences: Sequences,
    /// The last numbers that the author typed before captions of figures and of tables.
    pub(super) typed_numbers: [u32; 2],
    /// The remarks in the margin, by their numbers, and those that hang on words, in order, with where they do.
    pub(super) remarks: BTreeMap<String, Remark>,
    pub(super) remarked: Vec<(String, Span)>,
    /// Where the words begin that they are about.
    pub(super) remarked_from: BTreeMap<String, Span>,
    /// The words that nothing took.
    pub(super) unread: Unread,
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
            dismissed: BTreeSet::new(),
            keys: BTreeMap::new(),
            marked: BTreeMap::new(),
            aside: Rc::default(),
            open: Open::default(),
            keyed: BTreeMap::new(),
            kept_notes: Vec::new(),
            drawn: Vec::new(),
            bookmarks: BTreeMap::new(),
            placed: BTreeMap::new(),
            people: People::default(),
            pictures: BTreeMap::new(),
            paths: BTreeSet::new(),
            folder: String::new(),
            anchors: Vec::new(),
            sequences: Sequences::default(),
            typed_numbers: [0; 2],
            remarks: BTreeMap::new(),
            remarked: Vec::new(),
            remarked_from: BTreeMap::new(),
            unread: Unread::default(),
            met: BTreeMap::new(),
            sink,
        }
    }

    /// The key of a note, by the word processor's number: the one that was kept aside, or one unlike all of those.
    /// Notes are counted as they are called: programs number them as they please whenever they save.
    pub(super) fn note_key(&mut self, part: NotePart, number: &str) -> NoteId {
        let kept = self.keyed.get(&(part, number.to_string())).and_then(|place| self.aside.mark(*place));
        if let Some(id) = kept.and_then(|mark| mark.fact("note")) {
            return NoteId(id.to_string());
        }
        let keys = self.keys.entry(part).or_default();
        let next = keys.len() + 1;
        let key = keys.entry(number.to_string()).or_insert(next);
        let own = match part {
            NotePart::Foot => format!("note-{key}"),
            NotePart::End => format!("endnote-{key}"),
        };
        NoteId(if self.aside.called(&own).is_some() { format!("{own}-new") } else { own })
    }

    /// Takes the key of a note, if one is kept aside at this place or right `before` it; a key is of one note.
    pub(super) fn keep_key(&mut self, part: NotePart, number: &str, before: &[usize]) {
        let note = |place: usize| {
            let mark = self.aside.mark(place).filter(|mark| mark.of == Of::Call)?;
            mark.fact("note").filter(|id| is_ncname(id))
        };
        let mut places = self.open.in_line.iter().rev().chain(before).copied();
        let Some(place) = places.find(|place| note(*place).is_some()) else { return };
        if self.keyed.values().all(|known| note(*known) != note(place)) {
            self.keyed.insert((part, number.to_string()), place);
        }
    }

    /// The mark that a note had in print.
    pub(super) fn note_label(&self, part: NotePart, number: &str) -> Option<Label> {
        let mark = self.aside.mark(*self.keyed.get(&(part, number.to_string()))?)?;
        let (text, number) = mark.label()?;
        Some(Label { text: text.to_string(), number: number?, literal: true })
    }

    /// The mark before a note's words, where the word processor does not count it.
    pub(super) fn typed(&self, part: NotePart, number: &str) -> Option<String> {
        let mark = self.aside.mark(*self.keyed.get(&(part, number.to_string()))?)?;
        mark.fact("typed").map(str::to_string)
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
