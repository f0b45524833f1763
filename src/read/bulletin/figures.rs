//! Figures: a picture alone in its paragraph, `![What it says](map.png "Its caption"){#fig-map width=60%}`.

use super::attributes::Attributes;
use super::compositor::{Compositor, span};
use super::standing::STANDING;
use super::tree::{Kind, Node};
use crate::ast::{Figure, Inline, text};
use crate::diagnostics::code;
use std::ops::Range;

impl Compositor<'_> {
    /// Reads a paragraph as a figure, if it holds a picture and nothing else but its attributes.
    pub(super) fn figure(&mut self, nodes: &[Node], range: &Range<usize>) -> Option<Figure> {
        let picture = nodes.first()?;
        let Kind::Image { target, title } = &picture.kind else { return None };
        let rest = picture.range.end..range.start + self.slice(range.clone()).trim_end().len();
        let attributes = Attributes::parse(self.text, rest.start);
        let misread = attributes.is_none()
            && self.slice(rest.start..rest.start + 1) == "{"
            && self.slice(rest.clone()).ends_with('}');
        let end = match &attributes {
            Some(attributes) => attributes.range.end,
            None if misread && self.tell_misread(rest.clone(), "left out") => rest.end,
            None => rest.start,
        };
        if !self.slice(end..rest.end.max(end)).trim().is_empty() {
            return None;
        }
        let alternative = text::inlines(&self.run(&picture.children, picture.range.clone()));
        let caption = title.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        let at = span(picture.range.clone());
        let caption = if caption.is_empty() { Vec::new() } else { vec![Inline::text(caption, at)] };
        let mut figure = Figure { span: at, image: target.clone(), alternative, caption, ..Figure::default() };
        if let Some(attributes) = attributes {
            self.figure_attributes(&mut figure, attributes);
        }
        Some(figure)
    }

    fn figure_attributes(&mut self, figure: &mut Figure, attributes: Attributes) {
        let at = attributes.range.clone();
        for (key, value) in &attributes.pairs {
            match key.as_str() {
                "width" => match share(value) {
                    Some(width) => figure.width = Some(width),
                    None => {
                        let message = format!("`{value}` is not a width");
                        let hint = "give a share of the measure above 0 and up to 100%, as in `width=60%`";
                        self.tell(code::ATTRIBUTE_INVALID, at.clone(), message, hint);
                    }
                },
                "placement" | "span" => {
                    self.standing((&mut figure.placement, &mut figure.spans_page), (key, value), at.clone());
                }
                _ => self.unknown(key, key, ["width"].into_iter().chain(STANDING), at.clone()),
            }
        }
        for class in &attributes.classes {
            self.unknown(&format!(".{class}"), class, std::iter::empty(), at.clone());
        }
        figure.id = self.claim(attributes.id, at);
    }
}

/// A share of the measure: `60%` or `0.6`, to a thousandth of a hundredth.
fn share(value: &str) -> Option<f64> {
    let share: f64 = match value.strip_suffix('%') {
        Some(percent) => percent.parse::<f64>().ok()? / 100.0,
        None => value.parse().ok()?,
    };
    let share = (share * 1e5).round() / 1e5;
    (share > 0.0 && share <= 1.0).then_some(share)
}
