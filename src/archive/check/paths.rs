//! Paths that a bag may not have.

use super::Checked;
use crate::archive::shelf::{Entry, EntryKind};
use crate::diagnostics::code;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// Why a path of a manifest may lead out of the bag, on whatever system the bag is unpacked.
pub(super) fn danger(path: &str) -> Option<&'static str> {
    let drive = path.as_bytes().get(1) == Some(&b':') && path.starts_with(|c: char| c.is_ascii_alphabetic());
    if path.starts_with(['/', '\\']) || drive {
        return Some("is absolute");
    }
    if path.starts_with('~') {
        return Some("begins with `~`, which some programs take for a home folder");
    }
    if path.split(['/', '\\']).any(|part| part == "..") {
        return Some("leads upwards by `..`");
    }
    if path.split('/').any(|part| part.is_empty() || part == ".") {
        return Some("has an empty part");
    }
    path.contains('\0').then_some("holds a zero byte")
}

/// Tells entries that are no files, and those that some file systems take for one.
pub(super) fn check(entries: &[Entry], checked: &mut Checked) {
    let mut folded: BTreeMap<String, &str> = BTreeMap::new();
    for entry in entries {
        let what = match entry.kind {
            EntryKind::File(_) => None,
            EntryKind::Link => Some("a symbolic link, which may lead out of the bag"),
            EntryKind::Other => Some("neither a file nor a folder with a name in Unicode"),
        };
        if let Some(what) = what {
            let hint = "put the file itself there, and make the bag again";
            checked.find(&entry.path, code::BAG_PATH_UNSAFE, format!("`{}` is {what}", entry.path), hint);
        }
        let one = entry.path.nfc().collect::<String>().to_lowercase();
        if let Some(other) = folded.insert(one, &entry.path) {
            let message =
                format!("`{}` and `{other}` are one file where case or Unicode form does not count", entry.path);
            let hint = "rename one of them in the source, or keep the bag zipped";
            checked.find(&entry.path, code::BAG_PATHS_ALIKE, message, hint);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_leave_the_bag_are_dangerous() {
        let bad =
            ["/etc/passwd", "data/../../x", "C:\\x", "~/x", "data//x", "data/./x", "\\\\host\\x", "data\\..\\x", "a\0"];
        assert!(bad.iter().all(|path| danger(path).is_some()));
        assert!(["data/a..b", "data/~a", "data/简报.md", "bagit.txt"].iter().all(|path| danger(path).is_none()));
    }

    #[test]
    fn links_and_names_that_are_alike_are_told() {
        let entry = |path: &str, kind| Entry { path: path.into(), kind };
        let entries = [
            entry("data/A.txt", EntryKind::File(1)),
            entry("data/a.txt", EntryKind::File(1)),
            entry("data/caf\u{e9}", EntryKind::File(1)),
            entry("data/cafe\u{301}", EntryKind::File(1)),
            entry("data/link", EntryKind::Link),
        ];
        let mut checked = Checked::default();
        check(&entries, &mut checked);
        let told: Vec<&str> = checked.findings.iter().map(|finding| finding.diagnostic.code.name()).collect();
        assert_eq!(told, ["bag-paths-alike", "bag-paths-alike", "bag-path-unsafe"]);
    }
}
