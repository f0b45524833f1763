//! What a program is told.

use super::PROTOCOL;
use crate::ast::{Document, VERSION};
use crate::style::StyleSheet;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// What a program is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Write files into the folder.
    Backend,
    /// Give the document back, changed or not.
    Filter,
}

/// What a program reads on its standard input: one JSON object. Keys may be added to it without a new version.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Request<'a> {
    /// The version of this form.
    masthead_protocol: u32,
    /// The version of the program that asks.
    masthead: &'a str,
    /// What is to be done.
    role: Role,
    /// The name by which the backend or filter is asked for.
    name: &'a str,
    /// What the files of a backend are called: `STEM.EXTENSION`, and others `STEM-…` or `STEM.…`; nothing for a filter.
    #[serde(skip_serializing_if = "Option::is_none")]
    stem: Option<&'a str>,
    /// The extension of a backend's main file, without the dot; nothing for a filter.
    #[serde(skip_serializing_if = "Option::is_none")]
    extension: Option<&'a str>,
    /// The empty folder for a backend's files, which is its working directory too; nothing for a filter.
    #[serde(skip_serializing_if = "Option::is_none")]
    folder: Option<&'a str>,
    /// The pictures of the document, by their paths in it; none for a filter.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pictures: BTreeMap<&'a str, Laid<'a>>,
    /// The style of the issue with every key, in its language; nothing for a filter, since a filter may name another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    style: Option<&'a StyleSheet>,
    /// The version of the document's form.
    masthead_ast: u32,
    /// The document, as `masthead schema` says: for a backend it is numbered, for a filter it is not.
    document: &'a Document,
}

/// A picture that was laid out for a program.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Laid<'a> {
    /// The file to read it from.
    pub file: String,
    /// What it is: `image/png`, `image/jpeg` or `image/svg+xml`.
    pub media_type: &'a str,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

impl<'a> Request<'a> {
    /// What a filter is told.
    #[must_use]
    pub fn filter(name: &'a str, document: &'a Document) -> Request<'a> {
        Request {
            masthead_protocol: PROTOCOL,
            masthead: env!("CARGO_PKG_VERSION"),
            role: Role::Filter,
            name,
            stem: None,
            extension: None,
            folder: None,
            pictures: BTreeMap::new(),
            style: None,
            masthead_ast: VERSION,
            document,
        }
    }

    /// What a backend is told.
    #[must_use]
    pub fn backend(
        (name, extension): (&'a str, &'a str),
        stem: &'a str,
        folder: &'a str,
        pictures: BTreeMap<&'a str, Laid<'a>>,
        style: &'a StyleSheet,
        document: &'a Document,
    ) -> Request<'a> {
        Request {
            role: Role::Backend,
            stem: Some(stem),
            extension: Some(extension),
            folder: Some(folder),
            pictures,
            style: Some(style),
            ..Request::filter(name, document)
        }
    }

    /// The bytes that the program reads, or why there are none.
    pub fn to_json(&self) -> Result<Vec<u8>, String> {
        serde_json::to_vec(self).map_err(|error| error.to_string())
    }
}
