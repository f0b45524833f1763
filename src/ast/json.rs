//! The versioned JSON form of a document, and its schema.

use super::{Document, VERSION};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Outgoing<'a> {
    masthead_ast: u32,
    document: &'a Document,
}

/// A document in a file, with the version of its form.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Envelope {
    /// The version of the form: [`VERSION`].
    pub masthead_ast: u32,
    /// The document.
    pub document: Document,
    /// What `masthead build` knows its own file by; it says nothing of the document, and others leave it out.
    #[serde(default)]
    pub seal: Option<String>,
}

/// A document as indented JSON, keys in the order of the model.
pub fn to_json(document: &Document) -> serde_json::Result<String> {
    serde_json::to_string_pretty(&Outgoing { masthead_ast: VERSION, document })
}

/// The JSON Schema of the form.
#[must_use]
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(Envelope)
}
