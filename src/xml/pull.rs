//! Reading XML: element by element, each with everything in it, so that a long document never stands in memory as a tree.
//!
//! Nothing outside the text is ever fetched, and no entity is expanded but the five of XML, characters by their numbers
//! and the named characters of HTML: an entity that a document type declares stays as it stands, and is told.

use quick_xml::Reader;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::attributes::Attributes;
use quick_xml::events::{BytesRef, Event};
use quick_xml::{XmlVersion, name::QName};
use std::borrow::Cow;
use std::fmt;

/// How deep elements may stand inside each other. Forty lists, or tables in tables, need half of it.
const DEEPEST: usize = 256;

/// So many elements a text may have: an element is some three hundred bytes where it is read, and they are half a gigabyte. A
/// manuscript of five hundred pages has a hundred thousand.
const MOST_ELEMENTS: usize = 1_500_000;

/// So many namespaces may be declared at one place; each name is looked up among them.
const MOST_DECLARED: usize = 500;

/// Why a text is no XML, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XmlError {
    /// Byte at which the fault stands.
    pub offset: usize,
    /// What is wrong, as one sentence without a full stop.
    pub message: String,
}

impl fmt::Display for XmlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// A namespace by its name and by the short one by which a reader of a format knows it.
pub type Space = (&'static str, &'static str);

/// An element with everything in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Element<'a> {
    /// The short name of its namespace; empty where it has none, `?` where the reader does not know it.
    pub space: &'static str,
    /// Its local name.
    pub name: &'a str,
    /// Its attributes by their names as written, in order; namespace declarations are left out.
    pub attributes: Vec<(&'a str, Cow<'a, str>)>,
    /// What it holds; empty where only its start was read.
    pub children: Vec<Node<'a>>,
    /// Byte at which it begins.
    pub offset: usize,
}

/// What stands in an element.
#[derive(Clone, Debug, PartialEq)]
pub enum Node<'a> {
    /// Another element.
    Element(Element<'a>),
    /// Words, at a byte.
    Text(Cow<'a, str>, usize),
}

impl<'a> Element<'a> {
    /// Whether the element has this name in this namespace.
    #[must_use]
    pub fn is(&self, space: &str, name: &str) -> bool {
        self.space == space && self.name == name
    }

    /// The value of an attribute by its local name, whatever its prefix.
    #[must_use]
    pub fn attribute(&self, local: &str) -> Option<&str> {
        let named = |name: &str| name.rsplit_once(':').map_or(name, |(_, last)| last) == local;
        self.attributes.iter().find(|(name, _)| named(name)).map(|(_, value)| value.as_ref())
    }

    /// The elements directly inside.
    pub fn elements(&self) -> impl Iterator<Item = &Element<'a>> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(..) => None,
        })
    }

    /// The first element of a local name directly inside.
    #[must_use]
    pub fn child(&self, name: &str) -> Option<&Element<'a>> {
        self.elements().find(|element| element.name == name)
    }

    /// The first element down a path of local names.
    #[must_use]
    pub fn descend(&self, path: &[&str]) -> Option<&Element<'a>> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// All words inside, joined.
    #[must_use]
    pub fn words(&self) -> String {
        let mut words = String::new();
        self.gather(&mut words);
        words
    }

    fn gather(&self, words: &mut String) {
        for node in &self.children {
            match node {
                Node::Element(element) => element.gather(words),
                Node::Text(text, _) => words.push_str(text),
            }
        }
    }
}

/// Reads one XML document.
pub struct XmlReader<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    known: &'static [Space],
    /// Declarations in force: the depth at which each was made, its prefix, its short name.
    declared: Vec<(usize, &'a str, &'static str)>,
    depth: usize,
    /// The last start tag was an empty element, whose end is still due.
    ends: bool,
    unknown_entities: Vec<(&'a str, usize)>,
    /// How many more elements may come.
    left: usize,
}

