//! What a reader of XML finds in an article.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use unicode_normalization::UnicodeNormalization;

/// An article taken apart.
#[derive(Default)]
pub(crate) struct Article {
    /// Every id.
    pub(crate) ids: Vec<String>,
    /// Every id that something names.
    pub(crate) references: Vec<String>,
    /// The metadata's words.
    pub(crate) head: String,
    /// The words from the title on, without callouts.
    pub(crate) flow: String,
    open: Vec<String>,
    callout: Option<usize>,
}

/// Elements whose words run on into those around them.
const INLINE: [&str; 10] =
    ["bold", "ext-link", "italic", "named-content", "sc", "strike", "sub", "sup", "underline", "xref"];

impl Article {
    pub(crate) fn parse(xml: &str) -> Article {
        let mut article = Article::default();
        let mut reader = Reader::from_str(xml);
        loop {
            match reader.read_event().unwrap() {
                Event::Start(element) => article.start(&element),
                Event::Empty(element) => {
                    article.start(&element);
                    article.end();
                }
                Event::End(_) => article.end(),
                Event::Text(text) => article.words(&text),
                Event::GeneralRef(_) => article.words("&"),
                Event::Eof => return article,
                _ => {}
            }
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        let name = element.name().as_ref().to_string();
        for attribute in element.attributes().map(Result::unwrap) {
            let value = attribute.value.to_string();
            match attribute.key.as_ref() {
                "id" => self.ids.push(value),
                "rid" => self.references.extend(value.split(' ').map(str::to_string)),
                "ref-type" if value == "fn" || value == "table-fn" => self.callout = Some(self.open.len()),
                _ => {}
            }
        }
        self.apart(&name);
        self.open.push(name);
    }

    fn end(&mut self) {
        let name = self.open.pop().unwrap();
        self.apart(&name);
        if self.callout == Some(self.open.len()) {
            self.callout = None;
        }
    }

    fn apart(&mut self, name: &str) {
        if !INLINE.contains(&name) {
            self.words("\n");
        }
    }

    fn words(&mut self, words: &str) {
        let inside = |name: &str| self.open.iter().any(|open| open == name);
        if inside("front") {
            self.head.push_str(words);
        }
        let flows = ["title-group", "abstract", "body", "back"].iter().any(|name| inside(name));
        if flows && !inside("alt-text") && self.callout.is_none() {
            self.flow.push_str(words);
        }
    }
}

/// The words of a text in order, composed, without the signs between them.
pub(crate) fn words(text: &str) -> Vec<String> {
    let text: String = text.nfc().collect();
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_string).collect()
}
