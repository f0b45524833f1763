//! A page being written: its landmarks, and what its parts share.

use super::anchors::Anchors;
use super::figures::Pictures;
use super::pen::{Form, Pen, direction};
use super::words::Words;
use crate::ast::narrow::Narrow;
use crate::ast::{Block, Direction, Inline, Lang, Section, text, walk};
use crate::diagnostics::{Code, Diagnostic, Sink, Span};
use crate::write::Issue;
use std::collections::BTreeSet;

/// The body of a page. Each part of it is written by a module of its own.
pub(super) struct Page<'a> {
    pub(super) pen: Pen,
    pub(super) issue: &'a Issue<'a>,
    pub(super) anchors: Anchors<'a>,
    pub(super) words: &'static Words,
    pub(super) narrow: Narrow,
    pub(super) pictures: Pictures<'a>,
    /// The widths that the page asks for, in thousandths of what is around; each is a class.
    pub(super) shares: BTreeSet<u16>,
    /// Whether dots stand under the words being written.
    pub(super) dotted: bool,
    /// Whether the lines of the words being written end by sense.
    pub(super) by_sense: bool,
    pub(super) sink: &'a mut Sink,
}

impl<'a> Page<'a> {
    /// An empty page for an issue.
    pub(super) fn new(issue: &'a Issue<'a>, form: Form, pictures: Pictures<'a>, sink: &'a mut Sink) -> Page<'a> {
        Page {
            pen: Pen::of_page(form, &issue.document.front.lang),
            issue,
            anchors: Anchors::of(issue.document),
            narrow: Narrow::of(issue.document),
            words: Words::of(&issue.document.front.lang),
            pictures,
            shares: BTreeSet::new(),
            dotted: false,
            by_sense: false,
            sink,
        }
    }

    /// Writes everything from the masthead to the imprint.
    pub(super) fn body(&mut self) {
        let document = self.issue.document;
        self.masthead();
        self.pen.open("main", &[]);
        self.titles();
        self.editors_note();
        if self.pen.form() == Form::Html {
            self.contents();
        }
        self.pen.open("div", &[("class", "text")]);
        self.blocks(&document.lead);
        document.sections.iter().for_each(|section| self.section(section, if self.is_headed() { 2 } else { 1 }));
        self.pen.close();
        self.notes();
        self.pen.close();
        self.imprint();
    }

    /// Whether a heading of level 1 stands over the text.
    fn is_headed(&self) -> bool {
        let document = self.issue.document;
        document.front.titles.iter().any(|title| shows(&title.inlines)) || !document.masthead.name.is_empty()
    }

    /// The sections as a list that leads to them; nothing where there are fewer than two.
    fn contents(&mut self) {
        let sections = &self.issue.document.sections;
        let listed: Vec<&Section> = sections.iter().filter(|section| section.id.is_some() && heads(section)).collect();
        if listed.len() < 2 {
            return;
        }
        self.pen.open("nav", &[("aria-label", self.words.contents)]);
        self.pen.open("details", &[]);
        self.pen.leaf("summary", &[], self.words.contents);
        self.contents_list(&listed);
        self.pen.close();
        self.pen.close();
    }

    /// Writes the list itself.
    pub(super) fn contents_list(&mut self, sections: &[&Section]) {
        self.pen.open("ul", &[]);
        for section in sections {
            let address = format!("#{}", section.id.as_deref().unwrap_or_default());
            self.pen.begin("li", &[("lang", own_language(section.lang.as_ref()))]);
            self.pen.span("a", &[("href", &address)], &heading(section));
            self.pen.close();
        }
        self.pen.close();
    }

    /// The class of a width that is a share of what is around.
    pub(super) fn share(&mut self, share: f64) -> String {
        let thousandths = (share.clamp(0.001, 1.0) * 1000.0).round() as u16;
        self.shares.insert(thousandths);
        format!("w{thousandths}")
    }

    /// The line of the source at which a block stands, where pages are to say it.
    pub(super) fn line(&self, span: Span) -> String {
        let places = self.issue.options.places.as_ref();
        let line = places.zip(span.range()).map(|(places, range)| places.line(range.start).to_string());
        line.unwrap_or_default()
    }

    /// The direction of a block that names no language, where its words run otherwise than those around it: as the page sets
    /// them, by the first letter that is not said to be of another language. An issue in Arabic or Hebrew keeps to its own where
    /// a paragraph begins with a foreign name.
    pub(super) fn turned(&self, run: &[Inline]) -> &'static str {
        let around = self.pen.direction();
        let mut found = Strong::default();
        found.look(run, false);
        let keeps = around == Direction::RightToLeft && found.turns;
        let own = found.own.or(found.quoted);
        own.filter(|own| *own != around && !keeps).map_or("", direction)
    }

    /// The same of what holds blocks: as the first of its paragraphs, so that its edge and its marks stand where lines begin.
    pub(super) fn turned_all(&self, blocks: &[Block]) -> &'static str {
        let mut first = None;
        walk::blocks(blocks, &mut |block| {
            if let Block::Paragraph(paragraph) = block {
                first = first.or(Some(paragraph));
            }
        });
        let Some(paragraph) = first else { return "" };
        match paragraph.lang.as_ref().and_then(Lang::direction) {
            Some(own) => Some(own).filter(|own| *own != self.pen.direction()).map_or("", direction),
            None => self.turned(&paragraph.inlines),
        }
    }

    /// Tells of what the page does not show as the document has it.
    pub(super) fn tell(&mut self, code: Code, span: Span, message: impl Into<String>, hint: &str) {
        self.sink.report(Diagnostic::new(code, message.into()).at(span).hint(hint));
    }
}

