//! `bagit.txt` and `bag-info.txt`: what says that a folder is a bag, and what is in it (RFC 8493, 2.1.1 and 2.2.2).

use super::record::Facts;
use crate::ast::Date;

/// What says that a folder is a bag.
pub(super) const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// The program and its version.
pub(super) const AGENT: &str = concat!("masthead ", env!("CARGO_PKG_VERSION"));

/// What is said of a bag of an issue. Nothing is invented: what the issue does not say is not there.
pub(super) fn render(facts: &Facts, date: Option<Date>, (size, count): (u64, usize)) -> String {
    let mut lines = Lines(String::new());
    lines.add("Source-Organization", facts.publisher.as_deref());
    for identifier in facts.identifiers() {
        lines.add("External-Identifier", Some(&identifier));
    }
    lines.add("External-Description", facts.title.as_deref());
    lines.add("Bag-Group-Identifier", facts.series.as_deref());
    lines.add("Bagging-Date", date.map(Date::iso).as_deref());
    lines.add("Payload-Oxum", Some(&format!("{size}.{count}")));
    lines.add("Bag-Software-Agent", Some(AGENT));
    lines.0
}

struct Lines(String);

impl Lines {
    fn add(&mut self, label: &str, value: Option<&str>) {
        let value = value.map(|value| value.split_whitespace().collect::<Vec<_>>().join(" "));
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            self.0.push_str(&format!("{label}: {value}\n"));
        }
    }
}

/// The labels and values of a tag file, or the number of the first line that is neither. A line that begins with a blank goes
/// on with the value before it.
pub(super) fn parse(text: &str) -> Result<Vec<(String, String)>, usize> {
    let mut tags: Vec<(String, String)> = Vec::new();
    let lines = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).enumerate();
    for (at, line) in lines.filter(|(_, line)| !line.is_empty()) {
        match (line.starts_with([' ', '\t']), tags.last_mut()) {
            (true, Some((_, value))) => {
                value.push(' ');
                value.push_str(line.trim());
            }
            _ => {
                let (label, value) = line.split_once(':').ok_or(at + 1)?;
                tags.push((label.trim().to_string(), value.trim().to_string()));
            }
        }
    }
    Ok(tags)
}

/// The first value of a label, whatever its case.
pub(super) fn value<'a>(tags: &'a [(String, String)], label: &str) -> Option<&'a str> {
    tags.iter().find(|(known, _)| known.eq_ignore_ascii_case(label)).map(|(_, value)| value.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_issue_does_not_say_is_not_there() {
        let facts = Facts { publisher: Some("The\noffice".into()), ..Facts::default() };
        let text = render(&facts, Date::new(2023, 9, 22), (12, 3));
        let agent = format!("Bag-Software-Agent: {AGENT}\n");
        assert_eq!(
            text,
            format!("Source-Organization: The office\nBagging-Date: 2023-09-22\nPayload-Oxum: 12.3\n{agent}")
        );
    }

    #[test]
    fn tags_are_read_over_several_lines() {
        let tags = parse("A: one\r\n  two\nB:three\n").unwrap_or_default();
        assert_eq!(value(&tags, "a"), Some("one two"));
        assert_eq!(value(&tags, "B"), Some("three"));
        assert_eq!(parse("A: one\nnothing\n"), Err(2));
    }
}
