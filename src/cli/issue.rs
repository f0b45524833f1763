//! One input, from its file to finished outputs in memory.

use super::cache::{Digest, Witness};
use super::destination::Place;
use super::inputs::{Input, Loaded};
use super::messages::Findings;
use super::outside;
use super::pairs::Facts;
use super::pictures::{Beside, Gallery};
use super::publish::Finished;
use super::rehearsal;
use super::styling::{self, Fault, Styles};
use super::world::{Files, World};
use crate::convert::{self, Job, Prepared};
use crate::diagnostics::{Diagnostic, Severity, Sink, Source, Span};
use crate::layout::Typesetter;
use crate::read;
use crate::style::StyleSheet;
use crate::write::{Artifact, Entry, Options, Places};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// What holds for every input.
pub(super) struct Orders<'a> {
    pub(super) formats: &'a [&'a Entry<'a>],
    /// The style that the command line names.
    pub(super) style: Option<&'a StyleSheet>,
    pub(super) typesetter: &'a Typesetter<'a>,
    pub(super) options: &'a Options,
    /// The folder that pictures may come from beside that of their source.
    pub(super) root: Option<&'a Path>,
    /// What becomes of tracked changes.
    pub(super) revisions: read::Revisions,
    /// Whether the programs of series are run.
    pub(super) runs_programs: bool,
    /// Whether pages for browsers say at which lines of the source their blocks stand.
    pub(super) tells_lines: bool,
    pub(super) deny_warnings: bool,
    /// Whether a core is free to shape the words of an issue before they are asked for.
    pub(super) rehearses: bool,
    /// The styles that issues name.
    pub(super) styles: &'a Styles,
    /// The pictures of issues before.
    pub(super) gallery: &'a Gallery,
    /// Whether anyone wants to know the digests of sources.
    pub(super) counts: bool,
}

