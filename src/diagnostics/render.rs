//! Findings as text: for people, one line each for tools, and as JSON.

use super::{Diagnostic, Position, Severity, Source};
use std::fmt::Write;
use std::ops::Range;

/// What text for people is written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Characters alone.
    Plain,
    /// Characters and the colours of a terminal (ECMA-48, SGR).
    Colour,
}

impl Ink {
    fn paint(self, colour: &str, text: &str) -> String {
        match self {
            Ink::Plain => text.to_string(),
            Ink::Colour => format!("\x1b[{colour}m{text}\x1b[0m"),
        }
    }

    fn frame(self, text: &str) -> String {
        self.paint("34", text)
    }
}

/// The word by which people know a severity.
fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn colour(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "1;36",
        Severity::Warning => "1;33",
        Severity::Error => "1;31",
    }
}

/// Text from outside that can do nothing to a terminal: control characters and those that turn the direction of
/// writing are shown by their numbers.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_harmful(c) {
            let _ = write!(shown, "<U+{:04X}>", u32::from(c));
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Whether a character does something to a terminal other than to stand in its place.
fn is_harmful(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A refusal that no source is the cause of.
#[must_use]
pub fn refusal(message: &str, hint: &str, ink: Ink) -> String {
    let mut text = format!("{}: {}\n", ink.paint(colour(Severity::Error), "error"), ink.paint("1", &plain(message)));
    if !hint.is_empty() {
        let _ = writeln!(text, "  {} {}", ink.frame("= help:"), plain(hint));
    }
    text
}

/// For people: the message, file, line and column, the line itself with a mark under the place, and the hint.
#[must_use]
pub fn human(diagnostic: &Diagnostic, source: &Source, ink: Ink) -> String {
    let severity = format!("{}[{}]", word(diagnostic.severity), diagnostic.code.name());
    let severity = ink.paint(colour(diagnostic.severity), &severity);
    let mut text = format!("{severity}: {}\n", ink.paint("1", &plain(&diagnostic.message)));
    let gutter = match diagnostic.span.range() {
        Some(range) => excerpt(&mut text, source, range, colour(diagnostic.severity), ink),
        None => {
            let _ = writeln!(text, " {} {}", ink.frame("-->"), plain(source.name()));
            1
        }
    };
    if let Some(hint) = &diagnostic.hint {
        let _ = writeln!(text, " {:gutter$} {} {}", "", ink.frame("= help:"), plain(hint));
    }
    text
}

/// The widest excerpt of a source line, in characters, so that a line of megabytes stays readable.
const EXCERPT: usize = 100;

/// Writes the place, the line and the marks; gives the width of the line number.
fn excerpt(text: &mut String, source: &Source, range: Range<usize>, colour: &str, ink: Ink) -> usize {
    let place = source.position(range.start);
    let end = source.position(range.end.max(range.start));
    let gutter = place.line.to_string().len();
    let (shown, marks) = line_and_marks(source.line(place.line), place, end);
    let bar = ink.frame("|");
    let _ =
        writeln!(text, " {:gutter$}{} {}:{}:{}", "", ink.frame("-->"), plain(source.name()), place.line, place.column);
    let _ = writeln!(text, " {:gutter$} {bar}", "");
    let _ = writeln!(text, " {} {bar} {shown}", ink.frame(&place.line.to_string()));
    let _ = writeln!(text, " {:gutter$} {bar} {}{}", "", marks.0, ink.paint(colour, &marks.1));
    gutter
}

/// The part of a line around a place, and the blanks and marks to set under it.
fn line_and_marks(line: &str, place: Position, end: Position) -> (String, (String, String)) {
    let column = place.column - 1;
    let skip = if line.chars().nth(EXCERPT).is_none() { 0 } else { column.saturating_sub(EXCERPT / 2) };
    let mut rest = line.chars().skip(skip);
    let shown: Vec<char> = rest.by_ref().take(EXCERPT).map(|c| if is_harmful(c) { ' ' } else { c }).collect();
    let left = if skip > 0 { "…" } else { "" };
    let right = if rest.next().is_some() { "…" } else { "" };
    let marked = if end.line == place.line { end.column - place.column } else { usize::MAX };
    let cells = |part: &[char]| part.iter().map(|&c| cells(c)).sum::<usize>();
    let (before, from) = shown.split_at((column - skip).min(shown.len()));
    let under = cells(&from[..marked.max(1).min(from.len())]).max(1);
    let blanks = " ".repeat(left.chars().count() + cells(before));
    (format!("{left}{}{right}", shown.iter().collect::<String>()), (blanks, "^".repeat(under)))
}

/// How many cells a terminal gives a character (UAX #11, the ranges that bulletins meet).
fn cells(c: char) -> usize {
    match u32::from(c) {
        0x0300..=0x036F | 0x200B..=0x200D | 0xFE00..=0xFE0F | 0xFEFF => 0,
        0x1100..=0x115F | 0x2E80..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF => 2,
        0xFE30..=0xFE6F | 0xFF00..=0xFF60 | 0xFFE0..=0xFFE6 | 0x1F300..=0x1FAFF | 0x20000..=0x3FFFD => 2,
        _ => 1,
    }
}

/// One line: `file:line:column: severity[code]: message`.
#[must_use]
pub fn short(diagnostic: &Diagnostic, source: &Source) -> String {
    let place = match diagnostic.span.range() {
        Some(range) => {
            let position = source.position(range.start);
            format!("{}:{}:{}", plain(source.name()), position.line, position.column)
        }
        None => plain(source.name()),
    };
    let (severity, code) = (word(diagnostic.severity), diagnostic.code.name());
    format!("{place}: {severity}[{code}]: {}\n", plain(&diagnostic.message))
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
