//! `masthead new`: the next issue of a series, which nobody else gets.

use super::args::New;
use super::ledger::{self, Ledger, Shelf};
use super::messages::Voice;
use super::styling::{self, Fault};
use super::world::{World, reason};
use super::{Refusal, Verdict, print};
use crate::ast::{CorrectedIssue, Date, Lang};
use crate::series::Numbers;
use crate::series::next::{self, Refused, Wanted};
use crate::style::StyleSheet;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

/// How many numbers are tried: a number is only taken meanwhile by who does not hold the series.
const TRIES: usize = 100;

/// Begins the next issue, in every language that is asked for, and prints what its files are called.
pub(super) fn new(asked: &New, world: &dyn World) -> Result<Verdict, Refusal> {
    let ledger = ledger::open(&asked.folder, world)?;
    let wanted = wanted(asked, world)?;
    let languages = languages(asked, &ledger)?;
    let style = style(&ledger, world)?;
    let _held = ledger.hold(world)?;
    let shelf = ledger.read_whole(world)?;
    let desk = Desk { ledger: &ledger, folder: &asked.folder, languages, style, wanted, world };
    let (numbers, files) = desk.begin(&shelf)?;
    Voice::new(world, asked.speech).remark(&told(numbers, &wanted));
    let shown = |file: &PathBuf| format!("{}\n", file.strip_prefix(".").unwrap_or(file).display());
    let lines: String = files.iter().map(shown).collect();
    print(lines.as_bytes(), world)
}

/// `No. 7 of 2024, whole number 168, dated 2024-05-17`.
fn told(numbers: Numbers, wanted: &Wanted) -> String {
    let year = wanted.date.year();
    let named = match (numbers.supplement, numbers.number) {
        (Some(number), _) => format!("Supplement {number} of {year}"),
        (None, number) => format!("No. {} of {year}", number.unwrap_or_default()),
    };
    let whole = match numbers.whole {
        Some(whole) => format!(", whole number {whole}"),
        None => String::new(),
    };
    format!("{named}{whole}, dated {}", wanted.date.iso())
}

fn wanted(asked: &New, world: &dyn World) -> Result<Wanted, Refusal> {
    let corrects = asked.corrects.as_deref().map(|name| {
        CorrectedIssue::parse(name).ok_or_else(|| {
            let message = format!("`{name}` does not name an issue");
            Refusal::new(message, "write year and number, as in `2024-05`, or `2024-s1` for a supplement")
        })
    });
    Ok(Wanted { date: date(asked, world)?, supplement: asked.supplement, corrects: corrects.transpose()? })
}

/// The day that is asked for, else that of the environment, else today.
fn date(asked: &New, world: &dyn World) -> Result<Date, Refusal> {
    if let Some(words) = &asked.date {
        let message = format!("`{words}` is not a day of the calendar");
        return Date::parse(words).ok_or_else(|| Refusal::new(message, "write it as in `2024-05-17`"));
    }
    let Some(epoch) = world.variable("SOURCE_DATE_EPOCH") else {
        return world
            .today()
            .ok_or_else(|| Refusal::new("the clock of this machine is wrong", "give the day with --date"));
    };
    let seconds = epoch.to_str().and_then(|seconds| seconds.trim().parse().ok());
    seconds.and_then(Date::from_unix).ok_or_else(|| {
        Refusal::new("SOURCE_DATE_EPOCH is no number of seconds since 1970", "unset it, or give the day with --date")
    })
}

fn languages(asked: &New, ledger: &Ledger) -> Result<Vec<Lang>, Refusal> {
    if asked.lang.is_empty() {
        return Ok(ledger.series.languages.clone());
    }
    let mut languages: Vec<Lang> = Vec::new();
    for tag in &asked.lang {
        let lang = Lang::new(tag.trim());
        if !lang.is_well_formed() {
            return Err(Refusal::new(format!("`{tag}` is no language"), "write its tag, as in `--lang en,zh`"));
        }
        if languages.iter().all(|known| known.primary() != lang.primary()) {
            languages.push(lang);
        }
    }
    Ok(languages)
}

/// The style whose skeleton the issue opens with.
fn style(ledger: &Ledger, world: &dyn World) -> Result<StyleSheet, Refusal> {
    let name = ledger.series.standing.style.as_deref().unwrap_or(styling::DEFAULT);
    styling::find(Path::new(name), &ledger.root, world).map_err(|fault| match fault {
        Fault::Unknown(unknown) => Refusal::new(unknown.message, unknown.hint.unwrap_or_default()),
        Fault::Sheet(findings) => Refusal::Found(findings),
    })
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Refusal {
        Refusal::new(refused.message, refused.hint)
    }
}

struct Desk<'a> {
    ledger: &'a Ledger,
    folder: &'a Path,
    languages: Vec<Lang>,
    style: StyleSheet,
    wanted: Wanted,
    world: &'a dyn World,
}

