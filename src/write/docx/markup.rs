//! Small shapes of WordprocessingML that every part uses.

use crate::style::Swatch;
use crate::xml::XmlWriter;

pub(super) const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
pub(super) const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
pub(super) const WP: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
pub(super) const A: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
pub(super) const ASVG: &str = "http://schemas.microsoft.com/office/drawing/2016/SVG/main";
pub(super) const PIC: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";

/// Relation types, all under one root (ECMA-376 part 1, clause 11.3).
macro_rules! relation {
    ($name:literal) => {
        concat!("http://schemas.openxmlformats.org/officeDocument/2006/relationships/", $name)
    };
}
pub(super) use relation;

/// A part's document element, opened with the namespaces that any story may need.
pub(super) fn root(name: &'static str) -> XmlWriter {
    let mut xml = XmlWriter::new();
    xml.start(name).attribute("xmlns:w", W).attribute("xmlns:r", R);
    xml
}

/// `<NAME w:val="VALUE"/>`
pub(super) fn val(xml: &mut XmlWriter, name: &'static str, value: impl AsRef<str>) {
    xml.start(name).attribute("w:val", value).end();
}

/// A number as `<NAME w:val="VALUE"/>`.
pub(super) fn number(xml: &mut XmlWriter, name: &'static str, value: i64) {
    val(xml, name, value.to_string());
}

/// A property that is on or off; on is written short.
pub(super) fn switch(xml: &mut XmlWriter, name: &'static str, on: bool) {
    xml.start(name);
    if !on {
        xml.attribute("w:val", "0");
    }
    xml.end();
}

/// One edge of a border: thickness in points, distance in points, colour as `RRGGBB`.
pub(super) fn rule(xml: &mut XmlWriter, name: &'static str, thickness: f64, distance: f64, colour: &str) {
    // Thickness counts in eighths of a point, 2 to 96; distance in points, 0 to 31 (clause 17.3.4).
    let eighths = (thickness * 8.0).round().clamp(2.0, 96.0) as i64;
    let space = distance.round().clamp(0.0, 31.0) as i64;
    xml.start(name).attribute("w:val", "single").attribute("w:sz", eighths.to_string());
    xml.attribute("w:space", space.to_string()).attribute("w:color", colour).end();
}

/// A tab of a paragraph, in twips from its left edge.
pub(super) fn tab(xml: &mut XmlWriter, kind: &str, place: i64) {
    xml.start("w:tabs").start("w:tab").attribute("w:val", kind).attribute("w:pos", place.to_string()).end().end();
}

/// A colour as Word writes it.
pub(super) fn hex(colour: Swatch) -> String {
    let [red, green, blue] = colour.rgb;
    format!("{red:02X}{green:02X}{blue:02X}")
}

/// Words of a run: `w:t` with soft hyphens and tabs as the elements that Word has for them.
pub(super) fn words(xml: &mut XmlWriter, words: &str) {
    let mut rest = words;
    while let Some(at) = rest.find(['\t', '\u{AD}']) {
        let (before, after) = rest.split_at(at);
        plain(xml, before);
        let tab = after.starts_with('\t');
        xml.empty(if tab { "w:tab" } else { "w:softHyphen" });
        rest = after.strip_prefix(['\t', '\u{AD}']).unwrap_or_default();
    }
    plain(xml, rest);
}

fn plain(xml: &mut XmlWriter, words: &str) {
    if words.is_empty() {
        return;
    }
    xml.start("w:t");
    if words.starts_with(' ') || words.ends_with(' ') || words.contains("  ") {
        xml.attribute("xml:space", "preserve");
    }
    xml.text(words).end();
}

/// A field whose value is written in, so that nobody is asked to update it. `look` writes each run's properties.
pub(super) fn field(xml: &mut XmlWriter, instruction: &str, value: &str, look: &dyn Fn(&mut XmlWriter)) {
    let mut run = |inner: &dyn Fn(&mut XmlWriter)| {
        xml.start("w:r");
        look(xml);
        inner(xml);
        xml.end();
    };
    let mark = |kind: &'static str| {
        move |xml: &mut XmlWriter| {
            xml.start("w:fldChar").attribute("w:fldCharType", kind).end();
        }
    };
    run(&mark("begin"));
    run(&|xml| {
        xml.start("w:instrText").attribute("xml:space", "preserve").text(format!(" {instruction} ")).end();
    });
    run(&mark("separate"));
    run(&|xml| words(xml, value));
    run(&mark("end"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_at_edges_are_kept_and_hyphens_are_elements() {
        let mut xml = XmlWriter::fragment();
        words(&mut xml, "a co\u{AD}op\tb ");
        let expected = "<w:t>a co</w:t><w:softHyphen/><w:t>op</w:t><w:tab/><w:t xml:space=\"preserve\">b </w:t>";
        assert_eq!(xml.finish(), expected);
    }

    #[test]
    fn rules_stay_within_what_word_accepts() {
        let mut xml = XmlWriter::fragment();
        rule(&mut xml, "w:top", 0.1, 99.0, "C8102E");
        assert_eq!(xml.finish(), "<w:top w:val=\"single\" w:sz=\"2\" w:space=\"31\" w:color=\"C8102E\"/>");
    }
}
