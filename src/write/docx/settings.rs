//! `word/settings.xml`.

use super::languages::Languages;
use super::markup::{number, root, switch, val};
use super::notes::SEPARATORS;
use crate::style::StyleSheet;
use crate::xml::XmlWriter;

/// Word 2013 and later.
const COMPATIBILITY: &str = "15";
const WORD: &str = "http://schemas.microsoft.com/office/word";

/// The part.
pub(super) fn part(style: &StyleSheet, languages: &Languages, even: bool, notes: bool) -> XmlWriter {
    let mut xml = root("w:settings");
    xml.start("w:zoom").attribute("w:percent", "100").end();
    if style.page.mirror {
        switch(&mut xml, "w:mirrorMargins", true);
    }
    number(&mut xml, "w:defaultTabStop", 420);
    if style.text.body.hyphenate {
        switch(&mut xml, "w:autoHyphenation", true);
        number(&mut xml, "w:consecutiveHyphenLimit", 2);
        switch(&mut xml, "w:doNotHyphenateCaps", true);
    }
    if even {
        switch(&mut xml, "w:evenAndOddHeaders", true);
    }
    val(&mut xml, "w:characterSpacingControl", "compressPunctuation");
    if notes {
        xml.start("w:footnotePr");
        for (id, ..) in SEPARATORS {
            xml.start("w:footnote").attribute("w:id", id.to_string()).end();
        }
        xml.end();
    }
    xml.start("w:compat");
    // Lines that break by sense are not stretched over the measure.
    switch(&mut xml, "w:doNotExpandShiftReturn", true);
    for (name, value) in [
        ("compatibilityMode", COMPATIBILITY),
        ("overrideTableStyleFontSizeAndJustification", "1"),
        ("enableOpenTypeFeatures", "1"),
        ("doNotFlipMirrorIndents", "1"),
        ("differentiateMultirowTableHeaders", "1"),
    ] {
        xml.start("w:compatSetting").attribute("w:name", name).attribute("w:uri", WORD).attribute("w:val", value).end();
    }
    xml.end();
    languages.attributes(&mut xml, "w:themeFontLang");
    colours(&mut xml);
    val(&mut xml, "w:decimalSymbol", ".");
    val(&mut xml, "w:listSeparator", ",");
    xml
}

fn colours(xml: &mut XmlWriter) {
    xml.start("w:clrSchemeMapping");
    for (name, colour) in [("w:bg1", "light1"), ("w:t1", "dark1"), ("w:bg2", "light2"), ("w:t2", "dark2")] {
        xml.attribute(name, colour);
    }
    for number in 1..=6 {
        xml.attribute(&format!("w:accent{number}"), format!("accent{number}"));
    }
    xml.attribute("w:hyperlink", "hyperlink").attribute("w:followedHyperlink", "followedHyperlink").end();
}
