//! Sets the masthead at the head of page 1.

use super::galley::{Column, Galley, Place};
use super::inlines::Manner;
use super::look::Look;
use super::strip::{Strip, advance};
use crate::ast::Inline;
use crate::diagnostics::Span;
use crate::frame::{ArtifactKind, Content, FrameItem, Placed, Tag, TagChild};
use crate::geom::{Em, Pt, Rect};
use crate::style::{Align, ColourRole, Swatch, TextRole, TextStyle};

/// Between two texts on one line at the least, em.
const APART: f64 = 1.0;
/// A name that no space divides is set this much smaller, rather than that it breaks.
const SMALLEST: f64 = 0.6;
/// The same of a name that a space divides, which breaks well.
const SMALLEST_OF_WORDS: f64 = 0.85;
/// Of several lines of a name, each fills this share of the measure, since it ends after a word.
const FILLED: f64 = 0.88;
/// A name that takes more lines keeps its size.
const MOST_LINES: u8 = 6;
/// What is left of the measure beside a name made to fit it, as a share.
const SPARE: f64 = 0.001;
/// Heights that differ by less are the same, points.
const SAME: Pt = Pt(0.01);

/// A rule of ink that is no part of the text.
pub(super) fn rule(area: Rect, colour: Swatch) -> Placed {
    Placed { item: FrameItem::Rule { area, colour }, content: Content::Artifact(ArtifactKind::Layout) }
}

impl<'a> Galley<'a> {
    /// The name block: marking, name, issue line, publisher and date, rule; then the designation.
    ///
    /// The block is one strip, since its lines and rule stand where the style says and on no grid.
    pub(super) fn masthead(&mut self, place: &Place, column: &mut Column) -> Vec<TagChild> {
        let document = self.document;
        let (front, masthead) = (&document.front, &document.masthead);
        let span = front.span;
        let mut lines = Column::default();
        let mut children = Vec::new();
        for ends in document.markings() {
            let ends = ends.map(Option::unwrap_or_default);
            children.extend(self.two_ends(ends, TextRole::Marking, place, span, &mut lines));
        }
        let mut block =
            Block { shift: -self.over_type(&self.sheet.text.marking), air: lines.asked(), ..Block::default() };
        block.take(std::mem::take(&mut lines).strips);
        children.extend(self.name(&masthead.name, place, span, &mut lines));
        let name = lines.strips.len();
        let top = lines.strips.first().and_then(|strip| self.reach(strip));
        block.drop(self.sheet.masthead.drop.to_pt(), top.map(|(top, _)| top));
        children.extend(self.plain(words(&masthead.issue_line), TextRole::IssueLine, place, span, &mut lines));
        let ends = [words(&masthead.publisher), words(&masthead.date)];
        children.extend(self.two_ends(ends, TextRole::PublisherLine, place, span, &mut lines));
        if let Some(strip) = self.whole_lines(block, lines.strips, name, place).filter(|_| !children.is_empty()) {
            let style =
                TextStyle { before: Pt::ZERO, after: Pt::ZERO, keep_with_next: true, ..self.sheet.text.body.clone() };
            column.push(vec![strip], &style);
        }
        children.extend(self.plain(words(&masthead.designation), TextRole::Designation, place, span, column));
        children
    }

    /// What of its leading stands over the type of a first line that begins at the head of the text block, as the lines
    /// of the body do on a baseline grid.
    fn over_type(&self, style: &TextStyle) -> Pt {
        let over = (style.leading - style.size).max(Pt::ZERO) / 2.0;
        if self.sheet.page.baseline_grid { over } else { Pt::ZERO }
    }

    /// The block with its last lines. On a baseline grid it takes whole lines, so that what follows stands as far under
    /// the rule as the style says: the space under the name, which has so many lines, gives what that needs.
    fn whole_lines(&self, block: Block, mut lines: Vec<Strip>, name: usize, place: &Place) -> Option<Strip> {
        let body = &self.sheet.text.body;
        if self.sheet.page.baseline_grid && name > 0 && name < lines.len() {
            let height = self.finished(block.clone(), lines.clone(), place)?.height + self.over_type(body);
            let whole = body.leading * ((height - SAME) / body.leading).ceil();
            lines.get_mut(name).into_iter().for_each(|first| first.space += whole - height);
        }
        self.finished(block, lines, place)
    }

    /// The block with its last lines, its rule and the space under it, which as part of the block neither opens nor
    /// closes to fill the page.
    fn finished(&self, mut block: Block, lines: Vec<Strip>, place: &Place) -> Option<Strip> {
        block.take(lines);
        let mut strip = block.strip()?;
        self.masthead_rule(&mut strip, place);
        strip.height += self.sheet.masthead.after.to_pt();
        Some(strip)
    }

