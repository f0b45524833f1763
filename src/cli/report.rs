//! The report of a run as JSON, for the archive and for other programs. It is written as it goes, so that nothing of it is kept.

use super::Refusal;
use super::aside::{Mark, Sign};
use super::cache::Digest;
use super::done::Done;
use super::inputs::Inputs;
use super::publish::{is_device, no_file};
use super::shard::{Lot, Shard};
use super::world::{Standing, Store, World, is_remote, reason};
use crate::diagnostics::render;
use crate::write::Entry;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};

/// The version of the report's form.
const VERSION: u32 = 1;

/// How every report begins, and the line after which its inputs follow.
const START: &str = "{\n  \"masthead-report\": ";
pub(super) const INPUTS: &str = "  \"inputs\": [";
/// How much stands before each line of an input.
pub(super) const INDENT: &str = "    ";
/// What the items of one shard are counted by among all inputs.
pub(super) const INDEX: &str = "index";
/// Where a report says whether a run wrote a bag or found it there.
pub(super) const NEW: &str = "new";

/// What stands before the inputs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Head {
    /// The version of the form.
    pub(super) masthead_report: u32,
    /// The version of the program.
    pub(super) masthead: String,
    /// The command, where it is not one that builds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) command: Option<String>,
    /// Of which inputs the report is, where it is of a shard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) shard: Option<Share>,
}

/// The part of the inputs that a report is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Share {
    pub(super) number: u32,
    pub(super) of: u32,
    /// How many inputs all shards have together.
    pub(super) inputs: usize,
    /// That of the lots of all inputs, which tells one list of inputs from another.
    pub(super) list: Digest,
}

impl Head {
    /// The head of a report on all of these inputs, or on one shard of them.
    pub(super) fn of(inputs: &Inputs, shard: Option<Shard>) -> Head {
        let share = |Shard { number, of }| {
            let list = Digest::of_all(inputs.lots().map(Lot::to_le_bytes));
            Share { number, of, inputs: inputs.len(), list }
        };
        let masthead = env!("CARGO_PKG_VERSION").into();
        Head { masthead_report: VERSION, masthead, command: None, shard: shard.map(share) }
    }

    /// What is written before the inputs.
    fn text(&self) -> String {
        let mut text = format!("{START}{},\n  \"masthead\": {},\n", self.masthead_report, json!(self.masthead));
        if let Some(command) = &self.command {
            text += &format!("  \"command\": {},\n", json!(command));
        }
        if let Some(share) = &self.shard {
            text += &format!("  \"shard\": {},\n", json!(share));
        }
        text + INPUTS
    }
}

/// So many bytes of a file tell whether it is a report.
pub(super) const HEAD: u64 = 64;

/// Whether a file that begins so is a report and not a document.
pub(super) fn is_report(head: &[u8]) -> bool {
    head.starts_with(START.as_bytes())
}

/// Refuses a place where something stands that is no report. Nothing is lost with an empty file, which others make to have its name.
pub(super) fn clear(path: &Path, world: &dyn World) -> Result<(), Refusal> {
    if path == Path::new("-") || is_remote(path) || world.standing(path) != Some(Standing::File) {
        return Ok(());
    }
    if is_device(path, world) {
        return Err(refusal(path, &no_file()));
    }
    let head = world.piece(path, 0, HEAD).map_err(|error| refusal(path, &error))?;
    if head.is_empty() || is_report(&head) {
        return Ok(());
    }
    let message = format!("the report would overwrite `{}`, which is no report of masthead", path.display());
    Err(Refusal::new(message, "give --report another file, or move that one away"))
}

/// A report that grows with every input.
pub(super) struct Report<'a> {
    formats: Vec<&'a Entry<'a>>,
    target: Target<'a>,
    world: &'a dyn World,
    /// Whether the inputs are counted.
    is_shard: bool,
    is_empty: bool,
    fault: Option<std::io::Error>,
}

enum Target<'a> {
    StandardOutput,
    /// An object, which is written at the end: nothing in a bucket grows.
    Object {
        path: PathBuf,
        text: Vec<u8>,
    },
    /// A file that is written aside and takes its place when it is whole.
    File {
        path: PathBuf,
        aside: PathBuf,
        store: Box<dyn Store>,
        _sign: Sign<'a>,
    },
}

/// How a run ended, in the report's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Status {
    Clean,
    Faulty,
    Stopped,
}

