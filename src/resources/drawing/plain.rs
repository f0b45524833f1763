//! What a drawing may hold to go into an output as it is: a closed list of elements, attributes and values, none of which runs,
//! moves, leads anywhere or is read otherwise by one program than by another.

use std::collections::BTreeSet;
use usvg::roxmltree::{Attribute, Document, Node};

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// Languages whose elements and attributes run in a browser wherever they stand.
const RUNNING: [&str; 2] = ["http://www.w3.org/1999/xhtml", "http://www.w3.org/2001/xml-events"];

const ELEMENTS: &str = " circle clipPath defs desc ellipse g line linearGradient marker mask path pattern polygon polyline \
     radialGradient rect stop svg symbol text textPath title tspan use ";
/// Elements that do something, or lead somewhere.
const ACTING: &str = " a animate animateColor animateMotion animateTransform audio canvas cursor discard embed handler iframe \
     listener mpath object set video ";
const ATTRIBUTES: &str = " alignment-baseline baseline-shift class clip-path clip-rule clipPathUnits color color-interpolation \
     color-rendering cx cy d direction display dominant-baseline dx dy fill fill-opacity fill-rule font-family font-size \
     font-size-adjust font-stretch font-style font-variant font-weight fr fx fy gradientTransform gradientUnits height href id \
     kerning lengthAdjust letter-spacing marker marker-end marker-mid marker-start markerHeight markerUnits markerWidth mask \
     maskContentUnits maskUnits method offset opacity orient overflow paint-order pathLength patternContentUnits \
     patternTransform patternUnits points preserveAspectRatio r refX refY rotate rx ry shape-rendering spacing spreadMethod \
     startOffset stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin \
     stroke-miterlimit stroke-opacity stroke-width style text-anchor text-decoration text-rendering textLength transform \
     unicode-bidi vector-effect version viewBox visibility width word-spacing writing-mode x x1 x2 y y1 y2 ";
/// What may stand before a bracket: places in the file, colours, and what moves or turns.
const FUNCTIONS: &str =
    " url rgb rgba hsl hsla matrix rotate scale skewX skewY translate translateX translateY scaleX scaleY ";

/// What of a drawing goes into no output, each by its name and once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// What would run, move or lead somewhere.
    pub acting: BTreeSet<String>,
    /// What shows nothing, and what programs read differently.
    pub idle: BTreeSet<String>,
}

impl LeftOut {
    /// What a drawing holds beyond the closed list.
    pub(super) fn of(document: &Document<'_>) -> LeftOut {
        let mut found = LeftOut::default();
        found.prolog(document);
        let mut ids = BTreeSet::new();
        for node in document.descendants() {
            if let Some(pi) = node.pi() {
                found.idle.insert(format!("<?{}?>", pi.target));
            }
            if node.is_element() && found.element(node) {
                node.attributes().for_each(|attribute| found.attribute(node, attribute));
                if node.attribute("id").is_some_and(|id| !ids.insert(id)) {
                    found.idle.insert("id".into());
                }
            }
        }
        found
    }

    /// Whether the drawing may go out as it is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.acting.is_empty() && self.idle.is_empty()
    }

    /// What stands before the first element. A document type may give elements attributes that are not in the file.
    fn prolog(&mut self, document: &Document<'_>) {
        let text = document.input_text();
        let before = text.get(..document.root_element().range().start).unwrap_or_default();
        if before.contains("<!DOCTYPE") {
            let acts = before.contains("<!ATTLIST");
            if acts { &mut self.acting } else { &mut self.idle }.insert("<!DOCTYPE>".into());
        }
        let declaration = before.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
        if declaration.is_some_and(|(declared, _)| !is_usual(declared)) {
            self.idle.insert("<?xml?>".into());
        }
    }

    /// Says whether an element is one of the list; those inside of one that is not are looked at all the same.
    fn element(&mut self, node: Node<'_, '_>) -> bool {
        let (space, name) = (node.tag_name().namespace().unwrap_or_default(), node.tag_name().name());
        let known = space == SVG && is_in(ELEMENTS, name);
        if !known {
            let acts = RUNNING.contains(&space) || (space == SVG && is_in(ACTING, name));
            if acts { &mut self.acting } else { &mut self.idle }.insert(format!("<{name}>"));
        }
        known
    }

    fn attribute(&mut self, node: Node<'_, '_>, attribute: Attribute<'_, '_>) {
        let (name, value) = (attribute.name(), attribute.value());
        let known = match attribute.namespace() {
            None => is_in(ATTRIBUTES, name),
            Some(XLINK) => name == "href",
            Some(XML) => name == "space",
            Some(_) => false,
        };
        let sound = match name {
            "id" => is_name(value),
            "href" => value.starts_with('#') && is_name(&value[1..]),
            "style" => value.split(';').all(is_declaration),
            // Browsers let no mask cut another.
            "mask" => node.tag_name().name() != "mask",
            _ => true,
        };
        let runs = attribute.namespace().is_some_and(|space| RUNNING.contains(&space))
            || (attribute.namespace() == Some(XML) && name == "base")
            || name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("on"));
        if runs || (known && !is_plain(value)) {
            self.acting.insert(name.to_string());
        } else if !(known && sound) {
            self.idle.insert(name.to_string());
        }
    }
}

fn is_in(list: &str, name: &str) -> bool {
    !name.contains(' ') && list.contains(&format!(" {name} "))
}

