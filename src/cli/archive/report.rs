//! What was archived, as JSON for other programs.

use super::super::Verdict;
use super::super::vault::Filled;
use super::Done;
use super::places::Place;
use crate::archive::Digests;
use crate::diagnostics::render;
use serde_json::{Value, json};

/// A report that grows with every input.
#[derive(Default)]
pub(super) struct Report(Vec<Value>);

impl Report {
    /// Adds an input that is done with.
    pub(super) fn add(&mut self, name: &str, place: Option<&Place>, done: &Done) {
        let bag = done.bag.as_ref().zip(place).map(|((bag, filled), place)| {
            let manifest = bag.files.get("manifest-sha512.txt").map(|text| Digests::of(text).sha512);
            json!({
                "path": place.path.to_string_lossy(),
                "files": bag.files.len(),
                "bytes": bag.files.values().map(Vec::len).sum::<usize>(),
                "manifest-sha512": manifest,
                "new": *filled == Filled::Made,
            })
        });
        self.0.push(json!({
            "path": name,
            "status": if bag.is_some() { "clean" } else { "faulty" },
            "bag": bag,
            "diagnostics": done.findings.iter().map(render::json).collect::<Vec<_>>(),
        }));
    }

    /// The report as text.
    pub(super) fn finish(self, verdict: Verdict) -> String {
        let report = json!({
            "masthead-report": 1,
            "masthead": env!("CARGO_PKG_VERSION"),
            "command": "archive",
            "status": if verdict == Verdict::Clean { "clean" } else { "faulty" },
            "inputs": self.0,
        });
        format!("{report:#}\n")
    }
}
