//! From inlines to one text, with the leaves and tags of its parts.

use super::galley::{Galley, node};
use super::look::Look;
use super::strip::LinkId;
use super::text::{LINE_BREAK, Piece, Reading, Text};
use crate::ast::text::{self, is_east_asian};
use crate::ast::{Inline, Lang};
use crate::diagnostics::Span;
use crate::frame::{LeafId, Tag, TagChild, TagNode};
use crate::geom::Em;
use crate::style::ColourRole;

/// So many characters under one reading stay on one line; of more, each line has its share of the reading.
const WHOLE: usize = 8;

/// So many Latin letters' widths of a reference stay on one line: `Section II(a)` does, a quoted title need not.
const REFERENCE: usize = 20;

/// Gathers the words of one paragraph.
pub(super) struct Gatherer<'g, 'a> {
    galley: &'g mut Galley<'a>,
    text: Text,
    children: Vec<TagChild>,
    leaf: Option<LeafId>,
}

/// What holds for the words in hand.
#[derive(Clone)]
pub(super) struct Manner {
    /// How they look.
    pub look: Look,
    /// Their language.
    pub lang: Lang,
    /// The link that they carry.
    pub link: Option<LinkId>,
}

impl Manner {
    /// Words of one look, without a link.
    pub(super) fn new(look: Look, lang: &Lang) -> Manner {
        Manner { look, lang: lang.clone(), link: None }
    }
}

impl<'g, 'a> Gatherer<'g, 'a> {
    /// No words yet.
    pub(super) fn new(galley: &'g mut Galley<'a>) -> Gatherer<'g, 'a> {
        Gatherer { galley, text: Text::default(), children: Vec::new(), leaf: None }
    }

    /// The text and what its tag holds.
    pub(super) fn finish(self) -> (Text, Vec<TagChild>) {
        (self.text, self.children)
    }

    /// Adds words.
    pub(super) fn words(&mut self, words: &str, manner: &Manner, span: Span) {
        self.piece(words, manner, span, None);
    }

    /// Adds the space between a label and what it labels; none after a label in Han characters.
    pub(super) fn label_space(&mut self, extra: Em, manner: &Manner) {
        if self.text.wants_space() {
            let look = Look { tracking: extra, ..manner.look };
            self.words(" ", &Manner { look, ..manner.clone() }, Span::Unknown);
        }
    }

    /// The look of a run-in heading in words of a look.
    pub(super) fn run_in_look(&self, look: Look) -> Look {
        look.with_role(&self.galley.sheet.text.run_in, self.galley.sheet)
    }

    /// Adds inlines.
    pub(super) fn inlines(&mut self, run: &[Inline], manner: &Manner) {
        for inline in run {
            self.inline(inline, manner);
        }
    }

    fn inline(&mut self, inline: &Inline, manner: &Manner) {
        let with = |look: Look| Manner { look, ..manner.clone() };
        match inline {
            Inline::Text { span, text } => {
                self.text.narrow(text, self.galley.narrow.within(text));
                self.words(text, manner, *span);
            }
            Inline::Styled { emphasis, inlines, .. } => self.inlines(inlines, &with(manner.look.emphasised(*emphasis))),
            Inline::Person { inlines, .. } => {
                let look = manner.look.with_role(&self.galley.sheet.text.person, self.galley.sheet);
                self.inlines(inlines, &with(look));
            }
            Inline::Position { inlines, .. } => self.inlines(inlines, manner),
            Inline::Link { span, target, inlines } => self.link(target, *span, inlines, manner),
            Inline::Reference { span, target, label, .. } => {
                let words = [Inline::text(label.clone().unwrap_or_default(), *span)];
                let start = self.text.words.len();
                self.link(&format!("#{target}"), *span, &words, manner);
                if is_short(label.as_deref().unwrap_or_default()) {
                    self.text.whole.push(start..self.text.words.len());
                }
            }
            Inline::Callout { span, note } => self.callout(note, *span, manner),
            Inline::OrphanMark { span, mark } => self.words(mark, &with(manner.look.raised()), *span),
            Inline::Language { span, lang, inlines } if *lang != manner.lang => {
                let manner = Manner { lang: lang.clone(), ..manner.clone() };
                self.tagged(TagNode { lang: Some(lang.clone()), ..node(Tag::Span, *span, Vec::new()) }, |gatherer| {
                    gatherer.inlines(inlines, &manner);
                });
            }
            Inline::Language { inlines, .. } => self.inlines(inlines, manner),
            Inline::Ruby { span, inlines, reading } => self.under_reading(inlines, reading, *span, manner),
            Inline::LineBreak { span } => self.line_break(manner, *span),
            Inline::Milestone { .. } => {}
        }
    }

