//! What the tests of both scanners look at: the people that a text introduces.

use super::super::{lines::lines, repairs::Repairs, sentences::sentences, words::Evidence, words::Words};
use super::Introduction;
use std::ops::Range;

type Scan = fn(&Words, &[Range<usize>]) -> Vec<Introduction>;

/// The names and offices that a scanner finds in a text.
pub(super) fn introduced(source: &str, scan: Scan) -> Vec<(String, Option<String>)> {
    let words = Words::of(&lines(source), &Evidence::default(), &mut Repairs::default());
    let words_of = |range: Range<usize>| words.text[range].to_string();
    scan(&words, &sentences(&words.text))
        .into_iter()
        .map(|one| (words_of(one.name), one.office.map(words_of)))
        .collect()
}

/// One person.
pub(super) fn one(name: &str, office: Option<&str>) -> Vec<(String, Option<String>)> {
    vec![(name.to_string(), office.map(str::to_string))]
}
