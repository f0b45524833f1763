//! How the lines of a paragraph are filled.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How justified lines are filled. What fills a line besides its word spaces keeps these alike from line to line.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ParagraphStyle {
    /// How much of what hyphens, stops, quotes and dashes can hang outside the measure they do: 0 for none, 1 for all.
    pub protrusion: f64,
    /// How far letters may be widened or narrowed, per cent of their width; 0 for not at all. Lines with East Asian
    /// characters keep all widths.
    pub expansion: f64,
}
