//! What stands around the words of a manuscript: remarks in the margin, and the heads and feet of its pages.

use super::desk::Desk;
use super::spaces::SPACES;
use crate::ast::Front;
use crate::diagnostics::{Diagnostic, Span, code};
use crate::read::genre::masthead::is_classification;
use crate::xml::{Node, XmlError, XmlReader};
use std::collections::BTreeMap;

/// So many remarks are told one by one; beyond that their number is told.
const MOST: usize = 50;
/// So many characters of something are quoted.
const LONGEST: usize = 120;

/// A remark in the margin.
#[derive(Clone, Debug, Default)]
pub(super) struct Remark {
    author: String,
    words: String,
}

/// The remarks of the part that holds them, by their numbers.
pub(super) fn remarks(text: &str) -> Result<BTreeMap<String, Remark>, XmlError> {
    let mut found = BTreeMap::new();
    let mut reader = XmlReader::new(text, SPACES);
    reader.open()?;
    while let Some(node) = reader.child()? {
        if let Node::Element(element) = node
            && element.is("w", "comment")
        {
            let said = |name: &str| element.attribute(name).unwrap_or_default().to_string();
            found.insert(said("id"), Remark { author: said("author"), words: quoted(&element.words()) });
        }
    }
    Ok(found)
}

/// Words in one line, cut where they are many.
fn quoted(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", words.get(..at).unwrap_or_default()),
        None => words,
    }
}

/// The paragraphs of a head or foot of pages, without those that have no words.
fn lines(text: &str) -> Result<Vec<String>, XmlError> {
    let mut lines = Vec::new();
    let mut reader = XmlReader::new(text, SPACES);
    reader.open()?;
    while let Some(node) = reader.child()? {
        if let Node::Element(element) = node {
            let mut words = String::new();
            gather(&element, &mut words);
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            lines.extend(says(&words).then_some(words));
        }
    }
    Ok(lines)
}

/// Whether a line says more than which page it is on.
fn says(line: &str) -> bool {
    let mut words = line.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.any(|word| !matches!(word.to_lowercase().as_str(), "page" | "of" | "p" | "第" | "页" | "共" | "页共"))
}

/// The words that runs show: fields count pages, and what they are told to do is not shown.
fn gather(element: &crate::xml::Element<'_>, words: &mut String) {
    for child in element.elements() {
        match (child.space, child.name) {
            ("w", "t") => words.push_str(&child.words()),
            ("w", "tab" | "br") => words.push(' '),
            ("w", "instrText" | "delText") => {}
            _ => gather(child, words),
        }
    }
}

impl Desk<'_> {
    /// Tells of every remark that hangs on words, with what it says.
    pub(super) fn tell_remarks(&mut self) {
        let hint = "settle it in the manuscript, if it is still open";
        for (id, span) in self.remarked.iter().take(MOST) {
            let remark = self.remarks.get(id).cloned().unwrap_or_default();
            let author = if remark.author.is_empty() { String::new() } else { format!(" by {}", remark.author) };
            let message = format!("a remark in the margin{author} was left out: `{}`", remark.words);
            self.sink.report(Diagnostic::new(code::REMARK_DROPPED, message).at(*span).hint(hint));
        }
        let more = self.remarked.len().saturating_sub(MOST);
        if more > 0 {
            let message = format!("{more} more remark(s) in the margin were left out");
            self.sink.report(Diagnostic::new(code::REMARK_DROPPED, message).hint(hint));
        }
    }

    /// Tells of the words in the heads and feet of pages, each once. A marking of who may see the issue is a fact of it.
    pub(super) fn furniture(&mut self, parts: &[String], front: &mut Front) -> Result<(), XmlError> {
        let mut told: Vec<String> = Vec::new();
        for line in parts.iter().map(|text| lines(text)).collect::<Result<Vec<_>, _>>()?.into_iter().flatten() {
            if told.contains(&line) || told.len() >= MOST {
                continue;
            }
            let (code, message, hint) = if front.classification.is_none() && is_classification(&line) {
                front.classification = Some(line.clone());
                let message = format!("`{line}` at the edge of pages was read as the classification");
                (code::FRONT_MATTER_READ, message, "look whether it is; if not, mend the imported source")
            } else {
                let message = format!("`{}` at the head or foot of pages was left out", quoted(&line));
                (
                    code::PAGE_FURNITURE_DROPPED,
                    message,
                    "nothing to do, if the style sets its own; else put it among the words",
                )
            };
            self.sink.report(Diagnostic::new(code, message).at(Span::Unknown).hint(hint));
            told.push(line);
        }
        Ok(())
    }
}
