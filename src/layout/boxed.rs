//! Sets text in a frame. A short one stands on one page; where a page ends in a long one, the frame is open there.

use super::galley::{Column, Galley, Place, node};
use super::masthead::rule;
use super::paginate::height;
use super::strip::{Seam, Strip};
use crate::ast::Boxed;
use crate::frame::{Placed, Tag, TagChild, TagNode};
use crate::geom::{Pt, Rect};
use crate::style::{ColourRole, Swatch, TextRole};
use std::collections::BTreeMap;

/// What is behind and beside a strip reaches this far over the one above, so that no light shines through between them, points.
const OVERLAP: Pt = Pt(0.25);
/// A frame up to this share of the page's height is not divided.
const WHOLE: f64 = 0.25;

/// How a frame ends above or below.
#[derive(Clone, Copy, PartialEq)]
enum Edge {
    /// With a rule.
    Upper,
    /// The same below.
    Lower,
    /// Open, since it goes on on another page.
    Cut,
}

/// Where a frame stands and how it looks.
#[derive(Clone, Copy)]
struct Frame {
    left: Pt,
    width: Pt,
    /// Thickness of its rules.
    rule: Pt,
    ink: Swatch,
    ground: Option<Swatch>,
}

impl<'a> Galley<'a> {
    /// Text in a frame, its title first.
    pub(super) fn boxed(&mut self, boxed: &'a Boxed, place: &Place, column: &mut Column) -> TagNode {
        let sheet = self.sheet;
        let look = &sheet.boxes;
        let frame = Frame {
            left: place.left,
            width: place.width,
            rule: look.rule,
            ink: sheet.colour(look.colour),
            ground: look.fill.then(|| sheet.colour(ColourRole::Tint)),
        };
        let inner = Place { role: TextRole::Box, ..place.inset(look.padding, look.padding) };
        let mut inside = self.column();
        let mut children = Vec::new();
        if !boxed.title.is_empty() {
            let style = &sheet.text.box_title;
            let title = self.line_of(&boxed.title, style, &inner, Tag::Paragraph, boxed.span, &mut inside);
            children.push(TagChild::Node(title));
        }
        children.extend(self.blocks(&boxed.blocks, &inner, &mut inside));
        let mut strips = self.framed(inside.strips, frame, look.padding);
        if height(&strips) <= super::text_height(sheet) * WHOLE {
            strips.iter_mut().skip(1).for_each(|strip| strip.seam = Seam::Never);
        }
        strips.first_mut().into_iter().for_each(|first| first.anchors.extend(boxed.id.clone()));
        column.stand(strips, look.space);
        node(Tag::Section, boxed.span, children)
    }

    /// Strips with a frame around them, and the ends of the frame for where a page divides them.
    fn framed(&mut self, strips: Vec<Strip>, frame: Frame, padding: Pt) -> Vec<Strip> {
        let cut = frame.edge(padding, Edge::Cut);
        self.heads.push(vec![cut.clone()]);
        let tail = self.heads.len() - 1;
        let mut openings = BTreeMap::new();
        let mut framed = vec![frame.edge(padding, Edge::Upper)];
        for (at, mut strip) in strips.into_iter().enumerate() {
            if at > 0 && strip.space > Pt::ZERO {
                // A strip of its own, so that the frame's sides go on through the space and end with the page.
                let gap = Strip { height: strip.space, seam: Seam::Never, tail: Some(tail), ..Strip::default() };
                framed.push(frame.sides(gap));
            }
            strip.space = Pt::ZERO;
            if at == 0 {
                strip.seam = Seam::Never;
            }
            strip.head = Some(*openings.entry(strip.head).or_insert_with_key(|&inner| {
                let inner = inner.and_then(|head| self.heads.get(head)).cloned().unwrap_or_default();
                let inner = inner.into_iter().map(|strip| frame.sides(strip));
                self.heads.push(std::iter::once(cut.clone()).chain(inner).collect());
                self.heads.len() - 1
            }));
            strip.tail = Some(self.tail_with(strip.tail, tail, frame));
            framed.push(frame.sides(strip));
        }
        framed.push(Strip { seam: Seam::Never, ..frame.edge(padding, Edge::Lower) });
        framed
    }

    /// What ends a page inside the frame: what the strip itself asks for, then the room under the words.
    fn tail_with(&mut self, inner: Option<usize>, tail: usize, frame: Frame) -> usize {
        let Some(inner) = inner.and_then(|inner| self.heads.get(inner)).cloned() else { return tail };
        let edge = self.heads.get(tail).cloned().unwrap_or_default();
        self.heads.push(inner.into_iter().map(|strip| frame.sides(strip)).chain(edge).collect());
        self.heads.len() - 1
    }
}

impl Frame {
    /// An edge, with the room between it and the words.
    fn edge(self, padding: Pt, edge: Edge) -> Strip {
        let strip = self.sides(Strip { height: padding, ..Strip::default() });
        let y = if edge == Edge::Lower { padding - self.rule } else { Pt::ZERO };
        let across = self.ruled(Rect::new(self.left, y, self.width, self.rule)).filter(|_| edge != Edge::Cut);
        Strip { ink: strip.ink.into_iter().chain(across).collect(), ..strip }
    }

    /// A strip with the ground under it and the rules at its sides.
    fn sides(self, mut strip: Strip) -> Strip {
        let height = strip.height;
        let ground = |swatch| rule(Rect::new(self.left, -OVERLAP, self.width, height + OVERLAP), swatch);
        let mut ink: Vec<Placed> = self.ground.map(ground).into_iter().collect();
        for x in [self.left, self.left + self.width - self.rule] {
            ink.extend(self.ruled(Rect::new(x, -OVERLAP, self.rule, height + OVERLAP)));
        }
        ink.append(&mut strip.ink);
        Strip { ink, ..strip }
    }

    fn ruled(self, area: Rect) -> Option<Placed> {
        (self.rule > Pt::ZERO).then(|| rule(area, self.ink))
    }
}
