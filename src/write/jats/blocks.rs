//! The body: what stands in a column.

use super::inlines::Breaks;
use super::{Article, own_language};
use crate::ast::numerals::Numeral;
use crate::ast::text::{self, gap};
use crate::ast::{
    Block, Boxed, DefinitionItem, Inline, Label, List, ListItem, ListMarker, MilestoneKind, Paragraph, Quote, Section,
    labels,
};

/// What the element around a block may hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Any block: the body, a section, an abstract, a quotation.
    Flow,
    /// Paragraphs and lists: a list's item, a cell.
    Item,
    /// Paragraphs alone: a definition, a note.
    Paragraphs,
}

impl Place {
    /// Whether a block can stand here without a paragraph around it.
    fn takes(self, block: &Block) -> bool {
        match self {
            Place::Flow => true,
            Place::Item => matches!(block, Block::Paragraph(_) | Block::List(_) | Block::Definitions { .. }),
            Place::Paragraphs => matches!(block, Block::Paragraph(_)),
        }
    }
}

impl Article<'_> {
    /// Writes the lead, the sections and the signatures; nothing where an issue has none of them.
    pub(super) fn body(&mut self) {
        let document = self.issue.document;
        if document.lead.is_empty() && document.sections.is_empty() && !self.has_signatures() {
            return;
        }
        self.pen.open("body", &[]);
        self.blocks(&document.lead, Place::Flow);
        document.sections.iter().for_each(|section| self.section(section));
        self.signatures();
        self.pen.close();
    }

    fn section(&mut self, section: &Section) {
        let id = section.id.as_deref().unwrap_or_default();
        let made = section.label.as_ref().map(of_label).unwrap_or_default();
        let lang = own_language(section.lang.as_ref());
        self.pen.open("sec", &[("id", id), ("specific-use", &made), ("xml:lang", lang)]);
        self.label(section.label.as_ref());
        self.titled("title", &section.title);
        self.blocks(&section.blocks, Place::Flow);
        section.sections.iter().for_each(|section| self.section(section));
        self.pen.close();
    }

    /// Writes a label apart from the words that it counts.
    pub(super) fn label(&mut self, label: Option<&Label>) {
        self.pen.leaf("label", &[], label.map_or("", |label| &label.text));
    }

    /// Writes an element of words in which lines may break by sense; nothing where there are no words.
    pub(super) fn titled(&mut self, name: &'static str, run: &[Inline]) {
        if !run.is_empty() {
            self.pen.begin(name, &[]);
            self.inlines(run, Breaks::Allowed);
            self.pen.close();
        }
    }

    /// Writes blocks. A milestone between them has no place of its own in the grammar: it opens the paragraph that
    /// follows, or stands in one by itself.
    pub(super) fn blocks(&mut self, blocks: &[Block], place: Place) {
        let mut milestones = Vec::new();
        for block in blocks {
            match block {
                Block::Milestone { kind, .. } => milestones.push(*kind),
                Block::Paragraph(paragraph) => self.paragraph(paragraph, &std::mem::take(&mut milestones)),
                _ => {
                    self.lone_milestones(&std::mem::take(&mut milestones));
                    self.placed(block, place);
                }
            }
        }
        self.lone_milestones(&milestones);
    }

    fn lone_milestones(&mut self, milestones: &[MilestoneKind]) {
        if !milestones.is_empty() {
            self.pen.begin("p", &[]);
            milestones.iter().for_each(|&kind| self.milestone(kind));
            self.pen.close();
        }
    }

    fn placed(&mut self, block: &Block, place: Place) {
        if place.takes(block) {
            return self.block(block);
        }
        self.pen.begin_mixed("p", &[]);
        self.block(block);
        self.pen.end_mixed();
        self.pen.line();
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph, &[]),
            Block::List(list) => self.list(list),
            Block::Definitions { items, .. } => self.definitions(items),
            Block::Quote(quote) => self.quote(quote),
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
            Block::Boxed(boxed) => self.boxed(boxed),
            Block::Milestone { kind, .. } => self.lone_milestones(&[*kind]),
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph, milestones: &[MilestoneKind]) {
        let looseness = match paragraph.looseness {
            0 => String::new(),
            lines => format!("looseness{lines:+}"),
        };
        let lang = own_language(paragraph.lang.as_ref());
        self.pen.begin("p", &[("specific-use", looseness.as_str()), ("xml:lang", lang)]);
        milestones.iter().for_each(|&kind| self.milestone(kind));
        self.paragraph_words(paragraph);
        self.pen.close();
    }

    /// Writes the words of a paragraph, its run-in heading first.
    pub(super) fn paragraph_words(&mut self, paragraph: &Paragraph) {
        if let Some(run_in) = &paragraph.run_in {
            self.named("run-in-heading", "", None, &run_in.inlines);
            self.pen.words(gap(&text::inlines(&run_in.inlines), &text::inlines(&paragraph.inlines)));
        }
        self.inlines(&paragraph.inlines, Breaks::Marked);
    }

    fn list(&mut self, list: &List) {
        if list.items.is_empty() {
            return;
        }
        self.pen.open("list", &[("list-type", list_type(list.marker))]);
        list.items.iter().for_each(|item| self.item(item, list.marker));
        self.pen.close();
    }

    /// Numbers are written, so that all outputs print the same; a bullet is said by the list's type.
    fn item(&mut self, item: &ListItem, marker: ListMarker) {
        self.pen.open("list-item", &[]);
        if marker != ListMarker::Bullet {
            self.pen.leaf("label", &[], item.label.as_deref().unwrap_or_default());
        }
        self.paragraphs_at_least(&item.blocks, Place::Item);
        self.pen.close();
    }

    fn definitions(&mut self, items: &[DefinitionItem]) {
        if items.is_empty() {
            return;
        }
        self.pen.open("def-list", &[]);
        for item in items {
            self.pen.open("def-item", &[]);
            if !item.term.is_empty() {
                self.pen.begin("term", &[]);
                self.inlines(&item.term, Breaks::Marked);
                self.pen.close();
            }
            if !item.blocks.is_empty() {
                self.pen.open("def", &[]);
                self.blocks(&item.blocks, Place::Paragraphs);
                self.pen.close();
            }
            self.pen.close();
        }
        self.pen.close();
    }

    fn quote(&mut self, quote: &Quote) {
        if quote.blocks.is_empty() && quote.attribution.is_none() {
            return;
        }
        self.pen.open("disp-quote", &[]);
        self.blocks(&quote.blocks, Place::Flow);
        self.titled("attrib", quote.attribution.as_deref().unwrap_or_default());
        self.pen.close();
    }

    /// Boxes stand where the text has them; the DTD's default would let them float.
    fn boxed(&mut self, boxed: &Boxed) {
        let id = boxed.id.as_deref().unwrap_or_default();
        self.pen.open("boxed-text", &[("id", id), ("orientation", "portrait"), ("position", "anchor")]);
        self.caption(&boxed.title);
        self.blocks(&boxed.blocks, Place::Flow);
        self.pen.close();
    }

    /// Writes the blocks of what the grammar gives one paragraph or more; where the source has none, that is empty.
    pub(super) fn paragraphs_at_least(&mut self, blocks: &[Block], place: Place) {
        if blocks.is_empty() {
            self.pen.empty("p", &[]);
            self.pen.line();
        }
        self.blocks(blocks, place);
    }
}

/// What the grammar lets no label say itself: whether the style made it, or which number it has that its words do not show.
pub(super) fn of_label(label: &Label) -> String {
    let shown = labels::heading(&format!("{} x", label.text)).map(|(shown, _)| shown.number);
    match (label.literal, shown == Some(label.number)) {
        (false, _) => "label-made-by-style".into(),
        (true, false) => format!("label-number-{}", label.number),
        (true, true) => String::new(),
    }
}

fn list_type(marker: ListMarker) -> &'static str {
    match marker {
        ListMarker::Bullet => "bullet",
        ListMarker::Number { numeral, .. } => match numeral {
            Numeral::Decimal | Numeral::Chinese => "order",
            Numeral::UpperRoman => "roman-upper",
            Numeral::LowerRoman => "roman-lower",
            Numeral::UpperAlpha => "alpha-upper",
            Numeral::LowerAlpha => "alpha-lower",
        },
    }
}
