//! Where the front matter of a source is, also where one of its lines of hyphens is missing or none.

use super::super::chinese_names;
use super::facts;
use std::ops::Range;

/// Where the front matter and the body of a source are.
pub(super) struct Parts {
    /// What opens it.
    pub(super) opening: Edge,
    /// The YAML, without the lines of hyphens.
    pub(super) yaml: Range<usize>,
    /// What ends it.
    pub(super) closing: Edge,
    /// Where the body starts.
    pub(super) body: usize,
}

/// An edge of the front matter.
#[derive(Debug, PartialEq)]
pub(super) enum Edge {
    /// A line of three hyphens.
    Sound,
    /// A line of other dashes, which was meant as one of hyphens.
    Mistyped(Range<usize>),
    /// No line.
    Missing,
}

/// Finds the front matter; blank lines may stand before it.
pub(super) fn find(text: &str) -> Option<Parts> {
    let blank = text.len() - text.trim_start().len();
    let start = text.get(..blank)?.rfind('\n').map_or(0, |at| at + 1);
    let (opening, from) = opening(text.get(start..)?, start)?;
    let from = from.min(text.len());
    let mut at = from;
    let mut empty = None;
    for line in text.get(from..)?.split_inclusive('\n') {
        let next = at + line.len();
        let words = line.trim_end();
        let closing = match words {
            "---" | "..." => Some(Edge::Sound),
            _ if is_mistyped(words) && empty.is_none() => Some(Edge::Mistyped(at..at + words.len())),
            _ => None,
        };
        if let Some(closing) = closing {
            return Some(Parts { opening, yaml: from..at, closing, body: next });
        }
        if words.is_empty() {
            empty.get_or_insert(at);
        }
        at = next;
    }
    let end = empty.unwrap_or(text.len());
    Some(Parts { opening, yaml: from..end, closing: Edge::Missing, body: end })
}

/// What opens the front matter of a text, and where its facts start; nothing where it has none.
fn opening(text: &str, start: usize) -> Option<(Edge, usize)> {
    let mut lines = text.lines();
    let first = lines.next()?;
    let words = first.trim_end();
    let behind = start + text.find('\n').map_or(text.len(), |at| at + 1);
    if words == "---" {
        return Some((Edge::Sound, behind));
    }
    if is_fact(first) {
        return Some((Edge::Missing, start));
    }
    let meant = is_mistyped(words) && lines.next().is_some_and(is_fact);
    meant.then(|| (Edge::Mistyped(start..start + words.len()), behind))
}

/// Whether a line is one of dashes that opens or closes no front matter. One hyphen alone is an item of a list.
fn is_mistyped(line: &str) -> bool {
    let is_dash = |c: char| matches!(c, '-' | '‐'..='―' | '－' | '─');
    !matches!(line, "" | "-" | "---") && line.chars().all(is_dash)
}

fn is_fact(line: &str) -> bool {
    let key = line.split_once([':', '：']).map_or("", |(key, _)| key.trim_end());
    facts::KEYS.iter().any(|known| known.name == key) || chinese_names::key(key).is_some()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    fn found(text: &str) -> (Edge, &str, Edge, &str) {
        let parts = find(text).unwrap();
        (parts.opening, &text[parts.yaml], parts.closing, &text[parts.body..])
    }

    #[test]
    fn edges_are_known_by_what_was_meant() {
        use Edge::{Missing, Mistyped, Sound};
        assert_eq!(found("\n---\ntitle: A\n---\nB"), (Sound, "title: A\n", Sound, "B"));
        assert_eq!(found("title: A\n---\nB"), (Missing, "title: A\n", Sound, "B"));
        assert_eq!(found("--\ntitle: A\n---\nB"), (Mistyped(0..2), "title: A\n", Sound, "B"));
        assert_eq!(found("—\n标题：甲\n——\nB"), (Mistyped(0..3), "标题：甲\n", Mistyped(17..23), "B"));
        assert_eq!(found("---\ntitle: A\n\nB\n----\n"), (Sound, "title: A\n", Missing, "\nB\n----\n"));
        assert_eq!(found("---\nkeywords:\n-\n- b\n---\n"), (Sound, "keywords:\n-\n- b\n", Sound, ""));
    }

    #[test]
    fn words_are_no_front_matter() {
        for text in ["", "# A\n", "Note: b\n---\n", "----\nwords\n", "--\n"] {
            assert!(find(text).is_none(), "{text}");
        }
    }
}
