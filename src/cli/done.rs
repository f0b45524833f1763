//! What is known of an input when its outputs are written: all that is told of it, and little else.

use super::cache::{Bytes, Digest, Entry, JUST_WRITTEN, Key, Need, Output, Was};
use super::issue::Outcome;
use super::messages::Findings;
use super::pairs::Facts;
use super::publish::Finished;
use super::world::World;
use crate::diagnostics::Placed;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// An input that is done with.
#[derive(Default)]
pub(super) struct Done {
    pub(super) findings: Vec<Placed>,
    /// That of the source.
    pub(super) digest: Option<Digest>,
    pub(super) reader: Option<String>,
    pub(super) style: Option<String>,
    pub(super) facts: Option<Facts>,
    /// The outputs, the main files first; none where the input is at fault.
    pub(super) files: Vec<Written>,
    /// Whether nothing is made for the sake of a warning alone.
    pub(super) denied: bool,
    /// Whether it was made by this run, and not by an earlier one.
    pub(super) fresh: bool,
    /// The stages in order, with the time that each took.
    pub(super) times: Vec<(&'static str, Duration)>,
    /// What it was made of, where anyone follows that.
    pub(super) needs: Vec<Need>,
    /// What the next run is to know.
    pub(super) record: Option<(Key, Entry)>,
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Written {
    pub(super) path: PathBuf,
    pub(super) size: u64,
    /// That of its bytes, where anyone wants it.
    pub(super) digest: Option<Digest>,
}

impl Written {
    pub(super) fn of(file: &Finished, is_counted: bool) -> Written {
        let digest = is_counted.then(|| Digest::of(&file.bytes));
        Written { path: file.path.clone(), size: file.bytes.len() as u64, digest }
    }
}

impl Done {
    /// What became of an input, with the files that were written.
    pub(super) fn of(outcome: Outcome, files: Vec<Written>) -> Done {
        Done {
            findings: Findings::placed(&outcome.findings),
            digest: outcome.digest,
            reader: outcome.reader.map(String::from),
            style: outcome.style,
            facts: outcome.facts,
            files,
            denied: outcome.denied,
            fresh: true,
            times: outcome.times,
            needs: Vec::new(),
            record: None,
        }
    }

    /// What an earlier run made of an input that is now called `name`, in a folder.
    pub(super) fn again(entry: Entry, name: &str, folder: &Path) -> Done {
        let called = |mut found: Placed| {
            if found.file.is_empty() {
                found.file = name.to_string();
            }
            found
        };
        let written = |output: &Output| Written {
            path: folder.join(&output.path),
            size: output.was.stamp.size,
            digest: Some(output.was.digest),
        };
        Done {
            digest: entry.needs.first().and_then(|need| match &need.was {
                Was::Bytes(bytes) => Some(bytes.digest),
                _ => None,
            }),
            files: entry.outputs.iter().map(written).collect(),
            findings: entry.findings.into_iter().map(called).collect(),
            reader: Some(entry.reader),
            style: Some(entry.style),
            facts: Some(entry.facts),
            ..Done::default()
        }
    }

    /// Whether there are outputs.
    pub(super) fn is_made(&self) -> bool {
        !self.files.is_empty()
    }

    /// What the next run is to know of an input that was made of `needs`, if that can be known again.
    pub(super) fn entry(
        &self,
        orders: Digest,
        needs: Vec<Need>,
        name: &str,
        folder: &Path,
        world: &dyn World,
    ) -> Option<Entry> {
        let is_known = self.is_made() && needs.iter().all(|need| !matches!(need.was, Was::Unknown(_)));
        let output = |file: &Written| {
            let stamp = world.stamp(&file.path).filter(|stamp| stamp.size == file.size)?;
            let path = file.path.strip_prefix(folder).ok()?.to_path_buf();
            Some(Output { path, was: Bytes { digest: file.digest?, stamp, at: JUST_WRITTEN } })
        };
        let nameless = |found: &Placed| {
            let file = if found.file == name { String::new() } else { found.file.clone() };
            Placed { file, ..found.clone() }
        };
        Some(Entry {
            orders,
            needs: is_known.then_some(needs)?,
            outputs: self.files.iter().map(output).collect::<Option<_>>()?,
            reader: self.reader.clone()?,
            style: self.style.clone()?,
            facts: self.facts.clone()?,
            findings: self.findings.iter().map(nameless).collect(),
        })
    }
}
