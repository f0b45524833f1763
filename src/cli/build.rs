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
    let plan = |index: usize| match &clashes[index] {
        Some(clash) => Err(clash.clone()),
        None => Ok(stem(index)),
    };
    let finish = |index: usize, outcome: Outcome| {
        deliver(&shop.inputs[index].name, outcome, places[index].as_ref(), &formats, world)
    };
    shop.work(&formats, plan, finish, |index, done: Done| {
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
    let start = world.clock();
    let delivered = match place {
        Some(_) => publish(&files, world),
        None => to_standard_output(&files, world),
    };
    outcome.times.push(("publish", world.clock().saturating_sub(start)));
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
    let denied = if done.outcome.denied { "; warnings are denied" } else { "" };
    let counted = match count(&done.outcome.findings) {
        none if none.is_empty() => none,
        some => format!(" ({some}{denied})"),
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

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::super::args::{Arguments, Command};
    use super::super::memory::{Memory, open};
    use super::*;
    use clap::Parser;
    use std::io;

    fn run(world: &Memory, line: &str) -> (Verdict, String) {
        let arguments = Arguments::try_parse_from(line.split(' ')).unwrap();
        let Command::Build(asked) = &arguments.command else { return (Verdict::Faulty, String::new()) };
        let verdict = build(asked, world).unwrap();
        (verdict, std::mem::take(&mut *open(&world.said)))
    }

    fn two_issues() -> Memory {
        Memory::with(&[("a.txt", "Lake Bulletin"), ("b.txt", "Hill Bulletin")])
    }

    #[test]
    fn an_input_that_may_not_be_read_is_told_and_the_other_made() {
        let world = two_issues();
        world.fail("read", 0, io::ErrorKind::PermissionDenied);
        let (verdict, said) = run(&world, "masthead build a.txt b.txt --to json -j 1 -q");
        assert_eq!(verdict, Verdict::Faulty);
        let told = "error[input-unreadable]: the input cannot be read: permission denied\n --> a.txt\n";
        assert!(said.starts_with(told), "{said}");
        assert!(said.contains("= help: check the path and who may read it"), "{said}");
        assert!(world.standing(Path::new("b.json")).is_some());
        assert!(world.standing(Path::new("a.json")).is_none());
    }

    #[test]
    fn a_full_disk_is_told_with_the_output_and_the_other_issue_is_made() {
        let world = two_issues();
        world.fail("write_new", 0, io::ErrorKind::StorageFull);
        let (verdict, said) = run(&world, "masthead build a.txt b.txt --to json -j 1 -q");
        assert_eq!(verdict, Verdict::Faulty);
        assert!(said.contains("`a.json` cannot be written: the disk is full"), "{said}");
        assert_eq!(world.listing().len(), 3, "{:?}", world.listing());
    }

    #[test]
    fn a_reader_of_standard_output_that_leaves_is_no_fault() {
        let world = two_issues();
        world.fail("print", 0, io::ErrorKind::BrokenPipe);
        assert_eq!(run(&world, "masthead build a.txt --to json -o -").0, Verdict::Clean);
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_told() {
        let world = two_issues();
        world.fail("create_folder", 0, io::ErrorKind::ReadOnlyFilesystem);
        let (verdict, said) = run(&world, "masthead build a.txt --to json -o out -q");
        assert_eq!(verdict, Verdict::Faulty);
        assert!(said.contains("`out/a.json` cannot be written: the disk is read-only"), "{said}");
    }
}
