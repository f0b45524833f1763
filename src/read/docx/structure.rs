//! From paragraphs and tables one below the other to sections, lists, quotes, figures with their captions.

use super::aside::{Mark, Of};
use super::desk::Desk;
use super::groups;
use super::headings;
use super::lists::{self, Lists};
use super::met::Met;
use super::paragraphs::Line;
use super::pieces::{self, Content, Piece};
use super::roles::Role;
use super::story::{self, Item};
use super::typed;
use crate::ast::check::is_ncname;
use crate::ast::{
    Block, Boxed, DefinitionItem, Figure, Inline, Inlines, Label, Paragraph, Quote, RunIn, Section, Table,
};
use crate::diagnostics::Span;

/// The word of a label is no longer, in characters.
const LONGEST_LABEL: usize = 16;

/// What the body of a manuscript is.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) lead: Vec<Block>,
    pub(super) sections: Vec<Section>,
}

/// Blocks that are being put together.
#[derive(Default)]
pub(super) struct Column {
    blocks: Vec<Block>,
    lists: Lists,
    /// A table's caption that stands above it.
    caption: Option<Line>,
    /// How many paragraphs of the last quote, box or definition may still be added to.
    open: Option<Role>,
}

/// Blocks where no section may begin: in cells, notes and frames.
pub(super) fn blocks(items: Vec<Item>, desk: &mut Desk<'_>) -> Vec<Block> {
    let mut column = Column::default();
    for item in items {
        column.take(item, desk);
    }
    column.finish(desk)
}

/// The lead and the sections.
pub(super) fn body(items: Vec<Item>, desk: &mut Desk<'_>) -> Body {
    let levels = headings::levels(&items, desk.aside.is_kept);
    headings::tell(&items, &levels, desk);
    let mut flat: Vec<(usize, Section)> = vec![(0, Section::default())];
    let mut column = Column::default();
    for (item, level) in items.into_iter().zip(levels.of) {
        match (item, level) {
            (Item::Line(line), Some(level)) => {
                let before = std::mem::take(&mut column).finish(desk);
                if let Some((_, section)) = flat.last_mut() {
                    section.blocks.extend(before);
                }
                let mut item = Item::Line(line);
                let pictures = story::pictures(&mut item);
                if let Item::Line(line) = item {
                    flat.push((level, heading(*line, desk)));
                }
                pictures.into_iter().for_each(|pictures| column.take(pictures, desk));
            }
            (item, _) => column.take(item, desk),
        }
    }
    let rest = column.finish(desk);
    if let Some((_, section)) = flat.last_mut() {
        section.blocks.extend(rest);
    }
    let lead = flat.remove(0).1.blocks;
    Body { lead, sections: nest(flat) }
}

/// Sections of a level inside those of the levels above.
fn nest(flat: Vec<(usize, Section)>) -> Vec<Section> {
    let mut open: Vec<(usize, Section)> = Vec::new();
    let mut done = Vec::new();
    for (level, section) in flat {
        while open.last().is_some_and(|(above, _)| *above >= level) {
            close(&mut open, &mut done);
        }
        open.push((level, section));
    }
    while !open.is_empty() {
        close(&mut open, &mut done);
    }
    done
}

fn close(open: &mut Vec<(usize, Section)>, done: &mut Vec<Section>) {
    let Some((_, section)) = open.pop() else { return };
    match open.last_mut() {
        Some((_, parent)) => parent.sections.push(section),
        None => done.push(section),
    }
}

