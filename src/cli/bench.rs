//! Many inputs at once, with the results taken in the order of the inputs.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// How many inputs at most are begun before one that is not done yet, so that results that wait for it stay few.
const AHEAD: usize = 256;

/// What became of a thing at first.
pub(super) enum Step<U, T> {
    /// It is done.
    Done(T),
    /// Who may wait finishes it.
    Begun(U),
}

/// Works on up to `count` things with up to `hands` threads and takes each result as soon as all before it are taken; gives how
/// many were done. None is begun once `goes_on` says no. One thing, or one hand, needs no thread.
pub(super) fn in_order<T: Send>(
    count: usize,
    hands: usize,
    goes_on: impl Fn() -> bool + Sync,
    work: impl Fn(usize) -> T + Sync,
    take: impl FnMut(usize, T),
) -> usize {
    in_steps(count, (hands, 0), goes_on, |index| Step::Done(work(index)), |never: Infallible| match never {}, take)
}

/// The same in two steps: things are begun by so many threads as the first number says, each of which keeps a core busy and has
/// memory of its own to work in, and those that are left are finished by as many more as the second says, which wait for the disk.
pub(super) fn in_steps<U: Send, T: Send>(
    count: usize,
    (hands, more): (usize, usize),
    goes_on: impl Fn() -> bool + Sync,
    begin: impl Fn(usize) -> Step<U, T> + Sync,
    end: impl Fn(U) -> T + Sync,
    mut take: impl FnMut(usize, T),
) -> usize {
    let hands = hands.min(count);
    if hands <= 1 && more == 0 || count <= 1 {
        let goes_on = (0..count).take_while(|_| goes_on());
        let whole = |index: usize| match begin(index) {
            Step::Done(result) => result,
            Step::Begun(begun) => end(begun),
        };
        return goes_on.inspect(|&index| take(index, whole(index))).count();
    }
    let gate = Gate::new(count);
    let (sender, results) = mpsc::channel();
    // No more of what is begun waits to be taken over than there are who begin: it may be large.
    let (giver, begun) = mpsc::sync_channel::<(usize, U)>(hands);
    let begun = Arc::new(Mutex::new(begun));
    std::thread::scope(|scope| {
        for _ in 0..hands {
            let (sender, giver) = (sender.clone(), giver.clone());
            let (gate, begin, goes_on) = (&gate, &begin, &goes_on);
            scope.spawn(move || {
                while let Some(index) = gate.next(goes_on) {
                    let is_given = match begin(index) {
                        Step::Done(result) => sender.send((index, result)).is_ok(),
                        Step::Begun(begun) => giver.send((index, begun)).is_ok(),
                    };
                    if !is_given {
                        return;
                    }
                }
            });
        }
        for _ in 0..more.min(count) {
            let (sender, begun, end) = (sender.clone(), Arc::clone(&begun), &end);
            scope.spawn(move || {
                while let Some((index, begun)) = next_of(&begun) {
                    if sender.send((index, end(begun))).is_err() {
                        return;
                    }
                }
            });
        }
        drop((sender, giver, begun));
        let _open = Opener(&gate);
        let mut waiting = BTreeMap::new();
        let mut due = 0;
        for (index, result) in results {
            waiting.insert(index, result);
            while let Some(result) = waiting.remove(&due) {
                take(due, result);
                due += 1;
                gate.open_to(due);
            }
        }
        due
    })
}

fn next_of<T>(queue: &Mutex<Receiver<T>>) -> Option<T> {
    queue.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

/// Gives out what is to be done next.
struct Gate {
    count: usize,
    /// What is next, and what is the first that is not taken.
    place: Mutex<(usize, usize)>,
    moved: Condvar,
}

impl Gate {
    fn new(count: usize) -> Gate {
        Gate { count, place: Mutex::new((0, 0)), moved: Condvar::new() }
    }

    fn place(&self) -> MutexGuard<'_, (usize, usize)> {
        self.place.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next(&self, goes_on: impl Fn() -> bool) -> Option<usize> {
        let is_far = |place: &mut (usize, usize)| place.0 < self.count && place.0 >= place.1 + AHEAD;
        let waited = self.moved.wait_while(self.place(), is_far);
        let mut place = waited.unwrap_or_else(PoisonError::into_inner);
        if place.0 >= self.count || !goes_on() {
            return None;
        }
        place.0 += 1;
        Some(place.0 - 1)
    }

    fn open_to(&self, due: usize) {
        self.place().1 = due;
        self.moved.notify_all();
    }
}

/// Opens the gate at the end, however it comes: hands that wait for results to be taken would wait forever.
struct Opener<'a>(&'a Gate);

impl Drop for Opener<'_> {
    fn drop(&mut self) {
        self.0.open_to(self.0.count);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn results_come_in_order_whatever_the_number_of_hands() {
        for hands in [1, 2, 7] {
            let mut taken = Vec::new();
            let done =
                in_order(600, hands, || true, |index| index * index, |index, square| taken.push((index, square)));
            assert_eq!(taken, (0..600).map(|index| (index, index * index)).collect::<Vec<_>>());
            assert_eq!(done, 600);
        }
    }

    #[test]
    fn nothing_is_begun_after_the_end_is_called_and_nothing_begun_is_lost() {
        for hands in [1, 4] {
            let (begun, mut taken) = (AtomicUsize::new(0), 0);
            let goes_on = || begun.load(Ordering::SeqCst) < 10;
            let work = |_| begun.fetch_add(1, Ordering::SeqCst);
            let done = in_order(100, hands, goes_on, work, |index, _| {
                assert_eq!(index, taken);
                taken += 1;
            });
            assert_eq!((done, taken), (begun.load(Ordering::SeqCst), done));
            assert!((10..10 + hands).contains(&done), "{done} with {hands} hands");
        }
    }

    #[test]
    fn what_is_begun_by_one_is_finished_by_others_in_order() {
        let beginners = Mutex::new(BTreeSet::new());
        let begin = |index: usize| {
            beginners.lock().unwrap().insert(format!("{:?}", std::thread::current().id()));
            if index.is_multiple_of(3) { Step::Done(index) } else { Step::Begun(index) }
        };
        for (hands, more) in [(1, 0), (1, 3), (2, 6)] {
            let mut taken = Vec::new();
            beginners.lock().unwrap().clear();
            let end = |index: usize| {
                std::thread::sleep(std::time::Duration::from_micros(100));
                index
            };
            in_steps(500, (hands, more), || true, begin, end, |index, result| taken.push((index, result)));
            assert_eq!(taken, (0..500).map(|index| (index, index)).collect::<Vec<_>>());
            assert!(beginners.lock().unwrap().len() <= hands);
        }
    }

    #[test]
    fn none_runs_far_ahead_of_a_slow_one() {
        let most = AtomicUsize::new(0);
        let work = |index| {
            if index == 0 {
                while most.load(Ordering::SeqCst) < AHEAD - 1 {
                    std::thread::yield_now();
                }
                std::thread::sleep(std::time::Duration::from_millis(20));
                assert_eq!(most.load(Ordering::SeqCst), AHEAD - 1);
            } else {
                most.fetch_max(index, Ordering::SeqCst);
            }
        };
        in_order(AHEAD * 3, 4, || true, work, |_, ()| ());
        assert_eq!(most.load(Ordering::SeqCst), AHEAD * 3 - 1);
    }
}
