//! From a document or from its pages to files: one backend a format.
//!
//! A backend is written wherever one likes. It implements [`FlowBackend`], which eats the document, or [`PageBackend`], which eats
//! finished [`Pages`], and goes into a [`Job`](crate::convert::Job) as an [`Entry`] beside those of [`BACKENDS`]:
//!
//! ```
//! use masthead::convert::{self, Job};
//! use masthead::diagnostics::{Diagnostic, Sink};
//! use masthead::write::{self, Artifact, Backend, Entry, FlowBackend, Issue, Options};
//! use masthead::{fonts::FontBook, layout::Typesetter, read, resources::NoResources, style};
//!
//! /// Writes the titles of the sections, one a line.
//! struct Contents;
//!
//! impl FlowBackend for Contents {
//!     fn write(&self, issue: &Issue<'_>, _: &mut Sink) -> Result<Vec<Artifact>, Diagnostic> {
//!         let titles = issue.document.sections.iter().map(|section| masthead::ast::text::inlines(&section.title) + "\n");
//!         Ok(vec![Artifact { path: format!("{}.contents", issue.stem), bytes: titles.collect::<String>().into_bytes() }])
//!     }
//! }
//!
//! let source = b"---\nseries: Lake Bulletin\nnumber: 6\nwhole-number: 60\ndate: 2024-06-01\npublisher: The Lake Office\n\
//!     title: Water\n---\n\n# The level rises\n\nBy two metres.\n";
//! let (mut sink, fonts) = (Sink::new(), FontBook::embedded());
//! let reader = read::by_name("bulletin").ok_or("no such reader")?;
//! let mut prepared = convert::prepare(&read::Input::new("lake.md", source), reader, &mut sink);
//! let sheet = style::built_in_source("plain").ok_or("no such style")?;
//! let style = style::resolve(sheet, &|_| None).map_err(|faults| faults[0].message.clone())?;
//!
//! let own = Entry { name: "contents", extension: "contents", summary: "titles", backend: Backend::Flow(&Contents) };
//! let text = write::by_name("text").ok_or("no such format")?;
//! let job = Job {
//!     backends: &[&own, text],
//!     style: &style,
//!     typesetter: &Typesetter::new(&fonts),
//!     options: &Options::default(),
//!     stem: "lake",
//!     source,
//! };
//! let files = convert::finish(&mut prepared.document, &job, &NoResources, &mut sink);
//! assert_eq!(files.iter().map(|file| file.path.as_str()).collect::<Vec<_>>(), ["lake.contents", "lake.txt"]);
//! assert_eq!(files[0].bytes, b"The level rises\n");
//! # Ok::<(), String>(())
//! ```

mod docx;
mod jats;
mod json;
mod markdown;
mod pdf;
mod profile;
mod text;
mod web;

pub use markdown::{Lines, markdown};
pub use profile::{PDF_PROFILES, PdfProfile, Sheets};
pub use web::{Places, page_look};

use crate::ast::Document;
use crate::diagnostics::{Diagnostic, Sink};
use crate::fonts::FontBook;
use crate::frame::Pages;
use crate::resources::Images;
use crate::seal::Form;
use crate::style::StyleSheet;

/// A finished output file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// Its path relative to the output folder, with forward slashes.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What every backend gets.
#[derive(Clone, Copy)]
pub struct Issue<'a> {
    /// The document, normalised and numbered.
    pub document: &'a Document,
    /// The style.
    pub style: &'a StyleSheet,
    /// The pictures that the document names.
    pub images: &'a Images,
    /// What output files are called, without extension.
    pub stem: &'a str,
    /// What the user asked for.
    pub options: &'a Options,
    /// What the PDF carries inside, where it carries anything.
    pub attached: &'a [Attachment],
}

/// A file inside another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// What it is, as a media type.
    pub media_type: &'static str,
    /// What it is, for people.
    pub description: &'static str,
    /// What it is to the file around it.
    pub relation: Relation,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What a file is to the one that carries it (ISO 19005-3, 6.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// What it was made from.
    Source,
    /// The same in another form.
    Alternative,
    /// What belongs to it.
    Supplement,
}

