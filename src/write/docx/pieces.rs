//! From nested inlines to a flat row of pieces, each with one look, as Word's runs are.

use crate::ast::address::Address;
use crate::ast::narrow::Narrow;
use crate::ast::{Emphasis, Inline, Lang, NoteId, PersonId, ReferenceForm};
use std::borrow::Cow;

/// Raised, lowered, or on the line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Script {
    #[default]
    OnLine,
    Raised,
    Lowered,
}

/// Where a piece leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Goal<'a> {
    /// Out of the document.
    Address(&'a str),
    /// To a section, table or figure.
    Place(&'a str),
}

/// How a piece looks: what the inlines around it say together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look<'a> {
    pub(super) run_in: bool,
    pub(super) editors_note_label: bool,
    /// Who is named.
    pub(super) person: Option<&'a PersonId>,
    /// Whose office it is.
    pub(super) position: Option<&'a PersonId>,
    pub(super) strong: bool,
    /// Turned over by each emphasis inside another.
    pub(super) emphasis: bool,
    /// Dots under Han characters, whatever the language.
    pub(super) dots: bool,
    pub(super) strike: bool,
    pub(super) underline: bool,
    pub(super) small_caps: bool,
    pub(super) orphan: bool,
    pub(super) script: Script,
    pub(super) lang: Option<&'a Lang>,
    /// Whether quotes and dashes are Western ones in Chinese words.
    pub(super) narrow: bool,
    pub(super) goal: Option<Goal<'a>>,
    /// Whether it is shown as a link.
    pub(super) link: bool,
    /// What the words are together, and where in the row they begin.
    pub(super) single: Option<(Single<'a>, usize)>,
}

/// What is one thing, whatever pieces it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Single<'a> {
    /// A reference to a place, in a form.
    Reference(&'a str, ReferenceForm),
    /// A mark whose note is missing.
    Orphan,
}

/// What stands in a line of Word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Words(Look<'a>, Cow<'a, str>),
    Break(Look<'a>),
    /// Where a page of the issue ended as it was printed.
    PageEnd(Look<'a>),
    Callout(Look<'a>, &'a NoteId),
    /// Words, of pieces in one link or none, with their reading over them.
    Ruby(Look<'a>, Row<'a>, &'a str),
    /// The number of the page of something with an id.
    Page(Look<'a>, &'a str, &'a str),
}

impl<'a> Piece<'a> {
    /// Its look.
    pub(super) fn look(&self) -> &Look<'a> {
        match self {
            Piece::Words(look, _)
            | Piece::Break(look)
            | Piece::PageEnd(look)
            | Piece::Callout(look, _)
            | Piece::Ruby(look, ..)
            | Piece::Page(look, ..) => look,
        }
    }

    /// Its words, as a reader of the file has them in its own line.
    pub(super) fn words(&self) -> Cow<'a, str> {
        match self {
            Piece::Words(_, words) => words.clone(),
            Piece::Page(_, _, number) => Cow::Borrowed(number),
            Piece::Break(_) | Piece::PageEnd(_) | Piece::Callout(..) | Piece::Ruby(..) => Cow::Borrowed(""),
        }
    }
}

/// A row of pieces in which words of one look that touch are one piece.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row<'a>(pub(super) Vec<Piece<'a>>);

impl<'a> Row<'a> {
    /// Adds words.
    pub(super) fn words(&mut self, look: Look<'a>, words: impl Into<Cow<'a, str>>) {
        let words = words.into();
        if words.is_empty() {
            return;
        }
        match self.0.last_mut() {
            Some(Piece::Words(last, text)) if *last == look => text.to_mut().push_str(&words),
            _ => self.0.push(Piece::Words(look, words)),
        }
    }

    /// Adds the pieces of another row.
    pub(super) fn extend(&mut self, row: &Row<'a>) {
        for piece in &row.0 {
            match piece {
                Piece::Words(look, words) => self.words(*look, words.clone()),
                other => self.0.push(other.clone()),
            }
        }
    }

    /// The words that it begins with, up to the first break or callout.
    pub(super) fn opening(&self) -> String {
        let words = |piece: &Piece<'a>| match piece {
            Piece::Words(_, words) => Some(words.to_string()),
            Piece::Ruby(_, base, _) => Some(base.opening()),
            _ => None,
        };
        self.0.iter().map_while(words).collect()
    }

    /// Adds inlines of a document, of whose words some marks are narrow.
    pub(super) fn inlines(&mut self, look: Look<'a>, run: &'a [Inline], narrow: &Narrow) {
        run.iter().for_each(|inline| self.inline(look, inline, narrow));
    }

    fn inline(&mut self, look: Look<'a>, inline: &'a Inline, marks: &Narrow) {
        match inline {
            Inline::Text { text, .. } => {
                marks.parts(text).into_iter().for_each(|(words, narrow)| self.words(Look { narrow, ..look }, words));
            }
            Inline::Reference { target, form, label, .. } => {
                let single = Some((Single::Reference(target, *form), self.0.len()));
                let look = Look { goal: look.goal.or(Some(Goal::Place(target))), single, ..look };
                let label = label.as_deref().unwrap_or_default();
                match form {
                    ReferenceForm::Label | ReferenceForm::Number => self.words(look, label),
                    ReferenceForm::Page => self.page(look, target, label),
                }
            }
            Inline::OrphanMark { mark, .. } => {
                let single = Some((Single::Orphan, self.0.len()));
                self.words(Look { orphan: true, single, ..look }, mark.as_str());
            }
            Inline::Callout { note, .. } => self.0.push(Piece::Callout(look, note)),
            Inline::LineBreak { .. } => self.0.push(Piece::Break(look)),
            Inline::Milestone { .. } => self.0.push(Piece::PageEnd(look)),
            Inline::Ruby { inlines, reading, .. } => {
                let mut base = Row::default();
                base.inlines(look, inlines, marks);
                let goal = base.0.first().and_then(|piece| piece.look().goal);
                let look = Look { goal, ..look };
                self.0.push(Piece::Ruby(look, base, reading));
            }
            Inline::Styled { .. }
            | Inline::Person { .. }
            | Inline::Position { .. }
            | Inline::Link { .. }
            | Inline::Language { .. } => self.inlines(within(look, inline), inline.children(), marks),
        }
    }
}

impl<'a> Row<'a> {
    /// Adds a page with the words around its number.
    fn page(&mut self, look: Look<'a>, target: &'a str, label: &'a str) {
        let is_figure = |c: char| c.is_ascii_digit();
        let (before, rest) = label.split_at(label.find(is_figure).unwrap_or(label.len()));
        let (number, after) = rest.split_at(rest.find(|c| !is_figure(c)).unwrap_or(rest.len()));
        self.words(look, before);
        if !number.is_empty() {
            self.0.push(Piece::Page(look, target, number));
        }
        self.words(look, after);
    }
}

/// The look inside an inline that holds others.
fn within<'a>(look: Look<'a>, inline: &'a Inline) -> Look<'a> {
    match inline {
        Inline::Styled { emphasis, .. } => emphasised(look, *emphasis),
        Inline::Person { person, .. } => Look { person: Some(person), ..look },
        Inline::Position { person, .. } => Look { position: Some(person), ..look },
        Inline::Language { lang, .. } => Look { lang: Some(lang), ..look },
        Inline::Link { target, inlines, .. } => match Address::of_link(target, inlines) {
            Address::Here(id) => Look { goal: Some(Goal::Place(id)), link: false, ..look },
            Address::There(_) => Look { goal: Some(Goal::Address(target)), link: true, ..look },
            Address::Inert(_) => look,
        },
        _ => look,
    }
}

fn emphasised(look: Look<'_>, emphasis: Emphasis) -> Look<'_> {
    match emphasis {
        Emphasis::Emphasis => Look { emphasis: !look.emphasis, ..look },
        Emphasis::Strong => Look { strong: true, ..look },
        Emphasis::Strike => Look { strike: true, ..look },
        Emphasis::Underline => Look { underline: true, ..look },
        Emphasis::Superscript => Look { script: Script::Raised, ..look },
        Emphasis::Subscript => Look { script: Script::Lowered, ..look },
        Emphasis::SmallCaps => Look { small_caps: true, ..look },
        Emphasis::Dots => Look { dots: true, ..look },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Span;

    #[test]
    fn words_of_one_look_become_one_piece() {
        let text = |words: &str| Inline::text(words, Span::Unknown);
        let styled = |inlines| Inline::Styled { span: Span::Unknown, emphasis: Emphasis::Emphasis, inlines };
        let run = [
            text("a"),
            Inline::Milestone { span: Span::Unknown, kind: crate::ast::MilestoneKind::PageBreak },
            text("b"),
            styled(vec![styled(vec![text("c")]), text("d")]),
        ];
        let mut row = Row::default();
        row.inlines(Look::default(), &run, &Narrow::default());
        let slanted = Look { emphasis: true, ..Look::default() };
        let plain = Look::default();
        let words = |look, words: &'static str| Piece::Words(look, words.into());
        assert_eq!(row.0, [words(plain, "a"), Piece::PageEnd(plain), words(plain, "bc"), words(slanted, "d")]);
    }
}
