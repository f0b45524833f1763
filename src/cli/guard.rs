//! A failure of the program itself in one input must not take the others with it.

use crate::diagnostics::{Diagnostic, code};
use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    /// Whether this thread's work is guarded.
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
    /// What a guarded piece of work failed of.
    static FAILED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// From now on the failures of guarded work are kept instead of printed.
pub(super) fn post() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |told| match IS_GUARDED.get() {
        true => FAILED.set(Some(told.to_string())),
        false => usual(told),
    }));
}

/// Does a piece of work, or says what it failed of.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    IS_GUARDED.set(true);
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    IS_GUARDED.set(false);
    done.map_err(|_| FAILED.take().unwrap_or_else(|| "a panic".into()))
}

/// What is told of an input that the program failed on.
pub(super) fn internal_fault(why: &str) -> Diagnostic {
    Diagnostic::new(code::INTERNAL_FAULT, format!("the program itself failed here: {why}"))
        .hint("the others are not touched by it; please send the source to those who make masthead")
}
