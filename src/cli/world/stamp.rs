//! What tells one state of a file from another without reading it.

use serde::{Deserialize, Serialize};
use std::fs::Metadata;
use std::time::UNIX_EPOCH;

/// Size, times and place on the disk. Two states of a file that have the same stamp are one state, if the file has rested: see
/// [`Stamp::had_rested`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::cli) struct Stamp {
    /// Bytes.
    pub(in crate::cli) size: u64,
    /// When the bytes were last written, nanoseconds since 1970.
    pub(in crate::cli) modified: i64,
    /// When anything of the file was last changed, its times too: no program can set this one.
    pub(in crate::cli) changed: i64,
    /// The number of the file on its disk.
    pub(in crate::cli) inode: u64,
}

/// Clocks of file systems tick every ten milliseconds at the slowest, nanoseconds.
const TICK: i64 = 100_000_000;
/// File systems that keep whole seconds tick every other second at the slowest, nanoseconds.
const COARSE_TICK: i64 = 3_000_000_000;
const SECOND: i64 = 1_000_000_000;

impl Stamp {
    /// Whether whatever is written to the file after a moment gives it another stamp. A file that was written at that very
    /// tick may be written once more within it; one whose times are yet to come may be anything.
    pub(in crate::cli) fn had_rested(&self, at: i64) -> bool {
        let coarse = self.modified % SECOND == 0 && self.changed % SECOND == 0;
        let tick = if coarse { COARSE_TICK } else { TICK };
        self.modified.max(self.changed).saturating_add(tick) <= at
    }

    pub(super) fn of(metadata: &Metadata) -> Stamp {
        let since = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let modified = since.and_then(|since| i64::try_from(since.as_nanos()).ok()).unwrap_or(i64::MAX);
        let (changed, inode) = identity(metadata, modified);
        Stamp { size: metadata.len(), modified, changed, inode }
    }
}

#[cfg(unix)]
fn identity(metadata: &Metadata, _: i64) -> (i64, u64) {
    use std::os::unix::fs::MetadataExt;
    (metadata.ctime().saturating_mul(SECOND).saturating_add(metadata.ctime_nsec()), metadata.ino())
}

#[cfg(not(unix))]
fn identity(_: &Metadata, modified: i64) -> (i64, u64) {
    (modified, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(modified: i64, changed: i64) -> Stamp {
        Stamp { size: 1, modified, changed, inode: 1 }
    }

    #[test]
    fn a_file_rests_a_tick_after_its_last_change() {
        assert!(!stamp(5 * SECOND + 1, 1).had_rested(5 * SECOND + 2));
        assert!(stamp(5 * SECOND + 1, 1).had_rested(5 * SECOND + 1 + TICK));
        assert!(!stamp(1, 5 * SECOND + 1).had_rested(5 * SECOND + 2), "a time that was set back");
        assert!(!stamp(i64::MAX, 1).had_rested(5 * SECOND), "a time that is yet to come");
    }

    #[test]
    fn whole_seconds_are_not_trusted_for_a_while() {
        assert!(!stamp(5 * SECOND, 5 * SECOND).had_rested(7 * SECOND));
        assert!(stamp(5 * SECOND, 5 * SECOND).had_rested(8 * SECOND));
        assert!(stamp(5 * SECOND, 5 * SECOND + 1).had_rested(6 * SECOND), "one of the times is finer");
    }
}
