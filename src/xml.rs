//! Writing XML, shared by every format that is XML: well-formed by construction, the same bytes every time.

mod pull;

pub use pull::{Element, Node, Space, XmlError, XmlReader};

use std::borrow::Cow;

/// A writer of one XML document in memory. Elements are closed by name, in order; text and attributes are escaped;
/// characters that XML 1.0 forbids (clause 2.2) are left out and counted.
#[derive(Clone, Debug, Default)]
pub struct XmlWriter {
    text: String,
    open: Vec<Cow<'static, str>>,
    start_open: bool,
    forbidden: usize,
}

impl XmlWriter {
    /// A document that opens with the XML declaration in UTF-8, and a line feed after it.
    #[must_use]
    pub fn new() -> XmlWriter {
        XmlWriter { text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".into(), ..XmlWriter::default() }
    }

    /// A part of a document, without a declaration.
    #[must_use]
    pub fn fragment() -> XmlWriter {
        XmlWriter::default()
    }

    /// Opens an element; attributes follow by [`XmlWriter::attribute`].
    pub fn start(&mut self, name: impl Into<Cow<'static, str>>) -> &mut XmlWriter {
        let name = name.into();
        self.close_start();
        self.text.push('<');
        self.text.push_str(&name);
        self.open.push(name);
        self.start_open = true;
        self
    }

    /// Writes an attribute of the element just opened. Without one just opened it writes nothing.
    pub fn attribute(&mut self, name: &str, value: impl AsRef<str>) -> &mut XmlWriter {
        if self.start_open {
            self.text.push(' ');
            self.text.push_str(name);
            self.text.push_str("=\"");
            self.escape(value.as_ref(), true);
            self.text.push('"');
        }
        self
    }

    /// Closes the innermost open element, as an empty one if nothing stands in it.
    pub fn end(&mut self) -> &mut XmlWriter {
        if let Some(name) = self.open.pop() {
            if self.start_open {
                self.text.push_str("/>");
                self.start_open = false;
            } else {
                self.text.push_str("</");
                self.text.push_str(&name);
                self.text.push('>');
            }
        }
        self
    }

    /// Closes the innermost open element as HTML closes those that never hold anything: by its start alone.
    pub fn end_void(&mut self) -> &mut XmlWriter {
        self.close_start();
        self.open.pop();
        self
    }

    /// Writes words.
    pub fn text(&mut self, words: impl AsRef<str>) -> &mut XmlWriter {
        self.close_start();
        self.escape(words.as_ref(), false);
        self
    }

    /// Writes an element that holds only words.
    pub fn element(&mut self, name: impl Into<Cow<'static, str>>, words: impl AsRef<str>) -> &mut XmlWriter {
        self.start(name).text(words).end()
    }

    /// Writes an element that holds nothing and has no attributes.
    pub fn empty(&mut self, name: impl Into<Cow<'static, str>>) -> &mut XmlWriter {
        self.start(name).end()
    }

    /// Starts a new line between elements.
    pub fn line(&mut self) -> &mut XmlWriter {
        self.close_start();
        self.text.push('\n');
        self
    }

    /// Writes markup as it is: a document type declaration, or a finished fragment.
    pub fn raw(&mut self, markup: &str) -> &mut XmlWriter {
        self.close_start();
        self.text.push_str(markup);
        self
    }

    /// How many characters had to be left out because XML 1.0 forbids them.
    #[must_use]
    pub fn forbidden(&self) -> usize {
        self.forbidden
    }

    /// The document; elements still open are closed.
    #[must_use]
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.end();
        }
        self.text
    }

    fn close_start(&mut self) {
        if self.start_open {
            self.text.push('>');
            self.start_open = false;
        }
    }

    fn escape(&mut self, words: &str, in_attribute: bool) {
        let (mut written, mut next) = (0, 0);
        while let Some((at, c)) = suspect(words, next) {
            next = at + c.len_utf8();
            let sign = match c {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' if in_attribute => "&quot;",
                '\n' if in_attribute => "&#10;",
                '\t' if in_attribute => "&#9;",
                '\r' => "&#13;",
                // Whoever normalises the file would compose it with the `>` of a tag before it, to U+226F.
                '\u{338}' => "&#824;",
                _ if is_allowed(c) => continue,
                _ => {
                    self.forbidden += 1;
                    ""
                }
            };
            self.text.push_str(words.get(written..at).unwrap_or_default());
            self.text.push_str(sign);
            written = next;
        }
        self.text.push_str(words.get(written..).unwrap_or_default());
    }
}

/// The bytes with which characters begin that may not stand as they are: signs, controls, U+0338, and U+FFFE and U+FFFF.
const SUSPECTS: [bool; 256] = {
    let mut suspects = [false; 256];
    let mut byte = 0;
    while byte < suspects.len() {
        suspects[byte] = matches!(byte as u8, ..b' ' | b'&' | b'<' | b'>' | b'"' | 0xCC | 0xEF);
        byte += 1;
    }
    suspects
};

/// The first character from a byte on that may not stand as it is, and where it stands.
fn suspect(words: &str, from: usize) -> Option<(usize, char)> {
    let mut bytes = words.as_bytes().get(from..)?.iter();
    let at = from + bytes.position(|byte| SUSPECTS[usize::from(*byte)])?;
    Some((at, words.get(at..)?.chars().next()?))
}

/// Whether XML 1.0 allows the character in a document (clause 2.2, `Char`).
#[must_use]
pub fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_mark_can_join_a_tag() {
        let mut xml = XmlWriter::fragment();
        xml.element("a", "\u{338}x");
        assert_eq!(xml.finish(), "<a>&#824;x</a>");
    }

    #[test]
    fn escapes_and_closes() {
        let mut xml = XmlWriter::fragment();
        xml.start("a").attribute("b", "\"<\n").text("x & y ]]> z\u{1}").empty("c");
        assert_eq!(xml.forbidden(), 1);
        assert_eq!(xml.finish(), "<a b=\"&quot;&lt;&#10;\">x &amp; y ]]&gt; z<c/></a>");
    }
}
