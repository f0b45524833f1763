//! Formulas (MathML and TeX), as words in a line.

use super::desk::{Desk, plain, span};
use super::inlines::push;
use super::losses::has_words;
use crate::ast::Inlines;
use crate::diagnostics::{Diagnostic, code};
use crate::read::formula::{self, Part, held, limit};
use crate::xml::{Element, Node};

impl Desk<'_> {
    /// A formula in one line: the signs that it is made of.
    pub(super) fn formula(&mut self, element: &Element<'_>, run: &mut Inlines) {
        let message = "the formula was written in one line, as the words that it is made of";
        let hint = "look whether it reads right, or put a picture of it in";
        self.sink.report(Diagnostic::new(code::EQUATION_FLATTENED, message).at(span(element)).hint(hint));
        self.took(element);
        push(run, plain(&linear(element)).trim(), span(element));
    }
}

/// Of several forms of the same, the one whose words are read: MathML, or else the first that has any.
pub(super) fn of_words<'e, 's>(alternatives: &'e Element<'s>) -> Option<&'e Element<'s>> {
    let with_words = || alternatives.elements().filter(|form| has_words(&form.words()));
    with_words().find(|form| form.space == "mml").or_else(|| with_words().next())
}

/// An element of a formula in one line. Of signs with another meaning beside
/// them, the signs.
fn linear(element: &Element<'_>) -> String {
    let nth = |at: usize| element.elements().nth(at).map(linear).unwrap_or_default();
    match element.name {
        "mfrac" => formula::fraction(&nth(0), &nth(1)),
        "msup" => formula::raised(&nth(0), &nth(1)),
        "msub" => formula::lowered(&nth(0), &nth(1)),
        "msubsup" => formula::lowered_and_raised(&nth(0), &nth(1), &nth(2)),
        "munder" => format!("{}{}", nth(0), limit('_', &nth(1))),
        "mover" => format!("{}{}", nth(0), limit('^', &nth(1))),
        "munderover" => format!("{}{}{} ", nth(0), limit('_', &nth(1)), limit('^', &nth(2))),
        "msqrt" => formula::root("", &inside(element)),
        "mroot" => formula::root(&nth(1), &nth(0)),
        "mfenced" => fenced(element),
        "mtable" => rows(element).join("; "),
        "mtr" => rows(element).join(", "),
        "semantics" => nth(0),
        "alternatives" => of_words(element).map(linear).unwrap_or_default(),
        "annotation" | "annotation-xml" | "label" => String::new(),
        "mi" | "mn" | "mo" | "mtext" | "ms" => element.words().trim().to_string(),
        "tex-math" => element.words(),
        _ => inside(element),
    }
}

fn inside(element: &Element<'_>) -> String {
    formula::side_by_side(element.children.iter().map(|node| match node {
        Node::Text(words, _) if element.space == "mml" => Part::of(words.trim().to_string()),
        Node::Text(words, _) => Part::of(words.to_string()),
        Node::Element(inner) => {
            Part { words: linear(inner), fraction: inner.name == "mfrac", leads: inner.name == "mroot" }
        }
    }))
}

fn rows(element: &Element<'_>) -> Vec<String> {
    element.elements().map(linear).collect()
}

fn fenced(element: &Element<'_>) -> String {
    let sign = |name: &str, plain: &str| element.attribute(name).unwrap_or(plain).trim().to_string();
    let inner = rows(element).join(&sign("separators", ","));
    match (sign("open", "("), sign("close", ")")) {
        (open, close) if open.is_empty() && close.is_empty() => held(&inner),
        (open, close) => format!("{open}{inner}{close}"),
    }
}
