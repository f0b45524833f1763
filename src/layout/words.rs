//! The words of one sort that many issues share.

use super::shaped::Shaped;
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Words that one issue has shaped.
pub(super) type Shapes = FxHashMap<Box<str>, Arc<Shaped>>;

/// Words as layers, each of which has twice as many as the one above it at the least: whoever reads them holds them as they are, and
/// what is added meanwhile lies above, so that the many are not copied for the sake of the few.
#[derive(Clone, Debug, Default)]
pub(super) struct Words(Vec<Arc<Shapes>>);

impl Words {
    /// A word, if it is known.
    pub(super) fn get(&self, word: &str) -> Option<&Arc<Shaped>> {
        self.0.iter().find_map(|layer| layer.get(word))
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|layer| layer.len()).sum()
    }

    /// Adds so many of some words that are not known yet.
    pub(super) fn add(&mut self, words: Shapes, most: usize) {
        let new = words.into_iter().filter(|(word, _)| self.get(word).is_none()).take(most);
        let mut top: Shapes = new.collect();
        if top.is_empty() {
            return;
        }
        while let Some(below) = self.0.pop_if(|below| below.len() < 2 * top.len()) {
            let mut wider = Arc::unwrap_or_clone(below);
            wider.extend(top);
            top = wider;
        }
        self.0.push(Arc::new(top));
    }
}

/// Words that several shape at once, each of whom takes what another has shaped.
#[derive(Clone, Debug, Default)]
pub(super) struct Exchange(Arc<Mutex<Shapes>>);

impl Exchange {
    pub(super) fn get(&self, word: &str) -> Option<Arc<Shaped>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(word).map(Arc::clone)
    }

    pub(super) fn put(&self, word: &str, shaped: &Arc<Shaped>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(word.into(), Arc::clone(shaped));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(range: std::ops::Range<usize>) -> Shapes {
        range.map(|count| (format!("w{count}").into(), Arc::default())).collect()
    }

    #[test]
    fn layers_hold_every_word_once_and_are_few() {
        let mut words = Words::default();
        for issue in 0..100 {
            words.add(some(issue * 40..issue * 40 + 60), usize::MAX);
        }
        assert_eq!(words.len(), 100 * 40 + 20);
        assert!((0..4020).all(|count| words.get(&format!("w{count}")).is_some()));
        assert!(words.0.len() < 8, "{} layers", words.0.len());
    }

    #[test]
    fn no_more_are_added_than_there_is_room_for() {
        let mut words = Words::default();
        words.add(some(0..10), 7);
        words.add(some(0..10), 2);
        assert_eq!(words.len(), 9);
    }

    #[test]
    fn what_is_read_stays_as_it_is() {
        let mut words = Words::default();
        words.add(some(0..10), usize::MAX);
        let read = words.clone();
        words.add(some(10..30), usize::MAX);
        assert!(read.get("w11").is_none() && words.get("w11").is_some() && words.get("w1").is_some());
    }
}
