//! Equations (Office Math), as words in a line: `(a+b)/2`.

use super::desk::Desk;
use super::look::Look;
use super::met::Met;
use super::paragraphs::Draft;
use super::pieces::Content;
use crate::read::formula::{self, Part, held, limit};
use crate::xml::{Element, Node};

impl Desk<'_> {
    /// Reads an equation.
    pub(super) fn equation(&mut self, element: &Element<'_>, draft: &mut Draft, link: Option<&str>) {
        self.take_all(element);
        let words = linear(&self.settled(element));
        let span = self.say(&words);
        self.fields.say();
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
        "f" => formula::fraction(&of("num"), &of("den")),
        "sSup" => formula::raised(&of("e"), &of("sup")),
        "sSub" => formula::lowered(&of("e"), &of("sub")),
        "limLow" => format!("{}_{}", of("e"), held(&of("lim"))),
        "limUpp" => format!("{}^{}", of("e"), held(&of("lim"))),
        "func" => format!("{} {}", of("fName"), of("e")),
        "eqArr" | "m" | "mr" => parts(element, if element.name == "mr" { ", " } else { "; " }),
        "sSubSup" => formula::lowered_and_raised(&of("e"), &of("sub"), &of("sup")),
        "rad" => formula::root(&of("deg"), &of("e")),
        "sPre" => formula::before(&of("sub"), &of("sup"), &of("e")),
        "acc" => accent(element).map_or_else(|| of("e"), |mark| formula::accented(&of("e"), mark)),
        "bar" => formula::lined(&of("e"), is_below(element)),
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
            format!("{sign}{}{} {}", limit('_', &of("sub")), limit('^', &of("sup")), of("e"))
        }
        name if name.ends_with("Pr") => String::new(),
        _ => formula::side_by_side(element.elements().map(part)),
    }
}

/// The mark over a sign; a hat where nothing is said of it (clause 22.1.2.20).
fn accent(element: &Element<'_>) -> Option<char> {
    let said = element.descend(&["accPr", "chr"]).and_then(|sign| sign.attribute("val"));
    said.unwrap_or("^").chars().next()
}

/// Whether a bar stands below, as it does where nothing is said (clause 22.1.2.7).
fn is_below(element: &Element<'_>) -> bool {
    element.descend(&["barPr", "pos"]).and_then(|place| place.attribute("val")) != Some("top")
}

fn parts(element: &Element<'_>, between: &str) -> String {
    let parts = element.elements().filter(|inner| matches!(inner.name, "e" | "mr"));
    parts.map(linear).collect::<Vec<_>>().join(between)
}

fn part(element: &Element<'_>) -> Part {
    let degree = element.name == "rad" && element.child("deg").is_some_and(|degree| !linear(degree).is_empty());
    Part { words: linear(element), fraction: element.name == "f", leads: degree || element.name == "sPre" }
}
