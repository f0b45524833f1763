//! Every key of a style, with its meaning, kind and values: the declarations, for people.

use super::{StyleSheet, schema};
use crate::diagnostics::nearest;
use serde_json::Value;

/// A key that a style may have.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// The tables around it and its name.
    pub path: Vec<String>,
    /// What it says and in which unit.
    pub meaning: String,
    /// What kind of value it takes; nothing for a table.
    pub kind: Option<String>,
    /// The words that it may be, each with what it means.
    pub choices: Vec<(String, String)>,
}

impl Key {
    /// `text.body.size`.
    #[must_use]
    pub fn name(&self) -> String {
        self.path.join(".")
    }
}

/// Every key, tables before what is in them. Tables by language have the languages of the sheet.
#[must_use]
pub fn keys(sheet: &StyleSheet) -> Vec<Key> {
    let root = schema();
    let values = serde_json::to_value(sheet).unwrap_or_default();
    let mut walk = Walk { root: &root, values: &values, path: Vec::new(), keys: Vec::new() };
    walk.inside(&root);
    walk.keys
}

/// Every key that a schema declares, tables before what is in them, without tables by language.
#[must_use]
pub fn declared(schema: &Value) -> Vec<Key> {
    let mut walk = Walk { root: schema, values: &Value::Null, path: Vec::new(), keys: Vec::new() };
    walk.inside(schema);
    walk.keys
}

/// The keys of a name: itself and, for a table, all that is in it. None has the name: what may have been meant.
pub fn named<'a>(keys: &'a [Key], name: &str) -> Result<Vec<&'a Key>, String> {
    let inside = |key: &&Key| {
        let own = key.name();
        own == name || own.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'))
    };
    let found: Vec<&Key> = keys.iter().filter(inside).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let names: Vec<String> = keys.iter().map(Key::name).collect();
    let about = about(&names, name);
    if !about.is_empty() {
        return Err(format!("keys about that are {}", about.join(", ")));
    }
    let last = name.rsplit('.').next().unwrap_or(name);
    let ends = names.iter().find(|known| known.rsplit('.').next() == Some(last));
    let near = nearest::nearest(name, names.iter().map(String::as_str)).or(ends.map(String::as_str));
    Err(match near {
        Some(near) => format!("did you mean `{near}`? `masthead styles --explain` shows every key"),
        None => "`masthead styles --explain` shows every key".into(),
    })
}

/// The keys near the top that have a plain word in them, in one number or the other: `tables`, `notes`.
fn about(names: &[String], word: &str) -> Vec<String> {
    let stem = word.strip_suffix('s').unwrap_or(word);
    if stem.len() < 3 {
        return Vec::new();
    }
    let has = |name: &&String| {
        name.matches('.').count() == 1 && name.rsplit('.').next().is_some_and(|last| last.contains(stem))
    };
    names.iter().filter(has).map(|name| format!("`{name}`")).collect()
}

/// The value of a key in a sheet, as TOML; none where the sheet leaves it open.
#[must_use]
pub fn value(sheet: &StyleSheet, key: &Key) -> Option<String> {
    let mut value = serde_json::to_value(sheet).ok()?;
    for part in &key.path {
        value = value.get_mut(part)?.take();
    }
    Some(toml(&value)).filter(|text| !text.is_empty())
}

