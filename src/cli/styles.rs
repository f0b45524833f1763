//! `masthead styles`.

use super::args::Styles;
use super::world::World;
use super::{Refusal, Verdict, print, shop};
use crate::diagnostics::nearest;
use crate::style;
use std::path::Path;

/// Lists the built-in styles, or prints the TOML of one.
pub(super) fn styles(asked: &Styles, world: &dyn World) -> Result<Verdict, Refusal> {
    match &asked.name {
        None => print(list(world)?.as_bytes(), world),
        Some(name) => match style::built_in_source(name) {
            Some(source) => print(source.as_bytes(), world),
            None => {
                let hint = nearest::advice(name, &style::built_in());
                Err(Refusal::new(format!("there is no style `{name}`"), hint))
            }
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