/// What comes next.
enum Item<'a> {
    Start(Element<'a>),
    End,
    Text(Cow<'a, str>, usize),
}

impl<'a> XmlReader<'a> {
    /// The same reader, that refuses a text of more elements.
    #[must_use]
    pub fn at_most(self, elements: usize) -> XmlReader<'a> {
        XmlReader { left: elements, ..self }
    }

    /// A reader that knows these namespaces.
    #[must_use]
    pub fn new(text: &'a str, known: &'static [Space]) -> XmlReader<'a> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let reader = Reader::from_str(text);
        XmlReader {
            text,
            reader,
            known,
            declared: Vec::new(),
            depth: 0,
            ends: false,
            unknown_entities: Vec::new(),
            left: MOST_ELEMENTS,
        }
    }

    /// The next start tag, wherever it stands; its content is not read yet. None at the end of the document.
    pub fn open(&mut self) -> Result<Option<Element<'a>>, XmlError> {
        while let Some(item) = self.next()? {
            if let Item::Start(element) = item {
                return Ok(Some(element));
            }
        }
        Ok(None)
    }

    /// The next thing in the element that is open, whole. None where that element ends.
    pub fn child(&mut self) -> Result<Option<Node<'a>>, XmlError> {
        match self.next()? {
            None | Some(Item::End) => Ok(None),
            Some(Item::Text(words, offset)) => Ok(Some(Node::Text(words, offset))),
            Some(Item::Start(element)) => Ok(Some(Node::Element(self.fill(element)?))),
        }
    }

    /// The root element with everything in it. None where the text holds none.
    pub fn root(&mut self) -> Result<Option<Element<'a>>, XmlError> {
        self.open()?.map(|root| self.fill(root)).transpose()
    }

    /// Reads what stands in an element that was just opened.
    pub fn fill(&mut self, element: Element<'a>) -> Result<Element<'a>, XmlError> {
        let mut open = vec![element];
        loop {
            let item = self.next()?;
            let Some(mut innermost) = open.pop() else { return Err(self.fault("an element ends that was not open")) };
            match item {
                Some(Item::Start(child)) => open.extend([innermost, child]),
                Some(Item::Text(words, offset)) => {
                    innermost.children.push(Node::Text(words, offset));
                    open.push(innermost);
                }
                Some(Item::End) | None => match open.last_mut() {
                    Some(parent) => parent.children.push(Node::Element(innermost)),
                    None => return Ok(innermost),
                },
            }
        }
    }

    /// Entities that were met and are not known, with their places; they stand in the words as they were written.
    #[must_use]
    pub fn unknown_entities(&self) -> &[(&'a str, usize)] {
        &self.unknown_entities
    }

    fn next(&mut self) -> Result<Option<Item<'a>>, XmlError> {
        if std::mem::take(&mut self.ends) {
            self.close();
            return Ok(Some(Item::End));
        }
        loop {
            let offset = self.position();
            let event = self.reader.read_event().map_err(|error| self.unreadable(&error))?;
            return Ok(Some(match event {
                Event::Start(_) => Item::Start(self.start(offset)?),
                Event::Empty(_) => {
                    self.ends = true;
                    Item::Start(self.start(offset)?)
                }
                Event::End(_) => {
                    self.close();
                    Item::End
                }
                Event::Text(_) if self.depth == 0 => continue,
                Event::Text(words) => Item::Text(words.xml10_content(), offset),
                Event::CData(words) => Item::Text(words.xml10_content(), offset),
                Event::GeneralRef(reference) => Item::Text(self.character(&reference, offset)?, offset),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
                Event::Eof if self.depth > 0 => return Err(self.fault("the file is cut off before its end")),
                Event::Eof => return Ok(None),
            }));
        }
    }

    /// The start tag between `offset` and the reader's place.
    fn start(&mut self, offset: usize) -> Result<Element<'a>, XmlError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(XmlError { offset, message: format!("elements stand more than {DEEPEST} deep in each other") });
        }
        let Some(left) = self.left.checked_sub(1) else {
            return Err(XmlError {
                offset,
                message: "it has more elements than are read, some thousand pages' worth".into(),
            });
        };
        self.left = left;
        let tag = self.text.get(offset + 1..self.position() - 1).unwrap_or_default();
        let tag = tag.strip_suffix('/').unwrap_or(tag);
        let length = tag.find([' ', '\t', '\r', '\n']).unwrap_or(tag.len());
        let qualified = tag.get(..length).unwrap_or_default();
        let attributes = self.attributes(tag, length, offset)?;
        let (prefix, name) = qualified.split_once(':').unwrap_or(("", qualified));
        Ok(Element { space: self.space(prefix), name, attributes, children: Vec::new(), offset })
    }

    fn attributes(
        &mut self,
        tag: &'a str,
        from: usize,
        offset: usize,
    ) -> Result<Vec<(&'a str, Cow<'a, str>)>, XmlError> {
        let mut found = Vec::new();
        if self.declared.len() > MOST_DECLARED {
            let message = format!("more than {MOST_DECLARED} namespaces are declared");
            return Err(XmlError { offset, message });
        }
        for attribute in Attributes::new(tag, from).with_checks(false) {
            let fault = |message: String| XmlError { offset, message };
            let attribute = attribute.map_err(|error| fault(format!("an attribute is not well-formed: {error}")))?;
            let value = attribute
                .normalized_value_with(XmlVersion::Implicit1_0, 1, resolve_html5_entity)
                .map_err(|error| fault(format!("the value of an attribute is not well-formed: {error}")))?;
            let QName(name) = attribute.key;
            match name.strip_prefix("xmlns").map(|rest| rest.strip_prefix(':').unwrap_or(rest)) {
                Some(prefix) => self.declare(prefix, &value),
                None => found.push((name, value)),
            }
        }
        Ok(found)
    }

    fn declare(&mut self, prefix: &'a str, uri: &str) {
        let unknown = if uri.is_empty() { "" } else { "?" };
        let short = self.known.iter().find(|(known, _)| *known == uri).map_or(unknown, |(_, short)| short);
        self.declared.push((self.depth, prefix, short));
    }

    fn space(&self, prefix: &str) -> &'static str {
        let declared = self.declared.iter().rev().find(|(_, known, _)| *known == prefix);
        declared.map_or(if prefix.is_empty() { "" } else { "?" }, |(_, _, short)| short)
    }

    fn close(&mut self) {
        while self.declared.last().is_some_and(|(depth, ..)| *depth >= self.depth) {
            self.declared.pop();
        }
        self.depth = self.depth.saturating_sub(1);
    }

    /// The character that a reference stands for, or the reference as it stands.
    fn character(&mut self, reference: &BytesRef<'a>, offset: usize) -> Result<Cow<'a, str>, XmlError> {
        match reference.resolve_char_ref() {
            Ok(Some(character)) => return Ok(character.to_string().into()),
            Err(error) => return Err(XmlError { offset, message: format!("a character is not well-formed: {error}") }),
            Ok(None) => {}
        }
        let written = self.text.get(offset..self.position()).unwrap_or_default();
        let name = written.trim_matches(['&', ';']);
        if let Some(character) = resolve_html5_entity(name) {
            return Ok(character.into());
        }
        self.unknown_entities.push((name, offset));
        Ok(written.into())
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    fn fault(&self, message: &str) -> XmlError {
        XmlError { offset: self.position().min(self.text.len()), message: message.into() }
    }

    fn unreadable(&self, error: &quick_xml::Error) -> XmlError {
        let offset = usize::try_from(self.reader.error_position()).unwrap_or(usize::MAX).min(self.text.len());
        XmlError { offset, message: format!("it is not well-formed XML: {error}") }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]
mod tests {
    use super::*;

    const SPACES: &[Space] = &[("urn:w", "w"), ("urn:strict-w", "w")];

    fn root(text: &str) -> Result<Element<'_>, XmlError> {
        XmlReader::new(text, SPACES).root().map(Option::unwrap)
    }

    #[test]
    fn names_are_known_by_their_space_whatever_their_prefix() {
        let read =
            root("<x:a xmlns:x='urn:strict-w' xmlns='urn:other'><x:b x:c='1&amp;2'/><b/></x:a><!-- end -->").unwrap();
        let inner: Vec<_> = read.elements().map(|element| (element.space, element.name)).collect();
        assert!(read.is("w", "a"));
        assert_eq!(inner, [("w", "b"), ("?", "b")]);
        assert_eq!(read.child("b").unwrap().attribute("c"), Some("1&2"));
    }

    #[test]
    fn words_keep_their_spaces_and_characters_their_meaning() {
        let read = root("<a> x &#x4E2D;&eacute;<![CDATA[ <y> ]]><b>z</b> </a>").unwrap();
        assert_eq!(read.words(), " x 中é <y> z ");
    }

    #[test]
    fn a_text_of_too_many_elements_is_refused() {
        let read =
            |most: usize| XmlReader::new("<a><b/><b/></a>", SPACES).at_most(most).root().map(|root| root.is_some());
        assert!(read(3).unwrap());
        assert!(read(2).unwrap_err().message.contains("more elements"));
    }

    #[test]
    fn entities_of_a_document_type_are_never_expanded() {
        let text = "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'><!ENTITY c '&b;&b;'>]><a>&c;!</a>";
        let mut reader = XmlReader::new(text, SPACES);
        assert_eq!(reader.root().unwrap().unwrap().words(), "&c;!");
        assert_eq!(reader.unknown_entities(), [("c", text.find("&c;!").unwrap())]);
    }

    #[test]
    fn namespaces_without_number_are_refused() {
        let text = |count: usize| {
            let declared: String = (0..count).map(|number| format!(" xmlns:n{number}='x'")).collect();
            format!("<a{declared}><b/></a>")
        };
        assert!(XmlReader::new(&text(MOST_DECLARED), SPACES).root().is_ok());
        assert!(XmlReader::new(&text(MOST_DECLARED + 1), SPACES).root().is_err());
    }

    #[test]
    fn a_long_element_is_read_child_by_child() {
        let mut reader = XmlReader::new("<a><b>1</b><c/>2</a>", SPACES);
        assert_eq!(reader.open().unwrap().unwrap().name, "a");
        let mut seen = Vec::new();
        while let Some(child) = reader.child().unwrap() {
            seen.push(match child {
                Node::Element(element) => element.name.to_string() + &element.words(),
                Node::Text(words, _) => words.into_owned(),
            });
        }
        assert_eq!(seen, ["b1", "c", "2"]);
        assert_eq!(reader.open(), Ok(None));
    }

    #[test]
    fn what_is_cut_off_crossed_or_too_deep_is_refused() {
        assert_eq!(root("<a><b>").unwrap_err().message, "the file is cut off before its end");
        for text in ["<a></b>", "<a", "<a b='<", "<a b=>", "<a>&#0;</a>", "</a>"] {
            assert!(XmlReader::new(text, SPACES).root().is_err(), "{text}");
        }
        assert!(root(&"<a>".repeat(DEEPEST + 1)).unwrap_err().message.contains("deep"));
    }
}
