//! Whether the keys and values of a TOML file are ones that it may have: a schema, applied with places.

use super::StyleError;
use super::languages::ONCE;
use super::limits::INKS;
use super::mistyped;
use crate::diagnostics::nearest;
use serde_json::Value;
use std::ops::Range;
use toml::de::{DeInteger, DeTable, DeValue};
use toml::{Spanned, Table};

/// What a TOML file is, as findings call it.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// With its article: `a style`.
    pub one: &'static str,
    /// The file at hand: `the style sheet`.
    pub this: &'static str,
    /// What `masthead schema` calls it.
    pub schema: &'static str,
}

/// A style sheet.
pub(super) const STYLE: Kind = Kind { one: "a style", this: "the style sheet", schema: "style" };

/// The table of a file, or every key that files of its kind do not have and every value of the wrong kind.
pub fn checked(source: &str, schema: &Value, kind: Kind) -> Result<Table, Vec<StyleError>> {
    let table = DeTable::parse(source).map_err(|error| {
        let slips = mistyped::find(source, kind);
        if slips.is_empty() { vec![ungrammatical(&error, kind)] } else { slips }
    })?;
    let mut check = Check { root: schema, kind, path: Vec::new(), faults: Vec::new() };
    check.table(table.get_ref(), table.span(), schema);
    if !check.faults.is_empty() {
        return Err(check.faults);
    }
    toml::from_str(source).map_err(|error| vec![ungrammatical(&error, kind)])
}

/// What the reader of TOML finds, by its words, and what that is to those who write such files.
const FAULTS: [(&str, &str); 9] = [
    ("duplicate key", "a key is given twice"),
    ("string values must be quoted", "a text stands without quotation marks, or more stands after a value"),
    ("number overflowed", "a number is broken off or too large"),
    ("missing escaped value", "a backslash in double quotes stands before a character that it does not go with"),
    ("unquoted keys cannot be empty", "a key is missing"),
    ("invalid literal string", "a text is not closed by its quotation mark"),
    ("invalid basic string", "a text is not closed by its quotation mark"),
    ("unclosed table", "the `[` that opens a table has no `]` in its line"),
    ("unclosed array", "a list is not closed by `]`"),
];

pub(super) fn ungrammatical(error: &toml::de::Error, kind: Kind) -> StyleError {
    let words = error.message().replace('\n', "; ");
    let known = FAULTS.iter().find(|(found, _)| words.contains(found)).map(|(_, meaning)| (*meaning).to_string());
    StyleError::new(format!("{} is not TOML: {}", kind.this, known.unwrap_or(words)))
        .at(error.span())
        .hint("a table is opened by [name] on a line of its own; a line in it is `key = value`")
}

/// The place of the value at a path of keys in a file, or of the nearest table around it.
#[must_use]
pub fn place(source: &str, path: &[&str]) -> Option<Range<usize>> {
    DeTable::parse(source).ok().and_then(|table| locate(&table, path))
}

/// The place of the value at a path, or of the nearest table around it that the sheet has.
fn locate(sheet: &Spanned<DeTable<'_>>, path: &[&str]) -> Option<Range<usize>> {
    let mut table = sheet.get_ref();
    let mut found = None;
    for key in path {
        let Some((name, value)) = table.iter().find(|(name, _)| name.get_ref() == key) else { return found };
        found = Some(if value.get_ref().is_table() { name.span() } else { value.span() });
        let Some(inner) = value.get_ref().as_table() else { return found };
        table = inner;
    }
    found
}

struct Check<'a> {
    root: &'a Value,
    kind: Kind,
    path: Vec<String>,
    faults: Vec<StyleError>,
}