impl<'a> Report<'a> {
    /// A report of nothing yet.
    pub(super) fn open(
        path: &Path,
        head: &Head,
        formats: &[&'a Entry<'a>],
        world: &'a dyn World,
    ) -> Result<Report<'a>, Refusal> {
        clear(path, world)?;
        let target = match path == Path::new("-") {
            true => Target::StandardOutput,
            false if is_remote(path) => Target::Object { path: path.to_path_buf(), text: Vec::new() },
            false => Target::file(path, world).map_err(|error| refusal(path, &error))?,
        };
        let (formats, is_shard) = (formats.to_vec(), head.shard.is_some());
        let mut report = Report { formats, target, world, is_shard, is_empty: true, fault: None };
        report.write(&head.text());
        Ok(report)
    }

    /// Adds an input that is done with, which stands at a place among all inputs.
    pub(super) fn add(&mut self, index: usize, name: &str, done: &Done) {
        let times = done
            .times
            .iter()
            .map(|(stage, time)| ((*stage).to_string(), json!((time.as_secs_f64() * 1e6).round() / 1e3)));
        self.counted(
            index,
            json!({
                "path": name,
                "sha256": done.digest.map(|digest| digest.to_string()),
                "reader": done.reader,
                "style": done.style,
                "status": if done.is_made() { "clean" } else { "faulty" },
                "fresh": done.fresh,
                "outputs": done.files.iter().map(|file| json!({
                    "path": file.path.to_string_lossy(),
                    "format": self.format(&file.path),
                    "bytes": file.size,
                    "sha256": file.digest.map(|digest| digest.to_string()),
                })).collect::<Vec<_>>(),
                "diagnostics": done.findings.iter().map(render::json).collect::<Vec<_>>(),
                "milliseconds": times.collect::<Map<_, _>>(),
            }),
        );
    }

    /// Adds an input that the run did not come to.
    pub(super) fn add_untouched(&mut self, index: usize, name: &str) {
        self.counted(index, json!({ "path": name, "status": "not-made" }));
    }

    /// Adds an item on the input that stands at a place among all inputs.
    pub(super) fn counted(&mut self, index: usize, mut item: Value) {
        if let Some(item) = item.as_object_mut().filter(|_| self.is_shard) {
            item.insert(INDEX.into(), index.into());
        }
        self.item(&item);
    }

    /// Ends the report and puts it in its place.
    pub(super) fn finish(mut self, status: Status) -> Result<(), Refusal> {
        let end = if self.is_empty { "]" } else { "\n  ]" };
        self.write(&format!("{end},\n  \"status\": {}\n}}\n", json!(status)));
        let fault = self.fault.take();
        match &self.target {
            Target::StandardOutput => fault.map_or(Ok(()), |error| super::unprinted(&error)),
            Target::Object { path, text } => self.world.write_new(path, text).map_err(|error| refusal(path, &error)),
            Target::File { path, aside, store, .. } => {
                // What the run itself wrote may stand there by now.
                clear(path, self.world)?;
                let written = fault.map_or_else(|| store.sync(), Err);
                written.and_then(|()| self.world.rename(aside, path)).map_err(|error| refusal(path, &error))
            }
        }
    }

    /// Adds an input as it stands in another report.
    pub(super) fn item(&mut self, item: &Value) {
        let comma = if std::mem::take(&mut self.is_empty) { "" } else { "," };
        let item = format!("\n{item:#}").replace('\n', &format!("\n{INDENT}"));
        self.write(&format!("{comma}{item}"));
    }

    /// Writes on; what cannot be written is told at the end, since the issues are made all the same.
    fn write(&mut self, text: &str) {
        if self.fault.is_some() {
            return;
        }
        self.fault = match &mut self.target {
            Target::StandardOutput => self.world.print(text.as_bytes()),
            Target::Object { text: all, .. } => {
                all.extend_from_slice(text.as_bytes());
                Ok(())
            }
            Target::File { store, .. } => store.append(text.as_bytes()),
        }
        .err();
    }

    fn format(&self, path: &Path) -> Option<&'a str> {
        match self.formats[..] {
            [only] => Some(only.name),
            _ => {
                let extension = path.extension()?;
                self.formats.iter().find(|format| extension == format.extension).map(|format| format.name)
            }
        }
    }
}

impl<'a> Target<'a> {
    fn file(path: &Path, world: &'a dyn World) -> std::io::Result<Target<'a>> {
        let folder = path.parent().unwrap_or(Path::new(""));
        if !folder.as_os_str().is_empty() {
            world.create_folder(folder)?;
        }
        if world.standing(path) == Some(Standing::Folder) {
            return Err(std::io::ErrorKind::IsADirectory.into());
        }
        super::aside::sweep(folder, world);
        let mark = Mark::new(world);
        let sign = Sign::set(folder, &mark, world)?;
        let aside = mark.beside(path, "new");
        let store = world.store(&aside)?;
        Ok(Target::File { path: path.to_path_buf(), aside, store, _sign: sign })
    }
}

impl Drop for Report<'_> {
    fn drop(&mut self) {
        if let Target::File { aside, .. } = &self.target {
            let _ = self.world.remove(aside);
        }
    }
}

fn refusal(path: &Path, error: &std::io::Error) -> Refusal {
    let message = format!("the report `{}` cannot be written: {}", path.display(), reason(error));
    Refusal::new(message, "check who may write there, or give --report another file")
}
