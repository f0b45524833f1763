//! What stands in a column, from the tree's nodes to the model's.

use super::attributes::Attributes;
use super::compositor::{Compositor, span};
use super::directive_blocks::Column;
use super::tables::Caption;
use super::tree::{DEEPEST, Kind, Node};
use super::{html, paragraphs, quotes};
use crate::ast::labels;
use crate::ast::{
    Block, DefinitionItem, Emphasis, Inline, Inlines, Label, Lang, List, ListItem, ListMarker, Note, Paragraph,
    numerals::Numeral, walk,
};
use crate::diagnostics::code;
use std::ops::Range;

/// A display heading, before the tree of sections is made.
pub(super) struct Heading {
    pub(super) range: Range<usize>,
    /// How many `#` it has.
    pub(super) level: usize,
    pub(super) id: Option<String>,
    pub(super) label: Option<Label>,
    pub(super) title: Inlines,
}

/// What stands in the column of a source.
pub(super) enum Item {
    Heading(Heading),
    Block(Block),
    /// A table's caption, until its table is found.
    Caption(Caption),
    /// What stands under the table before it, with where it stands.
    Foot(Vec<Block>, Range<usize>),
}

/// An item with its language, where that is not the document's.
pub(super) struct Placed {
    pub(super) item: Item,
    pub(super) lang: Option<Lang>,
}

/// A list of nodes that is being set.
pub(super) struct Setting {
    /// What stands in no block of colons.
    items: Vec<Placed>,
    /// The blocks of colons that are open, the outermost first.
    pub(super) columns: Vec<Column>,
    /// Inlines that stand between blocks, as in items of tight lists.
    loose: Vec<Node>,
    /// How many blocks all this stands in.
    pub(super) depth: usize,
}

