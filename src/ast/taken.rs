//! Names of which each stands once.

use std::collections::{BTreeMap, BTreeSet};

/// The names that are taken.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    names: BTreeSet<String>,
    /// How far the numbers behind each name have come: thousands of equal names take a step each.
    numbers: BTreeMap<String, usize>,
    caseless: bool,
}

impl Taken {
    /// None yet, of names that are one whatever their case.
    #[must_use]
    pub fn caseless() -> Taken {
        Taken { caseless: true, ..Taken::default() }
    }

    /// The wanted name, or else the first free one that `numbered` makes of it and a number from 2 on; it is then taken.
    pub fn free(&mut self, wanted: String, numbered: impl Fn(&str, usize) -> String) -> String {
        let mut name = wanted.clone();
        let mut number = self.numbers.get(&wanted).copied().unwrap_or(1);
        while !self.names.insert(self.key(&name)) {
            number += 1;
            name = numbered(&wanted, number);
        }
        if number > 1 {
            self.numbers.insert(wanted, number);
        }
        name
    }

    /// Takes a name, unless it is taken.
    pub fn claim(&mut self, name: &str) -> bool {
        self.names.insert(self.key(name))
    }

    /// Gives a name back.
    pub fn release(&mut self, name: &str) {
        self.names.remove(&self.key(name));
    }

    fn key(&self, name: &str) -> String {
        if self.caseless { name.to_lowercase() } else { name.to_string() }
    }
}

impl<T: AsRef<str>> Extend<T> for Taken {
    fn extend<I: IntoIterator<Item = T>>(&mut self, names: I) {
        for name in names {
            self.claim(name.as_ref());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_given_once() {
        let mut taken = Taken::default();
        taken.extend(["a", "a-3"]);
        let given = ["a", "a", "b", "A"].map(|wanted| taken.free(wanted.into(), |name, at| format!("{name}-{at}")));
        assert_eq!(given, ["a-2", "a-4", "b", "A"]);
    }

    #[test]
    fn names_may_be_one_whatever_their_case() {
        let mut taken = Taken::caseless();
        let given = ["a", "A", "a"].map(|wanted| taken.free(wanted.into(), |name, at| format!("{name}{at}")));
        assert_eq!(given, ["a", "A2", "a3"]);
    }
}