/// What became of an input.
#[derive(Default)]
pub(super) struct Outcome {
    pub(super) findings: Vec<Findings>,
    /// That of the bytes read, where anyone wants it.
    pub(super) digest: Option<Digest>,
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

/// Makes everything that is ordered of an input, in memory. A witness sees what is asked of the disk.
pub(super) fn make(
    input: &Input,
    stem: &str,
    orders: &Orders<'_>,
    world: &dyn World,
    witness: Option<&Witness<'_>>,
) -> Outcome {
    let mut watch = Watch { world, witness, input, stem, last: world.clock(), outcome: Outcome::default() };
    match input.load(watch.files()) {
        Ok(loaded) => {
            watch.stage("read");
            let text = rehearsal::text(&loaded.bytes, orders);
            rehearsal::beside(input, text.as_deref(), orders, world, || compile(loaded, orders, &mut watch));
        }
        Err(fault) => watch.outcome.fail(&input.name, fault),
    }
    watch.outcome
}

fn compile(loaded: Loaded, orders: &Orders<'_>, watch: &mut Watch<'_>) {
    let input = watch.input;
    let Loaded { mut bytes, reader } = loaded;
    let mut sink = Sink::new();
    let source = read::Input { revisions: orders.revisions, ..read::Input::new(&input.name, &bytes) };
    let mut prepared = convert::prepare_in(&input.standing, &source, reader, &mut sink);
    watch.stage("parse");
    filter(&mut prepared, orders, &mut sink, watch);
    watch.outcome.facts = Some(Facts::of(&prepared.document));
    watch.outcome.reader = Some(reader.name);
    watch.outcome.digest = orders.counts.then(|| Digest::of(&bytes));
    if !orders.options.pdf.carries_source() {
        // The text is in memory as it was decoded; no other file needs its bytes again.
        bytes = Vec::new();
    }
    let own = match orders.style {
        Some(_) => Ok(None),
        None => own_style(&prepared, orders, watch).map(Some),
    };
    watch.stage("style");
    match own {
        Ok(own) => {
            let style = own.as_deref().or(orders.style);
            write(&bytes, &mut prepared, style, orders, &mut sink, watch);
        }
        Err(Fault::Unknown(fault)) => {
            let span = prepared.document.front.style.as_deref().and_then(|name| asked(&prepared.source, name));
            sink.report(fault.at(span.unwrap_or_default()));
        }
        Err(Fault::Sheet(findings)) => watch.outcome.findings.extend(findings),
    }
    watch.outcome.findings.push(Findings { source: prepared.source, diagnostics: sink.into_diagnostics() });
}

/// Sends a document through the filters of its series, where programs are run.
fn filter(prepared: &mut Prepared, orders: &Orders<'_>, sink: &mut Sink, watch: &mut Watch<'_>) {
    let programs = &watch.input.programs;
    if !orders.runs_programs {
        outside::not_run(programs).into_iter().for_each(|finding| sink.report(finding));
    } else if !programs.filters.is_empty() && !sink.has_errors() {
        outside::filter(programs, &mut prepared.document, watch.world, sink);
        watch.stage("filter");
    }
}

fn write(
    source: &[u8],
    prepared: &mut Prepared,
    style: Option<&StyleSheet>,
    orders: &Orders<'_>,
    sink: &mut Sink,
    watch: &mut Watch<'_>,
) {
    let Some(style) = style else { return };
    let places = orders.tells_lines.then(|| Places::of(prepared.source.text()));
    let options = &Options { places, ..orders.options.clone() };
    let job = Job { backends: orders.formats, style, typesetter: orders.typesetter, options, stem: watch.stem, source };
    let pictures = Beside {
        folder: watch.input.folder(),
        root: orders.root,
        world: watch.world,
        witness: watch.witness,
        carried: &prepared.pictures,
        gallery: orders.gallery,
    };
    watch.outcome.artifacts = convert::finish(&mut prepared.document, &job, &pictures, sink);
    watch.outcome.style = Some(style.name.clone());
    watch.outcome.denied = orders.deny_warnings && sink.worst() == Some(Severity::Warning);
    if watch.outcome.denied {
        watch.outcome.artifacts.clear();
    }
    watch.stage("write");
}

fn own_style(prepared: &Prepared, orders: &Orders<'_>, watch: &Watch<'_>) -> Result<Arc<StyleSheet>, Fault> {
    let name = prepared.document.front.style.as_deref().unwrap_or(styling::DEFAULT);
    orders.styles.find(Path::new(name), watch.input.folder(), watch.world, watch.witness)
}

/// Where a source asks for a style.
pub(super) fn asked(source: &Source, name: &str) -> Option<Span> {
    let line = source.text().lines().find(|line| line.starts_with("style:") && line.contains(name))?;
    let start = source.text().find(line)? + line.find(name)?;
    Some(Span::text(start, start + name.len()))
}

/// The files of an input's outputs.
pub(super) fn files(outcome: &mut Outcome, place: &Place, formats: &[&Entry<'_>]) -> Vec<Finished> {
    let artifacts = std::mem::take(&mut outcome.artifacts);
    artifacts
        .into_iter()
        .map(|artifact| Finished { path: place.path(&artifact, formats), bytes: artifact.bytes })
        .collect()
}

struct Watch<'a> {
    world: &'a dyn World,
    witness: Option<&'a Witness<'a>>,
    input: &'a Input,
    /// What its outputs are called.
    stem: &'a str,
    last: Duration,
    outcome: Outcome,
}

impl Watch<'_> {
    /// The files, with the witness at hand where there is one.
    fn files(&self) -> &dyn Files {
        match self.witness {
            Some(witness) => witness,
            None => self.world,
        }
    }

    fn stage(&mut self, name: &'static str) {
        let now = self.world.clock();
        self.outcome.times.push((name, now.saturating_sub(self.last)));
        self.last = now;
    }
}
