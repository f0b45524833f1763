//! The markup: the same elements as HTML and as XHTML, one block a line, words in Normalization Form C.

use crate::ast::{Direction, Lang};
use crate::xml::XmlWriter;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// How the markup is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// As HTML: elements that hold nothing have no end.
    Html,
    /// As XML, for reading systems.
    Xhtml,
}

/// Names with values; one whose value is empty is left out.
pub(super) type Attributes<'a> = [(&'a str, &'a str)];

/// A writer of elements.
pub(super) struct Pen {
    xml: XmlWriter,
    form: Form,
    forbidden: usize,
    /// The directions of what is open, from the outside.
    directions: Vec<Direction>,
}

impl Pen {
    /// A part of a page, without a declaration.
    pub(super) fn new(form: Form) -> Pen {
        Pen { xml: XmlWriter::fragment(), form, forbidden: 0, directions: vec![Direction::default()] }
    }

    /// The same of a page in a language.
    pub(super) fn of_page(form: Form, lang: &Lang) -> Pen {
        Pen { directions: vec![lang.direction().unwrap_or_default()], ..Pen::new(form) }
    }

    /// The direction of the words that are written here.
    pub(super) fn direction(&self) -> Direction {
        self.directions.last().copied().unwrap_or_default()
    }

    /// How it writes.
    pub(super) fn form(&self) -> Form {
        self.form
    }

    /// Opens an element that holds blocks, each on its line.
    pub(super) fn open(&mut self, name: &'static str, attributes: &Attributes<'_>) {
        self.begin(name, attributes);
        self.xml.line();
    }

    /// Closes the innermost element, and the line.
    pub(super) fn close(&mut self) {
        self.end();
        self.xml.line();
    }

    /// Opens an element that holds words.
    pub(super) fn begin(&mut self, name: &'static str, attributes: &Attributes<'_>) {
        self.directions.push(self.direction());
        self.start(name, attributes);
        for (name, value) in attributes {
            self.turn(name, value);
        }
    }

    fn start(&mut self, name: &'static str, attributes: &Attributes<'_>) {
        self.xml.start(name);
        for (name, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
            self.attribute(name, value);
        }
    }

    /// Has words run as their language does, where those around them run otherwise.
    fn turn(&mut self, name: &str, value: &str) {
        let around = self.direction();
        let own = match (name, value) {
            (_, "") => None,
            ("lang", lang) => Lang::new(lang).direction(),
            ("dir", "rtl") => Some(Direction::RightToLeft),
            ("dir", _) => Some(Direction::LeftToRight),
            _ => None,
        };
        let Some(own) = own.filter(|own| *own != around) else { return };
        self.directions.pop();
        self.directions.push(own);
        if name == "lang" {
            self.xml.attribute("dir", direction(own));
        }
    }

