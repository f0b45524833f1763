//! Findings as text: for people, one line each for tools, and as JSON.

use super::{Diagnostic, Place, Placed, Severity, Source};
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
    shown(&Placed::of(diagnostic, source), ink)
}

/// The same of a finding whose source is gone.
#[must_use]
pub fn shown(found: &Placed, ink: Ink) -> String {
    let severity = format!("{}[{}]", word(found.severity), found.code.name());
    let severity = ink.paint(colour(found.severity), &severity);
    let mut text = format!("{severity}: {}\n", ink.paint("1", &plain(&found.message)));
    let gutter = match &found.place {
        Some(place) => excerpt(&mut text, found, place, ink),
        None => {
            let _ = writeln!(text, " {} {}", ink.frame("-->"), plain(&found.file));
            1
        }
    };
    if let Some(hint) = &found.hint {
        let _ = writeln!(text, " {:gutter$} {} {}", "", ink.frame("= help:"), plain(hint));
    }
    text
}

/// A place with the part of its line that is shown.
pub(super) fn place(source: &Source, range: Range<usize>) -> Place {
    let (start, end) = (source.position(range.start), source.position(range.end.max(range.start)));
    let marked = if end.line == start.line { end.column - start.column } else { usize::MAX };
    let at = source.offset_in_line(range.start);
    let (excerpt, indent, marks) = line_and_marks(source.line(start.line), at, marked);
    let (end_line, end_column) = (end.line, end.column);
    Place { start: range.start, line: start.line, column: start.column, end_line, end_column, excerpt, indent, marks }
}

/// The widest excerpt of a source line, in cells of a terminal, so that a paragraph on one line stays readable.
const EXCERPT: usize = 96;

/// How far an excerpt's edge gives way to a space, in characters.
const GIVE: usize = 16;

/// Writes the place, and the line and the marks where the line has words; gives the width of the line number.
fn excerpt(text: &mut String, found: &Placed, place: &Place, ink: Ink) -> usize {
    let gutter = place.line.to_string().len();
    let bar = ink.frame("|");
    let _ =
        writeln!(text, " {:gutter$}{} {}:{}:{}", "", ink.frame("-->"), plain(&found.file), place.line, place.column);
    if place.excerpt.trim().is_empty() {
        return gutter;
    }
    let _ = writeln!(text, " {:gutter$} {bar}", "");
    let _ = writeln!(text, " {} {bar} {}", ink.frame(&place.line.to_string()), place.excerpt);
    let marks = ink.paint(colour(found.severity), &"^".repeat(place.marks));
    let _ = writeln!(text, " {:gutter$} {bar} {:indent$}{marks}", "", "", indent = place.indent);
    gutter
}

/// The part of a line around a byte, and how many blanks and marks to set under it, of `marked` characters at most.
fn line_and_marks(line: &str, at: usize, marked: usize) -> (String, usize, usize) {
    let (before, after) = line.split_at_checked(at).unwrap_or((line, ""));
    let left = fitting(before.chars().rev(), EXCERPT / 2);
    let left: Vec<char> = left.into_iter().rev().collect();
    let right = fitting(after.chars(), EXCERPT - width(&left));
    let ellipsis = |cut: bool| if cut { "…" } else { "" };
    let open = ellipsis(before.chars().nth(left.len()).is_some());
    let close = ellipsis(after.chars().nth(right.len()).is_some());
    let under = width(&right[..marked.min(right.len())]).max(1);
    let indent = open.chars().count() + width(&left);
    let shown: String = left.iter().chain(&right).collect();
    (format!("{open}{shown}{close}"), indent, under)
}

/// As many characters as fit into cells of a terminal, cut at a space where one is near the end.
fn fitting(text: impl Iterator<Item = char>, most: usize) -> Vec<char> {
    let mut used = 0;
    let mut text = text.map(|c| if is_harmful(c) { ' ' } else { c }).peekable();
    let mut taken = Vec::new();
    while let Some(c) = text.next_if(|&c| used + cells(c) <= most) {
        used += cells(c);
        taken.push(c);
    }
    let is_cut = text.next().is_some();
    match taken.iter().rposition(|&c| c == ' ') {
        Some(space) if is_cut && space + GIVE > taken.len() => taken.truncate(space),
        _ => {}
    }
    taken
}

fn width(text: &[char]) -> usize {
    text.iter().map(|&c| cells(c)).sum()
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
    line(&Placed::of(diagnostic, source))
}

/// The same of a finding whose source is gone.
#[must_use]
pub fn line(found: &Placed) -> String {
    let place = match &found.place {
        Some(place) => format!("{}:{}:{}", plain(&found.file), place.line, place.column),
        None => plain(&found.file),
    };
    let (severity, code) = (word(found.severity), found.code.name());
    format!("{place}: {severity}[{code}]: {}\n", plain(&found.message))
}

/// One JSON object on one line, with `file`, `line` and `column` beside the finding's own fields.
#[must_use]
pub fn json(found: &Placed) -> serde_json::Value {
    let mut value = serde_json::json!({
        "file": found.file,
        "code": found.code,
        "severity": found.severity,
        "message": found.message,
    });
    if let Some(place) = &found.place {
        value["line"] = place.line.into();
        value["column"] = place.column.into();
        value["end-line"] = place.end_line.into();
        value["end-column"] = place.end_column.into();
    }
    if let Some(hint) = &found.hint {
        value["hint"] = hint.as_str().into();
    }
    value
}

#[cfg(test)]
mod tests {
    use super::super::{Span, code};
    use super::*;

    fn rendered(text: &str, part: &str) -> String {
        let start = text.find(part).unwrap_or_default();
        let finding = Diagnostic::new(code::DATE_INVALID, "no such day").at(Span::text(start, start + part.len()));
        human(&finding, &Source::new("a.md", text), Ink::Plain)
    }

    #[test]
    fn the_place_is_marked_under_its_line() {
        let shown =
            "error[date-invalid]: no such day\n  --> a.md:2:7\n   |\n 2 | date: 2023-02-30\n   |       ^^^^^^^^^^\n";
        assert_eq!(rendered("---\ndate: 2023-02-30\n", "2023-02-30"), shown);
    }

    #[test]
    fn wide_characters_take_two_cells() {
        let shown = rendered("第六期 2023年", "年");
        assert!(shown.ends_with(" 1 | 第六期 2023年\n   |            ^^\n"), "{shown}");
    }

    #[test]
    fn a_long_line_is_shown_around_the_place_and_cut_at_spaces() {
        let text = format!("{}fault{}", "before ".repeat(100), " after".repeat(100));
        let shown = rendered(&text, "fault");
        let line = shown.lines().nth(3).unwrap_or_default();
        assert!(line.starts_with(" 1 | …before before"), "{shown}");
        assert!(line.ends_with(" after after…") && line.chars().count() < 110, "{shown}");
        let mark = shown.lines().nth(4).and_then(|marks| marks.find("^^^^^")).unwrap_or_default();
        assert_eq!(line.chars().skip(mark).take(5).collect::<String>(), "fault", "{shown}");
    }

    #[test]
    fn what_commands_a_terminal_is_shown_not_sent() {
        let shown = rendered("a\u{1b}[31m\u{202e}b", "b");
        assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown:?}");
        assert_eq!(plain("x\u{1b}"), "x<U+001B>");
    }
}
