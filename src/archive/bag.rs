//! A bag in memory: a payload with its manifests and tag files.

use super::digest::{Algorithm, Digests};
use super::info::{self, DECLARATION};
use super::manifest;
use super::record::Facts;
use crate::ast::Date;
use std::collections::BTreeMap;

/// A bag that is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bag {
    /// The name of its folder.
    pub name: String,
    /// Its files by their paths in it.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Bag {
    /// A bag of a payload, whose paths begin with `data/`.
    pub(super) fn of(name: &str, payload: BTreeMap<String, Vec<u8>>, facts: &Facts, date: Option<Date>) -> Bag {
        let digests: BTreeMap<&str, Digests> =
            payload.iter().map(|(path, bytes)| (path.as_str(), Digests::of(bytes))).collect();
        let size = digests.values().map(|digests| digests.size).sum();
        let mut tags = BTreeMap::from([
            ("bagit.txt".to_string(), DECLARATION.to_string()),
            ("bag-info.txt".to_string(), info::render(facts, date, (size, digests.len()))),
        ]);
        for algorithm in Algorithm::ALL {
            let text = manifest::render(digests.iter().map(|(path, digests)| (*path, digests)), algorithm);
            tags.insert(manifest::payload(algorithm), text);
        }
        let listed =
            tag_manifests(&tags.iter().map(|(path, text)| (path.as_str(), Digests::of(text.as_bytes()))).collect());
        tags.extend(listed);
        let mut files = payload;
        files.extend(tags.into_iter().map(|(path, text)| (path, text.into_bytes())));
        Bag { name: name.into(), files }
    }
}

/// The manifests of the tag files, in the one form in which they are written here.
pub(super) fn tag_manifests(tags: &BTreeMap<&str, Digests>) -> Vec<(String, String)> {
    let one = |algorithm| {
        let text = manifest::render(tags.iter().map(|(path, digests)| (*path, digests)), algorithm);
        (manifest::tags(algorithm), text)
    };
    Algorithm::ALL.map(one).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bag_lists_its_payload_and_its_tags() {
        let payload = BTreeMap::from([("data/b".to_string(), b"bb".to_vec()), ("data/a".to_string(), b"a".to_vec())]);
        let bag = Bag::of("issue", payload, &Facts::default(), None);
        let text = |path: &str| String::from_utf8_lossy(bag.files.get(path).map_or(b"", Vec::as_slice)).into_owned();
        let a = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";
        assert!(text("manifest-sha256.txt").starts_with(&format!("{a}  data/a\n")));
        assert_eq!(text("manifest-sha512.txt").lines().count(), 2);
        assert!(text("bag-info.txt").contains("Payload-Oxum: 3.2\n"));
        let listed: Vec<String> =
            text("tagmanifest-sha512.txt").lines().filter_map(|line| Some(line.split_once("  ")?.1.into())).collect();
        assert_eq!(listed, ["bag-info.txt", "bagit.txt", "manifest-sha256.txt", "manifest-sha512.txt"]);
        assert_eq!(bag.files.len(), 8);
    }
}
