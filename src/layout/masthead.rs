//! Sets the masthead at the head of page 1 and the imprint at the end.

use super::galley::{Column, Galley, Place, baseline};
use super::strip::{Seam, Strip, advance};
use crate::ast::Inline;
use crate::diagnostics::Span;
use crate::frame::{ArtifactKind, Content, FrameItem, Placed, Tag, TagChild};
use crate::geom::{Em, Pt, Rect};
use crate::style::{Align, ColourRole, Swatch, TextRole, TextStyle};

/// Thickness of the rule over the imprint, points.
const IMPRINT_RULE: Pt = Pt(0.5);
/// From the rule over the imprint to its first line, points.
const IMPRINT_GAP: Pt = Pt(4.0);
/// Between two texts on one line at the least, em.
const APART: f64 = 1.0;

/// A rule of ink that is no part of the text.
pub(super) fn rule(area: Rect, colour: Swatch) -> Placed {
    Placed { item: FrameItem::Rule { area, colour }, content: Content::Artifact(ArtifactKind::Layout) }
}

impl<'a> Galley<'a> {
    /// The name block: marking, name, issue line, publisher and date, rule, designation.
    pub(super) fn masthead(&mut self, place: &Place, column: &mut Column) -> Vec<TagChild> {
        let document = self.document;
        let (front, masthead) = (&document.front, &document.masthead);
        let span = front.span;
        let mut children = Vec::new();
        let words = |words: &Option<String>| words.clone().unwrap_or_default();
        children.extend(self.two_ends(
            [&words(&front.classification), &words(&front.copy_number)],
            TextRole::Marking,
            place,
            span,
            column,
        ));
        self.drop(column);
        children.extend(self.name(&masthead.name, place, span, column));
        children.extend(self.plain(&words(&masthead.issue_line), TextRole::IssueLine, place, span, column));
        children.extend(self.two_ends(
            [&words(&masthead.publisher), &words(&masthead.date)],
            TextRole::PublisherLine,
            place,
            span,
            column,
        ));
        if !children.is_empty() {
            self.masthead_rule(place, column);
        }
        children.extend(self.plain(&words(&masthead.designation), TextRole::Designation, place, span, column));
        children
    }

    /// The space over the name, kept though it stands at the head of the page.
    fn drop(&mut self, column: &mut Column) {
        let height = self.sheet.masthead.drop.to_pt();
        if height > Pt::ZERO {
            column.strips.push(Strip { height, ..Strip::default() });
            column.keep();
        }
    }

    fn name(&mut self, lines: &[String], place: &Place, span: Span, column: &mut Column) -> Vec<TagChild> {
        let apart = self.sheet.masthead.kind_apart && lines.len() > 1;
        let mut children = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            let role = if apart && at + 1 == lines.len() { TextRole::MastheadKind } else { TextRole::MastheadName };
            children.extend(self.plain(line, role, place, span, column));
        }
        children
    }

    /// Two texts on one baseline, at both ends of the measure; one below the other where they do not fit.
    fn two_ends(
        &mut self,
        words: [&str; 2],
        role: TextRole,
        place: &Place,
        span: Span,
        column: &mut Column,
    ) -> Vec<TagChild> {
        let style = self.sheet.text.of(role);
        let mut children = Vec::new();
        let mut ends = Vec::new();
        for (words, align) in words.into_iter().zip([Align::Left, Align::Right]) {
            let mut end = Column::default();
            let place = Place { align: Some(align), ..place.clone() };
            children.extend(self.plain(words, role, &place, span, &mut end));
            ends.push(end.strips);
        }
        let fits = ends.iter().all(|end| end.len() < 2) && self.fit(&ends, style, place.width);
        let mut strips: Vec<Strip> = Vec::new();
        for strip in ends.into_iter().flatten() {
            match strips.last_mut().filter(|_| fits) {
                Some(first) => first.absorb(strip),
                None => strips.push(strip),
            }
        }
        column.push(strips, style);
        children
    }

    fn fit(&self, ends: &[Vec<Strip>], style: &TextStyle, width: Pt) -> bool {
        let ink = ends.iter().flatten().flat_map(|strip| &strip.ink);
        let set: Pt = ink.map(|placed| advance(&placed.item)).sum();
        set + Em(APART).at(style.size) <= width
    }

    fn masthead_rule(&mut self, place: &Place, column: &mut Column) {
        let style = &self.sheet.masthead;
        let colour = self.sheet.colour(ColourRole::Accent);
        if let Some(last) = column.strips.last_mut().filter(|_| style.rule > Pt::ZERO) {
            // From the letters' foot, not from the leading's.
            let last_style = &self.sheet.text.publisher_line;
            let foot = baseline(last_style) + last_style.size * 0.2;
            let y = foot + style.rule_gap.to_pt();
            last.ink.push(rule(Rect::new(place.left, y, place.width, style.rule), colour));
            last.height = last.height.max(y + style.rule);
        }
        column.space(style.after.to_pt());
    }

    /// The lines at the end, under a rule.
    pub(super) fn imprint(&mut self, place: &Place, column: &mut Column) -> Vec<TagChild> {
        let document = self.document;
        let style = &self.sheet.text.imprint;
        let span = document.front.imprint.span;
        let mut lines = Column::default();
        let mut children = Vec::new();
        for line in &document.masthead.imprint {
            let words = if line.label.is_empty() || line.label.ends_with(super::text::is_wide) {
                format!("{}{}", line.label, line.text)
            } else {
                format!("{} {}", line.label, line.text)
            };
            let inner = TextStyle { before: Pt::ZERO, after: Pt::ZERO, keep_with_next: true, ..style.clone() };
            let inlines = [Inline::text(words, span)];
            children.push(TagChild::Node(self.line_of(&inlines, &inner, place, Tag::Paragraph, span, &mut lines)));
        }
        if let Some(first) = lines.strips.first_mut() {
            first.shift(Pt::ZERO, IMPRINT_GAP);
            first.height += IMPRINT_GAP;
            let colour = self.sheet.colour(ColourRole::Ink);
            first.ink.insert(0, rule(Rect::new(place.left, Pt::ZERO, place.width, IMPRINT_RULE), colour));
            first.seam = Seam::Dear;
        }
        column.push(lines.strips, style);
        children
    }
}
