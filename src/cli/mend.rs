//! `masthead check --fix`: what is wrong beyond doubt is mended, all of it or nothing.

use super::args::Sources;
use super::harm::harm;
use super::ledger::{self, Ledger, Shelf};
use super::messages::Voice;
use super::publish::{Finished, Publisher};
use super::world::{World, reason};
use super::{Refusal, series, shop};
use crate::series::mend::{Change, Mend, edited, mends};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// The largest source that is mended, bytes.
const LARGEST: u64 = 64 << 20;

/// Mends every series that the sources are in, and tells what was done.
pub(super) fn mend(sources: &Sources, voice: Voice<'_>, world: &dyn World) -> Result<(), Refusal> {
    let inputs = shop::gather(sources, world)?;
    for ledger in series::ledgers(sources, &inputs, world)? {
        let _held = ledger.hold(world)?;
        let shelf = ledger.read_whole(world)?;
        let (mends, harmful) = sound(feasible(mends(&ledger.series, &shelf.entries), &ledger, &shelf, world), &shelf);
        carry_out(&mends, &ledger, &shelf, world)?;
        for mend in &mends {
            voice.remark(&format!("{}: mended: {}", ledger.root.join(&mend.file).display(), mend.said));
        }
        for (file, error) in &harmful {
            let file = ledger.root.join(file);
            voice.remark(&format!("{}: left as it was: mending would put an error into it ({error})", file.display()));
        }
    }
    Ok(())
}

/// What can be done here: no new name is one of a file that is there, and the text that is edited is what is on the disk, under no link: the
/// mended text would take the place of the link, and what that leads to would stay as it is.
fn feasible(mends: Vec<Mend>, ledger: &Ledger, shelf: &Shelf, world: &dyn World) -> Vec<Mend> {
    let possible = |mend: &Mend| match &mend.change {
        Change::Rename(to) => world.standing(&ledger.root.join(to)).is_none(),
        Change::Edit { .. } if ledger::is_link(&ledger.root.join(&mend.file), world) => false,
        Change::Edit { .. } => LineEnds::of(&mend.file, ledger, shelf, world).is_some(),
    };
    // The documents of one issue are renamed together or not at all.
    let kept: Vec<bool> = mends.iter().map(possible).collect();
    let blocked: Vec<&str> = mends
        .iter()
        .zip(&kept)
        .filter_map(|(mend, kept)| match &mend.change {
            Change::Rename(to) if !kept => Some(issue(to)),
            _ => None,
        })
        .collect();
    let is_blocked = |mend: &Mend| matches!(&mend.change, Change::Rename(to) if blocked.contains(&issue(to)));
    mends.iter().zip(&kept).filter(|(mend, kept)| **kept && !is_blocked(mend)).map(|(mend, _)| mend.clone()).collect()
}

/// The mends but for those that would put an error into a file, and those files, each with the error.
fn sound(mut mends: Vec<Mend>, shelf: &Shelf) -> (Vec<Mend>, Vec<(String, String)>) {
    let by_file = edits(&mends);
    let harmful = by_file.into_iter().filter_map(|(file, mends)| {
        let entry = shelf.entries.iter().find(|entry| entry.file == file)?;
        harm(entry, &edited(entry.source.text(), &mends)).map(|error| (file.to_string(), error.message))
    });
    let harmful: Vec<(String, String)> = harmful.collect();
    mends.retain(|mend| {
        !matches!(mend.change, Change::Edit { .. }) || harmful.iter().all(|(file, _)| *file != mend.file)
    });
    (mends, harmful)
}

/// The edits of each file.
fn edits(mends: &[Mend]) -> BTreeMap<&str, Vec<&Mend>> {
    let mut by_file: BTreeMap<&str, Vec<&Mend>> = BTreeMap::new();
    for mend in mends.iter().filter(|mend| matches!(mend.change, Change::Edit { .. })) {
        by_file.entry(&mend.file).or_default().push(mend);
    }
    by_file
}

