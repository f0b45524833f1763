//! A log that grows by whole lines, whoever else writes to it.

use crate::ast::Date;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

/// A log.
pub(in crate::cli) struct Log(File);

impl Log {
    /// Opens a log, which is made if it is not there.
    pub(in crate::cli) fn open(path: &Path) -> io::Result<Log> {
        Ok(Log(File::options().read(true).append(true).create(true).open(path)?))
    }

    /// Adds a line and waits until it is on the disk. Nobody else adds one meanwhile; a line that was broken off before, as by
    /// a power failure, is left to itself.
    pub(in crate::cli) fn add(&mut self, line: &str) -> io::Result<()> {
        self.0.lock()?;
        let added = self.append(line);
        self.0.unlock()?;
        added
    }

    fn append(&mut self, line: &str) -> io::Result<()> {
        let end = if self.is_broken_off()? { "\n" } else { "" };
        self.0.write_all(format!("{end}{line}\n").as_bytes())?;
        self.0.sync_data()
    }

    fn is_broken_off(&mut self) -> io::Result<bool> {
        if self.0.metadata()?.len() == 0 {
            return Ok(false);
        }
        self.0.seek(SeekFrom::End(-1))?;
        let mut last = [0];
        self.0.read_exact(&mut last)?;
        Ok(last != *b"\n")
    }
}

/// The time of day in UTC, as RFC 3339 writes it. Of all that masthead writes the log alone has it: it tells when bags were
/// checked.
pub(in crate::cli) fn now() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let (day, second) = (day(seconds / 86_400), seconds % 86_400);
    let day = day.map_or_else(String::new, Date::iso);
    format!("{day}T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60)
}

/// The day that so many days after 1970-01-01 is.
pub(in crate::cli) fn day(days: u64) -> Option<Date> {
    // Years are counted from March on, so that the day of a leap year is the last one (Hinnant, days_from_civil).
    let days = days.checked_add(719_468)?;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let (day, month) = (day_of_year - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 });
    let year = year_of_era.checked_add(era.checked_mul(400)?)? + u64::from(month <= 2);
    Date::new(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn days_are_those_of_the_calendar() {
        let iso = |days| day(days).map(Date::iso);
        assert_eq!(iso(0).as_deref(), Some("1970-01-01"));
        assert_eq!(iso(11_016).as_deref(), Some("2000-02-29"));
        assert_eq!(iso(19_622).as_deref(), Some("2023-09-22"));
        assert_eq!(iso(u64::MAX), None);
        assert_eq!(now().len(), "2023-09-22T10:00:00Z".len());
    }

    #[test]
    fn lines_stand_whole_whoever_writes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log");
        fs::write(&path, "broken off").unwrap();
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..25).for_each(|_| Log::open(&path).unwrap().add(&"x".repeat(3000)).unwrap()));
            }
        });
        let text = fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!((lines.len(), lines[0]), (101, "broken off"));
        assert!(text.ends_with('\n') && lines[1..].iter().all(|line| line.len() == 3000));
    }
}
