//! Where in the source a node or a fault stands.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A place in the one source of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Span {
    /// Not known, or made by the program.
    #[default]
    Unknown,
    /// A range of bytes of the source as UTF-8 text (after decoding), end excluded.
    Text {
        /// First byte.
        start: u32,
        /// One past the last byte.
        end: u32,
    },
    /// A paragraph of a package part, both counted from 0.
    Part {
        /// Index of the part in the package.
        part: u16,
        /// Index of the paragraph in the part.
        paragraph: u32,
    },
}

impl Span {
    /// A range of bytes of a text source; offsets past 4 GiB saturate.
    #[must_use]
    pub fn text(start: usize, end: usize) -> Span {
        let narrow = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span::Text { start: narrow(start), end: narrow(end.max(start)) }
    }

    /// The byte range, where there is one.
    #[must_use]
    pub fn range(self) -> Option<std::ops::Range<usize>> {
        match self {
            Span::Text { start, end } => Some(start as usize..end as usize),
            _ => None,
        }
    }

    /// The smallest span that holds both; the known one where only one is known.
    #[must_use]
    pub fn join(self, other: Span) -> Span {
        match (self, other) {
            (Span::Text { start: a, end: b }, Span::Text { start: c, end: d }) => {
                Span::Text { start: a.min(c), end: b.max(d) }
            }
            (Span::Unknown, known) | (known, _) => known,
        }
    }
}
