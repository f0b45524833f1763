//! The bag of an issue that was made.

use super::bag::Bag;
use super::digest::Digests;
use super::faces::UsedFile;
use super::record::{self, Choices, Facts, File, Output, Record};
use super::{dublin_core, info};
use crate::ast::{Date, Document, Standing};
use crate::diagnostics::{Diagnostic, code};
use crate::style::StyleSheet;
use crate::write::{Artifact, BACKENDS};
use serde_json::Value;
use std::collections::BTreeMap;

/// Where the source and its pictures lie.
pub(super) const SOURCE: &str = "data/source/";
/// Where the outputs lie.
pub(super) const OUTPUTS: &str = "data/outputs/";
/// Where font files lie.
const FACES: &str = "data/faces/";
/// The style with every key.
const STYLE: &str = "data/style.toml";
/// The Dublin Core of the issue.
const DUBLIN_CORE: &str = "data/dublin-core.xml";
/// The record of the making.
pub(super) const RECORD: &str = "data/report.json";

/// An issue that was made, with all that went into it.
pub struct Made<'a> {
    /// The name of the bag.
    pub name: &'a str,
    /// The document, numbered.
    pub document: &'a Document,
    /// Its outputs.
    pub artifacts: &'a [Artifact],
    /// The path of the source among its pictures, and its bytes.
    pub source: (&'a str, &'a [u8]),
    /// The reader that read it.
    pub reader: &'a str,
    /// The pictures that the source names, by their paths as that of the source.
    pub pictures: &'a BTreeMap<String, Vec<u8>>,
    /// The style.
    pub style: &'a StyleSheet,
    /// The font files beyond the program's own that the pages are set in.
    pub faces: &'a [UsedFile],
    /// What the user asked for.
    pub choices: Choices,
    /// What the series says where the issue says nothing.
    pub series: &'a Standing,
    /// What was found.
    pub findings: Vec<Value>,
    /// The day of the bag.
    pub date: Option<Date>,
}

/// The bag of an issue.
pub fn pack(made: Made<'_>) -> Result<Bag, Diagnostic> {
    let failed = |why: String| Diagnostic::new(code::BAG_FAILED, format!("no bag could be made: {why}"));
    let sheet = made.style.written().map_err(|why| failed(format!("the style `{}`: {why}", made.style.name)))?;
    let facts = Facts::of(made.document);
    let mut payload = Payload::default();
    let source = payload.add(format!("{SOURCE}{}", made.source.0), made.source.1.to_vec());
    let pictures = made.pictures.iter().map(|(path, bytes)| payload.add(format!("{SOURCE}{path}"), bytes.clone()));
    let pictures = pictures.collect();
    let dublin_core = dublin_core::render(made.document, &facts, made.artifacts);
    let record = Record {
        version: record::VERSION,
        masthead: env!("CARGO_PKG_VERSION").into(),
        source: record::Source { file: source, reader: made.reader.into() },
        pictures,
        style: record::Style { name: made.style.name.clone(), file: payload.add(STYLE.into(), sheet.into_bytes()) },
        faces: payload.faces(made.faces),
        outputs: made.artifacts.iter().map(|artifact| payload.output(artifact, &made.choices.stem)).collect(),
        dublin_core: payload.add(DUBLIN_CORE.into(), dublin_core.into_bytes()),
        provenance: made.document.provenance.clone(),
        options: made.choices,
        series: made.series.clone(),
        findings: made.findings,
        issue: facts,
    };
    let text = serde_json::to_string_pretty(&record).map_err(|error| failed(error.to_string()))?;
    payload.add(RECORD.into(), format!("{text}\n").into_bytes());
    Ok(Bag::of(made.name, payload.0, &record.issue, made.date))
}

/// The agent that makes bags, as `bag-info.txt` names it.
pub(super) fn is_own(agent: &str) -> bool {
    let name = |agent: &str| agent.split(' ').next().map(str::to_string);
    name(agent) == name(info::AGENT)
}

/// Files on their way into a bag.
#[derive(Default)]
struct Payload(BTreeMap<String, Vec<u8>>);

impl Payload {
    fn add(&mut self, path: String, bytes: Vec<u8>) -> File {
        let digests = Digests::of(&bytes);
        self.0.insert(path.clone(), bytes);
        File { path, bytes: digests.size, sha256: digests.sha256 }
    }

    fn output(&mut self, artifact: &Artifact, stem: &str) -> Output {
        let main = BACKENDS.iter().find(|entry| artifact.path == format!("{stem}.{}", entry.extension));
        let file = self.add(format!("{OUTPUTS}{}", artifact.path), artifact.bytes.clone());
        Output { format: main.map(|entry| entry.name.to_string()), file }
    }

    /// Font files under their own names, with a number before those of a name that is taken.
    fn faces(&mut self, faces: &[UsedFile]) -> Vec<record::Face> {
        let mut kept = Vec::new();
        for (at, face) in faces.iter().enumerate() {
            let plain = format!("{FACES}{}", face.file);
            let taken = self.0.contains_key(&plain);
            let (face, bytes) = face.kept(if taken { format!("{FACES}{}-{}", at + 1, face.file) } else { plain });
            if let (Some(path), Some(bytes)) = (&face.path, bytes) {
                self.0.insert(path.clone(), bytes.to_vec());
            }
            kept.push(face);
        }
        kept
    }
}
