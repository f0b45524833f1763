//! Whole files or none: every file of an issue is written aside before the first takes its place.

use super::world::{Standing, World, reason};
use crate::diagnostics::{Diagnostic, code};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// A file to be written.
pub(super) struct Finished {
    /// Where.
    pub(super) path: PathBuf,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
}

/// Writes all the files, or leaves everything as it was.
pub(super) fn publish(files: &[Finished], world: &dyn World) -> Result<(), Diagnostic> {
    let mut aside = Aside { world, files: Vec::new() };
    for file in files {
        aside.write(file).map_err(|error| unwritable(&file.path, &error))?;
    }
    aside.put_in_place()
}

/// Files that are written aside; those that did not take their place are removed at the end.
struct Aside<'a> {
    world: &'a dyn World,
    files: Vec<(PathBuf, PathBuf)>,
}

impl Aside<'_> {
    fn write(&mut self, file: &Finished) -> std::io::Result<()> {
        if self.world.standing(&file.path) == Some(Standing::Folder) {
            return Err(std::io::ErrorKind::IsADirectory.into());
        }
        if let Some(folder) = file.path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            self.world.create_folder(folder)?;
        }
        let path = beside(&file.path, self.world.process(), "new");
        self.files.push((path.clone(), file.path.clone()));
        self.world.write_new(&path, &file.bytes)
    }

    fn put_in_place(mut self) -> Result<(), Diagnostic> {
        while let Some((new, path)) = self.files.first() {
            self.world.rename(new, path).map_err(|error| unwritable(path, &error))?;
            self.files.remove(0);
        }
        Ok(())
    }
}

impl Drop for Aside<'_> {
    fn drop(&mut self) {
        for (new, _) in &self.files {
            let _ = self.world.remove(new);
        }
    }
}

/// A hidden name in the same folder, so that taking the place is one step of the file system.
fn beside(path: &Path, process: u32, word: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{process}.{word}"));
    path.with_file_name(name)
}

fn unwritable(path: &Path, error: &std::io::Error) -> Diagnostic {
    let hint = match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => "free some space and build again",
        std::io::ErrorKind::IsADirectory => "move the folder away, or write elsewhere with -o",
        _ => "check who may write there, or write elsewhere with -o",
    };
    Diagnostic::new(code::OUTPUT_UNWRITABLE, format!("`{}` cannot be written: {}", path.display(), reason(error)))
        .hint(hint)
}
