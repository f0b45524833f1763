//! The registry of IANA: which parts a language tag may have.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Made by `assets/languages/subtags.py`.
const SUBTAGS: &str = include_str!("../../../assets/languages/subtags.txt");

/// The registry, read when a tag is met that is not one of the usual ones.
pub(super) struct Registry {
    kinds: BTreeMap<&'static str, Vec<&'static str>>,
}

pub(super) static REGISTRY: LazyLock<Registry> = LazyLock::new(|| {
    let kinds = SUBTAGS.lines().filter_map(|line| line.split_once(' '));
    Registry { kinds: kinds.map(|(kind, words)| (kind, words.split(' ').collect())).collect() }
});

impl Registry {
    pub(super) fn has(&self, kind: &str, subtag: &str) -> bool {
        self.kinds.get(kind).is_some_and(|known| known.binary_search(&subtag).is_ok())
    }

    /// What follows a subtag in a list of such with others.
    pub(super) fn after(&self, kind: &str, subtag: &str) -> Option<&'static str> {
        let known = self.kinds.get(kind)?;
        let at = known.partition_point(|entry| entry.split('=').next() < Some(subtag));
        known.get(at)?.strip_prefix(subtag)?.strip_prefix('=')
    }

    /// Whether a subtag may stand after a tag.
    pub(super) fn follows(&self, kind: &str, subtag: &str, tag: &str) -> bool {
        if self.has(kind, subtag) {
            return true;
        }
        let tag = tag.to_ascii_lowercase();
        let stands = |prefix: &str| tag == prefix || tag.starts_with(&format!("{prefix}-"));
        self.after(kind, subtag).is_some_and(|prefixes| prefixes.split('=').any(stands))
    }

    pub(super) fn language(&self, subtag: &str) -> Option<&'static str> {
        self.after("same", subtag).filter(|new| new.starts_with(|c: char| c.is_ascii_lowercase()))
    }

    pub(super) fn region(&self, subtag: &str) -> Option<&'static str> {
        self.after("same", subtag).filter(|new| new.starts_with(|c: char| c.is_ascii_uppercase()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_in_the_order_in_which_they_are_searched() {
        for (kind, known) in &REGISTRY.kinds {
            let first = |entry: &&str| entry.split('=').next().map(str::to_string);
            assert!(known.is_sorted_by_key(first), "{kind}");
        }
    }
}
