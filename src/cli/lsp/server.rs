//! What the server answers, message by message. It knows no stream: what it has to say is fetched from it.

use super::answers;
use super::desk::{Due, Kind, Open, Overlaid};
use super::examine::{Made, Workshop};
use super::house::{House, told_of};
use super::protocol::{
    AtPlace, Changed, Message, OfDocument, Opened, Refused, answer, failed, notification, params, place,
};
use crate::cli::ledger;
use crate::cli::styling::{self, Fault};
use crate::cli::world::World;
use crate::diagnostics::Diagnostic;
use crate::language::{self, Around, Keys, Position, Unit};
use crate::layout::Typesetter;
use crate::series::{self, Series};
use crate::style::StyleSheet;
use crate::write::Lines;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
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
type Outcome = Result<Value, (Refused, String)>;

/// A server and the documents that its client has open.
pub(super) struct Server<'a> {
    workshop: Workshop<'a>,
    house: House,
    open: BTreeMap<String, Open>,
    stage: Stage,
    unit: Unit,
    /// How formatting lays paragraphs over lines.
    lines: Lines,
    /// Whether the client can tell of files that change on the disk.
    watches: bool,
    series_keys: Keys,
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
        self.open.get(uri).map(|open| open.text.as_str())
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
                let open = Open::new(&opened.uri, opened.version, opened.text);
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
        if matches!(kind, Kind::Series | Kind::Style) {
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
        let Some((uri, open)) = self.open.iter_mut().find(|(_, open)| open.due > Due::Nothing) else { return false };
        let (uri, version) = (uri.clone(), open.version);
        let due = std::mem::replace(&mut open.due, Due::Nothing);
        match open.kind {
            Kind::Issue => {
                // What the text alone shows comes first: pages take ten times as long.
                let pages_wait = due == Due::Pages && open.made.is_none();
                let made = self.make(&uri, if pages_wait { Due::Text } else { due });
                let told = made.map(|made| answers::findings(&made.draft, &made.findings, self.unit));
                self.publish(&uri, Some(version), told.unwrap_or_default());
                if let Some(open) = self.open.get_mut(&uri).filter(|_| pages_wait) {
                    open.due = due;
                }
            }
            kind => {
                let told = self.of_tables(&uri, kind);
                self.publish(&uri, Some(version), told);
            }
        }
        true
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
    fn issue(&mut self, uri: &str) -> Result<Option<Arc<Made>>, (Refused, String)> {
        match self.open.get(uri) {
            None => Err((Refused::InvalidParams, format!("`{uri}` is not open"))),
            Some(Open { made: Some(made), .. }) => Ok(Some(Arc::clone(made))),
            Some(_) => Ok(self.make(uri, Due::Text)),
        }
    }

    fn of_tables(&self, uri: &str, kind: Kind) -> Vec<Value> {
        let Some(open) = self.open.get(uri) else { return Vec::new() };
        let faults: Vec<Diagnostic> = match kind {
            Kind::Series => Series::read(open.text.as_str()).err().unwrap_or_default(),
            Kind::Style => self.of_style(open),
            Kind::Issue | Kind::Other => Vec::new(),
        };
        let at = |offset| open.text.position(offset, self.unit);
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

    fn complete(&mut self, asked: AtPlace) -> Outcome {
        let (uri, at) = (asked.text_document.uri, Position::from(asked.position));
        if let Some(keys) = self.keys(&uri) {
            let Some(open) = self.open.get(&uri) else { return Ok(Value::Null) };
            let around = self.around(open);
            let proposals = language::complete_sheet(&open.text, keys, open.text.offset(at, self.unit), &around);
            let place = |offset| open.text.position(offset, self.unit);
            return Ok(answers::proposals(&proposals, &place));
        }
        let Some(made) = self.issue(&uri)? else { return Ok(Value::Null) };
        let draft = &made.draft;
        let mut around = self.open.get(&uri).map(|open| self.around(open)).unwrap_or_default();
        if let Some(open) = self.open.get(&uri) {
            let files = Overlaid { world: self.workshop.world, open: &self.open };
            around.standing = self.house.series(open.folder(), &files).standing.clone();
        }
        let proposals = language::complete(draft, draft.offset(at, self.unit), &around);
        Ok(answers::proposals(&proposals, &|offset| draft.position(offset, self.unit)))
    }

    fn hover(&mut self, asked: AtPlace) -> Outcome {
        let (uri, at) = (asked.text_document.uri, Position::from(asked.position));
        if let Some(keys) = self.keys(&uri) {
            let Some(open) = self.open.get(&uri) else { return Ok(Value::Null) };
            let said = language::hover_sheet(&open.text, keys, open.text.offset(at, self.unit));
            let place = |offset| open.text.position(offset, self.unit);
            return Ok(said.map_or(Value::Null, |said| answers::hover(&said, &place)));
        }
        let Some(made) = self.issue(&uri)? else { return Ok(Value::Null) };
        let draft = &made.draft;
        let said = language::hover(draft, draft.offset(at, self.unit));
        Ok(said.map_or(Value::Null, |said| answers::hover(&said, &|offset| draft.position(offset, self.unit))))
    }

    fn definition(&mut self, asked: AtPlace) -> Outcome {
        let uri = asked.text_document.uri;
        let Some(made) = self.issue(&uri)? else { return Ok(Value::Null) };
        let found = language::definition(&made.draft, made.draft.offset(asked.position.into(), self.unit));
        Ok(found.map_or(Value::Null, |range| self.location(&uri, &made, range)))
    }

    fn uses(&mut self, asked: AtPlace) -> Outcome {
        let uri = asked.text_document.uri;
        let Some(made) = self.issue(&uri)? else { return Ok(Value::Null) };
        let with_definition = asked.context.is_some_and(|context| context.include_declaration);
        let at = made.draft.offset(asked.position.into(), self.unit);
        let found = language::uses(&made.draft, at, with_definition);
        Ok(found.into_iter().map(|range| self.location(&uri, &made, range)).collect())
    }

    fn location(&self, uri: &str, made: &Made, range: Range<usize>) -> Value {
        let at = |offset| place(made.draft.position(offset, self.unit));
        json!({ "uri": uri, "range": { "start": at(range.start), "end": at(range.end) } })
    }

    fn symbols(&mut self, asked: OfDocument) -> Outcome {
        let Some(made) = self.issue(&asked.text_document.uri)? else { return Ok(Value::Null) };
        let place = |offset| made.draft.position(offset, self.unit);
        Ok(language::symbols(&made.draft).iter().map(|symbol| answers::symbol(symbol, &place)).collect())
    }

    fn format(&mut self, asked: OfDocument) -> Outcome {
        let uri = asked.text_document.uri;
        let Some(made) = self.issue(&uri)? else {
            return Err((Refused::RequestFailed, "masthead formats issues alone".into()));
        };
        let draft = &made.draft;
        let formatted =
            language::format(draft.text().as_str(), self.lines).map_err(|why| (Refused::RequestFailed, why))?;
        let Some((range, words)) = language::line_edit(draft.text(), &formatted) else { return Ok(json!([])) };
        let at = |offset| place(draft.position(offset, self.unit));
        let ends_in_two = self.open.get(&uri).is_some_and(|open| open.text.as_str().contains("\r\n"));
        let words = if ends_in_two { words.replace('\n', "\r\n") } else { words };
        Ok(json!([{ "range": { "start": at(range.start), "end": at(range.end) }, "newText": words }]))
    }

    /// The keys that a document may have, where it is a file of tables.
    fn keys(&self, uri: &str) -> Option<&Keys> {
        match self.open.get(uri)?.kind {
            Kind::Series => Some(&self.series_keys),
            Kind::Style => Some(Keys::style()),
            Kind::Issue | Kind::Other => None,
        }
    }

    /// What lies beside a document.
    fn around(&self, open: &Open) -> Around {
        let world = self.workshop.world;
        let folder = open.folder();
        let is_known = open.path.is_some();
        let listed = |folder: &Path| if is_known { world.entries(folder).unwrap_or_default() } else { Vec::new() };
        let mut files = listed(folder);
        let folders: Vec<PathBuf> = files.iter().filter(|path| path.extension().is_none()).cloned().collect();
        folders.iter().for_each(|folder| files.extend(listed(folder)));
        files.sort();
        let named = |endings: &[&str]| {
            let has = |path: &&PathBuf| path.extension().is_some_and(|own| endings.iter().any(|ending| own == *ending));
            let below = |path: &PathBuf| Some(path.strip_prefix(folder).ok()?.to_str()?.replace('\\', "/"));
            files.iter().filter(has).filter_map(below).collect::<Vec<_>>()
        };
        let mut sheets = named(&["toml"]);
        sheets.retain(|sheet| !sheet.ends_with(ledger::FILE));
        let pictures = named(&["png", "jpg", "jpeg", "svg"]);
        Around { sheets, pictures, today: world.today(), ..Around::default() }
    }
}