/// The name of an issue in the name of a file: what stands before the first point of its last step.
fn issue(file: &str) -> &str {
    let folder = file.rfind('/').map_or(0, |at| at + 1);
    file[folder..].find('.').map_or(file, |at| &file[..folder + at])
}

/// How the lines of a file end.
enum LineEnds {
    Feed,
    ReturnAndFeed,
}

impl LineEnds {
    /// Those of a document, if its text is that of its file but for them.
    fn of(file: &str, ledger: &Ledger, shelf: &Shelf, world: &dyn World) -> Option<LineEnds> {
        let bytes = world.read(&ledger.root.join(file), LARGEST).ok()?;
        let entry = shelf.entries.iter().find(|entry| entry.file == file)?;
        let text = entry.source.text();
        if bytes == text.as_bytes() {
            return Some(LineEnds::Feed);
        }
        (bytes == text.replace('\n', "\r\n").as_bytes()).then_some(LineEnds::ReturnAndFeed)
    }

    fn written(self, text: String) -> Vec<u8> {
        match self {
            LineEnds::Feed => text.into_bytes(),
            LineEnds::ReturnAndFeed => text.replace('\n', "\r\n").into_bytes(),
        }
    }
}

/// Gives files their names, then their texts. Where one cannot be done, names that were given are taken back.
fn carry_out(mends: &[Mend], ledger: &Ledger, shelf: &Shelf, world: &dyn World) -> Result<(), Refusal> {
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    for mend in mends {
        if let Change::Rename(to) = &mend.change {
            names.insert(&mend.file, to);
        }
    }
    let texts = texts(mends, &names, ledger, shelf, world);
    let mut given: Vec<(PathBuf, PathBuf)> = Vec::new();
    let take_back = |given: &[(PathBuf, PathBuf)]| {
        given.iter().rev().for_each(|(from, to)| drop(rename(to, from, world)));
    };
    for (from, to) in &names {
        let (from, to) = (ledger.root.join(from), ledger.root.join(to));
        if let Err(error) = rename(&from, &to, world) {
            take_back(&given);
            let message = format!("`{}` cannot be renamed to `{}`: {}", from.display(), to.display(), reason(&error));
            return Err(Refusal::new(message, "nothing was mended; rename it by hand, or mend its numbers"));
        }
        given.push((from, to));
    }
    Publisher::new(world).publish(&texts).map_err(|fault| {
        take_back(&given);
        Refusal::new(fault.message, "nothing was mended; check who may write there")
    })
}

/// The new texts, each at the new name of its file.
fn texts(
    mends: &[Mend],
    names: &BTreeMap<&str, &str>,
    ledger: &Ledger,
    shelf: &Shelf,
    world: &dyn World,
) -> Vec<Finished> {
    let text = |(file, mends): (&str, Vec<&Mend>)| {
        let entry = shelf.entries.iter().find(|entry| entry.file == file)?;
        let bytes = LineEnds::of(file, ledger, shelf, world)?.written(edited(entry.source.text(), &mends));
        let name = names.get(file).copied().unwrap_or(file);
        Some(Finished { path: ledger.root.join(name), bytes })
    };
    edits(mends).into_iter().filter_map(text).collect()
}

