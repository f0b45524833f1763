//! The body of an issue in the one form that the program itself writes, where that loses nothing.

use super::text::Text;
use crate::ast::Document;
use crate::diagnostics::{Diagnostic, Severity, Sink, Span};
use crate::normalize::normalize;
use crate::read::{self, Input};
use crate::write::{Lines, markdown};
use serde_json::Value;
use std::ops::Range;

/// The reader of issues as people write them.
const READER: &str = "bulletin";

/// The text with its body in the form that is written, its front matter as it stands; or why it is left as it is.
///
/// Comments and the order of facts are the author's, and in YAML the program keeps neither. What is written is read again: where
/// it is another document, or anything is told of it otherwise than of the text as it was, nothing is given.
pub fn format(text: &str, lines: Lines) -> Result<String, String> {
    let before = Reading::of(text)?;
    if let Some(fault) = before.findings.iter().find(|finding| finding.is_error) {
        return Err(format!("the issue is not formatted while it has a fault: {}", fault.message));
    }
    let front = before.front(text);
    let body = before.body(front, lines)?;
    let formatted = format!("{}{body}", text.get(..front).unwrap_or_default());
    let after = Reading::of(&formatted)?;
    if let Some(lost) = before.findings.iter().find(|finding| !after.findings.contains(finding)) {
        return Err(format!("formatting would lose what this is about: {}", lost.message));
    }
    if let Some(new) = after.findings.iter().find(|finding| !before.findings.contains(finding)) {
        return Err(format!("formatting would bring in a finding: {}", new.message));
    }
    match bare(&before.document) == bare(&after.document) {
        true => Ok(formatted),
        false => Err("formatting would change the words or the structure of the issue".into()),
    }
}

/// The one edit, by whole lines, that makes one text another; nothing where they are the same.
#[must_use]
pub fn line_edit(before: &Text, after: &str) -> Option<(Range<usize>, String)> {
    let old = before.as_str();
    if old == after {
        return None;
    }
    let lines = |text: &str| text.split_inclusive('\n').map(str::len).collect::<Vec<_>>();
    let (own, new) = (lines(old), lines(after));
    let (mut head, mut tail, mut same) = (0, 0, 0);
    for (own, new) in own.iter().zip(&new) {
        if own != new || old.get(head..head + own) != after.get(head..head + new) {
            break;
        }
        head += own;
        same += 1;
    }
    let left = own.len().min(new.len()) - same;
    for (own, new) in own.iter().rev().zip(new.iter().rev()).take(left) {
        let (end, new_end) = (old.len() - tail, after.len() - tail);
        if own != new || old.get(end - own..end) != after.get(new_end - new..new_end) {
            break;
        }
        tail += own;
    }
    Some((head..old.len() - tail, after.get(head..after.len() - tail).unwrap_or_default().to_string()))
}

/// A finding without its place.
#[derive(PartialEq)]
struct Told {
    code: &'static str,
    message: String,
    is_error: bool,
}

/// What a text is read as.
struct Reading {
    document: Document,
    findings: Vec<Told>,
}

impl Reading {
    fn of(text: &str) -> Result<Reading, String> {
        let reader = read::by_name(READER).ok_or("there is no reader of issues")?;
        let mut sink = Sink::new();
        let mut document = (reader.read)(&Input::new("issue.md", text.as_bytes()), &mut sink).document;
        normalize(&mut document, &mut sink);
        let told = |finding: &Diagnostic| Told {
            code: finding.code.name(),
            message: finding.message.clone(),
            is_error: finding.severity == Severity::Error,
        };
        Ok(Reading { document, findings: sink.diagnostics().iter().map(told).collect() })
    }

    /// Where the front matter ends, its closing line and the line end included.
    fn front(&self, text: &str) -> usize {
        let Some(yaml) = self.document.front.span.range() else { return 0 };
        let closing = text.get(yaml.end..).unwrap_or_default().split_inclusive('\n').next().unwrap_or_default();
        yaml.end + closing.len()
    }

    /// The body as it is written, with the blank line that stands before it.
    fn body(&self, front: usize, lines: Lines) -> Result<String, String> {
        let mut document = self.document.clone();
        let yaml = document.front.span.range().unwrap_or_default();
        let note = document.front.editors_note.as_ref().and_then(|note| note.span.range());
        if note.is_some_and(|note| yaml.contains(&note.start)) {
            // It stands in the front matter, which stays.
            document.front.editors_note = None;
        }
        let mut sink = Sink::new();
        let written = markdown(&document, lines, &mut sink);
        if let Some(lost) = sink.diagnostics().first() {
            return Err(format!("the form that the program writes does not hold everything: {}", lost.message));
        }
        let close = written.get(4..).and_then(|rest| rest.find("\n---\n")).map(|at| at + 4 + "\n---\n".len());
        let body = close.and_then(|at| written.get(at..)).unwrap_or_default();
        Ok(if front == 0 { body.trim_start_matches('\n') } else { body }.to_string())
    }
}

/// A document without the places of its parts and without its own history.
fn bare(document: &Document) -> Value {
    let mut document = document.clone();
    document.provenance = Default::default();
    document.front.span = Span::Unknown;
    let mut value = serde_json::to_value(&document).unwrap_or_default();
    erase(&mut value);
    value
}

fn erase(value: &mut Value) {
    match value {
        Value::Object(table) => {
            table.remove("span");
            table.values_mut().for_each(erase);
        }
        Value::Array(items) => items.iter_mut().for_each(erase),
        _ => {}
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    const FRONT: &str = "---\nseries: Lake  # the name\nlang: en\n---\n";

    #[test]
    fn the_body_is_written_anew_and_the_facts_stay() {
        let text = format!("{FRONT}\n\n\n*  one\n*  two\n\nA word\nand another.\n");
        let formatted = format(&text, Lines::Paragraph).unwrap();
        assert_eq!(formatted, format!("{FRONT}\n- one\n- two\n\nA word and another.\n"));
        assert_eq!(super::format(&formatted, Lines::Paragraph).unwrap(), formatted);
    }

    #[test]
    fn what_would_be_lost_is_named() {
        let refused = |body: &str| format(&format!("{FRONT}\n{body}\n"), Lines::Paragraph).unwrap_err();
        assert!(refused("Words.\n\n<!-- a remark -->").contains("would lose what this is about"));
        assert!(refused("::: quite\n\nWords.\n\n:::").contains("quite"));
    }

    #[test]
    fn one_edit_by_lines() {
        let edit = |before: &str, after: &str| line_edit(&Text::new(before), after);
        assert_eq!(edit("a\nb\nc\n", "a\nb\nc\n"), None);
        assert_eq!(edit("a\nb\nc\n", "a\nx\nc\n"), Some((2..4, "x\n".into())));
        assert_eq!(edit("a\na\n", "a\na\na\n"), Some((4..4, "a\n".into())));
        assert_eq!(edit("a\n汉\nb", "a\n字\nb"), Some((2..6, "字\n".into())));
        assert_eq!(edit("a", ""), Some((0..1, String::new())));
    }
}