    /// How far the ink of the letters in a strip reaches: its upper and lower end, from the strip's top.
    fn reach(&self, strip: &Strip) -> Option<(Pt, Pt)> {
        let reach = |placed: &Placed| {
            let FrameItem::Glyphs(run) = &placed.item else { return None };
            let reach = self.shaper.reach(run)?;
            let at = |em: f64| run.origin.y + Em(em).at(run.size);
            Some((at(-reach.above), at(reach.below)))
        };
        let both =
            |(top, foot): (Pt, Pt), (other_top, other_foot): (Pt, Pt)| (top.min(other_top), foot.max(other_foot));
        strip.ink.iter().filter_map(reach).reduce(both)
    }

    fn name(&mut self, lines: &[String], place: &Place, span: Span, column: &mut Column) -> Vec<TagChild> {
        let apart = self.sheet.masthead.kind_apart && lines.len() > 1;
        let mut children = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            let role = if apart && at + 1 == lines.len() { TextRole::MastheadKind } else { TextRole::MastheadName };
            let style = self.fitting(line, role, place);
            let inlines = [Inline::text(line, span)];
            let place = Place { role, ..place.clone() };
            children.push(TagChild::Node(self.line_of(&inlines, &style, &place, Tag::Paragraph, span, column)));
        }
        children
    }

    /// The type of a line of the name, in which it fits the measure: set closer first, then smaller within bounds, and
    /// only then on more lines.
    fn fitting(&mut self, words: &str, role: TextRole, place: &Place) -> TextStyle {
        let style = self.sheet.text.of(role);
        let measure = (place.width - style.left.at(style.size) - style.right.at(style.size)) * (1.0 - SPARE);
        let mut width = |style: &TextStyle| {
            let manner = Manner::new(Look::of(style, self.sheet), &place.lang);
            self.natural_width(style, place, |gatherer| gatherer.words(words, &manner, Span::Unknown))
        };
        let solid = TextStyle { tracking: Em(style.tracking.0.min(0.0)), ..style.clone() };
        let (tracked, close) = (width(style), width(&solid));
        if tracked <= measure {
            return style.clone();
        }
        if close < measure {
            let share = (measure - close) / (tracked - close);
            return TextStyle { tracking: Em(style.tracking.0 * share), ..solid };
        }
        let least = if words.contains(char::is_whitespace) { SMALLEST_OF_WORDS } else { SMALLEST };
        let lines = [1.0].into_iter().chain((2..=MOST_LINES).map(|lines| f64::from(lines) * FILLED));
        let share = lines.map(|lines| measure * lines / close).find(|share| *share >= least);
        match share.filter(|share| *share < 1.0) {
            Some(share) => TextStyle { size: style.size * share, leading: style.leading * share, ..solid },
            None => style.clone(),
        }
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

    /// The rule under all letters of the block.
    fn masthead_rule(&self, block: &mut Strip, place: &Place) {
        let style = &self.sheet.masthead;
        if style.rule <= Pt::ZERO {
            return;
        }
        let foot = self.reach(block).map_or(block.height, |(_, foot)| foot);
        let area = Rect::new(place.left, foot + style.rule_gap.to_pt(), place.width, style.rule);
        let item = FrameItem::Rule { area, colour: self.sheet.colour(ColourRole::Accent) };
        block.ink.push(Placed { item, content: Content::Artifact(ArtifactKind::MastheadRule) });
        block.height = block.height.max(area.bottom());
    }
}

fn words(words: &Option<String>) -> &str {
    words.as_deref().unwrap_or_default()
}

/// Lines one below the other in one strip.
#[derive(Clone, Default)]
struct Block {
    lines: Strip,
    /// Moves the next line from where it would stand.
    shift: Pt,
    /// What the lines so far keep free below them.
    air: Pt,
}

impl Block {
    /// Adds lines.
    fn take(&mut self, lines: Vec<Strip>) {
        for (at, mut line) in lines.into_iter().enumerate() {
            let space = if at > 0 { line.space } else { std::mem::take(&mut self.shift) };
            let top = self.lines.height + space;
            line.shift(Pt::ZERO, top);
            self.lines.height = top + line.height;
            self.lines.absorb(line);
        }
    }

    /// Places the next line's ink, whose upper end in its line is given, at a distance from the block's head; where
    /// that is taken, the line stands under what is there and the air below it.
    fn drop(&mut self, distance: Pt, ink: Option<Pt>) {
        let free = distance >= self.lines.height + self.air;
        self.shift = if free { distance - self.lines.height - ink.unwrap_or_default() } else { self.air };
    }

    /// The strip, if anything stands in it.
    fn strip(self) -> Option<Strip> {
        Some(self.lines).filter(|strip| !strip.ink.is_empty())
    }
}
