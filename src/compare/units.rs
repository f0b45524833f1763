//! A document as a row of units, each with its words and its place.

use super::cells;
use crate::ast::{Block, Document, Inline, Note, Section, Table, text};
use crate::diagnostics::Span;

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A fact of the front matter, by its key.
    Fact(&'static str),
    /// A heading of a depth, from 1.
    Heading(usize),
    /// A paragraph.
    Paragraph,
    /// A paragraph of an item of a list, so deep in lists.
    Item(usize),
    /// A paragraph of a quotation, or whose words it is.
    Quote,
    /// A term or what it means.
    Definition,
    /// A cell of a table.
    Cell,
    /// What a table or figure shows.
    Caption,
    /// A picture.
    Picture,
    /// A paragraph of a box, or its title.
    Boxed,
    /// A note.
    Note,
}

impl Kind {
    /// Whether the unit is a fact, which is the same fact whatever it says.
    #[must_use]
    pub fn is_fact(self) -> bool {
        matches!(self, Kind::Fact(_))
    }

    /// How deep the unit stands among those of its kind, where that is a part of what it is.
    #[must_use]
    pub fn depth(self) -> Option<usize> {
        match self {
            Kind::Heading(depth) | Kind::Item(depth) => Some(depth),
            _ => None,
        }
    }

    /// What the unit is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Fact(key) => key,
            Kind::Heading(_) => "heading",
            Kind::Paragraph => "paragraph",
            Kind::Item(_) => "list item",
            Kind::Quote => "quotation",
            Kind::Definition => "definition",
            Kind::Cell => "cell",
            Kind::Caption => "caption",
            Kind::Picture => "picture",
            Kind::Boxed => "box",
            Kind::Note => "note",
        }
    }
}

/// One unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// What it is.
    pub kind: Kind,
    /// Its words.
    pub text: String,
    /// The heading that it stands under; empty before the first.
    pub under: String,
    /// Of a cell, its row and column by what heads them: `row Lakeside, column 2021`; empty of anything else.
    pub place: String,
    /// Where it stands in its source.
    pub span: Span,
}

/// The units of a document in reading order.
#[must_use]
pub fn units(document: &Document) -> Vec<Unit> {
    let mut row = Row::default();
    row.facts(document);
    row.blocks(&document.lead, Kind::Paragraph);
    row.sections(&document.sections, 1);
    row.under.clear();
    document.notes.iter().for_each(|note| row.note(note));
    row.units
}

#[derive(Default)]
struct Row {
    units: Vec<Unit>,
    under: String,
    place: String,
}

impl Row {
    fn push(&mut self, kind: Kind, words: impl Into<String>, span: Span) {
        let words: String = words.into();
        let text = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            self.units.push(Unit { kind, text, under: self.under.clone(), place: self.place.clone(), span });
        }
    }

    fn facts(&mut self, document: &Document) {
        let front = &document.front;
        let date = front.date.map(|date| date.iso());
        let number = front.number.map(|number| number.0.to_string());
        let whole = front.whole_number.map(|number| number.0.to_string());
        let facts = [
            ("series", front.series.clone()),
            ("number", number),
            ("whole-number", whole),
            ("supplement", front.supplement.map(|number| number.0.to_string())),
            ("corrects", front.corrects.map(|issue| issue.name())),
            ("date", date),
            ("publisher", front.publisher.clone()),
            ("compilers", front.compilers.as_ref().map(|compilers| compilers.names.join(", "))),
            ("reviewers", Some(front.imprint.reviewers.join(", "))),
            ("distribution", Some(front.imprint.distribution.join("; "))),
            ("copies", front.imprint.copies.map(|copies| copies.to_string())),
            ("classification", front.classification.clone()),
            ("issn", front.issn.clone()),
            ("doi", front.doi.clone()),
            ("licence", front.licence.clone()),
        ];
        for (key, value) in facts {
            self.push(Kind::Fact(key), value.unwrap_or_default(), front.span);
        }
        for title in &front.titles {
            self.push(Kind::Fact("title"), text::inlines(&title.inlines), title.span);
            self.push(Kind::Fact("subtitle"), text::inlines(&title.subtitle), title.span);
        }
        if let Some(note) = &front.editors_note {
            self.under = note.label.clone().unwrap_or_else(|| "Editor’s note".into());
            self.blocks(&note.blocks, Kind::Paragraph);
            self.under.clear();
        }
    }

    fn sections(&mut self, sections: &[Section], depth: usize) {
        for section in sections {
            let title = text::inlines(&section.title);
            let label = section.label.as_ref().map_or("", |label| &label.text);
            self.under = format!("{label}{}{title}", text::gap(label, &title));
            self.push(Kind::Heading(depth), self.under.clone(), section.span);
            self.blocks(&section.blocks, Kind::Paragraph);
            self.sections(&section.sections, depth + 1);
        }
    }

    fn blocks(&mut self, blocks: &[Block], kind: Kind) {
        blocks.iter().for_each(|block| self.block(block, kind));
    }

    fn block(&mut self, block: &Block, kind: Kind) {
        match block {
            Block::Paragraph(paragraph) => {
                let head = paragraph.run_in.iter().flat_map(|run_in| &run_in.inlines);
                let opening = text::inlines(&head.cloned().collect::<Vec<Inline>>());
                let words = text::inlines(&paragraph.inlines);
                self.push(kind, format!("{opening}{}{words}", text::gap(&opening, &words)), paragraph.span);
            }
            Block::List(list) => {
                let depth = if let Kind::Item(depth) = kind { depth + 1 } else { 1 };
                list.items.iter().for_each(|item| self.blocks(&item.blocks, Kind::Item(depth)));
            }
            Block::Definitions { items, .. } => {
                for item in items {
                    self.push(Kind::Definition, text::inlines(&item.term), item.span);
                    self.blocks(&item.blocks, Kind::Definition);
                }
            }
            Block::Quote(quote) => {
                self.blocks(&quote.blocks, Kind::Quote);
                let by = quote.attribution.as_deref().map(text::inlines).unwrap_or_default();
                self.push(Kind::Quote, by, quote.span);
            }
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => {
                self.push(Kind::Picture, figure.alternative.as_str(), figure.span);
                self.push(Kind::Caption, text::inlines(&figure.caption), figure.span);
            }
            Block::Boxed(boxed) => {
                self.push(Kind::Boxed, text::inlines(&boxed.title), boxed.span);
                self.blocks(&boxed.blocks, Kind::Boxed);
            }
            Block::Milestone { .. } => {}
        }
    }

    fn table(&mut self, table: &Table) {
        self.push(Kind::Caption, text::inlines(&table.caption), table.span);
        for (cell, place) in cells::placed(table) {
            self.place = place;
            self.blocks(&cell.blocks, Kind::Cell);
        }
        self.place.clear();
        self.blocks(&table.foot, Kind::Paragraph);
    }

    fn note(&mut self, note: &Note) {
        self.blocks(&note.blocks, Kind::Note);
    }
}
