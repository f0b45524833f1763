//! Which sources a command line names.

mod list;

pub(super) use list::Inputs;

use super::bags::is_bag;
use super::bench::in_order;
use super::folders::{Folders, Mark};
use super::made::is_sealed;
use super::outside::Programs;
use super::shard::{self, Lot};
use super::world::{self, Files, World, is_remote, reason};
use super::{glob, ledger, meant};
use crate::ast::Standing;
use crate::diagnostics::{Diagnostic, code};
use crate::read::{self, Reader};
use crate::write;
use rustc_hash::FxHashSet;
use siphasher::sip128::{Hasher128, SipHasher13};
use std::ffi::{OsStr, OsString};
use std::hash::Hasher;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

/// The largest source that is read, bytes.
const LARGEST: u64 = 64 << 20;

/// Where a source is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    StandardInput,
    File(PathBuf),
}

/// What is said of a source that is in no series.
static NOTHING: LazyLock<(Arc<Standing>, Arc<Programs>)> = LazyLock::new(Default::default);

/// One source, not yet read; or why there is none at a place that the user named.
#[derive(Clone)]
pub(super) struct Input {
    pub(super) origin: Origin,
    /// The name by which messages call it.
    pub(super) name: String,
    /// What decides its shard.
    pub(super) lot: Lot,
    /// What reads it; unknown for standard input, where its first bytes tell.
    reader: Option<&'static Reader>,
    fault: Option<Box<Diagnostic>>,
    /// What its series says where it says nothing.
    pub(super) standing: Arc<Standing>,
    /// The programs that its series names.
    pub(super) programs: Arc<Programs>,
}

/// A source with its bytes.
pub(super) struct Loaded {
    pub(super) bytes: Vec<u8>,
    pub(super) reader: &'static Reader,
}

impl Input {
    fn new(origin: Origin, name: String, lot: Lot, reader: Option<&'static Reader>) -> Input {
        let (standing, programs) = NOTHING.clone();
        Input { origin, name, lot, reader, fault: None, standing, programs }
    }

    fn of_file(path: PathBuf, lot: Lot, reader: Option<&'static Reader>) -> Input {
        let name = path.to_string_lossy().into_owned();
        Input::new(Origin::File(path), name, lot, reader)
    }

    /// Whether there is something at its place, as far as is known.
    pub(super) fn is_found(&self) -> bool {
        self.fault.is_none()
    }

    /// What reads it, where its name or the user says that.
    pub(super) fn reader(&self) -> Option<&'static Reader> {
        self.reader
    }

    /// Its file, where it is one.
    pub(super) fn path(&self) -> Option<&Path> {
        match &self.origin {
            Origin::StandardInput => None,
            Origin::File(path) => Some(path),
        }
    }

    /// The file name without its extension; what the outputs are called.
    pub(super) fn stem(&self) -> &std::ffi::OsStr {
        match &self.origin {
            Origin::StandardInput => "stdin".as_ref(),
            Origin::File(path) => path.file_stem().unwrap_or_default(),
        }
    }

    /// The folder that relative paths in the source start from.
    pub(super) fn folder(&self) -> &Path {
        match &self.origin {
            Origin::StandardInput => Path::new(""),
            Origin::File(path) => path.parent().unwrap_or(Path::new("")),
        }
    }

    /// All that is said of the source outside of it: it is made again where that changes.
    pub(super) fn said(&self) -> String {
        let said = format!("{} {:?}", self.reader.map_or("", |reader| reader.name), self.standing);
        if self.programs.filters.is_empty() { said } else { format!("{said} {:?}", self.programs.filters) }
    }

    /// Reads the bytes and settles the reader.
    pub(super) fn load(&self, files: &dyn Files) -> Result<Loaded, Diagnostic> {
        if let Some(fault) = &self.fault {
            return Err(fault.as_ref().clone());
        }
        let bytes = match &self.origin {
            Origin::StandardInput => files.read_input(LARGEST),
            Origin::File(path) => files.read(path, LARGEST),
        };
        let bytes = bytes.map_err(|error| {
            Diagnostic::new(code::INPUT_UNREADABLE, format!("the input cannot be read: {}", reason(&error)))
                .hint(self.advice(&error, files))
        })?;
        let reader = match &self.origin {
            Origin::StandardInput => self.reader.or_else(|| sniff(&bytes)).ok_or_else(|| unknown_format(None))?,
            Origin::File(path) => {
                self.reader.ok_or_else(|| unknown_format(path.extension().map(std::ffi::OsStr::to_string_lossy)))?
            }
        };
        Ok(Loaded { bytes, reader })
    }
}

