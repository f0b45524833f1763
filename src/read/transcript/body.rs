//! The body: sections under their headings, paragraphs with their run-in headings.

use super::inlines::{Annotation, inlines};
use super::labels::{self, Level};
use super::lines::{Seam, columns};
use super::paragraphs::Piece;
use super::people::Annotations;
use super::repairs::Repairs;
use super::sentences;
use super::words::{Evidence, Words};
use crate::ast::{Block, Label, MilestoneKind, Paragraph, RunIn, Section};
use crate::diagnostics::Span;

/// A statement of the body, not yet nested.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// Its words.
    pub(super) words: Words,
    /// What it is.
    pub(super) kind: Kind,
    /// Where it stands.
    pub(super) span: Span,
    /// Whether a page broke before it.
    pub(super) opens_page: bool,
}

/// What a statement of the body is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// A display heading; its title starts at a byte of the words.
    Heading(Level, Label, usize),
    /// A paragraph.
    Paragraph,
    /// A paragraph whose run-in heading ends at a byte of the words.
    Point(Label, usize),
}

/// A run-in heading is no wider than this, in columns.
const WIDEST_RUN_IN: usize = 260;

/// The statements of a body, in order.
pub(super) fn items(pieces: &[Piece<'_>], evidence: &Evidence, repairs: &mut Repairs) -> Vec<Item> {
    let mut items: Vec<Item> = pieces.iter().map(|piece| item(piece, evidence, repairs)).collect();
    unmake_lists(&mut items);
    items
}

fn item(piece: &Piece<'_>, evidence: &Evidence, repairs: &mut Repairs) -> Item {
    let words = Words::of(&piece.lines, evidence, repairs);
    let kind = kind(&words.text);
    Item { words, kind, span: piece.span(), opens_page: piece.before() == Seam::Page }
}

fn kind(text: &str) -> Kind {
    if let Some((level, opening)) = labels::heading(text) {
        return Kind::Heading(level, opening.label, opening.length);
    }
    let opening = labels::ordinal(text).or_else(|| labels::section(text).map(|(_, opening)| opening));
    match opening.and_then(|opening| Some((opening.label, run_in_end(text)?))) {
        Some((label, end)) => Kind::Point(label, end),
        None => Kind::Paragraph,
    }
}

/// Where the first sentence ends, if it is short enough for a heading, holds no list and leaves words after it.
fn run_in_end(text: &str) -> Option<usize> {
    let head = text.get(..text.floor_char_boundary(WIDEST_RUN_IN * 3 + 1))?;
    let first = sentences::sentences(head).first()?.clone();
    let sentence = head.get(first.clone())?;
    let sound = columns(sentence) <= WIDEST_RUN_IN && !sentence.contains([';', '；']) && sentences::is_closed(sentence);
    (sound && !text.get(first.end..)?.trim().is_empty()).then_some(first.end)
}

/// Numbered statements that follow one another without a word between are the items of a list, not headings; they stay
/// paragraphs as they stand.
fn unmake_lists(items: &mut [Item]) {
    let numbered: Vec<Option<Numbered>> = items.iter().map(Numbered::of).collect();
    let at = |index: usize| numbered.get(index).copied().flatten();
    for (index, item) in items.iter_mut().enumerate() {
        let (before, after) = (index.checked_sub(1).and_then(at), at(index + 1));
        let listed = |this: Numbered| {
            before.is_some_and(|before| this.is_listed_with(before) && before.leads_to(this))
                || after.is_some_and(|after| this.is_listed_with(after) && this.leads_to(after))
        };
        if at(index).is_some_and(listed) && matches!(item.kind, Kind::Heading(..)) {
            item.kind = Kind::Paragraph;
        }
    }
}

/// A statement that opens with a section label, whatever it is.
#[derive(Clone, Copy, Debug)]
struct Numbered {
    level: Level,
    number: u32,
    heading: bool,
    /// Whether its last sign shows that another item follows.
    goes_on: bool,
}

impl Numbered {
    fn of(item: &Item) -> Option<Numbered> {
        let text = item.words.text.as_str();
        let (level, opening) = labels::section(text)?;
        let heading = matches!(item.kind, Kind::Heading(..));
        Some(Numbered { level, number: opening.label.number, heading, goes_on: labels::is_item(text) })
    }

    /// Whether a neighbour shows that this is an item: two headings of a lower level have words between, and a heading is
    /// never one in a row with a paragraph. Sections of the higher levels may stand side by side.
    fn is_listed_with(self, other: Numbered) -> bool {
        self.level == other.level && (self.level >= Level::Figure || self.goes_on || other.goes_on)
    }

    /// Whether another stands after it in a list. Two headings show that by their place alone.
    fn leads_to(self, next: Numbered) -> bool {
        (self.heading && next.heading) || self.number + 1 == next.number
    }
}

/// The blocks before the first heading, and the sections.
pub(super) fn nest(items: &[Item], people: &Annotations) -> (Vec<Block>, Vec<Section>) {
    let mut outline = Outline::default();
    for (index, item) in items.iter().enumerate() {
        let people = people.of(index);
        if item.opens_page {
            outline.block(page_break(item.span));
        }
        match &item.kind {
            Kind::Heading(level, label, start) => outline.open(*level, heading(item, label, *start)),
            Kind::Paragraph => outline.block(Block::Paragraph(paragraph(item, people, 0))),
            Kind::Point(label, end) => {
                let run_in = run_in(item, people, label, *end);
                let paragraph = paragraph(item, people, *end);
                outline.block(Block::Paragraph(Paragraph { run_in: Some(Box::new(run_in)), ..paragraph }));
            }
        }
    }
    outline.finish()
}

fn page_break(span: Span) -> Block {
    let start = span.range().map_or(0, |range| range.start);
    Block::Milestone { span: Span::text(start, start), kind: MilestoneKind::PageBreak }
}

fn heading(item: &Item, label: &Label, start: usize) -> Section {
    let title = inlines(&item.words, start..item.words.text.len(), &[], true);
    Section { span: item.span, label: Some(label.clone()), title, ..Section::default() }
}

/// The words of an item from a byte on, as a paragraph.
pub(super) fn paragraph(item: &Item, people: &[Annotation], start: usize) -> Paragraph {
    let inlines = inlines(&item.words, start..item.words.text.len(), people, false);
    Paragraph { span: item.span, inlines, ..Paragraph::default() }
}

fn run_in(item: &Item, people: &[Annotation], label: &Label, end: usize) -> RunIn {
    let inlines = inlines(&item.words, 0..end, people, true);
    RunIn { span: item.words.span(&(0..end)), label: Some(label.clone()), inlines }
}

/// Sections that are still open, outermost first.
#[derive(Default)]
struct Outline {
    lead: Vec<Block>,
    done: Vec<Section>,
    open: Vec<(Level, Section)>,
}

impl Outline {
    fn block(&mut self, block: Block) {
        let blocks = self.open.last_mut().map_or(&mut self.lead, |(_, section)| &mut section.blocks);
        blocks.push(block);
    }

    fn open(&mut self, level: Level, section: Section) {
        while self.open.last().is_some_and(|(above, _)| *above >= level) {
            self.close();
        }
        self.open.push((level, section));
    }

    fn close(&mut self) {
        let Some((_, section)) = self.open.pop() else { return };
        let siblings = self.open.last_mut().map_or(&mut self.done, |(_, parent)| &mut parent.sections);
        siblings.push(section);
    }

    fn finish(mut self) -> (Vec<Block>, Vec<Section>) {
        while !self.open.is_empty() {
            self.close();
        }
        (self.lead, self.done)
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;
    use crate::ast::text;

    fn read(source: &str) -> (Vec<Block>, Vec<Section>) {
        let pieces = super::super::paragraphs::gather(&lines(source), &mut Repairs::default());
        nest(&items(&pieces, &Evidence::default(), &mut Repairs::default()), &Annotations::default())
    }

    #[test]
    fn nests_sections_by_their_labels() {
        let (lead, sections) = read("导语。\n\n一、甲\n\n（一）乙\n\n1．丙\n\n文。\n\n（二）丁\n\n二、戊\n\n文。");
        assert_eq!((lead.len(), sections.len(), sections[0].sections.len()), (1, 2, 2));
        let deep = &sections[0].sections[0].sections[0];
        assert_eq!((text::inlines(&deep.title), deep.blocks.len()), ("丙".to_string(), 1));
        assert_eq!(deep.label.as_ref().map(|label| (label.text.as_str(), label.literal)), Some(("1．", true)));
    }

    #[test]
    fn a_first_sentence_with_an_ordinal_is_a_run_in_heading() {
        let (lead, _) = read(
            "First, act at once. Then rest.\n\n一是推进创新。各地行动。\n\nSecond, alone.\n\n二是甲；三是乙。完。",
        );
        let run_ins: Vec<_> = lead
            .iter()
            .map(|block| match block {
                Block::Paragraph(paragraph) => paragraph.run_in.as_ref().map(|run_in| text::inlines(&run_in.inlines)),
                _ => None,
            })
            .collect();
        assert_eq!(run_ins, [Some("First, act at once.".into()), Some("一是推进创新。".into()), None, None]);
    }

    #[test]
    fn items_of_a_list_stay_paragraphs() {
        let (lead, sections) = read("The tasks are:\n\n1. Build\n\n2. Run\n\nDone.");
        assert_eq!((lead.len(), sections.len()), (4, 0));
        assert_eq!(read("1. Build\n\nWe build.\n\n2. Run\n\nWe run.").1.len(), 2);
    }

    #[test]
    fn the_ends_of_a_list_are_no_headings() {
        assert_eq!(read("(1) Build;\n\n(2) Paint;\n\n(3) Run.").1.len(), 0);
        assert_eq!(read("1. Build the dam. It is needed.\n\n2. Run it.\n\nDone.").1.len(), 0);
        assert_eq!(read("1. Build the dam.\n\n2. Run it. It is needed.").1.len(), 0);
        assert_eq!(read("（一）建设；\n\n（二）运行。").1.len(), 0);
        assert_eq!(read("（一）建设\n\n（二）运行。").1.len(), 2);
        assert_eq!(read("1. Build the dam;\n\n7. Run it\n\nWe run.").1.len(), 1);
    }

    #[test]
    fn a_page_that_opens_with_a_paragraph_is_marked() {
        let (lead, _) = read("One.\u{C}Two.");
        assert!(matches!(lead[1], Block::Milestone { .. }));
    }
}
