//! Backends and filters that are programs of others: what they are told, and what they may answer. Bytes in and bytes out;
//! who starts them is the command line.

mod answer;
mod files;
mod findings;
mod place;
mod request;
mod sheet;

pub use answer::answer;
pub use files::{arranged, is_plain};
pub use findings::{Finding, findings};
pub use request::{Laid, Request, Role};
pub use sheet::{BackendSheet, FilterSheet, is_name};

use crate::ast::json::Envelope;
use schemars::JsonSchema;
use serde_json::Value;

/// The version of what is told and answered; it rises when a program of the old form would be misled.
pub const PROTOCOL: u32 = 1;

/// What goes between masthead and a program.
#[derive(JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(dead_code, reason = "it is there for its schema alone")]
struct Protocol<'a> {
    /// What a program reads on its standard input.
    request: Request<'a>,
    /// What a line on its standard error may say.
    finding: Finding,
    /// What a filter writes to its standard output.
    answer: Envelope,
}

/// The JSON Schema of everything that goes between masthead and a program.
#[must_use]
pub fn schema() -> Value {
    schemars::schema_for!(Protocol<'_>).to_value()
}
