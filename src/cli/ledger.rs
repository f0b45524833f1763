//! The series that files belong to: the file that says what they share, and everything that lies in its folder.

use super::Refusal;
use super::bags::is_bag;
use super::bench::in_order;
use super::cache::Unsealed;
use super::inputs::{self, Input, Inputs, Loaded, Origin};
use super::made::{Kept, Made};
use super::messages::Findings;
use super::outside::Programs;
use super::passed_over::is_passed_over;
use super::world::{Files, Held, Inside, Standing, World, is_remote, reason};
use crate::ast::{Date, Front, Lang, Standing as Facts, text};
use crate::convert::{self, Prepared};
use crate::diagnostics::{Code, Diagnostic, Severity, Sink, Source, Span, code};
use crate::read::{self, Reader};
use crate::series::check;
use crate::series::copies::{self, Copy};
use crate::series::{Entry, Series};
use crate::style::keys;
use std::collections::BTreeMap;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// The file that makes a folder a series.
pub(super) const FILE: &str = "series.toml";
/// The file that a run holds while it reads the ledger and writes into it.
const LOCK: &str = ".series.lock";
/// What an index of the series is called; such files are no issues.
pub(super) const INDEX: &str = "index";
/// The largest file of a series that is read, bytes.
const LARGEST: u64 = 1 << 20;
/// What is found where nothing of a file could be read.
const UNREAD: [Code; 2] = [code::INPUT_NOT_TEXT, code::MANUSCRIPT_UNREADABLE];
/// How deep folders of a series are looked into.
const DEEPEST: usize = 8;

/// A series and where it lies.
pub(super) struct Ledger {
    /// Its folder, by the path as the user would write it.
    pub(super) root: PathBuf,
    /// The same by the one path by which it is known.
    pub(super) identity: PathBuf,
    pub(super) series: Series,
}

/// What lies in the folder of a series.
#[derive(Default)]
pub(super) struct Shelf {
    /// The documents that can be read, by their files.
    pub(super) entries: Vec<Entry>,
    /// Those that are copies of issues.
    pub(super) copies: Vec<Copy>,
    /// Why others could not be read.
    pub(super) unread: Vec<Findings>,
    /// What all files are called, without language and extension, whatever they are.
    pub(super) names: Vec<String>,
    /// The folders that could not be looked into, and why.
    closed: Vec<(PathBuf, String)>,
}

/// The series that a folder is in; none where no folder around it has a file of a series.
pub(super) fn find(folder: &Path, world: &dyn Files) -> Result<Option<Ledger>, Refusal> {
    let known = folder_identity(folder, world);
    // What is around a bucket is on this machine, and no part of a series in it.
    for identity in known.ancestors().take_while(|around| is_remote(around) == is_remote(&known)) {
        let root = if identity == known { folder } else { identity };
        if let Some(bytes) = bytes(&root.join(FILE), world)? {
            let series = parsed(&root.join(FILE), bytes, world)?;
            return Ok(Some(Ledger { root: root.to_path_buf(), identity: identity.to_path_buf(), series }));
        }
    }
    Ok(None)
}

/// The file of a series, if it is there.
fn bytes(path: &Path, world: &dyn Files) -> Result<Option<Vec<u8>>, Refusal> {
    // A service that does not answer has not said that there is none, and denies to look where nothing is.
    let is_nothing = |error: &io::Error| {
        is_remote(path) && matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied)
    };
    if !is_remote(path) && world.standing(path) != Some(Standing::File) {
        return if world.leads_nowhere(path) { Err(leads_nowhere(path)) } else { Ok(None) };
    }
    match world.read(path, LARGEST) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if is_nothing(&error) => Ok(None),
        Err(error) => Err(Refusal::new(
            format!("`{}` cannot be read: {}", path.display(), reason(&error)),
            "check who may read it",
        )),
    }
}

fn leads_nowhere(path: &Path) -> Refusal {
    let message = format!("`{}` is a link that leads to no file", path.display());
    Refusal::new(message, "mend the link, or remove it where the folder is no series")
}

fn parsed(path: &Path, bytes: Vec<u8>, world: &dyn Files) -> Result<Series, Refusal> {
    let shown = path.to_string_lossy().into_owned();
    let text = String::from_utf8(bytes)
        .map_err(|_| Refusal::new(format!("`{shown}` is not UTF-8 text"), "save it as UTF-8"))?;
    let read = Series::read(&text).and_then(|series| match without_style(&series, &text, path, world) {
        Some(fault) => Err(vec![fault]),
        None => Ok(series),
    });
    read.map_err(|diagnostics| Refusal::Found(vec![Findings { source: Source::new(shown, text), diagnostics }]))
}

