//! What stands in a line, at random.

use crate::generator::Generator;
use crate::words::{plain, words};
use masthead::ast::{Emphasis, Inline, Inlines, Lang, MilestoneKind, Note, NoteId, PersonId, ReferenceForm};
use masthead::diagnostics::Span;

/// Where a run stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// Anything may stand there.
    Any,
    /// No notes, references or pages: a picture's caption, whose words it is, a title of a box.
    Words,
    /// Words alone, in looks and languages: under a reading.
    Bare,
}

const EMPHASES: [Emphasis; 8] = [
    Emphasis::Emphasis,
    Emphasis::Strong,
    Emphasis::Strike,
    Emphasis::Underline,
    Emphasis::Superscript,
    Emphasis::Subscript,
    Emphasis::SmallCaps,
    Emphasis::Dots,
];

const ADDRESSES: [&str; 11] = [
    "https://example.org/",
    "https://example.org/a_b?c=1&d=2#e",
    "https://example.org/a(b)",
    "https://例子.org/简",
    "mailto:a@example.org",
    "tel:+86-(21)-1234",
    "a b.html",
    "x<y>\\z",
    "https://example.org/%E7%AE%80*x*",
    "https://example.org/[a]|b",
    "&copy;",
];

const READINGS: [&str; 5] = ["hàn zì", "ㄏㄢˋ ㄗˋ", "a \"b\" ’c’", "x}y", "pǔ"];

impl Generator {
    /// A run that is not empty.
    pub(crate) fn run(&mut self, place: Place, most: usize) -> Inlines {
        let count = self.random.between(1, most);
        (0..count).map(|_| self.inline(place, 0)).collect()
    }

    fn children(&mut self, place: Place, depth: usize) -> Inlines {
        let count = if self.random.chance(75) { 1 } else { self.random.between(2, 3) };
        (0..count).map(|_| self.inline(place, depth + 1)).collect()
    }

    /// Words with a space at an end now and then, so that runs join as those of writers do.
    fn text(&mut self) -> Inline {
        let (chinese, awkward) = (self.chinese, self.awkward);
        let mut text = words(&mut self.random, chinese, 8, awkward);
        if self.random.chance(40) {
            text.insert(0, ' ');
        }
        if self.random.chance(40) {
            text.push(' ');
        }
        Inline::text(text, Span::Unknown)
    }

    fn inline(&mut self, place: Place, depth: usize) -> Inline {
        let span = Span::Unknown;
        let kind = self.random.below(100);
        let deep = depth >= 3;
        match kind {
            55..=67 if !deep => {
                let emphasis = *self.random.pick(&EMPHASES);
                Inline::Styled { span, emphasis, inlines: self.children(place, depth) }
            }
            68..=71 if !deep && place != Place::Bare => self.mention(place, depth),
            72..=74 if !deep && place != Place::Bare && !self.in_link => {
                self.in_link = true;
                let inlines = self.children(place, depth);
                self.in_link = false;
                Inline::Link { span, target: self.address(), inlines }
            }
            75..=78 if place == Place::Any && !self.in_link => self.reference(),
            79..=83 if place == Place::Any => self.callout(),
            84 if place == Place::Any => {
                Inline::OrphanMark { span, mark: self.random.pick(&["1", "*", "[2]", "①"]).to_string() }
            }
            85..=88 if !deep => {
                let lang = Lang::new(*self.random.pick(&["zh", "en", "fr", "zh-Hant", "en-GB"]));
                Inline::Language { span, lang, inlines: self.children(place, depth) }
            }
            89..=91 if place == Place::Any && !deep => {
                let reading = self.random.pick(&READINGS).to_string();
                let mut inlines = self.children(Place::Bare, depth);
                inlines.push(Inline::text(plain(&mut self.random, true, 1), span));
                Inline::Ruby { span, inlines, reading }
            }
            92 | 93 if place == Place::Any => Inline::Milestone { span, kind: MilestoneKind::PageBreak },
            94..=96 if place != Place::Bare => Inline::LineBreak { span },
            _ => self.text(),
        }
    }

    /// Somebody of the front matter, by the full name or in other words, or the office of somebody.
    fn mention(&mut self, place: Place, depth: usize) -> Inline {
        let span = Span::Unknown;
        if self.people.is_empty() {
            return self.text();
        }
        let person = self.random.pick(&self.people).clone();
        let id = PersonId(person.id.0.clone());
        match self.random.below(3) {
            0 => Inline::Person { span, person: id, inlines: vec![Inline::text(person.name, span)] },
            1 => Inline::Person { span, person: id, inlines: self.children(place, depth) },
            _ if person.position.is_some() => {
                Inline::Position { span, person: id, inlines: self.children(place, depth) }
            }
            _ => self.text(),
        }
    }

    fn address(&mut self) -> String {
        // A place in the issue is found once all of them are known.
        if self.random.chance(20) { "#?".into() } else { self.random.pick(&ADDRESSES).to_string() }
    }

    fn reference(&mut self) -> Inline {
        let form = *self.random.pick(&[
            ReferenceForm::Label,
            ReferenceForm::Label,
            ReferenceForm::Number,
            ReferenceForm::Page,
        ]);
        Inline::Reference { span: Span::Unknown, target: "?".into(), form, label: None }
    }

    fn callout(&mut self) -> Inline {
        let span = Span::Unknown;
        if let Some(known) = self.random.maybe(15, |random| random.below(self.notes.len().max(1)))
            && let Some(note) = self.notes.get(known)
        {
            return Inline::Callout { span, note: note.id.clone() };
        }
        if self.in_note || self.notes.len() > 6 {
            return self.text();
        }
        let number = self.notes.len() + 1;
        let id = match self.random.below(6) {
            0 => format!("fn{number}"),
            1 => format!("Note_{number}"),
            2 => format!("n.{number}"),
            _ => format!("note-{number}"),
        };
        let id = NoteId(id);
        self.notes.push(Note { id: id.clone(), ..Note::default() });
        self.in_note = true;
        let blocks = self.note_blocks();
        self.in_note = false;
        if let Some(note) = self.notes.iter_mut().find(|note| note.id == id) {
            note.blocks = blocks;
        }
        Inline::Callout { span, note: id }
    }
}
