//! A bag comes to its place whole or not at all.

use super::super::bags::DECLARATION;
use super::super::world::{World, reason};
use super::Vault;
use crate::archive::{Bag, zip};
use crate::diagnostics::{Diagnostic, code};
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// In which form a bag is kept, and what becomes of one that is there.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) struct Fill {
    /// As one zip file.
    pub(in crate::cli) zip: bool,
    /// Whether one that holds something else is replaced.
    pub(in crate::cli) force: bool,
}

/// What became of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Filled {
    /// The bag was written.
    Made,
    /// The same bag stood there.
    Kept,
}

/// Puts a bag in its place, or says why not and leaves everything as it was.
pub(in crate::cli) fn keep(
    bag: &Bag,
    place: &Path,
    fill: Fill,
    vault: &dyn Vault,
    world: &dyn World,
) -> Result<Filled, Diagnostic> {
    let zipped = if fill.zip { Some(zip::write(bag).map_err(|why| too_large(place, &why.to_string()))?) } else { None };
    let stands = fs::symlink_metadata(place).is_ok();
    if stands && is_same(bag, zipped.as_deref(), place) {
        return Ok(Filled::Kept);
    }
    if stands && !(fill.force && is_bag(place)) {
        return Err(in_the_way(place));
    }
    let step = Step { new: beside(place, "new", world), old: beside(place, "old", world), vault };
    step.write(bag, zipped.as_deref())
        .and_then(|()| step.put(place, stands))
        .map_err(|error| unwritable(place, &error))?;
    Ok(Filled::Made)
}

/// A bag on its way; what is left of it aside at the end is removed. What stood there before is so only once the bag is in its
/// place.
struct Step<'a> {
    new: PathBuf,
    old: PathBuf,
    vault: &'a dyn Vault,
}

impl Step<'_> {
    fn write(&self, bag: &Bag, zipped: Option<&[u8]>) -> io::Result<()> {
        if let Some(bytes) = zipped {
            return self.vault.write(&self.new, bytes);
        }
        bag.files.iter().try_for_each(|(path, bytes)| self.vault.write(&self.new.join(path), bytes))
    }

    fn put(&self, place: &Path, stands: bool) -> io::Result<()> {
        if stands {
            self.vault.rename(place, &self.old)?;
        }
        let put = self.vault.rename(&self.new, place);
        if put.is_err() && stands {
            self.vault.rename(&self.old, place)?;
        }
        if put.is_ok() && stands {
            // The new bag is in its place whether or not the old one can be cleared away.
            let _ = self.vault.remove(&self.old);
        }
        put
    }
}

impl Drop for Step<'_> {
    fn drop(&mut self) {
        let _ = self.vault.remove(&self.new);
    }
}

/// Whether exactly the bag stands at a place.
fn is_same(bag: &Bag, zipped: Option<&[u8]>, place: &Path) -> bool {
    if let Some(bytes) = zipped {
        return fs::metadata(place).is_ok_and(|found| found.len() == bytes.len() as u64)
            && fs::read(place).is_ok_and(|found| found == bytes);
    }
    let shelf = super::Folder(place.to_path_buf());
    let listed = |bag: &dyn crate::archive::Shelf| bag.entries().unwrap_or_default();
    let same_files = place.is_dir() && listed(&shelf) == listed(bag);
    same_files && bag.files.iter().all(|(path, bytes)| fs::read(place.join(path)).is_ok_and(|found| found == *bytes))
}

/// Whether what stands at a place may be replaced: nothing but a bag is.
fn is_bag(place: &Path) -> bool {
    if place.is_dir() {
        return place.join(DECLARATION).is_file();
    }
    // A zip file has the names of its entries as they are, even where it is damaged.
    let names = |bytes: &[u8]| bytes.windows(DECLARATION.len()).any(|window| window == DECLARATION.as_bytes());
    fs::read(place).is_ok_and(|bytes| bytes.starts_with(b"PK") && names(&bytes))
}

/// A hidden name in the same folder, so that taking the place is one step of the file system.
fn beside(place: &Path, word: &str, world: &dyn World) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(place.file_name().unwrap_or_default());
    name.push(format!(".{}.{word}", world.process()));
    place.with_file_name(name)
}