/// What is wrong where the style sheet of a series is not there: it is told here once, and not at every issue.
fn without_style(series: &Series, text: &str, file: &Path, world: &dyn Files) -> Option<Diagnostic> {
    let style = series.standing.style.as_deref().filter(|style| is_path(style))?;
    let path = file.with_file_name(style);
    if world.standing(&path) == Some(Standing::File) {
        return None;
    }
    let span = keys::place(text, &["style"]).map_or(Span::Unknown, |range| Span::text(range.start, range.end));
    let message = format!("there is no style sheet `{}`", path.display());
    let hint = "mend the path, which goes from the folder of this file, or name a style that `masthead styles` lists";
    Some(Diagnostic::new(code::SERIES_INVALID, message).at(span).hint(hint))
}

/// Whether a style is a file.
fn is_path(style: &str) -> bool {
    style.contains('/') || style.ends_with(".toml")
}

/// The series that a command is about.
pub(super) fn open(folder: &Path, world: &dyn World) -> Result<Ledger, Refusal> {
    match world.standing(folder) {
        Some(Standing::Folder) => {}
        Some(Standing::File) => {
            let message = format!("`{}` is a file and no folder", folder.display());
            return Err(Refusal::new(message, "name the folder of the series"));
        }
        None => return Err(Refusal::new(format!("there is no folder `{}`", folder.display()), "check the path")),
    }
    find(folder, world)?.ok_or_else(|| {
        let message =
            format!("`{}` is in no series: neither it nor a folder around it has a file `{FILE}`", folder.display());
        Refusal::new(
            message,
            "write one that says `[name]` and under it `en = \"…\"`; `masthead schema series` has the rest",
        )
    })
}

/// Inputs, each with what its series says where it says nothing.
pub(super) fn with_standing(mut inputs: Inputs, world: &dyn World) -> Result<Inputs, Refusal> {
    let mut known: BTreeMap<PathBuf, (Arc<Facts>, Arc<Programs>)> = BTreeMap::new();
    inputs.tell(|folder| -> Result<_, Refusal> {
        if let Some(said) = known.get(folder) {
            return Ok(said.clone());
        }
        let ledger = find(folder, world)?;
        let facts = ledger.as_ref().map(|ledger| ledger.facts(folder, world)).unwrap_or_default();
        let said = (Arc::new(facts), Arc::new(ledger.map(Ledger::into_programs).unwrap_or_default()));
        known.insert(folder.to_path_buf(), said.clone());
        Ok(said)
    })?;
    Ok(inputs)
}

/// The one path of a folder.
fn folder_identity(folder: &Path, world: &dyn Files) -> PathBuf {
    world.identity(&folder.join(FILE)).parent().map(Path::to_path_buf).unwrap_or_default()
}

impl Ledger {
    /// What issues in a folder of the series may leave out, with the path of the style from there.
    pub(super) fn facts(&self, folder: &Path, world: &dyn Files) -> Facts {
        let mut facts = self.series.standing.clone();
        let own = folder_identity(folder, world);
        let depth = own.strip_prefix(&self.identity).map_or(0, |below| below.components().count());
        if let Some(style) = facts.style.as_mut().filter(|style| is_path(style) && Path::new(style).is_relative()) {
            *style = "../".repeat(depth) + style;
        }
        facts
    }

    /// The programs that the file of the series names.
    fn into_programs(self) -> Programs {
        let Series { backends, filters, .. } = self.series;
        Programs { file: self.root.join(FILE), root: self.identity, backends, filters }
    }

    /// Holds the series, so that no other run reads what this one is about to change.
    pub(super) fn hold(&self, world: &dyn World) -> Result<Held, Refusal> {
        let path = self.root.join(LOCK);
        world.wait_for(&path).map_err(|error| {
            let message = format!("`{}` cannot be locked: {}", path.display(), reason(&error));
            Refusal::new(message, "check who may write in the folder of the series, and that its disk can lock files")
        })
    }

    /// Everything in the folder of the series. A folder that is closed may hold numbers that no other issue may have, and nothing is
    /// said of the series then.
    pub(super) fn read_whole(&self, world: &dyn World) -> Result<Shelf, Refusal> {
        let shelf = self.read(world);
        match shelf.closed.first() {
            None => Ok(shelf),
            Some((folder, why)) => {
                let message =
                    format!("`{}`, which is in the folder of the series, cannot be read: {why}", folder.display());
                Err(Refusal::new(
                    message,
                    "have it readable, or move it out: its issues have numbers that no other may have",
                ))
            }
        }
    }

    /// The same as far as it can be read.
    pub(super) fn read(&self, world: &dyn World) -> Shelf {
        let mut shelf = self.shelf(self.found(true, world), |input| self.document(input, world), world);
        (shelf.entries, shelf.copies) = copies::part(&self.series, shelf.entries);
        shelf
    }

