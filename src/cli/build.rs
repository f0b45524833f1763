//! `masthead build`.

use super::args::Build;
use super::destination::{self, Destination, Place};
use super::issue::{self, Outcome};
use super::messages::{Findings, Voice, count};
use super::pairs::Pairs;
use super::publish::{Finished, publish};
use super::report::Report;
use super::shop::Shop;
use super::world::World;
use super::{Refusal, Verdict, clash, print};
use crate::diagnostics::{Diagnostic, code};
use crate::write::Entry;
use std::fmt::Write;
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
    let report_path = report_path(asked, &shop, &places, &formats)?;
    let mut report = report_path.map(|_| Report::new(&formats));
    let (mut verdict, mut faulty, mut pairs) = (Verdict::Clean, Vec::new(), Pairs::default());
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
    shop.work(&formats, plan, finish, |index, mut done: Done| {
        let apart = pairs.compare(&shop.inputs[index], done.outcome.facts.as_ref());
        done.outcome.findings.extend(apart);
        let name = &shop.inputs[index].name;
        voice.tell(&done.outcome.findings);
        voice.remark(&summary(name, &done, &destination));
        if done.files.is_empty() {
            verdict = Verdict::Faulty;
            faulty.push(name.as_str());
        }
        if let Some(report) = &mut report {
            report.add(name, &done);
        }
    });
    voice.sum_up(shop.inputs.len(), "made", &faulty);
    if let (Some(report), Some(path)) = (report, report_path) {
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
        None => the_one(name, &mut outcome),
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

/// The file that a stream can hold: the format's own, which comes first. The pictures beside it are told of.
fn the_one(name: &str, outcome: &mut Outcome) -> Vec<Finished> {
    let mut files = std::mem::take(&mut outcome.artifacts).into_iter();
    let main = files.next().map(|main| Finished { path: "-".into(), bytes: main.bytes });
    let left: Vec<String> = files.map(|file| file.path).collect();
    if !left.is_empty() {
        let message = format!("standard output holds one file; `{}` was left out", left.join("`, `"));
        let warning = Diagnostic::new(code::OUTPUT_PARTIAL, message).hint("give -o a folder");
        outcome.findings.push(Findings::about(name, vec![warning]));
    }
    main.into_iter().collect()
}

fn to_standard_output(files: &[Finished], world: &dyn World) -> Result<(), Diagnostic> {
    for file in files {
        if let Err(Refusal::Asked { message, hint }) = print(&file.bytes, world) {
            return Err(Diagnostic::new(code::OUTPUT_UNWRITABLE, message).hint(hint));
        }
    }
    Ok(())
}

/// Where the report goes, if it would destroy nothing.
fn report_path<'a>(
    asked: &'a Build,
    shop: &Shop<'_>,
    places: &[Option<Place>],
    formats: &[&'static Entry],
) -> Result<Option<&'a Path>, Refusal> {
    let Some(path) = asked.report.as_deref() else { return Ok(None) };
    if path == Path::new("-") {
        return match asked.output.as_deref() == Some(path) {
            true => Err(Refusal::new("outputs and report cannot both go to standard output", "give --report a file")),
            false => Ok(Some(path)),
        };
    }
    if clash::is_taken(path, &shop.inputs, places, formats, shop.world) {
        let message = format!("the report would overwrite the input or output `{}`", path.display());
        return Err(Refusal::new(message, "give --report another file"));
    }
    Ok(Some(path))
}

/// Writes a report to its place.
pub(super) fn write_report(text: &str, path: &Path, world: &dyn World) -> Result<Verdict, Refusal> {
    if path == Path::new("-") {
        return print(text.as_bytes(), world);
    }
    let file = Finished { path: path.to_path_buf(), bytes: text.as_bytes().to_vec() };
    publish(&[file], world).map_err(|fault| Refusal::new(fault.message, fault.hint.unwrap_or_default()))?;
    Ok(Verdict::Clean)
}

/// The folder of pictures.
fn folder(files: &[&Finished]) -> String {
    let folder = files.first().and_then(|file| file.path.parent());
    folder.unwrap_or(Path::new("")).display().to_string()
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
    let (mains, others): (Vec<_>, Vec<_>) =
        rest.iter().partition(|file| file.path.with_extension("") == first.path.with_extension(""));
    for file in mains {
        let _ = write!(written, ", .{}", file.path.extension().unwrap_or_default().display());
    }
    if !others.is_empty() {
        let _ = write!(written, " and {} more in {}", others.len(), folder(&others));
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

    const BARE: &str = r#"{"masthead-ast":1,"document":{"provenance":{},"front":{}}}"#;

    fn two_issues() -> Memory {
        Memory::with(&[("a.json", BARE), ("b.json", BARE)])
    }

    #[test]
    fn an_input_that_may_not_be_read_is_told_and_the_other_made() {
        let world = two_issues();
        world.fail("read", 0, io::ErrorKind::PermissionDenied);
        let (verdict, said) = run(&world, "masthead build a.json b.json --to text -j 1 -q");
        assert_eq!(verdict, Verdict::Faulty);
        let told = "error[input-unreadable]: the input cannot be read: permission denied\n --> a.json\n";
        assert!(said.starts_with(told), "{said}");
        assert!(said.contains("= help: check the path and who may read it"), "{said}");
        assert!(world.standing(Path::new("b.txt")).is_some());
        assert!(world.standing(Path::new("a.txt")).is_none());
    }

    #[test]
    fn a_full_disk_is_told_with_the_output_and_the_other_issue_is_made() {
        let world = two_issues();
        world.fail("write_new", 0, io::ErrorKind::StorageFull);
        let (verdict, said) = run(&world, "masthead build a.json b.json --to text -j 1 -q");
        assert_eq!(verdict, Verdict::Faulty);
        assert!(said.contains("`a.txt` cannot be written: the disk is full"), "{said}");
        assert_eq!(world.listing().len(), 3, "{:?}", world.listing());
    }

    #[test]
    fn a_reader_of_standard_output_that_leaves_is_no_fault() {
        let world = two_issues();
        world.fail("print", 0, io::ErrorKind::BrokenPipe);
        assert_eq!(run(&world, "masthead build a.json --to text -o -").0, Verdict::Clean);
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_told() {
        let world = two_issues();
        world.fail("create_folder", 0, io::ErrorKind::ReadOnlyFilesystem);
        let (verdict, said) = run(&world, "masthead build a.json --to text -o out -q");
        assert_eq!(verdict, Verdict::Faulty);
        assert!(said.contains("`out/a.txt` cannot be written: the disk is read-only"), "{said}");
    }
}