impl Compositor<'_> {
    /// Sets the outermost nodes of the body.
    pub(super) fn top(&mut self, nodes: Vec<Node>) -> Vec<Placed> {
        let placed = self.items(nodes, 0);
        self.tell_strays();
        placed
    }

    /// Sets nodes where only blocks may stand.
    fn blocks(&mut self, nodes: Vec<Node>, depth: usize) -> Vec<Block> {
        let placed = self.items(nodes, depth);
        self.only_blocks(placed)
    }

    fn items(&mut self, nodes: Vec<Node>, depth: usize) -> Vec<Placed> {
        let mut setting = Setting { items: Vec::new(), columns: Vec::new(), loose: Vec::new(), depth };
        for node in nodes {
            if node.is_inline() {
                setting.loose.push(node);
            } else {
                self.flush(&mut setting);
                self.block(node, &mut setting);
            }
        }
        self.flush(&mut setting);
        while let Some(column) = setting.columns.pop() {
            let message = format!("the block `{}` is never closed", column.directive.shown());
            let hint = self.closing_hint(column.range.end);
            self.tell(code::DIRECTIVE_UNCLOSED, column.range.clone(), message, &hint);
            self.close(column, &mut setting);
        }
        let items = self.caption_tables(setting.items);
        self.tell_typed_captions(&items);
        items
    }

    /// Makes a paragraph, or a figure, of the inlines that stand between blocks.
    fn flush(&mut self, setting: &mut Setting) {
        let nodes = std::mem::take(&mut setting.loose);
        if let (Some(first), Some(last)) = (nodes.first(), nodes.last()) {
            let range = first.range.start..last.range.end;
            let block = match self.figure(&nodes, &range) {
                Some(figure) => figure.into(),
                None => self.paragraph(&nodes, range),
            };
            setting.push(block);
        }
    }

    fn block(&mut self, node: Node, setting: &mut Setting) {
        let Node { kind, range, children } = node;
        let depth = setting.depth + setting.columns.len() + 1;
        let deep = depth > DEEPEST;
        match kind {
            Kind::Paragraph => self.words_or_figure(&children, range, setting),
            Kind::Heading(level) => self.heading(level, &children, range, setting),
            Kind::HtmlBlock => self.html_block(&children, range, setting),
            Kind::CodeBlock => self.code_block(range, setting),
            Kind::Rule => {
                let hint = "leave it out; for a new page write `::: page-break`";
                self.tell(
                    code::RULE_DROPPED,
                    range,
                    "a bulletin has no rules between paragraphs; this one was left out",
                    hint,
                );
            }
            Kind::Table(alignments) => {
                let table = self.table(&alignments, children, range);
                setting.push(table.into());
            }
            Kind::NoteDefinition(mark) => self.note(&mark, children, range, setting),
            Kind::Quote | Kind::List(_) | Kind::Definitions if deep => {
                self.too_deep(range);
                let placed = children.into_iter().flat_map(dissolve);
                let items = self.items(placed.collect(), setting.depth);
                setting.extend(items);
            }
            Kind::Quote => {
                let blocks = self.blocks(quotes::signature_apart(children), depth);
                let quote = self.quote(blocks, None, range);
                setting.push(Block::Quote(quote));
            }
            Kind::List(start) => {
                // Two lists beside each other are told apart by their marks.
                if start.is_some() && !setting.ends_in_list() {
                    self.tell_of_bracket(range.start);
                }
                let list = self.list(start, children, range, depth);
                setting.push(Block::List(list));
            }
            Kind::Definitions => {
                let items = self.definitions(children, depth);
                setting.push(Block::Definitions { span: span(range), items });
            }
            _ => {
                let items = self.items(children, setting.depth);
                setting.extend(items);
            }
        }
    }

    fn words_or_figure(&mut self, children: &[Node], range: Range<usize>, setting: &mut Setting) {
        if let Some(figure) = self.figure(children, &range) {
            setting.push(figure.into());
        } else if let Some(caption) = self.caption(children, &range) {
            setting.place(Item::Caption(caption));
        } else {
            let paragraph = self.paragraph(children, range);
            setting.push(paragraph);
        }
    }

    fn heading(&mut self, level: usize, children: &[Node], range: Range<usize>, setting: &mut Setting) {
        let words = self.slice(range.clone()).trim_end().trim_end_matches('#').trim_end();
        let end = range.start + words.len();
        let attributes = self.trailing(range.start..end);
        let until = attributes.as_ref().map_or(range.end, |attributes| attributes.range.start);
        let mut title = self.run(children, range.start..until);
        paragraphs::trim(&mut title);
        let attributes = attributes.unwrap_or_default();
        let label = given_label(&attributes).or_else(|| take_label(&mut title));
        let at = attributes.range.clone();
        let lang = attributes.get("lang").and_then(|tag| self.lang(tag, at.clone()));
        for class in &attributes.classes {
            self.unknown(&format!(".{class}"), class, std::iter::empty(), at.clone());
        }
        const KNOWN: [&str; 3] = ["lang", "label", "number"];
        for (key, _) in attributes.pairs.iter().filter(|(key, _)| !KNOWN.contains(&key.as_str())) {
            self.unknown(key, key, KNOWN.into_iter(), at.clone());
        }
        let id = self.claim(attributes.id, at);
        let range = range.start..end;
        setting.items().push(Placed { item: Item::Heading(Heading { range, level, id, label, title }), lang });
    }

    fn html_block(&mut self, lines: &[Node], range: Range<usize>, setting: &mut Setting) {
        let mut words = String::new();
        let mut start = range.start;
        for line in lines {
            let fence = self.fences.range(..=line.range.start).next_back().map(|(at, fence)| (*at, fence.clone()));
            match fence.filter(|(_, fence)| fence.end >= line.range.start) {
                Some((at, fence)) => {
                    self.html_words(&std::mem::take(&mut words), start..line.range.start, setting);
                    self.fences.remove(&at);
                    self.fence(fence, setting);
                    start = line.range.end;
                }
                None => words.push_str(self.slice(line.range.clone())),
            }
        }
        self.html_words(&words, start..range.end, setting);
    }

    fn html_words(&mut self, block: &str, range: Range<usize>, setting: &mut Setting) {
        if block.trim().is_empty() {
            return;
        }
        let lines = html::words(block);
        if lines.is_empty() && block.trim_start().starts_with("<!--") {
            self.tell(code::COMMENT_DROPPED, range, "a comment was left out", "nothing to do, if it was only for you");
            return;
        }
        let message = "HTML is not kept as such; its words are kept as plain paragraphs";
        self.tell(code::HTML_NOT_KEPT, range.clone(), message, "write it in Markdown");
        for line in lines {
            let inlines = vec![Inline::text(line, span(range.clone()))];
            setting.push(Block::Paragraph(Paragraph { span: span(range.clone()), inlines, ..Paragraph::default() }));
        }
    }

    /// Makes paragraphs of headings and captions where only blocks may stand.
    pub(super) fn only_blocks(&mut self, placed: Vec<Placed>) -> Vec<Block> {
        let mut blocks = Vec::new();
        for mut placed in placed {
            if let Some(lang) = placed.lang.clone() {
                in_language(&mut placed, &lang);
            }
            match placed.item {
                Item::Block(block) => blocks.push(block),
                Item::Caption(caption) => blocks.push(self.stray_caption(caption)),
                Item::Foot(foot, range) => blocks.extend(self.stray_foot(foot, range)),
                Item::Heading(heading) => {
                    let message = "a heading cannot stand here; it is kept as a paragraph of strong words";
                    let hint = "move the heading out of the block, list, quote or note";
                    self.tell(code::HEADING_NOT_KEPT, heading.range.clone(), message, hint);
                    blocks.push(strong_paragraph(heading));
                }
            }
        }
        blocks
    }

    fn code_block(&mut self, range: Range<usize>, setting: &mut Setting) {
        let message = "a bulletin sets no code; the words are kept as a plain paragraph";
        let hint = "do not indent paragraphs by four blanks, and leave lines of backquotes out";
        self.tell(code::CODE_NOT_KEPT, range.clone(), message, hint);
        let fence = |line: &&str| !line.trim_start().starts_with("```") && !line.trim_start().starts_with("~~~");
        let mut inlines = Vec::new();
        for line in self.slice(range.clone()).lines().filter(fence).map(str::trim).filter(|line| !line.is_empty()) {
            if !inlines.is_empty() {
                inlines.push(Inline::LineBreak { span: span(range.clone()) });
            }
            inlines.push(Inline::text(line.replace('\t', " "), span(range.clone())));
        }
        setting.push(Block::Paragraph(Paragraph { span: span(range), inlines, ..Paragraph::default() }));
    }

    fn note(&mut self, mark: &str, children: Vec<Node>, range: Range<usize>, setting: &mut Setting) {
        let Some(id) = self.note_id(mark) else { return };
        let blocks = self.blocks(children, setting.depth + setting.columns.len() + 1);
        let note = Note { span: span(range.clone()), id, label: None, blocks };
        if let Err(note) = self.take_note(note) {
            let message = format!("there are two notes `{mark}`; the second is kept as paragraphs");
            self.tell(code::NOTE_DUPLICATE, range, message, "give every note its own mark");
            note.blocks.into_iter().for_each(|block| setting.push(block));
        }
    }

    fn list(&mut self, start: Option<u64>, children: Vec<Node>, range: Range<usize>, depth: usize) -> List {
        let marker = start.map_or(ListMarker::Bullet, |start| ListMarker::Number {
            start: u32::try_from(start).unwrap_or(u32::MAX),
            numeral: Numeral::Decimal,
        });
        let items = children
            .into_iter()
            .map(|item| ListItem {
                span: span(item.range.clone()),
                label: None,
                blocks: self.blocks(item.children, depth),
            })
            .collect();
        List { span: span(range), marker, items }
    }

    /// Tells that numbers with a bracket are printed with a full stop.
    fn tell_of_bracket(&mut self, start: usize) {
        let text = self.text.get(start..).unwrap_or_default();
        let start = start + text.len() - text.trim_start().len();
        let figures = text.trim_start().bytes().take_while(u8::is_ascii_digit).count();
        if text.trim_start().get(figures..).is_some_and(|rest| rest.starts_with(')')) {
            let message = "this list is numbered with brackets, and full stops are printed in their place";
            let hint = "write `1.`; look whether words elsewhere call its items by their marks";
            self.tell(code::LIST_MARKS_CHANGED, start..start + figures + 1, message, hint);
        }
    }

    fn definitions(&mut self, children: Vec<Node>, depth: usize) -> Vec<DefinitionItem> {
        let mut items: Vec<DefinitionItem> = Vec::new();
        for child in children {
            if let Kind::Term = child.kind {
                let mut term = self.run(&child.children, child.range.clone());
                paragraphs::trim(&mut term);
                items.push(DefinitionItem { span: span(child.range), term, blocks: Vec::new() });
            } else {
                let blocks = self.blocks(child.children, depth);
                if items.is_empty() {
                    items.push(DefinitionItem { span: span(child.range), ..DefinitionItem::default() });
                }
                if let Some(item) = items.last_mut() {
                    item.blocks.extend(blocks);
                }
            }
        }
        items
    }
}

