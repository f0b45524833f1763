//! `masthead import`: a manuscript, a transcript or an article becomes the source of an issue.

use super::args::Import;
use super::brought;
use super::cache::Digest;
use super::done::{Done, Written};
use super::folders::Folders;
use super::inputs::{Input, Origin};
use super::issue::Outcome;
use super::messages::{Findings, Voice, count};
use super::publish::{Finished, Publisher};
use super::report::{Head, Report, Status};
use super::world::{Standing, World};
use super::{Refusal, Verdict, build, relabelled, shop};
use crate::convert;
use crate::diagnostics::{Diagnostic, Severity, Sink, code, counted::counted as number};
use crate::read;
use crate::write::{self, markdown};
use std::path::{Path, PathBuf};

/// What an imported source is called.
const EXTENSION: &str = "md";
/// What reads it.
const SOURCE: &str = "bulletin";

/// Imports every input.
pub(super) fn import(asked: &Import, world: &dyn World) -> Result<Verdict, Refusal> {
    // What stands in a folder as sources was imported, or written, before.
    let inputs = shop::gather_without(read::by_name(SOURCE), &asked.sources, world)?;
    let output = asked.output.as_deref();
    let places = places(&inputs, output, world)?;
    let voice = Voice::new(world, asked.speech);
    let formats: Vec<_> = write::by_name(EXTENSION).into_iter().collect();
    let report = asked.report.as_deref().map(|path| Report::open(path, &Head::of(&inputs, None), &formats, world));
    let mut report = report.transpose()?;
    let publisher = Publisher::new(world);
    let mut verdict = Verdict::Clean;
    for (index, (input, place)) in inputs.iter().zip(&places).enumerate() {
        let done = one(input, place.as_deref(), asked, &publisher, world);
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

/// Where each source goes; nothing for standard output.
fn places(inputs: &[Input], output: Option<&Path>, world: &dyn World) -> Result<Vec<Option<PathBuf>>, Refusal> {
    let named = |input: &Input| Path::new(input.stem()).with_added_extension(EXTENSION);
    match output {
        Some(path) if path == Path::new("-") => match inputs {
            [_] => Ok(vec![None]),
            _ => Err(Refusal::new("standard output takes one source", "give -o a folder")),
        },
        Some(path)
            if world.standing(path) != Some(Standing::Folder) && path.extension().is_some_and(|it| it == EXTENSION) =>
        {
            match inputs {
                [_] => Ok(vec![Some(path.to_path_buf())]),
                _ => Err(Refusal::new("several inputs cannot become one source", "give -o a folder")),
            }
        }
        Some(folder) => Ok(inputs.iter().map(|input| Some(folder.join(named(input)))).collect()),
        None if inputs.iter().any(|input| input.origin == Origin::StandardInput) => {
            Err(Refusal::new("standard input has no folder to write beside", "say where with -o"))
        }
        None => Ok(inputs.iter().map(|input| Some(input.folder().join(named(input)))).collect()),
    }
}

fn one(input: &Input, place: Option<&Path>, asked: &Import, publisher: &Publisher<'_>, world: &dyn World) -> Done {
    let mut outcome = Outcome::default();
    if let Some(fault) =
        place.filter(|_| input.is_found()).and_then(|place| in_the_way(input, place, asked.force, world))
    {
        outcome.fail(&input.name, fault);
        return Done::of(outcome, Vec::new());
    }
    let files = match input.load(world) {
        Ok(loaded) => {
            outcome.reader = Some(loaded.reader.name);
            let mut sink = Sink::new();
            let source = read::Input::new(&input.name, &loaded.bytes);
            let source = read::Input { revisions: asked.sources.revisions(), ..source };
            let mut prepared = convert::prepare(&source, loaded.reader, &mut sink);
            outcome.digest = asked.report.as_ref().map(|_| Digest::of(&loaded.bytes));
            // A manuscript may be far larger than its words.
            drop(loaded.bytes);
            let pictures = brought::pictures(&mut prepared, input, place, world, &mut sink);
            relabelled::tell(&prepared.document, &mut sink);
            files(prepared, pictures, place, asked, sink, &mut outcome)
        }
        Err(fault) => {
            outcome.fail(&input.name, fault);
            Vec::new()
        }
    };
    let written = || files.iter().map(|file| Written::of(file, asked.report.is_some())).collect();
    let delivered = match place {
        Some(_) => publisher.publish(&files),
        None => build::to_standard_output(files.get(..1).unwrap_or_default(), world),
    };
    if let Err(fault) = delivered {
        outcome.fail(&input.name, fault);
        return Done::of(outcome, Vec::new());
    }
    Done::of(outcome, written())
}

/// Why a source may not be written to its place.
fn in_the_way(input: &Input, place: &Path, is_forced: bool, world: &dyn World) -> Option<Diagnostic> {
    let is_itself = matches!(&input.origin, Origin::File(path) if Folders::new(world).mark(path) == Folders::new(world).mark(place));
    let (message, hint) = if is_itself {
        (
            "is the input itself, and importing would lose what only its own lines say",
            "name the manuscript that it came from, or write elsewhere with -o",
        )
    } else if !is_forced && world.standing(place).is_some() {
        (
            "exists, and importing would overwrite what was written in it",
            "write elsewhere with -o, or overwrite it with --force",
        )
    } else {
        return None;
    };
    Some(Diagnostic::new(code::OUTPUT_CLASH, format!("`{}` {message}", place.display())).hint(hint))
}

/// The source, and the pictures that it names; nothing where the input holds a fault.
fn files(
    prepared: convert::Prepared,
    pictures: Vec<Finished>,
    place: Option<&Path>,
    asked: &Import,
    mut sink: Sink,
    outcome: &mut Outcome,
) -> Vec<Finished> {
    let text = markdown(&prepared.document, asked.lines(), &mut sink);
    let broken = sink.worst() == Some(Severity::Error);
    outcome.findings.push(Findings { source: prepared.source, diagnostics: sink.into_diagnostics() });
    if broken {
        return Vec::new();
    }
    let path = place.unwrap_or(Path::new("-")).to_path_buf();
    std::iter::once(Finished { path, bytes: text.into_bytes() }).chain(pictures).collect()
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
