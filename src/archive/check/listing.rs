//! What the manifests list against what is there.

use super::fixity::{Sums, text};
use super::{Checked, RESTORE, paths};
use crate::archive::bag::tag_manifests;
use crate::archive::digest::{Algorithm, Digests};
use crate::archive::manifest::{self, Manifest};
use crate::archive::shelf::Shelf;
use crate::diagnostics::code;
use std::collections::{BTreeMap, BTreeSet};

/// A bag whose manifests are to be held against its files.
pub(super) struct Listing<'a> {
    pub(super) shelf: &'a dyn Shelf,
    pub(super) sums: &'a Sums,
    /// Whether the bag is masthead's: both manifests are there then, and in one form.
    pub(super) own: bool,
}

/// Two kinds of files, each with manifests of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Payload,
    Tags,
}

impl Kind {
    fn manifest(self, algorithm: Algorithm) -> String {
        match self {
            Kind::Payload => manifest::payload(algorithm),
            Kind::Tags => manifest::tags(algorithm),
        }
    }

    /// Whether a file is of the kind. The manifests of tag files cannot list themselves.
    fn holds(self, path: &str) -> bool {
        match self {
            Kind::Payload => path.starts_with("data/"),
            Kind::Tags => !path.starts_with("data/") && !path.starts_with("tagmanifest-"),
        }
    }
}

type Manifests = BTreeMap<String, (Algorithm, Manifest)>;

