//! What stands in braces: `{#id .class key=value key="two words"}`.

use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

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

    /// Whether braces that cannot be read as attributes were meant as such: they open with an id, a class or a key.
    pub(super) fn are_meant(braces: &str) -> bool {
        let inner = braces.trim_start_matches('{').trim_start();
        match inner.strip_prefix(['#', '.']) {
            Some(rest) => rest.starts_with(char::is_alphanumeric),
            None => name(inner).is_some_and(|(_, after)| after.starts_with('=')),
        }
    }

    /// Braces whose id holds blanks with hyphens in their place, if they can be read so.
    pub(super) fn mended(braces: &str) -> Option<String> {
        let inner = braces.strip_prefix('{')?.strip_suffix('}')?.trim();
        let parts: Vec<&str> = inner.strip_prefix('#')?.split_whitespace().collect();
        let is_next = |part: &&str| part.starts_with(['.', '#']) || part.contains('=');
        let end = parts.iter().position(is_next).unwrap_or(parts.len());
        let (id, rest) = parts.split_at(end);
        let mended = format!("{{{}}}", [&[format!("#{}", id.join("-")).as_str()], rest].concat().join(" "));
        Attributes::parse(&mended, 0).filter(|read| read.range.end == mended.len()).map(|_| mended)
    }

    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        self.pairs.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }
}

fn name(text: &str) -> Option<(&str, &str)> {
    let inner = |c: char| c.is_alphanumeric() || is_combining_mark(c) || "-_.:".contains(c);
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
    fn an_id_with_blanks_was_meant_and_is_mended() {
        assert_eq!(Attributes::mended("{#a b}").as_deref(), Some("{#a-b}"));
        assert_eq!(Attributes::mended("{#a b .c d=e}").as_deref(), Some("{#a-b .c d=e}"));
        for beyond in ["{#a\"b}", "{.a b}", "{#a}x", "{a b}"] {
            assert_eq!(Attributes::mended(beyond), None, "{beyond}");
        }
        for (braces, meant) in
            [("{#a b}", true), ("{.a\"}", true), ("{width=}", true), ("{# a}", false), ("{x}", false)]
        {
            assert_eq!(Attributes::are_meant(braces), meant, "{braces}");
        }
    }

    #[test]
    fn refuses_what_is_not_attributes() {
        for text in ["{}", "{x}", "{.a", "{.a\n}", "{No.6 Vol. 167}", "{a=}", "{#}", "", "{a=\"b}"] {
            assert_eq!(Attributes::parse(text, 0), None, "{text}");
        }
    }
}
