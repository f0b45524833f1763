//! The document: one issue of a bulletin as every reader makes it and every backend eats it.
//!
//! Blocks and inlines are apart, sections are a tree, and notes stand beside the text, so that most nonsense cannot be
//! built; [`check`] finds the rest. Every node keeps the [`Span`] of the source that it came from.

pub mod address;
mod block;
pub mod check;
mod date;
mod front;
pub mod identifiers;
mod inline;
pub mod json;
pub mod labels;
mod lang;
pub mod narrow;
pub mod numerals;
pub mod phrases;
mod standing;
mod taken;
pub mod text;
pub mod walk;

pub use block::{
    Alignment, Block, Boxed, Cell, Column, DefinitionItem, Figure, List, ListItem, ListMarker, MOST_COLUMNS, Note,
    Paragraph, Placement, Quote, Row, RunIn, Section, Table,
};
pub use date::Date;
pub use front::{
    Compilers, CorrectedIssue, EditorsNote, Front, Imprint, ImprintLine, IssueNumber, Masthead, NameOrder, Person,
    PersonId, Title,
};
pub use inline::{Emphasis, Inline, Inlines, MilestoneKind, NoteId, ReferenceForm};
pub use lang::{Direction, Lang, Slip};
pub use standing::Standing;
pub use taken::Taken;

use crate::diagnostics::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The version of the JSON form; it rises when a reader of the old form would be misled.
pub const VERSION: u32 = 1;

/// One issue.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Document {
    /// Where the document came from.
    pub provenance: Provenance,
    /// Masthead data and everything else that is said about the issue rather than in it.
    pub front: Front,
    /// What the masthead, the imprint and the furniture print, derived once from `front` and the style.
    #[serde(default)]
    pub masthead: Masthead,
    /// The blocks before the first section.
    #[serde(default)]
    pub lead: Vec<Block>,
    /// The sections, in order.
    #[serde(default)]
    pub sections: Vec<Section>,
    /// The notes, in the order of their first callout.
    #[serde(default)]
    pub notes: Vec<Note>,
}

impl Document {
    /// The lines over the masthead, each by what stands at its two ends.
    #[must_use]
    pub fn markings(&self) -> Vec<[Option<&str>; 2]> {
        let [marking, copy] = [&self.front.classification, &self.front.copy_number].map(Option::as_deref);
        let lines =
            if self.masthead.copy_number_first { vec![[copy, None], [marking, None]] } else { vec![[marking, copy]] };
        lines.into_iter().filter(|ends| ends.iter().any(Option::is_some)).collect()
    }
}

/// Where a document came from, and what was done to it on the way in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Provenance {
    /// File name of the source, without folders.
    #[serde(default)]
    pub source: String,
    /// SHA-256 of the source's bytes, in lower-case hexadecimal.
    #[serde(default)]
    pub sha256: String,
    /// Name of the reader that read it (`bulletin`, `transcript`, …).
    #[serde(default)]
    pub format: String,
    /// Everything that the reader repaired, joined, dropped or found missing.
    #[serde(default)]
    pub anomalies: Vec<Anomaly>,
}

/// One repair or gap, kept for the archive.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Anomaly {
    /// The code of the diagnostic that reported it.
    pub code: String,
    /// Line of the source, from 1; 0 where the source has no lines.
    pub line: u32,
    /// Column in characters, from 1; 0 where the source has no lines.
    pub column: u32,
    /// What was found and done, as one sentence.
    pub message: String,
    /// Where.
    #[serde(default)]
    pub span: Span,
}

/// A label that the model gives to a section, note, table or figure, or that the source already carried.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Label {
    /// The label as printed: `II.`, `二、`, `Table 3`, `First,`.
    pub text: String,
    /// Its place in the sequence, from 1.
    pub number: u32,
    /// Whether the source carried it; otherwise numbering made it.
    pub literal: bool,
}
