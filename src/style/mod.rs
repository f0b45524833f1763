//! How an issue looks: the resolved [`StyleSheet`] that layout and the flow backends read.

mod cascade;
mod chinese;
mod clauses;
mod error;
pub mod explain;
pub mod keys;
mod languages;
mod limits;
mod mistyped;
mod paragraph;
mod parts;
mod patterns;
mod ready;
mod schema;
mod sheet;
mod swatch;
mod written;

pub use cascade::{built_in, built_in_source, resolve};
pub use clauses::{Clause, Measure, Unit};
pub use error::StyleError;
pub use languages::Languages;
pub use paragraph::ParagraphStyle;
pub use parts::{
    BoxStyle, FolioStyle, ImprintStyle, MastheadStyle, NoteNumbering, NumberingStyle, PressStyle, RunningHeadStyle,
    SectionNumeral, Words,
};
pub use patterns::ISSUE_FIELDS;
pub use ready::ready;
pub use schema::schema;
pub use sheet::{
    Align, Caps, Colour, ColourRole, Face, FaceRole, PageStyle, Quotes, Slant, StyleSheet, TextRole, TextStyle,
    TextStyles, Weight,
};
pub use swatch::Swatch;
