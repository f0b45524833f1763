//! A document as a row of units, each with its words and its place.

use super::looks::{self, Mark};
use super::names::Names;
use crate::ast::{
    Block, Document, Figure, Inline, Label, Lang, List, ListMarker, Note, Paragraph, Placement, Section, text,
};
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
    /// The end of a page in print, between blocks.
    PageEnd,
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
            Kind::PageEnd => "page break",
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
    /// What is said of it and of its words besides.
    pub marks: Vec<Mark>,
    /// The heading that it stands under; empty before the first.
    pub under: String,
    /// Of a cell, its row and column by what heads them: `row Lakeside, column 2021`; empty of anything else.
    pub place: String,
    /// Where it stands in its source.
    pub span: Span,
}

/// The units of a document in reading order; what it refers to is called by `names`.
pub(super) fn units(document: &Document, names: Names) -> Vec<Unit> {
    let mut row = Row { names, ..Row::default() };
    row.lang = document.front.lang.clone();
    row.facts(&document.front);
    row.blocks(&document.lead, Kind::Paragraph);
    row.sections(&document.sections, 1);
    row.under.clear();
    document.notes.iter().for_each(|note| row.note(note));
    row.units
}

/// The units so far, and what holds for the next ones.
#[derive(Default)]
pub(super) struct Row {
    units: Vec<Unit>,
    names: Names,
    pub(super) under: String,
    /// The place of the cell that the next units stand in.
    pub(super) place: String,
    /// The language of what is around.
    lang: Lang,
    /// What the next units stand in, the outermost first.
    within: Vec<String>,
    /// What is said of the next unit alone.
    pending: Vec<String>,
}

impl Row {
    /// A unit without words is one all the same: an empty cell keeps its place.
    pub(super) fn push(&mut self, kind: Kind, text: &str, marks: Vec<Mark>, span: Span) {
        let around = self.within.iter().cloned().chain(self.pending.drain(..)).map(Mark::whole);
        let marks = around.chain(marks).collect();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (under, place) = (self.under.clone(), self.place.clone());
        self.units.push(Unit { kind, text, marks, under, place, span });
    }

    /// A unit of the words of a run, where there are any.
    pub(super) fn run(&mut self, kind: Kind, run: &[Inline], says: impl IntoIterator<Item = String>, span: Span) {
        let marks: Vec<Mark> = says.into_iter().map(Mark::whole).chain(looks::marks(run, &mut self.names)).collect();
        if !(run.is_empty() && marks.is_empty()) {
            self.push(kind, &text::inlines(run), marks, span);
        }
    }

    /// What stands in something, which is called by what is said of all that stands in it.
    pub(super) fn inside(&mut self, what: impl Into<String>, fill: impl FnOnce(&mut Row)) {
        self.within.push(what.into());
        fill(self);
        self.within.pop();
    }

    /// A part of something, of which every unit but the first is said to go on with it; one without units has an empty one.
    pub(super) fn part(&mut self, name: &str, kind: Kind, span: Span, fill: impl FnOnce(&mut Row)) {
        let first = self.units.len();
        fill(self);
        if self.units.len() == first {
            self.push(kind, "", Vec::new(), span);
        }
        let goes_on = Mark::whole(format!("goes on with the {name}"));
        self.units.iter_mut().skip(first + 1).for_each(|unit| unit.marks.insert(0, goes_on.clone()));
    }

    /// How many units there are.
    pub(super) fn len(&self) -> usize {
        self.units.len()
    }

    /// Says more of a unit that is there.
    pub(super) fn say_of(&mut self, unit: usize, marks: impl Iterator<Item = Mark>) {
        if let Some(unit) = self.units.get_mut(unit) {
            unit.marks.extend(marks);
        }
    }

    fn sections(&mut self, sections: &[Section], depth: usize) {
        for section in sections {
            let title = text::inlines(&section.title);
            let label = section.label.as_ref().map_or("", |label| &label.text);
            self.under = format!("{label}{}{title}", text::gap(label, &title));
            let lang = section.lang.clone().filter(|lang| *lang != self.lang);
            let mut marks: Vec<Mark> =
                printed(section.label.as_ref()).chain(language(lang.as_ref())).map(Mark::whole).collect();
            marks.extend(looks::marks(&section.title, &mut self.names));
            self.push(Kind::Heading(depth), &title, marks, section.span);
            let around = lang.map(|lang| std::mem::replace(&mut self.lang, lang));
            self.blocks(&section.blocks, Kind::Paragraph);
            self.sections(&section.sections, depth + 1);
            if let Some(around) = around {
                self.lang = around;
            }
        }
    }

    pub(super) fn blocks(&mut self, blocks: &[Block], kind: Kind) {
        let mut before: Option<&Block> = None;
        for block in blocks {
            // Two of a kind beside each other would else be as one.
            if before.is_some_and(|before| std::mem::discriminant(before) == std::mem::discriminant(block)) {
                self.pending.extend(another(block));
            }
            self.block(block, kind);
            before = Some(block);
        }
    }

