//! `masthead index`: the table of contents of a series.

mod place;
mod put;

use super::args::{Index as Asked, IndexFormat};
use super::ledger::{self, INDEX, Ledger, Shelf};
use super::messages::{Findings, Voice, count};
use super::publish::Finished;
use super::styling::{self, Fault};
use super::world::{Standing, World};
use super::{Refusal, Verdict, faces, print, shop};
use crate::ast::Lang;
use crate::convert::{self, Job};
use crate::diagnostics::{Diagnostic, Severity, Sink, Source, code};
use crate::layout::Typesetter;
use crate::normalize::normalize;
use crate::resources::NoResources;
use crate::series::copies::told;
use crate::series::index::{self, Document, Index};
use crate::series::{Issue, issues};
use crate::style::StyleSheet;
use crate::write::{self, Options};
use place::{Place, settle};
use put::put;
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

/// So many files that are left out are named.
const NAMED: usize = 10;

/// Writes the index of a series in every format that is asked for, all of them or none.
pub(super) fn index(asked: &Asked, world: &dyn World) -> Result<Verdict, Refusal> {
    let ledger = ledger::open(&asked.folder, world)?;
    let (place, formats) = settle(asked, &ledger, world)?;
    let lang = lang(asked, &ledger)?;
    let shelf = ledger.read_whole(world)?;
    let contents = Index::of(&ledger.series, &shelf.entries, &lang, asked.year);
    if contents.issues.is_empty() {
        return Err(nothing(asked, &shelf, &ledger));
    }
    let voice = Voice::new(world, asked.speech);
    let unread = unread(&shelf, &ledger);
    let mut strays = Index::strays(&ledger.series, &shelf.entries);
    strays.retain(|stray| !unread.contains(&(*stray).to_string()));
    voice.tell(&told_of(&strays, &ledger));
    voice.tell(&as_warnings(shelf.unread.clone()));
    voice.tell(&as_warnings(ledger::by_document(&ledger, &shelf, told(&shelf.copies))));
    let mut desk = Desk { asked, ledger: &ledger, shelf: &shelf, contents: &contents, world, findings: Vec::new() };
    let mut files = Vec::new();
    for &format in &formats {
        let path = place.path(format);
        let Some(bytes) = desk.make(format, &path)? else {
            voice.tell(&desk.findings);
            voice.remark("nothing written");
            return Ok(Verdict::Faulty);
        };
        files.push(Finished { path, bytes });
    }
    voice.tell(&desk.findings);
    if let Place::StandardOutput = place {
        return files.first().map_or(Ok(Verdict::Clean), |file| print(&file.bytes, world));
    }
    let about = files.first().map(|file| file.path.display().to_string()).unwrap_or_default();
    match put(files, &formats, asked.force, world) {
        Ok(files) => {
            voice.remark(
                &(summary(&contents, &files, &desk.findings)
                    + &left_out("unreadable", &unread.iter().map(String::as_str).collect::<Vec<_>>())
                    + &left_out("no issues", &strays)
                    + &left_out("copies", &copies(&shelf))),
            );
            Ok(Verdict::Clean)
        }
        Err(fault) => {
            voice.tell(&[Findings::about(&about, vec![fault])]);
            voice.remark("nothing written");
            Ok(Verdict::Faulty)
        }
    }
}

/// `README.md, notes.txt`, the first ones of many.
fn named(files: &[&str]) -> String {
    let shown = files.get(..NAMED).filter(|_| files.len() > NAMED + 1).unwrap_or(files).join(", ");
    match files.len().checked_sub(NAMED) {
        Some(more @ 2..) => format!("{shown} and {more} more"),
        _ => shown,
    }
}

/// Tells once of all files that lie among the issues and are none.
fn told_of(strays: &[&str], ledger: &Ledger) -> Vec<Findings> {
    if strays.is_empty() {
        return Vec::new();
    }
    let message = format!("not in the index, for want of a number and a title: {}", named(strays));
    let note = Diagnostic::new(code::NOT_AN_ISSUE, message)
        .hint("an issue says `number` and `title` in its front matter; keep other texts outside of the series");
    vec![Findings::about(&ledger.root.to_string_lossy(), vec![note])]
}

/// Why there is no index.
fn nothing(asked: &Asked, shelf: &Shelf, ledger: &Ledger) -> Refusal {
    let Some(year) = asked.year else {
        return Refusal::new("the series has no issue", "`masthead new` begins one");
    };
    let all = issues(&ledger.series, &shelf.entries);
    let years: BTreeSet<u32> = all.iter().filter(|issue| issue.is_one()).filter_map(Issue::year).collect();
    let hint = match (years.first(), years.last()) {
        (Some(first), Some(last)) if first == last => format!("its issues are of {first}"),
        (Some(first), Some(last)) => format!("its issues are of {first} to {last}"),
        _ => "`masthead new` begins one".into(),
    };
    Refusal::new(format!("the series has no issue of {year}"), hint)
}

/// Findings on files that keep no index from being made.
fn as_warnings(mut findings: Vec<Findings>) -> Vec<Findings> {
    for finding in findings.iter_mut().flat_map(|findings| &mut findings.diagnostics) {
        finding.severity = Severity::Warning;
    }
    findings
}

/// The files that could not be read.
fn unread(shelf: &Shelf, ledger: &Ledger) -> Vec<String> {
    shelf.unread.iter().map(|findings| ledger.below(Path::new(findings.source.name()))).collect()
}

fn copies(shelf: &Shelf) -> Vec<&str> {
    shelf.copies.iter().map(|copy| copy.entry.file.as_str()).collect()
}

