//! The proofs that viewers look at: one of each style that anyone looks at, and who waits for the next.

use super::proof::Proof;
use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// What the one that makes proofs and those that show them share.
#[derive(Default)]
pub(super) struct Proofs {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// The last proof of each style, with its number.
    latest: BTreeMap<usize, (u64, Arc<Proof>)>,
    /// How many look at each style.
    viewers: BTreeMap<usize, usize>,
    last: u64,
}

impl Proofs {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hands out a proof of a style.
    pub(super) fn put(&self, style: usize, proof: Proof) {
        let mut state = self.state();
        state.last += 1;
        let number = state.last;
        state.latest.insert(style, (number, Arc::new(proof)));
        drop(state);
        self.changed.notify_all();
    }

    /// The last proof of a style.
    pub(super) fn latest(&self, style: usize) -> Option<Arc<Proof>> {
        self.state().latest.get(&style).map(|(_, proof)| Arc::clone(proof))
    }

    /// The last proof of a style with its number as soon as it is another than the one of a number, unless that takes too long.
    pub(super) fn next(&self, style: usize, seen: u64, patience: Duration) -> Option<(u64, Arc<Proof>)> {
        let is_old = |state: &mut State| state.latest.get(&style).is_none_or(|(number, _)| *number == seen);
        let (state, _) =
            self.changed.wait_timeout_while(self.state(), patience, is_old).unwrap_or_else(PoisonError::into_inner);
        let (number, proof) = state.latest.get(&style)?;
        (*number != seen).then(|| (*number, Arc::clone(proof)))
    }

    /// A proof, whatever its style, that has a page of this look.
    pub(super) fn with_page(&self, digest: &str) -> Option<(Arc<Proof>, usize)> {
        let state = self.state();
        let page = |proof: &Arc<Proof>| proof.printed.as_ref().and_then(|printed| printed.page(digest));
        state.latest.values().find_map(|(_, proof)| page(proof).map(|page| (Arc::clone(proof), page)))
    }

    /// Notes that somebody looks at a style, for as long as what is given back lives.
    pub(super) fn view(self: &Arc<Proofs>, style: usize) -> Viewer {
        *self.state().viewers.entry(style).or_default() += 1;
        Viewer { proofs: Arc::clone(self), style }
    }

    /// The styles that anyone looks at.
    pub(super) fn viewed(&self) -> Vec<usize> {
        self.state().viewers.keys().copied().collect()
    }
}

/// Somebody who looks at a style.
pub(super) struct Viewer {
    proofs: Arc<Proofs>,
    style: usize,
}

impl Drop for Viewer {
    fn drop(&mut self) {
        let mut state = self.proofs.state();
        if let Some(viewers) = state.viewers.get_mut(&self.style) {
            *viewers -= 1;
        }
        state.viewers.retain(|_, viewers| *viewers > 0);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    #[test]
    fn who_waits_gets_the_next_proof_of_the_style_and_no_other() {
        let proofs = Arc::new(Proofs::default());
        assert!(proofs.next(0, 0, Duration::ZERO).is_none());
        proofs.put(1, Proof::default());
        assert!(proofs.next(0, 0, Duration::ZERO).is_none());
        let waiting = Arc::clone(&proofs);
        let thread = std::thread::spawn(move || waiting.next(0, 0, Duration::from_secs(20)).map(|(number, _)| number));
        proofs.put(0, Proof::default());
        assert_eq!(thread.join().unwrap(), Some(2));
        assert!(proofs.next(0, 2, Duration::ZERO).is_none());
        assert!(proofs.next(0, 1, Duration::ZERO).is_some());
    }

    #[test]
    fn styles_are_viewed_until_the_last_viewer_is_gone() {
        let proofs = Arc::new(Proofs::default());
        let (first, second) = (proofs.view(3), proofs.view(3));
        drop(first);
        assert_eq!(proofs.viewed(), [3]);
        drop(second);
        assert!(proofs.viewed().is_empty());
    }
}
