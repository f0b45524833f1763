//! `masthead build`.

use super::args::Build;
use super::destination::{self, Destination, Place};
use super::issue::{self, Outcome};
use super::messages::{Voice, count};
use super::publish::{Finished, publish};
use super::report::Report;
use super::shop::Shop;
use super::world::World;
use super::{Refusal, Verdict, clash, print};
use crate::write::Entry;
use std::path::Path;

/// An input that is done with.
pub(super) struct Done {
    pub(super) outcome: Outcome,
    pub(super) files: Vec<Finished>,
}

/// Makes and writes the outputs of every input.
pub(super) fn build(asked: &Build, world: &dyn World) -> Result<Verdict, Refusal> {
    let shop = Shop::open(&asked.sources, &asked.making, world)?;
    let (destination, formats) = destination::settle(asked.output.as_deref(), &asked.making.to, &shop.inputs, world)?;
    let places: Vec<_> = shop.inputs.iter().map(|input| Place::of(input, &destination)).collect();
    let clashes = clash::find(&shop.inputs, &places, &formats, world);
    let voice = Voice::new(world, asked.making.speech);
    let mut report = asked.report.as_ref().map(|_| Report::new(&formats));
    let mut verdict = Verdict::Clean;
    let stem = |index: usize| match &places[index] {
        Some(place) => place.stem(),
        None => shop.inputs[index].stem().to_string_lossy().into_owned(),
    };
    let finish = |index: usize, mut outcome: Outcome| {
        if let Some(clash) = &clashes[index] {
            outcome.fail(&shop.inputs[index].name, clash.clone());
        }
        deliver(&shop.inputs[index].name, outcome, places[index].as_ref(), &formats, world)
    };
    shop.work(&formats, stem, finish, |index, done: Done| {
        let name = &shop.inputs[index].name;
        voice.tell(&done.outcome.findings);
        voice.remark(&summary(name, &done, &destination));
        if done.files.is_empty() {
            verdict = Verdict::Faulty;
        }
        if let Some(report) = &mut report {
            report.add(name, &done);
        }
    });
    if let (Some(report), Some(path)) = (report, &asked.report) {
        write_report(&report.finish(verdict), path, world)?;
    }
    Ok(verdict)
}

/// Writes the outputs of a sound input.
fn deliver(
    name: &str,
    mut outcome: Outcome,
    place: Option<&Place>,
    formats: &[&'static Entry],
    world: &dyn World,
) -> Done {
    let files = match place {
        Some(place) => issue::files(&mut outcome, place, formats),
        None => outcome.artifacts.drain(..).map(|one| Finished { path: "-".into(), bytes: one.bytes }).collect(),
    };
    let delivered = match place {
        Some(_) => publish(&files, world),
        None => to_standard_output(&files, world),
    };
    match delivered {
        Ok(()) => Done { outcome, files },
        Err(fault) => {
            outcome.fail(name, fault);
            Done { outcome, files: Vec::new() }
        }
    }
}

fn to_standard_output(files: &[Finished], world: &dyn World) -> Result<(), crate::diagnostics::Diagnostic> {
    use crate::diagnostics::{Diagnostic, code};
    for file in files {
        if let Err(Refusal::Asked { message, hint }) = print(&file.bytes, world) {
            return Err(Diagnostic::new(code::OUTPUT_UNWRITABLE, message).hint(hint));
        }
    }
    Ok(())
}

fn write_report(text: &str, path: &Path, world: &dyn World) -> Result<Verdict, Refusal> {
    if path == Path::new("-") {
        return print(text.as_bytes(), world);
    }
    let file = Finished { path: path.to_path_buf(), bytes: text.as_bytes().to_vec() };
    publish(&[file], world).map_err(|fault| Refusal::new(fault.message, fault.hint.unwrap_or_default()))?;
    Ok(Verdict::Clean)
}

/// `a.txt → out/a.pdf, .docx, .xml (2 warnings)`.
fn summary(name: &str, done: &Done, destination: &Destination) -> String {
    let counted = match count(&done.outcome.findings) {
        none if none.is_empty() => none,
        some => format!(" ({some})"),
    };
    let Some((first, rest)) = done.files.split_first() else {
        return format!("{name}: nothing written{counted}");
    };
    let mut written = match destination {
        Destination::StandardOutput => "standard output".to_string(),
        _ => first.path.to_string_lossy().into_owned(),
    };
    for file in rest {
        let same = file.path.with_extension("") == first.path.with_extension("");
        let shown =
            if same { file.path.extension().unwrap_or_default().display() } else { file.path.as_os_str().display() };
        written.push_str(&format!(", {}{shown}", if same { "." } else { "" }));
    }
    format!("{name} → {written}{counted}")
}
