//! Collects blocks: paragraphs, lists, definitions, quotes.

use super::galley::{Column, Galley, Place, node};
use super::inlines::{Gatherer, Manner};
use super::look::Look;
use super::strip::{Strip, ink_width};
use super::text::Text;
use crate::ast::{Block, DefinitionItem, Inline, Lang, List, ListItem, ListMarker, Paragraph, Quote};
use crate::diagnostics::{Diagnostic, Span, code};
use crate::frame::{Tag, TagChild, TagNode};
use crate::geom::{Em, Pt};
use crate::style::{Align, TextRole, TextStyle};

/// A list is set in by this at the least, em.
const LIST_INSET: f64 = 1.8;
/// From a list's label to its item, em.
const LABEL_GAP: f64 = 0.5;
/// What a term means is set in by this, em.
const MEANING_INSET: f64 = 1.5;

impl<'a> Galley<'a> {
    /// Collects blocks one below the other, each with the notes that it calls after it in the structure.
    pub(super) fn blocks(&mut self, blocks: &'a [Block], place: &Place, column: &mut Column) -> Vec<TagChild> {
        let mut children = Vec::new();
        for block in blocks {
            children.extend(self.block(block, place, column).map(TagChild::Node));
        }
        children
    }

    fn block(&mut self, block: &'a Block, place: &Place, column: &mut Column) -> Option<TagNode> {
        match block {
            Block::Paragraph(paragraph) => {
                let lang = paragraph.lang.as_ref().unwrap_or(&place.lang);
                let set = self.in_language(lang, |galley| galley.paragraph(paragraph, place, column));
                Some(set).filter(|paragraph| !paragraph.children.is_empty())
            }
            Block::List(list) => Some(self.list(list, place, column)),
            Block::Definitions { span, items } => Some(self.definitions(items, *span, place, column)),
            Block::Quote(quote) => Some(self.quote(quote, place, column)),
            Block::Table(table) => {
                self.stays_inside(table.spans_page, table.span);
                Some(self.table(table, place, column))
            }
            Block::Figure(figure) => {
                self.stays_inside(figure.spans_page, figure.span);
                Some(self.figure(figure, place, column))
            }
            Block::Boxed(boxed) => Some(self.boxed(boxed, place, column)),
            Block::Milestone { .. } => None,
        }
    }

