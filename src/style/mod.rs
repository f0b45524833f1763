//! How an issue looks: the resolved [`StyleSheet`] that layout and the flow backends read.

mod cascade;
mod chinese;
mod error;
mod keys;
mod limits;
mod patterns;
mod schema;
mod sheet;
mod swatch;

pub use cascade::{built_in, built_in_source, resolve};
pub use error::StyleError;
pub use patterns::ISSUE_FIELDS;
pub use schema::schema;
pub use sheet::{
    Align, Caps, Colour, ColourRole, Face, FaceRole, FolioStyle, MastheadStyle, NoteNumbering, NumberingStyle,
    PageStyle, Quotes, RunningHeadStyle, SectionNumeral, Slant, StyleSheet, TextRole, TextStyle, TextStyles, Weight,
    Words,
};
pub use swatch::Swatch;
