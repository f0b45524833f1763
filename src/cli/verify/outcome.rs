//! What became of the check of a bag: for people, for the report, and for the log.

use super::super::Verdict;
use super::super::messages::Findings;
use super::super::vault::now;
use crate::archive::{Checked, Facts};
use crate::diagnostics::{Diagnostic, Severity, render};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What became of a bag.
#[derive(Default)]
pub(super) struct Outcome {
    pub(super) findings: Vec<Findings>,
    pub(super) files: usize,
    pub(super) bytes: u64,
    digest: Option<String>,
    issue: Option<Facts>,
    version: Option<String>,
}

impl Outcome {
    /// That of a check.
    pub(super) fn of(name: &str, checked: Checked) -> Outcome {
        let about = |file: &str| match file.is_empty() {
            true => name.to_string(),
            false => format!("{name}/{file}"),
        };
        let findings = checked.findings.into_iter();
        Outcome {
            findings: findings.map(|found| Findings::about(&about(&found.file), vec![found.diagnostic])).collect(),
            files: checked.files,
            bytes: checked.bytes,
            digest: checked.digest,
            version: checked.record.as_ref().map(|record| record.masthead.clone()),
            issue: checked.record.map(|record| record.issue),
        }
    }

    /// That of a bag that could not be checked.
    pub(super) fn failed(name: &str, fault: Diagnostic) -> Outcome {
        Outcome { findings: vec![Findings::about(name, vec![fault])], ..Outcome::default() }
    }

    /// Whether nothing is at fault.
    pub(super) fn is_sound(&self) -> bool {
        self.findings.iter().all(|findings| findings.worst() != Some(Severity::Error))
    }

    fn result(&self) -> &'static str {
        if self.is_sound() { "sound" } else { "faulty" }
    }

    /// A line for the log. Only here a check has its time.
    pub(super) fn line(&self, bag: &str, quick: bool) -> String {
        let errors = self.findings.iter().flat_map(|findings| &findings.diagnostics);
        let errors = errors.filter(|finding| finding.severity == Severity::Error).map(|finding| finding.code.name());
        let line = Line {
            date: now(),
            bag,
            result: self.result(),
            check: if quick { "quick" } else { "full" },
            errors: errors.collect(),
            files: self.files,
            bytes: self.bytes,
            manifest_sha512: self.digest.as_deref(),
            masthead: env!("CARGO_PKG_VERSION"),
        };
        serde_json::to_string(&line).unwrap_or_default()
    }
}

/// How every line of the log begins.
const START: &[u8] = b"{\"date\":\"";

/// Whether a file that begins so is a log, or may become one. Its first line may have been broken off.
pub(super) fn is_log(head: &[u8]) -> bool {
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    head.is_empty() || line.starts_with(START) || !line.is_empty() && START.starts_with(line)
}

/// A line of the log, in the order in which people read it.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Line<'a> {
    date: String,
    bag: &'a str,
    result: &'static str,
    check: &'static str,
    errors: BTreeSet<&'static str>,
    files: usize,
    bytes: u64,
    manifest_sha512: Option<&'a str>,
    masthead: &'static str,
}

/// A report, which begins as every report does.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Whole {
    masthead_report: u32,
    masthead: &'static str,
    command: &'static str,
    status: &'static str,
    bags: Vec<Value>,
    series: Vec<Value>,
}

/// A report that grows with every bag.
#[derive(Default)]
pub(super) struct Report {
    bags: Vec<Value>,
    series: Vec<Value>,
}

impl Report {
    /// Adds a bag.
    pub(super) fn add(&mut self, name: &str, outcome: &Outcome) {
        let diagnostics = Findings::placed(&outcome.findings);
        self.bags.push(json!({
            "path": name,
            "status": outcome.result(),
            "files": outcome.files,
            "bytes": outcome.bytes,
            "manifest-sha512": outcome.digest,
            "made-by": outcome.version,
            "issue": outcome.issue,
            "diagnostics": diagnostics.iter().map(render::json).collect::<Vec<_>>(),
        }));
    }

    /// Adds what is told of the series itself.
    pub(super) fn add_series(&mut self, findings: &Findings) {
        self.series.extend(Findings::placed(std::slice::from_ref(findings)).iter().map(render::json));
    }

    /// The report as text.
    pub(super) fn finish(self, verdict: Verdict) -> String {
        let report = Whole {
            masthead_report: 1,
            masthead: env!("CARGO_PKG_VERSION"),
            command: "verify",
            status: if verdict == Verdict::Clean { "clean" } else { "faulty" },
            bags: self.bags,
            series: self.series,
        };
        serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
    }
}
