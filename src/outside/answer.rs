//! What a filter gives back, read by the reader of documents.

use super::place::place;
use crate::ast::Document;
use crate::diagnostics::{Sink, code};
use crate::read::{Input, by_name};

/// The document of a filter's answer, or what is wrong with the answer, as the end of a sentence, and what to do.
pub fn answer(bytes: &[u8]) -> Result<Document, (String, String)> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let what = format!("with bytes that are not UTF-8, the first of them at byte {}", error.valid_up_to());
        (what, "have it write its JSON as UTF-8".to_string())
    })?;
    if text.trim().is_empty() {
        let hint = "a filter writes the document to its standard output, even where it changes nothing";
        return Err(("with nothing".into(), hint.into()));
    }
    let reader = by_name("json").ok_or_else(|| ("and there is no reader of JSON".to_string(), String::new()))?;
    let mut sink = Sink::new();
    let reading = (reader.read)(&Input::new("answer", text.as_bytes()), &mut sink);
    match sink.into_diagnostics().into_iter().next() {
        None => Ok(reading.document),
        Some(fault) => {
            let hint = fault.hint.unwrap_or_default();
            if fault.code == code::JSON_VERSION {
                let hint = "give back `masthead-ast` as it was, and the document in that form";
                return Err((format!("in another form: {}", fault.message), hint.into()));
            }
            let at = fault.span.range().map(|range| range.start);
            let place = at.map(|at| place(text, at)).filter(|place| !place.is_empty());
            let place = place.map_or(String::new(), |place| format!(" at `{place}`"));
            Err((format!("with what is no document{place}: {}", fault.message), hint))
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_refused(bytes: &[u8], what: &str) {
        let (found, hint) = answer(bytes).unwrap_err();
        assert_eq!(found, what);
        assert!(!hint.is_empty());
    }

    #[test]
    fn every_wrong_answer_is_told_by_what_is_wrong() {
        assert_refused(b"", "with nothing");
        assert_refused(b" \n", "with nothing");
        assert_refused(b"{\"a\": \xFF", "with bytes that are not UTF-8, the first of them at byte 6");
        let other = "in another form: the document has form 9, and this program reads form 1";
        assert_refused(b"{\"masthead-ast\": 9, \"document\": {}}", other);
        let half = b"{\"masthead-ast\": 1, \"document\": {\"provenance\": {}, \"front\": {\"lang\": \"en";
        let found = answer(half).unwrap_err().0;
        assert!(found.starts_with("with what is no document at `document/front/lang`: EOF"), "{found}");
        let shape = b"{\"masthead-ast\": 1, \"document\": {\"provenance\": {}, \"front\": {}, \"lead\": 7}}";
        let found = answer(shape).unwrap_err().0;
        assert!(found.starts_with("with what is no document at `document/lead`: invalid type: integer `7`"), "{found}");
    }

    #[test]
    fn a_document_is_taken() {
        assert!(answer(b"{\"masthead-ast\": 1, \"document\": {\"provenance\": {}, \"front\": {}}}").is_ok());
    }
}
