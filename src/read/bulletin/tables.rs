//! Tables, and the captions that stand above or below them: `Table: What it shows {#tbl-a}`, or `: What it shows`.

use super::attributes::Attributes;
use super::blocks::{Item, Placed};
use super::compositor::{Compositor, span};
use super::paragraphs;
use super::tree::{Kind, Node};
use crate::ast::{Alignment, Block, Cell, Column, Inline, Inlines, Paragraph, Row, Table};
use crate::diagnostics::code;
use std::ops::Range;

/// The words that open a caption.
const OPENINGS: [&str; 4] = ["Table:", "表：", "表:", ": "];

/// A table's caption before its table is found.
pub(super) struct Caption {
    range: Range<usize>,
    /// `Table:`, as the source has it.
    opening: &'static str,
    words: Inlines,
    attributes: Attributes,
}

impl Compositor<'_> {
    /// Reads a paragraph as a table's caption, if it opens as one.
    pub(super) fn caption(&mut self, nodes: &[Node], range: &Range<usize>) -> Option<Caption> {
        let source = self.slice(range.clone());
        let opening = OPENINGS.into_iter().find(|opening| source.starts_with(opening))?;
        let end = range.start + source.trim_end().len();
        let attributes = self.trailing(range.start..end);
        let until = attributes.as_ref().map_or(end, |attributes| attributes.range.start);
        let mut words = self.run(nodes, range.start + opening.len()..until);
        paragraphs::trim(&mut words);
        Some(Caption { range: range.start..end, opening, words, attributes: attributes.unwrap_or_default() })
    }

    /// The attributes at the very end of a range, set off by a blank.
    pub(super) fn trailing(&self, range: Range<usize>) -> Option<Attributes> {
        let words = self.slice(range.clone());
        let brace = words.ends_with('}').then(|| words.rfind('{'))??;
        if !words.get(..brace)?.ends_with(char::is_whitespace) {
            return None;
        }
        Attributes::parse(self.text, range.start + brace).filter(|attributes| attributes.range.end == range.end)
    }

    /// Gives every caption to the table after it, or else to the one before it.
    pub(super) fn caption_tables(&mut self, items: Vec<Placed>) -> Vec<Placed> {
        let mut captioned: Vec<Placed> = Vec::with_capacity(items.len());
        for mut placed in items {
            if let Item::Block(Block::Table(table)) = &mut placed.item
                && let Some(Placed { item: Item::Caption(_), .. }) = captioned.last()
                && let Some(Placed { item: Item::Caption(caption), .. }) = captioned.pop()
            {
                self.caption_table(table, caption);
            }
            captioned.push(placed);
        }
        let mut settled: Vec<Placed> = Vec::with_capacity(captioned.len());
        for placed in captioned {
            match (placed.item, settled.last_mut().map(|before| &mut before.item)) {
                (Item::Caption(caption), Some(Item::Block(Block::Table(table)))) if bare(table) => {
                    self.caption_table(table, caption)
                }
                (Item::Caption(caption), _) => {
                    let item = Item::Block(self.stray_caption(caption));
                    settled.push(Placed { item, lang: placed.lang });
                }
                (item, _) => settled.push(Placed { item, lang: placed.lang }),
            }
        }
        settled
    }

    fn caption_table(&mut self, table: &mut Table, caption: Caption) {
        let Caption { range, words, attributes, .. } = caption;
        table.span = table.span.join(span(range));
        table.caption = words;
        let at = attributes.range.clone();
        for (key, value) in &attributes.pairs {
            match key.as_str() {
                "widths" => self.widths(table, value, at.clone()),
                _ => self.unknown(key, key, ["widths"].into_iter(), at.clone()),
            }
        }
        for class in &attributes.classes {
            self.unknown(&format!(".{class}"), class, std::iter::empty(), at.clone());
        }
        table.id = self.claim(attributes.id, at);
    }

    /// The shares of the columns: `widths="2 1 1"`.
    fn widths(&mut self, table: &mut Table, value: &str, range: Range<usize>) {
        let shares: Vec<f64> = value.split_whitespace().filter_map(|share| share.parse().ok()).collect();
        let sound = shares.iter().all(|share| share.is_finite() && *share > 0.0);
        if shares.len() != table.columns.len() || !sound {
            let message = format!("`widths` needs {} figures above 0", table.columns.len());
            self.tell(
                code::ATTRIBUTE_INVALID,
                range,
                message,
                "give one share for every column, as in `widths=\"2 1 1\"`",
            );
            return;
        }
        for (column, share) in table.columns.iter_mut().zip(shares) {
            column.share = Some(share);
        }
    }

    /// A caption without a table, as the paragraph that it is.
    pub(super) fn stray_caption(&mut self, caption: Caption) -> Block {
        let hint = "put it into the paragraph directly above or below its table";
        self.tell(code::CAPTION_WITHOUT_TABLE, caption.range.clone(), "no table stands beside this caption", hint);
        let at = span(caption.range);
        let mut inlines = vec![Inline::text(format!("{} ", caption.opening.trim_end()), at)];
        inlines.extend(caption.words);
        Block::Paragraph(Paragraph { span: at, inlines, ..Paragraph::default() })
    }

    /// Sets a table.
    pub(super) fn table(
        &mut self,
        alignments: &[pulldown_cmark::Alignment],
        rows: Vec<Node>,
        range: Range<usize>,
    ) -> Table {
        let columns = alignments.iter().map(|&alignment| column(alignment)).collect();
        let mut table = Table { span: span(range), columns, ..Table::default() };
        for row in rows {
            let head = matches!(row.kind, Kind::Head);
            let set = self.row(&row);
            if head { table.head.push(set) } else { table.body.push(set) }
        }
        // A head without words is only what the syntax asks for.
        table.head.retain(|row| row.cells.iter().any(|cell| !cell.blocks.is_empty()));
        table
    }

    fn row(&mut self, row: &Node) -> Row {
        let mut cells: Vec<Cell> = row.children.iter().map(|cell| self.cell(cell)).collect();
        let end = row.children.iter().map(|cell| cell.range.end).max().unwrap_or(row.range.end);
        let left_over = self.slice(end..row.range.end).trim().trim_matches('|').trim();
        if !left_over.is_empty() {
            let message = "this row has more cells than the table has columns; their words stand in its last cell";
            self.tell(
                code::TABLE_ROW_UNEVEN,
                end..row.range.end,
                message,
                "take a `|` out, or add a column to the head",
            );
            let words = left_over.replace('|', " ");
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            let inlines = vec![Inline::text(words, span(end..row.range.end))];
            let paragraph = Paragraph { span: span(end..row.range.end), inlines, ..Paragraph::default() };
            if let Some(cell) = cells.last_mut() {
                cell.blocks.push(Block::Paragraph(paragraph));
            }
        }
        Row { span: span(row.range.clone()), cells }
    }

    fn cell(&mut self, cell: &Node) -> Cell {
        let mut inlines = self.run(&cell.children, cell.range.clone());
        paragraphs::trim(&mut inlines);
        let at = span(cell.range.clone());
        let paragraph = || Block::Paragraph(Paragraph { span: at, inlines, ..Paragraph::default() });
        let blocks = if self.slice(cell.range.clone()).trim().is_empty() { Vec::new() } else { vec![paragraph()] };
        Cell { span: at, blocks, ..Cell::default() }
    }
}

fn bare(table: &Table) -> bool {
    table.caption.is_empty() && table.id.is_none()
}

fn column(alignment: pulldown_cmark::Alignment) -> Column {
    let alignment = match alignment {
        pulldown_cmark::Alignment::None | pulldown_cmark::Alignment::Left => Alignment::Left,
        pulldown_cmark::Alignment::Center => Alignment::Centre,
        pulldown_cmark::Alignment::Right => Alignment::Right,
    };
    Column { alignment, share: None }
}