impl Input {
    /// What to do where the bytes cannot be read.
    fn advice(&self, error: &io::Error, files: &dyn Files) -> String {
        let meant = match &self.origin {
            Origin::File(path) if error.kind() == io::ErrorKind::NotFound => meant::instead_of(path, files),
            _ => None,
        };
        meant.unwrap_or_else(|| "check the path and who may read it".into())
    }
}

/// Which files of folders and patterns are meant.
#[derive(Clone, Copy, Default)]
pub(super) struct Wanted {
    /// What reads all files, where the user says so.
    pub(super) from: Option<&'static Reader>,
    /// What reads sources that are not meant.
    pub(super) without: Option<&'static Reader>,
}

impl From<Option<&'static Reader>> for Wanted {
    fn from(from: Option<&'static Reader>) -> Wanted {
        Wanted { from, without: None }
    }
}

impl Wanted {
    /// Whether files of an extension are meant.
    fn has(self, extension: &OsStr) -> bool {
        let reads = |reader: &Reader| reader.extensions.iter().any(|own| extension == *own);
        self.from.is_some() || !self.without.is_some_and(reads)
    }
}

/// The inputs that arguments stand for, in their order; a folder's and a pattern's are sorted. An input named twice
/// counts once.
pub(super) fn gather(arguments: &[PathBuf], wanted: impl Into<Wanted>, world: &dyn World) -> Inputs {
    let wanted = wanted.into();
    let around = shard::around(arguments.iter().map(PathBuf::as_path));
    each_once(arguments.iter().flat_map(|argument| expand(argument, &around, wanted, world)), world)
}

/// Inputs as they are looked for.
type Sought<'a> = Box<dyn Iterator<Item = Input> + 'a>;

/// The inputs that a list names: files and folders, one on each line or between zero bytes. Names are taken as they stand.
pub(super) fn listed<'a>(list: &[u8], ends: u8, wanted: Wanted, world: &'a dyn World) -> Sought<'a> {
    let list = list.strip_prefix(b"\xEF\xBB\xBF").filter(|_| ends == b'\n').unwrap_or(list);
    let names = list.split(|&byte| byte == ends).map(|name| match ends {
        b'\n' => name.strip_suffix(b"\r").unwrap_or(name),
        _ => name,
    });
    let paths: Vec<_> = names.filter(|name| !name.is_empty()).map(|name| PathBuf::from(named(name))).collect();
    let around = shard::around(paths.iter().map(PathBuf::as_path));
    let one = move |path: PathBuf| match world.standing(&path) {
        Some(world::Standing::Folder) => in_folder(&path, &around, wanted, world),
        _ => named_file(path, &around, wanted.from, world),
    };
    Box::new(paths.into_iter().flat_map(one))
}

#[cfg(unix)]
fn named(bytes: &[u8]) -> OsString {
    use std::os::unix::ffi::OsStrExt;
    OsStr::from_bytes(bytes).to_os_string()
}

#[cfg(not(unix))]
fn named(bytes: &[u8]) -> OsString {
    String::from_utf8_lossy(bytes).into_owned().into()
}

/// The inputs without those that stood before.
pub(super) fn each_once(inputs: impl Iterator<Item = Input>, world: &dyn World) -> Inputs {
    let (folders, mut known) = (Folders::new(world), FxHashSet::default());
    inputs.filter(|input| known.insert(input.path().map_or(0, |path| folders.mark(path)))).collect()
}

fn expand<'a>(argument: &Path, around: &Path, wanted: Wanted, world: &'a dyn World) -> Sought<'a> {
    if argument == Path::new("-") {
        let lot = shard::lot(argument, Path::new(""));
        return one(Input::new(Origin::StandardInput, "<stdin>".into(), lot, wanted.from));
    }
    match world.standing(argument) {
        Some(world::Standing::Folder) => in_folder(argument, argument, wanted, world),
        None if glob::is_pattern(argument) => by_pattern(argument, wanted, world),
        // Only listing a bucket tells why nothing is there.
        None if is_remote(argument) && argument.extension().is_none() => in_folder(argument, argument, wanted, world),
        _ => named_file(argument.to_path_buf(), around, wanted.from, world),
    }
}

fn one<'a>(input: Input) -> Sought<'a> {
    Box::new(std::iter::once(input))
}

/// Files that were found from a folder.
fn files<'a>(paths: Vec<PathBuf>, base: &Path, from: Option<&'static Reader>) -> Sought<'a> {
    let base = base.to_path_buf();
    Box::new(paths.into_iter().map(move |path| file(path, &base, from)))
}

/// A file that was found from a folder.
fn file(path: PathBuf, base: &Path, from: Option<&'static Reader>) -> Input {
    let (reader, lot) = (from.or_else(|| reader_of(&path)), shard::lot(&path, base));
    Input::of_file(path, lot, reader)
}

