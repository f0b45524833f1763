//! YAML as a tree that knows where everything stands.

use super::super::compositor::span;
use crate::diagnostics::{Diagnostic, code};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{Error, Location, Spanned, options};
use std::fmt;
use std::ops::Range;

/// How large front matter may be, in bytes.
const LARGEST: usize = 1 << 20;

/// A node with where it stands in the decoded text.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) value: Value,
    pub(super) range: Range<usize>,
}

/// What a node is.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Nothing,
    /// Words as written, whatever YAML takes them for.
    Scalar(String),
    List(Vec<Node>),
    /// Keys with their values, in order.
    Map(Vec<(Node, Node)>),
}

/// A node as the YAML reader gives it.
struct Raw(Spanned<Shape>);

enum Shape {
    Nothing,
    Words(String),
    /// A figure or truth value, whose words are the source's.
    Plain,
    List(Vec<Raw>),
    Map(Vec<(Raw, Raw)>),
}

/// Reads the YAML of a range of the text; a finding where it is not YAML.
pub(super) fn parse(text: &str, range: Range<usize>) -> Result<Node, Box<Diagnostic>> {
    let yaml = text.get(range.clone()).unwrap_or_default();
    if yaml.len() > LARGEST {
        let message = "the front matter is larger than a megabyte".to_string();
        return Err(fault(message, range.start..range.start + 3, "close it with a line `---` before the body"));
    }
    match serde_saphyr::from_str_with_options::<Raw>(yaml, limits()) {
        Ok(raw) => Ok(raw.node(text, range.start)),
        Err(Error::DuplicateMappingKey { key, location }) => {
            let message = format!("`{}` is given twice", key.as_deref().unwrap_or("a key"));
            Err(fault(message, place(&location, text, range.start), "delete one of the two lines"))
        }
        Err(error) => {
            let at = error.location().map_or(range.clone(), |location| place(&location, text, range.start));
            let hint = "write `key: value` lines; put values that hold `: ` or begin with a sign into quotes";
            Err(fault(format!("the front matter cannot be read here: {}", message(&error)), at, hint))
        }
    }
}

/// A key and the value that is read from a range of the text, as a map of these two; nothing where the value is none.
pub(super) fn pair(text: &str, (key, at, value): (String, Range<usize>, Range<usize>)) -> Option<Node> {
    let value = parse(text, value).ok()?;
    let range = at.start..value.range.end.max(at.end);
    Some(Node { value: Value::Map(vec![(Node { value: Value::Scalar(key), range: at }, value)]), range })
}

fn fault(message: String, at: Range<usize>, hint: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(code::FRONT_MATTER_INVALID, message).at(span(at)).hint(hint))
}

/// Limits that a bulletin's front matter is far from, and that no small text of aliases gets past.
fn limits() -> serde_saphyr::Options {
    let mut budget = serde_saphyr::budget::Budget::default();
    budget.max_depth = 16;
    budget.max_events = 100_000;
    budget.max_nodes = 50_000;
    budget.max_aliases = 100;
    budget.max_anchors = 100;
    options! { budget: Some(budget), with_snippet: false }
}

/// What the reader of YAML finds, by its words, and what that is to those who write front matter.
const FAULTS: [(&str, &str); 12] = [
    ("found a tab", "a tab stands where blanks belong"),
    ("tabs disallowed", "a tab stands where blanks belong"),
    ("unclosed quote", "a quotation mark is never closed"),
    ("unclosed bracket", "a bracket is never closed"),
    ("unknown anchor", "the value begins with `*`, which means another thing in YAML"),
    ("mapping values are not allowed", "a second `: ` stands in the value, or the line is set in"),
    ("did not find expected key", "this is no line of the kind `key: value`"),
    ("simple key expected", "the line has no `: ` after its key"),
    ("unexpected character", "the value begins with a sign that YAML keeps for itself"),
    ("unknown escape", "a backslash in double quotes stands before a character that it does not go with"),
    ("trailing content", "more stands after the closing quote"),
    ("mapping keys are not allowed", "the value begins with `? `, which means another thing in YAML"),
];

/// What is wrong, in one line and without the place, which the finding carries.
fn message(error: &Error) -> String {
    let text = error.to_string();
    let line = text.lines().next().unwrap_or_default();
    let line = line.split(" at line ").next().unwrap_or(line);
    let known = FAULTS.iter().find(|(words, _)| line.contains(words)).map(|(_, meaning)| *meaning);
    known.unwrap_or(line.trim_start_matches("error: ").trim_end_matches('.')).to_string()
}

/// The bytes of the text at a place in the YAML that starts at `base`.
fn place(location: &Location, text: &str, base: usize) -> Range<usize> {
    let found = location.span();
    let figure = |value: Option<u64>| value.and_then(|value| usize::try_from(value).ok()).unwrap_or(0);
    let floor = |at: usize| text.floor_char_boundary(at.min(text.len()));
    let start = base + figure(found.byte_offset());
    floor(start)..floor(start + figure(found.byte_len()))
}

impl Raw {
    fn node(self, text: &str, base: usize) -> Node {
        let range = place(&self.0.referenced, text, base);
        let defined = place(&self.0.defined, text, base);
        let value = match self.0.value {
            Shape::Nothing => Value::Nothing,
            Shape::Words(words) => Value::Scalar(words),
            Shape::Plain => Value::Scalar(text.get(defined).unwrap_or_default().trim().to_string()),
            Shape::List(items) => Value::List(items.into_iter().map(|item| item.node(text, base)).collect()),
            Shape::Map(pairs) => Value::Map(
                pairs.into_iter().map(|(key, value)| (key.node(text, base), value.node(text, base))).collect(),
            ),
        };
        Node { value, range }
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Raw, D::Error> {
        Spanned::deserialize(deserializer).map(Raw)
    }
}

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Shape, D::Error> {
        deserializer.deserialize_any(ShapeVisitor)
    }
}

struct ShapeVisitor;

impl<'de> Visitor<'de> for ShapeVisitor {
    type Value = Shape;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Shape, E> {
        Ok(Shape::Nothing)
    }

    fn visit_none<E>(self) -> Result<Shape, E> {
        Ok(Shape::Nothing)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Shape, E> {
        Ok(Shape::Plain)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Shape, E> {
        Ok(Shape::Plain)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Shape, E> {
        Ok(Shape::Plain)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Shape, E> {
        Ok(Shape::Plain)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Shape, E> {
        Ok(Shape::Plain)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Shape, E> {
        Ok(Shape::Plain)
    }

    fn visit_str<E>(self, words: &str) -> Result<Shape, E> {
        Ok(Shape::Words(words.to_string()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Shape, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Shape::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut pairs: A) -> Result<Shape, A::Error> {
        let mut map = Vec::new();
        while let Some(key) = pairs.next_key()? {
            map.push((key, pairs.next_value()?));
        }
        Ok(Shape::Map(map))
    }
}
