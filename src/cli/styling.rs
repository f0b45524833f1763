//! Which style an issue is set in.

use super::Refusal;
use super::cache::{Need, Witness};
use super::messages::Findings;
use super::world::{Files, World, reason};
use crate::diagnostics::{Diagnostic, Source, Span, code, nearest};
use crate::style::{self, StyleError, StyleSheet};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The style of an issue that names none.
pub(super) const DEFAULT: &str = "pujiang";

/// The largest style sheet that is read, bytes.
const LARGEST: u64 = 1 << 20;

/// Why there is no style.
pub(super) enum Fault {
    /// There is no such style.
    Unknown(Diagnostic),
    /// The style sheet is at fault.
    Sheet(Vec<Findings>),
}

/// So many styles are kept: more come only where every issue has its own.
const KEPT: usize = 64;

/// The styles of a run, each resolved when an issue first names it.
#[derive(Default)]
pub(super) struct Styles(Mutex<BTreeMap<PathBuf, Known>>);

#[derive(Clone)]
struct Known {
    style: Arc<StyleSheet>,
    /// The files that it was made of.
    needs: Arc<[Need]>,
}

impl Styles {
    /// The style of a name, or of a file by its path from a folder. A witness is told of the files.
    pub(super) fn find(
        &self,
        name: &Path,
        folder: &Path,
        world: &dyn World,
        witness: Option<&Witness<'_>>,
    ) -> Result<Arc<StyleSheet>, Fault> {
        let key = if is_path(name) { folder.join(name) } else { name.to_path_buf() };
        let known = self.known(key, name, folder, world);
        // A style that is at fault was read too, and may be mended.
        let needs = match &known {
            Ok(known) => &known.needs,
            Err((_, needs)) => needs,
        };
        if let Some(witness) = witness {
            witness.add(needs);
        }
        known.map(|known| known.style).map_err(|(fault, _)| fault)
    }

    /// A style that is known or is now. Who asks for one that is being resolved waits for it.
    fn known(
        &self,
        key: PathBuf,
        name: &Path,
        folder: &Path,
        world: &dyn World,
    ) -> Result<Known, (Fault, Arc<[Need]>)> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = all.get(&key) {
            return Ok(known.clone());
        }
        let known = resolved(name, folder, world)?;
        if all.len() < KEPT {
            all.insert(key, known.clone());
        }
        Ok(known)
    }
}

fn resolved(name: &Path, folder: &Path, world: &dyn World) -> Result<Known, (Fault, Arc<[Need]>)> {
    let own = Witness::new(world);
    let found = find(name, folder, &own);
    let needs: Arc<[Need]> = own.into_needs().into();
    match found {
        Ok(style) => Ok(Known { style: Arc::new(style), needs }),
        Err(fault) => Err((fault, needs)),
    }
}

/// The style of a name, or of a file by its path from a folder.
pub(super) fn find(name: &Path, folder: &Path, world: &dyn Files) -> Result<StyleSheet, Fault> {
    if let Some(text) = name.to_str().and_then(style::built_in_source) {
        return resolve(&name.to_string_lossy(), text, Path::new(""), world);
    }
    if !is_path(name) {
        return Err(Fault::Unknown(unknown(&name.to_string_lossy())));
    }
    let path = folder.join(name);
    let text = at_hand(&path, world).map_err(Fault::Unknown)?;
    resolve(&path.to_string_lossy(), &text, path.parent().unwrap_or(Path::new("")), world)
}

/// The TOML of a style sheet in a file.
pub(super) fn source(name: &Path, world: &dyn Files) -> Result<String, Refusal> {
    let found = if is_path(name) { at_hand(name, world) } else { Err(unknown(&name.to_string_lossy())) };
    found.map_err(|fault| Refusal::new(fault.message, fault.hint.unwrap_or_default()))
}

fn at_hand(path: &Path, world: &dyn Files) -> Result<String, Diagnostic> {
    read(path, world).map_err(|why| {
        let message = format!("the style sheet `{}` cannot be read: {why}", path.display());
        let hint = "give the path of a style sheet, or the name of a style that `masthead styles` lists";
        Diagnostic::new(code::STYLE_UNKNOWN, message).hint(hint)
    })
}

/// Whether a name is that of a file rather than of a built-in style.
fn is_path(name: &Path) -> bool {
    name.components().count() > 1 || name.extension().is_some_and(|extension| extension == "toml")
}

fn unknown(name: &str) -> Diagnostic {
    let hint = nearest::advice(name, &style::built_in()) + "; the name of a file ends in .toml";
    Diagnostic::new(code::STYLE_UNKNOWN, format!("there is no style `{name}`")).hint(hint)
}

fn read(path: &Path, world: &dyn Files) -> Result<String, String> {
    let bytes = world.read(path, LARGEST).map_err(|error| reason(&error))?;
    String::from_utf8(bytes).map_err(|_| "it is not UTF-8 text".into())
}

fn resolve(name: &str, text: &str, folder: &Path, world: &dyn Files) -> Result<StyleSheet, Fault> {
    let load = |base: &str| read(&folder.join(base), world).ok();
    style::resolve(text, &load).map_err(|errors| {
        let mut sheets: BTreeMap<Option<String>, Vec<Diagnostic>> = BTreeMap::new();
        for error in errors {
            sheets.entry(error.sheet.clone()).or_default().push(diagnostic(error));
        }
        let findings = sheets.into_iter().map(|(sheet, diagnostics)| {
            let source = match sheet {
                Some(base) => Source::new(folder.join(&base).to_string_lossy(), load(&base).unwrap_or_default()),
                None => Source::new(name, text),
            };
            Findings { source, diagnostics }
        });
        Fault::Sheet(findings.collect())
    })
}

fn diagnostic(error: StyleError) -> Diagnostic {
    let span = error.range.map_or(Span::Unknown, |range| Span::text(range.start, range.end));
    let mut diagnostic = Diagnostic::new(code::STYLE_INVALID, error.message).at(span);
    diagnostic.hint = error.hint;
    diagnostic
}
