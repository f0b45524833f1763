//! What the server answers, message by message. It knows no stream: what it has to say is fetched from it.

use super::answers;
use super::desk::{Due, Kind, Open, Overlaid};
use super::examine::{Made, Workshop};
use super::house::{House, told_of};
use super::protocol::{Changed, Message, OfDocument, Opened, Refused, answer, failed, notification, params};
use crate::cli::styling::{self, Fault};
use crate::cli::world::World;
use crate::diagnostics::Diagnostic;
use crate::language::{Keys, Unit};
use crate::layout::Typesetter;
use crate::series::{self, Series};
use crate::style::StyleSheet;
use crate::write::Lines;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// How the client went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// It had asked the server to shut down before.
    Orderly,
    Abrupt,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    New,
    Running,
    Shut,
}

/// What a request comes to.
pub(super) type Outcome = Result<Value, (Refused, String)>;

/// A server and the documents that its client has open.
pub(super) struct Server<'a> {
    pub(super) workshop: Workshop<'a>,
    pub(super) house: House,
    pub(super) open: BTreeMap<String, Open>,
    stage: Stage,
    pub(super) unit: Unit,
    /// How formatting lays paragraphs over lines.
    pub(super) lines: Lines,
    /// Whether the client can tell of files that change on the disk.
    watches: bool,
    pub(super) series_keys: Keys,
    said: Vec<Value>,
}