/// `; left out, as no issues: README.md`.
fn left_out(what: &str, files: &[&str]) -> String {
    if files.is_empty() { String::new() } else { format!("; left out, as {what}: {}", named(files)) }
}

/// `12 issues → out/index.html, out/index.csv`.
fn summary(contents: &Index, files: &[Finished], findings: &[Findings]) -> String {
    let names: Vec<String> = files
        .iter()
        .map(|file| file.path.strip_prefix(".").unwrap_or(&file.path).to_string_lossy().into_owned())
        .collect();
    let issues = match contents.issues.len() {
        1 => "1 issue".to_string(),
        many => format!("{many} issues"),
    };
    let counted = match count(&Findings::placed(findings)) {
        none if none.is_empty() => none,
        some => format!(" ({some})"),
    };
    format!("{issues} → {}{counted}", names.join(", "))
}

fn lang(asked: &Asked, ledger: &Ledger) -> Result<Lang, Refusal> {
    let Some(tag) = &asked.lang else { return Ok(ledger.series.languages.first().cloned().unwrap_or_default()) };
    let lang = Lang::new(tag.as_str());
    if lang.is_well_formed() {
        return Ok(lang);
    }
    Err(Refusal::new(format!("`{tag}` is no language"), "write its tag, as in `--lang zh`"))
}

struct Desk<'a> {
    asked: &'a Asked,
    ledger: &'a Ledger,
    shelf: &'a Shelf,
    contents: &'a Index,
    world: &'a dyn World,
    findings: Vec<Findings>,
}

impl Desk<'_> {
    /// The bytes of one format; none where it is at fault.
    fn make(&mut self, format: IndexFormat, path: &Path) -> Result<Option<Vec<u8>>, Refusal> {
        let known = self.world.identity(path);
        if self.shelf.entries.iter().any(|entry| self.ledger.identity.join(&entry.file) == known) {
            let message = format!("the index would overwrite the issue `{}`", path.display());
            return Err(Refusal::new(message, "write elsewhere with -o"));
        }
        let text = match format {
            IndexFormat::Html => {
                let style = self.style()?;
                index::html(self.contents, &style, &|document| Some(self.address(document, path)))
            }
            IndexFormat::Json => self.contents.json(),
            IndexFormat::Csv => index::csv(self.contents),
            IndexFormat::Dc => index::dublin_core(self.contents),
            IndexFormat::Pdf | IndexFormat::Docx => return self.print(format),
        };
        Ok(Some(text.into_bytes()))
    }

    /// The address of a document from the page: its PDF, where that is beside it.
    fn address(&self, document: &Document, page: &Path) -> String {
        let pdf = Path::new(&document.file).with_extension("pdf");
        let printed = self.world.standing(&self.ledger.root.join(&pdf)) == Some(Standing::File);
        let file = if printed { pdf } else { PathBuf::from(&document.file) };
        let folder = match page == Path::new("-") {
            true => self.ledger.identity.clone(),
            false => self.world.identity(page).parent().map(Path::to_path_buf).unwrap_or_default(),
        };
        relative(&self.ledger.identity.join(file), &folder)
    }

    /// The index as an issue is made.
    fn print(&mut self, format: IndexFormat) -> Result<Option<Vec<u8>>, Refusal> {
        // Years and lists of names are no parts of an argument that anybody would count.
        let style = self.style()?.without_section_numerals();
        let fonts = faces::faces(&self.asked.font_paths, self.world)?.book;
        let typesetter = Typesetter::new(&fonts);
        let mut sink = Sink::new();
        let mut document = index::document(self.contents);
        // What every issue has and an index has not, a number, is no loss.
        normalize(&mut document, &mut Sink::new());
        let backends: Vec<_> = write::by_name(format.extension()).into_iter().collect();
        let options = Options::default();
        let job = Job {
            backends: &backends,
            style: &style,
            typesetter: &typesetter,
            options: &options,
            stem: INDEX,
            source: b"",
        };
        let made = convert::finish(&mut document, &job, &NoResources, &mut sink);
        let name = format!("{INDEX}.{}", format.extension());
        self.findings.push(Findings { source: Source::new(name, ""), diagnostics: sink.into_diagnostics() });
        Ok(made.into_iter().next().map(|artifact| artifact.bytes))
    }

    fn style(&self) -> Result<StyleSheet, Refusal> {
        if let Some(name) = &self.asked.style {
            return shop::named_style(name, self.world);
        }
        let name = self.ledger.series.standing.style.as_deref().unwrap_or(styling::DEFAULT);
        styling::find(Path::new(name), &self.ledger.root, self.world).map_err(|fault| match fault {
            Fault::Unknown(unknown) => Refusal::new(unknown.message, unknown.hint.unwrap_or_default()),
            Fault::Sheet(findings) => Refusal::Found(findings),
        })
    }
}

/// The path from a folder to a file, with forward slashes.
fn relative(file: &Path, folder: &Path) -> String {
    let (file, folder): (Vec<Component<'_>>, Vec<Component<'_>>) =
        (file.components().collect(), folder.components().collect());
    let common = file.iter().zip(&folder).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..".to_string(), folder.len() - common);
    let down = file.iter().skip(common).map(|step| step.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::relative;
    use std::path::Path;

    #[test]
    fn addresses_lead_from_the_page_to_the_file() {
        let from = |folder: &str| relative(Path::new("/s/2024/07.pdf"), Path::new(folder));
        assert_eq!([from("/s"), from("/s/index"), from("/s/2024")], ["2024/07.pdf", "../2024/07.pdf", "07.pdf"]);
    }
}