fn heading(mut line: Line, desk: &mut Desk<'_>) -> Section {
    let aside = desk.aside.clone();
    let mark = line.mark.and_then(|place| aside.mark(place));
    let label = match mark {
        Some(mark) => headings::kept_label(&mut line, mark),
        None => headings::label(&mut line),
    };
    if line.bold && !aside.is_kept {
        // What all words of a heading have is how it looks, and stresses none of them.
        line.pieces.iter_mut().for_each(|piece| piece.look.strong = false);
    }
    let kept = mark.and_then(|mark| mark.fact("id")).filter(|id| is_ncname(id)).map(str::to_string);
    let id = kept.or_else(|| desk.place(&line.anchors).filter(|_| mark.is_none()));
    let (span, lang) = (line.span, mark.and_then(Mark::lang));
    Section { span, id, label, lang, title: desk.inlines(line.pieces), ..Section::default() }
}

impl Desk<'_> {
    /// Pieces as nodes.
    pub(super) fn inlines(&mut self, pieces: Vec<Piece>) -> Inlines {
        let mut people = std::mem::take(&mut self.people);
        let mut nodes = pieces::inlines(pieces, self.aside.is_kept, &mut people);
        self.people = people;
        trim(&mut nodes);
        nodes
    }

    /// The id of a place, by the bookmarks that begin there.
    pub(super) fn place(&mut self, anchors: &[String]) -> Option<String> {
        // Names that begin so are those that word processors give unasked.
        let given = anchors.iter().find(|name| !name.starts_with('_')).or(anchors.first());
        let id = given.map(|name| place_id(name)).filter(|id| crate::ast::check::is_ncname(id))?;
        self.placed.extend(anchors.iter().map(|name| (name.clone(), id.clone())));
        Some(id)
    }
}

/// The id of a place, by the name of its bookmark.
pub(super) fn place_id(bookmark: &str) -> String {
    bookmark.trim_start_matches('_').replace('_', "-")
}

/// Takes blanks and line breaks off both ends.
fn trim(nodes: &mut Inlines) {
    let is_blank = |node: &Inline| match node {
        Inline::LineBreak { .. } => true,
        Inline::Text { text, .. } => text.trim().is_empty(),
        _ => false,
    };
    nodes.drain(..nodes.iter().take_while(|node| is_blank(node)).count());
    if let Some(Inline::Text { text, .. }) = nodes.first_mut() {
        *text = text.trim_start().to_string();
    }
    while let Some(last) = nodes.last_mut() {
        match last {
            Inline::LineBreak { .. } => drop(nodes.pop()),
            Inline::Text { text, .. } => {
                text.truncate(text.trim_end().len());
                if !text.is_empty() {
                    break;
                }
                nodes.pop();
            }
            _ => break,
        }
    }
}

impl Column {
    pub(super) fn take(&mut self, item: Item, desk: &mut Desk<'_>) {
        match item {
            Item::Table(table) => self.table(*table, desk),
            Item::Boxed(boxed) => self.framed(*boxed, desk),
            Item::Line(line) => self.line(*line, desk),
            Item::Group(place, items) => self.group(place, items, desk),
            Item::PageEnd(_) => self.put(groups::page_end(), desk),
            Item::Open(_) | Item::Close(_) => {}
        }
    }

    fn line(&mut self, mut line: Line, desk: &mut Desk<'_>) {
        if line.contents || line.role == Role::Contents {
            return desk.meet(Met::Contents, line.span);
        }
        let figures = std::mem::take(&mut line.figures);
        let ends_page = line.pieces.iter().any(|piece| piece.content == Content::PageEnd);
        if desk.aside.is_kept {
            line.pieces.retain(|piece| piece.content != Content::PageEnd);
        } else {
            pieces::close_pages(&mut line.pieces);
        }
        let places = line.pieces.iter().filter(|piece| piece.content == Content::Milestone).count();
        if !line.words().trim().is_empty() || has_callout(&line) {
            self.words(line, desk);
        } else if places > 0 {
            (0..places).for_each(|_| self.put(groups::page_end(), desk));
        } else if !ends_page && figures.is_empty() {
            self.open = None;
        }
        for figure in figures {
            self.put(figure.into(), desk);
        }
    }

