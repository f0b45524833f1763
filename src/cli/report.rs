//! The report of a build as JSON, for the archive and for other programs. It is written as it goes, so that nothing of it is kept.

use super::Refusal;
use super::aside::{Mark, Sign};
use super::done::Done;
use super::world::{Store, World, reason};
use crate::diagnostics::render;
use crate::write::Entry;
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};

/// The version of the report's form.
const VERSION: u32 = 1;

/// How every report begins.
const START: &str = "{\n  \"masthead-report\": ";

/// So many bytes of a file tell whether it is a report.
pub(super) const HEAD: u64 = 64;

/// Whether a file that begins so is a report and not a document.
pub(super) fn is_report(head: &[u8]) -> bool {
    head.starts_with(START.as_bytes())
}

/// A report that grows with every input.
pub(super) struct Report<'a> {
    formats: Vec<&'static Entry>,
    target: Target<'a>,
    world: &'a dyn World,
    is_empty: bool,
    fault: Option<std::io::Error>,
}

enum Target<'a> {
    StandardOutput,
    /// A file that is written aside and takes its place when it is whole.
    File {
        path: PathBuf,
        aside: PathBuf,
        store: Box<dyn Store>,
        _sign: Sign<'a>,
    },
}

/// How a run ended, in the report's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    Clean,
    Faulty,
    Stopped,
}

impl<'a> Report<'a> {
    /// A report of nothing yet.
    pub(super) fn open(path: &Path, formats: &[&'static Entry], world: &'a dyn World) -> Result<Report<'a>, Refusal> {
        let target = match path == Path::new("-") {
            true => Target::StandardOutput,
            false => Target::file(path, world).map_err(|error| refusal(path, &error))?,
        };
        let mut report = Report { formats: formats.to_vec(), target, world, is_empty: true, fault: None };
        report
            .write(&format!("{START}{VERSION},\n  \"masthead\": \"{}\",\n  \"inputs\": [", env!("CARGO_PKG_VERSION")));
        Ok(report)
    }

    /// Adds an input that is done with.
    pub(super) fn add(&mut self, name: &str, done: &Done) {
        let times = done
            .times
            .iter()
            .map(|(stage, time)| ((*stage).to_string(), json!((time.as_secs_f64() * 1e6).round() / 1e3)));
        self.item(&json!({
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
        }));
    }

    /// Adds an input that the run did not come to.
    pub(super) fn add_untouched(&mut self, name: &str) {
        self.item(&json!({ "path": name, "status": "not-made" }));
    }

    /// Ends the report and puts it in its place.
    pub(super) fn finish(mut self, status: Status) -> Result<(), Refusal> {
        let status = match status {
            Status::Clean => "clean",
            Status::Faulty => "faulty",
            Status::Stopped => "stopped",
        };
        let end = if self.is_empty { "]" } else { "\n  ]" };
        self.write(&format!("{end},\n  \"status\": \"{status}\"\n}}\n"));
        let Target::File { path, aside, store, .. } = &self.target else {
            return self.fault.take().map_or(Ok(()), |error| super::unprinted(&error));
        };
        let written = self.fault.take().map_or_else(|| store.sync(), Err);
        written.and_then(|()| self.world.rename(aside, path)).map_err(|error| refusal(path, &error))
    }

    fn item(&mut self, item: &Value) {
        let comma = if std::mem::take(&mut self.is_empty) { "" } else { "," };
        let item = format!("{item:#}").replace('\n', "\n    ");
        self.write(&format!("{comma}\n    {item}"));
    }

    /// Writes on; what cannot be written is told at the end, since the issues are made all the same.
    fn write(&mut self, text: &str) {
        if self.fault.is_some() {
            return;
        }
        self.fault = match &self.target {
            Target::StandardOutput => self.world.print(text.as_bytes()),
            Target::File { store, .. } => store.append(text.as_bytes()),
        }
        .err();
    }

    fn format(&self, path: &Path) -> Option<&'static str> {
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
        if world.standing(path) == Some(super::world::Standing::Folder) {
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
