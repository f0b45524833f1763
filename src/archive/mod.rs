//! Issues kept for good: bags (BagIt 1.0, RFC 8493) of an issue's source, its outputs and all that makes them again; and the
//! check whether a bag is whole and still says what it said.

mod bag;
mod check;
mod digest;
mod dublin_core;
mod faces;
mod info;
mod ledger;
mod make;
mod manifest;
mod record;
mod remake;
mod shelf;
pub mod zip;

pub use bag::Bag;
pub use check::{Asked, Checked, Finding, check};
pub use digest::{Algorithm, Digests};
pub use faces::{UsedFile, used};
pub use ledger::{Listed, Series};
pub use make::{Made, pack};
pub use record::{Choices, Face, Facts, File, Output, Record, Source, Style, VERSION};
pub use remake::place;
pub use shelf::{Entry, EntryKind, Shelf};
