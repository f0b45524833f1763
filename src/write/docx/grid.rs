//! The grid that every table of Word begins with: tables, boxes and the ruled imprint.

use super::markup::val;
use crate::xml::XmlWriter;

/// How a table begins.
#[derive(Default)]
pub(super) struct Grid<'a> {
    /// The table's style, by its id.
    pub(super) style: &'a str,
    /// The widths of the columns in twips.
    pub(super) widths: &'a [i64],
    /// Whether its style's look of a first row holds.
    pub(super) head: bool,
    /// Whether its style's look of a first column holds.
    pub(super) first: bool,
    /// Whether it stands at the foot of the page, whatever ends above it.
    pub(super) at_foot: bool,
    /// What it is, for those who cannot see it; may be empty.
    pub(super) title: String,
}

impl Grid<'_> {
    /// Opens the table.
    pub(super) fn open(&self, xml: &mut XmlWriter) {
        xml.start("w:tbl").start("w:tblPr");
        val(xml, "w:tblStyle", self.style);
        if self.at_foot {
            xml.start("w:tblpPr");
            for (name, value) in [("vertAnchor", "margin"), ("horzAnchor", "margin"), ("tblpXSpec", "left")] {
                xml.attribute(&format!("w:{name}"), value);
            }
            xml.attribute("w:tblpYSpec", "bottom").end();
        }
        width(xml, "w:tblW", self.widths.iter().sum());
        xml.start("w:tblLayout").attribute("w:type", "fixed").end();
        self.look(xml);
        if !self.title.is_empty() {
            val(xml, "w:tblCaption", &self.title);
        }
        xml.end().start("w:tblGrid");
        for width in self.widths {
            xml.start("w:gridCol").attribute("w:w", width.to_string()).end();
        }
        xml.end();
    }

    fn look(&self, xml: &mut XmlWriter) {
        let flags = 0x0600 | if self.head { 0x0020 } else { 0 } | if self.first { 0x0080 } else { 0 };
        xml.start("w:tblLook").attribute("w:val", format!("{flags:04X}"));
        for (name, on) in
            [("w:firstRow", self.head), ("w:lastRow", false), ("w:firstColumn", self.first), ("w:lastColumn", false)]
        {
            xml.attribute(name, if on { "1" } else { "0" });
        }
        xml.attribute("w:noHBand", "1").attribute("w:noVBand", "1").end();
    }
}

/// Opens a cell and its properties, which the caller ends.
pub(super) fn open_cell(xml: &mut XmlWriter, twips: i64) {
    xml.start("w:tc").start("w:tcPr");
    width(xml, "w:tcW", twips);
}

fn width(xml: &mut XmlWriter, name: &'static str, twips: i64) {
    xml.start(name).attribute("w:w", twips.to_string()).attribute("w:type", "dxa").end();
}