impl<'a> Check<'a> {
    fn value(&mut self, value: &Spanned<DeValue<'_>>, schema: &'a Value) {
        let schema = self.followed(schema);
        let range = value.span();
        match (value.get_ref(), kind(schema)) {
            (DeValue::Table(table), "object") => self.table(table, range, schema),
            (DeValue::Array(items), "array") => self.array(items, range, schema),
            (DeValue::String(text), "choice") => self.choice(text, range, schema),
            (DeValue::String(_), "string") | (DeValue::Boolean(_), "boolean") => {}
            (DeValue::Integer(_), "number") => {}
            (DeValue::Integer(whole), "integer") => self.whole(whole, range, schema),
            (DeValue::Float(float), "number") if !float.as_str().contains("inf") && !float.as_str().contains("nan") => {
            }
            (found, wanted) => {
                let message = format!("{} is {}, where {} belongs", self.name(), article(found), wanted_word(wanted));
                self.faults.push(StyleError::new(message).at(Some(range)).hint(self.example(wanted, schema, found)));
            }
        }
    }

    fn table(&mut self, table: &DeTable<'_>, range: Range<usize>, schema: &'a Value) {
        let names = schema.get("propertyNames").map(|names| self.followed(names)).map(choices);
        let keys = schema.get("properties").and_then(Value::as_object);
        let mut known: Vec<&str> =
            names.or_else(|| keys.map(|keys| keys.keys().map(String::as_str).collect())).unwrap_or_default();
        if self.in_language() {
            known.retain(|key| !ONCE.contains(key));
        }
        for (key, value) in table {
            let inner = keys.and_then(|keys| keys.get(key.get_ref().as_ref()));
            let inner = inner.or_else(|| schema.get("additionalProperties").filter(|inner| inner.is_object()));
            match inner {
                Some(inner) if known.is_empty() || known.contains(&key.get_ref().as_ref()) => {
                    self.path.push(key.get_ref().to_string());
                    self.value(value, inner);
                    self.path.pop();
                }
                _ => self.unknown(key, &known),
            }
        }
        for missing in required(schema).filter(|key| !table.contains_key(*key)) {
            let message = format!("{} lacks `{missing}`", self.name());
            self.faults.push(StyleError::new(message).at(Some(range.clone())).hint("give it too"));
        }
    }

    /// Whether the table in hand holds what differs in a language.
    fn in_language(&self) -> bool {
        matches!(self.path.as_slice(), [lang, _] if lang == "lang")
    }

    fn unknown(&mut self, key: &Spanned<std::borrow::Cow<'_, str>>, known: &[&str]) {
        let message = match self.path[..] {
            [] => format!("{} has no key `{}`", self.kind.one, key.get_ref()),
            _ => format!("{} has no key `{}`", self.name(), key.get_ref()),
        };
        let hint = nearest::advice(key.get_ref(), known);
        self.faults.push(StyleError::new(message).at(Some(key.span())).hint(hint));
    }

