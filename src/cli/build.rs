//! `masthead build`.

use super::args::Build;
use super::batch::Batch;
use super::cache::Lately;
use super::clash::Claims;
use super::destination::Destination;
use super::done::{Done, Written};
use super::issue::Outcome;
use super::messages::{Findings, count};
use super::outside::Crew;
use super::publish::Finished;
use super::shop::Shop;
use super::world::World;
use super::{Refusal, Verdict, print, watch};
use crate::diagnostics::{Diagnostic, code};
use std::fmt::Write;
use std::path::Path;

/// Makes and writes the outputs of every input.
pub(super) fn build(asked: &Build, world: &dyn World) -> Result<Verdict, Refusal> {
    if asked.running.watch {
        return watch::watch(asked, world);
    }
    let mut shop = Shop::open(&asked.sources, &asked.making, world)?;
    let crew = Crew::hire(&shop.inputs, &asked.making.to, asked.trust, world)?;
    shop.runs_programs = true;
    shop.is_last = true;
    // One issue alone that is stopped is an issue that is not made; nothing else waits for it but programs that it has started.
    if shop.inputs.len() > 1 || !crew.is_empty() {
        world.listen();
    }
    Batch::plan(&shop, asked, &crew.entries(), &Lately::default())?.run(true, |_, _| ())
}

/// The file that a stream can hold: the format's own, which comes first. The pictures beside it are told of.
pub(super) fn the_one(name: &str, outcome: &mut Outcome) -> Vec<Finished> {
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

/// Prints files.
pub(super) fn to_standard_output(files: &[Finished], world: &dyn World) -> Result<(), Diagnostic> {
    for file in files {
        if let Err(Refusal::Asked { message, hint }) = print(&file.bytes, world) {
            return Err(Diagnostic::new(code::OUTPUT_UNWRITABLE, message).hint(hint));
        }
    }
    Ok(())
}

/// Refuses a report that would destroy something.
pub(super) fn check_report(asked: &Build, claims: &Claims, shop: &Shop<'_>) -> Result<(), Refusal> {
    let Some(path) = asked.report.as_deref() else { return Ok(()) };
    if path == Path::new("-") {
        return match asked.output.as_deref() == Some(path) {
            true => Err(Refusal::new("outputs and report cannot both go to standard output", "give --report a file")),
            false => Ok(()),
        };
    }
    if claims.has(path, &shop.folders) {
        let message = format!("the report would overwrite the input or output `{}`", path.display());
        return Err(Refusal::new(message, "give --report another file"));
    }
    Ok(())
}

/// The folder of pictures.
fn folder(files: &[&Written]) -> String {
    let folder = files.first().and_then(|file| file.path.parent());
    folder.unwrap_or(Path::new("")).display().to_string()
}

/// `a.txt → out/a.pdf, .docx, .xml (2 warnings)`.
pub(super) fn summary(name: &str, done: &Done, destination: &Destination) -> String {
    let how = match (done.denied, done.is_made() && !done.fresh) {
        (true, _) => "warnings are denied",
        (_, true) => "unchanged",
        _ => "",
    };
    let counted = count(&done.findings);
    let parts: Vec<_> = [&*counted, how].into_iter().filter(|part| !part.is_empty()).collect();
    let counted = if parts.is_empty() { String::new() } else { format!(" ({})", parts.join("; ")) };
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
    use super::super::guard;
    use super::super::memory::{Memory, open};
    use super::super::world::{Files, Stop};
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
        let (verdict, said) = run(&world, "masthead build a.json b.json --to text -j 1 -q --no-cache");
        assert_eq!(verdict, Verdict::Faulty);
        assert!(said.contains("`a.txt` cannot be written: the disk is full"), "{said}");
        assert_eq!(world.listing().len(), 3, "{:?}", world.listing());
    }

    #[test]
    fn an_input_that_the_program_fails_on_is_told_and_the_others_are_made() {
        guard::post();
        for hands in ["1", "2"] {
            let world = two_issues();
            *open(&world.poison) = Some("a.json".into());
            let (verdict, said) = run(&world, &format!("masthead build a.json b.json --to text -j {hands}"));
            assert_eq!(verdict, Verdict::Faulty);
            assert!(said.contains("error[internal-fault]: the program itself failed here: "), "{said}");
            assert!(said.contains("poison") && said.contains(" --> a.json\n"), "{said}");
            assert!(said.contains("1 of 2 made; 1 not: a.json"), "{said}");
            assert!(world.standing(Path::new("b.txt")).is_some());
        }
    }

    #[test]
    fn a_wish_to_stop_leaves_the_rest_untouched() {
        let world = two_issues();
        world.fail("stop", 1, io::ErrorKind::Interrupted);
        let (verdict, said) = run(&world, "masthead build a.json b.json --to text -j 1");
        assert_eq!(verdict, Verdict::Stopped(Stop::Interrupt));
        assert!(said.contains("1 of 2 made; stopped before 1"), "{said}");
        assert!(world.standing(Path::new("b.txt")).is_none());
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
