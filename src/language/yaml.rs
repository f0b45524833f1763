//! Where a place stands in front matter that may be half-typed: by its lines alone.

use super::text::Text;
use std::ops::Range;

/// What stands at a place in front matter or in a file of tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// The name of a key, in the table of the keys around it.
    Key {
        around: Vec<String>,
        name: Range<usize>,
        /// Whether its value is to follow yet.
        is_bare: bool,
    },
    /// The value of a key, up to the end of its line.
    Value { path: Vec<String>, value: Range<usize> },
}

impl Field {
    /// The path of the key that is meant, and where the words stand that say so.
    pub(super) fn path(&self, text: &Text) -> (Vec<String>, Range<usize>) {
        match self {
            Field::Value { path, value } => (path.clone(), value.clone()),
            Field::Key { around, name, .. } => {
                let own = text.as_str().get(name.clone()).unwrap_or_default().trim();
                let path = around.iter().cloned().chain([own.trim_matches(['"', '\'']).to_string()]);
                (path.collect(), name.clone())
            }
        }
    }
}

/// What stands at an offset of the YAML that begins with the line of `start`.
pub(super) fn field(text: &Text, start: usize, offset: usize) -> Option<Field> {
    let line = text.line(text.line_of(offset));
    let words = text.as_str().get(line.clone())?;
    if words.trim_start().starts_with('#') {
        return None;
    }
    let indent = indent(words);
    let around = || around(text, text.line_of(start), text.line_of(offset), indent);
    let Some(colon) = colon(words) else {
        let name = line.start + indent.min(words.len())..line.end;
        // An item of a list of words is a value of what the list is of.
        return Some(match words.trim_start().starts_with("- ") {
            true => Field::Value { path: around(), value: name },
            false => Field::Key { around: around(), name, is_bare: true },
        });
    };
    let key = words.get(indent..colon)?.trim().trim_matches(['"', '\'']).to_string();
    if offset <= line.start + colon {
        let name = line.start + indent..line.start + colon;
        return Some(Field::Key { around: around(), name, is_bare: false });
    }
    let after = words.get(colon + 1..)?;
    let blank = after.len() - after.trim_start().len();
    let start = line.start + colon + 1 + blank;
    let value = start.min(offset)..start + value_length(after.trim_start());
    if offset > value.end.max(start) {
        return None;
    }
    let mut path = around();
    path.push(key);
    Some(Field::Value { path, value })
}

/// How long the value is that a line goes on with, up to a comment or blanks at its end.
pub(super) fn value_length(words: &str) -> usize {
    let quote = words.chars().next().filter(|c| matches!(c, '"' | '\''));
    let closing = quote.and_then(|quote| words.get(1..)?.find(quote).map(|at| at + 2));
    let bare = || if words.starts_with('#') { 0 } else { words.find(" #").unwrap_or(words.len()) };
    let length = closing.unwrap_or_else(bare);
    words.get(..length).map_or(length, |value| value.trim_end().len())
}

/// How far in the words of a line stand, behind the marks of items.
fn indent(line: &str) -> usize {
    let mut rest = line.trim_start_matches(' ');
    while let Some(inner) = rest.strip_prefix("- ") {
        rest = inner.trim_start_matches(' ');
    }
    line.len() - rest.len()
}

/// Where the colon stands that ends the key of a line.
fn colon(line: &str) -> Option<usize> {
    let quote = line.trim_start_matches([' ', '-']).chars().next().filter(|c| matches!(c, '"' | '\''));
    let from = quote.map_or(Some(0), |quote| {
        let open = line.find(quote)? + 1;
        Some(open + line.get(open..)?.find(quote)?)
    })?;
    let rest = line.get(from..)?;
    rest.match_indices(':').map(|(at, _)| from + at).find(|at| {
        let after = line.get(at + 1..).unwrap_or_default();
        after.is_empty() || after.starts_with([' ', '\t'])
    })
}

/// The keys in whose values a line stands that is set in so far.
fn around(text: &Text, first: usize, line: usize, indent_of_line: usize) -> Vec<String> {
    let (mut found, mut least) = (Vec::new(), indent_of_line);
    for line in (first..line).rev() {
        if least == 0 {
            break;
        }
        let words = text.as_str().get(text.line(line)).unwrap_or_default();
        let indent = indent(words);
        let Some(colon) = colon(words).filter(|_| indent < least && !words.trim_start().starts_with('#')) else {
            continue;
        };
        found.push(words.get(indent..colon).unwrap_or_default().trim().trim_matches(['"', '\'']).to_string());
        least = words.len() - words.trim_start_matches(' ').len();
    }
    found.reverse();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(marked: &str) -> (Option<Field>, String) {
        let offset = marked.find('|').unwrap_or_default();
        let text = Text::new(marked.replacen('|', "", 1));
        let field = field(&text, 0, offset);
        let range = match &field {
            Some(Field::Key { name, .. }) => name.clone(),
            Some(Field::Value { value, .. }) => value.clone(),
            None => 0..0,
        };
        (field, text.as_str()[range].to_string())
    }

    fn key(marked: &str) -> (String, String) {
        match at(marked) {
            (Some(Field::Key { around, .. }), name) => (around.join("."), name),
            other => (format!("{other:?}"), String::new()),
        }
    }

    fn value(marked: &str) -> (String, String) {
        match at(marked) {
            (Some(Field::Value { path, .. }), words) => (path.join("."), words),
            other => (format!("{other:?}"), String::new()),
        }
    }

    #[test]
    fn keys_stand_in_tables_and_items() {
        assert_eq!(key("ser|"), (String::new(), "ser".into()));
        assert_eq!(key("a: b\nser|ies: x"), (String::new(), "series".into()));
        assert_eq!(key("people:\n  - name: A\n    pos|"), ("people".into(), "pos".into()));
        assert_eq!(key("people:\n  - name: A\n  - na|: B"), ("people".into(), "na".into()));
        assert_eq!(key("imprint:\n  |"), ("imprint".into(), String::new()));
    }

    #[test]
    fn values_know_their_keys() {
        assert_eq!(value("style: pu|"), ("style".into(), "pu".into()));
        assert_eq!(value("style:|"), ("style".into(), String::new()));
        assert_eq!(value("people:\n  - name: A\n    name-order: e|"), ("people.name-order".into(), "e".into()));
        assert_eq!(value("title:\n  en: A\n  zh: B|"), ("title.zh".into(), "B".into()));
        assert_eq!(value("lang: e|n  # English"), ("lang".into(), "en".into()));
        assert_eq!(at("lang: en  # Eng|lish").0, None);
        assert_eq!(value("title: \"a: b\"|"), ("title".into(), "\"a: b\"".into()));
        assert_eq!(value("compilers:\n  - A|"), ("compilers".into(), "A".into()));
    }

    #[test]
    fn comments_are_nothing() {
        assert_eq!(at("# ser|").0, None);
    }
}
