//! What stands in a line.

use super::blocks::label_number;
use super::desk::{Desk, Fate, plain, span};
use super::formulas::of_words;
use crate::ast::{Block, Emphasis, Inline, Inlines, Label, Lang, MilestoneKind, Note, NoteId, ReferenceForm, text};
use crate::diagnostics::Span;
use crate::xml::{Element, Node};

impl Desk<'_> {
    /// What stands in an element of words, without the blanks at its ends.
    pub(super) fn inlines(&mut self, element: &Element<'_>) -> Inlines {
        self.run(&element.children)
    }

    /// Nodes as a run, without the blanks at its ends.
    pub(super) fn run(&mut self, nodes: &[Node<'_>]) -> Inlines {
        let mut run = Inlines::new();
        nodes.iter().for_each(|node| self.node(node, &mut run));
        tidy(&mut run);
        run
    }

    fn inner(&mut self, element: &Element<'_>) -> Inlines {
        let mut run = Inlines::new();
        element.children.iter().for_each(|node| self.node(node, &mut run));
        run
    }

    fn node(&mut self, node: &Node<'_>, run: &mut Inlines) {
        match node {
            Node::Text(words, offset) => {
                self.took.insert(*offset);
                push(run, &plain(words), Span::text(*offset, offset + words.len()));
            }
            Node::Element(element) => self.element(element, run),
        }
    }

    fn element(&mut self, element: &Element<'_>, run: &mut Inlines) {
        if element.space == "mml" {
            return self.formula(element, run);
        }
        match element.name {
            "sup" if element.attribute("specific-use") == Some("note-text-absent-in-source") => {
                self.took(element);
                run.push(Inline::OrphanMark { span: span(element), mark: element.words() });
            }
            "named-content" => self.named(element, run),
            "ext-link" | "uri" | "email" => self.link(element, run),
            "xref" => self.pointer(element, run),
            "fn" => self.note_in_line(element, run),
            "ruby" => self.ruby(element, run),
            "milestone-start" => self.milestone(element, run),
            "break" => run.push(Inline::LineBreak { span: span(element) }),
            "inline-formula" | "tex-math" => self.formula(element, run),
            "alternatives" => self.first_form(element, run),
            "milestone-end" | "target" | "x" | "index-term" | "related-object" => {}
            "inline-graphic" | "private-char" => self.leave(element, Fate::Dropped),
            name => match emphasis(name, element) {
                Some(emphasis) => {
                    let inlines = self.inner(element);
                    run.push(Inline::Styled { span: span(element), emphasis, inlines });
                }
                None => self.unwrapped(element, run),
            },
        }
    }

    /// Of several forms of the same, the one of words: formulas have a picture before it.
    fn first_form(&mut self, element: &Element<'_>, run: &mut Inlines) {
        let of_words = of_words(element).or_else(|| element.elements().next());
        for form in element.elements() {
            match of_words.is_some_and(|taken| taken.offset == form.offset) {
                true => self.element(form, run),
                false => self.took(form),
            }
        }
    }

    /// An element whose words stand without it.
    fn unwrapped(&mut self, element: &Element<'_>, run: &mut Inlines) {
        let known = ["styled-content", "roman", "sans-serif", "monospace", "institution", "abbrev", "string-name"];
        if !known.contains(&element.name) {
            self.leave(element, Fate::Unwrapped);
        }
        let lang = element.attribute("lang").map(Lang::new).filter(Lang::is_well_formed);
        let inlines = self.inner(element);
        match lang {
            Some(lang) => run.push(Inline::Language { span: span(element), lang, inlines }),
            None => run.extend(inlines),
        }
    }

    fn named(&mut self, element: &Element<'_>, run: &mut Inlines) {
        let at = span(element);
        let inlines = self.inner(element);
        let person = self.person(element.attribute("rid"));
        let node = match (element.attribute("content-type"), person) {
            (Some("person"), Some(person)) => Inline::Person { span: at, person, inlines },
            (Some("position"), Some(person)) => Inline::Position { span: at, person, inlines },
            (Some("language"), _) => match element.attribute("lang").map(Lang::new).filter(Lang::is_well_formed) {
                Some(lang) => Inline::Language { span: at, lang, inlines },
                None => return run.extend(inlines),
            },
            (Some("note-reference"), _) => pointed(element, inlines),
            _ => return run.extend(inlines),
        };
        run.push(node);
    }

    fn link(&mut self, element: &Element<'_>, run: &mut Inlines) {
        let inlines = self.inner(element);
        let words = element.words();
        let target = match (element.attribute("href"), element.name) {
            (Some(href), _) => href.to_string(),
            (None, "email") => format!("mailto:{}", words.trim()),
            (None, _) => words.trim().to_string(),
        };
        match target.is_empty() {
            true => run.extend(inlines),
            false => run.push(Inline::Link { span: span(element), target, inlines }),
        }
    }

    /// A pointer to a note calls it; one to anything else is a reference, or a link where its words are its own.
    fn pointer(&mut self, element: &Element<'_>, run: &mut Inlines) {
        let at = span(element);
        let ids: Vec<&str> = element.attribute("rid").unwrap_or_default().split_whitespace().collect();
        let notes: Vec<&&str> = ids.iter().filter(|id| self.note_ids.contains(**id)).collect();
        if !notes.is_empty() {
            run.extend(notes.into_iter().map(|id| Inline::Callout { span: at, note: NoteId((*id).into()) }));
            self.took(element);
            self.marks.extend(ids.iter().map(|id| ((*id).to_string(), element.words().trim().to_string())));
            return;
        }
        let inlines = self.inner(element);
        match (element.attribute("ref-type"), ids.as_slice()) {
            (Some("sec" | "table" | "fig" | "boxed-text"), [id]) if !self.own && !inlines.is_empty() => {
                run.push(Inline::Link { span: at, target: format!("#{id}"), inlines });
            }
            (Some("sec" | "table" | "fig" | "boxed-text"), [_]) => run.push(pointed(element, inlines)),
            _ => run.extend(inlines),
        }
    }

    /// Words with their reading over them.
    fn ruby(&mut self, element: &Element<'_>, run: &mut Inlines) {
        let inlines = element.child("rb").map(|base| self.inner(base)).unwrap_or_default();
        let reading = element.child("rt").map(|reading| plain(&reading.words())).unwrap_or_default();
        element.child("rt").into_iter().for_each(|reading| self.took(reading));
        match reading.trim() {
            "" => run.extend(inlines),
            reading => run.push(Inline::Ruby { span: span(element), inlines, reading: reading.to_string() }),
        }
    }

    fn note_in_line(&mut self, element: &Element<'_>, run: &mut Inlines) {
        let id = element.attribute("id").map_or_else(|| format!("note-{}", self.notes.len() + 1), str::to_string);
        self.called.insert(id.clone());
        let note = self.note(element, &id);
        run.push(Inline::Callout { span: span(element), note: note.id.clone() });
        self.notes.push(note);
    }

    /// A note with its key.
    pub(super) fn note(&mut self, element: &Element<'_>, id: &str) -> Note {
        let symbol = element.attribute("symbol").zip(label_number(element));
        // Notes are counted anew, and so are their marks in the text; the mark of one that nothing calls has no other.
        let counted = self.own || self.called.contains(id);
        let mark = element.child("label").filter(|_| counted);
        mark.into_iter().for_each(|mark| self.took(mark));
        let label = symbol.map(|(text, number)| Label { text: text.to_string(), number, literal: true });
        let mut blocks = self.blocks(element);
        if let (false, Some(mark)) = (self.own, self.marks.get(id)) {
            without_mark(&mut blocks, mark);
        }
        Note { span: span(element), id: NoteId(id.into()), label, blocks }
    }

    fn milestone(&mut self, element: &Element<'_>, run: &mut Inlines) {
        let at = span(element);
        match element.attribute("content-type") {
            Some("page-break") => run.push(Inline::Milestone { span: at, kind: MilestoneKind::PageBreak }),
            Some("line-break") => {
                // The space before it is for readers that know no such breaks.
                if let Some(Inline::Text { text, .. }) = run.last_mut() {
                    text.truncate(text.trim_end_matches(' ').len());
                }
                run.push(Inline::LineBreak { span: at });
            }
            _ => {}
        }
    }
}

