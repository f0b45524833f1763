//! Files on their way to their places stand aside under hidden names. A sign in their folder is held by the process that they
//! are of, and a sign that nobody holds tells that its process is dead.

use super::world::{Held, World};
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

/// What the names of one process's files have in common, at one moment.
pub(super) struct Mark(String);

const SIGN: (&str, &str) = (".masthead-", ".aside");

impl Mark {
    pub(super) fn new(world: &dyn World) -> Mark {
        Mark(format!("{}-{:x}", world.process(), world.now()))
    }

    /// A hidden name in the same folder, so that taking the place is one step of the file system.
    pub(super) fn beside(&self, path: &Path, word: &str) -> PathBuf {
        let mut name = OsString::from(".");
        name.push(path.file_name().unwrap_or_default());
        name.push(format!(".{}.{word}", self.0));
        path.with_file_name(name)
    }
}

/// A sign that is gone when its files are.
pub(super) struct Sign<'a> {
    world: &'a dyn World,
    path: PathBuf,
    held: Option<Held>,
}

impl<'a> Sign<'a> {
    /// Sets a sign in a folder that is there.
    pub(super) fn set(folder: &Path, mark: &Mark, world: &'a dyn World) -> io::Result<Sign<'a>> {
        let path = folder.join(format!("{}{}{}", SIGN.0, mark.0, SIGN.1));
        let held = world.seize(&path)?;
        Ok(Sign { world, path, held })
    }

    pub(super) fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }
}

impl Drop for Sign<'_> {
    fn drop(&mut self) {
        let _ = self.world.remove(&self.path);
        self.held = None;
    }
}

/// Removes what dead processes left aside in a folder.
pub(super) fn sweep(folder: &Path, world: &dyn World) {
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let left = world.hidden(here).unwrap_or_default();
    for sign in &left {
        let name_of_sign = name(sign);
        let mark = name_of_sign.strip_prefix(SIGN.0).and_then(|rest| rest.strip_suffix(SIGN.1));
        let Some(mark) = mark.filter(|_| world.is_abandoned(sign)) else { continue };
        let ends = [format!(".{mark}.new"), format!(".{mark}.old")];
        for path in left.iter().filter(|path| ends.iter().any(|end| name(path).ends_with(end))) {
            let _ = world.remove(path);
        }
        let _ = world.remove(sign);
    }
}

fn name(path: &Path) -> std::borrow::Cow<'_, str> {
    path.file_name().unwrap_or_default().to_string_lossy()
}

#[cfg(test)]
mod tests {
    use super::super::memory::Memory;
    use super::*;

    #[test]
    fn what_a_dead_process_left_is_removed_and_nothing_else() {
        let world = Memory::with(&[
            ("out/.masthead-7-a.aside", ""),
            ("out/.issue.pdf.7-a.new", "half"),
            ("out/.issue.xml.7-a.old", "old"),
            ("out/.issue.pdf.8-b.new", "of another"),
            ("out/.hidden", "the user's"),
            ("out/issue.pdf", "whole"),
        ]);
        sweep(Path::new("out"), &world);
        assert_eq!(
            world.listing(),
            ["out/.hidden=the user's", "out/.issue.pdf.8-b.new=of another", "out/issue.pdf=whole"]
        );
    }
}