    fn words(&mut self, mut line: Line, desk: &mut Desk<'_>) {
        super::counted::type_worded(&mut line);
        let words = line.words();
        match line.role {
            Role::Body if !desk.aside.is_kept && self.is_typed_foot(&words) => self.after_table(line, desk),
            Role::Body if !desk.aside.is_kept && self.is_typed_caption(&words) => self.caption(line, desk),
            Role::Caption | Role::TableCaption | Role::FigureCaption => self.caption(line, desk),
            Role::Quote => self.quote(line, desk),
            Role::Attribution => self.attribution(line, desk),
            Role::Term => self.term(line, desk),
            Role::Definition => self.definition(line, desk),
            Role::BoxTitle => self.box_title(line, desk),
            Role::Boxed => self.boxed(line, desk),
            Role::AfterTable => self.after_table(line, desk),
            _ if self.lists.takes(&line) => {
                let paragraph = Block::Paragraph(paragraph(&line, desk));
                self.flush_caption(desk);
                if self.lists.add(&line, paragraph)
                    && let Some(changed) = lists::changed_mark(&line)
                {
                    desk.sink.report(changed);
                }
            }
            _ => {
                let block = Block::Paragraph(paragraph(&line, desk));
                self.put(block, desk);
            }
        }
    }

    fn is_typed_foot(&self, words: &str) -> bool {
        let below = matches!(self.blocks.last(), Some(Block::Table(_))) && self.lists.is_empty();
        below && self.caption.is_none() && typed::is_table_foot(words)
    }

    /// Whether the words of a paragraph are the caption of the picture above it or of a table that may follow.
    fn is_typed_caption(&self, words: &str) -> bool {
        let below_figure = matches!(self.blocks.last(), Some(Block::Figure(figure)) if figure.caption.is_empty());
        typed::is_caption(words).is_some_and(|of_table| of_table || below_figure)
    }

    /// Puts a block below the last one.
    pub(super) fn put(&mut self, block: Block, desk: &mut Desk<'_>) {
        self.flush_caption(desk);
        self.end_lists();
        self.open = None;
        self.blocks.push(block);
    }

    fn end_lists(&mut self) {
        self.blocks.extend(self.lists.finish().map(Block::List));
    }

    /// A caption whose table never came is a paragraph.
    fn flush_caption(&mut self, desk: &mut Desk<'_>) {
        if let Some(line) = self.caption.take() {
            self.end_lists();
            let block = Block::Paragraph(paragraph(&line, desk));
            self.blocks.push(block);
        }
    }

    fn finish(mut self, desk: &mut Desk<'_>) -> Vec<Block> {
        self.flush_caption(desk);
        self.end_lists();
        self.blocks
    }

    fn table(&mut self, table: Table, desk: &mut Desk<'_>) {
        let caption = self.caption.take();
        self.end_lists();
        self.open = None;
        let mut table = table;
        if let Some(line) = caption {
            caption_table(&mut table, line, desk);
        }
        self.blocks.push(table.into());
    }

    /// Text in a frame; a lone cell that has a caption is a table.
    fn framed(&mut self, boxed: Boxed, desk: &mut Desk<'_>) {
        if self.caption.is_some() {
            self.table(desk.lone_cell(boxed), desk);
        } else {
            self.put(boxed.into(), desk);
        }
    }

    /// A caption belongs to the figure above it, or else to the table above or below it.
    fn caption(&mut self, line: Line, desk: &mut Desk<'_>) {
        self.flush_caption(desk);
        let below_figure = matches!(self.blocks.last(), Some(Block::Figure(figure)) if figure.caption.is_empty());
        // What is a caption by its words alone stands above its table.
        let below_table = matches!(self.blocks.last(), Some(Block::Table(table)) if table.caption.is_empty());
        let of_figure = line.role == Role::FigureCaption || opens(&line, &["figure", "fig.", "图", "圖"]);
        self.end_lists();
        match self.blocks.last_mut() {
            Some(Block::Figure(figure)) if below_figure && line.role != Role::TableCaption => {
                caption_figure(figure, line, desk);
            }
            Some(Block::Table(table)) if below_table && line.role == Role::Caption && !of_figure => {
                caption_table(table, line, desk);
            }
            _ => self.caption = Some(line),
        }
    }