/// Takes off a note the raised mark by which it was called, where its words open with it: notes are marked anew.
fn without_mark(blocks: &mut [Block], mark: &str) {
    let Some(Block::Paragraph(paragraph)) = blocks.first_mut() else { return };
    let opens = match paragraph.inlines.first() {
        Some(Inline::Styled { emphasis: Emphasis::Superscript, inlines, .. }) => text::inlines(inlines).trim() == mark,
        _ => false,
    };
    if opens && paragraph.inlines.len() > 1 {
        paragraph.inlines.remove(0);
        tidy(&mut paragraph.inlines);
    }
}

fn emphasis(name: &str, element: &Element<'_>) -> Option<Emphasis> {
    Some(match name {
        "italic" => Emphasis::Emphasis,
        "bold" => Emphasis::Strong,
        "strike" => Emphasis::Strike,
        "underline" => Emphasis::Underline,
        "sup" => Emphasis::Superscript,
        "sub" => Emphasis::Subscript,
        "sc" => Emphasis::SmallCaps,
        "styled-content" if element.attribute("style-type") == Some("emphasis-dots") => Emphasis::Dots,
        _ => return None,
    })
}

/// Words that lead to a place: the author's own, or what the place is called.
fn pointed(element: &Element<'_>, inlines: Inlines) -> Inline {
    match element.attribute("specific-use") {
        Some("own-words") => {
            let target = format!("#{}", element.attribute("rid").unwrap_or_default());
            Inline::Link { span: span(element), target, inlines }
        }
        _ => reference(element, inlines),
    }
}

