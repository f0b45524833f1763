//! The signals by which the user, or the system, asks a run to stop.

use super::Stop;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// What programs end with that a signal ended, less the signal's number.
const BY_SIGNAL: i32 = 128;

/// From now on a file that grows beyond what the shell allows (`ulimit -f`) is a write that fails, which is told, and no end of the
/// program with half a file behind it.
pub(in crate::cli) fn outlive_limits() {
    #[cfg(unix)]
    let _ = flag::register(signal_hook::consts::SIGXFSZ, Arc::default());
}

/// The signal that came, if one did.
#[derive(Default)]
pub(super) struct Signals(Arc<AtomicUsize>);

impl Signals {
    /// From now on signals are kept. A second Ctrl-C or SIGTERM is obeyed at once.
    pub(super) fn listen(&self) {
        let came = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM] {
            let _ = flag::register_conditional_shutdown(signal, BY_SIGNAL + signal, Arc::clone(&came));
            let _ = flag::register(signal, Arc::clone(&came));
            self.keep(signal);
        }
        #[cfg(unix)]
        if !hangup::is_ignored() {
            // A terminal that closes says so once itself and once through its shell: the second time asks for no more.
            self.keep(hangup::SIGNAL);
        }
    }

    /// What came last.
    pub(super) fn stop(&self) -> Option<Stop> {
        match i32::try_from(self.0.load(Ordering::Relaxed)) {
            Ok(SIGINT) => Some(Stop::Interrupt),
            Ok(SIGTERM) => Some(Stop::Terminate),
            #[cfg(unix)]
            Ok(hangup::SIGNAL) => Some(Stop::HangUp),
            _ => None,
        }
    }

    fn keep(&self, signal: i32) {
        let _ = flag::register_usize(signal, Arc::clone(&self.0), usize::try_from(signal).unwrap_or_default());
    }
}

/// The end of the terminal.
#[cfg(unix)]
mod hangup {
    pub(super) const SIGNAL: i32 = signal_hook::consts::SIGHUP;

    /// Whether whoever started the program wants it to outlive its terminal, as `nohup` does. Where the system does not say so,
    /// a program without a terminal is taken for such a one.
    pub(super) fn is_ignored() -> bool {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        said(&status).unwrap_or_else(|| !std::io::IsTerminal::is_terminal(&std::io::stderr()))
    }

    /// What the system says: signals that are ignored are bits, the first signal the lowest.
    fn said(status: &str) -> Option<bool> {
        let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"))?;
        let ignored = u64::from_str_radix(ignored.trim(), 16).ok()?;
        Some(ignored >> (SIGNAL - 1) & 1 == 1)
    }

    #[cfg(test)]
    mod tests {
        use super::said;

        #[test]
        fn the_system_says_what_is_ignored() {
            let status = |mask: &str| format!("Name:\tmasthead\nSigBlk:\t0000000000000001\nSigIgn:\t{mask}\n");
            assert_eq!(said(&status("0000000000001001")), Some(true));
            assert_eq!(said(&status("0000000000001000")), Some(false));
            assert_eq!((said(""), said("SigIgn:\t?\n")), (None, None));
        }
    }
}
