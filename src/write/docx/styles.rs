//! `word/styles.xml`: every part of an issue as a named style, so that a change in one place changes it everywhere.

use super::languages::Languages;
use super::markup::{hex, number, root, rule, switch, val};
use super::names::{Char, DEEPEST_HEADING, Origin, Para};
use super::numbering::SECTIONS;
use super::shape::{Against, Shape, fonts, size, tracking};
use crate::geom::{Mm, Pt};
use crate::style::{ColourRole, PageStyle, StyleSheet, TextStyle};
use crate::write::Issue;
use crate::xml::XmlWriter;

/// The table style's id.
pub(super) const TABLE: &str = "BulletinTable";

/// The style of the one-cell table that is a box, by its id.
pub(super) const BOX: &str = "BulletinBox";

/// The style of the table that is a ruled imprint, by its id.
pub(super) const IMPRINT: &str = "BulletinImprint";

/// Thickness of the rules above and below a table and under its head, points.
pub(super) const TABLE_RULES: [f64; 2] = [0.8, 0.4];

/// Between the rules of a table's cells and their words, over and beside them, in twips.
pub(super) const TABLE_MARGINS: [i64; 2] = [50, 100];

/// What the styles depend on besides the style sheet.
pub(super) struct Needs<'a> {
    /// The issue.
    pub(super) issue: Issue<'a>,
    /// The document's languages.
    pub(super) languages: &'a Languages,
    /// How many levels of sections there are.
    pub(super) depth: usize,
    /// The levels of sections, from 0, that number themselves.
    pub(super) live: &'a [usize],
}

/// The part.
pub(super) fn part(needs: &Needs<'_>) -> XmlWriter {
    let style = needs.issue.style;
    let normal = Shape::normal(style);
    let mut xml = root("w:styles");
    defaults(&mut xml, style, needs.languages, &normal.text);
    standing(&mut xml, &normal, &style.page);
    let against = Against { style, base: &normal.text, in_characters: needs.issue.document.front.lang.is_chinese() };
    let headings = (1..=needs.depth.clamp(3, DEEPEST_HEADING)).map(Para::Heading);
    for para in Para::ALL.iter().copied().chain(headings) {
        paragraph(&mut xml, para, needs, &against);
    }
    Char::ALL.iter().for_each(|char| character(&mut xml, *char, style));
    table(&mut xml);
    boxed(&mut xml, style);
    if style.imprint.is_ruled() {
        imprint(&mut xml, style);
    }
    xml
}

fn defaults(xml: &mut XmlWriter, style: &StyleSheet, languages: &Languages, normal: &TextStyle) {
    xml.start("w:docDefaults").start("w:rPrDefault").start("w:rPr");
    style.face(normal.face).iter().for_each(|face| fonts(xml, face));
    if tracking(normal) != 0 {
        number(xml, "w:spacing", tracking(normal));
    }
    size(xml, normal);
    languages.write(xml);
    xml.end().end().start("w:pPrDefault").start("w:pPr");
    xml.start("w:spacing").attribute("w:after", "0").attribute("w:line", "240").attribute("w:lineRule", "auto").end();
    xml.end().end().end();
}

/// `Normal` and the three styles that Word wants to find.
fn standing(xml: &mut XmlWriter, normal: &Shape, page: &PageStyle) {
    open(xml, "paragraph", "Normal", "Normal", Some("default"));
    switch(xml, "w:qFormat", true);
    xml.start("w:pPr");
    // Word knows two lines or one, at the head and foot of a page alike.
    switch(xml, "w:widowControl", page.orphans.max(page.widows) > 1);
    if !normal.text.hyphenate {
        switch(xml, "w:suppressAutoHyphens", true);
    }
    xml.start("w:spacing").attribute("w:line", normal.text.leading.twips().to_string());
    xml.attribute("w:lineRule", "exact").end().end().end();
    open(xml, "character", "DefaultParagraphFont", "Default Paragraph Font", Some("default"));
    hidden(xml);
    xml.end();
    open(xml, "table", "TableNormal", "Normal Table", Some("default"));
    hidden(xml);
    xml.start("w:tblPr").start("w:tblInd").attribute("w:w", "0").attribute("w:type", "dxa").end();
    margins(xml, 0, 108);
    xml.end().end();
    open(xml, "numbering", "NoList", "No List", Some("default"));
    hidden(xml);
    xml.end();
}

fn open(xml: &mut XmlWriter, kind: &str, id: &str, name: &str, flag: Option<&str>) {
    xml.start("w:style").attribute("w:type", kind);
    if let Some(flag) = flag {
        xml.attribute(&format!("w:{flag}"), "1");
    }
    xml.attribute("w:styleId", id);
    val(xml, "w:name", name);
}

fn hidden(xml: &mut XmlWriter) {
    number(xml, "w:uiPriority", 99);
    switch(xml, "w:semiHidden", true);
    switch(xml, "w:unhideWhenUsed", true);
}

fn custom(origin: Origin) -> Option<&'static str> {
    (origin == Origin::Bulletin).then_some("customStyle")
}

