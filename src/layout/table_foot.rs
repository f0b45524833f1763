//! Sets what stands under a table: where its figures come from, and its notes.

use super::blocks::opening;
use super::galley::{Column, Galley, Place, node};
use super::inlines::{Gatherer, Manner};
use super::look::Look;
use super::strip::Seam;
use super::table::PADDING;
use crate::ast::{Note, Table};
use crate::frame::{Tag, TagChild, TagNode};
use crate::geom::Em;
use crate::style::{Align, TextRole};

/// Between a note's mark and its words, em: less than a space.
const MARK_GAP: f64 = -0.1;

impl<'a> Galley<'a> {
    /// What stands under the rows; its first two lines on the page of the last one.
    pub(super) fn table_foot(&mut self, table: &'a Table, place: &Place, column: &mut Column) -> Vec<TagChild> {
        let mut inside = Column::default();
        let place = Place { role: TextRole::TableCell, align: None, ..place.clone() };
        let mut children = self.blocks(&table.foot, &place, &mut inside);
        for note in &table.notes {
            children.push(TagChild::Node(self.table_note(note, &place, &mut inside)));
        }
        let seams = inside.strips.iter_mut().map(|strip| &mut strip.seam);
        seams.filter(|seam| **seam == Seam::Free).for_each(|seam| *seam = Seam::Dear);
        inside.strips.first_mut().into_iter().for_each(|first| first.seam = Seam::Never);
        if !inside.strips.is_empty() {
            column.space(PADDING);
            column.push(inside.strips, &self.sheet.text.table_cell);
        }
        children
    }

    /// A note with its mark. It belongs to the table, before what follows in the text, and so is read here and not as a
    /// note that one comes back from.
    fn table_note(&mut self, note: &'a Note, place: &Place, column: &mut Column) -> TagNode {
        let style = &self.sheet.text.table_cell;
        let (opening, rest) = opening(&note.blocks);
        let manner = Manner::new(Look::of(style, self.sheet), &place.lang);
        let mark = note.label.as_ref().map_or("", |label| &label.text);
        let mut gatherer = Gatherer::new(self);
        gatherer.words(mark, &Manner { look: manner.look.raised(), ..manner.clone() }, note.span);
        gatherer.label_space(Em(MARK_GAP), &manner);
        if let Some(paragraph) = opening {
            gatherer.paragraph(paragraph, &manner);
        }
        let (text, words) = gatherer.finish();
        let mut strips = self.set(&text, style, &Place { align: Some(Align::Left), ..place.clone() });
        strips.first_mut().into_iter().for_each(|first| first.anchors.push(note.id.0.clone()));
        column.push(strips, style);
        let mut children = vec![TagChild::Node(node(Tag::Paragraph, note.span, words))];
        children.extend(self.blocks(rest, place, column));
        node(Tag::Section, note.span, children)
    }
}