impl Desk<'_> {
    /// Writes the files of the next issue; gives its numbers and the files.
    fn begin(&self, shelf: &Shelf) -> Result<(Numbers, Vec<PathBuf>), Refusal> {
        let mut numbers = next::next(&self.ledger.series, &shelf.entries, &shelf.names, &self.wanted)?;
        for _ in 0..TRIES {
            let files = self.files(numbers);
            if self.claim(&files)? {
                return Ok((numbers, files.into_iter().map(|(path, _)| path).collect()));
            }
            numbers = next::after(numbers)?;
        }
        Err(Refusal::new("every number that was tried is taken", "look into the folder of the series"))
    }

    /// The files of an issue and what stands in them.
    fn files(&self, numbers: Numbers) -> Vec<(PathBuf, String)> {
        let series = &self.ledger.series;
        let name = next::name(series, numbers);
        let folder = if name.contains('/') { &self.ledger.root } else { self.folder };
        let alone = self.languages.len() == 1 && series.languages.len() < 2;
        let file = |lang: &Lang| {
            let end = if alone { "md".to_string() } else { format!("{}.md", lang.tag()) };
            let text = self.style.words(lang).map(|words| next::opening(numbers, &self.wanted, lang, words));
            (folder.join(format!("{name}.{end}")), text.unwrap_or_default())
        };
        self.languages.iter().map(file).collect()
    }

    /// Writes all files where nothing stands, or none; says whether the places were free.
    fn claim(&self, files: &[(PathBuf, String)]) -> Result<bool, Refusal> {
        for (at, (path, text)) in files.iter().enumerate() {
            let written = self.write(path, text);
            if written.is_ok() {
                continue;
            }
            files.iter().take(at).for_each(|(path, _)| drop(self.world.remove(path)));
            return match written {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
                Err(error) => Err(Refusal::new(
                    format!("`{}` cannot be written: {}", path.display(), reason(&error)),
                    "check who may write there",
                )),
                Ok(()) => Ok(true),
            };
        }
        Ok(true)
    }

    /// Writes a whole file where nothing stands: aside, then under its name in one step.
    fn write(&self, path: &Path, text: &str) -> io::Result<()> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            self.world.create_folder(folder)?;
        }
        let mut hidden = OsString::from(".");
        hidden.push(path.file_name().unwrap_or_default());
        hidden.push(format!(".{}.new", self.world.process()));
        let aside = path.with_file_name(hidden);
        let written = self.world.write_new(&aside, text.as_bytes());
        let linked = written.map(|()| self.world.link(&aside, path));
        let _ = self.world.remove(&aside);
        match linked? {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => self.write_at_once(path, text),
            linked => linked,
        }
    }

    /// Writes a file under its own name, on a disk that has no second names.
    fn write_at_once(&self, path: &Path, text: &str) -> io::Result<()> {
        let written = self.world.write_new(path, text.as_bytes());
        if written.as_ref().is_err_and(|error| error.kind() != io::ErrorKind::AlreadyExists) {
            let _ = self.world.remove(path);
        }
        written
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::super::args::{Arguments, Command};
    use super::super::memory::{Memory, open};
    use super::super::world::Machine;
    use super::*;
    use clap::Parser;
    use std::collections::BTreeSet;

    fn asked(line: &str) -> New {
        let Command::New(asked) = Arguments::try_parse_from(line.split(' ')).unwrap().command else {
            unreachable!("the line is of another command")
        };
        asked
    }

    fn run(world: &Memory, line: &str) -> Result<String, String> {
        let begun = new(&asked(line), world);
        let printed = String::from_utf8(std::mem::take(&mut *open(&world.printed))).unwrap();
        match begun {
            Ok(_) => Ok(printed),
            Err(Refusal::Asked { message, .. }) => Err(message),
            Err(Refusal::Found(_)) => Err("found".into()),
        }
    }

    fn house() -> Memory {
        Memory::with(&[("s/series.toml", "languages = [\"en\", \"zh\"]\n[name]\nen = \"Bulletin\"\nzh = \"简报\"\n")])
    }

    #[test]
    fn no_number_is_given_where_a_folder_of_the_series_is_closed() {
        let world = house();
        world.fail("entries", 0, std::io::ErrorKind::PermissionDenied);
        let told = run(&world, "masthead new s --date 2024-05-17").unwrap_err();
        assert!(told.contains("`s`") && told.contains("cannot be read"), "{told}");
        assert!(run(&world, "masthead new s --date 2024-05-17").is_ok());
    }

    #[test]
    fn folders_of_the_system_are_passed_over_and_other_closed_ones_are_named() {
        let house = |folder: &str| {
            let world = Memory::with(&[
                ("s/series.toml", "[name]\nen = \"Bulletin\"\n"),
                (&format!("s/{folder}/2024-07.md"), "---\nnumber: 7\ndate: 2024-05-01\n---\n"),
            ]);
            // The second folder that is looked into is closed.
            world.fail("entries", 1, io::ErrorKind::PermissionDenied);
            run(&world, "masthead new s --date 2024-05-17")
        };
        for folder in ["lost+found", "System Volume Information", "$RECYCLE.BIN", ".Trash-1000", "@eaDir"] {
            assert_eq!(house(folder).unwrap(), "s/2024-01.md\n", "{folder}");
        }
        let told = house("lost").unwrap_err();
        assert!(told.contains("`s/lost`") && told.contains("cannot be read: permission denied"), "{told}");
    }

    #[test]
    fn issues_are_begun_in_every_language_with_the_next_number() {
        let world = house();
        assert_eq!(run(&world, "masthead new s").unwrap(), "s/2024-01.en.md\ns/2024-01.zh.md\n");
        assert_eq!(run(&world, "masthead new s --lang zh").unwrap(), "s/2024-02.zh.md\n");
        assert_eq!(run(&world, "masthead new s --date 2025-01-02 --lang en").unwrap(), "s/2025-01.en.md\n");
        assert_eq!(
            run(&world, "masthead new s --supplement --lang en --date 2025-01-02").unwrap(),
            "s/2025-s1.en.md\n"
        );
        let file = world.listing().into_iter().find(|file| file.starts_with("s/2025-01.en.md=")).unwrap();
        let opening = "---\nnumber: 1\nroman: I\nwhole-number: 3\ndate: 2025-01-02\nlang: en\ntitle: ";
        assert!(file.strip_prefix("s/2025-01.en.md=").unwrap().starts_with(opening), "{file}");
    }

    #[test]
    fn a_name_that_is_taken_without_a_number_in_the_ledger_is_passed_over() {
        let world = house();
        world.fail("link", 1, io::ErrorKind::AlreadyExists);
        assert_eq!(run(&world, "masthead new s").unwrap(), "s/2024-02.en.md\ns/2024-02.zh.md\n");
        assert!(world.listing().iter().all(|file| !file.starts_with("s/2024-01")), "{:#?}", world.listing());
    }

    #[test]
    fn a_full_disk_leaves_nothing_behind() {
        for failing in 0..2 {
            let world = house();
            world.fail("write_new", failing, io::ErrorKind::StorageFull);
            assert!(run(&world, "masthead new s").unwrap_err().ends_with("cannot be written: the disk is full"));
            assert_eq!(world.listing().len(), 1, "{:#?}", world.listing());
        }
    }

    #[test]
    fn a_disk_without_second_names_still_gives_a_number_once() {
        let world = house();
        world.fail("link", 0, io::ErrorKind::PermissionDenied);
        assert_eq!(run(&world, "masthead new s --lang en").unwrap(), "s/2024-01.en.md\n");
        assert_eq!(world.listing().len(), 2, "{:#?}", world.listing());
    }

    #[test]
    fn an_issue_is_begun_in_the_folder_that_is_asked_for_unless_its_name_says_where() {
        let begun = |pattern: &str| {
            let sheet = format!("[name]\nen = \"B\"\n[numbering]\nfile-name = \"{pattern}\"\n");
            run(&Memory::with(&[("s/series.toml", &sheet), ("s/drafts/notes", "")]), "masthead new s/drafts").unwrap()
        };
        assert_eq!(begun("{year}-{number}"), "s/drafts/2024-01.md\n");
        assert_eq!(begun("{year}/no-{number}"), "s/2024/no-01.md\n");
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let refused = |line: &str| run(&house(), line).unwrap_err();
        assert_eq!(refused("masthead new s --date 2024-02-30"), "`2024-02-30` is not a day of the calendar");
        assert_eq!(refused("masthead new s --corrects 5"), "`5` does not name an issue");
        assert_eq!(refused("masthead new s --lang english!"), "`english!` is no language");
        assert_eq!(refused("masthead new t"), "there is no folder `t`");
    }

    #[test]
    fn threads_that_begin_issues_at_once_never_get_one_number() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().to_string_lossy().into_owned();
        std::fs::write(folder.path().join("series.toml"), "[name]\nen = \"Bulletin\"\nzh = \"简报\"\n").unwrap();
        let lines =
            ["en", "zh", "en,zh", "zh"].map(|lang| format!("masthead new {root} --date 2024-05-17 -q --lang {lang}"));
        std::thread::scope(|scope| {
            for line in lines.iter().chain(&lines) {
                scope.spawn(move || assert!(new(&asked(line), &Machine::default()).is_ok()));
            }
        });
        let names: Vec<String> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .filter(|name| name.starts_with("2024-"))
            .collect();
        let issues: BTreeSet<&str> = names.iter().map(|name| &name[..7]).collect();
        assert_eq!((names.len(), issues.len()), (10, 8), "{names:?}");
    }
}
