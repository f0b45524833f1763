//! The pictures that a source names, by paths relative to it.

use super::world::{World, reason};
use crate::resources::Resources;
use std::path::Path;

/// The largest picture that is read, bytes.
const LARGEST: u64 = 64 << 20;

/// Files beside a source.
pub(super) struct Beside<'a> {
    pub(super) folder: &'a Path,
    pub(super) world: &'a dyn World,
}

impl Resources for Beside<'_> {
    fn load(&self, path: &str) -> Result<Vec<u8>, String> {
        if path.contains("://") || path.starts_with("data:") {
            return Err("it is not a file; nothing is fetched from the network".into());
        }
        if Path::new(path).has_root() || Path::new(path).is_absolute() {
            return Err("its path is absolute, and would not hold on another machine".into());
        }
        self.world.read(&self.folder.join(path), LARGEST).map_err(|error| reason(&error))
    }
}