impl Listing<'_> {
    /// Holds all manifests against all files.
    pub(super) fn check(&self, checked: &mut Checked) {
        for kind in [Kind::Payload, Kind::Tags] {
            let manifests = self.read(kind, checked);
            self.listed(kind, &manifests, checked);
            self.unlisted(kind, &manifests, checked);
        }
        if self.own {
            self.form(checked);
        }
        for path in self.sums.keys().filter(|path| path.starts_with("tagmanifest-")) {
            if Algorithm::ALL.iter().all(|kind| *path != manifest::tags(*kind)) && self.own {
                checked.find(path, code::BAG_FILE_UNLISTED, format!("`{path}` is not in any manifest"), "remove it");
            }
        }
    }

    fn read(&self, kind: Kind, checked: &mut Checked) -> Manifests {
        let mut manifests = Manifests::new();
        for algorithm in Algorithm::ALL {
            let path = kind.manifest(algorithm);
            if !self.sums.contains_key(&path) {
                if self.own {
                    checked.find(&path, code::BAG_FILE_MISSING, format!("`{path}` is not there"), RESTORE);
                }
                continue;
            }
            match text(self.shelf, &path) {
                Ok(text) => drop(manifests.insert(path, (algorithm, Manifest::parse(&text, algorithm)))),
                Err(why) => checked.find(&path, code::BAG_MANIFEST_INVALID, format!("`{path}` {why}"), RESTORE),
            }
        }
        if manifests.is_empty() && kind == Kind::Payload && !self.own {
            let message = "the bag has no manifest by SHA-256 or SHA-512, the digests that are checked here";
            let hint = "check it by bagit.py, and have its owner add such a manifest";
            checked.find("", code::BAG_FILE_MISSING, message, hint);
        }
        for (path, (_, manifest)) in &manifests {
            for (line, why) in &manifest.faults {
                let message = format!("line {line} of `{path}`: {why}");
                checked.find(path, code::BAG_MANIFEST_INVALID, message, RESTORE);
            }
        }
        manifests
    }

    /// Every file that a manifest lists is there, and is what all manifests say.
    fn listed(&self, kind: Kind, manifests: &Manifests, checked: &mut Checked) {
        let paths: BTreeSet<&String> = manifests.values().flat_map(|(_, manifest)| manifest.digests.keys()).collect();
        for path in paths {
            for (name, _) in manifests.iter().filter(|(_, (_, manifest))| !manifest.digests.contains_key(path)) {
                let message = format!("`{name}` does not list `{path}`, which another manifest does");
                checked.find(name, code::BAG_MANIFESTS_DISAGREE, message, RESTORE);
            }
            let listing = || manifests.iter().filter(|(_, (_, manifest))| manifest.digests.contains_key(path));
            let fault = match paths::danger(path) {
                Some(danger) => Some((code::BAG_PATH_UNSAFE, format!("it lists `{path}`, which {danger}"))),
                None if !kind.holds(path) => {
                    Some((code::BAG_MANIFEST_INVALID, format!("it lists `{path}`, which it is not the manifest of")))
                }
                None => None,
            };
            if let Some((code, message)) = fault {
                for (name, _) in listing() {
                    checked.find(
                        name,
                        code,
                        format!("`{name}`: {message}"),
                        "do not unpack or use the bag; ask whoever made it",
                    );
                }
                continue;
            }
            match self.sums.get(path.as_str()) {
                None => {
                    let names: Vec<String> = listing().map(|(name, _)| format!("`{name}`")).collect();
                    let list = if names.len() == 1 { "lists" } else { "list" };
                    checked.find(
                        path,
                        code::BAG_FILE_MISSING,
                        format!("`{path}` is not there, and {} {list} it", names.join(" and ")),
                        RESTORE,
                    );
                }
                Some(digests) => compare(path, digests, listing(), checked),
            }
        }
    }

    /// Every file is listed. Bags of others need not list their tag files.
    fn unlisted(&self, kind: Kind, manifests: &Manifests, checked: &mut Checked) {
        let listed = |path: &str| manifests.values().any(|(_, manifest)| manifest.digests.contains_key(path));
        for path in self.sums.keys().filter(|path| kind.holds(path) && !listed(path)) {
            if kind == Kind::Payload || self.own {
                let message = format!("`{path}` is in no manifest, so that nobody can tell whether it is as it was");
                let hint = "remove it from the bag, or make the bag again with it";
                checked.find(path, code::BAG_FILE_UNLISTED, message, hint);
            }
        }
    }

    /// The manifests that nothing lists have one form, so that no bit of them can change unseen.
    fn form(&self, checked: &mut Checked) {
        let tags = self.sums.iter().filter(|(path, _)| Kind::Tags.holds(path));
        let tags = tags.map(|(path, digests)| (path.as_str(), digests.clone())).collect();
        for (path, wanted) in tag_manifests(&tags) {
            let is_told = checked.findings.iter().any(|finding| finding.file == path);
            if is_told || text(self.shelf, &path).is_ok_and(|found| found == wanted) || !self.sums.contains_key(&path) {
                continue;
            }
            let message = format!("`{path}` is not what the tag files give: it, or one of them, was changed");
            checked.find(&path, code::BAG_MANIFEST_WRONG, message, RESTORE);
        }
    }
}

/// Holds a file against what manifests say. Where they say different things, and one is right, the other is at fault.
fn compare<'a>(
    path: &str,
    digests: &Digests,
    listing: impl Iterator<Item = (&'a String, &'a (Algorithm, Manifest))>,
    checked: &mut Checked,
) {
    let is_right = |(_, (algorithm, manifest)): &(&String, &(Algorithm, Manifest))| {
        manifest.digests.get(path).is_some_and(|digest| digest == digests.by(*algorithm))
    };
    let (right, wrong): (Vec<_>, Vec<_>) = listing.partition(is_right);
    if wrong.is_empty() {
        return;
    }
    if right.is_empty() {
        let message = format!("`{path}` is not what it was: its digest is another ({} bytes now)", digests.size);
        return checked.find(path, code::BAG_FILE_ALTERED, message, RESTORE);
    }
    for (name, _) in wrong {
        let message = format!("`{name}` has a wrong digest for `{path}`, which is as the other manifest says");
        checked.find(name, code::BAG_MANIFEST_WRONG, message, RESTORE);
    }
}
