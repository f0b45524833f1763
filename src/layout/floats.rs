//! Decides which figures and tables of the body stand at their place, and which where a page has room for them.

use super::figure::AROUND;
use super::galley::{Column, Galley, Place};
use super::strip::{Float, Strip, Wish};
use crate::ast::{Figure, Placement, Table};
use crate::diagnostics::{Diagnostic, Span, code};
use crate::frame::TagNode;
use crate::geom::Pt;

/// What spans the columns leaves so many lines of a page free at the least: the grid may take them.
const FREE: f64 = 3.0;

/// What sets something at a place, as strips with their tag.
type Set<'s, 'a> = &'s dyn Fn(&mut Galley<'a>, &Place) -> (Vec<Strip>, TagNode);

/// What source and style say of where something stands.
#[derive(Clone, Copy)]
struct Standing {
    placement: Placement,
    spans_page: bool,
    span: Span,
}

impl<'a> Galley<'a> {
    /// A figure of the body.
    pub(super) fn placed_figure(&mut self, figure: &'a Figure, place: &Place, column: &mut Column) -> TagNode {
        let placement = figure.placement.unwrap_or(self.sheet.page.figures);
        let standing = Standing { placement, spans_page: figure.spans_page, span: figure.span };
        self.placed(&|galley, place| galley.figure_strips(figure, place), standing, place, column)
    }

    /// A table of the body.
    pub(super) fn placed_table(&mut self, table: &'a Table, place: &Place, column: &mut Column) -> TagNode {
        let placement = table.placement.unwrap_or(self.sheet.page.tables);
        let standing = Standing { placement, spans_page: table.spans_page, span: table.span };
        if placement == Placement::Here && !self.spans(standing) {
            return self.table(table, place, column);
        }
        let set = |galley: &mut Galley<'a>, place: &Place| {
            let mut inside = galley.column();
            let tag = galley.table(table, place, &mut inside);
            (inside.strips, tag)
        };
        self.placed(&set, standing, place, column)
    }

    fn spans(&self, standing: Standing) -> bool {
        standing.spans_page && self.sheet.page.columns > 1
    }

    fn placed(&mut self, set: Set<'_, 'a>, standing: Standing, place: &Place, column: &mut Column) -> TagNode {
        if self.spans(standing)
            && let Some(tag) = self.placed_across(set, standing, place, column)
        {
            return tag;
        }
        let (strips, tag) = set(self, place);
        let wish = match standing.placement {
            Placement::Here => None,
            Placement::Near => Some(Wish::Near),
            Placement::Top => Some(Wish::Head),
            Placement::Foot => Some(Wish::Foot),
        };
        let float = self.float(strips, wish.unwrap_or_default(), column);
        let fits = float.height() + self.around() <= super::text_height(self.sheet);
        if wish.is_some() && fits && !float.strips.is_empty() && !calls(&float) {
            column.floats.push(float);
        } else {
            column.stand(float.strips, self.around());
        }
        tag
    }

    /// Sets something across the columns, at the head of a page or at its foot; nothing where that cannot be.
    fn placed_across(
        &mut self,
        set: Set<'_, 'a>,
        standing: Standing,
        place: &Place,
        column: &mut Column,
    ) -> Option<TagNode> {
        let mark = self.mark();
        let place = Place { width: self.sheet.measure(), ..place.clone() };
        let (strips, tag) = set(self, &place);
        let wish = if standing.placement == Placement::Foot { Wish::Foot } else { Wish::Head };
        let float = self.float(strips, wish, column);
        let most = super::text_height(self.sheet) - self.sheet.text.body.leading * FREE;
        let why = match &float {
            float if float.strips.is_empty() => return Some(tag),
            float if calls(float) => "it calls a note, which would stand in a column",
            float if float.height() > most => "it is too high for a page",
            _ => {
                column.across.push(float);
                return Some(tag);
            }
        };
        self.forget(mark);
        self.cannot_span(standing.span, why);
        None
    }

    /// Tells that something stands in its column, though it should span all of them.
    pub(super) fn cannot_span(&mut self, span: Span, why: &str) {
        let message = format!("this cannot span the columns of a page: {why}; it stands in its column");
        let hint = "take `span=page` out, or what is in its way";
        self.faults.push(Diagnostic::new(code::SPAN_REFUSED, message).at(span).hint(hint));
    }

    fn float(&self, mut strips: Vec<Strip>, wish: Wish, column: &Column) -> Float {
        strips.iter_mut().take(1).for_each(|first| first.space = self.around());
        let order = column.floats.len() + column.across.len();
        Float { strips, place: column.strips.len(), wish, order }
    }

    fn around(&self) -> Pt {
        self.sheet.text.body.leading * AROUND
    }
}

/// Notes stand on the page of their callout, which a float leaves.
fn calls(float: &Float) -> bool {
    float.strips.iter().any(|strip| !strip.notes.is_empty())
}
