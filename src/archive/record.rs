//! The record of an issue's making, `data/report.json`: what was read, found and written, and with what it can be made again.

use crate::ast::{Date, Document, Provenance, Standing, text};
use crate::read::Revisions;
use crate::write::{Options, PDF_PROFILES, PdfProfile};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The version of the record's form; it rises when a reader of the old form would be misled.
pub const VERSION: u32 = 1;

/// The record. It has no time and no path of the machine, so that the same issue gives the same record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Record {
    /// [`VERSION`].
    #[serde(rename = "masthead-bag")]
    pub version: u32,
    /// The version of the program.
    pub masthead: String,
    /// What the issue says of itself.
    pub issue: Facts,
    /// What was read.
    pub source: Source,
    /// The pictures that the source names, as they lie beside it.
    pub pictures: Vec<File>,
    /// What the user asked for.
    pub options: Choices,
    /// What the series says where the issue says nothing.
    #[serde(default)]
    pub series: Standing,
    /// The style, with every key.
    pub style: Style,
    /// The font files beyond the program's own that the pages are set in.
    pub faces: Vec<Face>,
    /// What was written.
    pub outputs: Vec<Output>,
    /// The Dublin Core of the issue.
    pub dublin_core: File,
    /// Where the document came from, and what was done to it on the way in.
    pub provenance: Provenance,
    /// Everything that was found, in order.
    pub findings: Vec<Value>,
}

/// A file of the bag.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Its path in the bag.
    pub path: String,
    /// Bytes.
    pub bytes: u64,
    /// SHA-256 in lower-case hexadecimal.
    pub sha256: String,
}

/// The source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its file.
    #[serde(flatten)]
    pub file: File,
    /// The reader that read it.
    pub reader: String,
}

/// The style.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Style {
    /// Its name.
    pub name: String,
    /// The sheet.
    #[serde(flatten)]
    pub file: File,
}

/// A file of an output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Output {
    /// The format, by the name that `--to` knows; none for what goes with one, such as the pictures of JATS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// The file.
    #[serde(flatten)]
    pub file: File,
}

/// A font file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Face {
    /// The faces of it that were used.
    pub names: Vec<String>,
    /// The name of the file.
    pub file: String,
    /// Where it is in the bag; nowhere if its licence bits do not allow that it be passed on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Bytes.
    pub bytes: u64,
    /// SHA-256 in lower-case hexadecimal.
    pub sha256: String,
    /// What its licence bits (OpenType OS/2 fsType) allow.
    pub embedding: String,
    /// The licence that the font states.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
}

/// What the user asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Choices {
    /// What the PDF keeps to, by the name that `--pdf` knows.
    pub pdf: String,
    /// Whether JATS carries its document type declaration.
    pub doctype: bool,
    /// What became of tracked changes.
    pub revisions: String,
    /// What the outputs are called, without extension.
    pub stem: String,
}

const REVISIONS: [(&str, Revisions); 3] =
    [("accept", Revisions::Accept), ("reject", Revisions::Reject), ("fail", Revisions::Fail)];

impl Choices {
    /// The choices by their names.
    #[must_use]
    pub fn of(options: &Options, revisions: Revisions, stem: &str) -> Choices {
        let pdf = PDF_PROFILES.iter().find(|(_, profile)| *profile == options.pdf).map_or("", |(name, _)| name);
        let revisions = REVISIONS.iter().find(|(_, known)| *known == revisions).map_or("", |(name, _)| name);
        Choices { pdf: pdf.into(), doctype: options.doctype, revisions: revisions.into(), stem: stem.into() }
    }

    /// What the names mean, if the program knows them.
    pub(super) fn options(&self) -> Option<(Options, Revisions)> {
        let pdf = self.profile()?;
        let revisions = REVISIONS.iter().find(|(name, _)| *name == self.revisions)?.1;
        Some((Options { doctype: self.doctype, pdf, ..Options::default() }, revisions))
    }

    /// What the PDF keeps to.
    pub(super) fn profile(&self) -> Option<PdfProfile> {
        PDF_PROFILES.iter().find(|(name, _)| *name == self.pdf).map(|(_, profile)| *profile)
    }
}

/// What an issue says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Facts {
    /// The bulletin's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    /// The number within the year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// The number since the first issue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub whole_number: Option<u32>,
    /// The day of issue, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The issuing body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// The title in the issue's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The language.
    pub lang: String,
    /// International Standard Serial Number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issn: Option<String>,
    /// Digital Object Identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doi: Option<String>,
}

impl Facts {
    /// Those of a document.
    #[must_use]
    pub fn of(document: &Document) -> Facts {
        let front = &document.front;
        Facts {
            series: front.series.clone(),
            number: front.number.map(|number| number.0),
            whole_number: front.whole_number.map(|number| number.0),
            date: front.date.map(Date::iso),
            publisher: front.publisher.clone(),
            title: front.title().map(|title| text::inlines(&title.inlines)).filter(|title| !title.trim().is_empty()),
            lang: front.lang.tag().to_string(),
            issn: front.issn.clone(),
            doi: front.doi.as_deref().map(|doi| crate::ast::Front::bare_doi(doi).to_string()),
        }
    }

    /// By what an archive may know the issue: its DOI, and its series with year and numbers.
    pub(super) fn identifiers(&self) -> Vec<String> {
        let doi = self.doi.as_ref().map(|doi| format!("doi:{doi}"));
        doi.into_iter().chain(self.place_in_series()).collect()
    }

    /// `Pujiang Innovation Forum Bulletin 2023, no. 6 (whole no. 167)`.
    pub(super) fn place_in_series(&self) -> Option<String> {
        let series = self.series.as_deref()?;
        let year = self.date.as_deref().and_then(|date| date.split('-').next());
        let year = year.map(|year| format!(" {year}")).unwrap_or_default();
        Some(match (self.number, self.whole_number) {
            (Some(number), Some(whole)) => format!("{series}{year}, no. {number} (whole no. {whole})"),
            (Some(number), None) => format!("{series}{year}, no. {number}"),
            (None, Some(whole)) => format!("{series}{year}, whole no. {whole}"),
            (None, None) => format!("{series}{year}"),
        })
    }
}
