//! Many inputs at once, with the results taken in the order of the inputs.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

/// Works on `count` things with up to `hands` threads and takes each result as soon as all before it are taken.
/// One thing, or one hand, needs no thread.
pub(super) fn in_order<T: Send>(
    count: usize,
    hands: usize,
    work: impl Fn(usize) -> T + Sync,
    mut take: impl FnMut(usize, T),
) {
    let hands = hands.min(count);
    if hands <= 1 {
        (0..count).for_each(|index| take(index, work(index)));
        return;
    }
    let next = AtomicUsize::new(0);
    let (sender, results) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..hands {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    if index >= count || sender.send((index, work(index))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut due = 0;
        for (index, result) in results {
            waiting.insert(index, result);
            while let Some(result) = waiting.remove(&due) {
                take(due, result);
                due += 1;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_whatever_the_number_of_hands() {
        for hands in [1, 2, 7] {
            let mut taken = Vec::new();
            in_order(50, hands, |index| index * index, |index, square| taken.push((index, square)));
            assert_eq!(taken, (0..50).map(|index| (index, index * index)).collect::<Vec<_>>());
        }
    }
}