    /// The sources in the folder of the series, what runs have made passed over where that is `told`.
    pub(super) fn found(&self, told: bool, world: &dyn World) -> Found {
        let mut found = Found::default();
        found.walk(&Walk { ledger: self, made: &Made::new(world), told, world }, &self.root, DEEPEST, &[]);
        found
    }

    /// What was found, as far as it can be loaded, copies and all.
    pub(super) fn shelf(&self, found: Found, load: impl Fn(&Input) -> Read + Sync, world: &dyn World) -> Shelf {
        let (mut documents, mut unread) = (Vec::new(), Vec::new());
        let load = |index: usize| found.inputs.get(index).map(|input| load(&input)).unwrap_or_default();
        in_order(
            found.inputs.len(),
            world.cores(),
            || true,
            load,
            |_, read| {
                documents.extend(read.document);
                unread.extend(read.fault);
            },
        );
        let mut entries = without_outputs(documents);
        entries.sort_by(|a, b| a.file.cmp(&b.file));
        Shelf { entries, copies: Vec::new(), unread, names: found.names, closed: found.closed }
    }

    /// The path of a file from the folder of the series, with forward slashes.
    pub(super) fn below(&self, path: &Path) -> String {
        let below = path.strip_prefix(&self.root).unwrap_or(path);
        let parts = below.components().filter_map(|part| match part {
            Component::Normal(name) => Some(name.to_string_lossy()),
            _ => None,
        });
        parts.collect::<Vec<_>>().join("/")
    }

    /// A document as it is read.
    pub(super) fn document(&self, input: &Input, world: &dyn World) -> Read {
        let Loaded { bytes, reader } = match input.load(world) {
            Ok(loaded) => loaded,
            Err(fault) => {
                return Read { document: None, fault: Some(Findings::about(&input.name, vec![fault])) };
            }
        };
        let mut sink = Sink::new();
        let Prepared { document, source, .. } =
            convert::prepare(&read::Input::new(&input.name, &bytes), reader, &mut sink);
        let is_of_all = |found: &Diagnostic| UNREAD.contains(&found.code);
        let fault = sink.into_diagnostics().into_iter().find(is_of_all);
        let fault = fault.map(|fault| Findings { source: source.clone(), diagnostics: vec![fault] });
        Read { document: self.ranked(input, reader, document.front, source), fault }
    }

    pub(super) fn ranked(&self, input: &Input, reader: &Reader, front: Front, source: Source) -> Option<Ranked> {
        let Origin::File(path) = &input.origin else { return None };
        let rank = read::READERS.iter().position(|known| known.name == reader.name)?;
        Some(Ranked { rank, entry: Entry { file: self.below(path), front, source, reader: reader.name } })
    }
}

/// What became of a file: what was read of it, and why nothing could be.
#[derive(Default)]
pub(super) struct Read {
    pub(super) document: Option<Ranked>,
    fault: Option<Findings>,
}

impl From<Option<Ranked>> for Read {
    fn from(document: Option<Ranked>) -> Read {
        Read { document, fault: None }
    }
}

/// A document, and how far down its reader stands.
pub(super) struct Ranked {
    rank: usize,
    pub(super) entry: Entry,
}

/// The documents without those that a build has made of another one: they have its language and, as far as they say any, its
/// numbers, and either its file's name or, where the source got another name since, its day and title too.
fn without_outputs(documents: Vec<Ranked>) -> Vec<Entry> {
    let mut by_mark: BTreeMap<Mark, Vec<usize>> = BTreeMap::new();
    for (at, document) in documents.iter().enumerate() {
        for mark in marks(&document.entry) {
            by_mark.entry(mark).or_default().push(at);
        }
    }
    let is_source = |own: &Ranked, other: &Ranked| other.rank < own.rank && is_made_of(&own.entry, &other.entry);
    let is_output = |own: &Ranked| {
        let alike = marks(&own.entry).into_iter().filter_map(|mark| by_mark.get(&mark)).flatten();
        alike.filter_map(|at| documents.get(*at)).any(|other| is_source(own, other))
    };
    let kept: Vec<bool> = documents.iter().map(|document| !is_output(document)).collect();
    documents.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(document, _)| document.entry).collect()
}

/// What a document and those that are made of it have in common.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    Name(Option<std::ffi::OsString>),
    Issue(Date, String),
}

fn marks(entry: &Entry) -> Vec<Mark> {
    let name = Mark::Name(Path::new(&entry.file).file_stem().map(std::ffi::OsStr::to_os_string));
    let title = entry.front.title().map(|title| text::inlines(&title.inlines)).filter(|title| !title.is_empty());
    let numbered = entry.front.number.or(entry.front.supplement).is_some();
    let issue = entry.front.date.zip(title).filter(|_| numbered).map(|(date, title)| Mark::Issue(date, title));
    [Some(name), issue].into_iter().flatten().collect()
}

