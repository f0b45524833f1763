//! Text in a frame: a table whose style says so, or that has one cell alone.

use super::desk::Desk;
use super::met::Met;
use super::roles::Role;
use super::story::Item;
use super::structure;
use super::tables::flat;
use crate::ast::{Block, Boxed, Cell, Column, Row, Table};
use crate::xml::Element;

impl Desk<'_> {
    /// What a table is, as far as its style says.
    pub(super) fn role_of_table(&self, table: &Element<'_>) -> Option<Role> {
        let style = table.descend(&["tblPr", "tblStyle"])?.attribute("val")?;
        self.styles.role_of_table(style)
    }

    /// The cells of a table that is a box; nothing for other tables.
    pub(super) fn box_cells<'e, 'a>(&self, table: &'e Element<'a>) -> Option<Vec<&'e Element<'a>>> {
        let role = self.role_of_table(table).filter(|role| *role != Role::Ruled || self.aside.is_kept);
        let (named, ruled) = (role == Some(Role::Boxed), role == Some(Role::Ruled));
        let rows: Vec<_> = table.elements().filter(|child| child.name != "tblPr" && child.name != "tblGrid").collect();
        let plain = rows.iter().all(|row| is_plain(row));
        let cells: Vec<_> = rows.iter().flat_map(|row| row.elements()).filter(|cell| cell.is("w", "tc")).collect();
        (plain && !cells.is_empty() && (named || cells.len() == 1 && !ruled)).then_some(cells)
    }

    /// Reads a box.
    pub(super) fn boxed(&mut self, cells: &[&Element<'_>]) -> Boxed {
        let start = self.here();
        let anchors = std::mem::take(&mut self.anchors);
        let mut items: Vec<Item> = cells.iter().flat_map(|cell| self.inner_story(cell)).collect();
        let mut title = items.iter().position(|item| role(item) == Some(Role::BoxTitle)).map(|at| items.remove(at));
        items.splice(0..0, title.as_mut().and_then(super::story::pictures));
        for item in &mut items {
            if let Item::Line(line) = item
                && line.role == Role::Boxed
            {
                line.role = Role::Body;
            }
        }
        let (mut id, mut words) = (self.place(&anchors), Vec::new());
        if let Some(Item::Line(line)) = title {
            id = id.or_else(|| self.place(&line.anchors));
            words = self.inlines(line.pieces);
        }
        let blocks = structure::blocks(items, self);
        Boxed { span: start.join(self.here()), id, title: words, blocks }
    }

    /// A box as the table of one cell that it was: tables in it give their paragraphs.
    pub(super) fn lone_cell(&mut self, boxed: Boxed) -> Table {
        if boxed.blocks.iter().any(|block| matches!(block, Block::Table(_))) {
            self.meet(Met::InnerTable, boxed.span);
        }
        let blocks = boxed.blocks.into_iter().flat_map(flat).collect();
        let row = Row { span: boxed.span, cells: vec![Cell { span: boxed.span, blocks, ..Cell::default() }] };
        Table { span: boxed.span, columns: vec![Column::default()], body: vec![row], ..Table::default() }
    }
}

fn role(item: &Item) -> Option<Role> {
    match item {
        Item::Line(line) => Some(line.role),
        _ => None,
    }
}

/// Whether a row is one that neither heads a table nor comes or goes with a tracked change, with cells that stand in nothing
/// else.
fn is_plain(row: &Element<'_>) -> bool {
    let says = |name: &str| row.descend(&["trPr", name]).is_some();
    let bare = |inner: &Element<'_>| {
        inner.is("w", "tc") || matches!(inner.name, "trPr" | "tblPrEx") || inner.elements().next().is_none()
    };
    row.is("w", "tr") && row.elements().all(bare) && !["tblHeader", "hidden", "ins", "del"].into_iter().any(says)
}
