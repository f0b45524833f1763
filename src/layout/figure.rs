//! Sets pictures, at their size or at the measure, with their captions.

use super::galley::{Column, Galley, Place, node};
use super::inlines::{Gatherer, Manner};
use super::look::Look;
use super::strip::{Seam, Strip};
use crate::ast::{Figure, Inline, Label};
use crate::diagnostics::Span;
use crate::frame::{Content, FrameItem, LeafId, Placed, Tag, TagChild, TagNode};
use crate::geom::{Em, Point, Pt, Rect, Size};
use crate::resources::Image;
use crate::style::{Align, TextRole, Weight};

/// A picture is at most this share of the page's height, so that its caption fits below.
const HIGHEST: f64 = 0.8;
/// Between a caption's label and its words, besides the space, em.
const LABEL_SPACE: f64 = 0.25;

/// Above and below a figure, as a share of the body's leading.
pub(super) const AROUND: f64 = 0.5;

impl Galley<'_> {
    /// A picture and its caption below it, at its place in the text.
    pub(super) fn figure(&mut self, figure: &Figure, place: &Place, column: &mut Column) -> TagNode {
        let (strips, tag) = self.figure_strips(figure, place);
        column.stand(strips, self.sheet.text.body.leading * AROUND);
        tag
    }

    /// A picture and its caption one below the other.
    pub(super) fn figure_strips(&mut self, figure: &Figure, place: &Place) -> (Vec<Strip>, TagNode) {
        let mut column = Column::default();
        let mut children = Vec::new();
        if let Some(image) = self.images.get(&figure.image) {
            let leaf = self.leaf();
            let strip = self.picture(figure, image, leaf, place);
            column.push(vec![strip], &self.sheet.text.caption);
            children.push(TagChild::Leaf(leaf));
        }
        let caption = self.caption(figure.label.as_ref(), &figure.caption, figure.span, place, Align::Centre);
        if let Some((mut strips, caption)) = caption {
            strips.iter_mut().for_each(|strip| strip.seam = Seam::Never);
            column.push(strips, &self.sheet.text.caption);
            children.push(TagChild::Node(caption));
        }
        let tag = Tag::Figure { alternative: figure.alternative.clone() };
        (column.strips, node(tag, figure.span, children))
    }

    fn picture(&self, figure: &Figure, image: &Image, leaf: LeafId, place: &Place) -> Strip {
        let size = self.picture_size(image, figure.width, place);
        let x = place.left + (place.width - size.width) / 2.0;
        let item = FrameItem::Image {
            area: Rect { origin: Point { x, y: Pt::ZERO }, size },
            path: figure.image.clone(),
            alternative: figure.alternative.clone(),
            span: figure.span,
        };
        Strip {
            height: size.height,
            baseline: size.height,
            ink: vec![Placed { item, content: Content::Leaf(leaf) }],
            anchors: figure.id.iter().cloned().collect(),
            ..Strip::default()
        }
    }

    fn picture_size(&self, image: &Image, share: Option<f64>, place: &Place) -> Size {
        let natural = Pt(f64::from(image.width) / image.per_inch * 72.0);
        let wanted = share.map_or(natural, |share| place.width * share.clamp(0.01, 1.0)).min(place.width);
        let ratio = f64::from(image.height) / f64::from(image.width);
        let highest = super::text_height(self.sheet) * HIGHEST;
        let height = (wanted * ratio).min(highest);
        Size { width: height / ratio, height }
    }

    /// The caption of a figure or table: label, then words; one line stands in the middle, more at the left.
    pub(super) fn caption(
        &mut self,
        label: Option<&Label>,
        words: &[Inline],
        span: Span,
        place: &Place,
        short: Align,
    ) -> Option<(Vec<Strip>, TagNode)> {
        if label.is_none() && words.is_empty() {
            return None;
        }
        let style = &self.sheet.text.caption;
        let manner = Manner::new(Look::of(style, self.sheet), &place.lang);
        let bold = Manner { look: Look { weight: Weight::Bold, ..manner.look }, ..manner.clone() };
        let mut gatherer = Gatherer::new(self);
        if let Some(label) = label {
            gatherer.words(&label.text, &bold, span);
            gatherer.label_space(Em(LABEL_SPACE), &bold);
        }
        gatherer.inlines(words, &manner);
        let (text, children) = gatherer.finish();
        let place = &Place { role: TextRole::Caption, ..place.clone() };
        let mut strips = self.set(&text, style, place);
        if strips.len() == 1 {
            strips = self.set(&text, style, &Place { align: Some(short), ..place.clone() });
        }
        Some((strips, node(Tag::Caption, span, children)))
    }
}