/// The first letters of a run that have a direction: of its own words, and of those in another language.
#[derive(Default)]
struct Strong {
    own: Option<Direction>,
    quoted: Option<Direction>,
    /// Whether any word runs from right to left.
    turns: bool,
}

fn turns(c: char) -> bool {
    Direction::of(c) == Some(Direction::RightToLeft)
}

impl Strong {
    fn look(&mut self, run: &[Inline], is_quoted: bool) {
        for inline in run {
            match inline {
                Inline::Text { text, .. } if is_quoted => {
                    self.quoted = self.quoted.or_else(|| text.chars().find_map(Direction::of));
                    self.turns |= text.chars().any(turns);
                }
                Inline::Text { text, .. } => {
                    self.own = self.own.or_else(|| text.chars().find_map(Direction::of));
                    self.turns |= text.chars().any(turns);
                }
                Inline::Language { inlines, .. } => self.look(inlines, true),
                other => self.look(other.children(), is_quoted),
            }
        }
    }
}

/// Whether a run shows anything: words, or the mark of a note.
pub(super) fn shows(run: &[Inline]) -> bool {
    let mut has_mark = false;
    walk::inlines(run, &mut |inline| has_mark |= matches!(inline, Inline::Callout { .. }));
    has_mark || text::prints(run)
}

/// Whether a section has a heading.
pub(super) fn heads(section: &Section) -> bool {
    section.label.is_some() || shows(&section.title)
}

/// The words of a heading, with its label.
pub(super) fn heading(section: &Section) -> String {
    let (label, title) = (section.label.as_ref().map_or("", |label| &label.text), text::inlines(&section.title));
    format!("{label}{}{title}", text::gap(label, &title))
}

/// The tag of a language as `lang` may hold it; empty where it is no BCP 47 tag.
pub(super) fn language(lang: &Lang) -> &str {
    if lang.is_well_formed() { lang.tag() } else { "" }
}

/// The tag of a language that may be absent.
pub(super) fn own_language(lang: Option<&Lang>) -> &str {
    lang.map_or("", language)
}
