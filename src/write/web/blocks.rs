//! What stands in a column.

use super::Page;
use super::page::{heads, own_language, shows};
use crate::ast::text::{self, gap};
use crate::ast::{
    Block, Boxed, DefinitionItem, Inline, List, ListItem, ListMarker, MilestoneKind, Paragraph, Quote, Section,
};
use crate::diagnostics::Span;

/// What stands in a paragraph beside its own words.
#[derive(Clone, Copy, Default)]
pub(super) struct Around<'a> {
    /// What opens it: the label of an editor's note, the number of an item, the mark of a note.
    pub(super) opening: Option<Opening<'a>>,
    /// The ids of the marks to which arrows at its end lead back.
    pub(super) back: &'a [String],
}

/// Words before the first ones of a block.
#[derive(Clone, Copy)]
pub(super) struct Opening<'a> {
    /// What they are.
    pub(super) class: &'static str,
    /// The id by which something is named after them; may be empty.
    pub(super) id: &'a str,
    /// The words.
    pub(super) words: &'a str,
}

impl Page<'_> {
    /// Writes a section under a heading of a level, and those in it.
    pub(super) fn section(&mut self, section: &Section, level: usize) {
        let (id, lang) = (section.id.as_deref().unwrap_or_default(), own_language(section.lang.as_ref()));
        // What has no heading is no level of its own: those who go from heading to heading would look for it.
        let (name, inner) = if heads(section) { ("section", level + 1) } else { ("div", level) };
        self.pen.open(name, &[("id", id), ("lang", lang)]);
        if heads(section) {
            self.heading(section, level);
        }
        self.blocks(&section.blocks);
        section.sections.iter().for_each(|section| self.section(section, inner));
        self.pen.close();
    }

    fn heading(&mut self, section: &Section, level: usize) {
        let line = self.line(section.span);
        let deep = if level > 6 { level.to_string() } else { String::new() };
        let role = if level > 6 { "heading" } else { "" };
        let name = ["h1", "h2", "h3", "h4", "h5", "h6"].get(level.saturating_sub(1)).copied().unwrap_or("p");
        let turned = self.turned(&section.title);
        self.pen.begin(name, &[("dir", turned), ("role", role), ("aria-level", &deep), ("data-line", &line)]);
        let label = section.label.as_ref().map_or("", |label| &label.text);
        self.pen.span("span", &[("class", "label")], label);
        self.pen.words(gap(label, &text::inlines(&section.title)));
        self.by_sense = true;
        self.inlines(&section.title);
        self.by_sense = false;
        self.pen.close();
    }

    /// Writes blocks.
    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph, Around::default()),
            Block::List(list) => self.list(list),
            Block::Definitions { items, span } => self.definitions(items, *span),
            Block::Quote(quote) => self.quote(quote),
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
            Block::Boxed(boxed) => self.boxed(boxed),
            Block::Milestone { kind: MilestoneKind::PageBreak, .. } => {
                self.pen.void("hr", &[("class", "page-end"), ("title", self.words.page_end)]);
                self.pen.line();
            }
        }
    }

    /// Writes blocks with words before the first and arrows after the last.
    pub(super) fn blocks_around(&mut self, blocks: &[Block], around: Around<'_>) {
        let first = usize::from(matches!(blocks.first(), Some(Block::Paragraph(_))));
        let last = blocks.len().saturating_sub(1);
        if first == 0 && around.opening.is_some() {
            self.paragraph(&Paragraph::default(), Around { back: if last == 0 { around.back } else { &[] }, ..around });
        }
        for (at, block) in blocks.iter().enumerate() {
            let opening = around.opening.filter(|_| at == 0 && first == 1);
            match block {
                Block::Paragraph(paragraph) => {
                    self.paragraph(paragraph, Around { opening, back: if at == last { around.back } else { &[] } });
                }
                block => self.block(block),
            }
        }
        if last > 0 && !matches!(blocks.last(), Some(Block::Paragraph(_))) && !around.back.is_empty() {
            self.paragraph(&Paragraph::default(), Around { opening: None, ..around });
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph, around: Around<'_>) {
        let line = self.line(paragraph.span);
        let lang = own_language(paragraph.lang.as_ref());
        let turned = if lang.is_empty() { self.turned(&paragraph.inlines) } else { "" };
        self.pen.begin("p", &[("lang", lang), ("dir", turned), ("data-line", &line)]);
        if let Some(opening) = around.opening {
            self.pen.span("span", &[("class", opening.class), ("id", opening.id)], opening.words);
            self.pen.words(gap(opening.words, "x"));
        }
        self.paragraph_words(paragraph);
        self.arrows(around.back);
        self.pen.close();
    }

    /// Writes the words of a paragraph, its run-in heading first.
    pub(super) fn paragraph_words(&mut self, paragraph: &Paragraph) {
        if let Some(run_in) = &paragraph.run_in {
            self.pen.begin("b", &[("class", "run-in")]);
            self.inlines(&run_in.inlines);
            self.pen.end();
            self.pen.words(gap(&text::inlines(&run_in.inlines), &text::inlines(&paragraph.inlines)));
        }
        self.inlines(&paragraph.inlines);
    }

    fn list(&mut self, list: &List) {
        if list.items.is_empty() {
            return;
        }
        let line = self.line(list.span);
        // Numbers are written, so that all outputs print the same.
        let name = if list.marker == ListMarker::Bullet { "ul" } else { "ol" };
        let turned = list.items.first().map_or("", |item| self.turned_all(&item.blocks));
        self.pen.open(name, &[("dir", turned), ("data-line", &line)]);
        list.items.iter().for_each(|item| self.item(item, list.marker));
        self.pen.close();
    }

    fn item(&mut self, item: &ListItem, marker: ListMarker) {
        let words = item.label.as_deref().filter(|_| marker != ListMarker::Bullet);
        let opening = words.map(|words| Opening { class: "marker", id: "", words });
        self.pen.open("li", &[]);
        self.blocks_around(&item.blocks, Around { opening, back: &[] });
        self.pen.close();
    }

    /// The grammar gives each group a term and a meaning: where the source has none, that is empty.
    fn definitions(&mut self, items: &[DefinitionItem], span: Span) {
        if items.is_empty() {
            return;
        }
        let line = self.line(span);
        self.pen.open("dl", &[("data-line", &line)]);
        for item in items {
            let turned = self.turned(&item.term);
            self.pen.begin("dt", &[("dir", turned)]);
            self.inlines(&item.term);
            self.pen.close();
            self.pen.open("dd", &[]);
            self.blocks(&item.blocks);
            self.pen.close();
        }
        self.pen.close();
    }

    fn quote(&mut self, quote: &Quote) {
        if quote.blocks.is_empty() && quote.attribution.is_none() {
            return;
        }
        let line = self.line(quote.span);
        let turned = self.turned_all(&quote.blocks);
        let Some(attribution) = &quote.attribution else {
            self.pen.open("blockquote", &[("dir", turned), ("data-line", &line)]);
            self.blocks(&quote.blocks);
            return self.pen.close();
        };
        self.pen.open("figure", &[("class", "quote"), ("dir", turned), ("data-line", &line)]);
        self.pen.open("blockquote", &[]);
        self.blocks(&quote.blocks);
        self.pen.close();
        self.titled("figcaption", "attribution", "", attribution);
        self.pen.close();
    }

    fn boxed(&mut self, boxed: &Boxed) {
        let line = self.line(boxed.span);
        let name = if shows(&boxed.title) { self.anchors.free("box") } else { String::new() };
        let id = boxed.id.as_deref().unwrap_or_default();
        let turned = self.turned_all(&boxed.blocks);
        let attributes = [
            ("class", "box"),
            ("id", id),
            ("dir", turned),
            ("role", "note"),
            ("aria-labelledby", name.as_str()),
            ("data-line", &line),
        ];
        self.pen.open("div", &attributes);
        self.titled("p", "box-title", &name, &boxed.title);
        self.blocks(&boxed.blocks);
        self.pen.close();
    }

    /// Writes an element of words on its line; nothing where there are none.
    fn titled(&mut self, name: &'static str, class: &str, id: &str, run: &[Inline]) {
        if shows(run) {
            let turned = self.turned(run);
            self.pen.begin(name, &[("class", class), ("id", id), ("dir", turned)]);
            self.inlines(run);
            self.pen.close();
        }
    }
}