fn faulty<'a>(path: &Path, message: String, hint: &str) -> Sought<'a> {
    let lot = shard::lot(path, path.parent().unwrap_or(path));
    let fault = Some(Box::new(Diagnostic::new(code::INPUT_UNREADABLE, message).hint(hint)));
    one(Input { fault, ..Input::of_file(path.to_path_buf(), lot, None) })
}

fn by_pattern<'a>(pattern: &Path, wanted: Wanted, world: &'a dyn World) -> Sought<'a> {
    let mut found = glob::matches(pattern, world);
    let named = pattern.extension().unwrap_or_default();
    found.retain(|path| !wanted.has(named) || wanted.has(path.extension().unwrap_or_default()));
    if wanted.from.is_none() {
        found.retain(|path| is_source(path) && world.standing(path) != Some(world::Standing::Folder));
        found = sources(found);
    }
    if found.is_empty() {
        return faulty(pattern, "no source matches the pattern".into(), "check the path and the spelling");
    }
    files(found, &glob::fixed(pattern), wanted.from)
}

fn in_folder<'a>(folder: &Path, base: &Path, wanted: Wanted, world: &'a dyn World) -> Sought<'a> {
    let mut paths = match world.inside(folder) {
        Ok(inside) => inside.files,
        Err(error) => {
            let message = format!("the folder cannot be read: {}", reason(&error));
            return faulty(folder, message, "check the path and who may read it");
        }
    };
    if is_bag(&paths) {
        let hint =
            format!("name what is meant: the source of its issue lies in `{}`", folder.join("data/source").display());
        return faulty(folder, "the folder is a bag, in which an issue was put away".into(), &hint);
    }
    paths.retain(|path| wanted.has(path.extension().unwrap_or_default()));
    let mut sources = readable(paths, wanted.from, world);
    if wanted.from.is_none() {
        leave_out_made(&mut sources, world);
    }
    if sources.is_empty() {
        let known = read::READERS.iter().flat_map(|reader| reader.extensions).copied();
        let known: Vec<_> = known.filter(|extension| wanted.has(extension.as_ref())).collect();
        let message = format!("the folder holds no source (.{})", known.join(", ."));
        return faulty(folder, message, "name the files, with --from where the extension is another");
    }
    files(sources, base, wanted.from)
}

/// Every source among the files of a folder, not yet read, which falls to no shard.
pub(super) fn among<'a>(files: Vec<PathBuf>, world: &dyn World) -> Sought<'a> {
    let input = |path: PathBuf| {
        let reader = reader_of(&path);
        Input::of_file(path, Lot::default(), reader)
    };
    Box::new(readable(files, None, world).into_iter().map(input))
}

/// The sources among files that no run of the program has written.
fn readable(paths: Vec<PathBuf>, from: Option<&'static Reader>, world: &dyn World) -> Vec<PathBuf> {
    let mut sources = sources(paths);
    if from.is_none() {
        leave_out_reports(&mut sources, world);
    }
    sources
}

/// The sources among files, sorted.
fn sources(mut paths: Vec<PathBuf>) -> Vec<PathBuf> {
    let in_series = paths.iter().any(|path| path.file_name().is_some_and(|name| name == ledger::FILE));
    paths.retain(|path| !(in_series && ledger::is_index(path)));
    paths.retain(|path| is_source(path));
    paths.sort();
    leave_out_outputs(&mut paths);
    paths
}

/// Takes out what a build may have made of a source beside it: `a.json` next to `a.md`. Of the files of one stem the one whose reader
/// stands first is the source.
fn leave_out_outputs(paths: &mut Vec<PathBuf>) {
    let mut known: Vec<Mark> = paths.iter().map(|path| ranked(path, rank(path))).collect();
    known.sort_unstable();
    let has_better = |path: &Path| {
        let own = ranked(path, rank(path));
        let first = known.partition_point(|mark| mark >> RANK_BITS < own >> RANK_BITS);
        known.get(first).is_some_and(|best| *best < own)
    };
    paths.retain(|path| !is_output(path) || !has_better(path));
}

const RANK_BITS: u32 = u8::BITS;

/// The mark of a path without its extension, with a rank in the place of its last bits: those of one stem stand together by rank.
fn ranked(path: &Path, rank: u8) -> Mark {
    let mut hasher = SipHasher13::new();
    for part in [path.parent().map(Path::as_os_str), path.file_stem()] {
        hasher.write(part.unwrap_or_default().as_encoded_bytes());
        hasher.write(b"\0");
    }
    hasher.finish128().as_u128() >> RANK_BITS << RANK_BITS | Mark::from(rank)
}