impl Setting {
    /// Where the next item goes. What stands in blocks of colons that are dissolved because they stand too deep goes straight
    /// to the one around them: handed on from each to the next it would be moved as often as there are such blocks.
    fn items(&mut self) -> &mut Vec<Placed> {
        let kept = self.columns.len().min(DEEPEST.saturating_sub(self.depth));
        match kept.checked_sub(1).and_then(|last| self.columns.get_mut(last)) {
            Some(column) => &mut column.items,
            None => &mut self.items,
        }
    }

    pub(super) fn place(&mut self, item: Item) {
        self.items().push(Placed { item, lang: None });
    }

    pub(super) fn push(&mut self, block: Block) {
        self.place(Item::Block(block));
    }

    pub(super) fn extend(&mut self, items: Vec<Placed>) {
        self.items().extend(items);
    }

    fn ends_in_list(&mut self) -> bool {
        matches!(self.items().last(), Some(Placed { item: Item::Block(Block::List(_)), .. }))
    }
}

/// The children of an item, term or meaning whose list was dissolved; other nodes as they are.
fn dissolve(node: Node) -> Vec<Node> {
    match node.kind {
        Kind::Item | Kind::Term | Kind::Meaning => {
            let edge = Node { kind: Kind::Edge, range: node.range.clone(), children: Vec::new() };
            std::iter::once(edge).chain(node.children).collect()
        }
        _ => vec![node],
    }
}

