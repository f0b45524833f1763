//! Which file somebody meant who named one that is not there.

use super::world::{Files, is_remote};
use crate::diagnostics::nearest::nearest;
use crate::read;
use std::path::Path;

/// Advice on a file that is not there: a source beside it whose name has blanks and was not put into quotation marks, or the
/// one of the nearest name.
pub(super) fn instead_of(path: &Path, files: &dyn Files) -> Option<String> {
    if is_remote(path) {
        return None;
    }
    let typed = path.file_name()?.to_str()?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let beside = files.entries(if folder.as_os_str().is_empty() { Path::new(".") } else { folder }).ok()?;
    let names = beside.iter().filter(|path| is_source(path)).filter_map(|path| path.file_name()?.to_str());
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    let shown = |name: &str| folder.join(name).display().to_string();
    if let Some(name) = names.iter().find(|name| is_part(typed, name)) {
        return Some(format!("put a name with blanks into quotation marks: `\"{}\"`", shown(name)));
    }
    nearest(typed, names).map(|name| format!("did you mean `{}`?", shown(name)))
}

/// Whether a word is one of those between the blanks of a name.
fn is_part(word: &str, name: &str) -> bool {
    name.contains(' ') && name.split(' ').any(|part| part == word)
}

fn is_source(path: &Path) -> bool {
    path.extension().is_some_and(|extension| read::by_extension(&extension.to_string_lossy()).is_some())
}
