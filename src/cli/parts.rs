//! Reports that are read as they are merged, input by input, so that their length costs no memory.

use super::Refusal;
use super::report::{Head, INDENT, INDEX, INPUTS, Status};
use super::world::{World, reason};
use serde::Deserialize;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// So much of a report is read at once, bytes.
const CHUNK: u64 = 256 << 10;
/// The most that stands before the inputs of a report, bytes.
const LONGEST_HEAD: usize = 4 << 10;

/// A report that is being read.
pub(super) struct Part<'a> {
    pub(super) head: Head,
    lines: Lines<'a>,
    /// The input that comes next.
    next: Option<Value>,
    status: Option<Status>,
}

/// What stands after the inputs.
#[derive(Deserialize)]
struct Tail {
    status: Status,
}

impl Part<'_> {
    /// Reads a report up to its first input.
    pub(super) fn open<'a>(path: &Path, world: &'a dyn World) -> Result<Part<'a>, Refusal> {
        let mut lines = Lines { path: path.to_path_buf(), world, offset: 0, bytes: Vec::new(), at: 0 };
        let mut text = String::new();
        let last = loop {
            let line = lines.next()?.filter(|_| text.len() < LONGEST_HEAD).ok_or_else(|| lines.foreign())?;
            if line.starts_with(INPUTS) {
                break line;
            }
            text += &line;
        };
        let head = serde_json::from_str(&format!("{}}}", text.trim_end_matches(','))).map_err(|_| lines.foreign())?;
        let mut part = Part { head, lines, next: None, status: None };
        match last == INPUTS {
            true => part.advance()?,
            false => part.end()?,
        }
        Ok(part)
    }

    /// The name of the file.
    pub(super) fn name(&self) -> String {
        self.lines.path.display().to_string()
    }

    /// Where the next input stands among those of all shards.
    pub(super) fn index(&self) -> Option<usize> {
        let index = self.next.as_ref()?.get(INDEX).and_then(Value::as_u64);
        Some(index.and_then(|index| usize::try_from(index).ok()).unwrap_or(usize::MAX))
    }

    /// The next input.
    pub(super) fn take(&mut self) -> Result<Option<Value>, Refusal> {
        let item = self.next.take();
        if item.is_some() {
            self.advance()?;
        }
        Ok(item)
    }

    /// How the run ended that the report is of.
    pub(super) fn finish(self) -> Result<Status, Refusal> {
        self.status.ok_or_else(|| self.lines.torn())
    }

    /// Reads an input, or the end.
    fn advance(&mut self) -> Result<(), Refusal> {
        let mut text = String::new();
        loop {
            let line = self.lines.next()?.ok_or_else(|| self.lines.torn())?;
            let is_last = line.strip_prefix(INDENT).is_some_and(|line| matches!(line, "}" | "},"));
            match text.is_empty() && line.starts_with("  ]") {
                true => return self.end(),
                false => text += &line,
            }
            if is_last {
                break;
            }
        }
        self.next = Some(serde_json::from_str(text.trim_end_matches(',')).map_err(|_| self.lines.torn())?);
        Ok(())
    }

    fn end(&mut self) -> Result<(), Refusal> {
        let mut text = String::from("{");
        while let Some(line) = self.lines.next()? {
            text += &line;
        }
        let tail: Tail = serde_json::from_str(&text).map_err(|_| self.lines.torn())?;
        self.status = Some(tail.status);
        Ok(())
    }
}

/// The lines of a file, of which no more than a piece is at hand.
struct Lines<'a> {
    path: PathBuf,
    world: &'a dyn World,
    /// Where the next piece begins.
    offset: u64,
    bytes: Vec<u8>,
    at: usize,
}

impl Lines<'_> {
    /// The next line, without its end.
    fn next(&mut self) -> Result<Option<String>, Refusal> {
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            if let Some(end) = rest.iter().position(|&byte| byte == b'\n') {
                let line = String::from_utf8_lossy(rest.get(..end).unwrap_or_default()).into_owned();
                self.at += end + 1;
                return Ok(Some(line));
            }
            let piece = self.world.piece(&self.path, self.offset, CHUNK).map_err(|error| self.unreadable(&error))?;
            if piece.is_empty() {
                // Every line of a whole report has an end.
                return if rest.is_empty() { Ok(None) } else { Err(self.torn()) };
            }
            self.offset += piece.len() as u64;
            self.bytes.drain(..self.at);
            self.bytes.extend(piece);
            self.at = 0;
        }
    }

    fn unreadable(&self, error: &std::io::Error) -> Refusal {
        let message = format!("the report `{}` cannot be read: {}", self.path.display(), reason(error));
        Refusal::new(message, "check the path and who may read it")
    }

    fn foreign(&self) -> Refusal {
        let message = format!("`{}` is no report of a build", self.path.display());
        Refusal::new(message, "name files that `masthead build --report` wrote")
    }

    fn torn(&self) -> Refusal {
        Refusal::new(format!("the report `{}` is torn", self.path.display()), "build that shard again")
    }
}
