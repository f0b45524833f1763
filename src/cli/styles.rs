//! `masthead styles`: the list, the source of one, and what every key means.

use super::args::Styles;
use super::styling;
use super::world::World;
use super::{Refusal, Verdict, print, shop};
use crate::ast::Lang;
use crate::style::explain::{self, Key};
use crate::style::{self, StyleSheet};
use std::fmt::Write;
use std::path::Path;

/// The style whose values hold where another says nothing.
const PLAIN: &str = "plain";

/// Lists the built-in styles, prints the TOML of one, or explains keys.
pub(super) fn styles(asked: &Styles, world: &dyn World) -> Result<Verdict, Refusal> {
    if let Some(key) = &asked.explain {
        let name = asked.name.as_deref().unwrap_or(PLAIN);
        return print(explanation(name, key, world)?.as_bytes(), world);
    }
    match &asked.name {
        None => print(list(world)?.as_bytes(), world),
        Some(name) => match style::built_in_source(name) {
            Some(source) => print(source.as_bytes(), world),
            None => print(styling::source(Path::new(name), world)?.as_bytes(), world),
        },
    }
}

fn list(world: &dyn World) -> Result<String, Refusal> {
    let names = style::built_in();
    let width = names.iter().map(|name| name.len()).max().unwrap_or_default();
    let lines = names.iter().map(|name| {
        let sheet = shop::named_style(Path::new(name), world)?;
        Ok(format!("{name:width$}  {}\n", sheet.summary))
    });
    lines.collect()
}

/// What a key means, or all keys, with the values of a style.
fn explanation(name: &str, asked: &str, world: &dyn World) -> Result<String, Refusal> {
    let sheet = shop::named_style(Path::new(name), world)?;
    let plain = shop::named_style(Path::new(PLAIN), world)?;
    // `lang.zh.text.body.size` is `text.body.size` in Chinese.
    let mut parts = asked.splitn(3, '.');
    let (asked, lang) = match (parts.next(), parts.next(), parts.next()) {
        (Some("lang"), Some(lang), Some(key)) => (key, Some(Lang::new(lang))),
        _ => (asked, None),
    };
    let of_language =
        |sheet: &'_ StyleSheet| lang.as_ref().map_or(sheet.clone(), |lang| sheet.in_language(lang).clone());
    let shown = Shown { sheet: of_language(&sheet), plain: of_language(&plain), named: name != PLAIN };
    let keys = explain::keys(&shown.sheet);
    if asked.is_empty() {
        return Ok(keys.iter().filter(|key| shown.matters(key)).map(|key| shown.entry(key)).collect());
    }
    let found = explain::named(&keys, asked).map_err(|hint| {
        let hint = if style::built_in().contains(&asked) {
            format!("a style stands before the option: `masthead styles {asked} --explain`")
        } else {
            hint
        };
        Refusal::new(format!("a style has no key `{asked}`"), hint)
    })?;
    Ok(found.into_iter().map(|key| shown.entry(key)).collect())
}

/// The sheet whose values are shown, beside the plain one.
struct Shown {
    sheet: StyleSheet,
    plain: StyleSheet,
    named: bool,
}

impl Shown {
    /// Whether a key is shown among all: text styles repeat the keys of the body's, and only say what is otherwise.
    fn matters(&self, key: &Key) -> bool {
        let [text, role, last] = key.path.as_slice() else { return true };
        if text != "text" || role == "body" {
            return true;
        }
        let of_body = Key { path: vec![text.clone(), "body".into(), last.clone()], ..key.clone() };
        explain::value(&self.sheet, key) != explain::value(&self.sheet, &of_body)
    }

    fn entry(&self, key: &Key) -> String {
        let mut text = String::new();
        let Some(kind) = &key.kind else {
            let _ = writeln!(text, "[{}]\n    {}\n", key.name(), key.meaning);
            return text;
        };
        let value = |sheet| explain::value(sheet, key);
        let _ = match value(&self.sheet) {
            Some(own) => writeln!(text, "{} = {own}", key.name()),
            None => writeln!(text, "{}", key.name()),
        };
        let default = value(&self.plain).filter(|_| self.named).map(|plain| format!("; plain has {plain}"));
        let _ = writeln!(text, "    {}\n    {kind}{}", key.meaning, default.unwrap_or_default());
        for (word, meaning) in &key.choices {
            let _ = writeln!(text, "      {word}  {meaning}");
        }
        text.push('\n');
        text
    }
}