/// Gives a file another name, which nothing may have: taking a name that is taken would destroy what has it.
fn rename(from: &Path, to: &Path, world: &dyn World) -> io::Result<()> {
    match world.link(from, to) {
        Ok(()) => world.remove(from),
        // A disk without second names; nobody else changes the series meanwhile.
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists && world.standing(to).is_none() => {
            world.rename(from, to)
        }
        Err(error) => Err(error),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::super::args::{Arguments, Command};
    use super::super::check::check;
    use super::super::memory::{Memory, open};
    use super::io;
    use clap::Parser;

    const SERIES: (&str, &str) = ("s/series.toml", "[name]\nen = \"Bulletin\"\n[publisher]\nen = \"Office\"\n");

    fn source(number: u32, more: &str) -> String {
        format!("---\nnumber: {number}\n{more}date: 2024-01-0{number}\ntitle: T\nlang: en\n---\n\nWords.\n")
    }

    fn run(world: &Memory) -> (Option<()>, String) {
        let arguments = Arguments::try_parse_from(["masthead", "check", "s", "--fix", "--to", "text"]).unwrap();
        let Command::Check(asked) = &arguments.command else { return (None, String::new()) };
        let verdict = check(asked, world);
        (verdict.is_ok().then_some(()), std::mem::take(&mut *open(&world.said)))
    }

    fn faulty() -> Memory {
        let (one, three, four) =
            (source(1, "whole-number: 30\n"), source(2, "roman: IV\n"), source(3, "whole-number: 32\n"));
        Memory::with(&[SERIES, ("s/2024-01.md", &one), ("s/2024-02.md", &three), ("s/2024-09.md", &four)])
    }

    #[test]
    fn everything_that_is_sure_is_mended_and_told() {
        let world = faulty();
        let (ran, said) = run(&world);
        assert!(ran.is_some(), "{said}");
        for told in [
            "s/2024-02.md: mended: `roman: IV` is now `roman: II`, by the number 2\n",
            "s/2024-02.md: mended: `whole-number: 31` stands under its number now\n",
            "s/2024-09.md: mended: it is called `2024-03.md` now\n",
        ] {
            assert!(said.contains(told), "{told} is not in\n{said}");
        }
        let files = world.listing();
        let mended = source(2, "whole-number: 31\nroman: II\n");
        assert!(files.contains(&format!("s/2024-02.md={mended}")), "{files:#?}");
        assert!(files.iter().any(|file| file.starts_with("s/2024-03.md=")), "{files:#?}");
        assert!(!run(&world).1.contains("mended"));
    }

    #[test]
    fn a_mend_that_would_put_an_error_into_a_file_is_left_and_told() {
        let one = source(1, "whole-number: 30\n");
        let two = source(2, "").replace("number: 2", "number:\n  2");
        let world = Memory::with(&[SERIES, ("s/2024-01.md", &one), ("s/2024-02.md", &two)]);
        let (_, said) = run(&world);
        assert!(said.contains("s/2024-02.md: left as it was: mending would put an error into it ("), "{said}");
        assert!(!said.contains(": mended: "), "{said}");
        assert!(world.listing().contains(&format!("s/2024-02.md={two}")), "{:#?}", world.listing());
    }

    #[test]
    fn a_disk_that_fails_leaves_everything_as_it_was() {
        let (taken, full) = (io::ErrorKind::AlreadyExists, io::ErrorKind::StorageFull);
        for (step, how) in [("link", taken), ("write_new", full), ("rename", full)] {
            let world = faulty();
            let before = world.listing();
            world.fail(step, 0, how);
            let (ran, said) = run(&world);
            assert!(ran.is_none(), "{step}: {said}");
            assert_eq!(world.listing(), before, "{step}");
        }
    }

    #[test]
    fn line_ends_are_kept_and_a_name_that_is_taken_stays() {
        let two = source(2, "roman: IV\nwhole-number: 31\n").replace('\n', "\r\n");
        let one = source(1, "whole-number: 30\n");
        let world =
            Memory::with(&[SERIES, ("s/2024-01.md", &one), ("s/2024-02.md", &two), ("s/2024-09.md", "scratch")]);
        run(&world);
        let mended = two.replace("IV", "II");
        assert!(world.listing().contains(&format!("s/2024-02.md={mended}")), "{:#?}", world.listing());
        let three = source(3, "whole-number: 32\n");
        let world =
            Memory::with(&[SERIES, ("s/2024-01.md", &one), ("s/2024-09.md", &three), ("s/2024-03.md", "scratch")]);
        run(&world);
        assert!(world.listing().contains(&format!("s/2024-09.md={three}")), "{:#?}", world.listing());
    }
}
