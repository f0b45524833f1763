//! Markup that a small slip makes words of: two colons for three, a blank before a brace, a bracket that is never closed, rows
//! between bars that are no table. It is told and kept as it stands.

mod lines;
mod marks;
mod rows;

use super::compositor::Compositor;
use super::tree::{Kind, Node};
use std::collections::BTreeSet;

/// Stands in place of bytes that are no words: signs that mean something, and what a backslash protects.
const SIGN: char = '\0';

/// Stands at the end of a line that is broken there in print.
const BROKEN: char = '\u{2}';

/// The words of a block that has lines, as the parser left them: as long as the source, byte for byte.
struct Leaf {
    /// Where it starts in the source.
    start: usize,
    words: String,
}

/// What is known of a body while it is searched.
struct Search {
    /// Figures that stand in brackets as marks of notes do: `[1]`.
    called: BTreeSet<u32>,
    /// Where a row ends that bare hyphens made a heading: the rows behind it are part of the same slip.
    headed: Option<usize>,
    /// A place in the source, and the number of its line, from 1.
    line: (usize, usize),
}

impl Compositor<'_> {
    /// Tells of markup that was taken for words.
    pub(super) fn tell_unread(&mut self, root: &Node) {
        let mut search = Search { called: called(self.text), headed: None, line: (0, 1) };
        self.search(root, &mut search);
    }

    fn search(&mut self, node: &Node, search: &mut Search) {
        if matches!(node.kind, Kind::CodeBlock | Kind::HtmlBlock) {
            return;
        }
        for run in node.children.chunk_by(|one, other| one.is_inline() == other.is_inline()) {
            if run.first().is_some_and(Node::is_inline) {
                if let Some(leaf) = self.leaf(run) {
                    self.tell_leaf(&leaf, node, search);
                }
            } else {
                run.iter().for_each(|child| self.search(child, search));
            }
        }
    }

    fn tell_leaf(&mut self, leaf: &Leaf, node: &Node, search: &mut Search) {
        match node.kind {
            Kind::Cell => {}
            Kind::Heading(_) => self.tell_headed_row(leaf, node.range.end, search),
            _ => {
                self.tell_rows(leaf, search);
                self.tell_lines(leaf, search);
            }
        }
        self.tell_marks(leaf);
    }

    /// What words are in nodes that stand in lines; nothing where there are none.
    fn leaf(&self, nodes: &[Node]) -> Option<Leaf> {
        let start = nodes.first()?.range.start;
        let source = self.slice(start..nodes.last()?.range.end);
        let blank = |byte: u8| match byte {
            b'\n' => '\n',
            b' ' | b'\t' | b'\r' | b'>' => ' ',
            _ => SIGN,
        };
        let mut leaf = Leaf { start, words: source.bytes().map(blank).collect() };
        nodes.iter().for_each(|node| self.fill(node, &mut leaf));
        Some(leaf)
    }

    fn fill(&self, node: &Node, leaf: &mut Leaf) {
        let place = node.range.start.saturating_sub(leaf.start)..node.range.end.saturating_sub(leaf.start);
        match &node.kind {
            Kind::Text { verbatim: true, .. } => {
                let words = self.slice(node.range.clone());
                let skipped = usize::from(
                    words.starts_with(|c: char| c.is_ascii_punctuation()) && self.escaped(node.range.start),
                );
                if leaf.words.get(place.clone()).is_some_and(|under| under.len() == words.len()) {
                    leaf.words
                        .replace_range(place.start + skipped..place.end, words.get(skipped..).unwrap_or_default());
                }
            }
            Kind::HardBreak if leaf.words.is_char_boundary(place.start) && place.start < place.end => {
                let first = leaf.words.get(place.start..=place.start);
                if first.is_some_and(|first| first != "\n") {
                    leaf.words.replace_range(place.start..=place.start, "\u{2}");
                }
            }
            _ => node.children.iter().for_each(|child| self.fill(child, leaf)),
        }
    }

    /// The number of the line of a place, which is not before the one that was asked for last.
    fn line_of(&self, at: usize, search: &mut Search) -> usize {
        let (from, line) = search.line;
        search.line = (at, line + self.slice(from..at).matches('\n').count());
        search.line.1
    }
}

impl Leaf {
    /// The lines, without the blanks around them, each with its place in the source and whether it is broken in print.
    fn lines(&self) -> impl Iterator<Item = (usize, &str, bool)> {
        let mut next = self.start;
        self.words.split_inclusive('\n').map(move |line| {
            let inner = line.trim_start_matches(' ');
            let start = next + line.len() - inner.len();
            next += line.len();
            let words = inner.trim_end_matches([' ', '\n', BROKEN]);
            (start, words, inner.contains(BROKEN))
        })
    }
}

fn called(text: &str) -> BTreeSet<u32> {
    let figure = |(at, _): (usize, &str)| {
        let inner = text.get(at + 1..)?;
        let end = inner.bytes().take(4).position(|byte| byte == b']')?;
        let behind = inner.get(end + 1..)?;
        if behind.starts_with(':') { None } else { inner.get(..end)?.parse().ok() }
    };
    text.match_indices('[').filter_map(figure).collect()
}
