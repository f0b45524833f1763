//! Lists, quotations, boxes and tables whose paragraphs were kept together aside. What no longer looks like what it was is
//! read by its looks alone.

use super::aside::{Aside, Mark, Of};
use super::desk::Desk;
use super::headings;
use super::paragraphs::Line;
use super::pieces::{Content, Piece};
use super::roles::{CharRole, Role};
use super::story::{Item, line_mut};
use super::structure::{self, Column, captioned};
use crate::ast::check::is_ncname;
use crate::ast::{
    Alignment, Block, DefinitionItem, Figure, Inlines, Label, List, ListItem, ListMarker, MilestoneKind, Note, NoteId,
    Placement, Quote, Table, text,
};
use crate::diagnostics::Span;

impl Column {
    /// Takes what a mark stands around, as what it was or else piece by piece.
    pub(super) fn group(&mut self, place: usize, mut items: Vec<Item>, desk: &mut Desk<'_>) {
        let aside = desk.aside.clone();
        let after = aside.mark(place).map(|mark| behind(mark.of, &mut items)).unwrap_or_default();
        match aside.mark(place).filter(|mark| holds(mark.of, &items, &aside)) {
            Some(mark) => self.kept(mark, items, desk),
            None => items.into_iter().for_each(|item| self.take(item, desk)),
        }
        after.into_iter().for_each(|item| self.take(item, desk));
    }

    fn kept(&mut self, mark: &Mark, items: Vec<Item>, desk: &mut Desk<'_>) {
        match mark.of {
            Of::List => {
                let list = desk.kept_list(mark, items);
                self.put(Block::List(list), desk);
            }
            Of::Definitions => {
                let items = inner(items).into_iter().map(|(_, items)| desk.kept_meaning(items)).collect();
                self.put(Block::Definitions { span: Span::Unknown, items }, desk);
            }
            Of::Quote => {
                let quote = desk.kept_quote(items);
                self.put(Block::Quote(quote), desk);
            }
            Of::Box => {
                let framed = items.into_iter().find_map(|item| match item {
                    Item::Boxed(boxed) => Some(boxed),
                    _ => None,
                });
                if let Some(mut boxed) = framed {
                    boxed.id = kept_id(mark);
                    self.put(Block::Boxed(boxed), desk);
                }
            }
            Of::Table => {
                if let Some(table) = desk.kept_table(mark, items) {
                    self.put(table.into(), desk);
                }
            }
            Of::Figure => {
                if let Some(figure) = desk.kept_figure(mark, items) {
                    self.put(figure.into(), desk);
                }
            }
            Of::Note => {
                let note = desk.kept_note(mark, items);
                desk.kept_notes.extend(note);
            }
            _ => items.into_iter().for_each(|item| self.take(item, desk)),
        }
    }
}

/// Paragraphs of running text that an editor has put behind a quotation, a table or a picture: a bookmark grows with what
/// is written at its end.
fn behind(of: Of, items: &mut Vec<Item>) -> Vec<Item> {
    if !matches!(of, Of::Quote | Of::Definitions | Of::Box | Of::Table | Of::Figure) {
        return Vec::new();
    }
    let runs_on = |item: &Item| line(item).is_some_and(|line| has_words(line) && line.role == Role::Body);
    let count = items.iter().rev().take_while(|item| runs_on(item)).count();
    items.split_off(items.len() - count)
}

/// Whether what a mark stands around still is what it was kept as.
fn holds(of: Of, items: &[Item], aside: &Aside) -> bool {
    let lines = || items.iter().filter_map(line).filter(|line| has_words(line));
    let heading = |line: &Line| matches!(line.role, Role::Heading(_) | Role::Title | Role::Subtitle);
    if items.is_empty() || lines().any(heading) {
        return false;
    }
    let count = |wanted: fn(&Item) -> bool| items.iter().filter(|item| wanted(item)).count();
    let parts = |wanted: &dyn Fn(&Mark, &[Item]) -> bool| {
        let part = |item: &Item| match item {
            Item::Group(place, inner) => aside.mark(*place).is_some_and(|mark| wanted(mark, inner)),
            _ => true,
        };
        // The marks of all its parts may be gone while its own is not.
        let has_parts = items.iter().any(|item| matches!(item, Item::Group(..)));
        has_parts && lines().next().is_none() && items.iter().all(part)
    };
    let captioned_by = |role: Role| lines().count() <= 1 && lines().all(|line| line.role == role);
    match of {
        Of::List => parts(&|mark, inner| {
            let counted = || inner.iter().find_map(line).is_some_and(|line| line.number.is_some());
            mark.of == Of::Item && (mark.fact("label").is_some() || counted())
        }),
        Of::Definitions => parts(&|mark, _| mark.of == Of::Meaning),
        Of::Quote => lines().all(|line| matches!(line.role, Role::Quote | Role::Attribution)),
        Of::Box => count(|item| matches!(item, Item::Boxed(_))) == 1 && lines().next().is_none(),
        Of::Table => count(|item| matches!(item, Item::Table(_))) == 1 && captioned_by(Role::TableCaption),
        Of::Figure => {
            let pictures: usize = items.iter().filter_map(line).map(|line| line.figures.len()).sum();
            pictures == 1 && captioned_by(Role::Caption)
        }
        _ => true,
    }
}

