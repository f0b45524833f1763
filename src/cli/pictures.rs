//! The pictures that a source names, by paths relative to it.

use super::world::{Files, reason};
use crate::read::Carried;
use crate::resources::Resources;
use std::path::{Component, Path};

/// The largest picture that is read, bytes.
const LARGEST: u64 = 64 << 20;

/// Files beside a source.
pub(super) struct Beside<'a> {
    pub(super) folder: &'a Path,
    /// A folder around it that paths may lead through too.
    pub(super) root: Option<&'a Path>,
    pub(super) files: &'a dyn Files,
    /// The pictures inside the source, which come first.
    pub(super) carried: &'a Carried,
}

impl Resources for Beside<'_> {
    fn load(&self, path: &str) -> Result<Vec<u8>, String> {
        if let Some(bytes) = self.carried.get(path) {
            return Ok(bytes.clone());
        }
        if path.contains("://") || path.starts_with("data:") {
            return Err("it is not a file; nothing is fetched from the network".into());
        }
        if Path::new(path).has_root() || Path::new(path).is_absolute() {
            return Err("its path is absolute, and would not hold on another machine".into());
        }
        if leads_out(Path::new(path)) {
            self.within_root(path)?;
        }
        self.files.read(&self.folder.join(path), LARGEST).map_err(|error| reason(&error))
    }
}

impl Beside<'_> {
    /// Refuses a path out of the source's folder that does not stay in the root: a source from elsewhere could else put
    /// any picture of the machine into what is sent out.
    fn within_root(&self, path: &str) -> Result<(), String> {
        let Some(root) = self.root else {
            return Err("its path leads out of the folder of the source; name a folder around both with --root".into());
        };
        let place = self.files.identity(&self.folder.join(path));
        let root = self.files.identity(&root.join("root"));
        let inside = root.parent().is_some_and(|root| place.starts_with(root));
        inside.then_some(()).ok_or_else(|| "its path leads out of the folder that --root names".into())
    }
}

/// Whether a path leads above where it starts.
fn leads_out(path: &Path) -> bool {
    let mut depth = 0_i64;
    path.components().any(|part| {
        match part {
            Component::ParentDir => depth -= 1,
            Component::Normal(_) => depth += 1,
            _ => {}
        }
        depth < 0
    })
}
