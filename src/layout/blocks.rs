//! Collects blocks: paragraphs, lists, definitions, quotes.

use super::galley::{Column, Galley, Place, node};
use super::inlines::{Gatherer, Manner};
use super::look::Look;
use super::sense;
use super::strip::{Strip, ink_width};
use super::text::Text;
use crate::ast::{Block, DefinitionItem, Inline, Lang, List, ListItem, ListMarker, Paragraph, Quote};
use crate::diagnostics::{Diagnostic, Span, code, counted::counted};
use crate::frame::{Tag, TagChild, TagNode};
use crate::geom::{Em, Pt};
use crate::style::{Align, TextRole, TextStyle};

/// A list is set in by this at the least where paragraphs have no indent that its items can stand under, em.
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
        let (strips, children) = self.set_ahead(paragraph).unwrap_or_else(|| self.lines_of(paragraph, place));
        column.push(strips, style);
        tagged(Tag::Paragraph, paragraph.span, children, paragraph.lang.as_ref(), &place.lang)
    }

    /// A paragraph as strips, and what its tag holds.
    pub(super) fn lines_of(&mut self, paragraph: &Paragraph, place: &Place) -> (Vec<Strip>, Vec<TagChild>) {
        let style = self.sheet.text.of(place.role);
        let lang = paragraph.lang.as_ref().unwrap_or(&place.lang);
        let manner = Manner::new(Look::of(style, self.sheet), lang);
        let mut gatherer = Gatherer::new(self);
        gatherer.paragraph(paragraph, &manner);
        let (text, children) = gatherer.finish();
        (self.set_loose(&text, style, place, paragraph), children)
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
            self.faults.push(missed(looseness, wanted, strips.len()).at(paragraph.span));
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
        let (mut text, children) = gatherer.finish();
        if sense::breaks_by_sense(place.role) {
            let little = self.sheet.words(&place.lang).map_or(&[][..], |words| &words.little_words);
            sense::keep_words(&mut text, little, sense::room(place.width, style.size));
        }
        let inner = place.inset(style.left.at(style.size), style.right.at(style.size));
        let strips = self.set(&text, style, &inner);
        column.push(strips, style);
        node(tag, span, children)
    }

    fn quote(&mut self, quote: &'a Quote, place: &Place, column: &mut Column) -> TagNode {
        let style = &self.sheet.text.quote;
        column.space(style.before);
        let role = quote_role(place);
        let size = self.sheet.text.of(role).size;
        let inner = Place { role, ..place.inset(style.left.at(size), style.right.at(size)) };
        let mut children = self.blocks(&quote.blocks, &inner, column);
        if let Some(attribution) = &quote.attribution {
            if matches!(quote.blocks.last(), Some(Block::Paragraph(_))) {
                column.close_up();
            }
            column.keep();
            let style = self.attribution_style(role);
            let place = Place { role: TextRole::Attribution, ..place.clone() };
            let line = self.line_of(attribution, &style, &place, Tag::Paragraph, quote.span, column);
            children.push(TagChild::Node(line));
        }
        column.space(style.after);
        node(Tag::BlockQuote, quote.span, children)
    }

    /// The type of an attribution, as large as its quotation.
    fn attribution_style(&self, quotation: TextRole) -> TextStyle {
        let style = &self.sheet.text.attribution;
        let around = self.sheet.text.of(quotation);
        match quotation {
            TextRole::Quote => style.clone(),
            _ => TextStyle { size: around.size, leading: around.leading, ..style.clone() },
        }
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
        let numbered = matches!(list.marker, ListMarker::Number { .. });
        if let Some(indent) = self.run_on_indent(place).filter(|_| numbered) {
            return self.run_on_list(list, indent, place, column);
        }
        let role = list_role(place);
        let style = self.sheet.text.of(role);
        let labels: Vec<_> = list.items.iter().map(|item| self.list_label(item, style, &place.lang)).collect();
        let width = |strip: &Option<Strip>| strip.as_ref().map_or(Pt::ZERO, ink_width);
        let widest = labels.iter().map(|(strip, _)| width(strip)).fold(Pt::ZERO, Pt::max);
        let indent = Some(self.sheet.text.body.indent).filter(|indent| indent.0 > 0.0).unwrap_or(Em(LIST_INSET));
        let inset = self.on_squares((widest + Em(LABEL_GAP).at(style.size)).max(indent.at(style.size)), style);
        let inner = Place { role, ..place.inset(inset, Pt::ZERO) };
        let crowded = inner.left < place.left + inset;
        let mut children = Vec::new();
        for (item, (strip, leaf)) in list.items.iter().zip(labels) {
            let shift = inner.left - Em(LABEL_GAP).at(style.size) - width(&strip);
            let mut label = strip.map(|strip| (strip, shift));
            // Where nothing is left to set deeper lists in by, the labels of lists that open an item would stand on each other.
            if crowded && opens_with_list(&item.blocks) {
                self.label_alone(label.take(), &inner, column);
                column.keep();
            }
            children.push(TagChild::Node(self.list_item(item, label, leaf, &inner, column)));
        }
        node(Tag::List { numbered }, list.span, children)
    }

    /// The indent of numbered items that are paragraphs which their numbers open, as in Chinese; none where they hang.
    fn run_on_indent(&self, place: &Place) -> Option<Em> {
        use TextRole::{Body, Box, EditorsNote, ListItem, Quote};
        let indent = match place.role {
            Body | ListItem => self.sheet.text.body.indent,
            Box | EditorsNote | Quote => self.sheet.text.of(place.role).indent,
            _ => Em(0.0),
        };
        (place.lang.is_chinese() && indent.0 > 0.0).then_some(indent)
    }

    fn run_on_list(&mut self, list: &'a List, indent: Em, place: &Place, column: &mut Column) -> TagNode {
        let style = TextStyle { indent, ..self.sheet.text.of(list_role(place)).clone() };
        let items = list.items.iter().map(|item| TagChild::Node(self.run_on_item(item, &style, place, column)));
        let children = items.collect();
        node(Tag::List { numbered: true }, list.span, children)
    }

    /// An item as a paragraph whose turned lines go back to the margin (GB/T 9704-2012, 7.3.3).
    fn run_on_item(&mut self, item: &'a ListItem, style: &TextStyle, place: &Place, column: &mut Column) -> TagNode {
        let (opening, rest) = opening(&item.blocks);
        let manner = Manner::new(Look::of(style, self.sheet), &place.lang);
        let mut gatherer = Gatherer::new(self);
        gatherer.words(item.label.as_deref().unwrap_or_default(), &manner, item.span);
        gatherer.label_space(Em(0.0), &manner);
        let (text, label, words) = gatherer.split(|gatherer| {
            if let Some(paragraph) = opening {
                gatherer.paragraph(paragraph, &manner);
            }
        });
        let strips = self.set(&text, style, &Place { role: list_role(place), ..place.clone() });
        column.push(strips, style);
        let span = opening.map_or(item.span, |paragraph| paragraph.span);
        let mut body = vec![TagChild::Node(node(Tag::Paragraph, span, words))];
        let deeper = place.inset(style.indent.at(style.size), Pt::ZERO);
        for block in rest {
            // Bullets hang, and would hang left of the number that they stand under.
            let place = if is_bulleted(block) { &deeper } else { place };
            body.extend(self.block(block, place, column).map(TagChild::Node));
        }
        list_item_node(item, label, body)
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
                self.label_alone(Some((label, shift)), inner, column);
                return list_item_node(item, leaf, body);
            };
            label.shift(shift, strip.baseline - label.baseline);
            strip.ink.splice(0..0, label.ink);
        }
        list_item_node(item, leaf, body)
    }

    /// A label on a line of its own.
    fn label_alone(&self, label: Option<(Strip, Pt)>, place: &Place, column: &mut Column) {
        if let Some((mut label, shift)) = label {
            label.shift(shift, Pt::ZERO);
            column.push(vec![label], self.sheet.text.of(place.role));
        }
    }
}