fn line(item: &Item) -> Option<&Line> {
    match item {
        Item::Line(line) => Some(line),
        _ => None,
    }
}

fn has_words(line: &Line) -> bool {
    line.pieces.iter().any(|piece| !piece.is_blank())
}

/// An item that an editor has parted: what is counted like its first paragraph begins an item, too.
fn parted(items: Vec<Item>) -> Vec<Vec<Item>> {
    let level = |item: &Item| line(item)?.number.as_ref().map(|number| (number.level, number.bullet));
    let first = items.first().and_then(level);
    let mut parts: Vec<Vec<Item>> = Vec::new();
    for item in items {
        match parts.last_mut() {
            Some(part) if first.is_none() || level(&item) != first => part.push(item),
            _ => parts.push(vec![item]),
        }
    }
    parts
}

/// The groups in a group, with their marks.
fn inner(items: Vec<Item>) -> Vec<(usize, Vec<Item>)> {
    let groups = items.into_iter().filter_map(|item| match item {
        Item::Group(place, items) => Some((place, items)),
        _ => None,
    });
    groups.collect()
}

fn kept_id(mark: &Mark) -> Option<String> {
    mark.fact("id").filter(|id| is_ncname(id)).map(str::to_string)
}

fn kept_label(mark: &Mark) -> Option<Label> {
    let (text, number) = mark.label()?;
    Some(Label { text: text.to_string(), number: number?, literal: true })
}

impl Desk<'_> {
    /// Blocks of paragraphs whose style says in what they stand, which is known.
    pub(super) fn plain_blocks(&mut self, mut items: Vec<Item>) -> Vec<Block> {
        items.iter_mut().for_each(settle_role);
        structure::blocks(items, self)
    }

    fn kept_list(&mut self, mark: &Mark, items: Vec<Item>) -> List {
        let aside = self.aside.clone();
        let mut list = List::default();
        let mut start = None;
        for (place, items) in inner(items) {
            let typed = aside.mark(place).and_then(|mark| mark.fact("label"));
            for mut items in parted(items) {
                if let Some(line) = items.iter_mut().find_map(line_mut) {
                    let number = line.number.take();
                    start = start.or(number.filter(|number| !number.bullet).map(|number| number.value));
                    typed.map(|label| strip(&mut line.pieces, label));
                    list.span = list.span.join(line.span);
                }
                list.items.push(ListItem { blocks: self.plain_blocks(items), ..ListItem::default() });
            }
        }
        let numeral = mark.fact("numeral").and_then(super::numerals::numeral);
        if let Some(numeral) = numeral {
            let start = start.or(mark.number("start")).unwrap_or(1);
            list.marker = ListMarker::Number { start, numeral };
        }
        list
    }

    fn kept_meaning(&mut self, mut items: Vec<Item>) -> DefinitionItem {
        let term =
            items.iter().position(|item| line(item).is_some_and(|line| line.role == Role::Term)).filter(|at| *at == 0);
        let term = match term.map(|at| items.remove(at)) {
            Some(Item::Line(line)) => self.inlines(line.pieces),
            _ => Inlines::new(),
        };
        DefinitionItem { term, blocks: self.plain_blocks(items), ..DefinitionItem::default() }
    }

    fn kept_quote(&mut self, mut items: Vec<Item>) -> Quote {
        let last = items.pop_if(|item| line(item).is_some_and(|line| line.role == Role::Attribution));
        let attribution = match last {
            Some(Item::Line(line)) => Some(self.inlines(line.pieces)),
            _ => None,
        };
        Quote { blocks: self.plain_blocks(items), attribution, span: Span::Unknown }
    }

    fn kept_figure(&mut self, mark: &Mark, items: Vec<Item>) -> Option<Figure> {
        let mut shown = None;
        let mut caption = Inlines::new();
        for item in items {
            let Item::Line(mut line) = item else { continue };
            shown = shown.or(line.figures.pop());
            if has_words(&line) {
                caption = self.kept_caption(mark, *line);
            }
        }
        let mut figure: Figure = shown?;
        let as_drawn = figure
            .width
            .zip(mark.number::<f64>("drawn"))
            .is_some_and(|(found, drawn)| (found - drawn / 635.0).abs() < 1.0);
        if as_drawn {
            self.drawn.push((figure.span, mark.number("width").filter(|width| *width > 0.0 && *width <= 1.0)));
        }
        (figure.id, figure.label, figure.caption) = (kept_id(mark), kept_label(mark), caption);
        (figure.placement, figure.spans_page) = (placement(mark), mark.fact("spans").is_some());
        Some(figure)
    }

    /// The words of a caption without the label that was made for it.
    fn kept_caption(&mut self, mark: &Mark, mut line: Line) -> Inlines {
        match mark.label() {
            Some((label, _)) if strip(&mut line.pieces, label) => self.inlines(line.pieces),
            None => self.inlines(line.pieces),
            _ => captioned(line, self),
        }
    }

    fn kept_table(&mut self, mark: &Mark, items: Vec<Item>) -> Option<Table> {
        let aside = self.aside.clone();
        let mut found = None;
        let (mut caption, mut foot, mut notes) = (Inlines::new(), Vec::new(), Vec::new());
        for item in items {
            match item {
                Item::Table(table) => found = Some(table),
                Item::Line(line) if has_words(&line) => caption = self.kept_caption(mark, *line),
                Item::Group(place, items) => match aside.mark(place) {
                    Some(mark) if mark.of == Of::Note => notes.extend(self.kept_note(mark, items)),
                    _ => foot.extend(self.plain_blocks(items)),
                },
                _ => {}
            }
        }
        let mut table = *found?;
        (table.id, table.label, table.caption) = (kept_id(mark), kept_label(mark), caption);
        (table.foot, table.notes) = (foot, notes);
        (table.placement, table.spans_page) = (placement(mark), mark.fact("spans").is_some());
        columns(mark, &mut table);
        Some(table)
    }

    fn kept_note(&mut self, mark: &Mark, mut items: Vec<Item>) -> Option<Note> {
        let id = NoteId(kept_id(mark)?);
        let first = items.iter_mut().find_map(line_mut);
        if let (Some(line), Some((label, _))) = (first, mark.label()) {
            strip(&mut line.pieces, label);
        }
        Some(Note { id, label: kept_label(mark), blocks: self.plain_blocks(items), span: Span::Unknown })
    }
}

