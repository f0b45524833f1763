//! From bytes to a [`Document`]: one reader a format.

pub mod decode;

mod bulletin;
mod docx;
mod formula;
mod genre;
mod ids;
mod jats;
mod json;
mod language;
mod transcript;

pub use self::language::likely_language;
pub use bulletin::{fact_of_chinese_name, forms, front_schema};

use crate::ast::Document;
use crate::diagnostics::{Sink, Source};
use std::collections::BTreeMap;

/// A source as it came.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The name by which messages call it.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// What to do with the tracked changes of a manuscript.
    pub revisions: Revisions,
}

impl<'a> Input<'a> {
    /// A source whose tracked changes, if it has any, are accepted.
    #[must_use]
    pub fn new(name: &'a str, bytes: &'a [u8]) -> Input<'a> {
        Input { name, bytes, revisions: Revisions::default() }
    }
}

/// What to do with the tracked changes of a manuscript.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Revisions {
    /// What was put in stays, what was taken out goes.
    #[default]
    Accept,
    /// What was put in goes, what was taken out stays.
    Reject,
    /// A manuscript that has any is a fault.
    Fail,
}

/// Pictures that a source carries inside itself, by the paths under which its document names them.
pub type Carried = BTreeMap<String, Vec<u8>>;

/// What a reader made of a source. Where the sink holds errors the document may be partial.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The document, not yet normalised or numbered.
    pub document: Document,
    /// The decoded text, into which the document's spans point; without text where that is not at hand.
    pub source: Source,
    /// The pictures inside the source.
    pub pictures: Carried,
}

impl Reading {
    /// What was made of a source that carries no pictures.
    #[must_use]
    pub fn new(document: Document, source: Source) -> Reading {
        Reading { document, source, pictures: Carried::new() }
    }
}

/// One format that can be read.
pub struct Reader {
    /// The name by which `--from` asks for it.
    pub name: &'static str,
    /// The file extensions by which it is chosen, without the dot.
    pub extensions: &'static [&'static str],
    /// One line on what it reads.
    pub summary: &'static str,
    /// Reads; never stops at the first fault.
    pub read: fn(&Input<'_>, &mut Sink) -> Reading,
}

/// Every format that can be read. Of files of one name in a folder the one whose reader stands first is the source: what
/// people write stands before what programs make of it.
pub static READERS: &[Reader] = &[
    Reader {
        name: "bulletin",
        extensions: &["md", "markdown"],
        summary: "bulletin Markdown with YAML front matter",
        read: bulletin::read,
    },
    Reader { name: "transcript", extensions: &["txt"], summary: "an issue as extracted text", read: transcript::read },
    Reader {
        name: "docx",
        extensions: &["docx", "docm"],
        summary: "a manuscript of a word processor",
        read: docx::read,
    },
    Reader { name: "jats", extensions: &["xml"], summary: "an article in JATS", read: jats::read },
    Reader {
        name: "json",
        extensions: &["json"],
        summary: "the document as JSON, as `inspect` prints it",
        read: json::read,
    },
];

/// The reader of a name.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Reader> {
    READERS.iter().find(|reader| reader.name == name)
}

/// The reader of a file extension, whatever its case.
#[must_use]
pub fn by_extension(extension: &str) -> Option<&'static Reader> {
    let extension = extension.to_ascii_lowercase();
    READERS.iter().find(|reader| reader.extensions.contains(&extension.as_str()))
}