    fn block(&mut self, block: &Block, kind: Kind) {
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph, kind),
            Block::List(list) => self.list(list, kind),
            Block::Definitions { items, .. } => self.inside("definitions", |row| {
                for item in items {
                    row.run(Kind::Definition, &item.term, ["term".to_string()], item.span);
                    row.blocks(&item.blocks, Kind::Definition);
                }
            }),
            Block::Quote(quote) => self.inside("quotation", |row| {
                row.blocks(&quote.blocks, Kind::Quote);
                if let Some(by) = &quote.attribution {
                    row.run(Kind::Quote, by, ["whose words they are".to_string()], quote.span);
                }
            }),
            Block::Table(table) => self.inside("table", |row| row.table(table)),
            Block::Figure(figure) => self.figure(figure),
            Block::Boxed(boxed) => self.inside("box", |row| {
                if !boxed.title.is_empty() {
                    row.run(Kind::Boxed, &boxed.title, ["title".to_string()], boxed.span);
                }
                row.blocks(&boxed.blocks, Kind::Boxed);
            }),
            Block::Milestone { span, .. } => self.push(Kind::PageEnd, "", Vec::new(), *span),
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph, kind: Kind) {
        let Paragraph { span, run_in, inlines, lang, looseness } = paragraph;
        let mut marks: Vec<Mark> =
            language(lang.as_ref().filter(|lang| **lang != self.lang)).map(Mark::whole).collect();
        if *looseness != 0 {
            marks.push(Mark::whole(format!("lines more or fewer: {looseness}")));
        }
        let head = run_in.as_ref().map(|run_in| run_in.inlines.as_slice()).unwrap_or_default();
        let opening = text::inlines(head);
        if run_in.is_some() {
            marks.push(Mark::whole(format!("run-in heading: “{}”", opening.trim())));
            marks.extend(looks::marks(head, &mut self.names));
        }
        let words = text::inlines(inlines);
        marks.extend(looks::marks(inlines, &mut self.names));
        self.push(kind, &format!("{opening}{}{words}", text::gap(&opening, &words)), marks, *span);
    }

    fn list(&mut self, list: &List, kind: Kind) {
        let depth = if let Kind::Item(depth) = kind { depth + 1 } else { 1 };
        let marker = match list.marker {
            ListMarker::Bullet => "list with bullets".to_string(),
            ListMarker::Number { start, numeral } => {
                format!("list counted from {start}, in {numeral:?}").to_lowercase()
            }
        };
        self.inside(marker, |row| {
            for item in &list.items {
                let kind = Kind::Item(depth);
                row.part("item", kind, item.span, |row| row.blocks(&item.blocks, kind));
            }
        });
    }

    fn figure(&mut self, figure: &Figure) {
        let Figure { span, id: _, label, image, alternative, caption, width, placement, spans_page } = figure;
        let file = format!("file: {}", self.names.picture(image));
        let width = width.map(|width| format!("width: {width}"));
        let marks = [file].into_iter().chain(width).chain(placed(*placement, *spans_page));
        self.push(Kind::Picture, alternative, marks.map(Mark::whole).collect(), *span);
        self.run(Kind::Caption, caption, printed(label.as_ref()), *span);
    }

    pub(super) fn note(&mut self, note: &Note) {
        let label: Vec<String> = printed(note.label.as_ref()).collect();
        self.pending.extend(label);
        self.part("note", Kind::Note, note.span, |row| row.blocks(&note.blocks, Kind::Note));
    }
}

/// What parts a block from one of its kind before it.
fn another(block: &Block) -> Option<String> {
    match block {
        Block::List(_) => Some("another list begins".into()),
        Block::Definitions { .. } => Some("other definitions begin".into()),
        Block::Quote(_) => Some("another quotation begins".into()),
        Block::Table(_) => Some("another table begins".into()),
        Block::Boxed(_) => Some("another box begins".into()),
        Block::Paragraph(_) | Block::Figure(_) | Block::Milestone { .. } => None,
    }
}

/// A label that the source printed itself; those of numbering are no change of their own.
pub(super) fn printed(label: Option<&Label>) -> impl Iterator<Item = String> {
    label.filter(|label| label.literal).map(|label| format!("label: {}", label.text)).into_iter()
}

/// A language of its own.
pub(super) fn language(lang: Option<&Lang>) -> impl Iterator<Item = String> {
    lang.map(|lang| format!("language: {}", lang.tag())).into_iter()
}

/// Where a figure or table stands on pages.
pub(super) fn placed(placement: Option<Placement>, spans_page: bool) -> impl Iterator<Item = String> {
    let name =
        Placement::NAMES.iter().find(|(_, of)| Some(*of) == placement).map(|(name, _)| format!("placement: {name}"));
    name.into_iter().chain(spans_page.then(|| "spans the page".to_string()))
}