/// Takes out what a build has made of sources that have another name by now, where there are others: what stands alone is meant.
fn leave_out_made(sources: &mut Vec<PathBuf>, world: &dyn World) {
    let is_other = |path: &PathBuf| is_remote(path) || !is_output(path) || !is_sealed(path, world);
    let others: Vec<bool> = sources.iter().map(is_other).collect();
    if others.contains(&true) {
        retain(sources, others);
    }
}

/// Keeps the sources of which that is said.
fn retain(sources: &mut Vec<PathBuf>, kept: Vec<bool>) {
    let mut kept = kept.into_iter();
    sources.retain(|_| kept.next().unwrap_or_default());
}

/// Takes out what `--report` wrote. Many are asked about at once, since a bucket takes its time to answer.
fn leave_out_reports(sources: &mut Vec<PathBuf>, world: &dyn World) {
    let mut kept = Vec::new();
    let is_other = |at: usize| sources.get(at).is_some_and(|path| !is_report(path, world));
    let hands = if sources.iter().any(|path| is_remote(path)) { 32 } else { 1 };
    in_order(sources.len(), hands, || true, is_other, |_, is_other| kept.push(is_other));
    retain(sources, kept);
}

/// Whether a file is what `--report` wrote.
fn is_report(path: &Path, world: &dyn World) -> bool {
    let is_json = || reader_of(path).is_some_and(|reader| reader.name == "json");
    is_json() && world.piece(path, 0, super::report::HEAD).is_ok_and(|bytes| super::report::is_report(&bytes))
}

fn is_source(path: &Path) -> bool {
    let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    !hidden && !is_lock(path) && reader_of(path).is_some()
}

/// Whether a file is what Word keeps beside a manuscript while it is open: `~$manuscript.docx`.
fn is_lock(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("~$"))
}

/// A file that was named, or why it is none: Word has the manuscript open whose lock it is.
fn named_file<'a>(path: PathBuf, base: &Path, from: Option<&'static Reader>, world: &dyn World) -> Sought<'a> {
    if !is_lock(&path) {
        return one(file(path, base, from));
    }
    let own = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let end = own.trim_start_matches("~$");
    // Word writes its two signs before the name, or over the first two of its letters.
    let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let beside = world.entries(folder).unwrap_or_default();
    let names = beside.iter().filter_map(|entry| Some(entry.file_name()?.to_string_lossy().into_owned()));
    let fits = |name: &String| name.strip_suffix(end).is_some_and(|head| *name != own && head.chars().count() <= 2);
    let name = names.filter(fits).min().unwrap_or_else(|| end.to_string());
    let message = format!("this is the lock file of Word for `{name}`, which is open");
    faulty(&path, message, &format!("close Word and name `{name}`"))
}

/// Whether a file may be what an earlier build made.
fn is_output(path: &Path) -> bool {
    path.extension().is_some_and(|own| write::BACKENDS.iter().any(|backend| own == backend.extension))
}

/// How far back the reader of a file stands.
fn rank(path: &Path) -> u8 {
    let reader = reader_of(path).map(|reader| reader.name);
    let place = read::READERS.iter().position(|known| Some(known.name) == reader);
    place.and_then(|place| u8::try_from(place).ok()).unwrap_or(u8::MAX)
}

fn reader_of(path: &Path) -> Option<&'static Reader> {
    read::by_extension(&path.extension()?.to_string_lossy())
}

/// The reader that the first bytes ask for.
fn sniff(bytes: &[u8]) -> Option<&'static Reader> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let after_brace = bytes.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    let name = match bytes {
        _ if bytes.starts_with(b"---") => "bulletin",
        _ if bytes.starts_with(b"PK\x03\x04") => "docx",
        _ if bytes.starts_with(b"<") => "jats",
        _ if after_brace.is_some_and(|rest| rest.starts_with(b"\"")) => "json",
        _ => "transcript",
    };
    read::by_name(name)
}

fn unknown_format(extension: Option<std::borrow::Cow<'_, str>>) -> Diagnostic {
    let names: Vec<_> = read::READERS.iter().map(|reader| reader.name).collect();
    let word = extension.as_deref().is_some_and(|it| OTHER_WORD.contains(&it.to_ascii_lowercase().as_str()));
    let message = match extension {
        Some(extension) => format!("no reader knows files that end in `.{extension}`"),
        None => "the name of the file does not say its format".into(),
    };
    let hint = match word {
        true => "open it in a word processor and save it as .docx".into(),
        false => format!("name its format with --from: {}", names.join(", ")),
    };
    Diagnostic::new(code::INPUT_FORMAT_UNKNOWN, message).hint(hint)
}

/// The endings of other files that word processors write, all of which they save as .docx too.
const OTHER_WORD: [&str; 8] = ["doc", "dot", "odt", "fodt", "rtf", "wps", "html", "htm"];
