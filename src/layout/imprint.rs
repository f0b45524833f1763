//! Sets the imprint: lines between rules at the end of the issue.

use super::galley::{Column, Galley, Place, node};
use super::inlines::{Gatherer, Manner};
use super::look::Look;
use super::strip::{Seam, Strip, ink_width};
use crate::ast::ImprintLine;
use crate::diagnostics::Span;
use crate::frame::{ArtifactKind, Content, FrameItem, Placed, Tag, TagChild};
use crate::geom::{Em, Mm, Pt, Rect};
use crate::style::{Align, ColourRole, TextRole, TextStyle};

/// The least that stays between a line and what stands at its right end, em.
const APART: Em = Em(1.0);
/// The share of the measure that a label may take for turned lines to stand under what follows it.
const WIDEST_LABEL: f64 = 0.4;

impl<'a> Galley<'a> {
    /// The lines at the end, between rules.
    pub(super) fn imprint(&mut self, place: &Place, column: &mut Column) -> Vec<TagChild> {
        let document = self.document;
        let span = document.front.imprint.span;
        let mut children = Vec::new();
        let mut entries: Vec<Vec<Strip>> = Vec::new();
        for line in &document.masthead.imprint {
            let (strips, child) = self.imprint_line(line, place, span);
            children.push(child);
            match entries.last_mut().filter(|_| line.flush_right) {
                Some(entry) => join(entry, strips, APART.at(self.sheet.text.imprint.size)),
                None => entries.push(strips),
            }
        }
        let strips = self.ruled(entries, place);
        column.push(strips, &self.sheet.text.imprint);
        children
    }

    /// One line; where it turns over, it goes on under what follows the label.
    fn imprint_line(&mut self, line: &ImprintLine, place: &Place, span: Span) -> (Vec<Strip>, TagChild) {
        let style = &self.sheet.text.imprint;
        let align = Some(if line.flush_right { Align::Right } else { style.align });
        let around = place.inset(style.left.at(style.size), style.right.at(style.size));
        let place = Place { role: TextRole::Imprint, align, ..around };
        let manner = Manner::new(Look::of(style, self.sheet), &place.lang);
        let flat = TextStyle { indent: Em(0.0), ..style.clone() };
        let hang = self.label_width(line, &flat, &manner, &place);
        let mut gatherer = Gatherer::new(self);
        gatherer.words(&line.label, &manner, span);
        gatherer.label_space(Em(0.0), &manner);
        gatherer.words(&line.text, &manner, span);
        let (text, words) = gatherer.finish();
        let hangs = hang > Pt::ZERO && hang < place.width * WIDEST_LABEL;
        let (style, place) = match hangs {
            true => (TextStyle { indent: Em(-(hang / style.size)), ..style.clone() }, place.inset(hang, Pt::ZERO)),
            false => (flat, place),
        };
        let strips = self.set(&text, &style, &place);
        (strips, TagChild::Node(node(Tag::Paragraph, span, words)))
    }

    /// From the start of a line to the first character after its label (GB/T 9704-2012, 7.4.2: 回行时与冒号后的首字对齐), which
    /// stands farther off than the label is wide: a mark keeps its square before it.
    fn label_width(&mut self, line: &ImprintLine, style: &TextStyle, manner: &Manner, place: &Place) -> Pt {
        let first: String = line.text.chars().take(1).collect();
        let mut width = |label: &str| {
            self.natural_width(style, place, |gatherer| {
                gatherer.words(label, manner, Span::Unknown);
                gatherer.label_space(Em(0.0), manner);
                gatherer.words(&first, manner, Span::Unknown);
            })
        };
        width(&line.label) - width("")
    }

    /// Entries one below the other with the style's rules over, between and under them.
    fn ruled(&self, entries: Vec<Vec<Strip>>, place: &Place) -> Vec<Strip> {
        let style = &self.sheet.imprint;
        let last = entries.len();
        let mut strips: Vec<Strip> = Vec::new();
        for (at, mut entry) in entries.into_iter().enumerate() {
            let thickness = if at == 0 { style.outer_rule } else { style.inner_rule };
            if let Some(first) = entry.first_mut() {
                self.rule_over(first, thickness, place);
                first.seam = if at == 0 { Seam::Dear } else { Seam::Never };
            }
            if let Some(foot) = entry.last_mut().filter(|_| style.closed || at + 1 < last) {
                let thickness = if at + 1 == last { style.outer_rule } else { style.inner_rule };
                if thickness > Mm(0.0) {
                    foot.height += style.gap;
                }
                if at + 1 == last {
                    let rule = self.imprint_rule(foot.height, thickness, place);
                    foot.ink.extend(rule);
                    foot.height += thickness.to_pt();
                }
            }
            strips.extend(entry);
        }
        strips.iter_mut().skip(1).for_each(|strip| strip.seam = Seam::Never);
        strips
    }

    fn rule_over(&self, strip: &mut Strip, thickness: Mm, place: &Place) {
        let Some(rule) = self.imprint_rule(Pt::ZERO, thickness, place) else { return };
        let room = self.sheet.imprint.gap + thickness.to_pt();
        strip.shift(Pt::ZERO, room);
        strip.height += room;
        strip.ink.insert(0, rule);
    }

    fn imprint_rule(&self, y: Pt, thickness: Mm, place: &Place) -> Option<Placed> {
        let area = Rect::new(place.left, y, place.width, thickness.to_pt());
        let item = FrameItem::Rule { area, colour: self.sheet.colour(ColourRole::Ink) };
        (thickness > Mm(0.0)).then_some(Placed { item, content: Content::Artifact(ArtifactKind::ImprintRule) })
    }
}

/// Puts a text at the right end of an entry's last line, or under it where it does not fit.
fn join(entry: &mut Vec<Strip>, mut strips: Vec<Strip>, apart: Pt) {
    let right = |strip: &Strip| strip.ink.iter().map(|placed| placed.item.left()).fold(Pt(f64::INFINITY), Pt::min);
    match (entry.last_mut(), strips.as_slice()) {
        (Some(last), [one]) if ink_width(last) + apart <= right(one) => last.absorb(strips.remove(0)),
        _ => entry.append(&mut strips),
    }
}
