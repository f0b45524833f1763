//! Walks an issue in reading order: masthead, titles, editor's note, body, imprint.

use super::blocks::{opening, tagged};
use super::galley::{Column, Galley, Place, node};
use super::inlines::{Gatherer, Manner};
use super::look::Look;
use super::sense;
use crate::ast::{Block, EditorsNote, Paragraph, Section, Title, text};
use crate::diagnostics::Span;
use crate::frame::{Tag, TagChild, TagNode};
use crate::geom::{Em, Pt};
use crate::style::TextRole;

/// Between a heading's label and its words, besides the space, em.
const LABEL_SPACE: f64 = 0.55;
/// Between the words `Editor's Note` and the note, besides the space, em.
const NOTE_SPACE: f64 = 0.25;

/// All strips of an issue, and its structure.
pub(super) fn collect(galley: &mut Galley<'_>) -> (Column, TagNode) {
    let mut column = galley.column();
    let place = Place {
        left: Pt::ZERO,
        width: galley.sheet.measure(),
        role: TextRole::Body,
        lang: galley.document.front.lang.clone(),
        align: None,
        looseness: 0,
    };
    let document = galley.document;
    let mut children = galley.masthead(&place, &mut column);
    for (at, title) in document.front.titles.iter().enumerate() {
        children.extend(galley.in_language(&title.lang, |galley| galley.title(title, at == 0, &place, &mut column)));
    }
    if let Some(note) = &document.front.editors_note {
        children.push(galley.editors_note(note, &place, &mut column));
    }
    column.spanning = column.strips.len();
    let place = Place { width: galley.sheet.column(), ..place };
    children.extend(galley.flow(&document.lead, &place, &mut column));
    let level = if document.front.titles.is_empty() { 1 } else { 2 };
    for section in &document.sections {
        children.push(galley.section(section, 1, level, &place, &mut column));
    }
    column.imprint = column.strips.len();
    children.extend(galley.imprint(&place, &mut column));
    children.extend(galley.uncalled_notes(&mut column));
    (column, node(Tag::Section, document.front.span, children))
}

impl<'a> Galley<'a> {
    /// Blocks, each with the notes that it calls after it.
    fn flow(&mut self, blocks: &'a [Block], place: &Place, column: &mut Column) -> Vec<TagChild> {
        let mut children = Vec::new();
        for block in blocks {
            match block {
                Block::Figure(figure) if place.role == TextRole::Body => {
                    children.push(TagChild::Node(self.placed_figure(figure, place, column)));
                }
                Block::Table(table) if place.role == TextRole::Body => {
                    children.push(TagChild::Node(self.placed_table(table, place, column)));
                }
                _ => children.extend(self.blocks(std::slice::from_ref(block), place, column)),
            }
            children.extend(self.called_notes());
        }
        children
    }

    fn title(&mut self, title: &'a Title, first: bool, place: &Place, column: &mut Column) -> Vec<TagChild> {
        let role = if first { TextRole::Title } else { TextRole::Subtitle };
        let place = Place { lang: title.lang.clone(), role, ..place.clone() };
        let styles = &self.sheet.text;
        let around = &self.document.front.lang;
        let (style, tag) = if first {
            (&styles.title, Tag::Heading { level: 1, title: text::inlines(&title.inlines) })
        } else {
            (&styles.subtitle, Tag::Paragraph)
        };
        let mut children = Vec::new();
        for (inlines, style, tag) in [(&title.inlines, style, tag), (&title.subtitle, &styles.subtitle, Tag::Paragraph)]
        {
            if !inlines.is_empty() {
                let mut line = self.line_of(inlines, style, &place, tag, title.span, column);
                line.lang = Some(&title.lang).filter(|lang| *lang != around).cloned();
                children.push(TagChild::Node(line));
                children.extend(self.called_notes());
            }
        }
        children
    }

