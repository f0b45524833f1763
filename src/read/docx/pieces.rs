//! What stands in a paragraph, piece by piece, and how pieces of one look become nodes of the model.

use super::look::Look;
use super::roles::CharRole;
use crate::ast::text::{READING_MARKS, is_east_asian};
use crate::ast::{Emphasis, Inline, Inlines, MilestoneKind, NoteId, PersonId, ReferenceForm};
use crate::diagnostics::Span;

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    pub(super) look: Look,
    pub(super) content: Content,
    pub(super) span: Span,
    /// What is kept aside of it, by the places of the marks, the innermost last.
    pub(super) signs: Vec<usize>,
    /// Whether it stands in a table of contents.
    pub(super) listed: bool,
}

/// What a piece is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Content {
    /// Words.
    Words(String),
    /// A new line in the paragraph.
    Break,
    /// The mark of a note.
    Callout(NoteId),
    /// The printed form of a reference to a bookmark.
    Reference { target: String, form: ReferenceForm, words: String },
    /// Where the word processor was told to end a page.
    PageEnd,
    /// Where a page ended as it was printed.
    Milestone,
    /// A mark whose note is missing.
    Orphan(String),
    /// Words with their reading over them.
    Ruby { base: Vec<Piece>, reading: String },
}

impl Piece {
    /// Whether the piece is nothing but blanks.
    pub(super) fn is_blank(&self) -> bool {
        matches!(&self.content, Content::Words(words) if words.chars().all(char::is_whitespace))
    }

    /// Its words, where they stand in the line themselves.
    pub(super) fn own_words(&self) -> Option<&str> {
        match &self.content {
            Content::Words(words) | Content::Reference { words, .. } | Content::Orphan(words) => Some(words),
            _ => None,
        }
    }

    /// Takes in the words of a piece that goes on with it.
    pub(super) fn absorb(&mut self, next: &Piece) {
        self.span = self.span.join(next.span);
        let more = next.own_words().unwrap_or_default();
        if let Content::Words(words) | Content::Reference { words, .. } | Content::Orphan(words) = &mut self.content {
            words.push_str(more);
        }
    }
}

/// The plain words of pieces.
pub(super) fn words(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for piece in pieces {
        match &piece.content {
            Content::Words(words) | Content::Reference { words, .. } | Content::Orphan(words) => text.push_str(words),
            Content::Break => text.push(' '),
            Content::Ruby { base, reading } => {
                text.push_str(&self::words(base));
                text.extend([READING_MARKS.0, reading, READING_MARKS.1]);
            }
            Content::Callout(_) | Content::PageEnd | Content::Milestone => {}
        }
    }
    text
}

/// Takes the ends of pages out, with a blank for each that parts words.
pub(super) fn close_pages(pieces: &mut Vec<Piece>) {
    let mut closed: Vec<Piece> = Vec::with_capacity(pieces.len());
    for mut piece in pieces.drain(..) {
        if piece.content == Content::PageEnd {
            let parted = |c: char| c.is_whitespace() || is_east_asian(c);
            if closed.last().is_none_or(|last| last.own_words().is_some_and(|words| words.ends_with(parted))) {
                continue;
            }
            piece.content = Content::Words(" ".into());
        }
        closed.push(piece);
    }
    *pieces = closed;
}

/// Who is named, so that mentions can point to them.
pub(super) trait Cast {
    /// The key of somebody by the name as it stands here.
    fn person(&mut self, name: &str, span: Span) -> PersonId;
    /// The key of whose office this is.
    fn holder(&mut self, office: &str, span: Span) -> Option<PersonId>;
}

/// Pieces as nodes, in as few as their looks allow. Blanks look as they say only in files whose writer is `known`.
pub(super) fn inlines(mut pieces: Vec<Piece>, known: bool, cast: &mut dyn Cast) -> Inlines {
    if !known {
        smooth(&mut pieces);
        hush(&mut pieces);
    }
    let mut nodes = nest(&pieces, Layer::Link, cast);
    // Most are one text, in a row with room for four.
    nodes.shrink_to_fit();
    nodes
}

/// Gives blanks between two pieces of one look that look, and all other blanks none: editors leave bold spaces behind.
fn smooth(pieces: &mut [Piece]) {
    for index in 0..pieces.len() {
        if !pieces[index].is_blank() {
            continue;
        }
        let before = index.checked_sub(1).and_then(|at| pieces.get(at)).map(|piece| piece.look.clone());
        let after = pieces.iter().skip(index + 1).find(|piece| !piece.is_blank()).map(|piece| piece.look.clone());
        let link = pieces[index].look.link.clone();
        pieces[index].look = match (before, after) {
            (Some(before), Some(after)) if before == after => before,
            _ => Look { link, ..Look::default() },
        };
    }
}

/// Takes the language off figures and marks that stand among no letters of it: they are of every language, and word processors
/// name one for them by the keyboard.
fn hush(pieces: &mut [Piece]) {
    let speaks = |piece: &Piece| match &piece.content {
        Content::Words(words) => words.chars().any(char::is_alphabetic),
        Content::Reference { .. } | Content::Orphan(_) | Content::Ruby { .. } => true,
        _ => false,
    };
    for alike in pieces.chunk_by_mut(|one, next| one.look.lang == next.look.lang) {
        if !alike.iter().any(speaks) {
            alike.iter_mut().for_each(|piece| piece.look.lang = None);
        }
    }
}

