//! The type of each part of an issue, as rules.

use super::{colours, number};
use crate::geom::Pt;
use crate::style::{Align, Caps, FaceRole, Slant, StyleSheet, TextRole, TextStyle, Weight};
use std::fmt::Write;

/// How much of a part's type a rule says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// All: a block of its own.
    Block,
    /// All but the space around it, which the page itself keeps.
    Inside,
    /// Weight, slant, colour and caps: words among others.
    Words,
    /// The same and the face: words that stand apart from others by it.
    Label,
}

const PARTS: &[(TextRole, &str, Kind)] = &[
    (TextRole::Body, ".text", Kind::Inside),
    (TextRole::MastheadName, ".name", Kind::Block),
    (TextRole::MastheadKind, ".name .kind", Kind::Inside),
    (TextRole::IssueLine, ".issue-line", Kind::Block),
    (TextRole::PublisherLine, ".publisher-line", Kind::Block),
    (TextRole::Marking, ".marking", Kind::Block),
    (TextRole::Designation, ".designation", Kind::Block),
    (TextRole::Title, ".title", Kind::Block),
    (TextRole::Subtitle, ".subtitle", Kind::Block),
    (TextRole::EditorsNote, ".editors-note", Kind::Block),
    (TextRole::EditorsNoteLabel, ".editors-note .label", Kind::Label),
    (TextRole::Heading1, "h2", Kind::Block),
    (TextRole::Heading2, "h3", Kind::Block),
    (TextRole::Heading3, "h4,h5,h6,p[role=heading]", Kind::Block),
    (TextRole::RunIn, ".run-in", Kind::Words),
    (TextRole::Person, ".person", Kind::Words),
    (TextRole::Quote, "blockquote,.quote", Kind::Block),
    (TextRole::Attribution, ".attribution", Kind::Inside),
    (TextRole::ListItem, "li", Kind::Inside),
    (TextRole::Term, "dt", Kind::Inside),
    (TextRole::TableCell, "table,.table-foot,.table .notes,.table .notes li", Kind::Inside),
    (TextRole::TableHead, "th", Kind::Inside),
    (TextRole::Box, ".box", Kind::Inside),
    (TextRole::BoxTitle, ".box-title", Kind::Inside),
    (TextRole::Caption, ".caption,figcaption", Kind::Inside),
    (TextRole::Footnote, "section.notes,section.notes li", Kind::Inside),
    (TextRole::Imprint, ".imprint", Kind::Inside),
];

/// The rules of all parts. Sizes are those of the style against its body.
pub(super) fn rules(style: &StyleSheet) -> String {
    let mut css = String::new();
    for (role, selector, kind) in PARTS {
        let _ = writeln!(css, "{selector}{{{}}}", declarations(style, *role, *kind));
    }
    css
}

fn declarations(style: &StyleSheet, role: TextRole, kind: Kind) -> String {
    let text = style.text.of(role);
    let mut css = words(text);
    if kind == Kind::Words {
        return css;
    }
    let _ = write!(css, "font-family:var(--{});", face(text.face));
    if kind == Kind::Label {
        return css;
    }
    let _ = write!(css, "font-size:{};", size(text, style, role));
    let _ = write!(css, "line-height:{};", number(leading(text, role)));
    let _ = write!(css, "text-align:{};text-indent:{}em;", align(text.align), number(text.indent.0));
    if text.tracking.0 != 0.0 {
        let _ = write!(css, "letter-spacing:{}em;", number(text.tracking.0));
    }
    if kind == Kind::Block {
        let space = |length: Pt| number(length.0 / style.text.body.size.0.max(1.0));
        // A phone has no room for what stands in from both edges of a page.
        let side = |em: f64| format!("min({}em,5vw)", number(em));
        let _ = write!(css, "margin:{}rem {} ", space(text.before), side(text.right.0));
        let _ = write!(css, "{}rem {};", space(text.after), side(text.left.0));
    }
    css
}

fn words(text: &TextStyle) -> String {
    let weight = if text.weight == Weight::Bold { 700 } else { 400 };
    let slant = if text.slant == Slant::Italic { "italic" } else { "normal" };
    let caps = match text.caps {
        Caps::None => "normal",
        Caps::Small => "small-caps",
        Caps::AllSmall => "all-small-caps",
    };
    let colour = colours::name(text.colour);
    format!("font-weight:{weight};font-style:{slant};font-variant-caps:{caps};color:var(--{colour});")
}

/// The size against that of the body. Large type shrinks with the screen, but for that of a name, never below the text's.
fn size(text: &TextStyle, style: &StyleSheet, role: TextRole) -> String {
    let ratio = text.size.0 / style.text.body.size.0.max(1.0);
    if ratio <= 1.3 {
        return format!("{}rem", number(ratio.max(0.82)));
    }
    let on_a_phone = if role == TextRole::MastheadName { 1.0 + (ratio - 1.0) * 0.5 } else { 1.0 + (ratio - 1.0) * 0.6 };
    let (least, most) = (number(on_a_phone), number(ratio));
    // Between a phone of 24 and a desk of 48 times the text's size.
    let slope = (ratio - on_a_phone) / 24.0;
    let foot = on_a_phone - slope * 24.0;
    format!("clamp({least}rem,{}rem + {}vw,{most}rem)", number(foot), number(slope * 100.0))
}

/// Lines on a screen stand farther apart than on paper: nothing guides the eye back but the line itself.
fn leading(text: &TextStyle, role: TextRole) -> f64 {
    let is_text = matches!(
        role,
        TextRole::Body
            | TextRole::EditorsNote
            | TextRole::Quote
            | TextRole::ListItem
            | TextRole::Box
            | TextRole::Footnote
    );
    let least = if is_text { 1.5 } else { 1.25 };
    (text.leading.0 / text.size.0.max(1.0)).max(least)
}

fn face(role: FaceRole) -> &'static str {
    match role {
        FaceRole::Text | FaceRole::Folio => "text",
        FaceRole::Display => "display",
        FaceRole::Sans => "sans",
        FaceRole::Kai => "kai",
    }
}

fn align(align: Align) -> &'static str {
    match align {
        Align::Left => "start",
        Align::Centre => "center",
        Align::Right => "end",
        Align::Justify => "var(--justify)",
    }
}