fn placement(mark: &Mark) -> Option<Placement> {
    let name = mark.fact("placement")?;
    Placement::NAMES.into_iter().find(|(known, _)| *known == name).map(|(_, placement)| placement)
}

/// How the columns of a table are set and share its width, as long as they are as many.
fn columns(mark: &Mark, table: &mut Table) {
    let list = |name: &str| mark.fact(name).unwrap_or_default().split(' ').map(str::to_string).collect::<Vec<_>>();
    let (alignments, shares) = (list("columns"), list("shares"));
    if alignments.len() != table.columns.len() || shares.len() != table.columns.len() {
        return;
    }
    for (column, (alignment, share)) in table.columns.iter_mut().zip(alignments.iter().zip(shares)) {
        column.alignment = match alignment.as_str() {
            "centre" => Alignment::Centre,
            "right" => Alignment::Right,
            "decimal" => Alignment::Decimal,
            _ => Alignment::Left,
        };
        column.share = share.parse().ok().filter(|share: &f64| share.is_finite() && *share > 0.0);
    }
}

/// Styles that say in what a paragraph stands say nothing more of it there.
fn settle_role(item: &mut Item) {
    if let Item::Line(line) = item
        && matches!(
            line.role,
            Role::Quote
                | Role::Definition
                | Role::Boxed
                | Role::Item(..)
                | Role::Continuation
                | Role::EditorsNote
                | Role::AfterTable
                | Role::TableHead
        )
    {
        line.role = Role::Body;
        line.left = 0;
    }
}

/// Takes a label and the gap behind it off the words that open a paragraph; says whether they do.
pub(super) fn strip(pieces: &mut Vec<Piece>, label: &str) -> bool {
    let words = super::pieces::words(pieces);
    let opening: usize = words.len() - words.trim_start().len();
    let Some(rest) = words.trim_start().strip_prefix(label) else { return false };
    let gap = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let gap = if text::gap(label, rest).is_empty() { gap.min(usize::from(rest.starts_with('\t'))) } else { gap };
    headings::cut(pieces, opening + label.len() + gap);
    true
}

impl Desk<'_> {
    /// Takes the label of the standfirst off its words; gives it where the source had printed it.
    pub(super) fn standfirst_label(&mut self, items: &mut [Item], made: Option<&str>) -> Option<String> {
        let first = items.iter_mut().find_map(line_mut)?;
        let labelled = first.pieces.iter().take_while(|piece| piece.look.role == CharRole::EditorsNoteLabel).count();
        let label = super::pieces::words(first.pieces.get(..labelled).unwrap_or_default());
        first.pieces.drain(..labelled);
        if let Some(Content::Words(words)) = first.pieces.first_mut().map(|piece| &mut piece.content) {
            *words = words.trim_start().to_string();
        }
        Some(label.trim().to_string()).filter(|label| !label.is_empty() && made.map(str::trim) != Some(label))
    }
}

/// The place where a page ended as it was printed.
pub(super) fn page_end() -> Block {
    Block::Milestone { span: Span::Unknown, kind: MilestoneKind::PageBreak }
}
