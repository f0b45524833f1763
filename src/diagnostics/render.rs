//! Findings as text: for people, one line each for tools, and as JSON.

use super::{Diagnostic, Severity, Source};
use std::fmt::Write;

/// The word by which people know a severity.
fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// For people: the message, file, line and column, the line itself with a mark under the place, and the hint.
#[must_use]
pub fn human(diagnostic: &Diagnostic, source: &Source) -> String {
    let mut text = format!("{}[{}]: {}\n", word(diagnostic.severity), diagnostic.code.name(), diagnostic.message);
    match diagnostic.span.range() {
        Some(range) => excerpt(&mut text, source, range),
        None => {
            let _ = writeln!(text, "  --> {}", source.name());
        }
    }
    if let Some(hint) = &diagnostic.hint {
        let _ = writeln!(text, "  = help: {hint}");
    }
    text
}

/// The widest excerpt of a source line, in characters, so that a line of megabytes stays readable.
const EXCERPT: usize = 100;

fn excerpt(text: &mut String, source: &Source, range: std::ops::Range<usize>) {
    let place = source.position(range.start);
    let end = source.position(range.end.max(range.start));
    let line = source.line(place.line);
    let skip = (place.column - 1).saturating_sub(EXCERPT / 2);
    let shown: String = line.chars().skip(skip).take(EXCERPT).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let left = if skip > 0 { "…" } else { "" };
    let right = if line.chars().count() > skip + EXCERPT { "…" } else { "" };
    let marked = if end.line == place.line { end.column - place.column } else { usize::MAX };
    let before: String = shown.chars().take(place.column - 1 - skip).map(pad).collect();
    let under: String = shown.chars().skip(place.column - 1 - skip).take(marked.max(1)).map(caret).collect();
    let gutter = place.line.to_string().len();
    let _ = writeln!(text, "  --> {}:{}:{}", source.name(), place.line, place.column);
    let _ = writeln!(text, " {:gutter$} |", "");
    let _ = writeln!(text, " {} | {left}{shown}{right}", place.line);
    let _ = writeln!(
        text,
        " {:gutter$} | {}{before}{}",
        "",
        " ".repeat(left.chars().count()),
        if under.is_empty() { "^".into() } else { under }
    );
}

/// A blank as wide as the character is on a terminal.
fn pad(c: char) -> &'static str {
    if is_wide(c) { "  " } else { " " }
}

/// A mark as wide as the character is on a terminal.
fn caret(c: char) -> &'static str {
    if is_wide(c) { "^^" } else { "^" }
}

/// Whether a terminal gives the character two cells (UAX #11, the ranges that bulletins meet).
fn is_wide(c: char) -> bool {
    matches!(u32::from(c), 0x1100..=0x115F | 0x2E80..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFE30..=0xFE6F | 0xFF00..=0xFF60 | 0xFFE0..=0xFFE6 | 0x20000..=0x3FFFD)
}

/// One line: `file:line:column: severity[code]: message`.
#[must_use]
pub fn short(diagnostic: &Diagnostic, source: &Source) -> String {
    let place = match diagnostic.span.range() {
        Some(range) => {
            let position = source.position(range.start);
            format!("{}:{}:{}", source.name(), position.line, position.column)
        }
        None => source.name().to_string(),
    };
    format!("{place}: {}[{}]: {}\n", word(diagnostic.severity), diagnostic.code.name(), diagnostic.message)
}

/// One JSON object on one line, with `file`, `line` and `column` beside the finding's own fields.
#[must_use]
pub fn json(diagnostic: &Diagnostic, source: &Source) -> serde_json::Value {
    let mut value = serde_json::json!({
        "file": source.name(),
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
    });
    if let Some(range) = diagnostic.span.range() {
        let start = source.position(range.start);
        let end = source.position(range.end);
        value["line"] = start.line.into();
        value["column"] = start.column.into();
        value["end-line"] = end.line.into();
        value["end-column"] = end.column.into();
    }
    if let Some(hint) = &diagnostic.hint {
        value["hint"] = hint.as_str().into();
    }
    value
}