    /// Writes an attribute of the element just opened, an empty one too.
    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        let value = self.fit(value);
        self.xml.attribute(name, &value);
        if name == "lang" && self.form == Form::Xhtml {
            self.xml.attribute("xml:lang", value);
        }
    }

    /// Closes the innermost element inside a line. One without content has an end all the same, for HTML knows no other.
    pub(super) fn end(&mut self) {
        self.xml.text("").end();
        self.directions.truncate(self.directions.len().saturating_sub(1).max(1));
    }

    /// Closes the element just opened as one that never holds anything: a picture, a line break.
    pub(super) fn end_void(&mut self) {
        match self.form {
            Form::Html => self.xml.end_void(),
            Form::Xhtml => self.xml.end(),
        };
        self.directions.truncate(self.directions.len().saturating_sub(1).max(1));
    }

    /// Writes an element that never holds anything, inside a line.
    pub(super) fn void(&mut self, name: &'static str, attributes: &Attributes<'_>) {
        self.directions.push(self.direction());
        self.start(name, attributes);
        self.end_void();
    }

    /// Writes words.
    pub(super) fn words(&mut self, words: &str) {
        if !words.is_empty() {
            let words = self.fit(words);
            self.xml.text(words);
        }
    }

    /// Writes an element that holds only words, inside a line; nothing where there are none.
    pub(super) fn span(&mut self, name: &'static str, attributes: &Attributes<'_>, words: &str) {
        if !words.is_empty() {
            self.begin(name, attributes);
            self.words(words);
            self.end();
        }
    }

    /// The same on a line of its own.
    pub(super) fn leaf(&mut self, name: &'static str, attributes: &Attributes<'_>, words: &str) {
        if !words.is_empty() {
            self.span(name, attributes, words);
            self.xml.line();
        }
    }

    /// Writes markup as it is, on its line.
    pub(super) fn raw(&mut self, markup: &str) {
        self.xml.raw(markup);
        self.xml.line();
    }

    /// Ends the line.
    pub(super) fn line(&mut self) {
        self.xml.line();
    }

    /// The markup, and how many characters no page can carry and were left out.
    pub(super) fn finish(self) -> (String, usize) {
        let forbidden = self.xml.forbidden() + self.forbidden;
        (self.xml.finish(), forbidden)
    }

    /// Words composed, and without what HTML forbids beyond XML: controls and noncharacters (HTML, 13.2.3.5).
    fn fit(&mut self, words: &str) -> String {
        let all = words.chars().count();
        let kept: String = words.chars().filter(|&c| !is_refused(c)).collect();
        self.forbidden += all - kept.chars().count();
        if is_nfc(&kept) { kept } else { kept.nfc().collect() }
    }
}

/// How HTML names a direction.
pub(super) fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::LeftToRight => "ltr",
        Direction::RightToLeft => "rtl",
    }
}

/// Whether HTML forbids the character: a control or a noncharacter.
pub(super) fn is_refused(c: char) -> bool {
    let is_nonchar = matches!(c, '\u{FDD0}'..='\u{FDEF}') || u32::from(c) & 0xFFFE == 0xFFFE;
    (c.is_control() && !matches!(c, '\t' | '\n')) || is_nonchar
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(form: Form) -> (String, usize) {
        let mut pen = Pen::new(form);
        pen.begin("p", &[("lang", "zh"), ("class", "")]);
        pen.words("a<\u{85}\u{FDD0}e\u{301}\r\u{1}");
        pen.void("br", &[]);
        pen.begin("span", &[]);
        pen.end();
        pen.end();
        pen.finish()
    }

    #[test]
    fn html_has_no_closed_voids_and_no_empty_element_without_end() {
        assert_eq!(written(Form::Html), ("<p lang=\"zh\">a&lt;é<br><span></span></p>".into(), 4));
    }

    #[test]
    fn words_run_as_their_language_does_where_those_around_run_otherwise() {
        let mut pen = Pen::new(Form::Html);
        pen.begin("p", &[("lang", "fr")]);
        pen.span("i", &[("lang", "ar")], "a");
        pen.begin("b", &[("dir", "rtl")]);
        pen.span("i", &[("lang", "he")], "b");
        pen.span("i", &[("lang", "zh")], "c");
        pen.void("meta", &[("lang", "zh")]);
        pen.end();
        pen.span("i", &[("lang", "zh")], "d");
        pen.end();
        let expected = "<p lang=\"fr\"><i lang=\"ar\" dir=\"rtl\">a</i><b dir=\"rtl\"><i lang=\"he\">b</i>\
                        <i lang=\"zh\" dir=\"ltr\">c</i><meta lang=\"zh\"></b><i lang=\"zh\">d</i></p>";
        assert_eq!(pen.finish().0, expected);
    }

    #[test]
    fn xhtml_is_xml_and_says_languages_twice() {
        assert_eq!(written(Form::Xhtml).0, "<p lang=\"zh\" xml:lang=\"zh\">a&lt;é<br/><span></span></p>");
    }
}
