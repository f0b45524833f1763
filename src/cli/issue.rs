//! One input, from its file to finished outputs in memory.

use super::destination::Place;
use super::inputs::{Input, Loaded};
use super::messages::Findings;
use super::pairs::Facts;
use super::pictures::Beside;
use super::publish::Finished;
use super::styling::{self, Fault};
use super::world::World;
use crate::convert::{self, Job, Prepared};
use crate::diagnostics::{Diagnostic, Severity, Sink, Source, Span};
use crate::layout::Typesetter;
use crate::read;
use crate::style::StyleSheet;
use crate::write::{Artifact, Entry, Options};
use std::path::Path;
use std::time::Duration;

/// What holds for every input.
pub(super) struct Orders<'a> {
    pub(super) formats: &'a [&'static Entry],
    /// The style that the command line names.
    pub(super) style: Option<&'a StyleSheet>,
    pub(super) typesetter: &'a Typesetter<'a>,
    pub(super) options: &'a Options,
    /// The folder that pictures may come from beside that of their source.
    pub(super) root: Option<&'a Path>,
    /// What becomes of tracked changes.
    pub(super) revisions: read::Revisions,
    pub(super) deny_warnings: bool,
}

/// What became of an input.
#[derive(Default)]
pub(super) struct Outcome {
    pub(super) findings: Vec<Findings>,
    /// The bytes read; kept for the report only.
    pub(super) bytes: Vec<u8>,
    pub(super) reader: Option<&'static str>,
    pub(super) style: Option<String>,
    /// What another document of the same issue must agree in.
    pub(super) facts: Option<Facts>,
    pub(super) artifacts: Vec<Artifact>,
    /// Whether nothing is made for the sake of a warning alone.
    pub(super) denied: bool,
    /// The stages in order, with the time that each took.
    pub(super) times: Vec<(&'static str, Duration)>,
}

impl Outcome {
    /// What becomes of an input that may not be made.
    pub(super) fn failed(name: &str, fault: Diagnostic) -> Outcome {
        Outcome { findings: vec![Findings::about(name, vec![fault])], ..Outcome::default() }
    }

    /// Adds a finding about the input as a whole.
    pub(super) fn fail(&mut self, name: &str, fault: Diagnostic) {
        self.artifacts.clear();
        self.findings.push(Findings::about(name, vec![fault]));
    }
}

/// Makes everything that is ordered of an input, in memory.
pub(super) fn make(input: &Input, stem: &str, orders: &Orders<'_>, world: &dyn World) -> Outcome {
    let mut watch = Watch { world, last: world.clock(), outcome: Outcome::default() };
    match input.load(world) {
        Ok(loaded) => {
            watch.stage("read");
            compile(input, stem, loaded, orders, &mut watch);
        }
        Err(fault) => watch.outcome.fail(&input.name, fault),
    }
    watch.outcome
}

fn compile(input: &Input, stem: &str, loaded: Loaded, orders: &Orders<'_>, watch: &mut Watch<'_>) {
    let mut sink = Sink::new();
    let source = read::Input { revisions: orders.revisions, ..read::Input::new(&input.name, &loaded.bytes) };
    let mut prepared = convert::prepare_in(&input.standing, &source, loaded.reader, &mut sink);
    watch.stage("parse");
    watch.outcome.facts = Some(Facts::of(&prepared.document));
    watch.outcome.reader = Some(loaded.reader.name);
    watch.outcome.bytes = loaded.bytes;
    let own = match orders.style {
        Some(_) => Ok(None),
        None => own_style(&prepared, input.folder(), watch.world).map(Some),
    };
    watch.stage("style");
    match own {
        Ok(own) => write(input, stem, &mut prepared, own.as_ref().or(orders.style), orders, &mut sink, watch),
        Err(Fault::Unknown(fault)) => {
            let span = prepared.document.front.style.as_deref().and_then(|name| asked(&prepared.source, name));
            sink.report(fault.at(span.unwrap_or_default()));
        }
        Err(Fault::Sheet(findings)) => watch.outcome.findings.extend(findings),
    }
    watch.outcome.findings.push(Findings { source: prepared.source, diagnostics: sink.into_diagnostics() });
}

fn write(
    input: &Input,
    stem: &str,
    prepared: &mut Prepared,
    style: Option<&StyleSheet>,
    orders: &Orders<'_>,
    sink: &mut Sink,
    watch: &mut Watch<'_>,
) {
    let Some(style) = style else { return };
    let source = watch.outcome.bytes.as_slice();
    let job =
        Job { backends: orders.formats, style, typesetter: orders.typesetter, options: orders.options, stem, source };
    let pictures =
        Beside { folder: input.folder(), root: orders.root, world: watch.world, carried: &prepared.pictures };
    watch.outcome.artifacts = convert::finish(&mut prepared.document, &job, &pictures, sink);
    watch.outcome.style = Some(style.name.clone());
    watch.outcome.denied = orders.deny_warnings && sink.worst() == Some(Severity::Warning);
    if watch.outcome.denied {
        watch.outcome.artifacts.clear();
    }
    watch.stage("write");
}

fn own_style(prepared: &Prepared, folder: &Path, world: &dyn World) -> Result<StyleSheet, Fault> {
    match &prepared.document.front.style {
        Some(name) => styling::find(Path::new(name), folder, world),
        None => styling::find(Path::new(styling::DEFAULT), folder, world),
    }
}

/// Where a source asks for a style.
fn asked(source: &Source, name: &str) -> Option<Span> {
    let line = source.text().lines().find(|line| line.starts_with("style:") && line.contains(name))?;
    let start = source.text().find(line)? + line.find(name)?;
    Some(Span::text(start, start + name.len()))
}

/// The files of an input's outputs.
pub(super) fn files(outcome: &mut Outcome, place: &Place, formats: &[&'static Entry]) -> Vec<Finished> {
    let artifacts = std::mem::take(&mut outcome.artifacts);
    artifacts
        .into_iter()
        .map(|artifact| Finished { path: place.path(&artifact, formats), bytes: artifact.bytes })
        .collect()
}

struct Watch<'a> {
    world: &'a dyn World,
    last: Duration,
    outcome: Outcome,
}

impl Watch<'_> {
    fn stage(&mut self, name: &'static str) {
        let now = self.world.clock();
        self.outcome.times.push((name, now.saturating_sub(self.last)));
        self.last = now;
    }
}
