//! What stands in a line.

use super::targets::TABLE_NOTE;
use super::{Article, language};
use crate::ast::address::Address;
use crate::ast::{Emphasis, Inline, Lang, MilestoneKind, NoteId, ReferenceForm, text};

/// Whether the element around may hold `break`, which titles and cells may and paragraphs may not.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Breaks {
    /// It may.
    Allowed,
    /// It may not: a break is a milestone after a space.
    Marked,
}

impl Article<'_> {
    /// Writes a run of inlines.
    pub(super) fn inlines(&mut self, run: &[Inline], breaks: Breaks) {
        run.iter().for_each(|inline| self.inline(inline, breaks));
    }

    fn inline(&mut self, inline: &Inline, breaks: Breaks) {
        match inline {
            Inline::Text { text, .. } => self.pen.words(text),
            Inline::Styled { emphasis, inlines, .. } => self.styled(*emphasis, inlines),
            Inline::Person { person, inlines, .. } => self.named("person", &person.0, None, inlines),
            Inline::Position { person, inlines, .. } => self.named("position", &person.0, None, inlines),
            Inline::Language { lang, inlines, .. } => self.named("language", "", Some(lang), inlines),
            Inline::Ruby { inlines, reading, .. } => self.ruby(inlines, reading),
            Inline::Link { target, inlines, .. } => self.link(target, inlines, breaks),
            Inline::Reference { target, form, label, .. } => self.reference(target, *form, label.as_deref()),
            Inline::Callout { note, .. } => self.callout(note),
            Inline::OrphanMark { mark, .. } => self.orphan_mark(mark),
            Inline::Milestone { kind, .. } => self.milestone(*kind),
            Inline::LineBreak { .. } => self.line_break(breaks),
        }
    }

    fn styled(&mut self, emphasis: Emphasis, run: &[Inline]) {
        let (name, attributes): (_, &[_]) = match emphasis {
            // The DTD's default for `toggle` differs from that of the other elements.
            Emphasis::Emphasis => ("italic", &[("toggle", "yes")]),
            Emphasis::Strong => ("bold", &[]),
            Emphasis::Strike => ("strike", &[]),
            Emphasis::Underline => ("underline", &[]),
            Emphasis::Superscript => ("sup", &[]),
            Emphasis::Subscript => ("sub", &[]),
            Emphasis::SmallCaps => ("sc", &[]),
            Emphasis::Dots => ("styled-content", &[("style-type", "emphasis-dots")]),
        };
        let breaks = if emphasis == Emphasis::Dots { Breaks::Marked } else { Breaks::Allowed };
        self.pen.begin(name, attributes);
        self.inlines(run, breaks);
        self.pen.end();
    }

    /// Writes words with what they are: somebody's name or office, or words in another language.
    pub(super) fn named(&mut self, kind: &str, id: &str, lang: Option<&Lang>, run: &[Inline]) {
        let id = if self.targets.kind(id).is_some() { id } else { "" };
        let lang = lang.map_or("", language);
        self.pen.begin("named-content", &[("content-type", kind), ("rid", id), ("xml:lang", lang)]);
        self.inlines(run, Breaks::Marked);
        self.pen.end();
    }

    /// Words with their reading, in marks for readers that do not set it over them.
    fn ruby(&mut self, run: &[Inline], reading: &str) {
        let marks = text::READING_MARKS;
        self.pen.begin("ruby", &[]);
        self.pen.begin("rb", &[]);
        self.inlines(run, Breaks::Marked);
        self.pen.end();
        for (element, words) in [("rp", marks.0), ("rt", reading), ("rp", marks.1)] {
            self.pen.begin(element, &[]);
            self.pen.words(words);
            self.pen.end();
        }
        self.pen.end();
    }

    fn link(&mut self, target: &str, run: &[Inline], breaks: Breaks) {
        let id = match Address::of_link(target, run) {
            Address::Here(id) => id,
            Address::There(_) => {
                self.pen.begin("ext-link", &[("ext-link-type", "uri"), ("xlink:href", target)]);
                self.inlines(run, Breaks::Marked);
                return self.pen.end();
            }
            Address::Inert(_) => return self.inlines(run, breaks),
        };
        // Numbering reports links that lead nowhere.
        let Some(kind) = self.targets.kind(id) else { return self.inlines(run, breaks) };
        self.pointer(kind, id, "own-words");
        // Only an `xref` may hold breaks.
        self.inlines(run, if is_note(kind) { Breaks::Marked } else { Breaks::Allowed });
        self.pen.end();
    }

    /// Opens words that lead to something. Readers take every `xref` to a note for the mark of that note, and set the note
    /// there instead of the words. `words` says what these are, where they are not what the place is called.
    fn pointer(&mut self, kind: &str, id: &str, words: &str) {
        let (name, says, kind) = match is_note(kind) {
            true => ("named-content", "content-type", "note-reference"),
            false => ("xref", "ref-type", kind),
        };
        self.pen.begin(name, &[(says, kind), ("rid", id), ("specific-use", words)]);
    }

    /// A reference without a label prints nothing; numbering has reported it.
    fn reference(&mut self, target: &str, form: ReferenceForm, label: Option<&str>) {
        let Some(label) = label else { return };
        let words = match form {
            ReferenceForm::Label => "",
            ReferenceForm::Number => "number",
            ReferenceForm::Page => "page",
        };
        match self.targets.kind(target) {
            Some(kind) => {
                self.pointer(kind, target, words);
                self.pen.words(label);
                self.pen.end();
            }
            None => self.pen.words(label),
        }
    }

    fn callout(&mut self, id: &NoteId) {
        let Some(kind) = self.targets.kind(&id.0) else { return };
        self.pen.begin("xref", &[("ref-type", kind), ("rid", &id.0)]);
        if let Some(text) = self.targets.mark(id) {
            self.pen.begin("sup", &[]);
            self.pen.words(text);
            self.pen.end();
        }
        self.pen.end();
    }

    fn orphan_mark(&mut self, mark: &str) {
        self.pen.begin("sup", &[("specific-use", "note-text-absent-in-source")]);
        self.pen.words(mark);
        self.pen.end();
    }

    /// Writes a place without words.
    pub(super) fn milestone(&mut self, kind: MilestoneKind) {
        let kind = match kind {
            MilestoneKind::PageBreak => "page-break",
        };
        self.pen.empty("milestone-start", &[("content-type", kind)]);
    }

    fn line_break(&mut self, breaks: Breaks) {
        match breaks {
            Breaks::Allowed => self.pen.empty("break", &[]),
            Breaks::Marked => {
                self.pen.words(" ");
                self.pen.empty("milestone-start", &[("content-type", "line-break")]);
            }
        }
    }
}

/// Whether what is led to is a note.
fn is_note(kind: &str) -> bool {
    matches!(kind, "fn" | TABLE_NOTE)
}