    fn array(&mut self, items: &[Spanned<DeValue<'_>>], range: Range<usize>, schema: &'a Value) {
        let bound = |name| schema.get(name).and_then(Value::as_u64);
        let count = items.len() as u64;
        if bound("minItems").is_some_and(|least| count < least) || bound("maxItems").is_some_and(|most| count > most) {
            let wanted = bound("minItems").unwrap_or_default();
            let message = format!("{} has {count} values, where {wanted} belong", self.name());
            let is_inks = self.path.last().is_some_and(|key| key == "cmyk");
            let hint = match is_inks {
                true => format!("give the shares of four inks in per cent, as in {INKS}"),
                false => format!("write {wanted} values in brackets, with commas between them"),
            };
            self.faults.push(StyleError::new(message).at(Some(range)).hint(hint));
        }
        let Some(inner) = schema.get("items") else { return };
        items.iter().for_each(|item| self.value(item, inner));
    }

    /// A whole number within the bounds of its key.
    fn whole(&mut self, number: &DeInteger<'_>, range: Range<usize>, schema: &Value) {
        let bound = |name| schema.get(name).and_then(Value::as_i64);
        let (least, most) = (bound("minimum").unwrap_or(i64::MIN), bound("maximum").unwrap_or(i64::MAX));
        let value = i64::from_str_radix(number.as_str(), number.radix());
        if !value.is_ok_and(|value| (least..=most).contains(&value)) {
            let message = format!("{} cannot be {number}", self.name());
            let hint = format!("give a whole number from {least} to {most}");
            self.faults.push(StyleError::new(message).at(Some(range)).hint(hint));
        }
    }

    fn choice(&mut self, text: &str, range: Range<usize>, schema: &'a Value) {
        let known = choices(schema);
        if !known.contains(&text) {
            let message = format!("{} cannot be `{text}`", self.name());
            let hint = nearest::advice(text, &known);
            self.faults.push(StyleError::new(message).at(Some(range)).hint(hint));
        }
    }

    fn name(&self) -> String {
        if self.path.is_empty() { self.kind.this.to_string() } else { format!("`{}`", self.path.join(".")) }
    }

    fn example(&self, kind: &str, schema: &Value, found: &DeValue<'_>) -> String {
        // Words by language; what was written is most likely in the one that most write in.
        let inner = schema.get("additionalProperties").map(self::kind);
        if let ("object", Some("string"), DeValue::String(words)) = (kind, inner, found) {
            return format!("write a line `[{}]`, and under it `en = \"{words}\"`", self.path.join("."));
        }
        let keys = schema.get("properties").and_then(Value::as_object).filter(|keys| keys.len() <= FEW);
        if let ("object", Some(keys)) = (kind, keys) {
            if keys.contains_key("cmyk") && keys.contains_key("rgb") {
                return "write the colour for the screen and for print: `{ rgb = \"#c8102e\", cmyk = [0, 80, 80, 0] }`"
                    .to_string();
            }
            let keys: Vec<_> = keys.keys().map(|key| format!("{key} = …")).collect();
            return format!("write a table: `{{ {} }}`", keys.join(", "));
        }
        let hint = match kind {
            "choice" | "string" => "write it in quotation marks",
            "number" | "integer" => "write it without quotation marks and without a unit",
            "boolean" => "write true or false without quotation marks",
            "array" => "write it in brackets: [a, b]",
            _ => return format!("`masthead schema {}` says which keys it has", self.kind.schema),
        };
        hint.to_string()
    }

    /// The schema that a reference leads to.
    fn followed(&self, schema: &'a Value) -> &'a Value {
        let pointer = schema.get("$ref").and_then(Value::as_str).and_then(|name| name.strip_prefix('#'));
        pointer.and_then(|pointer| self.root.pointer(pointer)).unwrap_or(schema)
    }
}

/// What kind of value a schema asks for.
fn kind(schema: &Value) -> &str {
    match schema.get("type") {
        _ if schema.get("oneOf").is_some() || schema.get("enum").is_some() => "choice",
        Some(Value::Array(kinds)) => kinds.first().and_then(Value::as_str).unwrap_or_default(),
        Some(kind) => kind.as_str().unwrap_or_default(),
        None => "",
    }
}

fn choices(schema: &Value) -> Vec<&str> {
    let listed = |name| schema.get(name).and_then(Value::as_array).into_iter().flatten();
    let constants = listed("oneOf").flat_map(|one| {
        one.get("const").into_iter().chain(one.get("enum").and_then(Value::as_array).into_iter().flatten())
    });
    constants.chain(listed("enum")).filter_map(Value::as_str).collect()
}

fn required(schema: &Value) -> impl Iterator<Item = &str> {
    schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

fn article(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a number",
        DeValue::Float(_) => "a number that is not finite",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

fn wanted_word(kind: &str) -> &'static str {
    match kind {
        "choice" => "one of a few words",
        "string" => "a text",
        "number" | "integer" => "a number",
        "boolean" => "true or false",
        "array" => "a list",
        _ => "a table",
    }
}

/// The most keys that a hint names.
const FEW: usize = 4;