/// A reference; its words are printed anew from what it names.
fn reference(element: &Element<'_>, inlines: Inlines) -> Inline {
    let target = element.attribute("rid").unwrap_or_default().to_string();
    let words = crate::ast::text::inlines(&inlines);
    let form = match element.attribute("specific-use") {
        Some("number") => ReferenceForm::Number,
        Some("page") => ReferenceForm::Page,
        _ => guessed_form(&words),
    };
    Inline::Reference { span: span(element), target, form, label: None }
}

fn guessed_form(words: &str) -> ReferenceForm {
    match words.chars().any(|c| c.is_ascii_digit()) && opens_page(words) {
        true => ReferenceForm::Page,
        false => ReferenceForm::Label,
    }
}

fn opens_page(words: &str) -> bool {
    let words = words.to_lowercase();
    words.starts_with("page ") || words.starts_with("p. ") || (words.starts_with('第') && words.ends_with('页'))
}

/// Adds words, to the words before them where there are any.
pub(super) fn push(run: &mut Inlines, words: &str, at: Span) {
    match run.last_mut() {
        _ if words.is_empty() => {}
        Some(Inline::Text { text, span }) => {
            let double = text.ends_with(' ') && words.starts_with(' ');
            text.push_str(if double { words.trim_start_matches(' ') } else { words });
            *span = span.join(at);
        }
        _ => run.push(Inline::text(words, at)),
    }
}

/// Takes the blanks off both ends of a run.
pub(super) fn tidy(run: &mut Inlines) {
    if let Some(Inline::Text { text, .. }) = run.first_mut() {
        *text = text.trim_start_matches(' ').to_string();
        if text.is_empty() {
            run.remove(0);
        }
    }
    if let Some(Inline::Text { text, .. }) = run.last_mut() {
        text.truncate(text.trim_end_matches(' ').len());
        if text.is_empty() {
            run.pop();
        }
    }
}
