//! Tables, and the captions that stand above or below them: `Table: What it shows {#tbl-a}`, or `: What it shows`.

use super::attributes::Attributes;
use super::blocks::{Item, Placed};
use super::compositor::{Compositor, span};
use super::paragraphs;
use super::standing::STANDING;
use super::tree::{Kind, Node};
use crate::ast::{Alignment, Block, Cell, Column, Inline, Inlines, Paragraph, Row, Table, labels};
use crate::diagnostics::{Diagnostic, Span, code};
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

    /// The attributes at the very end of a range, set off by a blank. Braces that were meant as such and are none are told.
    pub(super) fn trailing(&mut self, range: Range<usize>) -> Option<Attributes> {
        let words = self.slice(range.clone());
        let brace = words.ends_with('}').then(|| words.rfind('{'))??;
        let set_off = words.get(..brace)?.ends_with(char::is_whitespace);
        let at = range.start + brace;
        let found = Attributes::parse(self.text, at).filter(|attributes| attributes.range.end == range.end);
        match found {
            Some(found) if set_off => return Some(found),
            // Those of a bracket or of styled words stand directly after them.
            Some(_) if words.get(..brace)?.ends_with(char::is_alphanumeric) => {
                let message = "no blank stands before the braces of this line; they are printed";
                self.tell(code::ATTRIBUTE_INVALID, at..range.end, message, "put a blank before them");
            }
            Some(_) => {}
            None => {
                self.tell_misread(at..range.end, "printed");
            }
        }
        None
    }

    /// Tells of braces that cannot be read where attributes seem to be meant, and what becomes of them; says whether they do.
    pub(super) fn tell_misread(&mut self, range: Range<usize>, fate: &str) -> bool {
        let braces = self.slice(range.clone());
        // After a bracket they are the bracket's, and told there.
        let is_theirs = self.slice(0..range.start).ends_with(']');
        let meant = Attributes::are_meant(braces) && !self.escaped(range.start) && !is_theirs;
        if meant {
            let hint = match Attributes::mended(braces) {
                Some(mended) => format!("write `{mended}`: an id holds no blanks"),
                None => "write them as in `{#id .class key=value}`, or put a `\\` before the brace".into(),
            };
            let message = format!("these braces cannot be read as attributes; they are {fate}");
            self.tell(code::ATTRIBUTE_INVALID, range, message, &hint);
        }
        meant
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
        self.complete_tables(settled)
    }

    fn complete_tables(&mut self, items: Vec<Placed>) -> Vec<Placed> {
        let mut complete: Vec<Placed> = Vec::with_capacity(items.len());
        for mut placed in items {
            if let Item::Block(Block::Table(table)) = &mut placed.item {
                drop_bare_head(table);
                self.merge_cells(table);
            }
            let foot = match &placed.item {
                Item::Block(Block::Paragraph(paragraph)) => self.is_foot(paragraph),
                _ => false,
            };
            match (complete.last_mut().map(|before| &mut before.item), placed.item) {
                (Some(Item::Block(Block::Table(table))), Item::Block(block)) if foot => table.foot.push(block),
                (Some(Item::Block(Block::Table(table))), Item::Foot(blocks, _)) => table.foot.extend(blocks),
                (_, item) => complete.push(Placed { item, lang: placed.lang }),
            }
        }
        complete
    }

    /// What is said to stand under a table, and stands under none.
    pub(super) fn stray_foot(&mut self, foot: Vec<Block>, range: Range<usize>) -> Vec<Block> {
        let hint = "put it directly below the table";
        self.tell(code::DIRECTIVE_UNKNOWN, range, "no table stands above this block; its words are kept", hint);
        foot
    }

    /// Whether a paragraph tells of the table above it.
    fn is_foot(&self, paragraph: &Paragraph) -> bool {
        let Span::Text { start, end } = paragraph.span else { return false };
        let words = self.slice(start as usize..end as usize).trim_start_matches(['*', '_']);
        labels::TABLE_FOOT.iter().any(|opening| words.starts_with(opening))
    }

    /// Joins cells that hold nothing but `<` to the cell at their left, and those that hold nothing but `^` to the one
    /// above.
    fn merge_cells(&mut self, table: &mut Table) {
        for rows in [&mut table.head, &mut table.body] {
            let marks: Vec<Vec<Mark>> =
                rows.iter().map(|row| row.cells.iter().map(|cell| self.mark(cell)).collect()).collect();
            if marks.iter().flatten().all(|mark| *mark == Mark::Own) {
                continue;
            }
            let whole = merge(&marks);
            for ((row, spans), row_marks) in rows.iter_mut().zip(whole).zip(&marks) {
                let cells = std::mem::take(&mut row.cells);
                let marked = row_marks.iter().zip(&spans).zip(&cells);
                let lone = marked.filter(|((mark, span), _)| **mark != Mark::Own && span.is_some());
                lone.for_each(|(_, cell)| self.not_joined(cell));
                for (mut cell, span) in cells.into_iter().zip(spans) {
                    if let Some((columns, rows)) = span {
                        (cell.columns, cell.rows) = (columns, rows);
                        row.cells.push(cell);
                    }
                }
            }
        }
    }

    /// Tells of a sign that joins nothing: at the edge of the table, or beside only a part of a joined cell.
    fn not_joined(&mut self, cell: &Cell) {
        let message =
            "this cell has no neighbour of its own width or height to be joined to; the sign stands as a word";
        let hint =
            "`<` joins a cell to the one at its left, `^` to the one above; write `\\<` or `\\^` for the sign itself";
        self.report(Diagnostic::new(code::CELL_NOT_JOINED, message).at(cell.span).hint(hint));
    }

    fn mark(&self, cell: &Cell) -> Mark {
        let Span::Text { start, end } = cell.span else { return Mark::Own };
        match self.slice(start as usize..end as usize).trim().trim_matches('|').trim() {
            "<" => Mark::Left,
            "^" => Mark::Above,
            _ => Mark::Own,
        }
    }

    fn caption_table(&mut self, table: &mut Table, caption: Caption) {
        let Caption { range, words, attributes, .. } = caption;
        table.span = table.span.join(span(range));
        table.caption = words;
        let at = attributes.range.clone();
        for (key, value) in &attributes.pairs {
            match key.as_str() {
                "widths" => self.widths(table, value, at.clone()),
                "align" => self.align(table, value, at.clone()),
                "head" => self.head_rows(table, value, at.clone()),
                "placement" | "span" => {
                    self.standing((&mut table.placement, &mut table.spans_page), (key, value), at.clone());
                }
                _ => self.unknown(key, key, ["widths", "align", "head"].into_iter().chain(STANDING), at.clone()),
            }
        }
        for class in &attributes.classes {
            if class == "row-heads" {
                table.body.iter_mut().flat_map(|row| row.cells.first_mut()).for_each(|cell| cell.heads_row = true);
                continue;
            }
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

    /// How the columns are set: `align="l d r"`.
    fn align(&mut self, table: &mut Table, value: &str, range: Range<usize>) {
        let words = value.split([' ', ',']).filter(|word| !word.is_empty());
        let found: Vec<Option<Alignment>> = words.map(alignment).collect();
        if found.len() != table.columns.len() || found.contains(&None) {
            let message = format!("`align` needs {} of `left`, `centre`, `right` and `decimal`", table.columns.len());
            let hint = "give one for every column, or their first letters, as in `align=\"l d r\"`";
            return self.tell(code::ATTRIBUTE_INVALID, range, message, hint);
        }
        for (column, alignment) in table.columns.iter_mut().zip(found.into_iter().flatten()) {
            column.alignment = alignment;
        }
    }

    /// How many rows the head has: `head=2`.
    fn head_rows(&mut self, table: &mut Table, value: &str, range: Range<usize>) {
        match value.parse::<usize>() {
            Ok(count) if count >= table.head.len() && count <= table.head.len() + table.body.len() => {
                let more = count - table.head.len();
                table.head.extend(table.body.drain(..more));
            }
            _ => {
                let hint = "give the number of rows that head the table, as in `head=2`";
                self.tell(code::ATTRIBUTE_INVALID, range, format!("the table has no head of `{value}` rows"), hint);
            }
        }
    }

    /// A caption without a table, as the paragraph that it is.
    pub(super) fn stray_caption(&mut self, caption: Caption) -> Block {
        self.no_table(&caption.range);
        let at = span(caption.range);
        let mut inlines = vec![Inline::text(format!("{} ", caption.opening.trim_end()), at)];
        inlines.extend(caption.words);
        Block::Paragraph(Paragraph { span: at, inlines, ..Paragraph::default() })
    }

    /// Tells that a caption has no table, and why if rows stand beside it that are none.
    fn no_table(&mut self, caption: &Range<usize>) {
        let after = self.text.get(caption.end..).unwrap_or_default().trim_start();
        let rows: Vec<&str> = after.lines().map(str::trim).take_while(|line| line.starts_with('|')).collect();
        let (message, hint) = match rows.iter().position(|row| is_delimiter(row)) {
            Some(row) if row > 1 => (
                "the rows under this caption are no table: more than one stands above the line of hyphens",
                "put the line `|---|---|` under the first row, and `{head=2}` after the caption for a head of two rows",
            ),
            Some(1) => (
                "the rows under this caption are no table: the line of hyphens has fewer or more cells than the first row",
                "give the line of hyphens as many cells as the first row has",
            ),
            None if !rows.is_empty() => (
                "the rows under this caption are no table: no line of hyphens stands under the first",
                "put a line such as `|---|---|` under the first row, with as many cells as the row has",
            ),
            _ => ("no table stands beside this caption", "put it into the paragraph directly above or below its table"),
        };
        self.tell(code::CAPTION_WITHOUT_TABLE, caption.clone(), message, hint);
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
            let set = self.row(&row, alignments.len());
            if head { table.head.push(set) } else { table.body.push(set) }
        }
        table
    }

    fn row(&mut self, row: &Node, columns: usize) -> Row {
        self.tell_short_row(row.range.clone(), columns);
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
            if let Some(cell) = cells.last_mut() {
                add_line(cell, Inline::text(words, span(end..row.range.end)));
            }
        }
        Row { span: span(row.range.clone()), cells }
    }

    /// Tells of a row that has too few cells; the parser adds empty ones.
    fn tell_short_row(&mut self, range: Range<usize>, columns: usize) {
        let row = self.slice(range.clone()).trim();
        let cells = cells_in(row);
        // Full-width bars at the head of a row have been told of.
        if cells >= columns || row.starts_with('｜') {
            return;
        }
        let hint = if row.contains('｜') {
            "a bar in it is full-width: write `|`"
        } else if row.contains('|') {
            "write a `|` for each column, between bars with nothing in them where a cell is empty"
        } else {
            "put an empty line above it, if it is no row of the table"
        };
        let message = match cells {
            1 => format!("this row has one cell, and the table {columns} columns; empty cells were added at its end"),
            _ => format!(
                "this row has {cells} cells, and the table {columns} columns; empty cells were added at its end"
            ),
        };
        let end = range.start + row.len();
        self.tell(code::TABLE_ROW_UNEVEN, range.start..end, message, hint);
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

/// Puts words under those of a cell, as a line of its paragraph: no source can say that a cell has two.
fn add_line(cell: &mut Cell, words: Inline) {
    let at = words.span();
    match cell.blocks.last_mut() {
        Some(Block::Paragraph(paragraph)) => paragraph.inlines.extend([Inline::LineBreak { span: at }, words]),
        _ => cell.blocks.push(Block::Paragraph(Paragraph { span: at, inlines: vec![words], ..Paragraph::default() })),
    }
}

/// What a cell says of its neighbours.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// Nothing.
    Own,
    /// It belongs to the cell at its left.
    Left,
    /// It belongs to the cell above.
    Above,
}

