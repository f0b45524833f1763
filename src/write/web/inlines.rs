//! What stands in a line.

use super::Page;
use super::page::language;
use super::pen::Form;
use super::seams;
use crate::ast::address::Address;
use crate::ast::{Emphasis, Inline, MilestoneKind, NoteId, text};

impl Page<'_> {
    /// Writes a run of inlines.
    pub(super) fn inlines(&mut self, run: &[Inline]) {
        run.iter().for_each(|inline| self.inline(inline));
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text { text, .. } => self.text(text),
            Inline::Styled { emphasis, inlines, .. } => self.styled(*emphasis, inlines),
            Inline::Person { inlines, .. } => self.spanned(&[("class", "person")], inlines),
            Inline::Position { inlines, .. } => self.spanned(&[("class", "position")], inlines),
            Inline::Language { lang, inlines, .. } => self.spanned(&[("lang", language(lang))], inlines),
            Inline::Ruby { inlines, reading, .. } => self.ruby(inlines, reading),
            Inline::Link { target, inlines, .. } => self.link(target, inlines),
            Inline::Reference { target, label, .. } => self.reference(target, label.as_deref()),
            Inline::Callout { note, .. } => self.callout(note),
            Inline::OrphanMark { mark, .. } => self.pen.span("sup", &[("class", "orphan")], mark),
            Inline::Milestone { kind, .. } => self.milestone(*kind),
            Inline::LineBreak { .. } => self.pen.void("br", &[]),
        }
    }

    /// Words, of which those between narrow marks are set in the Western face.
    fn text(&mut self, words: &str) {
        for (part, is_narrow) in self.narrow.parts(words) {
            if is_narrow {
                self.pen.begin("span", &[("class", "narrow")]);
                self.stretches(part);
                self.pen.end();
            } else {
                self.stretches(part);
            }
        }
    }

    /// Words, of which each stretch of Han characters gets its dots where they are to have some.
    fn stretches(&mut self, words: &str) {
        if !self.dotted {
            return self.parted(words);
        }
        let mut rest = words;
        while let Some(first) = rest.chars().next() {
            let is_han = text::is_east_asian(first);
            let end = rest.find(|c| text::is_east_asian(c) != is_han).unwrap_or(rest.len());
            let (stretch, after) = rest.split_at(end);
            if is_han {
                self.pen.span("span", &[("class", "dot")], stretch)
            } else {
                self.pen.words(stretch)
            }
            rest = after;
        }
    }

    /// Words with the places where a line may end that a browser does not find: between the words of a Chinese title, and
    /// in an address, which else leaves the line before it torn.
    fn parted(&mut self, words: &str) {
        let mut start = 0;
        for place in seams::seams(words, self.by_sense) {
            self.tied(words.get(start..place).unwrap_or_default());
            self.pen.void("wbr", &[]);
            start = place;
        }
        self.tied(words.get(start..).unwrap_or_default());
    }

    /// Words whose dots stay on the line of what they follow.
    fn tied(&mut self, words: &str) {
        let mut rest = words;
        for dot in seams::dots(words) {
            let (before, from) = rest.split_at_checked(dot - (words.len() - rest.len())).unwrap_or_default();
            let (dot, after) = from.split_at_checked('\u{B7}'.len_utf8()).unwrap_or_default();
            self.pen.words(before);
            self.pen.span("span", &[("class", "between")], dot);
            rest = after;
        }
        self.pen.words(rest);
    }

    fn styled(&mut self, emphasis: Emphasis, run: &[Inline]) {
        let (name, class) = match emphasis {
            // Letters that have a slope of their own need no dots, in Chinese too.
            Emphasis::Emphasis if self.is_chinese() && !text::inlines(run).contains(text::is_east_asian) => {
                ("em", "latin")
            }
            Emphasis::Emphasis => ("em", ""),
            Emphasis::Strong => ("strong", ""),
            Emphasis::Strike => ("s", ""),
            Emphasis::Underline => ("u", ""),
            Emphasis::Superscript => ("sup", ""),
            Emphasis::Subscript => ("sub", ""),
            Emphasis::SmallCaps => ("span", "small-caps"),
            Emphasis::Dots => ("em", "dots"),
        };
        let around = self.dotted;
        self.dotted |= emphasis == Emphasis::Dots;
        self.pen.begin(name, &[("class", class)]);
        self.inlines(run);
        self.pen.end();
        self.dotted = around;
    }

    fn is_chinese(&self) -> bool {
        self.issue.document.front.lang.is_chinese()
    }

    /// Words with what they are; as they are where that says nothing.
    fn spanned(&mut self, attributes: &[(&str, &str)], run: &[Inline]) {
        if attributes.iter().all(|(_, value)| value.is_empty()) {
            return self.inlines(run);
        }
        self.pen.begin("span", attributes);
        self.inlines(run);
        self.pen.end();
    }

    /// Words with their reading, in marks for browsers that do not set it over them.
    fn ruby(&mut self, run: &[Inline], reading: &str) {
        let marks = text::READING_MARKS;
        self.pen.begin("ruby", &[]);
        self.inlines(run);
        for (element, words) in [("rp", marks.0), ("rt", reading), ("rp", marks.1)] {
            self.pen.begin(element, &[]);
            self.pen.words(words);
            self.pen.end();
        }
        self.pen.end();
    }

    /// A link that leads nowhere is told of by numbering.
    fn link(&mut self, target: &str, run: &[Inline]) {
        let address = match Address::of_link(target, run) {
            Address::Here(id) if self.anchors.has(id) && text::prints(run) => format!("#{id}"),
            Address::There(address) => address,
            Address::Here(_) | Address::Inert(_) => return self.inlines(run),
        };
        self.pen.begin("a", &[("href", &address)]);
        self.inlines(run);
        self.pen.end();
    }

    /// A reference without a label prints nothing; numbering has reported it.
    fn reference(&mut self, target: &str, label: Option<&str>) {
        let Some(label) = label else { return };
        if self.anchors.has(target) {
            self.pen.span("a", &[("href", &format!("#{target}"))], label);
        } else {
            self.pen.words(label);
        }
    }

    fn callout(&mut self, note: &NoteId) {
        let id = self.anchors.call(note);
        let Some(mark) = self.anchors.mark(note) else { return };
        let address = format!("#{}", note.0);
        let kind = if self.pen.form() == Form::Xhtml { "noteref" } else { "" };
        self.pen.begin("sup", &[("class", "call")]);
        self.pen.span(
            "a",
            &[("id", id.as_str()), ("href", &address), ("role", "doc-noteref"), ("epub:type", kind)],
            mark,
        );
        self.pen.end();
    }

    /// A place without words.
    fn milestone(&mut self, kind: MilestoneKind) {
        match kind {
            MilestoneKind::PageBreak => {
                self.pen.begin("span", &[("class", "page-end"), ("title", self.words.page_end)]);
                self.pen.end();
            }
        }
    }
}