/// What nodes are made of, the outermost first.
#[derive(Clone, Copy)]
enum Layer {
    Link,
    Language,
    Person,
    Position,
    Role,
    Emphasis(usize),
}

/// How many emphases words can have.
const EMPHASES: usize = 8;

impl Layer {
    fn inner(self) -> Option<Layer> {
        match self {
            Layer::Link => Some(Layer::Language),
            Layer::Language => Some(Layer::Person),
            Layer::Person => Some(Layer::Position),
            Layer::Position => Some(Layer::Role),
            Layer::Role => Some(Layer::Emphasis(0)),
            Layer::Emphasis(index) => (index + 1 < EMPHASES).then_some(Layer::Emphasis(index + 1)),
        }
    }

    fn same(self, one: &Look, other: &Look) -> bool {
        match self {
            Layer::Link => one.link == other.link,
            Layer::Language => one.lang == other.lang,
            Layer::Person => one.person == other.person,
            Layer::Position => one.position == other.position,
            Layer::Role => one.role == other.role,
            Layer::Emphasis(index) => emphasis(one, index) == emphasis(other, index),
        }
    }
}

fn emphasis(look: &Look, index: usize) -> Option<Emphasis> {
    const ORDER: [Emphasis; EMPHASES] = [
        Emphasis::Strong,
        Emphasis::Emphasis,
        Emphasis::Underline,
        Emphasis::Strike,
        Emphasis::SmallCaps,
        Emphasis::Dots,
        Emphasis::Superscript,
        Emphasis::Subscript,
    ];
    let wanted = *ORDER.get(index)?;
    look.emphases().find(|emphasis| *emphasis == wanted)
}

fn nest(pieces: &[Piece], layer: Layer, cast: &mut dyn Cast) -> Inlines {
    let mut nodes = Inlines::new();
    for alike in pieces.chunk_by(|one, next| layer.same(&one.look, &next.look)) {
        let inner = match layer.inner() {
            Some(inner) => nest(alike, inner, cast),
            None => leaves(alike, cast),
        };
        if let Some(first) = alike.first() {
            wrap(layer, &first.look, inner, alike, cast, &mut nodes);
        }
    }
    nodes
}

fn wrap(layer: Layer, look: &Look, inner: Inlines, alike: &[Piece], cast: &mut dyn Cast, nodes: &mut Inlines) {
    let span = alike.iter().map(|piece| piece.span).fold(Span::Unknown, Span::join);
    let node = match layer {
        Layer::Link => look.link.clone().map(|target| Inline::Link { span, target, inlines: inner.clone() }),
        Layer::Language => look.lang.clone().map(|lang| Inline::Language { span, lang, inlines: inner.clone() }),
        Layer::Person => look.person.clone().map(|person| Inline::Person { span, person, inlines: inner.clone() }),
        Layer::Position => {
            look.position.clone().map(|person| Inline::Position { span, person, inlines: inner.clone() })
        }
        Layer::Role => role(look.role, alike, &inner, span, cast),
        Layer::Emphasis(index) => {
            emphasis(look, index).map(|emphasis| Inline::Styled { span, emphasis, inlines: inner.clone() })
        }
    };
    match node {
        Some(node) => nodes.push(node),
        None if nodes.is_empty() => *nodes = inner,
        None => nodes.extend(inner),
    }
}

fn role(role: CharRole, alike: &[Piece], inner: &Inlines, span: Span, cast: &mut dyn Cast) -> Option<Inline> {
    let words = words(alike);
    match role {
        CharRole::Person => Some(Inline::Person { span, person: cast.person(&words, span), inlines: inner.clone() }),
        CharRole::Position => {
            let person = cast.holder(&words, span)?;
            Some(Inline::Position { span, person, inlines: inner.clone() })
        }
        CharRole::OrphanMark => Some(Inline::OrphanMark { span, mark: words }),
        CharRole::Plain | CharRole::RunIn | CharRole::EditorsNoteLabel => None,
    }
}

fn leaves(pieces: &[Piece], cast: &mut dyn Cast) -> Inlines {
    let mut nodes = Inlines::new();
    for piece in pieces {
        let span = piece.span;
        match (&piece.content, nodes.last_mut()) {
            (Content::Words(more), Some(Inline::Text { text, span: whole })) => {
                text.push_str(more);
                *whole = whole.join(span);
            }
            (Content::Words(words), _) => nodes.push(Inline::text(words.clone(), span)),
            (Content::Break, _) => nodes.push(Inline::LineBreak { span }),
            (Content::Callout(note), _) => nodes.push(Inline::Callout { span, note: note.clone() }),
            (Content::Orphan(mark), _) => nodes.push(Inline::OrphanMark { span, mark: mark.clone() }),
            (Content::Ruby { base, reading }, _) => {
                let inlines = nest(base, Layer::Link, cast);
                nodes.push(Inline::Ruby { span, inlines, reading: reading.clone() });
            }
            (Content::PageEnd | Content::Milestone, _) => {
                nodes.push(Inline::Milestone { span, kind: MilestoneKind::PageBreak })
            }
            // Whether there is such a place shows once all is read; until then it keeps its words.
            (Content::Reference { target, form, words }, _) => {
                let label = Some(words.clone());
                nodes.push(Inline::Reference { span, target: target.clone(), form: *form, label });
            }
        }
    }
    nodes
}
