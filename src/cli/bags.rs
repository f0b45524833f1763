//! Bags among folders that are walked: what lies in one was put away as it was, and is a source only where it is named itself.

use std::path::PathBuf;

/// The file that says that a folder is a bag (RFC 8493, 2.1.1).
pub(super) const DECLARATION: &str = "bagit.txt";

/// Whether a folder is a bag, by the paths in it.
pub(super) fn is_bag(entries: &[PathBuf]) -> bool {
    entries.iter().any(|path| path.file_name().is_some_and(|name| name == DECLARATION))
}
