//! The programs that the file of a series names.

use super::super::Refusal;
use super::super::world::{World, is_remote};
use crate::outside::{BackendSheet, FilterSheet};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Names the folders whose series may have programs run, as PATH names folders.
const TRUST: &str = "MASTHEAD_TRUST";

/// The programs that the file of a series names.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::cli) struct Programs {
    /// The file, as the user would write it.
    pub(in crate::cli) file: PathBuf,
    /// Its folder, by the one path by which it is known.
    pub(in crate::cli) root: PathBuf,
    pub(in crate::cli) backends: BTreeMap<String, BackendSheet>,
    /// The filters that every issue goes through, in order.
    pub(in crate::cli) filters: Vec<(String, FilterSheet)>,
}

impl Programs {
    /// Why the programs may not run, where they may not: a file that came with somebody's issues is no wish of the user's.
    pub(super) fn check_trust(&self, what: &str, is_trusted: bool, world: &dyn World) -> Result<(), Refusal> {
        let file = self.file.display();
        if is_remote(&self.root) {
            let message = format!("`{file}` names {what}, and a bucket's files name no programs of this machine");
            return Err(Refusal::new(message, "take them out, or build from a folder on a disk"));
        }
        if is_trusted || self.is_listed(world) {
            return Ok(());
        }
        let message = format!("`{file}` names {what}, which would run on this machine");
        let folder = self.root.display();
        let hint = format!("look at what it runs, then build with --trust, or set {TRUST}={folder} for good");
        Err(Refusal::new(message, hint))
    }

    fn is_listed(&self, world: &dyn World) -> bool {
        let listed = world.variable(TRUST).unwrap_or_default();
        let known = |folder: &Path| world.identity(&folder.join("series.toml")).parent().map(Path::to_path_buf);
        let mut folders = std::env::split_paths(&listed).filter(|folder| folder.is_absolute());
        folders.any(|folder| known(&folder).is_some_and(|folder| self.root.starts_with(folder)))
    }
}
