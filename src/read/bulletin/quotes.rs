//! Whose words a quotation is, where that stands in its last line and not in a paragraph of its own.

use super::compositor::{Compositor, span};
use super::tree::{Kind, Node};
use crate::ast::{Block, Inlines, Paragraph, Quote};
use std::ops::Range;

/// The dashes that open such a line.
const DASHES: [char; 2] = ['—', '―'];

/// The nodes of a quotation with the last line of its last paragraph taken apart, if it opens with a dash.
pub(super) fn signature_apart(mut nodes: Vec<Node>) -> Vec<Node> {
    if let Some(last) = nodes.last_mut()
        && matches!(last.kind, Kind::Paragraph)
        && let Some(at) = last.children.iter().rposition(|node| matches!(node.kind, Kind::SoftBreak | Kind::HardBreak))
        && last.children.get(at + 1).is_some_and(opens_with_dash)
    {
        let line = last.children.split_off(at + 1);
        last.children.pop();
        let start = line.first().map_or(last.range.end, |node| node.range.start);
        let range = start..last.range.end;
        last.range.end = last.children.last().map_or(start, |node| node.range.end);
        nodes.push(Node { kind: Kind::Paragraph, range, children: line });
    }
    nodes
}

fn opens_with_dash(node: &Node) -> bool {
    // A dash that is written by its number is one of the words.
    matches!(&node.kind, Kind::Text { words, verbatim: true } if words.starts_with(DASHES))
}

impl Compositor<'_> {
    /// A quote, its last paragraph taken as whose words they are if that is `.by` somebody or opens with a dash.
    pub(super) fn quote(&mut self, mut blocks: Vec<Block>, by: Option<Inlines>, range: Range<usize>) -> Quote {
        let several = blocks.len() > 1;
        let signed = match blocks.last() {
            Some(Block::Paragraph(Paragraph { run_in: None, span, .. })) if by.is_none() => {
                let words = span.range().unwrap_or_default();
                self.is_signature(words.clone()) || several && self.slice(words).starts_with(DASHES)
            }
            _ => false,
        };
        let mut attribution = by;
        if let Some(Block::Paragraph(paragraph)) = blocks.pop_if(|_| signed) {
            attribution = Some(paragraph.inlines);
        }
        Quote { span: span(range), blocks, attribution }
    }

    /// Whether a paragraph is nothing but words that carry `.by`.
    fn is_signature(&mut self, paragraph: Range<usize>) -> bool {
        let end = paragraph.start + self.slice(paragraph.clone()).trim_end().len();
        let whole = self.signatures.get(&paragraph.start) == Some(&end);
        whole && self.signatures.remove(&paragraph.start).is_some()
    }
}
