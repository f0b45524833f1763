//! Whether a bag is whole and says what it said: first its bytes, then what they mean.

mod contents;
mod facts;
mod fixity;
mod formats;
mod listing;
mod paths;
mod pdf;
mod words;

pub(super) use facts::differences;

use super::record::Record;
use super::shelf::Shelf;
use crate::diagnostics::{Code, Diagnostic, Severity};

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Whether only the bytes count.
    pub quick: bool,
    /// Font files that bags may need and could not keep.
    pub faces: Vec<Vec<u8>>,
}

/// A finding about a file of a bag.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The file by its path in the bag; empty for the bag as a whole.
    pub file: String,
    /// What was found.
    pub diagnostic: Diagnostic,
}

/// What became of the check of a bag.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// Everything that was found.
    pub findings: Vec<Finding>,
    /// How many files the bag holds.
    pub files: usize,
    /// How many bytes they have.
    pub bytes: u64,
    /// SHA-512 of the payload manifest by SHA-512, or else by SHA-256: one line that stands for the whole payload.
    pub digest: Option<String>,
    /// The record of the making, where there is one that can be read.
    pub record: Option<Record>,
}

impl Checked {
    /// Whether nothing is at fault.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.findings.iter().all(|finding| finding.diagnostic.severity != Severity::Error)
    }

    pub(super) fn find(&mut self, file: &str, code: Code, message: impl Into<String>, hint: &str) {
        let diagnostic = Diagnostic::new(code, message).hint(hint);
        self.findings.push(Finding { file: file.into(), diagnostic });
    }
}

/// Checks a bag. What its files mean is looked at only where its bytes are sound: of altered files nothing else is worth
/// knowing.
#[must_use]
pub fn check(shelf: &dyn Shelf, asked: &Asked) -> Checked {
    let mut checked = Checked::default();
    let sums = fixity::check(shelf, &mut checked);
    if !asked.quick && checked.is_sound() {
        contents::check(shelf, &sums, asked, &mut checked);
    }
    checked
}

const RESTORE: &str = "restore the file from another copy of the bag";