/// Whether an XML declaration says what holds without it.
fn is_usual(declared: &str) -> bool {
    let declared = declared.to_ascii_lowercase().replace(['\'', '"'], " ");
    let words: Vec<&str> = declared.split([' ', '=', '\t', '\r', '\n']).filter(|word| !word.is_empty()).collect();
    words.chunks(2).all(|pair| {
        matches!(pair, ["version", "1.0"] | ["encoding", "utf-8" | "us-ascii" | "ascii"] | ["standalone", _])
    })
}

/// Whether a name is one for every program: it stands in addresses, which have escapes of their own.
fn is_name(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
}

/// Whether a declaration of a style is a name with a value and no more; an empty one stands at the end of a style.
fn is_declaration(declaration: &str) -> bool {
    let Some((name, value)) = declaration.split_once(':') else { return declaration.trim().is_empty() };
    let named = |byte: u8| byte.is_ascii_alphabetic() || byte == b'-';
    let quotes = |quote| value.matches(quote).count().is_multiple_of(2);
    let brackets = value.matches('(').count() == value.matches(')').count();
    !name.trim().is_empty()
        && name.trim().bytes().all(named)
        && !value.trim().is_empty()
        && !value.contains([':', '{', '}', '<', '>', '!', '*', '[', ']'])
        && quotes('\'')
        && quotes('"')
        && brackets
}

/// Whether a value has no escapes and no functions but those of the list.
fn is_plain(value: &str) -> bool {
    let mut before = value;
    while let Some(at) = before.rfind('(') {
        before = before.get(..at).unwrap_or_default();
        let called = before.rfind(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_')));
        let name = before.get(called.map_or(0, |at| at + 1)..).unwrap_or_default();
        if !(is_in(FUNCTIONS, name) || name.eq_ignore_ascii_case("url")) || name.is_empty() {
            return false;
        }
    }
    !value.contains(['\\', '@'])
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;
    use usvg::roxmltree::ParsingOptions;

    fn found(prolog: &str, body: &str) -> (String, String) {
        let text = format!("{prolog}<svg xmlns='{SVG}' xmlns:xlink='{XLINK}' width='9' height='9'>{body}</svg>");
        let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
        let found = LeftOut::of(&Document::parse_with_options(&text, options).unwrap());
        let list = |names: BTreeSet<String>| names.into_iter().collect::<Vec<_>>().join(" ");
        (list(found.acting), list(found.idle))
    }

    #[test]
    fn ordinary_drawings_are_plain() {
        for body in [
            "<defs><linearGradient id='a' gradientUnits='userSpaceOnUse'><stop offset='0' stop-color='rgb(1,2,3)'/></linearGradient></defs>",
            "<g transform='translate(1 2) rotate( 45 )' style='fill:url(#a);stroke: #fff ; font-family:\"A B\", serif'><path d='M0 0'/></g>",
            "<text x='1' xml:space='preserve' font-family='Libertinus Serif'>on@\\ (words)<tspan dy='2'>x</tspan></text>",
            "<title>a (b) \\ @</title><!-- onclick --><use xlink:href='#a'/><use href='#a'/>",
        ] {
            assert_eq!(
                found("<?xml version='1.0' encoding=\"UTF-8\" standalone='no'?>\n", body),
                Default::default(),
                "{body}"
            );
        }
    }

    #[test]
    fn what_runs_moves_or_leads_somewhere_is_found() {
        for (body, name) in [
            ("<rect onclick='x'/>", "onclick"),
            ("<rect ONLOAD='x'/>", "ONLOAD"),
            ("<a href='#b'><rect/></a>", "<a>"),
            ("<rect><animate attributeName='x'/></rect>", "<animate>"),
            ("<rect><set attributeName='onclick' to='x'/></rect>", "<set>"),
            ("<metadata><x xmlns='http://www.w3.org/1999/xhtml'/></metadata>", "<x>"),
            ("<rect xml:base='http://e.org/'/>", "base"),
            ("<rect fill='u\\72l(http://e.org)'/>", "fill"),
            ("<rect mask='image-set(\"http://e.org\" 1x)'/>", "mask"),
            ("<rect style='background:image(\"http://e.org\")'/>", "style"),
        ] {
            assert_eq!(found("", body).0, name, "{body}");
        }
        assert_eq!(found("<!DOCTYPE svg [<!ATTLIST rect onclick CDATA 'x'>]>", "<rect/>").0, "<!DOCTYPE>");
    }

    #[test]
    fn what_shows_nothing_or_is_read_otherwise_elsewhere_is_found() {
        for (body, name) in [
            ("<rect foo='1'/>", "foo"),
            ("<blah/>", "<blah>"),
            ("<style>rect{fill:red}</style>", "<style>"),
            ("<rect style='fill:red;}'/>", "style"),
            ("<rect id='a b'/>", "id"),
            ("<rect id='a'/><rect id='a'/>", "id"),
            ("<rect xml:lang='not a lang'/>", "lang"),
            ("<x:meta xmlns:x='http://www.inkscape.org/'/>", "<meta>"),
            ("<?php x?>", "<?php?>"),
            ("<use href='#%61'/>", "href"),
            ("<mask mask='url(#a)'/>", "mask"),
        ] {
            assert_eq!(found("", body), (String::new(), name.to_string()), "{body}");
        }
        for prolog in ["<?xml version='1.0' encoding='GBK'?>", "<!DOCTYPE svg SYSTEM 'http://e.org/x.dtd'>"] {
            assert!(!found(prolog, "").1.is_empty(), "{prolog}");
        }
    }
}
