//! Equations (Office Math), as words in a line: `(a+b)/2`.

use super::desk::{Desk, Met};
use super::look::Look;
use super::paragraphs::Draft;
use super::pieces::Content;
use crate::xml::{Element, Node};

impl Desk<'_> {
    /// Reads an equation.
    pub(super) fn equation(&mut self, element: &Element<'_>, draft: &mut Draft, link: Option<&str>) {
        self.take_all(element);
        let words = linear(&self.settled(element));
        let span = self.say(&words);
        self.meet(Met::Equation, span);
        let look = Look { link: link.map(str::to_string), ..Look::default() };
        self.piece(draft, look, Content::Words(words), span);
    }
}

impl Desk<'_> {
    /// An equation with its tracked changes settled.
    fn settled<'a>(&mut self, element: &Element<'a>) -> Element<'a> {
        let (space, name, offset) = (element.space, element.name, element.offset);
        let mut settled = Element { space, name, attributes: element.attributes.clone(), children: Vec::new(), offset };
        for child in &element.children {
            match child {
                Node::Element(inner) if is_change(inner) && !self.keeps(inner) => {}
                Node::Element(inner) => settled.children.push(Node::Element(self.settled(inner))),
                Node::Text(..) => settled.children.push(child.clone()),
            }
        }
        settled
    }
}

/// Whether signs come or go with a tracked change; in properties it is one of how they look.
fn is_change(element: &Element<'_>) -> bool {
    element.space == "w"
        && matches!(element.name, "ins" | "del" | "moveTo" | "moveFrom")
        && !element.children.is_empty()
}

/// An equation in one line, with brackets where a fraction, a root or a power holds more than one sign.
fn linear(element: &Element<'_>) -> String {
    let of = |name: &str| element.child(name).map(linear).unwrap_or_default();
    match element.name {
        "t" | "delText" => element.words(),
        "f" => format!("{}/{}", held(&of("num")), held(&of("den"))),
        "sSup" => format!("{}^{}", held(&of("e")), held(&of("sup"))),
        "sSub" => format!("{}_{}", held(&of("e")), held(&of("sub"))),
        "limLow" => format!("{}_{}", of("e"), held(&of("lim"))),
        "limUpp" => format!("{}^{}", of("e"), held(&of("lim"))),
        "func" => format!("{} {}", of("fName"), of("e")),
        "eqArr" | "m" | "mr" => parts(element, if element.name == "mr" { ", " } else { "; " }),
        "sSubSup" => format!("{}_{}^{}", held(&of("e")), held(&of("sub")), held(&of("sup"))),
        "rad" => format!("{}√{}", of("deg"), held(&of("e"))),
        "d" => {
            let sign = |name: &str, plain: &str| {
                let sign = element.descend(&["dPr", name]).and_then(|sign| sign.attribute("val"));
                sign.unwrap_or(plain).to_string()
            };
            let inner: Vec<String> = element.elements().filter(|inner| inner.name == "e").map(linear).collect();
            format!("{}{}{}", sign("begChr", "("), inner.join(&sign("sepChr", "|")), sign("endChr", ")"))
        }
        "nary" => {
            let sign = element.descend(&["naryPr", "chr"]).and_then(|sign| sign.attribute("val")).unwrap_or("∫");
            let limit =
                |mark: &str, words: String| if words.is_empty() { words } else { format!("{mark}{}", held(&words)) };
            format!("{sign}{}{} {}", limit("_", of("sub")), limit("^", of("sup")), of("e"))
        }
        name if name.ends_with("Pr") => String::new(),
        _ => side_by_side(element),
    }
}

fn parts(element: &Element<'_>, between: &str) -> String {
    let parts = element.elements().filter(|inner| matches!(inner.name, "e" | "mr"));
    parts.map(linear).collect::<Vec<_>>().join(between)
}

/// What stands side by side, with a blank where the end of a fraction would take what follows for its own.
fn side_by_side(element: &Element<'_>) -> String {
    let (mut words, mut fraction) = (String::new(), false);
    for inner in element.elements() {
        let next = linear(inner);
        if fraction && next.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '(' | '√')) {
            words.push(' ');
        }
        fraction = inner.name == "f" || (fraction && next.is_empty());
        words.push_str(&next);
    }
    words
}

fn held(words: &str) -> String {
    if words.chars().count() > 1 { format!("({words})") } else { words.to_string() }
}
