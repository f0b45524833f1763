//! Many inputs at once, with the results taken in the order of the inputs.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, mpsc};

/// How many inputs at most are begun before one that is not done yet, so that results that wait for it stay few.
const AHEAD: usize = 256;

/// Works on up to `count` things with up to `hands` threads and takes each result as soon as all before it are taken; gives how
/// many were done. None is begun once `goes_on` says no. One thing, or one hand, needs no thread.
pub(super) fn in_order<T: Send>(
    count: usize,
    hands: usize,
    goes_on: impl Fn() -> bool + Sync,
    work: impl Fn(usize) -> T + Sync,
    mut take: impl FnMut(usize, T),
) -> usize {
    let hands = hands.min(count);
    if hands <= 1 {
        let goes_on = (0..count).take_while(|_| goes_on());
        return goes_on.inspect(|&index| take(index, work(index))).count();
    }
    let gate = Gate::new(count);
    let (sender, results) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..hands {
            let (sender, gate, work, goes_on) = (sender.clone(), &gate, &work, &goes_on);
            scope.spawn(move || {
                while let Some(index) = gate.next(goes_on) {
                    if sender.send((index, work(index))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
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

/// So many things at most are done at once, by however many threads.
pub(super) struct Seats {
    free: Mutex<usize>,
    freed: Condvar,
}

impl Seats {
    pub(super) fn new(count: usize) -> Seats {
        Seats { free: Mutex::new(count), freed: Condvar::new() }
    }

    /// Does something as soon as a seat is free.
    pub(super) fn seated<T>(&self, work: impl FnOnce() -> T) -> T {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let mut free = self.freed.wait_while(free, |free| *free == 0).unwrap_or_else(PoisonError::into_inner);
        *free -= 1;
        drop(free);
        let _seat = Seat(self);
        work()
    }
}

/// A seat that is taken.
struct Seat<'a>(&'a Seats);

impl Drop for Seat<'_> {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.freed.notify_one();
    }
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
mod tests {
    use super::*;
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
    fn no_more_than_the_seats_are_taken() {
        let (seats, now, most) = (Seats::new(2), AtomicUsize::new(0), AtomicUsize::new(0));
        let work = |_| {
            seats.seated(|| {
                most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                std::thread::yield_now();
                now.fetch_sub(1, Ordering::SeqCst);
            });
        };
        in_order(500, 6, || true, work, |_, ()| ());
        assert!((1..=2).contains(&most.load(Ordering::SeqCst)));
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
