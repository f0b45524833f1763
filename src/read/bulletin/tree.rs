//! The CommonMark parser's events as a tree of bounded depth.

use super::overlay::Overlay;
use crate::ast::Emphasis;
use pulldown_cmark::{Alignment, Event, LinkType, Options, Parser, Tag};
use std::ops::Range;

/// How deep blocks or inlines may stand inside each other. Lists take four levels of JSON each and styled words two, which
/// the reader of JSON has room for.
pub(super) const DEEPEST: usize = 48;

/// A node with where it stands in the decoded text.
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) range: Range<usize>,
    pub(super) children: Vec<Node>,
}

/// What a node is.
pub(super) enum Kind {
    Root,
    Paragraph,
    Heading(usize),
    Quote,
    CodeBlock,
    HtmlBlock,
    List(Option<u64>),
    Item,
    NoteDefinition(String),
    Definitions,
    Term,
    Meaning,
    Table(Vec<Alignment>),
    Head,
    Row,
    Cell,
    Rule,
    /// The edge of a block that stood too deep and was dissolved into its parent.
    Edge,
    Styled(Emphasis),
    Link {
        target: String,
        title: String,
    },
    Image {
        target: String,
        title: String,
    },
    /// Words, and whether they are the source's own bytes.
    Text {
        words: String,
        verbatim: bool,
    },
    Code,
    Html(String),
    Callout(String),
    SoftBreak,
    HardBreak,
}

/// The tree of a body that starts at `base` in the decoded text, and where it was too deep, if anywhere.
pub(super) fn parse(overlay: &Overlay, base: usize) -> (Node, Option<Range<usize>>) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_TASKLISTS;
    let mut builder = Builder { overlay, base, open: vec![Node::new(Kind::Root, 0..0)], kept: Vec::new(), deep: None };
    for (event, range) in Parser::new_ext(&overlay.text, options).into_offset_iter() {
        builder.take(event, range);
    }
    while builder.open.len() > 1 {
        builder.close();
    }
    let root = builder.open.pop().unwrap_or(Node::new(Kind::Root, 0..0));
    (root, builder.deep)
}

impl Node {
    fn new(kind: Kind, range: Range<usize>) -> Node {
        Node { kind, range, children: Vec::new() }
    }

    /// Whether the node stands in a line.
    pub(super) fn is_inline(&self) -> bool {
        use Kind::*;
        matches!(
            self.kind,
            Styled(_) | Link { .. } | Image { .. } | Text { .. } | Code | Html(_) | Callout(_) | SoftBreak | HardBreak
        )
    }
}

