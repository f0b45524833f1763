//! `word/theme/theme1.xml` and `word/fontTable.xml`: the style's faces and colours, for what an editor adds.

use super::markup::{A, hex, root, val};
use crate::style::{ColourRole, Face, FaceRole, StyleSheet};
use crate::xml::XmlWriter;

/// Names of East Asian faces in their own script, by which other systems may know them.
const NATIVE: [(&str, &str); 8] = [
    ("DengXian", "等线"),
    ("FangSong", "仿宋"),
    ("KaiTi", "楷体"),
    ("Microsoft YaHei", "微软雅黑"),
    ("NSimSun", "新宋体"),
    ("SimHei", "黑体"),
    ("SimSun", "宋体"),
    ("MingLiU", "細明體"),
];

/// The theme: faces and colours under the names by which Word offers them.
pub(super) fn theme(style: &StyleSheet) -> XmlWriter {
    let mut xml = XmlWriter::new();
    xml.start("a:theme").attribute("xmlns:a", A).attribute("name", &style.name).start("a:themeElements");
    colours(&mut xml, style);
    xml.start("a:fontScheme").attribute("name", &style.name);
    for (element, role) in [("a:majorFont", FaceRole::Display), ("a:minorFont", FaceRole::Text)] {
        let face = style.face(role);
        xml.start(element);
        xml.start("a:latin").attribute("typeface", face.map_or("", |face| &face.word)).end();
        xml.start("a:ea").attribute("typeface", face.map_or("", |face| &face.word_east_asia)).end();
        xml.start("a:cs").attribute("typeface", "").end().end();
    }
    xml.end();
    formats(&mut xml, &style.name);
    xml
}

fn colours(xml: &mut XmlWriter, style: &StyleSheet) {
    let colour = |role| hex(style.colour(role));
    let [ink, accent, quiet, link] =
        [ColourRole::Ink, ColourRole::Accent, ColourRole::Quiet, ColourRole::Link].map(colour);
    let white = "FFFFFF".to_string();
    let slots = [
        ("a:dk1", &ink),
        ("a:lt1", &white),
        ("a:dk2", &quiet),
        ("a:lt2", &white),
        ("a:accent1", &accent),
        ("a:accent2", &quiet),
        ("a:accent3", &link),
        ("a:accent4", &accent),
        ("a:accent5", &quiet),
        ("a:accent6", &link),
        ("a:hlink", &link),
        ("a:folHlink", &link),
    ];
    xml.start("a:clrScheme").attribute("name", &style.name);
    for (slot, colour) in slots {
        xml.start(slot).start("a:srgbClr").attribute("val", colour).end().end();
    }
    xml.end();
}

/// Three fills, lines, effects and backgrounds, which a theme must have (ECMA-376 part 1, clause 20.1.4.1.14).
fn formats(xml: &mut XmlWriter, name: &str) {
    let fill = |xml: &mut XmlWriter| {
        xml.start("a:solidFill").start("a:schemeClr").attribute("val", "phClr").end().end();
    };
    xml.start("a:fmtScheme").attribute("name", name).start("a:fillStyleLst");
    (0..3).for_each(|_| fill(xml));
    xml.end().start("a:lnStyleLst");
    for _ in 0..3 {
        xml.start("a:ln").attribute("w", "6350");
        fill(xml);
        xml.end();
    }
    xml.end().start("a:effectStyleLst");
    for _ in 0..3 {
        xml.start("a:effectStyle").empty("a:effectLst").end();
    }
    xml.end().start("a:bgFillStyleLst");
    (0..3).for_each(|_| fill(xml));
    xml.end();
}

/// The faces that the styles name, each with another name by which it may be found.
pub(super) fn font_table(style: &StyleSheet) -> XmlWriter {
    let mut xml = root("w:fonts");
    let mut seen = Vec::new();
    for face in FaceRole::ALL.iter().filter_map(|role| style.faces.get(role)) {
        for (name, other) in [(&face.word, stand_in(face)), (&face.word_east_asia, native(&face.word_east_asia))] {
            if !seen.contains(&name) {
                font(&mut xml, name, other, *name == face.word_east_asia);
                seen.push(name);
            }
        }
    }
    xml
}

/// The family that the pages are set in.
fn stand_in(face: &Face) -> Option<&str> {
    face.families.first().map(String::as_str).filter(|family| *family != face.word)
}

fn native(name: &str) -> Option<&'static str> {
    NATIVE.iter().find(|(known, _)| *known == name).map(|(_, native)| *native)
}

fn font(xml: &mut XmlWriter, name: &str, other: Option<&str>, east_asian: bool) {
    xml.start("w:font").attribute("w:name", name);
    if let Some(other) = other {
        val(xml, "w:altName", other);
    }
    // 86 is GB 2312 (clause 17.8.3.2).
    val(xml, "w:charset", if east_asian { "86" } else { "00" });
    val(xml, "w:family", if east_asian { "auto" } else { "roman" });
    val(xml, "w:pitch", "variable");
    xml.end();
}
