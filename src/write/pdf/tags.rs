//! The structure of the text as krilla's tag tree (PDF 1.7, 14.8.4; PDF/UA-1, 7).

use super::page::rect;
use super::press::{Picture, Piece, Press, Printed};
use crate::ast::Lang;
use crate::diagnostics::Span;
use crate::frame::{LeafId, Pages, Tag, TagChild, TagNode};
use krilla::tagging::{
    BBox, ListNumbering, Node, Placement, TableHeaderScope, Tag as Mark, TagGroup, TagKind, TagTree,
};
use std::num::{NonZeroU16, NonZeroU32};

/// The tag tree of all pages. Every piece on a page goes into it once; a leaf that only one side knows is a fault.
pub(super) fn tree(pages: &Pages, press: &mut Press<'_>) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some(language(&pages.metadata.lang)));
    for root in &pages.tags.roots {
        tree.push(group(root, false, press));
    }
    if let Some(leaf) = press.leaves.keys().next().copied() {
        press.fault(format!("leaf {} stands on a page but not in the structure", leaf.0), Span::Unknown);
    }
    tree
}

/// A language as PDF may name it, a tag of BCP 47 (PDF/A-2, 6.7.4); what is none is undetermined.
pub(super) fn language(lang: &Lang) -> String {
    if lang.is_well_formed() { lang.tag().to_string() } else { "und".to_string() }
}

/// A tag with what it holds. `in_link` says whether a link's tag stands above it.
fn group(node: &TagNode, in_link: bool, press: &mut Press<'_>) -> TagGroup {
    let in_link = in_link || node.tag == Tag::Link;
    let mut children = Vec::with_capacity(node.children.len());
    let mut picture = Picture::None;
    for child in &node.children {
        match child {
            TagChild::Node(inner) => children.push(group(inner, in_link, press).into()),
            TagChild::Leaf(leaf) => {
                let Some(printed) = take(*leaf, node.span, press) else { continue };
                picture = printed.picture;
                children.extend(pieces(&printed, in_link));
            }
        }
    }
    let location = press.locations.mark(node.span);
    let lang = node.lang.as_ref().map(language);
    TagGroup::with_children(kind(&node.tag, picture).with_lang(lang).with_location(location), children)
}

fn take(leaf: LeafId, span: Span, press: &mut Press<'_>) -> Option<Printed> {
    let printed = press.leaves.remove(&leaf);
    if printed.is_none() {
        press.fault(format!("leaf {} of the structure stands on no page, or twice in the structure", leaf.0), span);
    }
    printed
}

/// The pieces of a leaf. A link annotation must stand inside a link's tag (PDF/UA-1, 7.18.5), so one is put around the
/// leaf where the structure has none.
fn pieces(printed: &Printed, in_link: bool) -> Vec<Node> {
    let has_link = printed.pieces.iter().any(|piece| matches!(piece, Piece::Link(_)));
    let nodes = printed.pieces.iter().map(|piece| match *piece {
        Piece::Content(identifier) | Piece::Link(identifier) => identifier.into(),
    });
    if has_link && !in_link {
        return vec![TagGroup::with_children(Mark::Link, nodes.collect()).into()];
    }
    nodes.collect()
}

fn kind(tag: &Tag, picture: Picture) -> TagKind {
    match tag {
        Tag::Section => Mark::Section.into(),
        Tag::Heading { level, title } => {
            Mark::Hn(NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN), Some(title.clone())).into()
        }
        Tag::Paragraph => Mark::P.into(),
        Tag::Span => Mark::Span.into(),
        Tag::Link => Mark::Link.into(),
        Tag::BlockQuote => Mark::BlockQuote.into(),
        Tag::List { numbered } => Mark::L(if *numbered { ListNumbering::Decimal } else { ListNumbering::Disc }).into(),
        Tag::ListItem => Mark::LI.into(),
        Tag::ListLabel | Tag::NoteLabel => Mark::Lbl.into(),
        Tag::ListBody => Mark::LBody.into(),
        Tag::Table => Mark::Table.into(),
        Tag::TableHead => Mark::THead.into(),
        Tag::TableBody => Mark::TBody.into(),
        Tag::TableRow => Mark::TR.into(),
        Tag::TableHeadCell { row, columns, rows } => {
            let scope = if *row { TableHeaderScope::Row } else { TableHeaderScope::Column };
            Mark::TH(scope).with_col_span(extent(*columns)).with_row_span(extent(*rows)).into()
        }
        Tag::TableDataCell { columns, rows } => {
            Mark::TD.with_col_span(extent(*columns)).with_row_span(extent(*rows)).into()
        }
        Tag::Figure { alternative } => figure(alternative, picture),
        Tag::Caption => Mark::Caption.into(),
        Tag::Note => Mark::Note.into(),
        Tag::Reference => Mark::Reference.into(),
    }
}

/// How many rows or columns a cell covers, where it is more than one.
fn extent(cells: u16) -> Option<NonZeroU32> {
    NonZeroU32::new(cells.into()).filter(|cells| cells.get() > 1)
}

/// A figure says what it shows and where it stands (PDF 1.7, 14.8.5.4.3: a figure shall have its box).
fn figure(alternative: &str, picture: Picture) -> TagKind {
    let place = match picture {
        Picture::On(page, area) => rect(&area).map(|area| BBox::new(page, area)),
        Picture::None | Picture::Scattered => None,
    };
    Mark::Figure(Some(alternative.into())).with_bbox(place).with_placement(Some(Placement::Block)).into()
}
