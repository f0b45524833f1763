//! What stands in a line, from the tree's nodes to the model's.

use super::attributes::Attributes;
use super::compositor::{Compositor, span};
use super::html;
use super::soft_breaks::{self, SOFT_BREAK};
use super::spans;
use super::tree::{DEEPEST, Kind, Node};
use crate::ast::{Emphasis, Inline, Inlines, ReferenceForm};
use crate::diagnostics::{code, nearest::nearest};
use std::ops::Range;

/// An inline with how deep the nodes inside it go.
struct Piece {
    inline: Inline,
    depth: usize,
}

/// A run that is being set: what is set so far, the brackets that are open in it, and where to go on.
#[derive(Default)]
struct Run {
    pieces: Vec<Piece>,
    /// For each open bracket, the piece that holds it.
    brackets: Vec<usize>,
    /// Where words start that are not set yet; what stands before has been used up as attributes.
    from: usize,
    /// Where the run ends, whatever its last node says.
    to: usize,
}

impl Compositor<'_> {
    /// Sets nodes as a run; what stands outside the range is left out.
    pub(super) fn run(&mut self, nodes: &[Node], range: Range<usize>) -> Inlines {
        let pieces = self.pieces(nodes, range);
        let mut run: Inlines = pieces.into_iter().map(|piece| piece.inline).collect();
        self.settle_positions(&mut run);
        soft_breaks::resolve(&mut run, self.front.lang.is_chinese());
        run
    }

    fn pieces(&mut self, nodes: &[Node], range: Range<usize>) -> Vec<Piece> {
        let mut run = Run { from: range.start, to: range.end, ..Run::default() };
        for node in nodes {
            if node.range.start < run.to && (node.range.end > run.from || node.range.is_empty()) {
                self.piece(node, &mut run);
            }
        }
        run.pieces
    }

    fn piece(&mut self, node: &Node, run: &mut Run) {
        let at = span(node.range.clone());
        match &node.kind {
            Kind::Text { words, verbatim: true } if words.len() == node.range.len() => self.signs(node, run),
            Kind::Text { words, .. } => run.push(Inline::text(words.clone(), at)),
            Kind::SoftBreak => run.push(Inline::text(SOFT_BREAK, at)),
            Kind::HardBreak => run.push(Inline::LineBreak { span: at }),
            Kind::Code => self.code(node, run),
            Kind::Html(tag) => self.tag(tag, node, run),
            Kind::Callout(mark) => match self.note_id(mark) {
                Some(note) => run.push(Inline::Callout { span: at, note }),
                None => self.orphan(mark, node.range.clone(), run),
            },
            Kind::Image { target, .. } => self.image_in_line(target, node, run),
            Kind::Styled(_) | Kind::Link { .. } => {
                self.nested(node, run);
                self.attached(node.range.clone(), run);
            }
            _ => run.pieces.extend(self.pieces(&node.children, node.range.clone())),
        }
    }

    /// Styled words and links.
    fn nested(&mut self, node: &Node, run: &mut Run) {
        let children = self.pieces(&node.children, node.range.clone());
        let at = span(node.range.clone());
        let target = match &node.kind {
            Kind::Link { target, title } => {
                if !title.is_empty() {
                    let message = format!("the link's title `{title}` was left out; print has no place for it");
                    self.tell(code::LINK_TITLE_DROPPED, node.range.clone(), message, "write it into the text");
                }
                target
            }
            Kind::Styled(emphasis) => {
                let emphasis = *emphasis;
                return self.enclose(children, node.range.clone(), run, |_, inlines| {
                    vec![Inline::Styled { span: at, emphasis, inlines }]
                });
            }
            _ => return,
        };
        match target.strip_prefix('#') {
            Some(id) if children.is_empty() && !id.is_empty() => {
                run.push({
                    let form = ReferenceForm::Label;
                    Inline::Reference { span: at, target: id.to_string(), form, label: None }
                });
            }
            _ if children.is_empty() => {
                self.tell_wordless(target, node.range.clone());
                run.push(Inline::text(target.clone(), at));
            }
            _ => {
                self.tell_note_as_link(target, node.range.clone());
                let target = target.clone();
                self.enclose(children, node.range.clone(), run, |_, inlines| {
                    vec![Inline::Link { span: at, target, inlines }]
                });
            }
        }
    }

    /// Puts pieces into something, or beside it where they would stand too deep.
    fn enclose(
        &mut self,
        pieces: Vec<Piece>,
        range: Range<usize>,
        run: &mut Run,
        wrap: impl FnOnce(&mut Self, Inlines) -> Inlines,
    ) {
        let depth = pieces.iter().map(|piece| piece.depth).max().unwrap_or(0);
        if depth >= DEEPEST {
            self.too_deep(range);
            run.pieces.extend(pieces);
            return;
        }
        let inlines = pieces.into_iter().map(|piece| piece.inline).collect();
        for inline in wrap(self, inlines) {
            let depth = if inline.children().is_empty() { 0 } else { depth + 1 };
            run.pieces.push(Piece { inline, depth });
        }
    }

    /// Words with the brackets, marks and attributes that stand in them.
    fn signs(&mut self, node: &Node, run: &mut Run) {
        let end = node.range.end.min(run.to);
        let mut at = node.range.start.max(run.from);
        let mut plain = at;
        while let Some(found) = self.slice(at..end).find(['[', ']', '^', '~']) {
            let sign = at + found;
            at = sign + 1;
            if sign == node.range.start && self.escaped(sign) {
                continue;
            }
            let taken = self.sign(sign, plain..end, run);
            if taken > sign {
                at = taken;
                plain = taken;
            }
        }
        self.plain(plain..end, run);
    }

    /// Reads the sign at a place; gives where words go on, or the place itself where the sign is an ordinary one.
    fn sign(&mut self, at: usize, words: Range<usize>, run: &mut Run) -> usize {
        let before = words.start..at;
        match self.text.as_bytes().get(at) {
            Some(b'[') => {
                self.plain(before, run);
                run.brackets.push(run.pieces.len());
                self.plain(at..at + 1, run);
                at + 1
            }
            Some(b']') => {
                self.plain(before, run);
                self.close_bracket(at, run)
            }
            Some(b'^' | b'~') => match raised(self.slice(at..words.end)) {
                Some(length) if !self.after_figure(at) => {
                    self.plain(before, run);
                    self.raise(at, at + 2 + length, run);
                    at + 2 + length
                }
                _ => at,
            },
            _ => at,
        }
    }

    /// Whether a tilde stands after a figure: a range such as 10~20.
    fn after_figure(&self, at: usize) -> bool {
        self.slice(at..at + 1) == "~" && self.slice(0..at).ends_with(|c: char| c.is_ascii_digit())
    }

    fn raise(&mut self, start: usize, end: usize, run: &mut Run) {
        let raised = self.slice(start..start + 1) == "^";
        let emphasis = if raised { Emphasis::Superscript } else { Emphasis::Subscript };
        let inner = start + 1..end - 1;
        let inlines = vec![Inline::text(self.slice(inner.clone()), span(inner))];
        run.pieces.push(Piece { inline: Inline::Styled { span: span(start..end), emphasis, inlines }, depth: 1 });
    }

    fn close_bracket(&mut self, at: usize, run: &mut Run) -> usize {
        let Some(open) = run.brackets.pop() else {
            self.plain(at..at + 1, run);
            return at + 1;
        };
        if let Some(attributes) = Attributes::parse(self.text, at + 1) {
            let mut inside = run.pieces.split_off(open).into_iter();
            let start = inside.next().and_then(|bracket| bracket.inline.span().range()).map_or(at, |range| range.start);
            let end = attributes.range.end;
            self.enclose(inside.collect(), start..end, run, |desk, inlines| {
                desk.dress(&attributes, inlines, &(start..end))
            });
            run.from = end;
            return end;
        }
        if self.slice(at + 1..at + 2) == "{" {
            let message = "the braces after this bracket cannot be read as attributes";
            self.tell(code::ATTRIBUTE_INVALID, at + 1..at + 2, message, &self.braces_hint(at + 1));
        }
        self.plain(at..at + 1, run);
        self.note_mark(open, at + 1, run);
        at + 1
    }

    /// What to do about braces that hold no attributes: most lack the stop before a class.
    fn braces_hint(&self, at: usize) -> String {
        let line = self.slice(at + 1..self.text.len()).lines().next().unwrap_or_default();
        if line
            .split(['}', '｝'])
            .next()
            .is_some_and(|inner| line.get(inner.len()..).is_some_and(|rest| rest.starts_with('｝')))
        {
            return "the brace that closes them is full-width: write `}`".into();
        }
        let class = line.split_once('}').and_then(|(word, _)| nearest(word.trim(), spans::classes()));
        match class {
            Some(class) => format!("did you mean `{{.{class}}}`?"),
            None => "write `{.class key=value}` on one line, or put a `\\` before the brace".into(),
        }
    }

    /// A mark such as `[^4]` that the parser took for words: other brackets follow on it, or the source has no such note.
    fn note_mark(&mut self, open: usize, end: usize, run: &mut Run) {
        let start = run.pieces.get(open).and_then(|piece| piece.inline.span().range()).map_or(end, |range| range.start);
        let mark = self.slice(start..end).strip_prefix("[^").and_then(|rest| rest.strip_suffix(']'));
        if let Some(mark) = mark.filter(|mark| !mark.is_empty() && !mark.contains(char::is_whitespace)) {
            run.pieces.truncate(open);
            match self.note_id(mark) {
                Some(note) => run.push(Inline::Callout { span: span(start..end), note }),
                None => self.orphan(mark, start..end, run),
            }
        }
    }

    fn orphan(&mut self, mark: &str, range: Range<usize>, run: &mut Run) {
        let message = format!("the note `{mark}` is missing; its mark is kept");
        let unread = self.mistyped.notes.get(&mark.to_lowercase());
        let hint = match unread {
            // The full-width sign has been told of where it stands.
            Some(note) if note.start == range.start && note.wide => None,
            Some(note) if note.start == range.start => {
                Some(format!("put a colon and a blank behind the mark: `[^{mark}]: …`"))
            }
            Some(note) if note.wide => {
                Some(format!("line {}, which holds it, has full-width signs: write `[^{mark}]: …` there", note.line))
            }
            Some(note) => {
                Some(format!("line {}, which holds it, lacks a colon: write `[^{mark}]: …` there", note.line))
            }
            None => Some(format!("write the note in a paragraph of its own, as `[^{mark}]: …`")),
        };
        if let Some(hint) = hint {
            self.tell(code::NOTE_MISSING, range.clone(), message, &hint);
        }
        run.push(Inline::OrphanMark { span: span(range), mark: mark.to_string() });
    }

    /// Attributes that stand directly after styled words or a link.
    fn attached(&mut self, range: Range<usize>, run: &mut Run) {
        if self.slice(range.end..range.end + 1) != "{" || range.end >= run.to {
            return;
        }
        if let Some(attributes) = Attributes::parse(self.text, range.end)
            && let Some(piece) = run.pieces.pop()
        {
            run.from = attributes.range.end;
            let whole = range.start..attributes.range.end;
            self.enclose(vec![piece], whole.clone(), run, |desk, inlines| desk.dress(&attributes, inlines, &whole));
        } else if let Some(end) = self.slice(range.end..run.to).lines().next().and_then(|line| line.find('}')) {
            self.tell_misread(range.end..range.end + end + 1, "printed");
        }
    }

    fn plain(&mut self, range: Range<usize>, run: &mut Run) {
        let words = self.slice(range.clone());
        if !words.is_empty() {
            run.push(Inline::text(words, span(range)));
        }
    }

    /// Whether the sign at a place stands after a backslash that is not itself escaped.
    pub(super) fn escaped(&self, at: usize) -> bool {
        let before = self.slice(0..at);
        (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
    }

    fn code(&mut self, node: &Node, run: &mut Run) {
        let source = self.slice(node.range.clone());
        let words = source.trim_matches('`').trim().replace('\n', " ");
        let hint = "leave the backquotes out";
        self.tell(
            code::CODE_NOT_KEPT,
            node.range.clone(),
            "a bulletin sets no code; the words are kept as plain ones",
            hint,
        );
        run.push(Inline::text(words, span(node.range.clone())));
    }

    fn image_in_line(&mut self, target: &str, node: &Node, run: &mut Run) {
        let message = format!("the picture `{target}` stands in a line; only its description is kept");
        let hint = "put the picture into a paragraph of its own";
        self.tell(code::IMAGE_NOT_KEPT, node.range.clone(), message, hint);
        run.pieces.extend(self.pieces(&node.children, node.range.clone()));
    }

    fn tag(&mut self, tag: &str, node: &Node, run: &mut Run) {
        let range = node.range.clone();
        let source = self.slice(range.clone());
        if source.starts_with(":::") {
            // A line of colons that stands too far in to open a block.
            self.stray_colons(range.clone());
            return run.push(Inline::text(source, span(range)));
        }
        match html::inline(tag) {
            html::Tag::LineBreak => run.push(Inline::LineBreak { span: span(range) }),
            html::Tag::Comment => {
                self.tell(
                    code::COMMENT_DROPPED,
                    range,
                    "a comment was left out",
                    "nothing to do, if it was only for you",
                );
            }
            html::Tag::Known => {
                let message = format!("the HTML `{tag}` was left out; the words around it are kept");
                self.tell(code::HTML_NOT_KEPT, range, message, "write `[words]{.underline}` and the like instead");
            }
            html::Tag::Words => {
                let message = format!("`{tag}` is no HTML that the program knows; it is kept as words");
                self.tell(code::HTML_NOT_KEPT, range.clone(), message, "put a `\\` before the `<` if it is meant so");
                run.push(Inline::text(tag.replace('\n', " "), span(range)));
            }
        }
    }
}

impl Run {
    fn push(&mut self, inline: Inline) {
        self.pieces.push(Piece { inline, depth: 0 });
    }
}

/// The length of the words between two raising or lowering signs at the start of a text: a few letters, figures or signs.
fn raised(text: &str) -> Option<usize> {
    let sign = text.chars().next()?;
    let inner = text.get(1..)?.split_once(sign)?.0;
    let fits = |c: char| c.is_ascii_alphanumeric() || "+-−–,.()*".contains(c) || ('①'..='⑳').contains(&c);
    ((1..=12).contains(&inner.len()) && inner.chars().all(fits)).then_some(inner.len())
}