fn is_bulleted(block: &Block) -> bool {
    matches!(block, Block::List(list) if list.marker == ListMarker::Bullet)
}

/// Whether the first line of blocks is that of a list.
fn opens_with_list(blocks: &[Block]) -> bool {
    match blocks.first() {
        Some(Block::List(_)) => true,
        Some(Block::Quote(quote)) => opens_with_list(&quote.blocks),
        Some(Block::Boxed(boxed)) => boxed.title.is_empty() && opens_with_list(&boxed.blocks),
        _ => false,
    }
}

/// The paragraph that opens blocks, if one does, and the rest.
pub(super) fn opening(blocks: &[Block]) -> (Option<&Paragraph>, &[Block]) {
    match blocks.split_first() {
        Some((Block::Paragraph(paragraph), rest)) => (Some(paragraph), rest),
        _ => (None, blocks),
    }
}

/// The role of paragraphs in a list: that of list items in the body, else that of what is around.
fn list_role(place: &Place) -> TextRole {
    if place.role == TextRole::Body { TextRole::ListItem } else { place.role }
}

/// The role of paragraphs in a quotation: that of quotations in running text, else that of what is around: a box.
fn quote_role(place: &Place) -> TextRole {
    match place.role {
        TextRole::Body | TextRole::ListItem => TextRole::Quote,
        around => around,
    }
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

/// What is told of a paragraph that has other lines than are asked of it.
fn missed(looseness: i8, wanted: usize, shown: usize) -> Diagnostic {
    let (fit, change) = match looseness < 0 {
        true => ("its words fit into no fewer", "shorten"),
        false => ("its words fill no more without gaps", "lengthen"),
    };
    let wanted = counted(wanted, "line", "lines");
    let message = format!("`looseness={looseness}` asks for {wanted} here, and the page shows {shown}: {fit}");
    let hint = format!(
        "{change} the paragraph by some words, ask it of a longer one on the same page, or take `looseness` away"
    );
    Diagnostic::new(code::LOOSENESS_MISSED, message).hint(hint)
}