fn paragraph(xml: &mut XmlWriter, para: Para, needs: &Needs<'_>, against: &Against<'_>) {
    let shape = Shape::of(para, against.style);
    open(xml, "paragraph", para.id(), para.name(), custom(para.origin()));
    val(xml, "w:basedOn", "Normal");
    if let Some(next) = para.next() {
        val(xml, "w:next", next.id());
    }
    switch(xml, "w:qFormat", true);
    xml.start("w:pPr");
    against.keeps(xml, &shape.text);
    if let Para::Heading(level) = para {
        live_number(xml, level - 1, needs.live);
    }
    against.paragraph(xml, &shape);
    if let Para::Heading(level) = para {
        number(xml, "w:outlineLvl", level as i64 - 1);
    }
    xml.end().start("w:rPr");
    against.run(xml, &shape.text);
    xml.end().end();
}

fn live_number(xml: &mut XmlWriter, level: usize, live: &[usize]) {
    if live.contains(&level) {
        xml.start("w:numPr");
        number(xml, "w:ilvl", level as i64);
        number(xml, "w:numId", SECTIONS);
        xml.end();
    }
}

fn character(xml: &mut XmlWriter, char: Char, style: &StyleSheet) {
    open(xml, "character", char.id(), char.name(), custom(char.origin()));
    val(xml, "w:basedOn", "DefaultParagraphFont");
    switch(xml, "w:qFormat", true);
    xml.start("w:rPr");
    let text = &style.text;
    let against = |base| Against { style, base, in_characters: false };
    match char {
        Char::RunIn => against(&text.body).character(xml, &text.run_in),
        Char::Person => against(&text.body).character(xml, &text.person),
        Char::EditorsNoteLabel => {
            let (base, label) = (&text.editors_note, &text.editors_note_label);
            if label.face != base.face {
                style.face(label.face).iter().for_each(|face| fonts(xml, face));
            }
            against(base).character(xml, label);
        }
        Char::Strong => ["w:b", "w:bCs"].into_iter().for_each(|name| switch(xml, name, true)),
        Char::Emphasis => ["w:i", "w:iCs"].into_iter().for_each(|name| switch(xml, name, true)),
        Char::Hyperlink => val(xml, "w:color", hex(style.colour(ColourRole::Link))),
        Char::FootnoteReference | Char::OrphanMark => val(xml, "w:vertAlign", "superscript"),
    }
    xml.end().end();
}

fn margins(xml: &mut XmlWriter, vertical: i64, horizontal: i64) {
    xml.start("w:tblCellMar");
    for (name, width) in [("w:top", vertical), ("w:left", horizontal), ("w:bottom", vertical), ("w:right", horizontal)]
    {
        xml.start(name).attribute("w:w", width.to_string()).attribute("w:type", "dxa").end();
    }
    xml.end();
}

fn open_table(xml: &mut XmlWriter, id: &str, name: &str) {
    open(xml, "table", id, name, Some("customStyle"));
    val(xml, "w:basedOn", "TableNormal");
    switch(xml, "w:qFormat", true);
}

/// The frame and the ground of boxed text.
fn boxed(xml: &mut XmlWriter, style: &StyleSheet) {
    let look = &style.boxes;
    open_table(xml, BOX, "Bulletin Box");
    xml.start("w:tblPr");
    if look.rule > Pt::ZERO {
        xml.start("w:tblBorders");
        for name in ["w:top", "w:left", "w:bottom", "w:right"] {
            rule(xml, name, look.rule.0, 0.0, &hex(style.colour(look.colour)));
        }
        xml.end();
    }
    let padding = look.padding.twips();
    margins(xml, padding, padding);
    xml.end();
    if look.fill {
        xml.start("w:tcPr").start("w:shd").attribute("w:val", "clear").attribute("w:color", "auto");
        xml.attribute("w:fill", hex(style.colour(ColourRole::Tint))).end().end();
    }
    xml.end();
}

/// The rules of an imprint over, between and under its lines.
fn imprint(xml: &mut XmlWriter, style: &StyleSheet) {
    let look = &style.imprint;
    open_table(xml, IMPRINT, "Bulletin Imprint");
    xml.start("w:tblPr").start("w:tblBorders");
    let ink = hex(style.colour(ColourRole::Ink));
    let rules = [("w:top", look.outer_rule, true), ("w:bottom", look.outer_rule, look.closed)];
    for (name, thickness, drawn) in rules.into_iter().chain([("w:insideH", look.inner_rule, true)]) {
        if drawn && thickness > Mm(0.0) {
            rule(xml, name, thickness.to_pt().0, 0.0, &ink);
        }
    }
    xml.end();
    margins(xml, look.gap.twips(), 0);
    xml.end().end();
}

fn table(xml: &mut XmlWriter) {
    open_table(xml, TABLE, "Bulletin Table");
    let [outer, inner] = TABLE_RULES;
    xml.start("w:tblPr").start("w:tblBorders");
    rule(xml, "w:top", outer, 0.0, "auto");
    rule(xml, "w:bottom", outer, 0.0, "auto");
    xml.end();
    let [vertical, horizontal] = TABLE_MARGINS;
    margins(xml, vertical, horizontal);
    xml.end();
    xml.start("w:tblStylePr").attribute("w:type", "firstRow").start("w:tcPr").start("w:tcBorders");
    rule(xml, "w:bottom", inner, 0.0, "auto");
    xml.end().end().end().end();
}
