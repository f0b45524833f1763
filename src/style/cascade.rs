//! From TOML to a resolved sheet: built-in styles, `extends`, defaults from `text.body`, and checks.

use super::{Colour, StyleSheet};
use std::fmt;
use toml::{Table, Value};

/// The styles that come with the program, by name.
const BUILT_IN: &[(&str, &str)] =
    &[("plain", include_str!("../../styles/plain.toml")), ("pujiang", include_str!("../../styles/pujiang.toml"))];

/// How deep `extends` may go.
const DEEPEST: usize = 8;

/// Why a style sheet cannot be used.
#[derive(Clone, Debug, PartialEq)]
pub struct StyleError {
    /// What is wrong, as one sentence without a full stop.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
    /// The range of bytes of the style's TOML, where it is known.
    pub range: Option<std::ops::Range<usize>>,
}

impl fmt::Display for StyleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl StyleError {
    fn new(message: impl Into<String>) -> StyleError {
        StyleError { message: message.into(), hint: None, range: None }
    }
}

/// The names of the styles that come with the program, sorted.
#[must_use]
pub fn built_in() -> Vec<&'static str> {
    BUILT_IN.iter().map(|(name, _)| *name).collect()
}

/// The TOML of a built-in style.
#[must_use]
pub fn built_in_source(name: &str) -> Option<&'static str> {
    BUILT_IN.iter().find(|(built_in, _)| *built_in == name).map(|(_, source)| *source)
}

/// Resolves the TOML of a style sheet: takes what it leaves out from the style that it extends (`plain` if it names
/// none), and each text style's missing keys from `text.body`.
///
/// `load` gives the TOML of a style that is not built in, by the name or path that `extends` gives.
pub fn resolve(source: &str, load: &dyn Fn(&str) -> Option<String>) -> Result<StyleSheet, StyleError> {
    let mut table = merged(source, load, DEEPEST)?;
    inherit_from_body(&mut table);
    let sheet: StyleSheet = Value::Table(table)
        .try_into()
        .map_err(|error: toml::de::Error| StyleError::new(error.message().to_string()))?;
    check(&sheet)?;
    Ok(sheet)
}

fn merged(source: &str, load: &dyn Fn(&str) -> Option<String>, depth: usize) -> Result<Table, StyleError> {
    let own: Table = toml::from_str(source).map_err(|error: toml::de::Error| StyleError {
        range: error.span(),
        ..StyleError::new(error.message().to_string())
    })?;
    let base = match own.get("extends").and_then(Value::as_str) {
        Some(name) => Some(name.to_string()),
        None if own.get("name").and_then(Value::as_str) == Some("plain") => None,
        None => Some("plain".to_string()),
    };
    let Some(base) = base else { return Ok(own) };
    if depth == 0 {
        return Err(StyleError::new(format!("styles extend one another more than {DEEPEST} deep")));
    }
    let text = built_in_source(&base).map(str::to_string).or_else(|| load(&base));
    let text =
        text.ok_or_else(|| StyleError::new(format!("the style `{base}` that this one extends does not exist")))?;
    let mut table = merged(&text, load, depth - 1)?;
    overlay(&mut table, own);
    Ok(table)
}

/// Puts `upper` over `lower`, table by table; other values, arrays too, replace what was there.
fn overlay(lower: &mut Table, upper: Table) {
    for (key, value) in upper {
        match (lower.get_mut(&key), value) {
            (Some(Value::Table(below)), Value::Table(above)) => overlay(below, above),
            (_, value) => {
                lower.insert(key, value);
            }
        }
    }
}

fn inherit_from_body(table: &mut Table) {
    let Some(Value::Table(text)) = table.get_mut("text") else { return };
    let Some(Value::Table(body)) = text.get("body").cloned() else { return };
    for (_, role) in text.iter_mut() {
        if let Value::Table(role) = role {
            for (key, value) in &body {
                role.entry(key.clone()).or_insert_with(|| value.clone());
            }
        }
    }
}

fn check(sheet: &StyleSheet) -> Result<(), StyleError> {
    for (role, colour) in &sheet.colours {
        if Colour::parse(colour).is_none() {
            return Err(StyleError::new(format!(
                "the colour `{}` of {role:?} is not written as `#rrggbb`",
                colour.rgb
            )));
        }
    }
    if sheet.measure().0 < 72.0 {
        return Err(StyleError::new("the margins leave less than an inch of measure"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_styles_resolve() {
        for name in built_in() {
            let source = built_in_source(name).unwrap_or_default();
            let sheet = resolve(source, &|_| None);
            assert_eq!(sheet.map(|sheet| sheet.name).as_deref(), Ok(name));
        }
    }
}
