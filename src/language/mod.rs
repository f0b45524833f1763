//! What an editor asks of an issue while it is being written: what stands here, what may be written here, where is what is
//! meant. Knows no editor, no protocol and no disk.

mod complete;
mod draft;
mod format;
mod hover;
mod keys;
mod spot;
mod symbols;
mod targets;
#[cfg(test)]
mod tests;
mod text;
mod toml;
mod yaml;

pub use complete::{Around, Proposal, ProposalKind, complete, complete_sheet};
pub use draft::Draft;
pub use format::{format, line_edit};
pub use hover::{hover, hover_sheet};
pub use keys::Keys;
pub use symbols::{Symbol, SymbolKind, symbols};
pub use targets::{definition, uses};
pub use text::{Position, Text, Unit};
