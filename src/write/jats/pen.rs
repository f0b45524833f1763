//! The layout of the XML: one block a line, mixed content as it is, words in Normalization Form C.

use crate::xml::XmlWriter;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A writer of elements that knows where line feeds may stand.
#[derive(Default)]
pub(super) struct Pen {
    xml: XmlWriter,
    /// How many elements with mixed content stand open around the blocks being written; a line feed there would be text.
    mixed: usize,
}

/// Names with values; one whose value is empty is left out.
pub(super) type Attributes<'a> = [(&'a str, &'a str)];

impl Pen {
    /// A document with its XML declaration.
    pub(super) fn new() -> Pen {
        Pen { xml: XmlWriter::new(), mixed: 0 }
    }

    /// Opens an element that holds blocks, each on its line.
    pub(super) fn open(&mut self, name: &'static str, attributes: &Attributes<'_>) {
        self.begin(name, attributes);
        self.line();
    }

    /// Closes the innermost element, and the line.
    pub(super) fn close(&mut self) {
        self.xml.end();
        self.line();
    }

    /// Opens an element that holds words.
    pub(super) fn begin(&mut self, name: &'static str, attributes: &Attributes<'_>) {
        self.xml.start(name);
        for (name, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
            self.xml.attribute(name, composed(value));
        }
    }

    /// Closes the innermost element inside a line.
    pub(super) fn end(&mut self) {
        self.xml.end();
    }

    /// Opens an element in which words and blocks may stand side by side, so that blocks get no lines of their own.
    pub(super) fn begin_mixed(&mut self, name: &'static str, attributes: &Attributes<'_>) {
        self.begin(name, attributes);
        self.mixed += 1;
    }

    /// Closes an element opened by [`Pen::begin_mixed`].
    pub(super) fn end_mixed(&mut self) {
        self.mixed = self.mixed.saturating_sub(1);
        self.end();
    }

    /// Writes words.
    pub(super) fn words(&mut self, words: &str) {
        if !words.is_empty() {
            self.xml.text(composed(words));
        }
    }

    /// Writes an element that holds only words, on its line; nothing where there are no words.
    pub(super) fn leaf(&mut self, name: &'static str, attributes: &Attributes<'_>, words: &str) {
        if !words.is_empty() {
            self.begin(name, attributes);
            self.words(words);
            self.close();
        }
    }

    /// Writes an element that holds nothing, inside a line.
    pub(super) fn empty(&mut self, name: &'static str, attributes: &Attributes<'_>) {
        self.begin(name, attributes);
        self.end();
    }

    /// Writes a named value as the metadata of the format holds them; nothing where there is no value.
    /// `made` marks one that the style made.
    pub(super) fn custom_meta(&mut self, name: &str, made: &str, value: &str) {
        if !value.is_empty() {
            self.begin("custom-meta", &[("specific-use", made)]);
            self.xml.element("meta-name", composed(name)).element("meta-value", composed(value));
            self.close();
        }
    }

    /// Writes markup as it is, on its line.
    pub(super) fn raw(&mut self, markup: &str) {
        self.xml.raw(markup);
        self.line();
    }

    /// The document, and how many characters XML forbids and were left out.
    pub(super) fn finish(self) -> (String, usize) {
        let forbidden = self.xml.forbidden();
        (self.xml.finish(), forbidden)
    }

    /// Ends the line where a line feed may stand.
    pub(super) fn line(&mut self) {
        if self.mixed == 0 {
            self.xml.line();
        }
    }
}

/// Composed text by text, since composing across markup could change the markup (`>` with U+0338).
fn composed(words: &str) -> String {
    if is_nfc(words) { words.to_string() } else { words.nfc().collect() }
}
