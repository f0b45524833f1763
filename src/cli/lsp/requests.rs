//! What is asked of documents, and answered from what the program makes of them.

use super::answers;
use super::desk::{Kind, Open, Overlaid};
use super::examine::Made;
use super::protocol::{AtPlace, OfDocument, Refused, place};
use super::server::{Outcome, Server};
use crate::cli::ledger;
use crate::language::{self, Around, Keys, Position};
use serde_json::{Value, json};
use std::ops::Range;
use std::path::{Path, PathBuf};

impl Server<'_> {
    pub(super) fn complete(&mut self, asked: AtPlace) -> Outcome {
        let (uri, at) = (asked.text_document.uri, Position::from(asked.position));
        if let Some(keys) = self.keys(&uri) {
            let Some(open) = self.open.get(&uri) else { return Ok(Value::Null) };
            let around = self.around(open);
            let proposals = language::complete_sheet(open.text(), keys, open.text().offset(at, self.unit), &around);
            let place = |offset| open.text().position(offset, self.unit);
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

    pub(super) fn hover(&mut self, asked: AtPlace) -> Outcome {
        let (uri, at) = (asked.text_document.uri, Position::from(asked.position));
        if let Some(keys) = self.keys(&uri) {
            let Some(open) = self.open.get(&uri) else { return Ok(Value::Null) };
            let said = language::hover_sheet(open.text(), keys, open.text().offset(at, self.unit));
            let place = |offset| open.text().position(offset, self.unit);
            return Ok(said.map_or(Value::Null, |said| answers::hover(&said, &place)));
        }
        let Some(made) = self.issue(&uri)? else { return Ok(Value::Null) };
        let draft = &made.draft;
        let said = language::hover(draft, draft.offset(at, self.unit));
        Ok(said.map_or(Value::Null, |said| answers::hover(&said, &|offset| draft.position(offset, self.unit))))
    }

    pub(super) fn definition(&mut self, asked: AtPlace) -> Outcome {
        let uri = asked.text_document.uri;
        let Some(made) = self.issue(&uri)? else { return Ok(Value::Null) };
        let found = language::definition(&made.draft, made.draft.offset(asked.position.into(), self.unit));
        Ok(found.map_or(Value::Null, |range| self.location(&uri, &made, range)))
    }

    pub(super) fn uses(&mut self, asked: AtPlace) -> Outcome {
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

    pub(super) fn symbols(&mut self, asked: OfDocument) -> Outcome {
        let Some(made) = self.issue(&asked.text_document.uri)? else { return Ok(Value::Null) };
        let place = |offset| made.draft.position(offset, self.unit);
        Ok(language::symbols(&made.draft).iter().map(|symbol| answers::symbol(symbol, &place)).collect())
    }

    pub(super) fn format(&mut self, asked: OfDocument) -> Outcome {
        let uri = asked.text_document.uri;
        let Some(made) = self.issue(&uri)? else {
            return Err((Refused::RequestFailed, "masthead formats issues alone".into()));
        };
        let draft = &made.draft;
        let formatted =
            language::format(draft.text().as_str(), self.lines).map_err(|why| (Refused::RequestFailed, why))?;
        let Some((range, words)) = language::line_edit(draft.text(), &formatted) else { return Ok(json!([])) };
        let at = |offset| place(draft.position(offset, self.unit));
        let ends_in_two = self.open.get(&uri).is_some_and(|open| open.text().as_str().contains("\r\n"));
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
