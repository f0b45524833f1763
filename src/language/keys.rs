//! The keys that front matter, `series.toml` and style sheets may have, as their schemas declare them.

use crate::style::explain::{self, Key};
use crate::{read, style};
use serde_json::Value;
use std::sync::OnceLock;

/// The keys of a kind of file.
#[derive(Clone, Debug)]
pub struct Keys {
    list: Vec<Key>,
    /// The table that has, for each language, all keys again.
    again: Option<&'static str>,
}

impl Keys {
    /// Those that a schema declares.
    #[must_use]
    pub fn declared(schema: &Value) -> Keys {
        Keys { list: explain::declared(schema), again: None }
    }

    /// Those of front matter.
    #[must_use]
    pub fn front() -> &'static Keys {
        static FRONT: OnceLock<Keys> = OnceLock::new();
        FRONT.get_or_init(|| Keys::declared(&read::front_schema()))
    }

    /// Those of style sheets, in the languages of the style that has every key.
    #[must_use]
    pub fn style() -> &'static Keys {
        static STYLE: OnceLock<Keys> = OnceLock::new();
        STYLE.get_or_init(|| {
            let plain = style::built_in_source("plain").and_then(|source| style::resolve(source, &|_| None).ok());
            let list = plain.map_or_else(|| explain::declared(&style::schema()), |sheet| explain::keys(&sheet));
            Keys { list, again: Some("lang") }
        })
    }

    /// The key at a path.
    pub(super) fn at(&self, path: &[String]) -> Option<&Key> {
        let path = self.own(path);
        self.list.iter().find(|key| key.path == path)
    }

    /// The keys of the table at a path, without those that stand deeper.
    pub(super) fn inside(&self, path: &[String]) -> Vec<&Key> {
        let path = self.own(path);
        self.list.iter().filter(|key| key.path.len() == path.len() + 1 && key.path.starts_with(path)).collect()
    }

    fn own<'p>(&self, path: &'p [String]) -> &'p [String] {
        match path {
            [first, _, rest @ ..] if self.again == Some(first.as_str()) => rest,
            _ => path,
        }
    }
}

/// What a key means, for people: in Markdown.
pub(super) fn explained(key: &Key) -> String {
    let mut told = format!("**`{}`**", key.name());
    if let Some(kind) = &key.kind {
        told.push_str(": ");
        told.push_str(kind);
    }
    told.push_str("\n\n");
    told.push_str(&key.meaning);
    for (word, meaning) in &key.choices {
        told.push_str(&format!("\n- `{word}`: {meaning}"));
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_by_their_paths() {
        let path = |words: &str| words.split('.').map(str::to_string).collect::<Vec<_>>();
        let order = Keys::front().at(&path("people.name-order"));
        assert!(order.is_some_and(|key| key.choices.iter().any(|(word, _)| word == "eastern")), "{order:?}");
        let style = Keys::style();
        assert_eq!(style.at(&path("lang.zh.text.body.size")), style.at(&path("text.body.size")));
        assert!(style.at(&path("text.body.size")).is_some() && style.at(&path("words.en.table")).is_some());
        assert!(Keys::front().inside(&[]).iter().any(|key| key.name() == "title"));
        assert!(Keys::front().inside(&[]).iter().all(|key| key.path.len() == 1));
    }
}
