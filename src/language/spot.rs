//! What is being written at a place of the body: by the line up to there, since half-typed words are no document yet.

use super::draft::Draft;
use std::ops::Range;

/// What is being written, each with the part of it that stands before the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Spot {
    /// The name of a block: `::: quo`.
    Container(Range<usize>),
    /// A class: `{.per`.
    Class(Range<usize>),
    /// The name of an attribute: `{la`.
    Attribute(Range<usize>),
    /// The value of an attribute: `{lang=z`.
    Value { key: String, typed: Range<usize> },
    /// The mark of a note: `[^par`.
    Note(Range<usize>),
    /// The name of a place: `](#fig`.
    Place(Range<usize>),
    /// The path of a picture: `![A map](ma`.
    Picture(Range<usize>),
    /// The first words in brackets: `[Sun D`.
    Words(Range<usize>),
}

/// Brackets and braces that are open for longer are no longer what is being written.
const LONGEST: usize = 400;

/// What is being written at an offset of the body.
pub(super) fn spot(draft: &Draft, offset: usize) -> Option<Spot> {
    let text = draft.text();
    let start = text.line(text.line_of(offset)).start;
    let start = text.as_str().ceil_char_boundary(start.max(offset.saturating_sub(LONGEST)));
    let before = text.as_str().get(start..offset)?;
    container(before, start)
        .or_else(|| attribute(before, start))
        .or_else(|| place(before, start))
        .or_else(|| picture(before, start))
        .or_else(|| brackets(before, start))
}

fn container(before: &str, start: usize) -> Option<Spot> {
    let bare = before.trim_start_matches([' ', '>']);
    let name = bare.strip_prefix(":::")?.trim_start_matches(':');
    let typed = name.trim_start();
    let is_name = typed.chars().all(|c| c.is_alphanumeric() || c == '-');
    is_name.then(|| Spot::Container(start + before.len() - typed.len()..start + before.len()))
}

/// What stands in braces that are open.
fn attribute(before: &str, start: usize) -> Option<Spot> {
    let open = before.rfind('{')?;
    let inside = before.get(open + 1..)?;
    let (typed, quoted) = last_part(inside)?;
    let end = start + before.len();
    if let Some((key, value)) = typed.split_once('=') {
        let value = value.strip_prefix('"').unwrap_or(value);
        return Some(Spot::Value { key: key.to_string(), typed: end - value.len()..end });
    }
    if quoted {
        return None;
    }
    match typed.strip_prefix('.') {
        Some(class) => Some(Spot::Class(end - class.len()..end)),
        None if typed.starts_with('#') => None,
        None => Some(Spot::Attribute(end - typed.len()..end)),
    }
}

/// The attribute that is being written in braces, and whether a quotation mark is open in it; nothing where they are closed.
fn last_part(inside: &str) -> Option<(&str, bool)> {
    let (mut from, mut quoted) = (0, false);
    for (at, c) in inside.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '}' if !quoted => return None,
            ' ' if !quoted => from = at + 1,
            _ => {}
        }
    }
    Some((inside.get(from..)?, quoted))
}

fn place(before: &str, start: usize) -> Option<Spot> {
    let open = before.rfind("](#")? + 3;
    let typed = before.get(open..)?;
    let is_name = !typed.contains([')', ' ']);
    is_name.then(|| Spot::Place(start + open..start + before.len()))
}

fn picture(before: &str, start: usize) -> Option<Spot> {
    let close = before.rfind("](")?;
    let (what, typed) = (before.get(..close)?, before.get(close + 2..)?);
    let is_picture = what.rfind('[').is_some_and(|open| what.get(..open).is_some_and(|before| before.ends_with('!')));
    let is_path = !typed.contains([')', ' ']);
    (is_picture && is_path).then(|| Spot::Picture(start + close + 2..start + before.len()))
}

fn brackets(before: &str, start: usize) -> Option<Spot> {
    let open = before.rfind('[')? + 1;
    let typed = before.get(open..).filter(|typed| !typed.contains(']'))?;
    if before.get(..open - 1).is_some_and(|before| before.ends_with(['!', '\\'])) {
        return None;
    }
    let end = start + before.len();
    Some(match typed.strip_prefix('^') {
        Some(mark) => Spot::Note(end - mark.len()..end),
        None => Spot::Words(end - typed.len()..end),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ast::Document;

    fn at(line: &str) -> String {
        let draft = Draft::new(line, Document::default());
        let shown = |range: Range<usize>| draft.text().as_str()[range].to_string();
        match spot(&draft, line.len()) {
            Some(Spot::Container(typed)) => format!("container {}", shown(typed)),
            Some(Spot::Class(typed)) => format!("class {}", shown(typed)),
            Some(Spot::Attribute(typed)) => format!("attribute {}", shown(typed)),
            Some(Spot::Value { key, typed }) => format!("{key}={}", shown(typed)),
            Some(Spot::Note(typed)) => format!("note {}", shown(typed)),
            Some(Spot::Place(typed)) => format!("place {}", shown(typed)),
            Some(Spot::Picture(typed)) => format!("picture {}", shown(typed)),
            Some(Spot::Words(typed)) => format!("words {}", shown(typed)),
            None => "nothing".into(),
        }
    }

    #[test]
    fn half_typed_forms_are_known() {
        for (line, wanted) in [
            ("::: qu", "container qu"),
            ("> :::", "container "),
            ("[Sun]{.per", "class per"),
            ("[Sun]{.person of=\"Sun D", "of=Sun D"),
            ("::: {la", "attribute la"),
            ("::: {lang=z", "lang=z"),
            ("words[^pa", "note pa"),
            ("see [](#fig-", "place fig-"),
            ("said [孙 D", "words 孙 D"),
            ("[a]{.person} and", "nothing"),
            ("![alt", "nothing"),
            ("![A map](pictures/ma", "picture pictures/ma"),
            ("[a link](ma", "nothing"),
            ("\\[a", "nothing"),
            ("[](#a) b", "nothing"),
        ] {
            assert_eq!(at(line), wanted, "{line}");
        }
    }
}
