//! Many issues of one bulletin: the file that says what they share, and the ledger of their numbers. Knows no disk: it is
//! given what is in the files.

pub mod check;
pub mod copies;
mod entry;
pub mod index;
pub mod mend;
pub mod next;
mod pattern;
mod sheet;

pub use entry::{Entry, Issue, issues, numbers_of};
pub use pattern::{FilePattern, Numbers};
pub use sheet::{Numbering, Series, SeriesSheet, Supplements, schema};
