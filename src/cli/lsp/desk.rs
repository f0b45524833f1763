//! The documents that the editor has open, as it has them: what is on the disk no longer counts for them.

use super::address;
use super::buffer::Buffer;
use super::examine::Made;
use super::protocol::Change;
use crate::cli::ledger;
use crate::cli::world::{Files, Standing, World};
use crate::language::{Text, Unit};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a document is to the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An issue in bulletin Markdown.
    Issue,
    /// `series.toml`.
    Series,
    /// A style sheet.
    Style,
    /// Nothing that it reads.
    Other,
}

/// How much is to be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Due {
    Nothing,
    /// Everything but the pages.
    Text,
    /// The pages, and all else that `check` makes, too: the text has come to rest.
    Pages,
}

/// An open document.
pub(super) struct Open {
    text: Buffer,
    pub(super) version: i64,
    pub(super) path: Option<PathBuf>,
    pub(super) kind: Kind,
    pub(super) due: Due,
    /// What was made of the text as it is.
    pub(super) made: Option<Arc<Made>>,
}

impl Open {
    pub(super) fn new(uri: &str, version: i64, text: &str) -> Open {
        let path = address::path(uri);
        let kind = kind(path.as_deref().unwrap_or(Path::new(uri)), text);
        Open { text: Buffer::new(text), version, path, kind, due: Due::Pages, made: None }
    }

    /// Its text as it is by now.
    pub(super) fn text(&self) -> &Text {
        self.text.text()
    }

    /// Takes changes, each of the text that those before it have left.
    pub(super) fn change(&mut self, changes: Vec<Change>, version: i64, unit: Unit) {
        for change in changes {
            match change.range {
                None => self.text = Buffer::new(&change.text),
                Some(range) => self.text.replace(range.start.into(), range.end.into(), &change.text, unit),
            }
        }
        self.version = version;
        self.made = None;
        self.due = self.due.max(Due::Text);
        if matches!(self.kind, Kind::Style | Kind::Other) {
            let name = self.path.clone().unwrap_or_default();
            self.kind = kind(&name, self.text().as_str());
        }
    }

    /// The folder that paths in the document start from.
    pub(super) fn folder(&self) -> &Path {
        self.path.as_deref().and_then(Path::parent).unwrap_or(Path::new(""))
    }
}

/// What a document is, by its name. Not every TOML file is a style sheet: one that is says what it extends.
fn kind(path: &Path, text: &str) -> Kind {
    let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
    if extension == "md" || extension == "markdown" || extension.is_empty() {
        return Kind::Issue;
    }
    if path.file_name().is_some_and(|name| name == ledger::FILE) {
        return Kind::Series;
    }
    let extends = |line: &str| line.strip_prefix("extends").is_some_and(|rest| rest.trim_start().starts_with('='));
    if extension == "toml" && text.lines().any(extends) { Kind::Style } else { Kind::Other }
}

/// The files of a world with what the editor has of them in their place.
pub(super) struct Overlaid<'a> {
    pub(super) world: &'a dyn World,
    pub(super) open: &'a BTreeMap<String, Open>,
}

impl Overlaid<'_> {
    fn text(&self, path: &Path) -> Option<&str> {
        let found = self.open.values().find(|open| open.path.as_deref() == Some(path));
        found.map(|open| open.text().as_str())
    }
}

impl Files for Overlaid<'_> {
    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        match self.text(path) {
            Some(text) => Ok(text.as_bytes().to_vec()),
            None => self.world.read(path, most),
        }
    }

    fn read_input(&self, most: u64) -> io::Result<Vec<u8>> {
        self.world.read_input(most)
    }

    fn standing(&self, path: &Path) -> Option<Standing> {
        self.text(path).map(|_| Standing::File).or_else(|| self.world.standing(path))
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        self.world.entries(folder)
    }

    fn identity(&self, path: &Path) -> PathBuf {
        self.world.identity(path)
    }

    fn leads_nowhere(&self, path: &Path) -> bool {
        self.text(path).is_none() && self.world.leads_nowhere(path)
    }
}
