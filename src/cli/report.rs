//! The report of a build as JSON, for the archive and for other programs.

use super::Verdict;
use super::build::Done;
use super::messages::Findings;
use crate::diagnostics::render;
use crate::write::Entry;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

/// The version of the report's form.
const VERSION: u32 = 1;

/// The key by which a report is known.
const KEY: &str = "masthead-report";

/// Whether a file is a report and not a document.
pub(super) fn is_report(bytes: &[u8]) -> bool {
    serde_json::from_slice::<Map<String, Value>>(bytes).is_ok_and(|map| map.contains_key(KEY))
}

/// A report that grows with every input.
pub(super) struct Report {
    formats: Vec<&'static Entry>,
    inputs: Vec<Value>,
}

impl Report {
    /// A report of nothing yet.
    pub(super) fn new(formats: &[&'static Entry]) -> Report {
        Report { formats: formats.to_vec(), inputs: Vec::new() }
    }

    /// Adds an input that is done with.
    pub(super) fn add(&mut self, name: &str, done: &Done) {
        let outcome = &done.outcome;
        let times = outcome
            .times
            .iter()
            .map(|(stage, time)| ((*stage).to_string(), json!((time.as_secs_f64() * 1e6).round() / 1e3)));
        self.inputs.push(json!({
            "path": name,
            "sha256": outcome.reader.map(|_| sha256(&outcome.bytes)),
            "reader": outcome.reader,
            "style": outcome.style,
            "status": if done.files.is_empty() { "faulty" } else { "clean" },
            "outputs": done.files.iter().map(|file| json!({
                "path": file.path.to_string_lossy(),
                "format": self.format(&file.path),
                "bytes": file.bytes.len(),
                "sha256": sha256(&file.bytes),
            })).collect::<Vec<_>>(),
            "diagnostics": outcome.findings.iter().flat_map(rendered).collect::<Vec<_>>(),
            "milliseconds": times.collect::<Map<_, _>>(),
        }));
    }

    /// The report as text.
    pub(super) fn finish(self, verdict: Verdict) -> String {
        let report = json!({
            KEY: VERSION,
            "masthead": env!("CARGO_PKG_VERSION"),
            "status": if verdict == Verdict::Clean { "clean" } else { "faulty" },
            "inputs": self.inputs,
        });
        format!("{report:#}\n")
    }

    fn format(&self, path: &std::path::Path) -> Option<&'static str> {
        match self.formats[..] {
            [only] => Some(only.name),
            _ => {
                let extension = path.extension()?;
                self.formats.iter().find(|format| extension == format.extension).map(|format| format.name)
            }
        }
    }
}

fn rendered(findings: &Findings) -> impl Iterator<Item = Value> {
    findings.diagnostics.iter().map(|diagnostic| render::json(diagnostic, &findings.source))
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