/// What the user may ask of backends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Whether JATS carries its document type declaration.
    pub doctype: bool,
    /// What a PDF keeps to.
    pub pdf: PdfProfile,
    /// How the words of a paragraph are laid over the lines of a text file.
    pub lines: Lines,
    /// The lines of the source, where the blocks of a page are to say at which of them they stand.
    pub places: Option<Places>,
    /// Whether parts of an issue may be made beside one another, on threads of their own. What comes of them does not depend on it;
    /// where every core has an issue to make, threads only cost.
    pub beside: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { doctype: true, pdf: PdfProfile::default(), lines: Lines::default(), places: None, beside: true }
    }
}

/// A backend that eats the document.
pub trait FlowBackend: Sync {
    /// Writes an issue. Losses go to the sink; an error means that there is no output.
    fn write(&self, issue: &Issue<'_>, sink: &mut Sink) -> Result<Vec<Artifact>, Diagnostic>;
}

/// A backend that eats finished pages.
pub trait PageBackend: Sync {
    /// Writes an issue's pages. Losses go to the sink; an error means that there is no output.
    fn write(
        &self,
        issue: &Issue<'_>,
        pages: &Pages,
        fonts: &FontBook,
        sink: &mut Sink,
    ) -> Result<Vec<Artifact>, Diagnostic>;
}

/// What a backend eats.
#[derive(Clone, Copy)]
pub enum Backend<'a> {
    /// The document.
    Flow(&'a dyn FlowBackend),
    /// Finished pages.
    Page(&'a dyn PageBackend),
}

impl Backend<'_> {
    /// Whether pages have to be set for it.
    #[must_use]
    pub fn has_pages(&self) -> bool {
        matches!(self, Backend::Page(_))
    }
}

/// One format that can be written, by this crate or by whoever calls it: a [`Job`](crate::convert::Job) takes both alike.
#[derive(Clone, Copy)]
pub struct Entry<'a> {
    /// The name by which `--to` asks for it.
    pub name: &'a str,
    /// The extension of its main file, without the dot.
    pub extension: &'a str,
    /// One line on what it writes.
    pub summary: &'a str,
    /// What writes it.
    pub backend: Backend<'a>,
}

/// Every format that the crate itself writes.
pub static BACKENDS: &[Entry<'static>] = &[
    Entry {
        name: "pdf",
        extension: "pdf",
        summary: "print-ready PDF, archival and accessible",
        backend: Backend::Page(&pdf::Pdf),
    },
    Entry {
        name: "docx",
        extension: "docx",
        summary: "a Word file to go on editing",
        backend: Backend::Flow(&docx::Docx),
    },
    Entry { name: "jats", extension: "xml", summary: "JATS preservation XML", backend: Backend::Flow(&jats::Jats) },
    Entry {
        name: "html",
        extension: "html",
        summary: "one page for browsers, accessible, that needs no other file",
        backend: Backend::Flow(&web::Html),
    },
    Entry {
        name: "epub",
        extension: "epub",
        summary: "EPUB 3 for reading systems, accessible",
        backend: Backend::Flow(&web::Epub),
    },
    Entry { name: "json", extension: "json", summary: "the document as JSON", backend: Backend::Flow(&json::Json) },
    Entry {
        name: "markdown",
        extension: "md",
        summary: "bulletin Markdown, the source to go on editing",
        backend: Backend::Flow(&markdown::Markdown),
    },
    Entry {
        name: "text",
        extension: "txt",
        summary: "the plain words of the issue",
        backend: Backend::Flow(&text::Text),
    },
];

/// The formats that are written when none is named.
pub const DEFAULT: [&str; 3] = ["pdf", "docx", "jats"];

/// Where the files of a format of the crate's own have their seals; nothing where the format has no room for one.
#[must_use]
pub fn seal(name: &str) -> Option<Form> {
    match name {
        "pdf" => Some(Form::Pdf),
        "docx" | "epub" => Some(Form::Zip),
        "jats" => Some(Form::Xml),
        "html" => Some(Form::Html),
        "json" => Some(Form::Json),
        _ => None,
    }
}

/// Makes what every PDF needs that is the same in all: for a thread that has nothing else to do before the first one is written.
pub fn make_ready() {
    pdf::make_ready();
}

/// The format of a name or, where it has another, of the extension of its files.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Entry<'static>> {
    BACKENDS.iter().find(|entry| entry.name == name || entry.extension == name)
}