impl<'a> Server<'a> {
    pub(super) fn new(
        world: &'a dyn World,
        style: Option<StyleSheet>,
        typesetter: &'a Typesetter<'a>,
        root: Option<&'a Path>,
    ) -> Server<'a> {
        Server {
            workshop: Workshop::new(world, style, typesetter, root),
            house: House::default(),
            open: BTreeMap::new(),
            stage: Stage::New,
            unit: Unit::default(),
            lines: Lines::default(),
            watches: false,
            series_keys: Keys::declared(&series::schema()),
            said: Vec::new(),
        }
    }

    /// What there is to say, taken out.
    pub(super) fn said(&mut self) -> Vec<Value> {
        std::mem::take(&mut self.said)
    }

    /// Keeps something to be said.
    pub(super) fn say(&mut self, message: Value) {
        self.said.push(message);
    }

    /// Whether the client has asked the server to shut down.
    pub(super) fn is_shut(&self) -> bool {
        self.stage == Stage::Shut
    }

    /// The text of an open document.
    #[cfg(test)]
    pub(super) fn text(&self, uri: &str) -> Option<&str> {
        self.open.get(uri).map(|open| open.text().as_str())
    }

    /// Says that the program itself failed.
    pub(super) fn log(&mut self, why: &str) {
        let message = format!("masthead itself failed here: {why}");
        self.say(notification("window/logMessage", json!({ "type": 1, "message": message })));
    }

    /// Says that the program itself failed on a message; on a request where it has an id.
    pub(super) fn fail(&mut self, id: &Value, why: &str) {
        if id.is_null() {
            return self.log(why);
        }
        self.say(failed(id, Refused::InternalError, &format!("masthead itself failed here: {why}")));
    }

    /// Takes a message; the end where the client goes with it.
    pub(super) fn take(&mut self, message: Message) -> Option<Ending> {
        match message {
            Message::Request { id, method, params } => {
                let outcome = self.request(&method, params);
                self.say(match outcome {
                    Ok(result) => answer(&id, &result),
                    Err((why, message)) => failed(&id, why, &message),
                });
            }
            Message::Notification { method, .. } if method == "exit" => {
                return Some(if self.is_shut() { Ending::Orderly } else { Ending::Abrupt });
            }
            Message::Notification { method, params } if self.stage == Stage::Running => {
                if let Err((_, why)) = self.told(&method, params) {
                    let message = format!("`{method}` cannot be understood: {why}");
                    self.say(notification("window/logMessage", json!({ "type": 2, "message": message })));
                }
            }
            Message::Broken(answer) => self.say(answer),
            Message::Notification { .. } | Message::Answer => {}
        }
        None
    }

    fn request(&mut self, method: &str, asked: Value) -> Outcome {
        match (self.stage, method) {
            (Stage::New, "initialize") => Ok(self.initialize(&asked)),
            (Stage::New, _) => Err((Refused::ServerNotInitialized, "the first request is `initialize`".into())),
            (Stage::Shut, _) => Err((Refused::InvalidRequest, "the server is shut down".into())),
            (Stage::Running, "shutdown") => {
                self.stage = Stage::Shut;
                Ok(Value::Null)
            }
            (Stage::Running, "textDocument/completion") => self.complete(params(asked)?),
            (Stage::Running, "textDocument/hover") => self.hover(params(asked)?),
            (Stage::Running, "textDocument/definition") => self.definition(params(asked)?),
            (Stage::Running, "textDocument/references") => self.uses(params(asked)?),
            (Stage::Running, "textDocument/documentSymbol") => self.symbols(params(asked)?),
            (Stage::Running, "textDocument/formatting") => self.format(params(asked)?),
            (Stage::Running, "initialize") => Err((Refused::InvalidRequest, "the server is initialized".into())),
            _ => Err((Refused::MethodNotFound, format!("masthead does not know `{method}`"))),
        }
    }

    fn initialize(&mut self, asked: &Value) -> Value {
        let units = asked.pointer("/capabilities/general/positionEncodings").and_then(Value::as_array);
        let has_utf8 = units.is_some_and(|units| units.iter().any(|unit| unit == "utf-8"));
        self.unit = if has_utf8 { Unit::Utf8 } else { Unit::Utf16 };
        let told = asked.pointer("/capabilities/workspace/didChangeWatchedFiles/dynamicRegistration");
        self.watches = told.and_then(Value::as_bool).unwrap_or_default();
        if asked.pointer("/initializationOptions/lines").and_then(Value::as_str) == Some("sentence") {
            self.lines = Lines::Sentence;
        }
        self.stage = Stage::Running;
        answers::capabilities(self.unit)
    }

    fn told(&mut self, method: &str, told: Value) -> Result<(), (Refused, String)> {
        match method {
            "initialized" if self.watches => self.say(answers::watch_request()),
            "textDocument/didOpen" => {
                let Opened { text_document: opened } = params(told)?;
                let open = Open::new(&opened.uri, opened.version, &opened.text);
                self.changed_around(open.kind);
                if !self.watches {
                    self.house.forget();
                }
                self.open.insert(opened.uri, open);
            }
            "textDocument/didChange" => {
                let Changed { text_document: changed, content_changes } = params(told)?;
                let unit = self.unit;
                let Some(open) = self.open.get_mut(&changed.uri) else { return Ok(()) };
                let version = changed.version.unwrap_or(open.version);
                open.change(content_changes, version, unit);
                let kind = open.kind;
                self.changed_around(kind);
            }
            "textDocument/didSave" => {
                let OfDocument { text_document } = params(told)?;
                if let Some(open) = self.open.get_mut(&text_document.uri) {
                    open.due = Due::Pages;
                }
            }
            "textDocument/didClose" => {
                let OfDocument { text_document } = params(told)?;
                if let Some(closed) = self.open.remove(&text_document.uri) {
                    self.changed_around(closed.kind);
                    self.publish(&text_document.uri, None, Vec::new());
                }
            }
            "workspace/didChangeWatchedFiles" => self.look_again(),
            _ => {}
        }
        Ok(())
    }

    /// What a file of tables says holds for issues too.
    fn changed_around(&mut self, kind: Kind) {
        if kind != Kind::Issue {
            self.look_again();
        }
    }

    fn look_again(&mut self) {
        self.house.forget();
        for open in self.open.values_mut() {
            open.made = None;
            open.due = open.due.max(Due::Text);
        }
    }

    /// Looks for what is wrong in one document of those that are due, and tells it; says whether any was due.
    pub(super) fn settle(&mut self) -> bool {
        // What the texts alone show comes first: pages take ten times as long.
        let due = self.open.iter_mut().filter(|(_, open)| open.due > Due::Nothing);
        let Some((uri, open)) = due.min_by_key(|(_, open)| open.made.is_some()) else { return false };
        let (uri, version, kind) = (uri.clone(), open.version, open.kind);
        let due = std::mem::replace(&mut open.due, Due::Nothing);
        let told = if kind == Kind::Issue { self.of_issue(&uri, due) } else { self.of_tables(&uri, kind) };
        self.publish(&uri, Some(version), told);
        true
    }

    /// What is found in an issue. Where its pages are due and nothing is known of it yet, they stay due.
    fn of_issue(&mut self, uri: &str, due: Due) -> Vec<Value> {
        let known = self.open.get(uri).and_then(|open| open.made.clone());
        let pages_wait = due == Due::Pages && known.is_none();
        let made = match known {
            Some(made) if due == Due::Text => Some(made),
            _ => self.make(uri, if pages_wait { Due::Text } else { due }),
        };
        if let Some(open) = self.open.get_mut(uri).filter(|_| pages_wait) {
            open.due = due;
        }
        made.map(|made| answers::findings(&made.draft, &made.findings, self.unit)).unwrap_or_default()
    }

    fn publish(&mut self, uri: &str, version: Option<i64>, told: Vec<Value>) {
        let mut params = json!({ "uri": uri, "diagnostics": told });
        if let Some((version, params)) = version.zip(params.as_object_mut()) {
            params.insert("version".into(), version.into());
        }
        self.say(notification("textDocument/publishDiagnostics", params));
    }

    /// What the program makes of an issue as it is.
    fn make(&mut self, uri: &str, due: Due) -> Option<Arc<Made>> {
        let open = self.open.get(uri).filter(|open| open.kind == Kind::Issue)?;
        let files = Overlaid { world: self.workshop.world, open: &self.open };
        let made = Arc::new(self.workshop.examine(open, due, &mut self.house, &files));
        if let Some(open) = self.open.get_mut(uri) {
            open.made = Some(Arc::clone(&made));
        }
        Some(made)
    }

    /// The issue that something is asked of.
    pub(super) fn issue(&mut self, uri: &str) -> Result<Option<Arc<Made>>, (Refused, String)> {
        match self.open.get(uri) {
            None => Err((Refused::InvalidParams, format!("`{uri}` is not open"))),
            Some(Open { made: Some(made), .. }) => Ok(Some(Arc::clone(made))),
            Some(_) => Ok(self.make(uri, Due::Text)),
        }
    }

    fn of_tables(&self, uri: &str, kind: Kind) -> Vec<Value> {
        let Some(open) = self.open.get(uri) else { return Vec::new() };
        let faults: Vec<Diagnostic> = match kind {
            Kind::Series => Series::read(open.text().as_str()).err().unwrap_or_default(),
            Kind::Style => self.of_style(open),
            Kind::Issue | Kind::Other => Vec::new(),
        };
        let at = |offset| open.text().position(offset, self.unit);
        faults.iter().map(|fault| answers::finding(fault, &at, 0)).collect()
    }

    fn of_style(&self, open: &Open) -> Vec<Diagnostic> {
        let Some(path) = open.path.as_deref() else { return Vec::new() };
        let files = Overlaid { world: self.workshop.world, open: &self.open };
        match styling::find(path, Path::new(""), &files) {
            Ok(_) => Vec::new(),
            Err(Fault::Unknown(fault)) => vec![fault],
            Err(Fault::Sheet(findings)) => {
                let own = path.to_string_lossy();
                let (here, elsewhere): (Vec<_>, Vec<_>) =
                    findings.into_iter().partition(|found| found.source.name() == own);
                here.into_iter().flat_map(|found| found.diagnostics).chain(told_of(elsewhere)).collect()
            }
        }
    }
}