    fn quote(&mut self, line: Line, desk: &mut Desk<'_>) {
        let block = Block::Paragraph(paragraph(&line, desk));
        match (self.open, self.blocks.last_mut()) {
            (Some(Role::Quote), Some(Block::Quote(quote))) if quote.attribution.is_none() => quote.blocks.push(block),
            _ => self.put(Block::Quote(Quote { span: line.span, blocks: vec![block], attribution: None }), desk),
        }
        self.open = Some(Role::Quote);
    }

    fn attribution(&mut self, line: Line, desk: &mut Desk<'_>) {
        let words = desk.inlines(line.pieces.clone());
        match (self.open, self.blocks.last_mut()) {
            (Some(Role::Quote), Some(Block::Quote(quote))) if quote.attribution.is_none() => {
                quote.attribution = Some(words);
            }
            _ => {
                self.put(Block::Paragraph(Paragraph { span: line.span, inlines: words, ..Paragraph::default() }), desk)
            }
        }
        self.open = None;
    }

    fn term(&mut self, line: Line, desk: &mut Desk<'_>) {
        let item = DefinitionItem { span: line.span, term: desk.inlines(line.pieces), blocks: Vec::new() };
        match (self.open, self.blocks.last_mut()) {
            (Some(Role::Definition), Some(Block::Definitions { items, .. })) => items.push(item),
            _ => self.put(Block::Definitions { span: item.span, items: vec![item] }, desk),
        }
        self.open = Some(Role::Definition);
    }

    fn definition(&mut self, line: Line, desk: &mut Desk<'_>) {
        let block = Block::Paragraph(paragraph(&line, desk));
        match (self.open, self.blocks.last_mut()) {
            (Some(Role::Definition), Some(Block::Definitions { items, .. })) => {
                items.iter_mut().rev().take(1).for_each(|item| item.blocks.push(block.clone()));
            }
            _ => self.put(block, desk),
        }
    }

    fn box_title(&mut self, line: Line, desk: &mut Desk<'_>) {
        let (span, id) = (line.span, desk.place(&line.anchors));
        let title = desk.inlines(line.pieces);
        self.put(Boxed { span, id, title, blocks: Vec::new() }.into(), desk);
        self.open = Some(Role::Boxed);
    }

    fn boxed(&mut self, line: Line, desk: &mut Desk<'_>) {
        let block = Block::Paragraph(paragraph(&line, desk));
        match (self.open, self.blocks.last_mut()) {
            (Some(Role::Boxed), Some(Block::Boxed(boxed))) => boxed.blocks.push(block),
            _ => self.put(Boxed { span: line.span, blocks: vec![block], ..Boxed::default() }.into(), desk),
        }
        self.open = Some(Role::Boxed);
    }

    fn after_table(&mut self, line: Line, desk: &mut Desk<'_>) {
        let block = Block::Paragraph(paragraph(&line, desk));
        match self.blocks.last_mut() {
            Some(Block::Table(table)) if self.lists.is_empty() => table.foot.push(block),
            _ => self.put(block, desk),
        }
    }
}

fn has_callout(line: &Line) -> bool {
    line.pieces.iter().any(|piece| matches!(piece.content, Content::Callout(_)))
}

fn opens(line: &Line, words: &[&str]) -> bool {
    let opening = line.words().trim_start().to_lowercase();
    words.iter().any(|word| opening.starts_with(word))
}

fn caption_table(table: &mut Table, line: Line, desk: &mut Desk<'_>) {
    table.span = table.span.join(line.span);
    table.id = desk.place(&line.anchors);
    (table.label, table.caption) = typed_caption(line, desk);
}