    fn editors_note(&mut self, note: &'a EditorsNote, place: &Place, column: &mut Column) -> TagChild {
        let style = &self.sheet.text.editors_note;
        column.space(style.before);
        let inner =
            Place { role: TextRole::EditorsNote, ..place.inset(style.left.at(style.size), style.right.at(style.size)) };
        let (opening, rest) = opening(&note.blocks);
        let manner = Manner::new(Look::of(style, self.sheet), &place.lang);
        let label = Manner::new(Look::of(&self.sheet.text.editors_note_label, self.sheet), &place.lang);
        let document = self.document;
        let mut gatherer = Gatherer::new(self);
        if let Some(words) = &document.masthead.editors_note_label {
            gatherer.words(words, &label, note.span);
            gatherer.label_space(Em(NOTE_SPACE), &label);
        }
        if let Some(paragraph) = opening {
            gatherer.paragraph(paragraph, &manner);
        }
        let (text, words) = gatherer.finish();
        let plain = Paragraph::default();
        let strips = self.set_loose(&text, style, &inner, opening.unwrap_or(&plain));
        column.push(strips, style);
        column.close_up();
        let span = opening.map_or(note.span, |paragraph| paragraph.span);
        let mut children = vec![TagChild::Node(node(Tag::Paragraph, span, words))];
        children.extend(self.called_notes());
        for block in rest {
            children.extend(self.flow(std::slice::from_ref(block), &inner, column));
            if matches!(block, Block::Paragraph(_)) {
                column.close_up();
            }
        }
        column.space(style.after);
        TagChild::Node(node(Tag::Section, note.span, children))
    }

    fn section(
        &mut self,
        section: &'a Section,
        depth: usize,
        level: u16,
        place: &Place,
        column: &mut Column,
    ) -> TagChild {
        let lang = section.lang.as_ref().unwrap_or(&place.lang);
        let inner = Place { lang: lang.clone(), ..place.clone() };
        let children = self.in_language(lang, |galley| galley.section_parts(section, depth, level, &inner, column));
        TagChild::Node(tagged(Tag::Section, section.span, children, section.lang.as_ref(), &place.lang))
    }

    fn section_parts(
        &mut self,
        section: &'a Section,
        depth: usize,
        level: u16,
        place: &Place,
        column: &mut Column,
    ) -> Vec<TagChild> {
        let mut children = vec![TagChild::Node(self.heading_of(section, depth, level, place, column))];
        children.extend(self.called_notes());
        children.extend(self.flow(&section.blocks, place, column));
        for section in &section.sections {
            children.push(self.section(section, depth + 1, (level + 1).min(6), place, column));
        }
        children
    }

    fn heading_of(
        &mut self,
        section: &Section,
        depth: usize,
        level: u16,
        place: &Place,
        column: &mut Column,
    ) -> TagNode {
        let style = self.sheet.heading(depth);
        let manner = Manner::new(Look::of(style, self.sheet), &place.lang);
        let mut gatherer = Gatherer::new(self);
        let label = section.label.as_ref().map(|label| label.text.as_str()).unwrap_or_default();
        gatherer.words(label, &manner, section.span);
        // Chinese sets 1. and what it numbers close.
        let space = if place.lang.is_chinese() { 0.0 } else { LABEL_SPACE };
        gatherer.label_space(Em(space), &manner);
        gatherer.inlines(&section.title, &manner);
        let (mut words, children) = gatherer.finish();
        if place.lang.is_chinese() {
            sense::keep_words(&mut words, &[], sense::room(place.width, style.size));
        }
        let title = format!("{label} {}", text::inlines(&section.title)).trim().to_string();
        let inset = place.inset(style.left.at(style.size), style.right.at(style.size));
        let mut strips = self.set(&words, style, &Place { role: heading_role(depth), ..inset });
        if let Some(first) = strips.first_mut() {
            first.anchors.extend(section.id.clone());
            first.headings.push(self.heading(title.clone(), depth));
        }
        column.push(strips, style);
        node(Tag::Heading { level, title }, section.span, children)
    }

    /// A paragraph of plain words in the type of a role; nothing for no words.
    pub(super) fn plain(
        &mut self,
        words: &str,
        role: TextRole,
        place: &Place,
        span: Span,
        column: &mut Column,
    ) -> Option<TagChild> {
        if words.trim().is_empty() {
            return None;
        }
        let style = self.sheet.text.of(role);
        let inlines = [crate::ast::Inline::text(words, span)];
        let place = Place { role, ..place.clone() };
        Some(TagChild::Node(self.line_of(&inlines, style, &place, Tag::Paragraph, span, column)))
    }
}

fn heading_role(depth: usize) -> TextRole {
    match depth {
        0 | 1 => TextRole::Heading1,
        2 => TextRole::Heading2,
        _ => TextRole::Heading3,
    }
}
