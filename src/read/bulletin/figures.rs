//! Figures: a picture alone in its paragraph, `![What it says](map.png "Its caption"){#fig-map width=60%}`.

use super::attributes::Attributes;
use super::blocks::{Item, Placed};
use super::compositor::{Compositor, span};
use super::full_width::write;
use super::standing::STANDING;
use super::tree::{Kind, Node};
use crate::ast::{Block, Figure, Inline, text};
use crate::diagnostics::{Span, code};
use std::ops::Range;

/// The words that open captions in print.
const OPENINGS: [&str; 3] = ["图", "Figure", "Fig."];
/// Those of tables.
const TABLE_OPENINGS: [&str; 2] = ["表", "Table"];

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

    /// Tells of paragraphs beside figures and tables without a caption that open as captions do in print: `图：…`, `图1 …`, `表1：…`.
    pub(super) fn tell_typed_captions(&mut self, items: &[Placed]) {
        let mut told = Span::Unknown;
        for pair in items.windows(2) {
            if let [Placed { item: Item::Block(one), .. }, Placed { item: Item::Block(other), .. }] = pair
                && let (beside, Block::Paragraph(words)) | (Block::Paragraph(words), beside) = (one, other)
                && words.span != told
                && let Some(range) = words.span.range()
                && self.tell_typed_caption(beside, range)
            {
                told = words.span;
            }
        }
    }

    fn tell_typed_caption(&mut self, beside: &Block, range: Range<usize>) -> bool {
        let paragraph = self.slice(range.clone()).trim_end();
        let told = match beside {
            Block::Figure(figure) if figure.caption.is_empty() => {
                typed_caption(paragraph, &OPENINGS).map(|words| ("figure", figure_hint(figure, words)))
            }
            Block::Table(table) if table.caption.is_empty() => {
                typed_caption(paragraph, &TABLE_OPENINGS).map(|words| ("table", table_hint(paragraph, words)))
            }
            _ => None,
        };
        let Some((what, hint)) = told else { return false };
        let end = range.start + paragraph.len();
        let message = format!(
            "this paragraph opens as a caption does; it is printed as a paragraph, and the {what} has no caption"
        );
        self.tell(code::MARKUP_UNREAD, range.start..end, &message, &hint);
        true
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

/// The words of a caption that says itself whose it is: behind a colon, or behind a number and a blank where no stop ends it.
fn typed_caption<'p>(paragraph: &'p str, openings: &[&str]) -> Option<&'p str> {
    let rest = openings.iter().find_map(|opening| paragraph.strip_prefix(opening))?.trim_start();
    let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
    let numbered = behind.len() < rest.len() && behind.starts_with(char::is_whitespace);
    let words = match behind.strip_prefix(['：', ':']) {
        Some(words) => words,
        None if numbered && !paragraph.ends_with(['。', '.']) => behind,
        None => return None,
    };
    Some(words.trim()).filter(|words| !words.is_empty())
}

/// The line that makes a caption of the words.
fn figure_hint(figure: &Figure, words: &str) -> String {
    let caption = |words: &str| format!("![…]({} \"{words}\")", figure.image);
    let exact = caption(if words.contains(['"', '\n', '{']) { "…" } else { words });
    format!("{}, and delete this paragraph; the number is printed by itself", write(&exact, &caption("…")))
}

/// The same for a table, in the language of the paragraph.
fn table_hint(paragraph: &str, words: &str) -> String {
    let opening = if paragraph.starts_with('表') { "表：" } else { "Table: " };
    let caption = |words: &str| format!("{opening}{words}");
    let exact = caption(if words.contains('\n') { "…" } else { words });
    format!("{}; the number is printed by itself", write(&exact, &caption("…")))
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