struct Builder<'a> {
    overlay: &'a Overlay,
    base: usize,
    /// The nodes that are open, the root first.
    open: Vec<Node>,
    /// For every tag that is open, whether it became a node.
    kept: Vec<bool>,
    deep: Option<Range<usize>>,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, inner: Range<usize>) {
        let range = self.base + inner.start..self.base + inner.end;
        let kind = match event {
            Event::Start(tag) => return self.start(self.kind(tag), range),
            Event::End(_) => return self.end(range),
            Event::Text(text) => {
                let verbatim = self.overlay.text.get(inner) == Some(&*text);
                // A character that is written by its number was never painted over.
                let words = if verbatim { self.overlay.clean(&text) } else { text.to_string() };
                Kind::Text { words, verbatim }
            }
            Event::Code(_) => Kind::Code,
            Event::Html(html) | Event::InlineHtml(html) => Kind::Html(self.overlay.clean(&html)),
            Event::FootnoteReference(label) => Kind::Callout(self.overlay.clean(&label)),
            Event::SoftBreak => Kind::SoftBreak,
            Event::HardBreak => Kind::HardBreak,
            Event::Rule => Kind::Rule,
            Event::InlineMath(text) | Event::DisplayMath(text) => {
                Kind::Text { words: self.overlay.clean(&text), verbatim: false }
            }
            Event::TaskListMarker(ticked) => self.task(ticked, range.start),
        };
        self.append(Node::new(kind, range));
    }

    /// The box of a task: all formats print the sign. The parser has paragraphs begin behind it.
    fn task(&mut self, ticked: bool, start: usize) -> Kind {
        if let Some(parent) = self.open.last_mut() {
            parent.range.start = parent.range.start.min(start);
        }
        Kind::Text { words: if ticked { "☑ " } else { "☐ " }.into(), verbatim: false }
    }

    fn kind(&self, tag: Tag<'_>) -> Kind {
        match tag {
            Tag::Paragraph | Tag::MetadataBlock(_) => Kind::Paragraph,
            Tag::Heading { level, .. } => Kind::Heading(level as usize),
            Tag::BlockQuote(_) => Kind::Quote,
            Tag::CodeBlock(_) => Kind::CodeBlock,
            Tag::HtmlBlock => Kind::HtmlBlock,
            Tag::List(start) => Kind::List(start),
            Tag::Item => Kind::Item,
            Tag::FootnoteDefinition(label) => Kind::NoteDefinition(self.overlay.clean(&label)),
            Tag::DefinitionList => Kind::Definitions,
            Tag::DefinitionListTitle => Kind::Term,
            Tag::DefinitionListDefinition => Kind::Meaning,
            Tag::Table(alignments) => Kind::Table(alignments),
            Tag::TableHead => Kind::Head,
            Tag::TableRow => Kind::Row,
            Tag::TableCell => Kind::Cell,
            Tag::Emphasis => Kind::Styled(Emphasis::Emphasis),
            Tag::Strong => Kind::Styled(Emphasis::Strong),
            Tag::Strikethrough => Kind::Styled(Emphasis::Strike),
            Tag::Superscript => Kind::Styled(Emphasis::Superscript),
            Tag::Subscript => Kind::Styled(Emphasis::Subscript),
            Tag::Link { link_type, dest_url, title, .. } => {
                let address = self.overlay.clean(&dest_url);
                // `<office@example.org>` (CommonMark 0.31, 6.5): without its scheme it would lead to a file of that name.
                let target = if link_type == LinkType::Email { format!("mailto:{address}") } else { address };
                Kind::Link { target, title: self.overlay.clean(&title) }
            }
            Tag::Image { dest_url, title, .. } => {
                Kind::Image { target: self.overlay.clean(&dest_url), title: self.overlay.clean(&title) }
            }
        }
    }

    fn start(&mut self, kind: Kind, range: Range<usize>) {
        let node = Node::new(kind, range);
        let keep = self.fits(&node);
        self.kept.push(keep);
        if keep {
            self.open.push(node);
        } else {
            self.deep.get_or_insert(node.range.clone());
            self.edge(&node);
        }
    }

    /// Whether a node may stand here: not too deep, and, where its kind asks for a certain parent, in that parent.
    fn fits(&self, node: &Node) -> bool {
        let parent = self.open.last().map(|parent| &parent.kind);
        match node.kind {
            Kind::Item => matches!(parent, Some(Kind::List(_))),
            Kind::Term | Kind::Meaning => matches!(parent, Some(Kind::Definitions)),
            Kind::Head | Kind::Row => matches!(parent, Some(Kind::Table(_))),
            Kind::Cell => matches!(parent, Some(Kind::Head | Kind::Row)),
            Kind::Paragraph | Kind::Heading(_) | Kind::CodeBlock | Kind::HtmlBlock => true,
            _ => self.open.len() <= 3 * DEEPEST,
        }
    }

    fn end(&mut self, range: Range<usize>) {
        match self.kept.pop() {
            Some(true) => self.close(),
            _ => self.edge(&Node::new(Kind::Edge, range)),
        }
    }

    /// Keeps apart what stands inside and outside a block that was dissolved.
    fn edge(&mut self, node: &Node) {
        if !node.is_inline() && self.open.last().is_some_and(|parent| !parent.is_inline()) {
            self.append(Node::new(Kind::Edge, node.range.clone()));
        }
    }

    fn close(&mut self) {
        if self.open.len() > 1
            && let Some(mut node) = self.open.pop()
        {
            // A text has tens of thousands of nodes, most of one child.
            node.children.shrink_to_fit();
            self.append(node);
        }
    }

    fn append(&mut self, node: Node) {
        if let Some(parent) = self.open.last_mut() {
            parent.children.push(node);
        }
    }
}