fn in_the_way(place: &Path) -> Diagnostic {
    let (message, hint) = match is_bag(place) {
        true => ("a bag that holds something else stands", "keep it and write elsewhere, or replace it with --force"),
        false => ("something that is no bag stands", "move it away, or write elsewhere with -o"),
    };
    Diagnostic::new(code::BAG_EXISTS, format!("{message} at `{}`", place.display())).hint(hint)
}

fn too_large(place: &Path, why: &str) -> Diagnostic {
    let message = format!("`{}` cannot be written: {why}", place.display());
    Diagnostic::new(code::BAG_FAILED, message).hint("make the bag a folder")
}

fn unwritable(place: &Path, error: &io::Error) -> Diagnostic {
    let message = format!("`{}` cannot be written: {}", place.display(), reason(error));
    let hint = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "free some space and archive again",
        _ => "check who may write there, or write elsewhere with -o",
    };
    Diagnostic::new(code::OUTPUT_UNWRITABLE, message).hint(hint)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::super::super::memory::Memory;
    use super::super::Disk;
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// A disk on which one step fails.
    struct Failing {
        step: &'static str,
        left: AtomicUsize,
    }

    impl Failing {
        fn of(step: &'static str, after: usize) -> Failing {
            Failing { step, left: AtomicUsize::new(after) }
        }

        fn step(&self, step: &str) -> io::Result<()> {
            let fails = self.step == step && self.left.fetch_sub(1, Ordering::Relaxed) == 0;
            if fails { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
        }
    }

    impl Vault for Failing {
        fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
            self.step("write")?;
            Disk.write(path, bytes)
        }

        fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
            self.step("rename")?;
            Disk.rename(from, to)
        }

        fn remove(&self, path: &Path) -> io::Result<()> {
            Disk.remove(path)
        }
    }

    fn bag(words: &str) -> Bag {
        let files =
            ["bagit.txt", "data/a.txt", "data/b/c.txt"].map(|path| (path.to_string(), words.as_bytes().to_vec()));
        Bag { name: "kept".into(), files: files.into() }
    }

    fn listing(folder: &Path) -> Vec<String> {
        let names =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
        names.collect()
    }

    #[test]
    fn a_step_that_fails_leaves_everything_as_it_was() {
        for zip in [false, true] {
            let fill = Fill { zip, force: true };
            let folder = tempfile::tempdir().unwrap();
            let place = folder.path().join(if zip { "kept.zip" } else { "kept" });
            let world = Memory::default();
            keep(&bag("old"), &place, fill, &Disk, &world).unwrap();
            for (step, most) in [("write", if zip { 1 } else { 3 }), ("rename", 2)] {
                for after in 0..most {
                    let fault = keep(&bag("new"), &place, fill, &Failing::of(step, after), &world).unwrap_err();
                    assert!(fault.message.ends_with("the disk is full"), "{}", fault.message);
                    assert_eq!(keep(&bag("old"), &place, fill, &Disk, &world).unwrap(), Filled::Kept, "{step} {after}");
                    assert_eq!(listing(folder.path()).len(), 1);
                }
            }
            assert_eq!(keep(&bag("new"), &place, fill, &Disk, &world).unwrap(), Filled::Made);
            assert_eq!(listing(folder.path()).len(), 1);
        }
    }

    #[test]
    fn nothing_but_a_bag_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let (zip, plain) = (folder.path().join("kept.zip"), folder.path().join("kept"));
        fs::write(&zip, b"PK\x03\x04 pictures of a colleague").unwrap();
        fs::create_dir(&plain).unwrap();
        for (place, zip) in [(&zip, true), (&plain, false)] {
            let fill = Fill { zip, force: true };
            let fault = keep(&bag("new"), place, fill, &Disk, &Memory::default()).unwrap_err();
            assert!(fault.message.starts_with("something that is no bag stands at"), "{}", fault.message);
        }
        assert!(fs::read(&zip).unwrap().ends_with(b"colleague") && listing(&plain).is_empty());
    }
}
