//! What is wrong with a series as a whole, though every issue of it may be sound.

mod claims;
mod corrections;
pub(super) mod facts;
mod numbers;
#[cfg(test)]
pub(super) mod sample;
pub(super) mod verdict;
pub(super) mod whole;
pub(super) mod witness;
mod year;

pub use claims::{Claim, doubtful};
pub use numbers::repeats;

use super::entry::{Entry, Issue, issues};
use super::sheet::Series;
use crate::ast::Front;
use crate::diagnostics::{Code, Diagnostic, Severity};

/// A finding on a document of the series.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The document's file, or the folder of several.
    pub file: String,
    /// The files of other documents that it is about as well.
    pub others: Vec<String>,
    /// What was found.
    pub diagnostic: Diagnostic,
}

/// Everything that is wrong with the numbers, dates, names and corrections of a series.
#[must_use]
pub fn check(series: &Series, entries: &[Entry]) -> Vec<Found> {
    let (verdicts, entries) = verdict::weigh(series, entries);
    let issues = issues(series, &entries);
    let mut findings = Findings::default();
    verdict::tell(&verdicts, &entries, &mut findings);
    numbers::check(series, &issues, &mut findings);
    facts::check(series, &issues, &mut findings);
    whole::check(series, &issues, &mut findings);
    corrections::check(&issues, &mut findings);
    findings.0.sort_by(|a, b| a.file.cmp(&b.file));
    findings.0
}

/// Findings, each at a fact of a document.
#[derive(Default)]
struct Findings(Vec<Found>);

impl Findings {
    fn tell(&mut self, entry: &Entry, key: &str, code: Code, message: String, hint: impl Into<String>) {
        let diagnostic = Diagnostic::new(code, message).at(entry.place(key)).hint(hint);
        self.0.push(Found { file: entry.file.clone(), others: Vec::new(), diagnostic });
    }

    /// Whether a finding of a kind was told of a document.
    fn has(&self, entry: &Entry, code: Code) -> bool {
        self.0.iter().any(|found| found.diagnostic.code == code && found.file == entry.file)
    }

    /// Tells of a fact of an issue at the document that has it.
    fn tell_of(
        &mut self,
        issue: &Issue<'_>,
        (key, has): (&str, fn(&Front) -> bool),
        code: Code,
        message: String,
        hint: &str,
    ) {
        if let Some(entry) = issue.speaker(has) {
            self.tell(entry, key, code, message, hint);
        }
    }

    /// Tells of a number of an issue that is another one's too, which is a fault whatever the kind of finding mostly is.
    fn tell_of_two(
        &mut self,
        (issue, other): (&Issue<'_>, &Issue<'_>),
        fact: (&str, fn(&Front) -> bool),
        code: Code,
        message: String,
        hint: &str,
    ) {
        let before = self.0.len();
        self.tell_of(issue, fact, code, message, hint);
        for found in self.0.iter_mut().skip(before) {
            found.diagnostic.severity = Severity::Error;
            found.others = other.entries.iter().map(|entry| entry.file.clone()).collect();
        }
    }
}