/// The label that attributes give a heading, where its words cannot show it: `{label="A." number=1}`.
fn given_label(attributes: &Attributes) -> Option<Label> {
    let text = attributes.get("label")?.to_string();
    let number = attributes.get("number").and_then(|number| number.parse().ok());
    let number = number.unwrap_or_else(|| labels::counted_by(&text));
    Some(Label { text, number, literal: true })
}

/// Takes a literal label off a heading's words.
fn take_label(title: &mut Inlines) -> Option<Label> {
    let more = title.len() > 1;
    let Some(Inline::Text { text, .. }) = title.first_mut() else { return None };
    // What follows in another look are words too.
    let (label, taken) = if more { labels::heading(&format!("{text}x")) } else { labels::heading(text) }?;
    *text = text.get(taken..).unwrap_or_default().to_string();
    Some(label)
}

fn strong_paragraph(heading: Heading) -> Block {
    let at = span(heading.range);
    let mut inlines: Inlines = heading.label.iter().map(|label| Inline::text(format!("{} ", label.text), at)).collect();
    inlines.extend(heading.title);
    let strong = Inline::Styled { span: at, emphasis: Emphasis::Strong, inlines };
    Block::Paragraph(Paragraph { span: at, inlines: vec![strong], ..Paragraph::default() })
}

/// Gives a language to what has none of its own.
pub(super) fn in_language(placed: &mut Placed, lang: &Lang) {
    placed.lang.get_or_insert_with(|| lang.clone());
    match &mut placed.item {
        Item::Block(block) => set_language(std::slice::from_mut(block), lang),
        Item::Foot(blocks, _) => set_language(blocks, lang),
        Item::Heading(_) | Item::Caption(_) => {}
    }
}

/// Gives a language to paragraphs that have none of their own.
pub(super) fn set_language(blocks: &mut [Block], lang: &Lang) {
    walk::blocks_mut(blocks, &mut |block| {
        if let Block::Paragraph(paragraph) = block {
            paragraph.lang.get_or_insert_with(|| lang.clone());
        }
    });
}
