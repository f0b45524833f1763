//! Lines of colons: `::: editors-note`, `::: {.quote lang=zh}`, `:::`.

use super::attributes::Attributes;
use std::collections::BTreeMap;
use std::ops::Range;

/// What a line of colons says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Fence {
    /// It closes what was opened last.
    Close,
    /// It opens a block, or is one by itself.
    Open(Directive),
    /// It opens a block, but what follows the name cannot be read.
    Unreadable(Directive),
}

/// What a line of colons opens.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Directive {
    /// Its name: the first word, or the first class; empty where there are attributes only.
    pub(super) name: String,
    /// Its attributes.
    pub(super) attributes: Attributes,
}

/// The lines of colons of a body by where their lines start, each with the range of the line without its end. Lines
/// inside code are not among them.
pub(super) fn find(body: &str) -> BTreeMap<usize, Range<usize>> {
    let lines = outside_code(body).filter_map(|(start, line)| {
        let words = line.trim_end();
        let inner = innermost(words);
        let indent = words.len() - inner.len();
        inner.starts_with(":::").then(|| (start, start + indent..start + words.len()))
    });
    lines.collect()
}

/// The lines of a body that stand in no code between lines of backquotes or tildes, with where they start.
pub(super) fn outside_code(body: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut code: Option<&str> = None;
    let mut next = 0;
    body.split_inclusive('\n').filter_map(move |line| {
        let start = next;
        next += line.len();
        let inner = innermost(line.trim_end());
        match code {
            Some(fence) if inner.starts_with(fence) && inner.trim_start_matches(['`', '~']).is_empty() => code = None,
            None if opening_code(inner).is_some() => code = opening_code(inner),
            None => return Some((start, line)),
            Some(_) => {}
        }
        None
    })
}

/// What stands in a line behind the marks of what it is in: quotes, the indent of items, meanings, notes. The parser knows
/// which they are.
fn innermost(line: &str) -> &str {
    let mut rest = line.trim_start_matches([' ', '>']);
    while let Some(inner) = behind_mark(rest) {
        rest = inner.trim_start_matches([' ', '>']);
    }
    rest
}

/// What follows the mark of a meaning or a note, where a line opens with one.
fn behind_mark(line: &str) -> Option<&str> {
    let note = || Some(line.strip_prefix("[^")?.split_once("]:")?.1);
    line.strip_prefix(':').or_else(note)?.strip_prefix(' ')
}

/// The marks that open a fenced code block (CommonMark 0.31, section 4.5).
fn opening_code(line: &str) -> Option<&str> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let run = line.len() - line.trim_start_matches(mark).len();
    let (fence, rest) = line.split_at(run);
    (run >= 3 && !(mark == '`' && rest.contains('`'))).then_some(fence)
}

/// Reads the line of colons at a range of the text.
pub(super) fn read(text: &str, range: Range<usize>) -> Fence {
    let line = text.get(range.clone()).unwrap_or_default();
    let words = line.trim_matches(':').trim();
    if words.is_empty() {
        return Fence::Close;
    }
    let name_end = words.find(|c: char| c.is_whitespace() || c == '{').unwrap_or(words.len());
    let (name, rest) = words.split_at(name_end);
    if rest.trim().is_empty() {
        return Fence::Open(Directive { name: name.to_string(), attributes: Attributes::default() });
    }
    let unreadable = || Fence::Unreadable(Directive { name: name.to_string(), attributes: Attributes::default() });
    let Some(brace) = line.find('{') else { return unreadable() };
    match Attributes::parse(text, range.start + brace) {
        Some(attributes)
            if text
                .get(attributes.range.end..range.end)
                .is_some_and(|rest| rest.trim_matches([':', ' ']).is_empty()) =>
        {
            let class = attributes.classes.first().cloned().unwrap_or_default();
            let name = if name.is_empty() { class } else { name.to_string() };
            Fence::Open(Directive { name, attributes })
        }
        _ => unreadable(),
    }
}

#[cfg(test)]
#[allow(clippy::panic, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn open(line: &str) -> Directive {
        match read(line, 0..line.len()) {
            Fence::Open(directive) => directive,
            other => panic!("{line}: {other:?}"),
        }
    }

    #[test]
    fn reads_names_and_attributes() {
        assert_eq!(open("::: editors-note").name, "editors-note");
        assert_eq!(open("::: {.quote lang=zh}").name, "quote");
        assert_eq!(open("::::quote {by=\"Sun Dong\"} ::::").attributes.get("by"), Some("Sun Dong"));
        assert_eq!(read("::::", 0..4), Fence::Close);
        let named = |name: &str| Fence::Unreadable(Directive { name: name.into(), ..Directive::default() });
        assert_eq!(read("::: two words", 0..13), named("two"));
        assert_eq!(read("::: {x", 0..6), named(""));
    }

    #[test]
    fn finds_lines_outside_code() {
        let body = "::: a\n```\n::: b\n```\n> ::: c\n ::: d\n> : ::: e\n[^n]: > ::: f\n- ::: g\n";
        let lines: Vec<&str> = find(body).into_values().map(|range| &body[range]).collect();
        assert_eq!(lines, ["::: a", "::: c", "::: d", "::: e", "::: f"]);
    }
}
