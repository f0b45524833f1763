//! From a part's [`TextStyle`] to what a named style of Word says, with only what differs from `Normal` written.

use super::markup::{hex, number, rule, switch, tab, val};
use super::names::{Char, Para};
use crate::geom::{Em, Pt};
use crate::style::{Align, Caps, ColourRole, Face, ImprintStyle, Slant, StyleSheet, TextStyle, Weight};
use crate::xml::XmlWriter;

/// Small capitals stand at this share of the size, as Word's own do.
const SMALL_CAPITAL: f64 = 0.8;
/// Space under a table, as a share of the body's leading.
const AFTER_TABLE: f64 = 0.6;
/// The lowest line that stands for nothing but space.
const LEAST_LINE: Pt = Pt(1.0);
/// How far a definition is set in under its term.
const DEFINITION_INSET: Em = Em(1.5);

/// A rule along an edge of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Edge {
    name: &'static str,
    thickness: f64,
    distance: f64,
    colour: ColourRole,
}

/// What a paragraph style says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shape {
    /// The part's type, with what the masthead's and the furniture's measures add to it.
    pub(super) text: TextStyle,
    /// The leading is a minimum, so that a picture in the line is shown whole.
    grows: bool,
    edges: Vec<Edge>,
    right_tab: Option<Pt>,
    /// Paragraphs of this style stand together without space between them.
    contextual: bool,
}

impl Shape {
    fn plain(text: TextStyle) -> Shape {
        Shape { text, grows: false, edges: Vec::new(), right_tab: None, contextual: false }
    }

    /// `Normal`: the body's type without what makes it a paragraph of the body.
    pub(super) fn normal(style: &StyleSheet) -> Shape {
        let body = style.text.body.clone();
        let (zero, none) = (Em::default(), Pt::ZERO);
        let text =
            TextStyle { align: Align::Left, indent: zero, left: zero, right: zero, before: none, after: none, ..body };
        Shape::plain(text)
    }

    /// What a paragraph style says.
    pub(super) fn of(para: Para, style: &StyleSheet) -> Shape {
        let mut shape = Shape::plain(style.text.of(para.role()).clone());
        let text = &mut shape.text;
        match para {
            Para::MastheadName => text.before += style.masthead.drop.to_pt(),
            Para::Marking => shape.right_tab = Some(style.measure()),
            Para::PublisherLine => {
                text.after = style.masthead.after.to_pt();
                shape.right_tab = Some(style.measure());
                shape.edges =
                    edge("w:bottom", style.masthead.rule, style.masthead.rule_gap.to_pt(), ColourRole::Accent);
            }
            Para::Header => shape.edges = edge("w:bottom", style.running_head.rule, Pt(2.0), text.colour),
            Para::Footer | Para::FooterVerso => furnish_folio(text, para, style),
            Para::Imprint => {
                shape.contextual = true;
                shape.right_tab = Some(style.measure() - text.right.at(text.size));
                if style.imprint.is_ruled() {
                    (text.before, text.after) = (Pt::ZERO, Pt::ZERO);
                } else {
                    shape.edges = imprint_rules(&style.imprint);
                }
            }
            Para::Definition => (text.indent, text.left) = (Em(0.0), DEFINITION_INSET),
            Para::Figure => {
                (text.indent, text.align, text.keep_with_next) = (Em(0.0), Align::Centre, true);
                text.before = style.text.body.leading / 2.0;
                shape.grows = true;
            }
            Para::AroundTable => lower(text, style.boxes.space),
            Para::AfterImprint => lower(text, LEAST_LINE),
            // What stands under a quote stands under its last line.
            Para::Attribution => text.after = text.after.max(style.text.quote.after),
            Para::Caption => (text.align, text.after) = (Align::Centre, style.text.body.leading / 2.0),
            Para::SectionBreak => (text.leading, text.indent, text.keep_with_next) = (LEAST_LINE, Em(0.0), true),
            Para::AfterTable => text.leading = style.text.body.leading * AFTER_TABLE,
            Para::TableCaption => {
                text.keep_with_next = true;
                text.before = text.before.max(style.text.body.leading / 2.0);
            }
            _ => {}
        }
        shape
    }
}

/// A line that is nothing but space.
fn lower(text: &mut TextStyle, height: Pt) {
    (text.before, text.after) = (Pt::ZERO, Pt::ZERO);
    (text.indent, text.left, text.right) = (Em(0.0), Em(0.0), Em(0.0));
    text.leading = height.max(LEAST_LINE);
}

