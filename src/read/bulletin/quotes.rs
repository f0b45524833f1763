//! Whose words a quotation is, where that stands in its last line and not in a paragraph of its own.

use super::tree::{Kind, Node};

/// The dashes that open such a line.
pub(super) const DASHES: [char; 2] = ['—', '―'];

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
