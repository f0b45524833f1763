//! What a reader of the finished pages sees: lines, in reading order, with what they are part of.

use masthead::frame::{Content, FrameItem, LeafId, Pages, Tag, TagChild, TagNode};
use masthead::geom::{Pt, Rect};
use masthead::style::{StyleSheet, TextRole};
use std::collections::BTreeMap;

/// A column of a page: both from 0.
pub(crate) type Place = (usize, usize);

/// A line of a block.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) place: Place,
    pub(crate) baseline: f64,
    pub(crate) role: TextRole,
    pub(crate) words: String,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Heading,
    Row,
    Caption,
    Note,
    Figure,
}

/// A block in reading order.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub(crate) kind: Kind,
    pub(crate) lines: Vec<Line>,
    /// Where the marks of notes stand in it, by their words; that of a note itself.
    pub(crate) marks: Vec<(String, Place)>,
    /// The box of its picture, with its name.
    pub(crate) picture: Option<(String, Place, Rect)>,
}

/// Everything that stands on the pages as part of the text.
pub(crate) struct Sight<'a> {
    pub(crate) style: &'a StyleSheet,
    pub(crate) blocks: Vec<Block>,
    items: BTreeMap<LeafId, Vec<(Place, &'a FrameItem)>>,
    roles: &'a [TextRole],
}

impl<'a> Sight<'a> {
    pub(crate) fn of(pages: &'a Pages, style: &'a StyleSheet) -> Sight<'a> {
        let mut items: BTreeMap<LeafId, Vec<_>> = BTreeMap::new();
        for (number, page) in pages.pages.iter().enumerate() {
            for placed in &page.items {
                let Content::Leaf(leaf) = placed.content else { continue };
                let role = pages.roles.get(leaf.0 as usize).copied().unwrap_or(TextRole::Body);
                let column = if spans(role) { 0 } else { column(style, number, placed.item.left()) };
                items.entry(leaf).or_default().push(((number, column), &placed.item));
            }
        }
        let mut sight = Sight { style, blocks: Vec::new(), items, roles: &pages.roles };
        pages.tags.roots.iter().for_each(|root| sight.node(root, Kind::Text));
        sight
    }

    /// The bounds of a column: left, right.
    pub(crate) fn bounds(&self, place: Place) -> (f64, f64) {
        let left = margin(self.style, place.0);
        let step = (self.style.column() + self.style.page.column_gap.to_pt()) * place.1 as f64;
        ((left + step).0, (left + step + self.style.column()).0)
    }

    fn node(&mut self, node: &TagNode, kind: Kind) {
        let kind = match &node.tag {
            Tag::Heading { .. } => Kind::Heading,
            Tag::TableRow => Kind::Row,
            Tag::Caption => Kind::Caption,
            Tag::Note => Kind::Note,
            Tag::Figure { .. } => Kind::Figure,
            _ => kind,
        };
        let whole = matches!(node.tag, Tag::Paragraph | Tag::Heading { .. } | Tag::TableRow | Tag::Caption | Tag::Note);
        if whole {
            let mut block = Block { kind, lines: Vec::new(), marks: Vec::new(), picture: None };
            self.gather(node, &mut block, false);
            self.blocks.push(block);
            return;
        }
        for child in &node.children {
            match child {
                TagChild::Node(inner) => self.node(inner, kind),
                TagChild::Leaf(leaf) => self.picture(*leaf),
            }
        }
    }

    fn picture(&mut self, leaf: LeafId) {
        let found = self.items.get(&leaf).and_then(|items| items.first());
        if let Some(&(place, FrameItem::Image { area, alternative, .. })) = found {
            let picture = Some((alternative.clone(), place, *area));
            self.blocks.push(Block { kind: Kind::Figure, lines: Vec::new(), marks: Vec::new(), picture });
        }
    }

    fn gather(&self, node: &TagNode, block: &mut Block, mark: bool) {
        let mark = mark || matches!(node.tag, Tag::Reference | Tag::NoteLabel);
        for child in &node.children {
            match child {
                TagChild::Node(inner) => self.gather(inner, block, mark),
                TagChild::Leaf(leaf) => self.leaf(*leaf, block, mark),
            }
        }
    }

    fn leaf(&self, leaf: LeafId, block: &mut Block, mark: bool) {
        for (place, item) in self.items.get(&leaf).into_iter().flatten() {
            let FrameItem::Glyphs(run) = item else { continue };
            // Marks are raised: they make no line.
            if mark {
                if !run.text.trim().is_empty() {
                    block.marks.push((run.text.trim().to_string(), *place));
                }
                continue;
            }
            let baseline = run.origin.y.0;
            let on_it = |line: &&mut Line| line.place == *place && (line.baseline - baseline).abs() < 0.5;
            let line = block.lines.iter_mut().find(on_it);
            match line {
                Some(line) => line.words.push_str(&run.text),
                None => block.lines.push(Line {
                    place: *place,
                    baseline,
                    role: self.roles.get(leaf.0 as usize).copied().unwrap_or(TextRole::Body),
                    words: run.text.clone(),
                }),
            }
        }
    }
}

/// The left edge of the text block.
fn margin(style: &StyleSheet, page: usize) -> Pt {
    let verso = style.page.mirror && page % 2 == 1;
    if verso { style.page.outer.to_pt() } else { style.page.inner.to_pt() }
}

/// Whether a part of an issue spans all columns.
fn spans(role: TextRole) -> bool {
    use TextRole as R;
    matches!(
        role,
        R::MastheadName
            | R::MastheadKind
            | R::IssueLine
            | R::PublisherLine
            | R::Marking
            | R::Designation
            | R::Title
            | R::Subtitle
            | R::EditorsNote
    )
}

fn column(style: &StyleSheet, page: usize, x: Pt) -> usize {
    let second = margin(style, page) + style.column() + style.page.column_gap.to_pt();
    usize::from(style.page.columns > 1 && x.0 > second.0 - 1.0)
}
