//! What stands in braces: `{#id .class key=value key="two words"}`.

use std::ops::Range;

/// How many bytes attributes may take; a line of megabytes is not searched for their end.
const LONGEST: usize = 2000;

/// The attributes of a span, heading, figure, table or directive.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Attributes {
    /// Where they stand, braces included.
    pub(super) range: Range<usize>,
    /// The last `#id`.
    pub(super) id: Option<String>,
    /// Every `.class`, in order.
    pub(super) classes: Vec<String>,
    /// Every `key=value`, in order.
    pub(super) pairs: Vec<(String, String)>,
}

impl Attributes {
    /// Reads the braces that open at `at`; they close on the same line and hold at least one attribute.
    pub(super) fn parse(text: &str, at: usize) -> Option<Attributes> {
        let reach = text.floor_char_boundary(at.saturating_add(LONGEST).min(text.len()));
        let line = text.get(at..reach)?.lines().next()?;
        let mut found = Attributes::default();
        let mut rest = line.strip_prefix('{')?.trim_start();
        while !rest.starts_with('}') {
            rest = found.take(rest)?.trim_start();
        }
        found.range = at..at + (line.len() - rest.len()) + 1;
        (!found.is_empty()).then_some(found)
    }

    fn is_empty(&self) -> bool {
        self.id.is_none() && self.classes.is_empty() && self.pairs.is_empty()
    }

    /// Takes one attribute off the front and gives what follows it.
    fn take<'a>(&mut self, rest: &'a str) -> Option<&'a str> {
        if let Some(after) = rest.strip_prefix('#') {
            let (name, after) = name(after)?;
            self.id = Some(name.to_string());
            return Some(after);
        }
        if let Some(after) = rest.strip_prefix('.') {
            let (name, after) = name(after)?;
            self.classes.push(name.to_string());
            return Some(after);
        }
        let (key, after) = name(rest)?;
        let (value, after) = value(after.strip_prefix('=')?)?;
        self.pairs.push((key.to_string(), value));
        Some(after)
    }

    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        self.pairs.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }
}

fn name(text: &str) -> Option<(&str, &str)> {
    let inner = |c: char| c.is_alphanumeric() || "-_.:".contains(c);
    let end = text.find(|c| !inner(c)).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

/// A value in straight or curly quotes, or up to the next blank or brace.
fn value(text: &str) -> Option<(String, &str)> {
    for (open, close) in [('"', '"'), ('\'', '\''), ('“', '”'), ('‘', '’')] {
        if let Some(after) = text.strip_prefix(open) {
            return quoted(after, close);
        }
    }
    let end = text.find(|c: char| c.is_whitespace() || c == '}')?;
    let (value, after) = text.split_at(end);
    (end > 0).then(|| (value.to_string(), after))
}

/// Words up to a quote that closes them. A sign after a backslash is an ordinary one, as everywhere in Markdown.
fn quoted(text: &str, close: char) -> Option<(String, &str)> {
    let mut words = String::new();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' if rest.as_str().starts_with(|next: char| next.is_ascii_punctuation()) => words.extend(rest.next()),
            c if c == close => return Some((words, rest.as_str())),
            c => words.push(c),
        }
    }
    None
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn reads_ids_classes_and_pairs() {
        let text = "x{#fig-a .b width=60% of=\"Sun Dong\" lang=zh} y";
        let found = Attributes::parse(text, 1).unwrap();
        assert_eq!(found.id.as_deref(), Some("fig-a"));
        assert_eq!(found.classes, ["b"]);
        assert_eq!((found.get("width"), found.get("of")), (Some("60%"), Some("Sun Dong")));
        assert_eq!(&text[found.range], "{#fig-a .b width=60% of=\"Sun Dong\" lang=zh}");
    }

    #[test]
    fn a_sign_after_a_backslash_is_an_ordinary_one() {
        let text = r#"{of="The \"old\" \*one\* \\ a\b"}"#;
        assert_eq!(Attributes::parse(text, 0).unwrap().get("of"), Some(r#"The "old" *one* \ a\b"#));
    }

    #[test]
    fn refuses_what_is_not_attributes() {
        for text in ["{}", "{x}", "{.a", "{.a\n}", "{No.6 Vol. 167}", "{a=}", "{#}", "", "{a=\"b}"] {
            assert_eq!(Attributes::parse(text, 0), None, "{text}");
        }
    }
}
