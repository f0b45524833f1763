//! Values of the right kind, and findings for the others.

use super::super::chinese_names;
use super::super::compositor::{Compositor, span};
use super::yaml::{Node, Value};
use crate::diagnostics::{Diagnostic, code, nearest::nearest};
use crate::read::genre::figures;

impl Compositor<'_> {
    /// Reports a value of the wrong kind.
    pub(super) fn wrong(&mut self, key: &str, node: &Node, wanted: &str) {
        let found = match &node.value {
            Value::Nothing => "nothing".to_string(),
            Value::Scalar(words) => format!("`{}`", words.chars().take(60).collect::<String>()),
            Value::List(_) => "a list".to_string(),
            Value::Map(_) => "keys with values".to_string(),
        };
        let message = format!("`{key}` needs {wanted}, not {found}");
        self.tell(
            code::FRONT_MATTER_INVALID,
            node.range.clone(),
            message,
            &format!("give {wanted}, or leave `{key}` out"),
        );
    }

    /// Words; line ends in them are kept.
    pub(super) fn words(&mut self, key: &str, node: &Node) -> Option<String> {
        match &node.value {
            Value::Scalar(words) => {
                self.tell_cut(key, node);
                Some(words.trim().to_string()).filter(|words| !words.is_empty())
            }
            Value::Nothing => None,
            _ => {
                self.wrong(key, node, "words");
                None
            }
        }
    }

    /// Words in one line.
    pub(super) fn line(&mut self, key: &str, node: &Node) -> Option<String> {
        let words = self.words(key, node)?;
        Some(words.split('\n').map(str::trim).collect::<Vec<_>>().join(" "))
    }

    /// A list of words; one text is split at its separators.
    pub(super) fn several(&mut self, key: &str, node: &Node, separators: &[char]) -> Vec<String> {
        match &node.value {
            Value::List(items) => items.iter().filter_map(|item| self.line(key, item)).collect(),
            Value::Map(_) => {
                self.wrong(key, node, "a list of words");
                Vec::new()
            }
            _ => {
                let words = self.words(key, node).unwrap_or_default();
                words.split(separators).map(str::trim).filter(|word| !word.is_empty()).map(str::to_string).collect()
            }
        }
    }

    /// A counting number, from 1.
    pub(super) fn counting(&mut self, key: &str, node: &Node) -> Option<u32> {
        match &node.value {
            Value::Nothing => None,
            Value::Scalar(words) => match in_figures(words) {
                Some(number) => Some(number),
                None => {
                    self.no_number(key, node, words);
                    None
                }
            },
            _ => {
                self.wrong(key, node, "a whole number from 1");
                None
            }
        }
    }

    /// Reports a value that is no counting number, and what it is the number of where it has one: `第7期`.
    fn no_number(&mut self, key: &str, node: &Node, words: &str) {
        let bare =
            words.trim().trim_start_matches(['总', '第']).trim_start_matches("No").trim_start_matches(['.', ' ']);
        let Some(number) = in_figures(bare.trim_end_matches(['期', '号', '份', '辑'])) else {
            return self.wrong(key, node, "a whole number from 1");
        };
        let message = format!("`{key}` needs a whole number from 1, not `{}`", words.trim());
        let hint = format!("write `{key}: {number}`; the words around it come from the style");
        self.tell(code::FRONT_MATTER_INVALID, node.range.clone(), message, &hint);
    }

    /// The keys of a map that are known, each once, in the order in which they stand. `place` names the map.
    pub(super) fn fields<'n>(
        &mut self,
        place: &str,
        node: &'n Node,
        known: &[&'static str],
    ) -> Vec<(&'static str, &'n Node)> {
        let Value::Map(pairs) = &node.value else { return Vec::new() };
        let mut fields: Vec<(&'static str, &Node)> = Vec::new();
        for (key, value) in pairs {
            let Value::Scalar(name) = &key.value else {
                self.wrong("a key", key, "a word");
                continue;
            };
            match known.iter().find(|known| *known == name) {
                Some(known) if fields.iter().any(|(taken, _)| taken == known) => {
                    let message = format!("`{name}` is given twice");
                    self.tell(code::FRONT_MATTER_INVALID, key.range.clone(), message, "delete one of the two lines");
                }
                Some(known) => {
                    self.tell_cut_whole(known, key, value);
                    fields.push((known, value));
                }
                None => self.unknown_key(place, name, key, known),
            }
        }
        fields
    }

    fn unknown_key(&mut self, place: &str, name: &str, key: &Node, known: &[&str]) {
        let message = if place.is_empty() {
            format!("the front matter has no key `{name}`")
        } else {
            format!("`{place}` has no key `{name}`")
        };
        let elsewhere = place.is_empty() && super::parts::IMPRINT.contains(&name);
        let bare = name.trim();
        let meant = match chinese_names::key(bare) {
            Some(key) if known.contains(&key) => Some(format!("write `{key}`")),
            Some(key) if place.is_empty() && super::parts::IMPRINT.contains(&key) => {
                Some(format!("write it under `imprint:`, as `  {key}: …`"))
            }
            _ if bare != name && known.contains(&bare) => {
                Some(format!("a full-width blank stands beside the key: write `{bare}` without it"))
            }
            _ => None,
        };
        let hint = match nearest(name, known.iter().copied()) {
            _ if meant.is_some() => meant.unwrap_or_default(),
            _ if elsewhere => format!("write it under `imprint:`, as `  {name}: …`"),
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the keys are {}", known.join(", ")),
        };
        self.report(Diagnostic::new(code::FRONT_MATTER_UNKNOWN_KEY, message).at(span(key.range.clone())).hint(hint));
    }
}

/// A counting number in figures, ASCII, full-width or Chinese.
fn in_figures(words: &str) -> Option<u32> {
    let words = words.trim();
    let opens = words.starts_with(|c: char| figures::value(c).is_some() || figures::is_chinese(c));
    words.parse().ok().or_else(|| figures::number(words).filter(|_| opens)).filter(|number| *number > 0)
}
