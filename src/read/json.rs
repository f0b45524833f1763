//! Reader `json`: the document as `inspect` prints it.

use super::{Input, Reading, decode::decode};
use crate::ast::{Document, VERSION, json::Envelope};
use crate::diagnostics::{Diagnostic, Sink, Source, Span, code};
use serde::Deserialize;

/// How many brackets may stand in each other: those of 48 lists with as many styled words in the innermost take 300.
const DEEPEST: usize = 400;

/// The version alone, so that a file of another form is called that and not a file of many faults.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Version {
    masthead_ast: u32,
}

/// Reads a document. Whether it keeps the rules of the model is for normalising to say, as for every reader.
pub(super) fn read(input: &Input<'_>, sink: &mut Sink) -> Reading {
    let source = Source::new(input.name, decode(input.bytes, sink));
    let found = if source.text().is_empty() { Ok(Document::default()) } else { parse(&source) };
    match found {
        // The spans point into the text that the document was once made of, which is not at hand.
        Ok(document) => Reading::new(document, Source::new(input.name, "")),
        Err(fault) => {
            sink.report(fault);
            Reading::new(Document::default(), source)
        }
    }
}

/// Reads the version first: a file of another form would only raise faults that mislead.
fn parse(source: &Source) -> Result<Document, Diagnostic> {
    let at = |error: &serde_json::Error| place(error, source);
    if let Some(start) = too_deep(source.text()) {
        return Err(Diagnostic::new(code::JSON_INVALID, format!("more than {DEEPEST} brackets stand in each other"))
            .at(Span::text(start, start + 1))
            .hint("no document of this program goes so deep; make it anew with `masthead inspect`"));
    }
    let version: Version = parsed(source.text()).map_err(|error| no_version(&error).at(at(&error)))?;
    if version.masthead_ast != VERSION {
        return Err(other_version(version.masthead_ast));
    }
    let envelope: Envelope = parsed(source.text()).map_err(|error| fault(&error).at(at(&error)))?;
    Ok(envelope.document)
}

/// What a text of bounded depth says; the parser's own bound is nearer than the lists of a document may go.
fn parsed<'a, T: Deserialize<'a>>(text: &'a str) -> serde_json::Result<T> {
    let mut parser = serde_json::Deserializer::from_str(text);
    parser.disable_recursion_limit();
    let found = T::deserialize(&mut parser)?;
    parser.end()?;
    Ok(found)
}

/// The first bracket that stands in more than [`DEEPEST`] others.
fn too_deep(text: &str) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'[' | b'{' if !quoted => depth += 1,
            b']' | b'}' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Some(at);
        }
    }
    None
}

fn no_version(error: &serde_json::Error) -> Diagnostic {
    if error.is_data() {
        Diagnostic::new(
            code::JSON_INVALID,
            "the file is JSON, but does not say that it holds a document of this program",
        )
        .hint(format!("give `{{\"masthead-ast\": {VERSION}, \"document\": …}}`, as `masthead inspect` prints it"))
    } else {
        fault(error)
    }
}

fn other_version(found: u32) -> Diagnostic {
    let message = format!("the document has form {found}, and this program reads form {VERSION}");
    let hint = if found > VERSION {
        "read it with the newer masthead that wrote it"
    } else {
        "make it anew from its source with `masthead inspect`"
    };
    Diagnostic::new(code::JSON_VERSION, message).hint(hint)
}

fn fault(error: &serde_json::Error) -> Diagnostic {
    let words = error.to_string();
    let message = words.rsplit_once(" at line ").map_or(words.as_str(), |(message, _)| message);
    let hint = if error.is_data() {
        "`masthead schema` prints what a document may hold"
    } else {
        "the file is not JSON here; a comma, a bracket or a quotation mark may be missing"
    };
    Diagnostic::new(code::JSON_INVALID, message).hint(hint)
}

/// Where the parser stopped. Its columns count bytes, from 1; 0 stands for the end of the line before.
fn place(error: &serde_json::Error, source: &Source) -> Span {
    let before: usize = source.text().split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let offset = (before + error.column().saturating_sub(1)).min(source.text().len().saturating_sub(1));
    let start = source.text().floor_char_boundary(offset);
    Span::text(start, source.text().ceil_char_boundary(start + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The findings on a text, each as code, line and column, and message.
    fn findings(text: &str) -> Vec<String> {
        let mut sink = Sink::new();
        let reading = read(&Input::new("a.json", text.as_bytes()), &mut sink);
        let tell = |found: &Diagnostic| {
            let place = found.span.range().map(|range| reading.source.position(range.start));
            let place = place.map_or(String::new(), |place| format!(" {}:{}", place.line, place.column));
            format!("{}{place}: {}", found.code.name(), found.message)
        };
        sink.diagnostics().iter().map(tell).collect()
    }

    #[test]
    fn a_document_is_read() {
        let text = "\u{FEFF}{\"masthead-ast\": 1, \"document\": {\"provenance\": {}, \"front\": {}}}\r\n";
        assert_eq!(findings(text), Vec::<String>::new());
    }

    #[test]
    fn the_version_comes_first() {
        let other = "the document has form 9, and this program reads form 1";
        assert_eq!(findings("{\"masthead-ast\": 9, \"paper\": []}"), [format!("json-version: {other}")]);
        let none = "the file is JSON, but does not say that it holds a document of this program";
        assert_eq!(findings("{\"front\": {}}"), [format!("json-invalid 1:13: {none}")]);
    }

    #[test]
    fn faults_have_their_place() {
        assert_eq!(findings("{\n  \"masthead-ast\": 1,,\n}"), ["json-invalid 2:21: key must be a string"]);
        let unknown = "{\"masthead-ast\": 1,\n \"document\": {\"provenance\": {\"sauce\": \"x\"}, \"front\": {}}}";
        let found = findings(unknown);
        assert!(found.len() == 1 && found[0].starts_with("json-invalid 2:"), "{found:?}");
        assert!(found[0].contains("unknown field `sauce`"), "{found:?}");
        assert_eq!(findings("{").len(), 1);
        assert_eq!(findings("“"), ["json-invalid 1:1: expected value"]);
    }

    #[test]
    fn an_empty_file_is_told_once() {
        assert_eq!(findings(" \n"), ["input-empty: the file holds no text"]);
    }
}