/// The columns and rows that each cell covers; nothing for cells that are covered. A cell covers the marks at its right,
/// and as many rows below as are marked under its whole width; other marks stand as the words that they are.
fn merge(marks: &[Vec<Mark>]) -> Vec<Vec<Option<(u16, u16)>>> {
    let mut spans: Vec<Vec<Option<(u16, u16)>>> = marks.iter().map(|row| vec![Some((1, 1)); row.len()]).collect();
    for (at, row) in marks.iter().enumerate() {
        for column in 0..row.len() {
            let covered = spans.get(at).and_then(|row| row.get(column)).is_none_or(Option::is_none);
            if covered || row.get(column) != Some(&Mark::Own) {
                continue;
            }
            let wide = 1 + row.iter().skip(column + 1).take_while(|mark| **mark == Mark::Left).count();
            let under = |row: &&Vec<Mark>| {
                let cells = row.get(column..column + wide).unwrap_or_default();
                cells.first() == Some(&Mark::Above) && cells.iter().skip(1).all(|mark| *mark != Mark::Own)
            };
            let high = 1 + marks.iter().skip(at + 1).take_while(under).count();
            for row in spans.iter_mut().skip(at).take(high) {
                row.iter_mut().skip(column).take(wide).for_each(|span| *span = None);
            }
            let size = (u16::try_from(wide).unwrap_or(u16::MAX), u16::try_from(high).unwrap_or(u16::MAX));
            if let Some(span) = spans.get_mut(at).and_then(|row| row.get_mut(column)) {
                *span = Some(size);
            }
        }
    }
    spans
}

/// How many cells a line of a table has.
fn cells_in(row: &str) -> usize {
    let row = row.trim();
    let inner = row.strip_prefix('|').unwrap_or(row);
    let bars = |text: &str| {
        let mut escaped = false;
        let counted = text.chars().filter(|&c| {
            let bar = c == '|' && !escaped;
            escaped = c == '\\' && !escaped;
            bar
        });
        counted.count()
    };
    let closed = inner.strip_suffix('|').filter(|rest| bars(rest) < bars(inner));
    1 + bars(closed.unwrap_or(inner))
}

/// Whether a line is the one under a table's head: `|---|:--:|`.
fn is_delimiter(line: &str) -> bool {
    line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}

fn alignment(word: &str) -> Option<Alignment> {
    match word {
        "l" | "left" => Some(Alignment::Left),
        "c" | "centre" | "center" => Some(Alignment::Centre),
        "r" | "right" => Some(Alignment::Right),
        "d" | "decimal" => Some(Alignment::Decimal),
        _ => None,
    }
}

/// A head of one row without words is only what the syntax asks for.
fn drop_bare_head(table: &mut Table) {
    if matches!(table.head.as_slice(), [row] if row.cells.iter().all(|cell| cell.blocks.is_empty())) {
        table.head.clear();
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