fn edge(name: &'static str, thickness: Pt, distance: Pt, colour: ColourRole) -> Vec<Edge> {
    let edge = Edge { name, thickness: thickness.0, distance: distance.0, colour };
    if thickness > Pt::ZERO { vec![edge] } else { Vec::new() }
}

/// The rules over and under an imprint without rules between its lines. Word draws the edges of touching paragraphs of
/// one style around all of them.
fn imprint_rules(imprint: &ImprintStyle) -> Vec<Edge> {
    let thickness = imprint.outer_rule.to_pt();
    let rules = [("w:top", true), ("w:bottom", imprint.closed)].into_iter().filter(|(_, drawn)| *drawn);
    rules.flat_map(|(name, _)| edge(name, thickness, imprint.gap, ColourRole::Ink)).collect()
}

/// Folios stand at the outer edge (recto right, verso left) or where the style centres them.
fn furnish_folio(text: &mut TextStyle, para: Para, style: &StyleSheet) {
    if !style.folio.outside {
        text.align = Align::Centre;
    } else if para == Para::Footer {
        (text.align, text.right) = (Align::Right, style.folio.inset);
    } else {
        (text.align, text.left) = (Align::Left, style.folio.inset);
    }
}

/// How a style of Word is written against another.
pub(super) struct Against<'a> {
    /// The style sheet.
    pub(super) style: &'a StyleSheet,
    /// What holds where nothing is written.
    pub(super) base: &'a TextStyle,
    /// Whether indents are counted in characters, as Chinese editors expect.
    pub(super) in_characters: bool,
}

impl Against<'_> {
    /// The children of `w:pPr` that come after `w:keepLines` and `w:numPr`, up to `w:jc`.
    pub(super) fn paragraph(&self, xml: &mut XmlWriter, shape: &Shape) {
        let (text, base) = (&shape.text, self.base);
        if !shape.edges.is_empty() {
            xml.start("w:pBdr");
            for edge in &shape.edges {
                rule(xml, edge.name, edge.thickness, edge.distance, &hex(self.style.colour(edge.colour)));
            }
            xml.end();
        }
        if let Some(place) = shape.right_tab {
            tab(xml, "right", place.twips());
        }
        if text.hyphenate != base.hyphenate {
            switch(xml, "w:suppressAutoHyphens", !text.hyphenate);
        }
        self.spacing(xml, shape);
        self.indents(xml, text);
        if shape.contextual {
            switch(xml, "w:contextualSpacing", true);
        }
        if text.align != base.align {
            val(xml, "w:jc", alignment(text.align));
        }
    }

    /// The first children of `w:pPr`.
    pub(super) fn keeps(&self, xml: &mut XmlWriter, text: &TextStyle) {
        if text.keep_with_next != self.base.keep_with_next {
            switch(xml, "w:keepNext", text.keep_with_next);
        }
        if text.keep_together != self.base.keep_together {
            switch(xml, "w:keepLines", text.keep_together);
        }
    }

    fn spacing(&self, xml: &mut XmlWriter, shape: &Shape) {
        let (text, base) = (&shape.text, self.base);
        let lengths = [
            ("w:before", text.before, base.before),
            ("w:after", text.after, base.after),
            ("w:line", text.leading, base.leading),
        ];
        if !shape.grows && lengths.iter().all(|(_, length, base)| length == base) {
            return;
        }
        xml.start("w:spacing");
        for (name, length, _) in lengths.iter().filter(|(_, length, base)| length != base) {
            xml.attribute(name, length.twips().to_string());
        }
        if shape.grows {
            xml.attribute("w:lineRule", "atLeast");
        } else if text.leading != base.leading {
            xml.attribute("w:lineRule", "exact");
        }
        xml.end();
    }

    fn indents(&self, xml: &mut XmlWriter, text: &TextStyle) {
        let [left, right, first] = [text.left, text.right, text.indent].map(|em| em.at(text.size).twips());
        if left == 0 && right == 0 && first == 0 {
            return;
        }
        xml.start("w:ind");
        for (name, length) in [("w:left", left), ("w:right", right)].into_iter().filter(|(_, length)| *length != 0) {
            xml.attribute(name, length.to_string());
        }
        if first > 0 {
            if self.in_characters {
                xml.attribute("w:firstLineChars", ((text.indent.0 * 100.0).round() as i64).to_string());
            }
            xml.attribute("w:firstLine", first.to_string());
        } else if first < 0 {
            xml.attribute("w:hanging", (-first).to_string());
        }
        xml.end();
    }

    /// The children of `w:rPr` of a style.
    pub(super) fn run(&self, xml: &mut XmlWriter, text: &TextStyle) {
        let base = self.base;
        if text.face != base.face {
            self.style.face(text.face).iter().for_each(|face| fonts(xml, face));
        }
        if text.weight != base.weight {
            toggle(xml, ["w:b", "w:bCs"], text.weight == Weight::Bold);
        }
        if text.slant != base.slant {
            toggle(xml, ["w:i", "w:iCs"], text.slant == Slant::Italic);
        }
        if text.caps != base.caps {
            capitals(xml, text.caps);
        }
        if text.colour != base.colour {
            val(xml, "w:color", hex(self.style.colour(text.colour)));
        }
        if tracking(text) != tracking(base) {
            number(xml, "w:spacing", tracking(text));
        }
        if half_points(text) != half_points(base) {
            size(xml, text);
        }
    }

    /// The children of `w:rPr` of a character style: weight and slant are toggles that Word turns over against the
    /// paragraph's style (clause 17.7.3), so they are written where they differ and then always as on.
    pub(super) fn character(&self, xml: &mut XmlWriter, text: &TextStyle) {
        let turned = toggles_between(self.base, text);
        if turned.bold {
            toggle(xml, ["w:b", "w:bCs"], true);
        }
        if turned.italic {
            toggle(xml, ["w:i", "w:iCs"], true);
        }
        if text.caps != self.base.caps {
            capitals(xml, text.caps);
        }
        if text.colour != self.base.colour {
            val(xml, "w:color", hex(self.style.colour(text.colour)));
        }
    }
}

