//! A bag in one zip file, in the one form that a list of files can have: entries stored as they are, sorted, each with its
//! headers filled in a single way (APPNOTE.TXT 6.3). Whatever bit of such a file changes can therefore be told.
//!
//! Nothing is compressed: most of a bag is compressed by itself, a compressor of another year would give other bytes, and a
//! damaged bit harms the one file that it is in.

mod open;
mod write;

pub use open::{Bytes, ZipShelf};
pub use write::write;
