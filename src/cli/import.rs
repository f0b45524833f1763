//! `masthead import`: a manuscript, a transcript or an article becomes the source of an issue.

use super::args::Import;
use super::brought;
use super::cache::Digest;
use super::destination::Destination;
use super::done::{Done, Written};
use super::inputs::{Input, Inputs, Loaded, Origin};
use super::issue::Outcome;
use super::landing::Landing;
use super::messages::{Findings, Voice, count};
use super::publish::{Finished, Publisher};
use super::report::{Head, Report, Status};
use super::world::{Standing, World};
use super::{Refusal, Verdict, build, relabelled, shop};
use crate::convert;
use crate::diagnostics::{Diagnostic, Severity, Sink, counted::counted as number};
use crate::read;
use crate::write::{self, markdown};
use std::path::Path;

/// What an imported source is called.
const EXTENSION: &str = "md";
/// What reads it.
const SOURCE: &str = "bulletin";

/// Imports every input.
pub(super) fn import(asked: &Import, world: &dyn World) -> Result<Verdict, Refusal> {
    // What stands in a folder as sources was imported, or written, before.
    let inputs = shop::gather_without(read::by_name(SOURCE), &asked.sources, world)?;
    let output = asked.output.as_deref();
    let destination = destination(&inputs, output, world)?;
    let voice = Voice::new(world, asked.speech);
    let formats: Vec<_> = write::by_name(EXTENSION).into_iter().collect();
    let report = asked.report.as_deref().map(|path| Report::open(path, &Head::of(&inputs, None), &formats, world));
    let mut report = report.transpose()?;
    let Some(format) = formats.first() else { return Ok(Verdict::Clean) };
    let landing = Landing::of(&inputs, destination, format, asked.force, world);
    let mut desk = Desk { asked, landing, publisher: Publisher::new(world), world };
    let mut verdict = Verdict::Clean;
    for (index, input) in inputs.iter().enumerate() {
        let done = desk.import(index, &input);
        voice.relate(&done.findings);
        voice.remark(&summary(&input.name, &done));
        if done.files.is_empty() {
            verdict = Verdict::Faulty;
        }
        if let Some(report) = &mut report {
            report.add(index, &input.name, &done);
        }
    }
    if let Some(report) = report {
        report.finish(if verdict == Verdict::Clean { Status::Clean } else { Status::Faulty })?;
    }
    Ok(verdict)
}

/// Where sources go.
fn destination(inputs: &Inputs, output: Option<&Path>, world: &dyn World) -> Result<Destination, Refusal> {
    let is_source = |path: &Path| path.extension().is_some_and(|extension| extension == EXTENSION);
    match output {
        Some(path) if path == Path::new("-") => match inputs.len() {
            1 => Ok(Destination::StandardOutput),
            _ => Err(Refusal::new("standard output takes one source", "give -o a folder")),
        },
        Some(path) if world.standing(path) != Some(Standing::Folder) && is_source(path) => match inputs.len() {
            1 => Ok(Destination::File(path.to_path_buf())),
            _ => Err(Refusal::new("several inputs cannot become one source", "give -o a folder")),
        },
        Some(folder) => Ok(Destination::Folder(folder.to_path_buf())),
        None if inputs.iter().any(|input| input.origin == Origin::StandardInput) => {
            Err(Refusal::new("standard input has no folder to write beside", "say where with -o"))
        }
        None => Ok(Destination::Beside),
    }
}

/// Who imports, one input after another.
struct Desk<'a> {
    asked: &'a Import,
    landing: Landing<'a>,
    publisher: Publisher<'a>,
    world: &'a dyn World,
}

impl Desk<'_> {
    fn import(&mut self, index: usize, input: &Input) -> Done {
        let place = self.landing.place(input);
        let mut outcome = Outcome::default();
        let clear = place.as_deref().filter(|_| input.is_found()).map(|place| self.landing.clear(index, input, place));
        if let Some(Err(fault)) = clear {
            outcome.fail(&input.name, fault);
            return Done::of(outcome, Vec::new());
        }
        let files = match input.load(self.world) {
            Ok(loaded) => self.files(input, loaded, place.as_deref(), &mut outcome),
            Err(fault) => {
                outcome.fail(&input.name, fault);
                Vec::new()
            }
        };
        if let Err(fault) = self.deliver(input, &files, place.is_some()) {
            outcome.fail(&input.name, fault);
            return Done::of(outcome, Vec::new());
        }
        let is_counted = self.asked.report.is_some();
        Done::of(outcome, files.iter().map(|file| Written::of(file, is_counted)).collect())
    }

    /// The source, and the pictures that it names; nothing where the input holds a fault.
    fn files(&self, input: &Input, loaded: Loaded, place: Option<&Path>, outcome: &mut Outcome) -> Vec<Finished> {
        outcome.reader = Some(loaded.reader.name);
        let mut sink = Sink::new();
        let source = read::Input::new(&input.name, &loaded.bytes);
        let source = read::Input { revisions: self.asked.sources.revisions(), ..source };
        let mut prepared = convert::prepare(&source, loaded.reader, &mut sink);
        outcome.digest = self.asked.report.as_ref().map(|_| Digest::of(&loaded.bytes));
        // A manuscript may be far larger than its words.
        drop(loaded.bytes);
        let pictures = brought::pictures(&mut prepared, input, place, self.world, &mut sink);
        relabelled::tell(&prepared.document, &mut sink);
        let text = markdown(&prepared.document, self.asked.lines(), &mut sink);
        let broken = sink.worst() == Some(Severity::Error);
        outcome.findings.push(Findings { source: prepared.source, diagnostics: sink.into_diagnostics() });
        if broken {
            return Vec::new();
        }
        let path = place.unwrap_or(Path::new("-")).to_path_buf();
        std::iter::once(Finished { path, bytes: text.into_bytes() }).chain(pictures).collect()
    }

    fn deliver(&mut self, input: &Input, files: &[Finished], has_place: bool) -> Result<(), Diagnostic> {
        let Some((source, pictures)) = files.split_first() else { return Ok(()) };
        if !has_place {
            return build::to_standard_output(std::slice::from_ref(source), self.world);
        }
        self.landing.clear_pictures(pictures)?;
        self.publisher.publish(files)?;
        self.landing.keep(input, pictures);
        Ok(())
    }
}

fn summary(name: &str, done: &Done) -> String {
    let counted = match count(&done.findings) {
        none if none.is_empty() => none,
        some => format!(" ({some})"),
    };
    match done.files.split_first() {
        None => format!("{name}: nothing written{counted}"),
        Some((main, [])) => format!("{name} → {}{counted}", main.path.display()),
        Some((main, pictures)) => {
            let pictures = number(pictures.len(), "picture", "pictures");
            format!("{name} → {} and {pictures}{counted}", main.path.display())
        }
    }
}
