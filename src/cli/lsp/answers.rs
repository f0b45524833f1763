//! What the language room says, in the words of the protocol.

use super::protocol::place;
use crate::diagnostics::{Diagnostic, Severity};
use crate::language::{Draft, Position, Proposal, ProposalKind, Symbol, SymbolKind, Unit};
use serde_json::{Value, json};
use std::ops::Range;

/// Where a byte stands for the client.
type At<'a> = dyn Fn(usize) -> Position + 'a;

/// The program by name, in findings and to the client.
const NAME: &str = "masthead";

/// The signs after which a client asks what may be written.
const TRIGGERS: [&str; 9] = [":", "[", "^", "#", ".", "{", "=", "\"", "("];

/// What the server can do.
pub(super) fn capabilities(unit: Unit) -> Value {
    let encoding = if unit == Unit::Utf8 { "utf-8" } else { "utf-16" };
    json!({
        "capabilities": {
            "positionEncoding": encoding,
            "textDocumentSync": { "openClose": true, "change": 2, "save": { "includeText": false } },
            "completionProvider": { "triggerCharacters": TRIGGERS },
            "hoverProvider": true,
            "definitionProvider": true,
            "referencesProvider": true,
            "documentSymbolProvider": true,
            "documentFormattingProvider": true,
        },
        "serverInfo": { "name": NAME, "version": env!("CARGO_PKG_VERSION") },
    })
}

/// Asks the client to tell of files that change on the disk and on which findings depend.
pub(super) fn watch_request() -> Value {
    let watchers: Vec<Value> =
        ["**/*.toml", "**/*.md", "**/*.{png,jpg,jpeg,svg}"].iter().map(|glob| json!({ "globPattern": glob })).collect();
    let method = "workspace/didChangeWatchedFiles";
    let registration = json!({ "id": "files", "method": method, "registerOptions": { "watchers": watchers } });
    json!({
        "jsonrpc": "2.0", "id": "masthead-watch", "method": "client/registerCapability",
        "params": { "registrations": [registration] },
    })
}

/// The findings of an issue. One without a place stands at its first line.
pub(super) fn findings(draft: &Draft, findings: &[Diagnostic], unit: Unit) -> Vec<Value> {
    let text = draft.text();
    let end = text.line(0).end;
    findings.iter().map(|one| finding(one, &|offset| draft.position(offset, unit), end)).collect()
}

/// A finding; one without a place stands from the beginning to `end`.
pub(super) fn finding(found: &Diagnostic, at: &At<'_>, end: usize) -> Value {
    let severity = match found.severity {
        Severity::Error => 1,
        Severity::Warning => 2,
        Severity::Note => 3,
    };
    let hint = found.hint.as_ref().map_or(String::new(), |hint| format!("\nhelp: {hint}"));
    json!({
        "range": range(&found.span.range().unwrap_or(0..end), at),
        "severity": severity,
        "code": found.code.name(),
        "source": NAME,
        "message": format!("{}{hint}", found.message),
    })
}

fn range(range: &Range<usize>, at: &At<'_>) -> Value {
    json!({ "start": place(at(range.start)), "end": place(at(range.end)) })
}

/// What may be written.
pub(super) fn proposals(proposals: &[Proposal], at: &At<'_>) -> Value {
    let item = |proposal: &Proposal| {
        let kind = match proposal.kind {
            ProposalKind::Key => 10,
            ProposalKind::Value => 12,
            ProposalKind::Form => 14,
            ProposalKind::Place => 18,
            ProposalKind::Person => 6,
            ProposalKind::File => 17,
        };
        json!({
            "label": proposal.label,
            "kind": kind,
            "detail": proposal.detail,
            "textEdit": { "range": range(&proposal.replaces, at), "newText": proposal.insert },
        })
    };
    json!({ "isIncomplete": false, "items": proposals.iter().map(item).collect::<Vec<_>>() })
}

/// What is said about words.
pub(super) fn hover((said, of): &(String, Range<usize>), at: &At<'_>) -> Value {
    json!({ "contents": { "kind": "markdown", "value": said }, "range": range(of, at) })
}

/// A part of an issue, with those in it.
pub(super) fn symbol(symbol: &Symbol, at: &At<'_>) -> Value {
    let kind = match symbol.kind {
        SymbolKind::Front => 2,
        SymbolKind::Section => 15,
        SymbolKind::Table => 18,
        SymbolKind::Figure => 19,
        SymbolKind::Boxed => 23,
        SymbolKind::Note => 14,
    };
    json!({
        "name": symbol.name,
        "detail": symbol.detail,
        "kind": kind,
        "range": range(&symbol.range, at),
        "selectionRange": range(&symbol.selection, at),
        "children": symbol.children.iter().map(|inner| self::symbol(inner, at)).collect::<Vec<_>>(),
    })
}