fn toml(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Number(number) => number.as_f64().map_or_else(String::new, |number| number.to_string()),
        Value::Array(items) => format!("[{}]", items.iter().map(toml).collect::<Vec<_>>().join(", ")),
        Value::Object(table) => {
            let pair = |(key, value): (&String, &Value)| format!("{key} = {}", toml(value));
            format!("{{ {} }}", table.iter().map(pair).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

struct Walk<'a> {
    root: &'a Value,
    values: &'a Value,
    path: Vec<String>,
    keys: Vec<Key>,
}

impl<'a> Walk<'a> {
    fn inside(&mut self, table: &'a Value) {
        for form in self.forms(table) {
            for (name, schema) in self.followed(form).get("properties").and_then(Value::as_object).into_iter().flatten()
            {
                self.path.push(name.clone());
                self.key(schema);
                self.path.pop();
            }
        }
    }

    fn key(&mut self, schema: &'a Value) {
        let followed = self.followed(schema);
        let own =
            |schema: &Value| schema.get("description").and_then(Value::as_str).map(|text| text.replace('\n', " "));
        let forms = self.forms(schema);
        let mut kinds: Vec<String> = Vec::new();
        for form in forms.iter().filter(|form| !is_table(self.followed(form))) {
            let kind = kind(form, self.followed(form));
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        self.keys.push(Key {
            path: self.path.clone(),
            meaning: own(schema).or_else(|| own(followed)).unwrap_or_default(),
            kind: (!kinds.is_empty()).then(|| kinds.join(" or ")),
            choices: forms.iter().flat_map(|form| choices(self.followed(form))).collect(),
        });
        for form in forms {
            let form = self.followed(form);
            self.inside(form);
            if let Some(item) = form.get("items") {
                self.inside(self.followed(item));
            }
            if let Some(inner) = form.get("additionalProperties").filter(|inner| inner.is_object()) {
                self.map(form, inner);
            }
        }
    }

    /// The forms that a value may have; that of nothing is none.
    fn forms(&self, schema: &'a Value) -> Vec<&'a Value> {
        let listed = self.followed(schema).get("anyOf").and_then(Value::as_array);
        let is_something = |form: &&Value| form.get("type").and_then(Value::as_str) != Some("null");
        listed.map_or_else(|| vec![schema], |forms| forms.iter().filter(is_something).collect())
    }

    /// A table whose keys are roles, or languages that the sheet has.
    fn map(&mut self, table: &'a Value, inner: &'a Value) {
        if inner.get("$ref").and_then(Value::as_str) == Some("#") {
            return;
        }
        let roles: Vec<(String, String)> =
            table.get("propertyNames").map(|names| choices(self.followed(names))).unwrap_or_default();
        let pointer: String = self.path.iter().map(|part| format!("/{part}")).collect();
        let languages = self.values.pointer(&pointer).and_then(Value::as_object).into_iter().flatten();
        let languages = languages.map(|(lang, _)| (lang.clone(), format!("In the language `{lang}`.")));
        let names: Vec<(String, String)> = if roles.is_empty() { languages.collect() } else { roles };
        for (name, meaning) in names {
            self.path.push(name);
            self.keys.push(Key { path: self.path.clone(), meaning, kind: None, choices: Vec::new() });
            self.inside(self.followed(inner));
            self.path.pop();
        }
    }

    fn followed(&self, schema: &'a Value) -> &'a Value {
        let pointer = schema.get("$ref").and_then(Value::as_str).and_then(|name| name.strip_prefix('#'));
        pointer.and_then(|pointer| self.root.pointer(pointer)).unwrap_or(schema)
    }
}

fn is_table(schema: &Value) -> bool {
    schema.get("properties").is_some() || schema.get("additionalProperties").is_some_and(Value::is_object)
}

fn choices(schema: &Value) -> Vec<(String, String)> {
    let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_string();
    let listed = |name| schema.get(name).and_then(Value::as_array).into_iter().flatten();
    let described = listed("oneOf").map(|one| (text(one.get("const")), text(one.get("description"))));
    let bare = listed("enum").map(|one| (text(Some(one)), String::new()));
    described.chain(bare).filter(|(word, _)| !word.is_empty()).collect()
}

fn kind(schema: &Value, followed: &Value) -> String {
    let unit = match schema.get("$ref").and_then(Value::as_str).and_then(|name| name.rsplit('/').next()) {
        Some("Mm") => ", mm",
        Some("Pt") => ", points",
        Some("Em") => ", em",
        _ => "",
    };
    let kind = match followed.get("type") {
        _ if followed.get("oneOf").or(followed.get("enum")).is_some() => return "one of these words".into(),
        Some(Value::Array(kinds)) => kinds.first().and_then(Value::as_str),
        kind => kind.and_then(Value::as_str),
    };
    match kind {
        Some("string") => "a text".into(),
        Some("boolean") => "true or false".into(),
        Some("array") => "a list".into(),
        _ => format!("a number{unit}"),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;
    use crate::style::{built_in_source, resolve};

    fn plain() -> StyleSheet {
        resolve(built_in_source("plain").unwrap(), &|_| None).unwrap()
    }

    #[test]
    fn every_key_is_explained_and_every_word_that_it_may_be() {
        for key in keys(&plain()) {
            let meaning = &key.meaning;
            assert!(meaning.ends_with(['.', '`', ')']), "{}: {meaning:?}", key.name());
            assert!(key.choices.iter().all(|(_, meaning)| !meaning.is_empty()), "{}: {:?}", key.name(), key.choices);
            assert_eq!(key.kind.as_deref() == Some("one of these words"), !key.choices.is_empty(), "{}", key.name());
        }
    }

    #[test]
    fn every_value_of_the_plain_style_belongs_to_a_key() {
        let sheet = plain();
        let keys = keys(&sheet);
        let known: Vec<String> = keys.iter().map(Key::name).collect();
        let mut open = vec![(String::new(), serde_json::to_value(&sheet).unwrap())];
        while let Some((path, value)) = open.pop() {
            assert!(path.is_empty() || known.contains(&path), "{path}");
            let inner = value.as_object().filter(|_| path != "lang").cloned().unwrap_or_default();
            open.extend(inner.into_iter().map(|(key, value)| match path.as_str() {
                "" => (key, value),
                path => (format!("{path}.{key}"), value),
            }));
        }
        let (size, top) = (named(&keys, "text.title.size").unwrap(), named(&keys, "page.top").unwrap());
        assert_eq!(value(&sheet, size[0]).as_deref(), Some("17"));
        assert_eq!((value(&sheet, top[0]).as_deref(), top[0].kind.as_deref()), (Some("30"), Some("a number, mm")));
    }

    #[test]
    fn a_table_is_shown_whole_and_a_misspelt_key_answered() {
        let keys = keys(&plain());
        let folio: Vec<String> = named(&keys, "folio").unwrap().into_iter().map(Key::name).collect();
        assert_eq!(folio, ["folio", "folio.gap", "folio.inset", "folio.outside", "folio.pattern"]);
        assert!(named(&keys, "page.widht").unwrap_err().starts_with("did you mean `page.width`?"));
        assert!(named(&keys, "rule-gap").unwrap_err().contains("`masthead.rule-gap`"));
    }
}
