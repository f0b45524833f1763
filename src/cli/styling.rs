//! Which style an issue is set in.

use super::messages::Findings;
use super::world::{World, reason};
use crate::diagnostics::{Diagnostic, Source, Span, code};
use crate::style::{self, StyleSheet};
use std::path::Path;

/// The style of an issue that names none.
pub(super) const DEFAULT: &str = "pujiang";

/// The largest style sheet that is read, bytes.
const LARGEST: u64 = 1 << 20;

/// Why there is no style.
pub(super) enum Fault {
    /// There is no such style.
    Unknown(Diagnostic),
    /// The style sheet is at fault.
    Sheet(Findings),
}

/// The style of a name, or of a file by its path from a folder.
pub(super) fn find(name: &Path, folder: &Path, world: &dyn World) -> Result<StyleSheet, Fault> {
    if let Some(text) = name.to_str().and_then(style::built_in_source) {
        return resolve(&name.to_string_lossy(), text, Path::new(""), world);
    }
    if !is_path(name) {
        return Err(Fault::Unknown(unknown(&name.to_string_lossy())));
    }
    let path = folder.join(name);
    let text = read(&path, world).map_err(|why| {
        let message = format!("the style sheet `{}` cannot be read: {why}", path.display());
        let hint = "give the path of a style sheet, or the name of a style that `masthead styles` lists";
        Fault::Unknown(Diagnostic::new(code::STYLE_UNKNOWN, message).hint(hint))
    })?;
    resolve(&path.to_string_lossy(), &text, path.parent().unwrap_or(Path::new("")), world)
}

/// Whether a name is that of a file rather than of a built-in style.
fn is_path(name: &Path) -> bool {
    name.components().count() > 1 || name.extension().is_some_and(|extension| extension == "toml")
}

fn unknown(name: &str) -> Diagnostic {
    let built_in = style::built_in();
    let near = super::nearest(name, &built_in).map(|near| format!("did you mean `{near}`? "));
    let hint = format!("{}the styles are {}; a file ends in .toml", near.unwrap_or_default(), built_in.join(", "));
    Diagnostic::new(code::STYLE_UNKNOWN, format!("there is no style `{name}`")).hint(hint)
}

fn read(path: &Path, world: &dyn World) -> Result<String, String> {
    let bytes = world.read(path, LARGEST).map_err(|error| reason(&error))?;
    String::from_utf8(bytes).map_err(|_| "it is not UTF-8 text".into())
}

fn resolve(name: &str, text: &str, folder: &Path, world: &dyn World) -> Result<StyleSheet, Fault> {
    style::resolve(text, &|base| read(&folder.join(base), world).ok()).map_err(|error| {
        let span = error.range.map_or(Span::Unknown, |range| Span::text(range.start, range.end));
        let mut diagnostic = Diagnostic::new(code::STYLE_INVALID, error.message).at(span);
        diagnostic.hint = error.hint;
        Fault::Sheet(Findings { source: Source::new(name, text), diagnostics: vec![diagnostic] })
    })
}
