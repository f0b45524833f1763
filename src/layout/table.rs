//! Sets tables.

use super::galley::{Column, Galley, Place, node};
use crate::ast::Table;
use crate::frame::{Tag, TagNode};

impl<'a> Galley<'a> {
    /// A table.
    pub(super) fn table(&mut self, table: &'a Table, place: &Place, column: &mut Column) -> TagNode {
        let mut children = Vec::new();
        for cell in table.head.iter().chain(&table.body).flat_map(|row| &row.cells) {
            children.extend(self.blocks(&cell.blocks, place, column));
        }
        node(Tag::Section, table.span, children)
    }
}