fn is_made_of(own: &Entry, other: &Entry) -> bool {
    fn agree<T: PartialEq>(own: Option<T>, other: Option<T>) -> bool {
        own.is_none() || own == other
    }
    let (front, source) = (&own.front, &other.front);
    front.lang.primary() == source.lang.primary()
        && agree(front.number, source.number)
        && agree(front.supplement, source.supplement)
        && agree(front.date.map(Date::year), source.date.map(Date::year))
}

/// The files of a series.
#[derive(Default)]
pub(super) struct Found {
    pub(super) inputs: Inputs,
    names: Vec<String>,
    closed: Vec<(PathBuf, String)>,
}

impl From<Inputs> for Found {
    fn from(inputs: Inputs) -> Found {
        Found { inputs, ..Found::default() }
    }
}

/// What holds wherever the folders of a series are looked into.
struct Walk<'a> {
    ledger: &'a Ledger,
    made: &'a Made<'a>,
    /// Whether what runs have made is told from sources, and all names are kept.
    told: bool,
    world: &'a dyn World,
}

impl Found {
    /// Looks into a folder and those in it, but neither into another series nor into a bag. `around` are the sums that runs kept in
    /// mind in the folders around.
    fn walk<'m>(&mut self, walk: &Walk<'m>, folder: &Path, depth: usize, around: &Kept<'_, 'm>) {
        let Walk { ledger, made, told, world } = *walk;
        let shown = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let Inside { mut folders, mut files } = world.inside(shown).unwrap_or_else(|why| {
            self.closed.push((shown.to_path_buf(), reason(&why)));
            Inside::default()
        });
        if depth < DEEPEST && is_bag(&files) {
            return;
        }
        for paths in [&mut folders, &mut files] {
            paths.retain(|path| !is_index(path));
            paths.sort();
        }
        let own = made.kept(folder);
        let kept: Vec<&Unsealed<'m>> = around.iter().copied().chain([&own]).collect();
        if told {
            self.names.extend(files.iter().map(|path| name(&ledger.below(path))));
            self.inputs.extend(made.sources(files, &kept));
        } else {
            self.inputs.extend(inputs::among(files, world));
        }
        // A link to a folder could lead in a circle, and out of the series.
        for inner in folders.iter().filter(|inner| depth > 0 && !is_passed_over(inner) && !is_link(inner, world)) {
            if world.standing(&inner.join(FILE)).is_none() {
                self.walk(walk, inner, depth - 1, &kept);
            }
        }
    }
}

/// Whether a path leads elsewhere than where it stands.
pub(super) fn is_link(path: &Path, world: &dyn Files) -> bool {
    path.file_name().is_none_or(|_| folder_identity(path, world) != world.identity(path))
}

/// Whether a file is an index that the program wrote.
pub(super) fn is_index(path: &Path) -> bool {
    path.file_stem().is_some_and(|stem| stem == INDEX)
}

/// What a file is called, without extension and language.
fn name(file: &str) -> String {
    let folder = file.rfind('/').map_or(0, |at| at + 1);
    let stem = file[folder..].rsplit_once('.').map_or(&file[folder..], |(stem, _)| stem);
    let bare = match stem.rsplit_once('.') {
        Some((bare, end)) if Lang::new(end).is_well_formed() => bare,
        _ => stem,
    };
    format!("{}{bare}", &file[..folder])
}

/// Whether findings are enough to call something faulty.
pub(super) fn is_faulty(findings: &[Findings], deny_warnings: bool) -> bool {
    let least = if deny_warnings { Severity::Warning } else { Severity::Error };
    findings.iter().any(|findings| findings.worst() >= Some(least))
}

/// The findings on documents of the series, those of each document together.
pub(super) fn by_document(ledger: &Ledger, shelf: &Shelf, found: Vec<check::Found>) -> Vec<Findings> {
    let mut all: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
    for check::Found { file, diagnostic, .. } in found {
        all.entry(file).or_default().push(diagnostic);
    }
    let source = |file: &str| {
        let mut entries = shelf.entries.iter().chain(shelf.copies.iter().map(|copy| &copy.entry));
        let text = entries.find(|entry| entry.file == file).map(|entry| entry.source.text()).unwrap_or_default();
        let path = if file.is_empty() { ledger.root.clone() } else { ledger.root.join(file) };
        Source::new(path.to_string_lossy(), text)
    };
    all.into_iter().map(|(file, diagnostics)| Findings { source: source(&file), diagnostics }).collect()
}
