//! How an issue looks: the resolved [`StyleSheet`] that layout and the flow backends read.

mod cascade;
mod sheet;

pub use cascade::{StyleError, built_in, built_in_source, resolve};
pub use sheet::{
    Align, Caps, Colour, ColourRole, Face, FaceRole, FolioStyle, MastheadStyle, NoteNumbering, NumberingStyle,
    PageStyle, RunningHeadStyle, SectionNumeral, Slant, StyleSheet, TextRole, TextStyle, TextStyles, Weight, Words,
};