fn caption_figure(figure: &mut Figure, line: Line, desk: &mut Desk<'_>) {
    figure.span = figure.span.join(line.span);
    figure.id = desk.place(&line.anchors);
    (figure.label, figure.caption) = typed_caption(line, desk);
}

/// The words of a caption, and its label where that was typed.
fn typed_caption(mut line: Line, desk: &mut Desk<'_>) -> (Option<Label>, Inlines) {
    let open = line.sequence.is_none() && !desk.aside.is_kept;
    let label = if open { desk.typed_label(&mut line) } else { None };
    if line.bold && line.role == Role::Body {
        line.pieces.iter_mut().for_each(|piece| piece.look.strong = false);
    }
    (label, captioned(line, desk))
}

/// The words of a caption without the label that its number field ends.
pub(super) fn captioned(mut line: Line, desk: &mut Desk<'_>) -> Inlines {
    line.sequence = line.sequence.filter(|labelled| is_label(line.pieces.get(..*labelled).unwrap_or_default()));
    if let Some(labelled) = line.sequence {
        let label = pieces::words(&line.pieces.drain(..labelled).collect::<Vec<_>>());
        if !desk.aside.is_kept && !typed::is_plain_label(&label) {
            desk.sink.report(typed::relabelled(label.trim()).at(line.span));
        }
    }
    // A stop ends the label only where it stands directly behind its number.
    let stops = |c: char| matches!(c, ':' | '.' | '：' | '．');
    if let Some(Piece { content: Content::Words(words), .. }) =
        line.pieces.first_mut().filter(|_| line.sequence.is_some())
    {
        *words = words.strip_prefix(stops).unwrap_or(words).trim_start().to_string();
    }
    desk.inlines(line.pieces)
}

/// Whether pieces up to a number, that included, are no more than a label: its word and the number.
fn is_label(pieces: &[Piece]) -> bool {
    let words = pieces::words(pieces);
    let mut words = words.split_whitespace();
    let opens = words.next().is_some_and(|word| word.chars().count() <= LONGEST_LABEL && !word.ends_with([',', '，']));
    let plain = pieces.iter().all(|piece| matches!(piece.content, Content::Words(_)));
    opens && plain && words.nth(1).is_none()
}

/// A paragraph, with its run-in heading where its words have that style.
fn paragraph(line: &Line, desk: &mut Desk<'_>) -> Paragraph {
    // A blank stands between the mark of a note and its words.
    let blank = line.pieces.iter().take_while(|piece| piece.is_blank()).count();
    let pieces = line.pieces.get(blank..).unwrap_or_default();
    let opening = pieces.iter().take_while(|piece| piece.look.run_in).count();
    let (head, rest) = pieces.split_at(opening);
    let bold = if head.is_empty() && !desk.aside.is_kept { typed::run_in(line) } else { None };
    if let Some((head, rest)) = bold.and_then(|bold| line.pieces.split_at_checked(bold)) {
        let run_in = Some(Box::new(typed::heading(head, desk)));
        return Paragraph { span: line.span, run_in, inlines: desk.inlines(rest.to_vec()), ..Paragraph::default() };
    }
    let opened = (!head.is_empty()).then(|| RunIn {
        span: head.iter().map(|piece| piece.span).fold(Span::Unknown, Span::join),
        label: crate::ast::labels::run_in(&pieces::words(head)),
        inlines: desk.inlines(head.to_vec()),
    });
    let inlines = desk.inlines(rest.to_vec());
    let mark = line.mark.and_then(|place| desk.aside.mark(place)).filter(|mark| mark.of == Of::Paragraph);
    let looseness = mark.and_then(|mark| mark.number("looseness")).unwrap_or_default();
    Paragraph { span: line.span, run_in: opened.map(Box::new), inlines, lang: mark.and_then(Mark::lang), looseness }
}
