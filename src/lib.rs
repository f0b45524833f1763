//! Compiles an official numbered bulletin from one structured source into print-ready PDF, Word, JATS XML, HTML and EPUB that all
//! say the same words.
//!
//! The modules are listed in layer order: a module uses only those above it.

// L0
pub mod deflate;
pub mod diagnostics;
pub mod geom;
pub mod xml;
pub mod zipped;
// L1
pub mod ast;
pub mod package;
pub mod resources;
pub mod seal;
// L2
pub mod style;
// L3
pub mod compare;
pub mod fonts;
pub mod normalize;
pub mod numbering;
pub mod read;
// L4
pub mod frame;
// L5
pub mod layout;
pub mod preflight;
// L6
pub mod write;
// L7
pub mod convert;
pub mod outside;
// L8
pub mod archive;
pub mod language;
pub mod series;
// L9
pub mod cli;