/// Weight and slant as Word's toggle properties.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Toggles {
    pub(super) bold: bool,
    pub(super) italic: bool,
}

impl Toggles {
    /// Those that a type has.
    pub(super) fn of(text: &TextStyle) -> Toggles {
        Toggles { bold: text.weight == Weight::Bold, italic: text.slant == Slant::Italic }
    }

    /// Those that a character style turns over in the paragraph style that it is made for.
    pub(super) fn of_char(char: Char, style: &StyleSheet) -> Toggles {
        match char {
            Char::RunIn => toggles_between(&style.text.body, &style.text.run_in),
            Char::Person => toggles_between(&style.text.body, &style.text.person),
            Char::EditorsNoteLabel => toggles_between(&style.text.editors_note, &style.text.editors_note_label),
            Char::Strong => Toggles { bold: true, italic: false },
            Char::Emphasis => Toggles { bold: false, italic: true },
            Char::Hyperlink | Char::FootnoteReference | Char::OrphanMark => Toggles::default(),
        }
    }
}

fn toggles_between(base: &TextStyle, text: &TextStyle) -> Toggles {
    Toggles { bold: base.weight != text.weight, italic: base.slant != text.slant }
}

/// All four kinds of characters, so that none falls back to Word's own default.
pub(super) fn fonts(xml: &mut XmlWriter, face: &Face) {
    xml.start("w:rFonts").attribute("w:ascii", &face.word).attribute("w:hAnsi", &face.word);
    xml.attribute("w:eastAsia", &face.word_east_asia).attribute("w:cs", &face.word).end();
}

/// The size in half points, for both kinds of scripts.
pub(super) fn size(xml: &mut XmlWriter, text: &TextStyle) {
    number(xml, "w:sz", half_points(text));
    number(xml, "w:szCs", half_points(text));
}

/// What stands between characters, in twips. Word counts sizes in halves of a point; what a size has more there than in
/// the style is taken off again, so that as many characters fill a line.
pub(super) fn tracking(text: &TextStyle) -> i64 {
    let more = match text.caps {
        Caps::AllSmall => Pt::ZERO,
        Caps::None | Caps::Small => Pt(half_points(text) as f64 / 2.0) - text.size,
    };
    (text.tracking.at(text.size) - more).twips()
}

fn half_points(text: &TextStyle) -> i64 {
    // Word has no capitals-to-small-capitals; full capitals at the size of small ones look the same.
    let share = if text.caps == Caps::AllSmall { SMALL_CAPITAL } else { 1.0 };
    (text.size.0 * share * 2.0).round() as i64
}

fn capitals(xml: &mut XmlWriter, caps: Caps) {
    match caps {
        Caps::None => switch(xml, "w:smallCaps", false),
        Caps::Small => switch(xml, "w:smallCaps", true),
        Caps::AllSmall => switch(xml, "w:caps", true),
    }
}

fn toggle(xml: &mut XmlWriter, names: [&'static str; 2], on: bool) {
    names.into_iter().for_each(|name| switch(xml, name, on));
}

/// An alignment as Word writes it.
pub(super) fn alignment(align: Align) -> &'static str {
    match align {
        Align::Left => "left",
        Align::Centre => "center",
        Align::Right => "right",
        Align::Justify => "both",
    }
}