    /// Words with their reading, which is a piece of the structure of its own after them.
    fn under_reading(&mut self, words: &[Inline], reading: &str, span: Span, manner: &Manner) {
        let start = self.text.words.len();
        self.inlines(words, manner);
        let range = start..self.text.words.len();
        let count = self.text.words.get(range.clone()).map_or(0, |words| words.chars().count());
        if count == 0 {
            return;
        }
        if count <= WHOLE {
            self.text.whole.push(range.clone());
        }
        let leaf = self.galley.reading();
        self.children.push(TagChild::Node(node(Tag::Span, span, vec![TagChild::Leaf(leaf)])));
        self.leaf = None;
        let (look, lang) = (manner.look.of_reading(), manner.lang.clone());
        self.text.readings.push(Reading { range, words: reading.to_string(), look, lang, leaf, span });
    }

    /// A space goes before the break, so that words stay apart where the text is taken out again.
    fn line_break(&mut self, manner: &Manner, span: Span) {
        if self.text.words.chars().next_back().is_some_and(|last| !last.is_whitespace()) {
            self.words(" ", manner, span);
        }
        self.words(&LINE_BREAK.to_string(), manner, span);
    }

    fn callout(&mut self, id: &crate::ast::NoteId, span: Span, manner: &Manner) {
        let Some(place) = self.galley.note_place(id) else { return self.table_callout(id, span, manner) };
        let label = self.galley.document.notes.get(place).and_then(|note| note.label.as_ref());
        let mark = label.map_or_else(|| (place + 1).to_string(), |label| label.text.clone());
        self.galley.called.push(place);
        let manner = Manner { look: manner.look.raised(), ..manner.clone() };
        self.tagged(node(Tag::Reference, span, Vec::new()), |gatherer| {
            gatherer.piece(&mark, &manner, span, Some(place));
        });
    }

    /// The mark of a note that stands under its table.
    fn table_callout(&mut self, id: &crate::ast::NoteId, span: Span, manner: &Manner) {
        let Some(mark) = self.galley.table_mark(id) else { return };
        let manner = Manner { look: manner.look.raised(), ..manner.clone() };
        self.tagged(node(Tag::Reference, span, Vec::new()), |gatherer| gatherer.words(mark, &manner, span));
    }

    /// Words that lead somewhere. Where they do not, which numbering has reported, or where there are none, the words
    /// stand alone.
    fn link(&mut self, target: &str, span: Span, inlines: &[Inline], manner: &Manner) {
        let words = text::inlines(inlines);
        if words.trim().is_empty() || !self.galley.leads(target) {
            return self.inlines(inlines, manner);
        }
        let link = self.galley.link(target.to_string(), words);
        let areas = self.galley.links.get(link.0).map(|link| TagChild::Leaf(link.leaf));
        let mut look = manner.look;
        if !target.starts_with('#') {
            look.colour = self.galley.sheet.colour(ColourRole::Link);
        }
        let manner = Manner { look, link: Some(link), ..manner.clone() };
        self.tagged(node(Tag::Link, span, Vec::new()), |gatherer| {
            gatherer.inlines(inlines, &manner);
            gatherer.children.extend(areas);
        });
    }

    /// Puts what `gather` adds into a tag of its own.
    fn tagged(&mut self, mut tag: TagNode, gather: impl FnOnce(&mut Self)) {
        let outer = std::mem::take(&mut self.children);
        self.leaf = None;
        gather(self);
        tag.children = std::mem::replace(&mut self.children, outer);
        self.leaf = None;
        if !tag.children.is_empty() {
            self.children.push(TagChild::Node(tag));
        }
    }

    fn piece(&mut self, words: &str, manner: &Manner, span: Span, note: Option<usize>) {
        if words.is_empty() {
            return;
        }
        let leaf = match self.leaf {
            Some(leaf) => leaf,
            None => {
                let leaf = self.galley.leaf();
                self.children.push(TagChild::Leaf(leaf));
                self.leaf = Some(leaf);
                leaf
            }
        };
        let piece =
            Piece { range: 0..0, look: manner.look, lang: manner.lang.clone(), leaf, span, link: manner.link, note };
        self.text.push(words, piece);
    }
}

impl Gatherer<'_, '_> {
    /// The text with what `gather` adds to it, and apart what the tags hold of the words before and after.
    pub(super) fn split(mut self, gather: impl FnOnce(&mut Self)) -> (Text, Vec<TagChild>, Vec<TagChild>) {
        let before = std::mem::take(&mut self.children);
        self.leaf = None;
        gather(&mut self);
        (self.text, before, self.children)
    }
}

/// Whether a reference can stay on one line.
fn is_short(words: &str) -> bool {
    words.chars().map(|c| if is_east_asian(c) { 2 } else { 1 }).sum::<usize>() <= REFERENCE
}
