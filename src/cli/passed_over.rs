//! Folders that all that walks folders passes over: hidden ones, and those of the system.

use std::path::Path;

/// Folders that systems and stores of files keep at the top of a disk, in lower case: what was thrown away, saved from a broken disk
/// or made of pictures. Nobody keeps issues there, and few may read them.
const OF_SYSTEMS: [&str; 7] = [
    "lost+found",
    "system volume information",
    "$recycle.bin",
    "#recycle",
    "@recycle",
    "@eadir",
    "network trash folder",
];

/// Whether a folder is hidden or one of the system's.
pub(super) fn is_passed_over(folder: &Path) -> bool {
    let name = folder.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    name.starts_with('.') || OF_SYSTEMS.contains(&name.as_str())
}
