//! Why a style sheet cannot be used.

use std::fmt;
use std::ops::Range;

/// One fault of a style sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct StyleError {
    /// What is wrong, as one sentence without a full stop.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
    /// The range of bytes of the sheet's TOML, where it is known.
    pub range: Option<Range<usize>>,
    /// The sheet at fault by the name under which another extends it; none for the sheet that was asked for.
    pub sheet: Option<String>,
}

impl StyleError {
    /// A fault with no place and no advice yet.
    pub(super) fn new(message: impl Into<String>) -> StyleError {
        StyleError { message: message.into(), hint: None, range: None, sheet: None }
    }

    /// The same fault at a place.
    pub(super) fn at(mut self, range: Option<Range<usize>>) -> StyleError {
        self.range = range;
        self
    }

    /// The same fault with advice.
    pub(super) fn hint(mut self, hint: impl Into<String>) -> StyleError {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for StyleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}
