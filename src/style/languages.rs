//! What a style becomes in a language: the sheet with the keys of `[lang.zh]` over it.

use super::cascade::overlay;
use super::chinese;
use super::sheet::StyleSheet;
use crate::ast::Lang;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};
use toml::{Table, Value};

/// Keys that a sheet has once, whatever the language.
pub(super) const ONCE: [&str; 6] = ["name", "summary", "extends", "lang", "words", "clauses"];

/// Resolved sheets by primary subtag, each made when it is first asked for: most issues are in one language.
#[derive(Clone, Debug, Default)]
pub struct Languages(BTreeMap<String, Arc<LazyLock<StyleSheet, Make>>>);

type Make = Box<dyn FnOnce() -> StyleSheet + Send>;

impl Languages {
    /// Whether no language differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The sheets of the languages that differ, by primary subtag.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &StyleSheet)> {
        self.0.iter().map(|(lang, sheet)| (lang.as_str(), &***sheet))
    }

    pub(super) fn insert(&mut self, lang: String, make: impl FnOnce() -> StyleSheet + Send + 'static) {
        self.0.insert(lang, Arc::new(LazyLock::new(Box::new(make))));
    }
}

impl PartialEq for Languages {
    fn eq(&self, other: &Languages) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Serialize for Languages {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Languages {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Languages, D::Error> {
        let mut languages = Languages::default();
        for (lang, sheet) in BTreeMap::<String, StyleSheet>::deserialize(deserializer)? {
            languages.insert(lang, || sheet);
        }
        Ok(languages)
    }
}

/// In TOML, the same keys as the sheet's own.
impl JsonSchema for Languages {
    fn schema_name() -> Cow<'static, str> {
        "Languages".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object", "additionalProperties": { "$ref": "#" } })
    }
}

impl StyleSheet {
    /// The style for an issue, or a part of one, in a language.
    #[must_use]
    pub fn in_language(&self, lang: &Lang) -> &StyleSheet {
        if self.lang.is_empty() { self } else { self.lang.0.get(&*lang.primary()).map_or(self, |sheet| sheet) }
    }

    /// The style whose sections get no numerals in any language, for documents that are lists and not issues.
    #[must_use]
    pub fn without_section_numerals(&self) -> StyleSheet {
        let plain = |sheet: &StyleSheet| {
            let mut sheet = sheet.clone();
            sheet.numbering.number_sections = false;
            sheet
        };
        let mut whole = plain(self);
        whole.lang = Languages::default();
        for (lang, sheet) in &self.lang.0 {
            let sheet = Arc::clone(sheet);
            whole.lang.insert(lang.clone(), move || plain(&sheet));
        }
        whole
    }
}

/// The tables of the languages that differ. Chinese always does.
pub(super) fn tables(given: Table) -> BTreeMap<String, Table> {
    let own = |(lang, own): (String, Value)| match own {
        Value::Table(own) => Some((lang, own)),
        _ => None,
    };
    let mut tables: BTreeMap<String, Table> = given.into_iter().filter_map(own).collect();
    tables.entry("zh".into()).or_default();
    tables
}

/// A sheet's table with the keys of a language over it.
pub(super) fn over(table: &Table, own: &Table) -> Table {
    let mut whole = table.clone();
    overlay(&mut whole, own.clone());
    whole
}

/// The sheet of a language with what its writing asks for and the style leaves open.
pub(super) fn adapted(sheet: StyleSheet, lang: &str, own: &Table, table: &Table) -> StyleSheet {
    if lang == "zh" { chinese::adapt(sheet, &Given { own, table }) } else { sheet }
}

/// What a style itself says of a language.
pub(super) struct Given<'a> {
    own: &'a Table,
    table: &'a Table,
}

impl Given<'_> {
    /// Whether the style gives a key of a text style for the language, of its own or by the body's.
    pub(super) fn has(&self, role: &str, key: &str) -> bool {
        let has = |table: &Table, role: &str| {
            let role = table.get("text").and_then(|text| text.get(role));
            role.and_then(|role| role.get(key)).is_some()
        };
        has(self.own, role) || (has(self.own, "body") && !has(self.table, role))
    }
}