    /// What stands in something else does not leave it.
    fn stays_inside(&mut self, spans_page: bool, span: Span) {
        if spans_page && self.sheet.page.columns > 1 {
            self.cannot_span(span, "it stands in a list, a quotation, a note or a box");
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph, place: &Place, column: &mut Column) -> TagNode {
        let style = self.sheet.text.of(place.role);
        let lang = paragraph.lang.as_ref().unwrap_or(&place.lang);
        let manner = Manner::new(Look::of(style, self.sheet), lang);
        let mut gatherer = Gatherer::new(self);
        gatherer.paragraph(paragraph, &manner);
        let (text, children) = gatherer.finish();
        let strips = self.set_loose(&text, style, place, paragraph);
        column.push(strips, style);
        tagged(Tag::Paragraph, paragraph.span, children, paragraph.lang.as_ref(), &place.lang)
    }

    /// The words of a paragraph as strips, with as many lines as are asked of it where they can be had.
    pub(super) fn set_loose(
        &mut self,
        text: &Text,
        style: &TextStyle,
        place: &Place,
        paragraph: &Paragraph,
    ) -> Vec<Strip> {
        let strips = self.set(text, style, place);
        let looseness = paragraph.looseness;
        if looseness == 0 {
            return strips;
        }
        let wanted = strips.len().saturating_add_signed(looseness.into());
        let strips = self.set(text, style, &Place { looseness, ..place.clone() });
        if strips.len() != wanted {
            let message = format!("{wanted} lines are asked of this paragraph, and {} are the nearest", strips.len());
            let hint = "ask for less, or change a few words";
            self.faults.push(Diagnostic::new(code::LOOSENESS_MISSED, message).at(paragraph.span).hint(hint));
        }
        strips
    }

    /// Inlines as one paragraph in the type of a role.
    pub(super) fn line_of(
        &mut self,
        inlines: &[Inline],
        style: &TextStyle,
        place: &Place,
        tag: Tag,
        span: Span,
        column: &mut Column,
    ) -> TagNode {
        let manner = Manner::new(Look::of(style, self.sheet), &place.lang);
        let mut gatherer = Gatherer::new(self);
        gatherer.inlines(inlines, &manner);
        let (text, children) = gatherer.finish();
        let inner = place.inset(style.left.at(style.size), style.right.at(style.size));
        let strips = self.set(&text, style, &inner);
        column.push(strips, style);
        node(tag, span, children)
    }

    fn quote(&mut self, quote: &'a Quote, place: &Place, column: &mut Column) -> TagNode {
        let style = &self.sheet.text.quote;
        column.space(style.before);
        let inner =
            Place { role: TextRole::Quote, ..place.inset(style.left.at(style.size), style.right.at(style.size)) };
        let mut children = self.blocks(&quote.blocks, &inner, column);
        if let Some(attribution) = &quote.attribution {
            column.keep();
            let style = &self.sheet.text.attribution;
            let place = Place { role: TextRole::Attribution, ..place.clone() };
            let line = self.line_of(attribution, style, &place, Tag::Paragraph, quote.span, column);
            children.push(TagChild::Node(line));
        }
        column.space(style.after);
        node(Tag::BlockQuote, quote.span, children)
    }

    fn definitions(&mut self, items: &'a [DefinitionItem], span: Span, place: &Place, column: &mut Column) -> TagNode {
        let style = &self.sheet.text.term;
        let role = list_role(place);
        let inner = Place { role, ..place.inset(Em(MEANING_INSET).at(style.size), Pt::ZERO) };
        let mut children = Vec::new();
        for item in items {
            let of_term = Place { role: TextRole::Term, ..place.clone() };
            let term = self.line_of(&item.term, style, &of_term, Tag::Paragraph, item.span, column);
            column.keep();
            let meaning = self.blocks(&item.blocks, &inner, column);
            let label = node(Tag::ListLabel, item.span, vec![TagChild::Node(term)]);
            let body = node(Tag::ListBody, item.span, meaning);
            children.push(TagChild::Node(node(
                Tag::ListItem,
                item.span,
                vec![TagChild::Node(label), TagChild::Node(body)],
            )));
        }
        node(Tag::List { numbered: false }, span, children)
    }

    fn list(&mut self, list: &'a List, place: &Place, column: &mut Column) -> TagNode {
        let role = list_role(place);
        let style = self.sheet.text.of(role);
        let labels: Vec<_> = list.items.iter().map(|item| self.list_label(item, style, &place.lang)).collect();
        let width = |strip: &Option<Strip>| strip.as_ref().map_or(Pt::ZERO, ink_width);
        let widest = labels.iter().map(|(strip, _)| width(strip)).fold(Pt::ZERO, Pt::max);
        let inset = self.on_squares((widest + Em(LABEL_GAP).at(style.size)).max(Em(LIST_INSET).at(style.size)), style);
        let inner = Place { role, ..place.inset(inset, Pt::ZERO) };
        let mut children = Vec::new();
        for (item, (strip, leaf)) in list.items.iter().zip(labels) {
            let shift = inner.left - Em(LABEL_GAP).at(style.size) - width(&strip);
            children.push(TagChild::Node(self.list_item(item, strip.map(|s| (s, shift)), leaf, &inner, column)));
        }
        let numbered = matches!(list.marker, ListMarker::Number { .. });
        node(Tag::List { numbered }, list.span, children)
    }

    fn list_label(&mut self, item: &ListItem, style: &TextStyle, lang: &Lang) -> (Option<Strip>, Vec<TagChild>) {
        let Some(label) = &item.label else { return (None, Vec::new()) };
        let manner = Manner::new(Look::of(style, self.sheet), lang);
        let mut gatherer = Gatherer::new(self);
        gatherer.words(label, &manner, item.span);
        let (text, children) = gatherer.finish();
        let place = Place {
            left: Pt::ZERO,
            width: self.sheet.measure(),
            role: TextRole::ListItem,
            lang: lang.clone(),
            align: Some(Align::Left),
            looseness: 0,
        };
        let plain = TextStyle { indent: Em(0.0), ..style.clone() };
        (self.set(&text, &plain, &place).into_iter().next(), children)
    }

    fn list_item(
        &mut self,
        item: &'a ListItem,
        label: Option<(Strip, Pt)>,
        leaf: Vec<TagChild>,
        inner: &Place,
        column: &mut Column,
    ) -> TagNode {
        let first = column.strips.len();
        let body = self.blocks(&item.blocks, inner, column);
        if let Some((mut label, shift)) = label {
            let Some(strip) = column.strips.get_mut(first) else {
                label.shift(shift, Pt::ZERO);
                column.push(vec![label], self.sheet.text.of(inner.role));
                return list_item_node(item, leaf, body);
            };
            label.shift(shift, strip.baseline - label.baseline);
            strip.ink.splice(0..0, label.ink);
        }
        list_item_node(item, leaf, body)
    }
}

/// The role of paragraphs in a list: that of list items in the body, else that of what is around.
fn list_role(place: &Place) -> TextRole {
    if place.role == TextRole::Body { TextRole::ListItem } else { place.role }
}

fn list_item_node(item: &ListItem, label: Vec<TagChild>, body: Vec<TagChild>) -> TagNode {
    let mut children = Vec::new();
    if !label.is_empty() {
        children.push(TagChild::Node(node(Tag::ListLabel, item.span, label)));
    }
    children.push(TagChild::Node(node(Tag::ListBody, item.span, body)));
    node(Tag::ListItem, item.span, children)
}

impl Gatherer<'_, '_> {
    /// Adds a paragraph's words, the run-in heading first.
    pub(super) fn paragraph(&mut self, paragraph: &Paragraph, manner: &Manner) {
        if let Some(run_in) = &paragraph.run_in {
            let look = self.run_in_look(manner.look);
            self.inlines(&run_in.inlines, &Manner { look, ..manner.clone() });
            if !paragraph.inlines.is_empty() {
                self.label_space(Em(0.0), manner);
            }
        }
        self.inlines(&paragraph.inlines, manner);
    }
}

/// A tag with its language where that is not the one around it.
pub(super) fn tagged(tag: Tag, span: Span, children: Vec<TagChild>, lang: Option<&Lang>, around: &Lang) -> TagNode {
    TagNode { lang: lang.filter(|lang| *lang != around).cloned(), ..node(tag, span, children) }
}
