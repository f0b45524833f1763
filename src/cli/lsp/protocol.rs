//! As much of the Language Server Protocol 3.17 as is spoken here.

use super::wire;
use crate::language::Position;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Why a request is refused: the codes of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    ParseError = -32700,
    InvalidRequest = -32600,
    MethodNotFound = -32601,
    InvalidParams = -32602,
    InternalError = -32603,
    ServerNotInitialized = -32002,
    RequestCancelled = -32800,
    RequestFailed = -32803,
}

/// A message of the client.
#[derive(Debug, PartialEq)]
pub(super) enum Message {
    Request {
        id: Value,
        method: String,
        params: Value,
    },
    Notification {
        method: String,
        params: Value,
    },
    /// An answer to something that was asked of the client, or what is no message at all but asks for no answer.
    Answer,
    /// Something that is no message, with the answer that is due.
    Broken(Value),
}

/// Reads a message.
pub(super) fn message(bytes: &[u8]) -> Message {
    let parsed = serde_json::from_slice(bytes);
    let mended = |error| wire::without_halves(bytes).map_or(Err(error), |whole| serde_json::from_slice(&whole));
    let mut value: Value = match parsed.or_else(mended) {
        Ok(value) => value,
        Err(error) => return Message::Broken(failed(&Value::Null, Refused::ParseError, &error.to_string())),
    };
    let id = value.get("id").cloned();
    let method = value.get("method").and_then(Value::as_str).map(str::to_string);
    let params = value.get_mut("params").map(Value::take).unwrap_or_default();
    match (id, method) {
        (Some(id), Some(method)) if id.is_string() || id.is_number() => Message::Request { id, method, params },
        (None, Some(method)) => Message::Notification { method, params },
        (Some(_), None) if value.get("result").or(value.get("error")).is_some() => Message::Answer,
        _ => Message::Broken(failed(
            &Value::Null,
            Refused::InvalidRequest,
            "this is neither a request nor a notification",
        )),
    }
}

/// The parameters of a method; what is wrong with them where they are not its own.
pub(super) fn params<T: DeserializeOwned>(params: Value) -> Result<T, (Refused, String)> {
    serde_json::from_value(params).map_err(|error| (Refused::InvalidParams, error.to_string()))
}

/// The answer to a request.
pub(super) fn answer(id: &Value, result: &Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "result": result })
}

/// The answer to a request that is refused.
pub(super) fn failed(id: &Value, why: Refused, message: &str) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "error": { "code": why as i32, "message": message } })
}

/// Something that is told to the client.
pub(super) fn notification(method: &str, params: Value) -> Value {
    json!({ "jsonrpc": "2.0", "method": method, "params": params })
}

/// A place in a document as the protocol has it.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct Place {
    line: u32,
    character: u32,
}

impl From<Place> for Position {
    fn from(place: Place) -> Position {
        let wide = |figure: u32| usize::try_from(figure).unwrap_or(usize::MAX);
        Position { line: wide(place.line), column: wide(place.character) }
    }
}

/// A place as JSON.
pub(super) fn place(position: Position) -> Value {
    json!({ "line": position.line, "character": position.column })
}

#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct Stretch {
    pub(super) start: Place,
    pub(super) end: Place,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Opened {
    pub(super) text_document: OpenedText,
}

#[derive(Debug, Deserialize)]
pub(super) struct OpenedText {
    pub(super) uri: String,
    pub(super) version: i64,
    pub(super) text: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Changed {
    pub(super) text_document: VersionOf,
    pub(super) content_changes: Vec<Change>,
}

#[derive(Debug, Deserialize)]
pub(super) struct VersionOf {
    pub(super) uri: String,
    #[serde(default)]
    pub(super) version: Option<i64>,
}

/// A change: of a stretch, or of the whole text where no stretch is named.
#[derive(Debug, Deserialize)]
pub(super) struct Change {
    #[serde(default)]
    pub(super) range: Option<Stretch>,
    pub(super) text: String,
}

/// A document that something is asked of.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OfDocument {
    pub(super) text_document: Named,
}

#[derive(Debug, Deserialize)]
pub(super) struct Named {
    pub(super) uri: String,
}

/// A place in a document that something is asked of.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AtPlace {
    pub(super) text_document: Named,
    pub(super) position: Place,
    #[serde(default)]
    pub(super) context: Option<UsesContext>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct UsesContext {
    #[serde(default)]
    pub(super) include_declaration: bool,
}

#[derive(Debug, Deserialize)]
pub(super) struct Cancelled {
    pub(super) id: Value,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_told_apart() {
        let request = message(br#"{"jsonrpc":"2.0","id":"a","method":"m","params":{"b":1}}"#);
        assert_eq!(request, Message::Request { id: json!("a"), method: "m".into(), params: json!({ "b": 1 }) });
        let told = message(br#"{"method":"n"}"#);
        assert_eq!(told, Message::Notification { method: "n".into(), params: Value::Null });
        assert_eq!(message(br#"{"id":1,"result":null}"#), Message::Answer);
        for (broken, code) in [("{", -32700), ("[]", -32600), ("{\"id\":{},\"method\":\"m\"}", -32600), ("3", -32600)] {
            let Message::Broken(answer) = message(broken.as_bytes()) else { unreachable!("{broken}") };
            assert_eq!(answer.pointer("/error/code"), Some(&json!(code)), "{broken}");
        }
    }
}
