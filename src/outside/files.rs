//! Which files a backend may leave, and what they are called.

use crate::read::READERS;
use crate::write::{Artifact, BACKENDS};
use std::collections::BTreeMap;

/// A file by its path in the folder, with forward slashes, and its bytes.
type File = (String, Vec<u8>);

/// The files of a backend as they are given out, the main one first; or what is wrong with one, and what to do.
pub fn arranged(files: Vec<File>, stem: &str, extension: &str) -> Result<Vec<Artifact>, (String, String)> {
    let main = format!("{stem}.{extension}");
    let mut alike: BTreeMap<String, &str> = BTreeMap::new();
    for (path, _) in &files {
        refused(path, stem, &main).map_or(Ok(()), Err)?;
        if let Some(other) = alike.insert(path.to_lowercase(), path) {
            let what = format!("wrote `{other}` and `{path}`, which are one file on many disks");
            return Err((what, "give its files names that differ in more than capitals".into()));
        }
    }
    let (first, others): (Vec<File>, Vec<File>) = files.into_iter().partition(|(path, _)| *path == main);
    if first.is_empty() {
        let what = match others.first() {
            None => format!("wrote no file, and ought to write `{main}`"),
            Some((other, _)) => format!("wrote `{other}`, and not `{main}`"),
        };
        let hint = "the request has `stem` and `extension`; `extension` in series.toml says another one";
        return Err((what, hint.into()));
    }
    let artifact = |(path, bytes)| Artifact { path, bytes };
    Ok(first.into_iter().chain(others).map(artifact).collect())
}

/// Why a file may not be called so.
fn refused(path: &str, stem: &str, main: &str) -> Option<(String, String)> {
    let first = path.split('/').next().unwrap_or_default();
    let rest = first.strip_prefix(stem).filter(|rest| rest.starts_with(['.', '-']));
    let hint = |what: &str| format!("call it `{main}`, or `{stem}-…` {what}");
    if !path.split('/').all(is_plain) {
        let what = format!("wrote {path:?}, whose name no file of an issue may have");
        return Some((what, hint("with letters, figures and signs that stand in a line")));
    }
    let Some(rest) = rest else {
        let what = format!("wrote `{path}`, which might be a file of another issue");
        return Some((what, hint("for what belongs to it")));
    };
    let is_known = |extension: &str| {
        let outputs = BACKENDS.iter().map(|backend| backend.extension);
        outputs.chain(READERS.iter().flat_map(|reader| reader.extensions).copied()).any(|known| known == extension)
    };
    let taken = rest.strip_prefix('.').is_some_and(is_known);
    (taken && path != main).then(|| {
        let what = format!("wrote `{path}`, which is what a source or another output is called");
        (what, hint("for what belongs to it"))
    })
}

/// Whether a part of a path is a name that every disk takes, and no place above or beside it.
#[must_use]
pub fn is_plain(name: &str) -> bool {
    let is_sign = |c: char| c.is_control() || matches!(c, '\\' | '/' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    !name.is_empty() && !name.starts_with('.') && !name.ends_with(['.', ' ']) && !name.contains(is_sign)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    fn paths(files: &[&str]) -> Result<Vec<String>, String> {
        let files = files.iter().map(|path| ((*path).to_string(), Vec::new())).collect();
        let arranged = arranged(files, "issue", "eml");
        arranged.map(|all| all.into_iter().map(|one| one.path).collect()).map_err(|(what, _)| what)
    }

    #[test]
    fn the_main_file_comes_first() {
        let found = paths(&["issue-files/a.css", "issue.eml", "issue.log"]).unwrap();
        assert_eq!(found, ["issue.eml", "issue-files/a.css", "issue.log"]);
    }

    #[test]
    fn names_that_may_clash_or_lead_away_are_refused() {
        for (files, what) in [
            (&[][..], "wrote no file, and ought to write `issue.eml`"),
            (&["issue.css"], "wrote `issue.css`, and not `issue.eml`"),
            (&["other.eml"], "wrote `other.eml`, which might be a file of another issue"),
            (&["issues.eml"], "wrote `issues.eml`, which might be a file of another issue"),
            (&["issue.eml", "issue.md"], "wrote `issue.md`, which is what a source or another output is called"),
            (&["issue.eml", "issue-a", "issue-A"], "wrote `issue-a` and `issue-A`, which are one file on many disks"),
            (&["issue-a/../../x"], "wrote \"issue-a/../../x\", whose name no file of an issue may have"),
            (&["/etc/passwd"], "wrote \"/etc/passwd\", whose name no file of an issue may have"),
            (&["issue-a\u{1b}[2J"], "wrote \"issue-a\\u{1b}[2J\", whose name no file of an issue may have"),
            (&["issue-a/.hidden"], "wrote \"issue-a/.hidden\", whose name no file of an issue may have"),
        ] {
            assert_eq!(paths(files), Err(what.to_string()));
        }
    }
}
